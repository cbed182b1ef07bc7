"""Forms of acts at random, mended by what stands against them as a clerk would: for walks of `builders.lawful_walk`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from plumbline.core.cases.answers import own_fields, rests_on_the_past
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.door import OUTSIDE_ROLES, Proposal, hindrances
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.cases.history import History
from plumbline.core.cases.standing import probe_of
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Actor, Record, Recording, Value
from plumbline.core.procedures.definition import FieldDefinition, Step
from plumbline.core.vocabulary import ValueType

HOUR = 3_600_000_000
DAY = 24 * HOUR
QUALIFIED = OfficerRegister({}, closed=True)
"""Nobody is known to lack a certificate: who may act at all is no matter of a case's course."""
PEOPLE = (("o1", "o2"), ("o3", "o4"), ("o5", "o6", "o7"), ("o8",), ("o9", "o10", "o11", "o12", "o13"))
DAYS = (0, 0, 1, 3, 7, 15, 30, 60, -1, -5, -30)
HOURS = (0, 1, 24, -1, -24, 72)
COUNTS = (0, 1, 2, 3, 5, 10, 15, 30, 90)
SUMS = (0, 50, 100, 1000, 20_000, 200_000)
TEXTS = ("测试", "测试二", "测试三")


@dataclass(frozen=True, slots=True)
class Desk:
    """A case as it stands at an instant."""

    docket: Docket
    history: History
    now: int

    def against(self, act: Record, role: str) -> list[Hindrance]:
        """What refuses the act at the door."""
        found = hindrances(self.docket, self.history, Proposal(act, role), self.now, QUALIFIED)
        return [one for one in found if one.blocks]

    def left_after(self, act: Record, later: Record) -> int:
        """How much refuses the later act once the other one is done."""
        acts = (*self.history.acts, replace(act, id="done", recorded_at=self.now))
        after = replace(self, history=replace(self.history, acts=acts), now=self.now + HOUR)
        role = role_of(self.docket.procedure.steps[later.step])
        moved = replace(
            later, seq=later.seq + 1, instant=after.now, end_instant=after.now, recorded_at=after.now
        )
        return len(after.against(moved, role))


@dataclass(frozen=True, slots=True)
class Tried:
    """The form of an act that was tried last, with what still stands against it."""

    act: Record
    against: Sequence[Hindrance]


def role_of(step: Step) -> str:
    """Who does it at the desk; what a party, a court or a bank does is entered by an officer."""
    wanted = step.role or "officer"
    return "officer" if wanted in OUTSIDE_ROLES else wanted


def drawn_value(random: Random, field: FieldDefinition, day: int, now: int) -> Value:
    """A value of the field's type; days lie around `day`, instants around `now`."""
    if field.options:
        return random.choice(field.options)
    match field.type:
        case ValueType.BOOL:
            return random.random() < 0.5
        case ValueType.DATE:
            return day + random.choice(DAYS)
        case ValueType.INSTANT:
            return now + random.choice(HOURS) * HOUR
        case ValueType.TIME:
            return random.choice(("09:30", "21:30"))
        case ValueType.INT:
            return random.choice(COUNTS)
        case ValueType.NUMBER | ValueType.MONEY:
            return Decimal(random.choice(SUMS))
        case ValueType.OFFICER:
            return random.choice(random.choice(PEOPLE))
    return random.choice(TEXTS)


def form(random: Random, desk: Desk, step: Step) -> Record:
    """An act of the step made now, or in one of ten only its day told, with a form filled in at random."""
    act = probe_of(desk.docket, desk.history, step.id, desk.now)
    if random.random() < 0.1:
        begins = desk.docket.calendar.midnight(act.day)
        act = replace(act, instant=begins, end_instant=begins, precise=False, end_precise=False)
    full = random.choice((0.3, 0.6, 0.9, 1))
    fields = {
        name: _answer(random, desk, field)
        for name, field in step.fields.items()
        if field.required or random.random() < full
    }
    return replace(
        act,
        fields=fields,
        by=_people(random, step, desk.now),
        documents=tuple(step.documents) if random.random() < 0.9 else (),
        recordings=tuple(Recording(kind) for kind in step.recordings),
    )


def _answer(random: Random, desk: Desk, field: FieldDefinition) -> Value:
    """A value drawn anew, or one that an act of the case gave under the same name: a thing is named again."""
    if not field.options and field.type not in (ValueType.BOOL, ValueType.OFFICER):
        said = [act.fields[field.name] for act in desk.history.acts if act.fields.get(field.name) is not None]
        if said and random.random() < 0.4:
            return random.choice(said)
    return drawn_value(random, field, desk.docket.calendar.local_day(desk.now), desk.now)


def try_forms(random: Random, desk: Desk, step: Step, tries: int) -> Tried:
    """A form that the door takes, else the one with the least against it after so many tries."""
    role = role_of(step)
    act = form(random, desk, step)
    best = Tried(act, desk.against(act, role))
    for _ in range(tries):
        if not best.against or is_beyond_mending(desk, step, best.against):
            break
        act = form(random, desk, step) if random.random() < 0.15 else _mended(random, desk, step, best)
        against = desk.against(act, role)
        if len(against) <= len(best.against):
            best = Tried(act, against)
    return best


def is_beyond_mending(desk: Desk, step: Step, against: Sequence[Hindrance]) -> bool:
    """Whether something stands against the act that nothing in its form changes."""
    return any(not one.field and _rests_on_others(desk, step, one) for one in against)


def _rests_on_others(desk: Desk, step: Step, one: Hindrance) -> bool:
    if not one.rule:
        return one.side in (Side.PLACE, Side.PERSON)
    rule = desk.docket.rule_on(one.rule, desk.docket.calendar.local_day(desk.now))
    return rests_on_the_past(rule) and not own_fields(desk.docket.procedure, step.id, rule)


def _people(random: Random, step: Step, now: int) -> tuple[Actor, ...]:
    people = random.choice(PEOPLE) if random.random() < 0.5 else PEOPLE[0]
    return tuple(Actor(one, role_of(step), now) for one in people)


def _mended(random: Random, desk: Desk, step: Step, tried: Tried) -> Record:
    """The form with other answers where the reasons ask, other people, and all papers."""
    said = dict(tried.act.fields)
    asked = sorted({name for one in tried.against for name in _asked(desk, step, one)})
    for name in random.sample(asked, min(len(asked), random.choice((1, 1, 2, 4)))):
        said[name] = _answer(random, desk, step.fields[name])
    people = _people(random, step, desk.now) if random.random() < 0.3 else tried.act.by
    papers = tuple(step.documents) if random.random() < 0.5 else tried.act.documents
    return replace(tried.act, fields=said, by=people, documents=papers)


def _asked(desk: Desk, step: Step, one: Hindrance) -> Iterator[str]:
    """The fields of the form on which a reason rests."""
    if one.field in step.fields:
        yield one.field
    if one.rule:
        rule = desk.docket.rule_on(one.rule, desk.docket.calendar.local_day(desk.now))
        yield from own_fields(desk.docket.procedure, step.id, rule).intersection(step.fields)
    titles = {lack.zh for lack in one.lacks}
    yield from (name for name, field in step.fields.items() if field.title in titles)
