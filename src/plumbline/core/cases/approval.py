"""Acts submitted for approval, folded from the records of a case: opinions given and awaited, what came of it.

A chain is a row of seats, each an office of the approval form and the person who sits in it. The office of the handler
is no seat: whoever submits fills that box. An opinion counts when its office is the one awaited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from plumbline.core.cases.reserved import COUNTERSIGN, OPINION, RECALL, RETURN, SUBMIT, TAKE_OVER
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record


class Office(StrEnum):
    """The boxes of the approval form after that of the handler, in their order."""

    UNIT = "unit"
    LEGAL = "legal"
    DEPUTY_HEAD = "deputy_head"
    HEAD = "head"


class State(StrEnum):
    """What came of a submission."""

    AWAITING = "awaiting"
    RETURNED = "returned"
    RECALLED = "recalled"
    APPROVED = "approved"
    PERFORMED = "performed"


@dataclass(frozen=True, slots=True)
class Seat:
    """An office and who sits in it."""

    office: Office
    officer: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said: `office` is empty for a countersignature; `by` is another than the seat's for a deputy."""

    office: str
    by: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Submission:
    """An act submitted for approval. `by` may take it back; `ended` is the return or recall that ended it."""

    record: Record
    step: str
    by: str
    seats: tuple[Seat, ...]
    opinions: tuple[Opinion, ...] = ()
    beside: tuple[Opinion, ...] = ()
    state: State = State.AWAITING
    ended: Opinion | None = None

    @property
    def awaited(self) -> Seat | None:
        """The seat whose opinion comes next; None when the submission waits for none."""
        open_seats = self.seats[len(self.opinions) :]
        return open_seats[0] if self.state is State.AWAITING and open_seats else None

    @property
    def is_last(self) -> bool:
        """Whether the opinion awaited is the last one."""
        return len(self.opinions) + 1 == len(self.seats)


_ORDER: Final = tuple(Office)


def written_chain(seats: Iterable[Seat]) -> str:
    """`unit=QS-0150 head=QS-0100`, in the order of the form."""
    return " ".join(
        f"{one.office}={one.officer}" for one in sorted(seats, key=lambda one: _ORDER.index(one.office))
    )


def read_chain(text: str) -> tuple[Seat, ...]:
    """The seats that `written_chain` wrote; what cannot be read is left out."""
    pairs = (one.partition("=") for one in text.split())
    return tuple(
        Seat(Office(office), officer) for office, _, officer in pairs if office in set(Office) and officer
    )


def submissions(records: Sequence[Record]) -> tuple[Submission, ...]:
    """Every submission of a case, in the order in which they were made."""
    found: dict[str, Submission] = {}
    for record in records:
        if record.step == SUBMIT:
            found[record.id] = _submitted(record)
        elif record.step == TAKE_OVER:
            found = {key: _taken_over(one, record) for key, one in found.items()}
        elif (one := found.get(str(record.fields.get("submission")))) is not None:
            found[one.record.id] = _after(one, record)
        else:
            found = {key: _performed(one, record) for key, one in found.items()}
    return tuple(found.values())


def _submitted(record: Record) -> Submission:
    rows = record.fields.get("seats")
    seats = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    return Submission(
        record,
        str(record.fields.get("step")),
        record.entered_by,
        tuple(Seat(Office(str(row["office"])), str(row["officer"])) for row in seats),
    )


def _after(one: Submission, record: Record) -> Submission:
    if one.state is not State.AWAITING:
        return one
    fields = record.fields
    match record.step:
        case str(step) if step == OPINION and one.awaited and fields.get("office") == one.awaited.office:
            opinions = (*one.opinions, _opinion(record, "opinion"))
            state = State.APPROVED if len(opinions) == len(one.seats) else State.AWAITING
            return replace(one, opinions=opinions, state=state)
        case str(step) if step == RETURN and one.awaited and fields.get("office") == one.awaited.office:
            return replace(one, state=State.RETURNED, ended=_opinion(record, "reason"))
        case str(step) if step == RECALL:
            return replace(one, state=State.RECALLED, ended=_opinion(record, "reason"))
        case str(step) if step == COUNTERSIGN:
            return replace(one, beside=(*one.beside, _opinion(record, "opinion")))
        case _:
            return one


def _opinion(record: Record, name: str) -> Opinion:
    return Opinion(
        _text(record.fields.get("office")),
        record.entered_by,
        record.recorded_at,
        _text(record.fields.get(name)),
    )


def _taken_over(one: Submission, record: Record) -> Submission:
    """Seats without an opinion, and the right to take back, go to the receiver."""
    if one.state not in (State.AWAITING, State.APPROVED):
        return one
    left, to = str(record.fields.get("from")), str(record.fields.get("to"))
    done = len(one.opinions)
    seats = tuple(
        Seat(seat.office, to) if place >= done and seat.officer == left else seat
        for place, seat in enumerate(one.seats)
    )
    return replace(one, seats=seats, by=to if one.by == left else one.by)


def _performed(one: Submission, record: Record) -> Submission:
    done = one.state is State.APPROVED and record.step == one.step and record.corrects is None
    return replace(one, state=State.PERFORMED) if done else one


def _text(written: Json) -> str:
    return written if isinstance(written, str) else ""
