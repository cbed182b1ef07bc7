"""Every procedure of the packs through the pages: a lawful example from end to end, and breaches of each kind of rule.

The tests are made from the worked examples: a pack that is added brings its own. The whole of the examples is held to
the core in `agreement/test_door`; here the forms, the door and the refusal are asked as a browser asks them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from tests.builders.desk import HEAD, ORGAN, QIN
from tests.builders.desk_pages import desk_of, part
from tests.builders.signing_in import account
from tests.builders.worked_examples import entered_before, packs, plain, procedures, told

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.forms import local_minute
from plumbline.apps.casework.own_pages import opening_page
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people import actions
from plumbline.apps.people.actions import Act
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.door import OUTSIDE_ROLES, SAME_ROLE
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.facts.record import Record, Value
from plumbline.core.law.dated_figure import NATION
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.procedures.example import Example
from plumbline.core.registers.register import BY_PROCEDURE
from plumbline.core.rules.rule import Clock as ClockRule
from plumbline.core.rules.rule import Rule, Who
from plumbline.core.vocabulary import Outcome, ValueType

pytestmark = [pytest.mark.django_db]

PROCEDURES = [
    id
    for id in procedures()
    if id not in BY_PROCEDURE and packs().procedure(id).elsewhere is None and not opening_page(id)
]
"""Those that cases are opened under: entries of registers and the yearly report have pages of their own, mirrored cases
none to fill in.
"""
LONG_AGO = parse_day("2015-01-01")
THEN = 1_420_070_400_000_000
"""Its first instant: entries never go back in time, so that people stand before the oldest example."""
OFFICERS = ("QS-0001", "QS-0002", "QS-0003", "QS-0004")
NUMBERS = count(1)
DESKS = {
    "officer": QIN,
    "agency_head": HEAD,
    **{
        role.value: Person(f"account-{role}", f"测试{role}", role, ORGAN, ("650105",), "QS-0004")
        for role in (
            *(Role.REVIEWER, Role.HEARING_PRESIDER, Role.GOVERNMENT_LEADER, Role.SUPERVISOR),
            Role.RULE_OF_LAW_OFFICE,
        )
    },
}
"""Who sits at the desk, by the role that a step wants."""


@dataclass(slots=True)
class Clock:
    now: int = 0


@pytest.fixture
def clock(settings: Any) -> Clock:
    """The instant at which a page is asked."""
    clock = Clock()
    settings.CLOCK = lambda: clock.now
    settings.DIVISION = "650105"
    return clock


@pytest.fixture
def colleagues(db: None) -> None:
    """Officers of the organ with a certificate, so that a second one can be named in a form, and their accounts."""
    by = Person("system", "系统", Role.SUPERVISOR, ORGAN, ("650105",))
    told = {"by": by, "now": THEN, "today": LONG_AGO}
    organ = {"organ_no": ORGAN, "name": "青石区某局", "organ_kind": "organ", "division_code": "650105"}
    actions.register("organ", ORGAN, [Act("register_organ", LONG_AGO, organ)], **told)
    for place, number in enumerate(OFFICERS):
        card: dict[str, Value] = {
            "certificate_no": f"QS{place:04}",
            "valid_from": LONG_AGO,
            "valid_until": LONG_AGO + 30 * 365,
        }
        values: dict[str, Value] = {"officer_no": number, "name": f"某{place}", "organ_no": ORGAN}
        acts = [
            Act("register_officer", LONG_AGO, values),
            Act("issue_certificate", LONG_AGO, card),
        ]
        actions.register("officer", number, acts, **told)
    for one in DESKS.values():
        account(
            one.name,
            one.role,
            organ=ORGAN,
            officer=one.officer or "",
            divisions=["650105"],
            now=THEN,
        )


def opened(procedure: str, example: Example, at: int) -> str:
    """The case of an example, with what its header says."""
    header = dict(example.header)
    attributes = shelf().docket(procedure).procedure.attributes
    field = str(header.get("field") or "") or None
    facts = {name: value for name, value in header.items() if name in attributes and value is not None}
    opening = Opening(procedure, f"试〔{next(NUMBERS)}〕号", "测试", field=field, facts=facts)
    supervises = shelf().docket(procedure).supervises
    place = Place(ORGAN, "650105" if supervises else str(header.get("division") or NATION))
    by = DESKS["supervisor"] if supervises else QIN
    return open_case(person=by, place=place, opening=opening, now=at)


def who_does(procedure: str, step: str) -> Client:
    """The desk of somebody in the role that the step wants."""
    wanted = shelf().docket(procedure).procedure.steps[step].role or "officer"
    word = "officer" if wanted in OUTSIDE_ROLES else SAME_ROLE.get(wanted, wanted)
    return desk_of(DESKS["government_leader" if word == "government_head" else word])


def typed(definition: FieldDefinition, value: Value) -> str:
    """What a person types for a value."""
    if definition.type is ValueType.BOOL:
        return "1" if value else "0"
    if definition.type is ValueType.DATE and isinstance(value, int):
        return date_of(value).isoformat()
    if definition.type is ValueType.INSTANT and isinstance(value, int):
        return local_minute(value)
    return str(value)


def sent(case: str, act: Record, others: tuple[str, ...]) -> dict[str, Any]:
    """The form of an act, filled as the example says."""
    file = read_case(case)
    step = file.docket.procedure.steps[act.step]
    form: dict[str, Any] = {
        "at": local_minute(act.instant) if act.precise else date_of(act.day).isoformat(),
        "seen": file.history.position,
        "papers": list(act.documents or ()),
        "others": others,
    }
    if (act.end_instant, act.end_day) != (act.instant, act.day):
        form["until"] = local_minute(act.end_instant) if act.end_precise else date_of(act.end_day).isoformat()
    for name, definition in step.fields.items():
        if definition.personal and definition.required:  # examples say nothing that is personal
            form[f"f_{name}"] = "测试"
    for name, value in act.fields.items():
        if value is not None and name in step.fields:
            form[f"f_{name}"] = typed(step.fields[name], value)
    return form


def others_of(act: Record) -> tuple[str, ...]:
    return OFFICERS[1 : len(act.by or ()) if act.by else 1]


def enter(procedure: str, case: str, act: Record, clock: Clock, **more: str) -> Any:
    """The act sent through its form when the example enters it."""
    clock.now = max(act.recorded_at, act.instant)
    form = sent(case, act, others_of(act))
    return part(who_does(procedure, act.step), f"/cases/{case}/act/{act.step}/", {**form, **more})


def in_order(records: Iterator[Record] | tuple[Record, ...]) -> list[Record]:
    return sorted((one for one in records if not one.deemed), key=lambda one: (one.recorded_at, one.seq))


def outcomes(example: Example) -> set[Outcome]:
    return {one.outcome for found in example.expect.values() for one in found}


def lawful(procedure: str) -> Example:
    """The longest example in which nothing is against the law."""
    against = {Outcome.VIOLATED, Outcome.UNDETERMINED}
    found = [one for one in packs().examples(procedure) if plain(one) and not outcomes(one) & against]
    return max(found, key=lambda one: len(one.records))


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_lawful_case_is_entered_through_its_forms(procedure: str, clock: Clock, colleagues: None) -> None:
    example = lawful(procedure)
    acts = in_order(example.records)
    clock.now = min(min(one.recorded_at for one in acts), min(one.instant for one in acts))
    case = opened(procedure, example, clock.now)
    for act in acts:
        answer = enter(procedure, case, act, clock, attest="1")
        assert answer.status_code == 204, (act.step, errors(answer))
    for kept, act in zip(read_case(case).history.acts, acts, strict=True):
        stated = {name: value for name, value in act.fields.items() if value is not None}
        assert (kept.step, kept.instant, kept.documents) == (act.step, act.instant, act.documents or ())
        assert {name: kept.fields.get(name) for name in stated} == stated, act.step
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/").content, "html.parser")
    assert len(page.select("[id^=r-]")) >= len(acts), "the page does not show every act"


def errors(answer: Any) -> str:
    page = BeautifulSoup(answer.content, "html.parser")
    return page.get_text(" ", strip=True)[:600]


@dataclass(frozen=True, slots=True)
class Breach:
    example: Example
    rule: Rule
    act: Record


def breaches(procedure: str) -> list[Breach]:
    """The first breach of each kind of blocking rule that a form can make.

    Figures that an example supposes are not the desk's. Of rules on who acts, those on the number: who else may sit at
    a desk is asked of the core, and of its accounts by the access matrix.
    """
    found: dict[str, Breach] = {}
    for example, docket, rule_id, act, outcome in told(procedure):
        rule = next(one for one in docket.procedure.rules if one.id == rule_id)
        kind = type(rule.body).__name__
        if isinstance(rule.body, Who) and len(act.by or ()) >= rule.body.at_least:
            continue
        if outcome is Outcome.VIOLATED and rule.blocks and not example.figures:
            found.setdefault(kind, Breach(example, rule, act))
    return list(found.values())


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_breach_is_refused_by_its_form_with_its_article(
    procedure: str, clock: Clock, colleagues: None
) -> None:
    tried = breaches(procedure)
    rules = shelf().packs.procedure(procedure).rules
    kinds = {type(one.body) for one in rules if one.blocks and not isinstance(one.body, ClockRule)}
    assert len(tried) >= min(2, len(kinds)), "the examples of this pack break too few kinds of rules"
    wrong = []
    for one in tried:
        point = transaction.savepoint()
        if said := tried_at_the_desk(procedure, one, clock):
            wrong.append((one.example.name, one.rule.id, said))
        transaction.savepoint_rollback(point)  # the next one happened earlier
    assert wrong == []


def tried_at_the_desk(procedure: str, one: Breach, clock: Clock) -> str:
    """What is wrong with the answer to a breach; nothing where it is refused as it must be."""
    before = in_order(entered_before(one.example, one.act))
    clock.now = min([one.act.instant, *(act.instant for act in before)])
    case = opened(procedure, one.example, clock.now)
    for act in before:
        if enter(procedure, case, act, clock, attest="1").status_code != 204:
            return f"{act.step} was not entered"
    position = read_case(case).history.position
    answer = enter(procedure, case, one.act, clock)
    panel = BeautifulSoup(answer.content, "html.parser").find(class_="pl-refusal")
    if answer.status_code != 422 or panel is None:
        return f"not refused: {answer.status_code} {errors(answer)}"
    article = "；".join(shelf().written(basis) for basis in one.rule.basis)
    if article not in panel.get_text() or one.rule.says not in panel.get_text():
        return f"refused without {article}: {panel.get_text(' ', strip=True)}"
    return "" if read_case(case).history.position == position else "a refused act left a record"
