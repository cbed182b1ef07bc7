"""Handing a file to a browser: only after the caller's own check, never as something that could act.

nosniff, a sandbox that allows nothing, and one origin; pictures, sound, film and plain text are shown in the page, all
else is downloaded. Parts of a file (range requests) are what makes a film playable from the middle.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from plumbline.apps.attachments import actions, queries
from plumbline.apps.attachments.queries import HeldFile

POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'none'; frame-ancestors 'self'; sandbox"
)
Answer = TypeVar("Answer", bound=HttpResponseBase)
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_DIGITS = 19
"""A place with more digits lies behind the end of any file."""


def serve(
    request: HttpRequest,
    hash: str,
    *,
    may: Callable[[HeldFile], object],
    name: str = "",
    download: bool = False,
) -> HttpResponseBase:
    """The file, or the part that was asked for.

    `may` is asked before any byte is read: it raises where this person may not see the file, and leaves the access
    record where the file holds something personal. `name` is the name it is saved under. Raises NoSuchFile,
    FileDestroyed and whatever `may` raises.
    """
    held = queries.file(hash)
    may(held)
    tag = f'"{held.hash}"'
    if request.headers.get("If-None-Match") == tag:
        return _guarded(HttpResponse(status=304), held, tag)
    part = _part(request, held.size, tag)
    if part is None:
        answer: HttpResponseBase = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{held.size}"
        return _guarded(answer, held, tag)
    start, end, is_part = part
    body = held.read(start, end) if request.method != "HEAD" else iter(())
    answer = StreamingHttpResponse(body, status=206 if is_part else 200, content_type=held.kind.media_type)
    answer["Content-Length"] = str(end - start)
    answer["Accept-Ranges"] = "bytes"
    if is_part:
        answer["Content-Range"] = f"bytes {start}-{end - 1}/{held.size}"
    as_file = download or not held.kind.is_shown
    answer["Content-Disposition"] = content_disposition_header(as_file, name or held.name)
    return _guarded(answer, held, tag)


def serve_thumbnail(request: HttpRequest, hash: str, *, may: Callable[[HeldFile], object]) -> HttpResponse:
    """The small picture of a picture; as `serve`."""
    held = queries.file(hash)
    may(held)
    tag = f'"{held.hash}-thumbnail"'
    if request.headers.get("If-None-Match") == tag:
        return _guarded(HttpResponse(status=304), held, tag)
    return _guarded(HttpResponse(actions.make_thumbnail(hash=hash), content_type="image/webp"), held, tag)


def serve_page(
    request: HttpRequest, hash: str, page: int, *, may: Callable[[HeldFile], object]
) -> HttpResponse:
    """A page of a PDF as a picture; as `serve`."""
    held = queries.file(hash)
    may(held)
    tag = f'"{held.hash}-{page}"'
    if request.headers.get("If-None-Match") == tag:
        return _guarded(HttpResponse(status=304), held, tag)
    made = actions.make_page_picture(hash=hash, page=page)
    return _guarded(HttpResponse(made, content_type="image/webp"), held, tag)


def _guarded(answer: Answer, held: HeldFile, tag: str) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store" if held.salted else "private, no-cache"
    answer["ETag"] = tag
    return answer


def _part(request: HttpRequest, size: int, tag: str) -> tuple[int, int, bool] | None:
    """(start, end, whether it is a part) of what is asked for; None when the file has no such part.

    One range is answered with that part; several, or one that cannot be read, with the whole file, as RFC 9110 allows.
    """
    whole = (0, size, False)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked.groups() == ("", "") or request.headers.get("If-Range", tag) != tag:
        return whole
    first, last = asked.groups()
    if not first:
        length = min(_place(last), size)
        return (size - length, size, True) if length else None
    start, end = _place(first), min(_place(last) + 1, size) if last else size
    if last and _place(last) < start:
        return whole
    return (start, end, True) if start < size else None


def _place(digits: str) -> int:
    return int(digits.lstrip("0")[:_DIGITS] or "0")
