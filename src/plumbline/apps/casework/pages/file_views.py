"""Files of a record, handed out after the case's own check; whoever reads a personal one is noted."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from plumbline.apps.attachments.queries import HeldFile
from plumbline.apps.attachments.serving import serve, serve_thumbnail
from plumbline.apps.casework.carrying import papers_of
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.pages.answers import Request, person_of, place_of
from plumbline.apps.casework.papers import DOCX_SUFFIX, kind_of_paper
from plumbline.apps.casework.policies import CASE_INTERNAL, CASE_READ
from plumbline.apps.people.access import requires
from plumbline.apps.people.actions import note_reading
from plumbline.core.authority.access import check_access, may_access
from plumbline.core.ledger.record import Attachment, Record


@require_safe
@requires(CASE_READ, place=place_of)
def file(request: Request, case: str, record: str, file: str) -> HttpResponseBase:
    """The file or the part of it that was asked for; pictures, sound and film in the page, all else as a download."""
    known, found = _file(request, case, record, file)
    may = reading_noted(request, known, first=request.headers.get("Range", "bytes=0-").startswith("bytes=0-"))
    return serve(request, found.hash, may=may, download="download" in request.GET)


@require_safe
@requires(CASE_READ, place=place_of)
def small(request: Request, case: str, record: str, file: str) -> HttpResponse:
    """The small picture of a picture."""
    known, found = _file(request, case, record, file)
    return serve_thumbnail(request, found.hash, may=reading_noted(request, known, first=False))


def reading_noted(request: Request, file: CaseFile, *, first: bool = True) -> Callable[[HeldFile], None]:
    """For `serving`: the access was checked by the view; reading what is personal leaves an access record.

    A file that comes in parts or pages is noted with the first of them.
    """

    def note(held: HeldFile) -> None:
        if held.salted and first:
            number = file.history.opening.number
            note_reading(
                by=person_of(request),
                kind="file",
                subject=held.name or held.hash,
                reason=number,
                now=request.now,
            )

    return note


def is_internal(file: CaseFile, record: Record) -> bool:
    """Whether files of the record belong into the internal volume: every paper of its step does."""
    step = file.docket.step(record.step)
    kinds = [kind_of_paper(title) for title in step.documents] if step else []
    return bool(kinds) and all(kind is None or kind.is_internal for kind in kinds)


def may_open(request: Request, file: CaseFile, record: Record) -> bool:
    """Whether the files of the record are open to whoever asks."""
    internal = is_internal(file, record)
    return not internal or may_access(request.person, CASE_INTERNAL, file.place, request.today)


def _file(request: Request, case: str, record: str, name: str) -> tuple[CaseFile, Attachment]:
    known = read_case(case)
    for held in known.held:
        if held.record.id == record:
            for one in held.record.attachments:
                if one.id == name:
                    if is_internal(known, held.record) or _paper_is_internal(held.record, name):
                        check_access(person_of(request), CASE_INTERNAL, known.place, request.today)
                    return known, one
    raise Http404


def _paper_is_internal(record: Record, name: str) -> bool:
    for paper in papers_of(record):
        if paper.attachment and name.removesuffix(DOCX_SUFFIX) == paper.attachment:
            kind = kind_of_paper(paper.kind)
            return kind is None or kind.is_internal
    return False
