"""What is done with the annual report. Each act is a record of its case, entered through the one door of all cases.

Raises AccessRefused, ActRefused with every reason of the pack's rules, ReportError, StoreError.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from plumbline.apps.annual_report.acts import DESK, PARTS
from plumbline.apps.annual_report.errors import (
    NotAsked,
    ReportThere,
    ReturnWithoutReasons,
    SectionMoved,
    YearNotOver,
)
from plumbline.apps.annual_report.fixing import FixedRows, fix
from plumbline.apps.annual_report.gaps import gaps
from plumbline.apps.annual_report.policies import REPORT_WRITE
from plumbline.apps.annual_report.queries import HeldReport, case_of, check_known, held_report, typed
from plumbline.apps.attachments.actions import receive
from plumbline.apps.attachments.errors import Classified
from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.attachments.uploads import Upload, in_record
from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Mode, Opening, open_case, perform_act
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.queries.entries import entry
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.reserved import FIXED
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Attachment
from plumbline.core.reports.yearly_fixed import PART_BYTES, part_name, write_parts
from plumbline.core.reports.yearly_report import PROCEDURE
from plumbline.core.reports.yearly_text import chips


def begin(*, person: Person, year: int, body: str, now: int, today: int) -> str:
    """Begins the report of a year; its case. Raises ReportThere where there is one."""
    held = entry("organ", person.organ)
    division = str(held.values.get("division_code") or "") if held else ""
    place = Place(person.organ, division)
    check_access(person, REPORT_WRITE, place, today)
    case = case_of(person.organ, year)
    if case_records(case):
        if held_report(case).report.year:
            raise ReportThere(year=year)
    else:
        opening = Opening(PROCEDURE, None, f"{year}年法治政府建设年度报告", desk=DESK)
        open_case(person=person, place=place, opening=opening, now=now, case=case)
    last = day_of(dt.date(year + 1, 3, 1)) - 1
    ended = min(day_of(dt.date(year, 12, 31)), today)
    values: dict[str, Value] = {"year": year, "body": body, "send_last": last}
    act = Act("end_year", Moment(date_of(ended).isoformat(), "day"), values=values, desk=DESK)
    perform_act(person=person, case=case, act=act, seen=None, now=now)
    return case


def write_section(
    *, person: Person, case: str, section: str, words: str, version: int, now: int, day: str = ""
) -> None:
    """Saves a section as a new version; `version` is the one that the person began from. Raises SectionMoved.

    `day` (YYYY-MM-DD): it was written then and is entered afterwards.
    """
    held = _held(person, case, now)
    there = held.report.versions.get(section, 0)
    if there != version:
        raise SectionMoved(version=there)
    if mark := classification_mark(words):
        raise Classified(name=section, mark=mark)
    check_known(chips(words), held.report.year)
    values: dict[str, Value] = {"section": section, "words": words.replace("\r\n", "\n")}
    _perform(person, held, "write", values, now, day)


def comment(*, person: Person, case: str, section: str, words: str, now: int) -> None:
    """A comment on a section, numbered within the report."""
    held = _held(person, case, now)
    number = str(held.report.comment_numbers + 1)
    _perform(person, held, "comment", {"section": section, "comment_no": number, "words": words.strip()}, now)


def settle(*, person: Person, case: str, number: str, result: str, words: str, now: int) -> None:
    """Settles a comment: adopted or not, and why."""
    values: dict[str, Value] = {"comment_no": number, "result": result, "words": words.strip()}
    _perform(person, _held(person, case, now), "settle_comment", values, now)


def fix_figures(
    *,
    person: Person,
    case: str,
    sources_told: bool,
    now: int,
    today: int,
    day: str = "",
    gaps_meant: bool = False,
) -> None:
    """Fixes every figure of the text as the records stand; the rows go as a file with the record. `day`: as above.

    `gaps_meant`: what looks like a gap in the text was looked at and is none; without it nobody signs such a text.
    """
    held = _held(person, case, now)
    if today <= day_of(dt.date(held.report.year, 12, 31)):
        raise YearNotOver(year=held.report.year)
    with TemporaryDirectory() as folder:
        fixed, rows = fix(held, Path(folder), now=now)
        files = keep_rows(person, rows, now)
    typed_numbers = sum(map(len, typed(held.report).values()))
    values: dict[str, Value] = {
        "figures": len(fixed.figures),
        "typed": typed_numbers,
        "sources_told": sources_told,
        "gaps": sum(map(len, gaps(held.report).values())),
        "gaps_meant": gaps_meant,
        "comments_open": len(held.report.open_comments),
        "has_sections": not held.report.missing,
    }
    beside = {FIXED: fixed.json()}
    act = Act("fix_figures", _at(now, day), values=values, attachments=files, beside=beside, desk=DESK)
    mode: Mode = "attest" if day else "intend"
    perform_act(person=person, case=case, act=act, seen=len(held.file.held), now=now, mode=mode)


def keep_rows(person: Person, rows: FixedRows, now: int) -> tuple[Attachment, ...]:
    """The rows as files that are taken in, each no larger than a text may be."""
    files = []
    for number, data in enumerate(write_parts(rows.lines(), PART_BYTES), 1):
        name = part_name(number)
        got = receive([data], name=name, personal=False, by=person.account, now=now)
        files.append(Attachment(name, got.media_type, got.size, got.hash, salted=False))
    return tuple(files)


def _held(person: Person, case: str, now: int) -> HeldReport:
    held = held_report(case)
    check_access(person, REPORT_WRITE, held.file.place, held.file.docket.calendar.local_day(now))
    return held


def _perform(
    person: Person,
    held: HeldReport,
    step: str,
    values: Mapping[str, Value],
    now: int,
    day: str = "",
    came: Sequence[Upload] = (),
) -> None:
    files, salts = in_record(came)
    act = Act(step, _at(now, day), values=values, attachments=files, salts=salts, desk=DESK)
    mode: Mode = "attest" if day else "intend"
    perform_act(person=person, case=held.report.case, act=act, seen=len(held.file.held), now=now, mode=mode)


def _at(now: int, day: str) -> Moment:
    return Moment(day, "day") if day else Moment(written_instant(now), "microsecond")


def ask_units(
    *, person: Person, case: str, units: Sequence[str], wanted: str, wanted_by: int, now: int
) -> None:
    """Asks units for their part: a record each."""
    for unit in units:
        values: dict[str, Value] = {"unit": unit, "wanted": wanted, "wanted_by": wanted_by}
        _perform(person, _held(person, case, now), "ask", values, now)


def note_part(
    *,
    person: Person,
    case: str,
    step: str,
    unit: str,
    wanted: str,
    reasons: str,
    now: int,
    came: Sequence[Upload] = (),
) -> None:
    """A reminder, a part that came or went back, or a report that a unit published. Raises NotAsked.

    `came`: the files of a part that was received; they lie with the case and go into no bundle.
    """
    held = _held(person, case, now)
    if step not in PARTS or (unit, wanted) not in held.report.asked:
        raise NotAsked(unit=unit)
    values: dict[str, Value] = {"unit": unit}
    if step != "part_published":
        values["wanted"] = wanted
    if step == "return_part":
        if not reasons.strip():
            raise ReturnWithoutReasons()
        values["reasons"] = reasons.strip()
    _perform(person, held, step, values, now, came=came if step == "receive" else ())
