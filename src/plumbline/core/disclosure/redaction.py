"""What is to be taken out of a text before it is published: proposed here, decided by a person.

`find_personal` returns places with a reason each; `known` are values that the case's register holds of its party, which
are found wherever they stand. The detector knows texts, not persons: it never tells what kind of name a name is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from plumbline.core.disclosure.addresses import addresses
from plumbline.core.disclosure.names import names
from plumbline.core.disclosure.numbers import numbers
from plumbline.core.disclosure.span import Kind, Plain, Span, plain, settled

_GAPS: Final = re.compile(r"[\s·.\-‐‑‒–—−]+")
_BETWEEN: Final = r"[\s·.\-‐‑‒–—−]{0,3}"
_LEAST: Final = 2


def find_personal(text: str, known: Iterable[tuple[Kind, str]] = ()) -> list[Span]:
    """The places that may hold something personal, in order, without overlaps."""
    read = plain(text)
    told = list(_known(read, known))
    found = settled([*told, *numbers(read), *addresses(read), *names(read)])
    return [one for one in found if any(map(str.isalnum, text[one.start : one.end]))]


def _known(read: Plain, known: Iterable[tuple[Kind, str]]) -> Iterable[Span]:
    """Each value wherever it stands, however it is broken, spaced or dotted there."""
    for kind, value in known:
        wanted = _GAPS.sub("", plain(value).text)
        if len(wanted) >= _LEAST:
            for found in re.finditer(_BETWEEN.join(map(re.escape, wanted)), read.text, re.IGNORECASE):
                yield read.span(found.start(), found.end(), kind, "field")
