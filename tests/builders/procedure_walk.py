"""What a walk of every procedure enters: people long at their desks, the worked examples, their forms, their breaches.

The generated walks take it from here, that of the test client (`pages/casework/test_every_procedure`) and that of a
real Chromium (`builders/browser_walk`), so that both send the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.builders.desk import HEAD, ORGAN, QIN
from tests.builders.desk_pages import desk_of, part
from tests.builders.signing_in import account
from tests.builders.worked_examples import packs, plain, procedures, told

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
from plumbline.core.rules.rule import Rule, Who
from plumbline.core.vocabulary import Outcome, ValueType

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
    """The instant at which a page is asked, in µs."""

    now: int = 0


def settle_colleagues() -> None:
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


def who_does(procedure: str, step: str) -> Person:
    """Somebody in the role that the step wants."""
    wanted = shelf().docket(procedure).procedure.steps[step].role or "officer"
    word = "officer" if wanted in OUTSIDE_ROLES else SAME_ROLE.get(wanted, wanted)
    return DESKS["government_leader" if word == "government_head" else word]


def typed(definition: FieldDefinition, value: Value) -> str:
    """What a person types for a value."""
    if definition.type is ValueType.BOOL:
        return "1" if value else "0"
    if definition.type is ValueType.DATE and isinstance(value, int):
        return date_of(value).isoformat()
    if definition.type is ValueType.INSTANT and isinstance(value, int):
        return local_minute(value)
    return str(value)


def made(definition: FieldDefinition, at: int) -> str:
    """A value for a field of which an example says nothing: of its type and no more, and no to every question."""
    by_type = {
        ValueType.BOOL: "0",
        ValueType.DATE: local_minute(at)[:10],
        ValueType.INSTANT: local_minute(at),
        ValueType.TIME: "09:30",
        ValueType.INT: "1",
        ValueType.NUMBER: "1",
        ValueType.MONEY: "1.00",
    }
    return definition.options[0] if definition.options else by_type.get(definition.type, "测试")


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
        if definition.required:  # examples say nothing that is personal, and no more than their rules ask
            form[f"f_{name}"] = made(definition, act.instant)
    for name, value in act.fields.items():
        if value is not None and name in step.fields:
            form[f"f_{name}"] = typed(step.fields[name], value)
    return form


def others_of(act: Record) -> tuple[str, ...]:
    """Who acted too, by number."""
    return OFFICERS[1 : len(act.by or ()) if act.by else 1]


def enter(procedure: str, case: str, act: Record, clock: Clock, **more: str) -> Any:
    """The act sent through its form when the example enters it."""
    clock.now = max(act.recorded_at, act.instant)
    form = sent(case, act, others_of(act))
    return part(desk_of(who_does(procedure, act.step)), f"/cases/{case}/act/{act.step}/", {**form, **more})


def in_order(records: Iterable[Record]) -> list[Record]:
    """Acts as they were entered."""
    return sorted((one for one in records if not one.deemed), key=lambda one: (one.recorded_at, one.seq))


def outcomes(example: Example) -> set[Outcome]:
    """What its rules say of an example."""
    return {one.outcome for found in example.expect.values() for one in found}


def lawful(procedure: str) -> Example:
    """The longest example in which nothing is against the law."""
    against = {Outcome.VIOLATED, Outcome.UNDETERMINED}
    found = [one for one in packs().examples(procedure) if plain(one) and not outcomes(one) & against]
    return max(found, key=lambda one: len(one.records))


@dataclass(frozen=True, slots=True)
class Breach:
    """An act of an example that a blocking rule refuses."""

    example: Example
    rule: Rule
    act: Record


def all_breaches(procedure: str) -> Iterator[Breach]:
    """Every act of the examples that a form can make and a blocking rule refuses.

    Figures that an example supposes are not the desk's. Of rules on who acts, those on the number: who else may sit at
    a desk is asked of the core, and of its accounts by the access matrix.
    """
    for example, docket, rule_id, act, outcome in told(procedure):
        rule = next(one for one in docket.procedure.rules if one.id == rule_id)
        if isinstance(rule.body, Who) and len(act.by or ()) >= rule.body.at_least:
            continue
        if outcome is Outcome.VIOLATED and rule.blocks and not example.figures:
            yield Breach(example, rule, act)


def breaches(procedure: str) -> list[Breach]:
    """The first breach of each kind of blocking rule."""
    found: dict[str, Breach] = {}
    for one in all_breaches(procedure):
        found.setdefault(type(one.rule.body).__name__, one)
    return list(found.values())
