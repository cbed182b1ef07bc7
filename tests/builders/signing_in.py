"""Accounts for tests, made by the real acts."""

from datetime import date
from typing import Any

from django.test import Client

from plumbline.apps.people import actions
from plumbline.core.authority.role import Role

PASSWORD = "a-long-word-for-tests"
FIRST = date(2020, 1, 1)


def account(username: str, *roles: Role, organ: str = "O1", **more: Any) -> str:
    """Key of a new account that holds the roles from 2020 on; `officer`, `divisions`, `matters`, `undertaken`."""
    officer = more.pop("officer", "")
    key = actions.open_account(
        username=username, name=username, organ=organ, password=PASSWORD, now=0, officer=officer
    )
    for role in roles:
        actions.grant_role(
            account=key, role=role, organ=organ, first=FIRST, divisions=more.pop("divisions", ()), **more
        )
    return key


def signed_in(username: str) -> Client:
    """A browser in which the account is signed in."""
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client
