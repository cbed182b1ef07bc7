"""What is kept: once by content, salted where it is personal, named by records, destroyed only by a record, swept."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from django.db import transaction
from tests.apps.attachments.conftest import NOW, Take, files_under
from tests.builders import sample_files as sample

from plumbline.apps.attachments import actions, queries
from plumbline.apps.attachments.errors import (
    Classified,
    FileDestroyed,
    NoSuchFile,
    NotAccepted,
    TooLarge,
    WrongOffset,
)
from plumbline.apps.attachments.models import FileHeld
from plumbline.apps.attachments.queries import Fault
from plumbline.core.ledger.commitment import commit_attachment, hash_attachment

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

TEXT = "现场检查笔录\n".encode()


def place(data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return f"bytes/{digest[:2]}/{digest[2:4]}/{digest}"


def faults() -> list[Fault]:
    return [fault for fault in queries.check_fixity() if fault]


def test_the_same_bytes_are_kept_once(take: Take, folder: Path) -> None:
    first, second = take(TEXT, "a.txt"), take(TEXT, "b.txt", now=NOW + 5)
    assert first.hash == second.hash == hash_attachment([TEXT])
    assert (first.name, second.name, first.salt) == ("a.txt", "b.txt", None)
    assert files_under(folder) == [place(TEXT)]
    held = queries.file(first.hash)
    assert (held.first_seen, held.size, held.kind.suffix, held.salted) == (NOW, len(TEXT), "txt", False)
    assert (folder / place(TEXT)).stat().st_mode & 0o222 == 0


def test_a_personal_file_is_named_by_a_salted_commitment(take: Take, folder: Path) -> None:
    first, second = (take(TEXT, "a.txt", personal=True) for _ in range(2))
    assert first.salt is not None
    assert first.hash == commit_attachment(first.salt, [TEXT])
    assert first.hash not in (second.hash, hash_attachment([TEXT]))
    assert queries.salt_of(first.hash) == first.salt
    actions.attach(hashes=[first.hash], record="R1")
    assert queries.salt_of(first.hash) is None
    assert files_under(folder) == [place(TEXT)]


@pytest.mark.parametrize(
    ("data", "error"), [(b"MZ" + bytes(99), NotAccepted), ("绝密★启封前".encode(), Classified)]
)
def test_nothing_is_kept_of_what_is_refused(
    take: Take, folder: Path, data: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        take(data, "a.txt")
    assert files_under(folder) == []
    assert FileHeld.objects.count() == 0


def test_an_upload_over_every_limit_is_stopped_while_it_comes(
    take: Take, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "LARGEST", 5000)
    monkeypatch.setattr("plumbline.apps.attachments.inspecting.LARGEST", 5000)
    came = []

    def chunks() -> object:
        for number in range(100):
            came.append(number)
            yield b"a" * 1000

    with pytest.raises(TooLarge):
        actions.receive(chunks(), name="a.txt", personal=False, by="A1", now=NOW)  # type: ignore[arg-type]
    assert len(came) == 6
    assert files_under(folder) == []


def test_an_upload_in_parts_goes_on_where_it_broke_off(folder: Path) -> None:
    token = actions.begin()
    assert actions.append(token, 0, [TEXT[:5]]) == 5
    with pytest.raises(WrongOffset) as refused:
        actions.append(token, 3, [TEXT[3:]])
    assert (refused.value.there, refused.value.given) == (5, 3)
    assert actions.offset(token) == 5
    actions.append(token, 5, [TEXT[5:]])
    received = actions.take_in(token, name="a.txt", personal=False, by="A1", now=NOW)
    assert received.hash == hash_attachment([TEXT])
    assert files_under(folder) == [place(TEXT)]
    with pytest.raises(NoSuchFile):
        actions.offset(token)


@pytest.mark.parametrize("token", ["", "../x", "0" * 32, "A" * 32])
def test_a_token_that_is_none(folder: Path, token: str) -> None:
    with pytest.raises(NoSuchFile):
        actions.append(token, 0, [b"a"])


def test_a_file_that_a_record_names_goes_only_when_the_last_record_lets_it_go(
    take: Take, folder: Path
) -> None:
    hash = take(sample.picture(), "a.jpg").hash
    actions.make_thumbnail(hash=hash)
    actions.attach(hashes=[hash], record="R1")
    actions.attach(hashes=[hash], record="R2")
    assert not actions.destroy(hash=hash, record="R1", by_record="D1")
    assert queries.file(hash)
    assert actions.destroy(hash=hash, record="R2", by_record="D2")
    assert files_under(folder) == []
    with pytest.raises(FileDestroyed) as gone:
        queries.file(hash)
    assert "D2" in gone.value.message()
    with pytest.raises(FileDestroyed):
        actions.attach(hashes=[hash], record="R3")
    with pytest.raises(FileDestroyed):
        actions.make_thumbnail(hash=hash)
    row = FileHeld.objects.get()
    assert (row.digest, row.name, row.salt) == ("", "", None)


def test_two_commitments_to_the_same_bytes_are_destroyed_apart(take: Take, folder: Path) -> None:
    first, second = (take(TEXT, "a.txt", personal=True).hash for _ in range(2))
    actions.attach(hashes=[first], record="R1")
    actions.attach(hashes=[second], record="R2")
    actions.destroy(hash=first, record="R1", by_record="D1")
    assert b"".join(queries.file(second).read()) == TEXT
    actions.destroy(hash=second, record="R2", by_record="D1")
    assert files_under(folder) == []


def test_what_was_destroyed_may_be_taken_in_anew(take: Take) -> None:
    hash = take(TEXT, "a.txt").hash
    actions.attach(hashes=[hash], record="R1")
    actions.destroy(hash=hash, record="R1", by_record="D1")
    assert take(TEXT, "b.txt").hash == hash
    assert b"".join(queries.file(hash).read()) == TEXT


def test_a_record_that_is_rolled_back_named_nothing(take: Take, folder: Path) -> None:
    hash = take(TEXT, "a.txt").hash
    with transaction.atomic():
        actions.attach(hashes=[hash], record="R1")
        transaction.set_rollback(True)
    assert actions.sweep(now=NOW + actions.KEPT_UNNAMED + 1) == 1
    assert files_under(folder) == []


def test_what_no_record_named_in_time_is_swept_with_what_a_crash_left(take: Take, folder: Path) -> None:
    kept, left = take(TEXT, "a.txt"), take(TEXT + b"x", "b.txt")
    actions.attach(hashes=[kept.hash], record="R1")
    stray = folder / place(b"stray")
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"stray")
    token = actions.begin()
    now = int(time.time() * 1_000_000)
    assert faults() == [Fault("unnamed", stray.name)]
    assert actions.sweep(now=NOW + actions.KEPT_UNNAMED) == 1
    assert actions.offset(token) == 0
    assert queries.file(left.hash)
    assert actions.sweep(now=max(now, NOW) + actions.KEPT_UNNAMED + 60_000_000) == 2
    assert files_under(folder) == [place(TEXT)]
    assert faults() == []


def test_fixity_finds_what_was_changed_and_what_is_missing(take: Take, folder: Path) -> None:
    changed, missing = take(TEXT, "a.txt"), take(TEXT + b"x", "b.txt")
    again = take(TEXT, "a.txt", personal=True)
    (folder / place(TEXT)).chmod(0o600)
    (folder / place(TEXT)).write_bytes(TEXT + b"!")
    (folder / place(TEXT + b"x")).unlink()
    assert {(fault.what, fault.hashes) for fault in faults()} == {
        ("changed", tuple(sorted((changed.hash, again.hash)))),
        ("missing", (missing.hash,)),
    }


def test_a_thumbnail_is_made_once_and_only_of_pictures(take: Take, folder: Path) -> None:
    picture, text = take(sample.picture(), "a.jpg"), take(TEXT, "a.txt")
    made = actions.make_thumbnail(hash=picture.hash)
    (derived,) = (folder / "derived").iterdir()
    assert derived.read_bytes() == made == actions.make_thumbnail(hash=picture.hash)
    for hash in (text.hash, "sha256:" + "0" * 64):
        with pytest.raises(NoSuchFile):
            actions.make_thumbnail(hash=hash)
