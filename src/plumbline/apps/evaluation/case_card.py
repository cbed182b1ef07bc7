"""The card of a report's evaluation beside its case."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.evaluation.actions import REPORT
from plumbline.apps.evaluation.pages.asking import stage_word, url_of
from plumbline.apps.evaluation.policies import HOLD
from plumbline.apps.evaluation.queries import of_case
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place


def evaluation_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card, for the office that holds it; None for other cases and other readers."""
    if procedure != REPORT or not may_access(person, HOLD, place, today):
        return None
    case = place.matter or ""
    seen = of_case(case)
    title = _("Democratic evaluation")
    call = Act(_("Call an evaluation"), reverse("evaluation:call", kwargs={"case": case}), small=True)
    if seen is None:
        note = _(
            "Those called vote here, anonymously; the count is entered by itself and anybody can verify it."
        )
        return FactCard("evaluation", title, note=note, act=call)
    facts = [Fact(_("Called"), str(seen.entitled)), Fact(_("Took a ballot"), str(seen.taken))]
    act = (
        call if seen.stage == "failed" else Act(_("See the evaluation"), url_of("page", seen.key), small=True)
    )
    return FactCard("evaluation", title, facts, word=stage_word(seen.stage), act=act)
