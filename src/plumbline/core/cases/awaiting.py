"""What in a case waits for a named person: acts to confirm, opinions to give, destructions to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from plumbline.core.cases.approval import State, submissions
from plumbline.core.cases.belongings import void_of
from plumbline.core.cases.history import History
from plumbline.core.cases.joining import is_cited
from plumbline.core.cases.reserved import TAKE_OVER
from plumbline.core.goods.entries import GOODS_ENTRY
from plumbline.core.goods.stock import Move

LATEST: Final = 2**62
"""An instant after every record."""

Kind = Literal["submitted", "confirmation", "opinion", "later", "returned", "signature"]
"""`submitted`: an act of one's own on its way through the boxes; `later`: an opinion in a box behind the one that is
awaited now; `returned`: an act that an approver sent back; `signature`: the second one of a destruction.
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `officer` must see to it; `named` is whom the record names, another after a hand-over."""

    kind: Kind
    record: str
    step: str
    officer: str
    named: str


def unconfirmed(history: History) -> list[Waiting]:
    """Acts that stand and that an officer named in them has not confirmed.

    After a hand-over the receiver must see to it: by a correction, for nobody confirms what another person did.
    """
    case = history.folded(LATEST)
    return [
        Waiting(
            "confirmation", act.id, act.step, owner(history, actor.officer, act.recorded_at), actor.officer
        )
        for group in case.by_step.values()
        for act in group
        if not act.deemed and not act.void and not is_cited(history, act.id)
        for actor in act.by or ()
        if actor.confirmed_at is None
    ]


def signatures_awaited(history: History) -> list[Waiting]:
    """Destructions of things that wait for their second signature.

    Nobody but the person named can give it: after a hand-over the receiver must see to it by an entry made anew.
    """
    void = void_of(history.sealed)
    entries = [one for one in history.sealed if one.step == GOODS_ENTRY and one.id not in void]
    signed = {str(one.fields.get("item")) for one in entries if one.fields.get("kind") == Move.SIGN}
    return [
        Waiting("signature", one.id, GOODS_ENTRY, owner(history, second, one.recorded_at), second)
        for one in entries
        if one.fields.get("kind") == Move.DESTROY and one.id not in signed
        for second in (str(one.fields.get("second")),)
    ]


def opinions_awaited(history: History) -> list[Waiting]:
    """Seats whose opinion is awaited; an approved act that is not entered yet waits for whoever submitted it."""
    found = []
    for one in submissions(history.sealed):
        if one.state is State.APPROVED:
            found.append(Waiting("opinion", one.record.id, one.step, one.by, one.by))
        elif one.awaited is not None:
            officer = one.awaited.officer
            found.append(Waiting("opinion", one.record.id, one.step, officer, officer))
    return found


def opinions_to_come(history: History) -> list[Waiting]:
    """Boxes of running submissions behind the one that is awaited: nothing to do yet, but somebody must sit there."""
    return [
        Waiting("later", one.record.id, one.step, seat.officer, seat.officer)
        for one in submissions(history.sealed)
        if one.awaited is not None
        for seat in one.seats[len(one.opinions) + 1 :]
    ]


def under_way(history: History) -> list[Waiting]:
    """Acts on their way through the boxes: nothing to do yet, but somebody may take them back and mends them."""
    return [
        Waiting("submitted", one.record.id, one.step, one.by, one.by)
        for one in submissions(history.sealed)
        if one.awaited is not None
    ]


def returned(history: History) -> list[Waiting]:
    """Acts that an approver sent back, until they are submitted anew or entered: whoever submitted them mends them."""
    last = {one.step: one for one in submissions(history.sealed)}
    return [
        Waiting("returned", one.record.id, one.step, owner(history, one.by, one.ended.at), one.by)
        for one in last.values()
        if one.state is State.RETURNED
        and one.ended is not None
        and not any(act.step == one.step and act.recorded_at > one.ended.at for act in history.sealed)
    ]


def owner(history: History, officer: str, since: int) -> str:
    """Who holds now what the officer held at that instant, through every hand-over after it."""
    for record in history.sealed:
        if record.step == TAKE_OVER and record.recorded_at >= since and record.fields.get("from") == officer:
            officer = str(record.fields.get("to"))
    return officer
