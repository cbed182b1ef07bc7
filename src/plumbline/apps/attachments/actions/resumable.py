"""Resumable uploads: announced, received in parts over any number of connections, taken in at the end.

An upload belongs to an account and a case. It is working state: what counts is the record that names the file later.
Nothing of it is a name that others could guess at: the token is random, and asked for by another account it is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from plumbline.apps.attachments import actions, store
from plumbline.apps.attachments.actions import Received
from plumbline.apps.attachments.errors import FileRefused, NoRoom, NoSuchFile
from plumbline.apps.attachments.hashing import HashedAsItComes
from plumbline.apps.attachments.inspecting import check_name, check_size
from plumbline.apps.attachments.kinds import MEGABYTE
from plumbline.apps.attachments.models import UploadUnderWay
from plumbline.apps.attachments.storage import PartAddress

MOST_AT_ONCE = 100
"""Unfinished uploads of an account."""
MOST_BYTES = 20 * 1024 * MEGABYTE
"""Bytes that the unfinished uploads of an account may have together."""
LARGE = 4 * MEGABYTE
"""Bytes from which on a file that comes whole is hashed as it comes."""
SPARE = 1024 * MEGABYTE
"""Bytes that stay free on the disk."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What the sender says of a file before it comes."""

    name: str
    size: int
    changed: str = ""


def announce(*, account: str, case: str, file: Announced, now: int) -> UploadUnderWay:
    """Begin an upload; raises FileRefused where it cannot be taken whatever it holds."""
    check_name(file.name)
    check_size(file.size, file.name)
    kept = store.storage()
    room = kept.room()
    if room is not None and room < file.size + SPARE:
        raise NoRoom(name=file.name, why_zh="服务器存储空间不足", why_en="the server is short of space")
    with transaction.atomic():
        _check_quota(account, file)
        row: UploadUnderWay = UploadUnderWay.objects.create(
            token=kept.begin(),
            account=account,
            case=case,
            name=file.name,
            size=file.size,
            changed=file.changed,
            begun_at=now,
            touched_at=now,
        )
    return row


def receive_part(row: UploadUnderWay, *, offset: int, chunks: Iterable[bytes], now: int) -> int:
    """Append a part; the new offset. What came before the connection broke is kept.

    A large file that comes whole is hashed as it comes; of one that comes in parts the parts are read at the end.

    Raises NoSuchFile, WrongOffset, UploadBusy.
    """
    store.touch(row.token, now)
    kept = store.storage()
    if offset or row.size < LARGE or not kept.alone_writes:
        return kept.append(row.token, offset, chunks, row.size)
    with HashedAsItComes() as running:
        reached = kept.append(row.token, 0, running.over(chunks), row.size)
    if reached == row.size:
        store.note_came(row.token, running.digest)
    return reached


def parts_to_put(row: UploadUnderWay, *, now: int) -> list[PartAddress]:
    """Where the sender may put what lacks into the store itself; none where it comes through the desk.

    Raises NoSuchFile, UploadBusy.
    """
    store.touch(row.token, now)
    return store.storage().part_addresses(row.token, row.size)


def finish(row: UploadUnderWay, *, sha256: str, now: int) -> UploadUnderWay:
    """Take in what was received in full; done again it answers the same. `sha256` is what the sender read (hex).

    Raises FileRefused, and then the upload is gone; NoSuchFile.
    """
    if row.hash:
        return row

    def mark(got: Received) -> None:
        row.hash, row.size, row.name, row.place_removed = got.hash, got.size, got.name, got.place_removed
        row.save(update_fields=["hash", "size", "name", "place_removed"])

    try:
        actions.take_in(
            row.token,
            name=row.name,
            personal=True,
            by=row.account,
            now=now,
            sent=sha256.lower(),
            came=row.came_digest,
            kept_too=mark,
        )
    except NoSuchFile:
        # Asked twice at once, as after a lost answer: the other request was first, and what it kept stays.
        there = store.under_way(row.token)
        if there is not None and there.hash:
            return there
        give_up(row)
        raise
    except FileRefused:
        give_up(row)
        raise
    return row


def give_up(row: UploadUnderWay) -> None:
    """Forget an upload and what came of it."""
    store.storage().abandon(row.token)
    store.forget_upload(row.token)


def _check_quota(account: str, file: Announced) -> None:
    sizes = [row.size for row in store.uploads_of(account) if not row.hash]
    if len(sizes) >= MOST_AT_ONCE:
        raise NoRoom(
            name=file.name,
            why_zh=f"未完成的上传已有 {len(sizes)} 个",
            why_en=f"{len(sizes)} uploads are unfinished",
        )
    if sum(sizes) + file.size > MOST_BYTES:
        raise NoRoom(
            name=file.name,
            why_zh=f"未完成的上传合计将超过 {MOST_BYTES // MEGABYTE} MB",
            why_en=f"unfinished uploads would have more than {MOST_BYTES // MEGABYTE} MB together",
        )
