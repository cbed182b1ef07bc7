"""Other systems are told what was done here: case number, step, time, never what a record says.

So an organ's own system need not be typed into again, nor ask all day. The log is read on from where a target was told
last, by leaves, so that on PostgreSQL too nothing is passed over that another process enters at the same moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db import transaction

from plumbline.apps.exchange.identity import SIGN
from plumbline.apps.exchange.models import HookTarget
from plumbline.apps.exchange.suppliers import NOTICE, notices_of
from plumbline.apps.exchange.translating import procedures_taken
from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.registry import task_named
from plumbline.apps.ledger_store.queries import case_overviews, log_size, records_from
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.record import Record, read_record

A_TURN: Final = 5_000
"""Leaves that a turn reads for a target."""
A_NOTICE: Final = 200
"""Acts in one notice."""


def tell_changes(*, now: int) -> int:
    """Asks for the notices that are due to targets that wish to be told; how many acts they tell of."""
    wanted = HookTarget.objects.filter(closed_at=None).exclude(told_leaf=None).order_by("pk")
    end = log_size()
    return sum(
        _tell(one, first, min(end, first + A_TURN), now)
        for one in wanted
        for first in range(int(one.told_leaf or 0), end, A_TURN)
    )


def _tell(target: HookTarget, first: int, end: int, now: int) -> int:
    lines = list(_lines(target.organ, first, end))
    with transaction.atomic():
        own = HookTarget.objects.filter(pk=target.pk, told_leaf=first)
        if not own.update(told_leaf=end):  # another process was first
            return 0
        rest = iter(lines)
        for part in range(0, len(lines), A_NOTICE):
            notice: dict[str, Any] = {
                "event": "acts",
                # Several targets may stand at one address: each tells of other acts from the same leaf on.
                "id": f"acts-{target.pk}-{first}-{part}",
                "organ": target.organ,
                "acts": list(islice(rest, A_NOTICE)),
                "at": now,
            }
            key = f"{notices_of(target.pk)}acts:{first}:{part}"
            enqueue(task_named(NOTICE), {"target": target.pk, "notice": notice}, now=now, key=key)
    return len(lines)


def _lines(organ: str, first: int, end: int) -> Iterator[dict[str, Json]]:
    """The organ's acts of these leaves, but for those that a system of its own sent."""
    found = [
        one for one in _records(first, end) if one.organ == organ and not one.entered_by.startswith(SIGN)
    ]
    cases, told = case_overviews(list({one.case for one in found})), frozenset(procedures_taken())
    for one in found:
        case = cases.get(one.case)
        if case is not None and case.procedure in told:
            yield {
                "case": case.number,
                "procedure": case.procedure,
                "step": one.step,
                "record": one.id,
                "corrects": one.corrects,
                "at": one.at.value,
            }


def _records(first: int, end: int) -> Iterator[Record]:
    for entry in records_from(first, end):
        try:
            yield read_record(entry.data)
        except LedgerError:  # edited by hand: the verification names it
            continue
