"""When an obligation falls due: its term with extensions, pauses and restarts, doubts taken short and long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import FIRST_CIVIL_DAY, LAST_CIVIL_DAY, date_of, day_of
from plumbline.core.clocks.counting import Period, Span
from plumbline.core.clocks.deadline import Due, due_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import Case, order
from plumbline.core.facts.record import NOTHING_RECORDED, Record, follows
from plumbline.core.rules.closures import Test
from plumbline.core.rules.compile_one import Compiler
from plumbline.core.rules.entered_late import Counts, entered_late, every_record
from plumbline.core.rules.pairing import by_role, matching, records_of
from plumbline.core.rules.rule import ByDate, Clock, Extension, FigurePeriod, Until

Terms: TypeAlias = Period | Until | ByDate | FigurePeriod
_FAR = 9999
_FAR_DAY = 2**30
_KNOWN = 4_096
"""Due days that a clock remembers: its obligations begin on much the same days."""


class Dues(NamedTuple):
    """Due day with every doubt taken short and long; None while suspended."""

    low: int | None
    high: int | None
    suspended_since: int | None = None


def _remembered(calendar: WorkingCalendar) -> Callable[[int, Period], Dues]:
    """Due days that nothing moves: the terms of one clock differ in their number alone."""
    known: dict[tuple[int, int], Dues] = {}

    def find(start: int, term: Period) -> Dues:
        key = start, term.n
        found = known.get(key)
        if found is None:
            due = due_day(start, term, calendar).day
            if len(known) >= _KNOWN:
                known.clear()
            found = known[key] = Dues(due, due)
        return found

    return find


def _stated(record: Record, spec: Extension) -> bool:
    """Whether nothing of an extension is left in doubt: who granted it, and how far it reaches."""
    role = by_role(record, spec)
    if role is False:
        return True
    reach = spec.amount if spec.sets is None else spec.sets
    said = record.fields.get(reach) if isinstance(reach, str) else reach
    return role is True and (isinstance(said, int) if spec.sets is not None else said is not None)


def _none_late(
    moving: Sequence[Record],
    plain: Callable[[int, Period], Dues],
    calendar: WorkingCalendar,
    began: tuple[int, Terms],
    decided: int,
) -> bool:
    """Whether the term as it began is enough, or everything was entered while it ran: so with nearly all."""
    start, term = began
    if not isinstance(term, Period) or any(r.recorded_at == NOTHING_RECORDED for r in moving):
        return False
    try:
        due = plain(start, term).low
    except ClockError:
        return True  # what cannot be counted is not told, as in `late_records`
    if due is None or decided <= due:
        return True
    end = calendar.midnight(due + 1)
    return all(r.recorded_at < end for r in moving)


class DueDays:
    """Finds the due days of the obligations of one clock."""

    __slots__ = ("_calendar", "_clock", "_conditions", "_movers", "_until", "plain")

    def __init__(self, clock: Clock, compiler: Compiler, calendar: WorkingCalendar) -> None:
        self._clock = clock
        self._calendar = calendar
        self._movers = frozenset(
            {*clock.restart, *(e.step for e in clock.extensions), *(e.start for e in clock.excludes)}
        )
        self.plain = _remembered(calendar)
        self._until = compiler.value(clock.term.day) if isinstance(clock.term, Until) else None
        self._conditions: list[Test | None] = [
            compiler.test(e.condition) if e.condition is not None else None for e in clock.excludes
        ]

    def find(
        self,
        case: Case,
        opener: Record,
        start: int,
        term: Terms,
        sure: Record | None,
        counts: Counts = every_record,
    ) -> Dues | None:
        """The due days of the obligation, restarts included; None where the term is not known.

        Of the records that move a due day only those that `counts` tells are read.
        """
        if isinstance(term, Period) and not self.may_move(case):
            return self.plain(start, term)
        if isinstance(term, Until):
            day = self._until(case, opener) if self._until is not None else None
            return self._moved(case, opener, day, counts) if isinstance(day, int) else None
        if isinstance(term, ByDate):
            year = date_of(min(max(start, FIRST_CIVIL_DAY), LAST_CIVIL_DAY)).year + 1
            last = LAST_CIVIL_DAY if year > date.max.year else day_of(date(year, term.month, term.day))
            return self._moved(case, opener, last, counts)
        assert isinstance(term, Period)
        clock = self._clock
        spans = self._spans(case, opener, counts)
        grants = self._grants(case, opener, counts)
        since = (opener.end_day, opener.seq)
        dues = self._adjusted(start, since, term, spans, grants)
        for again in records_of(case, clock.restart):
            if not follows(again, opener) or matching(opener, again, clock.match) is not True:
                continue
            if not counts(again):
                continue
            if sure is not None and order(sure) <= order(again):
                break
            if dues.low is not None and again.day > dues.low:
                if dues.high is not None and again.day > dues.high:
                    break
                return None
            since = order(again)
            dues = self._adjusted(again.day, since, term, spans, grants)
        return dues

    def may_move(self, case: Case) -> bool:
        """Whether the case holds an act of a kind that may move a due day."""
        return not case.by_step.keys().isdisjoint(self._movers)

    def moved_by(self, steps: frozenset[str]) -> bool:
        """Whether an act of one of these steps may move a due day."""
        return not steps.isdisjoint(self._movers)

    def late_records(
        self, case: Case, opener: Record, start: int, term: Terms, sure: Record | None, decided: int
    ) -> tuple[str, ...]:
        """Acts entered too late without which the day `decided` would be too late (`entered_late.py`)."""
        moving = self._moving(case, opener)
        if not moving or _none_late(moving, self.plain, self._calendar, (start, term), decided):
            return ()

        def find(counts: Counts) -> int | None:
            try:
                dues = self.find(case, opener, start, term, sure, counts)
            except ClockError:
                return None
            return None if dues is None else dues.low

        return entered_late(moving, decided, self._calendar, find)

    def _moving(self, case: Case, opener: Record) -> list[Record]:
        """The records that may move the due day of this obligation; a pause may begin before it opens."""
        clock = self._clock
        later = records_of(case, [*clock.restart, *(e.step for e in clock.extensions)])
        found = [r for r in later if follows(r, opener)]
        found += records_of(case, [e.start for e in clock.excludes])
        return [r for r in {r.id: r for r in found}.values() if matching(opener, r, clock.match) is True]

    def _moved(self, case: Case, opener: Record, day: int, counts: Counts) -> Dues:
        """A fixed last day, replaced by what extensions set in time (a date has no unit to add an amount in)."""
        if not self._clock.extensions:
            return Dues(day, day)
        grants = [g for g in self._grants(case, opener, counts) if order(g[0]) > (opener.end_day, opener.seq)]
        low, high = (self._extended(day, None, (), grants, doubt=doubt) for doubt in (0, _FAR))
        return Dues(low.low, high.high)

    def _adjusted(
        self,
        start: int,
        since: tuple[int, int],
        term: Period,
        spans: Sequence[Span],
        grants: Sequence[tuple[Record, Extension]],
    ) -> Dues:
        later = [g for g in grants if order(g[0]) > since]
        if all(_stated(*grant) for grant in later):
            return self._extended(start, term, spans, later, doubt=0)
        try:
            low = self._extended(start, term, spans, later, doubt=0)
        except ClockError:  # extended beyond the calendar: not before the due day without extensions
            return Dues(self._extended(start, term, spans, (), doubt=0).low, _FAR_DAY)
        try:
            high = self._extended(start, term, spans, later, doubt=_FAR)
        except ClockError:
            return Dues(low.low, _FAR_DAY, low.suspended_since)
        return Dues(low.low, high.low, low.suspended_since)

    def _extended(
        self,
        start: int,
        term: Period | None,
        spans: Sequence[Span],
        grants: Sequence[tuple[Record, Extension]],
        *,
        doubt: int,
    ) -> Dues:
        """Due day when every unknown length is `doubt`; the first extension that comes too late ends the list.

        Without a term `start` is itself the due day.
        """
        given: dict[str, int] = {}
        used: dict[str, int] = {}
        fixed: int | None = start if term is None else None
        for record, spec in grants:
            if spec.times is not None and used.get(spec.step, 0) >= spec.times:
                continue
            standing = fixed
            if term is not None and fixed is None:
                standing = self._due(start, term, given, spans).day
            if standing is not None and record.day > standing:
                break
            known = by_role(record, spec)
            if known is False:
                continue
            if (
                known or not doubt
            ):  # at the longest, whoever may have had no power to extend used up no extension
                used[spec.step] = used.get(spec.step, 0) + 1
            if spec.sets is not None:
                day = record.fields.get(spec.sets)
                if isinstance(day, int) and (
                    known or (not doubt and standing is not None and day < standing)
                ):
                    fixed = day
                elif doubt:
                    fixed = _FAR_DAY
                continue
            amount = spec.amount if isinstance(spec.amount, int) else record.fields.get(str(spec.amount))
            length = doubt if amount is None else max(0, int(amount)) if known or doubt else 0
            total = min(given.get(spec.step, 0) + length, _FAR)
            given[spec.step] = total if spec.cap is None else min(total, spec.cap)
        if term is None or fixed is not None:
            return Dues(fixed, fixed)
        due = self._due(start, term, given, spans)
        return Dues(due.day, due.day, due.suspended_since)

    def _due(self, start: int, term: Period, given: dict[str, int], spans: Sequence[Span]) -> Due:
        return due_day(start, term, self._calendar, extra=sum(given.values()), spans=spans)

    def _grants(self, case: Case, opener: Record, counts: Counts) -> list[tuple[Record, Extension]]:
        found = [
            (record, spec)
            for spec in self._clock.extensions
            for record in case.by_step.get(spec.step, ())
            if matching(opener, record, self._clock.match) is True and counts(record)
        ]
        found.sort(key=lambda pair: order(pair[0]))
        return found

    def _spans(self, case: Case, opener: Record, counts: Counts) -> list[Span]:
        """Pauses; a start pairs with the first later end, and one without a sure condition does not count."""
        spans: list[Span] = []
        match = self._clock.match
        for exclusion, condition in zip(self._clock.excludes, self._conditions, strict=True):
            ends = [r for r in case.by_step.get(exclusion.end, ()) if matching(opener, r, match) is True]
            ends.sort(key=order)
            for begin in case.by_step.get(exclusion.start, ()):
                if matching(opener, begin, match) is not True or not counts(begin):
                    continue
                if condition is not None and condition(case, begin) is not True:
                    continue
                until = next((e.day for e in ends if order(e) > order(begin)), None)
                spans.append(Span(begin.day, until))
        return spans
