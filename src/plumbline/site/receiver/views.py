"""Pages of the portal apart: its files as they were signed, and the forms with their receipts."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, Final

import segno
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.page_parts.part import Link
from plumbline.apps.public_portal.frame import Request, question, to
from plumbline.apps.public_portal.service_forms import TRAP, SubmissionForm
from plumbline.apps.public_portal.taking_over import FORMS, LANGUAGES
from plumbline.apps.public_service.errors import TooMany
from plumbline.apps.public_service.gate import LEAST_AGE, PostCounter, client_of, handed_out, read_token
from plumbline.apps.public_service.services import SERVICES, Service
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.bundle import MANIFEST
from plumbline.core.disclosure.submission import Sent
from plumbline.core.errors import Language, PlumblineError
from plumbline.site.receiver.outbox import code_for, keep, was_written

RECEIVED: Final = PostCounter(5)
"""Receipts of one network in a window."""
_FILES_FRESH: Final = "public, max-age=300"
View = Callable[..., HttpResponse]


def spoken(view: View) -> View:
    """In the language of the address; never kept anywhere."""

    @wraps(view)
    def page(request: Request, language: Language, **named: Any) -> HttpResponse:
        with translation.override(LANGUAGES[language]):
            answer = view(request, language, **named)
        answer.headers.setdefault("Content-Language", LANGUAGES[language])
        answer.headers["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(answer)
        return answer

    return page


@require_safe
def file(request: Request, **_named: Any) -> HttpResponse:
    """A file of the bundle; nothing else of the folder can be asked for."""
    name = request.path.lstrip("/")
    listed = name + "index.html" if not name or name.endswith("/") else name
    if listed not in _listed():
        if (
            f"{name}/index.html" in _listed()
        ):  # as other servers of files do: a printed code has no slash at its end
            return HttpResponsePermanentRedirect(f"/{name}/")
        raise Http404
    kind = mimetypes.guess_type(listed)[0] or "text/html"
    text = "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else ""
    answer = HttpResponse((_bundle() / listed).read_bytes(), content_type=kind + text)
    answer.headers["Cache-Control"] = _FILES_FRESH
    return answer


@require_safe
@spoken
def complaints(request: Request, language: Language) -> HttpResponse:
    """What may be sent, to whom it goes, and where to follow it."""
    offered = [
        (said["title"], said["told"], to("submission", language, service=key))
        for key in SERVICES
        if (said := _said(key, language))
    ]
    values = {"title": _("Complaints and requests"), "offered": offered, "follow": to("follow", language)}
    return _page(request, language, "complaints.html", values)


@require_safe
@spoken
def follow(request: Request, language: Language) -> HttpResponse:
    """Where a receipt code can be used: at the desk's own portal, once the submission was carried there."""
    place = settings.RECEIVER["follow"]
    if place:
        return HttpResponseRedirect(place + question([("code", request.GET.get("code", "")[:40])]))
    return _page(request, language, "follow_apart.html", {"title": _("Follow what you sent")})


@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def submission(request: Request, language: Language, service: str) -> HttpResponse:
    """The form; once it is sent, the receipt."""
    chosen = SERVICES.get(service)
    if chosen is None or not _said(service, language):
        raise Http404
    if request.method != "POST":
        return _asked(request, language, chosen, _form(request, language, chosen), handed_out(request.now))
    token = request.POST.get("token", "")
    handed, form = read_token(token, request.now), _form(request, language, chosen, sent=True)
    if handed is None:
        fresh = handed_out(request.now)
        return _asked(request, language, chosen, form, fresh, _("The form is too old; send it again."), 422)
    if request.POST.get(TRAP) or request.now - handed.at < LEAST_AGE:
        return _asked(request, language, chosen, form, token, _("Look it over, then send it again."), 422)
    if not form.is_valid():
        return _asked(request, language, chosen, form, token, status=422)
    code = code_for(handed.case)
    try:
        if not was_written(handed.case):
            _check_flood(request)
            keep(Sent(handed.case, chosen.key, language, request.now, code, _typed(request, form)))
    except PlumblineError as error:
        status = 429 if isinstance(error, TooMany) else 503
        return _asked(request, language, chosen, form, token, error.in_sentences(language), status)
    return _receipt(request, language, chosen, code)


def _check_flood(request: Request) -> None:
    if RECEIVED.is_flood(client_of(request), request.now):
        raise TooMany(unread=RECEIVED.most)


def _typed(request: Request, form: SubmissionForm) -> dict[str, str]:
    """The fields of the form as they were typed; nothing else of the request is kept."""
    return {name: request.POST.get(name, "") for name in form.fields}


def _form(request: Request, language: Language, service: Service, *, sent: bool = False) -> SubmissionForm:
    return SubmissionForm(
        request.POST if sent else None,
        service=service,
        organs=[(str(code), str(name)) for code, name in _forms()["services"][service.key]["organs"]],
        today=date_of(request.today),
        language=language,
        code=request.GET.get("code", "")[:40],
    )


def _asked(
    request: Request,
    language: Language,
    service: Service,
    form: SubmissionForm,
    token: str,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    said = _said(service.key, language)
    values: dict[str, Any] = {
        "title": said["title"],
        "path": [Link(_("Complaints and requests"), to("complaints", language)), Link(said["title"])],
        "told": said["told"],
        "form": form,
        "token": token,
        "trap": TRAP,
        "problem": problem,
    }
    return _page(request, language, "submission.html", values, status)


def _receipt(request: Request, language: Language, service: Service, code: str) -> HttpResponse:
    place = settings.RECEIVER["follow"] or to("follow", language)
    link = place + question([("code", code)])
    values = {
        "title": _("It was received"),
        "service": _said(service.key, language)["title"],
        "code": code,
        "follow": link,
        "drawn": segno.make(request.build_absolute_uri(link), error="m").svg_data_uri(scale=4, border=2),
        "is_apart": True,
    }
    return _page(request, language, "receipt.html", values)


def _page(
    request: Request, language: Language, template: str, values: dict[str, Any], status: int = 200
) -> HttpResponse:
    told = {**values, "language": language, "is_static": False}
    return render(request, f"public_portal/{template}", told, status=status)


def _said(service: str, language: Language) -> Mapping[str, str]:
    """Title and words of a service as the desk wrote them; nothing for one that it does not offer."""
    found: Mapping[str, str] = _forms()["services"].get(service, {}).get(language, {})
    return found


def _bundle() -> Path:
    folder: Path = settings.RECEIVER["bundle"]
    return folder


@cache
def _forms() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((_bundle() / FORMS).read_text("utf-8"))
    return told


@cache
def _listed() -> frozenset[str]:
    lines = (_bundle() / MANIFEST).read_text("utf-8").splitlines()
    return frozenset(line.partition("  ")[2] for line in lines)
