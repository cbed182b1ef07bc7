"""Files that a device sends before the visit that names them: each is taken in once, whatever is sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from django.db import IntegrityError

from plumbline.apps.attachments import actions as attachments
from plumbline.apps.attachments import queries
from plumbline.apps.field import store
from plumbline.apps.field.errors import FileBroken, FileElsewhere
from plumbline.apps.field.models import FieldFile
from plumbline.core.authority.person import Person


def take_file(
    *,
    person: Person,
    file: str,
    name: str,
    sha256: str,
    chunks: Iterable[bytes],
    now: int,
    keep_place: bool = False,
) -> FieldFile:
    """Takes a file in under the id it has on the device; sent again, the answer is the same and nothing is taken twice.

    Coordinates in a picture go unless the officer wants them as the place of the act. Raises FileRefused, FileBroken,
    FileElsewhere.
    """
    if (there := _there(person, file, sha256)) is not None:
        return there
    counted = _Counted(chunks)
    token = attachments.begin()
    attachments.append(token, 0, counted)
    if counted.digest != sha256:
        attachments.abandon(token)
        raise FileBroken(name=name)
    got = attachments.take_in(
        token, name=name, personal=True, by=person.account, now=now, keep_place=keep_place
    )
    row = FieldFile(
        id=file,
        account=person.account,
        sha256=sha256,
        hash=got.hash,
        name=got.name,
        media_type=got.media_type,
        size=got.size,
        received_at=now,
    )
    try:
        row.save(force_insert=True)
    except IntegrityError:  # sent twice at once: the other one was first
        return _there(person, file, sha256) or row
    return row


def note_taken(*, person: Person, file: str, sha256: str, hash: str, now: int) -> FieldFile:
    """What came in parts and was kept, under the id that it has on the device. Raises FileElsewhere."""
    if (there := _there(person, file, sha256)) is not None:
        return there
    held = queries.file(hash)
    row = FieldFile(
        id=file,
        account=person.account,
        sha256=sha256,
        hash=held.hash,
        name=held.name,
        media_type=held.kind.media_type,
        size=held.size,
        received_at=now,
    )
    row.save(force_insert=True)
    return row


def _there(person: Person, file: str, sha256: str) -> FieldFile | None:
    row = store.file(file)
    if row is not None and row.hash not in queries.files([row.hash]):  # swept after a week without its visit
        row.delete()
        return None
    if row is not None and (row.account != person.account or row.sha256 != sha256):
        raise FileElsewhere(file=file)
    return row


class _Counted:
    """The chunks, hashed on their way."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._sha256 = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._sha256.update(chunk)
            yield chunk

    @property
    def digest(self) -> str:
        return self._sha256.hexdigest()


def forget_swept(*, now: int) -> int:
    """Rows of files whose bytes were swept, as no visit named them, go: the device sends them again; how many."""
    old = FieldFile.objects.filter(received_at__lt=now - attachments.KEPT_UNNAMED)
    gone = 0
    for row in old.iterator(chunk_size=500):
        if row.hash not in queries.files([row.hash]):
            row.delete()
            gone += 1
    return gone
