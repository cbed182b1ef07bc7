"""The page of a case file: its volumes and its evidence, each made by one click and then taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from plumbline.apps.case_file.made import PARTS, Part, path_of
from plumbline.apps.case_file.policies import CASE_FILE, CASE_FILE_INTERNAL, FILES_READ
from plumbline.apps.case_file.tasks import make_case_file
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.jobs.actions import enqueue, mark_read
from plumbline.apps.jobs.errors import NoSuchJob
from plumbline.apps.jobs.queries import JobView, job, jobs_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.intake import Progress
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import Asked, requires, to_cases
from plumbline.apps.people.actions import note_reading
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.errors import Language

TITLES = {
    "main": gettext_lazy("Main volume"),
    "internal": gettext_lazy("Internal volume"),
    "evidence": gettext_lazy("Evidence that proves itself"),
}
NOTES = {
    "main": gettext_lazy(
        "Cover, list of papers with pages, papers in order, sheet at the end, spine; one PDF."
    ),
    "internal": gettext_lazy(
        "Reports, opinions, collective discussion; never handed to a party or published."
    ),
    "evidence": gettext_lazy(
        "All records with files, proofs and checkpoint in one archive (BagIt); it is verified without this system."
    ),
}
POLICIES = {"main": CASE_FILE, "internal": CASE_FILE_INTERNAL, "evidence": CASE_FILE_INTERNAL}


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the case file: how to make it, how far it is, where to take it."""

    part: Part
    title: str
    note: str
    make_url: str
    progress: Progress | None = None
    take_url: str = ""
    made: str = ""
    error: str = ""


def place_of(request: HttpRequest, case: str, **_more: Any) -> Place:
    """Where the case of an address belongs."""
    return read_case(case).place


@require_GET
@requires(CASE_FILE, place=place_of)
def case_file(request: Request, case: str) -> HttpResponse:
    """The volumes and the evidence of a case."""
    file = read_case(case)
    opening = file.history.opening
    back = reverse("casework:case", kwargs={"case": case})
    own = _own_jobs(request, case)
    open_parts = [
        part for part in PARTS if may_access(request.person, POLICIES[part], file.place, request.today)
    ]
    values = {
        "head": PageHead(
            title=_("Case file"),
            acts=_acts(request, file),
            path=(
                Link(_("Cases"), to_cases(request)),
                Link(opening.number, back),
                Link(_("Case file")),
            ),
        ),
        "lines": [_line(case, part, own.get(part), len(file.held)) for part in open_parts],
        "back": back,
    }
    return render(request, "case_file/page.html", values)


def _acts(request: Request, file: CaseFile) -> tuple[Act, ...]:
    """To the keeping of the file, once there is something to keep."""
    case, may = file.history.opening.case, may_access(request.person, FILES_READ, file.place, request.today)
    if not may or file.docket.end_of(file.history.folded(request.now)) is None:
        return ()
    return (Act(_("Archive, lend, take back"), reverse("case_file:keeping", kwargs={"case": case})),)


@require_POST
@requires(CASE_FILE, place=place_of)
def make_main(request: Request, case: str) -> HttpResponse:
    """Asks for the main volume."""
    return _make(request, case, "main")


@require_POST
@requires(CASE_FILE_INTERNAL, place=place_of)
def make_internal(request: Request, case: str) -> HttpResponse:
    """Asks for the internal volume."""
    return _make(request, case, "internal")


@require_POST
@requires(CASE_FILE_INTERNAL, place=place_of)
def make_evidence(request: Request, case: str) -> HttpResponse:
    """Asks for the evidence."""
    return _make(request, case, "evidence")


@require_safe
@requires(CASE_FILE, place=place_of)
def take_main(request: Request, case: str, job: int) -> HttpResponseBase:
    """The main volume."""
    return _take(request, case, "main", job)


@require_safe
@requires(CASE_FILE_INTERNAL, place=place_of)
def take_internal(request: Request, case: str, job: int) -> HttpResponseBase:
    """The internal volume."""
    return _take(request, case, "internal", job)


@require_safe
@requires(CASE_FILE_INTERNAL, place=place_of)
def take_evidence(request: Request, case: str, job: int) -> HttpResponseBase:
    """The evidence."""
    return _take(request, case, "evidence", job)


@require_GET
@requires(CASE_FILE, place=place_of)
def state(request: Request, case: str, job: int) -> HttpResponse:
    """How far a part is, for the page that waits for it."""
    found = _own_job(request, case, job)
    part: Part = found.arguments["part"]
    line = _line(case, part, found, len(read_case(case).held))
    return render(request, "case_file/state.html", {"line": line})


def _make(request: Request, case: str, part: Part) -> HttpResponse:
    running = _own_jobs(request, case).get(part)
    if running is None or running.state not in ("waiting", "running"):
        owner = _person(request).account
        enqueue(make_case_file, {"case": case, "part": part}, now=request.now, owner=owner, priority=5)
    return HttpResponseRedirect(reverse("case_file:page", kwargs={"case": case}))


def _take(request: Request, case: str, part: Part, number: int) -> HttpResponseBase:
    found = _own_job(request, case, number)
    path = path_of(number, part)
    if found.arguments["part"] != part or found.state != "done" or not path.exists():
        raise Http404
    opening = read_case(case).history.opening
    person = _person(request)
    note_reading(
        by=person,
        kind="case_file",
        subject=f"{opening.number} {TITLES[part]}",
        reason=opening.number,
        now=request.now,
    )
    mark_read(job=number, by=person.account, now=request.now)
    name = f"{opening.number}-{TITLES[part]}{path.suffix}"
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _own_job(request: Request, case: str, number: int) -> JobView:
    """A job of this person for this case; raises Http404."""
    try:
        found = job(number, owner=_person(request).account)
    except NoSuchJob:
        raise Http404 from None
    if found.task != make_case_file.name or found.arguments.get("case") != case:
        raise Http404
    return found


def _own_jobs(request: Request, case: str) -> dict[str, JobView]:
    """The newest job of this person for each part."""
    found: dict[str, JobView] = {}
    for one in jobs_of(_person(request).account):
        if one.task == make_case_file.name and one.arguments.get("case") == case:
            found.setdefault(str(one.arguments.get("part")), one)
    return found


def _line(case: str, part: Part, found: JobView | None, records: int) -> Line:
    make_url = reverse(f"case_file:make_{part}", kwargs={"case": case})
    line = Line(part, str(TITLES[part]), str(NOTES[part]), make_url)
    if found is None:
        return line
    if found.state in ("waiting", "running"):
        url = reverse("case_file:state", kwargs={"case": case, "job": found.number})
        total = max(found.total, 1)
        note = (
            _("It waits for its turn; the result will stand in «My work».")
            if found.state == "waiting"
            else ""
        )
        return Line(
            part,
            line.title,
            line.note,
            make_url,
            Progress(f"file-{part}", line.title, found.done, total, url=url, note=note, rows=False),
        )
    if found.state == "dead":
        language: Language = "en" if (get_language() or "").startswith("en") else "zh"
        return Line(part, line.title, line.note, make_url, error=found.error(language))
    if not path_of(found.number, part).exists():
        return line
    made = _("made of {n} records").format(n=found.result["records"])
    if found.result["records"] != records:
        made = _("made of {n} records; the case has {all} now").format(n=found.result["records"], all=records)
    url = reverse(f"case_file:take_{part}", kwargs={"case": case, "job": found.number})
    return Line(part, line.title, line.note, make_url, take_url=url, made=made)


def _person(request: Request) -> Person:
    assert request.person is not None
    return request.person
