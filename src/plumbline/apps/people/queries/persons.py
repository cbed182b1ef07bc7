"""Reading of people: frozen values, never model instances."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from plumbline.apps.people.errors import NoRole, RoleNotHeld
from plumbline.apps.people.models import Account, RoleGrant
from plumbline.apps.people.queries.taken_out import taken_out
from plumbline.apps.people.store import access_records as readings
from plumbline.apps.people.store import accounts as store
from plumbline.apps.people.store import registers
from plumbline.core.authority.person import GuestScope, Person
from plumbline.core.authority.role import Role, titles
from plumbline.core.clocks.civil import LAST_CIVIL_DAY, date_of, day_of
from plumbline.core.errors import Language

_ORDER = {role: place for place, role in enumerate(Role)}


def persons_of(account: Account, day: int) -> tuple[Person, ...]:
    """The account as each role it holds on the day, in the order of the roles; empty when it holds none."""
    today = date_of(day)
    held = [
        _person(account, grant, left is not None and left <= today)
        for grant, left in store.grants_of_standing(account.key, today)
    ]
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


def _person(account: Account, grant: RoleGrant, has_left: bool) -> Person:
    role = Role(grant.role)
    return Person(
        account=account.key,
        name=account.name,
        role=role,
        organ=grant.organ,
        divisions=tuple(grant.divisions),
        officer=account.officer or None,
        guest=_scope(grant) if role is Role.GROUP_GUEST else None,
        has_left=has_left,
    )


def _scope(grant: RoleGrant) -> GuestScope:
    last = day_of(grant.last) if grant.last else LAST_CIVIL_DAY
    return GuestScope(frozenset(grant.matters), day_of(grant.first), last, grant.undertaken)


def acting(account: str, role: Role, day: int) -> Person:
    """The account in a role on the day, for work that goes on after its request; raises NoRole, RoleNotHeld."""
    found = store.accounts([account]).get(account)
    if found is None or not found.is_active:
        raise NoRole(username=account)
    return person_of(found, role, day)


def login_of(username: str) -> Account | None:
    """The active login of that user name, for the login library."""
    return store.active(username)


def login_of_key(key: str) -> Account | None:
    """The active login of that account, for the making and checking of its links."""
    found = store.accounts([key]).get(key)
    return found if found is not None and found.is_active else None


def login_of_id(id: str) -> Account | None:
    """The active login of that row, as sessions keep it."""
    found = store.account_of_id(id)
    return found if found is not None and found.is_active else None


def demo_login(choice: str) -> Account | None:
    """The login that a click of the demo on a choice signs in: `demo-officer` for the role, or another person of it."""
    return store.active(_demo_name(choice))


_OTHERS: Final = {
    "officer-2": (Role.OFFICER, "执法人员（第二人）", "officer (the second)"),
    "officer-market": (Role.OFFICER, "执法人员（市场监管局）", "officer (market supervision)"),
    "officer-market-2": (
        Role.OFFICER,
        "执法人员（市场监管局第二人）",
        "officer (market supervision, the second)",
    ),
    "reviewer-market": (Role.REVIEWER, "法制审核人员（市场监管局）", "legal reviewer (market supervision)"),
    "agency_head-market": (
        Role.AGENCY_HEAD,
        "行政机关负责人（市场监管局）",
        "agency head (market supervision)",
    ),
    "agency_head-2": (Role.AGENCY_HEAD, "行政机关负责人（司法局）", "agency head (justice bureau)"),
    "supervisor-2": (Role.SUPERVISOR, "执法监督人员（第二人）", "supervisor (the second)"),
    "rule_of_law_office-2": (
        Role.RULE_OF_LAW_OFFICE,
        "法治办工作人员（第二人）",
        "rule-of-law office (the second)",
    ),
}
"""Further persons of the demo: for what wants two people, for a field with duties of its own, for the bureau itself."""


def _demo_name(choice: str) -> str:
    return f"demo-{choice.replace('_', '-')}"


def demo_choices(language: Language) -> list[tuple[str, str]]:
    """Whom a click of the demo signs in, with the words for it: a person of each role, then the others."""
    also = [(choice, en if language == "en" else zh) for choice, (_role, zh, en) in _OTHERS.items()]
    return [*((role.value, role.title(language)) for role in Role), *also]


def demo_role(choice: str) -> Role | None:
    """The role of whom a click of the demo signs in; None for what is no choice."""
    if choice in _OTHERS:
        return _OTHERS[choice][0]
    return Role(choice) if choice in set(Role) else None


def demo_other(username: str) -> str | None:
    """The choice that signs in this further person of the demo; None for every other login."""
    return next((choice for choice in _OTHERS if _demo_name(choice) == username), None)


@dataclass(frozen=True, slots=True)
class GrantView:
    """A role that an account holds, held or will hold."""

    record: str
    role: Role
    organ: str
    divisions: tuple[str, ...]
    first: date
    last: date | None
    matters: tuple[str, ...]
    undertaken: bool


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """Somebody away; `deputy` is an account or empty."""

    record: str
    account: str
    first: date
    last: date
    deputy: str
    kind: str


@dataclass(frozen=True, slots=True)
class DutyView:
    """Somebody on duty."""

    record: str
    account: str
    first: date
    last: date
    duty: str


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One reading of personal data."""

    at: int
    account: str
    name: str
    role: str
    organ: str
    kind: str
    subject: str
    reason: str


def grants_of(account: str) -> tuple[GrantView, ...]:
    """Every grant of an account, withdrawn ones too, oldest first."""
    return tuple(
        GrantView(
            row.record,
            Role(row.role),
            row.organ,
            tuple(row.divisions),
            row.first,
            row.last,
            tuple(row.matters),
            row.undertaken,
        )
        for row in store.all_grants(account)
    )


def account_name(key: str) -> str:
    """The name behind an account or officer number as records name it; the number itself where nobody is known."""
    return store.names([key]).get(key, key)


def signs_as(key: str) -> str:
    """The name under which the account's person stands in records: the officer's number, else the account."""
    found = store.accounts([key]).get(key)
    return str(found.officer or key) if found else key


def holders(role: Role, day: int, *, organ: str = "", division: str = "") -> tuple[str, ...]:
    """The names under which those sign who hold the role on the day, in the organ or answering for the division."""
    rows = store.holders_on(role.value, organ, division, date_of(day))
    return tuple(dict.fromkeys(str(row.officer or row.key) for row in rows))


def absences(accounts: Collection[str] | None, first: int, last: int) -> tuple[AbsenceView, ...]:
    """Absences that touch the days from `first` to `last`, of these accounts or of all."""
    rows = registers.absences_on(accounts, date_of(first), date_of(last))
    return tuple(
        AbsenceView(row.record, row.account, row.first, row.last, row.deputy, row.kind) for row in rows
    )


def deputy_of(account: str, day: int) -> str | None:
    """Who stands in for the account on the day; None when it is not away, or away without a deputy.

    A deputy never acts where the law wants a named person; the door that knows the act asks that.
    """
    found = [one.deputy for one in absences([account], day, day) if one.deputy]
    return found[-1] if found else None


def deputises(deputy: str, absent: str, day: int) -> bool:
    """Whether one stands in for the other on the day; both by the names under which records know them."""
    found = deputy_of(store.key_of(absent), day)
    return found is not None and found in (deputy, store.key_of(deputy))


def away_on(absent: str, day: int) -> tuple[str, date] | None:
    """Who stands in on the day for somebody who is away (empty: nobody), by the names under which records know them,
    and the last day of it; None for somebody who is there.
    """
    found = absences([store.key_of(absent)], day, day)
    if not found:
        return None
    one = next((one for one in reversed(found) if one.deputy), found[-1])
    return signs_as(one.deputy) if one.deputy else "", one.last


def duties(organ: str, first: int, last: int) -> tuple[DutyView, ...]:
    """The duty roster of an organ from `first` to `last`."""
    rows = registers.duties_on(organ, date_of(first), date_of(last))
    return tuple(DutyView(row.record, row.account, row.first, row.last, row.duty) for row in rows)


def posts_of(signs_as: str, day: int) -> tuple[tuple[AbsenceView, ...], tuple[DutyView, ...]]:
    """Absences of others in which somebody stands in, and their own duties, that last beyond the day."""
    absences, duties = registers.posts_of(store.key_of(signs_as), date_of(day))
    return (
        tuple(
            AbsenceView(row.record, row.account, row.first, row.last, row.deputy, row.kind)
            for row in absences
        ),
        tuple(DutyView(row.record, row.account, row.first, row.last, row.duty) for row in duties),
    )


def posts_today(account: str, day: int) -> tuple[tuple[AbsenceView, ...], tuple[DutyView, ...]]:
    """Absences of others in which the account stands in on the day, and its own duties of the day."""
    on = date_of(day)
    absences, duties = registers.posts_of(account, on)
    return (
        tuple(
            AbsenceView(row.record, row.account, row.first, row.last, row.deputy, row.kind)
            for row in absences
            if row.first <= on and deputy_of(row.account, day) == account
        ),
        tuple(
            DutyView(row.record, row.account, row.first, row.last, row.duty)
            for row in duties
            if row.first <= on
        ),
    )


def held_items(signs_as: str, today: int) -> tuple[str, ...]:
    """Everything that somebody holds under this name today, from every source named in the settings, each once; behind
    what a hand-over moves what they have taken out.
    """
    sources = [import_string(path) for path in settings.HELD_BY]
    language: Language = "en" if (get_language() or "").startswith("en") else "zh"
    out = (one.line(language) for one in taken_out(signs_as))
    return tuple(dict.fromkeys((*(item for source in sources for item in source(signs_as, today)), *out)))


def access_records(
    *, account: str = "", subject: str = "", page: int = 1, size: int = 50
) -> tuple[tuple[AccessLine, ...], int]:
    """One page of readings of personal data, newest first, and how many there are."""
    rows = readings.find(account, subject)
    first = (max(page, 1) - 1) * size
    lines = tuple(
        AccessLine(r.at, r.account, r.name, r.role, r.organ, r.kind, r.subject, r.reason)
        for r in rows[first : first + size]
    )
    return lines, rows.count()
