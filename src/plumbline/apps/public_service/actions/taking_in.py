"""Taking in what the public sends: one case each, opened through the door of casework with its first act.

What a portal apart sent and the desk could not take in is kept as it came and tried again, or left out
(`leaving_out`). It is sealed: only `plumbline portal import`, which holds the key, opens it. So «again» is
asked for here and done by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.conf import settings
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
from plumbline.apps.people.actions import note_reading
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.public_service import store
from plumbline.apps.public_service.codes import new_code
from plumbline.apps.public_service.errors import (
    CodeTaken,
    CodeUnknown,
    FromTheFuture,
    HandedOut,
    NotInspected,
    NotOpen,
    NotServed,
    RatedOpenly,
    RatesItself,
    SentAlready,
    TooMany,
)
from plumbline.apps.public_service.policies import REFUSED
from plumbline.apps.public_service.queries import supervising_organ
from plumbline.apps.public_service.services import RATED, SERVED, Service
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.reserved import BY_PUBLIC
from plumbline.core.disclosure.submission import LARGEST
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant

PUBLIC: Final = BY_PUBLIC
"""Under this name stand records that the public sent; it is nobody's account."""
FIRST_STEP: Final = "receive"
WINDOW: Final = 10 * 60 * 1_000_000
IN_WINDOW: Final = 5
LEEWAY: Final = 5 * 60 * 1_000_000
"""By how much the clock of a portal apart may be ahead."""
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
    code = new_code()
    _open(sent, code, now, now)
    store.keep_knock(sent.case, sent.service.procedure, client, now)
    return code


def take_over(*, sent: Submission, code: str, received_at: int, now: int) -> bool:
    """Opens the case of what a portal apart has received, under the receipt code that its sender holds already.

    Its clocks run from the day of receipt. False where the very submission was taken over before. Raises CodeTaken,
    FromTheFuture, NotOpen, CodeUnknown; nothing is stored then.
    """
    if received_at > now + LEEWAY:
        raise FromTheFuture()
    known = store.case_of(code)
    if known is not None and known != sent.case:
        raise CodeTaken()
    if known is not None:
        return False
    try:
        _open(sent, code, received_at, now)
    except SentAlready:
        if store.case_of(code) != sent.case:
            raise
        return False
    return True


def hand_out_rating(*, person: Person, case: str, now: int) -> str:
    """The code by which whoever was inspected or served rates it; it is told this once and kept nowhere.

    Raises AccessRefused, NotInspected, NotServed, RatedOpenly, RatesItself, HandedOut.
    """
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    opening, done = file.history.opening, file.history.folded(now).by_step
    after, service = RATED.get(opening.procedure, ("", ""))
    if not done.get(after):
        raise NotServed() if service == SERVED else NotInspected()
    if done.get("rate"):
        raise RatedOpenly()
    if service == SERVED and opening.organ == settings.SUPERVISING_ORGAN:
        raise RatesItself()
    code = new_code()
    if not store.hand_out_rating(case, code, opening.organ, service):
        raise HandedOut()
    return code


def _open(sent: Submission, code: str, received_at: int, now: int) -> None:
    """The case with its receipt, and the code of a rating used up: all or none."""
    if sent.service.by_code:
        organ = store.rated_organ(sent.code, sent.service.key)
        if organ is None:
            raise CodeUnknown()
        sent = replace(sent, organ=organ)
    service = sent.service
    place, named = _place(sent), organ_entry(sent.organ)
    if place is None or named is None:
        raise NotOpen()
    person = Person(PUBLIC, "社会公众", service.role, place.organ, (place.division,))
    opening = Opening(
        service.procedure, None, service.cause, facts=_facts(sent, place.organ), party=sent.party
    )
    try:
        open_case(
            person=person,
            place=place,
            opening=opening,
            now=now,
            case=sent.case,
            more=_received(sent, person, code, received_at, now),
        )
    except CaseMoved as error:
        raise SentAlready() from error
    except NoDocumentWord as error:
        raise NotOpen() from error


def _place(sent: Submission) -> Place | None:
    entry = supervising_organ() if sent.service.to_supervisor else organ_entry(sent.organ)
    return None if entry is None else Place(entry.code, entry.division)


def _facts(sent: Submission, organ: str) -> dict[str, Value]:
    if sent.service.to_supervisor:
        return {"supervising_organ": organ, "organ_concerned": sent.organ}
    return {"is_reachable": bool(sent.party.get("party_name") and sent.party.get("party_phone"))}


def _received(sent: Submission, person: Person, code: str, received_at: int, now: int) -> More:
    def more(docket: Docket, first: Sequence[Draft]) -> Also:
        fields: dict[str, Json] = {**sent.service.fixed, **sent.answers}
        if sent.happened_on is not None:
            fields["happened_on"] = sent.happened_on.isoformat()
        told: dict[str, Json] = {name: value for name, value in sent.told.items() if value}
        draft = plain_draft(
            docket, first[0].case, FIRST_STEP, person, person.organ, now, fields=fields, personal=told
        )
        at = Moment(written_instant(received_at), "microsecond")
        return Also([Wanted(replace(draft, at=at), len(first))], along)

    def along() -> None:
        store.keep_receipt(code, sent.case)
        if sent.service.by_code and not store.use_rating(sent.code):
            raise CodeUnknown()

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


def digest_of(data: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(data).hexdigest()


def note_refused(name: str, data: bytes, error: PlumblineError, now: int) -> None:
    """A file was not taken in, for that reason."""
    reason = {"zh": error.message("zh"), "en": error.message("en")}
    reason |= {"remedy_zh": error.remedy("zh") or "", "remedy_en": error.remedy("en") or ""}
    kept = data if len(data) <= LARGEST else b""
    store.keep_refused(digest_of(data), name, kept, len(data), reason, now)


def note_taken(data: bytes, now: int) -> None:
    """A file was taken in; where it had been refused before, that is over."""
    store.refused_is_in(digest_of(data), now)


def file_of(*, person: Person, digest: str, now: int, today: int) -> tuple[str, bytes] | None:
    """Name and bytes as they came, for whoever carries them back to the portal; it leaves a trace."""
    check_access(person, REFUSED, None, today)
    row, data = store.refused(digest=digest).first(), store.bytes_of(digest)
    if row is None or data is None:
        return None
    note_reading(by=person, kind="refused_submission", subject=row.name, reason=digest, now=now)
    return row.name, data


def try_again(*, person: Person, digests: Sequence[str], now: int, today: int) -> int:
    """Asks for them to be tried again; how many will be."""
    check_access(person, REFUSED, None, today)
    return store.ask_again(digests, person.signs_as, now)
