"""Random cases gathered around what a rule turns on: its due day, the last day of the law before it, the same day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Any

from agreement.world import (
    ATTRIBUTE_TYPES,
    CERTIFICATE_EDGES,
    CODES,
    DOCUMENTS,
    FIELDS,
    HEADER_TEXTS,
    PEOPLE,
    RECORDINGS,
    ROLES,
    SET_BY,
    STEPS,
)
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period, Span, Unit
from plumbline.core.clocks.deadline import due_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import JOIN_STEP, Coverage
from plumbline.core.facts.record import NOTHING_RECORDED, Actor, Record, Recording, Value
from plumbline.core.rules.evaluate_one import RuleSet, default_gates, reads
from plumbline.core.rules.rule import Clock, Interval, Rule, Who
from plumbline.core.vocabulary import ValueType

HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class RandomCase:
    """A case as a source hands it over. `joined` are the records of the case that was joined into it."""

    id: str
    records: tuple[Record, ...]
    header: dict[str, Value] = field(default_factory=dict)
    joined: tuple[Record, ...] = ()
    focus: str = ""


class RecordMaker:
    """Records at random: times, officers, fields, corrections."""

    def __init__(
        self, random: Random, ruleset: RuleSet, calendar: WorkingCalendar, now_day: int, middle: int
    ) -> None:
        self.random = random
        self.calendar = calendar
        self.now_day = now_day
        self.middle = middle
        self.rules = ruleset.rules
        self._ends, self._gates = ruleset.ends, ruleset.gates or default_gates(ruleset.rules)
        self._setters = sorted({s for pairs in SET_BY.values() for s, _ in pairs})
        self._exact = "mixed"
        self._quiet = False
        self._keys: dict[str, Value] = {}

    def _records(self, case_id: str, plan: list[tuple[str, int]]) -> list[Record]:
        if self.random.random() < 0.8:
            plan = sorted(plan, key=lambda p: p[1])
        return [self._record(case_id, number, step, day) for number, (step, day) in enumerate(plan)]

    def _record(self, case_id: str, number: int, step: str, day: int) -> Record:
        r = self.random
        precise = self._exact == "instant" or (self._exact == "mixed" and r.random() < 0.5)
        midnight, tomorrow = self.calendar.midnight(day), self.calendar.midnight(day + 1)
        instant = midnight
        if precise:
            instant += r.choice((0, 2 * HOUR, 8 * HOUR, 9 * HOUR, 9 * HOUR, 9 * HOUR + 60_000_000, 12 * HOUR))
            instant = r.choice((instant, instant, instant, tomorrow - 1))
        end_day, end_instant, end_precise = day, instant, precise
        if r.random() < 0.2:
            end_day = day + r.choice((0, 1, 1, 3))
            end_precise = precise and r.random() < 0.8
            end_instant = self.calendar.midnight(end_day)
            if end_precise:
                end_instant = max(instant, end_instant + r.choice((0, 9 * HOUR, 23 * HOUR)))
        recorded = self._recorded(day, end_day, end_instant)
        return Record(
            id=f"{case_id}-{number}",
            step=step,
            seq=number if r.random() < 0.9 else 99 - number,
            day=day,
            instant=instant,
            precise=precise,
            end_day=end_day,
            end_instant=end_instant,
            end_precise=end_precise,
            recorded_at=recorded,
            by=None if r.random() < 0.1 else self._actors(recorded),
            fields=self._fields(),
            documents=self._maybe(tuple(r.sample(DOCUMENTS, r.randint(0, 2)))),
            recordings=self._maybe(self._recordings(instant, end_instant)),
            case=case_id,
        )

    def _recorded(self, day: int, end_day: int, end_instant: int) -> int:
        r = self.random
        late = r.random()
        if late < 0.55:
            return end_instant
        if late < 0.65:
            return self.calendar.midnight(end_day + 1)
        if late < 0.72:
            return self.calendar.midnight(self.now_day - r.choice((0, 1, 5)))
        if late < 0.78:
            return self.calendar.midnight(day - r.choice((1, 2)))
        return end_instant + r.choice((1, HOUR, 24 * HOUR, 48 * HOUR, 720 * HOUR))

    def _maybe(self, value: Any) -> Any:
        return None if self.random.random() < 0.12 else value

    def _actors(self, recorded: int) -> tuple[Actor, ...]:
        r = self.random
        people = r.sample(PEOPLE, r.choice((0, 1, 1, 2, 2, 3)))
        if people and not self._quiet and r.random() < 0.07:
            people.append(people[0])
        slow = not self._quiet and r.random() < 0.25
        when = (None, NOTHING_RECORDED, recorded, recorded + HOUR, recorded + 72 * HOUR)
        return tuple(
            Actor(p, r.choice((None, *ROLES, *ROLES)), r.choice(when) if slow else NOTHING_RECORDED)
            for p in people
        )

    def _recordings(self, start: int, end: int) -> tuple[Recording, ...]:
        r = self.random
        spans = (
            (None, None), (None, None), (start, end), (start - HOUR, end + HOUR), (start + 1, end), (start, end - 1),
            (None, end), (start - 30 * HOUR, start - 26 * HOUR),
        )  # fmt: skip
        return tuple(Recording(kind, *r.choice(spans)) for kind in RECORDINGS if r.random() < 0.6)

    def _fields(self) -> dict[str, Value]:
        r = self.random
        found = {}
        for name, kind in FIELDS.items():
            if r.random() < 0.12:
                continue
            found[name] = self._keys[name] if r.random() < 0.6 else self._value(name, kind)
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, name: str, kind: ValueType) -> Value:
        r = self.random
        match kind:
            case ValueType.BOOL:
                return r.random() < 0.6
            case ValueType.INT:
                return r.choice((0, 1, 1, 2, 3, 5, 10, 30, 100, 2_000_000_000, -1))
            case ValueType.MONEY:
                return Decimal(
                    r.choice(("0", "1.50", "2.00", "3", "99.50", "200", "1000000.01", "9999999999999.99"))
                )
            case ValueType.NUMBER:
                return Decimal(
                    r.choice(("0", "0.5", "1", "2", "3.333333", "100.5", "-2", "999999999999.999999"))
                )
            case ValueType.DATE:
                return self._date()
            case ValueType.INSTANT:
                return self.calendar.midnight(self.now_day - r.randint(-3, 20)) + r.choice((0, 9)) * HOUR
            case ValueType.OFFICER:
                return r.choice(PEOPLE)
            case _:
                return r.choice(CODES)

    def _date(self) -> int:
        """Near now mostly; far away where no calendar reaches, too."""
        r = self.random
        if r.random() < 0.05:
            return r.choice((3653, 7000, 10956, 18000, 20269, 40176, 44000, 60000))
        return self.now_day + r.choice((-40, -7, -3, -2, -1, 0, 0, 1, 2, 5, 10, 30))

    def _header(self) -> dict[str, Value]:
        r = self.random
        found: dict[str, Value] = {name: r.choice(options) for name, options in HEADER_TEXTS.items()}
        for name, kind in ATTRIBUTE_TYPES.items():
            if r.random() < 0.6:
                found[name] = self._value(name, kind)
        return {name: value for name, value in found.items() if r.random() < 0.85}

    def _corrections(self, records: list[Record]) -> list[Record]:
        r = self.random
        made: list[Record] = []
        for number in range(r.choice((1, 1, 2, 3))):
            old = r.choice([*records, *made])
            day = old.day + r.choice((0, 0, -1, 1, 5))
            new = self._record(old.case, 50 + number, old.step, day)
            seq = r.choice((new.seq, -1 - number))
            recorded = max(old.recorded_at, r.choice((old.recorded_at, new.recorded_at)))
            made.append(replace(new, corrects=old.id, void=r.random() < 0.3, seq=seq, recorded_at=recorded))
        if r.random() < 0.2:
            made.append(
                replace(self._record(records[0].case, 60, r.choice(STEPS), records[0].day), void=True)
            )
        return made


class CaseMaker(RecordMaker):
    """Makes cases for one rule set, calendar and `now`; two in five repeat no step and are confirmed at once."""

    def case(self, case_id: str) -> RandomCase:
        r = self.random
        rule = r.choice(self.rules)
        self._exact = r.choice(("day", "instant", "mixed", "mixed"))
        self._keys = {name: self._value(name, FIELDS[name]) for name in FIELDS}
        self._quiet = r.random() < 0.4
        plan = self._plan(rule)
        if self._quiet:
            plan = list({step: (step, day) for step, day in plan}.values())
            records = self._moved_late(rule, self._records(case_id, plan))
            return RandomCase(case_id, tuple(records), self._header(), (), rule.id)
        if r.random() < 0.25:
            plan.append(r.choice(plan))
        if r.random() < 0.3:
            plan += [(r.choice(STEPS), r.choice(plan)[1] + r.choice((0, 0, 1, -1, 4))) for _ in range(2)]
        plan = [(step, max(day, self.now_day - 500)) for step, day in plan]
        records = self._moved_late(rule, self._records(case_id, plan))
        joined = r.random() < 0.05
        if joined:
            records.append(self._record(case_id, len(records), JOIN_STEP, r.choice(plan)[1]))
        if r.random() < 0.1:
            records += self._corrections(records)
        r.shuffle(records)
        earlier = [(step, day - r.choice((0, 3, 9))) for step, day in plan[: r.choice((1, 2, 3))]]
        others = tuple(self._records(f"{case_id}-joined", earlier)) if joined else ()
        return RandomCase(case_id, tuple(records), self._header(), others, rule.id)

    def _moved_late(self, rule: Rule, records: list[Record]) -> list[Record]:
        """Sometimes what moves a due day is entered only now, or a few days after it happened."""
        body, r = rule.body, self.random
        if not isinstance(body, Clock) or r.random() < 0.6:
            return records
        steps = {*body.restart, *(e.step for e in body.extensions), *(e.start for e in body.excludes)}
        now = self.calendar.midnight(self.now_day)
        late = (now, now, now - 24 * HOUR, now - 96 * HOUR)
        return [replace(x, recorded_at=r.choice(late)) if x.step in steps else x for x in records]

    # when things happen

    def _plan(self, rule: Rule) -> list[tuple[str, int]]:
        """Steps and days that meet the rule's own boundaries."""
        r, body = self.random, rule.body
        if isinstance(body, Clock):
            return self._clock_plan(body)
        anchor = self.now_day - r.choice((0, 1, 3, 10, 40))
        if isinstance(body, Who) and r.random() < 0.4:
            anchor = self.middle + r.choice(CERTIFICATE_EDGES)
        steps = [*rule.judged_steps, *rule.judged_steps, *sorted(reads(rule)), *self._gates[:1]]
        steps += r.sample(self._setters, 2)
        spread = r.choice((0, 1, 3, 12))
        if isinstance(body, Interval):
            opener, to = r.choice(body.opens), r.choice(body.to)
            first = self._due(anchor, body.period) + 1 + r.choice((-1, 0, 0, 1, 2))
            plan = [(opener, anchor), (to, first)]
            return plan if r.random() < 0.5 else [*plan, (r.choice(steps), anchor + r.randint(0, 6))]
        wanted = r.sample(steps, min(len(steps), r.choice((2, 3, 4, 6))))
        if r.random() < 0.7:
            wanted = list(dict.fromkeys(wanted))
        plan = [(s, anchor + r.randint(-spread, spread)) for s in wanted]
        return [(r.choice(rule.judged_steps), anchor + r.choice((0, 0, spread))), *plan]

    def _clock_plan(self, body: Clock) -> list[tuple[str, int]]:
        r = self.random
        period = body.term if isinstance(body.term, Period) else Period(5, Unit.WORKING_DAYS)
        length = self._due(self.now_day - 60, period) - (self.now_day - 60)
        opened = self.now_day - max(0, length + r.choice((-3, -1, 0, 0, 1, 2, 9, 30)))
        opened = opened if r.random() < 0.8 else self.now_day - r.randint(-1, 60)
        if (
            body.excludes and r.random() < 0.5
        ):  # so that the due day rolled, and a pause may begin in its tail
            opened = next((d for d in range(opened, opened - 9, -1) if self._rolls(d, period)), opened)
        due = self._due(opened, period)
        self._keys["d"] = due + r.choice((-4, 0, 5)) if r.random() < 0.5 else self._keys["d"]
        plan = [(r.choice(body.opens), opened)]
        near = (due - 1, due, due, due + 1, due + 2)

        def during() -> int:
            return r.randint(opened, max(opened, due)) if r.random() < 0.5 else r.choice(near)

        if r.random() < 0.75:
            plan.append((r.choice(body.discharges), during() + r.choice((0, 0, 0, 3, 7, 20))))
        for extension in body.extensions:
            if r.random() < 0.6:
                plan += [(extension.step, during()) for _ in range(r.choice((1, 1, 2)))]
        for exclusion in body.excludes:
            if r.random() < 0.75:
                begin = r.choice(
                    (r.randint(opened + 1, max(opened + 1, due)), during(), opened + 1, opened - 2)
                )
                tail = self._tail(due)
                if tail and r.random() < 0.5:
                    begin = r.choice(tail)
                plan.append((exclusion.start, begin))
                if r.random() < 0.8:
                    plan.append((exclusion.end, begin + r.choice((0, 1, 2, 5, 9, 30))))
                if r.random() < 0.25:
                    again = begin + r.choice((0, 1, 3, 8))
                    plan += [(exclusion.start, again), (exclusion.end, again + r.choice((1, 4)))]
        if self._quiet and body.excludes and len(plan) == 4 and plan[2][0] == body.excludes[0].start:
            paused = self._due(opened, period, (Span(plan[2][1], plan[3][1]),))
            plan[1] = (plan[1][0], paused + r.choice((-1, 0, 0, 1, 2)))
        if body.restart and r.random() < 0.6:
            plan.append((r.choice(body.restart), during()))
        if self._ends and r.random() < 0.3:
            plan.append((r.choice(self._ends), r.choice((during(), due + r.choice((1, 2, 4))))))
        if body.on_expiry is not None and body.on_expiry.bars is not None and r.random() < 0.5:
            plan.append((body.on_expiry.bars, during()))
        return plan

    def _tail(self, due: int) -> list[int]:
        """The rest days before a due day, over which it rolled."""
        days = []
        day = due - 1
        while self.calendar.covers(day) and not self.calendar.is_working(day) and len(days) < 9:
            days.append(day)
            day -= 1
        return days

    def _rolls(self, start: int, period: Period) -> bool:
        """Whether the last day is a rest day over which the due day moves."""
        return period.roll and self._due(start, replace(period, roll=False)) != self._due(start, period)

    def _due(self, start: int, period: Period, spans: tuple[Span, ...] = ()) -> int:
        if period.unit is Unit.HOURS:
            return start + period.n // 24
        try:
            return due_day(start, period, self.calendar, spans=spans).day or start
        except ClockError:
            return start

    # what is recorded


def coverage(random: Random, ruleset: RuleSet) -> Coverage:
    """What the source leaves out: nothing, in two rule sets of three."""
    if random.random() < 0.65:
        return Coverage()
    read = sorted({s for rule in ruleset.rules for s in reads(rule)})
    facts = ["documents", "recordings", "officers", "major", "grade", "level", "deadline"]
    facts += [f"{step}.{name}" for step in read[:4] for name in ("m", "k")]
    return Coverage(
        frozenset(random.sample(read, random.choice((0, 1, 2)))),
        frozenset(random.sample(facts, random.choice((0, 0, 1, 2)))),
    )
