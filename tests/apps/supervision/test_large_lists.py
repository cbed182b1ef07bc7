"""What pages over a large district ask is answered from an index, for the few rows that they show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import SUPERVISOR

from plumbline.apps.casework.queries import limits
from plumbline.apps.supervision.queries import incoming

pytestmark = [pytest.mark.django_db]
TODAY = 20_720


def _plan(ask: Callable[[], object], word: str) -> str:
    """How the database goes about the question that has the word in it."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    (sql,) = [one["sql"] for one in asked if word in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " ".join(row[-1] for row in cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of no rows whole")
def test_the_morning_of_a_large_district_reads_the_lines_that_it_shows() -> None:
    soon = _plan(lambda: limits.limits_due(SUPERVISOR, TODAY, TODAY + 3, TODAY, 5), "LIMIT 5")
    assert "case_clock_due_key" in soon, soon
    assert "TEMP B-TREE" not in soon, soon
    letters = _plan(lambda: incoming.incoming(SUPERVISOR, TODAY, TODAY + 3), "BETWEEN")
    assert "case_standing_of_procedure" in letters, letters
