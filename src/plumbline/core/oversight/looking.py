"""Looking at one case: every breach and open question that its rules give, and when to look again.

The plain evaluator judges, so a look says what a guard and a scan of millions say (architecture §5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.facts.case import Case
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.oversight.wide import Others, nobody, streams_of, wide_verdicts
from plumbline.core.rules.corrections import Judged, Undone, undone
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

BARRED: Final = "barred"
"""The reason of a verdict on an act that came after its time was over (`on_expiry: {bars: …}`)."""
Beside: TypeAlias = Callable[[Docket, History, Case, Sequence[Verdict]], Iterable[Verdict]]
"""Breaches of what no rule of the pack says, given the verdicts that its rules gave: what the organ's lists ask."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One breach or open question as it is now.

    `record` is the judged record, `kind` tells verdicts of one rule over it apart: "" for the rule itself, `barred`, or
    `corrected` for a breach that a correction undid, with that correction as `detail`. `due` is a day since 1970-01-01;
    `days_over` is there once the act was done, since it grows day by day before.
    """

    rule: str
    record: str
    step: str
    kind: str
    outcome: Outcome
    reason: str
    detail: str
    day: int
    due: int | None
    discharged_by: str | None
    days_over: int | None
    late_entry: bool

    @property
    def key(self) -> str:
        """What tells it from every other of its case, however it changes."""
        return "/".join((self.rule, self.record, self.kind)) if self.kind else f"{self.rule}/{self.record}"


@dataclass(frozen=True, slots=True)
class Look:
    """What a case shows at an instant. `again_at` (µs UTC) is when a running clock will have run out; None: never by
    itself. `officers` are those who acted, whose certificates the rules read.
    """

    seen: tuple[Seen, ...]
    again_at: int | None
    officers: frozenset[str]
    streams: frozenset[str] = frozenset()
    """Streams of several cases in which it stands."""


def nothing(
    _docket: Docket, _history: History, _case: Case, _verdicts: Sequence[Verdict]
) -> Iterable[Verdict]:
    """Nothing beside the rules of the pack."""
    return ()


def look(
    docket: Docket,
    history: History,
    now: int,
    officers: OfficerRegister | None,
    others: Others = nobody,
    beside: Beside = nothing,
) -> Look:
    """Judges the case as of `now` (µs UTC); `others` are the cases that stand in its streams."""
    case, verdicts = _judged(docket, history, now, officers, beside)
    told = [seen for verdict in verdicts if (seen := _seen(docket, case, verdict)) is not None]
    for stream, verdict in wide_verdicts(docket, case, now, officers, others):
        verdicts.append(verdict)
        told += [seen] if (seen := _seen(docket, stream, verdict)) is not None else []
    told += [_undone(docket, one) for one in _undone_breaches(docket, history, now, officers, beside)]
    unique = {one.key: one for one in told}
    ends = (_end_of(docket, verdict) for verdict in verdicts if verdict.outcome is Outcome.PENDING)
    return Look(
        tuple(unique[key] for key in sorted(unique)),
        min((end for end in ends if end is not None and end > now), default=None),
        frozenset(actor.officer for act in history.acts for actor in act.by or ()),
        streams_of(docket, case),
    )


def explained(
    docket: Docket,
    history: History,
    now: int,
    officers: OfficerRegister | None,
    others: Others = nobody,
    beside: Beside = nothing,
) -> Iterable[tuple[Seen, Case, Verdict]]:
    """Each thing seen with the case and verdict from which it is explained."""
    case, verdicts = _judged(docket, history, now, officers, beside)
    for verdict in verdicts:
        if (seen := _seen(docket, case, verdict)) is not None:
            yield seen, case, verdict
    for stream, verdict in wide_verdicts(docket, case, now, officers, others):
        if (seen := _seen(docket, stream, verdict)) is not None:
            yield seen, stream, verdict
    for one in _undone_breaches(docket, history, now, officers, beside):
        yield _undone(docket, one), one.case, one.verdict


def _judged(
    docket: Docket, history: History, now: int, officers: OfficerRegister | None, beside: Beside
) -> tuple[Case, list[Verdict]]:
    """The case as of now, with what its rules and the lists beside them say."""
    case = history.folded(now)
    verdicts = docket.judge(case, now, officers)
    return case, [*verdicts, *beside(docket, history, case, verdicts)]


def _seen(docket: Docket, case: Case, verdict: Verdict) -> Seen | None:
    """The verdict as something seen; None where it is nothing to tell."""
    barred = verdict.reason == BARRED
    if not barred and verdict.outcome not in (Outcome.VIOLATED, Outcome.UNDETERMINED):
        return None
    judged = _record(case, verdict.record)
    if judged is None or not (barred or docket.rule_on(verdict.rule, judged.day).makes_findings):
        return None
    return _as_seen(verdict, judged, BARRED if barred else "")


def _undone(docket: Docket, one: Undone) -> Seen:
    judged = _record(one.case, one.verdict.record)
    return _as_seen(one.verdict, judged or one.correction, "corrected")


def _as_seen(verdict: Verdict, judged: Record, kind: str) -> Seen:
    return Seen(
        rule=verdict.rule,
        record=verdict.record,
        step=judged.step,
        kind=kind,
        outcome=verdict.outcome,
        reason=verdict.reason,
        detail=verdict.detail,
        day=judged.day,
        due=verdict.due,
        discharged_by=verdict.discharged_by,
        days_over=verdict.days_over if verdict.discharged_by is not None else None,
        late_entry=verdict.late_entry,
    )


def _undone_breaches(
    docket: Docket, history: History, now: int, officers: OfficerRegister | None, beside: Beside
) -> Sequence[Undone]:
    """Breaches that a correction undid; none for a case without corrections."""
    if all(act.corrects is None for act in history.acts):
        return ()

    def judge(acts: Sequence[Record]) -> Judged:
        return _judged(docket, replace(history, acts=tuple(acts)), now, officers, beside)

    return [one for one in undone(history.acts, now, judge) if _makes_findings(docket, one)]


def _makes_findings(docket: Docket, one: Undone) -> bool:
    judged = _record(one.case, one.verdict.record) or one.correction
    return docket.rule_on(one.verdict.rule, judged.day).makes_findings


def _record(case: Case, wanted: str) -> Record | None:
    return next((one for group in case.by_step.values() for one in group if one.id == wanted), None)


def _end_of(docket: Docket, verdict: Verdict) -> int | None:
    """The first instant after the time given: of a clock in hours its own, else the midnight after the due day."""
    if verdict.due_instant is not None:
        return verdict.due_instant
    return None if verdict.due is None else docket.calendar.midnight(verdict.due + 1)
