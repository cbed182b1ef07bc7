"""What supervisors do with findings; each act is a record of the stream beside the case.

Raises AccessRefused, FindingError and StoreError, above all CaseMoved when the scan noted something meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all, new_id
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.policies import DECIDE
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.oversight.errors import FindingUnknown, WordsMissing
from plumbline.core.oversight.finding import (
    EXCUSE,
    PROPOSE,
    REFUSE,
    SETTLE,
    SUPERVISE,
    Finding,
    check_confirm,
    check_propose,
    check_settle,
    fold,
    stream_of,
)

SHORTEST: Final = 5
"""Characters of a reason."""


def propose_excuse(*, person: Person, finding: str, reason: str, now: int, today: int) -> str:
    """A supervisor says why the finding is none, with facts and ground; a second one must confirm. The record's id."""
    stand = _Stand(person, finding, today)
    check_propose(stand.known)
    return stand.enter(PROPOSE, _reason(reason), now)


def confirm_excuse(*, person: Person, finding: str, now: int, today: int) -> str:
    """The second supervisor confirms: the finding is explained away, and is counted and shown as such for ever."""
    stand = _Stand(person, finding, today)
    check_confirm(stand.known, person.signs_as)
    return stand.enter(EXCUSE, "", now)


def refuse_excuse(*, person: Person, finding: str, reason: str, now: int, today: int) -> str:
    """The second supervisor does not confirm; the finding stays open."""
    stand = _Stand(person, finding, today)
    check_confirm(stand.known, person.signs_as)
    return stand.enter(REFUSE, _reason(reason), now)


def settle(*, person: Person, finding: str, reason: str, now: int, today: int) -> str:
    """The supervisor accepts what the organ did about it; `reason` names the act and its evidence."""
    stand = _Stand(person, finding, today)
    check_settle(stand.known)
    return stand.enter(SETTLE, _reason(reason), now)


def matter_wanted(*, person: Person, finding: str, matter: str, now: int, today: int) -> Wanted:
    """The finding is taken up in a case of supervision: the record of it, for the transaction that opens the case."""
    stand = _Stand(person, finding, today)
    return stand.wanted(SUPERVISE, "", now, {"matter": matter})


def _reason(text: str) -> str:
    if len(text.strip()) < SHORTEST:
        raise WordsMissing()
    return text.strip()


class _Stand:
    """A finding in its stream, as the person who acts may reach it."""

    def __init__(self, person: Person, finding: str, today: int) -> None:
        row = FindingRow.objects.filter(id=finding).first()
        if row is None:
            raise FindingUnknown(finding=finding)
        check_access(person, DECIDE, Place(row.organ, row.division, row.case), today)
        self.person, self.row = person, row
        self.records = [one.record for one in case_records(stream_of(row.case))]
        self.known: Finding | None = fold(self.records).get(row.key)

    def enter(self, step: str, reason: str, now: int) -> str:
        wanted = self.wanted(step, reason, now)
        enter_all([wanted], now=now)
        return wanted.draft.id

    def wanted(self, step: str, reason: str, now: int, more: Mapping[str, Json] | None = None) -> Wanted:
        fields: dict[str, Json] = {"finding": self.row.key, **(more or {})}
        if reason:
            fields["reason"] = reason
        who = self.person.signs_as
        draft = Draft(
            id=new_id(now),
            case=stream_of(self.row.case),
            step=step,
            at=Moment(written_instant(now), "microsecond"),
            organ=self.row.organ,
            entered_by=who,
            pack=self.records[-1].pack,
            by=(Actor(who, "supervisor"),),
            confirmations=(Confirmation(who, now),),
            fields=fields,
        )
        return Wanted(draft, len(self.records))
