"""Names that nothing introduces: a surname, characters that parents choose, and an edge on either side.

It weighs three things that no text lacks: how far the characters are those of names, what stands before, what after. So
it finds names in sentences that nobody thought of; whoever reviews the text unticks what is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.name_letters import CHOSEN, LITERARY, SHARED, UNLIKELY

_WRITTEN: Final = re.compile("[\u4e00-\u9fff\u3400-\u4dbf](?: {0,3}[\u4e00-\u9fff\u3400-\u4dbf])*")
_SPACED: Final = re.compile(
    "[\u4e00-\u9fff](?= {0,3}[\u4e00-\u9fff] {0,3}[\u4e00-\u9fff]?)( {0,3})[\u4e00-\u9fff](?:( {0,3})[\u4e00-\u9fff])?"
)
"""Two or three characters set apart, as in signatures and tables."""
_EDGE: Final = re.compile(rf"(?:^|[^\u4e00-\u9fffA-Za-z·]|{words.BEFORE})$")
_HINT: Final = re.compile(r"[的了在是有到等位名且即并则个]$")
_CALLING: Final = re.compile(
    r"[\u4e00-\u9fff](?:员|人|者|师|长|友|商|哥|姐|弟|妹|嫂|叔|伯|徒|手|工|妻|父|母|夫|子|女|民|客|户|贩|匠|婶|姨|舅|姑|侄|甥)$"
)
_LABEL: Final = re.compile(rf"(?:{words.PERSON_WORDS})[:为系是叫名 ]{{0,3}}$")
_LABEL_REACH: Final = 14
Right = Callable[[str, int], int]
"""2 where a stop or a deed begins, 1 where a particle does, else 0."""


def likely(text: str, right: Right) -> Iterator[tuple[int, int]]:
    """The places, from left to right, without overlaps."""
    start = 0
    while start < len(text):
        end = _ends(text, start, right)
        if end is None or _begins_later(text, start, right):
            start += 1
            continue
        yield start, end
        start = end


def _begins_later(text: str, start: int, right: Right) -> bool:
    """Whether what looks like a surname ends the word before one: «卫» of «门卫雷德青»."""
    return not _left(text, start) and _left(text, start + 1) > 1 and _ends(text, start + 1, right) is not None


def _ends(text: str, start: int, right: Right) -> int | None:
    """Where a likely name that begins here ends."""
    best: tuple[int, int] | None = None
    for surname, size in _shapes(text, start):
        name = text[start : start + size]
        if len(name) < size or not _WRITTEN.fullmatch(name):
            continue
        weight = right(text, start + size)
        if name[-1] in words.NEVER_LAST and not (name[-1] in LITERARY and size > 2 and weight == 2):
            continue
        rank = int(weight == 2), size  # what a weak edge cuts off may be the end of the name: the longer one
        if _holds(text, start, name, surname, weight) and (best is None or rank > best):
            best = rank
    return start + best[1] if best else None


def _shapes(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Lengths of surname and of the whole name that could begin here."""
    first = text[start : start + 1]
    if text[start : start + 2] in words.DOUBLE:
        yield 2, 3
        yield 2, 4
    elif first in words.COMMON and not (start and words.INSIDE.match(text[start - 1 : start + 1])):
        spaced = _SPACED.match(text, start)
        if spaced is not None and spaced[2] is not None and (spaced[1] or spaced[2]):
            yield 1, spaced.end() - start
        if spaced is not None and spaced[1]:
            yield 1, spaced.end(1) + 1 - start
            return
        yield 1, 2
        yield 1, 3
        if text[start + 1 : start + 2] in words.COMMON:
            yield 2, 4


def _holds(text: str, start: int, name: str, surname: int, right: int) -> bool:
    """Whether the characters and both edges together make it a name."""
    given = name[surname:].replace(" ", "")
    chosen = sum(one in CHOSEN for one in given)
    unknown = [one for one in given if one not in CHOSEN and one not in SHARED]
    if unknown and not _may_be_given(text, start, name, unknown, given, right):
        return False
    if words.NOT_NAMES.match(name[:2]) or words.THINGS.match(name[:2]):
        return False
    left = _left(text, start)
    edges = left + right
    is_framed = left >= 2 and right == 2
    if (
        max(left, right) < 2
        and chosen < len(given)
        and words.ORGANISATION_NEXT.match(text[start + len(name) :][:14])
    ):
        return False
    if not right and left < 3 and surname == 1 and words.HOUSE_NEXT.match(text[start + len(name) :][:14]):
        return False
    if " " in name:  # two characters set apart to the width of three
        return is_framed or (edges + chosen >= 2 and name[0] not in words.DOUBTFUL)
    if name[:2] in words.DOUBLE:
        return edges + chosen >= 1
    if name[0] in words.DOUBTFUL:
        if len(name) > 2 and name[0] in words.BORNE and edges >= 2 and chosen:
            return True
        return is_framed or (len(name) > 2 and min(left, right) >= 1 and edges + chosen >= 4)
    if len(name) == 2:
        return is_framed or (chosen == 1 and edges >= 1) or edges >= 3
    if len(name) == 4:
        return edges >= (2 - (left > 0) if chosen == len(given) else 3)
    return chosen >= 1 + (edges == 0) or edges >= 2


def _may_be_given(text: str, start: int, name: str, unknown: Sequence[str], given: str, right: int) -> bool:
    """Whether characters that no table has may be a given name here: clear edges, and none that speaks against."""
    if any(one in UNLIKELY for one in unknown) or (
        name[0] in words.DOUBTFUL and name[:2] not in words.DOUBLE
    ):
        return False
    left, following = _left(text, start), text[start + len(name) :][:1]
    if all(one in LITERARY for one in unknown) and len(given) > 1:
        return left >= 2 and right >= len(unknown)
    if len(unknown) == len(given) and len(given) > 1:
        return left == 3 and right == 2
    is_before_deed = right == 2 and "\u4e00" <= following <= "\u9fff"
    return (left == 3 and right >= 1) or (left >= 2 and is_before_deed)


def _left(text: str, start: int) -> int:
    """3 behind a word for a person, 2 behind a boundary, 1 behind a particle, else 0."""
    before = text[max(0, start - _LABEL_REACH) : start]
    if _LABEL.search(before):
        return 3
    if _EDGE.search(before[-4:]) or _CALLING.search(before[-3:]):
        return 2
    return 1 if _HINT.search(before) else 0
