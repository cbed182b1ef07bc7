"""Accounts, roles, absences and hand-over: acts of the security administrator and of heads, kept as records.

The login itself (user name, password, second factor) is no record; what it may do is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.people.actions.registers import (
    Act,
    act_draft,
    docket_of,
    opening_drafts,
)
from plumbline.apps.people.errors import EntryUnknown, OwnAccount, UsernameTaken
from plumbline.apps.people.models import Account
from plumbline.apps.people.store import accounts as store
from plumbline.apps.people.store import registers
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role, check_roles_together
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.facts.record import Value
from plumbline.core.registers.checks import Surroundings
from plumbline.core.registers.register import register_of

_LONGEST_LIST = 8_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def system_person(organ: str) -> Person:
    """Who opens the first accounts of a site, before there is anybody to do it."""
    return Person("system", "系统", Role.SECURITY_ADMIN, organ)


def open_account(
    *,
    username: str,
    name: str,
    organ: str,
    password: str | None,
    now: int,
    officer: str = "",
    by: Person | None = None,
) -> str:
    """Opens a login without any role; its key, which records name. Raises UsernameTaken.

    Without a password nobody signs in by one: a passkey or the identity provider remain.
    """
    if store.username_taken(username):
        raise UsernameTaken(username=username)
    key = uuid4().hex
    values: dict[str, Value] = {"username": username, "name": name, "organ_no": organ}
    values["officer_no"] = officer or None
    kind, today = register_of("account"), _today(now)
    drafts = opening_drafts(
        kind,
        kind.case_of(key),
        [Act("open_account", today, values)],
        by=by or system_person(organ),
        now=now,
        division="",
        around=anywhere(today),
    )
    enter_all([Wanted(draft, place) for place, draft in enumerate(drafts)], now=now)
    account = Account(
        key=key,
        username=username,
        name=name,
        organ=organ,
        officer=officer,
        opened_at=_EPOCH + timedelta(microseconds=now),
    )
    account.set_password(password)
    store.add_account(account)
    return key


def grant_role(
    *,
    account: str,
    role: Role,
    organ: str,
    first: date,
    now: int,
    last: date | None = None,
    divisions: Sequence[str] = (),
    matters: Sequence[str] = (),
    by: Person | None = None,
) -> str:
    """Gives the account a role from a day to a day; raises RolesExclusive. The id of the grant's record."""
    held = [Role(grant.role) for grant in store.grants_between(account, first, last)]
    check_roles_together([*held, role])
    values: dict[str, Value] = {
        "granted_role": role.value,
        "organ_no": organ,
        "division_codes": " ".join(divisions) or None,
        "granted_from": day_of(first),
        "granted_until": None if last is None else day_of(last),
        "matters": " ".join(matters) or None,
    }
    return _enter(account, "grant_role", values, by or system_person(organ), now)


def sign_undertaking(*, account: str, grant: str, by: Person, now: int) -> str:
    """A guest signs the undertaking of secrecy for a grant."""
    return _enter(account, "sign_undertaking", {"grant": grant}, by, now)


def withdraw_role(*, account: str, grant: str, reason: str, by: Person, now: int) -> str:
    """Takes a role back; it no longer holds from today on."""
    return _enter(account, "withdraw_role", {"grant": grant, "reason": reason}, by, now)


def record_absence(
    *, account: str, first: date, last: date, deputy: str, kind: str, by: Person, now: int
) -> str:
    """Somebody is away from a day to a day; `deputy` is the account that stands in, empty for nobody."""
    values: dict[str, Value] = {
        "absent_from": day_of(first),
        "absent_until": day_of(last),
        "deputy": deputy or None,
        "absence_kind": kind,
    }
    return _enter(account, "record_absence", values, by, now)


def record_duty(*, account: str, first: date, last: date, duty: str, by: Person, now: int) -> str:
    """Somebody has duty from a day to a day."""
    values: dict[str, Value] = {"duty_from": day_of(first), "duty_until": day_of(last), "duty": duty}
    return _enter(account, "record_duty", values, by, now)


def hand_over(*, account: str, receiver: str, items: Sequence[str], by: Person, now: int) -> str:
    """What a leaving person held goes to a named person; casework moves the cases, this keeps the list."""
    told = "、".join(items) or "无在办事项"
    return _enter(account, "hand_over", {"receiver": receiver, "items": told}, by, now)


def told_items(items: Sequence[str]) -> str:
    """The list of what goes over as one text; cut where it is too long, for each case's own record names its part."""
    told = "、".join(items)
    if len(told) > _LONGEST_LIST:
        told = f"{told[:_LONGEST_LIST]}…（共 {len(items)} 项）"
    return told


def close_account(*, account: str, reason: str, by: Person, now: int) -> str:
    """Closes an account: no login any more, every role ends. Raises OwnAccount."""
    if by.account == account:
        raise OwnAccount
    entered = _enter(account, "close_account", {"reason": reason}, by, now)
    store.deactivate(account)
    return entered


def reset_password(*, account: str, by: Person, now: int, factor_lost: bool = False) -> str:
    """A link for a new password was made; what the password is, no record says.

    With `factor_lost` the second factor goes, and the password with it: it would open the desk alone.
    """
    entered = _enter(account, "reset_password", {"second_factor_taken": True} if factor_lost else {}, by, now)
    if factor_lost:
        store.drop_ways_in(account)
    return entered


def change_password(*, account: str, password: str) -> None:
    """Sets another password."""
    store.set_password(account, password)


def _enter(account: str, step: str, values: Mapping[str, Value], by: Person, now: int) -> str:
    kind, today = register_of("account"), _today(now)
    case = kind.case_of(account)
    entry = registers.entry(case)
    if entry is None:
        raise EntryUnknown(register=kind.title(), code=account)
    draft: Draft = act_draft(kind, case, Act(step, today, values), by, now, anywhere(today))
    enter_all([Wanted(draft, entry.position)], now=now)
    return draft.id


def _today(now: int) -> int:
    return docket_of(register_of("account")).calendar.local_day(now)


def anywhere(today: int) -> Surroundings:
    """Accounts come before organs on a new site, so the organ need not be registered yet."""
    return Surroundings(date_of(today), lambda _organ: True)
