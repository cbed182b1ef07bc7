"""Counting the board of a large district beforehand, by the choices by which a small one is counted on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, QuerySet

from plumbline.apps.casework.queries.limits import limits_by_organ, standing_within
from plumbline.apps.supervision.models import BoardCount
from plumbline.apps.supervision.queries import findings_within, tabs_asked, weeks_asked
from plumbline.apps.supervision.queries.board import INDICATORS, Period, Scope, chosen, open_breaches
from plumbline.apps.supervision.queries.held import RULES, STATES, WEEKS
from plumbline.apps.supervision.queries.morning import (
    MORNING,
    Since,
    ended_lately,
    lately_closed,
    still_open,
)
from plumbline.core.authority.access import Visible
from plumbline.core.vocabulary import Outcome

LIVE: Final = 20_000
"""Cases up to which the board is counted while its reader waits."""
_ALL: Final = Visible(everything=True)
_Counts = dict[tuple[str, str], dict[str, Any]]


def count_board(
    *, now: int, since: Since, periods: Sequence[tuple[str, Period]], mondays: Sequence[int]
) -> int:
    """Counts every figure of every period by organ and keeps it; rows kept, none where the district is small.

    All in one transaction: a reader finds the counts before or those after. Safe to run twice and to kill.
    """
    rows: list[BoardCount] = []
    today, soon = since.today, since.soon
    if standing_within(_ALL).count() > LIVE:
        standing: _Counts = {}
        for key, period in periods:
            scope = Scope(_ALL, period, today, soon)
            if not standing:
                _count(scope, [one for one in INDICATORS if not one.in_period], standing)
            counts = {place: dict(figures) for place, figures in standing.items()}
            _count(scope, [one for one in INDICATORS if one.in_period], counts)
            rows += _rows(key, counts, today, now)
        rows += _rows(WEEKS, _weeks(mondays), today, now)
        rows += _rows(MORNING, _morning(since), today, now)
        rows += _rows(STATES, _states(), today, now)
        rows += _rows(RULES, _rules(Scope(_ALL, periods[0][1], today, soon)), today, now)
    with transaction.atomic():
        BoardCount.objects.all().delete()
        BoardCount.objects.bulk_create(rows, batch_size=400)
    return len(rows)


def _count(scope: Scope, wanted: Iterable[Any], counts: _Counts) -> None:
    for one in wanted:
        rows = chosen(scope, one).order_by().values_list("organ", "division").annotate(n=Count("*"))
        for organ, division, n in rows:
            counts.setdefault((organ, division), {})[one.key] = n


def _weeks(mondays: Sequence[int]) -> _Counts:
    breaches = findings_within(_ALL).filter(outcome=Outcome.VIOLATED.value)
    found: _Counts = {}
    for row in breaches.order_by().values("organ", "division").annotate(**weeks_asked(mondays)):
        weeks = {str(monday): (row[f"o{at}"], row[f"c{at}"]) for at, monday in enumerate(mondays)}
        found[row["organ"], row["division"]] = weeks
    return found


def _morning(since: Since) -> _Counts:
    found: _Counts = {}
    rows = findings_within(_ALL).order_by().values("organ", "division")
    for row in (
        *rows.filter(state="open").annotate(**still_open(since)),
        *rows.filter(ended_lately(since)).annotate(**lately_closed(since)),
    ):
        place = row.pop("organ"), row.pop("division")
        found.setdefault(place, {}).update(row)
    for place, days in limits_by_organ(since.today, since.soon).items():
        counts = {"due": len(days), "due_today": days.count(since.today)}
        found.setdefault(place, {}).update(counts)
    return found


def _states() -> _Counts:
    rows = findings_within(_ALL).order_by().values("organ", "division").annotate(**tabs_asked())
    return {(row.pop("organ"), row.pop("division")): row for row in rows}


def _rules(scope: Scope) -> _Counts:
    rows: QuerySet[Any] = findings_within(_ALL).filter(open_breaches(scope)).order_by()
    found: _Counts = {}
    counted = rows.values_list("organ", "division", "procedure", "rule").annotate(n=Count("*"))
    for organ, division, procedure, rule, n in counted:
        found.setdefault((organ, division), {})[f"{procedure} {rule}"] = n
    return found


def _rows(key: str, counts: _Counts, today: int, now: int) -> list[BoardCount]:
    return [
        BoardCount(
            id=f"{key}/{organ}/{division}",
            key=key,
            organ=organ,
            division=division,
            day=today,
            made_at=now,
            counts=figures,
        )
        for (organ, division), figures in sorted(counts.items())
    ]
