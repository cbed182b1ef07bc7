"""The report as files: DOCX, PDF, and the bundle that a stranger verifies. Only fixed figures are printed."""

from __future__ import annotations

import datetime as dt
import io

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.annual_report.bundle import write_bundle
from plumbline.apps.annual_report.pages.asking import (
    Request,
    may_write,
    place,
    report_of,
    signer_of,
    title_of,
    url_of,
)
from plumbline.apps.annual_report.papers import document_of
from plumbline.apps.annual_report.policies import REPORT_READ
from plumbline.apps.annual_report.queries import HeldReport
from plumbline.apps.documents.queries import docx_of, pdf_of
from plumbline.apps.ledger_store.proving import NotSealedYet
from plumbline.apps.people.access import requires
from plumbline.apps.supervision.pages.digest_views import DOCX, sent
from plumbline.core.clocks.civil import date_of
from plumbline.core.reports.document import Document
from plumbline.core.reports.yearly_fixed import Fixed
from plumbline.core.reports.yearly_report import fixed_number


@require_GET
@requires(REPORT_READ, place=place)
def docx(request: Request, case: str) -> HttpResponse:
    """The report as DOCX."""
    held = report_of(case)
    return sent(docx_of(_document(request, held)), f"{title_of(held)}.docx", DOCX)


@require_GET
@requires(REPORT_READ, place=place)
def pdf(request: Request, case: str) -> HttpResponse:
    """The report as PDF."""
    held = report_of(case)
    return sent(pdf_of(_document(request, held)), f"{title_of(held)}.pdf", "application/pdf")


@require_GET
@requires(REPORT_READ, place=place)
def bundle(request: Request, case: str) -> HttpResponse:
    """The bundle, once everything of the report is sealed."""
    held = report_of(case)
    if not may_write(request, held) and "publish" not in held.report.steps:
        raise Http404
    out = io.BytesIO()
    try:
        write_bundle(out, held, _fixed(held), day=date_of(request.today).isoformat())
    except NotSealedYet:
        messages.error(request, _("A record of the report waits for its seal; try again in a few seconds."))
        return HttpResponseRedirect(url_of("read", held))
    return sent(out.getvalue(), f"{title_of(held)}.zip", "application/zip")


def _document(request: Request, held: HeldReport) -> Document:
    told = held.report.steps
    day = told.get("publish") or told.get("sign_government") or told.get("sign_party")
    signed = dt.date.fromisoformat(day) if day else None
    return document_of(held.report, title_of(held), signer_of(held), fixed_number(_fixed(held)), signed)


def _fixed(held: HeldReport) -> Fixed:
    if held.report.fixed is None or held.report.is_stale:
        raise Http404
    return held.report.fixed
