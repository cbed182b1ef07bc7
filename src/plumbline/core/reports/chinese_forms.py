"""Dates and money as official documents write them.

>>> import datetime as dt
>>> chinese_date(dt.date(2026, 10, 12)), money_in_words(Decimal("50000"))
('2026年10月12日', '五万元整（¥50,000.00）')
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from plumbline.core.law.numerals import write_numeral
from plumbline.core.reports.document_errors import BadAmount

_GROUPS: Final = ((10**8, "亿"), (10**4, "万"), (1, ""))
_DIGITS: Final = "零一二三四五六七八九"
CEILING: Final = Decimal(10) ** 12


def chinese_date(day: dt.date) -> str:
    """Arabic numerals without leading zeros (GB/T 9704 §7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(value: int) -> str:
    """A whole number in Chinese numerals: 零, 二百, 一万零五十, 三亿.

    >>> chinese_number(10050), chinese_number(120_000_000)
    ('一万零五十', '一亿二千万')
    """
    if not 0 <= value < CEILING:
        raise BadAmount(amount=value)
    if value == 0:
        return "零"
    text, rest = "", value
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if not group:
            continue
        if text and (group < 1000 or text.endswith("零")):
            text = text.rstrip("零") + "零"
        words = write_numeral(group)
        text += ("一" + words if words.startswith("十") and text else words) + name
    return text


def money_words(amount: Decimal) -> str:
    """五万元整; 三元五角; 一元零五分."""
    fen = amount * 100
    if amount < 0 or amount >= CEILING or fen != fen.to_integral_value():
        raise BadAmount(amount=amount)
    yuan, small = divmod(int(fen), 100)
    jiao, cent = divmod(small, 10)
    text = chinese_number(yuan) + "元" if yuan or not small else ""
    if not small:
        return text + "整"
    text += _DIGITS[jiao] + "角" if jiao else "零" if yuan else ""
    return text + (_DIGITS[cent] + "分" if cent else "")


def money_in_words(amount: Decimal) -> str:
    """Words first, figures in brackets: 五万元整（¥50,000.00）."""
    return f"{money_words(amount)}（¥{amount:,.2f}）"
