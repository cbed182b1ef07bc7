"""What the page of a case says of the publication of its decision: by when, how far, one act."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.disclosure.pages.desk_views import next_working_day
from plumbline.apps.disclosure.pages.words import due_word, state_word
from plumbline.apps.disclosure.policies import RELEASE_ACT, RELEASE_READ
from plumbline.apps.disclosure.queries import duty_of
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.duty import PROCEDURE


def publication_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card; None where no decision is to be published, or the reader may not see it."""
    case = place.matter or ""
    if procedure == PROCEDURE or not may_access(person, RELEASE_READ, place, today):
        return None
    duty = duty_of(case)
    if duty is None or duty.never:
        return None
    day, due = date_of(today), date_of(duty.due_day) if duty.due_day is not None else None
    late = due_word(due, day, date_of(next_working_day(today))) if duty.is_open else None
    if duty.unasked and not duty.release and duty.told_day is None:
        return None
    facts = [Fact(_("Publish by"), formats.due_day(due, day) if due else _("to be judged"), word=late)]
    published = duty.told_day if duty.published_day is None else duty.published_day
    if published is not None:
        facts.append(Fact(_("Published on"), formats.short_day(date_of(published), day)))
    facts.append(Fact(_("Release"), word=state_word(duty, today)))
    act = None
    may_begin = may_access(person, RELEASE_ACT, place, today)
    if duty.release and not (duty.anew and may_begin):
        act = Act(_("Open"), reverse("disclosure:release", kwargs={"case": duty.release}), small=True)
    elif may_begin:
        begin = reverse("disclosure:begin", kwargs={"source": case})
        act = Act(_("Begin release"), begin, small=True, method="post")
    return FactCard("publication", _("Publication"), facts, act=act)
