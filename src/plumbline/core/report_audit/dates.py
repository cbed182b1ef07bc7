"""Whole days in a text, in figures and in Chinese characters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

DAY: Final = re.compile(
    r"(20\d\d)(?:\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|([-/.])(\d{1,2})\4(\d{1,2})(?!\d))"
)
CHINESE_DAY: Final = re.compile(
    r"(二[〇○零0][二三][〇○零一二三四五六七八九])年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
FIGURES: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_WEEK: Final = "一二三四五六日"
_WEEKDAY: Final = re.compile(
    rf"{DAY.pattern}[ 　]?[（(，,]?(?:星期|周)(?P<weekday>[{_WEEK}天])(?![至到期年])"
)
_DAY_OF_YEAR: Final = re.compile(r"(?<![\d年.])(\d{1,2})月(\d{1,2})日")
_MONTH: Final = re.compile(r"20\d\d年(\d{1,2})月(?!\d)")
_LAST_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def impossible_days(text: str) -> Iterator[tuple[int, int]]:
    """Places of days and months that no calendar has: 30 February, 31 April, a thirteenth month."""
    for pattern in (DAY, CHINESE_DAY):
        for match in pattern.finditer(text):
            if "日" in match[0] and day_of(match) is None:
                yield match.span()
    for match in _DAY_OF_YEAR.finditer(text):
        month, day = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or not 1 <= day <= _LAST_DAYS[month - 1]:
            yield match.span()
    for match in _MONTH.finditer(text):
        if not 1 <= int(match[1]) <= 12 and "日" not in text[match.end() : match.end() + 3]:
            yield match.span()


def wrong_weekdays(text: str) -> Iterator[tuple[int, int]]:
    """Places of days that are said to be of a weekday on which they did not fall."""
    for match in _WEEKDAY.finditer(text):
        day = day_of(match)
        if day is not None and day.weekday() != _WEEK.index(match["weekday"].replace("天", "日")):
            yield match.span()


def day_of(match: re.Match[str]) -> dt.date | None:
    """The day that was matched; None where there is none such."""
    told = match.groups()[:-1] if match.re is _WEEKDAY else match.groups()
    parts = [part for part in told if part and part not in "-/."]
    try:
        if match.re is CHINESE_DAY:
            year = int(parts[0].translate(FIGURES))
            return dt.date(year, _small(parts[1]), _small(parts[2]))
        return dt.date(*(int(part) for part in parts))
    except ValueError:
        return None


def _small(written: str) -> int:
    """A number below a hundred in Chinese characters."""
    tens, mark, ones = written.partition("十")
    digits = "零一二三四五六七八九"
    if not mark:
        return digits.index(written)
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)
