"""One review: the file, the questions, the opinion with its items, what the unit answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.legality.actions import reviewing
from plumbline.apps.legality.errors import ReviewError
from plumbline.apps.legality.pages.review_parts import (
    asked_rows,
    head_of,
    is_unanswered,
    is_untold,
    said_before,
    side_of,
)
from plumbline.apps.legality.pages.review_words import Request, person_of, refused
from plumbline.apps.legality.policies import REVIEW_GIVE, REVIEW_READ, REVIEW_SEND
from plumbline.apps.legality.queries.reviews import WAITING, ReviewLine, review_of
from plumbline.apps.legality.review_forms import (
    ItemsForm,
    LackingForm,
    OfflineForm,
    OpinionForm,
    QuestionsForm,
)
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.cases.errors import CaseError
from plumbline.core.review.questions import problems

REFUSALS = (ReviewError, CaseError, CaseworkError, FileRefused, StoreError)
_STEPS = {
    "check": "review",
    "give": "opinion",
    "offline": "opinion",
    "back": "supplement",
    "items": "rework",
    "tell": "opinion",
}


def place_of(request: HttpRequest, case: str) -> Place:
    """Where a review belongs; raises CaseNotFound."""
    return read_case(case).place


@require_http_methods(["GET", "POST"])
@requires(REVIEW_READ, place=place_of)
def review(request: Request, case: str) -> HttpResponse:
    """The review as it stands, with what may be done next."""
    row = review_of(case)
    if row is None:
        raise Http404
    file = read_case(case)
    sent = next((one for one in _STEPS if f"do_{one}" in request.POST), "")
    made = _forms(request, row, file, sent)
    if request.method != "POST":
        return _page(request, row, file, made)
    form = made.get(sent)
    if form is None:
        return HttpResponse(status=403)
    if not form.is_valid():
        return _page(request, row, file, made, status=422)
    try:
        _ACTS[sent](request, case, row, form)
    except REFUSALS as error:
        panel = refused(error, case, file.docket, request.today, _STEPS[sent])
        fresh = review_of(case) or row
        return _page(request, fresh, read_case(case), made, refusal=panel, status=422)
    if sent == "items":
        address = reverse("casework:act", kwargs={"case": case, "step": "submit"})
        return HttpResponseRedirect(address)
    return HttpResponseRedirect(request.path)


def _forms(request: Request, row: ReviewLine, file: CaseFile, sent: str) -> dict[str, Any]:
    """The forms that this person may send as the review stands."""
    place, today = file.place, request.today
    gives = may_access(request.person, REVIEW_GIVE, place, today)
    sends = may_access(request.person, REVIEW_SEND, place, today)
    made: dict[str, Callable[[Any], Any]] = {}
    if gives and row.stage in WAITING:
        asked, before = reviewing.asked_in(file, row.kind), said_before(file, row.round)
        results = _results(file)
        hearing = "after_hearing" in file.docket.procedure.steps["opinion"].fields
        made["check"] = lambda data: QuestionsForm(data, asked=asked, stated=before)
        made["back"] = lambda data: LackingForm(data, prefix="b")
        found = "\n".join(f"{one.says('zh')} {before[one.id].why}" for one in problems(asked, before))
        made["give"] = lambda data: OpinionForm(data, results=results, hearing=hearing, items=found)
        made["offline"] = lambda data: OfflineForm(data, results=results, hearing=hearing, today=today)
        if row.stage != "reviewing":
            del made["give"]
    if sends and is_unanswered(file, row):
        made["items"] = lambda data: ItemsForm(data, items=reviewing.items_of(file))
    if gives and row.stage in ("agreed", "objected") and is_untold(file, row):
        made["tell"] = forms.Form
    shown: dict[str, Any] = dict.fromkeys(_STEPS)
    return {**shown, **{name: make(request.POST if name == sent else None) for name, make in made.items()}}


def _results(file: CaseFile) -> list[tuple[str, str]]:
    field = file.docket.procedure.steps["opinion"].fields["result"]
    return [(one, shelf().words.word(field.name, one, language())) for one in field.options]


def _page(
    request: Request,
    row: ReviewLine,
    file: CaseFile,
    made: dict[str, Any],
    refusal: Any = None,
    status: int = 200,
) -> HttpResponse:
    check, answered = made["check"], made["items"]
    values = {
        "head": head_of(request, row, file),
        "refusal": refusal,
        "forms": made,
        "asked": asked_rows(check) if check else [],
        "item_rows": [(one, answered[f"{one.no}"], answered[f"{one.no}-why"]) for one in answered.items]
        if answered
        else [],
        "first_time": "first_time" in request.POST,
        "wants_first_time": "first_time" in file.docket.procedure.steps["review"].fields,
        **side_of(request, row, file),
    }
    return render(request, "legality/review.html", values, status=status)


def _check(request: Request, case: str, row: ReviewLine, form: QuestionsForm) -> None:
    told = reviewing.Checked(form.answers, "first_time" in request.POST)
    reviewing.check(person=person_of(request), case=case, checked=told, seen=None, now=request.now)


def _back(request: Request, case: str, row: ReviewLine, form: LackingForm) -> None:
    lacking = form.cleaned_data["lacking"]
    reviewing.send_back(person=person_of(request), case=case, lacking=lacking, seen=None, now=request.now)


def _give(request: Request, case: str, row: ReviewLine, form: OpinionForm) -> None:
    said = form.cleaned_data
    given = reviewing.Given(said["result"], form.items_given, said.get("after_hearing"))
    reviewing.give_opinion(person=person_of(request), case=case, given=given, seen=None, now=request.now)


def _offline(request: Request, case: str, row: ReviewLine, form: OfflineForm) -> None:
    said = form.cleaned_data
    given = reviewing.Given(
        said["result"], form.items_given, said.get("after_hearing"), said["on"], said["number"]
    )
    reviewing.register_offline(person=person_of(request), case=case, given=given, seen=None, now=request.now)


def _items(request: Request, case: str, row: ReviewLine, form: ItemsForm) -> None:
    reviewing.answer_items(
        person=person_of(request),
        case=case,
        handled=form.handled,
        handling=form.cleaned_data["handling"],
        seen=None,
        now=request.now,
    )


def _tell(request: Request, case: str, row: ReviewLine, form: forms.Form) -> None:
    reviewing.tell_source(person=person_of(request), case=case, now=request.now)


_ACTS: dict[str, Callable[[Request, str, ReviewLine, Any], None]] = {
    "check": _check,
    "back": _back,
    "give": _give,
    "offline": _offline,
    "items": _items,
    "tell": _tell,
}
