"""What the end of a year comes to: cut-off, what is carried over, what changed since, series of numbers, calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from plumbline.apps.annual_report.queries import HeldReport, reports
from plumbline.apps.annual_report.rows import Changed, changed_rows, changed_since
from plumbline.apps.casework.closings import closing_of, year_end_case
from plumbline.apps.documents.queries import series_standing
from plumbline.apps.enterprise.queries import cap_figure
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import Standing, figures, series, year
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import FIXED
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Record as Act
from plumbline.core.indicators.closing import Carried, Closing, carried, openings
from plumbline.core.indicators.figure import Number
from plumbline.core.ledger.record import Record
from plumbline.core.reports.yearly_fixed import Fixed, FixedFigure, read_fixed
from plumbline.core.reports.yearly_text import Chip


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A year with the acts of its end; `closing` and `fixed` None: it was not cut off."""

    year: int
    case: str
    closing: Closing | None = None
    fixed: Fixed | None = None
    record: Record | None = None
    acts: Mapping[str, Sequence[Act]] | None = None

    def last(self, step: str) -> Act | None:
        """The newest act of a step."""
        found = (self.acts or {}).get(step, ())
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is no longer what it was at the cut-off, and the records that did it."""

    fixed: FixedFigure
    now: Number | None
    changed: Changed


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """Numbers of one organ and kind: how many the year took, its last one, and the first of the year after."""

    organ: str
    kind: str
    count: int
    last: str
    next_first: str

    @property
    def begins_anew(self) -> bool:
        """Whether the year after begins at 1, or has not begun; a series has no gap by the database's own rule."""
        return self.next_first == "" or self.next_first.endswith("〕1号")


def scope() -> Visible:
    """Whose records the year end counts: the district's, whoever looks."""
    return Visible(divisions=(str(settings.DIVISION),))


def year_end(number: int, *, now: int) -> YearEnd:
    """The end of a year as its case tells it."""
    case = year_end_case(number)
    held = case_records(case)
    if not held:
        return YearEnd(number, case)
    _docket, history = history_of([one.record for one in held], shelf())
    closing = closing_of(number, now=now)
    record = next((one.record for one in held if closing and one.record.id == closing.record), None)
    fixed = read_fixed(record.fields[FIXED]) if record is not None else None
    return YearEnd(number, case, closing, fixed, record, history.folded(now).by_step)


def standing(number: int, *, now: int) -> Standing:
    """Every figure of a year as the records stand."""
    return figures(year(number), scope(), now=now)


def carry_over(end: YearEnd, found: Standing, *, now: int) -> tuple[Carried, ...]:
    """Each stock at the end of the year (as it was cut off, else as it stands) beside the opening of the next year."""
    opening = openings(definitions().catalogue)
    held: dict[str, Number] = {}
    for id in opening:
        fixed = end.fixed.figures.get(id) if end.fixed else None
        value = fixed.value if fixed is not None else found.figures[id].value
        held[id] = _plain(value or 0)
    brought = {
        id: _plain(series(one, [year(end.year + 1)], scope(), now=now)[0].value or 0)
        for id, one in opening.items()
    }
    return tuple(carried(held, brought))


def _plain(value: Number) -> Number:
    whole = int(value)
    return whole if whole == value else value


def moved(end: YearEnd, found: Standing, *, now: int) -> list[Moved]:
    """The figures that differ from those of the cut-off, by their keys, each with the records that came and went."""
    if end.fixed is None or end.record is None:
        return []
    catalogue = definitions().catalogue
    apart = [
        one
        for one in end.fixed.figures.values()
        if not one.reckoned and one.key in found.figures and _is_apart(one, found)
    ]
    told = []
    for one in sorted(apart, key=lambda each: each.key):
        indicator = catalogue.indicators[one.key.partition(":")[0]]
        changed = changed_since(end.record, Chip(one.key), indicator, end.year, scope(), now=now)
        told.append(Moved(one, found.figures[one.key].value, changed))
    return told


def _is_apart(one: FixedFigure, found: Standing) -> bool:
    now = found.figures[one.key]
    if not one.rows and not now.rows and not one.value and not now.value:
        return False  # earlier cut-offs hold nothing as 0 where nothing was submitted
    return (one.rows, one.value) != (now.rows, None if now.value is None else Decimal(now.value))


def number_series(number: int) -> list[NumberSeries]:
    """The series of numbers that the district's organs used in a year, and how the year after begins."""
    told: list[NumberSeries] = []
    for organ, name in organs_in(scope()):
        following = {one.kind: str(one.first) for one in series_standing(organ, number + 1)}
        told += [
            NumberSeries(name, one.kind, one.count, str(one.last), following.get(one.kind, ""))
            for one in series_standing(organ, number)
        ]
    return told


def yearly_cap(number: int) -> int | None:
    """How often an enterprise may be inspected in a year, as set for its first day; None: nobody has set it."""
    return cap_figure(str(settings.DIVISION), year(number)[0])


def report_of_year(person: Person, number: int, today: int) -> HeldReport | None:
    """The district's annual report of a year, if it was begun."""
    return next(
        (
            one
            for one in reports(person, today)
            if one.report.year == number and one.report.body == "government"
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Since:
    """A figure as an act fixed it, and as it stands: `by` cut-off or report, `public` where the report is out."""

    by: str
    day: str
    public: str
    fixed: FixedFigure
    now: Number | None
    changed: Changed


def since_fixed(key: str, number: int, person: Person, *, now: int, today: int) -> Iterator[Since]:
    """A counted figure of a year against the cut-off and the annual report, where they fixed it."""
    indicator = definitions().catalogue.indicators[key.partition(":")[0]]
    stands = figures(year(number), scope(), now=now, only=[indicator.id]).figures[key].value
    end = year_end(number, now=now)
    if end.closing and end.fixed and end.record and (fixed := end.fixed.figures.get(key)):
        changed = changed_since(end.record, Chip(key), indicator, number, scope(), now=now)
        yield Since("cut_off", date_of(end.closing.day).isoformat(), "", fixed, stands, changed)
    held = report_of_year(person, number, today)
    if held and held.report.fixed and (fixed := held.report.fixed.figures.get(key)):
        changed = changed_rows(held, Chip(key), indicator, now=now)
        report = held.report
        yield Since(
            "report", report.steps["fix_figures"], report.steps.get("publish", ""), fixed, stands, changed
        )
