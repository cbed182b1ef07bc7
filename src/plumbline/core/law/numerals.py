"""Chinese numerals as statutes write them: 一 … 九千九百九十九, 〇 and 零 both read, 两 read as two.

>>> read_numeral("一百零三"), write_numeral(115)
(103, '一百一十五')
"""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = r"(?:[〇零一二两三四五六七八九十百千]+|[0-9０-９]+)"
"""Regular expression (no groups) of a numeral, Chinese or Arabic."""


def read_numeral(text: str) -> int:
    """Value of a Chinese or Arabic numeral; `ValueError` when `text` is neither."""
    if text.isdecimal():
        return int(text)
    total, digit, seen_unit = 0, 0, False
    for character in text:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _UNITS:
            # 十三 stands for 一十三 only at the head of the numeral
            if digit == 0 and seen_unit:
                raise ValueError(text)
            total += (digit or 1) * _UNITS[character]
            digit, seen_unit = 0, True
        else:
            raise ValueError(text)
    if not text or (not seen_unit and len(text) > 1):
        raise ValueError(text)
    return total + digit


def write_numeral(value: int) -> str:
    """The way statutes write `value` (1…9999): 十, 十一, 二十, 一百零一, 一百一十, 一千零一."""
    if not 0 < value < 10_000:
        raise ValueError(value)
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text
