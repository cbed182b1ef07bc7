"""Cells of a spreadsheet read as typed values, and values written as cells, safe to open in a spreadsheet program.

What people type is read as they mean it (2024/3/1, 2024年3月1日, 是, √); what cannot be read says why and what to type.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.errors import InputError, Language
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import ZONE, instant_of, shown_instant
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.vocabulary import ValueType

Cell: TypeAlias = object
"""What a spreadsheet reader gives: None, text, number, date or bool."""

_YES: Final = frozenset({"是", "有", "对", "√", "y", "yes", "true", "1"})
_NO: Final = frozenset({"否", "无", "不是", "×", "n", "no", "false", "0"})
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]00:00(?::00)?)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_TO_THE_SECOND: Final = len("2026-03-01 09:30:00")
_NEGATIVE: Final = re.compile(r"-[0-9]+(?:\.[0-9]+)?")


class CellWrong(InputError):
    """A cell that cannot be read as its column's type."""

    zh = "{title}“{shown}”{reason_zh}"
    en = "{english} “{shown}” {reason_en}"
    remedy_zh = "{mend_zh}"
    remedy_en = "{mend_en}"


class CellMissing(InputError):
    """A cell that must be filled is empty."""

    zh = "{title}没有填写"
    en = "{english} is missing"
    remedy_zh = "补填{title}"
    remedy_en = "fill in {english}"


def read_cell(definition: FieldDefinition, cell: Cell, words: ChoiceWords) -> Value:
    """The typed value; None for an empty cell that may be empty. Raises CellWrong, CellMissing."""
    text = shown(cell)
    if not text:
        if definition.required:
            raise CellMissing(title=definition.title, english=definition.english)
        return None
    if definition.type is ValueType.CHOICE:
        return _choice(definition, text, words)
    reader = _READERS.get(definition.type)
    return text if reader is None else reader(definition, cell, text)


def shown(cell: Cell) -> str:
    """The cell as text: whole numbers without a point, dates in ISO form, our own mark against formulas taken off."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    text = str(cell).strip()
    return unmarked(text)


def unmarked(text: str) -> str:
    """The text without our own mark against formulas."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def written_cell(definition: FieldDefinition, value: Value, words: ChoiceWords, language: Language) -> str:
    """The value as an exported cell; an instant (µs) in Shanghai time to the second, as clocks on walls tell it."""
    if value is None:
        return ""
    if definition.type is ValueType.BOOL:
        yes, no = ("是", "否") if language == "zh" else ("yes", "no")
        return yes if value else no
    if definition.type is ValueType.DATE and isinstance(value, int):
        return date_of(value).isoformat()
    if definition.type is ValueType.INSTANT and isinstance(value, int):
        return shown_instant(value)[:_TO_THE_SECOND]
    if definition.type is ValueType.CHOICE:
        return words.word(definition.name, str(value), language)
    return neutral(str(value))


def neutral(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula: = + - @ and tabs in front get an apostrophe.

    A negative number stays what it is.
    """
    return f"'{text}" if text.startswith(_FORMULA) and not _NEGATIVE.fullmatch(text) else text


def csv_line(cells: Iterable[str]) -> str:
    """A line of CSV that no spreadsheet program runs."""
    out = io.StringIO()
    csv.writer(out).writerow([neutral(one) for one in cells])
    return out.getvalue()


def _choice(definition: FieldDefinition, text: str, words: ChoiceWords) -> str:
    for code in definition.options:
        if text in (code, words.word(definition.name, code), words.word(definition.name, code, "en")):
            return code
    zh = "、".join(words.word(definition.name, code) for code in definition.options)
    en = ", ".join(words.word(definition.name, code, "en") for code in definition.options)
    raise _wrong(
        definition, text, ("不在可选范围内", "is none of the choices"), (f"可选：{zh}", f"choose: {en}")
    )


def _bool(definition: FieldDefinition, _cell: Cell, text: str) -> bool:
    word = text.lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise _wrong(
        definition, text, ("不是“是”或者“否”", "is neither yes nor no"), ("填写：是 或 否", "write yes or no")
    )


def _int(definition: FieldDefinition, _cell: Cell, text: str) -> int:
    narrow = unicodedata.normalize("NFKC", text).replace(",", "")
    if re.fullmatch(r"-?\d{1,15}", narrow):
        return int(narrow)
    raise _wrong(
        definition, text, ("不是整数", "is no whole number"), ("只填数字，例如 60", "digits only, e.g. 60")
    )


def _number(definition: FieldDefinition, _cell: Cell, text: str) -> Decimal:
    narrow = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("元").strip()
    try:
        value = Decimal(narrow)
    except InvalidOperation:
        value = Decimal("NaN")
    if value.is_finite():
        return value
    mend = ("只填数字，单位为元，例如 1200.50", "digits only, in yuan, e.g. 1200.50")
    raise _wrong(definition, text, ("不是数额", "is no amount"), mend)


def _date(definition: FieldDefinition, cell: Cell, text: str) -> int:
    if isinstance(cell, date):
        return day_of(cell.date() if isinstance(cell, datetime) else cell)
    narrow = unicodedata.normalize("NFKC", text)
    found = _DATE.fullmatch(narrow) or _COMPACT.fullmatch(narrow)
    try:
        if found:
            return day_of(date(*map(int, found.groups())))
    except ValueError:
        pass
    mend = ("按 2024-03-01 的格式填写实际存在的日期", "write a day that exists, like 2024-03-01")
    raise _wrong(definition, text, ("不是日期", "is no date"), mend)


def _instant(definition: FieldDefinition, cell: Cell, text: str) -> int:
    narrow = unicodedata.normalize("NFKC", text).replace("/", "-")
    try:
        told = cell if isinstance(cell, datetime) else datetime.fromisoformat(narrow)
    except ValueError:
        mend = ("按 2024-03-01 09:30 的格式填写", "write it like 2024-03-01 09:30")
        raise _wrong(definition, text, ("不是时间", "is no time"), mend) from None
    return instant_of((told if told.tzinfo else told.replace(tzinfo=ZONE)).isoformat())


_READERS: Final[Mapping[ValueType, Callable[[FieldDefinition, Cell, str], Value]]] = {
    ValueType.BOOL: _bool,
    ValueType.INT: _int,
    ValueType.NUMBER: _number,
    ValueType.MONEY: _number,
    ValueType.DATE: _date,
    ValueType.INSTANT: _instant,
}


def _wrong(
    definition: FieldDefinition, text: str, reason: tuple[str, str], mend: tuple[str, str]
) -> CellWrong:
    return CellWrong(
        title=definition.title,
        english=definition.english,
        shown=text[:40],
        reason_zh=reason[0],
        reason_en=reason[1],
        mend_zh=mend[0],
        mend_en=mend[1],
    )
