"""Forces of the rule of law: work sheets of a year, duty in communities in the days that come, posts against need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.people.policies import READ
from plumbline.apps.people.queries.entries import EntryView, every
from plumbline.core.authority.access import Access, visible
from plumbline.core.authority.person import Person
from plumbline.core.facts.record import Record, Value

FORCES: Final[Access] = READ["force"]
COMING: Final = 30
"""Days of duty shown, today among them."""
SHEET: Final = "yearly_sheet"
_WITH_SHEET: Final = ("justice_office",)
_WITH_DUTY: Final = ("community_lawyer",)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The work sheet of a force for a year, as entered last; `values` None where none was entered."""

    code: str
    name: str
    kind: str
    values: Mapping[str, Value] | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A force on duty in a community: day since 1970-01-01 and hours as they were written."""

    day: int
    hours: str
    community: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts of a body: `lacking` is what is needed and not filled, None where the need was not reckoned."""

    code: str
    name: str
    kind: str
    established: int
    filled: int
    dedicated: int
    needed: int | None

    @property
    def lacking(self) -> int | None:
        """How many are needed and not there."""
        return None if self.needed is None else max(0, self.needed - self.filled)


@dataclass(frozen=True, slots=True)
class ForcesYear:
    """`sheets` of justice offices and of whoever else entered one; `uncovered`: lawyers with no duty set."""

    sheets: tuple[Sheet, ...]
    duties: tuple[Duty, ...]
    uncovered: tuple[EntryView, ...]
    posts: tuple[Posts, ...]


def forces_of(person: Person, year: int, today: int) -> ForcesYear:
    """The forces that the person may see and that have not ended."""
    sheets, duties, uncovered = [], [], []
    for entry in every("force", visible(person, FORCES, today), ended=False):
        kind = str(entry.values.get("force_kind") or "")
        acts = _acts(entry.case)
        told = [one for one in acts.get(SHEET, ()) if one.fields.get("year") == year]
        if told or kind in _WITH_SHEET:
            sheets.append(Sheet(entry.code, entry.name, kind, told[-1].fields if told else None))
        every_duty = [_duty(entry, act) for act in acts.get("set_duty", ())]
        own = [one for one in every_duty if today <= one.day < today + COMING]
        duties += own
        if kind in _WITH_DUTY and not own:
            uncovered.append(entry)
    duties.sort(key=lambda one: (one.day, one.hours, one.code))
    bodies = every("establishment", visible(person, READ["establishment"], today), ended=False)
    return ForcesYear(tuple(sheets), tuple(duties), tuple(uncovered), tuple(map(_posts, bodies)))


def _posts(entry: EntryView) -> Posts:
    told = entry.values
    needed = told.get("needed")
    return Posts(
        entry.code,
        entry.name,
        str(told.get("post_kind") or ""),
        established=_number(told.get("established")),
        filled=_number(told.get("filled")),
        dedicated=_number(told.get("dedicated")),
        needed=needed if isinstance(needed, int) else None,
    )


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _acts(case: str) -> Mapping[str, list[Record]]:
    history = read_case(case).history
    return history.folded(max((one.recorded_at for one in history.acts), default=0)).by_step


def _duty(entry: EntryView, act: Record) -> Duty:
    told, day = act.fields, act.fields.get("duty_on")
    return Duty(
        day if isinstance(day, int) else act.day,
        str(told.get("duty_hours") or ""),
        str(told.get("community") or ""),
        entry.code,
        entry.name,
    )
