"""What stands in brackets right behind a person's name is of that person: a number without a label, where they live."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from plumbline.core.disclosure.public_numbers import is_officers
from plumbline.core.disclosure.span import Kind, Plain, Span

_NUMBER: Final = re.compile(r" ?\n?\( ?\n?([A-Za-z]{0,3}\n?\d(?:[ \-]?\n?\d){6,24}[Xx]?)(?= ?\n?[),;、])")
_DAY: Final = re.compile(r"(?:19|20)\d\d[\- ]?(?:0?[1-9]|1[0-2])[\- ]?(?:0?[1-9]|[12]\d|3[01])")
_ADDRESS: Final = re.compile(
    r" ?\n?\( ?((?:(?!公司|集团|医院|学校|市场|商场|酒店)[\u4e00-\u9fff]){2,30}"
    r"(?:路|街|巷|道|胡同|弄|村|庄|组|里|院|区|苑|园) ?\n?(?:[0-9一二三四五六七八九十百]{1,3}(?:组|队|"
    r"社))?[0-9〇一二三四五六七八九十百]{1,5} ?号[^,;。()]{0,16}|"
    r"\d{1,4} ?(?:栋|幢|号楼|#楼?|座) ?(?:\d{1,2} ?单元 ?)?\d{2,4} ?(?:室|号|户)?)(?=[,;)])"
)


def beside_names(read: Plain, named: Iterable[Span]) -> Iterator[Span]:
    """Numbers and addresses in brackets behind the names that were found."""
    for one in named:
        end = bisect_left(read.origin, one.end)
        number = _NUMBER.match(read.text, end)
        if number and not _DAY.fullmatch(number[1]) and not is_officers(read.text, *number.span(1)):
            yield read.span(number.start(1), number.end(1), Kind.NUMBER, "document")
        elif address := _ADDRESS.match(read.text, end):
            yield read.span(address.start(1), address.end(1), Kind.ADDRESS, "home")


_WHOSE_NUMBER: Final = (
    r"(?:证书|(?:执业|读者|借书)证|(?<=[,;、)])(?:执业)?注册|"
    r"(?:门诊|住院|病[历案]|就诊|片|户|工|学)|编|证|会员|账|卡)(?:编号|号码|号)?"
)
_ROW_BEFORE: Final = re.compile(
    rf"(?<![电水气热客照])(?<!字){_WHOSE_NUMBER}[:为是 ]{{0,2}}(?P<number>[A-Z]{{0,3}}\d(?:-?\d){{5,18}})"
    r"[,;、] ?(?:公民)?(?:居民)?(?:身份(?:证|号码)?(?:件)?(?:号码?)?[:为是 ]{0,2})?\n? {0,4}$"
)
_ROW_BEHIND: Final = re.compile(
    rf"[,;、)] ?{_WHOSE_NUMBER}[:为是 ]{{0,2}}(?P<number>[A-Z]{{0,3}}\d(?:-?\d){{5,18}})(?![0-9A-Za-z])"
)
_CITIZENS: Final = frozenset(("identity", "identity_like", "old_identity"))


def beside_citizens(read: Plain, found: Iterable[Span]) -> Iterator[Span]:
    """In a row with a citizen's number the number of a certificate, a household or a patient is the same person's."""
    for one in found:
        if one.reason not in _CITIZENS:
            continue
        start, end = bisect_left(read.origin, one.start), bisect_left(read.origin, one.end)
        row = _ROW_BEFORE.search(read.text, max(0, start - 50), start), _ROW_BEHIND.match(read.text, end)
        for number in filter(None, row):
            yield read.span(*number.span("number"), Kind.NUMBER, "document")
