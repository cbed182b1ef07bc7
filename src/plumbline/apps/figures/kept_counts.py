"""Counts that were made, kept by what they rest on: in the process, whole tables of a year also in a file.

Counting the tables of a year takes seconds, and parts are never written again under the same name, so that what was
counted over them holds. A process that has just begun finds it in the file, which can be thrown away.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

from plumbline.core.indicators.figure import Counted, Number, Period

Basis: TypeAlias = tuple[str, str, str, tuple[str, ...], Period, str]
"""Packs, indicator, procedure, parts, period, and which acts may be seen."""
_MOST: Final = 50_000
_MOST_IN_FILE: Final = 4_000
"""Counts in the file, some dozens of tables; the oldest go first."""


class KeptCounts:
    """What this process has counted, or found counted by another."""

    def __init__(self) -> None:
        self._counts: dict[Basis, tuple[Counted, ...]] = {}
        self._read: tuple[Path, int] | None = None

    def of(self, basis: Basis, file: Path) -> tuple[Counted, ...] | None:
        """The counts that rest on this; None where nobody has made them."""
        if basis not in self._counts:
            self._take(file)
        return self._counts.get(basis)

    def add(self, basis: Basis, counts: tuple[Counted, ...]) -> tuple[Counted, ...]:
        """Keeps what was counted."""
        if len(self._counts) >= _MOST:
            self.clear()
        self._counts[basis] = counts
        return counts

    def clear(self) -> None:
        """Forgets everything; what is in a file is found there again."""
        self._counts.clear()
        self._read = None

    def save(self, file: Path, made: Collection[Basis], current: Mapping[str, Collection[str]]) -> None:
        """Keeps these for other processes too, with what the file holds of the parts that are still `current`."""
        held = _written(file) | {basis: self._counts[basis] for basis in made if basis in self._counts}
        packs = {basis[0] for basis in made}
        held = {
            basis: counts
            for basis, counts in held.items()
            if basis[0] in packs and basis[3] == tuple(current.get(basis[2], ()))
        }
        waiting = file.with_name(f"{file.name}.{uuid.uuid4().hex}")  # containers number their processes alike
        waiting.write_text(json.dumps([_line(*one) for one in [*held.items()][-_MOST_IN_FILE:]]), "utf-8")
        waiting.replace(file)

    def _take(self, file: Path) -> None:
        """Reads the file where it is another one than was read last."""
        try:
            now = file, file.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if now != self._read:
            self._read = now
            self._counts = _written(file) | self._counts


def _written(file: Path) -> dict[Basis, tuple[Counted, ...]]:
    """What the file holds; one that cannot be read holds nothing."""
    try:
        return dict(map(_told, json.loads(file.read_text("utf-8"))))
    except (FileNotFoundError, ValueError, TypeError, ArithmeticError):
        return {}


def _line(basis: Basis, counts: tuple[Counted, ...]) -> list[Any]:
    told = [[one.organ, one.kind, _number(one.value), one.rows, one.unsaid] for one in counts]
    return [*basis, told]


def _number(value: Number) -> int | str:
    """Money keeps its places: it is written as words."""
    return str(value) if isinstance(value, Decimal) else value


def _told(line: list[Any]) -> tuple[Basis, tuple[Counted, ...]]:
    packs, indicator, procedure, parts, (first, last), view, told = line
    counts = tuple(
        Counted(indicator, organ, kind, Decimal(value) if isinstance(value, str) else value, rows, unsaid)
        for organ, kind, value, rows, unsaid in told
    )
    return (packs, indicator, procedure, tuple(parts), (first, last), view), counts
