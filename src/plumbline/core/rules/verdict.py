"""What a rule says of one activation, and the shape every judge of a rule shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol, TypeAlias

from plumbline.core.facts.case import Case
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.rules.rule import Rule
from plumbline.core.vocabulary import Outcome


class Answer(NamedTuple):
    """What a rule says of a record.

    `due` is the due day (None: none, or suspended), `due_instant` the due instant of a clock in hours,
    `discharged_by` the id of the discharging record, `days_over` the days by which a due day was missed (until the
    discharge, the end of the case or `now`). `late_entry`: the outcome rests on an act that was entered only after
    the due instant: the discharge, or the extensions, pauses and restarts in `moved_late`. `reason` is a short code,
    `detail` its data.
    """

    outcome: Outcome
    due: int | None = None
    due_instant: int | None = None
    discharged_by: str | None = None
    days_over: int | None = None
    late_entry: bool = False
    reason: str = ""
    detail: str = ""
    moved_late: tuple[str, ...] = ()


SATISFIED: Final = Answer(Outcome.SATISFIED)
WHEN_FALSE: Final = Answer(Outcome.NOT_APPLICABLE, reason="when")
WHEN_UNKNOWN: Final = Answer(Outcome.UNDETERMINED, reason="when_unknown")


class Verdict(tuple[str, str, Answer]):
    """The answer of a rule for the record of this id, made of the three: what `Answer` says, with whom it is about.

    A case makes some sixty of them in the time a page has, most with one of a few answers made beforehand. Hence a
    tuple without a constructor of its own, which takes a third of the time of a named one.
    """

    __slots__ = ()

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self[0]

    @property
    def record(self) -> str:
        """The id of the judged record."""
        return self[1]

    @property
    def answer(self) -> Answer:
        """What the rule says."""
        return self[2]

    @property
    def outcome(self) -> Outcome:
        """One of the five."""
        return self[2].outcome

    @property
    def due(self) -> int | None:
        """The due day."""
        return self[2].due

    @property
    def due_instant(self) -> int | None:
        """The due instant of a clock in hours."""
        return self[2].due_instant

    @property
    def discharged_by(self) -> str | None:
        """The id of the discharging record."""
        return self[2].discharged_by

    @property
    def days_over(self) -> int | None:
        """The days by which a due day was missed."""
        return self[2].days_over

    @property
    def late_entry(self) -> bool:
        """Whether the outcome rests on an act entered after the due instant."""
        return self[2].late_entry

    @property
    def reason(self) -> str:
        """A short code."""
        return self[2].reason

    @property
    def detail(self) -> str:
        """The data of the reason."""
        return self[2].detail

    @property
    def moved_late(self) -> tuple[str, ...]:
        """Acts that moved the due day and were entered too late."""
        return self[2].moved_late


class Moment(NamedTuple):
    """The instant at which is judged, and its local day."""

    instant: int
    day: int


Judging: TypeAlias = Callable[[Case, Moment, OfficerRegister, list[Verdict]], None]
"""Appends one verdict an activation of a rule in a case, in order of the judged records."""


class Judge(Protocol):
    """Judges every activation of one rule in one case."""

    @property
    def rule(self) -> Rule:
        """The rule."""
        ...

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """Append one verdict an activation to `out`, in order of the judged records."""
        ...


Applies = Callable[[Case, Record], "Answer | None"]
"""None where a rule applies to a record; otherwise the answer that settles it."""
