"""What supervision proposed about persons (监督条例 §32), and what the competent body did with each proposal.

Supervision decides nothing about a person: it proposes criticism, training off the post, a transfer or loss of
qualification to the body that may decide, and notes its answer. An answer belongs to the earliest proposal of its kind,
about the same officer where both name one, that has none yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record


@dataclass(frozen=True, slots=True)
class PersonnelProposal:
    """One proposal. Days count from 1970-01-01; `outcome` is empty until the competent body has answered."""

    kind: str
    body: str
    officer: str
    day: int
    outcome: str = ""
    told: str = ""
    answered: int | None = None


def proposals_of(case: Case) -> list[PersonnelProposal]:
    """The proposals of a supervision matter in the order in which they were made, with their answers."""
    found = [_proposal(one) for one in case.by_step.get("personnel_proposal", ())]
    for record in case.by_step.get("personnel_result", ()):
        place = next((n for n, one in enumerate(found) if _answers(record, one)), None)
        if place is not None:
            found[place] = _answered(found[place], record)
    return found


def _proposal(record: Record) -> PersonnelProposal:
    said = record.fields
    body, officer = str(said.get("competent_body") or ""), str(said.get("officer_no") or "")
    return PersonnelProposal(str(said.get("proposal")), body, officer, record.day)


def _answers(record: Record, one: PersonnelProposal) -> bool:
    officer = str(record.fields.get("officer_no") or "")
    same = not officer or not one.officer or officer == one.officer
    return not one.outcome and one.kind == record.fields.get("proposal") and same and record.day >= one.day


def _answered(one: PersonnelProposal, record: Record) -> PersonnelProposal:
    said = record.fields
    decided = said.get("decided_on")
    return replace(
        one,
        outcome=str(said.get("answered")),
        told=str(said.get("told") or ""),
        answered=decided if isinstance(decided, int) else record.day,
    )
