"""Running an exam: the list, a new one, who writes and who has handed in, more time, the end, the result, appeals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.exams import actions
from plumbline.apps.exams.forms import ExamForm
from plumbline.apps.exams.pages.asking import Request, at, person_of, tell
from plumbline.apps.exams.pages.running_parts import appeal_values, result_table, seats_table, sittings_table
from plumbline.apps.exams.policies import DECIDE, REGISTER, RUN
from plumbline.apps.exams.queries import (
    appeals,
    enrolled,
    place_of_sitting,
    proctor,
    sittings,
    somebody,
    training_case,
    visible_sitting,
)
from plumbline.apps.exams.wording import PURPOSES, stage_word
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import EmptyPage
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.actions import note_reading
from plumbline.apps.people.errors import PeopleError
from plumbline.apps.people.pages_language import told
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.core.authority.access import may_access, visible
from plumbline.core.authority.person import Place
from plumbline.core.cases.errors import ActRefused
from plumbline.core.errors import PlumblineError
from plumbline.core.exams.errors import ExamError
from plumbline.core.exams.sitting import Purpose, Sitting, Stage

_REFUSALS = (ExamError, StoreError, ActRefused, CaseworkError, PeopleError)
_DAY, _HOUR = 86_400_000_000, 3_600_000_000


def place(request: HttpRequest, sitting: str) -> Place:
    """Where the exam of an address belongs."""
    return place_of_sitting(sitting)


@require_GET
@requires(DECIDE)
def sittings_page(request: Request) -> HttpResponse:
    """The exams of the district; those before appointment for the two whom they name."""
    found = sittings(person_of(request), request.today)
    runs = may_access(request.person, RUN, None, request.today)
    new = Act(_("Set up an exam"), reverse("exams:new_sitting"), icon="plus", main=True)
    why = _("An exam draws its papers from the questions in use, after committing to the draw.")
    values = {
        "head": PageHead(_("Exams of law"), acts=(new,) if runs else ()),
        "table": sittings_table(found, request.today, "sitting" if runs else "appeals") if found else None,
        "empty": None if found else EmptyPage(_("No exams yet"), why, new if runs else None),
    }
    return render(request, "exams/sittings.html", values)


@require_http_methods(["GET", "POST"])
@requires(RUN)
def new(request: Request) -> HttpResponse:
    """Sets an exam up."""
    person = person_of(request)
    begin = (request.now // _HOUR + 1) * _HOUR
    initial = {"opens_at": begin, "closes_at": begin + 2 * _HOUR, "minutes": 60, "appeal_days": 5}
    units = organs_in(visible(person, RUN, request.today))
    form = ExamForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            id = _set_up(request, form)
            if id:
                return HttpResponseRedirect(reverse("exams:sitting", kwargs={"sitting": id}))
        except _REFUSALS as error:
            form.add_error(None, told(error))
    path = (Link(_("Exams of law"), reverse("exams:sittings")), Link(_("Set up an exam")))
    values = {
        "head": PageHead(_("Set up an exam"), path=path),
        "form": form,
        "back": reverse("exams:sittings"),
    }
    return render(request, "exams/new_sitting.html", values, status=422 if form.errors else 200)


def _set_up(request: Request, form: ExamForm) -> str:
    """The new exam's id; empty where a name means nobody, which the form then says."""
    person, said = person_of(request), form.cleaned_data
    people, unknown = enrolled(said["people"].splitlines(), said["units"], request.today)
    if unknown:
        form.add_error("people", _("Nobody signs in under: {names}").format(names=_(", ").join(unknown)))
        return ""
    watchers: tuple[str, ...] = ()
    if said["purpose"] == Purpose.BEFORE_APPOINTMENT.value:
        other = somebody(said["watcher"].strip())
        if other is None:
            form.add_error("watcher", _("Name the person under whom they sign in."))
            return ""
        watchers = (person.signs_as, other.holder)
    number = said["training"].strip()
    training = training_case(person, number, request.today) if number else ""
    if training is None:
        form.add_error("training", _("Your organ has no training of that number."))
        return ""
    plan = form.plan(watchers, training)
    return actions.set_up_exam(person=person, plan=plan, people=people, now=request.now, today=request.today)


@require_GET
@requires(RUN, place=place)
def sitting_page(request: Request, sitting: str) -> HttpResponse:
    """Who has begun, is saving, has handed in; what may be done. Nothing else of anybody is looked at."""
    made = visible_sitting(person_of(request), sitting)
    if made.plan.is_confidential:
        person, why = person_of(request), made.plan.title
        note_reading(by=person, kind="exam", subject=made.id, reason=why, now=request.now)
    lines = proctor(made, request.now)
    writing = [one for one in lines if one.at in ("writing", "over")]
    names = organ_names({one.unit for one in lines} | {one.unit for one in made.tallies})
    may_publish = made.stage is Stage.CLOSED
    values: dict[str, Any] = {
        "head": _head(made, request),
        "go_url": reverse("exams:sitting_go", kwargs={"sitting": sitting}),
        "appeals_url": reverse("exams:appeals", kwargs={"sitting": sitting})
        if made.stage is not Stage.SET_UP
        else "",
        "holders_url": reverse("exams:holders", kwargs={"sitting": sitting})
        if made.stage is Stage.PUBLISHED
        else "",
        "running": made.stage is Stage.SET_UP,
        "counts": {
            "seats": len(lines),
            "begun": sum(one.began_at is not None for one in lines),
            "writing": len(writing),
            "handed": sum(one.at in ("handed_in", "by_system") for one in lines),
        },
        "hashes": [
            (_("Commitment to the seed"), made.commitment),
            (_("Hash of the list of questions"), made.list_hash),
            *([(_("Seed"), made.seed)] if made.seed else []),
        ],
        "may_publish": may_publish,
        "result": result_table(made, names) if made.stage is Stage.PUBLISHED else None,
        "table": seats_table(lines, names, request.today) if lines else None,
        "writing": [(one.paper, one.name) for one in writing],
    }
    return render(request, "exams/sitting.html", values)


@require_POST
@requires(RUN, place=place)
def go(request: Request, sitting: str) -> HttpResponse:
    """More time, the end, the result."""
    what = request.POST.get("what", "")
    named: dict[str, Any] = {
        "person": person_of(request),
        "sitting": sitting,
        "now": request.now,
        "today": request.today,
    }
    minutes = request.POST.get("minutes", "")
    try:
        if what == "extend":
            actions.extend_time(
                minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 5 else 0,
                reason=request.POST.get("reason", ""),
                paper=request.POST.get("paper", ""),
                **named,
            )
        elif what == "close":
            actions.close_exam(**named)
        elif what == "publish":
            actions.publish_result(**named)
    except _REFUSALS as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("exams:sitting", kwargs={"sitting": sitting}))


@require_GET
@requires(DECIDE, place=place)
def appeals_page(request: Request, sitting: str) -> HttpResponse:
    """Appeals of an exam: the first person proposes, the second agrees or sends it back."""
    person = person_of(request)
    made = visible_sitting(person, sitting)
    found = [appeal_values(one, person.signs_as) for one in appeals(made)]
    path = (Link(_("Exams of law"), reverse("exams:sittings")), Link(_("Appeals")))
    why = _("Whoever sat the exam may object to a question within the days of appeal.")
    values = {
        "head": PageHead(_("Appeals: {title}").format(title=made.plan.title), path=path),
        "appeals": found,
        "holders_url": reverse("exams:holders", kwargs={"sitting": sitting})
        if made.stage is Stage.PUBLISHED
        else "",
        "decide_url": reverse("exams:decide", kwargs={"sitting": sitting}),
        "register_url": reverse("exams:register", kwargs={"sitting": sitting})
        if made.plan.purpose is Purpose.QUALIFICATION
        and made.stage is Stage.PUBLISHED
        and may_access(person, REGISTER, None, request.today)
        else "",
        "empty": None if found else EmptyPage(_("No appeals"), why),
    }
    return render(request, "exams/appeals.html", values)


@require_POST
@requires(DECIDE, place=place)
def decide(request: Request, sitting: str) -> HttpResponse:
    """Proposes, agrees or sends back."""
    named: dict[str, Any] = {
        "person": person_of(request),
        "paper": request.POST.get("paper", ""),
        "item": request.POST.get("item", ""),
        "now": request.now,
        "today": request.today,
    }
    what = request.POST.get("what", "")
    try:
        if what == "propose":
            refused = request.POST.get("result") == "refuse"
            key = "" if refused else request.POST.get("key", "").strip() or "?"
            actions.propose_decision(key=key, reason=request.POST.get("reason", ""), **named)
        elif what in ("agree", "back"):
            n = actions.decide_appeal(agreed=what == "agree", **named)
            messages.success(request, _("{n} papers were marked again").format(n=n))
    except _REFUSALS as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("exams:appeals", kwargs={"sitting": sitting}))


@require_POST
@requires(REGISTER, place=place)
def register(request: Request, sitting: str) -> HttpResponse:
    """Enters the results of a qualifying exam in the register of officers."""
    try:
        n = actions.enter_in_register(
            person=person_of(request), sitting=sitting, now=request.now, today=request.today
        )
        messages.success(request, _("{n} results are in the register of officers").format(n=n))
    except PlumblineError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("people:officers"))


def _head(made: Sitting, request: Request) -> PageHead:
    plan = made.plan
    facts = [
        Fact(_("Kind"), str(PURPOSES[plan.purpose])),
        Fact(_("From"), at(plan.opens_at, request.today)),
        Fact(_("Until"), at(made.closes_at, request.today)),
        Fact(_("Minutes"), str(plan.minutes + made.extra)),
        Fact(_("Questions a paper"), f"{plan.count} / {len(made.items)}"),
        Fact(_("Passes from"), f"{plan.share}%"),
    ]
    path = (Link(_("Exams of law"), reverse("exams:sittings")), Link(plan.title))
    return PageHead(plan.title, path=path, words=(stage_word(made.stage),), facts=tuple(facts))
