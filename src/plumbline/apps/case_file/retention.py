"""How long an organ keeps the files of a procedure: records of its entry in the register, the newest counts."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.case_file.errors import RetentionMissing
from plumbline.apps.case_file.policies import RETENTION_SET
from plumbline.apps.people import actions
from plumbline.apps.people.queries import history
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.keeping import read_retention

STEP = "set_retention"


@dataclass(frozen=True, slots=True)
class Retention:
    """`term` as `read_retention` takes it; `basis` names the table that was followed."""

    term: str
    basis: str


def retentions(organ: str) -> dict[str, Retention]:
    """By procedure, what the organ has set."""
    return {
        str(line.values.get("retention_procedure")): Retention(
            str(line.values.get("retention_term")), str(line.values.get("retention_basis"))
        )
        for line in history("organ", organ)
        if line.step == STEP and not line.replaced
    }


def set_retention(*, person: Person, procedure: str, retention: Retention, now: int, today: int) -> None:
    """Sets it for the person's own organ. Raises RetentionMissing, RetentionUnknown, AccessRefused."""
    division = person.divisions[0] if person.divisions else ""
    check_access(person, RETENTION_SET, Place(person.organ, division), today)
    if not retention.basis.strip():
        raise RetentionMissing()
    read_retention(retention.term)
    values = {
        "retention_procedure": procedure,
        "retention_term": retention.term,
        "retention_basis": retention.basis.strip(),
    }
    actions.do("organ", person.organ, actions.Act(STEP, today, values), by=person, now=now, today=today)
