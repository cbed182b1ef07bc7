"""What a sentence tells of a number in the sentence before: parts of it, or what was done and what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import Spans, rounding, summed, told_of
from plumbline.core.report_audit.wording import (
    CAME,
    CLOSED,
    OUTCOME,
    are_borne_together,
    is_count,
    is_exact,
    lead,
    unit_of,
)

_AMONG_FIRST: Final = re.compile(r"\s*其中[，：,:]?")
_REST_LEFT: Final = re.compile("^，?(?:其余|余下|剩余|剩下|尚有|还有)")
_DONE_AND_LEFT: Final = 2
_ROW: Final = 3
_NEARLY: Final = Decimal("0.9")
"""Parts that are told without a word that they are all, and the share of their whole from which on they are."""


def rest_of_before(text: str, spans: Spans, place: int, within: Sequence[Quantity]) -> Remark | None:
    """«共计153件；办结139件，剩下12件正在办理»: done and left of what came in the half of the sentence before."""
    if not place or len(within) != _DONE_AND_LEFT or not text[: spans[place][0]].endswith("；"):
        return None
    done, rest = within
    before = [one for one in spans[place - 1][2] if is_count(one) and unit_of(one) == unit_of(rest)]
    if not before or unit_of(done) != unit_of(rest) or not all(map(is_exact, (*within, *before))):
        return None
    is_rest = _REST_LEFT.search(lead(text, rest, done)) and CLOSED.search(lead(text, done, None))
    whole = before[-1]
    is_all = len(before) > 1 and summed(before[:-1]) == whole.value
    came = is_all or (len(before) == 1 and CAME.search(whole.subject))
    if not (is_rest and came) or done.value + rest.value == whole.value:
        return None
    return told_of("sum_of_parts", whole, within)


def among_before(text: str, spans: Spans, place: int, within: Sequence[Quantity]) -> Remark | None:
    """«共查处1,126件。其中：交通623件，环境97件……»: a sentence that lists parts of the one whole before it."""
    head = _AMONG_FIRST.match(text, spans[place][0])
    if head is None or not place:
        return None
    wholes = [one for one in spans[place - 1][2] if is_count(one) and unit_of(one) == unit_of(within[0])]
    row = list(takewhile(lambda one: unit_of(one) == unit_of(within[0]), within))
    if len(wholes) != 1 or len(row) < _ROW or not all(map(is_exact, (*wholes, *row))):
        return None
    total, whole = summed(row), wholes[0]
    labels = [
        lead(text, one, before, head.end()) for before, one in pairwise((None, *row)) if one is not None
    ]
    if abs(total - whole.value) <= rounding(whole) or whole.value in accumulate(one.value for one in row):
        return None
    if are_borne_together(labels) or any(map(OUTCOME.search, labels)):
        return None
    if total > whole.value:
        return told_of("parts_exceed", whole, row)
    is_all = re.search("其[他它]", labels[-1]) is not None or total >= whole.value * _NEARLY
    return told_of("sum_of_parts", whole, row) if is_all and row[-1] is within[-1] else None
