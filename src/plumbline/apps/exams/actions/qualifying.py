"""Results of the qualifying exam go into the register of officers, where certificates rest on them (监督条例 §17).

The exam is the province's; only a sitting of it that is held here is set up with that purpose. The act is the
supervisor's, as any entry of an exam in the register is.
"""

from __future__ import annotations

from plumbline.apps.exams import store
from plumbline.apps.exams.models import ExamPaper
from plumbline.apps.exams.policies import REGISTER
from plumbline.apps.exams.queries.reading import sitting_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.actions import Act, do
from plumbline.apps.people.queries import entry, history
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.exams.errors import NotNow
from plumbline.core.exams.sitting import Purpose, Stage

_STEP = "record_exam"


def enter_in_register(*, person: Person, sitting: str, now: int, today: int) -> int:
    """Enters each officer's result of a published qualifying exam, once; how many were entered.

    Raises AccessRefused, NotNow, PeopleError.
    """
    made = sitting_of(sitting)
    check_access(person, REGISTER, Place(made.organ, made.division), today)
    if made.plan.purpose is not Purpose.QUALIFICATION or made.stage is not Stage.PUBLISHED:
        raise NotNow(
            problem_zh="不是已公布结果的资格考试",
            problem_en="it is no qualifying exam whose result is published",
        )
    if store.holders_gone(sitting):
        raise NotNow(
            problem_zh="参考人员名单已销毁", problem_en="the names of those who sat it were destroyed"
        )
    papers = ExamPaper.objects.filter(sitting=sitting).exclude(passed=None)
    passed = dict(papers.values_list("key", "passed"))
    day = shelf().docket("register.officer").calendar.local_day(made.plan.opens_at)
    entered = 0
    for seat in store.seats_in(sitting):
        if seat.paper not in passed or entry("officer", seat.holder) is None or _told(seat.holder, day):
            continue
        result = "passed" if passed[seat.paper] else "failed"
        act = Act(_STEP, day, {"exam_result": result, "exam_on": day})
        do("officer", seat.holder, act, by=person, now=now, today=today)
        entered += 1
    return entered


def _told(officer: str, day: int) -> bool:
    """Whether the register has an exam of that day already."""
    on = date_of(day).isoformat()
    return any(one.step == _STEP and one.at.startswith(on) for one in history("officer", officer))
