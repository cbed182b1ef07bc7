"""Opening a case: its opening and its assignment to whoever opens it, with what else belongs to the same act."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from django.utils.crypto import salted_hmac

from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.errors import LivesElsewhere
from plumbline.apps.casework.numbering import Reserved, case_series, past_borne, reserve, until_taken
from plumbline.apps.casework.own_pages import check_opening_page
from plumbline.apps.casework.policies import CASE_OPEN, LEADERSHIP_OPEN, SUPERVISION_OPEN
from plumbline.apps.casework.queries import cases_of_numbers
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all, new_id
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.access import Access, check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.reserved import ASSIGN_CASE, AT_OPENING, OPEN_CASE
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.identity.codes import INDIVIDUAL_BUSINESS
from plumbline.core.ledger.canonical import Json
from plumbline.core.vocabulary import PARTY_KEY


@dataclasses.dataclass(frozen=True, slots=True)
class Also:
    """What else is entered with an opening; `along` is done in its transaction, as `enter_all` has it."""

    wanted: Sequence[Wanted]
    along: Callable[[], object] = lambda: None


More = Callable[[Docket, Sequence[Draft]], Also]
"""Makes what else is entered, of the docket and the records that are entered before it in the new case."""


@dataclasses.dataclass(frozen=True, slots=True)
class Opening:
    """A case to be opened. `party` are personal values (party_name …), `facts` header facts of the pack."""

    procedure: str
    number: str | None
    """None: the next one of the organ's register is taken with the opening."""
    cause: str
    field: str | None = None
    facts: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    party: Mapping[str, Json] = dataclasses.field(default_factory=dict)
    desk: str = ""
    """Which desk opens it, where cases of the procedure are opened on a page of its own (`own_pages`)."""


def open_case(
    *,
    person: Person,
    place: Place,
    opening: Opening,
    now: int,
    case: str | None = None,
    handlers: Sequence[str] = (),
    more: More | None = None,
) -> str:
    """Opens a case and assigns it to `handlers`, or to whoever opens it; the case's id."""
    docket = shelf().docket(opening.procedure, opening.field, place.division)
    check_lives_here(docket)
    check_opening_page(docket.procedure, opening.desk)
    today = docket.calendar.local_day(now)
    place = dataclasses.replace(place, supervised=docket.supervises, led=docket.leads)
    check_access(person, _opened_by(docket), place, today)
    numbered_by = person.organ if docket.supervises else place.organ
    identity = case or new_id(now)
    officers: list[Json] = [*(handlers or ([person.officer] if person.officer else []))]

    def attempt() -> None:
        taken: list[tuple[Reserved, str]] = []
        if opening.number is None:
            kind, word = case_series(opening.procedure)
            following = reserve(organ=numbered_by, kind=kind, series=word, year=date_of(today).year)
            taken = past_borne(following, identity, cases_of_numbers)  # cases of an old system bear some
        number = str(taken[-1][0].number) if taken else opening.number or ""
        first = _opening_draft(person, place, docket, opening, identity, number, now)
        wanted = [Wanted(first, 0)]
        if officers:
            assigned: dict[str, Json] = {"officers": officers, "reason": AT_OPENING}
            second = plain_draft(docket, identity, ASSIGN_CASE, person, place.organ, now, fields=assigned)
            wanted.append(Wanted(second, 1))
        also = more(docket, [one.draft for one in wanted]) if more is not None else Also(())

        def along() -> None:
            for reserved, bearer in taken:
                reserved.take(case=bearer, by=first.entered_by, now=now)
            also.along()

        enter_all([*wanted, *also.wanted], now=now, along=along)

    until_taken(attempt)
    return identity


def _opened_by(docket: Docket) -> Access:
    if docket.supervises:
        return SUPERVISION_OPEN
    return LEADERSHIP_OPEN if docket.leads else CASE_OPEN


def check_lives_here(docket: Docket) -> None:
    """Cases of the procedure are handled in this system; raises LivesElsewhere."""
    system = docket.procedure.elsewhere
    if system is not None:
        raise LivesElsewhere(
            title=docket.procedure.title,
            title_en=docket.procedure.english or docket.procedure.title,
            system=system.title,
            system_en=system.english,
        )


def party_key(docket: Docket, kind: Value, code: str) -> Mapping[str, Value]:
    """The key by which rules know an organisation again, where the pack asks for one: its credit code, hashed under the
    site's secret. A person has none, so nothing gathers a person's cases; without the secret nobody reads it back.
    """
    known = PARTY_KEY in docket.procedure.attributes and kind == "organisation"
    if not known or not code or code.startswith(INDIVIDUAL_BUSINESS):
        return {}
    return {PARTY_KEY: str(salted_hmac("plumbline.party_key", code, algorithm="sha256").hexdigest())[:32]}


def _opening_draft(
    person: Person, place: Place, docket: Docket, opening: Opening, case: str, number: str, now: int
) -> Draft:
    code = str(opening.party.get("party_number") or "")
    stated = {**opening.facts, **party_key(docket, opening.facts.get("party_kind"), code)}
    facts: dict[str, Json] = {
        name: written_value(docket.procedure.attributes[name].definition, value)
        for name, value in stated.items()
    }
    fields: dict[str, Json] = {
        "procedure": opening.procedure,
        "number": number,
        "title": opening.cause,
        "division": place.division,
        "ends": list(docket.procedure.ends),
        "facts": facts,
    }
    if docket.procedure.reopens:
        fields["reopens"] = list(docket.procedure.reopens)
    if opening.field:
        fields["field"] = opening.field
    return plain_draft(
        docket, case, OPEN_CASE, person, place.organ, now, fields=fields, personal=opening.party
    )
