"""XML markup in columns: what a parser found to be one tag, with its depth, its line and the attributes it states.

The parser hands over markup as it stands, which costs a third of a call of Python for every element. It alone decides
where a tag begins and ends; here tags are looked at all at once, and a tag that is written in an uncommon way goes
through a parser again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias
from xml.parsers import expat

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Positions: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
_Bytes: TypeAlias = npt.NDArray[np.uint8]
_LESS, _SLASH, _FEED, _RETURN = (ord(c) for c in "</\n\r")
_IS_NO_ELEMENT: Final = np.isin(np.arange(256), [ord(c) for c in "/!?"])
_ODD: Final = (b"&", b"\t", b"\n", b"\r")
"""What stands for something else in a value: references, and white space that is read as a space."""
_PIECES: Final = 5
"""What a tag with two quoted attributes falls into at its quotes."""


class Markup:
    """Tags of elements among the tokens that a parser gave, in their order.

    `depth` and `line` are those where the tokens begin.
    """

    def __init__(self, tokens: Sequence[str], depth: int, line: int) -> None:
        self._text = pa.array(tokens, pa.string())
        self._line = line
        self._ends_of_lines: Positions | None = None
        self._begins, self._data = _spread(self._text)
        data, begins = self._data, self._begins
        marked = np.flatnonzero(data[begins[:-1]] == _LESS)
        second = data[begins[marked] + 1]
        element = ~_IS_NO_ELEMENT[second]
        closing = second == _SLASH
        alone = element & (data[begins[marked + 1] - 2] == _SLASH)
        depths = depth + np.cumsum(element.view(np.int8) - closing.view(np.int8) - alone.view(np.int8))
        self._tags, self._depths, self._opens, self._alone = marked, depths, element, alone

    def elements(self, level: int) -> Positions:
        """The tokens that open an element at this level, 1 for the outermost."""
        found: Positions = self._tags[self._opens & (self._depths + self._alone == level)]
        return found

    def ended(self, level: int) -> int:
        """How many tokens there are up to the end of the last element of this level."""
        below = self._depths == level - 1
        after_more = np.concatenate(([False], self._depths[:-1] >= level))
        found = np.flatnonzero(below & (self._alone | after_more))
        return int(self._tags[found[-1]]) + 1 if len(found) else 0

    def tags(self, tokens: Positions) -> pa.Array:
        """Tags as they stand."""
        return self._text.take(pa.array(tokens))

    def named(self, tokens: Positions, name: str) -> Flags:
        """Which tags are of elements of this name."""
        found = pc.match_substring_regex(self.tags(tokens), rf"^<{name}[\s/>]")
        flags: Flags = found.to_numpy(zero_copy_only=False)
        return flags

    def lines(self, tokens: Positions | Sequence[int]) -> Positions:
        """The lines on which tokens begin; the number of tokens stands for what comes after them."""
        if self._ends_of_lines is None:
            data = self._data
            breaks = data == _FEED
            returns = data == _RETURN
            if returns.any():
                returns[:-1] &= ~breaks[1:]
                breaks |= returns
            self._ends_of_lines = np.flatnonzero(breaks)
        found: Positions = self._line + np.searchsorted(self._ends_of_lines, self._begins[tokens])
        return found


def _spread(texts: pa.Array) -> tuple[Positions, _Bytes]:
    """Where each text begins, with the end of the last, and the bytes of all."""
    _valid, places, held = texts.buffers()
    begins = np.frombuffer(places, np.int32, len(texts) + 1, texts.offset * 4).astype(np.int64)
    data = np.zeros(0, np.uint8) if held is None else np.frombuffer(held, np.uint8)
    return begins, data


def attributes(tags: pa.Array) -> tuple[pa.Array, pa.Array]:
    """What tags state as `key` and as `value`, empty where they do not."""
    found = pc.split_pattern(tags, '"')
    begins = found.offsets.to_numpy().astype(np.int64)
    pieces = _Pieces(found.values)
    plain = np.diff(begins) == _PIECES
    place = begins[:-1][plain]
    usual = pieces.written(place, "key", "value")
    turned = np.zeros_like(usual)
    if not usual.all():
        turned[~usual] = pieces.written(place[~usual], "value", "key")
    as_is = usual | turned
    plain[plain] = as_is
    place = place[as_is] + 2 * turned[as_is]
    keys, values = pieces.at(place + 1), pieces.at(begins[:-1][plain] + 3 - 2 * turned[as_is])
    if plain.all():
        return keys, values
    odd = [_stated(tag) for tag in tags.filter(pa.array(~plain)).to_pylist()]
    back = np.empty(len(tags), np.int64)
    back[plain], back[~plain] = np.arange(len(keys)), np.arange(len(keys), len(tags))
    order = pa.array(back)
    return _with(keys, odd, "key").take(order), _with(values, odd, "value").take(order)


def _with(found: pa.Array, odd: Sequence[dict[str, str]], name: str) -> pa.Array:
    return pa.concat_arrays([found, pa.array([stated.get(name, "") for stated in odd], pa.string())])


class _Pieces:
    """What tags fall into at their quotes."""

    def __init__(self, texts: pa.Array) -> None:
        self._texts = texts
        self._begins, self._data = _spread(texts)
        held = self._data[: self._begins[-1]].tobytes()  # a search in bytes is quicker than an array of flags
        self._any_odd = any(letter in held for letter in _ODD)

    def at(self, places: Positions) -> pa.Array:
        """Some pieces."""
        return self._texts.take(pa.array(places))

    def written(self, places: Positions, first: str, second: str) -> Flags:
        """Which tags, of these beginnings, are written `<… first="" second="">` and no otherwise."""
        right = self._are(places + 2, f" {second}=")
        right &= self._are(places + 4, "/>") | self._are(places + 4, ">") | self._are(places + 4, " />")
        heads = self.at(places).dictionary_encode()
        usual = re.compile(rf"<[^\s'=]+ {first}=")
        fits = np.array([usual.fullmatch(h) is not None for h in heads.dictionary.to_pylist()], np.bool_)
        right &= fits[heads.indices.to_numpy()] if len(fits) else False
        if self._any_odd:
            for place in (places + 1, places + 3):
                right &= ~self._odd(place)
        return right

    def _are(self, places: Positions, text: str) -> Flags:
        begins = self._begins[places]
        same: Flags = self._begins[places + 1] - begins == len(text)
        some = begins[same]
        fits = np.ones(len(some), np.bool_)
        for number, letter in enumerate(text.encode()):
            fits &= self._data[some + number] == letter
        same[same] = fits
        return same

    def _odd(self, places: Positions) -> Flags:
        found: Flags = pc.match_substring_regex(self.at(places), r"[&\t\n\r]").to_numpy(zero_copy_only=False)
        return found


def _stated(tag: str) -> dict[str, str]:
    """The attributes of a tag, whatever their order, quotes, spaces and references."""
    found: dict[str, str] = {}
    parser = expat.ParserCreate(namespace_separator=None)
    parser.StartElementHandler = lambda _name, given: found.update(given)
    parser.Parse(tag if tag.endswith("/>") else f"{tag[:-1]}/>", True)
    return found
