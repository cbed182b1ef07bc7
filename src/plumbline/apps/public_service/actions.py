"""Taking in what the public sends: one case each, opened through the door of casework with its first act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.db.models import Q

from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import NoDocumentWord
from plumbline.apps.casework.opening import Also, More
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.casework.queries.limits import standing_under
from plumbline.apps.ledger_store.actions import Draft, Wanted
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.public_service import store
from plumbline.apps.public_service.codes import new_code
from plumbline.apps.public_service.errors import (
    CodeUnknown,
    HandedOut,
    NotInspected,
    NotOpen,
    SentAlready,
    TooMany,
)
from plumbline.apps.public_service.inspection_codes import INSPECTION
from plumbline.apps.public_service.queries import supervising_organ
from plumbline.apps.public_service.services import Service
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.docket import Docket
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json

PUBLIC: Final = "public"
"""Under this name stand records that the public sent; it is nobody's account."""
FIRST_STEP: Final = "receive"
WINDOW: Final = 10 * 60 * 1_000_000
IN_WINDOW: Final = 5
UNREAD: Final = 10
"""Submissions of one client in a window, and of one client that nobody has acted on yet."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent. `case` is the id that the form was handed out for; `told` and `party` are personal values."""

    service: Service
    case: str
    organ: str
    told: Mapping[str, str]
    party: Mapping[str, str] = field(default_factory=dict)
    happened_on: date | None = None
    answers: Mapping[str, Json] = field(default_factory=dict)
    code: str = ""
    """The code by which a rating is let in; `organ` is empty then."""


def check_flood(client: str, now: int) -> None:
    """Raises TooMany; what was read long ago counts no more."""
    counted = store.knocks(client)
    if not counted:
        return
    recent = {case for case, _procedure, at in counted if now - at < WINDOW}
    unread = _unread(counted)
    if len(recent) >= IN_WINDOW or len(unread) >= UNREAD:
        raise TooMany(unread=len(unread))
    store.drop_knocks([case for case, _procedure, _at in counted if case not in recent | unread])


def submit(*, sent: Submission, client: str, now: int) -> str:
    """Opens the case; the receipt code. Raises TooMany, SentAlready, NotOpen, CodeUnknown."""
    check_flood(client, now)
    if not sent.service.by_code:
        return _open(sent, client, now)
    organ = store.use_rating(sent.code)
    if organ is None:
        raise CodeUnknown()
    try:
        return _open(replace(sent, organ=organ), client, now)
    except BaseException:
        store.free_rating(sent.code)
        raise


def hand_out_rating(*, person: Person, case: str, now: int) -> str:
    """The code by which whoever was inspected rates the inspection; it is told this once and kept nowhere.

    Raises AccessRefused, NotInspected, HandedOut.
    """
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    opening, done = file.history.opening, file.history.folded(now).by_step
    if opening.procedure != INSPECTION or not done.get("inspect"):
        raise NotInspected()
    code = new_code()
    if not store.hand_out_rating(case, code, opening.organ):
        raise HandedOut()
    return code


def _open(sent: Submission, client: str, now: int) -> str:
    service = sent.service
    place, named = _place(sent), organ_entry(sent.organ)
    if place is None or named is None:
        raise NotOpen()
    person = Person(PUBLIC, "社会公众", service.role, place.organ, (place.division,))
    opening = Opening(
        service.procedure, None, service.cause, facts=_facts(sent, place.organ), party=sent.party
    )
    code = new_code()
    store.keep_receipt(code, sent.case)
    try:
        open_case(
            person=person,
            place=place,
            opening=opening,
            now=now,
            case=sent.case,
            more=_received(sent, person, now),
        )
    except CaseMoved as error:
        store.drop_receipt(code)
        raise SentAlready() from error
    except NoDocumentWord as error:
        store.drop_receipt(code)
        raise NotOpen() from error
    store.keep_knock(sent.case, service.procedure, client, now)
    return code


def _place(sent: Submission) -> Place | None:
    entry = supervising_organ() if sent.service.to_supervisor else organ_entry(sent.organ)
    return None if entry is None else Place(entry.code, entry.division)


def _facts(sent: Submission, organ: str) -> dict[str, Value]:
    if sent.service.to_supervisor:
        return {"supervising_organ": organ, "organ_concerned": sent.organ}
    return {"is_reachable": bool(sent.party.get("party_name") and sent.party.get("party_phone"))}


def _received(sent: Submission, person: Person, now: int) -> More:
    def more(docket: Docket, first: Sequence[Draft]) -> Also:
        fields: dict[str, Json] = {**sent.service.fixed, **sent.answers}
        if sent.happened_on is not None:
            fields["happened_on"] = sent.happened_on.isoformat()
        told: dict[str, Json] = {name: value for name, value in sent.told.items() if value}
        draft = plain_draft(
            docket, first[0].case, FIRST_STEP, person, person.organ, now, fields=fields, personal=told
        )
        return Also([Wanted(draft, len(first))])

    return more


def _unread(counted: Sequence[tuple[str, str, int]]) -> set[str]:
    """Of these cases those in which nothing has been done yet."""
    found: set[str] = set()
    for procedure in {one for _case, one, _at in counted}:
        cases = [case for case, one, _at in counted if one == procedure]
        waiting = Q(case__in=cases, stage=FIRST_STEP, ended_day=None)
        rows = standing_under(procedure, [], [""], chosen=waiting)
        found |= set(rows.values_list("case", flat=True))
    return found
