"""The plain count: folded cases walked act by act. What an indicator means is what this says (decision 0033)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import Case, in_time
from plumbline.core.facts.record import Record
from plumbline.core.indicators.figure import ALL, Counted, Number, Period, Row, asked
from plumbline.core.indicators.indicator import ONCE, Counts, Indicator, Source
from plumbline.core.rules.closures import Test
from plumbline.core.rules.compile_one import Compiler, Surroundings
from plumbline.core.rules.expression import Expression


class _Told(NamedTuple):
    """An act that is asked about: its class and amount; None where the record does not tell whether it counts."""

    record: Record
    kind: str | None
    value: Number
    day: int


class _Tests(NamedTuple):
    """A source with its conditions compiled."""

    source: Source
    where: Test
    classes: list[Test]
    with_acts: list[tuple[tuple[str, ...], Test]]
    without_acts: list[tuple[tuple[str, ...], Test]]


class PlainCount:
    """Counts one indicator over cases; a case belongs to one procedure."""

    def __init__(self, indicator: Indicator, calendar: WorkingCalendar) -> None:
        compiler = Compiler(Surroundings(calendar, lambda *_: None, {}, lambda *_: None))
        self.indicator = indicator
        self._sources = [
            _Tests(
                source,
                _test(compiler, source.where),
                [_test(compiler, one) for one in source.classes],
                [(one.steps, _test(compiler, one.where)) for one in source.with_acts],
                [(one.steps, _test(compiler, one.where)) for one in source.without_acts],
            )
            for source in indicator.sources
        ]

    def rows(self, procedure: str, cases: Iterable[Case], period: Period) -> Iterator[Row | None]:
        """The acts that count; None for each of which that cannot be told."""
        once = self.indicator.counts in ONCE
        period = asked(self.indicator, period)
        for case in cases:
            told = [one for source in self._sources for one in self._of(case, procedure, source, period)]
            for one in _first_of_case(told) if once else told:
                yield None if one.kind is None else _row(case, procedure, one, one.kind)

    def _of(self, case: Case, procedure: str, tests: _Tests, period: Period) -> Iterator[_Told]:
        source = tests.source
        if source.procedure != procedure or not _case_counts(case, tests, period):
            return
        for act in (one for step in source.steps for one in case.by_step.get(step, ())):
            day, amount = self._day(act), self._amount(act, source)
            if day is None or amount is None or not period[0] <= day <= period[1]:
                continue
            counts = tests.where(case, act)
            if counts is not False:
                kind = None if counts is None else self._kind(case, act, tests.classes)
                yield _Told(act, kind, amount, day)

    def _day(self, act: Record) -> int | None:
        if self.indicator.on is None:
            return act.day
        said = act.fields.get(self.indicator.on)
        return said if isinstance(said, int) else None

    def _kind(self, case: Case, act: Record, classes: list[Test]) -> str:
        """The first class that surely holds; the last one takes the rest."""
        for one, test in zip(self.indicator.classes, classes, strict=True):
            if test(case, act) is True:
                return one.id
        return ALL

    def _amount(self, act: Record, source: Source) -> Number | None:
        """What the act adds; None for an act that states no amount: it adds nothing."""
        if self.indicator.counts is not Counts.AMOUNT:
            return 1
        said = [act.fields.get(name) for name in source.amount]
        known = [Decimal(str(one)) for one in said if one is not None]
        return sum(known, Decimal(0)) if known else None


def count_plain(
    indicator: Indicator, cases: Mapping[str, Iterable[Case]], period: Period, calendar: WorkingCalendar
) -> dict[tuple[str, str, str], Counted]:
    """The figure by organ and class, from the folded cases of each procedure."""
    counter = PlainCount(indicator, calendar)
    found: dict[tuple[str, str, str], Counted] = {}
    for procedure in indicator.procedures:
        for case in cases.get(procedure, ()):
            organ = str(case.header.get("organ") or "")
            for row in counter.rows(procedure, [case], period):
                for kind in {ALL, row.kind if row else ALL}:
                    key = indicator.id, organ, kind
                    held = found.get(key, Counted(*key, 0, 0, 0))
                    found[key] = (
                        replace(held, unsaid=held.unsaid + 1)
                        if row is None
                        else replace(held, value=held.value + row.value, rows=held.rows + 1)
                    )
    return found


def _case_counts(case: Case, tests: _Tests, period: Period) -> bool:
    ends = tests.source.ends
    return (
        all(_has(case, *one) for one in tests.with_acts)
        and not any(_has(case, *one) for one in tests.without_acts)
        and not any(act.day <= period[1] for step in ends for act in case.by_step.get(step, ()))
    )


def _has(case: Case, steps: tuple[str, ...], test: Test) -> bool:
    """Whether the case surely has such an act."""
    return any(test(case, act) is True for step in steps for act in case.by_step.get(step, ()))


def _first_of_case(told: list[_Told]) -> list[_Told]:
    """The first act that surely counts; if there is none, the first of which it cannot be told."""
    sure = [one for one in told if one.kind is not None]
    return sorted(sure or told, key=lambda one: in_time(one.record))[:1]


def _test(compiler: Compiler, node: Expression | None) -> Test:
    return (lambda _case, _act: True) if node is None else compiler.test(node)


def _row(case: Case, procedure: str, one: _Told, kind: str) -> Row:
    organ = str(case.header.get("organ") or "")
    return Row(case.id, one.record.id, procedure, one.record.step, one.day, organ, kind, one.value)
