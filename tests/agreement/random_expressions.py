"""Random expressions as an author would write them: text, parsed and typed by the loader's own check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from agreement.world import (
    ATTRIBUTE_DEFINITIONS,
    CODES,
    FIELD_DEFINITIONS,
    FIGURES,
    STEPS,
)
from plumbline.core.clocks.civil import date_of
from plumbline.core.rules.expression import COMPARISONS, Expression
from plumbline.core.rules.expression_errors import ExpressionError
from plumbline.core.rules.parse import parse
from plumbline.core.rules.typing import PLUS_UNITS, Vocabulary, check_truth, check_value

ORDER_FREE = ("=", "!=")


def vocabulary(clocks: Sequence[str]) -> Vocabulary:
    return Vocabulary(dict.fromkeys(STEPS, FIELD_DEFINITIONS), ATTRIBUTE_DEFINITIONS, tuple(clocks), FIGURES)


class Writer:
    """Writes one expression after another; `steps` are those that it reads, `clocks` those it may ask for dues."""

    def __init__(self, random: Random, middle: int, steps: Sequence[str], clocks: Sequence[str] = ()) -> None:
        self.random = random
        self.middle = middle
        self.steps = steps
        self.clocks = clocks
        self.local = False
        self._names = vocabulary(clocks)

    def truth(self, judged: Sequence[str], depth: int = 3) -> Expression:
        return self._made(lambda: self._truth(depth), lambda t: check_truth(t, self._names, judged))

    def day(self, judged: Sequence[str]) -> Expression:
        return self._made(lambda: self._day(2), lambda t: check_value(t, self._names, judged))

    def plain_day(self, judged: Sequence[str]) -> Expression:
        """A day that the judged record states itself."""
        text = self._one(("at", "until", "recorded_on", "d", "d", "e"))
        return check_value(parse(text), self._names, judged)

    def _made(self, write: Callable[[], str], check: Callable[[Expression], Expression]) -> Expression:
        for _ in range(200):
            try:
                return check(parse(write()))
            except ExpressionError:
                continue
        raise AssertionError("no expression in two hundred tries")

    def _one(self, options: Sequence[str]) -> str:
        return self.random.choice(options)

    def _step(self) -> str:
        return self.random.choice(list(self.steps))

    def _past(self, fields: Sequence[str]) -> str:
        return f"{self._one(('first', 'last'))}({self._step()}).{self._one(fields)}"

    # truths

    def _truth(self, depth: int) -> str:
        if depth > 0 and self.random.random() < 0.45:
            shape = self.random.randrange(4)
            if shape == 0:
                return f"not ({self._truth(depth - 1)})"
            word = " and " if shape < 3 else " or "
            if shape == 1 and self.random.random() < 0.5:
                word = " or "
            return "(" + word.join(self._truth(depth - 1) for _ in range(self.random.choice((2, 2, 3)))) + ")"
        if self.local:
            return self._one_of((self._compared, self._member, self._flag, self._calendar))
        return self._one_of(
            (
                self._compared,
                self._compared,
                self._exists,
                self._counted,
                self._member,
                self._flag,
                self._calendar,
                self._nested,
            )
        )

    def _one_of(self, options: Sequence[Callable[[], str]]) -> str:
        return self.random.choice(list(options))()

    def _exists(self) -> str:
        return f"exists({self._step()})"

    def _counted(self) -> str:
        limit = self._one(("0", "1", "1", "2", "3", "1.5", "-1", "n", "figure('quota')", "case.size"))
        pair = [f"count({self._step()})", limit]
        self.random.shuffle(pair)
        return f"{pair[0]} {self._one(COMPARISONS)} {pair[1]}"

    def _flag(self) -> str:
        own = ["b", "granted", "case.special", "true", "false"]
        if not self.local:
            own += ["case.major", "case.twice", self._past(("b", "granted"))]
        return self._one(own)

    def _calendar(self) -> str:
        return f"{self._one(('is_statutory_holiday', 'is_working_day'))}({self._day(1)})"

    def _nested(self) -> str:
        """A truth that is itself compared."""
        return f"({self._truth(1)}) {self._one(ORDER_FREE)} {self._flag()}"

    def _member(self) -> str:
        if self.random.random() < 0.5:
            options = ", ".join(f"'{c}'" for c in self.random.sample(CODES, self.random.randint(1, 2)))
            return f"{self._choice()} in ({options})"
        return f"{self._number(1)} in (0, 1, 2, 7, 100.5)"

    def _compared(self) -> str:
        shape = self.random.randrange(9)
        if shape < 3:
            return f"{self._number(2)} {self._one(COMPARISONS)} {self._number(2)}"
        if shape < 6:
            right = f"'{date_of(self.middle + self.random.randint(-9, 9)).isoformat()}'"
            right = right if self.random.random() < 0.25 else self._day(2)
            return f"{self._day(2)} {self._one(COMPARISONS)} {right}"
        if shape == 6:
            right = f"'{self._one(CODES)}'" if self.random.random() < 0.6 else self._choice()
            return f"{self._choice()} {self._one(ORDER_FREE)} {right}"
        if shape == 7:
            return f"{self._time()} {self._one(COMPARISONS)} {self._one(('08:30', '12:00', '00:00'))!r}"
        if self.random.random() < 0.5:
            left, right = ("i", "i") if self.local else ("i", self._past(("i",)))
            return f"{left} {self._one(COMPARISONS)} {right}"
        right = "'A'" if self.local or self.random.random() < 0.5 else self._past(("officer",))
        return f"officer {self._one(ORDER_FREE)} {right}"

    # values

    def _number(self, depth: int) -> str:
        leaves = ["0", "1", "2", "3.5", "100", "-2", "n", "m", "q", "case.size"]
        leaves += ["figure('cap')", "figure('awaited')", "figure('term')", self._fee()]
        if not self.local:
            leaves += ["case.amount", self._past(("n", "m", "q")), self._past(("n", "m", "q"))]
            leaves += [f"sum({self._step()}.{self._one(('n', 'm', 'q'))})"] * 2
        if depth > 0 and self.random.random() < 0.5:
            shape = self.random.randrange(5)
            if shape < 2:
                operator = self._one(("+", "-", "*", "/"))
                return f"({self._number(depth - 1)} {operator} {self._number(depth - 1)})"
            if shape == 2:
                parts = ", ".join(self._number(depth - 1) for _ in range(self.random.choice((2, 2, 3))))
                return f"{self._one(('min', 'max'))}({parts})"
            name = self._one(("days", "working_days"))
            return f"{name}({self._day(depth - 1)}, {self._day(depth - 1)})"
        return self._one(leaves)

    def _fee(self) -> str:
        keys = ["'x'", "'y'", "c", "case.level", "case.party_kind"]
        if not self.local:
            keys += ["case.grade", self._past(("c",))]
        return f"figure('fee', {self._one(keys)})"

    def _choice(self) -> str:
        own = ["k", "c", "c", "case.level", "case.party_kind", "case.organ", "object_key"]
        if not self.local:
            own += ["case.grade", "case.grade", self._past(("c", "k"))]
        return self._one(own)

    def _time(self) -> str:
        own = ["at", "until"]
        if not self.local:
            own += [self._past(("at", "until"))]
        return f"time_of_day({self._one(own)})"

    def _day(self, depth: int) -> str:
        leaves = ["at", "until", "recorded_on", "d", "e", "case.fixed_day"]
        if not self.local:
            leaves += ["case.deadline", "case.deadline"] + [self._past(("at", "until", "d"))] * 3
            if self.clocks:
                leaves += [f"due('{self._one(tuple(self.clocks))}')"] * 2
        if depth > 0 and self.random.random() < 0.4:
            if self.random.random() < 0.5:
                n = self._one(("0", "1", "2", "7", "-3", "n")) if depth > 1 else self._one(("1", "2", "-1"))
                return f"plus({self._day(depth - 1)}, {n}, '{self._one(PLUS_UNITS)}')"
            parts = ", ".join(self._day(depth - 1) for _ in range(2))
            return f"{self._one(('earliest', 'latest'))}({parts})"
        return self._one(leaves)
