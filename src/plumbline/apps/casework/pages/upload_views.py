"""Resumable uploads for the form of an act (tus): what was taken in goes with the form as its files do."""

from __future__ import annotations

from functools import wraps

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.attachments import queries, tus
from plumbline.apps.attachments.queries import UploadView, records_with_same_bytes
from plumbline.apps.attachments.uploads import taken_in
from plumbline.apps.casework.pages.answers import Request, file_of, person_of, place_of, small_head
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.ledger_store.queries import case_numbers, record
from plumbline.apps.people.access import View, requires
from plumbline.apps.people.errors import PassWrong
from plumbline.apps.people.upload_pass import GOOD_FOR, make_pass, person_by_pass
from plumbline.core.authority.person import Person

_MOST_SAME = 20


def by_pass(view: View) -> View:
    """Lets a request in that bears a pass (`Authorization: Bearer …`) instead of a session; others as ever."""
    by_session = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def asked(request: Request, case: str, **named: str) -> HttpResponseBase:
        kind, _space, text = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer":
            answer: HttpResponseBase = by_session(request, case=case, **named)
            return answer
        try:
            request.person = person_by_pass(text.strip(), case, request.now, request.today)
        except PassWrong as error:
            told = f"{error.message(language())} {error.remedy(language())}"
            return HttpResponse(told, status=401, content_type="text/plain; charset=utf-8")
        return view(request, case=case, **named)

    guarded: View = asked
    return guarded


@by_pass
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


@by_pass
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@requires(CASE_ACT, place=place_of)
def upload(request: Request, case: str, upload: str) -> HttpResponse:
    """How far an upload is, a part of it, or its end."""
    account = person_of(request).account
    return tus.one(request, token=upload, account=account, case=case, now=request.now)


@by_pass
@require_POST
@requires(CASE_ACT, place=place_of)
def parts(request: Request, case: str, upload: str) -> HttpResponse:
    """Where the command line may put what lacks; a page may not, its policy knows no other place than the desk."""
    return tus.parts(token=upload, account=person_of(request).account, case=case, now=request.now)


@by_pass
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
        told=lambda view: taken_in(view, person, case) | {"same": _same(person, case, view.hash)},
    )


def _same(person: Person, case: str, hash: str) -> str:
    """Where the very same file stands already, in this case or another of the organ; it is said and not refused."""
    here, elsewhere = False, []
    for id in records_with_same_bytes(hash)[:_MOST_SAME]:
        found = record(id)
        if found is None or found.record.organ != person.organ:
            continue
        if found.record.case == case:
            here = True
        else:
            elsewhere.append(found.record.case)
    said = []
    if here:
        said.append(_("the same file stands in this case already"))
    if elsewhere:
        numbers = ", ".join(sorted(set(case_numbers(elsewhere).values())))
        said.append(_("the same file stands in %(numbers)s") % {"numbers": numbers})
    return "; ".join(said)


@require_http_methods(["GET", "POST"])
@requires(CASE_ACT, place=place_of)
def upload_pass(request: Request, case: str) -> HttpResponse:
    """A pass for the command line: made when asked for, shown once."""
    made = make_pass(person_of(request), case, request.now) if request.method == "POST" else ""
    values = {
        "head": small_head(request, file_of(request, case), _("Upload from a command line")),
        "made": made,
        "server": request.build_absolute_uri("/").rstrip("/"),
        "case": case,
        "hours": GOOD_FOR // 3_600_000_000,
        "back": reverse("casework:case", kwargs={"case": case}),
    }
    answer = render(request, "casework/upload_pass.html", values)
    answer["Cache-Control"] = "no-store"
    return answer


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
