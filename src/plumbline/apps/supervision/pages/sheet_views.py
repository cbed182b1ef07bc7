"""One file of a round: the reader's sheet, the result, what the organ is told and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries import holders
from plumbline.apps.people.queries.colleagues import officer_names, organ_names
from plumbline.apps.supervision import actions
from plumbline.apps.supervision.forms import AnswerForm, ReasonForm, SheetForm
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of, place, tell
from plumbline.apps.supervision.pages.review_wording import LEVELS, file_word, number, outcome, says
from plumbline.apps.supervision.pages.wording import Words, case_link
from plumbline.apps.supervision.policies import OBJECT_TO_REVIEW, REVIEW_RESULTS, REVIEWS
from plumbline.apps.supervision.rounds import place_of_result, round_of
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.authority.role import Role
from plumbline.core.oversight.file_review import (
    File,
    Round,
    Sheet,
    is_read,
    next_reader,
    points_of,
    sheets_for,
)
from plumbline.core.oversight.review_errors import ReviewError, RoundUnknown


def organ_place(request: HttpRequest, round: str, case: str) -> Place:
    """The organ whose file it is."""
    return place_of_result(round, case)


@require_GET
@requires(REVIEWS, place=place)
def file_page(request: Request, round: str, case: str) -> HttpResponse:
    """The file as its readers see it: each only the own sheet until all are in."""
    made = round_of(round)
    return _page(request, made, made.file(case))


@require_POST
@requires(REVIEWS, place=place)
def enter(request: Request, round: str, case: str) -> HttpResponse:
    """Enters a sheet, tells the result, or answers an objection."""
    made = round_of(round)
    file, what = made.file(case), request.POST.get("what", "")
    common: dict[str, Any] = {
        "person": person_of(request),
        "round_id": round,
        "case": case,
        "now": request.now,
        "today": request.today,
    }
    if what == "tell":
        return _did(request, made, case, lambda: actions.tell_result(**common))
    form = AnswerForm(request.POST) if what == "answer" else _sheet_form(made, request)
    if not form.is_valid():
        return _page(request, made, file, form, 422)
    if isinstance(form, SheetForm):
        said = form.cleaned_data
        sheet = {"levels": form.levels(), "fails": said["fails"], "note": said["note"]}
        return _did(request, made, case, lambda: actions.enter_sheet(**common, **sheet))
    points = form.cleaned_data["points"]
    answer = {
        "reason": form.cleaned_data["reason"],
        "points": None if points is None else Fraction(points),
    }
    return _did(request, made, case, lambda: actions.answer_objection(**common, **answer))


@require_GET
@requires(REVIEW_RESULTS, place=organ_place)
def result_page(request: Request, round: str, case: str) -> HttpResponse:
    """The result as the organ is told it. Raises RoundUnknown before that."""
    made = round_of(round)
    file = made.file(case)
    if file.told_at is None:
        raise RoundUnknown(named=case)
    return _result(request, made, file, ReasonForm())


@require_POST
@requires(OBJECT_TO_REVIEW, place=organ_place)
def object_to(request: Request, round: str, case: str) -> HttpResponse:
    """The organ's objection."""
    made, form = round_of(round), ReasonForm(request.POST)
    if not form.is_valid():
        return _result(request, made, made.file(case), form, 422)
    common: dict[str, Any] = {
        "person": person_of(request),
        "round_id": round,
        "case": case,
        "now": request.now,
        "today": request.today,
    }
    reason = form.cleaned_data["reason"]
    return _did(
        request,
        made,
        case,
        lambda: actions.object_to_result(**common, reason=reason),
        "supervision:review_result",
    )


def _did(
    request: Request,
    made: Round,
    case: str,
    act: Callable[[], None],
    page: str = "supervision:review_file",
) -> HttpResponse:
    try:
        act()
    except CaseMoved:
        messages.error(request, _("Somebody else went on meanwhile; look where the file stands."))
    except ReviewError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse(page, kwargs={"round": made.id, "case": case}))


def _sheet_form(made: Round, request: Request | None = None) -> SheetForm:
    scoring = made.scoring
    words = _("{item} ({points} points)")
    return SheetForm(
        request.POST if request is not None else None,
        items=[(one.id, words.format(item=says(one), points=one.points)) for one in scoring.by_people],
        fails=[(one.id, says(one)) for one in scoring.fails],
    )


def _page(
    request: Request, made: Round, file: File, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    who = person_of(request).signs_as
    scoring = made.scoring
    named = {"round": made.id, "case": file.case}
    waits = file.objection is not None and not file.objection.answer
    has_read = any(one.reader == who for one in file.sheets)
    shown = form if form is not None and not isinstance(form, AnswerForm) else _sheet_form(made)
    values = _common(request, made, file, sheets_for(scoring, file, who)) | {
        "head": _head(request, made, file, is_read(scoring, file)),
        "enter_url": reverse("supervision:review_enter", kwargs=named),
        "form": shown if next_reader(scoring, file, who) else None,
        "may_tell": is_read(scoring, file) and file.told_at is None,
        "answer": (form if isinstance(form, AnswerForm) else AnswerForm())
        if waits and not has_read
        else None,
        "answerers": _answerers(request, file) if waits and has_read else None,
    }
    return render(request, "supervision/review_file.html", values, status=status)


def _answerers(request: Request, file: File) -> str:
    """Who of the supervisors has not read the file and answers for it, in words."""
    person, read = person_of(request), {one.reader for one in file.sheets}
    division = person.divisions[0] if person.divisions else ""
    there = holders(Role.SUPERVISOR, request.today, organ=person.organ, division=division)
    names = officer_names([one for one in there if one not in read])
    if not names:
        return str(
            _("Every supervisor has read it: the security administrator opens an account for another one.")
        )
    stop = "、" if Words((), request.today).language == "zh" else ", "
    told: str = _("It is answered by: {names}")
    return told.format(names=stop.join(sorted(names.values())))


def _result(request: Request, made: Round, file: File, form: ReasonForm, status: int = 200) -> HttpResponse:
    may = may_access(person_of(request), OBJECT_TO_REVIEW, Place(file.organ, made.division), request.today)
    values = _common(request, made, file, file.sheets, named=False) | {
        "head": _head(request, made, file, True),
        "object_url": reverse("supervision:review_object", kwargs={"round": made.id, "case": file.case}),
        "form": form if may and file.objection is None else None,
        "days": made.scoring.objection_days,
    }
    return render(request, "supervision/review_result.html", values, status=status)


def _common(
    request: Request, made: Round, file: File, sheets: tuple[Sheet, ...], *, named: bool = True
) -> dict[str, Any]:
    """What both pages show; readers are named among supervisors only."""
    names = officer_names([one.reader for one in sheets]) if named else {}
    return {
        "by_rules": _by_rules(made, file),
        "sheets": [
            _shown(made, file, one, names.get(one.reader, one.reader) if named else str(place))
            for place, one in enumerate(sheets, 1)
        ],
        "objection": file.objection,
    }


def _head(request: Request, made: Round, file: File, is_told: bool) -> PageHead:
    organs = organ_names([file.organ])
    facts = [
        Fact(_("Organ"), organs.get(file.organ, file.organ)),
        Fact(_("Case"), file.number, link=case_link(file.case, file.number)),
    ]
    if is_told:
        facts.append(Fact(_("Result"), outcome(made.scoring, file)))
    path = [Link(_("Case-file review"), reverse("supervision:reviews"))]
    if may_access(request.person, REVIEWS, None, request.today):
        path.append(Link(made.title, reverse("supervision:review", kwargs={"round": made.id})))
    path.append(Link(file.number))
    return PageHead(file.number, path=tuple(path), words=(file_word(made.scoring, file),), facts=tuple(facts))


def _by_rules(made: Round, file: File) -> list[tuple[str, str, list[str]]]:
    """Each item that rules judge: words, points given of those there are, what the rules demand that was not met."""
    said = Words((), 0).language
    rules = {rule.id: rule for rule in shelf().docket(made.scoring.procedure).procedure.rules}
    shown = []
    for item in made.scoring.by_rules:
        found = file.found.get(item.id, ())
        words = [
            (rules[one].says if said == "zh" else rules[one].english or rules[one].says)
            if one in rules
            else one
            for one in found
        ]
        shown.append((says(item), f"{0 if found else item.points} / {item.points}", words))
    return shown


def _shown(made: Round, file: File, sheet: Sheet, name: str) -> dict[str, Any]:
    fails = {one.id: says(one) for one in made.scoring.fails}
    return {
        "name": name,
        "points": number(points_of(made.scoring, file, sheet)),
        "judged": [(says(one), LEVELS[sheet.levels[one.id]], one.points) for one in made.scoring.by_people],
        "fails": [fails[one] for one in sheet.fails],
        "note": sheet.note,
    }
