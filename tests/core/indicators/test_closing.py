"""The cut-off of a year: what was entered after it, what is carried over, which holidays are not known yet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plumbline.core.clocks.civil import parse_day
from plumbline.core.indicators.closing import (
    Carried,
    Closing,
    carried,
    entered_late,
    next_notice,
    notice_awaited,
)

CLOSED = Closing(2024, parse_day("2025-01-10"), 120, "r-cut")


@pytest.mark.parametrize(
    ("day", "leaf", "late"),
    [
        ("2024-01-01", 119, False),
        ("2024-12-31", 119, False),
        ("2024-01-01", 120, True),
        ("2024-12-31", None, True),
        ("2023-12-31", 500, False),
        ("2025-01-01", 500, False),
    ],
)
def test_late_is_what_tells_of_the_year_and_lies_behind_the_cut_off(
    day: str, leaf: int | None, late: bool
) -> None:
    assert entered_late([CLOSED], parse_day(day), leaf) is late


def test_a_year_that_is_not_closed_has_nothing_late() -> None:
    assert not entered_late([], parse_day("2024-05-06"), None)


def test_stocks_are_held_against_openings_by_indicator() -> None:
    found = list(carried({"open": 80, "held": 468}, {"open": 81, "held": 468, "new": Decimal(1)}))
    assert found == [Carried("held", 468, 468), Carried("new", 0, 1), Carried("open", 80, 81)]
    assert [one.holds for one in found] == [True, False, False]


@pytest.mark.parametrize(
    ("through", "today", "missing"),
    [
        ("2026-12-31", "2026-11-29", 2027),
        ("2027-12-31", "2026-11-29", None),
        ("2026-12-31", "2025-12-31", None),
        ("2026-12-31", "2026-01-01", 2027),
        ("2026-12-31", "2027-01-12", 2027),
    ],
)
def test_the_next_year_whose_notice_is_missing(through: str, today: str, missing: int | None) -> None:
    assert next_notice(parse_day(through), parse_day(today)) == missing


@pytest.mark.parametrize(
    ("today", "awaited"),
    [
        ("2026-10-31", None),
        ("2026-11-01", 2027),
        ("2026-12-31", 2027),
        ("2027-01-01", 2027),
        ("2027-06-30", 2027),
    ],
)
def test_the_notice_is_asked_for_from_november_on_and_all_year_once_the_year_runs(
    today: str, awaited: int | None
) -> None:
    assert notice_awaited(parse_day("2026-12-31"), parse_day(today)) == awaited
