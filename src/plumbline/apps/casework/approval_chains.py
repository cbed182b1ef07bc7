"""Which acts of an organ go through which boxes: records of the organ's entry in the register, the newest counts."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.policies import SET_CHAIN
from plumbline.apps.people import actions
from plumbline.apps.people.queries import history
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.approval import Office, Seat, read_chain, written_chain

STEP = "set_approval_chain"


def chains(organ: str) -> dict[tuple[str, str], tuple[Seat, ...]]:
    """Every chain of an organ in force, by procedure and step."""
    found: dict[tuple[str, str], tuple[Seat, ...]] = {}
    for line in history("organ", organ):
        if line.step == STEP and not line.replaced:
            key = str(line.values.get("chain_procedure")), str(line.values.get("chain_step"))
            found[key] = read_chain(str(line.values.get("chain_seats") or ""))
    return {key: seats for key, seats in found.items() if seats}


def chain_of(file: CaseFile, step: str) -> tuple[Seat, ...]:
    """The seats of an act's chain in the organ of the case; empty where it has set none."""
    opening = file.history.opening
    return chains(opening.organ).get((opening.procedure, step), ())


def unit_heads(organ: str, procedure: str) -> tuple[str, ...]:
    """Who sits for the handling unit in the organ's chains of a procedure."""
    found = [
        seat.officer
        for (of, _step), seats in chains(organ).items()
        if of == procedure
        for seat in seats
        if seat.office is Office.UNIT
    ]
    return tuple(dict.fromkeys(found))


def set_chain(
    *, person: Person, procedure: str, step: str, seats: Sequence[Seat], now: int, today: int
) -> None:
    """Sets the chain of an act of the person's own organ; without seats the act needs no approval any more."""
    division = person.divisions[0] if person.divisions else ""
    check_access(person, SET_CHAIN, Place(person.organ, division), today)
    values = {"chain_procedure": procedure, "chain_step": step, "chain_seats": written_chain(seats) or None}
    actions.do("organ", person.organ, actions.Act(STEP, today, values), by=person, now=now, today=today)
