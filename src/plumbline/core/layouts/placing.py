"""Which records of a case the facts of a row become, and which facts a case gives for a row.

A row of a layout tells of a decision or an act that another system holds. Its case here has the acts that the row
tells with their days and nothing else: every other step of the procedure is not covered, hence unknown, never missing.
Facts that the pack has no field for stand in the record under `LAYOUT`, sealed ones beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.layouts.facts import FACTS, Kind
from plumbline.core.layouts.layout import FactValue, Layout
from plumbline.core.ledger.canonical import Json

LAYOUT: Final = "_layout"
"""Field of a record: {id, facts}: the layout it came in, and facts of the row that the pack has no field for."""
OF_OFFICERS: Final = ("officers", "certificates")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One record that a row becomes: its step, when, and which facts are fields of the step."""

    step: str
    at: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """Field of the step → fact."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Field of the step → the value it has whenever such a row comes."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where rows of one kind of act go: the procedure, the facts of number and title, the records in order.

    `main` is the step whose record holds what the pack has no field for.
    """

    procedure: str
    number: tuple[str, ...]
    title: tuple[str, ...]
    main: str
    steps: tuple[StepRow, ...]


PLACINGS: Final[Mapping[str, Placing]] = MappingProxyType(
    {
        "penalty": Placing(
            "penalty.ordinary",
            ("number",),
            ("violation", "title", "act_name"),
            "decide",
            (
                StepRow("file_case", "filed_on"),
                StepRow("legal_review", "reviewed_on"),
                StepRow("collective_discussion", "discussed_on"),
                StepRow(
                    "decide",
                    "decided_on",
                    {"fine": "fine", "confiscated": "confiscated"},
                    {"outcome": "penalty"},
                ),
                StepRow("close_archive", "closed_on"),
            ),
        ),
        "permit": Placing(
            "permit",
            ("number",),
            ("title", "permit_document", "certificate_name"),
            "decide",
            (StepRow("decide", "decided_on", {}, {"result": "granted"}),),
        ),
        "inspection": Placing(
            "inspection",
            ("act_number",),
            ("act_name",),
            "inspect",
            (
                StepRow("inspect", "inspected_at", {"site": "business_address"}),
                StepRow("record", "inspected_at", {}, {}),
            ),
        ),
        "ticket": Placing(
            "hotline.ticket",
            ("ticket_number",),
            (),
            "pass_on",
            (
                StepRow("pass_on", "passed_on", {"kind": "ticket_kind", "due_on": "due_on"}),
                StepRow("settle", "settled_on", {"result": "ticket_result"}),
            ),
        ),
        "petition": Placing(
            "petition.matter",
            ("matter_number",),
            (),
            "pass_on",
            (
                StepRow("pass_on", "passed_on", {"kind": "matter_kind", "due_on": "due_on"}),
                StepRow("inform", "informed_on"),
                StepRow("answer", "answered_on", {"result": "matter_result"}),
            ),
        ),
        "coercion": Placing(
            "compulsory.measure",
            ("act_number",),
            ("act_name",),
            "impose",
            (StepRow("impose", "imposed_on"),),
        ),
    }
)
_FINDINGS: Final = {"1": "no_problem", "2": "problem"}
PARTY: Final = {
    "party_name": "party_name",
    "party_number": "party_number",
    "representative": "party_representative",
    "registered_address": "party_address",
}
"""Facts that are personal values of the opening, as the desk names them."""


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A record to be made: its step, its time as text, values of its fields as text, what is kept beside them."""

    step: str
    at: str
    fields: Mapping[str, str]
    kept: Mapping[str, Json] = field(default_factory=dict)
    sealed: Mapping[str, Json] = field(default_factory=dict)
    officers: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A case as a row tells of it."""

    procedure: str
    number: str
    title: str
    party: Mapping[str, str]
    steps: tuple[PlacedStep, ...]


def place(layout: Layout, facts: Mapping[str, FactValue]) -> Placed:
    """The case and records that the facts of a row become."""
    placing = PLACINGS[layout.act]
    fields_of = {step.step: _fields(layout, step, facts) for step in placing.steps}
    done = [step for step in placing.steps if step.at in facts]
    taken = {fact for step in done for fact in (step.at, *step.fields.values())}
    taken |= PARTY.keys() & facts.keys()
    rest = {
        name: value for name, value in facts.items() if name not in taken or FACTS[name].kind is Kind.STAMP
    }
    sealed = {name: written(value) for name, value in rest.items() if FACTS[name].sealed}
    kept = {name: written(value) for name, value in rest.items() if name not in sealed}
    steps = []
    for step in placing.steps:
        if step.at not in facts:
            continue
        is_main = step.step == placing.main
        noted: dict[str, Json] = {"id": layout.id, "facts": kept} if is_main else {"id": layout.id}
        officers = str(facts.get("officers", "")) if step.step == "inspect" else ""
        steps.append(
            PlacedStep(
                step.step,
                shown(facts[step.at]),
                fields_of[step.step],
                noted,
                sealed if is_main else {},
                officers,
            )
        )
    return Placed(
        placing.procedure,
        _first(facts, placing.number),
        _first(facts, placing.title)[:100] or layout.title,
        {PARTY[name]: str(facts[name]) for name in PARTY if name in facts},
        tuple(steps),
    )


def covered(layout: Layout) -> frozenset[str]:
    """The steps that rows of the layout can tell of; all others of the procedure are unknown."""
    return frozenset(step.step for step in PLACINGS[layout.act].steps if step.at in layout.facts)


def gathered(
    act: str,
    steps: Mapping[str, tuple[str, Mapping[str, Json]]],
    kept: Mapping[str, Json],
    sealed: Mapping[str, Json],
    party: Mapping[str, Json],
) -> dict[str, FactValue]:
    """The facts that a case gives: `steps` are the last record of each step (time as text, fields), by step.

    `kept` and `sealed` are what stood beside the fields, `party` the personal values of the opening.
    """
    placing = PLACINGS[act]
    found: dict[str, FactValue] = {}
    for own, fact in ((PARTY[name], name) for name in PARTY):
        if party.get(own):
            found[fact] = str(party[own])
    for row in placing.steps:
        if row.step not in steps:
            continue
        at, fields = steps[row.step]
        found[row.at] = read_back(row.at, at)
        for name, fact in row.fields.items():
            if fields.get(name) not in (None, ""):
                found[fact] = read_back(fact, str(fields[name]))
    for name, value in (*kept.items(), *sealed.items()):
        if name in FACTS and value is not None:
            found[name] = value if isinstance(value, bool) else read_back(name, str(value))
    return found


def written(value: FactValue) -> Json:
    """A fact as a record keeps it."""
    return value if isinstance(value, bool) else shown(value)


def shown(value: FactValue) -> str:
    """A fact as text: money with two decimals, days as 2026-03-02."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return date_of(value).isoformat() if isinstance(value, int) else value


def read_back(name: str, text: str) -> FactValue:
    """A fact from the text under which a record keeps it."""
    match FACTS[name].kind:
        case Kind.DAY:
            return parse_day(text[:10])
        case Kind.MONEY:
            return Decimal(text)
        case Kind.STAMP:
            return text[:19].replace("T", " ")
        case _:
            return text


def _fields(layout: Layout, step: StepRow, facts: Mapping[str, FactValue]) -> dict[str, str]:
    found = dict(step.fixed)
    if layout.act == "penalty" and step.step == "decide" and facts.get("no_penalty") is True:
        found["outcome"] = "no_penalty"
    if layout.act == "inspection" and step.step == "record":
        result = str(facts.get("inspection_result", ""))
        found["finding"] = _FINDINGS.get(result, "awaiting_test")
    for name, fact in step.fields.items():
        if fact in facts:
            found[name] = shown(facts[fact])
    return found


def _first(facts: Mapping[str, FactValue], names: tuple[str, ...]) -> str:
    return next((str(facts[name]) for name in names if name in facts), "")
