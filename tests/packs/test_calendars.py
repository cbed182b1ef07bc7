"""The calendar data against the library it was seeded from, and against the regulation's own numbers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar
import pytest
import yaml

from plumbline.core.clocks.calendar import DayKind, WorkingCalendar
from plumbline.core.clocks.calendar_file import load_calendar
from plumbline.core.clocks.civil import date_of, day_of, weekday
from plumbline.core.clocks.counting_rule import load_counting
from plumbline.core.law.citation_parser import parse_citations

PACKS = Path(__file__).parents[2] / "packs"
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)


@cache
def calendar(*layers: str) -> WorkingCalendar:
    return load_calendar(*(PACKS / layer / "calendars" for layer in ("cn", *layers)))


def test_every_working_day_agrees_with_the_library() -> None:
    table, day = calendar(), FIRST
    differing = []
    while day <= LAST:
        if table.is_working(day_of(day)) != chinese_calendar.is_workday(day):
            differing.append(day)
        day += timedelta(days=1)
    assert differing == []


def test_published_is_what_the_library_knows() -> None:
    table = calendar()
    assert date_of(table.published_from) == FIRST
    assert date_of(table.published_through) == LAST
    assert not table.is_provisional(table.published_from)
    assert not table.is_provisional(table.published_through)
    assert table.is_provisional(table.published_from - 1)
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(LAST + timedelta(days=1))


def statutory(year: int) -> list[date]:
    days = range(day_of(date(year, 1, 1)), day_of(date(year, 12, 31)) + 1)
    return [date_of(day) for day in days if calendar().is_statutory_holiday(day)]


@pytest.mark.parametrize("year", range(2000, 2050))
def test_statutory_days_of_a_year(year: int) -> None:
    """放假办法 §2: 13 days since 2025; before that 11, and 10 before 2008. One fewer where 中秋 meets 国庆."""
    days = 13 if year >= 2025 else 11 if year >= 2008 else 10
    meeting = {2009, 2020, 2028, 2031, 2039}
    assert len(statutory(year)) == days - (year in meeting)
    assert {date(year, 1, 1), date(year, 5, 1), *(date(year, 10, n) for n in (1, 2, 3))} <= set(
        statutory(year)
    )
    assert (date(year, 5, 2) in statutory(year)) is (year >= 2025 or year < 2008)


def test_spring_festival_has_its_eve_since_2025() -> None:
    assert [d for d in statutory(2024) if d.month == 2] == [date(2024, 2, n) for n in (10, 11, 12)]
    assert [d for d in statutory(2025) if d < date(2025, 3, 1)][1:] == [
        date(2025, 1, n) for n in (28, 29, 30, 31)
    ]
    assert [d for d in statutory(2026) if d.month == 2] == [date(2026, 2, n) for n in (16, 17, 18, 19)]
    assert [d for d in statutory(2010) if d.month == 2] == [date(2010, 2, n) for n in (13, 14, 15)]


def test_without_a_notice_only_weekends_and_statutory_days_are_free() -> None:
    table = calendar()
    days = range(table.published_through + 1, table.last_day + 1)
    kinds = Counter(table.why(day).kind for day in days)
    assert not kinds[DayKind.MAKEUP]
    assert not kinds[DayKind.MOVED_REST]
    assert all(table.is_provisional(day) for day in days)
    assert all(
        table.is_working(day) == (weekday(day) < 5) for day in days if not table.is_statutory_holiday(day)
    )


def test_a_moved_rest_day_is_repaid() -> None:
    """A notice moves weekends: what it takes on weekdays it gives back as make-up days, but for §6 lieu days."""
    table = calendar()
    for year in range(2008, 2027):
        days = range(day_of(date(year, 1, 1)), day_of(date(year, 12, 31)) + 1)
        kinds = Counter(table.why(day).kind for day in days)
        assert 0 <= kinds[DayKind.MOVED_REST] - kinds[DayKind.MAKEUP] <= 8, year


def test_xinjiang_waits_for_its_notice() -> None:
    table = calendar("cn-650000")
    assert table.awaited == ("肉孜节", "古尔邦节")
    assert table.tables() == calendar().tables()


def test_the_example_in_the_overlay_loads(tmp_path: Path) -> None:
    text = (PACKS / "cn-650000" / "calendars" / "cn-650000.yaml").read_text(encoding="utf-8")
    comment = re.findall(r"^# {3}(.*)$", text, re.MULTILINE)
    body = re.sub(r"^(holidays|makeup): \[\]\n", "", text, flags=re.MULTILINE) + "\n".join(comment)
    example = re.sub(r"2099", "2069", body)
    (tmp_path / "cn-650000.yaml").write_text(example, encoding="utf-8")
    table = load_calendar(PACKS / "cn" / "calendars", tmp_path)
    assert table.why(day_of(date(2069, 5, 11))).name == "古尔邦节"
    assert table.is_working(day_of(date(2069, 5, 17)))


@pytest.mark.parametrize("file", sorted(PACKS.glob("*/calendars/*.yaml")), ids=lambda file: file.name)
def test_every_file_says_what_it_rests_on(file: Path) -> None:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert data["basis"]
    assert data["checked_on"] <= date(2026, 12, 31)
    if "notice" in data:
        assert data["standing"] == "unverified"
        assert "chinesecalendar 1.11.0" in data["source"]


def test_every_counting_rule_cites_provisions_that_can_be_read() -> None:
    table = load_counting(PACKS / "cn" / "clocks")
    assert len(table.rules) == 12
    for rule in table.rules.values():
        for reason in (rule.reason, *(special.reason for special in rule.special)):
            assert parse_citations(reason.basis), reason.basis
