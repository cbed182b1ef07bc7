"""The full verification in ranges: a case goes on in a range where it left an earlier one, and nothing begins twice."""

from concurrent.futures import Executor, Future
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection
from tests.apps.ledger_store.conftest import ORIGIN, Log
from tests.builders.ledger import NOON, act, opening

from plumbline.apps.ledger_store import actions, append_only
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.verification import full, rows
from plumbline.apps.ledger_store.verification.heads import Heads
from plumbline.apps.ledger_store.verification.known import believed
from plumbline.apps.ledger_store.verification.segment import Doubt, Entrance, Share, check_records
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.evidence import Trust
from plumbline.core.ledger.hashing import tree_hash, written_hash
from plumbline.core.ledger.record import Actor

FIRST, NEXT = b"1" * 32, b"2" * 32


def written(digest: bytes) -> bytes:
    return b'"sha256:' + digest.hex().encode() + b'"'


def begun() -> Heads:
    heads = Heads()
    heads.join(share(0, exits={b"a": (FIRST, 7)}))
    return heads


def share(first: int, entered: int = NOON + 5, **more: Any) -> Share:
    exits = more.pop("exits", {})
    made = Share(first, first + 1, first_entered=entered, last_entered=entered, **more)
    made.chains.take([digest for digest, _ in exits.values()], [place for _, place in exits.values()])
    made.chains.last = {case: number for number, case in enumerate(exits)}
    made.pack()
    return made


def later(entrance: Entrance | None, position: int = 8, entered: int = NOON + 5) -> Share:
    entrances = {} if entrance is None else {b"a": entrance}
    return share(256, entered, entrances=entrances, exits={b"a": (NEXT, position)})


def test_a_case_goes_on_where_it_left() -> None:
    heads = begun()
    heads.join(later(Entrance(256, written(FIRST), 8), 20))
    heads.join(share(512, exits={b"b": (NEXT, 0)}))
    heads.join(share(513, entrances={b"a": Entrance(513, written(NEXT), 20 + 1)}, exits={b"a": (FIRST, 21)}))


@pytest.mark.parametrize(
    "doubtful",
    [
        later(Entrance(300, written(NEXT), 8)),
        later(Entrance(300, written(FIRST), 9)),
        later(None, 0),
        share(256, entrances={b"c": Entrance(300, written(FIRST), 1)}, exits={b"c": (NEXT, 1)}),
        later(Entrance(300, written(FIRST), 8), entered=NOON + 4),
    ],
    ids=["another record", "a gap", "begun twice", "never begun", "times fall"],
)
def test_what_does_not_go_on_is_doubted(doubtful: Share) -> None:
    with pytest.raises(Doubt):
        begun().join(doubtful)


def row(draft: Draft, position: int, previous: str | None) -> tuple[Any, ...]:
    one, _ = entered(draft, recorded_at=NOON, previous=previous, chance=bytes)
    data = one.to_bytes()
    texts = [text.encode() for text in (one.id, one.case, one.step, one.organ, one.at.value)]
    return tree_hash().leaf(data), *texts[:2], position, *texts[2:], NOON, None, data


@pytest.mark.parametrize("by", ["o-1", "o]1"], ids=["seen at a glance", "looked at closer"])
@pytest.mark.parametrize("goes_on", [True, False])
def test_within_a_range_a_record_continues_the_one_before(by: str, goes_on: bool) -> None:
    begins = row(opening("a"), 0, None)
    note = act("a", "note", by=(Actor(by, "officer"),))
    rows = [begins, row(note, 1, written_hash(begins[0] if goes_on else NEXT))]
    with nullcontext() if goes_on else pytest.raises(Doubt):
        found = list(check_records([rows], Share(0, 2), tree_hash()))
        assert found == [[one[0] for one in rows]]


class Here(Executor):
    """Works in this process, at once."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


def verify(log: Log, size: int) -> None:
    trust = Trust((log.signer.key,))
    full.verify_fully(believed("sha256", ORIGIN, trust), trust, size, processes=2, pool=Here())


@pytest.mark.database
@pytest.mark.django_db
def test_a_log_in_many_ranges_holds_and_an_edit_in_any_of_them_is_doubted(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "CHUNK", 256)
    monkeypatch.setattr(full, "_LONGEST", 256)
    wanted = [Wanted(opening(case), 0) for case in "ab"]
    wanted += [Wanted(act("ab"[n % 2], "note", id=f"n-{n}"), 1 + n // 2) for n in range(800)]
    actions.enter_all(wanted, now=NOON)
    log.sealer.seal()
    assert len(full.ranges_of(802, 2)) == 4
    verify(log, 802)
    for record in ("n-5", "n-500", "n-799"):
        with connection.cursor() as cursor:
            for statement in append_only.remove(connection.vendor):
                cursor.execute(statement)
            cursor.execute(f"UPDATE ledger_record SET step = 'x' WHERE record_id = '{record}'")
            with pytest.raises(Doubt):
                verify(log, 802)
            cursor.execute(f"UPDATE ledger_record SET step = 'note' WHERE record_id = '{record}'")
    verify(log, 802)
