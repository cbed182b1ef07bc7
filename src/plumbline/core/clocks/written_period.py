"""Periods as people write them: 七日, 7个工作日, 三个月, 24小时, `7 working_days`, `90 days`.

>>> read_period("七日")
WrittenPeriod(n=7, unit=None, text='七日')
>>> read_period("7个工作日").unit, read_period("90 days").unit
(<Unit.WORKING_DAYS: 'working_days'>, <Unit.DAYS: 'days'>)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plumbline.core.clocks.counting import Unit
from plumbline.core.clocks.errors import PeriodUnreadable
from plumbline.core.law.numerals import NUMERAL, read_numeral

_WORDS: dict[str, Unit | None] = {
    "日": None,
    "天": None,
    "自然日": Unit.DAYS,
    "工作日": Unit.WORKING_DAYS,
    "小时": Unit.HOURS,
    "月": Unit.MONTHS,
    "年": Unit.YEARS,
    "day": Unit.DAYS,
    "cd": Unit.DAYS,
    "working day": Unit.WORKING_DAYS,
    "wd": Unit.WORKING_DAYS,
    "hour": Unit.HOURS,
    "h": Unit.HOURS,
    "month": Unit.MONTHS,
    "mo": Unit.MONTHS,
    "year": Unit.YEARS,
    "y": Unit.YEARS,
}
_SHAPE = re.compile(rf"\s*({NUMERAL})\s*个?\s*([a-z _]+|[一-鿿]+)\s*")
LONGEST = 9999
"""No statute counts further; a larger number is a slip of the pen."""


class WrittenPeriod(NamedTuple):
    """A number and a unit; `unit` None for a bare 日, which each statute counts in its own way."""

    n: int
    unit: Unit | None
    text: str


def read_period(text: str) -> WrittenPeriod:
    """The period that `text` says; `PeriodUnreadable` when it says none."""
    found = _SHAPE.fullmatch(text.lower())
    if found is None:
        raise PeriodUnreadable(text=text)
    word = found[2].strip().replace("_", " ")
    word = word if word in _WORDS else word.removesuffix("s")
    try:
        n = read_numeral(found[1])
    except ValueError:
        raise PeriodUnreadable(text=text) from None
    if word not in _WORDS or n > LONGEST:
        raise PeriodUnreadable(text=text)
    return WrittenPeriod(n, _WORDS[word], text.strip())
