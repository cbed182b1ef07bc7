"""What is done at the end of a year: each act a record of the year's case, through the one door of all cases.

Raises AccessRefused, ActRefused, YearEndError, RecordsWait (a counted record has no place in the log yet), StoreError.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from plumbline.apps.annual_report.actions import keep_rows
from plumbline.apps.annual_report.fixing import fix_chips
from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Mode, Opening, open_case, perform_act
from plumbline.apps.casework.closings import closing_of, year_end_case
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import year
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.operations.calendar import missing as notice_missing
from plumbline.apps.year_end.acts import DESK
from plumbline.apps.year_end.errors import NoticeKnown, ReasonsWanted, YearClosed, YearOpen, YearRuns
from plumbline.apps.year_end.policies import YEAR_END_WRITE
from plumbline.apps.year_end.queries import scope, standing
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.reserved import FIXED
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.indicators.closing import CUT_OFF, YEAR_END, openings
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.reports.yearly_text import Chip


def cut_off(*, person: Person, number: int, reasons: str, now: int, today: int, day: str = "") -> str:
    """Closes a year: fixes every figure of its tables with the rows behind them, and seals how far the log was counted.

    `day` (YYYY-MM-DD): it was done then and is entered afterwards. The case of the year.
    """
    place = _place(person, today)
    if today <= year(number)[1]:
        raise YearRuns(year=number)
    if (held := closing_of(number, now=now)) is not None:
        raise YearClosed(year=number, day=date_of(held.day).isoformat())
    apart = len(standing(number, now=now).broken)
    if apart and not reasons.strip():
        raise ReasonsWanted(count=apart)
    with TemporaryDirectory() as folder:
        fixed, rows = fix_chips(_every_figure(), number, scope(), "", Path(folder), now=now, whole=False)
        files = keep_rows(person, rows, now)
    values: dict[str, Value] = {
        "year": number,
        "up_to": fixed.leaf,
        "figures": len(fixed.figures),
        "apart": apart,
    }
    values |= {"reasons": reasons.strip()} if reasons.strip() else {}
    act = Act(
        CUT_OFF, _at(now, day), values=values, attachments=files, beside={FIXED: fixed.json()}, desk=DESK
    )
    _perform(person, place, number, act, now, bool(day))
    return year_end_case(number)


def _every_figure() -> list[Chip]:
    """The figures of all tables, and the stocks that are carried over."""
    catalogue = definitions().catalogue
    named = [id for table in catalogue.tables for id in table.figures]
    return [Chip(id) for id in dict.fromkeys([*named, *openings(catalogue)])]


def ask_notice(*, person: Person, number: int, asked_of: str, now: int, today: int) -> None:
    """Notes that the notice of the next year's holidays was asked for. Raises NoticeKnown."""
    place = _place(person, today)
    missing = notice_missing(today)
    if missing is None:
        raise NoticeKnown(year=date_of(today).year + 1)
    values: dict[str, Value] = {"calendar_year": missing, "asked_of": asked_of.strip()}
    _perform(person, place, number, Act("ask_notice", _at(now), values=values, desk=DESK), now)


def publish_statistics(
    *, person: Person, number: int, channel: str, now: int, today: int, day: str = ""
) -> None:
    """Notes where the yearly statistics were published (118号 (六): by 31 January). Raises YearOpen."""
    _note(person, number, "publish_statistics", {"channel": channel.strip()}, now, today, day)


def finish(*, person: Person, number: int, note: str, now: int, today: int, day: str = "") -> None:
    """The year end is finished. Raises YearOpen."""
    _note(person, number, "finish_year", {"note": note.strip()} if note.strip() else {}, now, today, day)


def _note(
    person: Person, number: int, step: str, values: Mapping[str, Value], now: int, today: int, day: str
) -> None:
    place = _place(person, today)
    if closing_of(number, now=now) is None:
        raise YearOpen(year=number)
    _perform(person, place, number, Act(step, _at(now, day), values=dict(values), desk=DESK), now, bool(day))


def _place(person: Person, today: int) -> Place:
    place = Place(person.organ, str(settings.DIVISION))
    check_access(person, YEAR_END_WRITE, place, today)
    return place


def _perform(person: Person, place: Place, number: int, act: Act, now: int, past: bool = False) -> None:
    """Does the act in the year's case, opening it where there is none."""
    case = year_end_case(number)
    if not case_records(case):
        opening = Opening(
            YEAR_END, None, f"{number}年度收尾", facts={"party_kind": "organisation"}, desk=DESK
        )
        open_case(person=person, place=place, opening=opening, now=now, case=case)
    mode: Mode = "attest" if past else "intend"
    perform_act(person=person, case=case, act=act, seen=None, now=now, mode=mode)


def _at(now: int, day: str = "") -> Moment:
    return Moment(day, "day") if day else Moment(written_instant(now), "microsecond")
