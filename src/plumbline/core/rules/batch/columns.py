"""Which columns the compiled rules ask for: a request is recorded once and answered by the builder.

Facts of a record: `day`, `us` (instant), `pr` (precise), `eday`, `eus`, `epr` (its end), `rec` (recorded_at), `rday`
(its local day), `seq`, `tod` and `etod` (minutes of the day, null at day precision), `f:<name>` (a field). Derived
facts are functions of them that the builder computes with the plain evaluator's own functions, over distinct values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from plumbline.core.clocks.counting import Unit
from plumbline.core.rules.expression import Expression
from plumbline.core.rules.rule import Exclusion, Who
from plumbline.core.vocabulary import NUMERIC, ValueType

WORD: Final = 62
"""Steps in one bit mask; a procedure with more has `present1`, `many1` and so on."""

BASE: Final[dict[str, str]] = {
    "day": "int32",
    "us": "int64",
    "pr": "boolean",
    "eday": "int32",
    "eus": "int64",
    "epr": "boolean",
    "rec": "int64",
    "rday": "int32",
    "seq": "int64",
    "tod": "int32",
    "etod": "int32",
}
"""Facts of every record and their Ibis types."""

_FIELD_TYPES: Final[dict[ValueType, str]] = {
    ValueType.BOOL: "boolean",
    ValueType.INT: "int64",
    ValueType.NUMBER: "decimal(18, 6)",
    ValueType.MONEY: "decimal(18, 2)",
    ValueType.DATE: "int32",
    ValueType.INSTANT: "int64",
    ValueType.TIME: "int32",
}


def field_type(kind: ValueType) -> str:
    """The Ibis type of a field's column."""
    return _FIELD_TYPES.get(kind, "string")


class OnlyPlain(Exception):
    """Raised while compiling: this rule (or this shape of it) is for the plain evaluator alone."""


@dataclass(frozen=True, slots=True)
class DayMap:
    """A column computed from one day column of the same record by a function of the day alone.

    `source` is a fact name; `function` gives an int or None.
    """

    source: str
    function: Callable[[int], int | None] = field(compare=False)
    type: str = "int32"

    def __post_init__(self) -> None:
        """Remember answers: one chunk asks for much the same days as the last."""
        object.__setattr__(self, "function", lru_cache(65_536)(self.function))


@dataclass(frozen=True, slots=True)
class FigureMap:
    """A dated figure for a record: `source` is the day asked for, `key` a fact or header column or None.

    Makes two columns: the value, and whether it is unset.
    """

    figure: str
    source: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Computed:
    """A day computed from an act's own facts and dated figures by the plain evaluator's compiler.

    `sources` are the facts it may read, the figures' day among them.
    """

    expression: Expression
    as_of: Expression | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PausedDue:
    """The due day of a clock in whole days with at most one pause; needs milestones of the pausing steps.

    Makes two columns: the due day (null while suspended), and whether it is suspended.
    """

    opener: str
    source: str
    due: str  # name of the unpaused due day's fact
    n: int
    unit: Unit
    rolls: bool
    exclusion: Exclusion
    match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """How many officers of an act count, surely and possibly, for one shape of a `who` rule."""

    role: str | None
    qualified: bool


@dataclass(frozen=True, slots=True)
class Others:
    """Whether an officer of the act is one of the step's other acts before it, or was recused by one of them.

    Makes two columns: surely, and perhaps.
    """

    step: str
    recused: bool


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the single record of `step` stands before the single record of `judged` (null: a tie decides)."""

    step: str
    judged: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the last of the single records of `setters` (step, field) says of the case as of the judged record.

    Makes two columns: the value (null: nobody says it), and whether a setter stands there that does not state it.
    """

    judged: str
    setters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureDue:
    """The due day of a clock whose length is a figure asked on the day `asked` of the opener; `source` is the start.

    Makes three columns: the due day, whether the figure is unset, and whether it is known.
    """

    figure: str
    source: str
    unit: Unit
    rolls: bool
    asked: str


@dataclass(frozen=True, slots=True)
class FirstAfter:
    """The first of the single records of `steps` that follows the opener's; see `ordering.first_after` for its columns.

    `by_day` orders by (day, seq), else by (day, instant, seq); `instants`: those are asked for as well.
    """

    opener: str
    steps: tuple[str, ...]
    match: tuple[str, ...]
    by_day: bool
    instants: bool = False


Derived = Computed | Others | Order | Said | FigureDue | FirstAfter | DayMap | FigureMap | PausedDue | People


@dataclass(slots=True)
class Requests:
    """Every column that compiled rules ask of one table (milestones, or the acts of one step)."""

    facts: dict[tuple[str, str], str] = field(default_factory=dict)
    derived: dict[tuple[str, str], Derived] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


class Columns:
    """Hands out columns of a table by name; without a table it only records what is asked for.

    `fields` are the types of the procedure's fields, `attributes` those of its attributes.
    """

    def __init__(
        self,
        fields: Mapping[str, ValueType],
        attributes: Mapping[str, ValueType],
        steps: Mapping[str, int],
        table: ir.Table | None = None,
    ) -> None:
        self.requests = Requests()
        self._fields = fields
        self._attributes = attributes
        self.steps = steps
        self.table = table

    def asked(self) -> Requests:
        """What has been asked for so far, to go back to with `back`."""
        held = self.requests
        return Requests(dict(held.facts), dict(held.derived), dict(held.headers))

    def back(self, held: Requests) -> None:
        """Forget what was asked for since."""
        self.requests = held

    def fact(self, step: str, name: str) -> Any:
        """A fact of the single record of a step."""
        kind = BASE.get(name) or field_type(self._fields[name[2:]])
        self.requests.facts[step, name] = kind
        return self._column(f"{step}.{name}", kind)

    def derived(self, step: str, name: str, spec: Derived, kind: str, *, suffix: str = "") -> Any:
        """A computed fact; `suffix` picks one of several columns of it."""
        self.requests.derived[step, name] = spec
        return self._column(f"{step}.{name}{suffix}", kind)

    def header(self, name: str) -> Any:
        """A header column of the case."""
        kind = field_type(self._attributes.get(name, ValueType.TEXT))
        self.requests.headers[name] = kind
        return self._column(f"case.{name}", kind)

    def any_of(self, name: str, steps: Iterable[str]) -> Any:
        """Whether any of the steps occurs (`present`) or occurs more than once (`many`)."""
        words: dict[int, int] = {}
        for step in steps:
            word, bit = divmod(self.steps[step], WORD)
            words[word] = words.get(word, 0) | 1 << bit
        found: Any = None
        for word, bits in sorted(words.items()):
            hit = (self._column(f"{name}{word}", "int64") & bits) != 0
            found = hit if found is None else found | hit
        return ibis.literal(False) if found is None else found

    def kind_of(self, name: str) -> ValueType:
        """The type of a field."""
        return self._fields[name]

    def attribute_kind(self, name: str) -> ValueType:
        """The type of an attribute."""
        return self._attributes.get(name, ValueType.TEXT)

    def _column(self, name: str, kind: str) -> Any:
        if self.table is None:
            return ibis.null(kind)
        return self.table[name]


def is_numeric(kind: ValueType) -> bool:
    """Whether values of the type are numbers."""
    return kind in NUMERIC


def people_name(body: Who) -> str:
    """The name of the derived fact for a `who` rule."""
    return f"who:{body.role or ''}:{int(body.qualified)}"
