"""What the section head's morning page counts: now, or in a large district as the job counted it last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, Value

from plumbline.apps.casework.queries.limits import limits_counted
from plumbline.apps.supervision.policies import FINDINGS
from plumbline.apps.supervision.queries import findings_within
from plumbline.apps.supervision.queries.held import held_counts
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.vocabulary import Outcome

MORNING: Final = "morning"
"""The key under which the job keeps them."""


@dataclass(frozen=True, slots=True)
class Since:
    """From when on: the end of the last working day and a week ago (µs UTC), today and the last day of the lead."""

    close: int
    week_ago: int
    today: int
    soon: int


@dataclass(frozen=True, slots=True)
class MorningCounts:
    """`before`: the open breaches a week ago. `due`: limits that end within the lead. `made_at` (µs UTC) where they
    were counted before.
    """

    new: int
    new_organs: int
    open: int
    unclear: int
    unclear_cases: int
    waits: int
    closed: int
    mended: int
    settled: int
    before: int
    due: int
    due_today: int
    made_at: int | None = None


def morning_counts(person: Person, since: Since) -> MorningCounts:
    """The counts as far as the person may see."""
    what = visible(person, FINDINGS, since.today)
    held = held_counts(what, MORNING, since.today)
    if held is not None:
        rows, made_at = held
        totals = {name: sum(counts.get(name, 0) for _organ, counts in rows) for name in _NAMES}
        organs = {organ for organ, counts in rows if counts.get("new")}
        return _counts(totals, len(organs), made_at)
    rows = findings_within(what)
    organs_asked = Count("organ", filter=_new(since), distinct=True)
    totals = rows.filter(state="open").aggregate(organs=organs_asked, **still_open(since))
    totals |= rows.filter(ended_lately(since)).aggregate(**lately_closed(since))
    organs = totals.pop("organs")
    totals["due"] = limits_counted(person, since.today, since.soon, since.today)
    totals["due_today"] = limits_counted(person, since.today, since.today, since.today)
    return _counts(totals, organs, None)


def still_open(since: Since) -> dict[str, Count]:
    """What is counted of open findings."""
    breach, unclear = (Q(outcome=one.value) for one in (Outcome.VIOLATED, Outcome.UNDETERMINED))
    return {
        "new": Count(Value(1), filter=_new(since)),
        "open": Count(Value(1), filter=breach),
        "unclear": Count(Value(1), filter=unclear),
        "unclear_cases": Count("case", filter=unclear, distinct=True),
        "waits": Count(Value(1), filter=Q(waits=True)),
        "before": Count(Value(1), filter=breach & Q(opened_at__lt=since.week_ago)),
    }


def lately_closed(since: Since) -> dict[str, Count]:
    """What is counted of findings that closed lately; `later`: since a week ago, so they were open then."""
    ended = Q(closed_at__gte=since.close)
    then = Q(opened_at__lt=since.week_ago, outcome=Outcome.VIOLATED.value, closed_at__gte=since.week_ago)
    return {
        "closed": Count(Value(1), filter=ended),
        "mended": Count(Value(1), filter=ended & Q(state__in=("mended", "gone"))),
        "settled": Count(Value(1), filter=ended & Q(state__in=("settled", "excused"))),
        "later": Count(Value(1), filter=then),
    }


def ended_lately(since: Since) -> Q:
    """Findings that may be among them."""
    return Q(closed_at__gte=min(since.close, since.week_ago)) & ~Q(state="open")


_NAMES: Final = (
    "new",
    "open",
    "unclear",
    "unclear_cases",
    "waits",
    "closed",
    "mended",
    "settled",
    "before",
    "later",
    "due",
    "due_today",
)


def _new(since: Since) -> Q:
    return Q(outcome=Outcome.VIOLATED.value, opened_at__gte=since.close)


def _counts(totals: dict[str, Any], organs: int, made_at: int | None) -> MorningCounts:
    before = totals.pop("before") + totals.pop("later")
    return MorningCounts(new_organs=organs, before=before, made_at=made_at, **totals)
