"""`ledger verify` finds what somebody edits in the database by hand, in every column, and names the record.

Triggers are dropped first: whoever can edit the tables can do that. Both ways of verifying are held to the same answer.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from tests.apps.ledger_store.conftest import ORIGIN, Log
from tests.builders.ledger import NOON, SECOND, act, opening
from tests.core.ledger.honest import WITNESSES

from plumbline.apps.ledger_store import actions, append_only, queries
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.ledger_store.verification.checking import Check, verify_store
from plumbline.apps.ledger_store.verification.errors import (
    CheckpointChanged,
    ColumnChanged,
    FrontierChanged,
    NothingSealed,
    RecordBesideLog,
    VerifiedHeadWrong,
)
from plumbline.apps.ledger_store.verification.full import verify_fully
from plumbline.apps.ledger_store.verification.known import believed
from plumbline.apps.ledger_store.verification.segment import Doubt
from plumbline.apps.ledger_store.verification.verified_head import head_path
from plumbline.core.ledger.evidence import Trust
from plumbline.core.ledger.findings import (
    DestructionVoid,
    LogForked,
    LogRolledBack,
    RecordNotSealed,
    RecordUnreadable,
    SealUntrusted,
    TileWrong,
    TimeContradicted,
    Untrue,
    ValueChanged,
    ValueMissing,
    ValueStillThere,
)
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation, Record
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields
from plumbline.core.ledger.tree import root_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MANY = 270
"""Records of the first case: more than a tile."""
LATER = NOON + 3_600 * SECOND


@pytest.fixture
def store(log: Log) -> Log:
    """Two cases, quotation marks in texts, personal values, one destroyed; sealed and cosigned twice."""
    wanted = [Wanted(opening("a"), 0), Wanted(opening("b"), 0)]
    wanted += [Wanted(act("a", "note", id=f"a-{n}"), n) for n in range(1, MANY)]
    wanted.append(Wanted(act("b", "inspect", personal={"party_name": "张某", "phone": "13900000000"}), 1))
    actions.enter_all(wanted, now=NOON)
    log.sealer.seal()
    cosign(NOON)
    quoted = act("b", 'no"te\\', id='b-"quoted"', corrects="b-inspect", at=Moment("2026-03-02", "day"))
    actions.enter_all([Wanted(quoted, 2)], now=LATER)
    actions.enter_all([Wanted(destruction(), 3)], now=LATER + SECOND)
    log.sealer.seal()
    cosign(LATER + 2 * SECOND)
    return log


def destruction() -> Any:
    fields = destruction_fields(
        places=[ValuePlace("b-inspect", "personal", "phone")],
        retention_expired="2026-03-01",
        appraisal="鉴定意见 7",
        ground="保管期限表第3条",
    )
    two = (Confirmation("o-1", NOON), Confirmation("o-2", NOON))
    return act("b", DESTROY, fields=fields, confirmations=two, at=Moment("2026-03-02", "day"))


def cosign(now: int) -> None:
    held = queries.latest_checkpoint("sha256")
    assert held is not None
    line = WITNESSES[0].cosign(held.note, now // SECOND)
    actions.add_cosignature(checkpoint=held.number, signature=line, at=now)


def trust(log: Log) -> Trust:
    return Trust((log.signer.key,), (WITNESSES[0].key,))


def check(log: Log, tmp_path: Path, full: bool = False) -> Any:
    return verify_store(Check(trust(log), tmp_path / "heads", full, processes=1))[0]


def edit(*statements: str) -> None:
    """As somebody who owns the tables: triggers away, then the statements."""
    with connection.cursor() as cursor:
        for statement in [*append_only.remove(connection.vendor), *map(as_stored, statements)]:
            cursor.execute(statement)


def as_stored(statement: str) -> str:
    """On SQLite the leaves are a view of the records, whose row number is the leaf; that is where they are edited."""
    if connection.vendor != "sqlite" or "ledger_leaf" not in statement.partition("WHERE")[0]:
        return statement
    if "SET seq" in statement:
        return LEAVES_SWAPPED_IN_SQLITE[statement]
    table = statement.replace("ledger_leaf SET hash", "ledger_record SET leaf_hash")
    return table.replace("FROM ledger_leaf", "FROM ledger_record").replace("WHERE leaf", "WHERE seq")


def blob(data: bytes) -> str:
    return f"x'{data.hex()}'" if connection.vendor == "sqlite" else f"'\\x{data.hex()}'::bytea"


def leaf(record: str) -> int:
    found = queries.leaf_of(record)
    assert found is not None
    return found


@pytest.mark.parametrize("full", [False, True])
def test_an_honest_store_holds(store: Log, tmp_path: Path, full: bool) -> None:
    report = check(store, tmp_path, full)
    assert report.records == MANY + 4
    assert {one.code for one in report.proved} == {"log", "witnessed"}
    assert {one.code for one in report.not_proved} == {"truth", "may_be_later_than_said", "files_unread"}


def test_the_quick_way_needs_no_help_with_an_honest_store(store: Log) -> None:
    known = believed("sha256", ORIGIN, trust(store))
    frontier = verify_fully(known, trust(store), MANY + 4, processes=1)
    assert frontier.root() == known[-1].checkpoint.root


COLUMNS = {
    "record_id": "'b-other'",
    "case_id": "'a2'",
    "position": "9",
    "step": "'decide'",
    "organ": "'另一机关'",
    "at": "'2026-03-02T11:31+08:00'",
    "recorded_at": "recorded_at + 1",
    "corrects": "'b-open'",
}


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_an_edited_column_is_named_with_its_record(
    store: Log, tmp_path: Path, column: str, full: bool
) -> None:
    at = leaf("b-inspect")
    edit(f"UPDATE ledger_record SET {column} = {COLUMNS[column]} WHERE record_id = 'b-inspect'")
    with pytest.raises(ColumnChanged) as caught:
        check(store, tmp_path, full)
    assert (caught.value.leaf, caught.value.record) == (at, "b-inspect")
    assert caught.value.data["column"] == column
    assert column in caught.value.message("zh")


OF_ONE_LENGTH = {"record_id": "'a-x'", "step": "'vote'", "organ": "'青石区市场监督管理所'"}
"""Values as long as those in the bytes, so that nothing stands elsewhere for them."""
IMITATES: dict[str, Any] = {"was": {"by": ["x"], "corrects": None, "entered_by": "u-1"}}
"""Fields that look like what stands behind the confirmations of a record that corrects nothing."""


def test_the_quick_way_doubts_each_column_of_a_plain_record(log: Log) -> None:
    """Of a record that it compares at a glance, as most are: nothing personal, no quotation mark in an id."""
    confirmed = (Confirmation("o-1", NOON), Confirmation("o-2", NOON))
    plain = [act("a", "note", id=f"a-{n}", confirmations=confirmed[: n // 2]) for n in range(1, 9)]
    corrects: dict[str, Any] = {"corrects": "b-0", "fields": IMITATES}
    others = [
        act("b", "note", id="b-0"),
        act("b", "note", id="b-1", **corrects),
        act("b", "note", id="b-2", by=(Actor("o]1", "officer"),), **corrects),
        act("b", "note", id="b-3", confirmations=(Confirmation("o]1", NOON),), **corrects),
    ]
    for case in ([opening("b"), *others], [opening("a"), *plain]):
        actions.enter_all([Wanted(one, at) for at, one in enumerate(case)], now=NOON)
    log.sealer.seal()
    known = believed("sha256", ORIGIN, trust(log))
    edit()
    edits = [(column, value, "record_id = 'a-5'") for column, value in COLUMNS.items()]
    edits += [(column, value, "record_id = 'a-5'") for column, value in OF_ONE_LENGTH.items()]
    edits += [("corrects", "NULL", f"record_id = 'b-{n}'") for n in (1, 2, 3)]
    edits.append(("recorded_at", "recorded_at + 1", "record_id = 'a-8'"))  # the last: no time falls
    edits.append(("case_id", "'c'", "case_id = 'a'"))  # the whole case, so that its chain goes on
    for column, value, where in edits:
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute(f"UPDATE ledger_record SET {column} = {value} WHERE {where}")
            with pytest.raises(Doubt):
                verify_fully(known, trust(log), 14, processes=1)
            transaction.set_rollback(True)
    verify_fully(known, trust(log), 14, processes=1)


OTHER_KINDS = {
    "record_id": "CAST(record_id AS BLOB)",
    "case_id": "CAST(case_id AS BLOB)",
    "step": "CAST(step AS BLOB)",
    "recorded_at": "recorded_at + 0.5",
    "data": "CAST(data AS TEXT)",
    "corrects": "CAST('' AS BLOB)",
    "leaf_hash": "CAST(leaf_hash AS TEXT)",
    "organ": "CAST(x'ff' AS TEXT)",
}
"""What SQLite keeps in a column of another kind: the same bytes, but no statement of ours finds or reads them."""


@pytest.mark.parametrize("column", sorted(OTHER_KINDS))
def test_a_column_that_became_another_kind_of_value_is_found(store: Log, tmp_path: Path, column: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no value of another kind in a column, so there is none to find")
    edit(
        "PRAGMA ignore_check_constraints = ON",
        f"UPDATE ledger_record SET {column} = {OTHER_KINDS[column]} WHERE record_id = 'a-5'",
        "PRAGMA ignore_check_constraints = OFF",
    )
    for full in (False, True):
        with pytest.raises(Untrue) as caught:
            check(store, tmp_path, full)
        assert caught.value.leaf == leaf_of_a5()


@pytest.mark.parametrize("record", ['b-"quoted"', "a-3", "b-open"])
def test_a_column_of_any_kind_of_record(store: Log, tmp_path: Path, record: str) -> None:
    edit(f"UPDATE ledger_record SET step = 'x' WHERE record_id = '{record}'")
    with pytest.raises(ColumnChanged) as caught:
        check(store, tmp_path, full=True)
    assert caught.value.record == record


@pytest.mark.parametrize("full", [False, True])
def test_a_column_that_says_as_much_of_the_bytes_as_up_to_the_next_mark(
    log: Log, tmp_path: Path, full: bool
) -> None:
    """A column with quotation marks in it that takes in what follows, so that the marks around it seem to hold."""
    actions.enter(opening("q", fields={"a": "x", "confirmations": ["y"]}), expected=0, now=NOON)
    log.sealer.seal()
    (held,) = queries.case_records("q")
    taken_in = held.data.decode().partition('"case":"')[2].rpartition('","confirmations":[')[0]
    assert taken_in.startswith('q","confirmations":[]')
    edit(f"UPDATE ledger_record SET case_id = '{taken_in}'")
    with pytest.raises(ColumnChanged):
        check(log, tmp_path, full)


HAND_EDITS: dict[str, tuple[list[str], type[Untrue], str | None]] = {
    "leaf hash beside the record": (
        ["UPDATE ledger_record SET leaf_hash = {zeros} WHERE record_id = 'a-5'"],
        ColumnChanged,
        "a-5",
    ),
    "leaf hash of the log": (
        [
            "UPDATE ledger_leaf SET hash = {zeros} WHERE seq = (SELECT seq FROM ledger_record WHERE record_id = 'a-5')"
        ],
        ColumnChanged,
        "a-5",
    ),
    "two leaves swapped": (
        [
            "UPDATE ledger_leaf SET seq = -1 WHERE leaf = 5",
            "UPDATE ledger_leaf SET seq = (SELECT seq FROM ledger_leaf WHERE leaf = 6) - 1 WHERE leaf = 6",
            "UPDATE ledger_leaf SET seq = (SELECT MAX(seq) FROM ledger_leaf WHERE leaf = 7) - 1 WHERE leaf = 5",
        ],
        RecordNotSealed,
        None,
    ),
    "record deleted": (["DELETE FROM ledger_record WHERE record_id = 'a-5'"], RecordNotSealed, "?"),
    "leaf deleted": (["DELETE FROM ledger_leaf WHERE leaf = 5"], RecordNotSealed, "?"),
    "end of the log deleted": (["DELETE FROM ledger_leaf WHERE leaf >= 272"], Untrue, None),
    "bytes edited": (
        ["UPDATE ledger_record SET data = {data} WHERE record_id = 'a-5'"],
        RecordNotSealed,
        "a-5",
    ),
    "bytes emptied": (
        ["UPDATE ledger_record SET data = {empty} WHERE record_id = 'a-5'"],
        RecordNotSealed,
        "?",
    ),
    "full tile": (
        ["UPDATE ledger_tile SET data = {tile} WHERE level = 0 AND number = 0"],
        TileWrong,
        "a-open",
    ),
    "node of a tile": (
        ["UPDATE ledger_tile SET node = {zeros} WHERE level = 0 AND number = 0"],
        Untrue,
        None,
    ),
    "checkpoint size": (["UPDATE ledger_checkpoint SET size = 3 WHERE size = 272"], CheckpointChanged, None),
    "checkpoint root": (
        ["UPDATE ledger_checkpoint SET root = {zeros} WHERE size = 272"],
        CheckpointChanged,
        None,
    ),
    "checkpoint key": (["UPDATE ledger_checkpoint SET key = 'x+00000000+AAAA'"], CheckpointChanged, None),
    "checkpoint note": (
        ["UPDATE ledger_checkpoint SET note = REPLACE(note, '272', '271') WHERE size = 272"],
        Untrue,
        None,
    ),
    "cosignature": (
        [
            "UPDATE ledger_cosignature SET checkpoint = (SELECT MAX(id) FROM ledger_checkpoint) "
            "WHERE id = (SELECT MIN(id) FROM ledger_cosignature)"
        ],
        SealUntrusted,
        None,
    ),
    "edge of the tree": (["UPDATE ledger_frontier SET hashes = {zeros}"], FrontierChanged, None),
    "personal value": (["UPDATE ledger_personal SET value = {value}"], ValueChanged, "b-inspect"),
    "personal value that is none": (
        ["UPDATE ledger_personal SET value = {empty}"],
        ValueChanged,
        "b-inspect",
    ),
    "salt": (["UPDATE ledger_personal SET salt = {zeros}"], ValueChanged, "b-inspect"),
    "field of a value": (["UPDATE ledger_personal SET name = 'nickname'"], ValueMissing, "b-inspect"),
    "personal value removed": (["DELETE FROM ledger_personal"], ValueMissing, "b-inspect"),
    "destroyed value put back": (
        ["UPDATE ledger_personal SET name = 'phone'", "DELETE FROM ledger_destroyed"],
        Untrue,
        "b-inspect",
    ),
    "destruction unmarked": (["DELETE FROM ledger_destroyed"], ValueMissing, "b-inspect"),
    "destruction by another record": (
        ["UPDATE ledger_destroyed SET by_record = 'a-5'"],
        DestructionVoid,
        "b-inspect",
    ),
    "value destroyed without a record": (
        [
            "INSERT INTO ledger_destroyed (record_id, kind, name, by_record) "
            "VALUES ('b-inspect', 'personal', 'party_name', 'b-destroy_personal_values')"
        ],
        ValueStillThere,
        "b-inspect",
    ),
}


LEAVES_SWAPPED_IN_SQLITE = dict(
    zip(
        HAND_EDITS["two leaves swapped"][0],
        (
            "UPDATE ledger_record SET seq = -1 WHERE seq = 5",
            "UPDATE ledger_record SET seq = 5 WHERE seq = 6",
            "UPDATE ledger_record SET seq = 6 WHERE seq = -1",
        ),
        strict=True,
    )
)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("name", sorted(HAND_EDITS))
def test_an_edit_by_hand_is_found_and_named(store: Log, tmp_path: Path, name: str, full: bool) -> None:
    statements, error, record = HAND_EDITS[name]
    held = queries.record("a-5")
    assert held is not None
    given = {
        "zeros": blob(bytes(32)),
        "empty": blob(b""),
        "data": blob(held.data.replace(b"note", b"nota")),
        "tile": blob(bytes(8192)),
        "value": blob('"李某"'.encode()),
    }
    edit(*(statement.format(**given) for statement in statements))
    with pytest.raises(error) as caught:
        check(store, tmp_path, full)
    if record is not None:
        assert caught.value.record == record
    if record == "?":
        assert caught.value.leaf == leaf_of_a5()


def leaf_of_a5() -> int:
    """Cases are written in order: a-open, a-1 …"""
    return 5


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    "entered", [5, LATER + SECOND], ids=["before the last leaf", "after it, as if it waited"]
)
def test_a_record_put_into_a_case_beside_the_log_is_named(
    store: Log, tmp_path: Path, full: bool, entered: int
) -> None:
    """Everybody who opens the case reads it, and no leaf, no seal and no witness ever covers it."""
    check(store, tmp_path, full)
    edit(
        "INSERT INTO ledger_record (seq, record_id, case_id, position, step, organ, at, recorded_at, data, leaf_hash) "
        f"SELECT -1, 'forged', case_id, 1000, step, organ, at, {entered}, data, leaf_hash "
        "FROM ledger_record WHERE record_id = 'a-5'"
    )
    with pytest.raises(RecordBesideLog) as caught:
        check(store, tmp_path, full)
    assert caught.value.record == "forged"
    assert "forged" in caught.value.message("zh")


def test_a_record_edited_with_all_its_hashes_and_tiles_breaks_the_signed_root(
    store: Log, tmp_path: Path
) -> None:
    """The administrator recomputes whatever is in the database; the signature is not."""
    held = queries.record("a-5")
    assert held is not None
    data = held.data.replace(b"o-1", b"o-9")
    digest = tree_hash().leaf(data)
    hashes = [
        digest if n == held.leaf else one for n, one in enumerate(queries.node_hashes("sha256", 0, 0, 256))
    ]
    edit(
        f"UPDATE ledger_record SET data = {blob(data)}, leaf_hash = {blob(digest)} WHERE record_id = 'a-5'",
        f"UPDATE ledger_leaf SET hash = {blob(digest)} WHERE leaf = {held.leaf}",
        f"UPDATE ledger_tile SET data = {blob(b''.join(hashes))}, node = {blob(root_of(hashes))}",
    )
    for full in (False, True):
        with pytest.raises(LogForked) as caught:
            check(store, tmp_path, full)
        assert (caught.value.leaf, caught.value.data["record"]) == (held.leaf, "a-5")


def test_verification_goes_on_from_where_it_was(store: Log, tmp_path: Path) -> None:
    check(store, tmp_path)
    assert check(store, tmp_path).records == 0
    actions.enter(act("b", "more"), expected=4, now=LATER + 3 * SECOND)
    assert {one.code for one in check(store, tmp_path).not_proved} >= {"not_yet_sealed"}
    store.sealer.seal()
    assert check(store, tmp_path).records == 1
    actions.enter(act("a", "more"), expected=MANY, now=LATER + 4 * SECOND)
    store.sealer.seal()
    edit("UPDATE ledger_record SET position = 1000 WHERE record_id = 'a-more'")
    with pytest.raises(ColumnChanged):
        check(store, tmp_path)
    edit(f"UPDATE ledger_record SET position = {MANY} WHERE record_id = 'a-more'")
    assert check(store, tmp_path).records == 1


def test_a_log_smaller_than_what_was_verified_was_rolled_back(store: Log, tmp_path: Path) -> None:
    check(store, tmp_path)
    edit("DELETE FROM ledger_leaf WHERE leaf >= 272", "DELETE FROM ledger_checkpoint WHERE size > 272")
    with pytest.raises(LogRolledBack):
        check(store, tmp_path)


def test_a_log_written_anew_with_the_key_contradicts_what_was_verified(store: Log, tmp_path: Path) -> None:
    check(store, tmp_path)
    path = head_path(tmp_path / "heads", ORIGIN)
    path.write_text(path.read_text().replace(store_root(path), "00" * 32))
    with pytest.raises(LogForked):
        check(store, tmp_path)


def store_root(path: Path) -> str:
    first: str = json.loads(path.read_text())["frontier"][0]
    return first


@pytest.mark.parametrize("text", ["", "{}", '{"format": "plumbline-verified-head/1", "origin": "other"}'])
def test_a_damaged_head_is_refused_and_a_full_verification_helps(
    store: Log, tmp_path: Path, text: str
) -> None:
    check(store, tmp_path)
    head_path(tmp_path / "heads", ORIGIN).write_text(text)
    with pytest.raises(VerifiedHeadWrong):
        check(store, tmp_path)
    check(store, tmp_path, full=True)


def test_nothing_sealed_and_a_key_of_another_log(store: Log, log: Log, tmp_path: Path) -> None:
    edit("DELETE FROM ledger_checkpoint")
    with pytest.raises(NothingSealed):
        check(store, tmp_path)


def test_a_stranger_signed(store: Log, tmp_path: Path) -> None:
    stranger = replace(store, signer=type(store.signer)(ORIGIN, b"s" * 32))
    with pytest.raises(SealUntrusted):
        check(stranger, tmp_path)


def test_a_change_of_key_is_followed(store: Log, tmp_path: Path) -> None:
    new = type(store.signer)(ORIGIN, b"n" * 32)
    actions.change_key(
        old=store.signer.key,
        new=new.key,
        by=[Actor("o-1"), Actor("o-2")],
        entered_by="o-1",
        organ="青石区司法局",
        sm3=False,
        now=LATER + 5 * SECOND,
    )
    store.sealer.seal()
    changed = replace(store, signer=new)
    actions.enter(act("b", "more"), expected=4, now=LATER + 6 * SECOND)
    changed.sealer.seal()
    assert check(store, tmp_path).records == MANY + 6
    assert check(store, tmp_path, full=True).records == MANY + 6


@pytest.mark.parametrize("full", [False, True])
def test_a_back_dated_time_of_entry_is_caught_by_the_witness(log: Log, tmp_path: Path, full: bool) -> None:
    """The operator sets the clock back after a witness had seen a log without the record."""
    actions.enter(opening("a"), expected=0, now=NOON)
    log.sealer.seal()
    cosign(LATER)
    actions.enter(act("a", "inspect"), expected=1, now=NOON + 60 * SECOND)
    log.sealer.seal()
    cosign(LATER + 60 * SECOND)
    with pytest.raises(TimeContradicted) as caught:
        check(log, tmp_path, full)
    assert caught.value.record == "a-inspect"


def test_the_second_tree_is_verified_too(log: Log, tmp_path: Path) -> None:
    both = replace(log, sm3=True)
    actions.enter_all([Wanted(opening("a"), 0)], now=NOON)
    both.sealer.seal()
    key = both.sealer._signers["sm3"].key
    for full in (False, True):
        how = Check(Trust((both.signer.key, key)), tmp_path / "heads", full, processes=1)
        assert [one.subject for one in verify_store(how)] == [ORIGIN, f"{ORIGIN}/sm3"]


def test_the_quick_way_doubts_before_the_exact_one_names(store: Log) -> None:
    edit("UPDATE ledger_record SET step = 'x' WHERE record_id = 'a-5'")
    with pytest.raises(Doubt):
        verify_fully(believed("sha256", ORIGIN, trust(store)), trust(store), MANY + 4, processes=1)


def test_sealed_bytes_that_are_no_record_though_every_column_holds(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that wrote two members in the wrong order, and sealed them."""
    written = Record.to_bytes

    def swapped(one: Record) -> bytes:
        return written(one).replace(b'"fields":{"a":1,"b":2}', b'"fields":{"b":2,"a":1}')

    monkeypatch.setattr(Record, "to_bytes", swapped)
    bad = act("a", "note", id="a-2", fields={"a": 1, "b": 2})
    wanted = [opening("a"), act("a", "note", id="a-1"), bad, act("a", "note", id="a-3")]
    actions.enter_all([Wanted(one, n) for n, one in enumerate(wanted)], now=NOON)
    log.sealer.seal()
    verify_fully(believed("sha256", ORIGIN, trust(log)), trust(log), 4, processes=1, formed=False)
    for full in (False, True):
        with pytest.raises(RecordUnreadable) as caught:
            check(log, tmp_path, full)
        assert (caught.value.leaf, caught.value.record) == (2, "a-2")


def test_bytes_that_are_no_record_and_are_not_sealed_yet(store: Log, tmp_path: Path) -> None:
    actions.enter(act("b", "more"), expected=4, now=LATER + 3 * SECOND)
    sequence()
    edit(f"UPDATE ledger_record SET data = {blob(b'{}')} WHERE record_id = 'b-more'")
    with pytest.raises(RecordUnreadable):
        check(store, tmp_path)
