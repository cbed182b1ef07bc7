"""An account of a due day in sentences and lines, Chinese or English.

9月24日受理，次日起算；期限7个工作日；9月28日周末不计；9月29日调休上班计入；10月1日至7日法定节假日（国庆节）不计；第7个工作日为10月9日
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from plumbline.core.clocks.arithmetic import Account, Run, RunKind
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of, weekday
from plumbline.core.clocks.counting import Unit
from plumbline.core.errors import Language

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MANY_WEEKENDS = 2
"""More weekends than this are summed up in the sentence; the lines still show each."""

_UNITS: dict[Language, dict[Unit, tuple[str, str]]] = {
    "zh": {
        Unit.DAYS: ("日", "日"),
        Unit.WORKING_DAYS: ("个工作日", "个工作日"),
        Unit.HOURS: ("小时", "小时"),
        Unit.MONTHS: ("个月", "个月"),
        Unit.YEARS: ("年", "年"),
    },
    "en": {
        Unit.DAYS: (" day", " days"),
        Unit.WORKING_DAYS: (" working day", " working days"),
        Unit.HOURS: (" hour", " hours"),
        Unit.MONTHS: (" month", " months"),
        Unit.YEARS: (" year", " years"),
    },
}

_PHRASES: dict[Language, dict[str, str]] = {
    "zh": {
        "start": "{day}起，当日不计，次日起算",
        "start_event": "{day}{event}，次日起算",
        "length": "期限{length}",
        "extended": "延长{extra}，与原期限合并一次计算",
        "weekend": "{range}周末不计",
        "weekends": "其间周末共{n}日不计",
        "makeup": "{range}调休上班计入",
        "holiday": "{range}{holiday}不计",
        "excluded": "{range}中止，{n}日不计",
        "open": "自{day}起中止，中止结束前没有届满日",
        "nth": "第{n}{unit}为{day}",
        "corresponding": "{length}的对应日为{day}",
        "resting": "{range}是{why}",
        "pausing": "{range}中止",
        "moves_to": "顺延至{day}",
        "clause": "，",
        "last_day": "届满日",
        "legal": "法定节假日（{name}）",
        "moved": "{name}假期",
        "plain_weekend": "周末",
        "make_up": "调休上班",
        "suspension": "中止",
        "counts": "计入",
        "counts_not": "不计",
        "moves": "顺延",
        "number": "第{a}{unit}",
        "numbers": "第{a}至{b}{unit}",
        "join": "；",
        "provisional": "暂定：已公布的工作日历只到{day}，此后的放假、调休安排公布后可能变动",
        "provisional_past": "暂定：{day}以前的工作日历没有录入",
        "awaited": "{names}的放假日期尚未录入，附近的日期可能变动",
        "due": "不迟于{day}24时",
        "due_hours": "不迟于{instant}",
        "due_hours_between": "起算时刻只知到日，届满时刻在{low}至{high}之间",
        "due_between": "延长期限不明，届满日在{low}至{high}之间",
        "suspended": "已中止，自{day}起没有届满日",
        "notice": "通知最迟应在{day}",
        "notice_rest": "该日是{why}，此前最后一个工作日是{day}",
        "earliest": "最早可在{day}",
        "accepted": "{day}延长：计入",
        "refused": "{day}延长：逾期或超过次数，不计入",
        "between": "通知之日与事件之日均不计，其间应满{length}",
        "calendar": "日历 {id}，版本 {version}（{digest}）",
        "comma": "、",
    },
    "en": {
        "start": "from {day}, itself not counted",
        "start_event": "{event} on {day}, counted from the next day",
        "length": "period {length}",
        "extended": "extended by {extra}, counted in one piece with it",
        "weekend": "{range} weekend, not counted",
        "weekends": "weekends between, {n} days in all, not counted",
        "makeup": "{range} make-up working day, counted",
        "holiday": "{range} {holiday}, not counted",
        "excluded": "{range} suspended, {n} days not counted",
        "open": "suspended since {day}, no due day until the suspension ends",
        "nth": "{unit} {n} is {day}",
        "corresponding": "the day corresponding after {length} is {day}",
        "resting": "{range}: {why}",
        "pausing": "{range}: suspended",
        "moves_to": "the last day moves to {day}",
        "clause": ", ",
        "last_day": "last day",
        "legal": "statutory holiday ({name})",
        "moved": "{name} rest",
        "plain_weekend": "weekend",
        "make_up": "make-up working day",
        "suspension": "suspension",
        "counts": "counted",
        "counts_not": "not counted",
        "moves": "moved on",
        "number": "{unit} {a}",
        "numbers": "{unit}s {a}-{b}",
        "join": "; ",
        "provisional": "provisional: the published calendar ends on {day}; later holidays may still be moved",
        "provisional_past": "provisional: no calendar has been entered for days before {day}",
        "awaited": "dates of {names} have not been entered; days near them may still move",
        "due": "due by 24:00 on {day}",
        "due_hours": "due by {instant} (included)",
        "due_hours_between": "the start is known to the day only; due between {low} and {high}",
        "due_between": "an extension's length is not stated; due between {low} and {high}",
        "suspended": "suspended since {day}: no due day",
        "notice": "notice no later than {day}",
        "notice_rest": "that day is {why}; the last working day before it is {day}",
        "earliest": "no earlier than {day}",
        "accepted": "extension of {day}: counts",
        "refused": "extension of {day}: too late or once too often, does not count",
        "between": "the day of the notice and of the event are not counted; {length} in full lie between",
        "calendar": "calendar {id}, version {version} ({digest})",
        "comma": ", ",
    },
}


class Line(NamedTuple):
    """One run of days for a table: the days, whether they count, what they are."""

    days: str
    status: str
    remark: str


def say(language: Language, phrase: str, **values: object) -> str:
    """A phrase of this module with its values."""
    return _PHRASES[language][phrase].format_map(values)


def day_in_full(day: int, language: Language) -> str:
    """`2024年10月9日（星期三）` or `Wednesday 9 Oct 2024`."""
    date = date_of(day)
    if language == "zh":
        return f"{date.year}年{date.month}月{date.day}日（星期{_WEEKDAYS_ZH[weekday(day)]}）"
    return f"{_WEEKDAYS_EN[weekday(day)]} {date.day} {_MONTHS_EN[date.month - 1]} {date.year}"


def length_of(n: int, unit: Unit, language: Language) -> str:
    """`7个工作日`, `1 month`."""
    return f"{n}{_UNITS[language][unit][n != 1]}"


def why_rest(day: int, calendar: WorkingCalendar, language: Language) -> str:
    """What the rest day is: weekend, statutory holiday, or rest around one."""
    return _rest(Run(day, day, RunKind.ROLLED, calendar.why(day).name), calendar, language)


def cautions(account: Account, calendar: WorkingCalendar, language: Language) -> list[str]:
    """What may still change: days beyond the published calendar, festivals not yet entered."""
    said = []
    if account.due.provisional:
        if account.due.day is not None and account.due.day > calendar.published_through:
            said.append(say(language, "provisional", day=day_in_full(calendar.published_through, language)))
        else:
            said.append(say(language, "provisional_past", day=day_in_full(calendar.published_from, language)))
    if calendar.awaited and (account.period.unit is Unit.WORKING_DAYS or account.period.roll):
        names = say(language, "comma").join(_name(name, calendar, language) for name in calendar.awaited)
        said.append(say(language, "awaited", names=names))
    return said


def sentence(account: Account, calendar: WorkingCalendar, language: Language, *, event: str = "") -> str:
    """The whole account in one sentence; `event` is the word for what happened on the first day (受理)."""
    dates = _Dates(language)
    start = dates.one(account.start)
    parts = [say(language, "start_event" if event else "start", day=start, event=event)]
    unit = account.period.unit
    parts.append(say(language, "length", length=length_of(account.period.n, unit, language)))
    if account.extra:
        parts.append(say(language, "extended", extra=length_of(account.extra, unit, language)))
    last = account.last_counted
    before = [run for run in account.runs if last is None or run.first <= last]
    parts += _run_parts(before, calendar, dates)
    if account.due.day is None:
        assert account.due.suspended_since is not None
        parts.append(say(language, "open", day=dates.one(account.due.suspended_since)))
    elif last is not None:
        parts.append(_last_part(account, last, dates))
        parts += _tail_parts(account, last, calendar, dates)
    return say(language, "join").join(parts)


def lines(account: Account, calendar: WorkingCalendar, language: Language) -> list[Line]:
    """The account as a table: one line a run of days."""
    table = []
    unit = Unit.WORKING_DAYS if account.period.unit is Unit.WORKING_DAYS else Unit.DAYS
    for run in account.runs:
        last = "" if run.last is None else date_of(run.last).isoformat()
        days = f"{date_of(run.first)}..{last}" if run.last != run.first else f"{date_of(run.first)}"
        if run.counts:
            status, numbered = "counts", "number" if run.number_from == run.number_to else "numbers"
            word = _UNITS[language][unit][0].strip()
            remark = say(language, numbered, a=run.number_from, b=run.number_to, unit=word)
            if run.kind is RunKind.MAKEUP:
                remark += f" · {say(language, 'make_up')}"
        else:
            status = "moves" if run.kind in (RunKind.ROLLED, RunKind.DUE) else "counts_not"
            remark = _why_not(run, calendar, language)
        table.append(Line(days, say(language, status), remark))
    return table


@dataclass(slots=True)
class _Dates:
    """Dates of one sentence: the year is said once, and again when it changes."""

    language: Language
    year: int = field(default=0)

    def one(self, day: int) -> str:
        date = date_of(day)
        shown_year, self.year = date.year != self.year, date.year
        if self.language == "zh":
            return f"{date.year}年{date.month}月{date.day}日" if shown_year else f"{date.month}月{date.day}日"
        text = f"{date.day} {_MONTHS_EN[date.month - 1]}"
        return f"{text} {date.year}" if shown_year else text

    def range(self, first: int, last: int) -> str:
        if first == last:
            return self.one(first)
        a, b = date_of(first), date_of(last)
        if (a.year, a.month) == (b.year, b.month):
            if self.language == "zh":
                return f"{self.one(first)}至{b.day}日"
            return f"{a.day}-{self.one(last)}"
        return f"{self.one(first)}{'至' if self.language == 'zh' else ' - '}{self.one(last)}"


def _name(name: str, calendar: WorkingCalendar, language: Language) -> str:
    return name if language == "zh" else calendar.festivals.get(name, name)


def _rest(run: Run, calendar: WorkingCalendar, language: Language) -> str:
    """What the rest is: a weekend, or a festival's rest, called statutory when one of its days is."""
    if not run.name:
        return say(language, "plain_weekend")
    assert run.last is not None
    statutory = any(calendar.is_statutory_holiday(day) for day in range(run.first, run.last + 1))
    return say(language, "legal" if statutory else "moved", name=_name(run.name, calendar, language))


def _why_not(run: Run, calendar: WorkingCalendar, language: Language) -> str:
    if run.kind is RunKind.EXCLUDED:
        return say(language, "suspension")
    return say(language, "last_day") if run.kind is RunKind.DUE else _rest(run, calendar, language)


def _run_parts(runs: list[Run], calendar: WorkingCalendar, dates: _Dates) -> list[str]:
    language = dates.language
    weekends = [run for run in runs if run.kind is RunKind.WEEKEND]
    summed = len(weekends) > _MANY_WEEKENDS
    parts = []
    for run in runs:
        if run.last is None or run.kind in (RunKind.COUNTED, RunKind.ROLLED, RunKind.DUE):
            continue
        if run.kind is RunKind.WEEKEND and summed:
            continue
        span = dates.range(run.first, run.last)
        if run.kind is RunKind.HOLIDAY:
            parts.append(say(language, "holiday", range=span, holiday=_rest(run, calendar, language)))
        else:
            parts.append(say(language, run.kind.value, range=span, n=run.days))
    if summed:
        parts.append(say(language, "weekends", n=sum(run.days for run in weekends)))
    return parts


def _last_part(account: Account, last: int, dates: _Dates) -> str:
    language, unit = dates.language, account.period.unit
    if unit in (Unit.MONTHS, Unit.YEARS) and last - account.start == account.total:
        length = length_of(account.period.n + account.extra, unit, language)
        return say(language, "corresponding", length=length, day=dates.one(last))
    counted = Unit.WORKING_DAYS if unit is Unit.WORKING_DAYS else Unit.DAYS
    word = _UNITS[language][counted][0].strip()
    return say(language, "nth", n=account.total, unit=word, day=dates.one(last))


def _tail_parts(account: Account, last: int, calendar: WorkingCalendar, dates: _Dates) -> list[str]:
    """Why the due day lies behind the last counted day, where it does."""
    due, language = account.due.day, dates.language
    if due is None or due == last:
        return []
    rolls = account.period.roll or account.period.unit is Unit.WORKING_DAYS
    tail = [
        run for run in account.runs if run.first > last and run.kind in (RunKind.EXCLUDED, RunKind.ROLLED)
    ]
    if rolls and calendar.covers(last) and not calendar.is_working(last):
        tail = _with_last_day(tail, last, calendar)
    parts = []
    for run in tail:
        assert run.last is not None
        span = dates.range(run.first, run.last)
        if run.kind is RunKind.EXCLUDED:
            parts.append(say(language, "pausing", range=span))
        else:
            parts.append(say(language, "resting", range=span, why=_rest(run, calendar, language)))
    parts.append(say(language, "moves_to", day=dates.one(due)))
    return [say(language, "clause").join(parts)]


def _with_last_day(tail: list[Run], last: int, calendar: WorkingCalendar) -> list[Run]:
    """The tail with the last counted day, itself a rest day, before it or joined to its first run."""
    name = calendar.why(last).name
    if tail and tail[0].kind is RunKind.ROLLED and tail[0].name == name:
        return [replace(tail[0], first=last), *tail[1:]]
    return [Run(last, last, RunKind.ROLLED, name), *tail]
