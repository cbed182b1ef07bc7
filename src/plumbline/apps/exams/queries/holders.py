"""What is still held of who sat an exam, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.exams import store
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.cases.destroying import Proposal
from plumbline.core.exams import holders, written
from plumbline.core.exams.sitting import Sitting, stream_of
from plumbline.core.ledger.system_acts import Destruction, read_destruction


@dataclass(frozen=True, slots=True)
class Holders:
    """Of an exam: how many papers there are, what waits for a second person, by which act the names went.

    `seen`: how many records of the exam there were.
    """

    papers: int
    gone: Destruction | None
    proposal: Proposal | None
    seen: int


def holders_of(made: Sitting) -> Holders:
    """What is held of those who sat the exam."""
    records = [held.record for held in case_records(stream_of(made.id))]
    seats = store.seats_in(made.id)
    gone = None
    if store.holders_gone(made.id):
        acts = map(
            read_destruction, (held.record for held in case_records(written.stream_of(seats[0].paper)))
        )
        gone = next(filter(None, acts), None)
    return Holders(len(seats), gone, holders.open_proposal(records), len(records))
