"""Expressions as Python closures over one judged record: the plain meaning, used by the guard and as the reference.

A compiled expression is called with the case, the judged record and, inside a comparison that reads `first` or `last`,
the candidate at hand. It gives a value, None for unknown, or NO_RECORD. Truths follow Kleene.

`FigureUnset` is not an error of the pack: it makes the rule not applicable, with «to be set by …».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.before import NO_RECORD, NoRecord, attribute, candidates, split
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import Unset as Unset
from plumbline.core.rules.closures import (
    COMPARE,
    FLIP,
    PLUS,
    Compiled,
    Operand,
    Test,
    Truth,
    all_of,
    any_of,
    arithmetic,
    candidate_field,
    compared,
    comparison,
    count_between,
    exists,
    membership,
    negation,
    own_field,
    past_of,
    strict,
    sum_of,
    time_of_day,
)
from plumbline.core.rules.expression import (
    OWN_DAYS,
    And,
    Arithmetic,
    Attribute,
    Call,
    Compare,
    Count,
    Due,
    Exists,
    Expression,
    Field,
    FigureOf,
    In,
    Literal,
    Not,
    Or,
    Past,
    Sum,
    walk,
)
from plumbline.core.rules.own_fields import of_own_field

FigureLookup: TypeAlias = Callable[[str, int, str | None], "Decimal | int | Unset | None"]
FigureAt: TypeAlias = Callable[[Case, Record], "Decimal | int | Unset | None"]
"""A figure as it stands at a record."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What expressions read besides the case: calendar, figures, attribute setters and due days of other clocks.

    `due` gives the due day of the last obligation of a clock opened before or by the judged record.
    """

    calendar: WorkingCalendar
    figure: FigureLookup
    set_by: dict[str, tuple[tuple[str, str], ...]]
    due: Callable[[str, Case, Record], Operand]


class Compiler:
    """Compiles the expressions of one procedure, one rule at a time (`as_of` differs by rule)."""

    def __init__(self, around: Surroundings, as_of: Expression | None = None) -> None:
        self._around = around
        self._as_of = self.value(as_of) if as_of is not None else None

    def test(self, node: Expression) -> Test:
        """A truth: True, False or None for unknown."""
        match node:
            case And(items=items):
                return all_of([self.test(i) for i in items])
            case Or(items=items):
                return any_of([self.test(i) for i in items])
            case Not(item=item):
                return negation(self.test(item))
            case Exists(step=step):
                return exists(step)
            case Compare(left=Count(step=step), operator=op, right=right):
                return self._count(step, op, self._node(right))
            case Compare(right=Count(step=step), operator=op, left=left):
                return self._count(step, FLIP[op], self._node(left))
            case _:
                return self._atom(node)

    def value(self, node: Expression) -> Callable[[Case, Record], Operand]:
        """A value; unknown where the candidates of a `first` or `last` differ."""
        direct = self._direct(node)
        if direct is not None:
            return direct
        compiled = self._node(node)
        past = past_of(node)
        if past is None:
            return lambda case, judged: compiled(case, judged, NO_RECORD)

        def decide(case: Case, judged: Record) -> Operand:
            if past.step in case.missing.steps:
                return None
            group = case.by_step.get(past.step, ())
            found = {compiled(case, judged, c) for c in candidates(group, judged, last=past.which == "last")}
            return found.pop() if len(found) == 1 else None

        return decide

    def _direct(self, node: Expression) -> Callable[[Case, Record], Operand] | None:
        """The values that most conditions read, found without asking for candidates."""
        match node:
            case Literal(value=value):
                return lambda _case, _judged: value
            case Field(name=name) if name not in OWN_DAYS:
                return lambda _case, judged: judged.fields.get(name)
            case Attribute(name=name) if set_by := self._around.set_by.get(name, ()):
                return lambda case, judged: attribute(case, judged, name, set_by)
            case FigureOf():
                return self._known_figure(node)
            case _:
                return None

    def figures(self, nodes: Sequence[Expression]) -> list[FigureAt]:
        """What finds the figures that some expressions read."""
        return [self.figure(n) for node in nodes for n in walk(node) if isinstance(n, FigureOf)]

    def _atom(self, node: Expression) -> Test:
        own = of_own_field(node)
        if own is not None:
            return own
        past = past_of(node)
        if past is None and isinstance(node, Compare):
            return compared(COMPARE[node.operator], self.value(node.left), self.value(node.right))
        inner = self._truth(node)
        if past is None:
            return lambda case, judged: inner(case, judged, NO_RECORD)
        step, last = past.step, past.which == "last"

        def decide(case: Case, judged: Record) -> Truth:
            if step in case.missing.steps:
                return None
            found = candidates(case.by_step.get(step, ()), judged, last=last)
            first = inner(case, judged, found[0])
            for other in found[1:]:
                if inner(case, judged, other) is not first:
                    return None
            return first

        return decide

    def _truth(self, node: Expression) -> Callable[[Case, Record, Record | NoRecord], Truth]:
        """The truth of an atom for one candidate."""
        if isinstance(node, Compare):
            return comparison(COMPARE[node.operator], self._node(node.left), self._node(node.right))
        if isinstance(node, In):
            return membership(self._node(node.value), frozenset(o.value for o in node.options))
        compiled = self._node(node)

        def truth(case: Case, judged: Record, candidate: Record | NoRecord) -> Truth:
            found = compiled(case, judged, candidate)
            return False if found is NO_RECORD else None if found is None else bool(found)

        return truth

    def _count(self, step: str, op: str, other: Compiled) -> Test:
        def decide(case: Case, judged: Record) -> Truth:
            limit = other(case, judged, NO_RECORD)
            if limit is NO_RECORD:
                return False
            if limit is None:
                return None
            sure, possible = split(case.by_step.get(step, ()), judged)
            low = len(sure)
            high = None if step in case.missing.steps else low + len(possible)
            return count_between(op, low, high, limit)  # type: ignore[arg-type]

        return decide

    def _node(self, node: Expression) -> Compiled:
        """Value of a node for one candidate."""
        match node:
            case Literal(value=value):
                return lambda _case, _judged, _candidate: value
            case Field(name=name):
                return own_field(name, self._around.calendar)
            case Attribute(name=name):
                set_by = self._around.set_by.get(name, ())
                if not set_by:
                    return lambda case, _judged, _candidate: case.header.get(name)
                return lambda case, judged, _candidate: attribute(case, judged, name, set_by)
            case Past(field=field):
                return candidate_field(field)
            case Sum(step=step, field=field):
                return sum_of(step, field)
            case FigureOf():
                known = self._known_figure(node)
                return lambda case, judged, _candidate: known(case, judged)
            case Due(rule=rule):
                due = self._around.due
                return lambda case, judged, _candidate: due(rule, case, judged)
            case Arithmetic(operator=op, left=left, right=right):
                return arithmetic(op, self._node(left), self._node(right))
            case Call(name=name, arguments=arguments):
                return self._call(name, arguments)
            case _:
                test = self.test(node)
                return lambda case, judged, _candidate: test(case, judged)

    def _known_figure(self, node: FigureOf) -> Callable[[Case, Record], Operand]:
        lookup = self.figure(node)

        def value(case: Case, judged: Record) -> Operand:
            found = lookup(case, judged)
            return None if isinstance(found, Unset) else found

        return value

    def figure(self, node: FigureOf) -> FigureAt:
        """A dated figure as it stood on the `as_of` day of a record, its own day by default."""
        as_of, figure, name = self._as_of, self._around.figure, node.figure
        if as_of is None and (node.key is None or isinstance(node.key, Literal)):
            word = None if node.key is None else str(node.key.value)
            return lambda _case, judged: figure(name, judged.day, word)
        key = self.value(node.key) if node.key is not None else None

        def lookup(case: Case, judged: Record) -> Decimal | int | Unset | None:
            day: Operand = judged.day if as_of is None else as_of(case, judged)
            chosen = None if key is None else key(case, judged)
            if not isinstance(day, int) or (key is not None and not isinstance(chosen, str)):
                return None
            return figure(name, day, chosen if isinstance(chosen, str) else None)

        return lookup

    def _call(self, name: str, arguments: Sequence[Expression]) -> Compiled:
        calendar = self._around.calendar
        if name == "time_of_day":
            return time_of_day(arguments[0], calendar)
        if name == "plus":
            unit = arguments[2]
            assert isinstance(unit, Literal)
            return strict(PLUS[str(unit.value)](calendar), [self._node(a) for a in arguments[:2]])
        functions: dict[str, Callable[..., Operand]] = {
            "days": lambda a, b: b - a,
            "working_days": lambda a, b: calendar.working_index(b) - calendar.working_index(a),
            "min": lambda *values: min(values),
            "max": lambda *values: max(values),
            "earliest": lambda *values: min(values),
            "latest": lambda *values: max(values),
            "is_statutory_holiday": calendar.is_statutory_holiday,
            "is_working_day": calendar.is_working,
        }
        return strict(functions[name], [self._node(a) for a in arguments])
