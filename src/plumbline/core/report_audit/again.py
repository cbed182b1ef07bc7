"""A number taken up again by its noun: «执法业务培训5期……全年6期执法业务培训», «受理的562件……»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, islice, pairwise
from typing import Final

from plumbline.core.report_audit.matter import ACTED_ON, PERIODS, STANDS, named, noun_of, told_alike
from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.wording import is_count, unit_of

_ALL_OF_THEM: Final = re.compile("全年|全部|所有|全[区县市覆]|现有|共有|发挥|依托|均|都|逐一|无一")
_NOT_ALL: Final = re.compile(r"其中|另|每|各|新[增聘任选招录建]|余|部分|有的|[^，]的$")
_NOUN: Final = 4
"""Characters of a noun by which it is known again; one fewer where the words say that all of them are meant."""
_ALL_HAVE: Final = re.compile(r"\d[\d,]*[个家支](?P<of>[^，]{2,8}?)(?:共|现)?有(?P<noun>[^，]{3,10})$")
_OUTCOME_OF: Final = re.compile(
    "(?:全年|共|已|其中)*(?P<done>废止|修改|修订|保留|撤销|维持|驳回|变更|整改|化解|办结|审结|立案|移送|纠正|采纳)(?:了|的)?(?P<noun>[^，。的\\d]{3,12})$"
)
_HAS: Final = re.compile("(?:现?由|现?有|共有?|的)+$")
_LONG_MATTER: Final = 7
"""Characters of a matter that nobody writes of another one by chance."""
_ALL_BEHIND: Final = re.compile("..(?:已?全部|均|都|全年|共)")
_TAKEN: Final = re.compile(r"([\u4e00-\u9fa5]{2})的$")
"""«受理的562件…»: what was done to the number told of."""
_TAKEN_ALONE: Final = re.compile("^(?:对|在|就|将)?所?[\u4e00-\u9fa5]{2}的$")
_NO_NOUN: Final = re.compile("无一|逐|所|[中里内]$")
_KIND: Final = re.compile(r"涉及|属于|全[区县市]|以上|以下|其中|新增|有关|相关")


def taken_up(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """The number of the same thing among those before, where it is another."""
    return (
        _noun_again(one, before)
        or _they_have(one, before)
        or _shorter_again(one, before)
        or _outcome_again(one, before)
        or _body_again(one, before)
    )


def _noun_again(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«全年6期执法业务培训» after «执法业务培训5期»: the noun before one number stands behind another that is larger or
    is said to be of all.
    """
    if _NOT_ALL.search(one.subject) or STANDS.search(one.subject) or not is_count(one):
        return None
    is_all = _ALL_OF_THEM.search(one.subject + one.after)
    alike = [
        held
        for held in before
        if unit_of(held) == unit_of(one)
        and (noun_of(one, held) >= (_NOUN - 1 if is_all else _NOUN) or _short_noun(one, held))
        and told_alike(one, replace(held, subject=held.subject[: len(held.subject) - noun_of(one, held)]))
        and not _NOT_ALL.search(held.subject)
    ]
    if not alike or any(held.value == one.value for held in alike):
        return None
    is_more = one.value > max(held.value for held in alike)
    return alike[-1] if is_more or (is_all and not _short_noun(one, alike[-1])) else None


def _they_have(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«13个司法所共有工作人员55名» after «司法所13个，工作人员52名»."""
    told = _ALL_HAVE.match(one.subject)
    if told is None or not any(held.subject.endswith(told["of"]) for held in before):
        return None
    alike = [held for held in before if unit_of(held) == unit_of(one) and held.subject.endswith(told["noun"])]
    return alike[-1] if alike and all(held.value != one.value for held in alike) else None


def _shorter_again(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«平台已接入执法部门35个» after «区级执法监督平台接入执法部门33个»: the end of longer words about the same."""
    if _NOT_ALL.search(one.subject) or STANDS.search(one.subject) or one.after:
        return None
    matter = named(one)
    alike = [
        held
        for held in before
        if len(matter) >= _LONG_MATTER
        and unit_of(held) == unit_of(one)
        and named(held).endswith(matter)
        and told_alike(one, held)
    ]
    return alike[-1] if alike and all(held.value != one.value for held in alike) else None


def _outcome_again(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«废止规范性文件17件» after «清理规范性文件118件，废止14件»: what became of the same, told with its noun."""
    told = _OUTCOME_OF.match(one.subject)
    if told is None or not is_count(one):
        return None
    alike = [
        held
        for whole, held in pairwise(before)
        if whole.subject.endswith(told["noun"])
        and unit_of(held) == unit_of(whole) == unit_of(one)
        and held.value <= whole.value
        and held.subject == told["done"]
    ]
    return alike[-1] if alike and all(held.value != one.value for held in alike) else None


def _body_again(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«顾问团13名成员……» after «法律顾问团由12名成员组成»: a body and its members, told behind the number."""
    noun, body = one.after[:2], _HAS.sub("", one.subject)
    if len(noun) < 2 or len(body) < _NOUN or _NOT_ALL.search(one.subject) or not is_count(one):
        return None
    alike = [
        held
        for held in before
        if held.after[:2] == noun
        and unit_of(held) == unit_of(one)
        and len(its := _HAS.sub("", held.subject)) >= _NOUN
        and (its.endswith(body) or body.endswith(its))
        and not _NOT_ALL.search(held.subject)
    ]
    return alike[-1] if alike and all(held.value != one.value for held in alike) else None


def _short_noun(one: Quantity, held: Quantity) -> bool:
    """«36个问题全部整改» after «发现问题33个»: a noun of two characters, and all of them right behind it."""
    return held.subject[-2:] == one.after[:2] and bool(_ALL_BEHIND.match(one.after))


def done_to_it(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«在受理的562件法律援助案件中» where the same was done to another number of them."""
    done = _TAKEN.search(one.subject)
    if done is None or _KIND.search(done[1]) or "其中" in one.subject or not is_count(one):
        return None
    noun = _NO_NOUN.split(ACTED_ON.split(one.after)[0])[0]
    first = noun[:2] if _TAKEN_ALONE.match(one.subject) else noun
    alike = [
        held
        for held in before
        if unit_of(held) == unit_of(one)
        and done[1] in held.subject
        and (set(noun) <= set(held.subject + held.after) or held.subject.endswith(first))
        and set(PERIODS.findall(one.subject)) == set(PERIODS.findall(held.subject))
    ]
    return alike[-1] if noun and alike and all(held.value != one.value for held in alike) else None


def agrees(one: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether another number of the same thing is the same: «累计设立14个，14个立法联系点…»."""
    return any(
        held.value == one.value and unit_of(held) == unit_of(one) and noun_of(one, held) >= _NOUN - 1
        for held in before
    )


def adds_up(one: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether the number is what some that stand together come to: «9名……21名……，30名法律顾问»."""
    alike = [held.value for held in before if unit_of(held) == unit_of(one) and is_count(held)]
    return any(
        one.value in islice(accumulate(alike[at:]), 1, None)
        for at in range(max(0, len(alike) - 8), len(alike))
    )
