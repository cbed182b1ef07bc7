"""What stands in brackets right behind a person's name is of that person: a number without a label, where they live."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from plumbline.core.disclosure.personal_papers import OFFICERS_NUMBER
from plumbline.core.disclosure.span import Kind, Plain, Span

_NUMBER: Final = re.compile(r" ?\n?\( ?\n?([A-Za-z]{0,3}\n?\d(?:[ \-]?\n?\d){6,24}[Xx]?)(?= ?\n?[),;、])")
_DAY: Final = re.compile(r"(?:19|20)\d\d[\- ]?(?:0?[1-9]|1[0-2])[\- ]?(?:0?[1-9]|[12]\d|3[01])")
_FAR: Final = 60
_ADDRESS: Final = re.compile(
    r" ?\n?\( ?((?:(?!公司|集团|医院|学校|市场|商场|酒店)[\u4e00-\u9fff]){2,16}"
    r"(?:路|街|巷|道|胡同|弄|村|庄|组|里|院|区|苑|园) ?\n?[0-9一二三四五六七八九十百]{1,5} ?号[^,;。()]{0,16})(?=[,;)])"
)


def beside_names(read: Plain, named: Iterable[Span]) -> Iterator[Span]:
    """Numbers and addresses in brackets behind the names that were found."""
    for one in named:
        end = bisect_left(read.origin, one.end)
        number = _NUMBER.match(read.text, end)
        if number and not _DAY.fullmatch(number[1]) and not _is_officers(read.text, number.start(1)):
            yield read.span(number.start(1), number.end(1), Kind.NUMBER, "document")
        elif address := _ADDRESS.match(read.text, end):
            yield read.span(address.start(1), address.end(1), Kind.ADDRESS, "home")


def _is_officers(text: str, start: int) -> bool:
    """Whether the number is the one by which an officer shows himself."""
    return OFFICERS_NUMBER.search(text[max(0, start - _FAR) : start]) is not None
