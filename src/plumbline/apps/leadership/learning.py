"""A year of study and training as its cases say: attendance and tests by unit, what each body held and read.

All of it is counts of units; nobody's name is in these records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.queries.limits import standing_lines, standing_within
from plumbline.apps.leadership.policies import TASKS
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.apps.people.queries.entries import every
from plumbline.core.authority.access import Visible, visible
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.facts.record import Record, Value
from plumbline.core.indicators.figure import Number, rounded
from plumbline.core.law.dated_figure import division_chain

STUDY: Final = "study.session"
TRAINING: Final = "training.session"
KINDS: Final = ("collective_study", "pre_meeting", "first_item", "oath", "listed_reading", "lecture")
"""Kinds of session, counted apart."""
_HELD: Final = {STUDY: "hold_session", TRAINING: "hold_training"}
_DISTRICT_DIGITS: Final = 6
_LECTURES: Final = "yearly-law-lectures"


@dataclass(slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    def add(self, part: Value, whole: Value) -> None:
        """Both as a record states them; what it does not state counts as none."""
        self.part += _count(part)
        self.whole += _count(whole)

    @property
    def percent(self) -> Number | None:
        """Rounded as the figures of a year are, so that both say the same; None of nothing."""
        return rounded(Decimal(self.part * 100) / self.whole, "percent") if self.whole else None


@dataclass(slots=True)
class UnitYear:
    """What a unit attended: its own study sessions, trainings, and who of it passed the tests after them."""

    study: Share = field(default_factory=Share)
    training: Share = field(default_factory=Share)
    test: Share = field(default_factory=Share)


@dataclass(slots=True)
class BodyYear:
    """What a body held by kind of session, and the items of the list that it read."""

    kinds: Counter[str] = field(default_factory=Counter)
    required_items: set[str] = field(default_factory=set)
    further_items: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Learning:
    """A year: units by name, bodies by name, trainings held; `least_lectures` where a figure says so."""

    units: Mapping[str, UnitYear]
    bodies: Mapping[str, BodyYear]
    trainings: int
    least_lectures: int | None
    required: frozenset[str] = frozenset()
    """Items of the study list that must be read."""


def learning(person: Person, year: int, today: int) -> Learning:
    """The year of the units whose tasks the person may see; a unit named in another's training stands as named."""
    what = visible(person, TASKS, today)
    units: dict[str, UnitYear] = {}
    bodies: dict[str, BodyYear] = {}
    registered = dict(organs_in(what))
    trainings = 0
    for file, held in _held(person, year, today):
        acts = file.history.folded(max(one.recorded_at for one in file.history.acts)).by_step
        organ = file.place.organ
        name = registered.get(organ) or organ_names({organ}).get(organ, organ)
        if file.history.opening.procedure == TRAINING:
            trainings += 1
            _train(units, acts, registered)
        else:
            _study(bodies.setdefault(name, BodyYear()), acts, held)
            for act in acts.get("attendance", ()):
                own = units.setdefault(name, UnitYear())
                own.study.add(act.fields.get("attended"), act.fields.get("expected"))
    return Learning(
        dict(sorted(units.items())),
        dict(sorted(bodies.items())),
        trainings,
        _least(person, year),
        _required(person, year),
    )


def _required(person: Person, year: int) -> frozenset[str]:
    """By name, of the lists of the person's district, whose units all read them, without what was taken off."""
    last, division = day_of(date(year, 12, 31)), person.divisions[0] if person.divisions else shelf().division
    listed = every("study-item", Visible(divisions=(division[:_DISTRICT_DIGITS],)), ended=False)
    return frozenset(
        one.name.strip()
        for one in listed
        if one.values.get("is_required") and _count(one.values.get("valid_from")) <= last
    )


def _held(person: Person, year: int, today: int) -> Iterator[tuple[CaseFile, Record]]:
    """Cases whose session was held in the year, with that act. A case is opened in its year or in the one before."""
    first, last = day_of(date(year - 1, 1, 1)), day_of(date(year, 12, 31))
    rows = standing_within(visible(person, TASKS, today)).filter(
        procedure__in=(STUDY, TRAINING), opened_day__range=(first, last)
    )
    for line in standing_lines(rows.order_by("number_key", "case")):
        file = read_case(line.case)
        latest = max((one.recorded_at for one in file.history.acts), default=0)
        acts = file.history.folded(latest).by_step.get(_HELD[line.procedure], ())
        if acts and date_of(acts[-1].day).year == year:
            yield file, acts[-1]


def _train(
    units: dict[str, UnitYear], acts: Mapping[str, list[Record]], registered: Mapping[str, str]
) -> None:
    for act in acts.get("attendance", ()):
        own = units.setdefault(_named(act, registered), UnitYear())
        own.training.add(act.fields.get("attended"), act.fields.get("expected"))
    for act in acts.get("after_test", ()):
        own = units.setdefault(_named(act, registered), UnitYear())
        own.test.add(act.fields.get("passed"), act.fields.get("taken"))


def _study(body: BodyYear, acts: Mapping[str, list[Record]], held: Record) -> None:
    body.kinds[str(held.fields.get("session_kind") or "")] += 1
    for act in acts.get("read_item", ()):
        items = body.required_items if act.fields.get("is_required") else body.further_items
        items.add(str(act.fields.get("item") or "").strip())


def _named(act: Record, registered: Mapping[str, str]) -> str:
    unit = str(act.fields.get("unit") or "").strip()
    return registered.get(unit, unit)


def _least(person: Person, year: int) -> int | None:
    """Lectures on law that a body holds a year at least; None where no figure was in force."""
    division = person.divisions[0] if person.divisions else shelf().division
    found = shelf().packs.figures.ask(_LECTURES, day_of(date(year, 12, 31)), None, division_chain(division))
    return int(found) if isinstance(found, Decimal | int) else None


def _count(value: Value) -> int:
    return value if isinstance(value, int) else 0
