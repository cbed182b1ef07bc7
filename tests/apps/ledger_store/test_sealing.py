"""Sealing: what is signed continues what was signed, verifies from the records alone, and stops at a contradiction."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from tests.apps.ledger_store.conftest import ORIGIN, Log
from tests.builders.ledger import NOON, act, opening

from plumbline.apps.ledger_store import actions, append_only, queries
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.errors import (
    KeyFileUnsafe,
    KeyNotOfLog,
    KeyReplaced,
    KeyUnchanged,
    TreeContradicts,
)
from plumbline.apps.ledger_store.ledger_rows import INSERT_RECORD_AT, write_many
from plumbline.apps.ledger_store.sealing import Sealer, parallel_key, signers_of
from plumbline.apps.ledger_store.tiling import write_tiles
from plumbline.core.ledger.findings import RecordNotSealed, Untrue
from plumbline.core.ledger.log import wrong_tiles
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.record import Actor
from plumbline.core.ledger.tiles import Tile

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def enter_many(count: int, case: str = "c", start: int = 0) -> None:
    wanted = [] if start else [Wanted(opening(case), 0)]
    wanted += [Wanted(act(case, "note", id=f"{case}-{n}"), n) for n in range(max(start, 1), start + count)]
    actions.enter_all(wanted, now=NOON)


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_nothing_entered_nothing_signed(log: Log) -> None:
    assert log.sealer.seal() == []
    assert queries.latest_checkpoint("sha256") is None


def test_each_round_signs_what_was_entered_since_and_nothing_twice(log: Log) -> None:
    sealer = log.sealer
    sizes = []
    for start, count in ((0, 1), (1, 300), (301, 700)):
        enter_many(count, start=start)
        sizes += [one.size for one in sealer.seal()]
        assert sealer.seal() == []
    assert sizes == [1, 301, 1001]
    report = log.verify()
    assert report.records == 1001
    assert {one.code for one in report.not_proved} == {"no_witness_key", "truth"}


def test_full_tiles_are_stored_and_partial_ones_made_when_asked(log: Log) -> None:
    enter_many(600)
    log.sealer.seal()
    with connection.cursor() as cursor:
        cursor.execute("SELECT level, number FROM ledger_tile ORDER BY level, number")
        assert cursor.fetchall() == [(0, 0), (0, 1)]
    assert len(queries.tile("sha256", Tile(0, 2, 88))) == 88 * 32
    assert len(queries.tile("sha256", Tile(1, 0, 2))) == 2 * 32
    for absent in (Tile(0, 2, 89), Tile(0, 2), Tile(1, 0, 3), Tile(2, 0, 1)):
        with pytest.raises(KeyError):
            queries.tile("sha256", absent)


def test_tiles_of_the_second_level_fill_too_and_a_cut_round_goes_on() -> None:
    hashes = [sha256(b"%d" % n).digest() for n in range(66_000)]
    if connection.vendor == "sqlite":  # the row of a record is its leaf
        rows = [
            (n, f"r-{n}", "c", n, "s", "o", "2026-03-02", NOON, None, b"", one)
            for n, one in enumerate(hashes)
        ]
        write_many(INSERT_RECORD_AT, rows)
    else:
        leaves = [(n, n + 1, one) for n, one in enumerate(hashes)]
        write_many("INSERT INTO ledger_leaf (leaf, seq, hash) VALUES (%s, %s, %s)", leaves)
    for size in (300, 40_000, 66_000):
        write_tiles("sha256", size)
    assert len(queries.tile("sha256", Tile(1, 0))) == 8192
    assert len(queries.tile("sha256", Tile(2, 0, 1))) == 32
    assert list(wrong_tiles(hashes, 66_000, lambda tile: queries.tile("sha256", tile))) == []


def test_a_second_tree_under_sm3_proves_alone_also_when_it_begins_late(log: Log) -> None:
    enter_many(300)
    log.sealer.seal()
    log.sm3 = True
    enter_many(300, start=300)
    assert [one.origin for one in log.sealer.seal()] == [ORIGIN, f"{ORIGIN}/sm3"]
    assert log.verify().records == 600


def test_a_record_edited_by_hand_after_sealing_is_named(log: Log) -> None:
    enter_many(5)
    log.sealer.seal()
    run(*append_only.remove(connection.vendor), f"UPDATE ledger_record SET data = {_edited('c-2')}")
    with pytest.raises(RecordNotSealed) as found:
        log.verify()
    assert found.value.leaf == 2
    run(*append_only.install(connection.vendor))


def _edited(identity: str) -> str:
    held = queries.record(identity)
    assert held is not None
    changed = held.data.replace("市场监督".encode(), "交通运输".encode())
    assert changed != held.data
    literal = f"X'{changed.hex()}'" if connection.vendor == "sqlite" else f"'\\x{changed.hex()}'::bytea"
    return f"{literal} WHERE record_id = '{identity}'"


@pytest.mark.parametrize("table", ["ledger_record", "ledger_leaf"])
def test_a_record_or_leaf_deleted_by_hand_is_named(log: Log, table: str) -> None:
    if table == "ledger_leaf" and connection.vendor == "sqlite":
        pytest.skip("on SQLite the leaves are a view of the records, so none can be deleted by itself")
    enter_many(5)
    log.sealer.seal()
    where = "seq = (SELECT seq FROM ledger_record WHERE record_id = 'c-2')"
    run(*append_only.remove(connection.vendor), f"DELETE FROM {table} WHERE {where}")
    with pytest.raises(Untrue) as found:
        log.verify()
    assert found.value.leaf == 2
    run(*append_only.install(connection.vendor))


def test_what_was_edited_before_sealing_is_not_signed(log: Log) -> None:
    enter_many(5)
    log.sealer.seal()
    enter_many(5, start=5)
    run(*append_only.remove(connection.vendor), f"UPDATE ledger_record SET data = {_edited('c-7')}")
    with pytest.raises(TreeContradicts, match="c-7 at leaf 7"):
        log.sealer.seal()
    last = queries.latest_checkpoint("sha256")
    assert last is not None
    assert last.size == 5
    run(*append_only.install(connection.vendor))


@pytest.mark.parametrize("column", ["hash", "seq"])
def test_leaves_that_no_longer_continue_the_signed_tree_are_not_signed(log: Log, column: str) -> None:
    enter_many(5)
    log.sealer.seal()
    enter_many(5, start=5)
    run(*append_only.remove(connection.vendor))
    actions.Sealer({}, lambda: NOON).seal()  # leaves are given, nothing is signed
    if connection.vendor == "sqlite":
        change = {"hash": "leaf_hash = x'" + "00" * 32 + "' WHERE seq = 2", "seq": "seq = 1000 WHERE seq = 6"}
        run(f"UPDATE ledger_record SET {change[column]}")
    else:
        change = {
            "hash": "hash = decode(repeat('00', 32), 'hex') WHERE leaf = 2",
            "seq": "seq = 1000 WHERE leaf = 6",
        }
        run(f"UPDATE ledger_leaf SET {change[column]}")
    with pytest.raises(TreeContradicts):
        log.sealer.seal()
    run(*append_only.install(connection.vendor))


def test_a_frontier_set_by_hand_stops_the_seal(log: Log) -> None:
    enter_many(5)
    log.sealer.seal()
    run("UPDATE ledger_frontier SET size = 4")
    with pytest.raises(Exception, match=r"hashes are no frontier|signed"):
        log.sealer.seal()


def change(old: Ed25519Signer, new: Ed25519Signer, sm3: bool = False) -> None:
    actions.change_key(
        old=old.key, new=new.key, by=[Actor("o-1")], entered_by="u-1", organ="青石区司法局", sm3=sm3, now=NOON
    )


def test_a_change_of_key_counts_once_the_old_key_sealed_it(log: Log) -> None:
    enter_many(3)
    log.sealer.seal()
    new = Log(Ed25519Signer(ORIGIN, b"n" * 32))
    with pytest.raises(KeyNotOfLog):
        new.sealer.seal()
    change(log.signer, new.signer)
    with pytest.raises(KeyNotOfLog):
        new.sealer.seal()
    log.sealer.seal()
    with pytest.raises(KeyReplaced) as refusal:
        log.sealer.seal()
    assert refusal.value.data["leaf"] == 3
    assert [one.size for one in new.sealer.seal()] == [4]
    enter_many(2, start=3)
    assert [one.size for one in new.sealer.seal()] == [6]
    assert [one.key for one in queries.checkpoints("sha256")] == [log.signer.key.text] * 2 + [
        new.signer.key.text
    ] * 2


def test_a_key_does_not_replace_itself(log: Log) -> None:
    """Nothing could be signed any more, by either of them."""
    enter_many(1)
    with pytest.raises(KeyUnchanged):
        change(log.signer, log.signer)
    assert [one.size for one in log.sealer.seal()] == [1]


def test_with_a_second_tree_each_tree_gets_its_change_of_key(log: Log) -> None:
    log.sm3 = True
    enter_many(3)
    log.sealer.seal()
    new = Ed25519Signer(ORIGIN, b"n" * 32)
    change(log.signer, new, sm3=True)
    log.sealer.seal()
    assert len(Sealer(signers_of(new, True), lambda: NOON).seal()) == 2
    last = queries.latest_checkpoint("sm3")
    assert last is not None
    assert last.key == parallel_key(new.key).text


def test_a_key_file_is_made_for_its_owner_alone_and_others_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = actions.new_key_file(path, ORIGIN)
    assert path.stat().st_mode & 0o777 == 0o600
    assert actions.read_key_file(path, ORIGIN).key == made.key
    with pytest.raises(KeyFileUnsafe):
        actions.new_key_file(path, ORIGIN)
    with pytest.raises(KeyFileUnsafe):
        actions.read_key_file(path, "plumbline.invalid/another")
    for mode in (0o640, 0o604, 0o660):
        path.chmod(mode)
        with pytest.raises(KeyFileUnsafe, match=f"{mode:o}"):
            actions.read_key_file(path, ORIGIN)
    path.chmod(0o600)
    path.write_text(path.read_text()[:-9])
    with pytest.raises(KeyFileUnsafe):
        actions.read_key_file(path, ORIGIN)
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(KeyFileUnsafe):
        actions.read_key_file(tmp_path / "link", ORIGIN)
