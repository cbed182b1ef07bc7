"""Errors of this app.

PlumblineError
└── PeopleError
    ├── NoRole          the account holds no role today
    └── RoleNotHeld     the account does not hold the role asked for today
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class PeopleError(PlumblineError):
    """Something about a person or an organ."""


class NoRole(PeopleError):
    """The account holds no role today."""

    zh = "账号“{username}”今日没有任何角色"
    en = "the account “{username}” holds no role today"
    remedy_zh = "请安全管理员授予角色"
    remedy_en = "ask the security administrator for a role"


class RoleNotHeld(PeopleError):
    """The account does not hold the role asked for today."""

    zh = "账号“{username}”今日不具有“{role}”角色"
    en = "the account “{username}” does not hold the role “{role}” today"
    remedy_zh = "已有的角色：{held}"
    remedy_en = "roles it holds: {held}"
