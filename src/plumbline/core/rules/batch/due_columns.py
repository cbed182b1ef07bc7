"""The due day of a clock as a column, computed by the builder with the plain evaluator's own function."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import LAST_CIVIL_DAY, date_of, day_of
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.clocks.deadline import due_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import Coverage
from plumbline.core.rules.batch.columns import Columns, DayMap, FigureDue, OnlyPlain, PausedDue
from plumbline.core.rules.batch.expressions import Expressions
from plumbline.core.rules.batch.paused import of_own_fields
from plumbline.core.rules.batch.values import FALSE
from plumbline.core.rules.closures import past_of
from plumbline.core.rules.expression import Expression, Field
from plumbline.core.rules.rule import ByDate, Clock, FigurePeriod, Rule, Until

_OWN = {"at": "day", "until": "eday", "recorded_on": "rday"}


class DueColumns:
    """The due day of one clock at the single record of one opening step, with at most one pause."""

    def __init__(
        self,
        rule: Rule,
        clock: Clock,
        expressions: Expressions,
        calendar: WorkingCalendar,
        missing: Coverage,
        ends: tuple[str, ...],
        now: tuple[int, int],
    ) -> None:
        self._rule = rule
        self._clock = clock
        self._expressions = expressions
        self._c: Columns = expressions.columns
        self._opener = expressions.judged
        self._calendar = calendar
        self._missing = missing
        self._ends = () if clock.survives else ends
        self._now_instant, self._now_day = now
        self.hard: Any = FALSE
        self.unset: Any | None = None
        self.known: Any | None = None
        self.paused_late: Any = FALSE

    def _source(self, expression: Expression | None) -> str:
        if expression is None:
            return "eday"
        if isinstance(expression, Field):
            return _OWN.get(expression.name, f"f:{expression.name}")
        raise OnlyPlain("a computed start")

    def _until(self, day: Expression) -> Any:
        """A stated or computed last day; null where it is not known."""
        if isinstance(day, Field):
            return self._c.fact(self._opener, self._source(day))
        pair = self._expressions.value(day)
        past = past_of(day)
        if past is not None:  # no record, or one that only may stand before, tells no day
            known = FALSE if past.step in self._missing.steps else self._expressions.before(past.step)
            pair = pair._replace(value=ibis.ifelse(known, pair.value, ibis.null("int32")))
        return pair.value if pair.none is None else ibis.ifelse(pair.none, ibis.null("int32"), pair.value)

    def _due(self) -> Any:
        term, c, opener = self._clock.term, self._c, self._opener
        if isinstance(term, Until):
            return self._until(term.day)
        source = self._source(self._clock.start)
        c.fact(opener, source)
        if isinstance(term, ByDate):
            name = f"due:{source}:by:{term.month:02d}-{term.day:02d}"
            return c.derived(opener, name, DayMap(source, by_date(term)), "int32")
        if isinstance(term, FigurePeriod):
            return self._figure_due(term, source)
        name = f"due:{source}:{term.n}:{term.unit}:{int(term.roll)}"
        return c.derived(opener, name, DayMap(source, term_day(term, self._calendar)), "int32")

    def _figure_due(self, term: FigurePeriod, source: str) -> Any:
        if term.unit is Unit.HOURS:
            raise OnlyPlain("a term in hours that a figure gives")
        asked = self._expressions.figure_day()
        self._c.fact(self._opener, asked)
        spec = FigureDue(term.figure, source, term.unit, term.roll, asked)
        name = f"due:{source}:figure:{term.figure}:{asked}:{term.unit}:{int(term.roll)}"
        self.unset = self._c.derived(self._opener, name, spec, "boolean", suffix=":unset")
        self.known = self._c.derived(self._opener, name, spec, "boolean", suffix=":known")
        return self._c.derived(self._opener, name, spec, "int32")

    def _paused(self, due0: Any) -> tuple[Any, Any]:
        """The due day moved by at most one pause, and whether it is suspended.

        `paused_late` tells a pause that was entered only after the due day that stood without it.
        """
        clock, c = self._clock, self._c
        if not clock.excludes:
            return due0, FALSE
        term = clock.term
        if not isinstance(term, Period):
            raise OnlyPlain("a pause of a fixed date")
        begun: Any = ibis.literal(0)
        for exclusion in clock.excludes:
            if exclusion.condition is not None and not of_own_fields(exclusion.condition):
                raise OnlyPlain("a pause whose condition reads more than fields of its own act")
            begun = begun + ibis.ifelse(c.any_of("present", [exclusion.start]), 1, 0)
            self._expressions.reads |= {exclusion.start, exclusion.end}
        if len(clock.excludes) > 1:
            self.hard = self.hard | (begun > 1)
        due, suspended = due0, FALSE
        for number, exclusion in enumerate(clock.excludes):
            source = self._source(clock.start)
            spec = PausedDue(
                self._opener,
                source,
                f"due:{source}:{term.n}:{term.unit}:{int(term.roll)}",
                term.n,
                term.unit,
                term.roll,
                exclusion,
                clock.match,
            )
            c.fact(exclusion.start, "rday")
            for step in (exclusion.start, exclusion.end):
                c.fact(step, "day")
                c.fact(step, "seq")
                for name in clock.match:
                    c.fact(step, f"f:{name}")
            for name in clock.match:
                c.fact(self._opener, f"f:{name}")
            name = f"paused:{self._rule.id}:{number}"
            here = c.any_of("present", [exclusion.start])
            moved = c.derived(self._opener, name, spec, "int32")
            stopped = c.derived(self._opener, name, spec, "boolean", suffix=":suspended")
            late = c.derived(self._opener, name, spec, "boolean", suffix=":late")
            self.paused_late = self.paused_late | (here & late)
            due = ibis.ifelse(here, moved, due)
            suspended = ibis.ifelse(here, stopped, suspended)
        return due, suspended


def term_day(term: Period, calendar: WorkingCalendar) -> Any:
    """The unadjusted due day of a start day; None beyond the calendar."""

    def due(start: int) -> int | None:
        try:
            return due_day(start, term, calendar).day
        except ClockError:
            return None

    return due


def by_date(term: ByDate) -> Any:
    """That month and day of the year after a start day."""

    def due(start: int) -> int | None:
        year = date_of(start).year + 1
        return LAST_CIVIL_DAY if year > date.max.year else day_of(date(year, term.month, term.day))

    return due
