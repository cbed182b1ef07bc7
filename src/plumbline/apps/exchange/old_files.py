"""Old files by number: cases from before this system, of which a register tells number, cause, party and two days, and
where the file is kept.

Each becomes a case with its first and its last act, entered late with their true days; all else of it is unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from plumbline.apps.exchange.incoming import Native, Problem, Row
from plumbline.apps.exchange.old_file_keeping import COLUMNS as KEEPING
from plumbline.apps.exchange.old_file_keeping import kept_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.record_intake.dates import AmbiguousFormat, find_format, reader_of
from plumbline.core.procedures.definition import Procedure

OLD_FILES: Final = "old-files"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "number": ("案号", "number"),
        "title": ("案由", "title"),
        "procedure": ("程序", "procedure"),
        "opened_on": ("立案日期", "opened_on"),
        "closed_on": ("结案日期", "closed_on"),
        "party_name": ("当事人", "party_name"),
        **KEEPING,
    }
)


DAYS: Final = ("opened_on", "closed_on")


def old_file_rows(rows: Iterable[Row]) -> tuple[list[Native], list[tuple[Row, Problem]]]:
    """Two records for each old file, one where it was never closed."""
    found: list[Native] = []
    wrong: list[tuple[Row, Problem]] = []
    for row in rows:
        made = _records(row)
        if isinstance(made, Problem):
            wrong.append((row, made))
        else:
            found += made
    return found, wrong


def _records(row: Row) -> list[Native] | Problem:
    told = {
        name: next((row.cells[w] for w in words if w in row.cells), "") for name, words in COLUMNS.items()
    }
    procedure = _procedure(told["procedure"])
    for name in ("number", "procedure", "opened_on"):
        if not told[name]:
            zh, en = f"“{COLUMNS[name][0]}”是空的", f"“{name}” is empty"
            return Problem(COLUMNS[name][0], "", zh, en)
    if procedure is None or not procedure.ends:
        shown = told["procedure"][:80]
        return Problem(
            COLUMNS["procedure"][0], shown, f"没有程序“{shown}”", f"there is no procedure “{shown}”"
        )
    wrong = _wrong_day(told)
    if wrong is not None:
        return wrong
    opened, closed = (_day(told[name]) for name in DAYS)
    first = procedure.main_line[0] if procedure.main_line else next(iter(procedure.steps))
    kept = kept_records(told, closed, _day)
    if isinstance(kept, Problem):
        return kept
    last = procedure.ends[0]
    days = [(step, day.isoformat()) for step, day in ((first, opened), (last, closed)) if day is not None]
    party = {"party_name": told["party_name"]} if told["party_name"] else {}
    return [
        Native(
            row.number,
            {
                "procedure": procedure.id,
                "case_id": told["number"],
                "record_id": step,
                "step": step,
                "at": day,
            },
            told["title"][:100],
            told["number"][:100],
            party,
            uncovered_but=frozenset({first, last}),
            beside=kept if step == last else (),
        )
        for step, day in days
    ]


def _procedure(named: str) -> Procedure | None:
    """The procedure of that code or title."""
    packs = shelf()
    found = map(packs.packs.procedure, packs.procedures)
    return next((one for one in found if named in (one.id, one.title)), None)


def _wrong_day(told: Mapping[str, str]) -> Problem | None:
    """A day that is none, or an end before the beginning."""
    for name in DAYS:
        if told[name] and _day(told[name]) is None:
            shown = told[name][:80]
            return Problem(COLUMNS[name][0], shown, f"“{shown}”不是日期", f"“{shown}” is no date")
    opened, closed = (_day(told[name]) for name in DAYS)
    if closed is not None and opened is not None and closed < opened:
        zh = f"“{COLUMNS['closed_on'][0]}”早于“{COLUMNS['opened_on'][0]}”（{told['opened_on']}）"
        en = f"“closed_on” is before “opened_on” ({told['opened_on']})"
        return Problem(COLUMNS["closed_on"][0], told["closed_on"][:80], zh, en)
    return None


def _day(text: str) -> dt.date | None:
    """The day that is meant, however it is written; None where it is none, or may be two."""
    try:
        form = find_format([text])
    except AmbiguousFormat:
        return None
    found = None if form is None else reader_of(form)(text)
    return found.date() if isinstance(found, dt.datetime) else found
