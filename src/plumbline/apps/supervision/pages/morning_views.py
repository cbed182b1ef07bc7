"""The section head's morning page: what is new, what is about to be breached, what changed since yesterday."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import local
from plumbline.apps.casework.queries.limits import RunningLimit, limits_due
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import BandCount, FigureBand
from plumbline.apps.page_parts.findings import FindingTable
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.people.access import requires
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.shown_again import held
from plumbline.apps.supervision.pages.trend_parts import rules_broken, trend
from plumbline.apps.supervision.pages.wording import Words, finding_line, limit_line
from plumbline.apps.supervision.periods import since_of
from plumbline.apps.supervision.policies import MORNING
from plumbline.apps.supervision.queries import FindingLine, last_scan, newest_open
from plumbline.apps.supervision.queries.incoming import COMPLAINTS, TICKETS, Incoming, incoming
from plumbline.apps.supervision.queries.morning import MorningCounts, Since, morning_counts
from plumbline.core.clocks.civil import date_of

LINES: Final = 12


@require_GET
@requires(MORNING)
def morning(request: Request) -> HttpResponse:
    """The page with which the section head begins the day."""
    person, today = request.person, request.today
    assert person is not None
    since = since_of(request.now, today)
    counts = morning_counts(person, since)
    limits = tuple(limits_due(person, today, since.soon, today, LINES))
    shown = tuple(newest_open(person, today, LINES))
    words = Words([*(one.organ for one in shown), *(one.organ for one in limits)], today)
    names = tuple(sorted(words.names.items()))
    come_in = incoming(person, today, since.soon)
    return render(
        request,
        "supervision/morning.html",
        {
            "head": PageHead(_("Morning page"), note=_note(since, counts.made_at)),
            "band": held("morning", (counts, since.close), lambda: _band(counts, since.close)),
            "incoming": held("incoming", come_in, lambda: FigureBand(_come_in(come_in))),
            "soon": held("soon", (limits, names, today), lambda: _soon(limits, words)) if limits else None,
            "soon_count": formats.count(counts.due),
            "found": held("found", (shown, names, today), lambda: _found(shown, words)) if shown else None,
            "open_count": formats.count(counts.open),
            "trend": trend(person, today),
            "rules": rules_broken(person, today),
        },
    )


def _soon(limits: Sequence[RunningLimit], words: Words) -> FindingTable:
    return FindingTable(_("About to be breached"), [limit_line(one, words) for one in limits])


def _found(shown: Sequence[FindingLine], words: Words) -> FindingTable:
    return FindingTable(_("Breaches, newest first"), [finding_line(one, words) for one in shown])


def _note(since: Since, made_at: int | None) -> str:
    day = date_of(since.today)
    scanned = last_scan()
    said: str = _("{day} {weekday}; compared with {since}").format(
        day=day.isoformat(), weekday=formats.weekday(day), since=formats.moment(local(since.close), day)
    )
    if made_at is not None:
        counted = _("counted {moment}").format(moment=formats.moment(local(made_at), day))
        said = str(_("{one}; {other}").format(one=said, other=counted))
    if scanned.ended_at is None:
        return said
    told = _("last scan {time}, {n} cases looked at").format(
        time=formats.moment(local(scanned.ended_at), day), n=formats.count(scanned.looked)
    )
    return str(_("{one}; {other}")).format(one=said, other=told)


def _band(counts: MorningCounts, since: int) -> FigureBand:
    return FigureBand((*_near(counts, since), *_rest(counts)))


def _near(counts: MorningCounts, since: int) -> tuple[BandCount, ...]:
    """What is new and what is about to be breached."""
    listed, unit = reverse("supervision:findings"), _("findings, as a unit")
    organs = ngettext("in {n} organ", "in {n} organs", counts.new_organs).format(n=counts.new_organs)
    since_then = f"{listed}?tab=open&since={since}"
    today = _("due today {n}").format(n=counts.due_today)
    return (
        BandCount(_("New breaches"), formats.count(counts.new), unit, organs, since_then),
        BandCount(_("About to be breached"), formats.count(counts.due), unit, today, "#pl-soon"),
    )


def _come_in(come_in: Incoming) -> tuple[BandCount, ...]:
    """Replies that organs owe, and what the public says."""
    owed, listed = reverse("supervision:instruments"), reverse("casework:cases")
    matters, complaints = _("matters, as a unit"), f"{listed}?procedure={COMPLAINTS}&step=classify"
    return (
        BandCount(
            _("Replies due"),
            formats.count(come_in.due),
            matters,
            _("within three working days"),
            f"{owed}?tab=due",
        ),
        BandCount(
            _("Replies overdue"),
            formats.count(come_in.overdue),
            matters,
            _("the day of the report has passed"),
            f"{owed}?tab=overdue",
        ),
        BandCount(
            _("New complaints"),
            formats.count(come_in.complaints),
            _("complaints, as a unit"),
            _("not looked at yet"),
            complaints,
        ),
        BandCount(
            _("Hotline clues"),
            formats.count(come_in.tickets),
            _("tickets, as a unit"),
            _("passed on and not settled"),
            f"{listed}?procedure={TICKETS}",
        ),
    )


def _rest(counts: MorningCounts) -> tuple[BandCount, ...]:
    """What waits for a supervisor, and what changed."""
    listed, unit = reverse("supervision:findings"), _("findings, as a unit")
    ended = _("mended {mended}, settled {settled}").format(mended=counts.mended, settled=counts.settled)
    lacking = ngettext("facts missing in {n} case", "facts missing in {n} cases", counts.unclear_cases)
    before = _("a week ago {n}").format(n=formats.count(counts.before))
    told = (
        (_("Explanations to confirm"), counts.waits, _("by a second supervisor"), "waits"),
        (_("Undetermined"), counts.unclear, lacking.format(n=formats.count(counts.unclear_cases)), "unclear"),
        (_("Closed since"), counts.closed, ended, "closed"),
        (_("Open breaches"), counts.open, before, "open"),
    )
    return tuple(
        BandCount(title, formats.count(n), unit, note, f"{listed}?tab={tab}") for title, n, note, tab in told
    )
