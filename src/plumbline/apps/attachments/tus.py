"""Resumable uploads over HTTP by the public protocol tus 1.0.0: core, creation, expiration, termination, checksum.

A view that has checked who asks hands the request on with the account and the case; another account's upload is none.

    POST   collection    Upload-Length, Upload-Metadata (filename, changed)      201 Location
    HEAD   upload        how far it is                                           200 Upload-Offset
    PATCH  upload        a part at Upload-Offset, Upload-Checksum if wished      204 Upload-Offset
    DELETE upload        it is given up                                          204
    POST   parts         where what lacks may be put into the store itself       200 JSON, empty where it may not
    POST   finish        sha256 of what the sender read                          200 JSON, 422 where it is refused

The last two are ours: the protocol says nothing of what becomes of a file. What was received is inspected, compared
with the hash and kept; asked again it answers the same, so that a lost answer costs nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from hmac import compare_digest
from tempfile import SpooledTemporaryFile
from typing import IO

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.http import http_date

from plumbline.apps.attachments import actions, queries
from plumbline.apps.attachments.actions import KEPT_UNNAMED, resumable
from plumbline.apps.attachments.actions.resumable import Announced
from plumbline.apps.attachments.errors import (
    FileRefused,
    NoSuchFile,
    TooLarge,
    UploadBusy,
    WrongOffset,
    final_kind,
)
from plumbline.apps.attachments.kinds import LARGEST
from plumbline.apps.attachments.queries import UploadView
from plumbline.core.errors import Language, PlumblineError

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination,checksum"
ALGORITHMS = ("sha256", "sha1")
PART = "application/offset+octet-stream"
CHECKSUM_DIFFERS = 460
_BLOCK = 1 << 18
_DIGITS = 18
_LARGEST_POSTER = 1 << 20
_IN_MEMORY = 1 << 23
"""Bytes of a part with a checksum that are held in memory until it was compared."""

Named = Callable[[str], str]
"""The address of an upload by its token."""


def options() -> HttpResponse:
    """What this server can do."""
    answer = _answer(204)
    answer["Tus-Version"] = VERSION
    answer["Tus-Extension"] = EXTENSIONS
    answer["Tus-Max-Size"] = str(LARGEST)
    answer["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    return answer


def create(
    request: HttpRequest, *, account: str, case: str, address: Named, now: int, language: Language
) -> HttpResponse:
    """Begin an upload."""
    if (other := _other_version(request)) is not None:
        return other
    length = request.headers.get("Upload-Length", "")
    if not _is_number(length):
        return _answer(400, "Upload-Length")
    try:
        told = _metadata(request.headers.get("Upload-Metadata", ""))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return _answer(400, "Upload-Metadata")
    file = Announced(told.get("filename", ""), int(length), told.get("changed", "")[:40])
    try:
        row = resumable.announce(account=account, case=case, file=file, now=now)
    except TooLarge as error:
        return _answer(413, _said(error, language))
    except FileRefused as error:
        return _answer(422, _said(error, language))
    answer = _answer(201)
    answer["Location"] = address(row.token)
    answer["Upload-Expires"] = _expires(now)
    return answer


def one(request: HttpRequest, *, token: str, account: str, case: str, now: int) -> HttpResponse:
    """Ask after an upload, append to it, give it up."""
    if (other := _other_version(request)) is not None:
        return other
    try:
        view = queries.upload(token, account=account, case=case)
        match request.method:
            case "HEAD":
                return _where(view)
            case "PATCH":
                return _patch(request, view, now)
            case _:
                resumable.give_up(view.row)
                return _answer(204)
    except NoSuchFile:
        return _answer(404)


def parts(*, token: str, account: str, case: str, now: int) -> HttpResponse:
    """Addresses in the store for the parts that lack, for senders that may go there."""
    try:
        view = queries.upload(token, account=account, case=case)
        found = [] if view.hash else resumable.parts_to_put(view.row, now=now)
    except NoSuchFile:
        return _answer(404)
    except UploadBusy:
        return _answer(423)
    answer = JsonResponse({"parts": [asdict(one) for one in found]})
    answer["Cache-Control"] = "no-store"
    return answer


def finish(
    request: HttpRequest,
    *,
    token: str,
    account: str,
    case: str,
    now: int,
    language: Language,
    told: Callable[[UploadView], dict[str, object]],
) -> HttpResponse:
    """Take in what was received; `told` says of the file what the page needs."""
    try:
        view = queries.upload(token, account=account, case=case)
        if view.offset < view.size:
            return _where(view, status=409)
        row = resumable.finish(view.row, sha256=request.POST.get("sha256", ""), now=now)
        poster = request.FILES.get("poster")
        if poster is not None and poster.size <= _LARGEST_POSTER:
            actions.keep_poster(hash=row.hash, data=poster.read())
        return JsonResponse(told(UploadView(row, row.size)))
    except NoSuchFile:
        return _answer(404)
    except FileRefused as error:
        told_of = {"refused": _said(error, language), "kind": final_kind(error)}
        return JsonResponse(told_of, status=422)


def _is_number(text: str) -> bool:
    """Whether a header is a size in bytes; longer ones than any file could have are none."""
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS


def _patch(request: HttpRequest, view: UploadView, now: int) -> HttpResponse:
    offset = request.headers.get("Upload-Offset", "")
    if request.content_type != PART:
        return _answer(415)
    if not _is_number(offset):
        return _answer(400, "Upload-Offset")
    room = view.size - int(offset)
    length = request.headers.get("Content-Length", "")
    if _is_number(length) and int(length) > room:
        return _answer(413)
    sent = _Sent(request, room)
    try:
        with _compared(request, sent) as body:
            reached = resumable.receive_part(
                view.row, offset=int(offset), chunks=_blocks(body) if body else sent, now=now
            )
    except WrongOffset as error:
        return _answer(409, str(error.there))
    except UploadBusy:
        return _answer(423)
    except _Refused as refused:
        return _answer(refused.status)
    if sent.is_too_long:
        return _answer(413)
    answer = _answer(204)
    answer["Upload-Offset"] = str(reached)
    answer["Upload-Expires"] = _expires(now)
    return answer


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Sent:
    """The body of a request as far as it came and as far as it fits; a broken connection ends it."""

    def __init__(self, request: HttpRequest, room: int) -> None:
        self._request = request
        self._left = max(room, 0)
        self.is_too_long = False

    def __iter__(self) -> Iterator[bytes]:
        while True:
            try:
                block = self._request.read(_BLOCK)
            except (UnreadablePostError, OSError):
                return
            if len(block) > self._left:
                self.is_too_long = True
                block = block[: self._left]
            if not block:
                return
            self._left -= len(block)
            yield block


def _compared(request: HttpRequest, sent: _Sent) -> _Body:
    """The part, held back until its checksum was compared; nothing of one that differs is appended."""
    told = request.headers.get("Upload-Checksum", "")
    if not told:
        return _Body(None)
    algorithm, _, value = told.partition(" ")
    try:
        wanted = base64.b64decode(value, validate=True)
    except binascii.Error:
        raise _Refused(400) from None
    if algorithm not in ALGORITHMS:
        raise _Refused(400)
    # Held open by the caller, who closes it.
    held = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    running = hashlib.new(algorithm, usedforsecurity=False)
    for block in sent:
        running.update(block)
        held.write(block)
    if not compare_digest(running.digest(), wanted):
        held.close()
        raise _Refused(CHECKSUM_DIFFERS)
    held.seek(0)
    return _Body(held)


class _Body:
    """A part that was compared, or nothing."""

    def __init__(self, held: IO[bytes] | None) -> None:
        self._held = held

    def __enter__(self) -> IO[bytes] | None:
        return self._held

    def __exit__(self, *_: object) -> None:
        if self._held is not None:
            self._held.close()


def _blocks(body: IO[bytes]) -> Iterator[bytes]:
    while block := body.read(_BLOCK):
        yield block


def _where(view: UploadView, status: int = 200) -> HttpResponse:
    answer = _answer(status)
    answer["Upload-Offset"] = str(view.offset)
    answer["Upload-Length"] = str(view.size)
    answer["Cache-Control"] = "no-store"
    return answer


def _other_version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    answer = _answer(412)
    answer["Tus-Version"] = VERSION
    return answer


def _answer(status: int, text: str = "") -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer["Tus-Resumable"] = VERSION
    return answer


def _metadata(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = pair.partition(" ")
        found[name] = base64.b64decode(value, validate=True).decode()
    return found


def _expires(now: int) -> str:
    return str(http_date(datetime.fromtimestamp((now + KEPT_UNNAMED) / 1_000_000, UTC).timestamp()))


def _said(error: PlumblineError, language: Language) -> str:
    stop = "。" if language == "zh" else ". "
    return stop.join(filter(None, (error.message(language), error.remedy(language))))
