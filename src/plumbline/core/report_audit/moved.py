"""A stock that moved within the year: what there was, what came to it, what left it, and what there is now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import plain
from plumbline.core.report_audit.wording import is_exact, lead, unit_of

_THERE_WAS: Final = re.compile("年初|期初|原有|上年末|去年底|上年底")
_THERE_IS: Final = re.compile("年末|年底|期末|现有|现为|变为|达到?$|增[加至到]|减[少至到]|目前|余")
_CAME: Final = re.compile(
    "新(?:任|增|招|录|聘|设|建|办|注册|成立|入[职库矫]|收|纳入|添)|调入|招录|转入|增[加补配]|补充|吸收|接收|购[置入]|入矫"
)
_LEFT: Final = re.compile(
    "退休|调[出离]|离[职任岗]|辞职|解聘|减少|注销|撤[销并]|退出|清退|拆除|报废|转出|解除|期满|死亡|核销|清理|失效|淘汰"
)


def moved(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«年初402人，新任33人，退休11人，年末418人»: all four told, the last is the first and what came less what left."""
    was: Quantity | None = None
    change, came, left = Decimal(0), False, False
    for before, one in pairwise((None, *within)):
        if one is None:
            continue
        words = lead(text, one, before, start)
        if was is not None and unit_of(one) != unit_of(was):
            continue
        if not is_exact(one):
            return
        if was is None:
            was = one if _THERE_WAS.search(words) else None
        elif _LEFT.search(words):
            change, left = change - one.value, True
        elif _CAME.search(words) and not _THERE_IS.match(words):
            change, came = change + one.value, True
        elif _THERE_IS.search(words) and came and left:
            if one.value != was.value + change:
                data = {
                    "parts": plain(was.value + change), "whole": one.text,
                    "rest": plain(one.value - was.value - change),
                }  # fmt: skip
                yield Remark("sum_of_parts", was.start, one.end, data)
            return
        else:
            return
