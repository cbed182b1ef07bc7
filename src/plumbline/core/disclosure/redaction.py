"""What is to be taken out of a text before it is published: proposed here, decided by a person.

`find_personal` returns places with a reason each; `known` are values that the case's register holds of its party, which
are found wherever they stand. The detector knows texts, not persons: it never tells what kind of name a name is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from plumbline.core.disclosure.addresses import addresses
from plumbline.core.disclosure.beside_names import beside_citizens, beside_names
from plumbline.core.disclosure.contacts import contacts
from plumbline.core.disclosure.house_lines import of_houses
from plumbline.core.disclosure.names import latin, names
from plumbline.core.disclosure.numbers import numbers
from plumbline.core.disclosure.span import Kind, Plain, Span, plain, settled
from plumbline.core.disclosure.unaccounted_numbers import unaccounted

_GAPS: Final = re.compile(r"[\s·.\-‐‑‒–—−]+")
_BETWEEN: Final = r"[\s·.\-‐‑‒–—−]{0,3}"
_LEAST: Final = 2
_HAN: Final = "[\u4e00-\u9fff]"
_SPREAD: Final = re.compile(f"{_HAN}(?= {_HAN})")
_TOGETHER: Final = re.compile(f"{_HAN}(?={_HAN})")
_SPACE: Final = re.compile(rf"(?<={_HAN}) (?=[\u4e00-\u9fff:;,。、()·])|(?<=[:;,。、()·]) (?={_HAN})")
_INDENT: Final = re.compile(r"(?<=\d\n) {1,8}(?=[\dXx])")
_SPREAD_LEAST: Final = 6
_CELL: Final = re.compile(r"[^\t]+")
_LEAST_IN_CELL: Final = 7
_DAY: Final = re.compile(r"(?:19|20)\d\d[\-./]?\d\d[\-./]?\d\d")


def find_personal(text: str, known: Iterable[tuple[Kind, str]] = ()) -> list[Span]:
    """The places that may hold something personal, in order, without overlaps."""
    read = _without_indents(_closed_up(plain(text)))
    told = list(_known(read, known))
    named = [*names(read), *latin(read)]
    beside = list(beside_names(read, named))
    of_numbers = list(numbers(read))
    beside += beside_citizens(read, of_numbers)
    taken = [*told, *of_numbers, *contacts(read), *addresses(read), *named, *beside]
    public = set(of_houses(read, [one for one in taken if one.kind is not Kind.NAME], named))
    kept = [one for one in (*taken, *unaccounted(read, taken)) if one not in public]
    cells = (cell for one in kept for cell in _cells(text, one))
    return [one for one in settled(cells) if _says_something(text[one.start : one.end], one.kind)]


def _cells(text: str, one: Span) -> Iterator[Span]:
    """A number by the cells of a row it was read over: what is long enough in each, else the longest."""
    if one.kind in (Kind.NAME, Kind.ADDRESS) or "\t" not in text[one.start : one.end]:
        yield one
        return
    cells = list(_CELL.finditer(text, one.start, one.end))
    long = [
        cell
        for cell in cells
        if sum(map(str.isdigit, cell[0])) >= _LEAST_IN_CELL and not _DAY.fullmatch(cell[0])
    ]
    others = [] if one.kind is Kind.PHONE else [max(cells, key=lambda cell: len(cell[0]))]
    for cell in long or others:
        yield replace(one, start=cell.start(), end=cell.end())


def _says_something(words: str, kind: Kind) -> bool:
    """Whether what others left of a place still is one: not dashes, not one character of most kinds."""
    said = sum(map(str.isalnum, words))
    return said > (1 if kind in (Kind.NAME, Kind.PHONE, Kind.ADDRESS) else 0)


def _closed_up(read: Plain) -> Plain:
    """The text without the spaces of lines that are set letter by letter."""
    gone: set[int] = set()
    start = 0
    for line in read.text.split("\n"):
        pairs = len(_SPREAD.findall(line))
        if pairs >= _SPREAD_LEAST and pairs > len(_TOGETHER.findall(line)):
            gone |= {start + place for found in _SPACE.finditer(line) for place in range(*found.span())}
        start += len(line) + 1
    return read.without(gone)


def _without_indents(read: Plain) -> Plain:
    """The text without the indent of a line on which a number goes on."""
    return read.without({place for found in _INDENT.finditer(read.text) for place in range(*found.span())})


def _known(read: Plain, known: Iterable[tuple[Kind, str]]) -> Iterable[Span]:
    """Each value wherever it stands, however it is broken, spaced or dotted there."""
    for kind, value in known:
        wanted = _GAPS.sub("", plain(value).text)
        if len(wanted) >= _LEAST:
            for found in re.finditer(_BETWEEN.join(map(re.escape, wanted)), read.text, re.IGNORECASE):
                yield read.span(found.start(), found.end(), kind, "field")
