"""Names of persons in a text, found by what stands around them.

A word for a person before it («证人», «法定代表人：»), a deed or a title after it («驾驶»), a separator dot inside it,
other names beside it; and once found, wherever it stands again. Officers' names stay: they act in public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.dotted_names import dotted, ends_at, long_names
from plumbline.core.disclosure.likely_names import likely
from plumbline.core.disclosure.name_letters import CHOSEN, SHARED, UNLIKELY
from plumbline.core.disclosure.span import Kind, Plain, Span

_HAN: Final = "[\u4e00-\u9fff\u3400-\u4dbf]"
_FILLER: Final = r"(?: ?(?:\([^()\n]{1,12}\)|签名|签字|签章|姓名|名称|名字|为|系|是|叫|:|;|,)){0,3} ?"
_LABELLED: Final = re.compile(rf"(?:{words.PERSON_WORDS}){_FILLER}")
_OFFICERS: Final = re.compile(rf"(?<![被受代])(?:{words.OFFICER_WORDS})(?!员){_FILLER}")
_NOUN: Final = re.compile(
    r"[\u4e00-\u9fff](?:员|人|者|师|长|友|商|哥|姐|弟|妹|嫂|叔|伯|徒|手|工|妻|父|母|夫|子|女|民|客|户|贩|匠|婶|姨|舅|姑|侄|甥)$"
)
_BOUND: Final = re.compile(rf"(?:^|[^\u4e00-\u9fffA-Za-z·]|{words.BEFORE})$")
_TO_WHOM: Final = re.compile(r"(?:由|给|被|与|和|找|叫|让|从|向|归|经|以)$")
_BY_WHOM: Final = re.compile(r"(?:由|从|给|被|让|归)$")
_SINGLE: Final = "".join(
    one
    for one in words.AFTER_WORDS.split("|")
    if len(one) == 1 and (one in words.PARTICLES or one not in CHOSEN | SHARED)
)
"""A character that may as well go on with the name is no sign of its end."""
_PHRASES: Final = "|".join(one for one in words.AFTER_WORDS.split("|") if len(one) > 1)
_STOPS: Final = re.compile(r"^ ?(?:$|[^\u4e00-\u9fff ·])")
_DEEDS: Final = re.compile(rf"^ ?(?:{_PHRASES})")
_SOFT: Final = re.compile(rf"^ ?[{_SINGLE}]")
_TITLED: Final = re.compile(rf"^ ?(?:{words.TITLES_AFTER})")
_FACTS: Final = re.compile(
    r"^ ?[,(] ?(?:男|女|汉|身份|公民|证件|住|现住|家住|户籍|联系|电话|手机|\d{4} ?年|\d{1,3} ?(?:周?岁))"
)
_PAID: Final = re.compile(
    r"^ ?(?:[¥￥]? ?[\d,.]+ ?万?元|[¥￥] ?[\d,.]+|[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰仟万元整]+)"
)
"""An amount right behind a name: who was paid or paid what."""
_OFFICERS_ROW: Final = re.compile(r" ?(?:、|和|及) ?(?!执法)")
"""What one officer does with somebody makes the other no officer."""
_ROW: Final = re.compile(r" ?(?:、|和|与|及|以及) ?(?!执法)")
_ROW_BEFORE: Final = re.compile(r" ?(?:、|和|与|及) ?$")
_CLOSED: Final = re.compile(rf"({_HAN}(?: {{0,3}}{_HAN}){{1,3}})(?= ?[,;、。()\n]|\s*$)")
_DOUBLE: Final = frozenset(words.DOUBLE)
_NEAR: Final = 16
_APART: Final = frozenset("在于与和被因从向对把将")
"""Particles that stand inside no name of an organisation."""
_BREAK: Final = re.compile(rf"(?<={_HAN}) *\n *(?={_HAN})")
Place = tuple[int, int]


def names(read: Plain) -> Iterator[Span]:
    """Every name that is to be looked at, those too that a line breaks."""
    found = list(_names(read))
    whole = {(one.start, one.end) for one in found}
    joined = _without_breaks(read)
    crossing = [
        one
        for one in (_names(joined) if joined is not read else ())
        if (broken := _broken_at(read, one)) is not None
        and not any(one.start <= s and e == broken[0] and broken[1] > 1 for s, e in whole)
    ]
    yield from (one for one in found if not any(one.overlaps(other) for other in crossing))
    yield from crossing


def _without_breaks(read: Plain) -> Plain:
    """The text without the line breaks between two characters: files break their lines anywhere."""
    gone = {place for found in _BREAK.finditer(read.text) for place in range(*found.span())}
    if not gone:
        return read
    kept = [place for place in range(len(read.text)) if place not in gone]
    return Plain("".join(read.text[place] for place in kept), tuple(read.origin[place] for place in kept))


def _broken_at(read: Plain, one: Span) -> tuple[int, int] | None:
    """Where the first line of a name ends that a break divides, and how many characters stand behind; None for none."""
    places = [place for place, origin in enumerate(read.origin) if one.start <= origin < one.end]
    breaks = [place for place in places if read.text[place] == "\n"]
    following = "".join(read.text[places[-1] + 1 :][:20].split()) if breaks else ""
    is_house = words.HOUSE_NEXT.match(following) or words.ORGANISATION_NEXT.match(following)
    if not breaks or (is_house and not _DEEDS.match(following)):
        return None
    return read.origin[breaks[0] - 1] + 1, len(read.text[breaks[0] : places[-1] + 1].strip())


def _names(read: Plain) -> Iterator[Span]:
    text = read.text
    found: dict[Place, str] = dict.fromkeys(dotted(text), "dotted")
    officers = set(_behind(text, _OFFICERS, {}))
    _behind(text, _LABELLED, found)
    _free(text, found)
    for start, end in long_names(text):
        if not _taken(found, start, end):
            found[start, end] = "long"
    for start, end in likely(text, _right):
        if not _taken(found, start, end):
            found[start, end] = "likely"
    found = {(s, e): why for (s, e), why in found.items() if text[s:e] not in officers}
    _rows(text, found, officers)
    for (start, end), reason in sorted(_again(text, found).items()):
        yield read.span(start, end, Kind.NAME, "minor" if _is_minor(text, start, end) else reason)


def _behind(text: str, labels: re.Pattern[str], found: dict[Place, str]) -> list[str]:
    """Names right behind a word for a person, and those in a row with them; the names."""
    seen = []
    for label in labels.finditer(text):
        start = label.end()
        while (end := _labelled_end(text, start, label[0])) is not None:
            if not _taken(found, start, end):
                found[start, end] = "named"
            seen.append(text[start:end])
            row = (_OFFICERS_ROW if labels is _OFFICERS else _ROW).match(text, end)
            if row is None:
                break
            start = row.end()
    return seen


def _labelled_end(text: str, start: int, label: str) -> int | None:
    """Where a name that begins here ends, behind the word `label`."""
    with_dot = ends_at(text, start)
    if with_dot is not None:
        return with_dot
    length = 2 if text[start : start + 2] in _DOUBLE else int(text[start : start + 1] in words.COMMON)
    if length == 1 and _leads_on(text, start):
        return None
    if not length:
        return _unlisted(text, start)
    has_colon = ":" in label
    closed = _CLOSED.match(text, start)
    if (
        has_colon
        and closed
        and len(closed[1].replace(" ", "")) <= length + 3
        and not words.ORGANISATION.search(closed[1])
    ):
        return closed.end()
    end, right = _end(text, start, length)
    if end is None or (length == 1 and _is_word(text, start, end, right)):
        return None
    if length == 1 and text[start] in words.DOUBTFUL:
        return end if right == 2 or has_colon else None
    return end


def _unlisted(text: str, start: int) -> int | None:
    """Where a name ends whose surname no table has: two characters that parents choose, then a stop or a deed."""
    name = text[start : start + 3]
    if len(name) < 3 or not re.fullmatch(_HAN + "+", name) or not all(one in CHOSEN for one in name[1:]):
        return None
    return start + 3 if _right(text, start + 3) == 2 else None


def _free(text: str, found: dict[Place, str]) -> None:
    """Names that no known word for a person introduces: a boundary before, a deed, a title or facts after."""
    start = 0
    while start < len(text):
        length = _surname(text, start)
        if length == 1 and _leads_on(text, start):
            length = 0
        end, right = _end(text, start, length) if length else (None, 0)
        if end is None or _taken(found, start, end) or (length == 1 and _is_word(text, start, end, right)):
            start += 1
            continue
        if _stands(text, start, end, right):
            found[start, end] = "spoken_of"
            start = end
        else:
            start += 1


def _stands(text: str, start: int, end: int, right: int) -> bool:
    """Whether what is around it makes it a name."""
    if _TITLED.match(text[end : end + 3]):
        return True
    if _FACTS.match(text[end : end + 10]):
        return True
    if _PAID.match(text[end : end + 14]) and _BOUND.search(text[max(0, start - 4) : start]):
        return True
    given = text[start + _surname(text, start) : end]
    if end - start == 3 and not (_is_given(given) and any(one in CHOSEN for one in given)):
        return False
    before = text[max(0, start - 4) : start]
    if text[start] in words.DOUBTFUL and _surname(text, start) == 1:
        return right == 2 and end - start == 3 and bool(_BY_WHOM.search(before))
    if right and _NOUN.search(before):
        return True
    if not _BOUND.search(before):
        return False
    if _TO_WHOM.search(before):
        return end - start >= 3 or (right == 2 and not _STOPS.match(text[end : end + 2]))
    return right == 2 and bool(_DEEDS.match(text[end : end + 8]))


def _end(text: str, start: int, length: int) -> tuple[int | None, int]:
    """Where a name ends that begins here with a surname of `length`; 2 before a stop or a deed, 1 before a particle."""
    if length == 1 and (four := _four(text, start)) is not None:
        return four, _right(text, four)
    at = start + length
    best: int | None = None
    surest = -1
    for _given in range(2):
        step = re.match(rf" {{0,3}}{_HAN}", text[at : at + 4])
        if step is None:
            break
        at += step.end()
        last = text[at - 1]
        right = _right(text, at)
        if _given and (
            last in words.NEVER_LAST or (surest == 2 and right < 2) or (surest == 1 and right == 0)
        ):
            break
        if right >= surest or (surest < 2 and right > 0):
            best, surest = at, right
    if best is None or text[best : best + 1] == "·":
        return None, 0
    is_apart = surest == 2 or text[best : best + 1] in _APART
    if not is_apart and words.ORGANISATION_NEXT.match(text[best : best + 14]):
        return None, 0
    return best, surest


def _leads_on(text: str, start: int) -> bool:
    """Whether what looks like a surname is the word before one: «向» of «向张三»."""
    following = text[start + 1 : start + 2]
    return text[start] in "向从由经与和于以给时应都关连相信" and following in words.COMMON - words.DOUBTFUL


def _four(text: str, start: int) -> int | None:
    """Where a name of two surnames and two characters ends, where nothing speaks for a shorter one."""
    name = text[start : start + 4]
    both = name[:1] in words.COMMON - words.DOUBTFUL and name[1:2] in words.COMMON
    if not both or len(name) < 4 or not _is_given(name[2:]):
        return None
    shorter, right = max(_right(text, start + 2), _right(text, start + 3)), _right(text, start + 4)
    if all(one in CHOSEN for one in name[2:]):
        return start + 4 if right > shorter or shorter == 0 else None
    return start + 4 if right == 2 > shorter else None


def _right(text: str, at: int) -> int:
    following = text[at : at + 14]
    if _STOPS.match(following) or _DEEDS.match(following) or _PAID.match(following):
        return 2
    return 1 if _SOFT.match(following) else 0


def _is_word(text: str, start: int, end: int, right: int) -> bool:
    """Whether it is an ordinary word that begins like a name; three characters before a clear stop are none."""
    begins = text[start : start + 3]
    if not (words.NOT_NAMES.match(begins) or words.THINGS.match(begins)):
        return False
    return end - start < 3 or right < 2 or not _FACTS.match(text[end : end + 10])


def _surname(text: str, start: int) -> int:
    """Length of the surname that stands here; 0 for none."""
    if text[start : start + 2] in _DOUBLE:
        return 2
    if start and words.INSIDE.match(text[start - 1 : start + 1]):
        return 0
    return 1 if text[start : start + 1] in words.COMMON else 0


def _taken(found: dict[Place, str], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in found)


def _rows(text: str, found: dict[Place, str], officers: set[str]) -> None:
    """Adds the names that stand in a row with those found."""
    queue = sorted(found)
    while queue:
        start, end = queue.pop()
        after = _ROW.match(text, end)
        places = [] if after is None else [(after.end(), _row_end(text, after.end()))]
        before = _ROW_BEFORE.search(text, 0, start)
        if before is not None:
            places += [
                (before.start() - size, before.start())
                for size in (4, 3, 2)
                if _leads(text, before.start() - size, before.start())
            ][:1]  # the longest
        for begun, ended in places:
            if ended is None or _taken(found, begun, ended) or text[begun:ended] in officers:
                continue
            found[begun, ended] = "listed"
            queue.append((begun, ended))


def _row_end(text: str, start: int) -> int | None:
    with_dot = ends_at(text, start)
    if with_dot is not None:
        return with_dot
    length = _surname(text, start)
    end, right = _end(text, start, length) if length else (None, 0)
    if end is None or not right or words.NOT_NAMES.match(text[start : start + 2]):
        return None
    given = text[start + length : end].replace(" ", "")
    is_sure = length == 2 or text[start] not in words.DOUBTFUL
    return end if _is_given(given) or (is_sure and not any(one in UNLIKELY for one in given)) else None


def _leads(text: str, begun: int, end: int) -> bool:
    """Whether the characters before a row are a name that begins at a boundary."""
    if begun < 0:
        return False
    written = text[begun:end]
    size = _surname(written, 0)
    if not size or not re.fullmatch(_HAN + "+", written) or len(written) - size not in (1, 2):
        return False
    before = text[max(0, begun - 8) : begun]
    labelled = any(one.end() == len(before) for one in _LABELLED.finditer(before))
    bound = _BOUND.search(before[-4:]) or labelled or _NOUN.search(before)
    return bool(bound) and not words.NOT_NAMES.match(written) and _is_given(written[size:])


def _is_given(written: str) -> bool:
    """Whether parents choose such characters."""
    return all(one in CHOSEN or one in SHARED for one in written.replace(" ", ""))


def _again(text: str, found: dict[Place, str]) -> dict[Place, str]:
    """The places, and every other place where one of the names stands."""
    whole = dict(found)
    known = {text[s:e].replace(" ", "") for s, e in found}
    for name in sorted((one for one in known if len(one) >= 2), key=len, reverse=True):
        if len(name) == 2 and words.NOT_NAMES.match(name):
            continue
        for again in re.finditer(r" {0,3}".join(map(re.escape, name)), text):
            if not _taken(whole, *again.span()):
                whole[again.span()] = "again"
    return whole


def _is_minor(text: str, start: int, end: int) -> bool:
    """Whether the words right around a name speak of a child."""
    before = re.split(r"[,;。、\n]", text[max(0, start - _NEAR) : start])[-1]
    after = re.split(r"[;。、\n]", text[end : end + _NEAR])[0]
    return bool(words.MINOR_NEAR.search(before) or words.MINOR_NEAR.search(after))
