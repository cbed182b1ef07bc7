"""Acts that are entered in one transaction with the opening of their case: all of them, or the case is not opened.

Each is judged at the door on the case as the acts before it would leave it, exactly as if they had been entered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.act_draft import act_draft, proposed
from plumbline.apps.casework.approval_chains import check_no_chain
from plumbline.apps.casework.beside_rules import beside_rules
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.opening import Also
from plumbline.apps.casework.paper_facts import MakingAct
from plumbline.apps.casework.papers import Made, make_papers
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.ledger_store.actions import Draft, Wanted, new_id
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.door import Proposal, check_act
from plumbline.core.cases.errors import UnknownStep
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.draft import entered


def acts_with_opening(
    person: Person, first: Sequence[Draft], acts: Sequence[Act], now: int, officers: OfficerRegister | None
) -> Also:
    """The acts behind the records that open the case, with their papers, none of which moves things.

    Raises AccessRefused, ActRefused, ApprovalMissing, UnknownStep, NoDocumentWord; two papers of one series in one call
    would ask for the same number.
    """
    drafts, made = list(first), list[tuple[Draft, Made]]()
    for act in acts:
        whole, papers = _judged(person, drafts, act, now, officers)
        made.append((whole, papers))
        drafts.append(whole)

    def along() -> None:
        for draft, papers in made:
            papers.settle(draft, now)

    wanted = [Wanted(one, place) for place, one in enumerate(drafts)]
    return Also(wanted[len(first) :], along)


def _judged(
    person: Person, drafts: Sequence[Draft], act: Act, now: int, officers: OfficerRegister | None
) -> tuple[Draft, Made]:
    """The act with its papers; raises what stands against it."""
    file = _as_entered(drafts, now)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    step = file.docket.step(act.step)
    if step is None:
        raise UnknownStep(procedure=file.docket.procedure.title, step=act.step)
    check_no_chain(file, step.id)
    draft = act_draft(person, file, step, act, now, new_id(now))
    judged = proposed(draft, file, step, now)
    beside = beside_rules(file, step, act, judged, now, officers)
    check_act(file.docket, file.history, Proposal(judged, person.role.in_packs), now, officers, beside)
    making = MakingAct(judged, act.personal, act.listing, act.place)
    made = make_papers(file, act.make, making, by=person.account, now=now)
    return made.in_draft(draft, act.papers), made


def _as_entered(drafts: Sequence[Draft], now: int) -> CaseFile:
    """The case as it would be read once these are entered."""
    records = [entered(one, recorded_at=now, previous=None, chance=bytes)[0] for one in drafts]
    held = tuple(HeldRecord(0, None, place, one.to_bytes(), b"") for place, one in enumerate(records))
    docket, history = history_of(records, shelf())
    unstored: Mapping[str, Mapping[str, object]] = {one.id: one.personal for one in drafts if one.personal}
    return CaseFile(held, history, docket, unstored)  # type: ignore[arg-type]
