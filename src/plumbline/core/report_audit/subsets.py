"""Parts told without a list: what was taken from a whole, what speaks of it, organ by organ of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise, takewhile
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import rounding, summed, told_of
from plumbline.core.report_audit.wording import (
    CLOSED,
    CONCLUDED,
    OUTCOME,
    RECEIVED,
    REST,
    are_borne_together,
    is_exact,
    lead,
    unit_of,
)

_SAMPLE: Final = re.compile(
    r"抽[查取检样]|评查|[应须需](?:到|出庭|参加|述|公开)|参[加训考会]|考试|培训|发放|检查|清查|测评|检测|复核|走访|报名"
)
_SAMPLED: Final = re.compile(
    r"合格|优[秀良]|及格|达标|通过|实到|实际|收回|回收|有效|检出|存在|违规|超标|不符合|有问题"
)
_AMONG: Final = re.compile(
    r"^(?!、)[^，。；\d]{0,12}(?:[当之]?中(?![心小医学级型央介])|里|内)，?(?:已|有|均|共|随机|抽|选|确定|[^，。；\d])*$"
)
_HAVE: Final = re.compile("^[^，。；、\\d]{1,8}已?有$")
_DID: Final = re.compile("完成|建立|建成|设立|成立|开展|配备|达到|实现|实行|通过|报送|参加|没?未")
"""«12个镇街有13个完成改造»; what «12个镇街有156个村» tells is no part of them."""
_ROW: Final = 3
_FEWEST: Final = 2
_LEFT_OVER: Final = re.compile("、?(?:其[他它余]|尚未|未|正在|仍在|另)")
_LABEL: Final = 8
"""Numbers of a row without a word that ties it to its whole, and characters of each label."""
_OF_ITS_OWN: Final = re.compile(f"{RECEIVED.pattern}|{CLOSED.pattern}|{OUTCOME.pattern}")
_CONTRARY: Final = re.compile("没有|[未不无]")
_DONE: Final = re.compile(
    "完成|整改|合格|通过|达标|备案|责令|处罚|立案|按期|验收|修改|采纳|建成|实现|配备|开展|存在|违[法规]|问题|优秀|不(?!少|同)"
)
_STEPS: Final = tuple(
    (re.compile(whole), re.compile(part))
    for whole, part in (
        ("开庭|应出庭|应诉案件|诉讼案件", "(?:负责人|正职|实际)[^，]{0,6}出庭"),
        ("(?:制定|出台|印发|发布|制发)[^，]{0,8}规范性文件$", "备案$"),
        ("参[加考][^，]{0,8}$|参训[^，]{0,6}$|应考", "合格|及格|通过"),
        ("(?:发放|发出|下发|回收|收回)[^，]{0,6}(?:问卷|调查表|通知书|建议书)", "收回|回收|有效|反馈"),
        (
            "应(?:到|参加|述法|公开|备案|报送|参训|持证)",
            "实(?:到|际)|已(?:参加|述法|公开|备案|报送|参训|持证)",
        ),
    )
)
"""What can be done only to what was there: heard and attended, made and filed, sat and passed, sent and come back."""
_OF_ALL: Final = re.compile("^，占(?:全部|全年|所有|总)[^，。、；\\d]{0,12}$")
_OTHER_SCOPE: Final = re.compile(
    "上年|去年|同期|累计|历年|往年|结转|另|其他|全[市省国]|每|平均|共(?:有)?$|合计|总计|同比|[比较又再]"
)
_ORGAN: Final = re.compile(
    r"^[^，。；、]{1,12}?(?:局|委|办|院|街道|镇|乡|大队|支队|中心|所|领域|片区|园区)(?:[^，。；、]{0,8})$"
)
"""A label that begins with an organ, a place or a field: «市场监管局办理», «城市管理领域»."""
_OVERALL: Final = re.compile("全[区县市省镇]|[我本][区县市省]|总|共|各部门|各单位|各级|累计")


def of_row(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«涉及征收的21件、涉及处罚的24件»: two and more without a noun are of the whole before them."""
    for place, whole in enumerate(within[:-2]):
        following = (
            (one, _is_of_them(lead(text, one, before, start), whole, text[before.end : one.start]))
            for before, one in pairwise(within[place:])
        )
        remark = _exceeded(whole, following)
        behind = within[place + 1 :]
        labels = [
            lead(text, one, before, start).removesuffix("的") for before, one in pairwise(within[place:])
        ]
        if remark and not (are_borne_together(labels) and all(one.value <= whole.value for one in behind)):
            yield remark
            return


def by_organ(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """A whole of all, and then organ by organ more than it, without a word that ties them."""
    for place, whole in enumerate(within[:-2]):
        if not _OVERALL.search(lead(text, whole, None, start)) or _ORGAN.search(
            lead(text, whole, None, start)
        ):
            continue
        following = (
            (one, bool(_ORGAN.search(lead(text, one, before, start))))
            for before, one in pairwise(within[place:])
        )
        if remark := _exceeded(whole, following):
            yield remark
            return


def _exceeded(whole: Quantity, following: Iterable[tuple[Quantity, bool]]) -> Remark | None:
    """What is said where the parts that follow a whole without a gap are two and more and together larger than it."""
    parts = takewhile(lambda one: one[1] and unit_of(one[0]) == unit_of(whole), following)
    listed = [one for one, _is_part in parts]
    if len(listed) > 1 and all(map(is_exact, (whole, *listed))) and summed(listed) > whole.value:
        return told_of("parts_exceed", whole, listed)
    return None


def subset(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """A part that is more than what it was taken from: «46个中抽取52个», «参加310人，合格318人»."""
    for before, one in pairwise(within):
        if (
            unit_of(before) != unit_of(one)
            or one.value <= before.value
            or not (is_exact(before) and is_exact(one))
        ):
            continue
        between = text[before.end : one.start]
        words = lead(text, one, before, start)
        source = lead(text, before, None, start) + before.after
        among = _AMONG.search(between) or (_HAVE.search(between) and _DID.match(one.after))
        if _adds_up(within, before, one) or _of_one_whole(text, start, within, before, one):
            continue
        if RECEIVED.search(source) and CONCLUDED.search(words):
            continue  # more closed than came: told by that name
        sampled = _SAMPLE.search(source) and _SAMPLED.search(words + one.after[:6])
        if (
            among
            or (_is_of_them(words, before, between) and not between.startswith("、"))
            or (sampled and len(between) < 24 and not REST.search(between))
        ):
            yield told_of("parts_exceed", before, [one])
            return


def narrower(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«列入计划的项目5个，按期完成的项目7个», «开庭39件，负责人出庭43件»: more than there were."""
    for before, one in pairwise(within):
        between, words = text[before.end : one.start], lead(text, one, before, start)
        if unit_of(before) != unit_of(one) or not (is_exact(before) and is_exact(one)):
            continue
        if _OF_ALL.match(between) and before.value > one.value:
            yield told_of("parts_exceed", one, [before])
            return
        if one.value <= before.value or between.count("，") > 1 or not between.startswith(("，", "、", "；")):
            continue
        source = lead(text, before, None, start) + before.after
        if _OTHER_SCOPE.search(source + words) or _adds_up(within, before, one):
            continue
        noun = _common_end(source.removesuffix(before.after), words).lstrip("的")
        narrowed = len(noun) > 1 and words.removesuffix(noun).endswith("的") and _DONE.search(words)
        if (narrowed and not _DONE.search(source)) or any(
            whole.search(source) and part.search(words) and not part.search(source) for whole, part in _STEPS
        ):
            yield told_of("parts_exceed", before, [one])
            return


def _common_end(one: str, other: str) -> str:
    """The characters with which both end."""
    same = list(takewhile(lambda pair: pair[0] == pair[1], zip(one[::-1], other[::-1], strict=False)))
    return one[len(one) - len(same) :]


def bare_row(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«在册47人，甲41人、乙3人、丙6人»: a row of three and more of the same unit, right behind a number that it nearly
    comes to; what is told as done or as come may have been counted twice.
    """
    for place, whole in enumerate(within[:-_FEWEST]):
        row: list[Quantity] = []
        marks = ""
        for before, one in pairwise(within[place:]):
            between, label = text[before.end : one.start], lead(text, one, before, start)
            is_next = between.startswith(("、", "，") if row else "，") and "，" not in between[1:]
            if unit_of(one) != unit_of(whole) or not is_next:
                break
            if _OF_ITS_OWN.search(label) or len(label) > _LABEL + _FEWEST:
                break
            row.append(one)
            marks += between[0]
        if len(row) < _FEWEST or not all(map(is_exact, (whole, *row))):
            continue
        fills = (
            place == 0 and row[-1] is within[-1] and text[row[-1].end : row[-1].end + 1] in ("。", "\n", "")
        )
        labels = [lead(text, one, before, start) for before, one in pairwise([whole, *row])]
        if max(one.value for one in row) >= whole.value or abs(summed(row) - whole.value) <= rounding(whole):
            continue
        if (
            "，" in marks[1:] or len(row) < _ROW
        ):  # clauses of their own, or two alone: only where nothing else is told
            others = (
                any(map(_OTHER_SCOPE.search, labels))
                or any("全年" in label for label in labels)
                or are_borne_together(labels)
            )
            if not fills or whole.value < _ROW * _ROW or others or not all(labels):
                continue
        elif max(map(len, labels)) > _LABEL:
            continue
        total = summed(row)
        if REST.match(text, row[-1].end + 1) or not 0 < abs(total - whole.value) * 10 <= whole.value:
            continue
        exceeds = total > whole.value and len(row) == _ROW and "，" not in marks[1:]
        yield told_of("parts_exceed" if exceeds else "sum_of_parts", whole, row)
        return


def closed_row(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«复议7件，维持4件、纠正2件、其他1件、尚未审结1件»: a row right behind its whole that names what is left over, so
    that it must come to it.
    """
    for place, whole in enumerate(within[:-2]):
        row: list[Quantity] = []
        for before, one in pairwise(within[place:]):
            between = text[before.end : one.start]
            is_next = between.startswith("、" if row else ("，", "：")) and "，" not in between[1:]
            if unit_of(one) != unit_of(whole) or not is_next:
                break
            row.append(one)
        behind = within[place + 1 + len(row) :]
        if len(row) < _ROW or not all(map(is_exact, (whole, *row))):
            continue
        if any(unit_of(one) == unit_of(whole) for one in behind):
            continue  # the list goes on in another clause
        labels = [lead(text, one, before, start) for before, one in pairwise([whole, *row])]
        total = summed(row)
        is_closed = any(map(_LEFT_OVER.match, labels)) and max(map(len, labels)) <= _LABEL
        if is_closed and total != whole.value and max(one.value for one in row) < whole.value <= total * 2:
            yield told_of("sum_of_parts", whole, row)
            return


def _adds_up(within: Sequence[Quantity], last: Quantity, one: Quantity) -> bool:
    """«撤销5件、变更7件，纠错的12件»: what is said of those before taken together."""
    run = [held for held in within if held.end <= last.end and unit_of(held) == unit_of(one)][::-1]
    return one.value in islice(accumulate(held.value for held in run), 1, None)


def _of_one_whole(text: str, start: int, within: Sequence[Quantity], before: Quantity, one: Quantity) -> bool:
    """«监督员30名，其中女性14名，具有法律背景的18名»: both are of the whole before «其中»."""
    at = text.rfind("其中", start, before.start)
    wholes = [held for held in within if held.end <= at and unit_of(held) == unit_of(one)]
    return bool(wholes) and wholes[-1].value >= one.value


def _is_of_them(words: str, before: Quantity, between: str) -> bool:
    """«具有大专以上学历的436名»: words that end without a noun speak of the one before."""
    if not words.endswith("的") or between.count("，") > 1 or _CONTRARY.search(between):
        return False
    return not re.search(
        r"[占比较由从对将把与]|20\d\d年|上年|去年|同期|年的$|每", words
    ) and not before.subject.endswith("的")
