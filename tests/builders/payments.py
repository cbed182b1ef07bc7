"""Many fined cases at once, each with a payment notice that went out: copies of one that went through the desk."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from tests.builders.desk import QIN

from plumbline.apps.goods.actions.drafting import open_case
from plumbline.apps.goods.actions.entries import notice_draft
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.ledger.record import Record

SUM = Decimal(400)
WRONG = 20
"""One row in so many waits: half of them name no notice, half another sum."""
_BATCH = 500


def notices_of_copies(case: str, count: int, now: int) -> list[str]:
    """The numbers of the notices of so many copies of the case."""
    records = [held.record for held in case_records(case)]
    numbers: list[str] = []
    for start in range(0, count, _BATCH):
        names = [f"bank-{place:06}" for place in range(start, min(start + _BATCH, count))]
        copies = [_copy(one, name, place) for name in names for place, one in enumerate(records)]
        enter_all(copies, now=now)
        notices = [notice_draft(open_case(QIN, name, now), QIN, SUM, now) for name in names]
        enter_all([Wanted(one, len(records)) for one in notices], now=now)
        numbers += [str(one.fields["number"]) for one in notices]
    return numbers


def rows_of(numbers: list[str]) -> str:
    """The lines of a bank's file that pays them."""
    found = []
    for place, number in enumerate(numbers):
        named, paid = number, str(SUM)
        if place % (2 * WRONG) == 0:
            named += "9"
        elif place % WRONG == 0:
            paid = str(SUM - 1)
        found.append(f"{named},{paid},2026-04-01,LS-{place},某人\n")
    return "".join(found)


def _copy(record: Record, case: str, place: int) -> Wanted:
    names = {field.name for field in dataclasses.fields(Draft)}
    told: dict[str, Any] = {key: getattr(record, key) for key in names if hasattr(record, key)}
    fields = dict(record.fields) | ({"number": f"副本{case}"} if place == 0 else {})
    told |= {"id": f"{case}-{place}", "case": case, "fields": fields, "personal": {}, "salts": {}}
    return Wanted(Draft(**told), place)
