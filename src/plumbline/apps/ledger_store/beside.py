"""Records of streams that stand beside the cases: drafts in the name of whoever acts, entered one after another."""

from __future__ import annotations

from collections.abc import Mapping

from plumbline.apps.ledger_store.actions import Draft, new_id
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation


def beside_draft(
    person: Person,
    stream: str,
    step: str,
    fields: Mapping[str, Json],
    *,
    pack: str,
    now: int,
    organ: str | None = None,
) -> Draft:
    """An act of the person in a stream beside the cases, confirmed by the own login. `pack`: the law it goes by."""
    who = person.signs_as
    return Draft(
        id=new_id(now),
        case=stream,
        step=step,
        at=Moment(written_instant(now), "microsecond"),
        organ=organ or person.organ,
        entered_by=who,
        pack=f"sha256:{pack}",
        by=(Actor(who, person.role.in_packs),),
        confirmations=(Confirmation(who, now),),
        fields=dict(fields),
    )


def opening_fields(
    procedure: str, stream: str, title: str, division: str, more: Mapping[str, Json]
) -> dict[str, Json]:
    """What the opening of such a stream holds."""
    return {
        "procedure": procedure,
        "number": stream,
        "title": title,
        "field": "",
        "division": division,
        "ends": [],
        **more,
    }


__all__ = ["OPEN_CASE", "beside_draft", "opening_fields"]
