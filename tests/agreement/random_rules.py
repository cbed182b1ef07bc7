"""Random rule sets over every kind and option that the loader accepts."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from agreement.random_expressions import Writer, vocabulary
from agreement.world import DEEMABLE, DOCUMENTS, RECORDINGS, ROLES, SET_BY, STEPS
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.data_file.errors import Place
from plumbline.core.rules.evaluate_one import RuleSet, RulesInCircle, in_strata
from plumbline.core.rules.parse import parse
from plumbline.core.rules.rule import (
    FOREVER,
    Before,
    Body,
    ByDate,
    Carries,
    Clock,
    Exclusion,
    Extension,
    FigurePeriod,
    Interval,
    Limit,
    Never,
    OnExpiry,
    Rule,
    Term,
    Until,
    Who,
)
from plumbline.core.rules.typing import check_truth
from plumbline.core.vocabulary import Bearer, Deem, Stream

KINDS = (
    "clock",
    "clock",
    "clock",
    "clock",
    "interval",
    "before",
    "before",
    "who",
    "carries",
    "limit",
    "never",
)
STREAMS = tuple(s for s in Stream if s is not Stream.CASE)


class ClockMaker:
    """Clocks at random, and the draws that every kind shares."""

    def __init__(self, random: Random, middle: int) -> None:
        self.random = random
        self.middle = middle
        self.steps = random.sample(STEPS, random.choice((4, 7, 11)))
        self.clocks: list[str] = []

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _step(self) -> str:
        return self.random.choice(self.steps)

    def _some(self, most: int) -> tuple[str, ...]:
        """One step mostly."""
        number = self.random.randint(2, most) if most > 1 and self._chance(0.25) else 1
        return tuple(self.random.sample(self.steps, min(number, len(self.steps))))

    def _writer(self, *, local: bool = False) -> Writer:
        writer = Writer(self.random, self.middle, self.steps, self.clocks if self._chance(0.3) else ())
        writer.local = local
        return writer

    def _match(self, share: float) -> tuple[str, ...]:
        if not self._chance(share):
            return ()
        return self.random.choice((("k",), ("k",), ("n",), ("k", "n"), ("b",), ("d",)))

    def _start(self, opens: Sequence[str]):  # type: ignore[no-untyped-def]
        writer = self._writer()
        return writer.plain_day(opens) if self._chance(0.7) else writer.day(opens)

    def _clock(self) -> Clock:
        r = self.random
        if self._chance(0.2):
            return self._paused_clock()
        opens, to = self._some(2), self._some(3)
        term = self._term(opens)
        adjustable = isinstance(term, Period | FigurePeriod)
        extensions: tuple[Extension, ...] = ()
        if self._chance(0.35):
            extensions = tuple(self._extension(adjustable) for _ in range(r.choice((1, 1, 2))))
        excludes: tuple[Exclusion, ...] = ()
        if self._chance(0.4):
            excludes = tuple(self._exclusion() for _ in range(r.choice((1, 1, 1, 2))))
        bearer = r.choice((Bearer.ORGAN, Bearer.ORGAN, *Bearer))
        return Clock(
            bearer=bearer,
            opens=opens,
            discharges=to,
            term=term,
            start=self._start(opens) if self._chance(0.2) else None,
            match=self._match(0.25),
            extensions=extensions,
            excludes=excludes,
            restart=self._some(2) if self._chance(0.2) else (),
            survives=self._chance(0.2),
            on_expiry=self._on_expiry() if self._chance(0.2) else None,
            right=bearer is not Bearer.ORGAN and bool(extensions),
        )

    def _paused_clock(self) -> Clock:
        """One pause and nothing else, so that its first and last day and the rolled tail decide."""
        opener, to = self.random.sample(("file", "notify", "decide", "deliver"), 2)
        unit = self.random.choice((Unit.DAYS, Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS))
        n = 1 if unit is Unit.MONTHS else self.random.choice((5, 7, 10, 15, 30))
        pause = Exclusion("pause", "resume", None)
        return Clock(Bearer.ORGAN, (opener,), (to,), Period(n, unit, self._chance(0.9)), excludes=(pause,))

    def _term(self, opens: Sequence[str]) -> Term:
        r = self.random
        kind = r.randrange(20)
        if kind < 7:
            return Period(r.choice((1, 2, 3, 5, 7, 10, 15, 30)), Unit.WORKING_DAYS)
        if kind < 12:
            return Period(r.choice((1, 2, 3, 5, 7, 10, 30, 90)), Unit.DAYS, self._chance(0.7))
        if kind < 14:
            return Period(r.choice((1, 1, 2)), r.choice((Unit.MONTHS, Unit.YEARS)), self._chance(0.7))
        if kind < 16:
            return Period(r.choice((1, 6, 24, 24, 48, 72)), Unit.HOURS)
        if kind == 16:
            unit = r.choice((Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.HOURS))
            return FigurePeriod(r.choice(("term", "term", "awaited", "quota")), unit, self._chance(0.5))
        if kind < 19:
            writer = self._writer()
            return Until(writer.plain_day(opens) if self._chance(0.6) else writer.day(opens))
        return ByDate(r.choice((1, 3, 10)), r.choice((1, 28, 31)) if self._chance(0.3) else 28)

    def _extension(self, adjustable: bool) -> Extension:
        r = self.random
        sets = not adjustable or self._chance(0.25)
        return Extension(
            step=r.choice(("extend", "prolong", self._step())),
            amount=None if sets else r.choice(("n", "n", 3, 10)),
            sets="d" if sets else None,
            cap=r.choice((None, 3, 8)),
            times=r.choice((None, None, 1, 2)),
            by=r.choice((None, None, None, "head")),
        )

    def _exclusion(self) -> Exclusion:
        start, end = self.random.choice(
            (
                ("pause", "resume"),
                ("pause", "resume"),
                ("hold", "unhold"),
                ("pause", "unhold"),
                (self._step(), self._step()),
            )
        )
        condition = None
        if self._chance(0.4):
            writer = self._writer(local=self._chance(0.3))
            condition = writer.truth([start], 1)
            if self._chance(0.6):
                condition = check_truth(
                    parse(self.random.choice(("b", "n > 1", "not granted"))), vocabulary(()), [start]
                )
        return Exclusion(start, end, condition)

    def _on_expiry(self) -> OnExpiry:
        if self._chance(0.6):
            return OnExpiry(
                deem=self.random.choice(DEEMABLE), deem_at=self.random.choice((Deem.START, Deem.DUE))
            )
        return OnExpiry(bars=self._step())


class RuleMaker(ClockMaker):
    """Makes the rules of one procedure, from few steps so that they meet each other."""

    def ruleset(self, size: int) -> RuleSet:
        r = self.random
        for _ in range(50):
            self.clocks = []
            rules = tuple(self._rule(number) for number in range(size))
            ends = tuple(r.sample(("close", "withdraw", *self.steps[:1]), r.choice((0, 1, 1, 2))))
            gates = tuple(r.sample(STEPS, 2)) if r.random() < 0.4 else ()
            made = RuleSet(rules, SET_BY, ends, gates)
            try:
                in_strata(rules)
            except RulesInCircle:
                continue
            return made
        raise AssertionError("rules wait for each other in fifty rule sets running")

    def _rule(self, number: int) -> Rule:
        r = self.random
        name = f"r{number}"
        body = self._body(r.choice(KINDS))
        judged = (
            body.opens if isinstance(body, Clock) else body.to if isinstance(body, Interval) else body.steps
        )
        writer = self._writer(local=self._chance(0.3))
        asks = isinstance(getattr(body, "term", None), FigurePeriod) or isinstance(body, Never)
        rule = Rule(
            id=name,
            procedure="random",
            says=name,
            english=name,
            basis=("§1",),
            body=body,
            checked_on="2026-01-01",
            place=Place("random", number),
            from_day=self.middle - 15 if self._chance(0.15) else 0,
            to_day=self.middle + 5 if self._chance(0.15) else FOREVER,
            when=writer.truth(judged, 2) if self._chance(0.25) else None,
            over=r.choice(STREAMS) if self._chance(0.04) else Stream.CASE,
            as_of=(writer.plain_day(judged) if self._chance(0.7) else writer.day(judged))
            if self._chance(0.5 if asks else 0.15)
            else None,
        )
        if isinstance(body, Clock) and rule.over is Stream.CASE:
            self.clocks.append(name)
        return rule

    def _body(self, kind: str) -> Body:
        r = self.random
        local = self._chance(0.35)
        match kind:
            case "clock":
                return self._clock()
            case "interval":
                return self._interval()
            case "before":
                steps = self._some(2)
                return Before(steps, self._writer(local=local).truth(steps))
            case "limit":
                steps = self._some(2)
                return Limit(steps, self._writer(local=local or self._chance(0.5)).truth(steps))
            case "who":
                return Who(
                    self._some(2),
                    r.choice((0, 1, 1, 2, 2, 3)),
                    self._chance(0.5),
                    r.choice((None, None, *ROLES)),
                    self._some(2) if self._chance(0.3) else (),
                    r.choice(("recuse", self._step())) if self._chance(0.2) else None,
                )
            case "carries":
                fields = tuple(r.sample(("k", "c", "n", "m", "d", "b"), r.choice((0, 1, 2))))
                documents = tuple(r.sample(DOCUMENTS, r.choice((0, 1, 1, 2))))
                recordings = tuple(r.sample(RECORDINGS, r.choice((0, 1, 1))))
                if not (fields or documents or recordings):
                    fields = ("m",)
                return Carries(self._some(2), fields, documents, recordings)
            case _:
                return Never(self._some(2), r.choice((0, 0, 0, 1, 2, "quota", "awaited")))

    def _interval(self) -> Interval:
        r = self.random
        opens, to = self._some(2), self._some(2)
        unit = r.choice([u for u in Unit if u is not Unit.HOURS])
        n = r.choice((1, 1, 2)) if unit in (Unit.MONTHS, Unit.YEARS) else r.choice((1, 2, 3, 5, 7, 10, 30))
        start = self._start(opens) if self._chance(0.3) else None
        return Interval(r.choice(tuple(Bearer)), opens, to, Period(n, unit), start, self._match(0.2))
