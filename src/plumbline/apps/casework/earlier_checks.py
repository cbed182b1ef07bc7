"""Checks off site that were found enough and lie before a visit that is about to be planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseNotFound
from plumbline.apps.casework.queries.streams import cases_in
from plumbline.core.cases.earlier_checks import (
    REASON,
    found_enough,
    is_same_matter,
    reason_missing,
    stream_of,
)
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.record import Record
from plumbline.core.procedures.definition import Step


@dataclass(frozen=True, slots=True)
class EarlierCheck:
    """Such a check: in which case, and the act."""

    file: CaseFile
    act: Record


def earlier_checks(file: CaseFile, step: Step, now: int) -> list[EarlierCheck]:
    """Those of the same matter and party, the newest first; none for a step that asks for no reason."""
    if step.offers is None or REASON not in step.fields:
        return []
    found = [EarlierCheck(one, act) for one in _files(file, now) for act in _acts(one, step, now)]
    return sorted(found, key=lambda one: (one.act.instant, one.act.id), reverse=True)


def reason_before(file: CaseFile) -> str:
    """Why the visit is planned all the same, as an earlier act of the case says; the next may say it anew."""
    said = [str(act.fields[REASON]) for act in file.history.acts if act.fields.get(REASON)]
    return said[-1] if said else ""


def reason_against(file: CaseFile, step: Step, said: Mapping[str, object], now: int) -> list[Hindrance]:
    """What stands against a visit that is planned with no reason though a check off site was enough; `said` by the act.

    Asked of whatever is about to be done, from whichever page, list or program; what has happened is entered as it was,
    and what a phone brings is told the same as a breach.
    """
    if str(said.get(REASON) or "").strip():
        return []
    found = earlier_checks(file, step, now)
    if not found:
        return []
    case = file.history.opening.case
    told = [
        ("" if one.file.history.opening.case == case else one.file.history.opening.number, one.act.day)
        for one in found
    ]
    return [reason_missing(step.fields[REASON], told)]


def _acts(file: CaseFile, step: Step, now: int) -> Iterator[Record]:
    enough = found_enough(file.docket.procedure, file.history, now)
    return (act for act in enough if act.step == step.offers)


def _files(file: CaseFile, now: int) -> Iterator[CaseFile]:
    """The case itself, and the others of the organ about the same party and matter in this year."""
    yield file
    year = date_of(file.docket.calendar.local_day(now)).year
    stream = stream_of(file.docket.procedure, file.history, year)
    for case in cases_in(stream) if stream is not None else ():
        if case == file.history.opening.case:
            continue
        try:
            other = read_case(case)
        except (CaseNotFound, PlumblineError):
            continue
        if is_same_matter(file.history, other.history):
            yield other
