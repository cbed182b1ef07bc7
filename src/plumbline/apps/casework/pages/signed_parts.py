"""The signed versions of a paper on its page: what each seal says of itself, scans, and how to add one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.attachments.errors import FileDestroyed, NoSuchFile
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.held_papers import HeldPaper
from plumbline.apps.casework.pages.answers import Request
from plumbline.apps.casework.pages.speaking import local
from plumbline.apps.casework.policies import PAPER_SCAN, PAPER_SEAL
from plumbline.apps.casework.signed_papers import Signed, reports, seals, signed_of
from plumbline.apps.documents.queries import SealReport
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.authority.access import may_access


def signed_values(request: Request, file: CaseFile, one: HeldPaper, *, can_seal: bool) -> dict[str, Any]:
    """What the page of a paper says of its signed versions."""
    found = signed_of(file, one)
    organ = file.history.opening.organ
    may_seal = may_access(request.person, PAPER_SEAL, file.place, request.today)
    sealed = any(each.how == "seal" for each in found)
    return {
        "signed": [_line(each, organ, request.now) for each in found],
        "seal_url": one.address("paper_seal")
        if may_seal and can_seal and not sealed and seals(organ).holder is not None
        else "",
        "scan_url": one.address("paper_scan")
        if may_access(request.person, PAPER_SCAN, file.place, request.today)
        else "",
    }


def _line(one: Signed, organ: str, now: int) -> dict[str, Any]:
    named = {"case": one.record.case, "record": one.record.id, "file": one.attachment.id}
    at = f"{local(one.record.recorded_at):%Y-%m-%d %H:%M}"
    url = reverse("casework:file", kwargs=named)
    if one.how == "scan":
        return {"title": _("Scan of the signed paper"), "at": at, "url": url, "seals": ()}
    try:
        said = [_seal(report) for report in reports(one, organ, now)]
    except (NoSuchFile, FileDestroyed):
        said, url = [], ""
    return {"title": _("Sealed electronically"), "at": at, "url": url, "seals": said}


def _seal(report: SealReport) -> tuple[str, StatusWord]:
    if report.holds:
        return report.name, StatusWord(_("the seal holds"), "passed", "check")
    if not report.intact or not report.whole:
        return report.name, StatusWord(
            _("the file was changed after it was sealed"), "breach", "alert-circle"
        )
    return report.name, StatusWord(_("the seal's authority is not trusted here"), "soon", "alert-triangle")
