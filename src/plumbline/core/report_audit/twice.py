"""The same matter told with two numbers: in other words, turned round, or pointed back to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import Final

from plumbline.core.report_audit.again import adds_up, agrees, done_to_it, taken_up
from plumbline.core.report_audit.matter import ACTED_ON, PERIODS, STANDS, YEAR, named, noun_of, told_alike
from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.restated import makes_up, of_another_time, restated
from plumbline.core.report_audit.tally import Spans, plain
from plumbline.core.report_audit.wording import CLOSED, DOING, is_count, is_exact, shared, unit_of

_OF_THEM: Final = re.compile(r"(.{3,})[中里]$")
"""«68件行政复议申请中»: a whole that the text has told of."""
_POINTS_BACK: Final = re.compile(r"(?:上述|前述|这|该|此|(?:^|[，。；：、！？\n对将])以上)$")
_BACK: Final = 40
"""Quantities before among which that whole is looked for."""
_TELLS: Final = re.compile("全部|均|已|都|按期|得到|[,，]")
_HELD: Final = re.compile(r"(?:现有|已建成|建成|已有|上述)的?$")
_ALL_OF_IT: Final = re.compile(r"全部|所有|均|全年")
_SOME_OF_IT: Final = re.compile(r"其中|涉及|部分|新[增聘任选招录]|另|抽|选|对.{0,6}的$|未|不|[^现已拥]有$")
_APART: Final = re.compile(r"其中|同比|[比较]上")
"""These make another matter of the same words."""
_SHORT: Final = 4
"""Characters of a matter that is one of the number before it and not of the text."""
_SAME_MATTER: Final = 5
"""Characters that must name the matter of two numbers with the same digits."""
_FEW_DIGITS: Final = 3
"""Digits from which on another order of them is no chance."""
_SAME_MONEY: Final = 3
_SAME_WORDS: Final = (
    (
        re.compile(
            r"行政(?=复议|执法|处罚|诉讼|许可|应诉|检查|裁决|调解|强制)|政府(?=信息)|各级|各类|广大|我区|涉企(?=行政检查)"
        ),
        "",
    ),
    (re.compile(r"新(?:建|设|增|建成|建立|设立)"), "新"),
    (re.compile(r"案件|申请|事项|请求"), "案"),
    (re.compile(r"人员|工作者|队员"), "员"),
    (re.compile(r"审核|审查"), "审"),
    (re.compile(r"行政执法"), "执法"),
    (re.compile(r"矛盾纠纷"), "纠纷"),
    (re.compile(r"投诉举报"), "投诉"),
    (re.compile(r"会议"), "会"),
)
_LAST_YEARS: Final = re.compile("上年数字|去年数字|上一?年度?：|去年：|同期数")
_STOCK: Final = re.compile(r"(?:现?有|配有|配备|拥有)(?P<noun>[^，。的\d]{4,10})$")
"""«中心有办案人员14名»: a stock of which a text has one number."""
_SUMMED_UP: Final = re.compile(
    r"总的[看说]|总体[看上]|综合全年|综上|总之|据统计|经统计|统计显示|盘点|[汇回]顾?总?全年|对账|一年下来|全年算下来|归总|概括"
)
"""A sentence that tells once more what the text has told."""
_SUMMED_MATTER: Final = 4
"""Characters that name a matter told once more."""
_TURNED_TO: Final = re.compile(
    "(?:[由从][^，。]{0,12}\\d[^，。\\d]{0,4})(?:增|升|降|减|提高|压缩|缩短|变)[^，。\\d]{0,3}[至到为]$"
)
_TURN: Final = 30
"""«从290件降至209件»: the second is no other number of the first."""
_ORGAN: Final = re.compile(r"[^，。；：、\s]{1,8}(?:局|委|法院|检察院|街道|镇|乡|大队|支队|分局|管委会)")


def twice(text: str, spans: Spans) -> Iterator[Remark]:
    """What is told again with another number."""
    year = YEAR.search(text)
    known: dict[tuple[str, str], tuple[Quantity, str]] = {}
    before: list[Quantity] = []
    digits: dict[int, str] = {}
    for start, end, within in spans:
        sentence = text[start:end]
        for one in within:
            if not (is_exact(one) and one.unit != "%") or _TURNED_TO.search(
                text, max(0, one.start - _TURN), one.start
            ):
                continue
            organ = _ORGAN.match(sentence)
            digits[one.start] = _digits(one)
            told = None
            if "其中" not in text[start : one.start] and not _LAST_YEARS.search(text, start, one.start):
                told = _said_again(text, one, organ[0] if organ else "", known, year[0][:4] if year else "")
                if told is not None and (
                    _of_other_wholes(one, told, before)
                    or of_another_time(text, told) != of_another_time(text, one)
                ):
                    told = None
                told = (
                    told
                    or _slip_of_digits(one, before[-_BACK:], digits)
                    or _whole_again(one, before[-_BACK:])
                )
                told = told or _stock(one, before[-_BACK:])
                if told is None and _SUMMED_UP.search(text, start, one.start):
                    told = _summed_up(one, [held for held in before[-_BACK:] if held.end <= start])
                told = told or taken_up(one, before[-_BACK:])
                told = told or restated(text, one, before[-_BACK:], digits)
            told = told or done_to_it(one, before[-_BACK:])
            if told is not None and (
                adds_up(one, before[-_BACK:]) or agrees(one, before[-_BACK:]) or makes_up(text, one, told)
            ):
                told = None
            told = told or _pointed(text, one, before[-_BACK:]) or _referred(one, before[-_BACK:])
            if told is not None:
                yield Remark("said_twice", one.start, one.end, {"one": told.text, "other": one.text})
            before.append(one)


def _said_again(
    text: str, one: Quantity, organ: str, known: dict[tuple[str, str], tuple[Quantity, str]], year: str
) -> Quantity | None:
    """The quantity of the same matter before, where it has another number."""
    if _APART.search(one.subject) or text[max(0, one.start - 2) : one.start] == "其中":
        return None
    matter = _matter(one, year)
    if len(matter) < 3:
        return None
    held, by = known.setdefault((matter, unit_of(one)), (one, organ))
    if held is one or held.value == one.value or (by and organ and by != organ):
        return None
    if STANDS.search(one.subject) and not STANDS.search(held.subject):
        return None
    if not one.subject and one.value < held.value and "。" not in text[held.end : one.start]:
        return None  # «听证会4场，3场听证会由…»: some of those just told of
    return held


def _of_other_wholes(one: Quantity, held: Quantity, before: Sequence[Quantity]) -> bool:
    """«处罚案卷120卷，优秀案卷38卷；许可案卷60卷，优秀案卷21卷»: each is told right behind a whole of its own."""
    at = bisect_left(before, held.start, key=lambda told: told.start)
    if at == 0 or at == len(before) - 1:
        return False
    its, own = before[at - 1], before[-1]
    if (
        unit_of(its) == unit_of(own) != unit_of(one) and its.value != own.value
    ):  # «食品案件214件，罚没款186万元；……»
        return its.subject != own.subject and len(one.subject) <= _SHORT
    return (
        unit_of(its) == unit_of(own) == unit_of(one)
        and its.subject != own.subject
        and its.value >= held.value
        and own.value >= one.value
        and its.value != own.value
    )


def _slip_of_digits(one: Quantity, before: Sequence[Quantity], digits: Mapping[int, str]) -> Quantity | None:
    """The same matter with its digits in another order (236, 263), or once in yuan and once in 10,000 yuan."""
    written = digits[one.start]
    for held in before:
        low, high = sorted((held.value, one.value))
        turned = low != high and digits[held.start] == written
        scaled = one.unit == "元" and low * 10_000 == high
        if not (turned or scaled) or unit_of(held) != unit_of(one):
            continue
        if _APART.search(one.subject):
            continue
        if _other_year(one, held):
            continue
        noun = held.subject[1 - _SAME_MATTER :]
        begins_alike = (len(one.after) >= _SAME_MATTER and one.after[:_SAME_MATTER] in held.subject) or (
            len(noun) == _SAME_MATTER - 1 and len(digits[one.start]) >= _FEW_DIGITS and noun in one.after
        )
        if (
            turned
            and (begins_alike or noun_of(one, held) >= _SAME_MATTER - 1)
            and not PERIODS.search(one.subject + held.subject)
            and not one.subject.endswith("对")
        ):
            return held
        is_its = one.subject.endswith("的") and len(one.after) > 1 and held.subject.endswith(one.after)
        if turned and is_its and set(CLOSED.findall(one.subject)) == set(CLOSED.findall(held.subject)):
            return held
        if not told_alike(one, held):
            continue
        words, its = named(one), named(held)
        begins = words.startswith(its) or its.startswith(words)
        ends = words.endswith(its) or its.endswith(words)
        shorter = min(len(words), len(its))
        if turned and ((begins and shorter >= _SAME_MATTER) or (ends and shorter >= _SAME_MATTER - 1)):
            return held
        if turned and len(digits[one.start]) >= _FEW_DIGITS and _one_says_more(one, held):
            return held
        if turned and _same_thing(one.after, held.after) and not PERIODS.search(one.subject + held.subject):
            return held
        if scaled and shared(words, its, _SAME_MONEY):
            return held
    return None


def _other_year(one: Quantity, held: Quantity) -> bool:
    """Whether each is said to be of a year, and not of the same."""
    years, its = YEAR.findall(one.subject), YEAR.findall(held.subject)
    return bool(years and its) and set(years) != set(its)


def _one_says_more(one: Quantity, held: Quantity) -> bool:
    """«提供咨询3,610次», «提供法律咨询3,160次»: the same noun at the end, and every word of one in the other."""
    words, its = one.subject, held.subject
    is_within = set(words) <= set(its) or set(its) <= set(words)
    return len(words) > 1 and words[-2:] == its[-2:] and is_within and not PERIODS.search(words + its)


def _same_thing(one: str, other: str) -> bool:
    """Whether the same noun of five characters and more stands behind both: «31名社区法律明白人带着…»."""
    return len(one) >= _SAME_MATTER <= len(other) and one[:_SAME_MATTER] == other[:_SAME_MATTER]


def _stock(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«办案人员13名» where the text had said that there are 14 of them."""
    for held in before:
        told = _STOCK.search(held.subject)
        if told is None or unit_of(held) != unit_of(one) or held.value == one.value:
            continue
        noun, of = told["noun"], held.subject[: told.start()]
        by = one.subject.removesuffix(noun)
        if one.subject.endswith(noun) and (not by or (len(by) > 1 and by in of)):
            return held
    return None


def _summed_up(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """Once more the same matter, whole or as the end of its words: «总的看，调解员培训263人次»."""
    if _SOME_OF_IT.search(one.subject) or not is_count(one):
        return None
    noun = one.subject.rpartition("的")[2]  # what is done to it, before the noun, says no more of it
    bare = replace(one, subject=noun) if len(noun) >= _SUMMED_MATTER else one
    matter, alike = named(bare), []
    previous = ""
    for held in before:
        its = named(held)
        if its and previous.endswith(its):  # «调解员培训21期，培训236人次»
            its = previous
        previous = its
        shorter = min(len(matter), len(its))
        if shorter < _SUMMED_MATTER or unit_of(held) != unit_of(one) or not told_alike(bare, held):
            continue
        if matter.endswith(its) or its.endswith(matter):
            alike.append(held)
    return alike[-1] if alike and all(held.value != one.value for held in alike) else None


def _digits(one: Quantity) -> str:
    """The digits as written, without noughts at the end, in order of their size."""
    return "".join(sorted(filter(str.isdigit, plain(one.value))))


def _matter(one: Quantity, year: str) -> str:
    """The matter's characters in order of their code, so that words turned round are the same."""
    after = one.after
    if (cut := ACTED_ON.search(after)) is not None:
        after = after[: cut.start()]
    words = (
        (one.subject + after).replace(f"{year}年度", "").replace(f"{year}年", "")
        if year
        else one.subject + after
    )
    for pattern, same in _SAME_WORDS:
        words = pattern.sub(same, words)
    return "".join(sorted(DOING.sub("", words)))


def _pointed(text: str, one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«上述N件»: some number before, or some that stand together, must come to it; else the last in that unit."""
    if not _POINTS_BACK.search(text[max(0, one.start - 4) : one.start]):
        return None
    alike = [held for held in before if unit_of(held) == unit_of(one) and is_count(held)]
    if not alike or any(held.value == one.value for held in alike):
        return None
    for at in range(max(0, len(alike) - 8), len(alike)):
        if one.value in accumulate((held.value for held in alike[at:]), initial=Decimal(0)):
            return None
    return alike[-1]


def _whole_again(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«现有的35个工作室», «审议的6项事项均…»: all of what a clause before counted, with another number."""
    after = _TELLS.split(one.after)[0]
    is_all = _HELD.search(one.subject) or _ALL_OF_IT.search(one.subject + one.after)
    if not is_all or _SOME_OF_IT.search(one.subject):
        return None
    matter = DOING.sub("", after)
    if len(matter) < 4 or not is_count(one):
        return None
    alike = [
        held
        for held in before
        if unit_of(held) == unit_of(one) and DOING.sub("", held.subject).endswith(matter)
    ]
    return alike[-1] if alike and all(held.value != one.value for held in alike) else None


def _referred(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«N件X中» where the text gave X another number before, and none that agrees."""
    back = _OF_THEM.search(one.after)
    if back is None:
        return None
    matter = DOING.sub("", back[1])
    wholes = [
        held
        for held in before
        if unit_of(held) == unit_of(one)
        and matter
        and set(CLOSED.findall(one.subject)) <= set(CLOSED.findall(held.subject))
        and set(PERIODS.findall(held.subject)) <= set(PERIODS.findall(one.subject))
        and (DOING.sub("", held.subject).endswith(matter) or DOING.sub("", held.after) == matter)
    ]
    if wholes and all(held.value != one.value for held in wholes):
        return wholes[-1]
    return None
