"""What a figure is: indicators count records, formulas reckon with figures, identities must hold between them.

A period is a pair of days (since 1970-01-01, the packs' time zone), both included. Counting rules follow the yearly
statistics of enforcement (行政执法统计年报): by the date of the decision, one case once, under its heaviest penalty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from plumbline.core.data_file.errors import Place
from plumbline.core.rules.expression import Expression

BY: Final = ("organ", "field", "division", "party_kind")
"""Facts of the case's header by which every indicator can be split; a condition may read them, too."""


class Counts(StrEnum):
    """What one row of an indicator adds to its figure."""

    ACTS = "acts"  # each act counts
    CASES = "cases"  # each case counts once, at its first act in the period
    AMOUNT = "amount"  # the amount of each act is added
    HELD = "held"  # cases that have the act, and none of the acts that end it, on the last day
    BROUGHT = "brought"  # the same on the day before the first: what was brought over from the period before


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a figure, with the number: 宗, 万元, 家次."""

    title: str
    english: str
    places: int = 0


UNITS: Final[dict[str, Unit]] = {
    "case": Unit("件", "cases"),
    "act": Unit("宗", "acts"),
    "time": Unit("次", "times"),
    "visit": Unit("家次", "visits"),
    "item": Unit("项", "items"),
    "paper": Unit("份", "papers"),
    "person": Unit("人", "persons"),
    "organ": Unit("个", "organs"),
    "entity": Unit("户", "entities"),
    "problem": Unit("个", "problems"),
    "yuan": Unit("元", "yuan", 2),
    "wan_yuan": Unit("万元", "10,000 yuan", 4),
    "percent": Unit("%", "%", 2),
}


SUBMITTED: Final = "figure.submitted"
"""The procedure of figures that another body counts and submits: a record of one is the figure itself."""
ONCE: Final = (Counts.CASES, Counts.HELD, Counts.BROUGHT)
"""Of these a case is counted once."""


@dataclass(frozen=True, slots=True)
class Other:
    """Other acts of the case that are asked about, at whatever time; `where` is typed for their own fields."""

    steps: tuple[str, ...]
    where: Expression | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Acts of these steps of one procedure; `ends` are the steps after which a case is held no longer.

    `where` and `classes` (in the order of the indicator's classes, None: what is left) are typed for the procedure.
    The case must have each of `with_acts` and none of `without_acts`.
    """

    procedure: str
    steps: tuple[str, ...]
    ends: tuple[str, ...] = ()
    where: Expression | None = None
    with_acts: tuple[Other, ...] = ()
    without_acts: tuple[Other, ...] = ()
    amount: tuple[str, ...] = ()
    classes: tuple[Expression | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Class:
    """A class into which acts fall: of several the first one whose condition surely holds, the last one else.

    `words` are those by which a report speaks of it in a sentence that has the first of the indicator's words.
    """

    id: str
    title: str
    english: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A count or sum of records. `says` is its definition in plain words.

    `on` is the field that dates an act, None its own day. `words` are those by which a report speaks of it: a number
    near all of them is held against it.
    """

    id: str
    title: str
    english: str
    unit: str
    counts: Counts
    says: str
    says_english: str
    sources: tuple[Source, ...]
    on: str | None = None
    classes: tuple[Class, ...] = ()
    basis: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def procedures(self) -> tuple[str, ...]:
        """The procedures whose records it counts, in order."""
        return tuple(dict.fromkeys(source.procedure for source in self.sources))

    @property
    def is_submitted(self) -> bool:
        """Whether it is of another body: submitted, not counted from cases of our own."""
        return self.procedures == (SUBMITTED,)


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure reckoned from others; `asks` are the figures it names."""

    id: str
    title: str
    english: str
    unit: str
    says: str
    says_english: str
    expression: Expression
    asks: tuple[str, ...]
    basis: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What must hold between figures of one period; `asks` are the figures it names."""

    id: str
    says: str
    says_english: str
    expression: Expression
    asks: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of a form: of each column the figures that its cell adds up, none where the form strikes the cell out."""

    title: str
    english: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The fixed layout in which a table is sent and published; `columns` are Chinese and English heads.

    `by_organ`: the one line is told of each organ that has any of it, and of all organs at the end.
    """

    columns: tuple[tuple[str, str], ...]
    lines: tuple[FormLine, ...]
    by_organ: bool = False

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures of its cells."""
        return tuple(name for line in self.lines for cell in line.cells for name in cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that are shown together, in the order of the layout they follow."""

    id: str
    title: str
    english: str
    figures: tuple[str, ...]
    says: str = ""
    says_english: str = ""
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All figures of the packs: ids are unique over indicators and formulas."""

    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    tables: tuple[Table, ...] = ()

    def figure(self, id: str) -> Indicator | Formula:
        """The indicator or formula of that id; KeyError if there is none."""
        return self.indicators[id] if id in self.indicators else self.formulas[id]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all figures, indicators first."""
        return (*self.indicators, *self.formulas)

    @property
    def keys(self) -> frozenset[str]:
        """Everything that a table may name: ids of figures, and `figure:class`."""
        classes = (f"{one.id}:{kind.id}" for one in self.indicators.values() for kind in one.classes)
        return frozenset({*self.ids, *classes})
