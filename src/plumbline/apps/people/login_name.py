"""Under which name failures are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def login_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The user name of an attempt.

    The login library calls it `username` where it knows the account and `login` as typed; counted under two names, a
    locked user would still get in with the right password.
    """
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login")
    return str(name).strip().lower() if name else None
