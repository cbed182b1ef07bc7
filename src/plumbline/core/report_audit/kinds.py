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


def _row(within: Sequence[Quantity]) -> list[Quantity]:
    """The numbers in the unit of the first, up to one in another unit."""
    row: list[Quantity] = []
    for one in within:
        if row and unit_of(one) != unit_of(row[0]):
            break
        row.append(one)
    return row
