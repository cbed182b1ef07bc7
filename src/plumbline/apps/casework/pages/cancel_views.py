"""A case that was opened by mistake: its opening is cancelled by the head, or the cancelling is taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.cancelling import cancel_opening, restore_opening
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import NotCancelled, OpeningStands
from plumbline.apps.casework.forms import ReasonForm
from plumbline.apps.casework.pages.answers import (
    Request,
    file_of,
    person_of,
    place_of,
    small_head,
    to_case,
)
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_CANCEL
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.dialogs import Notice
from plumbline.apps.people.access import requires
from plumbline.core.cases.cancelling import against_cancelling, cancelling_of


@require_http_methods(["GET", "POST"])
@requires(CASE_CANCEL, place=place_of)
def cancel(request: Request, case: str) -> HttpResponse:
    """Cancels the opening where nothing was done in the case; where it is cancelled already, takes that back."""
    file = file_of(request, case)
    if request.method == "GET":
        return _page(request, file, _form(file))
    why, act = ReasonForm(request.POST, auto_id="why_%s"), request.POST.get("act")
    if not why.is_valid():
        return _page(request, file, why, status=422)
    done = restore_opening if act == "restore" else cancel_opening
    try:
        done(
            person=person_of(request),
            case=case,
            reason=why.cleaned_data["reason"],
            seen=why.cleaned_data["seen"],
            now=request.now,
        )
    except (CaseMoved, OpeningStands, NotCancelled):
        file = read_case(case)
        told = _("Somebody acted on the case meanwhile. Look at it again, then decide.")
        notice = Notice(told, "soon", "alert-triangle", alert=True)
        return _page(request, file, _form(file, why.cleaned_data["reason"]), status=409, moved=notice)
    number = file.history.opening.number
    if act == "restore":
        messages.success(request, _("{number} goes on.").format(number=number))
    else:
        messages.success(request, _("{number} was cancelled as opened by mistake.").format(number=number))
    return to_case(request, case)


def _form(file: CaseFile, reason: str = "") -> ReasonForm:
    return ReasonForm(auto_id="why_%s", initial={"seen": file.history.position, "reason": reason})


def _page(
    request: Request, file: CaseFile, why: ReasonForm, status: int = 200, moved: Notice | None = None
) -> HttpResponse:
    is_cancelled = cancelling_of(file.history) is not None
    speak = language()
    against = [] if is_cancelled else against_cancelling(file.docket, file.history)
    values = {
        "head": small_head(request, file, _("Opened by mistake")),
        "why": why,
        "moved": moved,
        "is_cancelled": is_cancelled,
        "against": [(one.says(speak), one.way_out(speak)) for one in against],
        "back": url_of("casework:case", case=file.history.opening.case),
    }
    return render(request, "casework/cancel.html", values, status=status)
