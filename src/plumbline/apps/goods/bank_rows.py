"""A file of payments from the bank, read: rows as the bank wrote them.

CSV in UTF-8 with the head 缴款通知书号,金额,缴款日期,流水号 (or number,amount,day,reference); other columns are not
read, so payers' names and accounts never enter.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from io import StringIO
from typing import Final

from plumbline.apps.goods.errors import BankFileUnreadable
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import Moment

HEAD: Final[Mapping[str, tuple[str, str]]] = {
    "number": ("缴款通知书号", "number"),
    "amount": ("金额", "amount"),
    "day": ("缴款日期", "day"),
    "reference": ("流水号", "reference"),
}
MOST_BYTES: Final = 5_000_000


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
    """Why a row cannot be entered as it is."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh, self.en = zh, en


def read_rows(content: bytes) -> list[Row]:
    """The rows of a file; raises BankFileUnreadable."""
    if len(content) > MOST_BYTES:
        raise BankFileUnreadable(problem_zh="文件超过 5 MB", problem_en="it is larger than 5 MB")
    try:
        reader = csv.DictReader(StringIO(content.decode("utf-8-sig")), strict=True)
        names = {field: _named(reader.fieldnames or (), words) for field, words in HEAD.items()}
        return [
            Row(line, **{field: (row.get(name) or "").strip() for field, name in names.items()})
            for line, row in enumerate(reader, start=2)
        ]
    except UnicodeDecodeError as error:
        raise BankFileUnreadable(problem_zh="不是 UTF-8 编码", problem_en="it is not UTF-8") from error
    except csv.Error as error:
        raise BankFileUnreadable(problem_zh="不是 CSV 格式", problem_en="it is no CSV") from error


def _named(head: Iterable[str], words: tuple[str, str]) -> str:
    found = next((name for name in head if name.strip() in words), None)
    if found is None:
        raise BankFileUnreadable(problem_zh=f"缺少“{words[0]}”一列", problem_en=f"no column “{words[1]}”")
    return found


def amount_of(row: Row) -> Decimal:
    """The sum of a row; raises RowProblem."""
    try:
        found = Decimal(row.amount.replace(",", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise RowProblem(f"金额“{row.amount}”不是数字", f"“{row.amount}” is no sum")
    return found


def day_of(row: Row, now: int) -> Moment:
    """The day of a row, not after `now`; raises RowProblem."""
    try:
        at = Moment(row.day, "day")
    except RecordMalformed:
        raise RowProblem(
            f"缴款日期“{row.day}”应写作 2026-04-02", f"“{row.day}” is no day: 2026-04-02"
        ) from None
    if at.earliest > now:
        raise RowProblem("缴款日期晚于今天", "the day lies in the future")
    return at
