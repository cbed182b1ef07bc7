"""Checks an expression against what a procedure offers, and gives the tree back with its constants typed.

`check_truth` is for `need`, `holds`, `when` and `if`; `check_value` for dates (`start`, `until`, `as_of`).
Text constants become days where a date is wanted (`'2024-01-31'`), minutes where a time of day is (`'06:00'`),
and codes where a choice is. Nothing is guessed: two things of different types do not compare.
Errors: `ExpressionError` and below.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from plumbline.core.rules.expression import (
    AT_MOST_ONE,
    FUNCTIONS,
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
    children,
    walk,
)
from plumbline.core.rules.expression_errors import (
    CountNotAlone,
    FigureKey,
    PersonalField,
    TooManyReads,
    UnknownName,
)
from plumbline.core.rules.typed_constants import ORDERED, Of, coerced, comparable, mismatch, remedy
from plumbline.core.rules.writing import write
from plumbline.core.vocabulary import HEADER, NUMERIC, ValueType

PAST_DAYS: Final = ("at", "until")
"""Days that `first(step)` and `last(step)` offer besides the fields of the step."""
PLUS_UNITS: Final = ("days", "working_days", "months", "years")


class Typed(Protocol):
    """What an expression needs to know of a field or attribute."""

    @property
    def name(self) -> str:
        """Its identifier."""

    @property
    def type(self) -> ValueType:
        """Its type."""

    @property
    def options(self) -> tuple[str, ...]:
        """Codes of a choice."""

    @property
    def personal(self) -> bool:
        """Whether rules are kept away from it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every name that the rules of one procedure may read.

    `figures` maps each dated figure to the keys it has (empty: asked for without one); None: not checked.
    `units` are the figures' units.
    """

    steps: Mapping[str, Mapping[str, Typed]]
    attributes: Mapping[str, Typed] = field(default_factory=dict)
    clocks: Collection[str] = ()
    figures: Mapping[str, Collection[str]] | None = None
    units: Mapping[str, str] = field(default_factory=dict)


def check_truth(node: Expression, names: Vocabulary, steps: Collection[str]) -> Expression:
    """The tree, typed, of a condition read at a record of any of `steps`; names must hold in each of them."""
    return _Checker(names, tuple(steps)).truth(node)


def check_value(
    node: Expression, names: Vocabulary, steps: Collection[str], wanted: ValueType = ValueType.DATE
) -> Expression:
    """The tree, typed, of a value read at a record of any of `steps`."""
    checker = _Checker(names, tuple(steps))
    node = checker.as_type(node, wanted)
    counted = next((n for n in walk(node) if isinstance(n, Count)), None)
    if counted is not None:
        raise CountNotAlone(word=write(counted))
    _few_reads(node, (Past,))
    return node


class _Checker:
    def __init__(self, names: Vocabulary, steps: tuple[str, ...]) -> None:
        self._names = names
        self._steps = steps

    def truth(self, node: Expression) -> Expression:
        match node:
            case And(items=items):
                return And(tuple(self.truth(i) for i in items))
            case Or(items=items):
                return Or(tuple(self.truth(i) for i in items))
            case Not(item=item):
                return Not(self.truth(item))
            case Exists(step=step):
                self._step(step)
                return node
            case Compare():
                return self._compare(node)
            case In():
                return self._in(node)
            case _:
                typed, of = self.typed(node)
                if of.type is not ValueType.BOOL:
                    raise mismatch(
                        node, of.type, "bool", "写成比较，例如 {word} = …", "compare it, e.g. {word} = …"
                    )
                _few_reads(typed)
                return typed

    def as_type(self, node: Expression, wanted: ValueType) -> Expression:
        """The node, which must be of the type `wanted`; text constants are read as such."""
        if isinstance(node, Literal):
            return coerced(node, Of(wanted))
        typed, of = self.typed(node)
        fits = of.type is wanted or (of.type in NUMERIC and wanted in NUMERIC)
        if not fits:
            raise mismatch(node, of.type, str(wanted), *remedy(of.type, wanted))
        return typed

    def typed(self, node: Expression) -> tuple[Expression, Of]:
        match node:
            case Literal(type=type_):
                return node, Of(type_)
            case Field(name=name):
                return node, self._own(name)
            case Attribute(name=name):
                return node, self._attribute(name)
            case Past(step=step, field=name):
                return node, self._past(step, name)
            case Count(step=step):
                self._step(step)
                return node, Of(ValueType.INT)
            case Sum(step=step, field=name):
                of = self._of_step(step, name)
                if of.type not in NUMERIC:
                    raise mismatch(
                        node, of.type, "number", "sum 只用于数字字段", "sum takes number fields only"
                    )
                return node, of
            case FigureOf():
                return self._figure(node)
            case Due(rule=rule):
                if rule not in self._names.clocks:
                    raise UnknownName(kind="clock", word=rule, known=tuple(self._names.clocks))
                return node, Of(ValueType.DATE)
            case Arithmetic(operator=operator, left=left, right=right):
                numbers = [self.as_type(side, ValueType.NUMBER) for side in (left, right)]
                return Arithmetic(operator, *numbers), Of(ValueType.NUMBER)
            case Call():
                return self._call(node)
            case _:
                return self.truth(node), Of(ValueType.BOOL)

    def _step(self, step: str) -> Mapping[str, Typed]:
        found = self._names.steps.get(step)
        if found is None:
            raise UnknownName(kind="step", word=step, known=tuple(self._names.steps))
        return found

    def _own(self, name: str) -> Of:
        if name in OWN_DAYS:
            return Of(ValueType.DATE)
        found = [self._of_step(step, name, OWN_DAYS) for step in self._steps]
        for step, of in zip(self._steps, found, strict=True):
            if of.type is not found[0].type:
                raise mismatch(
                    Field(name),
                    of.type,
                    str(found[0].type),
                    f"它在环节 {self._steps[0]} 与 {step} 中类型不同，分成两条规则",
                    f"its types in steps {self._steps[0]} and {step} differ; write two rules",
                )
        if not found:
            raise UnknownName(kind="field", word=name, known=OWN_DAYS)
        options = [of.options for of in found]
        if any(o is None for o in options):
            return Of(found[0].type)
        return Of(found[0].type, tuple(dict.fromkeys(code for o in options for code in o or ())))

    def _attribute(self, name: str) -> Of:
        found = self._names.attributes.get(name)
        if found is not None:
            return _readable(found, f"case.{name}")
        if name in HEADER:
            return Of(ValueType.TEXT)
        raise UnknownName(kind="attribute", word=name, known=(*self._names.attributes, *HEADER))

    def _past(self, step: str, name: str) -> Of:
        if name in PAST_DAYS:
            self._step(step)
            return Of(ValueType.DATE)
        return self._of_step(step, name, PAST_DAYS)

    def _of_step(self, step: str, name: str, days: tuple[str, ...] = ()) -> Of:
        fields = self._step(step)
        if name not in fields:
            raise UnknownName(kind="field", word=name, known=(*fields, *days), where=step)
        return _readable(fields[name], name)

    def _figure(self, node: FigureOf) -> tuple[Expression, Of]:
        known = self._names.figures
        key = node.key
        if known is not None:
            if node.figure not in known:
                raise UnknownName(kind="figure", word=node.figure, known=tuple(known))
            keys = tuple(known[node.figure])
            if bool(keys) is not (key is not None):
                raise _figure_key(node.figure, keys)
            if isinstance(key, Literal) and str(key.value) not in keys:
                raise UnknownName(kind="key", word=str(key.value), known=keys, where=node.figure)
        if key is not None:
            typed, of = self.typed(key)
            if of.type not in (ValueType.TEXT, ValueType.CHOICE):
                raise mismatch(key, of.type, "choice", "档次用选项字段给出", "give the key by a choice")
            node = FigureOf(node.figure, typed)
        return node, Of(ValueType.NUMBER)

    def _call(self, node: Call) -> tuple[Expression, Of]:
        kinds, result = FUNCTIONS[node.name]
        wanted = kinds + kinds[-1:] * (len(node.arguments) - len(kinds))
        arguments = tuple(
            self._argument(a, kind, node.name) for a, kind in zip(node.arguments, wanted, strict=True)
        )
        return Call(node.name, arguments), Of(result or ValueType.NUMBER)

    def _argument(self, node: Expression, kind: str, function: str) -> Expression:
        if kind == "date":
            return self.as_type(node, ValueType.DATE)
        if kind == "number":
            return self.as_type(node, ValueType.NUMBER)
        if kind == "unit":
            if not isinstance(node, Literal) or node.value not in PLUS_UNITS:
                word = str(node.value) if isinstance(node, Literal) else write(node)
                raise UnknownName(kind="unit", word=word, known=PLUS_UNITS, where=function)
            return node
        moment = (isinstance(node, Field) and node.name in PAST_DAYS) or (
            isinstance(node, Past) and node.field in PAST_DAYS
        )
        if not moment:
            raise mismatch(
                node,
                self.typed(node)[1].type,
                "at/until",
                "time_of_day 只读 at、until 或者 first/last(环节).at、.until",
                "time_of_day reads at, until or first/last(step).at, .until only",
            )
        return self.typed(node)[0]

    def _compare(self, node: Compare) -> Expression:
        (left, of_left), (right, of_right) = self.typed(node.left), self.typed(node.right)
        if isinstance(right, Literal):
            right = coerced(right, of_left, left)
        elif isinstance(left, Literal):
            left = coerced(left, of_right, right)
        elif not comparable(of_left.type, of_right.type):
            raise mismatch(right, of_right.type, str(of_left.type), *remedy(of_right.type, of_left.type))
        if node.operator not in ("=", "!=") and of_left.type not in ORDERED and of_right.type not in ORDERED:
            raise mismatch(
                node.left,
                of_left.type,
                "number, date or time",
                "这一类型没有大小，只能用 = 或 !=",
                "this type has no order; use = or !=",
                wanted_zh="数字、日期或者时刻",
            )
        typed = Compare(node.operator, left, right)
        _few_reads(typed)
        _counts_alone(typed)
        return typed

    def _in(self, node: In) -> Expression:
        value, of = self.typed(node.value)
        typed = In(value, tuple(coerced(option, of, value) for option in node.options))
        _few_reads(typed)
        if any(isinstance(n, Count) for n in walk(value)):
            raise CountNotAlone(word=write(value))
        return typed


def _readable(found: Typed, word: str) -> Of:
    if found.personal:
        raise PersonalField(word=word)
    return Of(found.type, found.options if found.type is ValueType.CHOICE else None)


def _figure_key(figure: str, keys: tuple[str, ...]) -> FigureKey:
    if keys:
        listed = ", ".join(keys)
        return FigureKey(
            word=figure,
            figure=figure,
            cause_zh="按档次规定，没有写档次",
            cause_en="differs by a key, which is missing",
            advice_zh=f"第二个参数写一个取值为 {listed} 的选项",
            advice_en=f"give as second argument a choice whose values are {listed}",
        )
    return FigureKey(
        word=figure,
        figure=figure,
        cause_zh="不分档次，却写了档次",
        cause_en="has no key, yet one is given",
        advice_zh="去掉第二个参数",
        advice_en="drop the second argument",
    )


def _few_reads(node: Expression, kinds: tuple[type, ...] = AT_MOST_ONE) -> None:
    found = [n for n in walk(node) if isinstance(n, kinds)]
    if len(found) > 1:
        reads = ", ".join(write(n) for n in found)
        raise TooManyReads(word=write(found[1]), reads=reads)


def _counts_alone(node: Compare) -> None:
    for side in (node.left, node.right):
        for child in children(side):
            for inner in walk(child):
                if isinstance(inner, Count):
                    raise CountNotAlone(word=write(inner))
