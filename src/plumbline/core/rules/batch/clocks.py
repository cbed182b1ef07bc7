"""Outcomes of clocks as Ibis columns, for openers, discharges and pauses that occur at most once in the case.

The due day is a column that the builder computed with the plain evaluator's own function. Extensions and restarts only
ever move a due day later (but for `sets`), so a discharge in time for the plain due day is in time whatever they say;
every other case with one of them is left to the plain evaluator.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import ibis

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.rules.batch.columns import DayMap, FirstAfter, OnlyPlain
from plumbline.core.rules.batch.due_columns import DueColumns
from plumbline.core.rules.batch.outcomes import (
    HARD,
    NOT_APPLICABLE,
    PENDING,
    SATISFIED,
    UNDETERMINED,
    VIOLATED,
    code,
)
from plumbline.core.rules.batch.values import FALSE
from plumbline.core.rules.rule import Until

_HOUR = 3_600_000_000


class Act(NamedTuple):
    """The act that discharges or ends: whether there is one, and when; instants only for terms in hours."""

    there: Any
    day: Any
    seq: Any
    rday: Any
    us: Any = None
    last: Any = None
    rec: Any = None


class ClockOutcome(NamedTuple):
    """Columns of a clock: outcome code, due day, days over, whether the discharge was entered late.

    `moved`: an extension or a restart is on record, so that the due day may be another, whatever the outcome.
    """

    outcome: Any
    due: Any
    days_over: Any
    late_entry: Any
    moved: Any


class Clocks(DueColumns):
    """The outcome of one clock at the single record of one opening step."""

    def outcome(self) -> ClockOutcome:
        """The columns of this clock."""
        clock = self._clock
        if isinstance(clock.term, Period) and clock.term.unit is Unit.HOURS:
            hours = self._hours(clock.term.n)
            return hours._replace(outcome=ibis.ifelse(self._unknowns(), code(UNDETERMINED), hours.outcome))
        due0 = self._due()
        due, suspended = self._paused(due0)
        sure = self._first(clock.discharges, by_day=False)
        end = self._first(self._ends, by_day=True)
        moved = self._moved()
        judged = self._settle(due0, due, suspended, sure, end, moved)
        unknown = self._unknowns()
        outcome = ibis.ifelse(unknown, code(UNDETERMINED), self._by_figure(judged.outcome))
        return judged._replace(outcome=outcome)

    def _by_figure(self, outcome: Any) -> Any:
        """Where a figure gives the length: not applicable while unset, undetermined while unknown."""
        if self.unset is None:
            return outcome
        known = ibis.ifelse(self.known, outcome, code(UNDETERMINED))
        return ibis.ifelse(self.unset, code(NOT_APPLICABLE), known)

    def _moved(self) -> Any:
        """Whether an extension, a restart or a bar is on record: then only a plain «in time» is settled here."""
        clock, c = self._clock, self._c
        steps = {e.step for e in clock.extensions} | set(clock.restart)
        if not steps:
            return FALSE
        return c.any_of("present", steps)

    # acts that settle it

    def _first(self, steps: tuple[str, ...], *, by_day: bool, instants: bool = False) -> Act:
        """The first of several single records that follow the opener; `by_day` orders by (day, seq) only."""
        if not steps:
            null = ibis.null("int64")
            return Act(FALSE, ibis.null("int32"), null, ibis.null("int32"), null, null, null)
        self._expressions.reads |= set(steps)
        match = () if by_day else self._clock.match
        spec = FirstAfter(self._opener, steps, match, by_day, instants)
        name = f"first:{'+'.join(steps)}:{'+'.join(match)}:{int(by_day)}{int(instants)}"

        def column(suffix: str, kind: str) -> Any:
            return self._c.derived(self._opener, name, spec, kind, suffix=suffix)

        if match:
            self.hard = self.hard | column(":unmatched", "boolean")
        return Act(
            column(":there", "boolean"),
            column(":day", "int32"),
            column(":seq", "int64"),
            column(":rday", "int32"),
            *(column(f":{name}", "int64") for name in ("us", "last", "rec") if instants),
        )

    # outcomes

    def _unknowns(self) -> Any:
        """An unknown start or match field of the opener."""
        c, unknown = self._c, FALSE
        clock = self._clock
        for name in clock.match:
            unknown = unknown | c.fact(self._opener, f"f:{name}").isnull()
        if clock.start is not None:
            unknown = unknown | c.fact(self._opener, self._source(clock.start)).isnull()
        if isinstance(clock.term, Until):
            unknown = unknown | self._until(clock.term.day).isnull()
        return unknown

    def _settle(self, due0: Any, due: Any, suspended: Any, sure: Act, end: Act, moved: Any) -> ClockOutcome:
        first = (sure.day < end.day) | ((sure.day == end.day) & (sure.seq <= end.seq))
        discharged = sure.there & (~end.there | first.fill_null(False))
        ended = end.there & ~discharged
        in_time = suspended | (sure.day <= due)
        when_discharged = ibis.ifelse(in_time, code(SATISFIED), code(VIOLATED))
        when_ended = ibis.ifelse(suspended | (end.day <= due), code(NOT_APPLICABLE), code(VIOLATED))
        when_open = ibis.ifelse(suspended | (due >= self._now_day), code(PENDING), code(VIOLATED))
        outcome = ibis.ifelse(discharged, when_discharged, ibis.ifelse(ended, when_ended, when_open))
        until = ibis.ifelse(discharged, sure.day, ibis.ifelse(ended, end.day, ibis.literal(self._now_day)))
        late = ~suspended & discharged & (sure.rday > due) & (sure.day <= due)
        # what rests on a pause entered too late is told; where nothing is discharged only a walk tells it
        rests = self.paused_late & (until > due0)
        late = late | (rests & discharged)
        outcome = ibis.ifelse(rests & outcome.isin([PENDING, NOT_APPLICABLE]), code(HARD), outcome)
        # a date that is set, and a restart of a period that began on a later date, may bring the due day forward
        earlier = any(e.sets is not None for e in self._clock.extensions)
        earlier = earlier or (bool(self._clock.restart) and self._clock.start is not None)
        plainly = FALSE if earlier else discharged & (sure.day <= due0) & (sure.rday <= due0)
        outcome = ibis.ifelse(moved & ~plainly, code(HARD), outcome)
        beyond = due0.isnull() | (due.isnull() & ~suspended)
        outcome = ibis.ifelse(beyond, code(UNDETERMINED), self._uncovered(outcome, ~discharged & ~ended))
        over = ibis.ifelse(outcome == VIOLATED, until - due, ibis.null("int32"))
        return ClockOutcome(outcome, due, over, late.fill_null(False), moved)

    def _uncovered(self, outcome: Any, still_open: Any) -> Any:
        """What the source leaves out turns a breach, or anything not settled, to undetermined."""
        missing, clock = self._missing.steps, self._clock
        if not missing.isdisjoint(clock.discharges):
            settled = outcome.isin([SATISFIED, NOT_APPLICABLE, HARD])
            return ibis.ifelse(settled, outcome, code(UNDETERMINED))
        pausing = {e.step for e in clock.extensions} | set(clock.restart)
        pausing |= {s for e in clock.excludes for s in (e.start, e.end)}
        if not missing.isdisjoint(pausing):
            return ibis.ifelse(outcome == VIOLATED, code(UNDETERMINED), outcome)
        if not missing.isdisjoint(self._ends):
            # the case may have ended without telling
            return ibis.ifelse((outcome == VIOLATED) & still_open, code(UNDETERMINED), outcome)
        return outcome

    def _hours(self, n: int) -> ClockOutcome:
        """A term in hours: an act of day precision is an interval, and unknown where that decides."""
        c, opener, clock = self._c, self._opener, self._clock
        if clock.start is not None or clock.extensions or clock.excludes or clock.restart:
            raise OnlyPlain("an adjusted term in hours")
        exact, low = c.fact(opener, "epr"), c.fact(opener, "eus")
        day_end = DayMap("eday", lambda day: self._calendar.midnight(day + 1) - 1, "int64")
        high = ibis.ifelse(exact, low, c.derived(opener, "end_of:eday", day_end, "int64"))
        c.fact(opener, "eday")
        sure = self._first(clock.discharges, by_day=False, instants=True)
        end = self._first(self._ends, by_day=True, instants=True)
        first = (sure.day < end.day) | ((sure.day == end.day) & (sure.seq <= end.seq))
        discharged = sure.there & (~end.there | first.fill_null(False))
        term, now = n * _HOUR, self._now_instant

        def within(act: Act, in_time: int) -> Any:
            late = ibis.ifelse(act.us > high + term, code(VIOLATED), code(UNDETERMINED))
            return ibis.ifelse(act.last <= low + term, code(in_time), late)

        still = ibis.ifelse(
            low + term >= now,
            code(PENDING),
            ibis.ifelse(high + term < now, code(VIOLATED), code(UNDETERMINED)),
        )
        ended = ibis.ifelse(end.there, within(end, NOT_APPLICABLE), still)
        outcome = ibis.ifelse(discharged, within(sure, SATISFIED), ended)
        outcome = self._uncovered(outcome, ~discharged & ~end.there)
        local = DayMap("eus", lambda us: self._calendar.local_day(us + term))
        due = ibis.ifelse(
            exact,
            c.derived(opener, f"due:eus:{n}:hours", local, "int32"),
            c.derived(
                opener,
                f"due:eday:{n}:hours",
                DayMap(
                    "eday", lambda day: self._calendar.local_day(self._calendar.midnight(day + 1) - 1 + term)
                ),
                "int32",
            ),
        )
        until = ibis.ifelse(
            discharged, sure.day, ibis.ifelse(end.there, end.day, ibis.literal(self._now_day))
        )
        over = ibis.ifelse(outcome == VIOLATED, until - due, ibis.null("int32"))
        late = discharged & (sure.rec > high + term) & (outcome == SATISFIED)
        return ClockOutcome(outcome, due, over, late.fill_null(False), FALSE)
