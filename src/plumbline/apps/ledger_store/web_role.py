"""The role of the web and sealing processes on PostgreSQL: it reads and enters, and owns nothing.

Whoever owns a table can drop its triggers. So the tables belong to a role under which only migrations and maintenance
run (`manage migrate`, `rebuild`, `ledger erase`), and everything that people reach runs under another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.db import connection, transaction

from plumbline.apps.ledger_store.append_only import KEYS, grants
from plumbline.apps.ledger_store.ledger_rows import one_row
from plumbline.core.errors import PlumblineError

_MIGRATIONS: Final = "django_migrations"
_OURS: Final = frozenset({*KEYS, "ledger_frontier", "projection_case", _MIGRATIONS})
_OWNED: Final = (
    "SELECT COUNT(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
)
_OWNED_BY: Final = _OWNED + "AND pg_has_role(%s, relowner, 'MEMBER')"
_NOT_OURS: Final = _OWNED + "AND NOT pg_has_role(current_user, relowner, 'USAGE')"


class RoleUnfit(PlumblineError):
    """The role cannot be, or cannot be made, one that owns nothing; `problem` says why."""

    zh = "不能为角色 {role} 授权：{problem_zh}"
    en = "the role {role} cannot be given its rights: {problem_en}"
    remedy_zh = "以表的所有者连接 PostgreSQL，并指定另一个已建立的普通角色（CREATE ROLE … LOGIN）"
    remedy_en = (
        "connect to PostgreSQL as the owner of the tables and name another, plain role (CREATE ROLE … LOGIN)"
    )


class Entitled(NamedTuple):
    """Over how many tables a role has rights: sealed ones it may only read and add to, others it may change."""

    sealed: int
    others: int


def entitle(role: str) -> Entitled:
    """Give the role what the site's processes need and no more, and take the rest from it; raises RoleUnfit.

    To be called as the owner of the tables, and again after each migration: a new table has no rights of its own.
    """
    _check(role)
    others = sorted(set(connection.introspection.table_names()) - _OURS)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _statements(f'"{role}"', others):
            cursor.execute(statement)
    return Entitled(len(KEYS), len(others))


def _statements(role: str, others: list[str]) -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"REVOKE ALL ON SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield from grants(role)
    yield f"GRANT SELECT ON {_MIGRATIONS} TO {role}"
    if others:
        names = ", ".join(map(connection.ops.quote_name, others))
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {names} TO {role}"


def _check(role: str) -> None:
    if connection.vendor != "postgresql":
        raise _unfit(
            role, "SQLite 没有角色，请以文件权限保护数据库", "SQLite knows no roles; protect its file"
        )
    if '"' in role or one_row("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)) is None:
        raise _unfit(role, "没有这个角色", "there is no such role")
    if _count(_NOT_OURS):
        raise _unfit(role, "当前连接不是表的所有者", "this connection does not own the tables")
    if _count(_OWNED_BY, role):
        raise _unfit(role, "它拥有这些表或者是超级用户", "it owns the tables or is a superuser")


def _count(statement: str, *values: object) -> int:
    row = one_row(statement, values)
    return int(row[0]) if row else 0


def _unfit(role: str, zh: str, en: str) -> RoleUnfit:
    return RoleUnfit(role=role, problem_zh=zh, problem_en=en)
