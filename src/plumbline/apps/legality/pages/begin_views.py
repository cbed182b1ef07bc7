"""«Is the decision major?»: questions answered from the facts of the case, confirmed by a person, kept as a record."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.legality import shelf
from plumbline.apps.legality.actions import reviewing
from plumbline.apps.legality.pages.review_parts import asked_rows
from plumbline.apps.legality.pages.review_views import REFUSALS
from plumbline.apps.legality.pages.review_words import Request, person_of, refused
from plumbline.apps.legality.policies import REVIEW_SEND
from plumbline.apps.legality.review_forms import QuestionsForm
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.review_catalogue import catalogue_of
from plumbline.core.authority.person import Place
from plumbline.core.review.proposals import Proposal, propose
from plumbline.core.review.questions import Answer, Said


def place_of_source(request: HttpRequest, source: str) -> Place:
    """Where the case of a decision belongs."""
    return read_case(source).place


@require_http_methods(["GET", "POST"])
@requires(REVIEW_SEND, place=place_of_source)
def begin(request: Request, source: str) -> HttpResponse:
    """The questionnaire; sent, the review is opened and its submission begun."""
    file = read_case(source)
    if file.history.opening.procedure not in reviewing.ACT_KINDS:
        raise Http404
    asked = shelf.questions()["major"].questions
    found = proposals(file, request)
    stated = {
        one.question: Answer(one.question, Said.YES if one.yes else Said.NO, _said(one))
        for one in found.values()
    }
    form = QuestionsForm(request.POST or None, asked=asked, stated=stated, only_yes_no=True)
    if request.method != "POST":
        return _page(request, file, form, found)
    if not form.is_valid():
        return _page(request, file, form, found, status=422)
    try:
        case = reviewing.begin_review(
            person=person_of(request), source=source, answers=form.answers, now=request.now
        )
    except REFUSALS as error:
        panel = refused(error, source, file.docket, request.today, "")
        return _page(request, file, form, found, refusal=panel, status=422)
    return HttpResponseRedirect(reverse("legality:review", kwargs={"case": case}))


def proposals(file: CaseFile, request: Request) -> dict[str, Proposal]:
    """What the case says for the questions."""
    opening = file.history.opening
    kind = reviewing.ACT_KINDS[opening.procedure]
    case = file.history.folded(request.now)
    return propose(case, kind, opening.title, catalogue_of(opening.organ), request.today)


def _page(
    request: Request,
    file: CaseFile,
    form: QuestionsForm,
    found: dict[str, Proposal],
    refusal: Any = None,
    status: int = 200,
) -> HttpResponse:
    opening = file.history.opening
    case_url = reverse("casework:case", kwargs={"case": opening.case})
    title = _("Is the decision major?")
    said = {one.question: _said(one) for one in found.values()}
    values = {
        "head": PageHead(
            title,
            path=(Link(opening.number, case_url), Link(title)),
            note=_("Answers come from the case where it says so; a person confirms each. {cause}").format(
                cause=opening.title
            ),
        ),
        "refusal": refusal,
        "form": form,
        "paper": None,
        "asked": asked_rows(form, said, plain=True),
        "button": _("Confirm the answers and begin the submission"),
        "back": case_url,
    }
    return render(request, "legality/questions.html", values, status=status)


def _said(one: Proposal) -> str:
    return one.zh if language() == "zh" else one.en
