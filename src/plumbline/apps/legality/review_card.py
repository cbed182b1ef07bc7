"""What the page of a case says of the review of its decision: where it stands, one act."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.legality.actions.reviewing import ACT_KINDS
from plumbline.apps.legality.pages.review_words import stage_word, warning_words
from plumbline.apps.legality.policies import REVIEW_READ, REVIEW_SEND
from plumbline.apps.legality.queries.reviews import ReviewLine, review_of, reviews_of_source
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.review.desk import REVIEWS


def review_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card; None where no decision is reviewed, or the reader may not see it."""
    case = place.matter or ""
    if procedure not in (*REVIEWS, *ACT_KINDS) or not may_access(person, REVIEW_READ, place, today):
        return None
    title = _("Legal review")
    if procedure in REVIEWS:
        row = review_of(case)
        if row is None:
            return None
        act = Act(_("Open at the review desk"), reverse("legality:review", kwargs={"case": case}), small=True)
        facts = [Fact(_("Review"), word=stage_word(row.stage))]
        facts += [Fact(_("Counted"), word=word) for word in warning_words(row)]
        return FactCard("legal-review", title, facts, act=act)
    found = reviews_of_source(case)
    facts = [Fact(one.number, word=stage_word(one.stage)) for one in found]
    note = "" if found else _("Nobody has answered yet whether the decision is major.")
    return FactCard("legal-review", title, facts, note=note, act=_next(person, place, case, found, today))


def _next(person: Person, place: Place, case: str, found: tuple[ReviewLine, ...], today: int) -> Act | None:
    if found:
        url = reverse("legality:review", kwargs={"case": found[-1].case})
        return Act(_("Open at the review desk"), url, small=True)
    if may_access(person, REVIEW_SEND, place, today):
        begin = reverse("legality:begin", kwargs={"source": case})
        return Act(_("Is the decision major?"), begin, small=True)
    return None
