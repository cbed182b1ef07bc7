"""The surcharge on a fine that is paid late (加处罚款), to the day.

处罚法 §72 ¶1(1): three per cent of the fine a day, in sum no more than the fine; §73 ¶3: the time of reconsideration
and suit is not counted. Rate and cap are figures of the packs and are handed in.

Where the Act is silent we read it in favour of whoever pays, and the explanation says so:
what is paid in part no longer bears a surcharge; a payment goes to the sum that fell due first, then to the surcharge;
of each instalment only what is overdue counts; parts of a fen are dropped.

The day after the last day to pay is the first that counts, the day of payment the last. Of a pause the first day still
counts and its last does not, as for every exclusion of a period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise

NOTHING = Decimal("0.00")
FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Due:
    """A sum and the last day to pay it."""

    day: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """A sum paid on a day, and the record that says so."""

    day: int
    amount: Decimal
    record: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """Reconsideration or suit: from the day it was asked for to the day it ended; None while it runs."""

    first: int
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Share of the overdue sum a day, and the cap as a share of the fine, with their articles."""

    a_day: Decimal
    cap: Decimal
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in which the overdue sum did not change: `counted` of them bear the surcharge."""

    first: int
    last: int
    counted: int
    base: Decimal

    @property
    def paused(self) -> int:
        """Days that are not counted."""
        return self.last - self.first + 1 - self.counted


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What accrued until the end of a day. `uncapped` is before the cap and rounding."""

    amount: Decimal
    uncapped: Decimal
    cap: Decimal
    stretches: tuple[Stretch, ...]

    @property
    def at_cap(self) -> bool:
        """Whether it may not grow any more."""
        return self.uncapped >= self.cap


def surcharge(
    dues: Sequence[Due], payments: Sequence[Paid], pauses: Iterable[Pause], rate: Rate, on: int
) -> Surcharge:
    """The surcharge that accrued until the end of the day `on`."""
    away = _union(pauses, on)
    found = tuple(
        Stretch(first, last, last - first + 1 - _overlap(away, first, last), base)
        for first, last, base in _overdue(dues, payments, on)
    )
    uncapped = sum((one.base * one.counted for one in found), Decimal(0)) * rate.a_day
    cap = sum((due.amount for due in dues), Decimal(0)) * rate.cap
    amount = min(uncapped, cap).quantize(FEN, ROUND_DOWN)
    return Surcharge(amount, uncapped, cap, found)


def overdue_sum(dues: Iterable[Due], payments: Iterable[Paid], day: int) -> Decimal:
    """What was overdue at the beginning of a day."""
    owed = sum((due.amount for due in dues if due.day < day), Decimal(0))
    return max(owed - sum((one.amount for one in payments if one.day < day), Decimal(0)), Decimal(0))


def _overdue(dues: Sequence[Due], payments: Sequence[Paid], on: int) -> Iterator[tuple[int, int, Decimal]]:
    """First day, last day and sum of each stretch in which something was overdue."""
    changes = {due.day for due in dues} | {one.day for one in payments}
    turns = [day + 1 for day in sorted(changes) if day < on]
    for first, following in pairwise([*turns, on + 1]):
        base = overdue_sum(dues, payments, first)
        if base > 0:
            yield first, following - 1, base


def _union(pauses: Iterable[Pause], on: int) -> list[tuple[int, int]]:
    """Days not counted, as spans that neither overlap nor touch the same day twice."""
    spans = sorted((one.first + 1, on if one.last is None else one.last) for one in pauses)
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if last < first:
            continue
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _overlap(spans: Iterable[tuple[int, int]], first: int, last: int) -> int:
    return sum(max(0, min(last, end) - max(first, start) + 1) for start, end in spans)
