"""The card of a meeting's resolutions, or a training's measures: which became tasks, the act that sets the others."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.leadership.policies import SET_TASKS
from plumbline.apps.leadership.resolved import SOURCES, Resolution, resolutions
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place


def resolutions_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card, for the office; None for other cases, other readers, and a case that resolved nothing yet."""
    if procedure not in SOURCES or not may_access(person, SET_TASKS, place, today):
        return None
    case = place.matter or ""
    found = resolutions(person, read_case(case), today)
    if not found:
        return None
    waiting = sum(one.waits for one in found)
    address = reverse("leadership:resolutions", kwargs={"case": case})
    act = Act(_("Set the tasks"), address, method="post", small=True) if waiting else None
    facts = [Fact(one.number, one.unit, word=_word(one)) for one in found]
    return FactCard("resolutions", _("Resolutions, measures and their tasks"), facts, act=act)


def _word(one: Resolution) -> StatusWord:
    if one.task:
        return StatusWord(_("task set"), "passed", "check")
    if not one.organ:
        return StatusWord(_("no such unit in the register: correct the resolution"), "soon", "alert-triangle")
    if not one.waits:
        return StatusWord(_("no due day: correct the resolution"), "soon", "alert-triangle")
    return StatusWord(_("no task yet"), "neutral", "circle-dashed")
