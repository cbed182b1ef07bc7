"""The count in columns: the same meaning as `count_one.py`, as Ibis expressions over the standing acts of a procedure.

A table of acts has one row for each standing act: `case_id`, `record_id`, `step`, `day`, `instant`, `seq`, the header's
`organ`, `field`, `division`, `party_kind`, whether it is the only one of its step (SOLE), and a column `f_<name>` for
each field (`acts.py`). The days of the period asked about stand beside every act (`PERIOD`), so that an expression is
written out once and not for every period.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import FULL_COVERAGE
from plumbline.core.indicators.acts import KEYS, SOLE
from plumbline.core.indicators.figure import ALL
from plumbline.core.indicators.indicator import BY, ONCE, Counts, Indicator, Other, Source
from plumbline.core.rules.batch.columns import Columns
from plumbline.core.rules.batch.expressions import Expressions
from plumbline.core.rules.expression import Expression, Field, walk
from plumbline.core.vocabulary import ValueType

PERIOD: Final = ("first_day", "last_day")
"""Columns that whoever counts adds to the acts: the first and last day of the period, both included."""
COUNTED: Final = ("organ", "kind", "value", "rows", "unsaid")
"""Columns of a count; `kind` is ALL for the whole."""
TOLD: Final = ("case_id", "record_id", "step", "day", "organ", "kind", "value")
"""Columns of the rows of a figure."""


def columns_read(indicator: Indicator) -> set[str]:
    """The columns of the acts that counting an indicator, or telling its rows, may read."""
    conditions = [
        node
        for source in indicator.sources
        for node in (
            source.where,
            *source.classes,
            *(o.where for o in (*source.with_acts, *source.without_acts)),
        )
        if node is not None
    ]
    fields = {one.name for node in conditions for one in walk(node) if isinstance(one, Field)}
    fields |= {name for source in indicator.sources for name in source.amount}
    fields |= {indicator.on} if indicator.on else set()
    return {*KEYS, SOLE, *BY, *(f"f_{name}" for name in fields)}


class ColumnCount:
    """Counts one indicator over the acts of one procedure."""

    def __init__(
        self, indicator: Indicator, fields: Mapping[str, ValueType], calendar: WorkingCalendar
    ) -> None:
        self._indicator, self._fields, self._calendar = indicator, fields, calendar

    def counted(self, procedure: str, acts: ir.Table) -> ir.Table:
        """The figure by organ and class: columns COUNTED."""
        told = self._told(procedure, acts)
        if not self._indicator.classes:
            return self._whole(told, told.kind.count(), told.count(), self._sum(told))
        sure = told.kind.count()
        # The acts are gone through once; the whole is added up from the few rows of the classes.
        by = told.aggregate(by=["organ", "kind"], value=self._sum(told), rows=sure, all=told.count())
        whole = self._whole(by, by.rows.sum(), by["all"].sum(), by.value.sum())
        classes = by.filter(by.kind.notnull()).mutate(unsaid=ibis.literal(0, type="int64"))
        return ibis.union(whole, classes.select(*COUNTED))

    def rows(self, procedure: str, acts: ir.Table) -> ir.Table:
        """The acts that were counted: columns TOLD."""
        told = self._told(procedure, acts)
        return told.filter(told.kind.notnull()).select(*TOLD)

    def _sum(self, told: ir.Table) -> Any:
        if self._indicator.counts is not Counts.AMOUNT:
            return told.kind.count()
        return ibis.ifelse(told.kind.notnull(), told.value, 0).sum()

    def _whole(self, told: ir.Table, rows: Any, every: Any, value: Any) -> ir.Table:
        found = told.aggregate(by=["organ"], value=value, rows=rows, unsaid=every - rows)
        return found.mutate(kind=ibis.literal(ALL)).select(*COUNTED)

    def _told(self, procedure: str, acts: ir.Table) -> ir.Table:
        acts = acts.select(*self._read(acts))
        sources = [source for source in self._indicator.sources if source.procedure == procedure]
        if self._indicator.counts not in ONCE:
            return _together([self._of(acts, source) for source in sources])
        if len(sources) > 1 or len(sources[0].steps) > 1:
            return _first(_together([self._of(acts, source) for source in sources]))
        # Nearly every case has one act of a step, which is the first without being compared. What is asked of the
        # whole case is asked last, as its answer is the same for all acts of it.
        alone, others = (
            self._told_of(some, sources[0]) for some in (acts.filter(acts[SOLE]), acts.filter(~acts[SOLE]))
        )
        return self._of_cases(_together([alone, _first(others)]), acts, sources[0])

    def _read(self, acts: ir.Table) -> list[str]:
        """The columns that are read: an expression over all of them would be slow to write out."""
        wanted = {*columns_read(self._indicator), *PERIOD}
        return [name for name in acts.columns if name in wanted]

    def _of(self, acts: ir.Table, source: Source) -> ir.Table:
        return self._of_cases(self._told_of(acts, source), acts, source)

    def _told_of(self, acts: ir.Table, source: Source) -> ir.Table:
        """What the acts themselves tell."""
        table = acts.filter(acts.step.isin(source.steps))
        day = table.day if self._indicator.on is None else table[f"f_{self._indicator.on}"]
        table = table.mutate(at=table.day, day=day, value=self._amount(table, source))
        table = table.filter(table.value.notnull() & self._in(table))
        truths = _Truths(table, source.steps[0], self._fields, self._calendar)
        counts = truths.of(source.where)
        kind = self._kind(truths, source)
        table = table.mutate(counts=counts, kind=ibis.ifelse(counts, kind, ibis.null("string")))
        table = table.filter(table.counts.isnull() | table.counts)
        organ = table.organ.fill_null("")
        return table.select(
            "case_id", "record_id", "step", "day", "at", "instant", "seq", "kind", "value", organ=organ
        )

    def _kind(self, truths: _Truths, source: Source) -> Any:
        """The first class that surely holds; the last one takes the rest."""
        kind: Any = ibis.literal(ALL)
        for one, when in reversed(list(zip(self._indicator.classes, source.classes, strict=True))):
            if when is None:
                kind = ibis.literal(one.id)
                continue
            kind = ibis.ifelse(truths.of(when).fill_null(False), ibis.literal(one.id), kind)
        return kind

    def _amount(self, table: ir.Table, source: Source) -> Any:
        if self._indicator.counts is not Counts.AMOUNT:
            return ibis.literal(1, type="int64")
        said = [table[f"f_{name}"].cast("decimal(38, 6)") for name in source.amount]
        if len(said) == 1:
            return said[0]
        zero = ibis.literal(0).cast("decimal(38, 6)")
        total = sum((one.fill_null(zero) for one in said[1:]), said[0].fill_null(zero))
        none = ibis.and_(*[one.isnull() for one in said])
        return ibis.ifelse(none, ibis.null("decimal(38, 6)"), total)

    def _in(self, table: ir.Table) -> Any:
        """Whether the day is one of those asked about, as `figure.asked` has it."""
        until = table.day <= self._last(table)
        held = self._indicator.counts in (Counts.HELD, Counts.BROUGHT)
        return until if held else until & (table.day >= table.first_day)

    def _last(self, table: ir.Table) -> Any:
        return table.first_day - 1 if self._indicator.counts is Counts.BROUGHT else table.last_day

    def _of_cases(self, table: ir.Table, acts: ir.Table, source: Source) -> ir.Table:
        for one in source.with_acts:
            table = table.semi_join(self._others(acts, one), "case_id")
        for one in source.without_acts:
            table = table.anti_join(self._others(acts, one), "case_id")
        if source.ends:
            ended = acts.filter(acts.step.isin(source.ends) & (acts.day <= self._last(acts)))
            table = table.anti_join(ended, "case_id")
        return table

    def _others(self, acts: ir.Table, other: Other) -> ir.Table:
        """Cases that surely have such an act."""
        found = acts.filter(acts.step.isin(other.steps)).mutate(at=acts.day)
        truths = _Truths(found, other.steps[0], self._fields, self._calendar)
        return found.filter(truths.of(other.where).fill_null(False)).select("case_id")


def _together(parts: list[ir.Table]) -> ir.Table:
    return parts[0] if len(parts) == 1 else ibis.union(*parts)


def _first(told: ir.Table) -> ir.Table:
    """Of each case the first act that surely counts; if there is none, the first of which it cannot be told."""
    first = ibis.row_number().over(
        group_by=told.case_id, order_by=[told.kind.isnull(), told.at, told.instant, told.seq]
    )
    named = told.columns
    told = told.mutate(nth=first)
    return told.filter(told.nth == 0).select(*named)


class _OwnColumns(Columns):
    """The columns of an act, under the names in which expressions ask for them."""

    def _column(self, name: str, kind: str) -> Any:
        assert self.table is not None
        fact = name.partition(".")[2]
        return self.table[f"f_{fact[2:]}" if fact.startswith("f:") else {"day": "at"}.get(fact, fact)].cast(
            kind
        )


class _Truths:
    """Conditions over one table of acts."""

    def __init__(
        self, table: ir.Table, step: str, fields: Mapping[str, ValueType], calendar: WorkingCalendar
    ) -> None:
        columns = _OwnColumns(fields, {}, {}, table)
        self._expressions = Expressions(columns, step, {}, calendar, FULL_COVERAGE)

    def of(self, condition: Expression | None) -> Any:
        """A nullable boolean."""
        return ibis.literal(True) if condition is None else self._expressions.truth(condition)
