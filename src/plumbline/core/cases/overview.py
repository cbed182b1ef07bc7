"""A case at a glance, whatever its procedure: what its opening says, where it stands, how often each act was done.

It is a fold of the case's records in the order of their positions and of nothing else, so it can be thrown away and
made again. Of a corrected act the newest version counts, a voided one does not; acts are ordered by when they
happened, then by position. The reserved acts of the system do not say where a case stands; until its first act it
stands at its opening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from plumbline.core.cases.reserved import CANCEL_OPENING, OPEN_CASE, RESERVED_STEPS, STATE_PARTY, VOID_ACT
from plumbline.core.facts.case import JOIN_STEP, LEAD_CASE
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import instant_of
from plumbline.core.ledger.record import Record

_DAY_LENGTH = len("2026-01-01")


class Overview(NamedTuple):
    """`position` is the position that the next record will have; `ends` the steps that end the case, `reopens`
    those that take it up again. One is made for every record that is entered: as a tuple, at a fifth of the cost.
    """

    case: str
    procedure: str
    number: str
    title: str
    ends: tuple[str, ...]
    reopens: tuple[str, ...]
    organ: str
    field: str
    division: str
    first_step: str
    first_at: str
    last_step: str
    last_at: str
    last_recorded_at: int
    position: int
    ended: bool
    counts: Mapping[str, int]


def begin(opening: Record) -> Overview:
    """The case of its first record; raises RecordMalformed when that is no whole opening."""
    if opening.step != OPEN_CASE:
        raise RecordMalformed(field="step", problem=f"a case begins with {OPEN_CASE}, not {opening.step}")
    texts = {name: _text(opening, name) for name in ("procedure", "number", "title", "division")}
    field = opening.fields.get("field")
    return Overview(
        case=opening.case,
        organ=opening.organ,
        field=field if isinstance(field, str) else "",
        ends=_steps(opening.fields.get("ends")),
        reopens=_steps(opening.fields.get("reopens", [])),
        first_step=OPEN_CASE,
        first_at=opening.at.value,
        last_step=OPEN_CASE,
        last_at=opening.at.value,
        last_recorded_at=opening.recorded_at,
        position=1,
        ended=False,
        counts=MappingProxyType({OPEN_CASE: 1}),
        **texts,
    )


def advance(known: Overview, record: Record) -> Overview:
    """The case after one more record that corrects nothing; one that corrects needs `fold`."""
    counts = dict(known.counts)
    counts[record.step] = counts.get(record.step, 0) + 1
    first, last = (known.first_step, known.first_at), (known.last_step, known.last_at)
    if record.step not in RESERVED_STEPS:
        at = record.at.value
        if known.first_step == OPEN_CASE or _is_earlier(at, known.first_at):
            first = (record.step, at)
        if known.last_step == OPEN_CASE or not _is_earlier(at, known.last_at):
            last = (record.step, at)
    return Overview(
        case=known.case,
        procedure=known.procedure,
        number=known.number,
        title=_restated(record) or known.title,
        organ=known.organ,
        field=known.field,
        division=known.division,
        ends=known.ends,
        reopens=known.reopens,
        first_step=first[0],
        first_at=first[1],
        last_step=last[0],
        last_at=last[1],
        last_recorded_at=record.recorded_at,
        position=known.position + 1,
        ended=(known.ended and record.step not in known.reopens)
        or record.step in known.ends
        or record.step == CANCEL_OPENING
        or _is_joined(record),
        counts=MappingProxyType(counts),
    )


def fold(records: Iterable[Record]) -> Overview:
    """The case of all its records in the order of their positions; raises RecordMalformed or KeyError."""
    opening, *rest = records
    roots: dict[str, str] = {}
    newest: dict[str, Record] = {opening.id: opening}
    for record in rest:
        root = roots.get(record.corrects or "", record.corrects or record.id)
        roots[record.id] = root
        newest[root] = record  # keeps the place of the first version
    known = begin(newest.pop(opening.id))
    for record in newest.values():
        if record.step != VOID_ACT:
            known = advance(known, record)
    last = rest[-1] if rest else opening
    return known._replace(last_recorded_at=last.recorded_at, position=1 + len(rest))


def _is_joined(record: Record) -> bool:
    """Whether the record joins the case into another, which ends it."""
    return record.step == JOIN_STEP and record.fields.get(LEAD_CASE) is not None


def _restated(record: Record) -> str:
    """The cause, where the record states it anew."""
    said = record.fields.get("title") if record.step == STATE_PARTY else None
    return said if isinstance(said, str) else ""


def _is_earlier(at: str, than: str) -> bool:
    """Times of one precision stand in the order of their texts (`core.ledger.moment`)."""
    return at < than if len(at) == len(than) else _earliest(at) < _earliest(than)


def _earliest(at: str) -> int:
    return instant_of(f"{at}T00:00+08:00" if len(at) == _DAY_LENGTH else at)


def _text(opening: Record, name: str) -> str:
    value = opening.fields.get(name)
    if not isinstance(value, str) or not value:
        raise RecordMalformed(field=f"fields.{name}", problem="an opening must state it")
    return value


def _steps(value: Json) -> tuple[str, ...]:
    """An opening says what ends the case, so that its state never depends on which packs are installed."""
    if not isinstance(value, list | tuple) or not all(isinstance(step, str) for step in value):
        raise RecordMalformed(
            field="fields.ends", problem="an opening must state the steps that end the case"
        )
    return tuple(map(str, value))
