"""Expressions as Ibis columns: the same meaning as `compile_one.py`, for records of steps that occur at most once.

SQL's and, or and not over nullable booleans are Kleene's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis

from plumbline.core.rules.batch.values import (
    FALSE,
    TRUE,
    UNKNOWN,
    Pair,
    Values,
    either,
    equal,
    false_if,
    literal,
    unequal,
)
from plumbline.core.rules.closures import FLIP, past_of
from plumbline.core.rules.expression import And, Compare, Count, Exists, Expression, In, Not, Or


class Expressions(Values):
    """Compiles the truths of one rule for the single record of `judged`."""

    def truth(self, node: Expression) -> Any:
        """A nullable boolean."""
        match node:
            case And(items=items):
                return ibis.and_(*[self.truth(i) for i in items])
            case Or(items=items):
                return ibis.or_(*[self.truth(i) for i in items])
            case Not(item=item):
                # written out, because «not x is null» is read as «not (x is null)» by the engine
                truth = self.truth(item)
                return ibis.ifelse(truth.isnull(), UNKNOWN, ibis.ifelse(truth, FALSE, TRUE))
            case Exists(step=step):
                return self._exists(step)
            case Compare(left=Count(step=step), operator=op, right=right):
                return self._count(step, op, self.value(right))
            case Compare(right=Count(step=step), operator=op, left=left):
                return self._count(step, FLIP[op], self.value(left))
            case _:
                return self._atom(node)

    def _atom(self, node: Expression) -> Any:
        past = past_of(node)
        truth = self._plain_atom(node)
        if past is None:
            return truth
        if past.step in self._missing.steps:
            return UNKNOWN
        # without a record the comparison is false; if that is only possible, both must agree
        stands = self.before(past.step)
        unsure = ibis.ifelse(truth.notnull() & ~truth, FALSE, UNKNOWN)
        return ibis.ifelse(stands.isnull(), unsure, ibis.ifelse(stands, truth, FALSE))

    def _plain_atom(self, node: Expression) -> Any:
        if isinstance(node, Compare):
            left, right = self.value(node.left), self.value(node.right)
            a, b = left.value, right.value
            truth = {
                "=": lambda: equal(a, b),
                "!=": lambda: unequal(a, b),
                "<": lambda: a < b,
                "<=": lambda: a <= b,
                ">": lambda: a > b,
                ">=": lambda: a >= b,
            }[node.operator]()
            return false_if(either(left.none, right.none), truth)
        if isinstance(node, In):
            pair = self.value(node.value)
            return false_if(pair.none, pair.value.isin([literal(o) for o in node.options]))
        pair = self.value(node)
        return false_if(pair.none, pair.value)

    def _exists(self, step: str) -> Any:
        stands = self.before(step)
        return ibis.ifelse(stands, TRUE, UNKNOWN) if step in self._missing.steps else stands

    def _count(self, step: str, op: str, other: Pair) -> Any:
        """Truth of `count op limit` where the count is 0, 1, or between them."""
        stands, n = self.before(step), other.value
        truths: dict[str, Callable[[int], Any]] = {
            "=": lambda k: equal(n, ibis.literal(k)),
            "!=": lambda k: unequal(n, ibis.literal(k)),
            "<": lambda k: n > k,
            "<=": lambda k: n >= k,
            ">": lambda k: n < k,
            ">=": lambda k: n <= k,
        }
        zero, one = truths[op](0), truths[op](1)
        if step not in self._missing.steps:
            either = ibis.ifelse(zero == one, zero, UNKNOWN)
            return false_if(other.none, ibis.ifelse(stands.isnull(), either, ibis.ifelse(stands, one, zero)))
        low = ibis.ifelse(stands, 1, 0)
        never = (n < low) | (n > n.floor())  # a count is a whole number
        open_ended = {
            ">=": lambda: ibis.ifelse(low >= n, TRUE, UNKNOWN),
            ">": lambda: ibis.ifelse(low > n, TRUE, UNKNOWN),
            "<=": lambda: ibis.ifelse(low <= n, UNKNOWN, FALSE),
            "<": lambda: ibis.ifelse(low < n, UNKNOWN, FALSE),
            "=": lambda: ibis.ifelse(never, FALSE, UNKNOWN),
            "!=": lambda: ibis.ifelse(never, TRUE, UNKNOWN),
        }[op]()
        return false_if(other.none, ibis.ifelse(n.isnull(), UNKNOWN, open_ended))
