"""Tasks are set by the door of every case: one case a task, in the unit that leads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.leadership.policies import SET_TASKS
from plumbline.apps.leadership.queries import TASK
from plumbline.apps.leadership.resolved import resolutions
from plumbline.apps.leadership.task_list import STEP, TaskRow, shown_as
from plumbline.apps.people.queries.entries import officer_register_of
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant


def set_task(*, person: Person, organ: str, values: Mapping[str, Value], now: int, today: int) -> str:
    """Opens a task in a unit of the district; the case's id. Raises AccessRefused, ActRefused, CaseworkError."""
    entry = organ_entry(organ)
    place = Place(organ, entry.division if entry else "")
    check_access(person, SET_TASKS, place, today)
    opening = Opening(TASK, None, shown_as(values), facts={"party_kind": "organisation"})
    case = open_case(person=person, place=place, opening=opening, now=now)
    act = Act(STEP, Moment(written_instant(now), "microsecond"), values=values)
    officers = officer_register_of(person)
    perform_act(person=person, case=case, act=act, seen=None, now=now, officers=officers)
    return case


def set_tasks(*, person: Person, rows: Sequence[TaskRow], now: int, today: int) -> int:
    """Sets those rows of a list in which nothing is wrong; how many. Others are left for whoever mends them."""
    good = [row for row in rows if not row.problems]
    for row in good:
        set_task(person=person, organ=row.organ, values=row.values, now=now, today=today)
    return len(good)


def set_resolutions(*, person: Person, case: str, now: int, today: int) -> int:
    """Sets a task for each resolution or measure of a case that has none yet; how many. One set is not set again.

    Raises NothingToSet for another case, and as `set_task`.
    """
    file = read_case(case)
    check_access(person, SET_TASKS, file.place, today)
    waiting = [one for one in resolutions(person, file, today) if one.waits]
    for one in waiting:
        set_task(person=person, organ=one.organ, values=one.values, now=now, today=today)
    return len(waiting)
