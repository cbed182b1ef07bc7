"""The demo's first three minutes: stopped in time, a figure that proves itself, a forger who is caught."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.annual_report.queries import reports
from plumbline.apps.case_file.archive import export_case
from plumbline.apps.case_file.case_words import words_of
from plumbline.apps.case_file.held_files import held_files
from plumbline.apps.casework.pages.clock_explained import strip
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.jobs.queries import jobs
from plumbline.apps.ledger_store.proving import NotSealedYet
from plumbline.apps.ledger_store.queries import latest_checkpoint
from plumbline.apps.legality.queries.reviews import Asked as ReviewsAsked
from plumbline.apps.legality.queries.reviews import reviews
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.clocks import ClockExplanation
from plumbline.apps.page_parts.intake import Progress
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.queries import demo_login, persons_of
from plumbline.core.authority.access import public
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.arithmetic import account
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.clocks.wording import sentence
from plumbline.core.errors import PlumblineError
from plumbline.core.reports.yearly_text import chips
from plumbline.site.demo.closed_year import YEAR
from plumbline.site.demo.forger import Forged, forge, forged, judged, mend

CLOSED_YEAR: Final = "demo.closed_year"
"""The task that enters it."""
_AT_IT: Final = frozenset({"waiting", "running"})
TOUR: Final = public("演示导览", "tour of the demo")
_HOLIDAY: Final = "2026-09-24"
"""A Thursday before the autumn holidays of 2026, from which seven working days reach beyond them."""


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: as whom, where to, what is seen there."""

    role: str
    url: str
    act: str
    does: str


def tour_values(request: Request) -> dict[str, Any]:
    """What the demo's first page shows of the tour; each stop is a page of the product."""
    there = forged()
    error = judged(there.case) if there else None
    return {
        "stopped": _stopped(request.today),
        "holiday": _explained(request.today),
        "proves": _proves(request.today),
        "filling": _filling(),
        "forged": there,
        "untrue": error.message(language()) if error else "",
        "forger_url": reverse("tour:forger"),
        "forged_stops": _case_stop(there),
        "forged_file": reverse("tour:file") if there else "",
        "command": _command() if there else "",
    }


def _person(role: Role, today: int) -> Person | None:
    account = demo_login(role)
    return next((one for one in persons_of(account, today) if one.role is role), None) if account else None


def _stopped(today: int) -> list[Stop]:
    head = _person(Role.AGENCY_HEAD, today)
    locked = reviews(head, ReviewsAsked(), today).lines if head else ()
    source = next((one.source for one in locked if one.source), "")
    stops = []
    if source:
        address = reverse("casework:act", kwargs={"case": source, "step": "decide"})
        stops.append(
            Stop(
                Role.AGENCY_HEAD.value,
                address,
                _("Decide a case whose review is missing"),
                _("The program refuses, and says by which article, what is lacking and who can do it."),
            )
        )
    return [
        *stops,
        Stop(
            Role.SUPERVISOR.value,
            reverse("supervision:morning"),
            _("Look at the morning page of the supervisor"),
            _("What is breached, about to be breached and due, with every case behind the count."),
        ),
    ]


def _explained(today: int) -> ClockExplanation:
    """Seven working days over the National Day holiday, counted by the calendar in use."""
    calendar = shelf().packs.calendar("cn")
    told = account(parse_day(_HOLIDAY), Period(7, Unit.WORKING_DAYS), calendar)
    said = language()
    return ClockExplanation(
        title=_("Seven working days over a holiday"),
        sentences=[sentence(told, calendar, said, event=_("acceptance"))],
        basis=shelf().written("处罚法 §85"),
        calendar=_("calendar of working days {version}").format(version=calendar.version),
        days=strip(told, today),
        embedded=True,
    )


def _proves(today: int) -> list[Stop]:
    office = _person(Role.RULE_OF_LAW_OFFICE, today)
    made = [one for one in reports(office, today) if one.report.fixed] if office else []
    stops = []
    if made:
        report = made[0].report
        first = next((chip for words in report.words.values() for chip in chips(words)), None)
        address = reverse("annual_report:read", kwargs={"case": report.case})
        stops.append(
            Stop(
                Role.RULE_OF_LAW_OFFICE.value,
                f"{address}?figure={first.key}" if first else address,
                _("Open the report of {year}").format(year=report.year),
                _("Press any figure: definition, rows, case, record and proof."),
            )
        )
    return [
        *stops,
        Stop(
            Role.RULE_OF_LAW_OFFICE.value,
            reverse("figures:list"),
            _("Open the figures of the year"),
            _("Every figure of the yearly tables opens down to sealed records."),
        ),
        Stop(
            Role.RULE_OF_LAW_OFFICE.value,
            reverse("figures:audit"),
            _("Check a report's text"),
            _("Numbers that do not add up, sections that are missing, figures that the records contradict."),
        ),
    ]


def _filling() -> Progress | None:
    """How far the closed year is entered, as long as a worker is at it."""
    for one in jobs(task=CLOSED_YEAR, limit=1):
        if one.state in _AT_IT:
            what = _("The closed year {year} is being entered").format(year=YEAR)
            note = _("Every page works meanwhile; the report of the year is there first.")
            return Progress("closed-year", what, one.done, one.total, note=note, goes_on=True)
    return None


def _case_stop(there: Forged | None) -> list[Stop]:
    if there is None:
        return []
    address = reverse("casework:record", kwargs={"case": there.case, "record": there.record})
    return [Stop(Role.SUPERVISOR.value, address, _("Open the record"), "")]


def _command() -> str:
    sealed = latest_checkpoint("sha256")
    key = sealed.key if sealed else ""
    return f"python -m plumbline.core.ledger verify case.zip --key '{key}'"


@require_POST
@requires(TOUR)
def forger(request: Request) -> HttpResponse:
    """Changes a row behind the program's back, or puts it back."""
    _check_demo()
    if request.POST.get("what") == "mend":
        mend()
    elif forge() is None:
        messages.error(request, _("No decision is sealed yet; try again in a few seconds."))
    return HttpResponseRedirect(reverse("home") + "?tour=#forger")


@require_GET
@requires(TOUR)
def file(request: Request) -> HttpResponse:
    """The case file of the forged case, as it would be taken away."""
    _check_demo()
    there = forged()
    if there is None:
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "case.zip"
        day = date_of(request.today).isoformat()
        try:
            export_case(there.case, out, day=day, files=held_files(), words=words_of(there.case))
        except (NotSealedYet, PlumblineError) as error:
            messages.error(request, error.message(language()))
            return HttpResponseRedirect(reverse("home") + "?tour=#forger")
        answer = HttpResponse(out.read_bytes(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="case.zip"'
    return answer


def _check_demo() -> None:
    if not settings.DEMO:
        raise Http404
