"""A rule as a frozen value: a statutory requirement with its article, its dates and exactly one kind.

Meaning of each kind: docs/explanation/pack-format.md and `evaluate_one.py`, which is the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.data_file.errors import Place
from plumbline.core.rules.expression import Expression
from plumbline.core.vocabulary import Bearer, Deem, Standing, Stream

FOREVER: Final = 2**31 - 1
"""Last day of a rule without an end."""


@dataclass(frozen=True, slots=True)
class Before:
    """For every record of `steps` the condition held over the records before it."""

    steps: tuple[str, ...]
    need: Expression


@dataclass(frozen=True, slots=True)
class FigurePeriod:
    """A period whose length is a dated figure, asked on the rule's `as_of` day of the `from` record."""

    figure: str
    unit: Unit
    roll: bool


@dataclass(frozen=True, slots=True)
class Until:
    """The last lawful day is a date expression of the `from` record."""

    day: Expression


@dataclass(frozen=True, slots=True)
class ByDate:
    """The last lawful day is this month and day of the year after the `from` record."""

    month: int
    day: int


Term: TypeAlias = Period | FigurePeriod | Until | ByDate


@dataclass(frozen=True, slots=True)
class Extension:
    """A step that lengthens a clock by `amount` (a field's name or a number, in its unit) or to `sets` (a date field).

    At most `times` of them and `cap` in sum; `by` is a role that must be among the acting officers.
    """

    step: str
    amount: str | int | None
    sets: str | None
    cap: int | None
    times: int | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A span that is not counted: from the start act (day x) to the end act (day y) the days x+1…y."""

    start: str
    end: str
    condition: Expression | None


@dataclass(frozen=True, slots=True)
class OnExpiry:
    """What follows when the term ends unused: a deemed act, or a bar of a later one."""

    deem: str | None = None
    deem_at: Deem = Deem.DUE
    bars: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Each record of `opens` opens an obligation that the first later record of `discharges` discharges."""

    bearer: Bearer
    opens: tuple[str, ...]
    discharges: tuple[str, ...]
    term: Term
    start: Expression | None = None
    match: tuple[str, ...] = ()
    extensions: tuple[Extension, ...] = ()
    excludes: tuple[Exclusion, ...] = ()
    restart: tuple[str, ...] = ()
    survives: bool = False
    on_expiry: OnExpiry | None = None
    right: bool = False
    """Whether it is the time in which somebody may use a right: unused it has lapsed, and nobody is late."""

    @property
    def lapses(self) -> bool:
        """Whether it merely runs out where nothing was done: a right, or what the law itself settles then."""
        return self.bearer is not Bearer.ORGAN and (self.right or self.on_expiry is not None)


@dataclass(frozen=True, slots=True)
class Interval:
    """`at_least`: at each record of `to`, n full days lie between it and the last matching opener before it."""

    bearer: Bearer
    opens: tuple[str, ...]
    to: tuple[str, ...]
    period: Period
    start: Expression | None = None
    match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Who:
    """Number, qualification, role, distinctness and recusal of the officers of each record of `steps`."""

    steps: tuple[str, ...]
    at_least: int
    qualified: bool
    role: str | None
    differs_from: tuple[str, ...]
    recused_by: str | None


@dataclass(frozen=True, slots=True)
class Carries:
    """Each record of `steps` has these fields, documents and recordings."""

    steps: tuple[str, ...]
    fields: tuple[str, ...]
    documents: tuple[str, ...]
    recordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """An expression over fields and dated figures holds at each record of `steps`."""

    steps: tuple[str, ...]
    holds: Expression


@dataclass(frozen=True, slots=True)
class Never:
    """No record of the step, or at most so many in the stream; each further one is a breach."""

    steps: tuple[str, ...]
    at_most: int | str  # a number, or the id of a figure


Body: TypeAlias = Before | Clock | Interval | Who | Carries | Limit | Never


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement. `from_day`/`to_day` are the days between which a judged record's `day` must lie (inclusive).

    Several rules of one id are its versions, with windows apart. `stands_for` are the rules that it displaced, directly
    or by displacing what had displaced them: `due` of those reads its due days too.
    """

    id: str
    procedure: str
    says: str
    english: str
    basis: tuple[str, ...]
    body: Body
    checked_on: str
    place: Place
    from_day: int
    to_day: int = FOREVER
    when: Expression | None = None
    over: Stream = Stream.CASE
    as_of: Expression | None = None
    standing: Standing = Standing.READ
    confirmed_by: str | None = None
    rows: tuple[str, ...] = ()
    displaces: str | None = None
    permitted_by: str | None = None
    note: str | None = None
    layer: str = "cn"
    stands_for: tuple[str, ...] = ()

    @property
    def judged_steps(self) -> tuple[str, ...]:
        """Steps whose records are the activations of this rule."""
        body = self.body
        if isinstance(body, Clock):
            return body.opens
        return body.to if isinstance(body, Interval) else body.steps

    @property
    def blocks(self) -> bool:
        """Whether a violation refuses the act at the desk (a marked rule waits for a named person's word)."""
        unmarked = self.standing in (Standing.READ, Standing.DERIVED) or self.confirmed_by is not None
        return unmarked and not isinstance(self.body, Clock)

    @property
    def makes_findings(self) -> bool:
        """Whether a violation is a finding; clocks of parties and courts are kept only for what they lead to."""
        return not isinstance(self.body, Clock | Interval) or self.body.bearer is Bearer.ORGAN
