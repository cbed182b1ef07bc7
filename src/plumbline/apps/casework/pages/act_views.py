"""The forms of acts, drafts of their papers, and what they answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.attachments.errors import Classified
from plumbline.apps.casework import actions
from plumbline.apps.casework.act import Act
from plumbline.apps.casework.approval_chains import chain_of
from plumbline.apps.casework.approving import submit_for_approval
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.earlier_checks import earlier_checks, reason_before
from plumbline.apps.casework.errors import (
    AlreadySubmitted,
    ApprovalMissing,
    HasOwnPage,
    LivesElsewhere,
    NoChain,
)
from plumbline.apps.casework.following import beginning
from plumbline.apps.casework.forms import PREFIX, ActForm
from plumbline.apps.casework.own_pages import own_page
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
    asks_for_part,
    file_of,
    not_found,
    person_of,
    place_of,
    small_head,
    to_case,
)
from plumbline.apps.casework.pages.approval_parts import opinion_before, parts_before, typed_before
from plumbline.apps.casework.pages.case_views import page_values
from plumbline.apps.casework.pages.conflict import conflict
from plumbline.apps.casework.pages.discretion_parts import begin_benchmark, discretion_shown
from plumbline.apps.casework.pages.paper_parts import paper_draft
from plumbline.apps.casework.pages.refusal import refusal
from plumbline.apps.casework.pages.service_parts import methods_shown
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.pages.uploads import Uploads, kept_of, submitted_before
from plumbline.apps.casework.papers import kind_of_paper
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.casework.queries import draft_of
from plumbline.apps.casework.things import extended_things
from plumbline.apps.goods.errors import GoodsDeskError
from plumbline.apps.goods.refusing import refusal_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.moments import local_minute
from plumbline.apps.page_parts.part import Act as Button
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.cases.earlier_checks import REASON
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.late_moves import late_moves
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.errors import GoodsError
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.procedures.definition import Step

CHAIN = (ApprovalMissing, NoChain, AlreadySubmitted, LivesElsewhere, HasOwnPage)


@require_http_methods(["GET", "POST"])
@requires(CASE_ACT, place=place_of)
def act(request: Request, case: str, step: str) -> HttpResponse:
    """The form of an act; sent, the act is done or refused, and nothing typed is lost."""
    file = file_of(request, case)
    known = file.docket.step(step)
    if known is None:
        return not_found(request, file, step)
    speak = Speaker(file.docket, request.today)
    if page := own_page(file.docket.procedure.id, step, case):
        return HttpResponseRedirect(page)
    if request.method == "GET":
        form, uploads = _fresh_form(request, file, known, speak)
        return _panel(request, file, known, speak, form, uploads)
    form, uploads = sent_form(request, file, known, speak)
    if not form.is_valid():
        return _panel(request, file, known, speak, form, uploads, status=422)
    if mark := secrecy_mark(request.POST):
        form.add_error(None, Classified(name=speak.step(known), mark=mark).message(speak.language))
        return _panel(request, file, known, speak, form, uploads, status=422)
    try:
        wanted = act_of_form(form, known, uploads, make="attest" not in request.POST)
        entered = _enter(request, file, wanted, form.cleaned_data["seen"])
    except ActRefused as error:
        return _refused(request, file, known, speak, form, uploads, error)
    except (GoodsError, GoodsDeskError) as error:
        return _things_refused(request, file, known, speak, form, uploads, error)
    except CaseMoved as error:
        panel = conflict(error, file, known, speak, form)
        return _panel(request, read_case(case), known, speak, form, uploads, status=409, conflict=panel)
    except UNMADE as error:
        form.add_error("papers", unmade(error, speak))
        return _panel(request, file, known, speak, form, uploads, status=422)
    except CHAIN as error:
        form.add_error(None, error.in_sentences(speak.language))
        return _panel(request, file, known, speak, form, uploads, status=422)
    return to_case(request, case, f"#r-{entered}")


def _enter(request: Request, file: CaseFile, act: Act, seen: int) -> str:
    """Does the act, or submits it where its chain wants that; the record's id."""
    person = person_of(request)
    officers = officer_register({*file.officers, *act.others, person.officer or person.account})
    told: dict[str, Any] = {
        "person": person,
        "case": file.history.opening.case,
        "act": act,
        "seen": seen,
        "now": request.now,
    }
    if "submit" in request.POST:
        opinion = request.POST.get("opinion", "")[:500]
        return submit_for_approval(**told, opinion=opinion, officers=officers).record.id
    mode: actions.Mode = "attest" if "attest" in request.POST else "intend"
    return actions.perform_act(**told, officers=officers, mode=mode, file=file).receipt.record.id


@require_POST
@requires(CASE_ACT, place=place_of)
def keep_draft(request: Request, case: str, step: str) -> HttpResponse:
    """Keeps what was typed, so that neither a refusal nor a closed window loses it; nothing that bears a mark."""
    if secrecy_mark(request.POST):
        return HttpResponse(status=204)
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    actions.keep_draft(person=person_of(request), case=case, step=step, typed=typed, now=request.now)
    return HttpResponse(status=204)


@require_POST
@requires(CASE_ACT, place=place_of)
def confirm(request: Request, case: str, record: str) -> HttpResponse:
    """The second officer confirms an act in which they are named."""
    actions.confirm_act(person=person_of(request), case=case, record=record, seen=None, now=request.now)
    return to_case(request, case, f"#r-{record}")


@require_POST
@requires(CASE_ACT, place=place_of)
def preview(request: Request, case: str, step: str) -> HttpResponse:
    """A paper as it would be made from the form as it stands: no number is taken and nothing is kept."""
    file = file_of(request, case)
    known, kind = file.docket.step(step), kind_of_paper(request.POST.get("paper", ""))
    if known is None or kind is None or kind.title not in known.documents:
        return not_found(request, file, request.POST.get("paper", step))
    speak = Speaker(file.docket, request.today)
    form = form_of(request, file, known, speak, request.POST)
    form.is_valid()
    form.cleaned_data.setdefault("at", Moment(written_instant(request.now), "microsecond"))
    draft = paper_draft(file, known, kind, form, person_of(request), request.now)
    values = {"preview": draft, "head": small_head(request, file, kind.title)}
    template = "casework/draft_paper.html" if asks_for_part(request) else "casework/draft_paper_page.html"
    return render(request, template, values)


def _fresh_form(request: Request, file: CaseFile, step: Step, speak: Speaker) -> tuple[ActForm, Uploads]:
    """An empty form, or what was typed and not sent."""
    person, case = person_of(request), file.history.opening.case
    now = local_minute(request.now)
    initial: dict[str, Any] = {"at": now, "at_begun": now, "seen": file.history.position}
    initial["others"] = [one for one in file.history.handlers if one != person.officer]
    draft = draft_of(person, case, step.id)
    typed = draft.typed if draft is not None else {}
    begun = beginning(file, step.id, request.now)
    initial |= {PREFIX + name: value for name, value in begun.values.items()}
    initial |= {} if typed else typed_before(file, step)
    for name, values in typed.items():
        if name not in ("seen", "at_begun", *(() if _on_purpose(typed) else ("at", "until", "day_only"))):
            initial[name] = values if name in ("others", "papers") else (values or [""])[0]
    form = form_of(request, file, step, speak, None, initial, typed or parts_before(file, step))
    if any(before := typed.get("at", [])) and before[0] != initial["at"]:
        form.own("at").help_text = _("Typed before: {at}.").format(at=before[0].replace("T", " "))
    begin_benchmark(form, file, speak)
    for name in begun.values:
        hint = form.own(PREFIX + name)
        taken = _("Taken from {number}.").format(number=begun.number)
        hint.help_text = " ".join(filter(None, (str(hint.help_text), taken)))
    kept = kept_of(typed, form, person, case)
    return form, kept if typed else submitted_before(file, step, person) or kept


def _on_purpose(typed: dict[str, list[str]]) -> bool:
    """Whether a draft states another time than its form began with; that one alone does not give way to now."""
    at, begun = typed.get("at") or [""], typed.get("at_begun") or [""]
    return bool(at[0] and begun[0]) and at[0][:16] != begun[0][:16]


def _refused(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    form: ActForm,
    uploads: Uploads,
    error: ActRefused,
) -> HttpResponse:
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    typed |= uploads.typed
    case = file.history.opening.case
    actions.keep_draft(person=person_of(request), case=case, step=step.id, typed=typed, now=request.now)
    kept = _("Draft kept ({at}); nothing typed is lost.").format(at=speak.time(request.now))
    for one in error.reasons:
        if one.field in form.fields or f"f_{one.field}" in form.fields:
            name = one.field if one.field in form.fields else f"f_{one.field}"
            form.add_error(name, one.says(speak.language))
    stated = {name: written_value(step.fields[name], value) for name, value in form.values.items()}
    panel = refusal(error, case, step, speak, kept, stated)
    return _panel(request, file, step, speak, form, uploads, status=422, refusal=panel)


def _things_refused(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    form: ActForm,
    uploads: Uploads,
    error: GoodsError | GoodsDeskError,
) -> HttpResponse:
    """The form again: what stands against the movement of things, by which article, and the way on."""
    case = file.history.opening.case
    way = Button(_("Things and money"), reverse("goods:case", kwargs={"case": case}))
    panel = refusal_of(error, speak.step(step), (way,))
    return _panel(request, file, step, speak, form, uploads, status=422, refusal=panel)


def _offered(file: CaseFile, step: Step, speak: Speaker) -> Link | None:
    """The act that may do in the place of this one and was not done yet."""
    other = file.docket.step(step.offers or "")
    if other is None or any(act.step == other.id for act in file.history.acts):
        return None
    case = file.history.opening.case
    return Link(speak.step(other), reverse("casework:act", kwargs={"case": case, "step": other.id}))


def _enough(file: CaseFile, step: Step, speak: Speaker, form: ActForm, now: int) -> list[dict[str, str]]:
    """The checks off site that were enough before this; without any the form does not ask for a reason."""
    found = earlier_checks(file, step, now)
    if not found and not form.is_bound:
        form.fields.pop(PREFIX + REASON, None)
    if found and (said := reason_before(file)):
        form.fields[PREFIX + REASON].initial = said
    case = file.history.opening.case
    return [
        {
            "number": one.file.history.opening.number,
            "url": reverse("casework:case", kwargs={"case": one.file.history.opening.case}),
            "own": "yes" if one.file.history.opening.case == case else "",
            "day": date_of(one.act.day).isoformat(),
            "what": speak.step(known) if (known := file.docket.step(one.act.step)) else one.act.step,
            "way": speak.packs.words.word("form", str(one.act.fields.get("form", "")), speak.language),
            "result": speak.packs.words.word(
                "finding", str(one.act.fields.get("finding", "")), speak.language
            ),
        }
        for one in found
    ]


def _panel(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    form: ActForm,
    uploads: Uploads,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form inside the case page; alone when HTMX asks for it."""
    case = file.history.opening.case
    values: dict[str, Any] = {
        "form": form,
        "uploads": uploads,
        "extended": extended_things(file, step, request.now),
        "chained": bool(chain_of(file, step.id)),
        "opinion": request.POST.get("opinion", "") or opinion_before(file, step),
        "preview_url": reverse("casework:preview", kwargs={"case": case, "step": step.id}),
        "step_name": speak.step(step),
        "offered": _offered(file, step, speak),
        "enough": _enough(file, step, speak, form, request.now),
        "late": [
            one.says(speak.language) for one in late_moves(file.docket, file.history, step, request.now)
        ],
        "url": reverse("casework:act", kwargs={"case": case, "step": step.id}),
        "draft_url": reverse("casework:draft", kwargs={"case": case, "step": step.id}),
        "uploads_url": reverse("casework:uploads", kwargs={"case": case}),
        "pass_url": reverse("casework:upload_pass", kwargs={"case": case}),
        "now_ms": request.now // 1000,
        "back": reverse("casework:case", kwargs={"case": case}),
        "discretion": discretion_shown(form.discretion, speak) if form.discretion else None,
        "methods": methods_shown(form.service, speak),
        "discretion_url": reverse("casework:discretion", kwargs={"case": case, "step": step.id}),
        "refusal": None,
        "conflict": None,
        **more,
    }
    if asks_for_part(request):
        return render(request, "casework/act_panel.html", values, status=status)
    return render(request, "casework/case.html", {**page_values(request, file), **values}, status=status)
