"""Gaps that nobody filled in the words of a report: «培训XX人次», «（待核实）». Only `core` is read here."""

from __future__ import annotations

from typing import Final

from plumbline.core.report_audit.slips import slips
from plumbline.core.reports.yearly_report import YearlyReport
from plumbline.core.reports.yearly_text import MASK, masked

_AROUND: Final = 6
"""Characters on each side by which a reader finds the place again."""


def gaps_in(words: str) -> list[str]:
    """Each gap with what stands around it; a chip is a number and leaves none."""
    text = masked(words)
    return [
        text[max(0, one.start - _AROUND) : one.end + _AROUND].replace(MASK, "").replace("\n", " ").strip()
        for one in slips(text)
        if one.kind == "placeholder"
    ]


def gaps(report: YearlyReport) -> dict[str, list[str]]:
    """Those of the whole report, by section; sections without one are not named."""
    return {id: found for id, words in report.words.items() if (found := gaps_in(words))}
