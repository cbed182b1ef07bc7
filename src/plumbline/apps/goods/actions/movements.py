"""Entering movements of things: each is a record of its case, refused before it would make a count wrong or let go what
the law still holds. What has happened already is entered as it was (`attested`); only counts are checked then.

`now` is microseconds since 1970-01-01 UTC, `seen` the number of records of the case that the person saw (None: at the
end). Raises AccessRefused, GoodsError, GoodsDeskError, and CaseMoved when somebody else acted meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from plumbline.apps.attachments.actions import attach
from plumbline.apps.goods.actions.drafting import draft_of, name_of, now_as_moment, open_case
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.errors import CaseClosed, ReasonMissing, SeveralOfThatName
from plumbline.apps.ledger_store.actions import Draft, Receipt, Wanted, enter_all, new_id
from plumbline.apps.people.queries.colleagues import meant_by
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import stock_of
from plumbline.core.cases.measures import check_leaving, measures_of
from plumbline.core.goods.entries import GOODS_ENTRY, written_movement
from plumbline.core.goods.stock import Move, Movement, move
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Attachment


@dataclasses.dataclass(frozen=True, slots=True)
class Moving:
    """A movement to be entered, with what stands beside it. `receiver` is held beside the record."""

    movement: Movement
    reason: str = ""
    receiver: str = ""
    photographs: Sequence[Attachment] = ()
    salts: Mapping[str, bytes] = dataclasses.field(default_factory=dict)


def enter_movement(
    *,
    person: Person,
    case: str,
    movement: Movement,
    at: Moment | None = None,
    reason: str = "",
    receiver: str = "",
    photographs: Sequence[Attachment] = (),
    attested: bool = False,
    seen: int | None = None,
    now: int,
) -> Receipt:
    """One movement. `by` and `day` are the person's and `at`'s."""
    one = Moving(movement, reason, receiver, photographs)
    return enter_movements(
        person=person, case=case, moves=[one], at=at, attested=attested, seen=seen, now=now
    )[0]


def enter_movements(
    *,
    person: Person,
    case: str,
    moves: Sequence[Moving],
    at: Moment | None = None,
    attested: bool = False,
    seen: int | None = None,
    now: int,
) -> list[Receipt]:
    """Several movements of one case, all or none."""
    file = open_case(person, case, now)
    if attested and not all(one.reason.strip() for one in moves):
        raise ReasonMissing()
    drafts = movement_drafts(file, person, moves, at=at or now_as_moment(now), now=now, checked=not attested)
    first = file.history.position if seen is None else seen
    wanted = [Wanted(draft, first + place) for place, draft in enumerate(drafts)]
    return enter_all(wanted, now=now, along=lambda: settle(drafts))


def movement_drafts(
    file: CaseRead,
    person: Person,
    moves: Sequence[Moving],
    *,
    at: Moment,
    now: int,
    checked: bool = True,
) -> list[Draft]:
    """The records of the movements, each judged after those before it; to be entered in this order."""
    stock, measures = stock_of(file.docket, file.history), measures_of(file.docket, file.history, now)
    drafts = []
    for one in moves:
        meant = dataclasses.replace(
            with_keeper(one.movement, file.history.opening.organ, checked=checked),
            record=one.movement.record or new_id(now),
            by=name_of(person),
            day=file.docket.calendar.local_day(at.earliest),
        )
        if checked:
            _check_open(file, meant, now)
            check_leaving(measures, stock, meant)
        stock = move(stock, meant)
        drafts.append(_draft(file, person, meant, one, at, now))
    return drafts


def with_keeper(movement: Movement, organ: str, *, checked: bool = True) -> Movement:
    """The movement with the number of the officer who is named as keeper; raises SeveralOfThatName."""
    if not movement.keeper:
        return movement
    name, numbers = meant_by(movement.keeper, organ)
    if checked and len(numbers) > 1:
        raise SeveralOfThatName(name=name, numbers="、".join(numbers), first=numbers[0])
    return dataclasses.replace(movement, keeper=name, keeper_no=numbers[0] if len(numbers) == 1 else "")


def settle(drafts: Sequence[Draft]) -> None:
    """For the transaction that enters the drafts: their photographs are named."""
    for draft in drafts:
        attach(hashes=[one.hash for one in draft.attachments], record=draft.id)


def _check_open(file: CaseRead, meant: Movement, now: int) -> None:
    ended = file.docket.end_of(file.history.folded(now)) is not None
    if ended and meant.move is Move.TAKE_IN:
        raise CaseClosed(number=file.history.opening.number)


def _draft(file: CaseRead, person: Person, meant: Movement, one: Moving, at: Moment, now: int) -> Draft:
    draft = draft_of(file, person, GOODS_ENTRY, at, now, written_movement(meant, one.reason.strip()))
    receiver = one.receiver.strip()
    return dataclasses.replace(
        draft,
        id=meant.record,
        personal={"receiver": receiver} if receiver else {},
        attachments=tuple(one.photographs),
        salts=dict(one.salts),
    )
