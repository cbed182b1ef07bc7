"""Rows as they come in, whatever their layout, made rows of the product's own layout with their faults.

A row keeps its number in the delivery; one row of another layout may become several records of one case.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from plumbline.apps.record_intake.queries import BESIDE
from plumbline.core.errors import Language
from plumbline.core.layouts.catalogue import LAYOUTS
from plumbline.core.layouts.layout import Layout
from plumbline.core.layouts.placing import Placed, covered, place
from plumbline.core.ledger.canonical import Json

OWN: Final = "own"
MAPPED: Final = "mapped"
WAITS: Final = "reject:waits"
"""The column of the sheet of waiting rows that says which one a row is."""
WIDEST: Final = 300
"""Columns of a row; more are no layout of anybody."""
PARTY_COLUMNS: Final = BESIDE[2:]
_NESTED: Final = {"fields": "field:", "case": "case:"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is set aside: column, value as received, reason and what asks for it, in both languages."""

    column: str
    value: str
    zh: str
    en: str
    basis: str = ""

    def says(self, language: Language) -> str:
        """The reason in one sentence."""
        return self.zh if language == "zh" else self.en

    def to_json(self) -> dict[str, str]:
        """As it is kept and answered."""
        return {
            "column": self.column,
            "value": self.value,
            "reason": self.zh,
            "reason_en": self.en,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A row as received: its number and its cells as text; `mends` the row that waits and comes mended with it."""

    number: int
    cells: Mapping[str, str]
    mends: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A record of the system's own that a row tells of beside its act: what became of the file; `column` says when."""

    step: str
    on: dt.date
    column: str
    fields: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Native:
    """A record's row in the own layout, from row `number`; what goes beside its fields."""

    number: int
    cells: Mapping[str, str]
    title: str = ""
    case_number: str = ""
    party: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Json] = field(default_factory=dict)
    sealed: Mapping[str, Json] = field(default_factory=dict)
    uncovered_but: frozenset[str] | None = None
    """The only steps that rows of its layout tell of; None: the layout tells of all."""
    beside: tuple[Beside, ...] = ()


def cells_of(given: Mapping[str, Any]) -> dict[str, str] | Problem:
    """The cells of a row of JSON as text: nested `fields` and `case` become columns, nothing written is left out."""
    found: dict[str, str] = {}
    for name, value in given.items():
        prefix = _NESTED.get(name)
        if prefix is not None and isinstance(value, dict):
            found.update({f"{prefix}{inner}": _text(each) for inner, each in value.items()})
        else:
            found[name] = _text(value)
    if len(found) > WIDEST:
        return Problem("", "", f"多于 {WIDEST} 列", f"more than {WIDEST} columns")
    return {_clean(name): _clean(value) for name, value in found.items() if value != ""}


def natives(
    layout: str, rows: Iterable[Row], names: Mapping[str, str] | None = None
) -> tuple[list[Native], list[tuple[Row, Problem]]]:
    """The records' rows, and the rows that do not fit their layout; `names`: columns of number, title and party."""
    if layout in LAYOUTS:
        return _placed(LAYOUTS[layout], rows)
    return [_own(row, names or {}) for row in rows], []


def _own(row: Row, names: Mapping[str, str]) -> Native:
    """Number, title and party are no part of the record; a column of another name may be one of its fields too, but
    never what names a person.
    """
    cells, found = dict(row.cells), dict[str, str]()
    for name in BESIDE:
        column = names.get(name, name)
        if column in row.cells:
            found[name] = row.cells[column]
            if column == name or name in PARTY_COLUMNS:
                cells.pop(column, None)
    number, title = (found.pop(name, "") for name in BESIDE[:2])
    return Native(row.number, cells, title[:100], number[:100], found)


def _placed(layout: Layout, rows: Iterable[Row]) -> tuple[list[Native], list[tuple[Row, Problem]]]:
    found: list[Native] = []
    wrong: list[tuple[Row, Problem]] = []
    for row in rows:
        facts, faults = layout.read(row.cells)
        if faults:
            wrong += [(row, Problem(one.column, one.value, one.zh, one.en, layout.basis)) for one in faults]
        else:
            found += _records(row.number, place(layout, facts), covered(layout))
    return found, wrong


def _records(number: int, placed: Placed, steps: frozenset[str]) -> Iterable[Native]:
    for one in placed.steps:
        cells = {
            "procedure": placed.procedure,
            "case_id": placed.number,
            "record_id": one.step,
            "step": one.step,
            "at": one.at,
            **{f"field:{name}": value for name, value in one.fields.items()},
        }
        if one.officers:
            cells["officers"] = ";".join(_split(one.officers))
        yield Native(number, cells, placed.title, placed.number, placed.party, one.kept, one.sealed, steps)


def _split(names: str) -> Sequence[str]:
    for sign in ("、", "，", ",", " "):
        names = names.replace(sign, ";")
    return [one for one in names.split(";") if one]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value == []:
        return "-"
    return json.dumps(value, ensure_ascii=False)


def _clean(text: str) -> str:
    """Half surrogates and NUL are no text that a database keeps; they are shown as �."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "�")
