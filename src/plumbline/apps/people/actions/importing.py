"""An import: good rows become records, wrong ones wait with reasons until they are mended and sent again.

Rows are entered some hundreds at a time, each lot in one transaction. A crash between lots leaves whole entries only;
sending the file again puts the rows already entered into quarantine as registered, and takes the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.actions.guarding import check_opening
from plumbline.apps.people.actions.registers import Act, docket_of, missing, opening_drafts, surroundings
from plumbline.apps.people.errors import CertificateTaken, EntryExists, EntryUnknown, OrganBeyondReach
from plumbline.apps.people.store import quarantine
from plumbline.apps.people.store import registers as store
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.errors import PlumblineError
from plumbline.core.registers.cells import Cell, CellMissing
from plumbline.core.registers.checks import Problem, Surroundings, problems
from plumbline.core.registers.register import Register, register_of
from plumbline.core.registers.rows import Column, Header, RowRead, columns_of, read_header, read_row

EVERYTHING = Visible(everything=True)
EXAM_ON = "exam_on"
_CARD = "certificate_no"
_DAYS = (EXAM_ON, "valid_from")
"""Fields that say when the act of a row happened."""
LOT = 250
"""Entries in one transaction: about three records each."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a sheet. `batch` is the quarantine's number, None where nothing waits."""

    taken: int
    waiting: int
    batch: int | None
    dropped: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    unknown_rows: int = 0


@dataclass(frozen=True, slots=True)
class _Sheet:
    kind: Register
    columns: tuple[Column, ...]
    header: Header
    rows: tuple[RowRead, ...]
    reach: Visible


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the rows of a sheet, before anything waits: which were entered, what is wrong with others."""

    read: _Sheet
    taken: tuple[int, ...]
    wrong: Mapping[int, tuple[Problem, ...]]
    batch: int | None = None
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """How a long import goes: the clock of its lots, whom it tells how many rows of how many are through.

    From `since` on, entries that this person made count as its own: an import that was broken off goes on.
    """

    clock: Callable[[], int]
    told: Callable[[int, int], object] = lambda _done, _all: None
    since: int | None = None


def import_rows(
    register_id: str,
    sheet: Sequence[Sequence[Cell]],
    *,
    file_name: str,
    by: Person,
    now: int,
    today: int,
    reach: Visible = EVERYTHING,
) -> Imported:
    """Takes a sheet in, its first row the header; rows of organs beyond `reach` wait. Raises ColumnsMissing."""
    pace = Pace(lambda: now)
    return settle(
        take(register_id, sheet, by=by, today=today, reach=reach, pace=pace),
        file_name=file_name,
        by=by,
        now=now,
    )


def resend(
    batch: int,
    sheet: Sequence[Sequence[Cell]],
    *,
    by: Person,
    now: int,
    today: int,
    reach: Visible = EVERYTHING,
) -> Imported:
    """Takes a mended sheet of the quarantine in; rows are known by their number, others are left out and counted."""
    pace = Pace(lambda: now)
    return settle(
        take_again(batch, sheet, by=by, today=today, reach=reach, pace=pace), file_name="", by=by, now=now
    )


def take(
    register_id: str,
    sheet: Sequence[Sequence[Cell]],
    *,
    by: Person,
    today: int,
    reach: Visible = EVERYTHING,
    pace: Pace,
) -> Outcome:
    """Enters the good rows of a sheet, lot by lot. Raises ColumnsMissing."""
    read = _read(register_of(register_id), sheet, reach)
    taken, wrong = _take(read, by, today, pace)
    return Outcome(read, tuple(taken), wrong)


def take_again(
    batch: int,
    sheet: Sequence[Sequence[Cell]],
    *,
    by: Person,
    today: int,
    reach: Visible = EVERYTHING,
    pace: Pace,
) -> Outcome:
    """Enters those rows of a mended sheet that wait in the batch and are right now."""
    held = quarantine.batch(batch)
    if held is None:
        raise EntryUnknown(register="待改数据", code=batch)
    read = _read(register_of(held.register), sheet, reach)
    waiting = {row.row for row in quarantine.rows_of(batch)}
    known = tuple(row for row in read.rows if row.row in waiting)
    again = _Sheet(read.kind, read.columns, read.header, known, reach)
    taken, wrong = _take(again, by, today, pace)
    return Outcome(again, tuple(taken), wrong, batch, len(read.rows) - len(known))


def settle(outcome: Outcome, *, file_name: str, by: Person, now: int) -> Imported:
    """What is wrong waits, in a new batch or in the one that was sent again."""
    read, waiting = outcome.read, _waiting(outcome.read, outcome.wrong)
    header = read.header
    if outcome.batch is not None:
        quarantine.settle(outcome.batch, outcome.taken, waiting)
        left = len(quarantine.rows_of(outcome.batch))
        again = outcome.batch if left else None
        return Imported(len(outcome.taken), left, again, header.dropped, header.ignored, outcome.unknown)
    batch = None
    if outcome.wrong:
        batch = quarantine.open_batch(
            waiting,
            register=read.kind.id,
            file_name=file_name[:200],
            organ=by.organ,
            account=by.account,
            at=now,
            taken=len(outcome.taken),
            dropped=list(header.dropped),
        )
    return Imported(len(outcome.taken), len(outcome.wrong), batch, header.dropped, header.ignored)


def _read(kind: Register, sheet: Sequence[Sequence[Cell]], reach: Visible) -> _Sheet:
    columns = columns_of(kind, docket_of(kind).procedure)
    header = read_header(sheet[0], columns, kind.opening)
    rows = []
    for place, cells in enumerate(sheet[1:], 2):
        number = _number(cells, header, place)
        row = read_row(number, cells, header, columns, kind.opening, shelf().words)
        if row is not None:
            rows.append(row)
    return _Sheet(kind, columns, header, tuple(rows), reach)


def _number(cells: Sequence[Cell], header: Header, place: int) -> int:
    """Our own number of the row where the sheet carries it, else its place in the sheet."""
    if header.number is None or header.number >= len(cells):
        return place
    text = str(cells[header.number] or "").removesuffix(".0").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else -place


def _take(
    read: _Sheet, by: Person, today: int, pace: Pace
) -> tuple[list[int], dict[int, tuple[Problem, ...]]]:
    """Row numbers entered, and what is wrong with the others."""
    around = surroundings(today)
    wrong = {
        row.row: found
        for row, found in ((row, tuple(_wrong(row, read, around))) for row in read.rows)
        if found
    }
    taken = _own_before(read, wrong, by, pace.since)
    there = set(taken)
    _find_taken(read, wrong, there)
    good = [row for row in read.rows if row.row not in wrong and row.row not in there]
    through = len(read.rows) - len(good)
    for start in range(0, len(good), LOT):
        pace.told(through + start, len(read.rows))
        lot = good[start : start + LOT]
        taken += _enter_lot(read, lot, by, pace.clock(), today, around, wrong)
    return taken, wrong


def _own_before(
    read: _Sheet, wrong: Mapping[int, tuple[Problem, ...]], by: Person, since: int | None
) -> list[int]:
    """Rows that this import entered before it was broken off: entries that the person has made since it began."""
    if since is None or read.kind.code is None:
        return []
    codes = {row.row: str(row.values[read.kind.opening].get(read.kind.code) or "") for row in read.rows}
    there = store.codes_there(read.kind.id, [code for code in codes.values() if code])
    found, counted = [], set()
    for row, code in codes.items():
        if row in wrong or code not in there or code in counted:
            continue
        first = case_records(read.kind.case_of(code))[0].record
        if first.recorded_at >= since and first.entered_by == by.signs_as:
            found.append(row)
            counted.add(code)
    return found


def _wrong(row: RowRead, read: _Sheet, around: Surroundings) -> Iterator[Problem]:
    yield from row.problems
    unread = {one.field for one in row.problems}
    steps = docket_of(read.kind).procedure.steps
    for step, values in row.values.items():
        for one in (*missing(steps[step], values), *problems(step, values, around)):
            if one.field not in unread:
                yield one
    for step, values in row.values.items():
        dated = steps[step].fields.get(EXAM_ON)
        if dated is not None and EXAM_ON not in unread and values.get(EXAM_ON) is None:
            yield Problem(EXAM_ON, CellMissing(title=dated.title, english=dated.english))
    yield from _beyond(row, read)


def _beyond(row: RowRead, read: _Sheet) -> Iterator[Problem]:
    """A row that belongs to an organ which whoever imports may not write for."""
    reach, values = read.reach, row.values[read.kind.opening]
    organ = str(values.get(read.kind.organ or "") or "")
    if reach.everything or not organ or organ in reach.organs:
        return
    known = store.division_of(organ)
    division = str(values.get("division_code") or known or "")
    if not reach.divisions or not division.startswith(reach.divisions):
        yield Problem(read.kind.organ or "", OrganBeyondReach(organ=organ))


def _find_taken(read: _Sheet, wrong: dict[int, tuple[Problem, ...]], own: Collection[int]) -> None:
    """Numbers taken already, in the register or further up in the sheet; rows of the `own` import are in already."""
    code_field = read.kind.code
    if code_field is None:
        return
    codes = {row.row: str(row.values[read.kind.opening].get(code_field) or "") for row in read.rows}
    numbers = {row.row: _certificate(row, read.kind) for row in read.rows}
    there = store.codes_there(read.kind.id, [code for code in codes.values() if code])
    holders = store.certificates_there([number for number in numbers.values() if number])
    for row in read.rows:
        if row.row in own:
            continue
        code, number = codes[row.row], numbers[row.row]
        found: list[Problem] = []
        if code and code in there:
            found.append(Problem(code_field, EntryExists(code=code)))
        if number and number in holders:
            found.append(Problem("certificate_no", CertificateTaken(number=number, officer=holders[number])))
        if found:
            wrong[row.row] = (*wrong.get(row.row, ()), *found)
        if row.row not in wrong:
            there.add(code)
            if number:
                holders[number] = code


def _certificate(row: RowRead, kind: Register) -> str:
    return next(
        (str(row.values[step].get(_CARD) or "") for step in kind.more if _CARD in row.values.get(step, {})),
        "",
    )


def _enter_lot(
    read: _Sheet,
    lot: Sequence[RowRead],
    by: Person,
    now: int,
    today: int,
    around: Surroundings,
    wrong: dict[int, tuple[Problem, ...]],
) -> list[int]:
    """One transaction for the lot; where somebody was quicker with a number, row by row."""
    drafts = {row.row: _drafts(read, row, by, now, today, around) for row in lot}
    for row, wanted in list(drafts.items()):
        if against := check_opening(wanted, now):
            wrong[row] = tuple(Problem(one.reasons[0].field, one) for one in against)
            del drafts[row]
    if not drafts:
        return []
    try:
        enter_all([one for wanted in drafts.values() for one in _wanted(wanted)], now=now)
    except StoreError:
        return _enter_each(drafts, now, wrong)
    return list(drafts)


def _enter_each(
    drafts: Mapping[int, list[Draft]], now: int, wrong: dict[int, tuple[Problem, ...]]
) -> list[int]:
    taken = []
    for row, wanted in drafts.items():
        try:
            enter_all(_wanted(wanted), now=now)
        except StoreError as error:
            wrong[row] = (Problem("", error),)
        else:
            taken.append(row)
    return taken


def _wanted(drafts: Sequence[Draft]) -> list[Wanted]:
    return [Wanted(draft, place) for place, draft in enumerate(drafts)]


def _drafts(
    read: _Sheet, row: RowRead, by: Person, now: int, today: int, around: Surroundings
) -> list[Draft]:
    kind = read.kind
    values = row.values[kind.opening]
    code = str(values.get(kind.code or "") or f"{by.organ}-{now}-{row.row}")
    return opening_drafts(
        kind,
        kind.case_of(code),
        _acts(read, row, today),
        by=by,
        now=now,
        division=settings.DIVISION,
        around=around,
    )


def _acts(read: _Sheet, row: RowRead, today: int) -> list[Act]:
    """The acts that a row tells, each on its day; who was examined before today was known by then as the row says."""
    kind, more = read.kind, []
    for step in kind.more:
        if (values := row.values.get(step)) is not None:
            told = next((day for name in _DAYS if isinstance(day := values.get(name), int)), today)
            more.append(Act(step, min(told, today), values))
    first = min((act.day - 1 for act in more if EXAM_ON in act.values), default=today)
    return [Act(kind.opening, min(first, today), row.values[kind.opening]), *more]


def _waiting(read: _Sheet, wrong: Mapping[int, tuple[Problem, ...]]) -> quarantine.Waiting:
    titles = {column.definition.name: column.title for column in read.columns}
    cells = {row.row: row.cells for row in read.rows}
    return {
        row: (cells[row], [_told(one.error, titles.get(one.field, ""), cells[row]) for one in found])
        for row, found in wrong.items()
    }


def _told(error: PlumblineError, title: str, cells: Mapping[str, str]) -> dict[str, str]:
    return {
        "column": title,
        "value": cells.get(title, ""),
        "reason": error.message("zh"),
        "mend": error.remedy("zh") or "",
        "reason_en": error.message("en"),
        "mend_en": error.remedy("en") or "",
    }
