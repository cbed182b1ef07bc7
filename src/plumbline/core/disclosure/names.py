"""Names of persons in a text, found by what stands around them.

A word for a person before it («证人», «法定代表人：»), a deed or a title after it («驾驶»), a separator dot inside it,
 other names beside it; and once found, wherever it stands again. Officers' names stay: they act in public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.span import Kind, Plain, Span

_HAN: Final = "[\u4e00-\u9fff\u3400-\u4dbf]"
_DOTS: Final = "·•・‧∙⋅･"
_FILLER: Final = r"(?: ?(?:\([^()\n]{1,12}\)|签名|签字|签章|姓名|名称|名字|为|系|是|叫|:|;|,)){0,3} ?"
_LABELLED: Final = re.compile(rf"(?:{words.PERSON_WORDS}){_FILLER}")
_OFFICERS: Final = re.compile(rf"(?<!被)(?:{words.OFFICER_WORDS}){_FILLER}")
_BOUND: Final = re.compile(rf"(?:^|[^\u4e00-\u9fffA-Za-z{_DOTS}]|{words.BEFORE})$")
_AFTER: Final = re.compile(rf"^ ?(?:$|[^\u4e00-\u9fff]|{words.AFTER_WORDS})")
_NOUN: Final = re.compile(r"[\u4e00-\u9fff](?:员|人|者|师|长|友|商|哥|姐|弟|妹|嫂|叔|伯|徒|手|工)$")
_PLAIN_FACTS: Final = re.compile(
    r"^ ?[,(] ?(?:男|女|汉|身份|公民|住|现住|家住|联系|电话|手机|\d{4} ?年|\d{1,3} ?(?:周?岁))"
)
_STOPS: Final = re.compile(rf"^ ?(?:$|[^\u4e00-\u9fff {_DOTS}])")
_DEEDS: Final = re.compile(
    rf"^ ?(?:{'|'.join(one for one in words.AFTER_WORDS.split('|') if len(one) > 1)}"
    r"|[,(] ?(?:男|女|汉|身份|公民|联系|电话|手机|住|现住|家住|\d{4}年|\d{1,2}岁|年))"
)
_TITLED: Final = re.compile(rf"^ ?(?:{words.TITLES_AFTER})")
_ROW: Final = re.compile(r"^ ?(?:、|和|与|及|以及|,|/) ?$")
_PART: Final = rf"{_HAN}{{1,8}}"
_DOTTED: Final = re.compile(rf"{_PART}(?: ?[{_DOTS}] ?{_PART})+")
_CLOSED: Final = re.compile(rf"^({_HAN}(?: ?{_HAN}){{1,3}})(?= ?[,;、。()\n]|\s*$)")
_TO_WHOM: Final = re.compile(r"(?:由|给|被|与|和|找|叫|让)$")
_NEAR: Final = 16
_DOUBLE: Final = frozenset(words.DOUBLE)


def names(read: Plain) -> Iterator[Span]:
    """Every name that is to be looked at."""
    found = dict(_dotted(read.text))
    officers: set[str] = set()
    _labelled(read.text, _OFFICERS, {}, officers)
    for place in _free(read.text):
        found.setdefault(*place)
    _labelled(read.text, _LABELLED, found, set())
    kept = {place: why for place, why in found.items() if read.text[place[0] : place[1]] not in officers}
    kept = _trimmed(read.text, _rows(read.text, kept, officers))
    for (start, end), reason in _again(read.text, kept).items():
        yield read.span(start, end, Kind.NAME, "minor" if _is_minor(read.text, start, end) else reason)


def _is_minor(text: str, start: int, end: int) -> bool:
    """Whether the words right around a name speak of a child."""
    before = re.split(r"[,;。、\n]", text[max(0, start - _NEAR) : start])[-1]
    after = re.split(r"[;。、\n]", text[end : end + _NEAR])[0]
    return bool(words.MINOR_NEAR.search(before) or words.MINOR_NEAR.search(after))


Place = tuple[int, int]


def _dotted(text: str) -> Iterator[tuple[Place, str]]:
    """Names with the separator dot; the ends are cut where the characters no longer write a sound."""
    for found in _DOTTED.finditer(text):
        parts = list(re.finditer(_PART, found[0]))
        first, last = parts[0], parts[-1]
        start, end = found.start(), found.start() + last.end()
        begun = _tail(first[0])
        closed = _head(last[0], text[end:])
        if begun and closed:
            place = found.start() + first.end() - begun, found.start() + last.start() + closed
            if not words.ORGANISATION.search(text[start:end]) or closed < len(last[0]):
                yield place, "dotted"


def _tail(part: str) -> int:
    """How many characters at the end of a part belong to the name."""
    labelled = list(_LABELLED.finditer(part))
    if labelled and labelled[-1].end() < len(part):
        return len(part) - labelled[-1].end()
    count = 0
    while count < len(part) and part[-count - 1] in words.SOUND:
        count += 1
    return count or 1


def _head(part: str, after: str) -> int:
    """How many characters at the beginning of the last part belong to the name."""
    count = 0
    while count < len(part) and part[count] in words.SOUND:
        if (
            count
            and re.match(r"(?:不服|以|因为|及|和|当场|当日|才|先|及其|通过|大|生于|道|地)", part[count:])
            and not _is_sound(part[count:])
        ):
            break
        count += 1
    return count or min(len(part), 1)


def _is_sound(part: str) -> bool:
    return len(part) >= 3 and all(one in words.SOUND for one in part[:4])


def _labelled(text: str, labels: re.Pattern[str], found: dict[Place, str], seen: set[str]) -> None:
    """Names right behind a word for a person, and those in a row with them."""
    for label in labels.finditer(text):
        start = label.end()
        while (end := _name_at(text, start, label[0])) is not None:
            found[start, end] = "named"
            seen.add(text[start:end])
            row = re.match(r" ?(?:、|和|与|及|以及|,) ?(?!执法)", text[end:])
            if row is None:
                break
            start = end + row.end()
            if _surname(text, start) == 0:
                break


def _name_at(text: str, start: int, label: str) -> int | None:
    """Where a name that begins here ends."""
    closed = _CLOSED.match(text[start : start + 10])
    has_colon = ":" in label
    if closed and has_colon and _may_be_name(closed[1]):
        return start + closed.end(1)
    dotted = _DOTTED.match(text[start : start + 40])
    if dotted:
        last = list(re.finditer(_PART, dotted[0]))[-1]
        return start + last.start() + _head(last[0], "")
    return _ended(text, start, strict=not has_colon)


def _may_be_name(written: str) -> bool:
    bare = written.replace(" ", "")
    if _surname(bare, 0) == 0 or words.ORGANISATION.search(bare):
        return False
    return not words.NOT_NAMES.match(bare) or len(bare) == 3


def _free(text: str) -> Iterator[tuple[Place, str]]:
    """Names that no word for a person introduces: a boundary before, a deed or a title after."""
    for start in range(len(text)):
        if not _surname(text, start) or (end := _ended(text, start, strict=True)) is None:
            continue
        bound = _BOUND.search(text[max(0, start - 4) : start])
        titled = _TITLED.match(text[end : end + 3])
        sure = text[start] not in words.DOUBTFUL
        whole = end - start >= 3 and _STOPS.match(text[end : end + 2]) and _TO_WHOM.search(text[:start][-3:])
        noun = _NOUN.search(text[:start][-3:]) and (
            _STOPS.match(text[end : end + 2]) or _DEEDS.match(text[end : end + 8])
        )
        told = _PLAIN_FACTS.match(text[end : end + 10]) or noun
        if titled or (sure and (told or (bound and (whole or _DEEDS.match(text[end : end + 8]))))):
            yield (start, end), "spoken_of"


def _surname(text: str, start: int) -> int:
    """Length of the surname that stands here; 0 for none."""
    if text[start : start + 2] in _DOUBLE:
        return 2
    return 1 if text[start : start + 1] in words.COMMON else 0


def _ended(text: str, start: int, *, strict: bool) -> int | None:
    """The end of a name whose surname stands here: as long as what follows it is no longer part of it."""
    length = _surname(text, start)
    if not length:
        return None
    if (
        length == 1
        and words.NOT_NAMES.match(text[start : start + 2])
        and (strict or not _STOPS.match(text[start + 3 :]))
    ):
        return None
    given, at = 0, start + length
    best: int | None = None
    while given < 2:
        step = re.match(rf" ?{_HAN}", text[at:]) if " " in text[at : at + 1] else re.match(_HAN, text[at:])
        if step is None:
            break
        at += step.end()
        given += 1
        if _AFTER.match(text[at : at + 4]):
            best = at
            if given == 1 and not _goes_on(text, at):
                break
    if best is None:
        return None
    if text[best : best + 1] in _DOTS or words.ORGANISATION_NEXT.match(text[best : best + 14]):
        return None if strict else best
    return best


def _goes_on(text: str, at: int) -> bool:
    """Whether one more character belongs to the name although a word could begin with it: the name ends there."""
    if _DEEDS.match(text[at : at + 8]) or not re.match(_HAN, text[at:]):
        return False
    following = text[at + 1 : at + 9]
    return bool(
        _STOPS.match(following) and not re.match(r"[的在于因与和及向将被对从的系称说]", text[at:])
    ) or bool(
        _DEEDS.match(following)
        and not re.match(r"[的在于因与和及向将被对从已未曾均也又再不无并系称]", text[at:])
    )


def _rows(text: str, found: dict[Place, str], officers: set[str]) -> dict[Place, str]:
    """The names, with those that stand in a row with them."""
    rows = dict(found)
    queue = sorted(found)
    for start, _end in queue:
        rows.update(_before(text, start, officers))
    while queue:
        _start, end = queue.pop()
        row = re.match(r" ?(?:、|和|与|及|以及) ?", text[end:])
        if row is None or (begun := end + row.end()) >= len(text):
            continue
        ended = _ended(text, begun, strict=True)
        if ended is not None and text[begun:ended] not in officers and (begun, ended) not in rows:
            rows[begun, ended] = "listed"
            queue.append((begun, ended))
    return rows


def _before(text: str, start: int, officers: set[str]) -> Iterator[tuple[Place, str]]:
    """Names that lead up to this one in a row."""
    while (row := re.search(r" ?(?:、|和|与|及) ?$", text[:start])) is not None:
        for length in (4, 3, 2):
            begun = row.start() - length
            if begun >= 0 and _leads(text, begun, row.start()) and text[begun : row.start()] not in officers:
                yield (begun, row.start()), "listed"
                break
        else:
            return
        start = begun


def _leads(text: str, begun: int, end: int) -> bool:
    written = text[begun:end]
    size = _surname(written, 0)
    if not size or not re.fullmatch(_HAN + "+", written) or len(written) - size not in (1, 2):
        return False
    bound = _BOUND.search(text[max(0, begun - 4) : begun]) or _LABELLED.search(
        text[max(0, begun - 8) : begun]
    )
    return bool(bound) and not words.NOT_NAMES.match(written)


def _trimmed(text: str, found: dict[Place, str]) -> dict[Place, str]:
    """A name one character too long where the text has the shorter one too, clearly ended, is cut to it."""
    clear = {text[s:e] for s, e in found if _STOPS.match(text[e : e + 2])}
    kept: dict[Place, str] = {}
    for (start, end), why in found.items():
        shorter = text[start : end - 1]
        cut = end - start == 3 and shorter in clear and text[start:end] not in clear
        kept[start, end - 1 if cut else end] = why
    ordered = sorted(kept)
    inner = {b for a, b in pairwise(ordered) if b[0] < a[1]}
    return {place: why for place, why in kept.items() if place not in inner}


def _again(text: str, found: dict[Place, str]) -> dict[Place, str]:
    """The places, and every other place where one of the names stands."""
    whole = dict(found)
    known = {text[s:e] for s, e in found if e - s >= 2}
    for name in sorted(known, key=len, reverse=True):
        for again in re.finditer(r" ?".join(map(re.escape, name.replace(" ", ""))), text):
            place = again.span()
            if not any(s < place[1] and place[0] < e for s, e in whole):
                whole[place] = "again"
    return whole
