"""An account as its row keeps it, so that a list counts what is owed today without reading every case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from plumbline.core.goods.account import Account
from plumbline.core.goods.surcharge import Due, Paid, Pause
from plumbline.core.ledger.canonical import Json, canonical, read_json


def written_account(account: Account) -> str:
    """Canonical JSON of the account."""
    said: dict[str, Json] = {
        "fine": str(account.fine),
        "dues": [[one.day, str(one.amount)] for one in account.dues],
        "paid": [[one.day, str(one.amount)] for one in account.paid],
        "pauses": [[one.first, one.last] for one in account.pauses],
        "charged": account.charged,
        "excused": str(account.excused),
    }
    return canonical(said).decode()


def read_account(text: str) -> Account:
    """The account that `written_account` wrote."""
    said = read_json(text.encode())
    assert isinstance(said, Mapping)
    return Account(
        fine=Decimal(str(said["fine"])),
        dues=tuple(Due(day, amount) for day, amount in _sums(said["dues"])),
        paid=tuple(Paid(day, amount) for day, amount in _sums(said["paid"])),
        pauses=tuple(
            Pause(int(str(first)), None if last is None else int(str(last)))
            for first, last in _rows(said["pauses"])
        ),
        charged=said["charged"] is True,
        excused=Decimal(str(said["excused"])),
    )


def _sums(written: Json) -> list[tuple[int, Decimal]]:
    return [(int(str(day)), Decimal(str(amount))) for day, amount in _rows(written)]


def _rows(written: Json) -> list[Sequence[Json]]:
    assert isinstance(written, list | tuple)
    return [row for row in written if isinstance(row, list | tuple)]
