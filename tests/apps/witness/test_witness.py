"""A witness with real files and a real socket: it cosigns what grows, refuses forks and rollbacks, and remembers."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.core.ledger.honest import (
    LOG,
    ORIGIN,
    STRANGER,
    WITNESSES,
    LogOfTheHouse,
    at,
    chained,
    honest_log,
    honest_records,
    log_of,
)

from plumbline.apps.witness.cosigning import Witness
from plumbline.apps.witness.endpoint import door
from plumbline.apps.witness.errors import SourceUnreadable, StateUnreadable, WitnessAnswered
from plumbline.apps.witness.following import look
from plumbline.apps.witness.sources import FolderSource, HttpSource, source_of
from plumbline.apps.witness.state import WitnessState
from plumbline.apps.witness.submitting import submit
from plumbline.core.ledger.cosignature import cosignatures
from plumbline.core.ledger.note import sign_note
from plumbline.core.ledger.witness import (
    AddCheckpoint,
    CheckpointUntrusted,
    Forked,
    LogUnknown,
    RolledBack,
    WitnessRefusal,
    origin_hash,
)

HOUSE = honest_log()
NOW = at("03-10T09:00") // 1_000_000
COSIGNER = WITNESSES[0]


def rewritten() -> LogOfTheHouse:
    """The same log with its second record changed and everything after it chained and signed anew."""
    records = honest_records()
    records[1] = replace(records[1], organ="另一机关")
    return log_of(chained(records))


def publish(folder: Path, log: LogOfTheHouse, size: int) -> None:
    """The log's first `size` leaves as anyone may read them."""
    shown = LogOfTheHouse(log.leaves[:size], signer=log.signer, times={})
    for path, data in shown.tiles().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "checkpoint").write_text(shown.note(size).written(), "utf-8")


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(COSIGNER, WitnessState(tmp_path / "state"), {ORIGIN: (LOG.key,)})


@pytest.fixture
def address(witness: Witness) -> Iterator[str]:
    server = door(witness, 0, clock=lambda: NOW)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=300) as answer:
        return str(answer.read().decode())


def test_a_growing_log_is_cosigned_and_a_still_one_is_left_alone(witness: Witness, tmp_path: Path) -> None:
    source = FolderSource(tmp_path / "log")
    for size in (2, 5, 8):
        publish(tmp_path / "log", HOUSE, size)
        step = look(source, witness, NOW + size)
        assert step.cosigned is not None
        assert [one.timestamp for one in cosignatures(step.cosigned, (COSIGNER.key,))] == [NOW + size]
        assert look(source, witness, NOW + size + 1).cosigned is None
    remembered = witness.state.last(ORIGIN)
    assert remembered is not None
    assert (remembered.followed.size, remembered.followed.timestamp) == (8, NOW + 8)


@pytest.mark.parametrize("size", [5, 8])
def test_a_fork_is_refused_also_after_a_restart(witness: Witness, tmp_path: Path, size: int) -> None:
    publish(tmp_path / "log", HOUSE, 5)
    look(FolderSource(tmp_path / "log"), witness, NOW)
    publish(tmp_path / "log", rewritten(), size)
    again = replace(witness, state=WitnessState(tmp_path / "state"))
    with pytest.raises(Forked):
        look(FolderSource(tmp_path / "log"), again, NOW + 1)
    remembered = again.state.last(ORIGIN)
    assert remembered is not None
    assert remembered.followed.root == HOUSE.checkpoint(5).root


def test_a_rollback_is_refused(witness: Witness, tmp_path: Path) -> None:
    publish(tmp_path / "log", HOUSE, 8)
    look(FolderSource(tmp_path / "log"), witness, NOW)
    publish(tmp_path / "log", HOUSE, 5)
    with pytest.raises(RolledBack):
        look(FolderSource(tmp_path / "log"), witness, NOW + 1)


def test_a_log_of_another_key_or_name_is_refused(witness: Witness, tmp_path: Path) -> None:
    publish(tmp_path / "log", replace(HOUSE, signer=STRANGER), 5)
    with pytest.raises(CheckpointUntrusted):
        look(FolderSource(tmp_path / "log"), witness, NOW)
    with pytest.raises(LogUnknown):
        look(FolderSource(tmp_path / "log"), replace(witness, logs={}), NOW)


def test_wrong_tiles_give_no_cosignature(witness: Witness, tmp_path: Path) -> None:
    publish(tmp_path / "log", HOUSE, 5)
    look(FolderSource(tmp_path / "log"), witness, NOW)
    publish(tmp_path / "log", HOUSE, 8)
    tile = tmp_path / "log/tile/0/000.p/8"
    tile.write_bytes(bytes([tile.read_bytes()[0] ^ 1]) + tile.read_bytes()[1:])
    with pytest.raises(Forked):
        look(FolderSource(tmp_path / "log"), witness, NOW)
    tile.write_bytes(tile.read_bytes()[:-1])
    with pytest.raises(SourceUnreadable):
        look(FolderSource(tmp_path / "log"), witness, NOW)
    tile.unlink()
    with pytest.raises(SourceUnreadable):
        look(FolderSource(tmp_path / "log"), witness, NOW)


@pytest.mark.parametrize(
    "text", ["", "{}", '{"origin": "x", "size": 1, "root": "00", "timestamp": 1, "note": ""}']
)
def test_a_damaged_memory_stops_the_witness(witness: Witness, tmp_path: Path, text: str) -> None:
    publish(tmp_path / "log", HOUSE, 8)
    look(FolderSource(tmp_path / "log"), witness, NOW)
    (tmp_path / "state" / f"{origin_hash(ORIGIN)}.json").write_text(text)
    with pytest.raises(StateUnreadable):
        look(FolderSource(tmp_path / "log"), witness, NOW)


def test_state_of_one_log_does_not_pass_for_another(witness: Witness, tmp_path: Path) -> None:
    publish(tmp_path / "log", HOUSE, 8)
    look(FolderSource(tmp_path / "log"), witness, NOW)
    path = tmp_path / "state" / f"{origin_hash(ORIGIN)}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "origin": "other.example"}))
    with pytest.raises(StateUnreadable):
        witness.state.last(ORIGIN)


def test_submitting_over_http(witness: Witness, address: str) -> None:
    for size in (2, 5, 8):
        line = submit(address, HOUSE.note(size), HOUSE.consistency, COSIGNER.key)
        assert line.claims(COSIGNER.key)
    served = get(f"{address}/{origin_hash(ORIGIN)}/checkpoint")
    assert line.line in served
    for path in (f"{origin_hash('nobody')}/checkpoint", "../state/lock", "lock"):
        with pytest.raises(urllib.error.HTTPError) as caught:
            get(f"{address}/{path}")
        caught.value.close()


def test_submitting_a_fork_or_less_than_before(witness: Witness, address: str) -> None:
    submit(address, HOUSE.note(5), HOUSE.consistency, COSIGNER.key)
    with pytest.raises(WitnessAnswered) as forked:
        submit(address, rewritten().note(8), rewritten().consistency, COSIGNER.key, old_size=5)
    assert forked.value.data["status"] == 422
    with pytest.raises(WitnessAnswered) as smaller:
        submit(address, HOUSE.note(2), HOUSE.consistency, COSIGNER.key)
    assert smaller.value.data["status"] == 409


def test_a_cosignature_of_another_witness_is_not_taken(address: str) -> None:
    with pytest.raises(WitnessAnswered):
        submit(address, HOUSE.note(5), HOUSE.consistency, WITNESSES[1].key)


def test_nobody_there() -> None:
    with pytest.raises(WitnessAnswered) as caught:
        submit("http://127.0.0.1:9", HOUSE.note(5), HOUSE.consistency, COSIGNER.key)
    assert caught.value.data["status"] == 0
    with pytest.raises(SourceUnreadable):
        HttpSource("http://127.0.0.1:9").read("checkpoint")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("old 0\n\n", 400),
        (AddCheckpoint(3, (), HOUSE.note(2)).body(), 400),
        (AddCheckpoint(3, (), HOUSE.note(5)).body(), 409),
        (AddCheckpoint(0, (bytes(32),), HOUSE.note(5)).body(), 422),
        (AddCheckpoint(0, (), sign_note(f"other.example\n5\n{'A' * 43}=\n", [STRANGER])).body(), 404),
        (AddCheckpoint(0, (), sign_note(HOUSE.note(5).text, [STRANGER])).body(), 403),
        ("x" * 70_000, 413),
    ],
)
def test_statuses_of_the_protocol(address: str, body: str, status: int) -> None:
    request = urllib.request.Request(f"{address}/add-checkpoint", data=body.encode(), method="POST")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=300)
    with caught.value as answer:
        assert answer.code == status
        if status == 409:
            assert answer.headers["Content-Type"] == "text/x.tlog.size"
            assert answer.read() == b"0\n"


def test_two_requests_at_once_cannot_roll_back(witness: Witness) -> None:
    """Both ask from nothing; one wins, the other is told the size that stands now."""
    answers: list[object] = []

    def ask(size: int) -> None:
        try:
            answers.append(witness.add_checkpoint(AddCheckpoint(0, (), HOUSE.note(size)), NOW))
        except WitnessRefusal as refusal:
            answers.append(refusal)

    threads = [threading.Thread(target=ask, args=(size,)) for size in (5, 8) * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(not isinstance(one, WitnessRefusal) for one in answers) == 1
    assert len(answers) == 16


def test_following_over_http(witness: Witness, tmp_path: Path) -> None:
    """A published folder served by any web server is a log that can be followed."""
    publish(tmp_path / "log", HOUSE, 8)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "log"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        step = look(source_of(f"http://127.0.0.1:{server.server_address[1]}"), witness, NOW)
        server.shutdown()
        thread.join()
    assert step.size == 8
    assert step.cosigned is not None
