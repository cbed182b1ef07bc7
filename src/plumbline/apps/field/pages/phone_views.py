"""The phone's page: the shell that opens without network, its worker and manifest, and the data that it asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.field.actions import receive_visit, take_file
from plumbline.apps.field.pages.asking import Request, data, language, person_of, told_as_data
from plumbline.apps.field.policies import FIELD_SEND, FIELD_SHELL
from plumbline.apps.field.queries.arrivals import Arrival, arrival, numbers_borne, taken_in
from plumbline.apps.field.queries.preparing import prepared
from plumbline.apps.page_parts.templatetags.parts import built
from plumbline.apps.people.access import requires
from plumbline.core.cases.field_visit import VisitUnreadable, read_visit

_ID = re.compile(r"[0-9a-f]{32}")
_BLOCK = 1 << 18
_SHELL = ("field.css", "field.js", "fonts.css", "mark.svg")
_LARGEST_VISIT = 4 << 20
"""Bytes of the acts of one visit; its files come apart."""


@require_safe
@requires(FIELD_SHELL)
def shell(request: Request) -> HttpResponse:
    """The page without any data; the worker keeps it."""
    return render(request, "field/phone.html", {"english": (get_language() or "").startswith("en")})


@require_safe
@requires(FIELD_SHELL)
def worker(request: Request) -> HttpResponse:
    """The service worker, at the root, so that it may look after the phone's page and after nothing else.

    Its bytes change with any file of the shell, and that is how a browser learns of a new version.
    """
    files = [reverse("field:shell"), reverse("field:manifest"), *(built(name) for name in _SHELL)]
    fonts = static("build/fonts/")
    head = f"self.PL_SHELL = {json.dumps(files)};\nself.PL_FONTS = {json.dumps(fonts)};\n"
    script = (settings.SITE / "static/build" / Path(built("field-worker.js")).name).read_text("utf-8")
    answer = HttpResponse(head + script, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = reverse("field:shell")
    return answer


@require_safe
@requires(FIELD_SHELL)
def manifest(request: Request) -> HttpResponse:
    """What a phone reads to put the page on its screen."""
    told = {
        "name": _("{district} work in the field").format(district=settings.DISTRICT_NAME),
        "short_name": _("In the field"),
        "start_url": reverse("field:shell"),
        "scope": reverse("field:shell"),
        "display": "standalone",
        "background_color": "#f3f5f7",
        "theme_color": "#103660",
        "icons": [{"src": built("mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(text, content_type="application/manifest+json; charset=utf-8")


@require_safe
@requires(FIELD_SHELL)
def token(request: Request) -> HttpResponse:
    """Who is signed in, and a fresh token; asked before each sending, as a kept token has gone stale by then."""
    person = request.person
    return data(
        {
            "csrf": get_token(request),
            "account": person.account if person else None,
            "officer": person.officer if person else None,
            "now": request.now // 1000,
        }
    )


@require_safe
@requires(FIELD_SEND)
@told_as_data
def prepare(request: Request) -> HttpResponse:
    """What the phone takes along."""

    def address(code: str) -> str:
        return str(request.build_absolute_uri(reverse("field:code", kwargs={"code": code})))

    return data(prepared(person_of(request), request.now, request.today, language(), address))


@require_POST
@requires(FIELD_SEND)
@told_as_data
def file(request: Request, file: str) -> HttpResponse:
    """A file of a visit, its bytes as they are; sent again, it is not taken again."""
    if not _ID.fullmatch(file):
        raise VisitUnreadable(place="file", problem=file[:40])
    row = take_file(
        person=person_of(request),
        file=file,
        name=request.GET.get("name", "")[:120],
        sha256=request.headers.get("X-Content-SHA256", ""),
        chunks=_chunks(request),
        now=request.now,
        keep_place=request.GET.get("place") == "keep",
    )
    return data({"file": row.id, "sha256": row.sha256, "size": row.size, "name": row.name})


@require_POST
@requires(FIELD_SEND)
@told_as_data
def visit(request: Request) -> HttpResponse:
    """A visit whose files have arrived: entered once, and what stood against it told."""
    if int(request.headers.get("Content-Length") or 0) > _LARGEST_VISIT:
        raise VisitUnreadable(place="visit", problem=f"> {_LARGEST_VISIT}")
    try:
        given = json.loads(b"".join(_chunks(request)))
    except ValueError as error:
        raise VisitUnreadable(place="visit", problem="JSON") from error
    wanted = read_visit(given)
    received = receive_visit(person=person_of(request), visit=wanted, now=request.now)
    found = arrival(wanted.id)
    assert found is not None
    numbers = [number for act in wanted.acts for _kind, number in act.papers if number]
    return data({**_receipt(found, numbers), "again": received.again})


@require_POST
@requires(FIELD_SEND)
@told_as_data
def held(request: Request) -> HttpResponse:
    """Of what a phone holds whose PIN is lost: what was taken in here, with the receipts of the visits."""
    try:
        given = json.loads(request.read(_LARGEST_VISIT))
        visits, files = (list(map(str, given[name])) for name in ("visits", "files"))
    except (ValueError, KeyError, TypeError) as error:
        raise VisitUnreadable(place="held", problem="JSON") from error
    if any(not _ID.fullmatch(one) for one in (*visits, *files)):
        raise VisitUnreadable(place="held", problem="id")
    arrived, kept = taken_in(person_of(request), visits, files)
    receipts = {one.row.visit: _receipt(one, numbers_borne(one.row)) for one in arrived}
    return data({"visits": receipts, "files": kept})


def _receipt(found: Arrival, numbers: list[str]) -> dict[str, object]:
    """What stays on the phone of a visit that arrived."""
    said = language()
    return {
        "visit": found.row.visit,
        "number": found.row.number,
        "url": reverse("field:arrival", kwargs={"visit": found.row.visit}),
        "received": found.row.received_at // 1000,
        "off_ms": found.row.off_ms,
        "numbers": numbers,
        "breaches": [one.says[said] for one in found.breaches],
        "conflicts": [one.says[said] for one in found.conflicts],
    }


def _chunks(request: Request) -> Iterator[bytes]:
    while chunk := request.read(_BLOCK):
        yield chunk
