"""The matter that a number of a report is of: its words without scope and doing, its time, the noun it shares."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.wording import CLOSED, DOING, RECEIVED

PERIODS: Final = re.compile("上年|去年|上半年|下半年|[一二三四]季度|[0-9]+月|每|平均|最[高低大小]|人均")
ACTED_ON: Final = re.compile(
    r"(?:全部|均|已|都|全年|按期|进行|开展|参与|得到|被|予以|覆盖|惠及|由|在|向|为|共)"
)
YEAR: Final = re.compile(r"20\d\d年度?")
STANDS: Final = re.compile("累计已?共?(?:建|创|培|设|评|配|达)")
"""What there is by now is another matter than what came in the year."""
_LONGEST_NOUN: Final = 16


def told_alike(one: Quantity, other: Quantity) -> bool:
    """Whether both are told of the same time and the same doing: what came is not what was closed."""
    return _time_and_doing(one.subject) == _time_and_doing(other.subject)


@lru_cache(maxsize=1_024)
def _time_and_doing(words: str) -> tuple[frozenset[str], ...]:
    """The words of time, of coming and of closing; a number is held against many before it."""
    return tuple(frozenset(pattern.findall(words)) for pattern in (PERIODS, RECEIVED, CLOSED))


def named(one: Quantity) -> str:
    """The matter, without scope and doing, and without the year it is of."""
    return DOING.sub("", YEAR.sub("", one.subject) + ACTED_ON.split(one.after)[0])


def noun_of(one: Quantity, held: Quantity) -> int:
    """How many characters behind the one end what stands before the other."""
    end = held.subject[-_LONGEST_NOUN:]
    at = end.find(one.after[:2]) if len(one.after) > 1 else -1
    while at >= 0 and not one.after.startswith(end[at:]):
        at = end.find(one.after[:2], at + 1)
    return len(end) - at if at >= 0 else 0
