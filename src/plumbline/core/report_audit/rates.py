"""Rates against the numbers that they rest on: shares of a whole, and growth or fall against an earlier number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from plumbline.core.report_audit.quantity import PERCENT, Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import WINDOW, Spans, plain
from plumbline.core.report_audit.wording import DOING, is_count, is_exact, lead, shared, unit_of

_RATE: Final = re.compile(r"率|占|比例|比重|满意度|覆盖面")
_NO_SHARE: Final = re.compile(r"税率|利率|汇率|费率|浓度|含量|折扣|力争|目标|确保|计划|预计")
"""Rates of law or nature, and those that are only meant to be reached."""
_OVER_WHOLE: Final = re.compile(
    r"办结率|结案率|合格率|满意率|满意度|出庭率|覆盖率|答复率|占|比重|通过率|属实率"
)
_RISE: Final = re.compile(r"增长|增幅|增加|提高|上升|提升|上涨|攀升|涨幅")
_FALL: Final = re.compile(r"下降|减少|降低|降幅|回落|压降|压减|缩减|下滑|跌幅|减幅")
_COMPARED: Final = re.compile(r"同比|环比|较上|比上|较去|比去")
_EARLIER: Final = re.compile(
    r"上年|去年|上一年|同期|同比|此前|原来|[由从](?!事)|比(?!例|重|率)|较(?!大|多|好|强)|相比|高于|低于"
)
_CHANGE: Final = re.compile(
    r"(?:净增|新增|增加|增多|增长|减少|下降|降低|压减|提高|上升|多|少)(?:了|加|收|结|办)?$"
)
_NET: Final = re.compile(r"净增|新增|增加")
_TOTAL: Final = re.compile(r"总量|总数|达|累计|共有|现有|共")
_SAYS_GROWTH: Final = re.compile(
    r"增长率?|增幅|增加|提高|上升|提升|上涨|攀升|涨幅|下降|减少|降低|降幅|回落|压降|压减|缩减|下滑|跌幅|减幅|同比|环比|[与和较比同]|上年度?|去年|上一年度?|同期|相比"
    r"|幅度|比例|比率|实现|正|净|数|量|20\d\d年|[a-z\d.,]+\w"
)
_YEAR: Final = re.compile(r"(20\d\d)年")
_CARRIED: Final = re.compile("结转|旧存|结存|积案|遗留")
"""What was brought over is neither of this year nor of the one before."""
_POINTS: Final = "个百分点"
_TURNED: Final = re.compile(
    r"(?:提高|上升|提升|增长|增加|升|增|下降|降低|减少|压降|降|减|变|调整)(?:到|至|为)"
)
_MEANT: Final = re.compile("打算|安排|规划|计划|力争|到20..年")
_AHEAD: Final = 200
"""Characters before a rate among which the text says that it tells of what is to come."""
_TURNED_TO: Final = re.compile(_TURNED.pattern + r"了?$")
_NEAR: Final = 3
"""Sentences before and behind a rate in which its two numbers may stand."""
_BESIDE: Final = 24
"""Characters behind a rate within which the number of the year before may stand: «增长15%（2023年为5,440户）»."""
_BASE: Final = re.compile(
    r"回访|抽[查检样取考测]|调查|测评|评查|问卷|访问|评议|考试|参[加训考]|应|受理|收到|收件|接|办理|承办|审结|办结|征集|检查|答复|共|全[区县市](?=[^，；]*$)|[的对]"
)


def rates(text: str, spans: Spans) -> Iterator[Remark]:
    """Everything that the rates of a text say against its numbers."""
    for place, (start, end, within) in enumerate(spans):
        before: Sequence[Quantity] = spans[place - 1][2] if place else ()
        previous = text[slice(*spans[place - 1][:2])] if place else ""
        counts = [one for one in within[:WINDOW] if is_count(one)]
        if previous.endswith("；"):
            counts = [*(one for one in before[-WINDOW:] if is_count(one)), *counts]
        for rate in within[:WINDOW]:
            if rate.unit != PERCENT or not is_exact(rate):
                continue
            around = rate.subject + rate.after
            if _is_level(rate, within) and not _MEANT.search(text, max(0, rate.start - _AHEAD), rate.start):
                around = ""
            if _RISE.search(around) or _FALL.search(around) or _COMPARED.search(around):
                yield from _growth(text, start, rate, within, before)
            elif (not around or _RATE.search(around)) and not _NO_SHARE.search(text, start, end):
                told = list(_share(text, rate, counts, (before, previous)))
                if told and not _worked_out_near(rate, told[0].kind, counts, spans, place):
                    yield from told
        yield from _differences(text, start, within)
        yield from _multiples(text, start, within)


def _is_level(rate: Quantity, within: Sequence[Quantity]) -> bool:
    """«占比提升至71.4%»: where a rate stands now, and no growth; two rates from one to the other are told by growth."""
    shares = [one for one in within if one.unit == PERCENT and one.start < rate.start]
    return not shares and bool(_RATE.search(rate.subject) and _TURNED_TO.search(rate.subject))


def _worked_out_near(rate: Quantity, kind: str, counts: Sequence[Quantity], spans: Spans, place: int) -> bool:
    """Whether numbers of the sentences around come to the rate: «98%！…参与210件，成功206件»; what is called wrong
    must be the share that the number right before it has in one before.
    """
    around = [
        one
        for _start, _end, within in spans[max(0, place - _NEAR) : place + _NEAR + 1]
        for one in within[:WINDOW]
        if is_count(one) and is_exact(one)
    ]
    if kind == "rate_without_base":
        return any(_fits(rate, part, whole) for part, whole in _pairs(around))
    nearest = next((one for one in counts[::-1] if one.end <= rate.start), None)
    return nearest is not None and any(
        _same(rate, part.value * 100 / whole.value)
        for part, whole in _pairs([one for one in around if one.start <= nearest.start])
        if part is nearest
    )


def _growth(
    text: str, start: int, rate: Quantity, within: Sequence[Quantity], before: Sequence[Quantity]
) -> Iterator[Remark]:
    told = _Told(text, start, rate, within)
    if not told.old and not told.by and len(told.counts) == 1:
        told.old = _told_before(text, told.counts[0], before)
        told.new = told.counts if told.old else told.new
    if _of_another(rate, told.counts):
        return
    if not told.counts or "分别" in text[rate.start - 12 : rate.start]:
        return
    fitting = list(told.readings())
    if not fitting or any(_same(rate, abs(got)) and told.sign(got) for got, _part, _whole in fitting):
        return
    got, part, whole = fitting[0]
    data = {
        "said": f"{plain(rate.value)}%", "part": part.text, "whole": whole.text, "got": f"{_percent(got)}%",
    }  # fmt: skip
    yield Remark("growth_wrong", rate.start, rate.end, data)


def _differences(text: str, start: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """What is told as more or less, in points or in numbers, against the two numbers that it lies between."""
    for place, one in enumerate(within[:WINDOW]):
        if one.unit == _POINTS and is_exact(one):
            yield from _points(text, one, [held for held in within[:place] if held.unit == PERCENT])
    if len(within) < 3 or any(one.unit == PERCENT for one in within):
        return
    told = _Told(text, start, None, within)
    if not (len(told.old) == len(told.by) == len(told.new) == 1):
        return
    (old,), ((by, sign),), (new,) = told.old, told.by, told.new
    got = new.value - old.value
    if len({unit_of(one) for one in (old, by, new)}) == 1 and got != sign * by.value:
        data = {"said": by.text, "part": old.text, "whole": new.text, "got": plain(got)}
        yield Remark("growth_wrong", by.start, by.end, data)


def _multiples(text: str, start: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«由150个增加到450个，增长4倍»: a growth of so many times is what came on top, by the number before."""
    for place, one in enumerate(within[:WINDOW]):
        if (
            one.unit != "倍"
            or not is_exact(one)
            or not re.search(r"(?:增长|增加|提高|上升)了?$", one.subject)
        ):
            continue
        told = _Told(text, start, None, within[: place + 1])
        if len(told.old) != 1 or not told.new or told.old[0].value <= 0:
            continue
        old, new = told.old[0], told.new[-1]
        got = (new.value - old.value) / old.value
        if unit_of(old) == unit_of(new) and got > 0 and not _same(one, got):
            data = {"said": one.text, "part": old.text, "whole": new.text, "got": f"{_percent(got)}倍"}
            yield Remark("growth_wrong", one.start, one.end, data)


def _points(text: str, points: Quantity, shares: Sequence[Quantity]) -> Iterator[Remark]:
    """«由92%提高到97%，提高6个百分点»."""
    if len(shares) < 2 or not all(map(is_exact, shares[-2:])):
        return
    one, other = shares[-2:]
    between = text[one.end : other.start]
    before = lead(text, one, None)
    if not (_TURNED.search(between) or (_EARLIER.search(before) and len(between) < 16)):
        return
    got = abs(other.value - one.value)
    if got != points.value:
        data = {
            "said": points.text, "part": one.text, "whole": other.text, "got": f"{plain(got)}{_POINTS}",
        }  # fmt: skip
        yield Remark("growth_wrong", points.start, points.end, data)


def _of_another(rate: Quantity, counts: Sequence[Quantity]) -> bool:
    """Whether the rate's own clause names a matter of which the sentence gives no number."""
    if counts and counts[-1].after and rate.subject.endswith(counts[-1].after):
        return False
    matter = DOING.sub("", _SAYS_GROWTH.sub("", rate.subject))
    return len(matter) > 1 and not any(shared(matter, one.subject + one.after) for one in counts)


class _Told:
    """The numbers of a sentence by what they are to a rate of growth: earlier, by how much, and now."""

    def __init__(self, text: str, start: int, rate: Quantity | None, within: Sequence[Quantity]) -> None:
        at = rate.start if rate else within[-1].end
        shares = [one.end for one in within if one.unit == PERCENT and one.end <= at]
        floor = shares[-1] if shares else start
        self.falls = bool(_FALL.search(text, max(floor, at - 12), at))
        self.rises = bool(_RISE.search(text, max(floor, at - 12), at))
        exact = [one for one in within[:WINDOW] if is_count(one) and is_exact(one)]
        self.counts = [one for one in exact if floor <= one.start < at]
        self.old: list[Quantity] = []
        self.by: list[tuple[Quantity, int]] = []
        self.new: list[Quantity] = []
        years: dict[int, Quantity] = {}
        for before, one in pairwise((None, *self.counts)):
            if one is None:
                continue
            words = lead(text, one, before, start)
            if not words and text[one.start - 1] in "（(":
                words = text[max(start, one.start - 12) : one.start]
            if _CARRIED.search(words):
                continue
            dated = _YEAR.findall(words)
            if dated:
                years[int(dated[-1])] = one
            if _CHANGE.search(words):
                self.by.append((one, -1 if re.search(r"[减降少]", words[-4:]) else 1))
            elif _EARLIER.search(words):
                self.old.append(one)
            else:
                self.new.append(one)
        if rate is not None and not self.old and self.counts:
            self.old = _told_behind(text, rate, within)
        if not self.old and len(years) > 1:
            self.old = [years[min(years)]]
            self.new = [years[max(years)]]
        if not self.by and not self.old:
            self.by = [(one, 1) for one in self.counts if _NET.search(one.subject)][:1]
            net = [one for one, _sign in self.by]
            self.new = [one for one in self.counts if one not in net and _TOTAL.search(one.subject)]

    def readings(self) -> Iterator[tuple[Decimal, Quantity, Quantity]]:
        """What the growth comes to, with the numbers it was worked out of; the likeliest first."""
        for old in self.old:
            for new in self.new:
                if unit_of(new) == unit_of(old) and old.value > 0:
                    yield (new.value - old.value) * 100 / old.value, old, new
        for by, sign in self.by:
            for old in self.old:
                if unit_of(by) == unit_of(old) and old.value > 0:
                    yield sign * by.value * 100 / old.value, by, old
            for new in sorted(self.new, key=lambda one: not _TOTAL.search(one.subject)):
                base = new.value - sign * by.value
                if unit_of(new) == unit_of(by) and base > 0:
                    yield sign * by.value * 100 / base, by, new

    def sign(self, got: Decimal) -> bool:
        """Whether up is called up and down is called down."""
        if self.falls == self.rises:
            return True
        return got <= 0 if self.falls else got >= 0


def _told_before(text: str, new: Quantity, before: Sequence[Quantity]) -> list[Quantity]:
    """The number of the same matter in the sentence before, where it is told as one of an earlier year."""
    of_old = [
        one
        for one in before
        if is_count(one)
        and is_exact(one)
        and unit_of(one) == unit_of(new)
        and (_EARLIER.search(lead(text, one, None)) or _YEAR.search(lead(text, one, None)))
        and shared(one.subject + one.after, new.subject + new.after, 3)
    ]
    return of_old if len(of_old) == 1 else []


def _told_behind(text: str, rate: Quantity, within: Sequence[Quantity]) -> list[Quantity]:
    """The number of the year before, where it stands right behind the rate."""
    for one in within:
        if one.start < rate.end:
            continue
        between = text[rate.end : one.start]
        if len(between) > _BESIDE or not is_count(one) or not is_exact(one):
            break
        if _EARLIER.search(between) or _YEAR.search(between):
            return [one]
        break
    return []


def _share(
    text: str, rate: Quantity, counts: Sequence[Quantity], before: tuple[Sequence[Quantity], str]
) -> Iterator[Remark]:
    owed = re.search(r"率", rate.subject) and any(
        re.search(r"应(?!急|诉|用|对)\w", one.subject) for one in counts
    )
    if rate.value > 100 and (_OVER_WHOLE.search(rate.subject) or owed):
        data = {"said": plain(rate.value), "part": rate.text, "whole": "100%", "got": "100"}
        yield Remark("rate_wrong", rate.start, rate.end, data)
        return
    pairs = list(_pairs(counts))
    if len(counts) == 1 and (whole := _whole_before(text, rate, counts[0], before)) is not None:
        counts = [whole, *counts]
        pairs = list(_pairs(counts))
    if not pairs and not counts and _named_in(rate, before[1]):
        counts = [one for one in before[0] if is_count(one)]
        pairs = list(_pairs(counts))
    if any(_fits(rate, part, whole) for part, whole in pairs) or _fits_sum(rate, counts):
        return
    if not pairs:
        if not any(_is_base(text, one, rate) for one in counts):
            yield Remark("rate_without_base", rate.start, rate.end, {"said": plain(rate.value)})
        return
    pairs = [
        (part, whole)
        for part, whole in pairs
        if _is_named(text, rate, part) and (part.start < rate.start) == (whole.start < rate.start)
    ]
    if not pairs:
        return
    part, whole = min(
        pairs, key=lambda pair: abs(pair[0].start - rate.start) + abs(pair[1].start - rate.start)
    )
    if is_exact(part) and is_exact(whole):
        got = _percent(part.value * 100 / whole.value)
        data = {"said": plain(rate.value), "part": part.text, "whole": whole.text, "got": got}
        yield Remark("rate_wrong", rate.start, rate.end, data)


def _whole_before(
    text: str, rate: Quantity, part: Quantity, before: tuple[Sequence[Quantity], str]
) -> Quantity | None:
    """The whole told one sentence before: «征集60个……。完成51个，完成率85%», the rate's name told of the part."""
    named = re.search(r"(\w{2})率", rate.subject)
    if named is None or named[1] not in lead(text, part, None) or part.start > rate.start:
        return None
    wholes = [one for one in before[0] if is_count(one) and unit_of(one) == unit_of(part)]
    return wholes[0] if wholes and wholes[0].value >= part.value else None


def _pairs(counts: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    for whole in counts:
        for part in counts:
            if part is not whole and unit_of(part) == unit_of(whole) and 0 < whole.value >= part.value:
                yield part, whole


def _fits(rate: Quantity, part: Quantity, whole: Quantity) -> bool:
    """The part's share, or that of the others; over a hundred where more was done than was set."""
    got = part.value * 100 / whole.value
    over = rate.value > 100 and part.value > 0 and _same(rate, whole.value * 100 / part.value)
    return over or _same(rate, got) or _same(rate, 100 - got)


def _fits_sum(rate: Quantity, counts: Sequence[Quantity]) -> bool:
    """«现场18人、书面79人，占100人的97%»: two or three that stand together, of one of the others."""
    for at in range(len(counts) - 1):
        for size in (2, 3):
            run = counts[at : at + size]
            if len({unit_of(one) for one in run}) != 1:
                continue
            total = sum((one.value for one in run), Decimal(0))
            others = [one.value for one in counts if one not in run and unit_of(one) == unit_of(run[0])]
            if any(whole > 0 and _same(rate, total * 100 / whole) for whole in others):
                return True
            if total > 0 and any(_same(rate, one.value * 100 / total) for one in run):
                return True
    return False


def _named_in(rate: Quantity, previous: str) -> bool:
    """Whether the sentence before tells of what the rate is a rate of: «办结率» after a sentence with «办结»."""
    named = re.search(r"(\w{2})率", rate.subject)
    return named is not None and named[1] in previous


def _is_named(text: str, rate: Quantity, part: Quantity) -> bool:
    """Whether the rate's name speaks of the part: «出庭率» of those that appeared; a share «占» of any."""
    named = re.search(r"(\w{2,4})(?:比例?|率|度|的?比重)(?!.*率)", rate.subject)
    if named is None or "占" in rate.subject or named[1].endswith("完成"):
        return True
    words = lead(text, part, None) + part.after[:8]
    return shared(named[1], words) or any(one in words for one in named[1][-2:])


def _is_base(text: str, one: Quantity, rate: Quantity) -> bool:
    """Whether the count is what the rate is taken of: beside it, in brackets after it, or told as what was asked."""
    between = text[min(one.end, rate.end) : max(one.start, rate.start)]
    named = re.search(r"(\w{2})率", rate.subject)
    if re.match("，?(?:即|也就是|就是)", between) or (named and named[1] in lead(text, one, None)):
        return True
    if len(re.findall(r"[，；]", between)) > 1:
        return False
    around = text[max(0, one.start - 30) : one.start].rpartition("。")[2]
    is_told = _BASE.search(around) or _BASE.search(one.after)
    return "（" in between or not re.search("[，；]", between) or bool(is_told)


def _same(rate: Quantity, got: Decimal) -> bool:
    """Whether the rate is that number, to the decimals that it gives."""
    places = -int(rate.value.as_tuple().exponent)
    return abs(got - rate.value) <= Decimal("0.5").scaleb(-places)


def _percent(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
