"""Looking at cases and noting what is different: the tick over what changed, and the scan of everything.

Looked at are cases in hand and the entries of officers, whose training and certificates have rules of their own. A tick
takes the cases of new records, cases that rest on what changed (an officer's certificate, a joined case) and
cases in which a clock has run out, found by an index. It compares what the plain evaluator says with what the stream of
findings says and enters the difference, in one transaction with the note when to look again. So a kill at any moment
leaves whole cases only, and the next tick goes on; looking twice enters nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal

from django.db import transaction

from plumbline.apps.casework.queries.streams import others_of
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all, new_id
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_records, cases_from, log_size, openings_after
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.entries import entry, officer_register
from plumbline.apps.supervision import store
from plumbline.apps.supervision.beside import beside_packs
from plumbline.apps.supervision.store import Looked
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.joining import named_cases
from plumbline.core.cases.reserved import OPEN_CASE, is_beside
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.system_acts import LOG_CASE
from plumbline.core.oversight.finding import NOTE, PROCEDURE, State, changes, fold, stream_of, written_seen
from plumbline.core.oversight.looking import Look, Seen, look
from plumbline.core.registers.register import is_entry, is_officer

BY: Final = "system"
"""Who enters what a scan finds."""
LEAVES, CASES, TRIES = 1_000, 100, 4
UNREAD, AGAIN = -1, 3_600_000_000
"""Position kept of a case that could not be read, and after how many µs it is tried again; it is named each time."""
Told = Callable[[int, int], object]
"""Is told how many cases of how many were looked at; the number of all grows while more are found."""
What = Literal["opened", "changed", "closed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that a scan opened, changed or closed, and what the rules say of it; of a closed one what they said."""

    what: What
    number: str
    procedure: str
    seen: Seen


Each = Callable[[Changed], object]
"""Is told each finding that is opened, changed or closed, once it is entered."""


def _unsaid(_changed: Changed) -> None:
    """Nothing."""


@dataclass(slots=True)
class Scanned:
    """What a scan did: cases looked at, findings opened, changed and closed; cases that could not be read, and why."""

    looked: int = 0
    opened: int = 0
    changed: int = 0
    closed: int = 0
    left_out: dict[str, str] = field(default_factory=dict)
    each: Each = _unsaid

    def counts(self) -> dict[str, int]:
        """The numbers, for the result of a job."""
        return {
            "looked": self.looked,
            "opened": self.opened,
            "changed": self.changed,
            "closed": self.closed,
            "left_out": len(self.left_out),
        }


def tick(*, now: int, told: Told = lambda _done, _all: None) -> Scanned:
    """Looks at every case that may have changed since the last tick; `now` is µs UTC."""
    found, seen_now = Scanned(), _Seen(now)
    size = log_size()
    leaf = store.place().leaf
    while True:
        until = min(leaf + LEAVES, size)
        touched = cases_from(leaf, LEAVES)
        _look_at(_concerned(touched), seen_now, found, told)
        store.move_place(max(leaf, until))
        if until >= size:
            break
        leaf = until
    _look_at_due(seen_now, found, told)
    store.note_end(now, found.looked)
    return found


def scan_all(*, now: int, told: Told = lambda _done, _all: None, each: Each = _unsaid) -> Scanned:
    """Looks at every case, as after a change of packs, calendar or figures; `each` is told what that changed."""
    found, seen_now, last = Scanned(each=each), _Seen(now), ""
    while cases := openings_after(last, CASES):
        _look_at([one for one in cases if _is_judged(one)], seen_now, found, told)
        last = cases[-1]
    _look_at_due(seen_now, found, told)
    return found


def _look_at_due(seen_now: _Seen, found: Scanned, told: Told) -> None:
    """Cases in which a clock ran out, and those that a look at another called."""
    while due := store.due_looks(seen_now.now, CASES):
        _look_at(due, seen_now, found, told)


@dataclass(slots=True)
class _Seen:
    """What all looks of one scan share."""

    now: int
    officers: OfficerRegister = field(default_factory=officer_register)


@dataclass(frozen=True, slots=True)
class _Case:
    """A case read and looked at, and the organ whose it is: of an officer's entry where the officer serves."""

    docket: Docket
    history: History
    look: Look
    organ: str


def _concerned(touched: Sequence[str]) -> list[str]:
    """The cases among what was touched, and those that rest on it."""
    things = []
    cases = []
    for one in touched:
        if _is_judged(one):
            cases.append(one)
        if is_entry(one):
            things.append(f"officer:{one.rpartition(':')[2]}")
        elif _is_judged(one):
            things.append(f"case:{one}")
    return list(dict.fromkeys([*cases, *(store.resting_on(things) if things else ())]))


def _is_judged(stream: str) -> bool:
    """Whether it is a case in hand or an officer's entry: no other register's, nothing beside a case, not the log's."""
    if is_entry(stream):
        return is_officer(stream)
    return stream != LOG_CASE and not is_beside(stream)


def _look_at(cases: Sequence[str], seen_now: _Seen, found: Scanned, told: Told) -> None:
    waiting = iter(cases)
    while chunk := list(islice(waiting, CASES)):
        for attempt in range(TRIES):
            try:
                _look_at_some(chunk, seen_now, found)
            except CaseMoved:
                if attempt == TRIES - 1:
                    raise
            else:
                break
        told(found.looked, max(found.looked, len(cases)))


def _look_at_some(chunk: Sequence[str], seen_now: _Seen, found: Scanned) -> None:
    """Looks at some cases and enters what is different, all in one transaction."""
    streams = store.known_streams(chunk)
    wanted: list[Wanted] = []
    looks: list[Looked] = []
    counted: list[Changed] = []
    for case in chunk:
        try:
            read = _read(case, seen_now)
        except (PlumblineError, KeyError, ValueError) as error:
            found.left_out[case] = str(error)
            looks.append(Looked(case, UNREAD, seen_now.now + AGAIN, frozenset()))
            continue
        if read is None:
            continue
        rests = {f"officer:{one}" for one in read.look.officers} | {
            f"case:{one}" for one in named_cases(read.history)
        }
        rests |= read.look.streams
        looks.append(Looked(case, read.history.position, read.look.again_at, frozenset(rests)))
        wanted += _difference(read, case in streams, seen_now.now, counted)
    if wanted:
        enter_all(wanted, now=seen_now.now, along=lambda: store.keep_looks(looks, seen_now.now))
    elif looks:
        with transaction.atomic():
            store.keep_looks(looks, seen_now.now)
    found.looked += sum(one.position != UNREAD for one in looks)
    for one in counted:
        found.opened += one.what == "opened"
        found.closed += one.what == "closed"
        found.changed += one.what == "changed"
        found.each(one)


def _read(case: str, seen_now: _Seen) -> _Case | None:
    """The case as it is; None for what stands under no procedure of these packs."""
    held = case_records(case)
    if not held or held[0].record.fields.get("procedure") not in shelf().packs.versions:
        return None
    docket, history = history_of([one.record for one in held], shelf())
    others = others_of(case, seen_now.now)
    served = entry("officer", case.partition(":")[2]) if is_officer(case) else None
    organ = served.organ if served is not None else history.opening.organ
    seen = look(docket, history, seen_now.now, seen_now.officers, others, beside_packs)
    return _Case(docket, history, seen, organ)


def _difference(read: _Case, is_known: bool, now: int, counted: list[Changed]) -> Iterator[Wanted]:
    stream = stream_of(read.history.opening.case)
    records = [one.record for one in case_records(stream)] if is_known else []
    known = fold(records)
    position = len(records)
    told = changes(known, read.look.seen)
    if told and not records:
        yield Wanted(_draft(read, stream, OPEN_CASE, _opening(read), now), 0)
        position = 1
    for seen, state in told:
        yield Wanted(_draft(read, stream, NOTE, written_seen(seen, state), now), position)
        what: What = "opened" if seen.key not in known else "closed" if state is State.GONE else "changed"
        counted.append(Changed(what, read.history.opening.number, read.history.opening.procedure, seen))
        position += 1


def _opening(read: _Case) -> dict[str, Json]:
    """What the first record of a stream says: which case it stands beside."""
    opening = read.history.opening
    return {
        "procedure": PROCEDURE,
        "number": stream_of(opening.case),
        "title": opening.number,
        "field": opening.field or "",
        "division": opening.division,
        "ends": [],
        "case_number": opening.number,
        "case_procedure": opening.procedure,
    }


def _draft(read: _Case, stream: str, step: str, fields: dict[str, Json], now: int) -> Draft:
    return Draft(
        id=new_id(now),
        case=stream,
        step=step,
        at=Moment(written_instant(now), "microsecond"),
        organ=read.organ,
        entered_by=BY,
        pack=f"sha256:{read.docket.procedure.content_hash}",
        fields=fields,
    )
