"""Terms of rules in words, Chinese and English, for manuals and diagrams."""

from __future__ import annotations

from typing import Final

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.errors import Language
from plumbline.core.rules.expression import Field
from plumbline.core.rules.rule import (
    Before,
    ByDate,
    Carries,
    Clock,
    Extension,
    FigurePeriod,
    Interval,
    Limit,
    Never,
    OnExpiry,
    Rule,
    Until,
    Who,
)
from plumbline.core.rules.writing import write
from plumbline.core.vocabulary import Bearer, Standing, Stream

UNITS: Final[dict[Unit, tuple[str, str]]] = {
    Unit.DAYS: ("日", "days"),
    Unit.WORKING_DAYS: ("个工作日", "working days"),
    Unit.HOURS: ("小时", "hours"),
    Unit.MONTHS: ("个月", "months"),
    Unit.YEARS: ("年", "years"),
}
BEARERS: Final[dict[Bearer, tuple[str, str]]] = {
    Bearer.ORGAN: ("行政机关", "organ"),
    Bearer.PARTY: ("当事人", "party"),
    Bearer.COURT: ("法院", "court"),
    Bearer.OTHER: ("其他", "other"),
}
STANDINGS: Final[dict[Standing, tuple[str, str]]] = {
    Standing.READ: ("", ""),
    Standing.SECONDARY: ("⟨S⟩ 仅见于转引", "⟨S⟩ seen in excerpts only"),
    Standing.ELSEWHERE: ("⟨X⟩ 仅在他处有效", "⟨X⟩ binding elsewhere only"),
    Standing.DERIVED: ("⟨D⟩ 推定", "⟨D⟩ derived"),
    Standing.UNVERIFIED: ("未核实", "unverified"),
}
STREAMS: Final[dict[Stream, tuple[str, str]]] = {
    Stream.CASE: ("", ""),
    Stream.PARTY_YEAR: ("同一当事人一年内", "of one party in a year"),
    Stream.ORGAN_YEAR: ("同一机关一年内", "of one organ in a year"),
    Stream.ORGAN_PARTY_YEAR: ("同一机关对同一当事人一年内", "of one organ and party in a year"),
    Stream.OFFICER_YEAR: ("同一人员一年内", "of one officer in a year"),
    Stream.OBJECT: ("同一事项", "of one object"),
}


def pick(pair: tuple[str, str], language: Language) -> str:
    """The word in the language asked for."""
    return pair[0] if language == "zh" else pair[1]


def length(period: Period, language: Language) -> str:
    """«90日», «7个工作日», «90 days»."""
    zh, en = UNITS[period.unit]
    return f"{period.n}{zh}" if language == "zh" else f"{period.n} {en}"


def term(body: Clock | Interval, language: Language) -> str:
    """The length of a clock: «90日», «至少7个工作日», «不迟于次年01-31»."""
    zh = language == "zh"
    if isinstance(body, Interval):
        return ("至少" if zh else "at least ") + length(body.period, language)
    match body.term:
        case Period() as period:
            return length(period, language)
        case FigurePeriod(figure=figure, unit=unit):
            return (
                f"{figure}（{pick(UNITS[unit], language)}）"
                if zh
                else f"{figure} ({pick(UNITS[unit], language)})"
            )
        case Until(day=Field(name="at")):
            return "当日" if zh else "the same day"
        case Until(day=day):
            return ("至 " if zh else "until ") + write(day)
        case ByDate(month=month, day=day_of_month):
            shown = f"{month:02}-{day_of_month:02}"
            return f"不迟于次年{shown}" if zh else f"by {shown} of the next year"


def demand(rule: Rule, language: Language) -> str:
    """What the rule demands, in one line with step ids and expressions as written."""
    body, zh = rule.body, language == "zh"
    match body:
        case Clock() | Interval():
            return _clock(body, language)
        case Before(need=need):
            return ("此前：" if zh else "before it: ") + f"`{write(need)}`"
        case Limit(holds=holds):
            return f"`{write(holds)}`"
        case Who():
            return _who(body, language)
        case Carries(fields=fields, documents=documents, recordings=recordings):
            return ("须有：" if zh else "carries: ") + ", ".join((*fields, *documents, *recordings))
        case Never(at_most=at_most):
            if at_most == 0:
                return "不得发生" if zh else "never"
            return f"至多 {at_most} 次" if zh else f"at most {at_most}"


def _who(body: Who, language: Language) -> str:
    zh = language == "zh"
    parts = [(f"不少于{body.at_least}人" if zh else f"at least {body.at_least}")] if body.at_least else []
    if body.qualified:
        parts.append("持有效证件" if zh else "with a valid certificate")
    if body.role is not None:
        parts.append(("身份 " if zh else "role ") + body.role)
    if body.differs_from:
        parts.append(("不同于 " if zh else "not those of ") + ", ".join(body.differs_from))
    if body.recused_by is not None:
        parts.append(("未被回避：" if zh else "not recused by ") + body.recused_by)
    return ("；" if zh else "; ").join(parts)


def _clock(body: Clock | Interval, language: Language) -> str:
    zh = language == "zh"
    to = body.to if isinstance(body, Interval) else body.discharges
    parts = [f"{', '.join(body.opens)} → {', '.join(to)}", term(body, language)]
    if body.bearer is not Bearer.ORGAN:
        parts.insert(0, pick(BEARERS[body.bearer], language))
    if body.start is not None:
        parts.append(("自 " if zh else "from ") + f"`{write(body.start)}`")
    if body.match:
        parts.append(("按 " if zh else "by ") + ", ".join(body.match))
    if isinstance(body, Clock):
        parts += [_extension(e, language) for e in body.extensions]
        parts += [("扣除 " if zh else "without ") + f"{e.start}…{e.end}" for e in body.excludes]
        if body.restart:
            parts.append(("重新起算：" if zh else "restarts at ") + ", ".join(body.restart))
        if body.on_expiry is not None:
            parts.append(_expiry(body.on_expiry, language))
    return ("；" if zh else "; ").join(parts)


def _extension(extension: Extension, language: Language) -> str:
    zh = language == "zh"
    text = ("可延长：" if zh else "extended by ") + extension.step
    if extension.cap is not None:
        text += f"，≤{extension.cap}" if zh else f", at most {extension.cap}"
    if extension.times is not None:
        text += f"，{extension.times}次" if zh else f", {extension.times} time(s)"
    return text


def _expiry(expiry: OnExpiry, language: Language) -> str:
    if expiry.deem is not None:
        return ("逾期视为 " if language == "zh" else "else deemed ") + expiry.deem
    return ("逾期不得 " if language == "zh" else "afterwards barred: ") + str(expiry.bars)
