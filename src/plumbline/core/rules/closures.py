"""The small closures that compiled expressions are made of: Kleene logic, comparisons, functions.

Unknown is None, «no record» is NO_RECORD; a comparison with no record is false, with unknown is unknown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import corresponding_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.before import NO_RECORD, NoRecord, split
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record, Value, surely_before
from plumbline.core.rules.expression import (
    And,
    Compare,
    Exists,
    Expression,
    Field,
    FigureOf,
    In,
    Not,
    Or,
    Past,
    children,
)

Operand: TypeAlias = Value | NoRecord
Truth: TypeAlias = bool | None
Compiled: TypeAlias = Callable[[Case, Record, "Record | NoRecord"], Operand]
Test: TypeAlias = Callable[[Case, Record], Truth]

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
FLIP = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_MICROSECONDS_A_MINUTE = 60_000_000


def past_of(node: Expression) -> Past | None:
    """The `first` or `last` whose candidates decide an atom (the loader allows one at most), or None.

    A truth that is compared, and the key of a figure, are decided by their own candidates.
    """
    if isinstance(node, Past):
        return node
    if isinstance(node, FigureOf):
        return None
    values = (c for c in children(node) if not isinstance(c, And | Or | Not | Compare | In | Exists))
    return next((past for past in map(past_of, values) if past is not None), None)


def all_of(tests: Sequence[Test]) -> Test:
    """Kleene conjunction: one False decides."""
    if len(tests) == 2:
        first, second = tests

        def both(case: Case, judged: Record) -> Truth:
            truth = first(case, judged)
            if truth is False:
                return False
            other = second(case, judged)
            return other if truth or other is False else None

        return both

    def decide(case: Case, judged: Record) -> Truth:
        result: Truth = True
        for test in tests:
            truth = test(case, judged)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return decide


def any_of(tests: Sequence[Test]) -> Test:
    """Kleene disjunction: one True decides."""
    if len(tests) == 2:
        first, second = tests

        def either(case: Case, judged: Record) -> Truth:
            truth = first(case, judged)
            if truth:
                return True
            other = second(case, judged)
            return other if other or truth is False else None

        return either

    def decide(case: Case, judged: Record) -> Truth:
        result: Truth = False
        for test in tests:
            truth = test(case, judged)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return decide


def negation(test: Test) -> Test:
    """Kleene negation."""

    def decide(case: Case, judged: Record) -> Truth:
        truth = test(case, judged)
        return None if truth is None else not truth

    return decide


def exists(step: str) -> Test:
    """True if a record is surely before; unknown if one may be, or the source leaves the step out."""

    def decide(case: Case, judged: Record) -> Truth:
        unknown = step in case.missing.steps
        for record in case.by_step.get(step, ()):
            stands = surely_before(record, judged)
            if stands:
                return True
            unknown = unknown or stands is None
        return None if unknown else False

    return decide


def count_between(op: str, low: int, high: int | None, limit: int | Decimal) -> Truth:
    """Truth of `count op limit` for a count somewhere between low and high (None: without end)."""
    if low == high:
        return COMPARE[op](low, limit)
    match op:
        case ">=" | ">":
            meets = COMPARE[op]
            return True if meets(low, limit) else None if high is None or meets(high, limit) else False
        case "<=" | "<":
            meets = COMPARE[op]
            return (
                False if not meets(low, limit) else True if high is not None and meets(high, limit) else None
            )
        case _:
            outside = limit < low or (high is not None and limit > high) or limit != int(limit)
            return None if not outside else op == "!="


def comparison(
    meets: Callable[[Any, Any], bool], left: Compiled, right: Compiled
) -> Callable[[Case, Record, Record | NoRecord], Truth]:
    """A comparison of two values: with no record false, with an unknown unknown."""

    def truth(case: Case, judged: Record, candidate: Record | NoRecord) -> Truth:
        a, b = left(case, judged, candidate), right(case, judged, candidate)
        if a is NO_RECORD or b is NO_RECORD:
            return False
        if a is None or b is None:
            return None
        if isinstance(a, float) or isinstance(b, float):
            a, b = float(a), float(b)  # type: ignore[arg-type]
        return meets(a, b)

    return truth


def compared(
    meets: Callable[[Any, Any], bool],
    left: Callable[[Case, Record], Operand],
    right: Callable[[Case, Record], Operand],
) -> Test:
    """The same of values that read no candidate: a rule with a figure asks it of each act."""

    def truth(case: Case, judged: Record) -> Truth:
        a, b = left(case, judged), right(case, judged)
        if a is NO_RECORD or b is NO_RECORD:
            return False
        if a is None or b is None:
            return None
        if isinstance(a, float) or isinstance(b, float):
            a, b = float(a), float(b)  # type: ignore[arg-type]
        return meets(a, b)

    return truth


def membership(
    value: Compiled, options: frozenset[object]
) -> Callable[[Case, Record, Record | NoRecord], Truth]:
    """Whether a value is one of the options."""

    def truth(case: Case, judged: Record, candidate: Record | NoRecord) -> Truth:
        found = value(case, judged, candidate)
        return False if found is NO_RECORD else None if found is None else found in options

    return truth


def own_field(name: str, calendar: WorkingCalendar) -> Compiled:
    """A field or a day of the judged record."""
    if name == "at":
        return lambda _case, judged, _candidate: judged.day
    if name == "until":
        return lambda _case, judged, _candidate: judged.end_day
    if name == "recorded_on":
        # nobody entered a deemed act
        return lambda _case, judged, _candidate: (
            None if judged.deemed else calendar.local_day(judged.recorded_at)
        )
    return lambda _case, judged, _candidate: judged.fields.get(name)


def candidate_field(field: str) -> Compiled:
    """A field or a day of the candidate at hand."""

    def value(_case: Case, _judged: Record, candidate: Record | NoRecord) -> Operand:
        if isinstance(candidate, NoRecord):
            return NO_RECORD
        if field == "at":
            return candidate.day
        return candidate.end_day if field == "until" else candidate.fields.get(field)

    return value


def sum_of(step: str, field: str) -> Compiled:
    """Sum over the records surely before; unknown with a tie or a missing amount."""

    def value(case: Case, judged: Record, _candidate: Record | NoRecord) -> Operand:
        sure, possible = split(case.by_step.get(step, ()), judged)
        if possible or step in case.missing.steps:
            return None
        total: Decimal | int = 0
        for record in sure:
            amount = record.fields.get(field)
            if amount is None:
                return None
            total += amount  # type: ignore[operator,assignment]
        return total

    return value


def strict(function: Callable[..., Operand], arguments: Sequence[Compiled]) -> Compiled:
    """A function that knows nothing of unknowns: no record and unknown pass through."""
    if len(arguments) == 2:
        left, right = arguments

        def of_two(case: Case, judged: Record, candidate: Record | NoRecord) -> Operand:
            a, b = left(case, judged, candidate), right(case, judged, candidate)
            if a is NO_RECORD or b is NO_RECORD:
                return NO_RECORD
            if a is None or b is None:
                return None
            try:
                return function(a, b)
            except ClockError:
                return None

        return of_two

    def value(case: Case, judged: Record, candidate: Record | NoRecord) -> Operand:
        values = [a(case, judged, candidate) for a in arguments]
        if NO_RECORD in values:
            return NO_RECORD
        if None in values:
            return None
        try:
            return function(*values)
        except ClockError:
            return None

    return value


def arithmetic(op: str, left: Compiled, right: Compiled) -> Compiled:
    """Exact arithmetic; a quotient is a binary float."""
    if op == "/":
        # a quotient is a binary float in both evaluators; nothing by zero is known
        return strict(lambda a, b: float(a) / float(b) if b else None, [left, right])
    apply = {"+": operator.add, "-": operator.sub, "*": operator.mul}[op]

    def exact(a: int | float | Decimal, b: int | float | Decimal) -> Operand:
        if isinstance(a, float) or isinstance(b, float):
            return float(apply(float(a), float(b)))
        result: Decimal | int = apply(a, b)
        return result

    return strict(exact, [left, right])


def time_of_day(node: Expression, calendar: WorkingCalendar) -> Compiled:
    """Minutes since local midnight; unknown for an act of day precision."""

    def minutes(day: int, instant: int) -> int:
        return (instant - calendar.midnight(day)) // _MICROSECONDS_A_MINUTE

    if isinstance(node, Past):
        which = node.field

        def of_past(_case: Case, _judged: Record, candidate: Record | NoRecord) -> Operand:
            if isinstance(candidate, NoRecord):
                return NO_RECORD
            if which == "until":
                return minutes(candidate.end_day, candidate.end_instant) if candidate.end_precise else None
            return minutes(candidate.day, candidate.instant) if candidate.precise else None

        return of_past
    until = isinstance(node, Field) and node.name == "until"

    def of_own(_case: Case, judged: Record, _candidate: Record | NoRecord) -> Operand:
        if until:
            return minutes(judged.end_day, judged.end_instant) if judged.end_precise else None
        return minutes(judged.day, judged.instant) if judged.precise else None

    return of_own


PLUS: dict[str, Callable[[WorkingCalendar], Callable[[int, int], int]]] = {
    "days": lambda _: lambda day, n: day + int(n),
    "months": lambda _: lambda day, n: corresponding_day(day, int(n)),
    "years": lambda _: lambda day, n: corresponding_day(day, 12 * int(n)),
    "working_days": lambda calendar: (
        lambda day, n: calendar.nth_working(calendar.working_index(day) + int(n))
    ),
}
