"""What a case page offers and what the door lets through are the same, over every state of every worked example.

An act that is offered passes the door with some form that is otherwise valid; one that is shown as not possible is
refused by it, whatever the form says; an answer that is named as refused is. The form is looked for as a clerk would:
what a reason reads or lacks is answered in another way until nothing blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

import pytest
from tests.builders.worked_examples import docket_for, history_before, packs, plain, procedures

from plumbline.core.cases.answers import options_of, own_fields
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.door import OUTSIDE_ROLES, SAME_ROLE, Proposal, hindrances
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.history import History
from plumbline.core.cases.standing import Possibility, possibilities, probe_of
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Actor, Record, Recording, Value
from plumbline.core.procedures.definition import FieldDefinition, Step
from plumbline.core.vocabulary import ValueType

PROCEDURES = [id for id in procedures() if packs().procedure(id).elsewhere is None]
TRIES = 60
QUALIFIED = OfficerRegister({}, closed=True)
HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class State:
    """A case as it stands at an instant, with who is asked about."""

    docket: Docket
    history: History
    now: int
    officers: OfficerRegister


def states(procedure: str) -> Iterator[State]:
    """The states of the plain examples: before each act, the moment at which it was entered; each state once."""
    seen = set[tuple[object, ...]]()
    for example in packs().examples(procedure):
        if not plain(example):
            continue
        docket = docket_for(procedure, example)
        for act in example.records:
            history = _as_opened(docket, history_before(example, act))
            told = tuple((one.step, *sorted(map(str, one.fields.items()))) for one in history.acts)
            if (key := (act.step, told)) not in seen:
                seen.add(key)
                yield State(docket, history, _next_moment(docket, history, act), QUALIFIED)


def _as_opened(docket: Docket, history: History) -> History:
    """What the desk asks whenever a case is opened, and who did what, which examples may leave out."""
    header = dict(history.header)
    if "party_kind" in docket.procedure.attributes:
        header.setdefault("party_kind", "organisation")
    acts = [
        replace(one, by=(Actor("somebody", None, one.recorded_at),)) if one.by is None else one
        for one in history.acts
    ]
    return replace(history, header=header, acts=tuple(acts))


def _next_moment(docket: Docket, history: History, act: Record) -> int:
    """When the act was entered; after a day whose order nobody wrote down, the next morning."""
    now = max(act.recorded_at, act.instant)
    today = docket.calendar.local_day(now)
    vague = any(one.end_day >= today and not (one.precise and one.end_precise) for one in history.acts)
    return docket.calendar.midnight(today + 1) + 10 * HOUR if vague else now


def role_of(step: Step) -> str:
    wanted = step.role or "officer"
    return "officer" if wanted in OUTSIDE_ROLES else SAME_ROLE.get(wanted, wanted)


def against(state: State, step: Step, form: Record) -> list[Hindrance]:
    proposal = Proposal(form, role_of(step))
    found = hindrances(state.docket, state.history, proposal, state.now, state.officers)
    return [one for one in found if one.blocks]


def blank(state: State, step: Step) -> Record:
    """The form with its papers and recordings, and enough people who did nothing in the case yet."""
    probe = probe_of(state.docket, state.history, step.id, state.now)
    return replace(
        probe,
        by=tuple(Actor(f"new-{place}", role_of(step), state.now) for place in range(9)),
        documents=tuple(step.documents),
        recordings=tuple(Recording(kind, state.now, state.now) for kind in step.recordings),
    )


def values(state: State, field: FieldDefinition) -> tuple[Value, ...]:
    day = state.docket.calendar.local_day(state.now)
    by_type: dict[ValueType, tuple[Value, ...]] = {
        ValueType.DATE: (day, day - 30, day + 30, day - 800, day + 800),
        ValueType.INSTANT: (state.now, state.now - 30 * HOUR, state.now + 30 * HOUR),
        ValueType.TIME: ("09:30", "21:30"),
        ValueType.INT: (1, 0, 2, 5, 30, 1000),
        ValueType.NUMBER: (Decimal(1), Decimal(0), Decimal(100)),
        ValueType.MONEY: (Decimal(1), Decimal(0), Decimal(100_000)),
    }
    if options := options_of(field):
        return options
    known = (said for act in state.history.acts for said in act.fields.values())
    numbers = field.type in (ValueType.INT, ValueType.NUMBER, ValueType.MONEY)
    kinds = (int, Decimal) if numbers else tuple({type(one) for one in by_type.get(field.type, ("",))})
    return (
        *by_type.get(field.type, ("x", "y")),
        *dict.fromkeys(one for one in known if isinstance(one, kinds)),
    )


class Clerk:
    """Looks for a form that the door lets through, from the last one that it did."""

    def __init__(self, state: State, step: Step) -> None:
        self.state, self.step = state, step
        self.random = Random(f"{step.id}/{state.history.position}")

    def passes(self, tries: int, **fixed: Value) -> bool:
        """Whether such a form was found; `fixed` answers are not touched."""
        form = replace(
            blank(self.state, self.step), fields={**self._known(), **LAST.get(self._key, {}), **fixed}
        )
        left = against(self.state, self.step, form)
        for _ in range(tries):
            if not left:
                LAST[self._key] = dict(form.fields)
                return True
            free = [one for reason in left for one in self._asks(reason) if one.name not in fixed]
            if not free:
                return False
            said = dict(form.fields)
            for field in self.random.sample(free, min(len(free), self.random.choice((1, 1, 2, 4)))):
                said[field.name] = self.random.choice(values(self.state, field))
            if self.random.random() < 0.2:  # sums that must come out
                said |= {field.name: 0 for field in free if field.type is ValueType.INT}
            other = replace(form, fields=said)
            then = against(self.state, self.step, other)
            if len(then) <= len(left):
                form, left = other, then
        return False

    def _known(self) -> dict[str, Value]:
        """What earlier acts of the case said in fields of the same names."""
        said = {name: value for act in self.state.history.acts for name, value in act.fields.items()}
        return {name: said[name] for name in self.step.fields if name in said}

    @property
    def _key(self) -> str:
        return f"{self.state.docket.procedure.id}/{self.step.id}"

    def _asks(self, reason: Hindrance) -> list[FieldDefinition]:
        """The fields of the form on which a reason rests."""
        names = {reason.field}
        if reason.rule:
            rule = self.state.docket.rule_on(reason.rule, date_now(self.state))
            names = set(own_fields(self.state.docket.procedure, self.step.id, rule))
            names |= {
                one for lack in reason.lacks for one, f in self.step.fields.items() if f.title == lack.zh
            }
        return [field for name, field in self.step.fields.items() if name in names]


LAST: dict[str, dict[str, Value]] = {}
"""By procedure and step, the form that passed last: most states differ little."""


def date_now(state: State) -> int:
    return state.docket.calendar.local_day(state.now)


def wrong_with(state: State, one: Possibility) -> Iterator[str]:
    clerk = Clerk(state, one.step)
    if not one.may:
        if clerk.passes(TRIES):
            yield f"shown as barred by {[why.rule or why.zh for why in one.reasons]}, and the door lets it through"
        return
    if not clerk.passes(20 * TRIES):
        form = blank(state, one.step)
        yield f"offered, and refused by {[(why.rule, why.zh) for why in against(state, one.step, form)]}"
    for condition in one.conditions:
        if clerk.passes(TRIES, **{condition.field.name: condition.option}):
            yield f"{condition.field.name} = {condition.option} is shown as refused, and the door lets it through"


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_what_is_offered_passes_the_door_and_what_is_barred_is_refused(procedure: str) -> None:
    wrong = []
    for state in states(procedure):
        for role in sorted({role_of(step) for step in state.docket.procedure.steps.values()}):
            found = possibilities(state.docket, state.history, state.now, role, state.officers)
            for one in found:
                if role_of(one.step) == role:
                    wrong += [
                        (state.history.opening.case, state.history.position, one.step.id, why)
                        for why in wrong_with(state, one)
                    ]
    assert wrong == []
