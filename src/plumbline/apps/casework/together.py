"""Several acts of a case in one transaction: each is judged as if those before it stood, all are entered or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.act_draft import act_draft
from plumbline.apps.casework.approval_chains import check_no_chain
from plumbline.apps.casework.beside_rules import beside_rules
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.opening import check_lives_here
from plumbline.apps.casework.own_pages import check_own_page
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.ledger_store.actions import Draft, Receipt, Wanted, enter_all, new_id
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.door import Proposal, check_act
from plumbline.core.cases.errors import UnknownStep
from plumbline.core.cases.history import act_of
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.draft import entered as as_record


def perform_acts(
    *,
    person: Person,
    case: str,
    acts: Sequence[Act],
    seen: int | None,
    now: int,
    officers: OfficerRegister | None = None,
    elsewhere: Sequence[Wanted] = (),
) -> list[Receipt]:
    """Does plain acts, without papers to be made and things to be moved, one after another.

    `elsewhere` is what they tell in other cases (`told_in`), entered with them or not at all.
    Raises ActRefused for the first that does not stand on those before it; nothing is entered then.
    """
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    check_lives_here(file.docket)
    expected = seen if seen is not None else file.history.position
    drafts: list[Draft] = []
    for act in acts:
        draft, file = _judged(person, file, act, now, officers)
        drafts.append(draft)
    own = [Wanted(one, expected + place) for place, one in enumerate(drafts)]
    return enter_all([*own, *elsewhere], now=now)[: len(own)]


def told_in(person: Person, file: CaseFile, act: Act, now: int) -> Wanted:
    """What happens in this case by what the person does in another; it is told there whatever else the case says."""
    step = file.docket.step(act.step)
    if step is None:
        raise UnknownStep(procedure=file.docket.procedure.title, step=act.step)
    return Wanted(act_draft(person, file, step, act, now, new_id(now)), None)


def _judged(
    person: Person, file: CaseFile, act: Act, now: int, officers: OfficerRegister | None
) -> tuple[Draft, CaseFile]:
    """The draft of an act that may be done, and the case as it stands with it."""
    assert not act.make, "an act with papers to be made is entered by itself"
    assert not act.moves, "so is one that moves things"
    step = file.docket.step(act.step)
    if step is None:
        raise UnknownStep(procedure=file.docket.procedure.title, step=act.step)
    check_own_page(file, act)
    check_no_chain(file, act.step)
    draft = act_draft(person, file, step, act, now, new_id(now))
    history = file.history
    sealed, _values = as_record(draft, recorded_at=now, previous=None, chance=bytes)
    judged = act_of(sealed, history.position, step.fields, file.docket.calendar.local_day)
    beside = beside_rules(file, step, act, judged, now, officers)
    check_act(file.docket, history, Proposal(judged, person.role.in_packs), now, officers, beside)
    grown = replace(history, sealed=(*history.sealed, sealed), acts=(*history.acts, judged))
    return draft, replace(file, history=grown)
