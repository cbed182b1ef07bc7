"""A procedure ready to work on cases: its rules compiled, its steps known by what they do to a case.

Made once for each procedure, field and division, and shared by all cases: it holds no state of a case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plumbline.core.cases.account_rules import account_rules
from plumbline.core.cases.listed_rules import listed_rules
from plumbline.core.cases.reserved import CANCEL_OPENING
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import JOIN_STEP, LEAD_CASE, Case, order
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.procedures.judging import rule_set
from plumbline.core.rules.evaluate_one import CompiledRules, Figures
from plumbline.core.rules.explanation import Explainer, Explanation
from plumbline.core.rules.rule import Clock, Rule, Who
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import CONCERNED, Stream, ValueType


@dataclass(frozen=True, slots=True)
class Docket:
    """`guards` are, by step, the rules that judge an act of it (clocks apart); `after_end` what may follow the end.

    `versions` are the versions of each rule, by its id, those of the organ's recording list and of the
    account of a fine among them.
    """

    procedure: Procedure
    calendar: WorkingCalendar
    compiled: CompiledRules
    explainer: Explainer
    guards: dict[str, frozenset[str]]
    clocks: frozenset[str]
    after_end: frozenset[str]
    order: dict[str, int]
    figures: Figures
    divisions: tuple[str, ...]
    versions: dict[str, tuple[Rule, ...]]

    @property
    def supervises(self) -> bool:
        """Whether its cases are the supervision of an organ: a step of them is a supervisor's."""
        return any(step.role == "supervisor" for step in self.procedure.steps.values())

    @property
    def is_confided(self) -> bool:
        """Whether its cases hold what somebody told of an organ: the supervising body's own, named apart from it."""
        return CONCERNED in self.procedure.attributes

    @property
    def leads(self) -> bool:
        """Whether its cases lead the district's rule-of-law work: a step of them is the rule-of-law office's."""
        return any(step.role == "rule_of_law_office" for step in self.procedure.steps.values())

    @property
    def publishes(self) -> bool:
        """Whether its records make something public or take it back."""
        return self.procedure.id == "disclosure"

    def judge(
        self, case: Case, now: int, officers: OfficerRegister | None, only: frozenset[str] | None = None
    ) -> list[Verdict]:
        """The verdicts of the rules, or of `only` these."""
        return self.compiled.judge(case, now, officers, only)

    def explain(self, case: Case, verdict: Verdict, now: int) -> Explanation | None:
        """Why a verdict just given says what it says."""
        return self.explainer.explain(case, verdict, now)

    def rule_on(self, rule: str, day: int) -> Rule:
        """The version of a rule in force on a day, else its last one."""
        versions = self.versions[rule]
        return next((one for one in versions if one.from_day <= day <= one.to_day), versions[-1])

    def step(self, step: str) -> Step | None:
        """The step of that id."""
        return self.procedure.steps.get(step)

    def actors(self, step: Step) -> int:
        """How many act together in the step: what the pack says of it, or more where a rule on it asks for them."""
        asked = (
            one.body.at_least
            for one in self.procedure.rules
            if isinstance(one.body, Who) and step.id in one.body.steps
        )
        return max(step.actors, *asked, 1)

    def since(self, case: Case) -> tuple[int, int]:
        """After which (day, seq) acts belong to the run of the case that counts now: its last re-opening, if any."""
        again = (order(one) for step in self.procedure.reopens for one in case.by_step.get(step, ()))
        return max(again, default=(-1, -1))

    def begin_of(self, case: Case) -> Record | None:
        """The first act with which its main line begins, such as the filing; None before it."""
        line = self.procedure.main_line
        return next(iter(case.by_step.get(line[0], ())), None) if line else None

    def end_of(self, case: Case) -> Record | None:
        """The record that ended the case, None while it is open, or once it was taken up again."""
        steps = case.by_step
        since = self.since(case)
        ends = [
            record for step in self.procedure.ends for record in steps.get(step, ()) if order(record) > since
        ]
        joined = (one for one in steps.get(JOIN_STEP, ()) if one.fields.get(LEAD_CASE))
        return min((*ends, *joined, *steps.get(CANCEL_OPENING, ())), key=order, default=None)


def make_docket(
    procedure: Procedure, calendar: WorkingCalendar, figures: Figures, divisions: Sequence[str] = ()
) -> Docket:
    """The docket of a procedure; `divisions` from the most general to the most specific."""
    rules = rule_set(procedure)
    guards: dict[str, set[str]] = {step: set() for step in procedure.steps}
    clocks = set()
    versions: dict[str, tuple[Rule, ...]] = {}
    for rule in procedure.rules:
        versions[rule.id] = (*versions.get(rule.id, ()), rule)
        if rule.over is not Stream.CASE:
            continue
        if isinstance(rule.body, Clock):
            clocks.add(rule.id)
        else:
            for step in rule.judged_steps:
                guards.setdefault(step, set()).add(rule.id)
    beside = (*listed_rules(procedure), *account_rules(procedure))
    versions |= {rule.id: (rule,) for rule in beside}
    told = replace(rules, rules=(*rules.rules, *beside))
    return Docket(
        procedure,
        calendar,
        CompiledRules(rules, calendar, figures, divisions),
        Explainer(told, calendar, figures, divisions, _dates(procedure)),
        {step: frozenset(ids) for step, ids in guards.items()},
        frozenset(clocks),
        _after_end(procedure),
        {step: place for place, step in enumerate(procedure.steps)},
        figures,
        tuple(divisions),
        versions,
    )


def _dates(procedure: Procedure) -> frozenset[str]:
    """Names of fields and attributes that hold dates, which explanations show as such."""
    fields = [field for step in procedure.steps.values() for field in step.fields.values()]
    attributes = [attribute.definition for attribute in procedure.attributes.values()]
    return frozenset(one.name for one in (*fields, *attributes) if one.type is ValueType.DATE)


def _after_end(procedure: Procedure) -> frozenset[str]:
    """Steps that may follow the end of a case: what takes it up again; what the pack names as done afterwards too; what
    discharges, opens or moves a clock that survives it.
    """
    found: set[str] = {*procedure.reopens, *procedure.afterwards}
    for rule in procedure.rules:
        if isinstance(rule.body, Clock) and rule.body.survives:
            body = rule.body
            found |= {*body.discharges, *body.restart, *(extension.step for extension in body.extensions)}
            found |= {step for span in body.excludes for step in (span.start, span.end)}
    return frozenset(found)
