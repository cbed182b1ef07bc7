"""What keeps the release desk and the portal: two projections of the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final, cast

from django.db import models as fields

from plumbline.apps.disclosure.duty_lines import GONE, PUBLIC, STOP
from plumbline.apps.disclosure.models import Duty, Release
from plumbline.apps.exchange.identity import SIGN
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.history import History
from plumbline.core.cases.joining import COMES_FROM
from plumbline.core.cases.overview import Overview
from plumbline.core.cases.reserved import LINK_CASE
from plumbline.core.cases.standing import clock_states
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.disclosure.duty import DECIDE, PROCEDURE, reckon
from plumbline.core.disclosure.marks import shown_text
from plumbline.core.disclosure.publication import Publication, read_publication
from plumbline.core.facts.record import Record as Fact
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record
from plumbline.core.rules.rule import Clock

__all__ = ["FULL_TEXT", "GONE", "MARKS", "PUBLIC", "PUBLICATION", "STOP", "DisclosureProjection"]
FULL_TEXT: Final = "full_text"
MARKS: Final = "marks"
PUBLICATION: Final = "publication"
_STAGES: Final[Mapping[str, str]] = {
    "decide": "begun",
    "extract": "extracted",
    "review_content": "reviewed",
    "approve": "approved",
    "publish": "published",
    "correct": "corrected",
    "withdraw": "withdrawn",
    STOP: "stopped",
}


class DisclosureProjection(ReplacedRows):
    """The decisions to be published and what became of them."""

    name = "disclosure"
    tables = (Duty, Release)

    def concerns(self, case: Overview) -> bool:
        """Whether it is a matter of publication, or has an act that may be a decision."""
        duty = shelf().duties.get(case.procedure)
        return case.procedure == PROCEDURE or (duty is not None and duty.step in case.counts)

    def rows(self, records: Sequence[Record]) -> Iterable[fields.Model]:
        """The row of a case as of its last record."""
        _docket, history = history_of(records, shelf(), until=records[-1].recorded_at)
        if history.opening.procedure == PROCEDURE:
            row = _release(history, records)
            if row is not None:
                yield row
            return
        duty = shelf().duties.get(history.opening.procedure)
        now = records[-1].recorded_at
        opening = history.opening
        there = shelf().docket(PROCEDURE, opening.field, opening.division or None)
        elsewhere = {one.id for one in records if one.entered_by.startswith(SIGN)}
        found = reckon(duty, history, there, now, elsewhere) if duty else None
        if duty is None or found is None:
            return
        yield Duty(
            case=opening.case,
            number=opening.number,
            cause=opening.title,
            organ=opening.organ,
            field=opening.field or "",
            division=opening.division,
            kind=duty.kind,
            decided_day=found.decision.day,
            outcome=str(found.outcome or ""),
            due_day=found.due,
            working=found.working,
            rule=found.rule,
            never=found.never,
            told_day=found.told.day if found.told else None,
        )


def _release(history: History, records: Sequence[Record]) -> Release | None:
    """A matter of publication that came from a decision; others, such as standing information, have no row."""
    source = next(
        (
            str(one.fields.get("case"))
            for one in records
            if one.step == LINK_CASE and one.fields.get("kind") == COMES_FROM
        ),
        "",
    )
    if not source:
        return None
    now = records[-1].recorded_at
    opening = history.opening
    docket = shelf().docket(PROCEDURE, opening.field, opening.division or None)
    acts = _in_order(history, records, now)
    clocks = [one for one in clock_states(docket, history, now) if one.verdict.due is not None]
    due = [one.verdict.due for one in clocks if one.opened.step == DECIDE and one.verdict.due is not None]
    ends = [one.verdict.due for one in clocks if STOP in cast(Clock, one.rule.body).discharges]
    row = Release(
        case=opening.case,
        source=source,
        organ=opening.organ,
        field=opening.field or "",
        division=opening.division,
        stage=_stage(
            acts, {one.id for one in records if FULL_TEXT in one.personal and MARKS in one.personal}
        ),
        due_day=min(due, default=None),
        stop_day=next(iter(ends), None),
        extracted_by=next((one.entered_by for one in reversed(records) if one.step == "extract"), ""),
    )
    _fill(row, acts, {one.id: one for one in records})
    return row


def _in_order(history: History, records: Sequence[Record], now: int) -> list[Fact]:
    """The acts that count, in the order in which they were entered: a text taken out anew begins the line again."""
    place = {one.id: at for at, one in enumerate(records)}
    by_step = history.folded(now).by_step
    found = [act for step in _STAGES for act in by_step.get(step, ()) if act.id in place]
    return sorted(found, key=lambda act: place[act.id])


def _stage(acts: Sequence[Fact], taken_out: Set[str]) -> str:
    """Where the newest act of the line leads; what was sent back begins again at its text.

    An extraction that is not among `taken_out` holds no text with its marks: whatever is entered after it, the text is
    to be taken out first.
    """
    stage, has_text = "begun", False
    for act in acts:
        has_text = act.id in taken_out if act.step == "extract" else has_text
        stage = _STAGES[act.step] if has_text else "begun"
        if not has_text:
            continue
        if act.step == "review_content" and act.fields.get("secrecy_result") != "may_publish":
            stage = "refused"
        if act.step == "approve" and act.fields.get("result") != "approved":
            stage = "begun"
    return stage


def _fill(row: Release, acts: Sequence[Fact], records: Mapping[str, Record]) -> None:
    """What was published last, where anything was."""
    by_step = {act.step: act for act in acts}
    shown = [records[act.id] for act in acts if act.step in ("publish", "correct")]
    values = _personal([one.id for one in shown], PUBLICATION)
    last = next((one for one in reversed(shown) if values.get(one.id)), None)
    told = read_publication(values[last.id]) if last else None
    extracted = by_step.get("extract")
    if extracted is not None:
        row.full_text = str(records[extracted.id].personal.get(FULL_TEXT) or "")
    if last is None or told is None or "publish" not in by_step:
        return
    row.published_day = by_step["publish"].day
    gone = by_step.get("withdraw") or by_step.get("stop_display")
    changed = gone or by_step.get("correct")
    row.changed_day = changed.day if changed else None
    reason = gone.fields.get("reason") or gone.fields.get("ground") if gone else None
    row.reason = str(reason or "")
    row.record = last.id
    _show(row, told, values[last.id])


def _show(row: Release, told: Publication, written: Json) -> None:
    for name in ("kind", "number", "title", "organ_name", "party", "cause", "result"):
        setattr(row, name, getattr(told, name))
    row.decided_day = parse_day(told.decided_on)
    row.year = date_of(row.decided_day).year
    row.words = " ".join((told.number, told.party, told.cause, told.result, shown_text(told.pieces)))
    row.content = written


def _personal(records: Sequence[str], name: str) -> dict[str, Json]:
    held = personal_values(records) if records else {}
    return {place.record: one.value for place, one in held.items() if place.name == name}
