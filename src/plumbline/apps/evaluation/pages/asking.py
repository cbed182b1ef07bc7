"""What these pages share: who asks, what a browser's script is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.evaluation.errors import NotHere
from plumbline.apps.evaluation.queries import Seen, seen_by
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import Asked
from plumbline.apps.people.pages_language import told
from plumbline.core.authority.person import Person
from plumbline.core.ballots.errors import BallotUnfit
from plumbline.core.errors import PlumblineError

_LONGEST = 4096


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def person_of(request: Request) -> Person:
    """Who asks; the policy has let somebody in."""
    assert request.person is not None
    return request.person


def evaluation_of(request: Request, key: str) -> Seen:
    """The evaluation of an address; whoever is not called finds none."""
    try:
        return seen_by(person_of(request), key, request.today)
    except NotHere:
        raise Http404 from None


def url_of(name: str, key: str) -> str:
    """An address of an evaluation."""
    return str(reverse(f"evaluation:{name}", kwargs={"evaluation": key}))


def grade_words() -> dict[str, str]:
    """The grades as a reader knows them, best first."""
    return {
        "good": _("Good"),
        "fairly_good": _("Fairly good"),
        "ordinary": _("Ordinary"),
        "poor": _("Poor"),
        "invalid": _("Abstain"),
    }


def stage_word(stage: str) -> StatusWord:
    """How far an evaluation is."""
    return {
        "open": StatusWord(_("voting is open"), "running", "clock"),
        "closing": StatusWord(_("voting is over, to be counted"), "soon", "clock"),
        "counted": StatusWord(_("counted and published"), "passed", "check"),
        "failed": StatusWord(_("too few ballots, not counted"), "neutral", "circle-dashed"),
    }[stage]


def sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that a script sent; raises BallotUnfit."""
    body = request.read(_LONGEST + 1)
    try:
        told = json.loads(body) if len(body) <= _LONGEST else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise BallotUnfit()
    return told


def as_data(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal of the view's own is told to the script: what is wrong and what to do."""

    @wraps(view)
    def answered(request: Request, *given: Any, **named: Any) -> HttpResponse:
        try:
            answer = view(request, *given, **named)
        except PlumblineError as error:
            answer = JsonResponse({"error": told(error)}, status=422)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return answered
