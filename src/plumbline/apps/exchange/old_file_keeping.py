"""Where the file of an old case is kept and whether it went to the archives, as a register tells it.

Both become records of the case, like those that the desk enters (`core/cases/keeping`): what a register says in part is
no archiving, and is set aside with the column that is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from plumbline.apps.exchange.incoming import Beside, Problem
from plumbline.core.cases.keeping import PERMANENT, read_retention
from plumbline.core.cases.keeping_errors import RetentionUnknown
from plumbline.core.cases.reserved import ARCHIVE_FILE, DELIVER_FILE

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "archive_number": ("档号", "archive_number"),
        "retention": ("保管期限", "retention"),
        "kept_at": ("存放位置", "place"),
        "archived_on": ("归档日期", "archived_on"),
        "delivered_on": ("移交日期", "delivered_on"),
        "list_number": ("移交清单号", "list_number"),
        "receiver": ("接收单位", "receiver"),
    }
)
DAYS: Final = ("archived_on", "delivered_on")
LONGEST: Final[Mapping[str, int]] = MappingProxyType(
    {"archive_number": 60, "kept_at": 80, "list_number": 60, "receiver": 80}
)
"""Letters, as the forms of the desk take them."""
BASIS: Final = "历史案卷登记簿"
"""Which table was followed: no text read says how long a file is kept, so the register's word stands for itself."""
_FOREVER: Final = frozenset({"永久", PERMANENT})
_WHOLE: Final = {
    "archive_number": ("retention",),
    "retention": ("archive_number",),
    "kept_at": ("archive_number", "retention"),
    "archived_on": ("archive_number", "retention"),
    "delivered_on": ("archive_number", "retention", "list_number", "receiver"),
    "list_number": ("delivered_on",),
    "receiver": ("delivered_on",),
}
"""What must stand beside a column that is filled in."""


def kept_records(
    told: Mapping[str, str], closed: dt.date | None, day: Callable[[str], dt.date | None]
) -> tuple[Beside, ...] | Problem:
    """The records that follow the end of the case, none where the register says nothing of its file.

    `day` reads a day as it is written.
    """
    said = {name: told[name].strip() for name in COLUMNS if told.get(name, "").strip()}
    if not said:
        return ()
    if wrong := _partial(said, closed) or _too_long(said):
        return wrong
    days = {name: day(said[name]) for name in DAYS if name in said}
    for name, read in days.items():
        if read is None:
            return _problem(
                name, said[name], f"“{said[name][:80]}”不是日期", f"“{said[name][:80]}” is no date"
            )
    assert closed is not None
    archived, delivered = days.get("archived_on") or closed, days.get("delivered_on")
    if archived < closed:
        return _before("archived_on", said, "结案日期", "closed_on", closed)
    if delivered is not None and delivered < archived:
        return _before("delivered_on", said, "归档日期", "archived_on", archived)
    term = _retention(said["retention"])
    if term is None:
        zh = f"“{said['retention'][:80]}”不是保管期限：填“永久”或者年数"
        en = f"“{said['retention'][:80]}” is no retention: write 永久 or a number of years"
        return _problem("retention", said["retention"], zh, en)
    fields = {"archive_number": said["archive_number"], "retention": term, "basis": BASIS}
    if "kept_at" in said:
        fields["place"] = said["kept_at"]
    column = _title("archived_on") if "archived_on" in said else _title("archive_number")
    found = [Beside(ARCHIVE_FILE, archived, column, fields)]
    if delivered is not None:
        given = {name: said[name] for name in ("list_number", "receiver")}
        found.append(Beside(DELIVER_FILE, delivered, _title("delivered_on"), given))
    return tuple(found)


def _partial(said: Mapping[str, str], closed: dt.date | None) -> Problem | None:
    """A case that has not ended has no file to keep; what is told of one is told whole."""
    if closed is None:
        name = next(iter(said))
        zh, en = "没有结案日期的案件，案卷尚不能归档", "a case without closed_on has no file to be archived"
        return _problem(name, said[name], zh, en)
    for name in said:
        for other in _WHOLE[name]:
            if other not in said:
                zh = f"填写了“{_title(name)}”，“{_title(other)}”是空的"
                en = f"“{COLUMNS[name][1]}” is filled in and “{COLUMNS[other][1]}” is empty"
                return _problem(other, "", zh, en)
    return None


def _too_long(said: Mapping[str, str]) -> Problem | None:
    for name, most in LONGEST.items():
        if len(said.get(name, "")) > most:
            zh, en = f"“{_title(name)}”超过 {most} 字", f"“{COLUMNS[name][1]}” has more than {most} letters"
            return _problem(name, said[name], zh, en)
    return None


def _retention(text: str) -> str | None:
    """As records write it; years with or without 年."""
    if text in _FOREVER:
        return PERMANENT
    term = text.removesuffix("年").strip()
    try:
        read_retention(term)
    except RetentionUnknown:
        return None
    return term


def _before(name: str, said: Mapping[str, str], other: str, other_en: str, day: dt.date) -> Problem:
    zh = f"“{_title(name)}”早于“{other}”（{day.isoformat()}）"
    en = f"“{COLUMNS[name][1]}” is before “{other_en}” ({day.isoformat()})"
    return _problem(name, said[name], zh, en)


def _problem(name: str, value: str, zh: str, en: str) -> Problem:
    return Problem(_title(name), value[:80], zh, en)


def _title(name: str) -> str:
    return COLUMNS[name][0]
