"""What a rule says of one activation, and the shape every judge of a rule shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(slots=True)
class Verdict:
    """The answer of a rule for the record of this id: what `Answer` says, with whom it is about.

    A case makes some sixty of them in the time a page has, most with one of a few answers made beforehand; therefore
    it is no frozen class, whose making takes three times as long. Nobody changes one.
    """

    rule: str
    record: str
    answer: Answer

    @property
    def outcome(self) -> Outcome:
        """One of the five."""
        return self.answer.outcome

    @property
    def due(self) -> int | None:
        """The due day."""
        return self.answer.due

    @property
    def due_instant(self) -> int | None:
        """The due instant of a clock in hours."""
        return self.answer.due_instant

    @property
    def discharged_by(self) -> str | None:
        """The id of the discharging record."""
        return self.answer.discharged_by

    @property
    def days_over(self) -> int | None:
        """The days by which a due day was missed."""
        return self.answer.days_over

    @property
    def late_entry(self) -> bool:
        """Whether the outcome rests on an act entered after the due instant."""
        return self.answer.late_entry

    @property
    def reason(self) -> str:
        """A short code."""
        return self.answer.reason

    @property
    def detail(self) -> str:
        """The data of the reason."""
        return self.answer.detail

    @property
    def moved_late(self) -> tuple[str, ...]:
        """Acts that moved the due day and were entered too late."""
        return self.answer.moved_late


class Moment(NamedTuple):
    """The instant at which is judged, and its local day."""

    instant: int
    day: int


Judging: TypeAlias = Callable[[Case, Moment, OfficerRegister, list[Verdict]], None]
"""Appends one verdict an activation of a rule in a case, in order of the judged records."""


class Judge(Protocol):
    """Judges every activation of one rule in one case."""

    rule: Rule

    @property
    def judge(self) -> Judging:
        """Append one verdict an activation to a list."""
        ...


Applies = Callable[[Case, Record], "Answer | None"]
"""None where a rule applies to a record; otherwise the answer that settles it."""
