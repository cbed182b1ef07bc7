"""Entering the closed year's enforcement: a file of each organ, taken in as the exchange takes any file.

A thousand rows at a time, each thousand whole or not at all; killed in the middle, the same file goes on after the last
whole thousand. No more than a thousand rows are in memory.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plumbline.apps.exchange.actions import open_source, read_file
from plumbline.apps.exchange.errors import SourceTaken
from plumbline.apps.exchange.identity import case_id
from plumbline.apps.exchange.queries.sources import supplier
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.site.demo.closed_year import YEAR
from plumbline.site.demo.closed_year_enforcement import ORGANS, Enforcement, Planted, officers_of

HOLDERS, NEW_HOLDERS = 468, 100
"""Holders of certificates at the end of the year, and those among them who were new."""
_TITLE: Final = f"{YEAR}年执法台账（演示）"


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The files of all organs as they wait for being taken in, the rows in them, and what was planted."""

    files: Sequence[tuple[str, Path]]
    rows: int
    planted: Sequence[Planted]


def write_ledgers(folder: Path, *, share: int = 1) -> Ledgers:
    """Writes the file of each organ (`share`: of a year so many times smaller)."""
    folder.mkdir(parents=True, exist_ok=True)
    files, planted, all_rows = [], list[Planted](), 0
    for organ, _word, _field in ORGANS:
        enforcement = Enforcement(organ, share=share)
        path = folder / f"closed-{YEAR}-{organ}-{share}.jsonl.gz"
        all_rows += _write(path, enforcement)
        planted += enforcement.planted
        files.append((organ, path))
    return Ledgers(files, all_rows, planted)


def enter_enforcement(
    ledgers: Ledgers,
    *,
    division: str,
    clock: Callable[[], int],
    told: Callable[[int], object] = lambda _done: None,
) -> None:
    """Enters the cases of all organs; told how many rows are done."""
    before = 0
    for organ, path in ledgers.files:
        view = read_file(
            source_of(organ, division, clock()), path, name=path.name, now=clock(), clock=clock,
            tell=_telling(told, before),
        )  # fmt: skip
        before += view.rows
        path.unlink()


def case_of(planted: Planted) -> str:
    """The case here of a breach that was planted."""
    return case_id(planted.organ, planted.procedure, planted.case)


def holders(justice: str) -> Iterator[tuple[str, str]]:
    """Every holder of a certificate with the organ: those whom cases name, and the rest in the bureau `justice`."""
    count = 0
    for organ, _word, _field in ORGANS:
        for code in officers_of(organ):
            count += 1
            yield code, organ
    for number in range(count, HOLDERS):
        yield f"QS-{YEAR}-{number + 1:04}", justice


def new_holders(justice: str) -> set[str]:
    """Those certified in the year: none of them acted before."""
    return set([code for code, organ in holders(justice) if organ == justice][:NEW_HOLDERS])


def _telling(told: Callable[[int], object], before: int) -> Callable[[int], object]:
    """Told the rows done of one file, tells those done of all."""
    return lambda done: told(before + done)


def _write(path: Path, enforcement: Enforcement) -> int:
    """Writes the file of an organ, the same bytes every time; its rows."""
    count = 0
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 3, raw, mtime=0) as file:
        for row in enforcement.rows():
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def source_of(organ: str, division: str, now: int) -> Supplier:
    """The organ's own system of that year, as a source."""
    code = f"closed-{YEAR}-{organ.lower()}"
    try:
        return open_source(
            code=code, title=_TITLE, organ=organ, division=division, layout="own", by="system", now=now
        )
    except SourceTaken:
        held = supplier(code)
        assert held is not None
        return held
