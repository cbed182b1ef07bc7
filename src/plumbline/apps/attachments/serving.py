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
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    part = part_of(asked, held.size)
    if part is None:
        answer: HttpResponseBase = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{held.size}"
        return _guarded(answer, held, tag)
    start, end, is_part = part
    body = held.read(start, end) if request.method != "HEAD" else iter(())
    answer = StreamingHttpResponse(body, status=206 if is_part else 200)
    as_file = download or not held.kind.is_shown
    for header, said in headers_of(held.kind.media_type, name or held.name, part, held.size, as_file):
        answer[header] = said
    return _guarded(answer, held, tag)


def headers_of(
    media_type: str, name: str, part: tuple[int, int, bool], size: int, as_file: bool = False
) -> list[tuple[str, str]]:
    """What is said of a part of a file, save how it is guarded."""
    start, end, is_part = part
    told = [("Content-Type", media_type), ("Content-Length", str(end - start)), ("Accept-Ranges", "bytes")]
    if is_part:
        told.append(("Content-Range", f"bytes {start}-{end - 1}/{size}"))
    shown_as = content_disposition_header(as_file, name)
    return [*told, ("Content-Disposition", shown_as)] if shown_as else told


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
    for header, said in guards_of(tag, is_personal=held.salted):
        answer[header] = said
    return answer


def guards_of(tag: str, *, is_personal: bool) -> list[tuple[str, str]]:
    """What keeps a file from acting in a browser, and a personal one from being kept there."""
    return [
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", POLICY),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "private, no-store" if is_personal else "private, no-cache"),
        ("ETag", tag),
    ]


def part_of(header: str, size: int) -> tuple[int, int, bool] | None:
    """(start, end, whether it is a part) of what a header of a range asks for; None when the file has no such part.

    One range is answered with that part; several, or one that cannot be read, with the whole file, as RFC 9110 allows.
    """
    whole = (0, size, False)
    asked = _RANGE.fullmatch(header)
    if asked is None or asked.groups() == ("", ""):
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
