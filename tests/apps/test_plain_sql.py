"""What the driver is asked at once is answered as Django's cursor answers it, and fails as it fails."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from plumbline.apps import plain_sql
from plumbline.apps.casework.models import CaseHandler
from plumbline.apps.questions import make_it, put_in

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LOOK = "SELECT key, officer FROM case_handler WHERE officer LIKE '%%' AND officer <> %s ORDER BY key"
ADD = "INSERT INTO case_handler (key, \"case\", officer) VALUES (%s, 'c', %s)"


def by_django(statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def test_rows_are_those_of_the_cursor_of_django() -> None:
    assert plain_sql.done(ADD, ("k1", "a%s?")) == 1
    assert plain_sql.done(ADD, ("k2", "b")) == 1
    assert plain_sql.rows(LOOK, ("b",)) == by_django(LOOK, ("b",)) == [("k1", "a%s?")]
    assert plain_sql.done("DELETE FROM case_handler") == 2
    assert plain_sql.rows(LOOK, ("b",)) == []


def test_whoever_counts_hears_of_each_statement() -> None:
    heard = []

    def listen(execute: Any, sql: str, *more: Any) -> Any:
        heard.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(listen), CaptureQueriesContext(connection) as asked:
        plain_sql.done(ADD, ("k1", "a"))
        plain_sql.rows(LOOK, ("b",))
    assert heard == [ADD, LOOK]
    assert len(asked) == 2


def test_what_fails_fails_with_the_errors_of_django_and_ends_the_transaction() -> None:
    plain_sql.done(ADD, ("k1", "a"))
    with pytest.raises(IntegrityError), transaction.atomic():
        plain_sql.done(ADD, ("k1", "b"))
    with pytest.raises((OperationalError, ProgrammingError)), transaction.atomic():
        plain_sql.rows("SELECT nothing FROM nowhere")
    with transaction.atomic():
        plain_sql.done(ADD, ("k2", "b"))
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            plain_sql.rows(LOOK, ("b",))
        with pytest.raises(TransactionManagementError):
            plain_sql.done(ADD, ("k3", "c"))
    assert plain_sql.rows("SELECT key FROM case_handler") == [("k1",)]


def test_a_row_is_mended_where_it_differs_and_nowhere_else() -> None:
    put_in([CaseHandler(key="c/a", case="c", officer="a"), CaseHandler(key="c/b", case="c", officer="b")])
    with CaptureQueriesContext(connection) as asked:
        rows = [CaseHandler(key="c/a", case="c", officer="z"), CaseHandler(key="c/b", case="c", officer="b")]
        make_it(CaseHandler, rows, case="c")
    assert len(asked) == 2
    mended = asked.captured_queries[1]["sql"]
    assert mended.startswith("UPDATE")
    assert "officer" in mended
    assert '"case"' not in mended
    assert list(CaseHandler.objects.order_by("key").values_list("officer", flat=True)) == ["z", "b"]
