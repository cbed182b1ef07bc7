"""The history of one case: its sealed records read as acts, and the state that they fold to.

Records are given in the order of their positions in the case (0, 1, 2 …), which is also the sequence that orders acts
of equal time. Reserved steps are read here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from plumbline.core.cases.errors import NotOpened
from plumbline.core.cases.field_values import read_fields
from plumbline.core.cases.reserved import (
    ASSIGN_CASE,
    CANCEL_OPENING,
    CONFIRM_ACT,
    DOCUMENTS,
    OPEN_CASE,
    RECORDINGS,
    STATE_FACTS,
    STATE_PARTY,
    TAKE_OVER,
    VOID_ACT,
)
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.case import (
    FULL_COVERAGE,
    JOIN_STEP,
    JOINED_CASE,
    Case,
    Coverage,
    Joining,
    fold,
    order,
)
from plumbline.core.facts.linking import FIELDS, SPLIT_STEP
from plumbline.core.facts.record import Actor, Record, Recording, Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, instant_of
from plumbline.core.ledger.record import Record as SealedRecord
from plumbline.core.procedures.definition import FieldDefinition, Procedure
from plumbline.core.vocabulary import ValueType

LocalDay = Callable[[int], int]
"""The day on which an instant (µs UTC) falls in the pack's zone; a calendar's `local_day`."""

_LINK_FIELDS = {
    step: {name: FieldDefinition(name, name, name, ValueType.TEXT) for name in names}
    for step, names in FIELDS.items()
}


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening record says of a case. `field` and `division` choose the layers of the pack."""

    case: str
    procedure: str
    number: str
    title: str
    organ: str
    field: str | None
    division: str


@dataclass(frozen=True, slots=True)
class History:
    """The records of one case as acts. `acts` are versions, corrections included; `handlers` as last assigned."""

    opening: Opening
    sealed: tuple[SealedRecord, ...]
    acts: tuple[Record, ...]
    header: Mapping[str, Value]
    handlers: tuple[str, ...]
    joined: Mapping[str, History] = field(default_factory=lambda: MappingProxyType({}))
    """The histories of the cases joined into this one, by id."""
    missing: Coverage = FULL_COVERAGE
    """What the records of a case that another system handles do not tell of."""

    @property
    def position(self) -> int:
        """The position that the next record of the case will have."""
        return len(self.sealed)

    def folded(self, now: int, more: Sequence[Record] = ()) -> Case:
        """The state as of the instant `now`, with acts that are only proposed."""
        case = fold(self.opening.case, [*self.acts, *more], now, header=self.header, missing=self.missing)
        if self.joined:
            case.joined = [
                Joining(order(act), other.folded(now))
                for act in case.by_step.get(JOIN_STEP, ())
                if (other := self.joined.get(str(act.fields.get(JOINED_CASE)))) is not None
            ]
        return case


def read_opening(records: Sequence[SealedRecord]) -> Opening:
    """What the first record says; raises NotOpened."""
    first = records[0] if records else None
    if first is None or first.step != OPEN_CASE:
        raise NotOpened(case=first.case if first else "?")
    fields = first.fields
    return Opening(
        case=first.case,
        procedure=_text(fields.get("procedure")),
        number=_text(fields.get("number")),
        title=_text(fields.get("title")),
        organ=first.organ,
        field=_text(fields.get("field")) or None,
        division=_text(fields.get("division")),
    )


def read_history(records: Sequence[SealedRecord], procedure: Procedure, local_day: LocalDay) -> History:
    """The history of a case under its procedure; raises NotOpened."""
    opening = read_opening(records)
    reader = _Reader(procedure, local_day)
    for seq, record in enumerate(records):
        reader.take(record, seq)
    header: dict[str, Value] = {"organ": opening.organ, "field": opening.field, "division": opening.division}
    header.update(reader.facts)
    return History(
        replace(opening, title=reader.title or opening.title),
        tuple(records),
        tuple(reader.acts),
        MappingProxyType(header),
        reader.handlers,
        missing=_missing(records[0], procedure),
    )


def continued(
    history: History, record: SealedRecord, procedure: Procedure, local_day: LocalDay
) -> History | None:
    """The history with one record more; None where that changes what was read before it, so that all is to be read."""
    if record.step in _TELLING or record.corrects is not None or history.joined:
        return None
    step, seq = procedure.steps.get(record.step), len(history.sealed)
    acts = history.acts if step is None else (*history.acts, act_of(record, seq, step.fields, local_day))
    return replace(history, sealed=(*history.sealed, record), acts=acts)


def _missing(opening: SealedRecord, procedure: Procedure) -> Coverage:
    """What the opening says that the source leaves out."""
    left_out = opening.fields.get("uncovered")
    if not isinstance(left_out, Sequence) or isinstance(left_out, str) or not left_out:
        return FULL_COVERAGE
    names = frozenset(map(_text, left_out))
    return Coverage(names & procedure.steps.keys(), names - procedure.steps.keys())


_TELLING = frozenset(
    {
        *(OPEN_CASE, STATE_FACTS, STATE_PARTY, CONFIRM_ACT, VOID_ACT, ASSIGN_CASE, TAKE_OVER),
        *(JOIN_STEP, SPLIT_STEP, CANCEL_OPENING),
    }
)
"""Steps whose records say more than that an act was done."""


class _Reader:
    """Takes the records of a case one by one."""

    def __init__(self, procedure: Procedure, local_day: LocalDay) -> None:
        self._procedure = procedure
        self._local_day = local_day
        self._facts = {name: a.definition for name, a in procedure.attributes.items()}
        self._place: dict[str, int] = {}
        self.acts: list[Record] = []
        self.facts: dict[str, Value] = {}
        self.title = ""
        self.handlers: tuple[str, ...] = ()
        self._special: dict[str, Callable[[SealedRecord, int], None]] = {
            OPEN_CASE: self._state,
            STATE_FACTS: self._state,
            STATE_PARTY: self._state,
            CONFIRM_ACT: self._confirm,
            VOID_ACT: self._void,
            ASSIGN_CASE: self._assign,
            TAKE_OVER: self._assign,
            JOIN_STEP: self._link,
            SPLIT_STEP: self._link,
            CANCEL_OPENING: self._link,
        }

    def take(self, record: SealedRecord, seq: int) -> None:
        special = self._special.get(record.step)
        if special is not None:
            special(record, seq)
        elif (step := self._procedure.steps.get(record.step)) is not None:
            self._add(act_of(record, seq, step.fields, self._local_day))

    def _add(self, act: Record) -> None:
        """A correction of what is no act of the procedure stands for itself: it restates the whole record."""
        if act.corrects is not None and act.corrects not in self._place:
            act = replace(act, corrects=None)
        self._place[act.id] = len(self.acts)
        self.acts.append(act)

    def _link(self, record: SealedRecord, seq: int) -> None:
        self._add(act_of(record, seq, _LINK_FIELDS.get(record.step, {}), self._local_day))

    def _state(self, record: SealedRecord, seq: int) -> None:
        self.title = _text(record.fields.get("title")) or self.title
        stated = record.fields.get("facts")
        if isinstance(stated, Mapping):
            self.facts.update(read_fields(self._facts, stated))

    def _confirm(self, record: SealedRecord, seq: int) -> None:
        """Only whoever entered the confirmation confirms, and only an act in which they are named."""
        place = self._place.get(_text(record.fields.get("confirms")))
        if place is None:
            return
        act = self.acts[place]
        by = tuple(
            replace(actor, confirmed_at=record.recorded_at)
            if actor.officer == record.entered_by and actor.confirmed_at is None
            else actor
            for actor in act.by or ()
        )
        self.acts[place] = replace(act, by=by)

    def _void(self, record: SealedRecord, seq: int) -> None:
        place = self._place.get(record.corrects or "")
        if place is not None:
            act = act_of(record, seq, {}, self._local_day)
            self._add(replace(act, step=self.acts[place].step, void=True))

    def _assign(self, record: SealedRecord, seq: int) -> None:
        officers = record.fields.get("officers")
        if isinstance(officers, Sequence) and not isinstance(officers, str):
            self.handlers = tuple(map(str, officers))


def act_of(
    record: SealedRecord, seq: int, fields: Mapping[str, FieldDefinition], local_day: LocalDay
) -> Record:
    """A sealed record as rules read it."""
    until = record.until or record.at
    return Record(
        id=record.id,
        step=record.step,
        seq=seq,
        day=_day(record.at, local_day),
        instant=record.at.earliest,
        precise=record.at.precision != "day",
        end_day=_day(until, local_day),
        end_instant=until.earliest,
        end_precise=until.precision != "day",
        recorded_at=record.recorded_at,
        by=_actors(record),
        fields=MappingProxyType(read_fields(fields, record.fields)),
        documents=tuple(_text(row.get("kind")) for row in _rows(record.fields.get(DOCUMENTS))),
        recordings=tuple(_recording(row) for row in _rows(record.fields.get(RECORDINGS))),
        corrects=record.corrects,
        case=record.case,
    )


def _day(moment: Moment, local_day: LocalDay) -> int:
    return parse_day(moment.value) if moment.precision == "day" else local_day(moment.earliest)


def _actors(record: SealedRecord) -> tuple[Actor, ...]:
    confirmed = {one.officer: one.at for one in record.confirmations}
    return tuple(Actor(one.officer, one.role, confirmed.get(one.officer)) for one in record.by)


def _recording(row: Mapping[str, Json]) -> Recording:
    return Recording(_text(row.get("kind")), _instant(row.get("from")), _instant(row.get("to")))


def _instant(written: Json) -> int | None:
    return instant_of(written) if isinstance(written, str) else None


def _rows(written: Json) -> list[Mapping[str, Json]]:
    if not isinstance(written, Sequence) or isinstance(written, str):
        return []
    return [row for row in written if isinstance(row, Mapping)]


def _text(written: Json) -> str:
    return written if isinstance(written, str) else ""
