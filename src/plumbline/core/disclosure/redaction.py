"""What is to be taken out of a text before it is published: proposed here, decided by a person.

`find_personal` returns places with a reason each; `known` are values that the case's register holds of its party, which
are found wherever they stand. The detector knows texts, not persons: it never tells what kind of name a name is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from plumbline.core.disclosure.addresses import addresses
from plumbline.core.disclosure.names import names
from plumbline.core.disclosure.numbers import numbers
from plumbline.core.disclosure.span import Kind, Plain, Span, plain, settled


def find_personal(text: str, known: Iterable[tuple[Kind, str]] = ()) -> list[Span]:
    """The places that may hold something personal, in order, without overlaps."""
    read = plain(text)
    told = list(_known(read, known))
    return list(settled([*told, *numbers(read), *addresses(read), *names(read)]))


def _known(read: Plain, known: Iterable[tuple[Kind, str]]) -> Iterable[Span]:
    for kind, value in known:
        wanted = plain(value).text.strip()
        if len(wanted) >= 2:
            for found in re.finditer(re.escape(wanted), read.text):
                yield read.span(found.start(), found.end(), kind, "field")
