"""Growth and fall: a rate, a difference in points or in numbers, or a multiple, against an earlier number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from plumbline.core.report_audit.quantity import PERCENT, Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import WINDOW, hundredths, plain, same_rate
from plumbline.core.report_audit.wording import DOING, is_count, is_exact, lead, shared, unit_of

RISE: Final = re.compile(r"增长|增幅|增加|提高|上升|提升|上涨|攀升|涨幅")
FALL: Final = re.compile(r"下降|减少|降低|降幅|回落|压降|压减|缩减|下滑|跌幅|减幅|压缩|缩短|精简")
_EARLIER: Final = re.compile(
    r"上年|去年|上一年|同期|同比|此前|原来|[由从](?!事)|比(?!例|重|率)|较(?!大|多|好|强)|相比|高于|低于"
)
_CHANGE: Final = re.compile(
    r"(?:净增|新增|增加|增多|增长|减少|下降|降低|压减|压缩|缩短|延长|提高|上升|多|少)(?:了|加|收|结|办)?$"
)
_NET: Final = re.compile(r"净增|新增|增加")
_TOTAL: Final = re.compile(r"总量|总数|达|累计|共有|现有|共")
_SAYS_GROWTH: Final = re.compile(
    r"增长率?|增幅|增加|提高|上升|提升|上涨|攀升|涨幅|下降|减少|降低|降幅|回落|压降|压减|缩减|下滑|跌幅|减幅|同比|环比|[与和较比同]|上年度?|去年|上一年度?|同期|相比"
    r"|幅度|比例|比率|实现|正|净|数|量|20\d\d年|[a-z\d.,]+\w"
)
_YEAR: Final = re.compile(r"(20\d\d)年")
DOING_OF_OLD: Final = re.compile("上年|去年|上一年|同期|为|是")
_CARRIED: Final = re.compile("结转|旧存|结存|积案|遗留")
"""What was brought over is neither of this year nor of the one before."""
_POINTS: Final = "个百分点"
_OF_LAST_YEAR: Final = re.compile(
    r"(?:是|为|相当于|达到?)(?:了)?[^，。]{0,4}(?:上年|去年|上一年|同期|此前|原来)[^，。]{0,12}的$"
)
"""«是去年132场的2倍»."""
_DOUBLED: Final = re.compile(r"翻了?(?P<times>[一两二]?)番")
_DOUBLES: Final = Decimal("0.9"), Decimal("1.4")
"""What is said to have doubled may fall short by a tenth and go beyond by two fifths."""
TURNED: Final = re.compile(
    r"(?:提高|上升|提升|增长|增加|升|增|下降|降低|减少|压降|压缩|缩短|压减|扩大|降|减|变|调整)(?:到|至|为)"
)
_BETWEEN: Final = 16
"""Characters at most between a share and the one it is compared with: «98.2%，比上年的95.6%提高2.6个百分点»."""
_GROWTHS: Final = re.compile("分别(?:增长|上升|提高|增加|下降|减少|降低)了?$")
_AND: Final = ("、", "和", "与", "及")
_FROM_BEHIND: Final = re.compile(r"^[，（(]?(?:即|已)?[由从](?:[^，。；\d]{0,12})$")
_COMES_TO: Final = re.compile("^，?(?:总数|总量)?(?:达到?|增?至|为|共)?$")
_BESIDE: Final = 24
"""Characters behind a rate within which the number of the year before may stand: «增长15%（2023年为5,440户）»."""


def growth(
    text: str, start: int, rate: Quantity, within: Sequence[Quantity], before: Sequence[Quantity]
) -> Iterator[Remark]:
    """A rate of growth or fall against the numbers of its sentence, or of the sentence before."""
    if (pair := _turned_behind(text, rate, within)) is not None:
        yield from _against(rate, *pair, falls=bool(FALL.search(rate.subject)))
        return
    told = _Told(text, start, rate, within)
    if not told.old and not told.by and len(told.counts) == 1:
        told.old = _told_before(text, told.counts[0], before)
        told.new = told.counts if told.old else told.new
    if told.old and not told.new and text[start - 1 : start] == "；" and len(told.old) == 1:
        told.new = _now_before(told.old[0], before)
    if _of_another(rate, told.counts):
        return
    if not told.counts or "分别" in text[rate.start - 12 : rate.start]:
        return
    fitting = list(told.readings())
    if not fitting or any(same_rate(rate, abs(got)) and told.sign(got) for got, _part, _whole in fitting):
        return
    got, part, whole = fitting[0]
    data = {
        "said": f"{plain(rate.value)}%", "part": part.text, "whole": whole.text, "got": f"{hundredths(got)}%",
    }  # fmt: skip
    yield Remark("growth_wrong", rate.start, rate.end, data)


def growths(text: str, within: Sequence[Quantity]) -> tuple[list[Remark], set[int]]:
    """«2023年86件，2024年104件，2025年131件，分别增长20.9%、26%»: rates in a row, each of two years in a row; and where
    these rates stand, which are told of nothing else.
    """
    row: list[Quantity] = []
    for one in within[:WINDOW]:
        if one.unit == PERCENT and (
            _GROWTHS.search(one.subject) if not row else text[row[-1].end : one.start] in _AND
        ):
            row.append(one)
        elif row:
            break
    if not row[1:]:
        return [], set()
    dated: dict[int, Quantity] = {}
    told_before = [held for held in within if held.end <= row[0].start and is_count(held) and is_exact(held)]
    for before, held in zip((None, *told_before), told_before, strict=False):
        if said := _YEAR.findall(lead(text, held, before)):
            dated[int(said[-1])] = held
    places = {one.start for one in row}
    years = sorted(dated)
    if (
        len(years) != len(row) + 1
        or years[-1] - years[0] != len(row)
        or len(set(map(unit_of, dated.values()))) != 1
    ):
        return [], places
    if list(dated) != years:
        row = row[::-1]
    falls = bool(FALL.search(row[0].subject or row[-1].subject))
    pairs = zip(row, pairwise(years), strict=True)
    told = [list(_against(rate, dated[old], dated[new], falls=falls)) for rate, (old, new) in pairs]
    return [one for ones in told for one in ones], places


def _turned_behind(text: str, rate: Quantity, within: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """«同比减少28%，从290件降至209件»: the two numbers stand right behind the rate."""
    behind = [one for one in within[:WINDOW] if one.start >= rate.end][:2]
    if len(behind) < 2 or not all(is_count(one) and is_exact(one) for one in behind):
        return None
    old, new = behind
    if text[rate.end : rate.end + 1] in ("（", "(") and "）" not in text[rate.end : new.start]:
        labels = lead(text, old, None), lead(text, new, old)
        if _EARLIER.search(labels[1]) and not _EARLIER.search(labels[0]):
            old, new, labels = new, old, labels[::-1]
        if _EARLIER.search(labels[0]) and unit_of(old) == unit_of(new) and old.value > 0:
            return old, new
        old, new = behind
    joined = _FROM_BEHIND.match(text[rate.end : old.start]) and TURNED.search(text[old.end : new.start])
    near = new.start - old.end < _BETWEEN and unit_of(old) == unit_of(new) and old.value > 0
    return (old, new) if joined and near else None


def _against(rate: Quantity, old: Quantity, new: Quantity, *, falls: bool) -> Iterator[Remark]:
    """A rate of growth or fall against the number before and the number now."""
    got = (new.value - old.value) * 100 / old.value
    if not same_rate(rate, abs(got)) or (falls and got > 0):
        data = {
            "said": f"{plain(rate.value)}%", "part": old.text, "whole": new.text, "got": f"{hundredths(got)}%",
        }  # fmt: skip
        yield Remark("growth_wrong", rate.start, rate.end, data)


def differences(text: str, start: int, within: Sequence[Quantity]) -> Iterator[Remark]:
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


def multiples(text: str, start: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«由150个增加到450个，增长4倍»: a growth of so many times is what came on top, by the number before."""
    for place, one in enumerate(within[:WINDOW]):
        grown = re.search(r"(?:增长|增加|提高|上升)了?$", one.subject)
        if one.unit != "倍" or not is_exact(one) or not (grown or _OF_LAST_YEAR.search(one.subject)):
            continue
        if (pair := _turned_behind(text, one, within)) is not None:
            old, new = pair
        else:
            told = _Told(text, start, None, within[: place + 1])
            if len(told.old) != 1 or not told.new or told.old[0].value <= 0:
                continue
            old, new = told.old[0], told.new[-1]
        got = (new.value - (old.value if grown else 0)) / old.value
        if unit_of(old) == unit_of(new) and got > 0 and not same_rate(one, got):
            data = {"said": one.text, "part": old.text, "whole": new.text, "got": f"{hundredths(got)}倍"}
            yield Remark("growth_wrong", one.start, one.end, data)


def doubled(text: str, start: int, end: int, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«翻了一番» against the number of the year before and the number now."""
    said = _DOUBLED.search(text, start, end)
    if said is None or len(within) < 2:
        return
    told = _Told(text, start, None, within)
    if len(told.old) != 1 or len(told.new) != 1 or told.old[0].value <= 0:
        return
    (old,), (new,) = told.old, told.new
    times, got = 4 if said["times"] in {"两", "二"} else 2, new.value / old.value
    if unit_of(old) == unit_of(new) and not _DOUBLES[0] * times <= got <= _DOUBLES[1] * times:
        data = {"said": said[0], "part": old.text, "whole": new.text, "got": f"{hundredths(got)}倍"}
        yield Remark("growth_wrong", *said.span(), data)


def _points(text: str, points: Quantity, shares: Sequence[Quantity]) -> Iterator[Remark]:
    """«由92%提高到97%，提高6个百分点»."""
    if len(shares) < 2 or not all(map(is_exact, shares[-2:])):
        return
    one, other = shares[-2:]
    between = text[one.end : other.start]
    before = lead(text, one, None)
    compared = _EARLIER.search(before + between) and len(between) < _BETWEEN
    if not (TURNED.search(between) or compared):
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
        self.falls = bool(FALL.search(text, max(floor, at - 12), at))
        self.rises = bool(RISE.search(text, max(floor, at - 12), at))
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
            if text[one.start - len(words) - 1] in "（(":
                words = text[max(start, one.start - len(words) - 12) : one.start]
            if _CARRIED.search(words):
                continue
            dated = _YEAR.findall(words)
            if dated:
                years[int(dated[-1])] = one
            if _CHANGE.search(words):
                self.by.append((one, -1 if re.search(r"[减降少缩]", words[-4:]) else 1))
            elif _EARLIER.search(words):
                self.old.append(one)
            else:
                self.new.append(one)
        if rate is not None and not self.old and self.counts:
            self.old = _told_behind(text, rate, within)
        if rate is not None and self.old and not self.new:
            self.new = _now_behind(text, rate, within)
        if not self.old and len(years) > 1:
            self.old, self.new = ([years[year]] for year in sorted(years)[-2:])
        self.by_year = [years[year] for year in sorted(years)]
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
        for old, new in pairwise(self.by_year):
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


def _now_before(old: Quantity, before: Sequence[Quantity]) -> list[Quantity]:
    """The number of this year in the half of the sentence before: «追发1,860万元；上年追发1,550万元，增长20%»."""
    matter = DOING_OF_OLD.sub("", old.subject)
    alike = [
        one
        for one in before
        if is_count(one)
        and is_exact(one)
        and unit_of(one) == unit_of(old)
        and not _EARLIER.search(one.subject)
        and (not matter or shared(matter, one.subject))
    ]
    return alike if len(alike) == 1 else []


def _now_behind(text: str, rate: Quantity, within: Sequence[Quantity]) -> list[Quantity]:
    """The number of this year right behind the rate: «较去年的210件上升15%，达252件»."""
    behind = next((one for one in within if one.start >= rate.end), None)
    is_now = behind is not None and is_count(behind) and is_exact(behind)
    return [behind] if behind and is_now and _COMES_TO.match(text[rate.end : behind.start]) else []


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
