"""What keeps the recordings of acts: a projection of the records of cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.recorders.models import RecordedAct
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.reserved import LISTED, UNRECORDED
from plumbline.core.facts.record import Record as Fact
from plumbline.core.ledger.record import Record
from plumbline.core.recording.listed import AUDIO_VIDEO, covered
from plumbline.core.recording.matching import SECOND
from plumbline.core.recording.spans import Asked, asked, open_parts, rows_of
from plumbline.core.rules.rule import Carries
from plumbline.core.vocabulary import Outcome

_APPLIES = (Outcome.SATISFIED, Outcome.VIOLATED)


class RecordingProjection(ReplacedRows):
    """How far the acts that are recorded are covered."""

    name = "recordings"
    tables = (RecordedAct,)

    def rows(self, records: Sequence[Record]) -> Iterator[RecordedAct]:
        """The rows of a case as of its last record."""
        if not any(_may_be_recorded(one) for one in records):
            return
        now = records[-1].recorded_at
        docket, history = history_of(records, shelf(), until=now)
        demanded = _by_rules(docket, history, now)
        sealed, case = {one.id: one for one in records}, history.folded(now)
        spans = {one.opener.id: one for one in asked(records, case) if one.closer is not None}
        for group in case.by_step.values():
            for act in group:
                step, record = docket.step(act.step), sealed.get(act.id)
                if record is None or step is None or not (step.recordings or LISTED in record.fields):
                    continue
                span = spans.get(act.id)
                over = None if span is None else _Over(span, open_parts(span, case))
                yield _row(history, act, record, act.id in demanded, over)


def _may_be_recorded(record: Record) -> bool:
    return record.step in _recorded_steps() or LISTED in record.fields


def _recorded_steps() -> frozenset[str]:
    """Steps of any pack that know recordings."""
    global _steps
    if _steps is None:
        known = [shelf().packs.procedure(id) for id in shelf().packs.ids]
        _steps = frozenset(step.id for one in known for step in one.steps.values() if step.recordings)
    return _steps


_steps: frozenset[str] | None = None


def _by_rules(docket: Docket, history: History, now: int) -> set[str]:
    """The acts of which a rule of the packs demands a recording."""
    rules = frozenset(
        one.id for one in docket.procedure.rules if isinstance(one.body, Carries) and one.body.recordings
    )
    if not rules:
        return set()
    found = docket.judge(history.folded(now), now, None, rules)
    return {one.record for one in found if one.outcome in _APPLIES}


@dataclass(frozen=True, slots=True)
class _Over:
    """A span that an act began and a later one ended, and what of it is open."""

    span: Asked
    left: list[tuple[int, int]] | None

    @property
    def end(self) -> int:
        assert self.span.closer is not None
        return self.span.closer.end_instant


def _row(history: History, act: Fact, record: Record, by_rule: bool, over: _Over | None) -> RecordedAct:
    opening = history.opening
    rows = [row for row in rows_of(record) if row.get("means") != "text"]
    means = [str(row.get("means")) for row in rows if not row.get("until")]
    wanted = dict.fromkeys(
        [*means, *([AUDIO_VIDEO] if by_rule else []), *([over.span.means] if over else [])]
    )
    left = [
        over.left if over is not None and one == over.span.means else covered(act, one, act.recordings or ())
        for one in wanted or [AUDIO_VIDEO]
    ]
    end = max(act.end_instant, act.instant, over.end if over else 0)
    open_spans = max((_length(act.instant, end, one) for one in left), default=0)
    said = record.fields.get(UNRECORDED)
    reason = str(said.get("reason") or "") if isinstance(said, Mapping) else ""
    return RecordedAct(
        record=act.id,
        case=opening.case,
        number=opening.number,
        cause=opening.title,
        procedure=opening.procedure,
        step=act.step,
        organ=opening.organ,
        division=opening.division,
        day=act.day,
        start=act.instant,
        end=end,
        demanded=bool(wanted),
        state=_state(left, reason, demanded=bool(wanted)),
        reason=reason,
        open_seconds=open_spans,
    )


def _length(start: int, end: int, left: list[tuple[int, int]] | None) -> int:
    spans = [(start, end)] if left is None else left
    return sum(end - start for start, end in spans) // SECOND


def _state(left: Sequence[list[tuple[int, int]] | None], reason: str, *, demanded: bool) -> str:
    if all(one == [] for one in left):
        return "covered"
    if not demanded:
        return "none" if any(one is None for one in left) else "short"
    if reason:
        return "reasoned"
    return "missing" if any(one is None for one in left) else "short"
