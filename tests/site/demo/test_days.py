"""The days of the demo district, checked by hand: its key is worth what they are worth."""

from datetime import date

from plumbline.site.demo.days import (
    before_working,
    calendar_days,
    earliest_within,
    free_working_days,
    months,
    months_on,
    paused,
    roll,
    working,
    works,
)


def test_make_up_days_work_and_holidays_do_not() -> None:
    assert works(date(2024, 9, 29))
    assert works(date(2024, 10, 12))
    assert not works(date(2024, 10, 7))
    assert not works(date(2025, 10, 8))
    assert works(date(2026, 2, 14))
    assert not works(date(2026, 2, 23))


def test_the_seventh_working_day_over_national_day() -> None:
    """25, 26, 27, 29 (made up) and 30 September, 8 and 9 October."""
    assert working(date(2024, 9, 24), 7) == date(2024, 10, 9)
    assert working(date(2024, 10, 9), -7) == date(2024, 9, 24)


def test_calendar_days_roll_off_rest_days() -> None:
    assert calendar_days(date(2024, 9, 1), 30) == date(2024, 10, 8)
    assert calendar_days(date(2024, 9, 14), 15) == date(2024, 9, 29)
    assert roll(date(2025, 1, 28)) == date(2025, 2, 5)


def test_months_end_on_the_corresponding_day_or_at_the_end() -> None:
    assert months_on(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert months_on(date(2024, 2, 29), -24) == date(2022, 2, 28)
    assert earliest_within(date(2026, 8, 30), 6) == date(2026, 3, 1)
    assert earliest_within(date(2026, 2, 28), 6) == date(2025, 8, 28)
    assert months(date(2024, 11, 1), 3) == date(2025, 2, 5)


def test_pauses_count_once_where_they_overlap() -> None:
    start = date(2024, 3, 1)
    overlapping = [(date(2024, 3, 5), date(2024, 3, 9)), (date(2024, 3, 7), date(2024, 3, 11))]
    assert paused(start, 10, [], in_working_days=False) == date(2024, 3, 11)
    assert paused(start, 10, overlapping, in_working_days=False) == date(2024, 3, 18)  # 17 March is a Sunday
    assert paused(start, 10, overlapping, in_working_days=True) == date(2024, 3, 21)


def test_full_working_days_between() -> None:
    event = date(2024, 10, 9)
    assert before_working(event, 7) == date(2024, 9, 23)
    assert free_working_days(before_working(event, 7), event) == 7
    assert free_working_days(date(2024, 9, 26), event) == 4  # 27, 29 and 30 September, 8 October
