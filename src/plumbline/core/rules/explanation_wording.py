"""An explanation in one sentence, Chinese or English, and as plain data for the trace of a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of
from plumbline.core.clocks.wording import cautions, lines, sentence
from plumbline.core.errors import Language
from plumbline.core.facts.record import NOTHING_RECORDED, Record, Value
from plumbline.core.rules.explanation import Explanation, condition_of
from plumbline.core.rules.rule import Clock, Interval
from plumbline.core.vocabulary import Outcome

Title = Callable[[str], str]
"""The title of a step in the language of the reader."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_SENTENCES: dict[Language, dict[str, str]] = {
    "zh": {
        "late": "{judged_day}{judged}，最迟应当在{due}{to}，实际于{done_day}{done}，超期{over}日",
        "open": "{judged_day}{judged}，最迟应当在{due}{to}，至{now}仍未完成，超期{over}日",
        "ended_after_due": "{judged_day}{judged}，最迟应当在{due}{to}，案件结束时仍未完成，超期{over}日",
        "lapsed": "{judged_day}{judged}，{to}的期限已于{due}届满，没有行使",
        "ran_out": "{judged_day}{judged}，{to}的期限已于{due}届满",
        "barred": "期限已于{due}届满，{judged_day}仍{judged}，超期{over}日",
        "cleared_by_correction": "{judged_day}{judged}原已违反要求，经更正（记录 {detail}）才符合或者尚未到期：{says}",
        "voided_by_correction": "{judged_day}{judged}原已违反要求，更正（记录 {detail}）后不复存在或者不适用：{says}",
        "late_entry": "{judged_day}{judged}，最迟应当在{due}{to}，{done_day}{done}按期完成，但期限届满后才录入",
        "in_time": "{judged_day}{judged}，最迟应当在{due}{to}，{done_day}{done}按期完成",
        "due_soon": "{judged_day}{judged}，最迟应当在{due}{to}，还有{left}日",
        "suspended": "{judged_day}{judged}，期限已中止，目前没有届满日",
        "not_held": "{judged_day}{judged}时不符合要求：{says}",
        "interval": "{judged_day}{judged}，与此前的{opens}间隔不足：{says}",
        "too_few": "{judged_day}{judged}，人员的数量、身份或者资格不符合要求：{says}",
        "same_person": "{judged_day}{judged}，人员与此前应当分离的环节相同：{says}",
        "recused": "{judged_day}{judged}，由应当回避的人员办理：{says}",
        "lacking": "{judged_day}{judged}，缺少{detail}：{says}",
        "account_open": "{judged_day}{judged}，当日账上尚有{detail}元没有缴纳：{says}",
        "too_many": "{judged_day}{judged}，已是第{detail}次：{says}",
        "unconfirmed": "{judged_day}{judged}，尚有人员没有确认",
        "ok": "{judged_day}{judged}，符合要求：{says}",
        "not_applicable": "{judged_day}{judged}，不适用：{says}",
        "undetermined": "{judged_day}{judged}，无法判断（{why}）：{says}",
    },
    "en": {
        "late": "{judged} on {judged_day}: {to} was due by {due}, done ({done}) on {done_day}, {over} days late",
        "open": "{judged} on {judged_day}: {to} was due by {due} and not done by {now}, {over} days late",
        "ended_after_due": "{judged} on {judged_day}: {to} was due by {due}, not done when the case ended, "
        "{over} days late",
        "lapsed": "{judged} on {judged_day}: the right to {to} lapsed on {due}, not used",
        "ran_out": "{judged} on {judged_day}: the term for {to} ran out on {due}",
        "barred": "the term ended on {due}; {judged} came on {judged_day}, {over} days after it",
        "cleared_by_correction": "{judged} on {judged_day} was a breach until record {detail} corrected it: {says}",
        "voided_by_correction": "{judged} on {judged_day} was a breach until record {detail} took it away, or the "
        "ground of the rule: {says}",
        "late_entry": "{judged} on {judged_day}: {done} on {done_day} was in time for {due}, but entered after it",
        "in_time": "{judged} on {judged_day}: {done} on {done_day} was in time for {due}",
        "due_soon": "{judged} on {judged_day}: {to} is due by {due}, {left} days left",
        "suspended": "{judged} on {judged_day}: the term is suspended, there is no due day",
        "not_held": "{judged} on {judged_day} does not meet: {says}",
        "interval": "{judged} on {judged_day}: too soon after {opens}: {says}",
        "too_few": "{judged} on {judged_day}: number, role or qualification of the officers falls short: {says}",
        "same_person": "{judged} on {judged_day}: done by a person of an act that must be kept apart: {says}",
        "recused": "{judged} on {judged_day}: done by an officer who was to be recused: {says}",
        "lacking": "{judged} on {judged_day} lacks {detail}: {says}",
        "account_open": "{judged} on {judged_day} while {detail} yuan were open on the account: {says}",
        "too_many": "{judged} on {judged_day}: number {detail} of its kind: {says}",
        "unconfirmed": "{judged} on {judged_day}: an officer has still to confirm",
        "ok": "{judged} on {judged_day} meets: {says}",
        "not_applicable": "{judged} on {judged_day}: does not apply: {says}",
        "undetermined": "{judged} on {judged_day} cannot be judged ({why}): {says}",
    },
}

_MOVED_LATE: dict[Language, str] = {
    "zh": "；这一结论依据的延长、中止或者重新起算（记录 {ids}）在原期限届满后才录入",
    "en": "; that rests on an extension, a pause or a restart entered only after the term had ended: {ids}",
}

_WHY: dict[Language, dict[str, str]] = {
    "zh": {
        "when_unknown": "是否适用所需的事实没有记载",
        "unknown": "所需的事实没有记载，或者同一日内的先后不明",
        "match_unknown": "用于对应的字段没有填写",
        "start_unknown": "起算日期没有记载",
        "term_unknown": "期限的长短没有记载",
        "figure_unknown": "没有当日有效的法定数额 {detail}",
        "figure_unset": "数额尚待 {detail} 规定",
        "extension_unknown": "延长的期限没有写明",
        "time_of_day_unknown": "没有记载时刻",
        "to_uncovered": "来源不含后续环节",
        "pause_uncovered": "来源不含中止、延长的环节",
        "from_uncovered": "来源不含此前的环节",
        "officers_unknown": "没有记载执法人员",
        "beyond_calendar": "超出工作日历的范围",
        "interval": "此前环节的先后不明",
    },
    "en": {
        "when_unknown": "a fact that decides whether the rule applies is not stated",
        "unknown": "a fact is not stated, or the order within the day is not known",
        "match_unknown": "a field that pairs the acts is empty",
        "start_unknown": "the starting date is not stated",
        "term_unknown": "the length of the term is not stated",
        "figure_unknown": "no value of figure {detail} on that day",
        "figure_unset": "the figure is to be set by {detail}",
        "extension_unknown": "the length of an extension is not stated",
        "time_of_day_unknown": "the time of day is not stated",
        "to_uncovered": "the source leaves out the step that would discharge it",
        "pause_uncovered": "the source leaves out suspensions or extensions",
        "from_uncovered": "the source leaves out the earlier step",
        "officers_unknown": "the officers are not stated",
        "beyond_calendar": "outside the working calendar",
        "interval": "the order of the earlier acts is not known",
    },
}


def message(
    told: Explanation, title: Title, language: Language, thing: Callable[[str], str] | None = None
) -> str:
    """What was found, in one sentence with its dates; `thing` names what an act lacks: a field, paper, recording."""
    verdict, rule = told.verdict, told.rule
    joined = "、" if language == "zh" else ", "
    detail = verdict.detail
    if thing is not None and verdict.reason == "lacking":
        detail = joined.join(map(thing, filter(None, detail.split("、"))))
    body = rule.body
    to = body.discharges if isinstance(body, Clock) else ()
    opens = body.opens if isinstance(body, Interval) else ()
    joint = "或者" if language == "zh" else " or "
    done = told.discharged
    why = _WHY[language].get(verdict.reason, _WHY[language]["unknown"]).format(detail=verdict.detail)
    said = _SENTENCES[language][_kind(told)].format(
        judged=title(told.judged.step),
        judged_day=_day(told.judged.day, language),
        to=joint.join(title(step) for step in to),
        opens=joint.join(title(step) for step in opens),
        done=title(done.step) if done is not None else "",
        done_day=_day(done.day, language) if done is not None else "",
        due=_day(verdict.due, language) if verdict.due is not None else "?",
        now=_day(told.now.day, language),
        over=verdict.days_over,
        left=verdict.due - told.now.day if verdict.due is not None else "?",
        detail=detail,
        says=rule.says if language == "zh" else rule.english or rule.says,
        why=why,
    )
    late = joined.join(verdict.moved_late)
    return said + _MOVED_LATE[language].format(ids=late) if late else said


def _kind(told: Explanation) -> str:
    verdict = told.verdict
    match verdict.outcome:
        case Outcome.VIOLATED if (
            isinstance(body := told.rule.body, Clock) and body.lapses and not told.discharged
        ):
            return "lapsed" if body.right else "ran_out"
        case Outcome.VIOLATED:
            return verdict.reason if verdict.reason in _SENTENCES["zh"] else "not_held"
        case Outcome.PENDING:
            return verdict.reason if verdict.reason in ("suspended", "unconfirmed") else "due_soon"
        case Outcome.SATISFIED:
            if not verdict.late_entry or told.discharged is None:
                return "ok"
            return "in_time" if verdict.moved_late and verdict.due is not None else "late_entry"
        case Outcome.NOT_APPLICABLE:
            return "not_applicable"
        case _:
            return "undetermined"


def _day(day: int, language: Language) -> str:
    date = date_of(day)
    return f"{date.year}年{date.month}月{date.day}日" if language == "zh" else date.isoformat()


def trace(told: Explanation, calendar: WorkingCalendar, title: Title, language: Language) -> dict[str, Any]:
    """The explanation as plain data (JSON): what was read, which figures, which calendar, the count of days."""
    zone = ZoneInfo(calendar.zone)
    found: dict[str, Any] = {
        "records": [record_data(r, zone) for r in (told.judged, *told.read)],
        "reason": told.verdict.reason,
    }
    if told.verdict.detail:
        found["detail"] = told.verdict.detail
    if told.verdict.moved_late:
        found["moved_late"] = list(told.verdict.moved_late)
    if condition := condition_of(told.rule):
        found["condition"] = condition
    if told.facts:
        found["facts"] = {name: plain(value) for name, value in told.facts.items()}
    if told.figures:
        found["figures"] = [
            {"figure": f.figure, "on": _iso(f.day), "key": f.key, "value": plain(f.value)}
            for f in told.figures
        ]
    if told.account is not None:
        found["arithmetic"] = {
            "sentence": sentence(told.account, calendar, language, event=title(told.judged.step)),
            "days": [list(line) for line in lines(told.account, calendar, language)],
            "cautions": cautions(told.account, calendar, language),
        }
    return found


def record_data(record: Record, zone: ZoneInfo) -> dict[str, Any]:
    """When a record happened and when it was entered, in local time."""
    found: dict[str, Any] = {
        "id": record.id,
        "step": record.step,
        "at": _time(record.day, record.instant, zone, precise=record.precise),
    }
    if (record.end_day, record.end_instant) != (record.day, record.instant):
        found["until"] = _time(record.end_day, record.end_instant, zone, precise=record.end_precise)
    if record.deemed:
        found["deemed"] = True
    elif record.recorded_at > NOTHING_RECORDED:
        found["recorded_at"] = local_time(record.recorded_at, zone)
    return found


def _time(day: int, instant: int, zone: ZoneInfo, *, precise: bool) -> str:
    return local_time(instant, zone) if precise else date_of(day).isoformat()


def local_time(instant: int, zone: ZoneInfo) -> str:
    """`2024-03-01T09:00:00`, local."""
    moment = (_EPOCH + timedelta(microseconds=instant)).astimezone(zone).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds")


def _iso(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()


def plain(value: Value) -> object:
    """A value for JSON: amounts as text, so that no digit is lost."""
    return format(value, "f") if isinstance(value, Decimal) else value


def titles(steps: Mapping[str, tuple[str, str]], language: Language) -> Title:
    """The titles of steps (Chinese, English) in one language; the id where there is none."""
    position = 0 if language == "zh" else 1
    return lambda step: (steps[step][position] or step) if step in steps else step
