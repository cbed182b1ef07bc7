from __future__ import annotations

import pytest

from plumbline.core.clocks.calendar import DayKind, DayNote, WorkingCalendar
from plumbline.core.clocks.calendar_file import build_calendar
from plumbline.core.clocks.civil import MICROSECONDS_A_DAY, MICROSECONDS_A_HOUR, parse_day
from plumbline.core.clocks.errors import DayBeyondCalendar
from plumbline.core.data_file.sources import Source

d = parse_day


def plain(zone: str) -> WorkingCalendar:
    """A calendar of weekends only."""
    head = (
        f"{{calendar: t, title: T, version: '1', zone: {zone}, range: {{from: 2024-01-01, to: 2024-12-31}}, "
        "basis: none, checked_on: 2024-01-01, festivals: {}}"
    )
    return build_calendar([Source("t.yaml", head)])


@pytest.mark.parametrize(
    ("day", "note", "statutory"),
    [
        ("2024-09-27", DayNote(DayKind.WEEKDAY), False),
        ("2024-09-28", DayNote(DayKind.WEEKEND), False),
        ("2024-09-29", DayNote(DayKind.MAKEUP, "国庆节"), False),
        ("2024-10-01", DayNote(DayKind.HOLIDAY, "国庆节"), True),
        ("2024-10-03", DayNote(DayKind.HOLIDAY, "国庆节"), True),
        ("2024-10-04", DayNote(DayKind.MOVED_REST, "国庆节"), False),
        ("2024-10-05", DayNote(DayKind.WEEKEND, "国庆节"), False),
        ("2024-02-09", DayNote(DayKind.WEEKDAY), False),
        ("2025-01-28", DayNote(DayKind.HOLIDAY, "春节"), True),
        ("2024-05-02", DayNote(DayKind.MOVED_REST, "劳动节"), False),
        ("2025-05-02", DayNote(DayKind.HOLIDAY, "劳动节"), True),
    ],
)
def test_what_a_day_is(cn: WorkingCalendar, day: str, note: DayNote, statutory: bool) -> None:
    assert cn.why(d(day)) == note
    assert cn.is_working(d(day)) is note.working
    assert cn.is_statutory_holiday(d(day)) is statutory


def test_index_and_its_inverse(cn: WorkingCalendar) -> None:
    assert cn.working_index(cn.first_day - 1) == 0
    for day in range(d("2024-01-01"), d("2026-01-01")):
        k = cn.working_index(day)
        assert cn.nth_working(k) <= day < cn.nth_working(k + 1)
        assert cn.roll(day) == (day if cn.is_working(day) else cn.nth_working(k + 1))


def test_tables_say_the_same(cn: WorkingCalendar) -> None:
    tables = cn.tables()
    assert tables.first_day == cn.first_day
    assert len(tables.working) == len(tables.index) == len(tables.roll) == cn.last_day - cn.first_day + 1
    for day in range(d("2024-09-01"), d("2024-11-01")):
        i = day - tables.first_day
        assert (bool(tables.working[i]), tables.index[i], tables.roll[i]) == (
            cn.is_working(day),
            cn.working_index(day),
            cn.roll(day),
        )
        assert tables.nth[tables.index[i]] == cn.nth_working(tables.index[i])


def test_outside_the_table_nothing_is_answered(cn: WorkingCalendar) -> None:
    questions = (cn.is_working, cn.is_statutory_holiday, cn.why, cn.roll, cn.working_index)
    for question in questions:
        for day in (cn.first_day - 2, cn.last_day + 1):
            with pytest.raises(DayBeyondCalendar):
                question(day)
    for k in (0, -1, cn.working_index(cn.last_day) + 1):
        with pytest.raises(DayBeyondCalendar):
            cn.nth_working(k)
    assert not cn.covers(cn.last_day + 1)


def test_days_and_instants_of_a_zone_that_never_moves(cn: WorkingCalendar) -> None:
    day = d("2024-10-09")
    assert cn.midnight(day) == day * MICROSECONDS_A_DAY - 8 * MICROSECONDS_A_HOUR
    assert cn.local_day(cn.midnight(day)) == day
    assert cn.local_day(cn.midnight(day) - 1) == day - 1


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/St_Johns", "UTC"])
def test_days_and_instants_where_clocks_change(zone: str) -> None:
    calendar = plain(zone)
    for day in range(calendar.first_day - 40, calendar.last_day + 40):
        begin, end = calendar.midnight(day), calendar.midnight(day + 1)
        assert end - begin in {n * MICROSECONDS_A_HOUR for n in (23, 24, 25)}
        assert calendar.local_day(begin) == calendar.local_day(end - 1) == day


def test_the_hour_that_is_missing_in_spring() -> None:
    calendar, day = plain("Europe/Amsterdam"), d("2024-03-31")
    assert calendar.midnight(day + 1) - calendar.midnight(day) == 23 * MICROSECONDS_A_HOUR


def test_a_region_names_what_it_still_waits_for(cn: WorkingCalendar, urumqi: WorkingCalendar) -> None:
    assert (urumqi.id, urumqi.awaited) == ("cn-650000", ("肉孜节", "古尔邦节"))
    assert cn.awaited == ()
    assert urumqi.tables() == cn.tables()
    assert urumqi.digest != cn.digest
