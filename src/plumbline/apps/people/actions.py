"""Writing of people: acts named for what they do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from plumbline.apps.people import store
from plumbline.apps.people.models import Account, RoleGrant
from plumbline.core.authority.role import Role, check_roles_together

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def open_account(*, username: str, name: str, organ: str, password: str, now: int, officer: str = "") -> str:
    """Opens a login without any role; its key, which records name."""
    account = Account(
        key=uuid4().hex,
        username=username,
        name=name,
        organ=organ,
        officer=officer,
        opened_at=_EPOCH + timedelta(microseconds=now),
    )
    account.set_password(password)
    store.add_account(account)
    return str(account.key)


def grant_role(
    *,
    account: str,
    role: Role,
    organ: str,
    first: date,
    last: date | None = None,
    divisions: Sequence[str] = (),
    matters: Sequence[str] = (),
    undertaken: bool = False,
) -> str:
    """Gives the account a role from a day to a day; raises RolesExclusive. The id of the grant."""
    held = [Role(grant.role) for grant in store.grants_between(account, first, last)]
    check_roles_together([*held, role])
    grant = RoleGrant(
        record=uuid4().hex,
        account=account,
        role=role.value,
        organ=organ,
        divisions=list(divisions),
        first=first,
        last=last,
        matters=list(matters),
        undertaken=undertaken,
    )
    store.add_grant(grant)
    return str(grant.record)
