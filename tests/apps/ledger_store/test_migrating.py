"""A district that is in service goes over a migration with its records: nothing in them moves, and the log goes on."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from tests.apps.ledger_store.conftest import Log
from tests.builders.ledger import NOON, SECOND, act, opening
from tests.builders.ledger_check import check_places, check_projections

from plumbline.apps.ledger_store import actions

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

TRIGGER = "ledger_record_no_replace"
_FLOOR = "NEW.recorded_at < (SELECT floor FROM ledger_frontier WHERE log = 1)"
BEFORE_0007 = (
    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT ON ledger_record WHEN {_FLOOR} "
    'OR EXISTS (SELECT 1 FROM ledger_record WHERE "seq" = NEW."seq") '
    'OR EXISTS (SELECT 1 FROM ledger_record WHERE "record_id" = NEW."record_id") '
    'OR EXISTS (SELECT 1 FROM ledger_record WHERE "case_id" = NEW."case_id" AND "position" = NEW."position") '
    f"BEGIN SELECT RAISE(ABORT, 'recorded_at falls') WHERE {_FLOOR}; "
    "SELECT RAISE(ABORT, 'append-only: nothing in ledger_record is changed or removed'); END"
)
"""As 0003 wrote it on SQLite until then. It is written out: what `append_only` installs today is the new one."""
BELOW_THE_LAST = (
    "INSERT INTO ledger_record SELECT -1, 'r', 'c', 0, step, organ, at, recorded_at, NULL, data, leaf_hash "
    "FROM ledger_record WHERE seq = 6"
)


def enter(case: str, *steps: str) -> None:
    """A case of these acts, one entered after another."""
    for at, draft in enumerate([opening(case), *(act(case, step) for step in steps)]):
        actions.enter(draft, expected=at, now=NOON + at * SECOND)


def run(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def stored() -> list[tuple[object, ...]]:
    """Every record and leaf to the byte."""
    rows = run(
        "SELECT r.*, l.leaf, l.hash FROM ledger_record r JOIN ledger_leaf l ON l.seq = r.seq ORDER BY l.leaf"
    )
    return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows]


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)


def trigger() -> str:
    """How the trigger stands in the file; on PostgreSQL the migration has nothing to do."""
    if connection.vendor != "sqlite":
        return ""
    return str(run(f"SELECT sql FROM sqlite_master WHERE name = '{TRIGGER}'")[0][0])


def test_a_filled_log_goes_over_0007(log: Log) -> None:
    executor, todays = MigrationExecutor(connection), trigger()
    migration = executor.loader.get_migration("ledger_store", "0007_behind_the_last")
    executor.unapply_migration(ProjectState(), migration)
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER {TRIGGER}")
        run(BEFORE_0007)
    enter("before", "inspect", "decide")
    log.sealer.seal()
    enter("unsealed", "inspect")
    log_before = stored()

    executor.apply_migration(ProjectState(), migration)

    assert stored() == log_before
    assert trigger() == todays
    enter("after", "inspect")
    log.sealer.seal()
    assert log.verify().records == 7
    check_places()
    check_projections()
    refused("UPDATE ledger_record SET organ = 'another'")
    if connection.vendor == "sqlite":
        refused(BELOW_THE_LAST)  # as it is since 0007


BEFORE_0008 = (
    "CREATE FUNCTION ledger_refuse_early() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "CREATE TRIGGER ledger_record_floor BEFORE INSERT ON ledger_record FOR EACH ROW "
    "EXECUTE FUNCTION ledger_refuse_early()",
    "ALTER TABLE ledger_record DROP CONSTRAINT ledger_record_floor",
    "DROP SEQUENCE ledger_floor",
)
"""The names that stood until then: a trigger held the floor, and the edge of the log said where it was."""


def test_the_floor_of_a_filled_log_is_held_by_a_check_since_0008(log: Log) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the last record is the floor")
    enter("before", "inspect", "decide")
    log.sealer.seal()
    log_before, floor = stored(), run("SELECT floor FROM ledger_frontier")[0][0]
    for statement in BEFORE_0008:
        run(statement)
    executor = MigrationExecutor(connection)

    migration = executor.loader.get_migration("ledger_store", "0008_floor_in_a_sequence")
    executor.apply_migration(ProjectState(), migration)

    assert stored() == log_before
    assert run("SELECT tgname FROM pg_trigger WHERE tgname = 'ledger_record_floor'") == []
    assert run("SELECT last_value FROM ledger_floor") == [(floor,)]
    with pytest.raises(DatabaseError, match="ledger_record_floor"):
        run(BELOW_THE_FLOOR)
    enter("after", "inspect")
    log.sealer.seal()
    log.verify()


BELOW_THE_FLOOR = (
    "INSERT INTO ledger_record SELECT 99, 'r', 'c', 0, step, organ, at, recorded_at - 60000000, NULL, data, leaf_hash "
    "FROM ledger_record WHERE seq = (SELECT MIN(seq) FROM ledger_record)"
)
