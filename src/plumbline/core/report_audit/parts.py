"""Wholes and their parts: a list that must come to its total, parts that may not exceed it, and what is left untold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile
from typing import Final

from plumbline.core.report_audit.before import among_before, rest_of_before
from plumbline.core.report_audit.divided import divides, split_list
from plumbline.core.report_audit.kinds import NAMES_SOME
from plumbline.core.report_audit.moved import moved
from plumbline.core.report_audit.outcomes import CASES, admitted, outcomes, unsettled
from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.subsets import bare_row, by_organ, closed_row, narrower, of_row, subset
from plumbline.core.report_audit.tally import WINDOW, Spans, plain, rounding, summed, told_of
from plumbline.core.report_audit.wording import (
    CAME,
    CLOSED,
    DOING,
    OUTCOME,
    RECEIVED,
    REST,
    are_borne_together,
    clause_before,
    is_count,
    is_exact,
    lead,
    shared,
    unit_of,
)

_ALL_PARTS: Final = re.compile(
    r"分别(?:为|是|有)|包括|包含|分为|分成|由(?=.{0,12}\d.*(?:组成|构成))|[按从依][^，。\d]{1,10}(?:划?分(?!别)|来?看|统计)[，：]?|(?<!加总)(?<!合计)(?<!相加)(?<!以上)即(?=[^\d，。]{1,10}\d)|来自(?=[^\d，。]{1,10}\d+[^\d，。、]{1,4}、)"
)
_TOUCHES: Final = "涉及"
_SOME_PARTS: Final = re.compile(
    r"其中|(?<=，)涉及(?=(?:[^\d，。、的]{1,8}\d+[^\d，。、]{1,3}、){2})"
    r"|[这当之]当?中(?=[^\d，。]{0,8}\d)|[，（](?:内?含|涵盖)"
)
_BRACKET: Final = re.compile(
    r"[（(：:](?=[^（()）\d，。]{1,10}\d)|(?:结果|结论)[为是有](?=[^\d，。：]{1,10}\d)"
)
_TOTAL: Final = re.compile(
    r"合计|共计|总计|总共|加起来|加总|相加|累加|总和|总(?:数|量|额|[投支收]\w|收案|人数|[^，。、\d]{1,4}[量数额])|[两三四五六]\w{1,3}共"
)
_OTHERS: Final = re.compile("其[他它余]|余下|另")
_RATE: Final = re.compile("率|占比")
_NEARLY: Final = Decimal("0.9")
"""From this share on «其中» is taken to tell of the whole; a list of less names some of it, as the word says."""
_ALL_BUT: Final = Decimal("0.95")
"""From this share on the clauses are a list of all, whatever words they have."""
_ALIKE_IN: Final = re.compile("分别[为是有]")
_ROW: Final = 3
"""More than so many in one unit after one «其中», none told as coming or done, are one list in clauses of their own."""
_OF_ITS_OWN: Final = re.compile(f"{RECEIVED.pattern}|{CLOSED.pattern}")
_RESULT: Final = re.compile("(?:结果|结论|处理情况|办理情况)(?:[为是有]|如下)?[：:]?$")
"""A list under these words is one of outcomes."""
_OWN_MATTER: Final = 4
"""A total with more words than these («四类人员») counts a matter of its own."""
_WEAK_TOTAL: Final = re.compile(r"共$|累计$|共有$|合共$|共(?=[^\d，。]{0,12}$)")
_OF_A_PERIOD: Final = re.compile(
    "[一二三四]季度|[上下]半年|[0-9一二三四五六七八九十]+月|第[一二三四五六]|[首次末][轮批期]"
)
_GATHERED: Final = re.compile(r"累计[^\d，。、]{2,10}$")
_GRADES: Final = (("优秀", "良好", "合格"), ("优秀", "良好", "一般"), ("优秀", "合格", "不合格"))
_CLEARED: Final = re.compile("继续有效|继续执行|保留"), re.compile("废止"), re.compile("修改|修订|失效")
"""What becomes of papers that are gone through: kept, repealed, changed; there is no other."""
_CARRIED, _NEW, _DONE, _OPEN = (
    re.compile(words)
    for words in (
        r"结转|旧存|结存|年初|上年|往年|积存",
        r"新收|新受理|新立|新增|受理|收到|收案|接收",
        r"办结|审结|结案|执结|化解|完成",
        r"未[办审]?结|在办|结转下|年末|期末|尚有|余下|剩余|剩下|待办|正在",
    )
)
_COUNTED_IN: Final = re.compile("(?:其中)?包?[含括]")
"""«受理268件（含上年结转12件）»: no more than the number before it."""
_AT_FIRST: Final = re.compile("^[^，。]{0,4}(?:年初|期初|上年末|去年底)")
_NO: Final = re.compile("[未不非缺无]")
_NEXT_REST: Final = re.compile(r"^[\s]*(?:其余|余下|剩余|剩下|另有|还有|尚有)")
"""How a sentence begins that tells the rest of the list before it."""
_OF_BODIES: Final = {"个", "家"}
_BODY: Final = re.compile("[^，。、]{0,6}?(?:单位|部门|机关|街道|乡镇|镇|乡|社区|村|企业|机构|所|院|队|局)")
_COMPARED: Final = re.compile(
    "[较比][^，]{0,6}(?:上年|去年|上一年|同期)[^，]{0,4}$|^(?:上年|去年|上一年)(?!.*(?:转|存|遗留))"
    "|(?:^|^同比|^环比|[较比][^，]*)(?:增加|减少|增长|下降|净增|多|少)了?$"
)
"""«较上年的287件»: told for comparison, and part of nothing."""
_MORE_BY: Final = re.compile("(?:净增|增加|减少)了?$")
_DATED_PARTS: Final = re.compile("(?:上年|去年|同期|20[0-9]{2}年)度?$")
_OF_A_TIME: Final = re.compile("上年|去年|今年|本年|同期|20[0-9]{2}年")
_ALL_OF_THESE: Final = re.compile(r"(?:这|上述|(?<![\u4e00-\u9fa5])以上)$")


def parts(text: str, spans: Spans) -> Iterator[Remark]:
    """Everything that lists say against their totals."""
    for place, (start, end, all_within) in enumerate(spans):
        within = [one for one in all_within[:WINDOW] if is_count(one)]
        if not within:
            continue
        told = rest_of_before(text, spans, place, within) or among_before(text, spans, place, within)
        if told is not None:
            yield told
            continue
        for way in (
            _balance,
            admitted,
            _backward,
            _forward,
            split_list,
            _rest_told,
            moved,
            subset,
            narrower,
            of_row,
            by_organ,
            closed_row,
            bare_row,
        ):
            if len(within) > 1 and (told := next(way(text, start, end, within), None)):
                yield told
                break
        settled = told is not None and told.kind == "settled"
        if told is None or settled:
            before = spans[place - 1][2][-6:] if place else ()
            after = text[end : spans[place + 1][1]] if place + 1 < len(spans) else ""
            open_ones = unsettled([one for one in before if is_count(one)])
            yield from outcomes(text, end, open_ones, within, after)


def _balance(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """What was brought over and what came is what was closed and what is open."""
    kinds: dict[str, Quantity] = {}
    for before, one in pairwise((None, *within)):
        if one is None:
            continue
        words = lead(text, one, before, start)
        if _COUNTED_IN.match(words):
            continue
        if "carried" not in kinds and _AT_FIRST.search(words):
            kinds["carried"] = one
            continue
        for name, pattern in (("open", _OPEN), ("carried", _CARRIED), ("done", _DONE), ("new", _NEW)):
            if name not in kinds and pattern.search(words):
                kinds[name] = one
                break
    if len(kinds) == 3 and "open" not in kinds and len({unit_of(one) for one in kinds.values()}) == 1:
        came = kinds["carried"].value + kinds["new"].value
        if all(is_exact(one) for one in kinds.values()) and kinds["done"].value > came:
            data = {"part": kinds["done"].text, "whole": plain(came)}
            yield Remark("closed_exceed", kinds["carried"].start, kinds["done"].end, data)
    if len(kinds) == 4 and len({unit_of(one) for one in kinds.values()}) == 1:
        came = kinds["carried"].value + kinds["new"].value
        went = kinds["done"].value + kinds["open"].value
        if all(is_exact(one) for one in kinds.values()) and came != went:
            data = {"parts": plain(went), "whole": plain(came), "rest": plain(came - went)}
            yield Remark("sum_of_parts", within[0].start, within[-1].end, data)


def _backward(text: str, start: int, _end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """The parts first, and then what they come to."""
    for place, whole in enumerate(within):
        listed = [one for one in within[:place] if _adds(one, whole) and not _COMPARED.search(one.subject)]
        if len(listed) < 2 or not all(map(is_exact, (whole, *listed))):
            continue
        words = lead(text, whole, within[place - 1], start)
        if _OTHERS.match(words):
            continue  # «其他部门合计830次»: one more of the row
        between = text[listed[-1].end : whole.start]
        strong = _TOTAL.search(words) and not _RATE.search(text, listed[-1].end, whole.start)
        weak = _WEAK_TOTAL.search(words) and len(between) < 16
        matter = DOING.sub("", words)
        in_row = "、" in text[listed[-2].end : listed[-1].start] and "，" not in between
        of_these = in_row or not matter or any(shared(matter, one.subject) for one in listed)
        of_these = of_these or all(_OF_A_PERIOD.search(one.subject) for one in listed)
        if not strong and not (weak and of_these) and not _gathered(words, matter, whole, listed):
            continue
        if any(summed(listed[at:]) == whole.value for at in range(len(listed) - 1)):
            if (told := _other_total(text, whole, listed, matter)) is not None:
                yield told
            return
        if summed(listed) * 2 < whole.value:
            continue  # what was added or left within a year is no list of all that there is
        if whole.value < max(one.value for one in listed[-2:]) and not strong:
            continue
        yield told_of("sum_of_parts", whole, listed)


def _gathered(words: str, matter: str, whole: Quantity, listed: Sequence[Quantity]) -> bool:
    """«累计专题学法12次» behind a row of the same matter that it nearly comes to: no sum over years."""
    near = abs(summed(listed) - whole.value) * 4 <= whole.value
    of_it = all(
        shared(matter, one.subject) or not one.subject or _OF_A_PERIOD.search(one.subject) for one in listed
    )
    return near and bool(_GATHERED.search(words)) and of_it


def _adds(one: Quantity, whole: Quantity) -> bool:
    """Whether the one may be a part of the other: of bodies some are counted by 个 and all by 家."""
    units = {unit_of(one), unit_of(whole)}
    return len(units) == 1 or (units == _OF_BODIES and all(_BODY.match(held.after) for held in (one, whole)))


def _other_total(text: str, whole: Quantity, listed: Sequence[Quantity], matter: str) -> Remark | None:
    """The list comes to what stands behind it, but not to what stands before it."""
    at = next(at for at in range(len(listed) - 1) if summed(listed[at:]) == whole.value)
    if at == 0 or len(matter) > _OWN_MATTER:
        return None
    first, parts_ = listed[at - 1], listed[at:]
    is_near = abs(first.value - whole.value) * 4 <= whole.value
    if is_near and first.value != whole.value and re.search("[，：:]", text[first.end : parts_[0].start]):
        return told_of("sum_of_parts", first, parts_)
    return None


def _forward(text: str, start: int, end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """The whole before «其中», «包括», «分别为», a colon or a bracket, and the parts after it in the same unit."""
    for pattern, complete in ((_ALL_PARTS, True), (_SOME_PARTS, False), (_BRACKET, True)):
        for mark in pattern.finditer(text, start, end):
            told = _listed(text, end, within, mark, complete=complete)
            if told is not None:
                yield told
                return


def _listed(
    text: str, end: int, within: Sequence[Quantity], mark: re.Match[str], *, complete: bool
) -> Remark | None:
    """What the list after a mark says against its whole; None where it agrees or is no list."""
    closing = text.find("）", mark.end(), end) if mark[0][0] in "（(" else -1
    rest = REST.search(text, mark.end(), end)
    other = re.search(r"其他|其它", text[mark.end() : end])
    is_rest = rest is not None and rest[0] not in ("其他", "其它")
    last = closing if closing > 0 else rest.start() if rest is not None and is_rest else end
    wholes = [one for one in within if one.end <= mark.start() + 1]
    if not wholes or re.match(r"[\d.]+%", text[mark.end() : mark.end() + 8]):
        return None
    whole = wholes[-1]
    listed = [one for one in within if mark.end() <= one.start < last and unit_of(one) == unit_of(whole)]
    listed = list(takewhile(lambda one: not _ALL_OF_THESE.search(text, mark.end(), one.start), listed))
    if not listed or not all(map(is_exact, (whole, *listed))) or _is_no_list(text, mark, whole, listed):
        return None
    if "，" in text[mark.end() : listed[0].start].lstrip("，："):
        return None  # another clause has begun: what it counts is no part
    if _comes_to_one(listed, wholes) or _is_told(text, whole, listed):
        return None  # the list is told; what follows it is another
    if open_rest := re.search(r"其[他它][^，。、；\d]{0,6}(?:若干|等|一些)", text[mark.end() : end]):
        other = None
        listed = [one for one in listed if one.end <= mark.end() + open_rest.start()] or listed
    total = summed(listed)
    is_result = _RESULT.search(text[max(0, mark.start() - 6) : mark.end()]) is not None
    if not is_result and mark[0] in "（(：:" and (len(listed) < 2 or total * 2 < whole.value):
        return None
    labels = [lead(text, one, None, mark.end()) for one in listed]
    closes = re.search("加起来|即为全部|构成全部|即为总数", text[listed[-1].end : end])
    complete = complete and not NAMES_SOME.match(text, mark.end())
    complete = complete or _are_all_there_are(labels) or other is not None or closes is not None
    complete = complete and len(listed) > 1
    if total < whole.value and (_NEXT_REST.search(text[end : end + 8]) or _with_rest(within, listed, whole)):
        return None
    if total < whole.value and is_result:
        return told_of("rest_open", whole, listed) if rest is None and len(listed) > 1 else None
    if complete and total != whole.value:
        return told_of("sum_of_parts", whole, listed)
    if total > whole.value:
        apart = are_borne_together(labels) and not any(one.value > whole.value for one in listed)
        return None if apart else told_of("parts_exceed", whole, listed)
    if (
        len(listed) > 1
        and total < whole.value
        and rest is None
        and mark[0].strip("，") in ("其中", _TOUCHES)
        and _is_one_list(text, listed, whole)
    ):
        return _of_some(text, whole, listed, labels)
    return None


def _tells_of_times(text: str, mark: re.Match[str], whole: Quantity, listed: Sequence[Quantity]) -> bool:
    """Whether it is told of years and what came on top: «增加23件（上年98件，今年121件）», «增加9名，其中新聘11名»,
    «96件，2023年、2022年分别为84件和71件».
    """
    dated = mark[0] in "（(" and any(_OF_A_TIME.search(lead(text, one, None, mark.end())) for one in listed)
    return bool(dated or _DATED_PARTS.search(text, whole.end, mark.start()) or _MORE_BY.search(whole.subject))


def _comes_to_one(listed: Sequence[Quantity], wholes: Sequence[Quantity]) -> bool:
    """Whether a list comes to a number before it: to the nearest within its rounding, to one further off exactly."""
    total = summed(listed)
    return len(listed) > 1 and (
        abs(total - wholes[-1].value) <= rounding(wholes[-1])
        or any(one.value == total and unit_of(one) == unit_of(listed[0]) for one in wholes)
    )


def _is_told(text: str, whole: Quantity, listed: Sequence[Quantity]) -> bool:
    """Whether the first of the listed come to the whole; not where «、» goes on with the same row."""
    for place, total in enumerate(accumulate(one.value for one in listed)):
        if place and total == whole.value:
            return not text.startswith("、", listed[place].end) or place + 1 == len(listed)
    return False


def _is_no_list(text: str, mark: re.Match[str], whole: Quantity, listed: Sequence[Quantity]) -> bool:
    """«98%（回访500件，满意490件）» tells the base of a rate; «其中物业、婚姻类分别为86件、70件» names some of all."""
    if mark[0] in "（(" and text[mark.start() - 1] in "%％":
        return True
    if _tells_of_times(text, mark, whole, listed):
        return True
    if mark[0].startswith("分别") and min(one.value for one in listed) > whole.value:
        return True  # «对应的底数分别为379家和1,200家»: each of a matter of its own
    is_bare = _ALIKE_IN.match(mark[0]) and listed[0].start <= mark.end() + 1
    return bool(is_bare) and len(listed) > 1 and summed(listed) < whole.value * _NEARLY


def _with_rest(within: Sequence[Quantity], listed: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether what is told further on of the rest makes the list whole."""
    missing = whole.value - summed(listed)
    return any(
        one.value == missing and unit_of(one) == unit_of(whole)
        for one in within
        if one.start > listed[-1].end
    )


def _of_some(text: str, whole: Quantity, listed: Sequence[Quantity], labels: Sequence[str]) -> Remark | None:
    """«其中» and less: outcomes of what came leave a rest; kinds that nearly come to their whole are wrong."""
    words = clause_before(text, whole)
    came = (CAME.search(words) or CASES.search(words)) and not re.search("办结|审结|结案|作出", words)
    if came and all(map(OUTCOME.search, labels)):
        return told_of("rest_open", whole, listed)
    return told_of("sum_of_parts", whole, listed) if summed(listed) >= whole.value * _NEARLY else None


def _are_all_there_are(labels: Sequence[str]) -> bool:
    """A thing and its contrary, or the grades of an assessment, leave no other."""
    if len(labels) >= len(_CLEARED) and all(any(map(one.search, labels)) for one in _CLEARED):
        return True
    return (len(labels) == 2 and _denies(*labels)) or any(
        len(pair) == len(labels) and divides(pair, labels) for pair in _GRADES
    )


def _denies(one: str, other: str) -> bool:
    """Whether two labels are a thing and its contrary: «参加» and «未参加», «合格» and «不合格»."""
    no = _NO.match(other)
    return no is not None and not _NO.match(one) and any(sign in one for sign in other[1:4])


def _is_one_list(text: str, listed: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether the parts are told alike: in one row, in clauses that have a word or their kind in common, or so that
    hardly anything is left of their whole.
    """
    labels = [lead(text, one, before) for before, one in pairwise((None, *listed)) if one is not None]
    if summed(listed) >= whole.value * _ALL_BUT and not are_borne_together(labels):
        return True
    if len(listed) > _ROW and not any(map(_OF_ITS_OWN.search, labels)):
        return True
    for at in range(1, len(listed)):
        between = text[listed[at - 1].end : listed[at].start]
        one, other = labels[at - 1], labels[at]
        alike = (
            shared(one, other) or (OUTCOME.search(one) and OUTCOME.search(other)) or one[-1:] == other[-1:]
        )
        if "，" in between and not alike:
            return False
    return True


def _rest_told(text: str, start: int, end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«其余N件»: the whole is what was told and this rest, for some whole before it."""
    mark = re.search(r"(?:其余|余下|剩余|剩下)的?(?=[约近]?\d)", text[start:end])
    if mark is None:
        return
    rest = next((one for one in within if one.start >= start + mark.end()), None)
    if rest is None or not is_exact(rest):
        return
    before = [one for one in within if one.end <= start + mark.start() and unit_of(one) == unit_of(rest)]
    if len(before) < 2 or not all(map(is_exact, before)):
        return
    for at, whole in enumerate(before[:-1]):
        for last in range(at + 1, len(before)):
            told = summed(before[at + 1 : last + 1])
            if any(
                summed(before[: at + 1]) == summed(before[middle : last + 1]) + rest.value
                for middle in range(at + 1, last + 1)
            ):
                return  # what was brought over and what came, less what was done
            if whole.value in (told + rest.value, told) or before[last].value + rest.value == whole.value:
                return
    yield told_of("sum_of_parts", before[0], [*before[1:], rest])
