"""What departments owe the report: asked, reminded, received, returned, published, on one page."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.annual_report import actions
from plumbline.apps.annual_report.errors import ReportError
from plumbline.apps.annual_report.forms import WANTED, AskForm
from plumbline.apps.annual_report.pages.asking import (
    Request,
    may_write,
    person_of,
    place,
    report_of,
    seen_by,
    tell,
    title_of,
    url_of,
)
from plumbline.apps.annual_report.policies import REPORT_READ
from plumbline.apps.annual_report.queries import HeldReport
from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.attachments.uploads import take
from plumbline.apps.casework.pages.file_parts import files_shown
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link, Tone
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.reports.yearly_report import Asked

STATES: dict[str, Tone] = {
    "asked": "neutral",
    "reminded": "soon",
    "received": "passed",
    "returned": "breach",
    "published": "passed",
}


@require_http_methods(["GET", "POST"])
@requires(REPORT_READ, place=place)
def units(request: Request, case: str) -> HttpResponse:
    """The table, and for whoever writes the report the acts."""
    held = report_of(case)
    names = organs_in(seen_by(request))
    form = AskForm(request.POST if "ask" in request.POST else None, units=names)
    writes = may_write(request, held)
    if request.method == "POST" and writes:
        try:
            if "ask" in request.POST and form.is_valid():
                told = form.cleaned_data
                actions.ask_units(
                    person=person_of(request), case=case, units=told["units"], wanted=told["wanted"],
                    wanted_by=day_of(told["wanted_by"]), now=request.now,
                )  # fmt: skip
                return HttpResponseRedirect(url_of("units", held))
            if "step" in request.POST:
                step = request.POST["step"][:20]
                sent = request.FILES.getlist("file") if step == "receive" else []
                actions.note_part(
                    person=person_of(request), case=case, step=step, unit=request.POST.get("unit", "")[:60],
                    wanted=request.POST.get("wanted", "")[:20], reasons=request.POST.get("reasons", "")[:500],
                    now=request.now, came=[take(one, "", person_of(request), case, request.now) for one in sent],
                )  # fmt: skip
                return HttpResponseRedirect(url_of("units", held))
        except (ReportError, ActRefused, CaseMoved, FileRefused) as error:
            tell(request, error)
    path = (
        Link(_("Annual report"), reverse("annual_report:list")),
        Link(title_of(held), url_of("read", held)),
        Link(_("Parts from units")),
    )
    values = {
        "head": PageHead(_("What units owe the report"), path=path),
        "rows": _rows(held, dict(names), request.today, with_files=writes),
        "form": form if writes else None,
        "writes": writes,
    }
    return render(request, "annual_report/units.html", values, status=422 if form.errors else 200)


def _rows(
    held: HeldReport, names: dict[str, str], today: int, *, with_files: bool
) -> list[dict[str, object]]:
    speak = Speaker(held.file.docket, today)
    came = {one.record.id: one.record for one in held.file.held} if with_files else {}
    said = {
        "asked": _("asked"),
        "reminded": _("reminded"),
        "received": _("received"),
        "returned": _("returned"),
        "published": _("published"),
    }
    return [
        {
            "unit": one.unit,
            "name": names.get(one.unit, one.unit),
            "wanted": one.wanted,
            "what": str(WANTED[one.wanted]),
            "by": one.by,
            "word": StatusWord(said[one.state], STATES[one.state]),
            "late": _is_late(one, today),
            "waits": one.state in ("asked", "reminded", "returned"),
            "is_public": one.state == "published",
            "files": files_shown(came[one.came], speak) if one.came in came else (),
        }
        for one in sorted(held.report.asked.values(), key=lambda one: (one.by, one.unit))
    ]


def _is_late(one: Asked, today: int) -> bool:
    return (
        one.state in ("asked", "reminded", "returned")
        and bool(one.by)
        and one.by < date_of(today).isoformat()
    )
