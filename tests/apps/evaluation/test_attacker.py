"""No vote can be tied to a person by whoever holds the database: tried, also on four worse ways to keep ballots."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest
from django.db import connection
from tests.apps.evaluation.attacker import Loot, hits, loot, orders
from tests.builders.evaluation import NOW, OFFICE, cast_by, electorate, reported

from plumbline.apps.evaluation import actions, key_files, queries, store
from plumbline.apps.evaluation.actions import FEWEST
from plumbline.core.ballots.ballot import Ballot
from plumbline.core.ballots.box import Box
from plumbline.core.ballots.published import Published

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 16
CHANCE = 7
"""By chance one ballot of sixteen is guessed right, seven once in twelve thousand orders. The draws are seeded."""


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.EVALUATION_KEYS = tmp_path / "keys"


def held(count: int = VOTERS) -> tuple[str, list[Loot], list[Ballot], str]:
    """A whole evaluation: its key, what was copied before and after the count, the ballots as cast, secrets as text."""
    draw = random.Random(20260220)
    case, voters = reported(), electorate(count)
    key = actions.call(
        person=OFFICE, case=case, accounts=[one.account for one in voters], organs=[voters[0].organ], now=NOW
    )
    n = int(queries.of_case(case).modulus, 16)
    draw.shuffle(voters)
    ballots = [cast_by(one, key, n, draw.randrange(5), draw) for one in voters]
    secrets = (key_files._folder() / f"{key}.key").read_text()
    before = loot()
    assert actions.close(person=OFFICE, evaluation=key, now=NOW) == store.COUNTED
    return key, [before, loot()], ballots, secrets


def best(key: str, seen: list[Loot], ballots: list[Ballot]) -> tuple[int, str]:
    """The best guess of the attacker, and where it comes from."""
    truth = [one.serial for one in ballots]
    return max(((hits(order, truth), where) for where, order in orders(key, seen, ballots)), default=(0, ""))


@pytest.mark.database
def test_no_order_in_the_database_follows_the_voters(settings) -> None:
    key, seen, ballots, secrets = held()
    guessed, where = best(key, seen, ballots)
    assert guessed < CHANCE, f"{guessed} of {VOTERS} ballots were tied to their voters by {where}"
    found = list(orders(key, seen, ballots))
    assert any("evaluation " in where for where, _order in found), "the attacker did not even read the list"
    copied = b"".join(data for one in seen for data in one.files.values())
    told = secrets.split('"')[3::4]
    assert len(told) == 3
    assert not any(
        one.encode() in copied or bytes.fromhex(one.zfill(len(one) + len(one) % 2)) in copied for one in told
    )
    sealed = {len(row[-1]) for row in seen[0].rows["evaluation_box"]}
    assert len(sealed) == 1, "the length of a sealed ballot tells its grade"
    assert not seen[1].rows["evaluation_box"]
    assert not list(settings.EVALUATION_KEYS.iterdir()), "the key outlived the count"


def by_hash(patch: pytest.MonkeyPatch) -> None:
    """A row of the box is named by a hash that anybody can make of the published serial."""
    import hashlib  # noqa: PLC0415

    patch.setattr(Box, "mark", lambda _box, one: hashlib.sha256(bytes.fromhex(one.serial)).hexdigest())


def by_arrival(patch: pytest.MonkeyPatch) -> None:
    """The list is published as the ballots came."""
    count = itertools.count()
    patch.setattr(Box, "mark", lambda _box, _one: f"{next(count):06}")

    def publish(key, title, public, entitled, taken, ballots):
        return Published(key, title, public, entitled, taken, tuple(ballots))

    patch.setattr(actions, "publish", publish)


def with_a_log(patch: pytest.MonkeyPatch) -> None:
    """Each ballot leaves a line elsewhere, in the order of coming."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE cast_log (said text)")
    seal = Box.seal

    def noted(box: Box, one: Ballot, nonce: bytes) -> str:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO cast_log VALUES (%s)", [f"POST {one.serial}"])
        return seal(box, one, nonce)

    patch.setattr(Box, "seal", noted)


def with_the_key(patch: pytest.MonkeyPatch) -> None:
    """The key of the box lies in the database."""
    add = store.add

    def kept(row, voters):
        row.title += key_files.read(row.key).box.key.hex()
        add(row, voters)

    patch.setattr(store, "add", kept)


@pytest.mark.parametrize("worse", [by_hash, by_arrival, with_a_log, with_the_key])
def test_the_attacker_breaks_a_worse_way(worse: Callable[[pytest.MonkeyPatch], None], monkeypatch) -> None:
    worse(monkeypatch)
    try:
        key, seen, ballots, _secrets = held(FEWEST)
        assert best(key, seen, ballots)[0] == FEWEST
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS cast_log")
