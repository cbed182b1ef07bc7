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
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import BandCount, Chart, FigureBand, Series
from plumbline.apps.page_parts.findings import FindingTable
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.people.access import requires
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.wording import Words, finding_line, limit_line
from plumbline.apps.supervision.policies import MORNING
from plumbline.apps.supervision.queries import (
    COMPLAINTS,
    DAY,
    FindingsAsked,
    MorningCounts,
    findings,
    last_scan,
    morning_counts,
    new_complaints,
    open_by_rule,
    opened_by_week,
)
from plumbline.core.authority.person import Person
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of, weekday

LEAD: Final = 3
"""Working days ahead that count as «about to be breached»."""
WEEKS: Final = 8
LINES: Final = 12
RULES: Final = 6
_CLOSE: Final = 18 * 3600 * 1_000_000
"""Close of a working day, µs after midnight."""


@require_GET
@requires(MORNING)
def morning(request: Request) -> HttpResponse:
    """The page with which the section head begins the day."""
    person, today = request.person, request.today
    assert person is not None
    calendar = shelf().docket(shelf().procedures[0]).calendar
    since = _last_close(calendar, today)
    counts = morning_counts(person, since, request.now - 7 * DAY, today)
    soon = _soon(calendar, today)
    due, limits = limits_due(person, today, soon, today, LINES)
    due_today, _first = limits_due(person, today, today, today, 1)
    new = findings(person, FindingsAsked("open", since=since), today).lines
    older = findings(person, FindingsAsked("open", order="-opened"), today).lines
    shown = list(dict.fromkeys([*new, *older]))[:LINES]
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
            "trend": _trend(person, request.now, today),
            "rules": _rules(person, today, words),
        },
    )


def _last_close(calendar: WorkingCalendar, today: int) -> int:
    """When the working day before today ended (µs UTC); yesterday's evening beyond the calendar."""
    day = today - 1
    if calendar.covers(today):
        while not calendar.is_working(day):
            day -= 1
    return calendar.midnight(day) + _CLOSE


def _soon(calendar: WorkingCalendar, today: int) -> int:
    """The last day of the lead."""
    if not calendar.covers(today):
        return today + LEAD
    return calendar.nth_working(calendar.working_index(today) + LEAD)


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


def _trend(person: Person, now: int, today: int) -> Chart:
    this_week = today - weekday(today)
    days = [this_week - 7 * back for back in range(WEEKS - 1, -1, -1)]
    calendar = shelf().docket(shelf().procedures[0]).calendar
    found = opened_by_week(person, today, [calendar.midnight(day) for day in days])
    names = [f"{date_of(day):%m-%d}" for day in days]
    opened, closed = [row[0] for row in found], [row[1] for row in found]
    return Chart(
        key="trend",
        title=_("Opened and closed, last {n} weeks").format(n=WEEKS),
        unit=_("findings a week"),
        finding=_("this week {opened} opened and {closed} closed").format(
            opened=opened[-1], closed=closed[-1]
        ),
        kind="lines",
        names=names,
        series=(Series(_("opened"), opened), Series(_("no longer open"), closed)),
    )


def _rules(person: Person, today: int, words: Words) -> Chart | None:
    rows = open_by_rule(person, today, RULES)
    if not rows:
        return None
    names, links = [], []
    for procedure, rule, _n in rows:
        known = next((one for one in shelf().docket(procedure).procedure.rules if one.id == rule), None)
        said = (
            rule if known is None else known.says if words.language == "zh" else known.english or known.says
        )
        names.append(said if len(said) <= 16 else f"{said[:15]}…")
        links.append(f"{reverse('supervision:findings')}?tab=open&rule={rule}")
    return Chart(
        key="rules",
        title=_("Open breaches by rule"),
        unit=_("findings, the {n} most frequent rules").format(n=len(rows)),
        finding=_("{rule}: {n}, the most").format(rule=names[0], n=rows[0][2]),
        kind="bars_across",
        names=names,
        series=(Series(_("open"), [row[2] for row in rows]),),
        links=links,
    )
