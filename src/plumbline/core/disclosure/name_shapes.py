"""How a name may be written at a place of a text: where it could end, and what its characters cost.

Two and three characters, a surname of two, two surnames, characters set apart as in signatures; parts with a separator
dot; a long row of sounds without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_costs as costs
from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.edge_words import FOLLOW
from plumbline.core.disclosure.name_edges import is_han
from plumbline.core.disclosure.thing_words import SPACED_WORDS
from plumbline.core.disclosure.word_costs import word_costs

_DEEDS: Final = frozenset(FOLLOW.split("|"))
_APART: Final = re.compile(rf"({words.HAN})( {{0,3}})({words.HAN})(?:( {{0,3}})({words.HAN}))?")
_PREPOSITIONS: Final = frozenset("向由经与给将从对称据让被把")
"""No name that is written by sound begins with one."""
_DRAWN_OUT: Final = re.compile(
    rf"({words.HAN}(?: {{1,3}}{words.HAN}){{1,2}})(?: ?\n| {{2,}}| {words.HAN}{{2,8}} ?:|$)"
)
"""What fills a box character by character."""
_WITH_GATES: Final = frozenset("园院场区厂校村市店城站库局所镇县")
"""What has a western gate, which is a surname too."""
_DIVIDES: Final = frozenset("市县区镇乡省州局厅")
"""A given name does not begin with what ends a division or an office: «…市仁|和医院»."""
_VERBS_TO: Final = frozenset(
    [
        "属于",
        "位于",
        "至于",
        "处于",
        "基于",
        "等于",
        "用于",
        "限于",
        "低于",
        "高于",
        "少于",
        "多于",
        "大于",
        "小于",
        "不于",
        "存于",
        "停于",
        "隶于",
        "置于",
        "源于",
    ]
)
"""Words that end in what is a surname too."""
_KIN: Final = ("家属", "亲属", "直属", "下属", "眷属", "遗属")
_MARKS: Final = frozenset(",。;、:\n")
_ORDINALS: Final = tuple("一二三四五六七八九十0123456789")
_WEEKDAY: Final = re.compile("周[一二三四五六日]")
_ARTICLE: Final = re.compile("第五(?:十|百|[条款项章节次批届期类])")
_DOT: Final = re.compile("[ ]{0,3}·[ ]{0,3}")
_ENDS_PART: Final = frozenset("市县区乡镇村省您们你我这哪着过很还就只从向由将被把并")
"""No part of a name that is written by sound goes on over one."""
_SPREAD_DOUBLE: Final = re.compile(
    rf"({words.HAN}) {{1,3}}({words.HAN}) {{1,3}}({words.HAN})(?: {{1,3}}({words.HAN})(?!{words.HAN}))?"
)
_PAIR: Final = (
    "(?:坚赞|平措|央宗|卓玛|措姆|多吉|次仁|旺姆|拉姆|顿珠|扎西|曲珍|旺杰|边巴|白玛|格桑|索朗|达娃|尼玛|普布|洛桑|仁增|贡布|群培|德吉|央金|旦增|丹增|"
    "罗布|诺布|桑珠|欧珠|加措|嘉措|曲扎|卓嘎|央吉|白珍|曲宗|贡觉|强巴|赤列|米玛|巴桑|次旦|次旺|拉巴|旺堆|央拉|朗杰|班典|扎巴|晋美|益西|土登|阿旺|平措|玉珍|白姆)"
)
_CLAN: Final = (
    "(?:吉克|吉木|吉火|吉伍|吉狄|吉则|阿说|阿苦|阿侯|阿尔|阿的|阿库|阿约|阿牛|阿吉|沙马|沙玛|曲比|曲木|曲莫|俄木|俄尔|勒格|勒尔|马海|马黑|"
    "罗洪|海来|的日|莫色|莫洛|且沙|加巴|贾巴|乃古|尼苦|石一|苏呷|木乃|瓦其|瓦渣|果基|惹革|孙子|补约|依火|金古|列索|地木|杰觉|比布|热科|约其|安自|水洛|杨古)"
)
_OF_CLAN: Final = re.compile(
    _CLAN + "[木果伍呷加牛惹嫫莫子古哈布铁拉火日支英约体格色作以沙洛尔阿依黑且史什飞久曲则歪]{2}"
)
"""The name of a clan of two characters and a given name in the characters that are used with it."""
_PAIRS: Final = re.compile(_PAIR * 2)
"""Two of the parts of two characters of which many names without a surname are made."""
_PLACE: Final = 8.0
"""Of a surname of two before what ends like a place: «东方红村»."""
_MOST_PART, _LEAST_LONG, _MOST_LONG = 8, 4, 11
Shape = tuple[int, float]
"""Where it ends, and its cost."""


def shapes(text: str, start: int, stop: int, *, begins: bool = False) -> Iterator[Shape]:
    """Every way in which a name could begin here and end at the latest at `stop`; `begins` where one must begin."""
    drawn = _DRAWN_OUT.match(text, start) if begins else None
    if drawn and drawn.end(1) <= stop and drawn[1].replace(" ", "") not in SPACED_WORDS:
        yield drawn.end(1), costs.SLOT + costs.SLOT_CHARACTER * len(drawn[1].replace(" ", ""))
    if begins or not _leads_on(text, start):
        yield from (one for one in _of_surname(text, start) if one[0] <= stop)
        if text[start] not in _PREPOSITIONS or text[start + 1 : start + 2] == "·":
            yield from (one for one in _with_dot(text, start) if one[0] <= stop)
        if text[start] not in _PREPOSITIONS:
            yield from _long(text, start, stop)


def untabled(text: str, start: int, stop: int, *, boxed: bool) -> Iterator[Shape]:
    """Two or three characters that begin with no surname of the table and hold no word, nor begin one.

    Where a box leads to it (`boxed`) the given name may be one.
    """
    if not costs.may_be_surname(text[start]):
        return
    for end in range(start + 2, min(start + 4, stop + 1)):
        name = _written(text, start, end)
        pairs = (text[at : at + 2] in word_costs() for at in range(start, start + 1 if boxed else end))
        if name is not None and costs.is_likely_given(name[1:]) and not any(pairs):
            family = costs.RARE if name[0] in costs.RARELY else costs.UNTABLED
            yield end, costs.BASE + family + costs.given(name[0], name[1:])


def _leads_on(text: str, start: int) -> bool:
    """Whether what looks like a surname is the word before one: «向» of «向张三», or the year of a day."""
    if (
        text[start] in "年月日余元万时米石支双包盘束户"
        and text[start - 1 : start].isalnum()
        and not is_han(text[start - 1])
    ):
        return True
    if text[start] == "年" and text[start - 1 : start] in tuple("一二两三四五六七八九十半"):
        return True
    if text[start : start + 2] == "西门" and text[start - 1 : start] in _WITH_GATES:
        return True
    if text[start] == "查" and text[start - 1 : start] in tuple("经再细调审检抽搜侦勘复核"):
        return True
    if (text[start - 1 : start + 1] in _VERBS_TO and text[start - 2 : start] not in _KIN) or (
        text[start] == "且" and text[start + 1 : start + 3] in word_costs()
    ):
        return True
    if (
        text[start] in "向由"
        and text[start + 1 : start + 3] in word_costs()
        and text[start - 1 : start] in _MARKS
    ):
        return True
    if text[start] == "于" and text[start + 1 : start + 3] in ("二〇", "二零", "一九"):
        return True
    if text[start] == "信" and text[start - 1 : start] not in tuple("相轻听确坚"):
        return False
    if text[start] == "向" and _bears(text, start):
        return False
    return text[start] in "向从由经与和以给应都信" and costs.is_plain_surname(text[start + 1 : start + 2])


def _bears(text: str, start: int) -> bool:
    """Whether «向» is a surname by what follows: whom one turns to is asked or paid, and does nothing."""
    after = text[start + 3 : start + 4]
    is_item = text[start - 1 : start] in ("、", ":", "(") and text[start - 2 : start - 1] not in _ORDINALS
    return bool(after) and (after in "将把被称说系" or (is_item and after in "、和与及,)"))


def _of_surname(text: str, start: int) -> Iterator[Shape]:
    if text[start : start + 2] in words.DOUBLE and not _ARTICLE.match(text, start):
        family = text[start : start + 2]
        for end in (start + 3, start + 4):
            if (name := _written(text, start + 2, end)) is not None:
                place = _PLACE if name[-1] in costs.DIVISIONS else 0.0
                whole = costs.BASE + (costs.surname(family) or 0) + sum(map(costs.given_character, name))
                yield end, whole + place
    yield from _spread_double(text, start)
    family = text[start]
    cost = costs.surname(family)
    if cost is None:
        yield from _given_alone(text, start)
        return
    cost += costs.BASE
    if _WEEKDAY.match(text, start):
        cost += costs.DAY
    for end, more in ((start + 2, costs.TWO), (start + 3, 0.0)):
        if (name := _written(text, start + 1, end)) is not None:
            yield end, cost + costs.given(family, name) + more
    second = (
        costs.surname(text[start + 1 : start + 2])
        if text[start + 1 : start + 2] not in ("家", "区")
        else None
    )
    name = _written(text, start + 2, start + 4)
    if (
        second is not None
        and name is not None
        and name[-1] not in costs.PLACE_ENDS
        and name[0] not in _DIVIDES
    ):
        is_deed = name in _DEEDS or (name in word_costs() and text[start : start + 2] in word_costs())
        more = costs.FOUR + (costs.WORD_BEHIND if is_deed else 0.0)
        yield start + 4, cost + more + min(second, 6.0) + costs.given(family, name)
    if text[start + 1 : start + 2] == "氏" and costs.is_plain_surname(family):
        for end in (start + 3, start + 4):
            if (name := _written(text, start + 2, end)) is not None and costs.is_likely_given(name):
                yield end, cost + costs.FOUR + sum(map(costs.given_character, name))
    if not costs.is_strange(family):
        yield from _set_apart(text, start, cost + costs.APART)


def _spread_double(text: str, start: int) -> Iterator[Shape]:
    """A surname of two characters set apart, as the rest of the name is."""
    apart = _SPREAD_DOUBLE.match(text, start)
    if apart is None or apart[1] + apart[2] not in words.DOUBLE:
        return
    cost = costs.BASE + (costs.surname(apart[1] + apart[2]) or 0) + costs.APART
    for part in (3, 4):
        if apart[part]:
            cost += costs.given_character(apart[part])
            yield apart.end(part), cost


def _given_alone(text: str, start: int) -> Iterator[Shape]:
    """A given name by itself: «晓燕», of characters that stand in hardly anything else."""
    name = text[start : start + 2]
    if costs.is_given_alone(name):
        yield start + 2, costs.BASE + costs.GIVEN_ALONE + sum(map(costs.given_character, name))


def _written(text: str, start: int, end: int) -> str | None:
    """The characters from here to there, if all are."""
    name = text[start:end]
    return name if len(name) == end - start and all(map(is_han, name)) else None


def _set_apart(text: str, start: int, cost: float) -> Iterator[Shape]:
    found = _APART.match(text, start)
    if found is None or not (found[2] or found[4]) or found[1] + found[3] in SPACED_WORDS:
        return
    first = costs.given_character(found[3])
    is_uneven = bool(found[4]) and not found[2]
    if is_uneven and text[found.start(5) : found.start(5) + 2] in word_costs():
        return  # the next box begins there
    if found[2] and not found[4] and _is_direction(text, start, found):
        return
    if found[5] is not None and not (is_uneven and (found[5] in "男女" or costs.is_plain_surname(found[5]))):
        yield found.end(), cost + first + costs.given_character(found[5])
    if found[2]:
        yield found.end(3), cost + first + costs.TWO


def _is_direction(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a direction stands apart before a name: «南 张三菜地»."""
    return text[start] in "东西南北" and costs.surname(found[3]) is not None


def _with_dot(text: str, start: int) -> Iterator[Shape]:
    cost, place = costs.DOTTED, start
    while place < len(text) and place - start < _MOST_PART and _sounds(text[place]):
        cost += costs.sound(text[place])
        place += 1
    dot = _DOT.match(text, place)
    if dot is not None and (place - start > 1 or text[start] in words.SOUND):
        yield from _part(text, dot.end(), cost)


def _begins_word(text: str, place: int) -> bool:
    """Whether an ordinary word of two characters begins here that writes no sound: «…玉山|结算»."""
    pair = text[place : place + 2]
    return pair in word_costs() and words.SOUND.isdisjoint(pair)


def _sounds(one: str) -> bool:
    return is_han(one) and one not in _ENDS_PART


def _part(text: str, start: int, cost: float) -> Iterator[Shape]:
    """The ends of a part behind a dot, and of those behind it."""
    place = start
    while place < len(text) and place - start < _MOST_PART and _sounds(text[place]):
        if place - start > 1 and _begins_word(text, place):
            return
        cost += costs.sound(text[place])
        place += 1
        dot = _DOT.match(text, place)
        if dot is not None:
            yield from _part(text, dot.end(), cost)
        else:
            yield place, cost


def _long(text: str, start: int, stop: int) -> Iterator[Shape]:
    """Sounds without a dot: four characters and more, some of which stand in hardly anything else; fewer, if all do."""
    cost, strong, place = costs.LONG, 0, start
    if words.PLACES.match(text, start):
        return
    if (two := _PAIRS.match(text, start)) and two.end() <= stop:
        yield two.end(), costs.LONG + costs.SOUND * 2
    if (clan := _OF_CLAN.match(text, start)) and clan.end() <= stop:
        yield clan.end(), costs.LONG + costs.SOUND * 2
    while place < min(stop, start + _MOST_LONG) and text[place] in words.SOUND:
        cost += costs.SOUND
        strong += text[place] in words.STRONG
        place += 1
        size = place - start
        if size < 2 or words.PLACE_NEXT.match(text, place):
            continue
        if size >= _LEAST_LONG and strong * 2 >= size:
            yield place, cost
        elif size >= _LEAST_LONG and strong * 4 >= size:
            yield place, cost + costs.WEAK
        elif size < _LEAST_LONG and strong == size:
            yield place, cost + costs.SHORT + (costs.SHORT if size == 2 else 0)
        elif size == _LEAST_LONG - 1 and strong == size - 1:
            yield place, cost + costs.SHORT + 1.0
        elif size < _LEAST_LONG and strong:
            yield place, cost + costs.SHORT + costs.FEW_SURE + (costs.SHORT if size == 2 else 0)
