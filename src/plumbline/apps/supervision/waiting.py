"""Results of case-file reviews that were told, on the page «my work» of those whom they concern."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.casework.queries.limits import cases_handled_by
from plumbline.apps.page_parts.waiting import Waiting
from plumbline.apps.supervision.periods import calendar_here
from plumbline.apps.supervision.policies import REVIEW_RESULTS
from plumbline.apps.supervision.rounds import every_round
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.oversight.file_review import File, Round


def waits_for(person: Person, now: int) -> Iterator[Waiting]:
    """Results told to the head of the organ and to the officers of the case, for as long as the organ may object."""
    if person.role in (Role.AGENCY_HEAD, Role.OFFICER):
        yield from _results(person, now)


def _results(person: Person, now: int) -> Iterator[Waiting]:
    today = calendar_here().local_day(now)
    told = [(made, file) for made in every_round() for file in _told(person, made, today)]
    handled: set[str] = set()
    if told and person.role is Role.OFFICER:
        cases = [file.case for _made, file in told]
        rows = cases_handled_by(person.officer or "").filter(case__in=cases)
        handled = {row["case"] for row in rows}
    for made, file in told:
        if person.role is Role.OFFICER and file.case not in handled:
            continue
        url = reverse("supervision:review_result", kwargs={"round": made.id, "case": file.case})
        what = _("result of a case-file review")
        if person.role is Role.AGENCY_HEAD:
            what = _("result of a case-file review; the organ may object until {day}").format(
                day=date_of(_last_day(made, file)).isoformat()
            )
        yield Waiting(file.number, what, url)


def _told(person: Person, made: Round, today: int) -> Iterator[File]:
    for file in made.files.values():
        if file.told_at is None or file.objection is not None or _last_day(made, file) < today:
            continue
        if may_access(person, REVIEW_RESULTS, Place(file.organ, made.division), today):
            yield file


def _last_day(made: Round, file: File) -> int:
    """The last day of the time that the scoring rules give for an objection."""
    calendar, told = calendar_here(), calendar_here().local_day(file.told_at or 0)
    if not calendar.covers(told):
        return told + made.scoring.objection_days
    return calendar.nth_working(calendar.working_index(told) + made.scoring.objection_days)
