"""The one door for cases: open, act, confirm, correct, assign, link. Each checks, then enters.

`now` is microseconds since 1970-01-01 UTC by the server's clock; `seen` the number of records of the case that the
person saw. Raises AccessRefused, ActRefused with every reason, StoreError, above all CaseMoved when somebody else acted
meanwhile, and CaseworkError.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from plumbline.apps.casework import store
from plumbline.apps.casework.act import Act, Paper, PaperWanted, RecordingOf
from plumbline.apps.casework.act_draft import act_draft, plain_draft, proposed
from plumbline.apps.casework.approval_chains import check_no_chain
from plumbline.apps.casework.beside_rules import beside_rules, texts_against
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import KeepsNoFiles, NotAnAct, NothingToConfirm, ReasonMissing
from plumbline.apps.casework.linking import (
    check_not_alone,
    join_case,
    link_case,
    note_remedy,
    open_from,
    split_case,
)
from plumbline.apps.casework.numbering import until_taken
from plumbline.apps.casework.opening import Opening, check_lives_here, open_case
from plumbline.apps.casework.own_pages import check_own_page
from plumbline.apps.casework.paper_facts import MakingAct
from plumbline.apps.casework.papers import make_papers
from plumbline.apps.casework.policies import CASE_ACT, CASE_ASSIGN
from plumbline.apps.casework.recorded import is_excused, listed_for, recordings_owed, with_listed
from plumbline.apps.casework.things import restated_things, thing_drafts, voided_things
from plumbline.apps.casework.together import perform_acts, told_in
from plumbline.apps.casework.unjoining import undo_joining, undo_link
from plumbline.apps.goods.actions import settle as settle_things
from plumbline.apps.ledger_store.actions import Draft, Receipt, Wanted, enter, enter_all, new_id
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.door import Proposal, check_act, check_correction, hindrances
from plumbline.core.cases.errors import ActRefused, UnknownStep
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.reserved import (
    ASSIGN_CASE,
    CONFIRM_ACT,
    FIELD,
    RESERVED_STEPS,
    STATE_FACTS,
    VOID_ACT,
)
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record as FactsRecord
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record

__all__ = [
    "Act",
    "Done",
    "Mode",
    "Opening",
    "Paper",
    "PaperWanted",
    "RecordingOf",
    "assign_case",
    "check_not_alone",
    "confirm_act",
    "correct_act",
    "correction_hindrances",
    "drop_draft",
    "drop_drafts_of",
    "drop_view",
    "hindrances_of",
    "join_case",
    "keep_draft",
    "keep_view",
    "link_case",
    "note_remedy",
    "open_case",
    "open_from",
    "perform_act",
    "perform_acts",
    "split_case",
    "state_facts",
    "told_in",
    "undo_joining",
    "undo_link",
    "void_act",
]

Mode = Literal["intend", "attest"]


@dataclasses.dataclass(frozen=True, slots=True)
class Done:
    """An act that was entered, and what was said against it without stopping it."""

    receipt: Receipt
    warnings: tuple[Hindrance, ...]


def perform_act(
    *,
    person: Person,
    case: str,
    act: Act,
    seen: int | None,
    now: int,
    officers: OfficerRegister | None = None,
    mode: Mode = "intend",
    record: str | None = None,
    approved: bool = False,
    along: Callable[[], object] = lambda: None,
    file: CaseFile | None = None,
) -> Done:
    """Does an act of the procedure. `attest` enters what has happened already, whatever stands against it.

    Where the organ has set an approval chain for the act, `approving` alone does it, once the last opinion is there.
    `along` is done in the transaction that enters the act. `file` is the case as the caller has just read it: what is
    entered after that reading is met by the storing, which wants the case as it was `seen`.
    Raises HasOwnPage for an act of another desk.
    """
    file = file or read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    check_own_page(file, act)
    if mode == "intend" and not approved:
        check_no_chain(file, act.step)
    return _perform(person, file, act, seen, now, officers, mode, record or new_id(now), also=along)


def hindrances_of(
    *, person: Person, file: CaseFile, act: Act, now: int, officers: OfficerRegister | None
) -> list[Hindrance]:
    """Everything that stands against an act if this person did it now; nothing is entered. Raises UnknownStep."""
    step = file.docket.step(act.step)
    if step is None:
        raise UnknownStep(procedure=file.docket.procedure.title, step=act.step)
    draft = act_draft(person, file, step, act, now, new_id(now))
    judged = proposed(draft, file, step, now)
    beside = beside_rules(file, step, act, judged, now, officers)
    proposal = Proposal(judged, person.role.in_packs)
    return hindrances(file.docket, file.history, proposal, now, officers, beside)


def correct_act(
    *,
    person: Person,
    case: str,
    record: str,
    act: Act,
    reason: str,
    seen: int | None,
    now: int,
    officers: OfficerRegister | None = None,
) -> Done:
    """Restates a record whole, with the reason; what was wrong stays to be read. Raises ActRefused for another's act.

    What is restated is never refused: it has happened.
    """
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    wrong = _act_record(file, record, person)
    check_own_page(file, act)
    if not reason.strip():
        raise ReasonMissing()
    if act.step != wrong.step:
        raise NotAnAct(record=record)
    return _perform(
        person, file, act, seen, now, officers, "attest", new_id(now), corrects=record, reason=reason
    )


def correction_hindrances(*, person: Person, file: CaseFile, record: Record) -> list[Hindrance]:
    """What stands against restating or voiding a record: it is another role's act, and nobody's whom this role leads.

    Whoever entered what others had done (`attest`) may mend what they entered, except where neither side may touch
    what is the other's.
    """
    step = file.docket.step(record.step)
    own = record.entered_by == person.signs_as and all(
        one.role == person.role.in_packs for one in record.by if one.officer == person.signs_as
    )
    if step is None or (own and not (file.docket.supervises or file.docket.publishes)):
        return []
    return check_correction(file.docket, step, person.role.in_packs)


def void_act(*, person: Person, case: str, record: str, reason: str, seen: int | None, now: int) -> Receipt:
    """Declares a record void, with the reason, and with it the things that it took in.

    Raises ActRefused for another's act, StillRestedOn.
    """
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    wrong = _act_record(file, record, person)
    if not reason.strip():
        raise ReasonMissing()
    fields: dict[str, Json] = {"reason": reason}
    opening, position = file.history.opening, seen if seen is not None else file.history.position
    void = plain_draft(
        file.docket, opening.case, VOID_ACT, person, opening.organ, now, fields=fields, corrects=record
    )
    wanted = [void, *voided_things(file, person, wrong, reason, now)]
    return enter_all([Wanted(one, position + place) for place, one in enumerate(wanted)], now=now)[0]


def confirm_act(
    *,
    person: Person,
    case: str,
    record: str,
    seen: int | None,
    now: int,
    captured: Mapping[str, Json] | None = None,
) -> Receipt:
    """The second officer confirms with an own login, or in the field with an own PIN, what they are named in.

    `captured` is what the device says of it.
    """
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    waits = next((one for one in file.history.acts if one.id == record), None)
    named = {one.officer for one in (waits.by or ()) if one.confirmed_at is None} if waits else set()
    if person.officer not in named:
        raise NothingToConfirm(record=record)
    told: dict[str, Json] = {"confirms": record} | ({FIELD: dict(captured)} if captured else {})
    return _enter(file, CONFIRM_ACT, person, now, seen, told)


def assign_case(
    *, person: Person, case: str, officers: Sequence[str], reason: str, seen: int | None, now: int
) -> Receipt:
    """Names who handles the case from now on."""
    file = read_case(case)
    check_access(person, CASE_ASSIGN, file.place, file.docket.calendar.local_day(now))
    if not officers or not reason.strip():
        raise ReasonMissing()
    return _enter(file, ASSIGN_CASE, person, now, seen, {"officers": list(officers), "reason": reason})


def state_facts(
    *, person: Person, case: str, facts: Mapping[str, Value], seen: int | None, now: int
) -> Receipt:
    """States facts of the case's header that were learned or changed."""
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    attributes = file.docket.procedure.attributes
    written = {name: written_value(attributes[name].definition, value) for name, value in facts.items()}
    return _enter(file, STATE_FACTS, person, now, seen, {"facts": written})


def keep_draft(*, person: Person, case: str, step: str, typed: dict[str, list[str]], now: int) -> None:
    """Keeps what was typed into the form of an act."""
    store.keep_draft(account=person.account, case=case, step=step, typed=typed, now=now)


def drop_draft(*, person: Person, case: str, step: str) -> None:
    """What the person typed into the form of an act goes: it was submitted."""
    store.drop_draft(person.account, case, step)


def drop_drafts_of(case: str) -> None:
    """What anyone typed into forms of the case and did not send goes; for the destruction of what is personal in it."""
    store.drop_drafts_of(case)


def keep_view(*, person: Person, list_name: str, name: str, filters: str) -> None:
    """Keeps the filters of a list under a name."""
    store.keep_view(account=person.account, list_name=list_name, name=name, filters=filters)


def drop_view(*, person: Person, list_name: str, name: str) -> None:
    """Gives a view up."""
    store.drop_view(account=person.account, list_name=list_name, name=name)


def _perform(
    person: Person,
    file: CaseFile,
    act: Act,
    seen: int | None,
    now: int,
    officers: OfficerRegister | None,
    mode: Mode,
    record: str,
    *,
    corrects: str | None = None,
    reason: str = "",
    also: Callable[[], object] = lambda: None,
) -> Done:
    step = file.docket.step(act.step)
    if step is None:
        raise UnknownStep(procedure=file.docket.procedure.title, step=act.step)
    if file.docket.procedure.alone and act.attachments:
        raise KeepsNoFiles(procedure=file.docket.procedure.title, procedure_en=file.docket.procedure.english)
    rows = () if corrects else listed_for(file, step, file.docket.calendar.local_day(act.at.earliest))
    act = with_listed(act, step, rows)
    draft = act_draft(person, file, step, act, now, record, corrects, reason)
    judged = proposed(draft, file, step, now)
    warnings: list[Hindrance] = []
    if mode == "intend":
        check_lives_here(file.docket)
        proposal = Proposal(judged, person.role.in_packs)
        excused = is_excused(act)
        beside = beside_rules(file, step, act, judged, now, officers)
        beside += recordings_owed(file, judged, rows, now, excused=excused)
        warnings = check_act(file.docket, file.history, proposal, now, officers, beside, excused)
    elif against := texts_against(file, act, judged):
        raise ActRefused(title=step.title, hindrances=tuple(against))
    expected = seen if seen is not None else file.history.position
    moves = thing_drafts(file, person, act, record, now, checked=mode == "intend")
    moves += restated_things(file, person, act, reason, now)
    receipt = until_taken(
        lambda: _enter_with_papers(file, draft, moves, judged, act, expected, person, now, also)
    )
    return Done(receipt, tuple(warnings))


def _enter_with_papers(
    file: CaseFile,
    draft: Draft,
    moves: Sequence[Draft],
    judged: FactsRecord,
    act: Act,
    expected: int,
    person: Person,
    now: int,
    also: Callable[[], object],
) -> Receipt:
    """The act with its papers, numbers, files and things, all or none; raises NumberMoved where a number went.

    What the person had typed into its form and not sent goes with it.
    """
    making = MakingAct(judged, act.personal, act.listing, act.place)
    made = make_papers(file, act.make, making, by=person.account, now=now)
    whole = made.in_draft(draft, act.papers)

    def along() -> None:
        made.settle(whole, now)
        settle_things(moves)
        store.drop_draft(person.account, draft.case, act.step)
        also()

    wanted = [Wanted(one, expected + place) for place, one in enumerate([whole, *moves])]
    return enter_all(wanted, now=now, along=along)[0]


def _enter(
    file: CaseFile,
    step: str,
    person: Person,
    now: int,
    seen: int | None,
    fields: Mapping[str, Json],
    corrects: str | None = None,
) -> Receipt:
    opening = file.history.opening
    draft = plain_draft(
        file.docket, opening.case, step, person, opening.organ, now, fields=fields, corrects=corrects
    )
    return enter(draft, expected=seen if seen is not None else file.history.position, now=now)


def _act_record(file: CaseFile, record: str, person: Person) -> Record:
    """The record of an act of this case, which this person may restate or void; raises NotAnAct, ActRefused."""
    for one in file.history.sealed:
        if one.id == record and one.step not in RESERVED_STEPS:
            against = correction_hindrances(person=person, file=file, record=one)
            if against:
                step = file.docket.step(one.step)
                raise ActRefused(title=step.title if step else one.step, hindrances=tuple(against))
            return one
    raise NotAnAct(record=record)
