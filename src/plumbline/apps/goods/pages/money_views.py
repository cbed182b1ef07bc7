"""Entering money of a case: payments, instalments, the surcharge, what is owed no more."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.apps.goods import actions
from plumbline.apps.goods.actions.entries import APPROVAL
from plumbline.apps.goods.case_reading import CaseRead, read_case
from plumbline.apps.goods.errors import GoodsDeskError, PlanNotApproved
from plumbline.apps.goods.forms import INSTALMENTS, MoneyForm
from plumbline.apps.goods.pages.asking import (
    Request,
    case_address,
    head_of,
    person_of,
    place_of,
    stale,
    to_case,
)
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.goods.queries import CaseMoney, case_money
from plumbline.apps.goods.refusing import language, refusal_of
from plumbline.apps.goods.words import ACTS
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.moments import local_minute
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import requires
from plumbline.core.goods.entries import Money
from plumbline.core.goods.errors import GoodsError

_NOTES: Final = {
    Money.CHARGE: gettext_lazy("It is owed only once the organ charges it; how it is counted stands here."),
    Money.PAUSE: gettext_lazy("The time of reconsideration and suit is not counted from the next day on."),
    Money.PLAN: gettext_lazy("The instalments make up the fine; the last falls due as the approval says."),
}
ENTERED: Final = (Money.PAY, Money.PLAN, Money.CHARGE, Money.PAUSE, Money.RESUME, Money.EXCUSE)


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT, place=place_of)
def money(request: Request, case: str, kind: str) -> HttpResponse:
    """Enters a payment, instalments, or a turn of the surcharge."""
    known = next((one for one in ENTERED if one == kind), None)
    if known is None:
        raise Http404
    file, sent = read_case(case), request.method == "POST"
    found = case_money(file, request.now, language())
    form = MoneyForm(
        request.POST if sent else None,
        kind=known,
        notices=[(one.number, f"{one.number} {formats.money(one.amount)}") for one in found.held.notices],
        initial=_initial(request, file, found, known),
    )
    if not sent or not form.is_valid():
        return _page(request, file, form, known, found, 422 if sent else 200)
    try:
        _enter(request, case, form, known)
    except (GoodsError, GoodsDeskError) as error:
        refusal = refusal_of(error, str(ACTS[known]), _ways(error, file))
        return _page(request, file, form, known, found, 422, refusal=refusal)
    except CaseMoved:
        fresh = read_case(case)
        form.data = form.data.copy()
        form.data["seen"] = fresh.history.position
        return _page(request, fresh, form, known, found, 409, stale=stale())
    return to_case(case, "#pl-money")


def _ways(error: GoodsError | GoodsDeskError, file: CaseRead) -> tuple[Act, ...]:
    """The act of the case that a refused plan waits for."""
    step = file.docket.step(APPROVAL) if isinstance(error, PlanNotApproved) else None
    if step is None:
        return ()
    title = step.title if language() == "zh" else step.english or step.title
    address = {"case": file.history.opening.case, "step": step.id}
    return (Act(title, url_of("casework:act", **address)),)


def _enter(request: Request, case: str, form: MoneyForm, kind: Money) -> None:
    said = form.cleaned_data
    common: dict[str, Any] = {
        "person": person_of(request),
        "case": case,
        "seen": said["seen"],
        "now": request.now,
    }
    if kind is Money.PLAN:
        actions.enter_plan(**common, plan=form.plan)
    elif kind is Money.PAY:
        more = {"number": said["number"], "reference": said["reference"]}
        actions.enter_payment(**common, amount=said["amount"], at=said["at"], **more)
    else:
        sums = {"amount": said["amount"]} if kind is Money.EXCUSE else {}
        actions.enter_turn(**common, kind=kind, reason=said["reason"], at=said["at"], **sums)


def _initial(request: Request, file: CaseRead, found: CaseMoney, kind: Money) -> dict[str, Any]:
    initial: dict[str, Any] = {"at": local_minute(request.now)[:10], "seen": file.history.position}
    if kind is Money.PAY:
        initial["amount"] = found.balance.next_due.amount if found.balance.next_due else found.balance.owed
        initial["number"] = found.held.notices[-1].number if found.held.notices else ""
    return initial


def _page(
    request: Request,
    file: CaseRead,
    form: MoneyForm,
    kind: Money,
    found: CaseMoney,
    status: int,
    **more: Any,
) -> HttpResponse:
    numbers = range(1, INSTALMENTS + 1) if kind is Money.PLAN else ()
    values = {
        "head": head_of(request, file, str(ACTS[kind])),
        "form": form,
        "instalments": [(form[f"p_{n}_day"], form[f"p_{n}_amount"]) for n in numbers],
        "says": found.says,
        "note": _NOTES.get(kind, ""),
        "verb": ACTS[kind],
        "back": case_address(file.history.opening.case),
        "refusal": None,
        "stale": None,
        **more,
    }
    return render(request, "goods/money.html", values, status=status)
