"""Reading of people: frozen values, never model instances."""

from __future__ import annotations

from plumbline.apps.people import store
from plumbline.apps.people.errors import NoRole, RoleNotHeld
from plumbline.apps.people.models import Account, RoleGrant
from plumbline.core.authority.person import GuestScope, Person
from plumbline.core.authority.role import Role, titles
from plumbline.core.clocks.civil import LAST_CIVIL_DAY, date_of, day_of


def persons_of(account: Account, day: int) -> tuple[Person, ...]:
    """The account as each role it holds on the day; empty when it holds none."""
    return tuple(_person(account, grant) for grant in store.grants_on(account.key, date_of(day)))


def person_of(account: Account, role: Role | None, day: int) -> Person:
    """The account as the role asked for, as its first role where none is asked for; raises NoRole, RoleNotHeld."""
    held = persons_of(account, day)
    if not held:
        raise NoRole(username=account.username)
    if role is None:
        return held[0]
    for person in held:
        if person.role is role:
            return person
    raise RoleNotHeld(username=account.username, role=role.title(), held=titles({p.role for p in held}))


def _person(account: Account, grant: RoleGrant) -> Person:
    role = Role(grant.role)
    return Person(
        account=account.key,
        name=account.name,
        role=role,
        organ=grant.organ,
        divisions=tuple(grant.divisions),
        officer=account.officer or None,
        guest=_scope(grant) if role is Role.GROUP_GUEST else None,
    )


def _scope(grant: RoleGrant) -> GuestScope:
    last = day_of(grant.last) if grant.last else LAST_CIVIL_DAY
    return GuestScope(frozenset(grant.matters), day_of(grant.first), last, grant.undertaken)
