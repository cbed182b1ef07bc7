"""Destroying the names of those who sat an exam: one person proposes, another confirms, both as for a case's values.

The proposal stands in the stream of the exam and names every place that goes (`core.cases.destroying`). The act stands
in the stream of each paper, because a destruction is of values of its own stream (`core.ledger.system_acts`); the
exam's stream says that it was done (`destroy_holders`). Papers, answers, marks and counts stay, and name nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plumbline.core.cases import destroying
from plumbline.core.cases.destroying import Proposal
from plumbline.core.cases.destroying_errors import NotProposed, NotYetExpired, SamePerson
from plumbline.core.clocks.civil import date_of
from plumbline.core.exams.errors import NotNow
from plumbline.core.exams.sitting import Sitting, Stage
from plumbline.core.ledger.record import Record

DESTROYED: Final = "destroy_holders"
"""The record of the exam that the names of its papers are gone; `proposal` says by which proposal."""


def open_proposal(records: Sequence[Record]) -> Proposal | None:
    """The proposal that waits for a second person."""
    found = destroying.open_proposal(records)
    done = {one.fields.get("proposal") for one in records if one.step == DESTROYED}
    return None if found is None or found.record in done else found


def proposal_to_confirm(records: Sequence[Record], proposal: str, who: str) -> Proposal:
    """The open proposal, for somebody other than who made it. Raises NotProposed, SamePerson."""
    found = open_proposal(records)
    if found is None or found.record != proposal:
        raise NotProposed(record=proposal)
    if found.by == who:
        raise SamePerson(officer=who)
    return found


def check_may_destroy(made: Sitting, expired: int, today: int) -> None:
    """Raises NotNow before the result is public, NotYetExpired for a day that lies ahead."""
    if made.stage is not Stage.PUBLISHED:
        raise NotNow(
            problem_zh="考试结果尚未公布，人员名单仍需使用",
            problem_en="its result is not public yet, and the names are still needed",
        )
    if expired > today:
        raise NotYetExpired(day=date_of(expired).isoformat())
