"""Making a payment notice: what is owed, over which sum, by which decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.errors import NoDocumentWord, NumbersBusy
from plumbline.apps.casework.notice_form import NoticeForm
from plumbline.apps.casework.pages.answers import Request, file_of, person_of, place_of, small_head
from plumbline.apps.casework.payment_notice import decision_number, issue_payment_notice
from plumbline.apps.documents.errors import GlyphMissing
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.goods.queries import CaseMoney, case_money
from plumbline.apps.goods.refusing import language, refusal_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.people.access import requires
from plumbline.core.goods.errors import GoodsError

UNMADE = (GoodsError, NoDocumentWord, NumbersBusy, GlyphMissing, CaseMoved)


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT, place=place_of)
def payment_notice(request: Request, case: str) -> HttpResponse:
    """The form; sent, the notice is composed, numbered and kept, and waits for the bank's payment."""
    file = file_of(request, case)
    found = case_money(CaseRead(file.docket, file.history), request.now, language())
    sent = request.method == "POST"
    form = NoticeForm(request.POST if sent else None, initial=_initial(file, found), auto_id="notice_%s")
    if not sent or not form.is_valid():
        return _page(request, file, form, found, 422 if sent else 200)
    due = found.balance.next_due
    try:
        issue_payment_notice(
            person=person_of(request),
            case=case,
            due=due.day if due and due.day >= request.today else None,
            now=request.now,
            **form.cleaned_data,
        )
    except UNMADE as error:
        refusal = refusal_of(error, _("Make a payment notice"))
        return _page(request, file, form, found, 422, refusal=refusal)
    return HttpResponseRedirect(reverse("goods:case", kwargs={"case": case}) + "#pl-money")


def _initial(file: CaseFile, found: CaseMoney) -> dict[str, Any]:
    due = found.balance.next_due
    return {
        "amount": due.amount if due is not None else found.balance.owed,
        "decision": decision_number(file),
        "breakdown": "\n".join(found.says),
        "seen": file.history.position,
    }


def _page(
    request: Request, file: CaseFile, form: NoticeForm, found: CaseMoney, status: int, **more: Any
) -> HttpResponse:
    values = {
        "head": small_head(request, file, _("Make a payment notice")),
        "form": form,
        "nothing": found.balance.owed <= 0,
        "back": reverse("goods:case", kwargs={"case": file.history.opening.case}),
        "refusal": None,
        **more,
    }
    return render(request, "casework/payment_notice.html", values, status=status)
