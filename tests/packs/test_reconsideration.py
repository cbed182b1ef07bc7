"""The same facts under three laws: the Act of 2017, the Act of 2023, the regulation of 2026 beside it."""

from datetime import date

import pytest
from tests.builders.worked_examples import packs

from plumbline.core.clocks.civil import date_of
from plumbline.core.procedures.example import Example

NAMES = {2023: "同一事实，2023年7月", 2024: "同一事实，2024年7月", 2026: "同一事实，2026年7月"}


def example(year: int) -> Example:
    return next(one for one in packs().examples("reconsideration.case") if one.name.startswith(NAMES[year]))


def acts(year: int) -> dict[str, int]:
    """Each act that the three have in common, by its distance from the application."""
    records = example(year).records
    return {
        one.step: one.day - records[0].day
        for one in records
        if not one.deemed and one.step not in ("hear_views", "draft_opinion")
    }


def test_the_facts_are_the_same() -> None:
    assert acts(2023) == acts(2024) == acts(2026)


@pytest.mark.parametrize(
    ("year", "rule", "reply", "decision"),
    [
        (2023, "-2017", date(2023, 7, 21), date(2023, 9, 1)),
        (2024, "", date(2024, 7, 23), date(2024, 9, 3)),
        (2026, "-since-2026", date(2026, 7, 28), date(2026, 9, 14)),
    ],
)
def test_each_law_gives_its_own_last_days(year: int, rule: str, reply: date, decision: date) -> None:
    expected = example(year).expect
    replied = expected["reply-in-10-days" + ("-2017" if year == 2023 else "")][0].due
    decided = expected[f"decide-in-60-days{rule}"][0].due
    assert replied is not None
    assert decided is not None
    assert (date_of(replied), date_of(decided)) == (reply, decision)
