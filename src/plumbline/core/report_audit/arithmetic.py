"""Whether the figures of a text agree: sums with their parts, rates with their base, the same said twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from plumbline.core.report_audit.answered import answered
from plumbline.core.report_audit.averages import averages
from plumbline.core.report_audit.kinds import are_all, kinds
from plumbline.core.report_audit.outcomes import closed
from plumbline.core.report_audit.parts import parts
from plumbline.core.report_audit.quantity import Quantity, sentences
from plumbline.core.report_audit.rates import rates
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import plain
from plumbline.core.report_audit.twice import twice
from plumbline.core.report_audit.wording import is_exact, unit_of

_ALL_REVIEWED: Final = re.compile("文件.{0,4}(?:全部|均|都).{0,4}合法性审[核查]")
"""«12份文件均经合法性审核»: told of as many as there are, it answers the question."""
_OTHERS_ARE_NONE: Final = re.compile(
    r"(?<!是否)(?:非(?:行政)?规范性文件|(?:不属于?|不是|不构成|未认定为)(?:行政)?规范性文件|不(?:属于|在)合法性审[核查]|不具有普遍约束力|不设定权利义务)"
)
"""The text says of the others that they are no normative documents, which answers the question."""
_MADE: Final = re.compile("(?:印发|制发|出台|制定|发布|公布)[^，。、]{0,6}规范性文件(?:共|共计)?$")
_REVIEWED: Final = re.compile(r"^(?!.*(?:(?<!行政)部门|[镇乡]))[^，]*合法性审[核查](?:的|通过)?$")
_WERE_REVIEWED: Final = re.compile("已?(?:经|通过|进行|开展)[^，。]{0,8}合法性审[核查]")
_MADE_OF: Final = re.compile("其中(?:行政)?规范性文件(?:共|为)?$")
_CLAUSE: Final = 16
"""«发文316件，其中行政规范性文件8件，合法性审核通过4件»: what is told right behind is of them."""
_NEAR: Final = 3
"""Numbers behind that of the documents among which that of their review stands."""
_LONGEST: Final = 1_000


def arithmetic(text: str, found: Sequence[Quantity]) -> Iterator[Remark]:
    """Everything the numbers of a text say against each other."""
    places = [one.start for one in found]
    spans = [
        (start, end, found[bisect_left(places, start) : bisect_left(places, end)])
        for start, end in _pieces(text)
    ]
    for way in (parts, kinds, are_all, closed, answered, rates, averages, twice):
        yield from way(text, spans)
    yield from _policy(text, found)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The sentences; what goes on for longer than anybody writes is cut, so that time grows with the length only."""
    for start, end in sentences(text):
        for at in range(start, end, _LONGEST):
            yield at, min(at + _LONGEST, end)


def _few_reviewed(found: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """«印发规范性文件11件，其中合法性审核8件»: documents called normative, and behind them fewer that were reviewed."""
    for place, made in enumerate(found):
        is_part = _MADE_OF.search(made.subject)
        if not ((_MADE.search(made.subject) or is_part) and is_exact(made)):
            continue
        behind = found[place + 1 : place + 1 + (1 if is_part else _NEAR)]
        reviewed = next(
            (one for one in behind if _REVIEWED.search(one.subject) or _WERE_REVIEWED.match(one.after)), None
        )
        if reviewed is None or unit_of(reviewed) != unit_of(made) or not is_exact(reviewed):
            continue
        if is_part and reviewed.start - made.end > _CLAUSE:
            continue
        if reviewed.value < made.value and made.value - reviewed.value not in [
            one.value for one in behind if one is not reviewed
        ]:
            yield made, reviewed


def _policy(text: str, found: Sequence[Quantity]) -> Iterator[Remark]:
    if _OTHERS_ARE_NONE.search(text):
        return
    if (few := next(_few_reviewed(found), None)) is not None:
        made, told = few
        data = {"whole": plain(made.value), "part": plain(told.value)}
        yield Remark("policy_without_review", told.start, told.end, data)
        return
    policies = next((one for one in found if re.search("政策文件|政策性文件", one.subject + one.after)), None)
    reviewed = next((one for one in found if "规范性文件" in one.subject + one.after), None)
    if policies is not None and any(
        one.value >= policies.value and unit_of(one) == unit_of(policies) and _ALL_REVIEWED.search(one.after)
        for one in found
    ):
        return
    if policies is None or reviewed is None:
        return
    rest = policies.value - reviewed.value
    start, end = sorted((policies.start, reviewed.start))
    end = min((at for at in (text.find("。", end), text.find("\n", end)) if at >= 0), default=len(text))
    is_told = any(
        one.value == rest
        and unit_of(one) == unit_of(policies)
        and "解读" not in one.subject
        and (start <= one.start < end or "文件" in one.subject + one.after)
        for one in found
    )
    if rest > 0 and not is_told:
        data = {"whole": plain(policies.value), "part": plain(reviewed.value)}
        yield Remark("policy_without_review", reviewed.start, reviewed.end, data)
