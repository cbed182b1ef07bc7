"""The count in columns: the same meaning as `count_one.py`, as Ibis expressions over the standing acts of a procedure.

A table of acts has one row for each standing act: `case_id`, `record_id`, `step`, `day`, `instant`, `seq`, the header's
`organ`, `field`, `division`, `party_kind`, whether it is the only one of its step (SOLE), what else its case has and
when that ended (STEPS, ENDED), and a column `f_<name>` for each field (`acts.py`). The days of the period asked about
stand beside every act (`PERIOD`), so that an expression is written out once and not for every period.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import FULL_COVERAGE
from plumbline.core.indicators.acts import ENDED, KEYS, SOLE, STEPS, ActLayout
from plumbline.core.indicators.figure import ALL
from plumbline.core.indicators.indicator import BY, ONCE, Counts, Indicator, Other, Source
from plumbline.core.rules.batch.columns import Columns
from plumbline.core.rules.batch.expressions import Expressions
from plumbline.core.rules.expression import Expression, Field, walk

PERIOD: Final = ("first_day", "last_day")
"""Columns that whoever counts adds to the acts: the first and last day of the period, both included."""
COUNTED: Final = ("organ", "kind", "value", "rows", "unsaid")
"""Columns of a count; `kind` is ALL for the whole."""
_ORDER: Final = frozenset({"case_id", "at", "instant", "seq", "kind"})
"""What the first act of a case is found by."""
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
    return {*KEYS, SOLE, STEPS, ENDED, *BY, *(f"f_{name}" for name in fields)}


class ColumnCount:
    """Counts one indicator over the acts of one procedure."""

    def __init__(self, indicator: Indicator, layout: ActLayout, calendar: WorkingCalendar) -> None:
        self._indicator, self._layout, self._calendar = indicator, layout, calendar
        self._sums = indicator.counts is Counts.AMOUNT

    def counted(self, procedure: str, acts: ir.Table) -> ir.Table:
        """The figure by organ and class: columns COUNTED."""
        told = self._told(procedure, acts, ("organ", "kind"))
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
        told = self._told(procedure, acts, [name for name in TOLD if name != "value"])
        told = told.filter(told.kind.notnull())
        return (told if self._sums else told.mutate(value=ibis.literal(1, type="int64"))).select(*TOLD)

    def _sum(self, told: ir.Table) -> Any:
        if not self._sums:
            return told.kind.count()
        return ibis.ifelse(told.kind.notnull(), told.value, 0).sum()

    def _whole(self, told: ir.Table, rows: Any, every: Any, value: Any) -> ir.Table:
        found = told.aggregate(by=["organ"], value=value, rows=rows, unsaid=every - rows)
        return found.mutate(kind=ibis.literal(ALL)).select(*COUNTED)

    def _told(self, procedure: str, acts: ir.Table, wanted: Sequence[str]) -> ir.Table:
        """The acts that may count, with these columns: little is carried, and an expression soon written out."""
        acts = acts.select(*self._read(acts))
        sources = [source for source in self._indicator.sources if source.procedure == procedure]
        wanted = [*wanted, *(["value"] if self._sums else [])]
        joined = {*wanted, "case_id"} if any(map(self._joins, sources)) else {*wanted}
        if self._indicator.counts not in ONCE:
            parts = [self._of_cases(self._told_of(acts, one, joined), acts, one) for one in sources]
            return _together(parts).select(*wanted)
        ordered = joined | _ORDER
        if len(sources) > 1 or len(sources[0].steps) > 1:
            parts = [self._of_cases(self._told_of(acts, one, ordered), acts, one) for one in sources]
            return _first(_together(parts), wanted)
        # Nearly every case has one act of a step, which is the first without being compared. What other acts are
        # looked through for is asked last, as its answer is the same for all acts of a case.
        alone = self._told_of(acts.filter(acts[SOLE]), sources[0], joined)
        others = self._told_of(acts.filter(~acts[SOLE]), sources[0], ordered)
        found = _together([alone.select(*sorted(joined)), _first(others, sorted(joined))])
        return self._of_cases(found, acts, sources[0]).select(*wanted)

    def _read(self, acts: ir.Table) -> list[str]:
        """The columns that are read: an expression over all of them would be slow to write out."""
        wanted = {*columns_read(self._indicator), *PERIOD}
        return [name for name in acts.columns if name in wanted]

    def _told_of(self, acts: ir.Table, source: Source, wanted: Set[str]) -> ir.Table:
        """What the acts themselves tell, and what stands of their case beside them."""
        table = acts.filter(acts.step.isin(source.steps), *self._beside(acts, source))
        day = table.day if self._indicator.on is None else table[f"f_{self._indicator.on}"]
        table = table.mutate(at=table.day, day=day)
        table = table.filter(self._in(table))
        if self._sums:
            table = table.mutate(value=self._amount(table, source))
            table = table.filter(table.value.notnull())
        truths = _Truths(table, source.steps[0], self._layout, self._calendar)
        kind = self._kind(truths, source)
        if source.where is not None:
            counts = truths.of(source.where)
            table = table.mutate(counts=counts, kind=ibis.ifelse(counts, kind, ibis.null("string")))
            table = table.filter(table.counts.isnull() | table.counts)
        else:
            table = table.mutate(kind=kind)
        named = sorted(wanted - {"organ"})
        return table.select(*named, organ=table.organ.fill_null("")).select(*sorted(wanted))

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

    def _beside(self, acts: ir.Table, source: Source) -> list[Any]:
        """What each act says of its case: the steps that it has and has not, and that it is still held."""
        said = [(acts[STEPS] & self._bits(one)) != 0 for one in source.with_acts if self._bits(one)]
        said += [(acts[STEPS] & self._bits(one)) == 0 for one in source.without_acts if self._bits(one)]
        if self._is_ended_beside(source):
            said.append(acts[ENDED].isnull() | (acts[ENDED] > self._last(acts)))
        return said

    def _bits(self, other: Other) -> int:
        """The bits of the steps asked about; 0 where the acts themselves have to be looked at."""
        known = other.where is None and all(step in self._layout.bits for step in other.steps)
        return sum(self._layout.bits[step] for step in set(other.steps)) if known else 0

    def _is_ended_beside(self, source: Source) -> bool:
        return bool(source.ends) and tuple(sorted(source.ends)) == self._layout.ends

    def _joins(self, source: Source) -> bool:
        """Whether other acts of the case are looked through for it."""
        others = (*source.with_acts, *source.without_acts)
        ends = bool(source.ends) and not self._is_ended_beside(source)
        return ends or not all(map(self._bits, others))

    def _of_cases(self, table: ir.Table, acts: ir.Table, source: Source) -> ir.Table:
        for one in source.with_acts:
            if not self._bits(one):
                table = table.semi_join(self._others(acts, one), "case_id")
        for one in source.without_acts:
            if not self._bits(one):
                table = table.anti_join(self._others(acts, one), "case_id")
        if source.ends and not self._is_ended_beside(source):
            ended = acts.filter(acts.step.isin(source.ends) & (acts.day <= self._last(acts)))
            table = table.anti_join(ended, "case_id")
        return table

    def _others(self, acts: ir.Table, other: Other) -> ir.Table:
        """Cases that surely have such an act."""
        found = acts.filter(acts.step.isin(other.steps)).mutate(at=acts.day)
        truths = _Truths(found, other.steps[0], self._layout, self._calendar)
        return found.filter(truths.of(other.where).fill_null(False)).select("case_id")


def _together(parts: list[ir.Table]) -> ir.Table:
    return parts[0] if len(parts) == 1 else ibis.union(*parts)


def _first(told: ir.Table, wanted: Sequence[str]) -> ir.Table:
    """Of each case the first act that surely counts; if there is none, the first of which it cannot be told."""
    first = ibis.row_number().over(
        group_by=told.case_id, order_by=[told.kind.isnull(), told.at, told.instant, told.seq]
    )
    told = told.mutate(nth=first)
    return told.filter(told.nth == 0).select(*wanted)


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

    def __init__(self, table: ir.Table, step: str, layout: ActLayout, calendar: WorkingCalendar) -> None:
        columns = _OwnColumns(layout.fields, {}, {}, table)
        self._expressions = Expressions(columns, step, {}, calendar, FULL_COVERAGE)

    def of(self, condition: Expression | None) -> Any:
        """A nullable boolean."""
        return ibis.literal(True) if condition is None else self._expressions.truth(condition)
