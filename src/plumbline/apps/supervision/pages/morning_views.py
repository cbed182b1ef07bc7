"""The section head's morning page: what is new, what is about to be breached, what changed since yesterday."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import local
from plumbline.apps.casework.queries.limits import limits_due
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import BandCount, FigureBand
from plumbline.apps.page_parts.findings import FindingTable
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.people.access import requires
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.trend_parts import rules_broken, trend
from plumbline.apps.supervision.pages.wording import Words, finding_line, limit_line
from plumbline.apps.supervision.periods import calendar_here, soon_after
from plumbline.apps.supervision.policies import MORNING
from plumbline.apps.supervision.queries import (
    COMPLAINTS,
    DAY,
    MorningCounts,
    last_scan,
    morning_counts,
    new_complaints,
    newest_open,
)
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of

LINES: Final = 12
_CLOSE: Final = 18 * 3600 * 1_000_000
"""Close of a working day, µs after midnight."""


@require_GET
@requires(MORNING)
def morning(request: Request) -> HttpResponse:
    """The page with which the section head begins the day."""
    person, today = request.person, request.today
    assert person is not None
    calendar = calendar_here()
    since = _last_close(calendar, today)
    counts = morning_counts(person, since, request.now - 7 * DAY, today)
    soon = soon_after(today)
    due, limits = limits_due(person, today, soon, today, LINES)
    due_today, _first = limits_due(person, today, today, today, 1)
    shown = newest_open(person, today, LINES)
    words = Words([*(one.organ for one in shown), *(one.organ for one in limits)], today)
    return render(
        request,
        "supervision/morning.html",
        {
            "head": PageHead(_("Morning page"), note=_note(calendar, since, today)),
            "band": _band(counts, due, due_today, since, new_complaints(person, today)),
            "soon": FindingTable(_("About to be breached"), [limit_line(one, words) for one in limits]),
            "soon_count": formats.count(due),
            "found": FindingTable(_("Breaches, newest first"), [finding_line(one, words) for one in shown]),
            "open_count": formats.count(counts.open),
            "trend": trend(person, today),
            "rules": rules_broken(person, today),
        },
    )


def _last_close(calendar: WorkingCalendar, today: int) -> int:
    """When the working day before today ended (µs UTC); yesterday's evening beyond the calendar."""
    day = today - 1
    if calendar.covers(today):
        while not calendar.is_working(day):
            day -= 1
    return calendar.midnight(day) + _CLOSE


def _note(calendar: WorkingCalendar, since: int, today: int) -> str:
    day = date_of(today)
    scanned = last_scan()
    said: str = _("{day} {weekday}; compared with {since}").format(
        day=day.isoformat(), weekday=formats.weekday(day), since=formats.moment(local(since), day)
    )
    if scanned.ended_at is None:
        return said
    told = _("last scan {time}, {n} cases looked at").format(
        time=formats.moment(local(scanned.ended_at), day), n=formats.count(scanned.looked)
    )
    return str(_("{one}; {other}")).format(one=said, other=told)


def _band(counts: MorningCounts, due: int, due_today: int, since: int, complaints: int) -> FigureBand:
    listed = reverse("supervision:findings")
    unit = _("findings, as a unit")
    organs = ngettext("in {n} organ", "in {n} organs", counts.new_organs).format(n=counts.new_organs)
    ended = _("mended {mended}, settled {settled}").format(mended=counts.mended, settled=counts.settled)
    return FigureBand(
        (
            BandCount(
                _("New breaches"), formats.count(counts.new), unit, organs, f"{listed}?tab=open&since={since}"
            ),
            BandCount(
                _("About to be breached"),
                formats.count(due),
                unit,
                _("due today {n}").format(n=due_today),
                "#pl-soon",
            ),
            BandCount(
                _("Explanations to confirm"),
                formats.count(counts.waits),
                unit,
                _("by a second supervisor"),
                f"{listed}?tab=waits",
            ),
            BandCount(
                _("Undetermined"),
                formats.count(counts.unclear),
                unit,
                _("a fact is missing"),
                f"{listed}?tab=unclear",
            ),
            BandCount(
                _("New complaints"),
                formats.count(complaints),
                _("complaints, as a unit"),
                _("not looked at yet"),
                f"{reverse('casework:cases')}?procedure={COMPLAINTS}&step=classify",
            ),
            BandCount(_("Closed since"), formats.count(counts.closed), unit, ended, f"{listed}?tab=closed"),
            BandCount(
                _("Open breaches"),
                formats.count(counts.open),
                unit,
                _("a week ago {n}").format(n=formats.count(counts.before)),
                f"{listed}?tab=open",
            ),
        )
    )
