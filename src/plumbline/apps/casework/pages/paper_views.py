"""One paper of a case: its pages, its PDF, its editable twin."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from plumbline.apps.attachments.queries import files
from plumbline.apps.attachments.serving import serve, serve_page
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import NoSuchPaper
from plumbline.apps.casework.held_papers import HeldPaper, composed_again, papers_in
from plumbline.apps.casework.pages.answers import Request, person_of, place_of, small_head
from plumbline.apps.casework.pages.file_views import reading_noted
from plumbline.apps.casework.pages.paper_parts import (
    again_preview,
    kept_preview,
)
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.casework.policies import CASE_INTERNAL, CASE_READ
from plumbline.apps.casework.queries import sealed_size
from plumbline.apps.documents.queries import docx_of, pdf_of
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import check_access

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@requires(CASE_READ, place=place_of)
def paper(request: Request, case: str, record: str, place: int) -> HttpResponse:
    """The paper, page by page."""
    file, one = _paper(request, case, record, place)
    head = small_head(file, one.paper.kind)
    found = one.attachment()
    kept = files([found.hash]) if found else {}
    if found is not None and found.hash in kept:
        shown = kept_preview(file, one, kept[found.hash].pages or 1, sealed_size())
        return render(request, "casework/paper.html", {"head": head, "preview": shown, "again": False})
    composed = composed_again(file, one)
    if composed is None:
        raise NoSuchPaper()
    values = {"head": head, "preview": again_preview(one, composed), "again": True}
    return render(request, "casework/paper.html", values)


@require_safe
@requires(CASE_READ, place=place_of)
def page(request: Request, case: str, record: str, place: int, page: int) -> HttpResponse:
    """A page of the PDF that is kept, as a picture."""
    file, one = _paper(request, case, record, place)
    found = one.attachment()
    if found is None:
        raise NoSuchPaper()
    return serve_page(request, found.hash, page, may=reading_noted(request, file, first=page == 1))


@require_safe
@requires(CASE_READ, place=place_of)
def pdf(request: Request, case: str, record: str, place: int) -> HttpResponseBase:
    """The PDF: the one that is kept, or set again where none is."""
    file, one = _paper(request, case, record, place)
    found = one.attachment()
    if found is not None:
        return serve(request, found.hash, may=reading_noted(request, file), download=True)
    composed = composed_again(file, one)
    if composed is None:
        raise NoSuchPaper()
    return _download(pdf_of(composed.document), f"{one.paper.kind}.pdf", "application/pdf")


@require_safe
@requires(CASE_READ, place=place_of)
def docx(request: Request, case: str, record: str, place: int) -> HttpResponseBase:
    """The editable twin, or the paper set again as one."""
    file, one = _paper(request, case, record, place)
    found = one.attachment(DOCX_SUFFIX) if one.paper.attachment else None
    if found is not None:
        return serve(request, found.hash, may=reading_noted(request, file), download=True)
    composed = composed_again(file, one)
    if composed is None:
        raise NoSuchPaper()
    return _download(docx_of(composed.document), f"{one.paper.kind}.docx", _DOCX)


def _paper(request: Request, case: str, record: str, place: int) -> tuple[CaseFile, HeldPaper]:
    """The paper; one of the internal volume only for those who may see it."""
    file = read_case(case)
    for one in papers_in(file):
        if one.held.record.id == record and one.place == place:
            if one.is_internal:
                check_access(person_of(request), CASE_INTERNAL, file.place, request.today)
            return file, one
    raise Http404


def _download(data: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
