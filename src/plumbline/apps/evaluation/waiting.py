"""A vote that somebody is called to: on the page «my work», and among the reminders of that person alone.

Who has not voted yet is nobody's business: no head is told, and what goes out of the house names the vote by a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.evaluation.queries import asked_of, not_taken
from plumbline.apps.page_parts.waiting import Waiting
from plumbline.apps.people.queries.colleagues import signing_names
from plumbline.apps.reminders.due import Due
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of


def waits_for(person: Person, _now: int) -> Iterator[Waiting]:
    """The open evaluations of which the person has no ballot."""
    for title, last_day in asked_of(person):
        what = _("vote, anonymously")
        if last_day is not None:
            what = _("vote, anonymously, by {day}").format(day=date_of(last_day).isoformat())
        yield Waiting(title, what, reverse("evaluation:sheet"))


def due_until(last: int) -> Iterator[Due]:
    """A limit for each who was called and took no ballot, personal: it is told to nobody else."""
    for seen, accounts in not_taken(last):
        names = signing_names(accounts)
        for account in accounts:
            yield Due(
                case=f"evaluation:{seen.key}",
                number=f"测评-{seen.key[:6]}",
                organ="",
                division="",
                clock=f"vote/{account}",
                says_zh="参加民主测评投票",
                says_en="vote in a democratic evaluation",
                due_day=seen.last_day or last,
                handlers=(names.get(account, account),),
                page=reverse("evaluation:sheet"),
                personal=True,
            )
