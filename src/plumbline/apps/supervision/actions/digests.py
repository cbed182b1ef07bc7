"""The weekly digest: what the board says of each organ once a week has ended, kept as it was told."""

from __future__ import annotations

from typing import Final

from plumbline.apps.people.queries.entries import every
from plumbline.apps.supervision.models import WeeklyDigest
from plumbline.apps.supervision.periods import days_of, period_of, soon_after
from plumbline.apps.supervision.queries import FindingLine
from plumbline.apps.supervision.queries.board import BY_KEY, INDICATORS, Scope, behind, figures
from plumbline.apps.supervision.queries.digests import week_told
from plumbline.apps.supervision.rule_words import finding_says
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of

MOST_LINES: Final = 200
"""Breaches of one organ and week that the digest names; the figure tells how many there are."""


def make_digests(*, now: int, today: int) -> int:
    """Makes the digests of the week that ended last, one for each organ that stands in the register; how many.

    A week is told once: what changes afterwards belongs to the next one. Safe to run twice and to kill.
    """
    first, last = days_of("last_week", today)
    if week_told(first):
        return 0
    scope = Scope(Visible(everything=True), period_of(first, last), today, soon_after(today))
    found = figures(scope)
    lines = _lines(scope)
    rows = [
        WeeklyDigest(
            key=f"{first}/{organ.code}",
            organ=organ.code,
            division=organ.division,
            first=first,
            made_at=now,
            figures={one.key: found[one.key].get(organ.code, 0) for one in INDICATORS},
            lines=lines.get(organ.code, [])[:MOST_LINES],
        )
        for organ in every("organ", Visible(everything=True), ended=False)
    ]
    WeeklyDigest.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _lines(scope: Scope) -> dict[str, list[list[str]]]:
    """Breaches found in the week, by organ."""
    indicator = BY_KEY["found"]
    by_organ: dict[str, list[list[str]]] = {}
    for one in behind(scope, indicator, 1, 10_000).findings:
        chinese, english = finding_says(one)
        by_organ.setdefault(one.organ, []).append([one.number, chinese, _when(one), english])
    return by_organ


def _when(one: FindingLine) -> str:
    return date_of(one.due if one.due is not None else one.day).isoformat()
