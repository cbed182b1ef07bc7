"""The account of a due day: every day between start and due, as runs of days of one kind.

Walks the days one at a time and so says why each counts or does not; `wording` puts it into sentences. The due
day itself comes from `deadline`; the walk must end on it, which the property tests hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from plumbline.core.clocks.calendar import DayKind, WorkingCalendar
from plumbline.core.clocks.counting import Period, Span, Unit
from plumbline.core.clocks.deadline import Due, due_day, in_days, united


class RunKind(StrEnum):
    """Why the days of a run count or do not."""

    COUNTED = "counted"
    MAKEUP = "makeup"
    """Counted: a weekend day made a working day."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    """A festival's rest: statutory days with the weekends and moved rest around them."""
    EXCLUDED = "excluded"
    """Days of a suspension."""
    ROLLED = "rolled"
    """Rest days after the last counted day, over which the due day moved on."""
    DUE = "due"
    """The due day itself where it is not the last counted day."""


@dataclass(frozen=True, slots=True)
class Run:
    """Days `first` to `last` (None: not ended). Counted days bear the numbers `number_from` to `number_to`."""

    first: int
    last: int | None
    kind: RunKind
    name: str = ""
    number_from: int = 0
    number_to: int = 0

    @property
    def counts(self) -> bool:
        """Whether the days of this run are counted."""
        return self.kind in (RunKind.COUNTED, RunKind.MAKEUP)

    @property
    def days(self) -> int:
        """How many days the run has; 0 while it has not ended."""
        return 0 if self.last is None else self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Account:
    """How a due day comes about. `total` counted days of `unit` (days for months and years), the last of
    them `last_counted`; later than that the due day moved off rest days and suspensions.
    """

    start: int
    period: Period
    extra: int
    due: Due
    total: int
    last_counted: int | None
    runs: tuple[Run, ...]


def account(
    start: int,
    period: Period,
    calendar: WorkingCalendar,
    *,
    extra: int = 0,
    spans: Sequence[Span] = (),
) -> Account:
    """The due day of `due_day` with every day from the one after `start` accounted for; the same errors."""
    due = due_day(start, period, calendar, extra=extra, spans=spans)
    n = period.n + extra
    total = n if period.unit in (Unit.DAYS, Unit.WORKING_DAYS) else in_days(start, period.unit, n)
    in_force = [span for span in united(spans) if due.day is None or span.start < due.day]
    runs: list[Run] = []
    counted, last_counted = 0, start if total == 0 else None
    final = due.day if due.day is not None else due.suspended_since
    assert final is not None  # one of the two is always known
    for day in range(start + 1, final + 1):
        kind, name = _kind(day, period, calendar, in_force, counted < total)
        if kind is RunKind.ROLLED and day == due.day:
            kind, name = RunKind.DUE, ""
        if kind in (RunKind.COUNTED, RunKind.MAKEUP):
            counted += 1
            last_counted = day if counted == total else last_counted
        _append(runs, day, kind, name, counted)
    if due.day is None:
        runs.append(Run(final + 1, None, RunKind.EXCLUDED))
    return Account(start, period, extra, due, total, last_counted, tuple(runs))


def _kind(
    day: int, period: Period, calendar: WorkingCalendar, spans: Sequence[Span], counting: bool
) -> tuple[RunKind, str]:
    if any(span.start < day and (span.end is None or day <= span.end) for span in spans):
        return RunKind.EXCLUDED, ""
    if counting and period.unit is not Unit.WORKING_DAYS:
        return RunKind.COUNTED, ""
    if not counting:
        return RunKind.ROLLED, calendar.why(day).name if calendar.covers(day) else ""
    note = calendar.why(day)
    if note.kind is DayKind.WEEKDAY:
        return RunKind.COUNTED, ""
    if note.kind is DayKind.MAKEUP:
        return RunKind.MAKEUP, note.name
    return (RunKind.HOLIDAY, note.name) if note.name else (RunKind.WEEKEND, "")


def _append(runs: list[Run], day: int, kind: RunKind, name: str, counted: int) -> None:
    number = counted if kind in (RunKind.COUNTED, RunKind.MAKEUP) else 0
    previous = runs[-1] if runs else None
    if previous is not None and previous.kind is kind and previous.name == name:
        runs[-1] = replace(previous, last=day, number_to=number)
    else:
        runs.append(Run(day, day, kind, name, number, number))
