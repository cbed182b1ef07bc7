"""Whether the figures of a text agree: sums with their parts, rates with their base, the same said twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Final

from plumbline.core.report_audit.quantity import PERCENT, Bound, Quantity, sentences
from plumbline.core.report_audit.remark import Remark

_ALL_PARTS: Final = re.compile(r"分别为|分别是|包括|分为|由.{0,12}组成")
_SOME_PARTS: Final = re.compile(r"其中|含")
_RESULTS: Final = re.compile(r"确认违法|责令履行|撤销|变更|驳回|维持|终止|调解|不予受理")
_REST: Final = re.compile(r"其余|余下|另有|另外|剩余|尚有|尚未")
"""From here on the text tells of the rest."""
_BROUGHT_OVER: Final = re.compile(r"结转|旧存|上年")
_RATE: Final = re.compile(r"率|占|比例|比重")
_GROWTH: Final = re.compile(r"增长|增幅|同比|提高|上升")
_NET: Final = re.compile(r"净增|新增|增加")
_TOTAL: Final = re.compile(r"总量|总数|达|累计|共有|现有|共")
_RECEIVED: Final = re.compile(r"收到|受理|接收|收件|收案|新收|征集")
_CLOSED: Final = re.compile(r"办结|结案|审结|办理完结|答复|办复")
_DROPPED: Final = re.compile(
    r"(全年|全区|我区|本区|全县|我县|全市|我市|共计?|合计|总计|累计|组织|开展|举办|举行|实施|完成|全部|现有|共有|已|其中"
    r"|今年以来|年内|目前|同时|依法|并|均|的|了)"
)
"""What a clause says beside its matter: scope, doing, and how much in all."""
_OF_THEM: Final = re.compile(r"(.{3,})[中里]$")
"""«68件行政复议申请中»: a whole that the text has told of."""
_BACK: Final = 40
"""Quantities before among which that whole is looked for."""
_SAME_UNIT: Final = {"名": "人", "位": "人", "宗": "件", "起": "件", "场": "次", "场次": "次"}


def arithmetic(text: str, found: Sequence[Quantity]) -> Iterator[Remark]:
    """Everything the numbers of a text say against each other."""
    places = [one.start for one in found]
    for start, end in sentences(text):
        within = found[bisect_left(places, start) : bisect_left(places, end)]
        if len(within) > 1:
            yield from _parts(text[start:end], start, within)
            if not _BROUGHT_OVER.search(text, start, end):
                yield from _closed(within)
        yield from _rates(text[start:end], within)
    yield from _twice(found)
    yield from _policy(text, found)


def _parts(sentence: str, offset: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """The whole before «其中», «包括», «分别为» or a list of results, and the parts after it in the same unit."""
    for pattern, complete in ((_ALL_PARTS, True), (_SOME_PARTS, False), (_RESULTS, False)):
        mark = pattern.search(sentence)
        if mark is None:
            continue
        if pattern is _RESULTS and "复议" not in sentence:
            continue
        at = offset + mark.start()
        rest = _REST.search(sentence, mark.end())
        last = offset + rest.start() if rest else offset + len(sentence)
        wholes = [one for one in within if one.end <= at and one.unit != PERCENT]
        whole = wholes[-1] if wholes else None
        parts = [
            one for one in within if whole is not None and at < one.start < last and one.unit == whole.unit
        ]
        if whole is None or not parts or any(one.high is not None for one in (whole, *parts)):
            continue
        exact = all(one.bound is Bound.EXACT for one in (whole, *parts))
        complete = complete and len(parts) > 1
        yield from _compared(whole, parts, complete=complete, exact=exact, told_of_rest=rest is not None)
        return


def _compared(
    whole: Quantity, parts: Sequence[Quantity], *, complete: bool, exact: bool, told_of_rest: bool
) -> Iterator[Remark]:
    total = sum((one.value for one in parts), Decimal(0))
    data = {"parts": _plain(total), "whole": whole.text, "rest": _plain(whole.value - total)}
    place = whole.start, parts[-1].end
    if exact and complete and total != whole.value:
        yield Remark("sum_of_parts", *place, data)
    elif exact and total > whole.value:
        yield Remark("parts_exceed", *place, data)
    elif exact and len(parts) > 1 and total < whole.value and not told_of_rest:
        yield Remark("rest_open", *place, data)


def _closed(within: Sequence[Quantity]) -> Iterator[Remark]:
    for one, other in combinations(within, 2):
        if (
            one.unit == other.unit != PERCENT
            and _RECEIVED.search(one.subject)
            and _CLOSED.search(other.subject)
        ):
            exact = one.bound is other.bound is Bound.EXACT
            if exact and other.value > one.value:
                yield Remark("closed_exceed", one.start, other.end, {"part": other.text, "whole": one.text})
            return


def _rates(sentence: str, within: Sequence[Quantity]) -> Iterator[Remark]:
    counts = [one for one in within if one.unit != PERCENT and one.high is None]
    for rate in (
        one for one in within if one.unit == PERCENT and one.bound is Bound.EXACT and one.high is None
    ):
        around = rate.subject + rate.after
        if _GROWTH.search(around):
            yield from _growth(rate, counts)
        elif _RATE.search(around):
            yield from _share(rate, counts)


def _growth(rate: Quantity, counts: Sequence[Quantity]) -> Iterator[Remark]:
    net = next((one for one in counts if _NET.search(one.subject)), None)
    if net is None:
        return
    others = (one for one in counts if one is not net and one.unit == net.unit)
    total = next((one for one in others if _TOTAL.search(one.subject)), None)
    if total is None or total.value <= net.value:
        return
    got = net.value * 100 / (total.value - net.value)
    if not _same(rate, got):
        data = {"said": _plain(rate.value), "part": net.text, "whole": total.text, "got": _percent(got)}
        yield Remark("growth_wrong", rate.start, rate.end, data)


def _share(rate: Quantity, counts: Sequence[Quantity]) -> Iterator[Remark]:
    pairs = [
        (part, whole)
        for whole, part in [*combinations(counts, 2), *((b, a) for a, b in combinations(counts, 2))]
        if part.unit == whole.unit and whole.value > 0 and part.value <= whole.value
    ]
    if not pairs:
        yield Remark("rate_without_base", rate.start, rate.end, {"said": _plain(rate.value)})
        return
    if any(_same(rate, part.value * 100 / whole.value) for part, whole in pairs):
        return
    part, whole = pairs[0]
    if part.bound is whole.bound is Bound.EXACT:
        data = {"said": _plain(rate.value), "part": part.text, "whole": whole.text}
        yield Remark(
            "rate_wrong", rate.start, rate.end, {**data, "got": _percent(part.value * 100 / whole.value)}
        )


def _same(rate: Quantity, got: Decimal) -> bool:
    """Whether the rate is that number, to the decimals that it gives."""
    places = -int(rate.value.as_tuple().exponent)
    return abs(got - rate.value) <= Decimal("0.5").scaleb(-places)


def _twice(found: Sequence[Quantity]) -> Iterator[Remark]:
    """The same matter in the same unit with two numbers: in the same words in any order, or referred back to."""
    known: dict[tuple[str, str], Quantity] = {}
    exact = [one for one in found if one.bound is Bound.EXACT and one.high is None]
    for place, one in enumerate(exact):
        matter = "".join(sorted(_matter(one.subject) + _matter(one.after)))
        if len(matter) >= 4:
            held = known.setdefault((matter, _unit(one)), one)
            if held is not one and held.value != one.value:
                yield Remark("said_twice", one.start, one.end, {"one": held.text, "other": one.text})
                continue
        yield from _referred(one, exact[max(0, place - _BACK) : place])


def _referred(one: Quantity, before: Sequence[Quantity]) -> Iterator[Remark]:
    """«N件X中» where the text gave X another number before, and none that agrees."""
    back = _OF_THEM.search(one.after)
    if back is None:
        return
    matter = _matter(back[1])
    wholes = [
        held
        for held in before
        if _unit(held) == _unit(one)
        and (_matter(held.subject).endswith(matter) or _matter(held.after) == matter)
    ]
    if wholes and all(held.value != one.value for held in wholes):
        yield Remark("said_twice", one.start, one.end, {"one": wholes[-1].text, "other": one.text})


def _matter(words: str) -> str:
    return _DROPPED.sub("", words)


def _unit(one: Quantity) -> str:
    return _SAME_UNIT.get(one.unit, one.unit)


def _policy(text: str, found: Sequence[Quantity]) -> Iterator[Remark]:
    policies = next((one for one in found if re.search("政策文件|政策性文件", one.subject + one.after)), None)
    reviewed = next((one for one in found if "规范性文件" in one.subject + one.after), None)
    if policies is not None and reviewed is not None and reviewed.value < policies.value:
        data = {"whole": _plain(policies.value), "part": _plain(reviewed.value)}
        yield Remark("policy_without_review", reviewed.start, reviewed.end, data)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value == value.to_integral() else f"{value:f}"


def _percent(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
