"""The case page, the forms of its acts, and what they answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.casework import actions
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.forms import ActForm, ReasonForm, initial_of, local_minute
from plumbline.apps.casework.pages import case_parts, clock_explained, record_parts
from plumbline.apps.casework.pages.conflict import conflict
from plumbline.apps.casework.pages.refusal import refusal
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.policies import CASE_ACT, CASE_ASSIGN, CASE_READ
from plumbline.apps.casework.queries import draft_of, links_of, party_of, sealed_size
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.authority.person import Place
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.standing import clock_states, main_line, possibilities
from plumbline.core.procedures.definition import Step


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place_of(request: HttpRequest, case: str, **_more: str) -> Place:
    """Where the case of an address belongs."""
    return read_case(case).place


@require_GET
@requires(CASE_READ, place=place_of)
def case_page(request: Request, case: str) -> HttpResponse:
    """The case: where it stands, what may be done, what falls due, what was done."""
    return render(request, "casework/case.html", page_values(request, read_case(case)))


def page_values(request: Request, file: CaseFile) -> dict[str, Any]:
    """Everything the case page shows."""
    person = request.person
    assert person is not None
    speak = Speaker(file.docket, request.today)
    officers = officer_register()
    role = person.role.in_packs
    found = possibilities(file.docket, file.history, request.now, role, officers)
    states = clock_states(file.docket, file.history, request.now, officers)
    sealed = sealed_size()
    party = party_of(file.history.opening.case, file.held[0].record.id)
    case = file.history.folded(request.now)
    _stage, next_step = main_line(file.docket, case)
    sealed_here = sum(one.leaf is not None and one.leaf < sealed for one in file.held)
    return {
        "form": None,
        "head": case_parts.head(file, speak, str(party.get("party_name") or ""), sealed_here),
        "diagram": case_parts.diagram(file, speak, found),
        "may": case_parts.may_list(file, speak, found, states, next_step),
        "clocks": case_parts.clock_card(file, speak, states, speak.time(request.now)),
        "records": record_parts.record_table(file, speak, sealed),
        "party": case_parts.party_facts(party, speak, file),
        "papers": [
            (kind, number, speak.short(file.docket.calendar.local_day(record.at.earliest)), f"#r-{record.id}")
            for record, kind, number in record_parts.papers_made(one.record for one in file.held)
        ],
        "links": links_of(file.history.opening.case),
    }


@require_http_methods(["GET", "POST"])
@requires(CASE_ACT, place=place_of)
def act(request: Request, case: str, step: str) -> HttpResponse:
    """The form of an act; sent, the act is done or refused, and nothing typed is lost."""
    file = read_case(case)
    known = file.docket.step(step)
    if known is None:
        return _not_found(request, file, step)
    speak = Speaker(file.docket, request.today)
    if request.method == "GET":
        return _panel(request, file, known, speak, _fresh_form(request, file, known, speak))
    form = _form(request, file, known, speak, request.POST)
    if not form.is_valid():
        return _panel(request, file, known, speak, form, status=422)
    try:
        done = actions.perform_act(
            person=_person(request),
            case=case,
            act=_act(form, known),
            seen=form.cleaned_data["seen"],
            now=request.now,
            officers=officer_register(),
            mode="attest" if "attest" in request.POST else "intend",
        )
    except ActRefused as error:
        return _refused(request, file, known, speak, form, error)
    except CaseMoved as error:
        panel = conflict(error, file, known, speak, form)
        return _panel(request, read_case(case), known, speak, form, status=409, conflict=panel)
    return _to_case(request, case, f"#r-{done.receipt.record.id}")


@require_POST
@requires(CASE_ACT, place=place_of)
def keep_draft(request: Request, case: str, step: str) -> HttpResponse:
    """Keeps what was typed, so that neither a refusal nor a closed window loses it."""
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    actions.keep_draft(person=_person(request), case=case, step=step, typed=typed, now=request.now)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@requires(CASE_ACT, place=place_of)
def correct(request: Request, case: str, record: str) -> HttpResponse:
    """Restates a record whole, or voids it, with the reason."""
    file = read_case(case)
    wrong = next((one for one in file.history.acts if one.id == record), None)
    step = file.docket.step(wrong.step) if wrong else None
    if wrong is None or step is None:
        return _not_found(request, file, record)
    speak = Speaker(file.docket, request.today)
    if request.method == "GET":
        form = _form(
            request, file, step, speak, None, initial_of(step, wrong) | {"seen": file.history.position}
        )
        return _correction(request, file, step, speak, form, ReasonForm(auto_id="why_%s"))
    form, why = _form(request, file, step, speak, request.POST), ReasonForm(request.POST, auto_id="why_%s")
    common: dict[str, Any] = {"person": _person(request), "case": case, "record": record, "now": request.now}
    if not why.is_valid() or ("void" not in request.POST and not form.is_valid()):
        return _correction(request, file, step, speak, form, why, status=422)
    common |= {"reason": why.cleaned_data["reason"], "seen": why.cleaned_data["seen"]}
    try:
        if "void" in request.POST:
            actions.void_act(**common)
        else:
            actions.correct_act(**common, act=_act(form, step), officers=officer_register())
    except CaseMoved as error:
        panel = conflict(error, file, step, speak, form)
        return _correction(request, read_case(case), step, speak, form, why, status=409, conflict=panel)
    return _to_case(request, case)


@require_POST
@requires(CASE_ACT, place=place_of)
def confirm(request: Request, case: str, record: str) -> HttpResponse:
    """The second officer confirms an act in which they are named."""
    actions.confirm_act(person=_person(request), case=case, record=record, seen=None, now=request.now)
    return _to_case(request, case, f"#r-{record}")


@require_http_methods(["GET", "POST"])
@requires(CASE_ASSIGN, place=place_of)
def assign(request: Request, case: str) -> HttpResponse:
    """Hands the case to other officers, with the reason."""
    file = read_case(case)
    speak = Speaker(file.docket, request.today)
    people = colleagues_of(file.history.opening.organ)
    why = ReasonForm(request.POST or None, auto_id="why_%s", initial={"seen": file.history.position})
    chosen = request.POST.getlist("officers")
    if request.method == "POST" and why.is_valid() and chosen:
        actions.assign_case(
            person=_person(request),
            case=case,
            officers=chosen,
            reason=why.cleaned_data["reason"],
            seen=why.cleaned_data["seen"],
            now=request.now,
        )
        return _to_case(request, case)
    values = {
        "head": _small_head(file, _("Assign the case")),
        "why": why,
        "people": [(key, name, key in (chosen or file.history.handlers)) for key, name in people],
        "nobody": request.method == "POST" and not chosen,
        "back": reverse("casework:case", kwargs={"case": case}),
    }
    speak.know(key for key, _name in people)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/assign.html", values, status=status)


@require_GET
@requires(CASE_READ, place=place_of)
def clock(request: Request, case: str, rule: str, record: str) -> HttpResponse:
    """How a due day was counted, day by day."""
    file = read_case(case)
    speak = Speaker(file.docket, request.today)
    told = clock_explained.explanation(file, speak, rule, record, request.now)
    if told is None:
        return _not_found(request, file, rule)
    template = "casework/clock_part.html" if _asks_for_part(request) else "casework/clock.html"
    head = _small_head(file, told.title)
    return render(request, template, {"explanation": told, "head": head})


def _form(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    data: Any,
    initial: dict[str, Any] | None = None,
) -> ActForm:
    people = [
        (key, name)
        for key, name in colleagues_of(file.history.opening.organ)
        if key != _person(request).officer
    ]
    return ActForm(
        data,
        docket=file.docket,
        step=step,
        words=speak.packs.words,
        language=speak.language,
        colleagues=people if step.actors > 1 else (),
        initial=initial,
    )


def _fresh_form(request: Request, file: CaseFile, step: Step, speak: Speaker) -> ActForm:
    """An empty form, or what was typed and not sent."""
    initial: dict[str, Any] = {"at": local_minute(request.now), "seen": file.history.position}
    initial["others"] = [one for one in file.history.handlers if one != _person(request).officer]
    draft = draft_of(_person(request), file.history.opening.case, step.id)
    if draft is not None:
        for name, values in draft.typed.items():
            if name != "seen":
                initial[name] = values if name in ("others", "papers") else (values or [""])[0]
    return _form(request, file, step, speak, None, initial)


def _act(form: ActForm, step: Step) -> actions.Act:
    said = form.cleaned_data
    return actions.Act(
        step=step.id,
        at=said["at"],
        until=said.get("until"),
        others=tuple(said.get("others") or ()),
        values=form.values,
        personal=form.personal,
        papers=tuple(actions.Paper(kind) for kind in said.get("papers") or ()),
    )


def _refused(
    request: Request, file: CaseFile, step: Step, speak: Speaker, form: ActForm, error: ActRefused
) -> HttpResponse:
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    case = file.history.opening.case
    actions.keep_draft(person=_person(request), case=case, step=step.id, typed=typed, now=request.now)
    kept = _("Draft kept ({at}); nothing typed is lost.").format(at=speak.time(request.now))
    for one in error.reasons:
        if one.field in form.fields or f"f_{one.field}" in form.fields:
            name = one.field if one.field in form.fields else f"f_{one.field}"
            form.add_error(name, one.says(speak.language))
    panel = refusal(error, case, step, speak, kept)
    return _panel(request, file, step, speak, form, status=422, refusal=panel)


def _panel(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    form: ActForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form inside the case page; alone when HTMX asks for it."""
    case = file.history.opening.case
    values: dict[str, Any] = {
        "form": form,
        "step_name": speak.step(step),
        "url": reverse("casework:act", kwargs={"case": case, "step": step.id}),
        "draft_url": reverse("casework:draft", kwargs={"case": case, "step": step.id}),
        "back": reverse("casework:case", kwargs={"case": case}),
        "refusal": None,
        "conflict": None,
        **more,
    }
    if _asks_for_part(request):
        return render(request, "casework/act_panel.html", values, status=status)
    return render(request, "casework/case.html", {**page_values(request, file), **values}, status=status)


def _correction(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    form: ActForm,
    why: ReasonForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    values = {
        "head": _small_head(file, _("Correct: {step}").format(step=speak.step(step))),
        "form": form,
        "why": why,
        "back": reverse("casework:case", kwargs={"case": file.history.opening.case}),
        "conflict": None,
        **more,
    }
    return render(request, "casework/correct.html", values, status=status)


def _small_head(file: CaseFile, title: str) -> PageHead:
    opening = file.history.opening
    address = reverse("casework:case", kwargs={"case": opening.case})
    return PageHead(
        title=title,
        path=(Link(_("Cases"), reverse("casework:cases")), Link(opening.number, address), Link(title)),
    )


def _to_case(request: Request, case: str, place: str = "") -> HttpResponse:
    address = reverse("casework:case", kwargs={"case": case}) + place
    if _asks_for_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _asks_for_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False)) and not request.htmx.boosted


def _person(request: Request) -> Any:
    assert request.person is not None
    return request.person


def _not_found(request: Request, file: CaseFile, what: str) -> HttpResponse:
    told = {
        "message": _("The case {number} has nothing named “{what}”.").format(
            number=file.history.opening.number, what=what
        ),
        "remedy": _("Go back to the case."),
    }
    return render(request, "casework/mistake.html", told, status=404)
