"""Which charts a report of a check has: their bars, and the table behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from plumbline.apps.reporting.catalogue import Catalogue
from plumbline.apps.reporting.charts import Bar, lying, of_counts, shares, upright
from plumbline.apps.reporting.check_output import Summary
from plumbline.apps.reporting.findings_table import DAY_BANDS, Totals
from plumbline.apps.reporting.wording import OUTCOMES, PAGE, Text
from plumbline.core.vocabulary import Outcome

_MOST_RULES: Final = 10
_MOST_ORGANS: Final = 24
_MOST_MONTHS: Final = 36


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its words and its numbers. `outcomes` are the columns of the table."""

    id: str
    title: Text
    note: Text
    picture: Markup
    first_column: Text
    outcomes: tuple[Outcome, ...]
    bars: tuple[Bar, ...]


def charts_of(summary: Summary, totals: Totals, texts: Catalogue) -> list[list[Chart]]:
    """The charts that have something to show: two columns side by side, then one across both."""
    columns = (
        [_rules(summary, texts)],
        [_months(totals, texts), _days(totals, texts)],
        [_organs(totals, texts)],
    )
    found = [[chart for chart in column if chart is not None] for column in columns]
    return [column for column in found if column]


def _chart(
    id: str, note: Text, picture: Markup, column: str, bars: Sequence[Bar], title: Text | None = None
) -> Chart:
    present = {outcome for bar in bars for outcome, _count in bar.parts}
    outcomes = tuple(outcome for outcome in OUTCOMES if outcome in present)
    return Chart(id, title or PAGE[f"chart_{id}"], note, picture, PAGE[column], outcomes, tuple(bars))


def _rules(summary: Summary, texts: Catalogue) -> Chart | None:
    """The rules with most violations, then most that could not be decided."""
    wrong = [
        rule
        for rule in summary.rules
        if rule.makes_findings and (rule.counts[Outcome.VIOLATED] or rule.counts[Outcome.UNDETERMINED])
    ]
    wrong.sort(
        key=lambda rule: (-rule.counts[Outcome.VIOLATED], -rule.counts[Outcome.UNDETERMINED], rule.rule)
    )
    bars = []
    for rule in wrong[:_MOST_RULES]:
        counted: dict[Outcome, int] = {
            outcome: n for outcome, n in rule.counts.items() if outcome is not Outcome.NOT_APPLICABLE
        }
        bars.append(of_counts(rule.says, counted))
    if not bars:
        return None
    note = PAGE["chart_rules_top"].fill(n=len(bars))
    return _chart("rules", note, shares(bars, texts), "rule", bars)


def _months(totals: Totals, texts: Catalogue) -> Chart | None:
    """Every month from the first to the last, so that a quiet one shows; years where the months are too many."""
    dated = {month: dict(counts) for month, counts in totals.months.items() if month}
    if not dated:
        return None
    keys = _between(min(dated), max(dated))
    yearly = len(keys) > _MOST_MONTHS
    if yearly:
        years: dict[str, dict[Outcome, int]] = {}
        for month, counts in dated.items():
            year = years.setdefault(month[:4], {})
            for outcome, count in counts.items():
                year[outcome] = year.get(outcome, 0) + count
        dated, keys = years, [str(year) for year in range(int(keys[0][:4]), int(keys[-1][:4]) + 1)]
    bars = [of_counts(Text(key, key), dated.get(key, {})) for key in keys]
    worst = _worst(bars)
    picture = upright([_short_month(_only(bar, worst)) for bar in bars], texts)
    if undated := totals.months.get(""):
        bars.append(of_counts(PAGE["undated"], dict(undated)))
    title = PAGE["chart_years"] if yearly else PAGE["chart_months"]
    return _chart(
        "months",
        PAGE["chart_months_note"],
        picture,
        "year" if yearly else "month",
        bars,
        title.fill(outcome=OUTCOMES[worst]),
    )


def _worst(bars: Sequence[Bar]) -> Outcome:
    """The outcome a chart over time or organs draws: one, so that many open questions do not bury the breaches."""
    present = {outcome for bar in bars for outcome, _count in bar.parts}
    return next((outcome for outcome in OUTCOMES if outcome in present), Outcome.VIOLATED)


def _only(bar: Bar, outcome: Outcome) -> Bar:
    return Bar(bar.label, tuple(part for part in bar.parts if part[0] is outcome))


def _short_month(bar: Bar) -> Bar:
    """The century is plain: 24-01 for 2024-01."""
    label = bar.label.zh[2:] if len(bar.label.zh) == len("2024-01") else bar.label.zh
    return Bar(Text(label, label), bar.parts)


def _between(first: str, last: str) -> list[str]:
    """All months from `2024-11` to `2025-02`."""
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]


def _organs(totals: Totals, texts: Catalogue) -> Chart | None:
    """In order of name: a count is no ranking."""
    bars = [of_counts(Text(name, name), dict(counts)) for name, counts in totals.organs.items() if name]
    if not bars:
        return None
    worst = _worst(bars)
    title, note = PAGE["chart_organs"].fill(outcome=OUTCOMES[worst]), PAGE["chart_organs_note"]
    if len(bars) > _MOST_ORGANS:
        more = PAGE["more_organs"].fill(n=_MOST_ORGANS)
        note = Text(note.zh + more.zh, f"{note.en} {more.en}")
    picture = lying([_only(bar, worst) for bar in bars[:_MOST_ORGANS]], texts)
    return _chart("organs", note, picture, "organ", bars, title)


def _days(totals: Totals, texts: Catalogue) -> Chart | None:
    if not any(totals.days_over):
        return None
    bars = []
    for (first, last), count in zip(DAY_BANDS, totals.days_over, strict=True):
        key = "days_over_band" if last is None else "days_one" if first == last else "days_band"
        label = PAGE[key].fill(a=first - 1 if last is None else first, b=last)
        bars.append(of_counts(label, {Outcome.VIOLATED: count}))
    return _chart("days", PAGE["chart_days_note"], upright(bars, texts), "days", bars)
