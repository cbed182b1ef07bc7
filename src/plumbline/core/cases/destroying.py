"""Destroying personal values of a case: one officer proposes what goes and why, another confirms with an own login.

Both acts are records of the case. The proposal (step `propose_destruction`) bears the fields of the act itself
(`core.ledger.system_acts`), so that nothing is confirmed that was not written down before; the act names both people.
A void proposal, or one that a later proposal replaces, can no longer be confirmed.

The papers and files of a case, and who the party of a served decision is, stay as long as its file: until the
retention that is written at its archiving has run out, counted at the earliest from the day on which the case ended.
When the organ's own table counts later, that later day is for whoever proposes to state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plumbline.core.cases.destroying_errors import NotProposed, SamePerson, StillKept
from plumbline.core.cases.keeping import Keeping, read_retention
from plumbline.core.cases.keeping_errors import NotKept
from plumbline.core.cases.reserved import PROPOSE_DESTRUCTION, VOID_ACT
from plumbline.core.clocks.civil import corresponding_day, date_of
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, read_places


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be destroyed and why; `by` is the officer who proposed it, `entered` when (microseconds)."""

    record: str
    by: str
    role: str | None
    entered: int
    places: tuple[ValuePlace, ...]
    retention_expired: str
    appraisal: str
    ground: str

    @property
    def order(self) -> str:
        """The id of the record of the act."""
        return f"destroy-{self.record}"


def read_proposal(record: Record) -> Proposal:
    """The proposal of a record; raises NotProposed or RecordMalformed."""
    if record.step != PROPOSE_DESTRUCTION:
        raise NotProposed(record=record.id)
    first = record.by[0]
    said = (str(record.fields.get(name, "")) for name in ("retention_expired", "appraisal", "ground"))
    places = read_places(record.fields.get("destroys"))
    return Proposal(record.id, first.officer, first.role, record.recorded_at, places, *said)


def open_proposal(records: Sequence[Record]) -> Proposal | None:
    """The proposal that waits for a second person."""
    void = {one.corrects for one in records if one.step == VOID_ACT}
    done = {one.id for one in records if one.step == DESTROY}
    proposed = [one for one in records if one.step == PROPOSE_DESTRUCTION]
    if not proposed or proposed[-1].id in void:
        return None
    last = read_proposal(proposed[-1])
    return None if last.order in done else last


def proposal_to_confirm(records: Sequence[Record], record: str, officer: str) -> Proposal:
    """The proposal that `officer` may confirm: the open one, or one carried out already, for its remains.

    Raises NotProposed or SamePerson.
    """
    found = open_proposal(records)
    if found is None or found.record != record:
        done = {one.id for one in records if one.step == DESTROY}
        known = (read_proposal(one) for one in records if one.step == PROPOSE_DESTRUCTION)
        found = next((one for one in known if one.record == record and one.order in done), None)
    if found is None:
        raise NotProposed(record=record)
    if found.by == officer:
        raise SamePerson(officer=officer)
    return found


def check_run_out(
    keeping: Keeping, places: Iterable[ValuePlace], *, ended: int, expired: int, with_file: bool
) -> None:
    """Files of the case go only once the file's own retention has run out; raises NotKept or StillKept.

    So does what is to go `with_file`. `ended` and `expired` are days since 1970-01-01: when the case ended, when
    retention ran out as is proposed.
    """
    if not with_file and all(one.kind == "personal" for one in places):
        return
    if keeping.archived is None:
        raise NotKept(number=keeping.number)
    years = read_retention(keeping.archived.retention)
    if years is None:
        raise StillKept(number=keeping.number, until="—")
    until = corresponding_day(ended, 12 * years)
    if expired < until:
        raise StillKept(number=keeping.number, until=date_of(until).isoformat())
