"""What keeps the accounts and the projections of this app."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from plumbline.apps.people.models import Account, RegisterEntry, RoleGrant
from plumbline.apps.questions import Question

_NAMES = Question(
    lambda keys, officers: Account.objects.filter(Q(key__in=keys) | Q(officer__in=officers)).values_list(
        "key", "officer", "name"
    )
)


def account_of(key: str) -> Account:
    """The account that records name `key`; raises Account.DoesNotExist."""
    found: Account = Account.objects.get(key=key)
    return found


def add_account(account: Account) -> None:
    """A new login."""
    account.save(force_insert=True)


def grants_on(account: str, day: date) -> Iterable[RoleGrant]:
    """The roles that the account holds on the day, oldest grant first."""
    return [one for one, _left in grants_of_standing(account, day)]


def grants_of_standing(account: str, day: date) -> list[tuple[RoleGrant, date | None]]:
    """The same, each with the day on which the officer's entry in the register ended; None: it stands, or is none."""
    held = ((RoleGrant(**dict(zip(_GRANT, row, strict=True))), left) for *row, left in _GRANTS(account))
    return [(one, left) for one, left in held if one.first <= day and (one.last is None or one.last >= day)]


_GRANT = ("record", "account", "role", "organ", "divisions", "first", "last", "matters", "undertaken")
_LEFT = RegisterEntry.objects.filter(
    register="officer",
    ended_on__isnull=False,
    code__in=Account.objects.filter(key=OuterRef(OuterRef("account"))).exclude(officer="").values("officer"),
)
_GRANTS = Question(
    lambda account: (
        RoleGrant.objects.filter(account=account)
        .annotate(left=Subquery(_LEFT.values("ended_on")[:1]))
        .order_by("first", "record")
        .values_list(*_GRANT, "left")
    )
)
"""Every request asks it."""


def grants_between(account: str, first: date, last: date | None) -> Iterable[RoleGrant]:
    """The roles that the account holds on any day of the span."""
    begun = Q() if last is None else Q(first__lte=last)
    held: Iterable[RoleGrant] = RoleGrant.objects.filter(
        begun, Q(last__isnull=True) | Q(last__gte=first), account=account
    )
    return held


def username_taken(username: str) -> bool:
    """Whether an account has that user name, whatever the case of its letters."""
    return bool(Account.objects.filter(username__iexact=username).exists())


def deactivate(key: str) -> None:
    """The account can no longer sign in."""
    Account.objects.filter(key=key).update(is_active=False)


def set_password(key: str, password: str) -> None:
    """Another password, hashed."""
    account = account_of(key)
    account.set_password(password)
    account.save(update_fields=["password"])


def drop_ways_in(key: str) -> None:
    """No second factor, no recovery code and no password: only a link leads back in; running sessions end."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - the portal apart has no logins

    account = account_of(key)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()


def accounts(keys: Iterable[str]) -> dict[str, Account]:
    """Accounts by key."""
    return {account.key: account for account in Account.objects.filter(key__in=list(keys))}


def account_of_id(id: str) -> Account | None:
    """The account of that row."""
    for row in _ACCOUNT(id):
        found: Account = Account.from_db("default", list(_COLUMNS), row)
        return found
    return None


_COLUMNS: tuple[str, ...] = tuple(one.attname for one in Account._meta.concrete_fields)
_ACCOUNT = Question(
    lambda id: Account.objects.extra(
        where=["people_account.id = CAST(%s AS bigint)"], params=[id]
    ).values_list(*_COLUMNS)
)
"""Every request asks it."""


def all_grants(account: str) -> Iterable[RoleGrant]:
    """Every grant of the account, oldest first."""
    found: Iterable[RoleGrant] = RoleGrant.objects.filter(account=account).order_by("first", "record")
    return found


def holders_on(role: str, organ: str, division: str, day: date) -> Iterable[Account]:
    """Active accounts that hold the role on the day: in the organ, or answering for the division, where given."""
    held = RoleGrant.objects.filter(Q(last__isnull=True) | Q(last__gte=day), role=role, first__lte=day)
    rows = held.filter(organ=organ) if organ else held
    keys = {row.account for row in rows if not division or _answers_for(row.divisions, division)}
    found: Iterable[Account] = Account.objects.filter(key__in=keys, is_active=True).order_by("key")
    return found


def at_desks(organs: Iterable[str], roles: Iterable[str], day: date) -> Iterable[Account]:
    """Active accounts of the organs that hold one of the roles on the day, by organ and name."""
    held = RoleGrant.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), role__in=list(roles), first__lte=day
    )
    keys = held.filter(organ__in=list(organs)).values_list("account", flat=True)
    found: Iterable[Account] = Account.objects.filter(
        key__in=set(keys), organ__in=list(organs), is_active=True
    )
    return found.order_by("organ", "name", "key")  # type: ignore[attr-defined, no-any-return]


def _answers_for(divisions: Iterable[str], division: str) -> bool:
    """650100 is a city, whose districts begin 6501."""
    return any(division.startswith(code.removesuffix("00").removesuffix("00")) for code in divisions if code)


def key_of(signs_as: str) -> str:
    """The account under which somebody signs in whose name in records is this; the name itself where none is known."""
    found = Account.objects.filter(Q(key=signs_as) | Q(officer=signs_as)).order_by("key").first()
    return found.key if found else signs_as


def names(keys: Iterable[str]) -> dict[str, str]:
    """Names by account key and by officer number."""
    found: dict[str, str] = {}
    for key, officer, name in _NAMES(list(keys), list(keys)):
        found[key] = name
        if officer:
            found[officer] = name
    return found


def active(username: str) -> Account | None:
    """The account of that user name, if it may sign in."""
    found: Account | None = Account.objects.filter(username=username, is_active=True).first()
    return found
