"""A file of payments from the bank, read: rows as the bank wrote them.

Excel, or CSV in UTF-8 or GB 18030, with the head 缴款通知书号,金额,缴款日期,流水号 (or number,amount,day,reference).
Other columns are not read, so payers' names and accounts never enter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Final

from plumbline.apps.goods.errors import BankFileUnreadable
from plumbline.apps.people.sheets import read_sheet
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import Moment
from plumbline.core.registers.cells import Cell, shown

HEAD: Final[Mapping[str, tuple[str, str]]] = {
    "number": ("缴款通知书号", "number"),
    "amount": ("金额", "amount"),
    "day": ("缴款日期", "day"),
    "reference": ("流水号", "reference"),
}
_DAY: Final = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Row:
    """One payment as the bank wrote it."""

    line: int
    number: str
    amount: str
    day: str
    reference: str

    def key(self, organ: str) -> str:
        """The same for the same row, whatever file it comes in."""
        said = "\x1f".join((organ, self.number, self.amount, self.day, self.reference))
        return sha256(said.encode()).hexdigest()[:32]

    def record(self, organ: str) -> str:
        """The id of its payment: the bank's reference is what makes it one and the same."""
        return sha256(f"bank\x1f{organ}\x1f{self.reference}".encode()).hexdigest()[:32]


class RowProblem(Exception):
    """Why a row cannot be entered as it is; `column` names the field that is wrong, where it is one."""

    def __init__(self, zh: str, en: str, column: str = "") -> None:
        super().__init__(zh)
        self.zh, self.en, self.column = zh, en, column


def read_rows(name: str, content: bytes) -> list[Row]:
    """The rows of a file; raises BankFileUnreadable, or SheetUnreadable for what is no sheet at all."""
    sheet = read_sheet(name, content)
    places = _places(sheet[0])
    rows = [
        Row(line, **{field: shown(cells[at]) if at < len(cells) else "" for field, at in places.items()})
        for line, cells in enumerate(sheet[1:], start=2)
    ]
    return [row for row in rows if row.number or row.amount or row.day or row.reference]


def check_head(name: str, content: bytes) -> None:
    """Whether the file has the columns, told at once while its rows take their time; raises as `read_rows`."""
    _places(read_sheet(name, content, 1)[0])


def _places(first: Sequence[Cell]) -> dict[str, int]:
    head = [shown(cell) for cell in first]
    return {field: head.index(_named(head, words)) for field, words in HEAD.items()}


def _named(head: Sequence[str], words: tuple[str, str]) -> str:
    found = next((name for name in head if name.strip() in words), None)
    if found is None:
        raise BankFileUnreadable(problem_zh=f"缺少“{words[0]}”一列", problem_en=f"no column “{words[1]}”")
    return found


def amount_of(row: Row) -> Decimal:
    """The sum of a row; raises RowProblem."""
    try:
        found = Decimal(row.amount.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise RowProblem(f"金额“{row.amount}”不是数字", f"“{row.amount}” is no sum", "amount")
    return found


def day_of(row: Row, now: int) -> Moment:
    """The day of a row, not after `now`; raises RowProblem."""
    parts = _DAY.fullmatch(row.day)
    try:
        at = Moment(f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}" if parts else row.day, "day")
    except RecordMalformed:
        zh, en = f"缴款日期“{row.day}”应写作 2026-04-02", f"“{row.day}” is no day: 2026-04-02"
        raise RowProblem(zh, en, "day") from None
    if at.earliest > now:
        raise RowProblem("缴款日期晚于今天", "the day lies in the future", "day")
    return at
