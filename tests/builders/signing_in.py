"""Accounts for tests, made by the real acts."""

from datetime import date
from typing import Any

from django.test import Client

from plumbline.apps.people import actions
from plumbline.apps.people.queries import login_of
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

PASSWORD = "a-long-word-for-tests"
FIRST = date(2020, 1, 1)
NOW = 1_790_000_000_000_000
"""An instant in September 2026."""


def account(username: str, *roles: Role, organ: str = "O1", **more: Any) -> str:
    """Key of a new account that holds the roles from 2020 on; `officer`, `divisions`, `matters`, `undertaken`."""
    now = more.pop("now", NOW)
    officer, undertaken = more.pop("officer", ""), more.pop("undertaken", False)
    key = actions.open_account(
        username=username, name=username, organ=organ, password=PASSWORD, now=now, officer=officer
    )
    for role in roles:
        grant = actions.grant_role(account=key, role=role, organ=organ, first=FIRST, now=now, **more)
        if undertaken:
            actions.sign_undertaking(account=key, grant=grant, by=Person(key, username, role, organ), now=now)
    return key


def signed_in(username: str) -> Client:
    """A browser in which the account is signed in."""
    client = Client()
    found = login_of(username)
    assert found is not None
    client.force_login(found, backend="plumbline.apps.people.login_backend.LoginBackend")
    return client
