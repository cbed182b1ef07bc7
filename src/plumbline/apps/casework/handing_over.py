"""Hand-over: everything that a leaving person holds goes to a named person in one act, all of it or none.

In each case the record says from whom to whom and what waited. The receiver handles the cases from then on; an act that
the one who left has not confirmed is theirs to correct, never to confirm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import NotAColleague, NothingHeld, ReasonMissing
from plumbline.apps.casework.policies import HAND_OVER
from plumbline.apps.casework.queries import Held, held
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.people.actions import hand_over_wanted
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import TAKE_OVER
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant


def take_over(*, person: Person, leaving: str, receiver: str, reason: str, now: int) -> int:
    """Hands everything over; how many cases were touched.

    Raises AccessRefused, NotAColleague, NothingHeld, ReasonMissing, and CaseMoved when a case moved meanwhile.
    """
    if not reason.strip():
        raise ReasonMissing()
    if receiver == leaving or receiver not in dict(colleagues_of(person.organ)):
        raise NotAColleague(officer=receiver or "—")
    items = held(leaving)
    if not items:
        raise NothingHeld(officer=leaving)
    wanted = []
    for case in dict.fromkeys(one.case for one in items):
        file = read_case(case)
        check_access(person, HAND_OVER, file.place, file.docket.calendar.local_day(now))
        waiting = [one for one in items if one.case == case and one.record]
        draft = _draft(file, person, leaving, receiver, reason, waiting, now)
        wanted.append(Wanted(draft, file.history.position))
    told = [f"{one.number} {one.step_zh}".strip() for one in items]
    wanted += hand_over_wanted(signs_as=leaving, receiver=receiver, items=told, by=person, now=now)
    enter_all(wanted, now=now)
    return len({one.case for one in items})


def _draft(
    file: CaseFile,
    person: Person,
    leaving: str,
    receiver: str,
    reason: str,
    waiting: Sequence[Held],
    now: int,
) -> Draft:
    handlers = file.history.handlers
    fields: dict[str, Json] = {
        "from": leaving,
        "to": receiver,
        "reason": reason,
        "items": [one.record for one in waiting],
    }
    if leaving in handlers:
        new = [receiver if one == leaving else one for one in handlers]
        fields["officers"] = list(dict.fromkeys(new))
    return system_draft(file, TAKE_OVER, person, fields, now)


def system_draft(
    file: CaseFile,
    step: str,
    person: Person,
    fields: Mapping[str, Json],
    now: int,
    **more: Mapping[str, Json],
) -> Draft:
    """A record of a reserved step, which happens when it is entered."""
    return Draft(
        id=uuid4().hex,
        case=file.history.opening.case,
        step=step,
        at=Moment(written_instant(now), "microsecond"),
        organ=file.history.opening.organ,
        entered_by=person.officer or person.account,
        pack=f"sha256:{file.docket.procedure.content_hash}",
        fields=fields,
        personal=more.get("personal", {}),
    )
