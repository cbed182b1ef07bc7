"""One release: the text with its marks, the secrecy review, the approval, and what comes after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.disclosure import actions
from plumbline.apps.disclosure.errors import ReleaseError
from plumbline.apps.disclosure.forms import CorrectForm, ExtractForm, ReviewForm, StopForm, WithdrawForm
from plumbline.apps.disclosure.pages.asking import Request, person_of, place_of, refused
from plumbline.apps.disclosure.pages.release_parts import facts_of, head_of, marked, public_parts
from plumbline.apps.disclosure.pages.words import language
from plumbline.apps.disclosure.policies import RELEASE_ACT, RELEASE_APPROVE, RELEASE_READ
from plumbline.apps.disclosure.queries import ReleaseView, duty_of, release_of, text_of
from plumbline.apps.page_parts import formats
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.cases.errors import CaseError
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.errors import DisclosureError

_EXTRACTING = ("begun", "refused")
_PUBLIC = ("published", "corrected")
_REFUSALS = (ReleaseError, DisclosureError, CaseError)
_APPLY, _REFUSE = "apply_early_end", "refuse_early_end"
_FORMS = ("extract", "review", "send_back", "publish", "correct", "withdraw", "stop_display")


def place_of_source(request: HttpRequest, source: str) -> Place:
    """Where the case of a decision belongs."""
    return read_case(source).place


@require_POST
@requires(RELEASE_ACT, place=place_of_source)
def begin(request: Request, source: str) -> HttpResponse:
    """Begins the release of a decision."""
    try:
        case = actions.begin_release(person=person_of(request), source=source, now=request.now)
    except _REFUSALS as error:
        panel = refused(error, source, request.today)
        return render(request, "disclosure/refused.html", {"refusal": panel}, status=422)
    return HttpResponseRedirect(reverse("disclosure:release", kwargs={"case": case}))


@require_http_methods(["GET", "POST"])
@requires(RELEASE_READ, place=place_of)
def release(request: Request, case: str) -> HttpResponse:
    """The release: what is to be done next, and what the public sees or will see."""
    row = release_of(person_of(request), case, request.today)
    if row is None:
        raise Http404
    file = read_case(case)
    forms = _forms(request, row, file)
    if request.method != "POST":
        return _page(request, row, file, forms)
    step = next((one for one in _FORMS if f"do_{one}" in request.POST), "")
    policy = RELEASE_ACT if step in ("extract", "review") else RELEASE_APPROVE
    if not step or not may_access(request.person, policy, file.place, request.today):
        return HttpResponse(status=403)
    form = forms.get(step)
    if form is not None and not form.is_valid():
        return _page(request, row, file, forms, status=422)
    try:
        _ACTS[step](request, case, form)
    except _REFUSALS as error:
        panel = refused(error, case, request.today, _STEPS.get(step, step))
        return _page(request, row, read_case(case), forms, refusal=panel, status=422)
    return HttpResponseRedirect(request.path)


_STEPS = {"review": "review_content", "send_back": "approve"}


def _forms(request: Request, row: ReleaseView, file: CaseFile) -> dict[str, Any]:
    """The forms that the release as it stands can take."""
    steps = file.docket.procedure.steps
    sent = [one for one in _FORMS if f"do_{one}" in request.POST]
    decided = file.history.folded(request.now).by_step.get("decide")
    made: dict[str, Callable[[Any], Any]] = {}
    if row.stage in _EXTRACTING:
        stated = dict(decided[-1].fields) if decided else {}
        digest = {"digest": text_of(row.source).digest}
        made["extract"] = lambda data: ExtractForm(
            data, known=steps["decide"].fields, stated=stated, language=language(), initial=digest, prefix="t"
        )
    if row.stage == "extracted":
        known = steps["review_content"].fields
        made["review"] = lambda data: ReviewForm(data, known=known, language=language(), prefix="r")
    if row.stage in _PUBLIC:
        made["correct"] = lambda data: CorrectForm(data, prefix="c")
        how = steps["overturn"].fields["how"]
        made["withdraw"] = lambda data: WithdrawForm(data, known=how, language=language(), prefix="w")
        if "stop_display" in steps:
            fields = steps["stop_display"].fields
            asked = {name: fields[name] for name in actions.conditions_of(file.docket)}
            made["stop_display"] = lambda data: StopForm(data, known=asked, language=language(), prefix="s")
    forms: dict[str, Any] = dict.fromkeys(_FORMS)
    return {**forms, **{name: make(request.POST if name in sent else None) for name, make in made.items()}}


def _page(
    request: Request,
    row: ReleaseView,
    file: CaseFile,
    forms: dict[str, Any],
    refusal: Any = None,
    status: int = 200,
) -> HttpResponse:
    person = person_of(request)
    mine = row.extracted_by == (person.officer or person.account)
    ticked = _ticked(request) if "do_extract" in request.POST else None
    values: dict[str, Any] = {
        "head": head_of(row, file),
        "refusal": refusal,
        "stage": row.stage,
        "forms": forms,
        "facts": facts_of(request, row, file),
        "may_act": may_access(person, RELEASE_ACT, file.place, request.today),
        "may_approve": may_access(person, RELEASE_APPROVE, file.place, request.today),
        "mine": mine,
        "again": row.stage == "withdrawn" and _is_latest(row),
        "begin_url": reverse("disclosure:begin", kwargs={"source": row.source}),
        "early": _early(request, row, file),
        "lines": None,
        "listed": None,
        "pieces": None,
        "marks": None,
        "public_url": reverse("public_portal:decision", kwargs={"language": "zh", "key": row.case})
        if row.published_day is not None
        else "",
    }
    if row.stage in _EXTRACTING:
        values["pieces"], values["marks"] = marked(text_of(row.source), ticked)
    else:
        values.update(public_parts(row))
    return render(request, "disclosure/release.html", values, status=status)


def _early(request: Request, row: ReleaseView, file: CaseFile) -> dict[str, Any] | None:
    """What the party asked for and was told: the early end of a display, where the field's law knows one."""
    if row.stage not in _PUBLIC or file.docket.step(_APPLY) is None:
        return None
    by_step = file.history.folded(request.now).by_step
    today = date_of(request.today)
    lines = [(one, False) for one in by_step.get(_APPLY, ())] + [
        (one, True) for one in by_step.get(_REFUSE, ())
    ]
    lines.sort(key=lambda line: line[0].seq)
    act = {"case": row.case}
    return {
        "lines": [
            {
                "day": formats.short_day(date_of(one.day), today),
                "refused": no,
                "reason": one.fields.get("refusal_reason") or "",
            }
            for one, no in lines
        ],
        "waits": bool(lines) and not lines[-1][1],
        "apply_url": reverse("casework:act", kwargs={**act, "step": _APPLY}),
        "refuse_url": reverse("casework:act", kwargs={**act, "step": _REFUSE}),
    }


def _is_latest(row: ReleaseView) -> bool:
    """Whether no other release of the same decision took its place."""
    duty = duty_of(row.source)
    return duty is not None and duty.release == row.case


def _ticked(request: Request) -> tuple[int, ...]:
    return tuple(int(one) for one in request.POST.getlist("mark") if one.isdecimal())


def _extract(request: Request, case: str, form: ExtractForm) -> None:
    told = actions.Extraction(form.cleaned_data["digest"], _ticked(request), form.words, form.facts)
    actions.extract(person=person_of(request), case=case, extraction=told, seen=None, now=request.now)


def _review(request: Request, case: str, form: ReviewForm) -> None:
    actions.review(person=person_of(request), case=case, **form.cleaned_data, seen=None, now=request.now)


def _correct(request: Request, case: str, form: CorrectForm) -> None:
    words = [line.strip() for line in form.cleaned_data["words"].splitlines() if line.strip()]
    actions.correct(
        person=person_of(request),
        case=case,
        error=form.cleaned_data["error"],
        words=words,
        seen=None,
        now=request.now,
    )


_ACTS: dict[str, Callable[[Request, str, Any], None]] = {
    "extract": _extract,
    "review": _review,
    "send_back": lambda request, case, _form: actions.send_back(
        person=person_of(request), case=case, seen=None, now=request.now
    ),
    "publish": lambda request, case, _form: actions.publish(
        person=person_of(request), case=case, seen=None, now=request.now
    ),
    "correct": _correct,
    "withdraw": lambda request, case, form: actions.withdraw(
        person=person_of(request), case=case, **form.cleaned_data, seen=None, now=request.now
    ),
    "stop_display": lambda request, case, form: actions.stop_display(
        person=person_of(request), case=case, **form.cleaned_data, seen=None, now=request.now
    ),
}
