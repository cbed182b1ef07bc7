"""A bare list behind its whole, in words that divide any whole between them: «现场…书面…», «县级…乡级…»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import summed, told_of
from plumbline.core.report_audit.wording import CAME, OUTCOME, RECEIVED, REST, is_exact, lead, unit_of

_SPLIT: Final = tuple(
    tuple(pair.split("|"))
    for pair in (
        "现场|书面", "线上|线下", "共性|个性", "一般|重大", "科级|一般", "简易|普通", "城区|乡镇",
        "城市|农村", "男|女", "公开|不公开", "成功|未成功", "完成|未完成", "合格|不合格", "属实|不属实",
        "专职|兼职", "机关|基层", "高|中|低", "上半年|下半年", "第一|第二|第三", "第一|第二",
        "一季度|二季度|三季度|四季度", "国内|涉外", "国内|国外", "已|正在|尚未", "已|未", "专职|兼职|其他",
        "优秀|良好|一般", "优秀|合格|不合格", "民事|刑事|行政", "人民|行政|司法", "区级|部门|镇街",
        "省级|市级|县级", "已|正在", "已|尚未", "已|仍", "办结|在办", "审结|在审", "完成|正在", "一审|二审|再审",
    )
)  # fmt: skip
"""Words that between them divide any whole."""
_LEVELS: Final = tuple(
    (upper, lower)
    for upper in ("县级", "区级", "县直", "区直")
    for lower in ("乡级", "乡镇", "镇街", "街道", "镇级")
)
"""Two levels divide a whole where no third is told of."""


def split_list(text: str, start: int, end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """A bare list after its whole whose words divide any whole, or three and more of the whole's own matter."""
    for place, whole in enumerate(within[:-1]):
        listed = [one for one in within[place + 1 :] if unit_of(one) == unit_of(whole)]
        if len(listed) < 2 or not all(map(is_exact, (whole, *listed))):
            continue
        words = [lead(text, one, None, start) + one.after[:4] for one in listed]
        if text[whole.end] == "、":
            continue  # in the same row: «优秀88卷、合格27卷、不合格5卷»
        divided = next((pair for pair in _SPLIT if divides(pair, words)), None)
        divided = divided or next(
            (pair for pair in _LEVELS if len(words) == len(pair) and divides(pair, words)), None
        )
        if divided and whole.value in islice(accumulate(one.value for one in listed), len(divided), None):
            continue  # the list is told, with more than what its first words divide
        if (
            divided is None
            or RECEIVED.search("".join(words))
            or max(one.value for one in listed) > whole.value
        ):
            continue
        tail = listed[len(divided) :]
        more = [
            one for one, word in zip(tail, words[len(divided) :], strict=True) if re.match("其[他它余]", word)
        ]
        taken = [*listed[: len(divided)], *more]
        if summed(taken) < whole.value and CAME.search(whole.subject) and all(map(OUTCOME.search, words[:2])):
            return  # outcomes that leave a part untold, which is a question of its own
        of_another = any(lead(text, one, None, start).startswith("其余") for one in more)
        if of_another and whole.value == summed(listed[: len(divided)]):
            return  # «国内6件、涉外2件，办结5件，其余3件»: the others are those not closed
        rows = [one for one in within[: within.index(taken[0])] if unit_of(one) == unit_of(whole)][::-1]
        if summed(taken) in islice(accumulate(one.value for one in rows), 1, None):
            return  # «处罚案卷75卷、许可案卷45卷，优秀88卷、合格32卷»: of both together
        if summed(taken) != whole.value and not REST.search(text, taken[-1].end, end):
            yield told_of("sum_of_parts", whole, taken)
        return


def divides(pair: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the first labels have these words, each its own and no other's."""
    if len(pair) > len(words):
        return False
    return {_only(pair, word) for word in words[: len(pair)]} == set(pair)


def _only(pair: Sequence[str], word: str) -> str:
    """Which of them the label has, where it has one alone, or one that holds the others: «不合格»."""
    held = [part for part in pair if part in word]
    longest = max(held, key=len, default="")
    return longest if all(part in longest for part in held) else ""
