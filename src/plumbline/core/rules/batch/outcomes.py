"""Outcomes of acts as Ibis columns: before, limit, who, carries, interval, for the single record of a judged step."""

from __future__ import annotations

from typing import Any, Final

import ibis

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period
from plumbline.core.clocks.deadline import interval_satisfied
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import Coverage
from plumbline.core.rules.batch.columns import Columns, DayMap, OnlyPlain, Others, People, people_name
from plumbline.core.rules.batch.expressions import Expressions
from plumbline.core.rules.batch.values import FALSE
from plumbline.core.rules.expression import Field
from plumbline.core.rules.rule import Before, Carries, Interval, Limit, Never, Rule, Who
from plumbline.core.vocabulary import Outcome

NONE, SATISFIED, VIOLATED, PENDING, NOT_APPLICABLE, UNDETERMINED, HARD = range(7)
"""Outcome codes: nothing judged, the five outcomes, and «for the plain evaluator»."""

CODE_OF: Final = {
    Outcome.SATISFIED: SATISFIED,
    Outcome.VIOLATED: VIOLATED,
    Outcome.PENDING: PENDING,
    Outcome.NOT_APPLICABLE: NOT_APPLICABLE,
    Outcome.UNDETERMINED: UNDETERMINED,
}


def code(value: int) -> Any:
    """An outcome code as a literal."""
    return ibis.literal(value, type="int8")


def of_truth(truth: Any) -> Any:
    """Satisfied, violated, or undetermined where the truth is null."""
    return ibis.ifelse(
        truth.isnull(), code(UNDETERMINED), ibis.ifelse(truth, code(SATISFIED), code(VIOLATED))
    )


class Acts:
    """Outcomes of one rule that judges acts, at the single record of one of its steps."""

    def __init__(
        self, rule: Rule, expressions: Expressions, calendar: WorkingCalendar, missing: Coverage
    ) -> None:
        self.rule = rule
        self.expressions = expressions
        self.hard: Any = FALSE
        self._calendar = calendar
        self._missing = missing
        self._columns: Columns = expressions.columns
        self._step = expressions.judged

    def outcome(self) -> Any:
        """The outcome of the body alone."""
        match self.rule.body:
            case Before(need=test) | Limit(holds=test):
                return of_truth(self.expressions.truth(test))
            case Carries() as body:
                return self._carries(body)
            case Who() as body:
                return self._who(body)
            case Interval() as body:
                return self._interval(body)
            case Never(at_most=0):
                return code(VIOLATED)
            case Never(at_most=int() as most):
                return self._few(most)
            case _:
                raise OnlyPlain("a number that a figure gives")

    def _few(self, most: int) -> Any:
        """At most so many: no breach while there are no more at all; more are counted by the plain evaluator."""
        c = self._columns
        number: Any = ibis.literal(0)
        for step in self.rule.judged_steps:
            number = number + ibis.ifelse(c.any_of("present", [step]), 1, 0)
        self.hard = self.hard | c.any_of("many", self.rule.judged_steps) | (number > most)
        return code(SATISFIED)

    def _carries(self, body: Carries) -> Any:
        c, step, hidden = self._columns, self._step, self._missing.facts
        lacking: Any = FALSE
        unknown: Any = FALSE
        for name in body.fields:
            absent = c.fact(step, f"f:{name}").isnull()
            if f"{step}.{name}" in hidden:
                unknown = unknown | absent
            else:
                lacking = lacking | absent
        for kind, wanted in (("documents", body.documents), ("recordings", body.recordings)):
            for name in wanted:
                if kind in hidden:
                    unknown = ibis.literal(True)
                    continue
                has = c.derived(step, f"{kind}:{name}", DayMap(kind, lambda _: None), "boolean")
                lacking = lacking | (has.notnull() & ~has)
                unknown = unknown | has.isnull()
        # a null in «lacking» cannot be: each term is a test for null or guarded by one
        rest = ibis.ifelse(unknown, code(UNDETERMINED), code(SATISFIED))
        return ibis.ifelse(lacking, code(VIOLATED), rest)

    def _who(self, body: Who) -> Any:
        c, step = self._columns, self._step
        if "officers" in self._missing.facts:
            return code(UNDETERMINED)
        name = people_name(body)
        spec = People(body.role, body.qualified)
        sure = c.derived(step, name, spec, "int16", suffix=":sure")
        possible = c.derived(step, name, spec, "int16", suffix=":possible")
        # officers that still have to confirm are pending until a gate: the plain evaluator's
        self.hard = self.hard | c.derived(step, name, spec, "boolean", suffix=":hard")
        number = ibis.ifelse(
            sure >= body.at_least,
            code(SATISFIED),
            ibis.ifelse(possible >= body.at_least, code(UNDETERMINED), code(VIOLATED)),
        )
        parts = [number, *(self._others(other, recused=False) for other in body.differs_from)]
        if body.recused_by is not None:
            parts.append(self._others(body.recused_by, recused=True))
        violated = ibis.or_(*[p == VIOLATED for p in parts])
        unknown = ibis.or_(*[p == UNDETERMINED for p in parts])
        joined = ibis.ifelse(
            violated, code(VIOLATED), ibis.ifelse(unknown, code(UNDETERMINED), code(SATISFIED))
        )
        return ibis.ifelse(sure.isnull(), code(UNDETERMINED), joined)

    def _others(self, step: str, *, recused: bool) -> Any:
        """No officer of an earlier act of the step; or none whom an earlier record of it recused."""
        c, name = self._columns, f"{'recused' if recused else 'common'}:{step}"
        spec = Others(step, recused)
        surely = c.derived(self._step, name, spec, "boolean", suffix=":surely")
        perhaps = c.derived(self._step, name, spec, "boolean", suffix=":perhaps")
        covered = SATISFIED if step not in self._missing.steps else UNDETERMINED
        rest = ibis.ifelse(perhaps, code(UNDETERMINED), code(covered))
        return ibis.ifelse(surely, code(VIOLATED), rest)

    def _interval(self, body: Interval) -> Any:
        c, step = self._columns, self._step
        if not self._missing.steps.isdisjoint(body.opens):
            raise OnlyPlain("an opener that the source does not cover")
        if len(body.opens) > 1 or body.match:
            raise OnlyPlain("several openers")
        opener = body.opens[0]
        stands = self.expressions.before(opener)
        source = "eday"
        if body.start is not None:
            if not isinstance(body.start, Field):
                raise OnlyPlain("a computed start")
            own = {"at": "day", "until": "eday", "recorded_on": "rday"}
            source = own.get(body.start.name, f"f:{body.start.name}")
        start = c.fact(opener, source)
        spec = DayMap(source, earliest_day(body.period, self._calendar))
        name = f"earliest:{source}:{body.period.n}:{body.period.unit}"
        earliest = c.derived(opener, name, spec, "int32")
        # beyond the calendar no day is the first lawful one, yet an act before the start is seen to be too early
        self.hard = self.hard | (stands.fill_null(False) & start.notnull() & earliest.isnull())
        met = of_truth(c.fact(step, "day") >= earliest)
        return ibis.ifelse(
            stands.isnull(), code(UNDETERMINED), ibis.ifelse(stands, met, code(NOT_APPLICABLE))
        )


def earliest_day(period: Period, calendar: WorkingCalendar) -> Any:
    """The first day on which an act may stand `period` after a start, by the plain evaluator's own test."""

    def first(start: int) -> int | None:
        try:
            low, high = start, start + 1
            while not interval_satisfied(start, high, period, calendar):
                low, high = high, start + 2 * (high - start)
            while high - low > 1:
                middle = (low + high) // 2
                if interval_satisfied(start, middle, period, calendar):
                    high = middle
                else:
                    low = middle
        except ClockError:
            return None
        return high

    return first
