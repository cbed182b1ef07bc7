"""Values as Ibis columns: the same meaning as `compile_one.py`, for records of steps that occur at most once.

A value is a pair: the column (null is unknown) and whether it is «no record». A truth is a nullable boolean; SQL's and,
or and not are Kleene's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import ibis
import ibis.expr.operations as ops

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import corresponding_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import Coverage
from plumbline.core.rules.batch.clock_dues import Opened, last_due
from plumbline.core.rules.batch.columns import (
    Columns,
    Computed,
    DayMap,
    FigureMap,
    OnlyPlain,
    Order,
    Said,
    field_type,
)
from plumbline.core.rules.expression import (
    Arithmetic,
    Attribute,
    Call,
    Due,
    Expression,
    Field,
    FigureOf,
    Literal,
    Past,
    Sum,
    walk,
)
from plumbline.core.rules.writing import write

_OWN_DAYS = {"at": "day", "until": "eday", "recorded_on": "rday"}
TRUE, FALSE = ibis.literal(True), ibis.literal(False)
UNKNOWN = ibis.null("boolean")
_EXACT_BELOW = 1e13
"""Decimal columns hold 38 digits, 24 of them behind the point after two products; a result beyond is left to the plain
evaluator, so that one absurd amount does not end a scan."""


class Pair(NamedTuple):
    """A column and whether there is no record to read it from (None: there always is)."""

    value: Any
    none: Any | None = None


def _fact_name(node: Expression) -> str:
    if isinstance(node, Field):
        return _OWN_DAYS.get(node.name, f"f:{node.name}")
    raise OnlyPlain("a computed day")


class Values:
    """Compiles values for the single record of `judged`; truths are the subclass's."""

    def __init__(
        self,
        columns: Columns,
        judged: str,
        set_by: dict[str, tuple[tuple[str, str], ...]],
        calendar: WorkingCalendar,
        missing: Coverage,
        as_of: Expression | None = None,
        dues: Mapping[str, Sequence[Opened]] | None = None,
    ) -> None:
        self.columns = columns
        self._dues = dues or {}
        self.judged = judged
        self._set_by = set_by
        self._calendar = calendar
        self._missing = missing
        self._as_of = as_of
        self.reads: set[str] = set()
        self.unset: list[Any] = []
        self.beyond: list[Any] = []

    def truth(self, node: Expression) -> Any:
        """A nullable boolean."""
        raise AssertionError("Expressions says what is true")

    def before(self, step: str) -> Any:
        """Whether the single record of a step stands before the judged one; null if the order within a day decides."""
        self.reads.add(step)
        if step == self.judged:
            return FALSE
        return self.columns.derived(self.judged, f"before:{step}", Order(step, self.judged), "boolean")

    def value(self, node: Expression) -> Pair:
        """A column."""
        match node:
            case Literal():
                return Pair(literal(node))
            case Field(name=name):
                return Pair(self.columns.fact(self.judged, _OWN_DAYS.get(name, f"f:{name}")))
            case Attribute(name=name):
                return self._attribute(name)
            case Past(step=step, field=name):
                self.reads.add(step)
                return Pair(self.columns.fact(step, {"at": "day", "until": "eday"}.get(name, f"f:{name}")))
            case Sum(step=step, field=name):
                if step in self._missing.steps:
                    return Pair(ibis.null("decimal(18, 6)"))
                stands, amount = self.before(step), self.columns.fact(step, f"f:{name}")
                zero = ibis.literal(0).cast(amount.type())
                return Pair(
                    ibis.ifelse(stands.isnull(), ibis.null(amount.type()), ibis.ifelse(stands, amount, zero))
                )
            case FigureOf():
                return self._figure(node)
            case Arithmetic(operator=op, left=left, right=right):
                return self._arithmetic(op, self.value(left), self.value(right))
            case Call():
                return self._call(node)
            case Due(rule=rule):
                return self._due_of(rule)
            case _:
                return Pair(self.truth(node))

    def _attribute(self, name: str) -> Pair:
        """What the last record that sets the attribute says; else the header."""
        setters = self._set_by.get(name, ())
        c = self.columns
        missing = self._missing
        silent: Any = ibis.literal(
            name in missing.facts or not setters or any(s in missing.steps for s, _ in setters)
        )
        header = c.header(name)
        if not setters:
            return Pair(header, FALSE)
        self.reads |= {s for s, _ in setters}
        spec = Said(self.judged, setters)
        kind = field_type(c.kind_of(setters[0][1]))
        said = c.derived(self.judged, f"said:{name}", spec, kind)
        silent = silent | c.derived(self.judged, f"said:{name}", spec, "boolean", suffix=":silent")
        value = ibis.ifelse(said.notnull(), said, header)
        return Pair(value, said.isnull() & header.isnull() & ~silent)

    def _due_of(self, rule: str) -> Pair:
        """The due day of the last obligation of a clock opened before or by the judged record; else no record."""
        if rule not in self._dues:
            raise OnlyPlain("due days that no column holds")
        found = last_due(self.columns, self.judged, self._dues[rule])
        self.reads |= {one.step for one in self._dues[rule]}
        self.beyond.append(found.hard)
        return Pair(found.due, found.none)

    def _computed(self, node: Expression) -> Pair:
        """A day that the act's own fields and dated figures give, computed once for each distinct set of them."""
        fields = [n.name for n in walk(node) if isinstance(n, Field)]
        shapes = (Literal, Field, Arithmetic, Call, FigureOf)
        if not all(isinstance(n, shapes) for n in walk(node)) or "recorded_on" in fields:
            raise OnlyPlain("a computed day of more than the act's own fields")
        for figure in (n for n in walk(node) if isinstance(n, FigureOf)):
            self._figure(figure)
        sources = [_OWN_DAYS.get(name, f"f:{name}") for name in fields]
        sources += [] if self._as_of is None else [_fact_name(self._as_of)]
        sources = sorted({*sources, "day"})
        for source in sources:
            self.columns.fact(self.judged, source)
        spec = Computed(node, self._as_of, tuple(sources))
        as_of = "" if self._as_of is None else write(self._as_of)
        return Pair(self.columns.derived(self.judged, f"computed:{write(node)}:{as_of}", spec, "int32"))

    def _figure(self, node: FigureOf) -> Pair:
        source, key = self.figure_day(), None
        if isinstance(node.key, Field):
            key = f"f:{node.key.name}"
        elif isinstance(node.key, Literal):
            key = f"'{node.key.value}"
        elif isinstance(node.key, Attribute) and not self._set_by.get(node.key.name):
            self.columns.header(node.key.name)
            key = f"case.{node.key.name}"
        elif node.key is not None:
            raise OnlyPlain("a figure's key that earlier records decide")
        name = f"figure:{node.figure}:{source}:{key or ''}"
        spec = FigureMap(node.figure, source, key)
        self.columns.fact(self.judged, source)
        if key is not None and key.startswith("f:"):
            self.columns.fact(self.judged, key)
        value = self.columns.derived(self.judged, name, spec, "decimal(18, 6)")
        self.unset.append(self.columns.derived(self.judged, name, spec, "boolean", suffix=":unset"))
        return Pair(value)

    def figure_day(self) -> str:
        """The fact of the judged record that is the day on which figures are asked."""
        return "day" if self._as_of is None else _fact_name(self._as_of)

    def _arithmetic(self, op: str, left: Pair, right: Pair) -> Pair:
        none = either(left.none, right.none)
        a, b = left.value, right.value
        if op == "/":
            quotient = a.cast("float64") / b.cast("float64")
            return Pair(ibis.ifelse(equal(b, ibis.literal(0)), ibis.null("float64"), quotient), none)
        exact = _exactly(op, a, b)
        x, y = a.cast("float64"), b.cast("float64")
        about = {"+": lambda: x + y, "-": lambda: x - y, "*": lambda: x * y}[op]()
        beyond = about.abs() >= _EXACT_BELOW
        self.beyond.append(beyond.fill_null(False))
        return Pair(ibis.ifelse(beyond, ibis.null(exact.type()), exact), none)

    def _call(self, node: Call) -> Pair:
        name, arguments = node.name, node.arguments
        if name in ("min", "max", "earliest", "latest"):
            pairs = [self.value(a) for a in arguments]
            pick = ibis.least if name in ("min", "earliest") else ibis.greatest
            unknown = ibis.or_(*[p.value.isnull() for p in pairs])
            chosen = pick(*[p.value for p in pairs])
            none = None
            for pair in pairs:
                none = either(none, pair.none)
            return Pair(ibis.ifelse(unknown, ibis.null(chosen.type()), chosen), none)
        if name == "days":
            a, b = self.value(arguments[0]), self.value(arguments[1])
            return Pair(b.value - a.value, either(a.none, b.none))
        if name == "working_days":
            a, b = self._mapped(arguments[0], "wd"), self._mapped(arguments[1], "wd")
            return Pair(b.value - a.value, either(a.none, b.none))
        if name == "time_of_day":
            step, fact = self._place(arguments[0])
            return Pair(self.columns.fact(step, {"day": "tod", "eday": "etod"}[fact]))
        if name == "plus":
            return self._plus(node)
        return self._mapped(arguments[0], name)

    def _plus(self, node: Call) -> Pair:
        start, n, unit = node.arguments
        if not (isinstance(n, Literal) and isinstance(unit, Literal)):
            return self._computed(node)
        if unit.value == "days":
            day = self.value(start)
            return Pair(day.value + int(n.value), day.none)
        if isinstance(start, Field | Past):
            return self._mapped(start, f"plus:{n.value}:{unit.value}")
        return self._computed(node)

    def _place(self, node: Expression) -> tuple[str, str]:
        """The step and fact name of a value that is a plain day of a record."""
        if isinstance(node, Field):
            return self.judged, _OWN_DAYS.get(node.name, f"f:{node.name}")
        if isinstance(node, Past):
            self.reads.add(node.step)
            return node.step, {"at": "day", "until": "eday"}.get(node.field, f"f:{node.field}")
        raise OnlyPlain("a calendar function of a computed day")

    def _mapped(self, node: Expression, function: str) -> Pair:
        step, source = self._place(node)
        self.columns.fact(step, source)
        boolean = function in ("is_statutory_holiday", "is_working_day")
        spec = DayMap(source, day_function(function, self._calendar), "boolean" if boolean else "int32")
        return Pair(self.columns.derived(step, f"{function}:{source}", spec, spec.type))


def day_function(name: str, calendar: WorkingCalendar) -> Callable[[int], int | None]:
    """The function of one day behind a calendar call; None where the calendar does not reach."""
    kind, _, rest = name.partition(":")
    functions: dict[str, Callable[[int], int]] = {
        "wd": calendar.working_index,
        "is_statutory_holiday": calendar.is_statutory_holiday,
        "is_working_day": calendar.is_working,
    }
    chosen = _plus(rest, calendar) if kind == "plus" else functions[kind]

    def guarded(day: int) -> int | None:
        try:
            return chosen(day)
        except ClockError:
            return None

    return guarded


def _plus(period: str, calendar: WorkingCalendar) -> Callable[[int], int]:
    amount, _, unit = period.partition(":")
    n = int(Decimal(amount))
    if unit == "working_days":
        return lambda day: calendar.nth_working(calendar.working_index(day) + n)
    return lambda day: corresponding_day(day, n if unit == "months" else 12 * n)


def literal(node: Literal) -> Any:
    """A constant; decimals as wide as numbers are."""
    if isinstance(node.value, Decimal):
        return ibis.literal(node.value, type="decimal(18, 6)")
    return ibis.literal(node.value)


def _exactly(op: str, a: Any, b: Any) -> Any:
    """A sum, difference or product as wide as the engine has it: it would not widen by itself, and fail."""
    if a.type().is_floating() or b.type().is_floating():
        return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b}[op]()
    if a.type().is_integer() and b.type().is_integer():
        a, b = a.cast("int64"), b.cast("int64")
        return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b}[op]()
    p, q = (c.type().scale or 0 if c.type().is_decimal() else 0 for c in (a, b))
    left, right = a.cast(f"decimal(38, {p})"), b.cast(f"decimal(38, {q})")
    # a scale below that of a number field could not be compared with one
    if op == "*":
        return (left * right).cast(f"decimal(38, {max(p + q, 6)})")
    return (left + right if op == "+" else left - right).cast(f"decimal(38, {max(p, q, 6)})")


def equal(a: Any, b: Any) -> Any:
    """SQL's equality, null for a null: the operator `==` of Ibis reads «= unknown» as «is unknown»."""
    return ops.Equals(a, b).to_expr()


def unequal(a: Any, b: Any) -> Any:
    """SQL's inequality, null for a null."""
    return ops.NotEquals(a, b).to_expr()


def either(a: Any | None, b: Any | None) -> Any | None:
    """Whether one or the other is «no record»."""
    return b if a is None else a if b is None else a | b


def false_if(none: Any | None, truth: Any) -> Any:
    """A comparison with no record is false."""
    return truth if none is None else ibis.ifelse(none, FALSE, truth)
