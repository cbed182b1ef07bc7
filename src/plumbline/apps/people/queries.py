"""Reading of people: frozen values, never model instances."""

from __future__ import annotations

from plumbline.apps.people.errors import NoRole, RoleNotHeld
from plumbline.apps.people.models import Account, RoleGrant
from plumbline.apps.people.store import accounts as store
from plumbline.core.authority.person import GuestScope, Person
from plumbline.core.authority.role import Role, titles
from plumbline.core.clocks.civil import LAST_CIVIL_DAY, date_of, day_of


_ORDER = {role: place for place, role in enumerate(Role)}


def persons_of(account: Account, day: int) -> tuple[Person, ...]:
    """The account as each role it holds on the day, in the order of the roles; empty when it holds none."""
    held = [_person(account, grant) for grant in store.grants_on(account.key, date_of(day))]
    return tuple(sorted(held, key=lambda person: (_ORDER[person.role], person.organ)))


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
