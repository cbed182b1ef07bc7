"""A sentence that divides by kind what the sentence before counted: «按类型分：…», with the whole outside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import WINDOW, Spans, summed, told_of
from plumbline.core.report_audit.wording import REST, is_count, is_exact, lead, unit_of

_BY_KIND: Final = re.compile(
    r"^\s*[^，。：\d]{0,8}[按从依][^，。：；\d]{1,10}(?:划?分(?!别)|来?看|统计|区分|归类|计)[，：]?"
)
NAMES_SOME: Final = re.compile("[，：]?(?:主要|多)?(?:涉及|集中|以)")
"""«从案件类型看，涉及…» names kinds that there are, not all of them."""
_POINTS_BACK: Final = re.compile("(?:上述|以上|这|该)$")
"""«从领域看，上述1,872件中…»: the whole is taken up again inside the sentence."""
_ARE_ALL: Final = re.compile(
    r"(?:以上|上述|这些|(?<![\u4e00-\u9fa5])[两三四五六七八九十][\u4e00-\u9fa5]{1,3})(?:就是|即为|即是|便是|就为|为|是|构成)[^，。；\d]{0,12}(?:全部|总[数量])"
)
_FEWEST: Final = 3
_NEAR: Final = 2
"""Numbers of such a row, and sentences before it in which its whole may stand."""
_EARLIER: Final = re.compile(r"上年|去年|上一年|同期|20\d\d年")


def kinds(text: str, spans: Spans) -> Iterator[Remark]:
    """Of each such sentence whether its row comes to a number before it."""
    for place, (start, end, within) in enumerate(spans[1:], 1):
        head = _BY_KIND.match(text[start:end])
        row = _row([one for one in within[:WINDOW] if is_count(one)])
        if head is None or len(row) < 2 or not all(map(is_exact, row)):
            continue
        before = [one for told in spans[max(0, place - 2) : place] for one in told[2] if is_count(one)]
        wholes = [one for one in before if unit_of(one) == unit_of(row[0]) and is_exact(one)]
        nearest = [one for one in wholes if one.start >= spans[place - 1][0]] or wholes
        own = [one for one in nearest if not _EARLIER.search(lead(text, one, None))]
        total = summed(row)
        if (
            _POINTS_BACK.search(text, start, row[0].start)
            or not own
            or any(one.value == total for one in wholes)
        ):
            continue
        whole = own[0]
        some = NAMES_SOME.match(text, start + head.end())
        is_whole = not some and not REST.search(text, row[0].start, end) and total * 2 >= whole.value
        if total > whole.value or is_whole:
            yield told_of("sum_of_parts", whole, row)


def are_all(text: str, spans: Spans) -> Iterator[Remark]:
    """«检查由谁做的？甲2,180次，乙960次……以上就是全年检查的全部»: a row told as all that was counted before."""
    for place, (_start, end, within) in enumerate(spans[1:], 1):
        row = _row([one for one in within[:WINDOW] if is_count(one)])
        if len(row) < _FEWEST or not all(map(is_exact, row)) or not _ARE_ALL.search(text, row[-1].end, end):
            continue
        wholes = [
            one
            for told in spans[max(0, place - _NEAR) : place]
            for one in told[2]
            if is_count(one) and is_exact(one) and unit_of(one) == unit_of(row[0])
        ]
        own = [one for one in wholes if not _EARLIER.search(lead(text, one, None))]
        total = summed(row)
        if not own or any(one.value == total for one in wholes):
            continue
        whole = own[-1]
        if total <= whole.value * 2 and whole.value <= total * 2:
            yield told_of("sum_of_parts", whole, row)


def _row(within: Sequence[Quantity]) -> list[Quantity]:
    """The numbers in the unit of the first, up to one in another unit."""
    row: list[Quantity] = []
    for one in within:
        if row and unit_of(one) != unit_of(row[0]):
            break
        row.append(one)
    return row
