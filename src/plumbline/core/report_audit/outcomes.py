"""What came in and what became of it: outcomes that leave a part untold, and more closed than came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, islice, pairwise, takewhile
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import WINDOW, Spans, plain, summed, told_of
from plumbline.core.report_audit.wording import (
    CAME,
    CLOSED,
    CONCLUDED,
    DOING,
    MANNER,
    OUTCOME,
    RECEIVED,
    REST,
    clause_before,
    explains_more,
    is_count,
    is_exact,
    lead,
    shared,
    unit_of,
)

_UNTAKEN: Final = re.compile(r"(?:不予|未予?|不)(?:受理|接收|登记|立案)")

_ADMITTED: Final = re.compile(r"^[^不未]{0,6}受理(?:的)?$")
_REFUSED: Final = re.compile(r"(?:不予|未予|未|不)受理(?:的)?$")
_FIRST: Final = re.compile("收到|接到|登记|接收|来件|申请|新收|收案")
_HEADED: Final = re.compile(r"(?:结果|结论)[为是]?[：:][^，。；：\d]*$")
_FINED: Final = re.compile("罚|没收")
_LOOKED_THROUGH: Final = re.compile("审查|审核|清理|梳理|检查|评查|排查")
_CHANGED: Final = re.compile("修改|修订|废止|失效|退回|纠[错正]|整改|约谈|撤销|责令|查封|关停")
_KEPT: Final = re.compile("继续有效|继续执行|保留")
_NO: Final = re.compile("[未不无部]")
_OF_IT: Final = re.compile("[中里][，有]")
"""«已判决的41件中，败诉4件»: of a whole that is taken up again some are told, and what stands behind is of it."""
_BODY_NAME: Final = re.compile("(?:人民|行政)*(?:调解|仲裁|裁决)(?:委员会|委|组织|中心|工作室|室|员|院|机构)")
_ON_ITS_OWN: Final = re.compile(r"^(?:全年|共|全[区县市]|今年|累计)*(?:收到|受理(?!后)|接到|接收|开展|组织)")
"""A clause that begins by what came, or by what was undertaken, tells of no outcome, whatever its matter is called."""
CASES: Final = re.compile(
    r"(?:案件|申请|留言|来电|工单|争议|投诉|举报|线索|诉求|来信|来访|信访事项|纠纷|问题|隐患|建议书?)(?:一?共|共计|[一总]?共?有|共?是|总计|总[数量]为?|数量?为?|量为?)?$"
)
"""Matters that are received and come to an end, whatever verb stands before them."""


def unsettled(told: Sequence[Quantity]) -> list[Quantity]:
    """Without those to which the row behind them in their own sentence comes: what became of them is told."""
    kept: list[Quantity] = []
    for place, one in enumerate(told):
        row = takewhile(lambda next_, one=one: unit_of(next_) == unit_of(one), told[place + 1 :])  # type: ignore[misc]
        if one.value not in islice(accumulate(held.value for held in row), 1, None):
            kept.append(one)
    return kept


def outcomes(
    text: str, end: int, before: Sequence[Quantity], within: Sequence[Quantity], following: str
) -> Iterator[Remark]:
    """Two or more outcomes that do not come to what was received, and no word of the others."""
    listed: list[Quantity] = []
    wholes: list[Quantity] = list(before)
    floor = before[0].start if before else within[0].start
    previous: Quantity | None = None
    for one in within:
        words = lead(text, one, previous) + (
            one.after[:8] if text[one.end : one.end + 1] not in "，、。；" else ""
        )
        previous = one
        if _OF_IT.match(text, one.end):
            break
        words = _BODY_NAME.sub("", words)
        if OUTCOME.search(words) and wholes and not _ON_ITS_OWN.search(words):
            listed.append(one)
        elif not listed:
            wholes.append(one)
    if before and _HEADED.search(text, max(before[-1].end, within[0].start - 30), within[0].start):
        yield from _under_heading(text, end, before[-1], within, following)
        return
    if len(listed) < 2:
        return
    unit = unit_of(listed[0])
    listed = _whole_row(text, [one for one in _told_once(text, listed) if unit_of(one) == unit], within)
    told_wholes = _wholes(text, end, wholes, listed)
    if not told_wholes or len(listed) < 2 or not all(map(is_exact, (told_wholes[-1], *listed))):
        return
    whole = told_wholes[-1]
    if len(listed) > 2 and listed[0] is within[0] and listed[0].value == summed(listed[1:]):
        return  # «移送11件，立案9件、退回2件»: what became of the first of them
    total = summed(_outer(text, listed))
    alike = [one for one in wholes if unit_of(one) == unit]
    if any(total == one.value for one in alike) or any(_comes_to(one, within) for one in told_wholes):
        return
    if whole.end <= within[0].start and any(one.value > whole.value for one in listed):
        return  # what is told in another sentence and is more can be no part of it
    if total > whole.value:
        if not explains_more(text, floor, end):
            yield told_of("parts_exceed", whole, listed)
    elif not (
        REST.search(text, whole.end, end) or REST.search(following) or _are_some(text, whole, listed, within)
    ):
        yield told_of("rest_open", whole, listed)


def _wholes(text: str, end: int, wholes: Sequence[Quantity], listed: Sequence[Quantity]) -> list[Quantity]:
    """Those of which the listed may be; one that is taken up again («受理的48件中») is the one told last."""
    told = [
        one
        for one in wholes
        if listed
        and unit_of(one) == unit_of(listed[0])
        and one.end <= listed[0].start
        and _is_whole(text, one, end)
    ]
    last = {one.value: one for one in told}
    return [one for one in told if last[one.value] is one]


def _is_whole(text: str, one: Quantity, end: int) -> bool:
    """Whether outcomes can be of it: it came, it is a matter that comes to an end, or it was looked through."""
    came = CAME.search(_UNTAKEN.sub("", one.subject + one.after)) or CASES.search(one.subject)
    looked = _LOOKED_THROUGH.search(one.subject + one.after) and _KEPT.search(text, one.end, end)
    return bool(came or looked)


def _are_some(text: str, whole: Quantity, listed: Sequence[Quantity], within: Sequence[Quantity]) -> bool:
    """Whether the others need no word: what was looked through and not changed stays as it was, and where the fines
    of all are told before, they are what became of them.
    """
    paid = any(
        one.unit == "元" and _FINED.search(one.subject) and whole.end <= one.start < listed[0].start
        for one in within
    )
    looked = _LOOKED_THROUGH.search(whole.subject) and not RECEIVED.search(whole.subject)
    return paid or (bool(looked) and all(_CHANGED.search(lead(text, one, None)) for one in listed))


def admitted(text: str, start: int, end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«收到205件，受理181件，不予受理15件»: taken up and refused is all that came, or a rest is told."""
    for place, whole in enumerate(within[:-2]):
        taken, refused = within[place + 1 : place + 3]
        row = [one for one in within[place + 1 :] if unit_of(one) == unit_of(whole)]
        labels = lead(text, taken, whole, start), lead(text, refused, taken, start)
        if not (_ADMITTED.search(labels[0]) and _REFUSED.search(labels[1]) and row[:2] == [taken, refused]):
            continue
        if not _FIRST.search(lead(text, whole, None, start)) or not all(map(is_exact, (whole, *row))):
            continue
        total = taken.value + refused.value
        if whole.value in islice(accumulate(one.value for one in row), 1, None):
            return
        if total > whole.value and not explains_more(text, start, end):
            yield told_of("parts_exceed", whole, row[:2])
        elif total < whole.value and not REST.search(text, refused.end, end):
            yield told_of("rest_open", whole, row[:2])
        return


def _under_heading(
    text: str, end: int, whole: Quantity, within: Sequence[Quantity], following: str
) -> Iterator[Remark]:
    """«抽取88卷。评查结论为：优秀21卷，合格9卷»: what stands under such a heading is of the whole before it."""
    first = within[0]
    listed = list(takewhile(lambda one: unit_of(one) == unit_of(whole), within))
    told = len(listed) > 1 and all(map(is_exact, (whole, *listed))) and summed(listed) < whole.value
    if told and not REST.search(text, first.start, end) and not REST.search(following):
        yield told_of("rest_open", whole, listed)


def _told_once(text: str, listed: Sequence[Quantity]) -> list[Quantity]:
    """Without those that tell more of the outcome before: «和解71件，和解协议当场履行55件»."""
    kept: list[Quantity] = []
    for before, one in pairwise((None, *listed)):
        if one is None:
            continue
        if before is not None and "，" in text[before.end : one.start] and one.value <= before.value:
            same = OUTCOME.search(lead(text, before, None))
            words = lead(text, one, before)
            if same is not None and set(OUTCOME.findall(words)) == {same[0]} and not _NO.search(words):
                continue
        kept.append(one)
    return kept


def _whole_row(text: str, listed: Sequence[Quantity], within: Sequence[Quantity]) -> list[Quantity]:
    """The listed, and what «、» joins to the last of them: it is of the same row, whatever its words."""
    row = list(listed)
    for one in within:
        if row and one.start > row[-1].end and unit_of(one) == unit_of(row[-1]):
            between = text[row[-1].end : one.start]
            if not between.startswith("、") or re.search("[，。；：（）]", between):
                break
            row.append(one)
    return row


def _comes_to(whole: Quantity, within: Sequence[Quantity]) -> bool:
    """Whether everything told behind the whole comes to it, what was taken up of it included."""
    behind = [one for one in within if whole.end <= one.start and unit_of(one) == unit_of(whole)]
    return whole.value in accumulate(one.value for one in behind)


def _outer(text: str, listed: Sequence[Quantity]) -> Sequence[Quantity]:
    """Without those that «其中» makes parts of the one before."""
    for at in range(1, len(listed)):
        inside = re.search("其中|[（(]", text[listed[at - 1].end : listed[at].start])
        if inside and summed(listed[at:]) <= listed[at - 1].value:
            return listed[:at]
    return listed


def closed(text: str, spans: Spans) -> Iterator[Remark]:
    """More closed than came in, in a sentence or in the next, and nothing brought over that explains it."""
    for place, (start, end, within) in enumerate(spans):
        after = spans[place + 1][2][:2] if place + 1 < len(spans) else ()
        counts = [one for one in within[:WINDOW] if is_count(one)]
        following = [one for one in after if is_count(one)]
        last = spans[place + 1][1] if following else end
        if explains_more(text, start, end) or explains_more(text, end, last):
            continue
        if explains_more(text, max(0, start - _EXPLAINED // 2), end + _EXPLAINED, _OLD_ONES):
            continue
        yield from _more_closed(text, start, counts, following)


_OLD_ONES: Final = re.compile(
    r"(?<![无没])(?<!没有)(?:结转|旧存|结存|积案)|多出的?\d|转[到入]今年|(?:前年|去年|上年|往年)[^。，\d]{0,8}[没未](?:了结|办[完结]|结|完)"
)
_TAKEN_BACK: Final = re.compile("[^，。；、\\d]{0,6}[中里][，有]")
"""«审结的331件中»: a number that the text goes back to; what it was closed of stands further off."""
_BASE_BEHIND: Final = re.compile(r"%[（(][^，。）)]*$")
"""«12.5%（审结96件）»: what a share is of."""
_TOGETHER: Final = re.compile("(?:合计|共计|总计|共|^，?全年)$")
"""«建议11份，…建议24份，合计35份»: what came in all."""
_BY_A_DAY: Final = re.compile("^[到至][^，]{1,8}$")
_EXPLAINED: Final = 90
"""Characters behind a sentence, half as many before it, in which old matters may explain that more was closed."""
_TAKEN_UP: Final = re.compile(r"^[^，不未]{0,6}受理[^，后]{0,2}$")
"""«登记120件，受理90件»: what was taken up of what came, and nothing else can be closed."""


def _most(text: str, came: Sequence[Quantity]) -> Decimal:
    """The most that can be closed of what came: the largest number, or a row «建议15件、提案22件» together."""
    most = row = came[0].value
    for before, one in pairwise(came):
        joined = text[before.end : one.start]
        row = row + one.value if joined.startswith(("、", "和")) and "，" not in joined else one.value
        most = max(most, row)
    return most


def _more_closed(
    text: str, start: int, counts: Sequence[Quantity], following: Sequence[Quantity]
) -> Iterator[Remark]:
    came: list[tuple[Quantity, str]] = []
    previous: Quantity | None = None
    for one in (*counts, *following):
        words = lead(text, one, previous, start)
        previous = one
        is_closed = (
            CLOSED.search(words)
            or CONCLUDED.search(words)
            or re.match(r"[^，。]{0,4}(?:已|均|全部)?(?:办结|审结|结案)", one.after)
        )
        is_base = _BASE_BEHIND.search(text, max(0, one.start - len(words) - 2), one.start)
        if is_closed and came and not is_base and not _TAKEN_BACK.match(text, one.end):
            matter = MANNER.sub("", DOING.sub("", RECEIVED.sub("", CONCLUDED.sub("", CLOSED.sub("", words)))))
            matter = _BY_A_DAY.sub("", matter)
            fits = [
                held
                for held, of in came
                if unit_of(held) == unit_of(one) and (len(matter) < 2 or shared(matter, of))
            ]
            most = _most(text, fits) if fits else Decimal(0)
            if fits and all(map(is_exact, (fits[-1], one))) and one.value > most:
                whole = next((held.text for held in fits[::-1] if held.value == most), plain(most))
                data = {"part": one.text, "whole": whole}
                yield Remark("closed_exceed", fits[-1].start, one.end, data)
                return
        elif RECEIVED.search(clause_before(text, one, start)) and one in following:
            return  # the next sentence begins with what came in of another matter
        elif (
            RECEIVED.search(words)
            or RECEIVED.search(clause_before(text, one, start))
            or (CASES.search(words) and not is_closed)
        ):
            if _TAKEN_UP.search(words) and came and one.value <= came[-1][0].value:
                came = [held for held in came if unit_of(held[0]) != unit_of(one)]
            came.append((one, words + one.after))
        elif came and _TOGETHER.search(words) and one.value > came[-1][0].value:
            came.append((one, came[-1][1]))
