"""Deliveries that did not come to their end: what becomes of each, and how one is waited for no more.

A call or a file that broke off is there with what came in. It goes on when it is sent again: a file by its bytes, a
call by its key. Of one sent without a key, or as a list that is compared anew each time, the second sending is a
delivery of its own: the first was superseded by it. What nobody sends again is set aside, with a reason; what came in
stays, and sent again it goes on all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plumbline.apps.exchange.models import Delivery, SetAside

STILL: Final = 3_600_000_000
"""Microseconds after which a delivery that has not ended is taken for broken off."""
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class End:
    """What became of a delivery that has not come to its end: superseded by another, or set aside."""

    superseded: int | None = None
    by: str = ""
    at: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A delivery that is waited for."""

    delivery: int
    via: str
    name: str
    key: str
    received_at: int
    rows: int


def ends_of(deliveries: Iterable[int]) -> dict[int, End]:
    """What became of those of them that did not come to their end, as far as anything did."""
    open_rows = list(_open().filter(pk__in=list(deliveries)))
    found = {one.pk: End(superseded=later) for one, later in _superseded(open_rows)}
    for row in SetAside.objects.filter(delivery__in=[one.pk for one in open_rows], back_at=None):
        found[row.delivery] = End(by=row.by, at=row.at, why=row.why)
    return found


def unfinished_of(source: str, now: int) -> list[Unfinished]:
    """The deliveries of a source that broke off and that nothing became of, newest first."""
    aside = SetAside.objects.filter(back_at=None).values("delivery")
    rows = _open().filter(source=source, received_at__lt=now - STILL).exclude(pk__in=aside).order_by("-pk")
    found = list(rows[:MOST])
    gone = {one.pk for one, _later in _superseded(found)}
    return [
        Unfinished(one.pk, one.via, one.name, _key(one), one.received_at, one.done_rows)
        for one in found
        if one.pk not in gone
    ]


def _open() -> Any:
    return Delivery.objects.filter(finished_at=None, error_zh="")


def _superseded(rows: Sequence[Delivery]) -> list[tuple[Delivery, int]]:
    """Those whose very same contents came to their end in a later delivery of the same source, and in which."""
    digests = [one.digest for one in rows]
    sources = {one.source for one in rows}
    ended = Delivery.objects.filter(source__in=sources, digest__in=digests, error_zh="").exclude(
        finished_at=None
    )
    whole = {(one.source, one.digest): int(one.pk) for one in ended.order_by("pk")}
    told = ((one, whole.get((one.source, one.digest), 0)) for one in rows)
    return [(one, number) for one, number in told if number > one.pk]


def _key(one: Delivery) -> str:
    """The key of a call; a file is known by its bytes, whatever its name."""
    return "" if one.key is None or one.via != "api" else str(one.key)
