"""The ladder over the real calendar: which rung, whom, and which days off make a long holiday."""

import pytest
from tests.builders.history import packs

from plumbline.apps.reminders.ladder import Office, days_left, holiday_ahead, offices_at, rung_at
from plumbline.core.clocks.civil import parse_day

CALENDAR = packs().calendar("cn")


@pytest.mark.parametrize(
    ("left", "rung"), [(8, None), (7, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 0), (-1, 0), (-40, 0)]
)
def test_the_rung_that_is_reached(left: int, rung: int | None) -> None:
    assert rung_at(left) == rung


def test_every_rung_tells_those_below_again() -> None:
    assert offices_at(7) == [Office.HANDLER]
    assert offices_at(1) == [Office.HANDLER, Office.UNIT_HEAD, Office.ORGAN_HEAD]
    assert offices_at(0) == list(Office)


def test_days_left_are_working_days() -> None:
    friday, monday = parse_day("2026-03-06"), parse_day("2026-03-09")
    assert days_left(CALENDAR, friday, monday) == 1
    assert days_left(CALENDAR, monday, monday) == 0
    assert days_left(CALENDAR, monday, friday) == -1
    saturday, sunday = parse_day("2026-03-07"), parse_day("2026-03-08")
    assert days_left(CALENDAR, sunday, saturday) == -1, "over, though no working day has passed since"
    assert days_left(CALENDAR, friday, parse_day("2199-01-01")) is None


def test_a_weekend_is_no_long_holiday() -> None:
    assert holiday_ahead(CALENDAR, parse_day("2026-03-05")) is None


def test_the_national_day_is_seen_three_working_days_ahead_and_no_earlier() -> None:
    days = [parse_day(f"2026-09-{n}") for n in range(24, 31)]
    ahead = [day for day in days if (found := holiday_ahead(CALENDAR, day)) and "国庆" in found.name]
    assert [
        CALENDAR.working_index(parse_day("2026-09-30")) - CALENDAR.working_index(day) for day in ahead
    ] == [
        2,
        1,
        0,
    ]
    found = holiday_ahead(CALENDAR, parse_day("2026-09-30"))
    assert found is not None
    assert found.first == parse_day("2026-10-01")
    assert CALENDAR.is_working(found.back)
    assert found.holds(found.first)
    assert found.holds(found.back)
    assert not found.holds(found.back + 1)
    assert not found.holds(found.first - 1)


def test_on_a_day_off_there_is_no_list() -> None:
    assert holiday_ahead(CALENDAR, parse_day("2026-10-01")) is None
