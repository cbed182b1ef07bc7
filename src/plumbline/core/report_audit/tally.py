"""What the numbers of a list come to, and how that is said of their whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark

Spans = Sequence[tuple[int, int, Sequence[Quantity]]]
"""Of each sentence its start, its end and its quantities."""
_SCALED: Final = re.compile(r"\d(?:\.(\d+))?([万亿])")
WINDOW: Final = 24
"""Quantities of a sentence that are held against each other: no sentence that a person wrote has more."""


def told_of(kind: str, whole: Quantity, listed: Sequence[Quantity]) -> Remark:
    """A remark on a whole and what is listed of it, at the place of both."""
    places = [whole, *listed]
    start, end = min(one.start for one in places), max(one.end for one in places)
    return Remark(kind, start, end, _data(whole, summed(listed)))


def summed(listed: Sequence[Quantity]) -> Decimal:
    """What they come to."""
    return sum((one.value for one in listed), Decimal(0))


def rounding(one: Quantity) -> Decimal:
    """By how much an amount that is told in 万 or 亿 may differ from what it rounds: half of its last place."""
    told = _SCALED.search(one.text)
    if told is None:
        return Decimal(0)
    return Decimal("0.5").scaleb((8 if told[2] == "亿" else 4) - len(told[1] or ""))


def _data(whole: Quantity, total: Decimal) -> dict[str, str]:
    return {"parts": plain(total), "whole": whole.text, "rest": plain(whole.value - total)}


def plain(value: Decimal) -> str:
    """A number as it is written, without noughts at its end."""
    return f"{value.normalize():f}" if value == value.to_integral() else f"{value:f}"


def same_rate(rate: Quantity, got: Decimal) -> bool:
    """Whether the rate is that number, to the decimals that it gives."""
    places = -int(rate.value.as_tuple().exponent)
    return abs(got - rate.value) <= Decimal("0.5").scaleb(-places)


def hundredths(value: Decimal) -> str:
    """A share as it is said in a remark."""
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
