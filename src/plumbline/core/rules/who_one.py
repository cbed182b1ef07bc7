"""The plain evaluator of officers: number, role, qualification, confirmation, distinctness and recusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from plumbline.core.facts.case import Case, in_time
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import NOTHING_RECORDED, Actor, Record, follows, surely_before
from plumbline.core.rules.act_one import AnswerOne
from plumbline.core.rules.closures import Truth
from plumbline.core.rules.rule import Who
from plumbline.core.rules.verdict import SATISFIED, Answer, Moment
from plumbline.core.vocabulary import Outcome

_S, _V, _P, _U = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.PENDING, Outcome.UNDETERMINED
_OFFICERS_UNKNOWN = Answer(_U, reason="officers_unknown")
_UNKNOWN = Answer(_U, reason="unknown")
_UNCONFIRMED = Answer(_P, reason="unconfirmed")

_Question: TypeAlias = Callable[[Case, Record, Moment, OfficerRegister], Outcome]


def who(body: Who, gates: Sequence[str]) -> AnswerOne:
    """`who`: as many questions as the rule asks; the first breach is told, then doubt, then a missing confirmation."""
    asked: list[tuple[_Question, Answer]] = []
    if body.at_least:
        asked.append((_number(body, tuple(gates)), Answer(_V, reason="too_few")))
    if body.differs_from:
        asked.append((_distinct(body.differs_from), Answer(_V, reason="same_person")))
    if body.recused_by is not None:
        asked.append((_recusal(body.recused_by), Answer(_V, reason="recused")))

    def one(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Answer:
        if record.by is None or "officers" in case.missing.facts:
            return _OFFICERS_UNKNOWN
        answer = SATISFIED
        for question, breach in asked:
            outcome = question(case, record, now, officers)
            if outcome is _V:
                return breach
            if outcome is _U:
                answer = _UNKNOWN
            elif outcome is _P and answer is SATISFIED:
                answer = _UNCONFIRMED
        return answer

    return one


def _number(body: Who, gates: Sequence[str]) -> _Question:
    """Whether enough officers who may act were there and confirmed the act."""
    certain, need = body.role is None and body.qualified, body.at_least

    def question(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Outcome:
        actors = record.by or ()
        for actor in actors:
            if actor.confirmed_at != NOTHING_RECORDED:
                break
        else:  # so no gate comes before a confirmation
            if certain and need == 2 and len(actors) == 2 and actors[0].officer != actors[1].officer:
                # nearly every act is such a one
                one, other = (officers.qualified(a.officer, record.day) for a in actors)
                if one and other:
                    return _S
            return _counted(body, record, None, now, officers)
        first = _first_gates(case, record, gates)
        if len(first) == 1:
            return _counted(body, record, first[0], now, officers)
        found = {_counted(body, record, gate, now, officers) for gate in first}
        return found.pop() if len(found) == 1 else _U

    return question


def _counted(
    body: Who, record: Record, gate: Record | None, now: Moment, officers: OfficerRegister
) -> Outcome:
    limit = now.instant if gate is None else gate.recorded_at
    day, certain = record.day, body.role is None and body.qualified
    sure = possible = unconfirmed = 0
    for actor in _different(record.by or ()):
        fit = officers.qualified(actor.officer, day) if certain else _fit(body, actor, day, officers)
        if fit is False:
            continue
        if actor.confirmed_at is not None and actor.confirmed_at <= limit:
            possible += 1
            sure += fit is True
        elif gate is None:
            unconfirmed += 1
    need = body.at_least
    if sure >= need:
        return _S
    if possible >= need:
        return _U
    return _P if possible + unconfirmed >= need else _V


def _different(actors: Sequence[Actor]) -> Sequence[Actor]:
    """The actors, each officer once: of doubled entries the confirmed one with the earliest instant counts."""
    if len(actors) == 1 or (len(actors) == 2 and actors[0].officer != actors[1].officer):
        return actors
    return list({a.officer: a for a in sorted(actors, key=_latest)}.values())


def _latest(actor: Actor) -> int:
    """The confirmed entry with the earliest instant is sorted last."""
    return -(2**63) if actor.confirmed_at is None else -actor.confirmed_at


def _fit(body: Who, actor: Actor, day: int, officers: OfficerRegister) -> Truth:
    """Whether the person counts: role and valid certificate on the day of the act."""
    fit: Truth = True
    role = body.role
    if role is not None:
        fit = None if actor.role is None else actor.role == role
    if fit is not False and body.qualified:
        qualified = officers.qualified(actor.officer, day)
        fit = False if qualified is False else None if qualified is None else fit
    return fit


def _first_gates(case: Case, record: Record, gates: Sequence[str]) -> list[Record | None]:
    """What may be the first gate after the end of the act, where a missing confirmation becomes a breach.

    One, or None where no gate is sure to come after; more where only the order within a day would tell.
    """
    first: Record | None = None
    possible: list[Record | None] = []
    end, precise, by_step = record.end_day, record.end_precise, case.by_step
    for step in gates:
        if step not in by_step:
            continue
        for gate in by_step[step]:
            if gate.day < end or gate.deemed or gate is record:
                continue
            if gate.day == end and not (gate.precise and precise):
                possible.append(gate)
            elif follows(gate, record) and (first is None or in_time(gate) < in_time(first)):
                first = gate
    return [*possible, first]


def _distinct(steps: Sequence[str]) -> _Question:
    """No person in common with the acts of `differs_from` before it."""

    def question(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Outcome:
        mine = {a.officer for a in record.by or ()}
        outcome = _S
        for step in steps:
            if step in case.missing.steps:
                outcome = _U
            for other in case.by_step.get(step, ()):
                stands = surely_before(other, record)
                if stands is False or other.deemed:
                    continue
                if other.by is None:
                    outcome = _U
                elif not mine.isdisjoint(a.officer for a in other.by):
                    if stands:
                        return _V
                    outcome = _U
        return outcome

    return question


def _recusal(step: str) -> _Question:
    """Nobody for whom an earlier record granted recusal (处罚法 §43)."""

    def question(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Outcome:
        outcome = _U if step in case.missing.steps else _S
        group = case.by_step.get(step)
        if not group:
            return outcome
        mine = {a.officer for a in record.by or ()}
        for other in group:
            stands = surely_before(other, record)
            granted, person = other.fields.get("granted"), other.fields.get("officer")
            if stands is False or granted is False or (person is not None and person not in mine):
                continue
            if stands and granted is True and person is not None:
                return _V
            outcome = _U
        return outcome

    return question
