"""Averages against the numbers they are of: «512名执法人员办案1,638件，人均3.2件»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import WINDOW, Spans, hundredths
from plumbline.core.report_audit.wording import is_count, is_exact, lead, shared, unit_of

_AVERAGE: Final = re.compile(
    r"(?P<by>[人件家户村次期场])均(?P<what>[^，。；\d]{0,8})$|平均每?(?:一)?(?P<each>[人名件家户个村镇次期场批])?(?P<told>[^，。；\d]{0,8})$"
)
_UNIT_BY: Final = {"名": "人", "户": "家", "场": "次"}
_NEAR: Final = 4
"""Counts before an average among which its two numbers are looked for."""
_NOT_OF_THESE: Final = re.compile("上年|去年|同期|[比较]|全[市省国]|目标|标准|不低于|至少")


def averages(text: str, spans: Spans) -> Iterator[Remark]:
    """An average that is the quotient of no two numbers near it, where there is just one pair that it can be of."""
    for place, (_start, _end, within) in enumerate(spans):
        before = spans[place - 1][2] if place else ()
        counts = [one for one in (*before, *within)[-2 * WINDOW :] if is_count(one)]
        for one in within[:WINDOW]:
            said = _AVERAGE.search(one.subject)
            if said is None or not (is_count(one) and is_exact(one)) or _NOT_OF_THESE.search(one.subject):
                continue
            by = said["by"] or said["each"]
            near = [held for held in counts if held.end <= one.start and is_exact(held)][-_NEAR:]
            yield from _held(text, one, by and _UNIT_BY.get(by, by), said["what"] or said["told"] or "", near)


def _held(text: str, one: Quantity, by: str | None, what: str, near: Sequence[Quantity]) -> Iterator[Remark]:
    """What the numbers near an average say of it."""
    wholes = [held for held in near if unit_of(held) == unit_of(one) and held.value > one.value]
    among = [held for held in near if unit_of(held) != unit_of(one) and held.value > 0]
    among = [held for held in among if by is None or unit_of(held) == by]
    pairs = [(whole, parts) for whole in wholes for parts in among]
    if any(_is(one, whole.value / parts.value) for whole, parts in pairs):
        return
    if len(pairs) != 1 or by is None:
        return
    whole, parts = pairs[0]
    if what and not shared(what, whole.subject + whole.after):
        return
    if re.search("其中|累计", lead(text, whole, None)):
        return
    got = hundredths(whole.value / parts.value)
    yield Remark(
        "average_wrong",
        one.start,
        one.end,
        {"said": one.text, "part": whole.text, "whole": parts.text, "got": got},
    )


def _is(one: Quantity, got: Decimal) -> bool:
    """Whether the average is that number, to the decimals that it gives or cut off there."""
    places = -int(one.value.as_tuple().exponent) if one.value != one.value.to_integral() else 0
    return abs(got - one.value) < Decimal(1).scaleb(-places)
