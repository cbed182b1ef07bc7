"""Rows of things some of which are built like names: «薏米、黎麦、荞麦面、车前子». A row is of one sort: where enough
of its items are neither names nor persons, what stands bare among them is a thing too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_costs as costs
from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.name_edges import CALL, DEED, LABEL, PUNCTUATED, SOFT, STOP, Edges, is_han
from plumbline.core.disclosure.word_costs import word_costs

_CLAUSE: Final = re.compile(r"[^,。;:!?\n|]+")
_ITEM: Final = re.compile(r"(?:[^、\"“”「」]|(?<![、\"“”「」])[“「][^、”」]*[”」](?![、“「]))+")
_PERSONS: Final = re.compile(words.PERSON_WORDS)
_BRACKET: Final = re.compile(r"\([^()]*\)? ?$")
_OF_PERSONS: Final = re.compile(
    r"[局厅委院府队所站处科室部组会司店厂社校班团馆家户员人者工长友商方名位某等某\d]$|某|[先女]士|\d{6}|等"
)
"""The end of an item that stands in rows with persons: an office, a house, who does something."""
_ORDER: Final = re.compile(r" *(?:[一二三四五六七八九十]{1,3}|\d{1,2}) *")
"""The number of a paragraph, which the same mark follows."""
_IN_BRACKETS: Final = re.compile(r"\([^()。;\n|]*、[^()。;\n|]*\)")
"""A row of its own inside another: «笔录（王敏、李强）、照片、清单»."""
_COUNTED: Final = re.compile(r" ?(?:等 ?)?(?:[二两三四五六七八九十]|\d{1,3}) ?[名人]")
"""Behind the last of several persons: «王敏、李强二人笔录»."""
_LEAST_ITEMS: Final = 3
_LEAST_THINGS: Final = 2
_SHARE: Final = 4
_MAYBE: Final = 0.5
"""For a word that somebody may be called by."""
_LONG: Final = 10
Place = tuple[int, int]


def without_things(edges: Edges, found: list[Place]) -> list[Place]:
    """The places without those that are things by the row in which they stand."""
    told = set(_told(edges, found))
    gone = {
        place
        for row in _rows(edges.text)
        for place in _things(edges, row, found)
        if edges.text[place[0] : place[1]] not in told
    }
    return [place for place in found if place not in gone] if gone else found


def _told(edges: Edges, found: list[Place]) -> Iterator[str]:
    """Names for which the edges of one of their places speak."""
    for start, end in found:
        if not _is_bare(edges, start, end):
            yield edges.text[start:end]


def _is_bare(edges: Edges, start: int, end: int) -> bool:
    """Whether neither what leads to it nor what follows speaks of a person."""
    return edges.before(start) <= PUNCTUATED and edges.behind(end) <= STOP


def _rows(text: str) -> Iterator[list[Place]]:
    """The items of every row of four and more."""
    inner = list(_IN_BRACKETS.finditer(text))
    outer = _IN_BRACKETS.sub(lambda one: one[0].replace("、", "/"), text)
    for clause in _CLAUSE.finditer(outer):
        marks = clause[0].count("、") + clause[0].count("”“")
        if marks >= _LEAST_ITEMS - 1:
            items = [one.span() for one in _ITEM.finditer(outer, clause.start(), clause.end())]
            yield items[1:] if _ORDER.fullmatch(text, *items[0]) else items
    for row in inner:
        if row[0].count("、") >= _LEAST_ITEMS - 1:
            yield [one.span() for one in _ITEM.finditer(text, row.start() + 1, row.end() - 1)]


def _things(edges: Edges, row: list[Place], found: list[Place]) -> Iterator[Place]:
    """The bare names of a row of things; nothing of another row."""
    if edges.before(row[0][0]) == LABEL:
        return
    begins = bisect_left(found, (row[0][0], 0))
    inside = [one for one in found[begins : bisect_left(found, (row[-1][1], 0))] if one[1] <= row[-1][1]]
    kept = {*_counted(edges.text, inside), *_bracketed(edges.text, row, inside)}
    inside = [one for one in inside if one not in kept]
    bare = [one for one in inside if _is_bare(edges, *one)]
    weak = [one for one in inside if edges.before(one[0]) < CALL and edges.behind(one[1]) <= STOP]
    if not weak:
        return
    last = len(row) - 1
    if last + 1 < _LEAST_ITEMS:
        return
    things = sum(_thing(edges, *item, inside, is_edge=at in (0, last)) for at, item in enumerate(row))
    if things >= _LEAST_THINGS and things * _SHARE >= len(row):
        yield from weak if things * 2 >= len(row) else bare


def _counted(text: str, inside: list[Place]) -> Iterator[Place]:
    """The names before a count of persons, as far as one stands right before the other."""
    for at in range(len(inside) - 1, -1, -1):
        if _COUNTED.match(text, inside[at][1]):
            place = at
            yield inside[place]
            while place and text[inside[place - 1][1] : inside[place][0]].strip() in ("、", "和", "及"):
                place -= 1
                yield inside[place]
            return


def _bracketed(text: str, row: list[Place], inside: list[Place]) -> Iterator[Place]:
    """The names in brackets that hold a row of their own."""
    for bracket in _IN_BRACKETS.finditer(text, row[0][0], row[-1][1]):
        yield from (one for one in inside if bracket.start() < one[0] and one[1] < bracket.end())


def _thing(edges: Edges, start: int, end: int, found: list[Place], *, is_edge: bool) -> float:
    """How far an item is neither a name nor anybody else."""
    text = edges.text
    told = _BRACKET.sub("", text[start:end]).strip()
    if any(start < one < end for one in edges.breaks):
        return 0.0
    if not told or len(told) > (_LONG - 4 if is_edge else _LONG) or not any(map(is_han, told)):
        return 0.0
    for first, last in found:
        if start <= first < end:
            if (first > start and edges.before(first) >= CALL) or (
                is_edge and (first == start or last == end)
            ):
                return 0.0
            if first - start < 1 and (last - start >= len(told) or edges.behind(last) in (SOFT, DEED)):
                return 0.0
            if edges.behind(last) >= DEED:
                return 0.0
    if len(told) <= 3 and costs.surname(told[0]) is not None and told in word_costs():
        return _MAYBE
    return 0.0 if _OF_PERSONS.search(told) or _PERSONS.search(told) else 1.0
