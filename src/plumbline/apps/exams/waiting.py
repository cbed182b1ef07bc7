"""An exam that somebody sits: on the page «my work», and among the reminders of that person alone.

Of an exam before appointment only two people know who sits it: no head is told, and no reminder says which exam it is,
neither here nor out of the house.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.exams.queries.mine import open_seats, waiting_seats
from plumbline.apps.page_parts.moments import local_minute
from plumbline.apps.page_parts.waiting import Waiting
from plumbline.apps.reminders.due import Due
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import parse_day

MATTER: Final = "exam:{paper}"
"""Under which reminders of a paper are kept."""


def waits_for(person: Person, now: int) -> Iterator[Waiting]:
    """The exams that the person has yet to sit or to hand in."""
    for one in open_seats(person, now):
        opens, closes = _minute(one.opens_at), _minute(one.closes_at)
        what = _("exam, {opens} to {closes}").format(
            opens=opens, closes=closes.removeprefix(opens[: len("2026-10-12 ")])
        )
        yield Waiting(one.name, what, reverse("exams:paper", kwargs={"paper": one.paper}))


def due_until(last: int) -> Iterator[Due]:
    """A limit for each who has not handed in, personal: it is told to nobody else."""
    for one in waiting_seats((last + 1) * 86_400_000_000 - 8 * 3_600_000_000):
        begins = _minute(one.opens_at)
        yield Due(
            case=MATTER.format(paper=one.paper),
            number=f"考法-{one.paper[:6]}",
            organ="",
            division="",
            clock="sit",
            says_zh=f"参加考试（{begins} 开始）",
            says_en=f"sit an exam (it begins on {begins})",
            due_day=parse_day(_minute(one.closes_at)[:10]),
            handlers=(one.name,),
            page=reverse("exams:paper", kwargs={"paper": one.paper}),
            personal=True,
        )


def _minute(instant: int) -> str:
    """2026-10-12 09:30."""
    return local_minute(instant).replace("T", " ")
