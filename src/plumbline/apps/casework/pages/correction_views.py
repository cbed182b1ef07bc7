"""Corrections: a record restated whole or voided, with the reason; files and papers that were made go on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.attachments.errors import Classified
from plumbline.apps.casework import actions
from plumbline.apps.casework.carrying import carried
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import HasOwnPage
from plumbline.apps.casework.forms import PREFIX, ActForm, ReasonForm, initial_of
from plumbline.apps.casework.pages.act_forms import (
    UNMADE,
    act_of_form,
    form_of,
    secrecy_mark,
    sent_form,
    unmade,
)
from plumbline.apps.casework.pages.answers import (
    Request,
    file_of,
    not_found,
    person_of,
    place_of,
    small_head,
    to_case,
)
from plumbline.apps.casework.pages.conflict import conflict
from plumbline.apps.casework.pages.refusal import refusal
from plumbline.apps.casework.pages.service_parts import methods_shown
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.pages.uploads import Uploads
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.goods.errors import GoodsDeskError
from plumbline.apps.goods.refusing import refusal_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.cases.errors import ActRefused
from plumbline.core.errors import PlumblineError
from plumbline.core.goods.errors import GoodsError
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import Step


@require_http_methods(["GET", "POST"])
@requires(CASE_ACT, place=place_of)
def correct(request: Request, case: str, record: str) -> HttpResponse:
    """Restates a record whole, or voids it, with the reason."""
    file = file_of(request, case)
    wrong = next((one for one in file.history.acts if one.id == record), None)
    step = file.docket.step(wrong.step) if wrong else None
    if wrong is None or step is None:
        return not_found(request, file, record)
    sealed = next(one for one in file.history.sealed if one.id == record)
    speak = Speaker(file.docket, request.today)
    against = actions.correction_hindrances(person=person_of(request), file=file, record=sealed)
    if against:
        return _another_role(
            request, file, step, speak, ActRefused(title=step.title, hindrances=tuple(against))
        )
    if request.method == "GET":
        initial = initial_of(step, wrong) | personal_of(sealed) | {"seen": file.history.position}
        form = form_of(request, file, step, speak, None, initial, corrects=sealed)
        return _correction(request, file, step, speak, form, Uploads(), ReasonForm(auto_id="why_%s"))
    (form, uploads), why = (
        sent_form(request, file, step, speak, corrects=sealed),
        _why(request, step, speak),
    )
    common: dict[str, Any] = {
        "person": person_of(request),
        "case": case,
        "record": record,
        "now": request.now,
    }
    if not why.is_valid() or ("void" not in request.POST and not form.is_valid()):
        return _correction(request, file, step, speak, form, uploads, why, status=422)
    common |= {"reason": why.cleaned_data["reason"], "seen": why.cleaned_data["seen"]}
    try:
        if "void" in request.POST:
            actions.void_act(**common)
        else:
            going_on = carried(sealed, form.cleaned_data.get("papers") or ())
            act = act_of_form(form, step, uploads, make=True, carried=going_on)
            actions.correct_act(**common, act=act, officers=officer_register())
    except (GoodsError, GoodsDeskError) as error:
        way = Act(_("Things and money"), reverse("goods:case", kwargs={"case": case}))
        refused = refusal_of(error, _("Correct: {step}").format(step=speak.step(step)), (way,))
        return _correction(request, file, step, speak, form, uploads, why, status=422, conflict=refused)
    except CaseMoved as error:
        panel = conflict(error, file, step, speak, form)
        return _correction(
            request, read_case(case), step, speak, form, uploads, why, status=409, conflict=panel
        )
    except (*UNMADE, HasOwnPage) as error:
        form.add_error(*_against(error, speak))
        return _correction(request, file, step, speak, form, uploads, why, status=422)
    return to_case(request, case)


def _against(error: PlumblineError, speak: Speaker) -> tuple[str | None, str]:
    """The field that an error is of, None for the whole form, and what it says."""
    if isinstance(error, HasOwnPage):
        return None, error.in_sentences(speak.language)
    return "papers", unmade(error, speak)


def personal_of(record: Record) -> dict[str, Any]:
    """What the record says of persons and still holds, so that a correction does not lose what it leaves alone."""
    held = personal_values([record.id]) if record.personal else {}
    return {PREFIX + place.name: one.value for place, one in held.items() if place.kind == "personal"}


def _another_role(
    request: Request, file: CaseFile, step: Step, speak: Speaker, error: ActRefused
) -> HttpResponse:
    """Whose act it is, and that they correct it: nobody undoes what another decided."""
    case = file.history.opening.case
    values = {
        "head": small_head(request, file, _("Correct: {step}").format(step=speak.step(step))),
        "refusal": refusal(error, case, step, speak, "", {}),
        "back": reverse("casework:case", kwargs={"case": case}),
    }
    return render(request, "casework/correct_refused.html", values, status=422)


def _why(request: Request, step: Step, speak: Speaker) -> ReasonForm:
    """The reason as it was sent; a mark of secrecy in anything typed is an error of it, before anything is stored."""
    why = ReasonForm(request.POST, auto_id="why_%s")
    why.is_valid()
    if mark := secrecy_mark(request.POST):
        why.add_error("reason", Classified(name=speak.step(step), mark=mark).message(speak.language))
    return why


def _correction(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    form: ActForm,
    uploads: Uploads,
    why: ReasonForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    values = {
        "head": small_head(request, file, _("Correct: {step}").format(step=speak.step(step))),
        "form": form,
        "uploads": uploads,
        "preview_url": reverse(
            "casework:preview", kwargs={"case": file.history.opening.case, "step": step.id}
        ),
        "why": why,
        "methods": methods_shown(form.service, speak),
        "back": reverse("casework:case", kwargs={"case": file.history.opening.case}),
        "now_ms": request.now // 1000,
        "uploads_url": reverse("casework:uploads", kwargs={"case": file.history.opening.case}),
        "pass_url": reverse("casework:upload_pass", kwargs={"case": file.history.opening.case}),
        "conflict": None,
        **more,
    }
    return render(request, "casework/correct.html", values, status=status)
