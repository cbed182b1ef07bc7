"""Background jobs: waiting, running, failed, done; one that failed is run again or dropped."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.jobs import actions
from plumbline.apps.jobs.errors import JobNotDead, NoSuchJob
from plumbline.apps.jobs.queries import JobView, counts, job, jobs, scheduled
from plumbline.apps.operations.policies import JOBS
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row, Tab, TabBar
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.queries import account_name
from plumbline.core.errors import Language
from plumbline.core.ledger.moment import ZONE

PAGE = 50
STATES = ("dead", "waiting", "running", "done")
_STATES = {
    "dead": gettext_lazy("failed"),
    "waiting": gettext_lazy("waiting"),
    "running": gettext_lazy("running"),
    "done": gettext_lazy("done"),
}
_EMPTY = {
    "dead": gettext_lazy("No job has failed for good."),
    "waiting": gettext_lazy("No job waits for its turn."),
    "running": gettext_lazy("No job runs at the moment."),
    "done": gettext_lazy("No finished job is kept. Results that were read are forgotten after a week."),
}
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_safe
@requires(JOBS)
def job_list(request: Request) -> HttpResponse:
    """The jobs of one state, newest first; the failed ones come first because somebody must see to them."""
    state = request.GET.get("state", "dead")
    state = state if state in STATES else "dead"
    before = request.GET.get("before", "")
    found = jobs(
        state=state, before=int(before) if before.isdecimal() and len(before) < 19 else None, limit=PAGE
    )
    totals = counts()
    values = {
        "head": PageHead(_("Background jobs")),
        "tabs": TabBar(
            _("Jobs by state"),
            [
                Tab(
                    str(_STATES[one]),
                    formats.count(totals[one]),
                    f"?state={one}",
                    current=one == state,
                    breach=one == "dead" and totals[one] > 0,
                )
                for one in STATES
            ],
        ),
        "table": _table(found) if found else None,
        "empty": None if found else EmptyPage(_("Nothing here"), str(_EMPTY[state])),
        "older": f"?state={state}&before={found[-1].number}" if len(found) == PAGE else "",
        "schedule": _schedule(),
    }
    return render(request, "operations/jobs.html", values)


@require_safe
@requires(JOBS)
def job_page(request: Request, job: int) -> HttpResponse:
    """One job: who asked, how often it was tried, why it failed, what can be done."""
    found = _found(job)
    values = {
        "head": PageHead(
            found.title(language()),
            path=(Link(_("Background jobs"), reverse("operations:jobs")), Link(str(found.number))),
            words=(state_word(found),),
            facts=(
                Fact(_("Number"), str(found.number)),
                Fact(_("Asked for"), shown_time(found.queued_at)),
                Fact(_("By"), account_name(found.owner) if found.owner else _("the system")),
                Fact(_("Attempts"), str(found.attempt)),
                Fact(_("Next attempt"), shown_time(found.runs_at)),
                Fact(_("Ended"), shown_time(found.finished_at)),
            ),
        ),
        "error": found.error(language()),
        "trace": found.trace,
        "arguments": [(name, str(value)) for name, value in sorted(found.arguments.items())],
        "dead": found.state == "dead",
        "again_url": reverse("operations:run_again", kwargs={"job": job}),
        "drop_url": reverse("operations:drop", kwargs={"job": job}),
    }
    return render(request, "operations/job.html", values)


@require_POST
@requires(JOBS)
def run_again(request: Request, job: int) -> HttpResponse:
    """A failed job gets all its attempts again."""
    _found(job)
    try:
        actions.run_again(job=job, now=request.now)
    except JobNotDead as error:
        messages.error(request, error.message(language()))
    else:
        messages.success(request, _("The job will be run again."))
    return HttpResponseRedirect(reverse("operations:job", kwargs={"job": job}))


@require_POST
@requires(JOBS)
def drop(request: Request, job: int) -> HttpResponse:
    """A failed job is given up for good, once that was confirmed."""
    _found(job)
    if request.POST.get("sure") != "on":
        messages.error(request, _("Confirm that the job is given up."))
        return HttpResponseRedirect(reverse("operations:job", kwargs={"job": job}))
    try:
        actions.drop(job=job)
    except JobNotDead as error:
        messages.error(request, error.message(language()))
        return HttpResponseRedirect(reverse("operations:job", kwargs={"job": job}))
    messages.success(request, _("The job was given up."))
    return HttpResponseRedirect(reverse("operations:jobs"))


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def state_word(found: JobView) -> StatusWord:
    """Where a job stands, in a word."""
    tones = {"dead": ("breach", "alert-circle"), "done": ("passed", "check"), "running": ("running", "clock")}
    tone, icon = tones.get(found.state, ("neutral", "circle-dashed"))
    return StatusWord(str(_STATES[found.state]), tone, icon)  # type: ignore[arg-type]


def _found(number: int) -> JobView:
    try:
        return job(number)
    except NoSuchJob:
        raise Http404 from None


def _table(found: tuple[JobView, ...]) -> DataTable:
    columns = [
        Column(_("Number"), "meta", whole=True),
        Column(_("Job"), "head"),
        Column(_("By"), "rest"),
        Column(_("Asked for"), "meta", whole=True),
        Column(_("Attempts"), "rest", numeric=True),
        Column(_("How far"), "line"),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(str(one.number), reverse("operations:job", kwargs={"job": one.number})),
                Cell(one.title(language())),
                Cell(account_name(one.owner) if one.owner else _("the system")),
                Cell(shown_time(one.queued_at)),
                Cell(str(one.attempt)),
                Cell(_far(one)),
                Cell(part=state_word(one)),
            ]
        )
        for one in found
    ]
    return DataTable(_("Background jobs"), columns, rows)


def _far(one: JobView) -> str:
    if one.state == "dead" or (one.state == "waiting" and one.error_zh):
        return one.error(language())
    return f"{formats.count(one.done)} / {formats.count(one.total)}" if one.total else ""


def _schedule() -> DataTable:
    columns = [
        Column(_("Job"), "head"),
        Column(_("When"), "line"),
        Column(_("Asked for until"), "meta", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(one.title_zh if language() == "zh" else one.title_en),
                Cell(_when(one.when)),
                Cell(shown_time(one.due_at)),
            ]
        )
        for one in scheduled()
    ]
    return DataTable(_("Jobs on a schedule"), columns, rows)


def _when(when: int | dt.time) -> str:
    if isinstance(when, int):
        return str(_("every {n} minutes").format(n=when))
    return str(_("every day at {time}").format(time=f"{when:%H:%M}"))


def shown_time(instant: int | None) -> str:
    """An instant in Shanghai, to the minute."""
    if instant is None:
        return "—"
    return f"{(_EPOCH + dt.timedelta(microseconds=instant)).astimezone(ZONE):%Y-%m-%d %H:%M}"
