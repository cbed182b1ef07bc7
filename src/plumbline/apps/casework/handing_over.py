"""Hand-over: everything that a leaving person holds goes to a named person in one act, all of it or none.

In each case the record says from whom to whom and what waited. The receiver handles the cases from then on; an act that
the one who left has not confirmed is theirs to correct, never to confirm. Boxes of the organ's chains, duties and the
absences in which they stand in go over by records of the organ and of the accounts, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plumbline.apps.casework.approval_chains import chains_taken_over, sittings
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import NotAColleague, NothingHeld, ReasonMissing, SeatNeedsRole
from plumbline.apps.casework.holding import Held
from plumbline.apps.casework.policies import HAND_OVER
from plumbline.apps.casework.queries import held, working_in
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all, new_id
from plumbline.apps.people.actions import hand_over_wanted, register_wanted
from plumbline.apps.people.queries import history, holders
from plumbline.apps.people.queries.colleagues import colleagues_of, former_colleagues_of, registered_names
from plumbline.apps.people.queries.taken_out import taken_out
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.reserved import TAKE_OVER
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant


def take_over(*, person: Person, leaving: str, receiver: str, reason: str, now: int, today: int) -> int:
    """Hands everything over; how many cases were touched.

    Raises AccessRefused, NotAColleague, NothingHeld, ReasonMissing, SeatNeedsRole, PeopleError where posts cannot go to
    the receiver, and CaseMoved when a case moved meanwhile.
    """
    if not reason.strip():
        raise ReasonMissing()
    known = dict(colleagues_of(person.organ))
    if receiver == leaving or receiver not in known:
        raise NotAColleague(officer=known.get(receiver, receiver) or "—")
    moved = leaving in _moved(person.organ)
    if not moved and leaving not in {**known, **dict(former_colleagues_of(person.organ))}:
        raise NotAColleague(officer=leaving or "—")
    division = person.divisions[0] if person.divisions else ""
    check_access(person, HAND_OVER, Place(person.organ, division), today)
    items = held(leaving, today, person.organ if moved else "")
    if not items:
        raise NothingHeld(officer=leaving)
    wanted = []
    cases = list(dict.fromkeys(one.case for one in items if one.case))
    for case in cases:
        file = read_case(case)
        check_access(person, HAND_OVER, file.place, today)
        waiting = [one for one in items if one.case == case and one.record]
        draft = _draft(file, person, leaving, receiver, reason, waiting, now)
        wanted.append(Wanted(draft, file.history.position))
    _check_seats(person.organ, leaving, receiver, today)
    chains = chains_taken_over(person.organ, leaving, receiver, today)
    wanted += register_wanted("organ", person.organ, chains, by=person, now=now, today=today)
    lines = [one.line for one in items] + [one.zh for one in taken_out(leaving, person.organ)]
    wanted += hand_over_wanted(
        signs_as=leaving,
        receiver=receiver,
        items=lines,
        reason=reason,
        by=person,
        now=now,
        posts=not moved,
    )
    enter_all(wanted, now=now)
    return len(cases)


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who left enforcement, or `moved` to another organ, with everything they still hold in this one."""

    officer: str
    name: str
    moved: bool
    items: tuple[Held, ...]


def gone_but_holding(organ: str, today: int) -> list[Gone]:
    """Those who are of the organ no longer and still hold something there: their leaving waits for nobody, their work
    must not be left to nobody.
    """
    left = ((code, name, False) for code, name in former_colleagues_of(organ))
    moved = ((code, name, True) for code, name in sorted(_moved(organ).items()))
    found = (
        Gone(code, name, moves, held(code, today, organ if moves else ""))
        for code, name, moves in (*left, *moved)
    )
    return [one for one in found if one.items]


def left_but_holding(organ: str, today: int) -> list[Gone]:
    """Of those who left enforcement, who still works on running cases of the organ, with all that they hold."""
    working = working_in(organ)
    left = (one for one in former_colleagues_of(organ) if one[0] in working)
    return [Gone(code, name, False, held(code, today)) for code, name in left]


def _moved(organ: str) -> dict[str, str]:
    """Officers of other organs who served here and still work on its cases; a supervisor who has one never did."""
    own = dict(colleagues_of(organ)) | dict(former_colleagues_of(organ))
    others = registered_names(working_in(organ) - own.keys())
    return {code: name for code, name in others.items() if _served(code, organ)}


def _served(officer: str, organ: str) -> bool:
    return any(one.values.get("organ_no") == organ for one in history("officer", officer))


def _check_seats(organ: str, leaving: str, receiver: str, today: int) -> None:
    """Where the law names a role, only who holds it sits in the box."""
    for one in sittings(organ, leaving):
        if one.role is not None and receiver not in holders(one.role, today, organ=organ):
            step = one.step
            raise SeatNeedsRole(
                step=step.title if step else one.act,
                step_en=(step and step.english) or one.act,
                role=one.role.title(),
                role_en=one.role.title("en"),
                officer=dict(colleagues_of(organ)).get(receiver, receiver),
            )


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
        id=new_id(now),
        case=file.history.opening.case,
        step=step,
        at=Moment(written_instant(now), "microsecond"),
        organ=file.history.opening.organ,
        entered_by=person.officer or person.account,
        pack=f"sha256:{file.docket.procedure.content_hash}",
        fields=fields,
        personal=more.get("personal", {}),
    )
