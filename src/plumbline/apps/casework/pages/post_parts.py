"""The card of my work for what somebody stands in for: who is away until when, what waits for them, today's duty."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.standing_in import Posts, opinions_for
from plumbline.core.authority.person import Person


@dataclass(frozen=True, slots=True)
class PostLine:
    """A line of the card; without an address nothing waits."""

    what: str
    url: str = ""
    number: str = ""


def posts_card(person: Person, posts: Posts, now: int) -> list[PostLine]:
    """What the person stands in for, each line marked with the name of who is away; empty where there is nothing."""
    lines = [
        PostLine(_("in place of {name} until {day}").format(name=one.name, day=f"{one.last:%m-%d}"))
        for one in posts.absent
    ]
    for one, waits in opinions_for(person, posts.absent, now):
        step = waits.step_zh if language() == "zh" else waits.step_en
        url = reverse("casework:case", kwargs={"case": waits.case}) + f"#a-{waits.record}"
        what = _("for {name}: {what}").format(name=one.name, what=_("approval: {step}").format(step=step))
        lines.append(PostLine(what, url, waits.number))
    due = f"{reverse('casework:cases')}?tab=today"
    lines += [
        PostLine(
            _("on duty until {day}: {duty}").format(day=f"{one.last:%m-%d}", duty=one.duty),
            due,
            _("Due today in the organ"),
        )
        for one in posts.duties
    ]
    return lines
