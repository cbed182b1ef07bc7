"""The check in turns: a changed bit, a missing file and one that nothing names are told until they are sound again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.apps.attachments.conftest import NOW, Take

from plumbline.apps.attachments import actions, moving
from plumbline.apps.attachments.actions.fixity import LEASE, Lease, check_turn
from plumbline.apps.attachments.errors import CheckUnderWay
from plumbline.apps.attachments.models import FileHeld
from plumbline.apps.attachments.queries import fixity_faults, holdings
from plumbline.apps.attachments.storage import FolderStorage

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def path_of(folder: Path, data: bytes) -> Path:
    digest = hashlib.sha256(data).hexdigest()
    return folder / "bytes" / digest[:2] / digest[2:4] / digest


def found() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return sorted((one.what, one.hashes, one.records) for one in fixity_faults())


def flip(path: Path) -> None:
    """One bit."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def at(second: int) -> Callable[[], int]:
    return lambda: NOW + second


def test_faults_are_named_with_their_records_and_close_once_mended(take: Take, folder: Path) -> None:
    kept, gone = take(b"one file", "a.txt"), take(b"another file", "b.txt", personal=True)
    actions.attach(hashes=[kept.hash, gone.hash], record="R1")
    assert check_turn(clock=at(1)).found == 0
    flip(path_of(folder, b"one file"))
    path_of(folder, b"another file").unlink()
    stray = path_of(folder, b"stray")
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"stray")
    assert check_turn(clock=at(2)).found == 3
    assert found() == [
        ("changed", (kept.hash,), ("R1",)),
        ("missing", (gone.hash,), ("R1",)),
        ("unnamed", (), ()),
    ]
    path_of(folder, b"one file").write_bytes(b"one file")
    path_of(folder, b"another file").write_bytes(b"another file")
    stray.unlink()
    assert check_turn(clock=at(3)).found == 0
    assert found() == []


def test_those_not_read_for_longest_come_first(take: Take) -> None:
    hashes = [take(text * 100, "a.txt").hash for text in (b"a", b"b", b"c")]
    assert holdings().oldest_check == 0
    assert [check_turn(clock=at(n), most=100).read for n in (1, 2, 3)] == [1, 1, 1]
    assert sorted(FileHeld.objects.values_list("checked_at", flat=True)) == [NOW + 1, NOW + 2, NOW + 3]
    assert check_turn(clock=at(9), most=250).read == 2
    assert (holdings().files, holdings().bytes, holdings().oldest_check) == (len(hashes), 300, NOW + 3)


def test_two_servers_never_check_at_once_and_a_dead_one_is_taken_over(take: Take) -> None:
    """What a second run reads would be read twice, and its findings written beside those of the first."""
    for text in (b"a", b"b"):
        take(text * 100, "a.txt")
    refused = []

    def beside(_done: int, _total: int) -> None:
        with pytest.raises(CheckUnderWay) as told:
            check_turn(clock=at(5))
        refused.append(told.value.message("en"))

    assert check_turn(clock=at(0), tell=beside).read == 2
    assert len(refused) == 2
    assert "2026-09-21T22:23" in refused[0]
    with Lease(at(10)) as dead:
        assert check_turn(clock=at(10 + LEASE)).read == 2, "its lease ended: the next goes on"
        assert list(dead.through([b"x"])) == [b"x"], "nobody has it now"
        dead._clock = at(10 + LEASE)
        with Lease(at(10 + LEASE)), pytest.raises(CheckUnderWay):
            list(dead.through([b"x"]))


def test_a_move_is_compared_and_says_what_it_could_not_move(take: Take, folder: Path, tmp_path: Path) -> None:
    for text in (b"good file", b"bad file", b"lost file"):
        take(text, "a.txt")
    flip(path_of(folder, b"bad file"))
    path_of(folder, b"lost file").unlink()
    source, target = FolderStorage(folder), FolderStorage(tmp_path / "new")
    assert sorted(one.what for one in moving.move_all(source, target)) == ["changed", "copied", "missing"]
    assert sorted(one.what for one in moving.move_all(source, target)) == ["changed", "missing", "there"]
    assert path_of(tmp_path / "new", b"good file").read_bytes() == b"good file"
    assert not path_of(tmp_path / "new", b"bad file").exists()
