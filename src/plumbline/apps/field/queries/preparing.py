"""What a phone takes along into the street: the steps with their forms and rules, the plan, colleagues, numbers, codes.

Everything is asked for at once, while there is a network; the phone keeps it under the officer's PIN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.queries import CaseLine, ListAsked, my_work, party_of
from plumbline.apps.field import interviews, store
from plumbline.apps.field.codes import code_of, squares
from plumbline.apps.field.errors import NotTheOfficer
from plumbline.apps.pack_store.shelf import Shelf, shelf
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.apps.people.queries.entries import certificates, find, organ
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.docket import Docket
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.procedures.definition import FieldDefinition, Step
from plumbline.core.rules.rule import Clock

INSPECTION: Final = "inspection"
SIMPLE: Final = "penalty.simple"
ON_SITE: Final[Mapping[str, tuple[str, ...]]] = {
    INSPECTION: ("show_certificate", "inspect", "record"),
    SIMPLE: (
        "find_violation",
        "show_certificate",
        "tell_proposed_penalty",
        "state_defence",
        "waive_defence",
        "hear_defence",
        "fill_decision",
        "deliver_on_spot",
        "collect_on_spot",
    ),
}
"""The steps of a procedure that are done in the street, in the pack's order."""
SHOWS: Final = "show_certificate"
Built = dict[str, Any]
Address = Callable[[str], str]
"""The full address under which anybody opens a code."""


def prepared(person: Person, now: int, today: int, language: Language, address: Address) -> Built:
    """Everything; raises NotTheOfficer."""
    if person.officer is None:
        raise NotTheOfficer()
    packs, field = shelf(), _field(person)
    dockets = {one: packs.docket(one, field, person.divisions[0]) for one in ON_SITE}
    known = organ(person.organ)
    key = next((one for one in store.keys_of(person.organ) if one.second_by), None)
    return {
        "now": now // 1000,
        "today": date_of(today).isoformat(),
        "account": person.account,
        "officer": {
            "number": person.officer,
            "name": person.name,
            "organ": known.name if known else person.organ,
        },
        "certificate": _certificate(person, today, address),
        "colleagues": _colleagues(person),
        "field": field,
        "procedures": {one: _procedure(docket, packs, language) for one, docket in dockets.items()},
        "items": _items(person),
        "plan": [_planned(line) for line in planned(person, today)],
        "numbers": [
            {
                "number": one.number,
                "kind": one.kind,
                "squares": squares(address(code_of("number", one.number))),
            }
            for one in store.numbers_of(person.officer)
            if not one.case
        ],
        "recovery": {"id": key.id, "jwk": key.public} if key else None,
    }


def planned(person: Person, today: int) -> list[CaseLine]:
    """Inspections that the officer handles, approved and not carried out yet."""
    asked = ListAsked(tab="open", procedure=INSPECTION, order="due")
    lines = my_work(person, asked, today, today).lines
    return [one for one in lines if _waits(one.case)]


def _waits(case: str) -> bool:
    steps = {one.step for one in read_case(case).history.acts}
    return "approve" in steps and "inspect" not in steps


def _planned(line: CaseLine) -> Built:
    file = read_case(line.case)
    return {
        "case": line.case,
        "number": line.number,
        "cause": line.cause,
        "party": str(party_of(file.party_records).get("party_name") or ""),
        "procedure": line.procedure,
        "done": sorted({one.step for one in file.history.acts}),
    }


def _field(person: Person) -> str | None:
    """The organ's field of enforcement, which chooses the sector's layer of the packs."""
    known = organ(person.organ)
    found = str((known.values.get("enforcement_field") if known else None) or "")
    return found if found not in ("", "general") else None


def _certificate(person: Person, today: int, address: Address) -> Built:
    held = [one for one in certificates(str(person.officer)) if not one.ended]
    url = address(code_of("officer", str(person.officer)))
    if not held:
        return {"number": "", "until": "", "valid": False, "url": url, "squares": squares(url)}
    last = held[-1]
    valid = any(span.from_day <= today <= span.to_day for span in last.spans)
    return {
        "number": last.number,
        "until": date_of(last.last_day).isoformat(),
        "valid": valid,
        "url": url,
        "squares": squares(url),
    }


def _items(person: Person) -> list[str]:
    """The inspections on the organ's list of powers: what may be looked at."""
    reach = Visible(organs=frozenset({person.organ}))
    found = find("power", reach, filters={"power_kind": "inspection"}, ended=False)
    return [one.name for one in found.entries]


def _procedure(docket: Docket, packs: Shelf, language: Language) -> Built:
    procedure = docket.procedure
    steps = [procedure.steps[one] for one in ON_SITE[procedure.id] if one in procedure.steps]
    party = procedure.attributes.get("party_kind")
    return {
        "title": procedure.title if language == "zh" else procedure.english,
        "steps": [_step(docket, packs, one, language) for one in steps],
        "party_kind": _field_of(packs, party.definition, language) if party else None,
    }


def _step(docket: Docket, packs: Shelf, step: Step, language: Language) -> Built:
    rules = [
        one
        for one in docket.procedure.rules
        if step.id in one.judged_steps and not isinstance(one.body, Clock)
    ]
    return {
        "id": step.id,
        "title": step.title if language == "zh" else step.english or step.title,
        "together": docket.actors(step) > 1,
        "shows": step.id == SHOWS,
        "films": "audio_video" in step.recordings,
        # What an interview says is asked where it is written down, and becomes what the act says when it arrives.
        "papers": [one for one in step.documents if one != interviews.PAPER],
        "fields": [
            _field_of(packs, one, language)
            for one in step.fields.values()
            if not one.personal
            and not (one.name == interviews.LANGUAGE and interviews.PAPER in step.documents)
        ],
        "rules": [
            {
                "says": one.says if language == "zh" else one.english or one.says,
                "basis": _basis(packs, one.basis),
            }
            for one in rules
        ],
    }


def _basis(packs: Shelf, basis: Sequence[str]) -> str:
    return "；".join(packs.brief(one) for one in basis)


def _field_of(packs: Shelf, one: FieldDefinition, language: Language) -> Built:
    return {
        "name": one.name,
        "title": one.title if language == "zh" else one.label,
        "type": str(one.type),
        "required": one.required,
        "options": [[code, packs.words.word(one.name, code, language)] for code in one.options],
    }


def _colleagues(person: Person) -> list[Built]:
    """The others of the organ; the salt of those that set a field PIN, which says nothing of it."""
    others = [(number, name) for number, name in colleagues_of(person.organ) if number != person.officer]
    salts = store.salts_of(number for number, _name in others)
    return [{"number": number, "name": name, "salt": salts.get(number, "")} for number, name in others]
