"""After a destruction: no trace of the value in what the database keeps beside its tables.

SQLite. Connections set `secure_delete`, so the pages of a deleted row are overwritten with zeros in the same
transaction. The old pages still stand in the write-ahead log until it is emptied: a TRUNCATE checkpoint does that, and
is refused while somebody still reads an old state; then it has to be tried again.

PostgreSQL. A deleted or changed row lies in its table until that is written anew (VACUUM FULL, by the owner of the
tables) and in WAL segments until these are removed. With `wal_recycle = off` (else old segments are kept under new
names) two checkpoints and a segment switch remove them. Standbys, archives and backups hold copies of their own: the
how-to page says what to do there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import connection

from plumbline.core.errors import PlumblineError

VALUES: Final = "ledger_personal"
"""The table of personal values and salts."""

_NOT_OWNED: Final = (
    "SELECT COUNT(*) FROM unnest(%s::text[]) AS given (name) JOIN pg_class ON pg_class.oid = given.name::regclass "
    "WHERE NOT pg_has_role(current_user, relowner, 'USAGE')"
)


class TracesRemain(PlumblineError):
    """The value is destroyed, and the database still holds old bytes of it; `problem` says what is in the way."""

    zh = "信息已销毁，但数据库日志中尚有残留：{problem_zh}"
    en = "the value is destroyed, but traces of it remain in the database's log: {problem_en}"
    remedy_zh = "稍后再次运行 plumbline ledger erase（PostgreSQL 上以表的所有者身份）"
    remedy_en = "run plumbline ledger erase again later, on PostgreSQL as the owner of the tables"


def erase_traces(tables: Sequence[str] = (VALUES,)) -> None:
    """Remove old bytes of what was deleted from these tables (on SQLite they are one file); raises TracesRemain.

    Not to be called inside a transaction.
    """
    if connection.vendor == "sqlite":
        _empty_wal()
    else:
        _rewrite(tables)


def _empty_wal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        if cursor.fetchone()[0] != 1:
            raise TracesRemain(problem_zh="未启用 secure_delete", problem_en="secure_delete is off")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, left, _done = cursor.fetchone()
        if busy or left > 0:
            raise TracesRemain(
                problem_zh="另有连接正在读取旧状态", problem_en="another connection still reads an old state"
            )


def _rewrite(tables: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOT_OWNED, (list(tables),))
        if cursor.fetchone()[
            0
        ]:  # of such tables VACUUM says no more than a warning, and leaves them as they are
            raise TracesRemain(
                problem_zh="当前连接不是这些表的所有者", problem_en="this connection does not own the tables"
            )
        cursor.execute("SHOW wal_recycle")
        if cursor.fetchone()[0] != "off":
            raise TracesRemain(
                problem_zh="PostgreSQL 须设 wal_recycle = off",
                problem_en="PostgreSQL must run with wal_recycle = off",
            )
        cursor.execute(f"VACUUM (FULL, ANALYZE) {', '.join(tables)}")
        for _ in range(2):
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("CHECKPOINT")
