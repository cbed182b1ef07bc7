"""Reads a text as the cheapest row of ordinary words and names.

What no table of names can tell («高明» a name or a word, «李强国» where it ends) the rest of the sentence tells: a name
is taken where the characters are cheaper as a name, with its edges, than as the words they would otherwise be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from plumbline.core.disclosure import name_costs as costs
from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.name_edges import (
    CALL,
    COUNTED,
    DEED,
    FACTS,
    HOUSE,
    INTRODUCED,
    LABEL,
    STOP,
    THING,
    TITLE,
    Edges,
    is_han,
)
from plumbline.core.disclosure.name_places import (
    CALLED_SO,
    ends_surely,
    is_called_so,
    is_cut,
    is_hamlet,
    is_straddling,
    is_wire,
)
from plumbline.core.disclosure.name_shapes import shapes, untabled
from plumbline.core.disclosure.statute_words import OF_STATUTES
from plumbline.core.disclosure.things_in_rows import without_things
from plumbline.core.disclosure.word_costs import LONGEST, word_costs

_RUN: Final = re.compile(rf"{words.HAN}(?:[ ·]{{0,3}}{words.HAN})*")
_MONEY: Final = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]{2,}[元圆]?[整正]?")
_YEAR: Final = re.compile(r"[\[〔(【] ?20\d\d ?[\]〕)】]")
_SIGNED: Final = re.compile(
    r"(?:\([\u4e00-\u9fff]{1,8})?\) ?[\u4e00-\u9fff]{0,8} ?[\[〔(【] ?20\d\d ?[\]〕)】]"
)
_BARE_YEAR: Final = re.compile(r" ?20\d\d ?(?:[-第号]|年第)")
_SIGN_BEFORE: Final = re.compile(r"(?:号|文号|编号)[:为]? ?$|[(\[〔] ?$")
_SIGN_ENDS: Final = frozenset("字备证许准审检函批鉴监决罚通报")
_NUMBERED: Final = re.compile(
    r"(?:(?!作出|下达|发出|制作|送达|办理|在|[对向的以由按据])[\u4e00-\u9fff]){0,8}$"
)
"""Characters before a year in brackets: they begin the number of a paper."""
_TITLE: Final = re.compile(
    r"《[^《》]{2,50}(?:法|条例|规定|办法|细则|决定|意见|通知|标准|规范|规则|规程|目录|纲要)(?:\([^()]{1,12}\))?》"
)
_WORK: Final = re.compile(
    r"《(?:(?![对与诉]|关于|的|协议|合同|证明|笔录|说明|声明|委托书|遗嘱|借条|欠条|收条|通知|决定|告知|申请|报告)[^《》\n]){2,24}》"
    r"|[“「](?![^”」]{0,12}(?:[,。!?;:、说称喊骂]|签[名字]|收款|转账|先生|女士))[\u4e00-\u9fff0-9·—–-]{2,20}"
    r"(?:游|线路|行程|路线|专列|项目|墨池|故居|旧居|祠堂|祠|陵|墓群|纪念馆|读书台|遗址|碑|书院|牌坊|广告|酒|茶|丸|膏|号|杯|赛|展|节)[”」]"
)
"""A book, a film, a journey, a monument in its marks: whoever it is called after is nobody in the case."""
_ROW_AFTER: Final = re.compile(
    r" ?(?:户?、|和|与|及|以及|\d+(?:\.\d+)? ?(?:袋|箱|桶|只|头|斤|公斤|吨|亩|份|套|张|株|元)[,、]) ?"
)
_ROW_BEFORE: Final = re.compile(r"(?:、|和|与|及) ?$")
_ROW: Final = 4.0
_LAST: Final = 9.0
_ROW_ENDS: Final = re.compile(" ?[。;\n)]| ?等?(?:[二两三四五六七八九十]|[0-9]{1,3})[名人]")
"""For a word that ends a row of names."""
_AGAIN: Final = 8.0
_AGAIN_WORD: Final = 9.0
_ODD: Final = 6.0
_CLEAR: Final = 2.5
"""Against what is hardly like a name where its edges do not speak for one."""
_OF_PAPERS: Final = 6.0
"""Against a word of statutes outside of a box: «被告明确表示…»."""
_OFTEN_WORDS: Final = costs.OF_PAPERS | OF_STATUTES
_A_PLACE: Final = 4.0
_ONE_PLACE: Final = 8.0
"""How far the clearest place must speak where the word is one of statutes."""
_SHARE: Final = 0.5
"""Of its places that must say something for it."""
_BESIDE: Final = 2.0
_ALL_PLACES: Final = 4.0
"""How far all places of a text together must speak for a name that is a word too."""
_SPOKEN_FOR: Final = 1.0
_SURE: Final = 7.0
"""How far its edges must speak for a name so that it is known again; for one that is a word too."""
_SURE_PLACE: Final = 25.0
"""For what fills a cell under the head of names."""
_AT: Final = 4.0
"""Against «于» as a surname behind a word, «路» before what nobody is called: «停放于…», «文昌阁路雨污…»."""
_LEADS: Final = 5.0
_ON_TO: Final = frozenset("向与和给对由将把被及经")
"""Against a name that ends in a word which leads on to the next: «张三向李四…»."""
_ON_TO_OFFICE: Final = re.compile(
    "[向由从经于][\u4e00-\u9fff]{1,4}[县区市州](?:人民|政府|法院|行政|[\u4e00-\u9fff]{2,6}局)"
)
"""What leads on to an office: «向青石区人民法院»."""
_THING_DOES: Final = re.compile("[钱车费单汤票货款][已付转交打汇花是就都也没不未还被里才且收拿欠退由从]")
"""A thing that is called like a surname, and what became of it: «钱已花», «车是»."""
_VESSEL: Final = re.compile(r"[渔货客油拖驳机] ?\d{2,6} ?(?:号|轮|船)")
"""The end of a vessel's name and its number."""
_ITS_OFFICE: Final = re.compile(
    "[\u4e00-\u9fff]{0,10}?(?:局|委员会|政府|法院|检察院|支行|大队|支队|中心|办事处)(?![长里])"
)
_HAMLET: Final = 9.0
"""Against «刘庄» of «大刘庄», a district before its office, a power line."""
_DAY_NEXT: Final = re.compile("二[〇○零]")
"""The first figure of a year that is set beside a name: «黄峰　二〇二五年»."""
_SECTION: Final = 16.0
"""Against a section of an office: more than a box speaks for what fills it."""
_QUOTED: Final = 2.0
_QUOTED_THING: Final = 5.0
_TOUCHING: Final = 6.0
_HOUSE: Final = 2.0
_HOUSE_ENDS: Final = frozenset("店厂馆坊铺社行部站场院所局队科室会校园吧")
Place = tuple[int, int]


@dataclass
class _Seen:
    """What a first reading found: names, and the places beside them in a row."""

    names: frozenset[str] = frozenset()
    starts: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)
    lasts: set[int] = field(default_factory=set)
    """Behind two names and more of a row that are no words."""


def weighed(edges: Edges) -> list[Place]:
    """The places of names, read twice: the second time with the names of the first in mind."""
    first = without_things(edges, list(_read(edges, _Seen())))
    return without_things(edges, list(_read(edges, _seen(edges, first))))


def _seen(edges: Edges, found: list[Place]) -> _Seen:
    text, known = edges.text, word_costs()
    told = [
        text[start:end]
        for start, end in found
        if text[start:end] not in _OFTEN_WORDS
        and edges.together(start, end) >= (_SURE if text[start:end] in known else _SPOKEN_FOR)
    ]
    told += edges.told
    seen = _Seen()
    for start, end in found:
        if after := _ROW_AFTER.match(text, end):
            if start in seen.starts and text[start:end] not in known:
                seen.lasts.add(after.end())
            seen.starts.add(after.end())
        if before := _ROW_BEFORE.search(text, max(0, start - 3), start):
            seen.ends.add(before.start())
    often = Counter(text[start:end].replace(" ", "") for start, end in found)
    names = {name.replace(" ", "") for name in (*told, *_told_by_all(edges, seen))}
    seen.names = frozenset(names - {*_misread(names, often)})
    return seen


def _misread(names: set[str], often: Counter[str]) -> Iterator[str]:
    """Of two names one of which is in the other what was cut short; with a dot, what was read less often."""
    for one in names:
        parts = [one[place:] for place in range(1, len(one))]
        parts += [one[:-size] for size in (1, 2) if "·" in one[:-size]]
        for part in parts:
            if part in names:
                yield one if "·" in part and often[part] > often[one] else part


def _told_by_all(edges: Edges, seen: _Seen) -> Iterator[str]:
    """Words for which all their places together say that they are names in this text."""
    text, weights = edges.text, dict[str, list[float]]()
    for start in range(len(text) - 1):
        if not is_han(text[start]) or costs.surname(text[start]) is None:
            continue
        for end in (start + 2, start + 3):
            if costs.is_name_and_word(text[start:end]):
                beside = (start in seen.starts) + (end in seen.ends)
                weight = edges.speaks(start, end) + _BESIDE * beside
                weights.setdefault(text[start:end], []).append(weight)
    for word, each in weights.items():
        if max(each) < (_ONE_PLACE if word in costs.OF_PAPERS else _A_PLACE if word in OF_STATUTES else 0.0):
            continue
        if sum(each) >= _ALL_PLACES and sum(one > 0 for one in each) >= len(each) * _SHARE:
            yield word


def _filled(edges: Edges, start: int, stop: int) -> int | None:
    """Where what fills a person's box in a form ends, if no word of the table is in it."""
    known, end = word_costs(), start
    while end < min(stop, start + 12) and is_han(edges.text[end]):
        end += 1
    if not 2 < end - start < 12 or edges.behind(end) not in (STOP, FACTS):
        return None
    if (
        edges.text[end - 1] in _HOUSE_ENDS
        or edges.text.startswith("(个体", end)
        or not words.PARTICLES.isdisjoint(edges.text[start:end])
    ):
        return None
    held = (
        edges.text[at : at + size] in known for at in range(start, end) for size in (2, 3) if at + size <= end
    )
    return None if any(held) else end


def _read(edges: Edges, seen: _Seen) -> Iterator[Place]:
    titles = {
        place
        for shape in (_TITLE, _WORK)
        for title in shape.finditer(edges.text)
        for place in range(*title.span())
    }
    for run in _RUN.finditer(edges.text):
        start, end = run.span()
        if start in titles:
            continue
        if any(year.match(edges.text, end) for year in (_YEAR, _SIGNED)) or _is_sign(edges.text, start, end):
            sign = _NUMBERED.search(edges.text, start, end)
            end = sign.start() if sign else end
        while money := _MONEY.search(edges.text, start, end):
            yield from _cheapest(edges, seen, start, money.start())
            start = money.end()
        yield from _cheapest(edges, seen, start, end)


def _cheapest(edges: Edges, seen: _Seen, start: int, stop: int) -> list[Place]:
    """The names of the cheapest row from here to there."""
    size = max(stop - start, 0)
    best = [0.0] + [float("inf")] * size
    back: list[tuple[int, bool]] = [(0, False)] * (size + 1)
    for at in range(size):
        for end, cost, is_name in _steps(edges, seen, start + at, stop, after_name=back[at][1]):
            if best[at] + cost < best[end - start]:
                best[end - start] = best[at] + cost
                back[end - start] = at, is_name
    found, at = [], size
    while at:
        before, is_name = back[at]
        if is_name:
            found.append((start + before, start + at))
        at = before
    return found[::-1]


def _steps(
    edges: Edges, seen: _Seen, place: int, stop: int, *, after_name: bool
) -> Iterator[tuple[int, float, bool]]:
    """What the row may go on with here: its end, its cost, whether it is a name."""
    text, known = edges.text, word_costs()
    one = text[place]
    if one in " ·":
        yield place + 1, costs.DOT if one == "·" else 0.0, False
        return
    yield place + 1, costs.alone(one), False
    for end in range(place + 2, min(place + LONGEST, stop) + 1):
        cost = known.get(text[place:end])
        if cost is not None:
            yield end, cost, False
    for name in seen.names:
        is_untabled = len(name) > 2 and costs.surname(name[0]) is None
        if (len(name) > 3 or is_untabled) and text.startswith(name, place) and place + len(name) <= stop:
            yield place + len(name), costs.SLOT - _AGAIN, True
    if edges.sure.get(place, stop + 1) <= stop:
        yield edges.sure[place], costs.SLOT - _SURE_PLACE, True
    is_box = place in edges.colons
    if is_box and (filled := _filled(edges, place, stop)) is not None:
        yield filled, costs.SLOT + costs.SLOT_CHARACTER * (filled - place) - LABEL, True
    if text[place - 1 : place + 1] == "人员":  # of «公证人员清点» the label ends before 员
        return
    begins = is_box or any(text.startswith(name, place) for name in seen.names)
    yield from _untabled(edges, seen, place, stop, is_box=is_box)
    for end, cost in shapes(text, place, stop, begins=begins):
        if (text[place : place + 2] in costs.NEVER or text[place:end] in costs.THINGS) and not (
            text[place:end] in edges.told and max(edges.before(place), edges.behind(end)) >= DEED
        ):
            continue
        if (
            edges.behind(end) in (HOUSE, COUNTED)
            or text[end - 1] in costs.PLACE_ENDS
            or edges.is_inside(place, end)
            or is_hamlet(text, place, end)
            or (is_box and costs.is_section(text[place:end]))
        ):
            yield end, cost - _HOUSE, False
        if edges.before(place) == THING or edges.is_quoted(place, end):
            yield end, cost - _HOUSE, False
        if costs.is_nickname(text[place:end]):
            yield end, costs.CALLED, False
        if end - place == CALLED_SO and is_called_so(edges, place, end):
            cost = min(cost, costs.BASE + (costs.surname(one) or 0.0) + known[text[place + 1 : end]])
        touching = _TOUCHING if after_name else 0.0
        yield end, cost + touching - _evidence(edges, seen, place, end), True


def _untabled(
    edges: Edges, seen: _Seen, place: int, stop: int, *, is_box: bool
) -> Iterator[tuple[int, float, bool]]:
    """Names whose surname no table has, behind a word for a person and in a row of names."""
    text, in_row = edges.text, place in seen.starts
    if edges.before(place) != LABEL and not in_row and text[place - 2 : place] != ")、":
        return
    for end, cost in untabled(text, place, stop, boxed=is_box):
        is_thing = text[place:end] in costs.THINGS or costs.is_section(text[place:end])
        if not is_thing and ends_surely(edges, place, end, in_row=in_row):
            yield end, cost - _evidence(edges, seen, place, end), True


def _is_in_row(edges: Edges, start: int, end: int) -> bool:
    """Whether a word in a row with a name is one by its own edges: behind a word for a person, before a deed."""
    return edges.before(start) == LABEL or (
        edges.behind(end) in (DEED, FACTS, TITLE) and not edges.is_role(end)
    )


def _is_sign(text: str, start: int, end: int) -> bool:
    """Whether a run of characters is the sign before the year and number of a paper: «昌卫水备2026-17»."""
    if text[end - 1] not in _SIGN_ENDS or not _BARE_YEAR.match(text, end):
        return False
    return _SIGN_BEFORE.search(text, max(0, start - 4), start) is not None


def _is_of_papers(edges: Edges, seen: _Seen, start: int, end: int) -> bool:
    """Whether it is a word of statutes that stands in no box, in no row of names and before no facts."""
    if edges.text[start:end] not in _OFTEN_WORDS or start in edges.colons:
        return False
    return not (edges.behind(end) in (FACTS, TITLE) or start in seen.starts or end in seen.ends)


def _as_house(edges: Edges, start: int, end: int, *, is_known: bool) -> float:
    """How far a place speaks for a vessel, a town, a box that a house fills, a section of an office, a year."""
    name = edges.text[start:end]
    is_town = costs.is_town(name) and edges.behind(end) not in (FACTS, TITLE)
    weight = _HAMLET if is_town or _VESSEL.match(edges.text, end - 1) else 0.0
    if _DAY_NEXT.match(edges.text, end - 1) or start in edges.housed:
        weight += _SECTION
    return weight + (_SECTION if not is_known and costs.is_section(name) else 0.0)


def _evidence(edges: Edges, seen: _Seen, start: int, end: int) -> float:
    """How far its surroundings speak for a name here."""
    text = edges.text
    name = text[start:end]
    is_known = name in seen.names
    weight = edges.together(start, end, is_known=is_known)
    is_alone = edges.before(start) < CALL and costs.is_given_alone(name)
    if not is_known and (
        is_alone or (weight < (_SURE if name in word_costs() else _CLEAR) and costs.is_odd(name))
    ):
        weight -= _ODD
    if not is_known and _is_of_papers(edges, seen, start, end):
        weight -= _OF_PAPERS
    if start in seen.lasts and edges.behind(end) == STOP and _ROW_ENDS.match(text, end):
        weight += _ROW if is_known else _LAST
    if edges.behind(end) != HOUSE:
        is_place = text[end - 1] in costs.DIVISIONS
        beside = 0 if is_place else (start in seen.starts) + (end in seen.ends)
        if name not in word_costs() or beside > 1 or (beside and _is_in_row(edges, start, end)):
            weight += _ROW * beside
        if name.replace(" ", "") in seen.names:
            weight += _AGAIN_WORD if name in word_costs() else _AGAIN
    if edges.breaks and any(start < one < end for one in edges.breaks):
        weight -= costs.BROKEN
    if edges.in_quotes(start, end):
        weight -= _QUOTED_THING if edges.is_quoted(start, end) else _QUOTED
    if name[-1] in _ON_TO and costs.is_plain_surname(text[end : end + 1]):
        weight -= _LEADS
    is_district = text[end - 1] in costs.DIVISIONS and _ITS_OFFICE.match(text, end)
    if is_district or is_hamlet(text, start, end) or is_wire(text, start, end):
        weight -= _HAMLET
    if text[end - 1] in "自于至从到由" and text[end : end + 1].isdigit():
        weight -= _LEADS
    if edges.before(start) < CALL and is_straddling(text, start, end):
        weight -= _LEADS
    if edges.before(start) < CALL and not is_known and _THING_DOES.match(text, start):
        weight -= _LEADS
    if not is_known and is_cut(edges, start, end):
        weight -= _HAMLET
    weight -= _as_house(edges, start, end, is_known=is_known)
    if _ON_TO_OFFICE.match(text, start):
        weight -= _LEADS
    is_behind_word = edges.before(start) < INTRODUCED and is_han(text[start - 1 : start] or " ")
    if is_behind_word and (text[start] == "于" or (text[start] == "路" and not costs.is_chosen(name[1:]))):
        weight -= _AT
    return weight
