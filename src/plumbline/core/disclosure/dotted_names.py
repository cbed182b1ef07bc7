"""Names with the separator dot: where their parts begin and end among the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_words as words

_HAN: Final = "[\u4e00-\u9fff\u3400-\u4dbf]"
_PART: Final = rf"{_HAN}{{1,8}}"
_DOTTED: Final = re.compile(rf"{_PART}(?: ?· ?{_PART})+")
_BEGINS: Final = re.compile(
    rf"(?:{words.PERSON_WORDS}|{words.OFFICER_WORDS}|{words.BEFORE}|的|在|于|了|着|其)$"
)


def dotted(text: str) -> Iterator[tuple[int, int]]:
    """The places of such names; the ends are cut where the characters no longer write a sound."""
    for found in _DOTTED.finditer(text):
        first = re.match(_PART, found[0])
        assert first is not None
        begun = found.start() + first.end() - _tail(first[0])
        end = ends_at(text, begun)
        if end is not None:
            yield begun, end


def ends_at(text: str, start: int) -> int | None:
    """Where such a name that begins here ends; None for no such name."""
    found = _DOTTED.match(text, start)
    if found is None:
        return None
    last = list(re.finditer(_PART, found[0]))[-1]
    return start + last.start() + _head(last[0])


def _tail(part: str) -> int:
    """How many characters at the end of a first part belong to the name: up to a word that introduces names."""
    count = 1
    while count < len(part) and part[-count - 1] in words.SOUND and not _BEGINS.search(part[:-count]):
        count += 1
    return count


def _head(part: str) -> int:
    """How many characters at the beginning of a last part belong to the name: up to a deed or a particle."""
    count = 1
    while count < len(part) and part[count] in words.SOUND and not _follows(part, count):
        count += 1
    return count


def _follows(part: str, at: int) -> bool:
    """Whether a word begins here that follows names, and not a further syllable."""
    if re.match(rf"(?:{'|'.join(one for one in words.AFTER_WORDS.split('|') if len(one) > 1)})", part[at:]):
        return True
    return part[at] in "及因以和不" and at >= 2 and part[at + 1 : at + 2] not in words.SOUND
