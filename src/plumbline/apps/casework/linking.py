"""Cases that touch each other: joined, split, opened one from another, linked. Each is written in both cases at once.

Only cases of one organ are joined, split or opened from each other; what another organ does is a number, and nothing
of its file is read. Raises AccessRefused, ReasonMissing, CaseMoved, and what `link_errors` tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import ReasonMissing
from plumbline.apps.casework.evidence import evidence_of
from plumbline.apps.casework.link_errors import (
    BelongingsOpen,
    JoinRefused,
    LinkUnknown,
    NothingCited,
    StandsAlone,
)
from plumbline.apps.casework.opening import Also, Opening, open_case
from plumbline.apps.casework.policies import CASE_ACT, CASE_JOIN, CASE_READ
from plumbline.apps.ledger_store.actions import Draft, Receipt, Wanted, enter_all
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.closing import left_over
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.joining import COMES_FROM, LEADS_TO, OTHER_WAY, REVIEWED_BY, SPLIT_INTO, SUED_IN
from plumbline.core.cases.reserved import LINK_CASE, RESERVED_STEPS
from plumbline.core.facts.case import JOIN_STEP, JOINED_CASE, LEAD_CASE
from plumbline.core.facts.linking import CITED_RECORDS, FROM_CASE, SPLIT_STEP
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.vocabulary import PARTY_KEY


def join_case(*, person: Person, case: str, lead: str, reason: str, seen: int | None, now: int) -> Receipt:
    """Joins the case into a lead case, in which it goes on; the joined case has ended, its clocks run in the lead."""
    file, other = _opened(person, case, now), _opened(person, lead, now)
    _check_reason(reason)
    _check_joinable(file, other, now)
    left = left_over(file.docket, file.history, now)
    if left:
        raise BelongingsOpen(left_zh=left[0].zh, left_en=left[0].en)
    ends = _wanted(file, JOIN_STEP, person, now, {LEAD_CASE: lead, "reason": reason}, seen)
    goes_on = _wanted(other, JOIN_STEP, person, now, {JOINED_CASE: case, "reason": reason})
    return enter_all([ends, goes_on], now=now)[0]


def split_case(
    *,
    person: Person,
    case: str,
    cause: str,
    party: Mapping[str, Json],
    cited: Collection[str],
    reason: str,
    seen: int | None,
    now: int,
    number: str | None = None,
    facts: Mapping[str, Value] | None = None,
) -> str:
    """Opens a case of the same procedure that takes the cited records along by reference; its id. `facts` are those of
    the header that differ.
    """
    file = _opened(person, case, now)
    _check_reason(reason)
    _check_running(file, now)
    acts = [one.id for one in file.history.sealed if one.id in cited and one.step not in RESERVED_STEPS]
    if not acts or len(acts) != len(set(cited)):
        raise NothingCited()
    opening = file.history.opening
    wanted = Opening(
        opening.procedure, number, cause, opening.field, {**_header(file), **(facts or {})}, party
    )

    def more(docket: Docket, first: Sequence[Draft]) -> Also:
        new = first[0].case
        taken: dict[str, Json] = {FROM_CASE: case, CITED_RECORDS: "; ".join(acts), "reason": reason}
        draft = plain_draft(docket, new, SPLIT_STEP, person, opening.organ, now, fields=taken)
        told = {"case": new, "kind": SPLIT_INTO, "reason": reason}
        return Also([Wanted(draft, len(first)), _wanted(file, LINK_CASE, person, now, told, seen)])

    handlers = file.history.handlers
    return open_case(person=person, place=file.place, opening=wanted, now=now, handlers=handlers, more=more)


def open_from(
    *, person: Person, source: str, opening: Opening, records: Collection[str], seen: int | None, now: int
) -> str:
    """Opens a case that follows from another; the records chosen go along as evidence, with their very files."""
    file = _opened(person, source, now)

    def more(docket: Docket, first: Sequence[Draft]) -> Also:
        new = first[0].case
        taken = evidence_of(file, records)
        comes: dict[str, Json] = {"case": source, "kind": COMES_FROM}
        if taken.rows:
            comes["evidence"] = list(taken.rows)
        draft = plain_draft(docket, new, LINK_CASE, person, file.place.organ, now, fields=comes)
        told = {"case": new, "kind": LEADS_TO}
        return Also(
            [Wanted(taken.put_into(draft), len(first)), _wanted(file, LINK_CASE, person, now, told, seen)]
        )

    return open_case(person=person, place=file.place, opening=opening, now=now, more=more)


def link_case(
    *,
    person: Person,
    case: str,
    other: str,
    kind: str,
    seen: int | None,
    now: int,
    reason: str = "",
) -> Receipt:
    """Says that another case of this system has to do with this one, in both of them."""
    file, there = _opened(person, case, now), read_case(other)
    check_not_alone(there)
    check_access(person, CASE_READ, there.place, there.docket.calendar.local_day(now))
    if kind not in OTHER_WAY or other == case:
        raise LinkUnknown(kind=kind)
    told = {"case": other, "kind": kind, "reason": reason}
    wanted = [_wanted(file, LINK_CASE, person, now, told, seen)]
    if there.place.organ == file.place.organ:
        back = {"case": case, "kind": OTHER_WAY[kind], "reason": reason}
        wanted.append(_wanted(there, LINK_CASE, person, now, back))
    return enter_all(wanted, now=now)[0]


def note_remedy(
    *, person: Person, case: str, kind: str, number: str, organ: str, seen: int | None, now: int
) -> Receipt:
    """Notes a reconsideration or a suit about the case, which another body keeps under a number of its own."""
    file = _opened(person, case, now)
    if kind not in (REVIEWED_BY, SUED_IN) or not number.strip():
        raise LinkUnknown(kind=kind)
    told = {"kind": kind, "number": number.strip(), "organ": organ.strip()}
    return enter_all([_wanted(file, LINK_CASE, person, now, told, seen)], now=now)[0]


def _opened(person: Person, case: str, now: int) -> CaseFile:
    file = read_case(case)
    today = file.docket.calendar.local_day(now)
    check_access(person, CASE_ACT, file.place, today)
    check_access(person, CASE_JOIN, file.place, today)
    check_not_alone(file)
    return file


def check_not_alone(file: CaseFile) -> None:
    """Raises StandsAlone for a case of a kind that touches no other."""
    procedure = file.docket.procedure
    if procedure.alone:
        raise StandsAlone(
            procedure=procedure.title, procedure_en=procedure.english, number=file.history.opening.number
        )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing()


def _check_joinable(file: CaseFile, lead: CaseFile, now: int) -> None:
    one, other = file.history.opening, lead.history.opening
    if one.case == other.case:
        raise JoinRefused(number=one.number, why_zh="不能并入自身", why_en="a case is not joined to itself")
    if one.organ != other.organ:
        raise JoinRefused(
            number=other.number, why_zh="不是本机关的案件", why_en="it belongs to another organ"
        )
    if (one.procedure, one.field) != (other.procedure, other.field):
        raise JoinRefused(
            number=other.number,
            why_zh="与本案不是同一程序和领域",
            why_en="it is not of the same procedure and field",
        )
    for case in (file, lead):
        _check_running(case, now)


def _check_running(file: CaseFile, now: int) -> None:
    if file.docket.end_of(file.history.folded(now)) is not None:
        raise JoinRefused(
            number=file.history.opening.number, why_zh="已经办结", why_en="it has ended already"
        )


def _header(file: CaseFile) -> dict[str, Value]:
    """The facts of the header that were stated, for the case that is split off; the key of a party is made anew from
    the number of whoever is the party there.
    """
    return {
        name: value
        for name, value in file.history.header.items()
        if name in file.docket.procedure.attributes and value is not None and name != PARTY_KEY
    }


def _wanted(
    file: CaseFile,
    step: str,
    person: Person,
    now: int,
    fields: Mapping[str, Json],
    seen: int | None = None,
) -> Wanted:
    opening = file.history.opening
    said = {name: value for name, value in fields.items() if value != ""}
    draft = plain_draft(file.docket, opening.case, step, person, opening.organ, now, fields=said)
    return Wanted(draft, seen if seen is not None else file.history.position)
