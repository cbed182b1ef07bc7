"""`plumbline deadline`: when a period ends, and the arithmetic behind it."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import click

from plumbline.core.clocks.arithmetic import Account, account
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.calendar_file import load_calendar
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.clocks.counting import Grant, Period, Span, Unit
from plumbline.core.clocks.counting_rule import Counted, Reason, load_counting
from plumbline.core.clocks.deadline import (
    earliest_event_day,
    granted,
    hours_due,
    instants_of_day,
    latest_notice_day,
)
from plumbline.core.clocks.wording import cautions, day_in_full, length_of, lines, say, sentence, why_rest
from plumbline.core.clocks.written_period import read_period
from plumbline.core.errors import Language
from plumbline.core.law.dated_figure import division_chain
from plumbline.core.vocabulary import Standing
from plumbline.site.language import _, current_language, use_language
from plumbline.site.packs_folder import own_calendars, packs_folder
from plumbline.site.terminal import print_json

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MARKS = {
    Standing.SECONDARY: " ⟨S⟩",
    Standing.ELSEWHERE: " ⟨X⟩",
    Standing.DERIVED: " ⟨D⟩",
    Standing.UNVERIFIED: " «unverified»",
}


class When(NamedTuple):
    """A day, and the moment if the time of day was given (without a zone: the calendar's)."""

    day: int
    moment: datetime | None


class Moment(click.ParamType):
    """`2024-09-30` or `2024-09-30T17:20`: the day, and the time of day if given."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:
        text = str(value)
        try:
            if len(text) == len("YYYY-MM-DD"):
                return When(parse_day(text), None)
            moment = datetime.fromisoformat(text)
            return When(parse_day(moment.date().isoformat()), moment)
        except ValueError:
            self.fail(_("write YYYY-MM-DD or YYYY-MM-DDTHH:MM: {value}").format(value=value), param, ctx)


class Extension(click.ParamType):
    """`2024-10-01:30`: granted on, by how many; `?` where the length is not stated."""

    name = "date:n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Grant:
        day, _colon, amount = str(value).partition(":")
        try:
            return Grant(parse_day(day), None if amount == "?" else int(amount))
        except ValueError:
            problem = _("write YYYY-MM-DD:NUMBER, or :? for an unstated length: {value}")
            self.fail(problem.format(value=value), param, ctx)


class Pause(click.ParamType):
    """`2024-09-10..2024-09-30`; nothing after the dots while it lasts."""

    name = "from..to"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Span:
        first, dots, last = str(value).partition("..")
        try:
            if not dots:
                raise ValueError(value)
            span = Span(parse_day(first), parse_day(last) if last else None)
        except ValueError:
            self.fail(_("write YYYY-MM-DD..YYYY-MM-DD: {value}").format(value=value), param, ctx)
        if span.end is not None and span.end < span.start:
            self.fail(_("the pause ends before it begins: {value}").format(value=value), param, ctx)
        return span


def _speak(ctx: click.Context, param: click.Parameter, value: Language | None) -> None:
    if value:
        use_language(value)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question: period, calendar and what adjusts it."""

    counted: Counted
    calendar: WorkingCalendar
    language: Language
    extensions: tuple[Grant, ...]
    pauses: tuple[Span, ...]
    cap: int | None
    times: int | None

    @property
    def period(self) -> Period:
        return self.counted.period


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed: the headline first, then reasons, sentence, table and cautions; `data` for `--json`."""

    headline: str
    data: dict[str, Any]
    sentence: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@click.command(
    help="Tell when a period ends (--from and --within), the last day for a notice (--event and --at-least) or the "
    "first day after a minimum interval (--from and --at-least), with the arithmetic day by day.\n\n"
    "A period is written `7 working_days`, `90 days`, `3 months`, `24 hours`, `七日`, `7个工作日`. With --rule "
    "a bare 日 is a working day or a calendar day as that statute says."
)
@click.option(
    "--from", "start", type=Moment(), help="Day, or moment, from which the period runs; itself not counted."
)
@click.option("--within", metavar="PERIOD", help="Period by the end of which the act is due.")
@click.option(
    "--at-least", metavar="PERIOD", help="Minimum interval that must lie between, both ends excluded."
)
@click.option("--event", type=Moment(), help="Day of the event that a notice must precede by --at-least.")
@click.option(
    "--extend", "extensions", type=Extension(), multiple=True, help="Extension: day granted and length."
)
@click.option("--cap", type=click.IntRange(0), help="Most that all extensions may come to.")
@click.option("--times", type=click.IntRange(0), help="How many extensions are allowed.")
@click.option(
    "--pause",
    "pauses",
    type=Pause(),
    multiple=True,
    help="Suspension; the first day counts, the last does not.",
)
@click.option("--rule", help="Counting rule of a statute, e.g. cnt.penalty.")
@click.option("--at", "provision", default="", help="Provision with a reading of its own, e.g. '许可法 §50'.")
@click.option("--no-roll", is_flag=True, help="The last day stays on a rest day.")
@click.option("--calendar", "calendar_id", default="cn", show_default=True, help="Working-day calendar.")
@click.option("--region", default="", help="Division whose own holidays apply, e.g. 650000.")
@click.option("--packs", type=click.Path(file_okay=False, path_type=Path), help="Folder of packs.")
@click.option("--word", default="", help="Word for what happened on the first day, e.g. 受理.")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def deadline(
    start: When | None,
    within: str | None,
    at_least: str | None,
    event: When | None,
    rule: str | None,
    provision: str,
    no_roll: bool,
    calendar_id: str,
    region: str,
    packs: Path | None,
    word: str,
    as_json: bool,
    extensions: tuple[Grant, ...],
    pauses: tuple[Span, ...],
    cap: int | None,
    times: int | None,
) -> None:
    folder = packs or packs_folder()
    counted = _counted(folder, calendar_id, rule, within or at_least or "", provision, no_roll)
    calendar = _calendar(folder, calendar_id, region, None if packs else own_calendars())
    asked = Asked(counted, calendar, current_language(), extensions, pauses, cap, times)
    if at_least and not within:
        answer = _interval(asked, start, event)
    elif within and start and not at_least and not event:
        answer = _hours(asked, start) if counted.period.unit is Unit.HOURS else _due(asked, start.day, word)
    else:
        raise click.UsageError(_("give --from with --within, or --at-least with --from or --event"))
    _print(asked, answer, as_json)


def _calendar(packs: Path, calendar_id: str, region: str, kept: Path | None) -> WorkingCalendar:
    if region and not re.fullmatch(r"\d{6}", region):
        raise click.UsageError(_("a region is six digits, e.g. 650000"))
    layers = [f"{calendar_id}-{code}" for code in reversed(division_chain(region)[:-1])] if region else []
    overlays = [packs / layer / "calendars" for layer in layers]
    return load_calendar(
        packs / calendar_id / "calendars",
        *(place for place in overlays if place.is_dir()),
        own=kept / calendar_id if kept else None,
    )


def _counted(
    packs: Path, calendar_id: str, rule: str | None, text: str, provision: str, no_roll: bool
) -> Counted:
    if not text:
        raise click.UsageError(_("give --from with --within, or --at-least with --from or --event"))
    written = read_period(text)
    if rule:
        counted = load_counting(packs / calendar_id / "clocks").count(rule, written, provision)
        return counted._replace(
            period=Period(written.n, counted.period.unit, counted.period.roll and not no_roll)
        )
    return Counted(Period(written.n, written.unit or Unit.DAYS, not no_roll), ())


def _due(asked: Asked, start: int, word: str) -> Answer:
    language, calendar = asked.language, asked.calendar
    given = granted(
        start,
        asked.period,
        asked.extensions,
        asked.pauses,
        cap=asked.cap,
        times=asked.times,
        calendar=calendar,
    )
    told = account(start, asked.period, calendar, extra=given.extra_low, spans=asked.pauses)
    remarks = [
        say(language, "accepted" if accepted else "refused", day=day_in_full(grant.day, language))
        for grant, accepted in zip(asked.extensions, given.accepted, strict=True)
    ]
    data = {"accepted": list(given.accepted), "extra": given.extra_low, **_account_data(told)}
    if told.due.day is None:
        assert told.due.suspended_since is not None
        headline = say(language, "suspended", day=day_in_full(told.due.suspended_since, language))
    else:
        headline = say(language, "due", day=day_in_full(told.due.day, language))
    if given.extra_high != given.extra_low:
        latest = account(start, asked.period, calendar, extra=given.extra_high, spans=asked.pauses).due
        if told.due.day is not None and latest.day is not None:
            low, high = day_in_full(told.due.day, language), day_in_full(latest.day, language)
            headline = say(language, "due_between", low=low, high=high)
            data["due_latest"] = date_of(latest.day).isoformat()
    words = sentence(told, calendar, language, event=word)
    remarks += cautions(told, calendar, language)
    return Answer(headline, data, words, tuple(lines(told, calendar, language)), tuple(remarks))


def _account_data(told: Account) -> dict[str, Any]:
    return {
        "due": _iso(told.due.day),
        "suspended_since": _iso(told.due.suspended_since),
        "provisional": told.due.provisional,
        "start": _iso(told.start),
        "last_counted": _iso(told.last_counted),
        "runs": _runs(told),
    }


def _runs(told: Account) -> list[dict[str, Any]]:
    return [
        {
            "first": _iso(run.first),
            "last": _iso(run.last),
            "kind": run.kind.value,
            "name": run.name,
            "numbers": [run.number_from, run.number_to] if run.counts else None,
        }
        for run in told.runs
    ]


def _iso(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()


def _hours(asked: Asked, start: When) -> Answer:
    """An instant if the time of day was given, else the span in which the due instant lies."""
    if asked.extensions or asked.pauses:
        raise click.UsageError(_("hours know no extension and no pause"))
    language, calendar, n = asked.language, asked.calendar, asked.period.n
    zone = ZoneInfo(calendar.zone)
    if start.moment is None:
        span = instants_of_day(start.day, calendar)
        low, high = (_local(hours_due(instant, n), zone) for instant in span)
        headline = say(language, "due_hours_between", low=low, high=high)
        return Answer(headline, {"due": None, "due_earliest": low, "due_latest": high, "provisional": False})
    moment = start.moment if start.moment.tzinfo else start.moment.replace(tzinfo=zone)
    instant = (moment - _EPOCH) // timedelta(microseconds=1)
    due = _local(hours_due(instant, n), zone)
    return Answer(say(language, "due_hours", instant=due), {"due": due, "provisional": False})


def _local(instant: int, zone: ZoneInfo) -> str:
    moment = (_EPOCH + timedelta(microseconds=instant)).astimezone(zone).replace(tzinfo=None)
    return moment.isoformat(sep=" ", timespec="seconds")


def _interval(asked: Asked, start: When | None, event: When | None) -> Answer:
    """The latest notice before an event, or the earliest event after a start."""
    language, calendar = asked.language, asked.calendar
    if (start is None) == (event is None) or asked.extensions or asked.pauses:
        raise click.UsageError(
            _("give --at-least with one of --from and --event, without --extend and --pause")
        )
    remarks = []
    if start is not None:
        begins, ends = start.day, earliest_event_day(start.day, asked.period, calendar)
        answer, headline = ("earliest", ends), say(language, "earliest", day=day_in_full(ends, language))
    else:
        assert event is not None
        begins, ends = latest_notice_day(event.day, asked.period, calendar), event.day
        answer, headline = (
            ("latest_notice", begins),
            say(language, "notice", day=day_in_full(begins, language)),
        )
        if calendar.covers(begins) and not calendar.is_working(begins):
            working = calendar.nth_working(calendar.working_index(begins))
            why = why_rest(begins, calendar, language)
            remarks.append(say(language, "notice_rest", why=why, day=day_in_full(working, language)))
    between = account(begins, replace(asked.period, roll=False), calendar)
    provisional = calendar.is_provisional(ends) and asked.period.unit is Unit.WORKING_DAYS
    length = length_of(asked.period.n, asked.period.unit, language)
    return Answer(
        headline,
        {answer[0]: _iso(answer[1]), "provisional": provisional, "runs": _runs(between)},
        say(language, "between", length=length),
        tuple(lines(between, calendar, language)),
        (*remarks, *cautions(between, calendar, language)),
    )


def _print(asked: Asked, answer: Answer, as_json: bool) -> None:
    language, calendar = asked.language, asked.calendar
    if as_json:
        reasons = [{"basis": one.basis, "standing": one.standing.value} for one in asked.counted.reasons]
        period = {"n": asked.period.n, "unit": asked.period.unit.value, "roll": asked.period.roll}
        version = {"id": calendar.id, "version": calendar.version, "digest": calendar.digest}
        remarks = {"sentence": answer.sentence, "remarks": list(answer.remarks)}
        print_json({**answer.data, "period": period, "reasons": reasons, "calendar": version, **remarks})
        return
    click.echo(answer.headline)
    for reason in asked.counted.reasons:
        click.echo(f"  {_reason(reason, language)}")
    if answer.sentence:
        click.echo(f"  {answer.sentence}")
    width = max((len(status) for _days, status, _remark in answer.rows), default=0)
    for days, status, remark in answer.rows:
        click.echo(f"    {days:<22}  {status:<{width}}  {remark}".rstrip())
    for remark in answer.remarks:
        click.echo(f"  {remark}")
    which = {"id": calendar.id, "version": calendar.version, "digest": calendar.digest}
    click.echo(f"  {say(language, 'calendar', **which)}")


def _reason(reason: Reason, language: Language) -> str:
    mark = _MARKS.get(reason.standing, "")
    return f"{reason.basis}{mark}: {reason.says if language == 'zh' else reason.says_english}"
