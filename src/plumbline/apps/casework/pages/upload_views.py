"""Resumable uploads for the form of an act (tus): what was taken in goes with the form as its files do."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.attachments import queries, tus
from plumbline.apps.attachments.queries import UploadView
from plumbline.apps.attachments.uploads import taken_in
from plumbline.apps.casework.pages.answers import Request, person_of, place_of
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.people.access import requires


@require_http_methods(["GET", "OPTIONS", "POST"])
@requires(CASE_ACT, place=place_of)
def uploads(request: Request, case: str) -> HttpResponse:
    """Begin an upload, or ask which of one's own are not used yet: a page that was loaded anew goes on with them."""
    account = person_of(request).account
    if request.method == "OPTIONS":
        return tus.options()
    if request.method == "GET":
        found = queries.uploads(account=account, case=case)
        answer = JsonResponse({"uploads": [_told(request, one, case) for one in found]})
        answer["Cache-Control"] = "no-store"
        return answer
    return tus.create(
        request,
        account=account,
        case=case,
        address=lambda token: _address(case, token),
        now=request.now,
        language=language(),
    )


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@requires(CASE_ACT, place=place_of)
def upload(request: Request, case: str, upload: str) -> HttpResponse:
    """How far an upload is, a part of it, or its end."""
    account = person_of(request).account
    return tus.one(request, token=upload, account=account, case=case, now=request.now)


@require_POST
@requires(CASE_ACT, place=place_of)
def finish(request: Request, case: str, upload: str) -> HttpResponse:
    """All of it came: it is compared, inspected and kept."""
    person = person_of(request)
    return tus.finish(
        request,
        token=upload,
        account=person.account,
        case=case,
        now=request.now,
        language=language(),
        told=lambda view: taken_in(view, person, case),
    )


def _told(request: Request, one: UploadView, case: str) -> dict[str, object]:
    told: dict[str, object] = {
        "address": _address(case, one.token),
        "name": one.row.name,
        "changed": one.row.changed,
        "bytes": one.size,
        "offset": one.offset,
    }
    return told | ({"taken": taken_in(one, person_of(request), case)} if one.hash else {})


def _address(case: str, token: str) -> str:
    return str(reverse("casework:upload", kwargs={"case": case, "upload": token}))
