"""The voter's side: the sheet of evaluations, the blind request, the casting that nobody is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.evaluation import actions
from plumbline.apps.evaluation.pages.asking import (
    Request,
    as_data,
    grade_words,
    person_of,
    sent,
    stage_word,
    url_of,
)
from plumbline.apps.evaluation.policies import CAST, TAKE_PART
from plumbline.apps.evaluation.queries import Own, own
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import EmptyPage
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.core.ballots.ballot import Ballot
from plumbline.core.ballots.errors import BallotUnfit


@dataclass(frozen=True, slots=True)
class Line:
    """An evaluation on the sheet, with what the script needs to make a ballot."""

    key: str
    title: str
    modulus: str
    take_url: str
    cast_url: str
    url: str
    word: StatusWord
    took: bool


@require_GET
@requires(TAKE_PART)
def sheet(request: Request) -> HttpResponse:
    """The evaluations to which the reader is called: those that are open to be filled in, the others to be read."""
    found = own(person_of(request))
    lines = [_line(one) for one in found]
    is_open = {one.seen.key for one in found if one.seen.stage == "open"}
    why = _("When the rule-of-law office calls you to evaluate a report on duties, it appears here.")
    values = {
        "head": PageHead(_("Democratic evaluation")),
        "waiting": [one for one in lines if one.key in is_open],
        "over": [one for one in lines if one.key not in is_open],
        "voter": person_of(request).account,
        "grades": list(enumerate(grade_words().values())),
        "empty": None if lines else EmptyPage(_("Nothing to evaluate"), why),
    }
    answer = render(request, "evaluation/sheet.html", values)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@requires(TAKE_PART)
@as_data
def take(request: Request, evaluation: str) -> HttpResponse:
    """Signs the reader's one blind request."""
    asked = str(sent(request).get("request", ""))
    answer = actions.take(
        person=person_of(request), evaluation=evaluation, request=asked, today=request.today
    )
    return JsonResponse({"answer": answer})


@csrf_exempt  # no login stands behind it, and none must: the browser sends this without its cookies
@require_POST
@requires(CAST)
@as_data
def cast(request: Request, evaluation: str) -> HttpResponse:
    """Takes a ballot. Neither session nor address nor time of the request is looked at or kept."""
    told = sent(request)
    grade = told.get("grade")
    if not isinstance(grade, int):
        raise BallotUnfit()
    ballot = Ballot(str(told.get("serial", "")), grade, str(told.get("signature", "")))
    actions.cast(evaluation=evaluation, ballot=ballot)
    return JsonResponse({"cast": True})


def _line(one: Own) -> Line:
    seen = one.seen
    return Line(
        key=seen.key,
        title=seen.title,
        modulus=seen.modulus,
        take_url=url_of("take", seen.key),
        cast_url=url_of("cast", seen.key),
        url=url_of("page", seen.key),
        word=stage_word(seen.stage),
        took=one.took,
    )
