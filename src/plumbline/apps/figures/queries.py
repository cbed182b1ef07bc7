"""What figures come to, for whom and when: by organ, over years and months, and the rows behind each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from time import thread_time
from typing import Any, Final

import duckdb

from plumbline.apps.figures.actions import IN_A_LOOK, act_files, refresh
from plumbline.apps.figures.definitions import ACTS, Definitions, definitions
from plumbline.apps.figures.kept_counts import Basis, KeptCounts
from plumbline.apps.figures.store import State, engine
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import day_of
from plumbline.core.indicators.closing import Closing
from plumbline.core.indicators.figure import ALL, Counted, Figure, Number, Period, Row, holds, totals
from plumbline.core.indicators.indicator import Counts, Identity, Indicator

ROWS: Final = 50
"""Rows of a figure on one page."""
PATIENCE: Final = 1.0
"""Seconds of the processor for which a look writes out SQL that nobody has written before."""
kept = KeptCounts()
"""What was counted. The tables of a year ask some hundreds of counts; most parts stay as they are."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Every figure of a period. `leaf`: the leaf of the log up to which they tell; `broken`: identities that fail."""

    period: Period
    leaf: int
    figures: dict[str, Figure]
    by_organ: dict[str, dict[str, Figure]]
    broken: tuple[Identity, ...]
    waits: bool = False
    """Nothing is told yet: the task has still to read the cases in, or to write out what counts them."""


def figures(
    period: Period, seen: Visible, *, now: int, organ: str = "", only: Iterable[str] = ()
) -> Standing:
    """The figures of the organs that may be seen; `only` some indicators are counted, all by default."""
    known = definitions()
    wanted = set(only) or set(known.catalogue.indicators)
    with _Reading(now) as reading:
        counted: dict[tuple[str, str, str], Counted] = {}
        indicators = [one for one in known.catalogue.indicators.values() if one.id in wanted]
        if reading.waits or not reading.may_write(indicators):
            return Standing(
                period, 0, {id: Figure(id, None) for id in totals({}, known.catalogue)}, {}, (), True
            )
        for one in reading.counted(indicators, period, seen):
            key = one.indicator, one.organ, one.kind
            held = counted.get(key)
            counted[key] = one if held is None else _added(held, one)
        if not only:
            reading.keep_counted()
    mine: dict[str, dict[tuple[str, str, str], Counted]] = {}
    for key, one in counted.items():
        if key[1] and organ in ("", key[1]):
            mine.setdefault(key[1], {})[key] = one
    by_organ = {one: totals(mine[one], known.catalogue, one) for one in sorted(mine)}
    whole = totals(counted, known.catalogue, organ)
    broken = tuple(one for one in known.catalogue.identities if holds(one.expression, whole) is False)
    return Standing(period, reading.state.leaf, whole, by_organ, () if only else broken)


def if_recorded(found: Standing) -> Standing:
    """Of a period in which nothing at all is recorded to have happened no figure is told: a nought would be a claim."""
    indicators = definitions().catalogue.indicators
    happened = (id for id, one in indicators.items() if one.counts not in (Counts.HELD, Counts.BROUGHT))
    if found.waits or any(found.figures[id].rows for id in happened):
        return found
    return replace(found, figures={id: Figure(id, None) for id in found.figures})


@dataclass(frozen=True, slots=True)
class RowsAsked:
    """Which rows of an indicator: of a class, an organ, a record (empty: all), from `start` on."""

    indicator: Indicator
    kind: str = ""
    organ: str = ""
    start: int = 0
    most: int = ROWS
    record: str = ""


def rows(asked: RowsAsked, period: Period, seen: Visible, *, now: int) -> tuple[list[Row], int]:
    """The acts behind a figure, newest first, and how many there are."""
    with _Reading(now) as reading:
        return reading.rows(asked, period, seen)


def late_rows(
    asked: RowsAsked, closings: Collection[Closing], period: Period, seen: Visible, *, now: int
) -> frozenset[str]:
    """Of the acts behind a figure those that were entered after their year was closed, by record."""
    if not closings:
        return frozenset()
    with _Reading(now) as reading:
        return frozenset(record for record, _organ, _kind in reading.late(asked, closings, period, seen))


def late_counts(
    closings: Collection[Closing], period: Period, seen: Visible, *, now: int
) -> Counter[tuple[str, str]]:
    """How many that are, by figure (`indicator`, `indicator:class`) and organ (ALL: of all organs)."""
    found: Counter[tuple[str, str]] = Counter()
    if not closings:
        return found
    with _Reading(now) as reading:
        some = reading.with_late(closings, seen)
        for indicator in definitions().catalogue.indicators.values():
            if indicator.on is not None or some.intersection(indicator.procedures):
                for _record, organ, kind in reading.late(RowsAsked(indicator), closings, period, seen):
                    ids = {indicator.id, f"{indicator.id}:{kind}" if kind else indicator.id}
                    found.update((id, who) for id in ids for who in (organ, ALL))
    return found


def series(
    indicator: Indicator,
    periods: Iterable[Period],
    seen: Visible,
    *,
    now: int,
    organ: str = "",
    kind: str = "",
) -> list[Figure]:
    """One indicator, or one class of it, over several periods."""
    found = []
    with _Reading(now) as reading:
        for period in periods:
            counted = reading.counted([indicator], period, seen)
            mine = [one for one in counted if one.kind == kind and organ in ("", one.organ)]
            value: Number | None = sum((one.value for one in mine), start=0)
            value = None if (indicator.is_submitted and not mine) or reading.waits else value
            found.append(
                Figure(indicator.id, value, sum(one.rows for one in mine), sum(one.unsaid for one in mine))
            )
    return found


def figures_wait() -> bool:
    """Whether nothing can be counted yet under the packs in use: another process is still reading the cases in."""
    return act_files().state().packs != definitions().packs


def year(number: int) -> Period:
    """The days of a calendar year."""
    return day_of(dt.date(number, 1, 1)), day_of(dt.date(number, 12, 31))


class _Reading:
    """One look at the acts as they stand, all counts over the same parts."""

    def __init__(self, now: int) -> None:
        refresh(now=now, most=IN_A_LOOK)
        self._known: Definitions = definitions()
        self._files = act_files()
        self.state: State = self._files.state()
        self.waits = self.state.packs != self._known.packs
        """Whether what was read in is of other packs, or nothing was: it can be counted by none of these."""
        if self.waits:
            self.state = State()
        self._open = engine()
        self._shown: tuple[str, Period, str] | None = None
        self._made: list[Basis] = []

    def __enter__(self) -> _Reading:
        self._db: duckdb.DuckDBPyConnection = self._open.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(None, None, None)

    def may_write(self, indicators: Collection[Indicator]) -> bool:
        """Writes out the SQL that these lack, for as long as a page may take; whether all of it is there."""
        end = thread_time() + PATIENCE
        for indicator in indicators:
            for procedure in indicator.procedures:
                if self.state.parts.get(procedure) and not self._known.has(indicator, procedure):
                    if thread_time() > end:
                        return False
                    self._known.sql(indicator, procedure, rows=False)
        return True

    def counted(self, indicators: Collection[Indicator], period: Period, seen: Visible) -> Iterator[Counted]:
        """The counts of each procedure that any of them reads, one procedure after the other."""
        by: dict[str, list[Indicator]] = {}
        for indicator in indicators:
            for procedure in indicator.procedures:
                by.setdefault(procedure, []).append(indicator)
        for procedure, mine in by.items():
            for indicator in mine:
                yield from self._counted(indicator, procedure, period, seen)

    def _counted(
        self, indicator: Indicator, procedure: str, period: Period, seen: Visible
    ) -> tuple[Counted, ...]:
        parts = tuple(self.state.parts.get(procedure, ()))
        if not parts:  # every count is by organ, so that no acts give no counts
            return ()
        basis = (self._known.packs, indicator.id, procedure, parts, period, _mine(seen))
        found = kept.of(basis, self._files.counts)
        if found is None:
            self._show(procedure, period, seen)
            told = self._db.execute(self._known.sql(indicator, procedure, rows=False)).fetchall()
            found = kept.add(basis, tuple(Counted(indicator.id, *row) for row in told))
            self._made.append(basis)
        return found

    def keep_counted(self) -> None:
        """What this look counted is there for other processes, and for this one when it begins again."""
        if self._made:
            kept.save(self._files.counts, self._made, self.state.parts)

    def rows(self, asked: RowsAsked, period: Period, seen: Visible) -> tuple[list[Row], int]:
        """The rows of all procedures, newest first, and how many there are."""
        found: list[Row] = []
        many = 0
        for procedure in asked.indicator.procedures:
            if not self.state.parts.get(procedure):
                continue
            if not asked.record:  # the figure says how many there are, and mostly was counted before
                counted = self._counted(asked.indicator, procedure, period, seen)
                mine = sum(
                    one.rows for one in counted if one.kind == asked.kind and asked.organ in ("", one.organ)
                )
                many += mine
                if not mine:
                    continue
            told = self._rows_of(procedure, asked, period, seen)
            many += len(told) if asked.record else 0
            for case, record, step, day, organ, kind, value in told:
                found.append(Row(case, record, procedure, step, day, organ, kind, value))
        found.sort(key=lambda one: (-one.day, one.case, one.record))
        return found[asked.start : asked.start + asked.most], many

    def _rows_of(
        self, procedure: str, asked: RowsAsked, period: Period, seen: Visible
    ) -> list[tuple[Any, ...]]:
        """The newest rows of one procedure: the engine sorts, and of a large year only what is shown leaves it."""
        self._show(procedure, period, seen)
        sql = self._known.sql(asked.indicator, procedure, rows=True)
        told = self._db.execute(
            f"SELECT * FROM ({sql}) WHERE ($kind = '' OR kind = $kind) AND ($organ = '' OR organ = $organ) AND "
            "($record = '' OR record_id = $record) ORDER BY day DESC, case_id, record_id LIMIT $most",
            {
                "kind": asked.kind,
                "organ": asked.organ,
                "record": asked.record,
                "most": asked.start + asked.most,
            },
        )
        return told.fetchall()

    def late(
        self, asked: RowsAsked, closings: Collection[Closing], period: Period, seen: Visible
    ) -> list[tuple[str, str, str]]:
        """Acts that count and were entered after their year was closed: record, organ and class."""
        found: list[tuple[str, str, str]] = []
        for procedure in asked.indicator.procedures:
            if not self.state.parts.get(procedure):
                continue
            self._show(procedure, period, seen)
            sql = self._known.sql(asked.indicator, procedure, rows=True)
            told = self._db.execute(
                f"SELECT counted.record_id, counted.organ, counted.kind FROM ({sql}) AS counted JOIN {ACTS} AS acts "
                f"ON acts.record_id = counted.record_id WHERE ({_late('counted.day', closings)}) AND "
                "($kind = '' OR counted.kind = $kind) AND ($organ = '' OR counted.organ = $organ)",
                {"kind": asked.kind, "organ": asked.organ},
            )
            found += told.fetchall()
        return found

    def with_late(self, closings: Collection[Closing], seen: Visible) -> set[str]:
        """The procedures of which some act, counted or not, was entered after the year of its day was closed."""
        found = set()
        for procedure in self.state.parts:
            self._show(procedure, (0, 0), seen)
            told = self._db.execute(
                f"SELECT 1 FROM {ACTS} AS acts WHERE {_late('acts.day', closings)} LIMIT 1"
            )
            if told.fetchone():
                found.add(procedure)
        return found

    def _show(self, procedure: str, period: Period, seen: Visible) -> None:
        """Let the engine see the acts of a procedure that may be seen, with the days of the period beside them."""
        shown = procedure, period, _mine(seen)
        if shown == self._shown:
            return
        acts = self._files.acts(self.state.parts[procedure])
        # Only what is read: a procedure may have a hundred columns, each of which every statement would look at.
        read = ", ".join(f'"{name}"' for name in self._known.columns(procedure))
        days = f"CAST({period[0]:d} AS INTEGER) AS first_day, CAST({period[1]:d} AS INTEGER) AS last_day"
        self._db.execute(
            f"CREATE OR REPLACE TEMP VIEW {ACTS} AS SELECT {read}, {days} FROM {acts} WHERE {shown[2]}"
        )
        self._shown = shown


def _late(day: str, closings: Iterable[Closing]) -> str:
    """Whether an act of that day was entered after its year was closed, as SQL; as `Closing.came_after` has it."""
    return " OR ".join(
        f"({day} BETWEEN {one.period[0]:d} AND {one.period[1]:d} "
        f"AND (acts.leaf IS NULL OR acts.leaf >= {one.leaf:d}))"
        for one in closings
    )


def _mine(seen: Visible) -> str:
    """Which acts may be seen, as SQL."""
    if seen.everything:
        return "true"
    organs = [f"organ = {_text(one)}" for one in sorted(seen.organs)]
    areas = [f"starts_with(division, {_text(one)})" for one in sorted(seen.divisions)]
    return " OR ".join([*organs, *areas]) or "false"


def _text(word: str) -> str:
    doubled = word.replace("'", "''")
    return f"'{doubled}'"


def _added(held: Counted, more: Counted) -> Counted:
    return replace(
        held, value=held.value + more.value, rows=held.rows + more.rows, unsaid=held.unsaid + more.unsaid
    )
