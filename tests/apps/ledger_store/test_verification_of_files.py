"""`ledger verify --attachments` reads every file and names the first record whose file is gone or another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.apps.ledger_store.conftest import Log
from tests.builders.ledger import NOON, SECOND, act, opening
from tests.core.ledger.honest import committed_before

from plumbline.apps.ledger_store import actions
from plumbline.apps.ledger_store.actions import Draft, Wanted
from plumbline.apps.ledger_store.verification.checking import Check, verify_store
from plumbline.core.errors import InputError
from plumbline.core.ledger.commitment import commit_attachment, hash_attachment
from plumbline.core.ledger.evidence import Chunks, Report, Trust
from plumbline.core.ledger.findings import Untrue, ValueChanged, ValueMissing, ValueStillThere
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Attachment, Confirmation
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SALT = b"s" * 32
LETTER, PHOTO = b"letter" * 100_000, b"photo" * 70_000


class Gone(InputError):
    """The bytes were there when they were asked for and are not when they are read."""

    zh = en = "gone"


@dataclass
class Files:
    """Bytes by the hash that records name; a value of None is gone when it is read."""

    held: dict[str, bytes | None] = field(default_factory=dict)

    def __call__(self, attachment: Attachment) -> Chunks | None:
        if attachment.hash not in self.held:
            return None

        def chunks() -> Iterator[bytes]:
            data = self.held[attachment.hash]
            if data is None:
                raise Gone
            for start in range(0, len(data), 65_536):
                yield data[start : start + 65_536]

        return chunks


def plain(data: bytes, name: str) -> Attachment:
    return Attachment(name, "application/pdf", len(data), hash_attachment([data]))


def salted(data: bytes, name: str) -> Attachment:
    return Attachment(name, "image/jpeg", len(data), commit_attachment(SALT, [data]), salted=True)


def sealed_before(data: bytes, name: str) -> Attachment:
    """As records named a file before its commitment was made from its hash."""
    return Attachment(name, "image/jpeg", len(data), committed_before(SALT, data), salted=True)


@pytest.fixture
def files(log: Log) -> Files:
    """A case with a letter, a photo under a salt, and the photo again with its correction."""
    return entered(log, salted(PHOTO, "photo"))


def entered(log: Log, photo: Attachment) -> Files:
    letter = plain(LETTER, "letter")
    drafts = [
        opening("c"),
        act("c", "serve_notice", attachments=(letter,)),
        act("c", "inspect", attachments=(photo,), salts={"photo": SALT}),
        act("c", "inspect", id="c-2", corrects="c-inspect", attachments=(photo,), salts={"photo": SALT}),
    ]
    enter(log, drafts, 0)
    return Files({letter.hash: LETTER, photo.hash: PHOTO})


def enter(log: Log, drafts: list[Draft], at: int) -> None:
    actions.enter_all([Wanted(one, at + n) for n, one in enumerate(drafts)], now=NOON + at * SECOND)
    log.sealer.seal()


def destruction(*records: str, id: str = "c-destroy") -> Draft:
    fields = destruction_fields(
        places=[ValuePlace(record, "attachment", "photo") for record in records],
        retention_expired="2026-03-01",
        appraisal="鉴定意见 7",
        ground="保管期限表第3条",
    )
    by = (Actor("o-1"), Actor("o-2"))
    two = (Confirmation("o-1", NOON), Confirmation("o-2", NOON))
    day = Moment("2026-03-02", "day")
    return act("c", DESTROY, id=id, fields=fields, by=by, confirmations=two, at=day)


def check(log: Log, files: Files | None, folder: Path, full: bool) -> Report:
    return verify_store(Check(Trust((log.signer.key,)), folder, full, processes=1, files=files))[0]


both = pytest.mark.parametrize("full", [False, True])


@both
def test_files_that_are_there_are_counted_and_unread_ones_are_said(
    log: Log, files: Files, tmp_path: Path, full: bool
) -> None:
    assert {one.code for one in check(log, None, tmp_path / "a", full).not_proved} >= {"files_unread"}
    report = check(log, files, tmp_path / "b", full)
    assert [one.data["count"] for one in report.proved if one.code == "files"] == [3]
    assert "files_unread" not in {one.code for one in report.not_proved}


CHANGES: dict[str, tuple[str, bytes | None, type[Untrue], str]] = {
    "one byte of a plain file": ("letter", b"L" + LETTER[1:], ValueChanged, "c-serve_notice"),
    "a file cut short": ("letter", LETTER[:-1], ValueChanged, "c-serve_notice"),
    "one byte of a file under a salt": ("photo", PHOTO[:-1] + b"x", ValueChanged, "c-inspect"),
    "a file gone while it is read": ("photo", None, ValueMissing, "c-inspect"),
}


@both
@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_file_is_named_with_its_record(
    log: Log, files: Files, tmp_path: Path, name: str, full: bool
) -> None:
    which, data, error, record = CHANGES[name]
    hash = next(key for key, held in files.held.items() if held == {"letter": LETTER, "photo": PHOTO}[which])
    files.held[hash] = data
    with pytest.raises(error) as caught:
        check(log, files, tmp_path, full)
    assert (caught.value.record, caught.value.data["name"]) == (record, which)
    assert caught.value.leaf == {"c-serve_notice": 1, "c-inspect": 2}[record]


@both
def test_a_file_sealed_in_the_form_before_is_read_and_a_change_of_it_found(
    log: Log, tmp_path: Path, full: bool
) -> None:
    photo = sealed_before(PHOTO, "photo")
    files = entered(log, photo)
    assert check(log, files, tmp_path / "a", full).records == 4
    for data in (PHOTO[:-1] + b"x", PHOTO + b"x"):
        files.held[photo.hash] = data
        with pytest.raises(ValueChanged) as caught:
            check(log, files, tmp_path / "b", full)
        assert caught.value.record == "c-inspect"


@both
def test_a_missing_file_is_named_and_the_head_is_not_moved_over_it(
    log: Log, files: Files, tmp_path: Path, full: bool
) -> None:
    lost = files.held.pop(hash_attachment([LETTER]))
    for _ in range(2):
        with pytest.raises(ValueMissing) as caught:
            check(log, files, tmp_path, full)
        assert (caught.value.leaf, caught.value.record) == (1, "c-serve_notice")
    files.held[hash_attachment([LETTER])] = lost
    assert check(log, files, tmp_path, full).records == 4


@both
def test_destroyed_bytes_must_be_gone_unless_another_place_keeps_them(
    log: Log, files: Files, tmp_path: Path, full: bool
) -> None:
    enter(log, [destruction("c-inspect")], 4)
    report = check(log, files, tmp_path / "a", full)
    assert [one.data["count"] for one in report.proved if one.code == "files"] == [2]
    enter(log, [destruction("c-2", id="c-destroy-2")], 5)
    with pytest.raises(ValueStillThere) as caught:
        check(log, files, tmp_path / "b", full)
    assert caught.value.record == "c-inspect"
    del files.held[commit_attachment(SALT, [PHOTO])]
    assert check(log, files, tmp_path / "b", full).records == 6
