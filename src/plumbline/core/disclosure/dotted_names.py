"""Names with the separator dot: where their parts begin and end among the words around them.

Both ends are weighed, not looked up: how far the characters write down a sound, and what edge the place has (a stop, a
word that introduces persons, a deed). So a syllable that the table lacks is cut off only where another end is better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_words as words

_HAN: Final = "[\u4e00-\u9fff\u3400-\u4dbf]"
_MOST: Final = 8
_BEFORE: Final = re.compile(rf"{_HAN}{{1,{_MOST + 6}}}(?=[ \n]{{0,3}}$)")
_AFTER: Final = re.compile(rf"[ \n]{{0,3}}({_HAN}{{1,{_MOST + 6}}})")
_DOT: Final = re.compile("[ \n]{0,3}·")
_LONG_WORDS: Final = "|".join(
    one for one in f"{words.PERSON_WORDS}|{words.OFFICER_WORDS}|{words.BEFORE}".split("|") if len(one) > 1
)
_INTRODUCED: Final = re.compile(
    rf"(?:{_LONG_WORDS}|{_HAN}[员人者师长友商哥姐弟妹嫂叔伯徒手工妻父母夫子女民客户贩匠婶姨舅姑侄甥方某])$"
)
_SHORT_WORDS: Final = "".join(one for one in words.BEFORE.split("|") if len(one) == 1)
_PARTICLE_BEFORE: Final = re.compile(
    rf"[{_SHORT_WORDS}的在于了着其名叫是为对与和及经被将让问据因称归把给到等]$"
)
_PHRASE: Final = re.compile(
    rf"(?:{'|'.join(sorted((one for one in words.AFTER_WORDS.split('|') if len(one) > 1), key=len, reverse=True))})"
)
_SOFT: Final = frozenset(one for one in words.AFTER_WORDS.split("|") if len(one) == 1) | words.PARTICLES
_NEVER_INSIDE: Final = (
    frozenset("市县区乡镇村省州街店厂局队号们您你我这那哪什员着过并很还就只须需能该") | words.PARTICLES
) - words.SOUND
"""Characters of no part of such a name: a part ends before them."""
_EDGE: Final = 3.0
_WEAK: Final = 1.2
_OTHER: Final = -1.1


def dotted(text: str) -> Iterator[tuple[int, int]]:
    """The places of such names."""
    done = 0
    for dot in _DOT.finditer(text):
        if dot.start() < done:
            continue
        before = _BEFORE.search(text, max(done, dot.start() - _MOST - 8), dot.start())
        if before is None:
            continue
        size = _tail(before[0])
        if size == 0 or (size == 1 and before[0][-1] not in words.SOUND):
            continue
        begun = before.end() - size
        end = ends_at(text, begun)
        if end is not None:
            yield begun, end
            done = end


def ends_at(text: str, start: int) -> int | None:
    """Where such a name that begins here ends; None for no such name."""
    first = re.compile(rf"{_HAN}{{1,{_MOST}}}").match(text, start)
    if first is None:
        return None
    end, found = first.end(), None
    while (dot := _DOT.match(text, end)) is not None and (part := _AFTER.match(text, dot.end())) is not None:
        is_middle = len(part[1]) <= _MOST and not _NEVER_INSIDE.intersection(part[1])
        goes_on = is_middle and _DOT.match(text, part.end()) is not None
        count = len(part[1]) if goes_on else _head(part[1])
        if not count:
            break
        end = found = part.start(1) + count
        if count < len(part[1]):
            break
    return found


def _sound(one: str) -> float:
    return 1.0 if one in words.SOUND else _OTHER


def _tail(part: str) -> int:
    """How many characters at the end of a first part belong to the name."""
    best, best_at, sound = 0.0, 0, 0.0
    for count in range(1, min(len(part), _MOST) + 1):
        if part[-count] in _NEVER_INSIDE:
            break
        sound += _sound(part[-count])
        before = part[:-count]
        edge = _EDGE if not before or _INTRODUCED.search(before) else 0.0
        if not edge and (before[-1] in _NEVER_INSIDE or _PARTICLE_BEFORE.search(before)):
            edge = _WEAK + (1.0 if before[-1] in _NEVER_INSIDE else 0.0)
        if sound + edge > best:
            best, best_at = sound + edge, count
    return best_at


def _head(part: str) -> int:
    """How many characters at the beginning of the last part belong to the name."""
    best, best_at, sound = 0.0, 0, 0.0
    for count in range(1, min(len(part), _MOST) + 1):
        if part[count - 1] in _NEVER_INSIDE:
            break
        sound += _sound(part[count - 1])
        after = part[count:]
        edge = _EDGE if not after or _PHRASE.match(after) else 0.0
        if not edge and (after[0] in _NEVER_INSIDE or after[0] in _SOFT):
            edge = _WEAK + (1.0 if after[0] in _NEVER_INSIDE else 0.0)
        if sound + edge > best:
            best, best_at = sound + edge, count
    return best_at


def long_names(text: str) -> Iterator[tuple[int, int]]:
    """Names written without the dot: four characters and more that write down sounds, with an edge on either side."""
    done = 0
    for run in _RUN.finditer(text):
        start = max(run.start(), done)
        while start + _LEAST <= run.end():
            end = _long_end(text, start, run.end()) if _begins(text, start) else None
            if end is None:
                start += 1
                continue
            yield start, end
            start = done = end


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start]
    return not re.search(rf"{_HAN}$", before) or bool(
        _INTRODUCED.search(before) or _PARTICLE_BEFORE.search(before)
    )


def _long_end(text: str, start: int, stop: int) -> int | None:
    """Where it ends: before a stop, a deed or a particle; None where too little of it is sound alone."""
    for count in range(min(stop - start, _LONGEST), _LEAST - 1, -1):
        name, after = text[start : start + count], text[start + count :][:14]
        strong = sum(one in _STRONG for one in name)
        if strong * 2 < count or strong < 3 or _PLACES.match(text, start) or _PLACE_NEXT.match(after):
            continue
        if (
            not re.match(_HAN, after)
            or _PHRASE.match(after)
            or after[0] in _SOFT
            or after[0] in _NEVER_INSIDE
        ):
            return start + count
    return None


_LEAST: Final = 4
_LONGEST: Final = 11
_RUN: Final = re.compile(f"[{''.join(sorted(words.SOUND))}]{{{_LEAST},}}")
_STRONG: Final = frozenset(
    "尔买孜娜吐逊阿卜依汗沙拉吾甫巴克努麦玛迪帕扎赛娅斯诺穆赫尼艾玉素提苏莱曼哈萨别肯里木古丽热合旦丹亚森坎拜库班伊吉力托乌布伯"
    "姆卡塔瓦比其格坤措旺珠嘎贡桑次仁卓维夫娃基罗列洛萝茨季契图兰娃耶叶孟鲁勒达日宰"
)
"""Characters of which names that write down sounds are made; few other words have three of them together."""
_PLACES: Final = re.compile(
    "乌鲁木齐|克拉玛依|吐鲁番|阿克苏|库尔勒|阿勒泰|伊犁|巴音郭楞|喀什|图木舒克|阿拉尔|博尔塔拉|克孜勒苏|达坂城|呼图壁|木垒|奇台|吉木萨尔|"
    "玛纳斯|哈萨克|维吾尔|柯尔克孜|蒙古|塔吉克|乌兹别克|俄罗斯|塔塔尔|锡伯|巴里坤|伊吾|鄯善|托克逊|察布查尔|尼勒克|特克斯|昭苏|布尔津|"
    "吉木乃|哈巴河|青格里|裕民|和布克赛尔|额敏|托里|且末|若羌|尉犁|焉耆|和硕|博湖|轮台|拜城|库车|沙雅|新和|温宿|柯坪|乌什|阿瓦提|"
    "塔里木|准噶尔|马铃薯|巴基斯坦|哈萨克斯坦|塔克拉玛干|阿尔泰|呼和浩特|齐齐哈尔|哈尔滨|拉萨|日喀则|沙琪玛|巴西|马来西亚|西班牙|尼古丁"
)
_PLACE_NEXT: Final = re.compile(
    "[市县州区乡镇村路街巷河山湖渠桥站场店厂馆]|公司|集团|商行|有限|自治|小区|社区|牌"
)
