"""What every entry of things and money shares: the case opened for the person, the draft of its record."""

from __future__ import annotations

from collections.abc import Mapping

from plumbline.apps.goods.case_reading import CaseRead, read_case
from plumbline.apps.goods.errors import NotYetHappened
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.ledger_store.actions import Draft, new_id
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation


def open_case(person: Person, case: str, now: int) -> CaseRead:
    """The case, for somebody who may enter things and money of it; raises AccessRefused, NoSuchCase."""
    file = read_case(case)
    check_access(person, GOODS_ACT, file.place, file.docket.calendar.local_day(now))
    return file


def draft_of(
    file: CaseRead, person: Person, step: str, at: Moment, now: int, fields: Mapping[str, Json]
) -> Draft:
    """A record of the case by the person; raises NotYetHappened for what lies in the future."""
    if at.earliest > now:
        raise NotYetHappened()
    name = name_of(person)
    return Draft(
        id=new_id(now),
        case=file.history.opening.case,
        step=step,
        at=at,
        organ=file.history.opening.organ,
        entered_by=name,
        pack=f"sha256:{file.docket.procedure.content_hash}",
        by=(Actor(name, person.role.in_packs),),
        confirmations=(Confirmation(name, now),),
        fields=fields,
    )


def name_of(person: Person) -> str:
    """The name under which the person stands in records."""
    return person.officer or person.account


def now_as_moment(now: int) -> Moment:
    """The instant as records write it."""
    return Moment(written_instant(now), "microsecond")
