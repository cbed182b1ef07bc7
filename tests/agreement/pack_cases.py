"""Random records of the real procedures, to judge them by their own rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from agreement.judging import Batch
from agreement.random_cases import RandomCase
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.case import Coverage
from plumbline.core.facts.officers import Certificate, OfficerRegister
from plumbline.core.facts.record import Actor, Record, Recording, Value
from plumbline.core.procedures.definition import FieldDefinition, Procedure, Step
from plumbline.core.procedures.judging import rule_set
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.rules.evaluate_batch import Setting
from plumbline.core.vocabulary import ValueType

PACKS = Path(__file__).parents[2] / "packs"
PROCEDURES = sorted(
    p.parent.name
    for p in (PACKS / "cn" / "procedures").glob("*/procedure.yaml")
    if "\nrules: {}" not in p.read_text("utf-8")  # a register that only keeps acts gives nothing to compare
)
FIRST = day_of(date(2024, 9, 20))
HOUR = 3_600_000_000


@cache
def packs() -> PackSet:
    """Looked for once: whether the files are still the same is asked of the disk, a hundred and more, every time."""
    return kept_packs(PACKS)


class Source:
    """Random records of one procedure, as a foreign system might hold them."""

    def __init__(self, random: Random, procedure: Procedure, calendar: WorkingCalendar, first: int) -> None:
        """`first`: the day around which records lie, when the procedure is in force."""
        self.random, self.procedure, self.calendar, self.first = random, procedure, calendar, first

    def case(self, name: str) -> RandomCase:
        r, steps = self.random, list(self.procedure.steps.values())
        chosen = r.sample(steps, r.randint(1, min(14, len(steps))))
        if r.random() < 0.2:
            chosen.append(r.choice(chosen))
        header: dict[str, Value] = {"party_kind": r.choice(("citizen", "organisation"))}
        return RandomCase(name, tuple(self._record(name, i, s) for i, s in enumerate(chosen)), header)

    def _record(self, case: str, number: int, step: Step) -> Record:
        r = self.random
        day = self.first + r.randint(0, r.choice((3, 20, 100)))
        exact = r.random() < 0.5
        at = self.calendar.midnight(day) + (r.randint(0, 23) * HOUR if exact else 0)
        fields = {f.name: self._value(f) for f in step.fields.values() if r.random() < 0.85}
        people = None if r.random() < 0.1 else r.sample("ABCD", r.randint(0, 3))
        return Record(
            f"{case}-{number}", step.id, number, day, at, exact, day, at, exact,
            at + r.choice((0, 0, 0, 1, 24, 720)) * HOUR,
            None if people is None else tuple(Actor(p, r.choice((None, "agency_head", "officer"))) for p in people),
            fields,
            tuple(d for d in step.documents if r.random() < 0.7),
            tuple(Recording(k) for k in step.recordings if r.random() < 0.7),
            case=case,
        )  # fmt: skip

    def _value(self, field: FieldDefinition) -> Value:
        r = self.random
        match field.type:
            case ValueType.BOOL:
                return r.random() < 0.5
            case ValueType.INT:
                return r.randint(0, 40)
            case ValueType.NUMBER | ValueType.MONEY:
                return Decimal(r.choice((0, 50, 100, 200, 250, 3000, 5000, 100_000)))
            case ValueType.DATE:
                return self.first + r.randint(-30, 150)
            case ValueType.INSTANT:
                return self.calendar.midnight(self.first + r.randint(0, 100)) + r.randint(0, 23) * HOUR
            case ValueType.CHOICE:
                return r.choice(field.options)
            case _:
                return r.choice("ABCD")


def pack_batch(name: str, cases: int) -> Batch:
    """Random cases of one procedure under its rules without layers; of every second one some steps are not covered."""
    covered = PROCEDURES.index(name) % 2 == 0
    procedure = next(p for p in _procedures() if p.place.file.endswith(f"{name}/procedure.yaml"))
    random = Random(f"{name} {covered}")
    calendar = packs().calendar(procedure.calendar)
    earliest = min(rule.from_day for rule in rule_set(procedure).rules)
    first = max(FIRST, procedure.from_day + 10, earliest + 10)
    source = Source(random, procedure, calendar, first)
    register = OfficerRegister(
        {
            "A": (Certificate(0, 99999),),
            "B": (Certificate(0, first + 9), Certificate(first + 30, 99999)),
            "C": (),
        }
    )
    missing = Coverage(frozenset(() if covered else random.sample(sorted(procedure.steps), 2)))
    now = calendar.midnight(first + 90) + 5
    setting = Setting(calendar, packs().figures, ("cn",), register, missing, now)
    fields = {f.name: f.type for s in procedure.steps.values() for f in s.fields.values()}
    attributes = {k: a.definition.type for k, a in procedure.attributes.items()}
    made = tuple(source.case(f"c{n:04d}") for n in range(cases))
    return Batch(0, rule_set(procedure), setting, made, fields, attributes)


@cache
def _procedures() -> list[Procedure]:
    return [packs().procedure(p) for p in packs().ids]
