"""From an act to the record it would become: what is judged is what is sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plumbline.apps.casework.act import Act, Paper, RecordingOf
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.ledger_store.actions import Draft, new_id
from plumbline.core.authority.person import Person
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.door import OUTSIDE_ROLES
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.history import act_of
from plumbline.core.cases.measures import written_things
from plumbline.core.cases.reserved import BESIDE, DISCRETION, DOCUMENTS, FIELD, REASON, RECORDINGS, THINGS
from plumbline.core.facts.record import Record
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.draft import entered as as_record
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.procedures.definition import Step


def act_draft(
    person: Person,
    file: CaseFile,
    step: Step,
    act: Act,
    now: int,
    record: str,
    corrects: str | None = None,
    reason: str = "",
) -> Draft:
    """The record as it will be sealed; papers still to be made stand in it by their kind."""
    fields: dict[str, Json] = {
        name: written_value(step.fields[name], value)
        for name, value in act.values.items()
        if name in step.fields and value is not None
    }
    papers = (*act.papers, *(Paper(one.kind) for one in act.make))
    if papers:
        fields[DOCUMENTS] = [written_paper(one) for one in papers]
    if act.recordings:
        fields[RECORDINGS] = [written_recording(one) for one in act.recordings]
    if act.named is not None:
        fields[THINGS] = written_things(act.named)
    if act.discretion is not None:
        fields[DISCRETION] = dict(act.discretion)
    if act.captured is not None:
        fields[FIELD] = dict(act.captured)
    fields |= {name: said for name, said in act.beside.items() if name in BESIDE}
    if reason:
        fields[REASON] = reason
    by = _actors(person, step, act.others)
    confirmed = (Confirmation(person.officer, now),) if person.officer and by else ()
    return Draft(
        id=record,
        case=file.history.opening.case,
        step=step.id,
        at=act.at,
        until=act.until,
        organ=file.history.opening.organ,
        entered_by=person.officer or person.account,
        pack=f"sha256:{file.docket.procedure.content_hash}",
        by=by,
        confirmations=confirmed,
        fields=fields,
        personal=act.personal,
        attachments=act.attachments,
        salts=act.salts,
        corrects=corrects,
    )


def proposed(draft: Draft, file: CaseFile, step: Step, now: int) -> Record:
    """The act as the rules will read it once it is entered: read from the very bytes that would be sealed."""
    record, _ = as_record(draft, recorded_at=now, previous=None, chance=bytes)
    return act_of(record, file.history.position, step.fields, file.docket.calendar.local_day)


def written_paper(one: Paper) -> dict[str, Json]:
    """A paper as its record names it."""
    return {"kind": one.kind, "attachment": one.attachment, "number": one.number}


def plain_draft(
    docket: Docket,
    case: str,
    step: str,
    person: Person,
    organ: str,
    now: int,
    *,
    fields: Mapping[str, Json],
    personal: Mapping[str, Json] | None = None,
    corrects: str | None = None,
) -> Draft:
    """A record of a reserved step, which happens when it is entered."""
    return Draft(
        id=new_id(now),
        case=case,
        step=step,
        at=Moment(written_instant(now), "microsecond"),
        organ=organ,
        entered_by=person.officer or person.account,
        pack=f"sha256:{docket.procedure.content_hash}",
        fields=fields,
        personal=personal or {},
        corrects=corrects,
    )


def _actors(person: Person, step: Step, others: Sequence[str]) -> tuple[Actor, ...]:
    """Who acted: nobody of the organ where a party, a court or a bank did."""
    if step.role in OUTSIDE_ROLES - {"agency", "staff", "intake_desk"}:
        return ()
    mine = (Actor(person.officer or person.account, person.role.in_packs),)
    return (*mine, *(Actor(one, "officer") for one in others if one != person.officer))


def written_recording(one: RecordingOf) -> dict[str, Json]:
    """A recording as its record names it."""
    return {
        "kind": one.kind,
        "attachment": one.attachment,
        "from": None if one.start is None else written_instant(one.start),
        "to": None if one.end is None else written_instant(one.end),
    }
