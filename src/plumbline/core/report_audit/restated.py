"""The same told once more in other words: a stock of a body, what was done told of its things, digits turned round."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from plumbline.core.report_audit.matter import PERIODS, named, told_alike
from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.wording import CLOSED, DOING, RECEIVED, is_count, shared, unit_of

_STOCK: Final = re.compile(
    r"^(?P<of>[^，。；\d]{2,12}?)(?:现有|共有|配有|有)(?P<noun>(?![^，。]*(?:新|另))[^，。；的\d]{2,10})$"
)
_MOVED: Final = re.compile("[新增招录聘退调离减辞转]")
"""Between two numbers of a stock: it moved within the year, and both may be right."""
_DONE_TO: Final = re.compile(
    r"^(?:年末|年底|全年|年内|今年|本年度?|截至|共|现|已|目前)*被(?P<done>[\u4e00-\u9fa5]{2})(?P<things>[^，。；\d]{2,16})$"
)
_WHOLE: Final = re.compile("全年|一年|今年|全[区县市镇乡局]")
_SOME: Final = re.compile(
    "其中|领域|(?<!各)类|系统|局|街道|[镇乡队]|另|中$|当[月日年]|[0-9一二三四]月|[首次]|季"
)
_VERB: Final = re.compile(f"(?:共|已|其中)?(?P<verb>{RECEIVED.pattern}|{CLOSED.pattern})")
_MANY_DIGITS: Final = 4
_MORE_OF: Final = re.compile(r"[，（(](?:其中)?(?:包?[含括]|另有)[^，。；\d]{0,12}(\d[\d,]*)")
_SENTENCE: Final = 80
_NEAR: Final = 40
_EARLIER: Final = re.compile("上年|去年|前年|年初|此前|原[有来]|上一年|计划|目标")


def restated(
    text: str, one: Quantity, before: Sequence[Quantity], digits: Mapping[int, str]
) -> Quantity | None:
    """The number of the same before, where it is another."""
    if not is_count(one):
        return None
    told = (
        _stock_again(one, before) or _done_to_things(one, before) or _digits_turned(text, one, before, digits)
    )
    if told is None or of_another_time(text, one) or of_another_time(text, told):
        return None
    return told


def of_another_time(text: str, one: Quantity) -> bool:
    """«去年底，执法队有队员18名»: the time stands in the clause before."""
    told = text[max(0, one.start - _NEAR) : one.start]
    return _EARLIER.search(told[max(told.rfind(mark) for mark in "。；\n") + 1 :]) is not None


def makes_up(text: str, one: Quantity, held: Quantity) -> bool:
    """«公示165件，含上年末作出的9件» after «作出156件»: what lies between the two is told right behind."""
    told = _MORE_OF.match(text, one.end)
    return told is not None and Decimal(told[1].replace(",", "")) == abs(one.value - held.value)


def _stock_again(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«执法队现有队员21名» after «综合执法队有队员18名»."""
    told = _STOCK.match(one.subject)
    if told is None:
        return None
    for at, held in enumerate(before):
        its = _STOCK.match(held.subject)
        if its is None or its["noun"] != told["noun"] or unit_of(held) != unit_of(one):
            continue
        is_body = its["of"].endswith(told["of"]) or told["of"].endswith(its["of"])
        moved = any(_MOVED.search(between.subject) for between in before[at + 1 :])
        if is_body and not moved and told_alike(one, held) and held.value != one.value:
            return held
    return None


def _done_to_things(one: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """«被解除医保协议的定点机构8家» after «解除协议5家»."""
    told = _DONE_TO.match(one.subject)
    if told is None:
        return None
    alike = [
        held
        for held in before
        if (matter := DOING.sub("", held.subject)).startswith(told["done"])
        and len(noun := matter.removeprefix(told["done"])) > 1
        and set(noun) <= set(told["things"])
        and unit_of(held) == unit_of(one)
        and not PERIODS.search(held.subject)
    ]
    return alike[-1] if alike and all(held.value != one.value for held in alike) else None


def _digits_turned(
    text: str, one: Quantity, before: Sequence[Quantity], digits: Mapping[int, str]
) -> Quantity | None:
    """«全年行政处罚共76件» after «作出处罚67件»: the same noun at the end, and the digits in another order."""
    for held in before:
        turned = held.value != one.value and digits[held.start] == digits[one.start]
        if not turned or unit_of(held) != unit_of(one) or not told_alike(one, held):
            continue
        words, its = named(one), named(held)
        is_whole = _WHOLE.search(one.subject) and not _SOME.search(held.subject)
        if is_whole and len(its) > 1 and words[-2:] == its[-2:]:
            return held
        verb = _VERB.fullmatch(held.subject)
        if verb is None or verb["verb"] not in one.subject or len(digits[one.start]) < _MANY_DIGITS:
            continue
        told = text[max(0, held.start - _SENTENCE) : held.start]
        matter = words.replace(verb["verb"], "")
        if shared(matter, told[max(told.rfind("。"), told.rfind("\n")) + 1 :]):
            return held
    return None
