"""What a colleague confirmed on the phone with an own PIN becomes their own confirmation when it arrives."""

from __future__ import annotations

from plumbline.apps.casework.actions import confirm_act
from plumbline.apps.casework.errors import NothingToConfirm
from plumbline.apps.field.actions.pins import account_confirming
from plumbline.apps.people.errors import NoRole, RoleNotHeld
from plumbline.apps.people.queries import acting
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.cases.field_visit import Confirmed, FieldAct, Visit
from plumbline.core.ledger.canonical import Json


def confirm_acts(visit: Visit, *, now: int, today: int) -> list[str]:
    """Enters the confirmations that fit; the officers whose PIN did not, who confirm with their own login.

    An act that was confirmed by an earlier attempt is passed over.
    """
    return [one.officer for one in visit.confirmed if not _confirm(visit, one, now, today)]


def _confirm(visit: Visit, one: Confirmed, now: int, today: int) -> bool:
    account = account_confirming(visit, one)
    if account is None:
        return False
    captured: dict[str, Json] = {"visit": visit.id, "by": "pin", "at": one.at.to_json()}
    try:
        person = acting(account, Role.OFFICER, today)
        for act in _together(visit, one.officer):
            try:
                confirm_act(
                    person=person, case=visit.case, record=act.record, seen=None, now=now, captured=captured
                )
            except NothingToConfirm:
                continue
    except (NoRole, RoleNotHeld, AccessRefused):
        return False
    return True


def _together(visit: Visit, officer: str) -> list[FieldAct]:
    return [act for act in visit.acts if officer in act.others]
