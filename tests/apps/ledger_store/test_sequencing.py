"""PostgreSQL: records get their leaves whatever the order in which their transactions are numbered and end."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from tests.apps.ledger_store.conftest import Log
from tests.builders.ledger import NOON, SECOND, act, opening

from plumbline.apps.ledger_store import actions, ledger_rows, sequencing
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.core.ledger.findings import Untrue
from plumbline.core.ledger.hashing import tree_hash

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ENTER = (
    "INSERT INTO ledger_record (record_id, case_id, position, step, organ, at, recorded_at, data, leaf_hash) "
    "SELECT %s, case_id, %s, step, organ, at, %s, data, leaf_hash FROM ledger_record WHERE record_id = 'a-open' "
    "RETURNING seq"
)


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the row number is the leaf")


@contextmanager
def writer() -> Iterator[BaseDatabaseWrapper]:
    """Another writer, whose transaction ends when the test says so."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        yield other
    finally:
        other.rollback()
        other.close()


def enter(by: BaseDatabaseWrapper, record: str, position: int, after: int) -> int:
    """Enter a record so many seconds after noon; its row number."""
    with by.cursor() as cursor:
        cursor.execute(ENTER, (record, position, NOON + after * SECOND))
        return int(cursor.fetchone()[0])


def leaves() -> list[str]:
    found = ledger_rows.rows("SELECT record_id FROM ledger_leaf JOIN ledger_record USING (seq) ORDER BY leaf")
    return [record for (record,) in found]


def test_a_record_numbered_first_and_committed_last_gets_its_leaf() -> None:
    actions.enter(opening("a"), expected=0, now=NOON)
    with writer() as slow, writer() as quick:
        first = enter(slow, "slow", 1, after=2)
        assert enter(quick, "quick", 2, after=1) > first
        quick.commit()
        assert sequence(patience=0.1) == 0, "one that was numbered is still writing"
        assert leaves() == []
        slow.commit()
        assert sequence() == 3
    assert leaves() == ["a-open", "quick", "slow"], "in the order of entry, not of number"


def test_what_is_numbered_while_writers_are_awaited_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is below the next one's number, and no end of it was awaited: only the number read before tells."""
    actions.enter(opening("a"), expected=0, now=NOON)
    awaited = sequencing._writers_ended
    with writer() as late, writer() as next_one:

        def meanwhile(patience: float) -> bool:
            done = awaited(patience)
            enter(late, "late", 1, after=1)
            enter(next_one, "next", 2, after=1)
            next_one.commit()
            return done

        monkeypatch.setattr(sequencing, "_writers_ended", meanwhile)
        assert sequence() == 1
        monkeypatch.setattr(sequencing, "_writers_ended", awaited)
        late.commit()
        assert sequence() == 2
    assert leaves() == ["a-open", "late", "next"]


def test_one_that_waits_for_the_floor_is_found_again_behind_later_numbers() -> None:
    """Its clock runs ahead, so later numbers have their leaves before it."""
    actions.enter(opening("a"), expected=0, now=NOON)
    with writer() as ahead, writer() as behind:
        assert sequence() == 1
        floor = ledger_rows.floor()
        enter(ahead, "ahead", 1, after=60)
        enter(behind, "behind", 2, after=1)
        behind.commit()
        ahead.commit()
        # The round of a sequencer that looked before the one ahead had committed.
        assert floor is not None
        assert sequencing._assign(NOON + SECOND, sequencing._last_number()) == 1
        assert leaves() == ["a-open", "behind"]
        assert sequence() == 1
    assert leaves() == ["a-open", "behind", "ahead"]


def test_a_round_looks_at_what_waits_and_not_at_the_whole_log(log: Log) -> None:
    for number in range(50):
        actions.enter(
            opening("a") if not number else act("a", f"s{number}"), expected=number, now=NOON + number
        )
    assert sequence() == 50
    assert ledger_rows.waits_from() == int(sequencing._last_number()) + 1
    with writer() as given_up:
        enter(given_up, "never", 50, after=1)
    assert sequence() == 0
    actions.enter(act("a", "more"), expected=50, now=NOON + SECOND)
    assert sequence() == 1
    assert ledger_rows.waits_from() == sequencing._last_number() + 1, "a number that never comes is passed"
    log.sealer.seal()


def test_a_batch_holds_the_lock_before_it_is_given_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the sequencer would pass over numbers whose writer it did not see, and their records never get a leaf."""
    monkeypatch.setattr(
        ledger_rows,
        "NUMBERS",
        ledger_rows.NUMBERS.replace(
            "FROM generate_series(1, %s)",
            "FROM generate_series(1, %s) WHERE EXISTS (SELECT 1 FROM pg_locks WHERE pid = pg_backend_pid() "
            "AND relation = 'ledger_record'::regclass AND mode = 'RowExclusiveLock' AND granted)",
        ),
    )
    wanted = [actions.Wanted(opening("a"), 0), actions.Wanted(act("a", "note"), 1)]
    actions.enter_all(wanted, now=NOON)
    assert sequence() == 2


def test_a_record_put_by_hand_without_a_hash_does_not_stop_the_log(log: Log) -> None:
    """Its leaf stands for its bytes; that the column differs is for verification to name."""
    actions.enter(opening("a"), expected=0, now=NOON)
    with connection.cursor() as cursor:
        cursor.execute(ENTER.replace("leaf_hash FROM", "''::bytea FROM"), ("odd", -1, NOON))
    actions.enter(act("a", "after"), expected=1, now=NOON)
    assert sequence() == 3
    log.sealer.seal()
    held = ledger_rows.rows("SELECT l.hash, r.data FROM ledger_leaf l JOIN ledger_record r USING (seq)")
    assert [bytes(one) for one, _ in held] == [tree_hash().leaf(bytes(data)) for _, data in held]
    with pytest.raises(Untrue) as caught:
        log.verify()
    assert caught.value.data["leaf"] == 1
