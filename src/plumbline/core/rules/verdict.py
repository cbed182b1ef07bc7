"""What a rule says of one activation, and the shape every judge of a rule shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from plumbline.core.facts.case import Case
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.rules.rule import Rule
from plumbline.core.vocabulary import Outcome


class Verdict(NamedTuple):
    """One outcome. A tuple, because a case makes a dozen of them in the time a page has.

    `record` is the id of the judged record. `due` is the due day (None: none, or suspended), `due_instant` the due
    instant of a clock in hours, `discharged_by` the id of the discharging record, `days_over` the days by which a due
    day was missed (until the discharge, the end of the case or `now`). `late_entry`: the outcome rests on an act that
    was entered only after the due instant: the discharge, or the extensions, pauses and restarts in `moved_late`.
    `reason` is a short code, `detail` its data.
    """

    rule: str
    record: str
    outcome: Outcome
    due: int | None = None
    due_instant: int | None = None
    discharged_by: str | None = None
    days_over: int | None = None
    late_entry: bool = False
    reason: str = ""
    detail: str = ""
    moved_late: tuple[str, ...] = ()


class Moment(NamedTuple):
    """The instant at which is judged, and its local day."""

    instant: int
    day: int


class Judge(Protocol):
    """Judges every activation of one rule in one case."""

    rule: Rule

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """Append one verdict an activation to `out`, in order of the judged records."""
        ...


Applies = Callable[[Case, Record], "tuple[Outcome, str, str] | None"]
"""None where a rule applies to a record; otherwise the outcome, reason and detail that settle it."""
