"""What keeps the accounts and the projections of this app."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from plumbline.apps.people.models import Account, RoleGrant


def account_of(key: str) -> Account:
    """The account that records name `key`; raises Account.DoesNotExist."""
    found: Account = Account.objects.get(key=key)
    return found


def add_account(account: Account) -> None:
    """A new login."""
    account.save(force_insert=True)


def grants_on(account: str, day: date) -> Iterable[RoleGrant]:
    """The roles that the account holds on the day, oldest grant first."""
    held: Iterable[RoleGrant] = RoleGrant.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), account=account, first__lte=day
    ).order_by("first", "record")
    return held


def grants_between(account: str, first: date, last: date | None) -> Iterable[RoleGrant]:
    """The roles that the account holds on any day of the span."""
    begun = Q() if last is None else Q(first__lte=last)
    held: Iterable[RoleGrant] = RoleGrant.objects.filter(
        begun, Q(last__isnull=True) | Q(last__gte=first), account=account
    )
    return held


def add_grant(grant: RoleGrant) -> None:
    """A grant as its record left it."""
    grant.save(force_insert=True)
