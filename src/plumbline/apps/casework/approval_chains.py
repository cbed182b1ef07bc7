"""Which acts of an organ go through which boxes: records of the organ's entry in the register, the newest counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.errors import ApprovalMissing, SeatWantsRole
from plumbline.apps.casework.policies import SET_CHAIN
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people import actions
from plumbline.apps.people.queries import history, holders
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.approval import Office, Seat, read_chain, written_chain
from plumbline.core.cases.door import OUTSIDE_ROLES, SAME_ROLE
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.rules.evaluate_one import reads
from plumbline.core.rules.rule import Before, Who

STEP = "set_approval_chain"
OFFICES: Mapping[Office, tuple[str, str]] = {
    Office.UNIT: ("承办机构", "handling unit"),
    Office.LEGAL: ("法制机构", "legal unit"),
    Office.DEPUTY_HEAD: ("分管负责人", "head in charge"),
    Office.HEAD: ("主要负责人", "principal head"),
}
"""The boxes as refusals call them."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A box of an organ's chain; `step` is the act as the pack knows it, `role` what whoever sits there must hold."""

    procedure: str
    act: str
    step: Step | None
    seat: Seat
    role: Role | None


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


def check_no_chain(file: CaseFile, step: str) -> None:
    """Raises ApprovalMissing where the organ lets the act through its chain alone."""
    if chain_of(file, step):
        known = file.docket.step(step)
        raise ApprovalMissing(step=known.title if known else step, step_en=known.english if known else step)


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


def check_seats(
    organ: str, procedure: Procedure, step: Step, seats: Sequence[Seat], names: Mapping[str, str], today: int
) -> None:
    """Raises SeatWantsRole for the first box for which the law names a role that whoever is to sit there does not hold:
    an act whose last box cannot do it would be approved and never done.
    """
    for seat in seats:
        role = wanted_role(seat, step, is_last=seat is seats[-1])
        if role is not None and seat.officer not in holders(role, today, organ=organ):
            raise SeatWantsRole(
                step=step.title,
                step_en=step.english,
                office=OFFICES[seat.office][0],
                office_en=OFFICES[seat.office][1],
                officer=names.get(seat.officer, seat.officer),
                **named(role, procedure, step),
            )


def named(role: Role, procedure: Procedure, step: Step) -> dict[str, str]:
    """A role that the law names for a step, and where: in the rule that asks for it, else what it all rests on."""
    asking = (
        one.basis
        for one in procedure.rules
        if (isinstance(one.body, Who) and one.body.role and step.id in one.body.steps)
        or (step.signed_by is not None and isinstance(one.body, Before) and step.id in reads(one))
    )
    basis = "; ".join(next(asking, procedure.basis))
    return {
        "role": role.title(),
        "role_en": role.title("en"),
        "basis": shelf().written(basis),
        "basis_en": basis,
    }


def sittings(organ: str, officer: str) -> tuple[Sitting, ...]:
    """The boxes of the organ's chains in which the officer sits."""
    packs = shelf()
    found = []
    for (procedure, act), seats in chains(organ).items():
        step = packs.docket(procedure).step(act) if procedure in packs.procedures else None
        for seat in seats:
            if seat.officer == officer:
                role = wanted_role(seat, step, is_last=seat is seats[-1])
                found.append(Sitting(procedure, act, step, seat, role))
    return tuple(found)


def wanted_role(seat: Seat, step: Step | None, *, is_last: bool) -> Role | None:
    """The role that a box wants: the legal one always, the last one where the pack names a role, if only for it."""
    if is_last and step is not None and (step.signed_by or is_named(step)):
        wanted = step.signed_by or step.role or ""
        named = SAME_ROLE.get(wanted, wanted)
        return next((role for role in Role if named in (role.in_packs, role.value)), Role.AGENCY_HEAD)
    return Role.REVIEWER if seat.office is Office.LEGAL else None


def is_named(step: Step) -> bool:
    """Whether the pack wants a named role for the act, not just an officer."""
    return step.role is not None and step.role not in OUTSIDE_ROLES | {"officer"}


def chains_taken_over(organ: str, leaving: str, receiver: str, today: int) -> list[actions.Act]:
    """The chains in which somebody sits who leaves, set anew with the receiver in their boxes."""
    found = []
    for (procedure, act), seats in chains(organ).items():
        if any(one.officer == leaving for one in seats):
            new = [replace(one, officer=receiver) if one.officer == leaving else one for one in seats]
            values = {"chain_procedure": procedure, "chain_step": act, "chain_seats": written_chain(new)}
            found.append(actions.Act(STEP, today, values))
    return found
