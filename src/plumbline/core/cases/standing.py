"""Where a case stands: what may be done next and what not, and its clocks with their due days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from plumbline.core.cases.answers import Condition, answers_against
from plumbline.core.cases.closing import unexplained, unpaid
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.door import check_person, check_place
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.history import History
from plumbline.core.cases.reserved import CANCEL_OPENING
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.facts.case import JOIN_STEP, Case, order
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Actor, Record
from plumbline.core.procedures.definition import Step
from plumbline.core.rules.rule import Clock, FigurePeriod, Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Bearer, Outcome

PROBE = "?"
"""Id of an act that is only asked about."""
CaseState = Literal["open", "suspended", "closed", "withdrawn", "joined", "transferred", "cancelled"]
"""Where a case stands as a whole."""


@dataclass(frozen=True, slots=True)
class Possibility:
    """Whether a step may be done now. `done` counts its records; `reasons` say why not, blocking ones only.

    `conditions` hold what would stand against the act for one answer in its form, though not for every one.
    """

    step: Step
    done: int
    reasons: tuple[Hindrance, ...]
    conditions: tuple[Condition, ...] = ()

    @property
    def may(self) -> bool:
        """Whether it may be done, as far as can be told before its form is filled in."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class ClockState:
    """One activation of a clock.

    `left` are the days that remain (negative: over), in working days when `working`, else calendar days; None without
    a due day. `provisional` when the due day lies beyond the published calendar.
    """

    rule: Rule
    verdict: Verdict
    opened: Record
    discharged: Record | None
    left: int | None
    working: bool
    provisional: bool

    @property
    def bearer(self) -> Bearer:
        """Whose duty it is."""
        body = self.rule.body
        assert isinstance(body, Clock)
        return body.bearer

    @property
    def lapsed(self) -> bool:
        """Whether it ran out unused and nobody is late: a right that was not used, or what the law settles itself."""
        body = self.rule.body
        unused = self.verdict.outcome is Outcome.VIOLATED and self.discharged is None
        return unused and isinstance(body, Clock) and body.lapses


def possibilities(
    docket: Docket, history: History, now: int, role: str, officers: OfficerRegister | None
) -> list[Possibility]:
    """Every step of the procedure with what stands against it, in the procedure's order."""
    case = history.folded(now)
    return [
        _possibility(docket, history, case, step, now, role, officers)
        for step in docket.procedure.steps.values()
    ]


def _possibility(
    docket: Docket,
    history: History,
    case: Case,
    step: Step,
    now: int,
    role: str,
    officers: OfficerRegister | None,
) -> Possibility:
    probe = probe_of(docket, history, step.id, now)
    found = [*check_person(docket.procedure, step, role), *check_place(docket, case, probe, now)]
    conditions: tuple[Condition, ...] = ()
    if not any(one.blocks for one in found):
        answers = answers_against(docket, history, probe, now, officers)
        found += answers.barred
        conditions = answers.conditions
        found += unexplained(docket, history, step.id, now)
        found += unpaid(docket, history, probe, now)
    done = sum(not one.deemed for one in case.by_step.get(step.id, ()))
    return Possibility(step, done, tuple(one for one in found if one.blocks), conditions)


def probe_of(docket: Docket, history: History, step: str, now: int) -> Record:
    """An act of the step made now, with an empty form."""
    day = docket.calendar.local_day(now)
    return Record(
        id=PROBE,
        step=step,
        seq=history.position,
        day=day,
        instant=now,
        precise=True,
        end_day=day,
        end_instant=now,
        end_precise=True,
        recorded_at=now,
        by=tuple(Actor(officer, "officer", now) for officer in history.handlers),
        documents=None,
        recordings=None,
        case=history.opening.case,
    )


def clock_states(
    docket: Docket, history: History, now: int, officers: OfficerRegister | None = None
) -> list[ClockState]:
    """Every activation of every clock that applies, soonest due first, those that ran out well last."""
    case = history.folded(now)
    verdicts = docket.judge(case, now, officers, docket.clocks) if docket.clocks else []
    records = {one.id: one for group in case.by_step.values() for one in group}
    found = [
        _clock_state(docket, verdict, records, now)
        for verdict in verdicts
        if verdict.outcome is not Outcome.NOT_APPLICABLE
        and verdict.reason != "barred"  # said of an act that came too late, not of what opens a limit
        and verdict.record in records
    ]
    return sorted(found, key=_urgency)


def _urgency(state: ClockState) -> tuple[int, int, int]:
    rank = {Outcome.VIOLATED: 0, Outcome.PENDING: 1, Outcome.UNDETERMINED: 2}.get(state.verdict.outcome, 3)
    if rank == 0 and (state.discharged is not None or state.lapsed):
        rank = 3
    due = state.verdict.due
    return rank, due if due is not None else 2**31, state.opened.seq


def _clock_state(docket: Docket, verdict: Verdict, records: dict[str, Record], now: int) -> ClockState:
    opened = records[verdict.record]
    rule = docket.rule_on(verdict.rule, opened.day)
    calendar = docket.calendar
    today = calendar.local_day(now)
    working = _in_working_days(rule)
    left = None
    if verdict.due is not None:
        working = working and calendar.covers(verdict.due) and calendar.covers(today)
        left = days_left(docket, today, verdict.due) if working else verdict.due - today
    return ClockState(
        rule,
        verdict,
        opened,
        records.get(verdict.discharged_by or ""),
        left,
        working,
        verdict.due is not None and calendar.is_provisional(verdict.due),
    )


def state_of(docket: Docket, case: Case, states: Iterable[ClockState]) -> CaseState:
    """How the case ended; a running one is on hold while a limit of the organ is suspended."""
    ended = docket.end_of(case)
    if ended is None:
        on_hold = any(one.bearer is Bearer.ORGAN and one.verdict.reason == "suspended" for one in states)
        return "suspended" if on_hold else "open"
    if ended.step == JOIN_STEP:
        return "joined"
    if ended.step == CANCEL_OPENING:
        return "cancelled"
    if ended.step.startswith("withdraw"):
        return "withdrawn"
    return "transferred" if ended.step.startswith("transfer") else "closed"


def days_left(docket: Docket, today: int, due: int) -> int:
    """Working days after today up to the due day; negative: those since."""
    index = docket.calendar.working_index
    if today <= due:
        return index(due) - index(today)
    return -(index(today) - index(due))


def _in_working_days(rule: Rule) -> bool:
    term = rule.body.term if isinstance(rule.body, Clock) else None
    return isinstance(term, Period | FigurePeriod) and term.unit is Unit.WORKING_DAYS


def main_line(docket: Docket, case: Case) -> tuple[str, str]:
    """The step of the main line done last, and the one that comes next: what an act awaits that was not answered yet,
    else the one after it on the line that is not done; "" where there is none.
    """
    line = docket.procedure.main_line or tuple(docket.procedure.steps)
    since = docket.since(case)
    acted = {step for step in line if any(order(one) > since for one in case.by_step.get(step, ()))}
    done = [place for place, step in enumerate(line) if step in acted]
    last = max(done, default=-1)
    following = next((step for step in line[last + 1 :] if step not in acted), "")
    return line[last] if done else "", awaited_answer(docket, case) or following


def awaited_answer(docket: Docket, case: Case) -> str:
    """The step that answers the last act that awaits one; "" where none does, or the case went on through a gate."""
    last, awaited = (0, 0), ""
    for step in docket.procedure.steps.values():
        acts = case.by_step.get(step.id, ())
        if step.awaits is None or not acts:
            continue
        asked = order(acts[-1])
        after = (
            case.by_step[one][-1] for one in (step.awaits, *docket.procedure.gates) if one in case.by_step
        )
        if asked > last and not any(order(one) > asked for one in after):
            last, awaited = asked, step.awaits
    return awaited
