"""What anyone can read of the log, and what nobody can learn from it."""

import hashlib
import json

import pytest
from django.test import Client
from tests.apps.ledger_store.conftest import ORIGIN
from tests.builders.ledger import NOON, act, opening

from plumbline.apps.ledger_store import actions, queries
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.ledger.checkpoint import open_checkpoint
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.note import Ed25519Signer, read_note

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SIGNER = Ed25519Signer(ORIGIN, b"k" * 32)


@pytest.fixture
def sealed() -> None:
    wanted = [Wanted(opening("a"), 0), *(Wanted(act("a", "note", id=f"a-{n}"), n) for n in range(1, 300))]
    actions.enter_all(wanted, now=NOON)
    Sealer(signers_of(SIGNER, True), lambda: NOON).seal()


def read(client: Client, path: str, status: int = 200) -> bytes:
    answer = client.get(f"/ledger/{path}")
    assert answer.status_code == status, path
    return bytes(answer.content)


def test_checkpoints_and_tiles_of_both_trees_are_served(sealed: None, client: Client) -> None:
    note = read_note(read(client, "checkpoint").decode())
    assert open_checkpoint(note, [SIGNER.key], ORIGIN).size == 300
    leaves = [tree_hash().leaf(one.data) for one in queries.records_from()]
    assert read(client, "tile/0/000") == b"".join(leaves[:256])
    assert read(client, "tile/0/001.p/44") == b"".join(leaves[256:])
    assert len(read(client, "tile/1/000.p/1")) == 32
    assert read_note(read(client, "sm3/checkpoint").decode()).text.startswith(f"{ORIGIN}/sm3\n")
    assert len(read(client, "sm3/tile/0/000")) == 8192
    assert "immutable" in client.get("/ledger/tile/0/000")["Cache-Control"]
    assert "immutable" not in client.get("/ledger/checkpoint")["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "tile/entries/000",
        "tile/entries/001.p/44",
        "tile/0/001.p/45",
        "tile/0/002",
        "tile/0/000/",
        "tile/0/../0/000",
        "tile/00/000",
        "tile/0/0",
        "records/a-1",
        "",
        "sm3/tile/entries/000",
    ],
)
def test_nothing_else_is_there_above_all_no_entry(sealed: None, client: Client, path: str) -> None:
    read(client, path, 404)


def test_the_log_is_read_only(sealed: None, client: Client) -> None:
    for method in (client.post, client.put, client.delete):
        assert method("/ledger/checkpoint").status_code == 405


def test_nothing_is_served_before_anything_is_sealed(client: Client) -> None:
    read(client, "checkpoint", 404)


def test_a_guessed_record_cannot_be_confirmed_without_its_nonce(sealed: None, client: Client) -> None:
    """Somebody knows every word of a record but its nonce, and has all that is public."""
    public = read(client, "tile/0/000")
    leaves = {public[at : at + 32] for at in range(0, len(public), 32)}
    held = queries.record("a-7")
    assert held is not None
    known = held.data
    assert tree_hash().leaf(known) in leaves, "with the nonce the guess is confirmed: the test can fail"
    nonce = json.loads(known)["nonce"]
    assert len(nonce) == 32
    for tried in range(5000):
        guess = known.replace(nonce.encode(), hashlib.sha256(b"%d" % tried).hexdigest()[:32].encode())
        assert tree_hash().leaf(guess) not in leaves
    stripped = {name: value for name, value in json.loads(known).items() if name != "nonce"}
    for form in (json.dumps(stripped), json.dumps(stripped, ensure_ascii=False, separators=(",", ":"))):
        assert tree_hash().leaf(form.encode()) not in leaves
        assert hashlib.sha256(form.encode()).digest() not in leaves
    nonces = {json.loads(one.data)["nonce"] for one in queries.records_from()}
    assert len(nonces) == 300
