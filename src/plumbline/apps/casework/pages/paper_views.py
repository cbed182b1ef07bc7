"""One paper of a case: its pages, its PDF, its editable twin."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.attachments.queries import files
from plumbline.apps.attachments.serving import serve, serve_page
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.errors import CaseworkError, NoSuchPaper
from plumbline.apps.casework.held_papers import HeldPaper, composed_again, papers_in
from plumbline.apps.casework.pages.answers import Request, file_of, person_of, place_of, small_head
from plumbline.apps.casework.pages.file_views import reading_noted
from plumbline.apps.casework.pages.paper_parts import (
    again_preview,
    kept_preview,
)
from plumbline.apps.casework.pages.signed_parts import signed_values
from plumbline.apps.casework.pages.speaking import language, paper_name
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.casework.policies import CASE_INTERNAL, CASE_READ, PAPER_SCAN, PAPER_SEAL
from plumbline.apps.casework.queries import sealed_size
from plumbline.apps.casework.signed_papers import keep_scan, seal_paper
from plumbline.apps.documents.queries import docx_of, pdf_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import check_access
from plumbline.core.reports.document_errors import DocumentError

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@requires(CASE_READ, place=place_of)
def paper(request: Request, case: str, record: str, place: int) -> HttpResponse:
    """The paper, page by page."""
    file, one = _paper(request, case, record, place)
    head = small_head(request, file, paper_name(one.paper.kind))
    found = one.attachment()
    kept = files([found.hash]) if found else {}
    signed = signed_values(request, file, one, can_seal=bool(kept))
    if found is not None and found.hash in kept:
        shown = kept_preview(file, one, kept[found.hash].pages or 1, sealed_size())
        values = {"head": head, "preview": shown, "again": False, **signed}
        return render(request, "casework/paper.html", values)
    composed = composed_again(file, one)
    if composed is None:
        raise NoSuchPaper()
    values = {"head": head, "preview": again_preview(one, composed), "again": True, **signed}
    return render(request, "casework/paper.html", values)


@require_safe
@requires(CASE_READ, place=place_of)
def page(request: Request, case: str, record: str, place: int, page: int) -> HttpResponse:
    """A page of the PDF that is kept, as a picture."""
    file, one = _paper(request, case, record, place)
    found = one.attachment()
    if found is None:
        raise NoSuchPaper()
    return serve_page(request, found.hash, page, may=reading_noted(request, file))


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


@require_POST
@requires(PAPER_SEAL, place=place_of)
def seal(request: Request, case: str, record: str, place: int) -> HttpResponse:
    """The paper is sealed, once that was confirmed."""
    file, one = _paper(request, case, record, place)
    if request.POST.get("sure") != "on":
        return _back(request, one, _("Confirm that the paper is final."))
    try:
        seal_paper(person=person_of(request), file=file, one=one, now=request.now)
    except (CaseworkError, CaseMoved, DocumentError) as error:
        return _back(request, one, error.message(language()))
    return _back(request, one)


@require_POST
@requires(PAPER_SCAN, place=place_of)
def scan(request: Request, case: str, record: str, place: int) -> HttpResponse:
    """The scan of the signed paper is kept beside the draft."""
    file, one = _paper(request, case, record, place)
    sent = request.FILES.get("scan")
    if sent is None:
        return _back(request, one, _("Choose the scan."))
    try:
        keep_scan(
            person=person_of(request),
            file=file,
            one=one,
            chunks=sent.chunks(),
            name=sent.name or "",
            now=request.now,
        )
    except (CaseworkError, CaseMoved, FileRefused) as error:
        return _back(request, one, error.message(language()))
    return _back(request, one)


def _back(request: Request, one: HeldPaper, mistake: str = "") -> HttpResponse:
    if mistake:
        messages.error(request, mistake)
    return HttpResponseRedirect(one.url)


def _paper(request: Request, case: str, record: str, place: int) -> tuple[CaseFile, HeldPaper]:
    """The paper; one of the internal volume only for those who may see it."""
    file = file_of(request, case)
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
