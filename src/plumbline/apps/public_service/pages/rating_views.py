"""The code by which whoever was inspected or served rates it: shown once, to be handed over."""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.pages.answers import place_of
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.public_service.actions import hand_out_rating
from plumbline.apps.public_service.errors import ServiceRefused
from plumbline.apps.public_service.services import RATED, SERVED
from plumbline.core.errors import Language


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@never_cache
@require_POST
@requires(CASE_ACT, place=place_of)
def rating_code(request: Request, case: str) -> HttpResponse:
    """The code, or why there is none."""
    assert request.person is not None
    language: Language = "en" if (get_language() or "").startswith("en") else "zh"
    back = reverse("casework:case", kwargs={"case": case})
    _after, service = RATED.get(read_case(case).history.opening.procedure, ("", "rating"))
    title = _("Rating by the applicant") if service == SERVED else _("Rating by those inspected")
    values = {
        "head": PageHead(title, (Link(_("Case"), back), Link(_("Code for a rating")))),
        "back": back,
        "problem": "",
        "is_service": service == SERVED,
    }
    try:
        code = hand_out_rating(person=request.person, case=case, now=request.now)
    except ServiceRefused as error:
        told = {**values, "problem": error.in_sentences(language)}
        return render(request, "public_service/rating_code.html", told, status=409)
    form = reverse("public_portal:submission", kwargs={"language": language, "service": service})
    address = request.build_absolute_uri(f"{form}?code={code}")
    drawn = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    return render(request, "public_service/rating_code.html", {**values, "code": code, "drawn": drawn})
