"""Cancelling the opening of a case that was opened by mistake, and taking that back: each a record with its reason.

Raises AccessRefused, ReasonMissing, OpeningStands, NotCancelled, CaseMoved.
"""

from __future__ import annotations

from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import NotCancelled, OpeningStands, ReasonMissing
from plumbline.apps.casework.policies import CASE_CANCEL
from plumbline.apps.ledger_store.actions import Receipt, Wanted, enter_all
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.cancelling import against_cancelling, cancelling_of
from plumbline.core.cases.reserved import CANCEL_OPENING, VOID_ACT


def cancel_opening(*, person: Person, case: str, reason: str, seen: int | None, now: int) -> Receipt:
    """Ends a case that was opened by mistake and in which nothing was done; it counts as none from now on."""
    file = _opened(person, case, reason, now)
    against = against_cancelling(file.docket, file.history)
    if against:
        raise OpeningStands(
            number=file.history.opening.number,
            why_zh="；".join(one.zh for one in against),
            why_en="; ".join(one.en for one in against),
        )
    return _entered(file, CANCEL_OPENING, person, reason, seen, now)


def restore_opening(*, person: Person, case: str, reason: str, seen: int | None, now: int) -> Receipt:
    """Takes a cancelling back that was itself a mistake: the case goes on as if it had not been cancelled."""
    file = _opened(person, case, reason, now)
    cancelling = cancelling_of(file.history)
    if cancelling is None:
        raise NotCancelled(number=file.history.opening.number)
    return _entered(file, VOID_ACT, person, reason, seen, now, cancelling.id)


def _opened(person: Person, case: str, reason: str, now: int) -> CaseFile:
    file = read_case(case)
    check_access(person, CASE_CANCEL, file.place, file.docket.calendar.local_day(now))
    if not reason.strip():
        raise ReasonMissing()
    return file


def _entered(
    file: CaseFile,
    step: str,
    person: Person,
    reason: str,
    seen: int | None,
    now: int,
    corrects: str | None = None,
) -> Receipt:
    opening = file.history.opening
    fields = {"reason": reason.strip()}
    draft = plain_draft(
        file.docket, opening.case, step, person, opening.organ, now, fields=fields, corrects=corrects
    )
    return enter_all([Wanted(draft, seen if seen is not None else file.history.position)], now=now)[0]
