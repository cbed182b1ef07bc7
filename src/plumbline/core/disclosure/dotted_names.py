"""Names with the separator dot: where their parts begin and end among the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_words as words

_HAN: Final = "[\u4e00-\u9fff\u3400-\u4dbf]"
_MOST: Final = 8
_BEFORE: Final = re.compile(rf"{_HAN}{{1,{_MOST}}}(?= ?$)")
_AFTER: Final = re.compile(rf" ?({_HAN}{{1,{_MOST}}})")
_DOT: Final = re.compile(" ?·")
_BEGINS: Final = re.compile(
    rf"(?:{words.PERSON_WORDS}|{words.OFFICER_WORDS}|{words.INTRODUCES}|的|在|于|了|着|其)$"
)
_PHRASE: Final = re.compile(rf"(?:{'|'.join(one for one in words.AFTER_WORDS.split('|') if len(one) > 1)})")


def dotted(text: str) -> Iterator[tuple[int, int]]:
    """The places of such names; the ends are cut where the characters no longer write a sound."""
    done = 0
    for dot in _DOT.finditer(text):
        if dot.start() < done:
            continue
        before = _BEFORE.search(text, max(done, dot.start() - _MOST - 1), dot.start())
        if before is None:
            continue
        size = _tail(before[0])
        if size == 1 and before[0][-1] not in words.SOUND:
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
        count = _head(part[1], text[part.end() : part.end() + 1])
        end = found = part.start(1) + count
        if count < len(part[1]):
            break
    return found


def _tail(part: str) -> int:
    """How many characters at the end of a first part belong to the name: up to a word that introduces names."""
    count = 1
    while count < len(part) and part[-count - 1] in words.SOUND and not _BEGINS.search(part[:-count]):
        count += 1
    return count


def _head(part: str, following: str) -> int:
    """How many characters at the beginning of a later part belong to the name: up to a deed or a particle."""
    count = 1
    while count < len(part) and part[count] in words.SOUND:
        if _follows(part, count) and not _follows(part, count + 1):
            break
        count += 1
    # A syllable that the table lacks: whatever stands alone before what follows names, or before the end.
    is_loose = count < len(part) and part[count] not in words.NEVER_LAST and not _follows(part, count)
    ends = count + 1 == len(part) and following != "·"
    if is_loose and (ends or _follows(part, count + 1) or part[count + 1 :][:1] in words.PARTICLES):
        count += 1
    return count


def _follows(part: str, at: int) -> bool:
    """Whether a word begins here that follows names, and not a further syllable."""
    if at >= len(part):
        return False
    if _PHRASE.match(part, at):
        return True
    return part[at] in "及因以和不" and at >= 2 and part[at + 1 : at + 2] not in words.SOUND
