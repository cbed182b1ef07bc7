"""Who the party is and what the case is about, stated after the opening: what was not known then, or was written wrong.

The record says what stands from now on; the opening and its values stay, sealed, until they may be destroyed. Papers
that were made keep what they said. Raises AccessRefused, ReasonMissing, NothingRestated, CaseMoved.
"""

from __future__ import annotations

from collections.abc import Mapping

from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import NothingRestated, ReasonMissing
from plumbline.apps.casework.opening import party_key
from plumbline.apps.casework.opening_form import PARTY
from plumbline.apps.casework.policies import CASE_PARTY
from plumbline.apps.casework.queries import party_of
from plumbline.apps.ledger_store.actions import Receipt, Wanted, enter_all
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import STATE_PARTY
from plumbline.core.ledger.canonical import Json
from plumbline.core.vocabulary import PARTY_KEY


def restate_party(
    *,
    person: Person,
    case: str,
    cause: str,
    party: Mapping[str, str],
    reason: str,
    seen: int | None,
    now: int,
) -> Receipt:
    """States what differs from what stands; a value stated as empty stands no more."""
    file = read_case(case)
    check_access(person, CASE_PARTY, file.place, file.docket.calendar.local_day(now))
    if not reason.strip():
        raise ReasonMissing()
    opening, stands = file.history.opening, party_of(file.party_records)
    differs: dict[str, Json] = {
        name: party[name].strip()
        for name in PARTY
        if name in party and party[name].strip() != str(stands.get(name) or "")
    }
    fields: dict[str, Json] = {"reason": reason.strip(), "stated": sorted(differs)}
    if cause.strip() and cause.strip() != opening.title:
        fields["title"] = cause.strip()
    if not differs and "title" not in fields:
        raise NothingRestated()
    if "party_number" in differs:
        fields |= _key(file, str(differs["party_number"]))
    draft = plain_draft(
        file.docket, case, STATE_PARTY, person, opening.organ, now, fields=fields, personal=differs
    )
    return enter_all([Wanted(draft, seen if seen is not None else file.history.position)], now=now)[0]


def _key(file: CaseFile, code: str) -> dict[str, Json]:
    """By which rules know the party again; none where the number is none of an organisation any more."""
    key = party_key(file.docket, file.history.header.get("party_kind"), code)
    if not key and not file.history.header.get(PARTY_KEY):
        return {}
    return {"facts": {PARTY_KEY: str(key[PARTY_KEY]) if key else None}}
