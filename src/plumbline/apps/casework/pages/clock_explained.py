"""How a due day came about, for the strip of days and the sentences beside a clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.page_parts.clocks import LONGEST_STRIP, ClockExplanation, DayCell
from plumbline.core.clocks.arithmetic import Account, Run, RunKind
from plumbline.core.clocks.civil import date_of
from plumbline.core.clocks.wording import cautions, sentence
from plumbline.core.rules.explanation_wording import message, titles


def explanation(file: CaseFile, speak: Speaker, rule: str, record: str, now: int) -> ClockExplanation | None:
    """The explanation of one activation; None when the case has no such clock."""
    case = file.history.folded(now)
    verdicts = file.docket.judge(case, now, None, frozenset({rule})) if rule in file.docket.clocks else []
    verdict = next((one for one in verdicts if one.record == record), None)
    told = file.docket.explain(case, verdict, now) if verdict else None
    if verdict is None or told is None:
        return None
    language, calendar = speak.language, file.docket.calendar
    names = {id: (step.title, step.english) for id, step in file.docket.procedure.steps.items()}
    title = titles(names, language)
    sentences = [message(told, title, language)]
    days: Sequence[DayCell] = ()
    if told.account is not None:
        opened = title(told.judged.step)
        sentences = [sentence(told.account, calendar, language, event=opened), *sentences]
        sentences += cautions(told.account, calendar, language)
        days = strip(told.account, speak.today)
    due = (
        speak.due_time(verdict.due, verdict.due_instant) if verdict.due is not None else str(_("no due day"))
    )
    return ClockExplanation(
        title=f"{told.rule.says if language == 'zh' else told.rule.english or told.rule.says}：{due}",
        sentences=sentences,
        basis=speak.article(told.rule.basis).text,
        calendar=_("calendar of working days {version}").format(version=calendar.version),
        days=days,
    )


_BEGINS = ("起", "from")
_MARKS = {
    RunKind.MAKEUP: ("班", "work"),
    RunKind.WEEKEND: ("休", "off"),
    RunKind.HOLIDAY: ("假", "hol"),
    RunKind.EXCLUDED: ("停", "stop"),
    RunKind.ROLLED: ("休", "off"),
    RunKind.DUE: ("止", "due"),
}
"""The sign in a cell, in Chinese and in English: there is room for four letters."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def strip(account: Account, today: int) -> list[DayCell]:
    """A cell a day from the start to the due day; none where there are too many or no end."""
    end = account.due.day
    if end is None or end - account.start + 1 > LONGEST_STRIP:
        return []
    cells = [_cell(account.start, _sign(_BEGINS), _("the day itself is not counted"), today, end)]
    for run in account.runs:
        last = run.last if run.last is not None else end
        cells += [_of_run(run, day, today, end) for day in range(run.first, min(last, end) + 1)]
    return cells


def _sign(both: tuple[str, str]) -> str:
    chinese, english = both
    return chinese if (get_language() or "zh").startswith("zh") else english


def _of_run(run: Run, day: int, today: int, end: int) -> DayCell:
    if run.counts:
        number = run.number_from + day - run.first
        mark = _CIRCLED[number - 1] if 1 <= number <= len(_CIRCLED) else str(number)
        spoken = _("day {n}").format(n=number)
        if run.kind is RunKind.MAKEUP:
            spoken = _("day {n}, a make-up working day").format(n=number)
        return _cell(day, mark, spoken, today, end, counted=True)
    return _cell(day, _sign(_MARKS[run.kind]), run.name or _("not counted"), today, end, rest=True)


def _cell(
    day: int, mark: str, spoken: str, today: int, end: int, *, counted: bool = False, rest: bool = False
) -> DayCell:
    at: date = date_of(day)
    return DayCell(
        at.day,
        mark,
        f"{at.month}-{at.day}: {spoken}",
        counted=counted,
        rest=rest,
        today=day == today,
        end=day == end,
    )
