"""Charts that several pages of supervision share: what opened and closed by week, which rules are broken most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.figures import Chart, Series
from plumbline.apps.supervision.pages.shown_again import ShownChart, held_chart
from plumbline.apps.supervision.periods import WEEKS, last_mondays
from plumbline.apps.supervision.queries.counts import rules_told, weeks_told
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of, weekday

RULES: Final = 6
_SHORT: Final = 16


def trend(person: Person, today: int) -> ShownChart:
    """Findings that opened and that closed, by week."""
    found = tuple(weeks_told(person, today, last_mondays(today)))
    return held_chart("trend", (today, found), lambda: _trend(found, today))


def _trend(found: Sequence[tuple[int, int]], today: int) -> Chart:
    this_week = today - weekday(today)
    names = [f"{date_of(this_week - 7 * back):%m-%d}" for back in range(WEEKS - 1, -1, -1)]
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


def rules_broken(person: Person, today: int) -> ShownChart | None:
    """The rules with most open breaches; None where there is none."""
    rows = tuple(rules_told(person, today, RULES))
    return held_chart("rules", rows, lambda: _rules(rows)) if rows else None


def _rules(rows: Sequence[tuple[str, str, int]]) -> Chart:
    names, links = [], []
    for procedure, rule, _n in rows:
        said = rule_said(procedure, rule)
        names.append(said if len(said) <= _SHORT else f"{said[: _SHORT - 1]}…")
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


def rule_said(procedure: str, rule: str) -> str:
    """What a rule demands, be it one of a field of law; its id where no pack knows it any longer."""
    fields = dict.fromkeys(one.field for one in shelf().packs.layers_of_any(procedure))
    for field in (None, *fields):
        if versions := shelf().docket(procedure, field or None).versions.get(rule):
            known = versions[-1]
            return known.says if language() == "zh" else known.english or known.says
    return rule
