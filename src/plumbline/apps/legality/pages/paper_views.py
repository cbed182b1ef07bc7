"""Sending a paper for legality review: what it is, answered by two questionnaires that are kept with their reasons."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.legality import shelf
from plumbline.apps.legality.actions import reviewing
from plumbline.apps.legality.pages.review_parts import asked_rows
from plumbline.apps.legality.pages.review_views import REFUSALS
from plumbline.apps.legality.pages.review_words import Request, person_of, refused
from plumbline.apps.legality.policies import REVIEW_SEND
from plumbline.apps.legality.review_forms import PaperForm, QuestionsForm
from plumbline.apps.pack_store.shelf import shelf as packs
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.core.review.desk import CLASSIFIERS, PAPER


@require_http_methods(["GET", "POST"])
@requires(REVIEW_SEND)
def classify(request: Request) -> HttpResponse:
    """Normative document? Major decision? Sent, the review is opened under the procedure of the paper's kind."""
    asked = tuple(one for name in CLASSIFIERS for one in shelf.questions()[name].questions)
    data = request.POST or None
    paper = PaperForm(data)
    form = QuestionsForm(data, asked=asked, stated={}, only_yes_no=True)
    if request.method != "POST":
        return _page(request, paper, form)
    if not (paper.is_valid() and form.is_valid()):
        return _page(request, paper, form, status=422)
    said = paper.cleaned_data
    sent = reviewing.PaperSent(said["title"], said["kind"], bool(said["touches_market"]), form.answers)
    try:
        case = reviewing.send_paper(person=person_of(request), sent=sent, now=request.now)
    except REFUSALS as error:
        panel = refused(error, "", packs().docket(PAPER), request.today, "")
        return _page(request, paper, form, refusal=panel, status=422)
    return HttpResponseRedirect(reverse("legality:review", kwargs={"case": case}))


def _page(
    request: Request, paper: PaperForm, form: QuestionsForm, refusal: Any = None, status: int = 200
) -> HttpResponse:
    title = _("Send a paper for review")
    reviews = reverse("legality:reviews")
    values = {
        "head": PageHead(
            title,
            path=(Link(_("Legal review"), reviews), Link(title)),
            note=_(
                "Is it a normative document, is it a major decision? The answers are kept with their reasons."
            ),
        ),
        "refusal": refusal,
        "form": form,
        "paper": paper,
        "asked": asked_rows(form, plain=True),
        "button": _("Confirm the answers and begin the submission"),
        "back": reviews,
    }
    return render(request, "legality/questions.html", values, status=status)
