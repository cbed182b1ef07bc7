"""Files of a record, handed out after the case's own check; whoever reads a personal one is noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from plumbline.apps.attachments.playing import renew
from plumbline.apps.attachments.queries import HeldFile
from plumbline.apps.attachments.serving import serve, serve_thumbnail
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.held_papers import file_is_internal, record_is_internal
from plumbline.apps.casework.pages.answers import Request, file_of, person_of, place_of
from plumbline.apps.casework.policies import CASE_INTERNAL, CASE_READ
from plumbline.apps.people.access import requires
from plumbline.apps.people.actions import note_reading
from plumbline.core.authority.access import check_access, may_access
from plumbline.core.ledger.record import Attachment, Record

_ONE_READING: Final = 600_000_000
"""Microseconds within which the same person asking for the same file of the same case is one reading."""
_MOST: Final = 10_000
_PLAYED: Final = (200, 206)
_NOTED: dict[tuple[object, ...], int] = {}


@require_safe
@requires(CASE_READ, place=place_of)
def file(request: Request, case: str, record: str, file: str) -> HttpResponseBase:
    """The file or the part of it that was asked for; pictures, sound and film in the page, all else as a download."""
    known, found = _file(request, case, record, file)
    note, asked = reading_noted(request, known), list[HeldFile]()

    def may(held: HeldFile) -> None:
        note(held)
        asked.append(held)

    answer = serve(request, found.hash, may=may, download="download" in request.GET)
    session = request.session.session_key
    if asked[0].kind.plays and session and answer.status_code in _PLAYED and not request.GET.get("download"):
        renew(answer, asked[0], request.path, session, request.now)
    return answer


@require_safe
@requires(CASE_READ, place=place_of)
def small(request: Request, case: str, record: str, file: str) -> HttpResponse:
    """The small picture of a picture."""
    _known, found = _file(request, case, record, file)
    return serve_thumbnail(request, found.hash, may=lambda _held: None)


def reading_noted(request: Request, file: CaseFile) -> Callable[[HeldFile], None]:
    """For `serving`: the access was checked by the view; reading what is personal leaves an access record.

    One for a person, role, case and file within ten minutes, whichever parts or pages are asked for: a player that is
    moved about asks for dozens. A server process does not know of another's, so there may be one of each.
    """

    def note(held: HeldFile) -> None:
        if not held.salted:
            return
        by, opening = person_of(request), file.history.opening
        reading = (by.account, by.role, by.organ, opening.case, held.hash)
        if _noted_lately(reading, request.now):
            return
        subject = held.name or held.hash
        note_reading(by=by, kind="file", subject=subject, reason=opening.number, now=request.now)
        _NOTED[reading] = request.now

    return note


def _noted_lately(reading: tuple[object, ...], now: int) -> bool:
    """Whether this process noted the same reading within the last minutes."""
    if len(_NOTED) > _MOST:
        _NOTED.clear()
    return 0 <= now - _NOTED.get(reading, -_ONE_READING - 1) <= _ONE_READING


def may_open(request: Request, file: CaseFile, record: Record) -> bool:
    """Whether the files of the record are open to whoever asks."""
    internal = record_is_internal(file, record)
    return not internal or may_access(request.person, CASE_INTERNAL, file.place, request.today)


def _file(request: Request, case: str, record: str, name: str) -> tuple[CaseFile, Attachment]:
    known = file_of(request, case)
    for held in known.held:
        if held.record.id == record:
            for one in held.record.attachments:
                if one.id == name:
                    if file_is_internal(known, held.record, name):
                        check_access(person_of(request), CASE_INTERNAL, known.place, request.today)
                    return known, one
    raise Http404
