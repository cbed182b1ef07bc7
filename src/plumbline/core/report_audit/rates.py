"""Rates against the numbers that they rest on: shares of a whole; growth and fall stand in their own place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from plumbline.core.report_audit.growth import (
    FALL,
    RISE,
    TURNED,
    differences,
    doubled,
    growth,
    growths,
    multiples,
)
from plumbline.core.report_audit.quantity import PERCENT, Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import WINDOW, Spans, hundredths, plain, same_rate, summed
from plumbline.core.report_audit.wording import REST, clause_before, is_count, is_exact, lead, shared, unit_of

_RATE: Final = re.compile(r"率|占|比例|比重|满意度|认可度|知晓度|信任度|覆盖面")
_NO_SHARE: Final = re.compile(r"税率|利率|汇率|费率|浓度|含量|折扣|力争|目标|确保|计划|预计")
"""Rates of law or nature, and those that are only meant to be reached."""
_OVER_WHOLE: Final = re.compile(
    r"办结率|结案率|合格率|满意率|满意度|出庭率|覆盖率|答复率|占|比重|通过率|属实率"
)
_COMPARED: Final = re.compile(r"同比|环比|较上|比上|较去|比去")
_MEANT: Final = re.compile("打算|安排|规划|计划|力争|到20..年")
_AHEAD: Final = 200
"""Characters before a rate among which the text says that it tells of what is to come."""
_STANDS_AT: Final = re.compile("(?:率|满意度)(?:始?终?保持|一?直?稳定|维持|均|都|已|达到?|在|为)*$")
"""«持证率保持在98%左右»: told as what is, though not to the point."""
_TURNED_TO: Final = re.compile(TURNED.pattern + r"了?$")
_NEAR: Final = 3
"""Sentences before and behind a rate in which its two numbers may stand."""
_ROW: Final = 6
"""Clauses of a row that are told of the same whole."""
_ALL_OF_IT: Final = 100
_ASKED: Final = re.compile("回访|抽[查检样取考测]|调查|测评|评查|问卷|访问|评议|考试|参[加训考]")
_SHARES: Final = re.compile("分别占[^，。；]*$")
_CLAUSE: Final = 24
"""«…类型分别占31%、22%和18%»: shares of what the sentence before counted."""
_PARTED: Final = re.compile(r"(?:分别|各|依次)占[^，。；\d]{0,8}$|占比(?:分别|依次)[为是][^，。；\d]{0,4}$")
_JOINS_SHARES: Final = re.compile("[、和与及]")
_OF_ALL: Final = re.compile(r"占([\u4e00-\u9fa5]{3,12})(?:总数|总量)的?$")
_NAMED_SHARE: Final = re.compile(
    r"(?P<part>[^，。；：]{2,24})占(?:全部|所有|全年|同期)*(?P<whole>[\u4e00-\u9fa5]{2,8}?)(?:案件|总)?(?:数|量|额|(?<=案)件|案件)的?$"
)
_SHARE_OF: Final = re.compile(
    r"占(?:全部|所有|全年|同期)*(?P<whole>[\u4e00-\u9fa5]{2,8}?)(?:案件|总)?(?:数|量|(?<=案)件|案件)的?$"
)
"""«移送3起，占立案数的3.1%»: the part stands right before, the whole is named."""
_BEGINS: Final = re.compile("^(?:全年|全[区县市局]|共|今年|年内)+")
_NOUN: Final = 3
_SIDE_BY_SIDE: Final = 2
"""Numbers this near to each other are told of each other; of farther ones some pair fits any rate by chance."""
_OWED: Final = re.compile(r"应(?!急|诉|用|对)\w")
_ALL: Final = re.compile("全部|均|都")
_BASE: Final = re.compile(
    r"回访|抽[查检样取考测]|调查|测评|评查|问卷|访问|评议|考试|参[加训考]|应|受理|收到|收件|接|办理|承办|审结|办结|征集|检查|答复|共|全部|所有|全[区县市](?![^，；]*(?:举办|开展|组织|培训|新[增建]|建成|发放|召开|制[定发]))(?=[^，；]*$)|[的对]"
)


def rates(text: str, spans: Spans) -> Iterator[Remark]:
    """Everything that the rates of a text say against its numbers."""
    for place, (start, end, within) in enumerate(spans):
        before: Sequence[Quantity] = spans[place - 1][2] if place else ()
        previous = text[slice(*spans[place - 1][:2])] if place else ""
        counts = [one for one in within[:WINDOW] if is_count(one)]
        if previous.endswith("；"):
            counts = [*(one for one in before[-WINDOW:] if is_count(one)), *counts]
        told_in_row, in_row = growths(text, within)
        yield from told_in_row
        for rate in within[:WINDOW]:
            if rate.unit != PERCENT or rate.high is not None or rate.start in in_row:
                continue
            around = rate.subject + rate.after
            if not is_exact(rate):
                has_base = any(_is_base(text, one, rate) for one in counts)
                stands = _STANDS_AT.search(rate.subject) and not _NO_SHARE.search(text, start, end)
                if stands and not has_base:
                    yield Remark("rate_without_base", rate.start, rate.end, {"said": plain(rate.value)})
                continue
            if _is_level(rate, within) and not _MEANT.search(text, max(0, rate.start - _AHEAD), rate.start):
                around = ""
            if RISE.search(around) or FALL.search(around) or _COMPARED.search(around):
                yield from growth(text, start, rate, within, before)
            elif (told_by_name := _of_named(text, rate, spans, place)) is not None:
                yield from told_by_name
            elif (not around or _RATE.search(around)) and not _NO_SHARE.search(text, start, end):
                told = list(_share(text, rate, counts, (before, previous)))
                if told and not _worked_out_near(text, rate, told[0].kind, counts, spans, place):
                    yield from told
        yield from _shares_together(text, within[:WINDOW])
        yield from differences(text, start, within)
        yield from multiples(text, start, within)
        yield from doubled(text, start, end, within)


def _shares_together(text: str, within: Sequence[Quantity]) -> Iterator[Remark]:
    """«分别占31%、52%和37%»: shares of one whole that come to more than all of it."""
    row: list[Quantity] = []
    for one in (*within, None):
        joined = one is not None and row and _JOINS_SHARES.fullmatch(text[row[-1].end : one.start])
        if one is not None and one.unit == PERCENT and is_exact(one) and (joined or not row):
            row.append(one)
            continue
        if len(row) > 1 and _PARTED.search(text, max(0, row[0].start - _CLAUSE), row[0].start):
            total = summed(row)
            if total > _ALL_OF_IT + Decimal(len(row)) / 2 and max(part.value for part in row) < _ALL_OF_IT:
                data = {"parts": f"{plain(total)}%", "whole": "100%", "rest": plain(_ALL_OF_IT - total)}
                yield Remark("sum_of_parts", row[0].start, row[-1].end, data)
        row = [one] if one is not None and one.unit == PERCENT and is_exact(one) else []


def _of_named(text: str, rate: Quantity, spans: Spans, place: int) -> list[Remark] | None:
    """«和解占审结数的26.3%»: both are named, and each has one number before; None where that is not so."""
    said, of = _NAMED_SHARE.match(rate.subject), _SHARE_OF.match(rate.subject)
    if said is None and of is None:
        return None
    told = [
        one
        for _start, _end, within in spans[max(0, place - _NEAR) : place + 1]
        for one in within[:WINDOW]
        if is_count(one) and is_exact(one) and one.end <= rate.start
    ]
    at = text.rfind("占", 0, rate.start)
    part = {
        one.value: one
        for one in told
        if one.end == at
        or (said is not None and one.subject.removesuffix("的").endswith(said["part"]))
        or (said is None and one.end + 1 == at)
    }
    name = (said or of)["whole"]  # type: ignore[index]
    whole = {one.value: one for one in told if _is_told_as(name, one)}
    if said is None:
        of_all = [one for one in told if "其中" not in one.subject]
        whole = {one.value: one for one in of_all if _is_told_as(name, one)}
        behind = spans[place + 1][2][:1] if place + 1 < len(spans) else ()
        whole = whole or {one.value: one for one in behind if _is_told_as(name, one) and is_exact(one)}
        whole = whole or {one.value: one for one in of_all if _BEGINS.sub("", one.subject).startswith(name)}
    if len(part) != 1 or len(whole) != 1:
        return None
    ((few, one),), ((many, all_),) = part.items(), whole.items()
    if unit_of(one) != unit_of(all_) or not 0 < few <= many:
        return None
    got = few * 100 / many
    if same_rate(rate, got):
        return []
    data = {"said": plain(rate.value), "part": one.text, "whole": all_.text, "got": hundredths(got)}
    return [Remark("rate_wrong", rate.start, rate.end, data)]


def _is_told_as(words: str, one: Quantity) -> bool:
    """Whether the number is told of that, and not of its contrary."""
    at = len(one.subject) - len(words)
    return one.subject.endswith(words) and one.subject[max(0, at - 1) : at] not in ("未", "不", "无")


def _is_level(rate: Quantity, within: Sequence[Quantity]) -> bool:
    """«占比提升至71.4%»: where a rate stands now, and no growth; two rates from one to the other are told by growth."""
    shares = [one for one in within if one.unit == PERCENT and one.start < rate.start]
    return not shares and bool(_RATE.search(rate.subject) and _TURNED_TO.search(rate.subject))


def _worked_out_near(
    text: str, rate: Quantity, kind: str, counts: Sequence[Quantity], spans: Spans, place: int
) -> bool:
    """Whether numbers of the sentences around come to the rate: «98%！…参与210件，成功206件»; what is called wrong
    must be the share that the number right before it has in one before.
    """
    first = place
    while first and place - first < _ROW and text[spans[first][0] - 1] == "；":
        first -= 1  # clauses of one row are one sentence
    around = [
        one
        for _start, _end, within in spans[max(0, first - _NEAR) : place + _NEAR + 1]
        for one in within[:WINDOW]
        if is_count(one) and is_exact(one)
    ]
    nearest = next((one for one in counts[::-1] if one.end <= rate.start), None)
    row = [one for one in counts if one.end <= rate.start and is_exact(one)]
    runs = (row[at : at + size] for size in (2, 3) for at in range(len(row) - size + 1))
    if any(_fits_run(rate, run, around) for run in runs):
        return True
    if kind == "rate_without_base":
        at = {one.start: place for place, one in enumerate(around)}
        return any(
            _fits(rate, part, whole, others=_is_of_one_matter(rate, part, whole))
            and (
                part is nearest
                or abs(at[part.start] - at[whole.start]) <= _SIDE_BY_SIDE
                or _is_of_one_matter(rate, part, whole)
            )
            for part, whole in _pairs(around)
        )
    is_owed = any(_OWED.search(one.subject) for one in counts)
    return nearest is not None and any(
        same_rate(rate, part.value * 100 / whole.value)
        and (whole in counts or not is_owed or _is_of_one_matter(rate, nearest, whole))
        for part, whole in _pairs([one for one in around if one.start <= nearest.start])
        if part is nearest
    )


def _is_of_one_matter(rate: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether a whole of another sentence has a word in common with the rate or its part: no chance fit."""
    words = whole.subject + whole.after
    return shared(rate.subject, words) or shared(part.subject + part.after, words)


def _share(
    text: str, rate: Quantity, counts: Sequence[Quantity], before: tuple[Sequence[Quantity], str]
) -> Iterator[Remark]:
    owed = "率" in rate.subject and any(_OWED.search(one.subject) for one in counts)
    if rate.value > 100 and (_OVER_WHOLE.search(rate.subject) or owed):
        data = {"said": plain(rate.value), "part": rate.text, "whole": "100%", "got": "100"}
        yield Remark("rate_wrong", rate.start, rate.end, data)
        return
    last = next((one for one in counts[::-1] if one.end <= rate.start), None)
    if rate.value == _ALL_OF_IT and last is not None and _ALL.search(text, last.end, rate.start):
        return  # «应由负责人出庭的41件全部出庭，出庭应诉率100%»: the part is its own whole
    pairs = list(_pairs(counts))
    if len(counts) == 1 and (whole := _whole_before(text, rate, counts[0], before)) is not None:
        counts = [whole, *counts]
        pairs = list(_pairs(counts))
    if not pairs and not counts and _named_in(rate, before[1]):
        counts = [one for one in before[0] if is_count(one)]
        pairs = list(_pairs(counts))
    if any(
        _fits(rate, part, whole, others=not _names(text, rate, part)) for part, whole in pairs
    ) or _fits_sum(text, rate, counts):
        return
    if not pairs:
        of_before = _SHARES.search(text, max(0, rate.start - _CLAUSE), rate.start) and any(
            map(is_count, before[0])
        )
        if not of_before and not any(_is_base(text, one, rate) for one in counts):
            yield Remark("rate_without_base", rate.start, rate.end, {"said": plain(rate.value)})
        return
    if of := _OF_ALL.search(rate.subject):
        pairs = [(part, whole) for part, whole in pairs if shared(of[1], whole.subject + whole.after, _NOUN)]
        if not pairs:
            return  # the whole that is named has no number here
    pairs = [(part, whole) for part, whole in pairs if _may_be_of(text, rate, part, whole)]
    if not pairs:
        asked = any(_ASKED.search(clause_before(text, one)) for one in counts)
        if rate.value < 100 and not asked and not any(_is_base(text, one, rate) for one in counts):
            yield Remark("rate_without_base", rate.start, rate.end, {"said": plain(rate.value)})
        return
    part, whole = min(
        pairs, key=lambda pair: abs(pair[0].start - rate.start) + abs(pair[1].start - rate.start)
    )
    if is_exact(part) and is_exact(whole):
        got = hundredths(part.value * 100 / whole.value)
        data = {"said": plain(rate.value), "part": part.text, "whole": whole.text, "got": got}
        yield Remark("rate_wrong", rate.start, rate.end, data)


def _may_be_of(text: str, rate: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether a rate that is wrong for these two may be meant as theirs: the part is what it names, and both stand on
    one side of it, or the whole in a bracket behind; a bracket before that has closed is about something else.
    """
    behind = text[rate.end : max(rate.end, whole.start)]
    base = "占" in rate.subject and behind.startswith(("（", "(")) and "）" not in behind
    between = text[max(part.end, whole.end) : rate.start]
    closed = between.find("）")
    if closed >= 0 and "（" not in between[:closed] and "，" in between[closed:]:
        return False
    one_side = (part.start < rate.start) == (whole.start < rate.start)
    return _is_named(text, rate, part) and (one_side or (base and part.start < rate.start))


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


def _names(text: str, rate: Quantity, part: Quantity) -> bool:
    """Whether the rate has the very word by which the part is told: «败诉7件，败诉率10%» is no rate of the others."""
    named = re.search(r"(\w{2})率", rate.subject)
    words = lead(text, part, None)
    return named is not None and words.endswith(named[1]) and words[-3:-2] not in ("不", "未", "无")


def _fits(rate: Quantity, part: Quantity, whole: Quantity, *, others: bool = True) -> bool:
    """The part's share, or that of the others; over a hundred where more was done than was set."""
    got = part.value * 100 / whole.value
    over = rate.value > 100 and part.value > 0 and same_rate(rate, whole.value * 100 / part.value)
    return over or same_rate(rate, got) or (others and same_rate(rate, 100 - got))


def _fits_sum(text: str, rate: Quantity, counts: Sequence[Quantity]) -> bool:
    """«现场18人、书面79人，占100人的97%»: two or three that stand together, of one of the others."""
    for at in range(len(counts) - 1):
        for size in (2, 3):
            run = counts[at : at + size]
            if len({unit_of(one) for one in run}) != 1:
                continue
            total = sum((one.value for one in run), Decimal(0))
            others = [one.value for one in counts if one not in run and unit_of(one) == unit_of(run[0])]
            if any(whole > 0 and same_rate(rate, total * 100 / whole) for whole in others):
                return True
            joined = (
                all(text[one.end] in "、和及与" for one in run[:-1])
                or len({one.subject[-2:] for one in run}) == 1
            )
            joined = joined or REST.search(text, run[0].end, run[-1].start) is not None
            if joined and total > 0 and any(same_rate(rate, one.value * 100 / total) for one in run):
                return True
    return False


def _fits_run(rate: Quantity, run: Sequence[Quantity], around: Sequence[Quantity]) -> bool:
    """«撤销8件、确认违法6件，纠错率8.24%»: some told before the rate, together, of a whole in a sentence around."""
    total = summed(run)
    return len({unit_of(one) for one in run}) == 1 and any(
        unit_of(whole) == unit_of(run[0])
        and whole.value > total
        and same_rate(rate, total * 100 / whole.value)
        for whole in around
        if whole not in run
    )


def _named_in(rate: Quantity, previous: str) -> bool:
    """Whether the sentence before tells of what the rate is a rate of: «办结率» after a sentence with «办结»."""
    named = re.search(r"(\w{2})率", rate.subject)
    return named is not None and named[1] in previous


def _is_named(text: str, rate: Quantity, part: Quantity) -> bool:
    """Whether the rate's name speaks of the part: «出庭率» of those that appeared; a share «占» of any."""
    named = re.search(r"(\w{2,4})(?:比例?|率|度|面|的?比重)(?!.*率)", rate.subject)
    if named is None or "占" in rate.subject or named[1].endswith("完成"):
        return True
    words = lead(text, part, None) + part.after[:8]
    if rate.value == _ALL_OF_IT:
        return shared(named[1], words)
    return shared(named[1], words) or any(one in words for one in named[1][-2:])


def _is_base(text: str, one: Quantity, rate: Quantity) -> bool:
    """Whether the count is what the rate is taken of: beside it, in brackets after it, or told as what was asked."""
    between = text[min(one.end, rate.end) : max(one.start, rate.start)]
    named = re.search(r"(\w{2})率", rate.subject)
    if re.match("，?(?:即|也就是|就是)", between) or (named and named[1] in lead(text, one, None)):
        return True
    if len(re.findall(r"[，；]", between)) > 1:
        return False
    around = clause_before(text, one)
    is_told = _BASE.search(around) or _BASE.search(one.after)
    return "（" in between or not re.search("[，；]", between) or bool(is_told)
