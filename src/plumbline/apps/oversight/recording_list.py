"""The recording list of organs as a table beside the records, and what it asks of cases that another system handled.

At the desk what the list asked is sealed with the act; here the list of the act's day is looked up. What judges then is
the same (`core.recording.by_list`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plumbline.apps.record_intake.actions import table_rows
from plumbline.core.cases.listed_rules import ACTS, SPANS
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.recording.by_list import judged_by_list
from plumbline.core.recording.listed import MEANS, ListedStep, written_listed
from plumbline.core.recording.spans import SpanKind, load_spans
from plumbline.core.rules.verdict import Answer, Verdict
from plumbline.core.vocabulary import Outcome

_NEEDED = ("recording_no", "recorded_procedure", "recorded_step", "means", "valid_from")
_DATES = ("valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class _Row:
    organ: str
    asks: ListedStep


class RecordingList:
    """The rows of one or several organs, by procedure and step."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._rows: dict[tuple[str, str], list[_Row]] = {}
        for row in rows:
            self._rows.setdefault((row.asks.procedure, row.asks.step), []).append(row)
        self._named = {procedure for procedure, _step in self._rows}

    def names(self, procedure: str) -> bool:
        """Whether a row asks for a recording in that procedure."""
        return procedure in self._named

    def judged(
        self, procedure: Procedure, calendar: WorkingCalendar, case: Case, verdicts: Sequence[Verdict]
    ) -> Iterator[Verdict]:
        """What the list finds in a case beside the `verdicts` of its pack.

        Where the case does not say whose it is, what the list of one organ asks stays open.
        """
        if not self.names(procedure.id):
            return
        organ = case.header.get("organ")
        rows: dict[str, Sequence[Mapping[str, Json]]] = {}
        for act in (one for group in case.by_step.values() for one in group):
            asking = list(self._asking(procedure.id, act))
            mine = [one.asks for one in asking if one.organ in ("", organ)]
            if mine:
                rows[act.id] = [row for row in written_listed(mine) if isinstance(row, Mapping)]
            if organ is None:
                for rule in sorted({SPANS if one.asks.until else ACTS for one in asking if one.organ}):
                    yield Verdict(
                        (rule, act.id, Answer(Outcome.UNDETERMINED, reason="when_unknown", detail="organ"))
                    )
        yield from judged_by_list(rows, procedure.rules, calendar, case, verdicts)

    def _asking(self, procedure: str, act: Record) -> Iterator[_Row]:
        for one in self._rows.get((procedure, act.step), ()):
            if one.asks.holds(procedure, act.step, act.day):
                yield one


def no_list() -> RecordingList:
    """A list that asks nothing."""
    return RecordingList(())


def read_recording_list(path: Path, packs: PackSet, root: Path) -> RecordingList:
    """The list of `recording_no, recorded_procedure, recorded_step, means, valid_from` and, where they are there,
    `organ_no, list_version, starts_with, ends_with, valid_until, recorded_span`: the names of the register of the desk.

    An empty `organ_no` asks of every organ. Raises `IntakeError`; `PackErrors` where the packs cannot be read.
    """
    spans = load_spans(root, packs.procedure)
    found = []
    for row in table_rows(path, _NEEDED, dates=_DATES):
        text = {name: row.text(name) for name in (*_NEEDED, "organ_no", "list_version", "recorded_span")}
        first, last = row.day("valid_from"), row.day("valid_until")
        kind = spans.get(text["recorded_span"])
        wrong = _wrong(text, packs, kind)
        if wrong or first is None or (last is not None and last < first):
            raise row.refused(wrong or "valid_from ≤ valid_until")
        asks = ListedStep(
            text["recording_no"],
            text["list_version"],
            text["recorded_procedure"],
            text["recorded_step"],
            text["means"],
            row.text("starts_with"),
            row.text("ends_with"),
            day_of(first),
            None if last is None else day_of(last),
            kind.id if kind else "",
            kind.closes if kind else "",
        )
        found.append(_Row(text["organ_no"], asks))
    return RecordingList(found)


def _wrong(text: Mapping[str, str], packs: PackSet, kind: SpanKind | None) -> str:
    """What of a row nobody could judge by; empty where all of it is known."""
    procedure, step, means, span = (
        text[name] for name in ("recorded_procedure", "recorded_step", "means", "recorded_span")
    )
    if procedure not in packs.ids:
        return f"recorded_procedure: {procedure!r}"
    if step not in packs.procedure(procedure).steps:
        return f"recorded_step: {step!r}"
    if means not in MEANS:
        return f"means: {means!r} ≠ {', '.join(MEANS)}"
    if span and (kind is None or (kind.procedure, kind.opens) != (procedure, step)):
        return f"recorded_span: {span!r}"
    return ""
