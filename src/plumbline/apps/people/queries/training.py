"""A year of officers as facts about work: hours of training, what was assessed, who left and why. Nothing is scored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.entries import EntryView, every
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.law.dated_figure import division_chain
from plumbline.core.ledger.record import Record
from plumbline.core.registers.register import register_of

HOURS: Final = "officer-training-hours"
"""The dated figure: least class hours a year (纲要 (三十四))."""


@dataclass(frozen=True, slots=True)
class YearOfTraining:
    """The hours of an officer in a year; `closed`: what was entered once the year was added up. `position`: records."""

    code: str
    name: str
    organ: str
    hours: int
    closed: int | None
    position: int


@dataclass(frozen=True, slots=True)
class DutyAssessed:
    """What was assessed of one duty of an officer in a year."""

    code: str
    name: str
    duty: str
    facts: str
    result: str
    heard: str


@dataclass(frozen=True, slots=True)
class Left:
    """An officer who left enforcement: when, why, by which list."""

    code: str
    name: str
    organ: str
    day: date
    reason: str
    listed: str


def least_hours(division: str, year: int) -> int | None:
    """Least hours of a year as the figure of law stood on its last day; None where there is none."""
    last = day_of(date(year, 12, 31))
    found = shelf().packs.figures.ask(HOURS, last, None, division_chain(division or shelf().division))
    return int(found) if isinstance(found, Decimal | int) else None


def training_of_year(year: int, reach: Visible, organ: str = "") -> list[YearOfTraining]:
    """Every officer in enforcement with the hours of a year, by number."""
    filters = {"organ": organ} if organ else {}
    return [_training(one, year) for one in every("officer", reach, ended=False, filters=filters)]


def _training(entry: EntryView, year: int) -> YearOfTraining:
    records = _of(entry.code)
    standing = _standing(records)
    hours = _numbers(standing, "record_training", "hours", year)
    closed = _numbers(standing, "close_training_year", "hours_done", year)
    last = closed[-1] if closed else None
    return YearOfTraining(entry.code, entry.name, entry.organ, sum(hours), last, len(records))


def hours_of(officer: str, year: int) -> int:
    """Hours of one officer in a year; a record that was corrected or voided does not count."""
    return sum(_numbers(_standing(_of(officer)), "record_training", "hours", year))


def assessed(officers: Iterable[tuple[str, str]], year: int) -> list[DutyAssessed]:
    """What was assessed of these officers (number and name) in a year, in their order, each duty as last said."""
    found: dict[tuple[str, str], DutyAssessed] = {}
    for code, name in officers:
        for one in _standing(_of(code)):
            if one.step == "assess_duty" and one.fields.get("assess_year") == year:
                said = {
                    key: str(one.fields.get(key) or "") for key in ("duty", "facts", "duty_result", "heard")
                }
                found[code, said["duty"]] = DutyAssessed(code, name, *said.values())
    return list(found.values())


def left_in(year: int, reach: Visible) -> list[Left]:
    """Officers who left in a year, by day and number."""
    found = []
    for entry in every("officer", reach, ended=True):
        if entry.ended_on is None or entry.ended_on.year != year:
            continue
        exits = [one for one in _standing(_of(entry.code)) if one.step == "exit_officer"]
        said = exits[-1].fields if exits else {}
        told = (str(said.get("reason") or ""), str(said.get("list_title") or ""))
        found.append(Left(entry.code, entry.name, entry.organ, entry.ended_on, *told))
    return sorted(found, key=lambda one: (one.day, one.code))


def closed_year(today: int) -> int:
    """The last year that is over."""
    return date_of(today).year - 1


def _of(officer: str) -> list[Record]:
    return [held.record for held in case_records(register_of("officer").case_of(officer))]


def _standing(records: Collection[Record]) -> list[Record]:
    replaced = {one.corrects for one in records}
    return [one for one in records if one.id not in replaced]


def _numbers(records: Iterable[Record], step: str, field: str, year: int) -> list[int]:
    said = (one.fields for one in records if one.step == step)
    return [
        number
        for one in said
        if one.get("training_year") == year and isinstance(number := one.get(field), int)
    ]
