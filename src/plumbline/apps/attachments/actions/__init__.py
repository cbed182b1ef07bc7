"""What can be done with files: take one in, name it in a record, destroy it by a record, sweep what nobody named.

    one request       receive(chunks, name, …)
    several           begin() → append(token, offset, chunks)… → take_in(token, name, …)
    resumable (tus)   `actions.resumable`, the same over days, owned by an account, announced and limited

A file is taken in before the record that names it. `attach` is called with the record's id in the transaction that
enters the record; what no record named within a week is swept. Bytes that a record named go only through `destroy`, by
the hook of destruction and retention, which gives the record that ordered it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hmac import compare_digest

from django.db import transaction

from plumbline.apps.attachments import store
from plumbline.apps.attachments.content import Found
from plumbline.apps.attachments.errors import FileDestroyed, FileRefused, HashDiffers, NoSuchFile
from plumbline.apps.attachments.inspecting import check_size, inspect, safe_name
from plumbline.apps.attachments.kinds import LARGEST, PDF, POSTER, Kind, kind_of
from plumbline.apps.attachments.models import FileHeld
from plumbline.apps.attachments.page_pictures import page_picture
from plumbline.apps.attachments.pictures import UNREADABLE, thumbnail
from plumbline.apps.attachments.storage import Storage, blocks, digest_of
from plumbline.core.ledger.commitment import SALT_BYTES, commit_digest

KEPT_UNNAMED = 7 * 86_400_000_000
"""Microseconds for which a file waits for the record that names it."""
THUMBNAIL = "thumbnail.webp"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was taken in: what a record says of it, and what the page tells."""

    hash: str
    """What a record names: plain hash, or commitment when `salt` is there."""
    media_type: str
    size: int
    name: str
    pages: int | None
    salt: bytes | None
    """For `core.ledger.commitment.Opening`, where the file holds something personal."""
    place_removed: bool
    """Coordinates (or a phone's extras behind the picture) were left out: the bytes differ from those sent."""


def begin() -> str:
    """Token of a new upload."""
    return store.storage().begin()


def offset(token: str) -> int:
    """Bytes of the upload that are safe; raises NoSuchFile."""
    return store.storage().offset(token)


def append(token: str, offset: int, chunks: Iterable[bytes]) -> int:
    """Append a part at `offset`; the new offset. Raises NoSuchFile, WrongOffset, TooLarge (and forgets the upload)."""
    kept = store.storage()
    reached = kept.append(token, offset, chunks, LARGEST)
    if reached > LARGEST:
        kept.abandon(token)
        check_size(reached, token)
    return reached


def abandon(token: str) -> None:
    """Forget an upload."""
    store.storage().abandon(token)


def receive(
    chunks: Iterable[bytes],
    *,
    name: str,
    personal: bool,
    by: str,
    now: int,
    keep_place: bool = False,
    sent: str | None = None,
) -> Received:
    """Take a file in within one request; as `append` and `take_in`."""
    token = begin()
    try:
        append(token, 0, chunks)
        return take_in(token, name=name, personal=personal, by=by, now=now, keep_place=keep_place, sent=sent)
    finally:
        abandon(token)


def take_in(
    token: str,
    *,
    name: str,
    personal: bool,
    by: str,
    now: int,
    keep_place: bool = False,
    sent: str | None = None,
    came: str = "",
    kept_too: Callable[[Received], None] = lambda _: None,
) -> Received:
    """Inspect a finished upload and keep it by its hash; raises FileRefused, and then nothing of it is kept.

    `personal`: it is committed with a salt. `keep_place`: its coordinates stay, because the place of the act matters.
    `sent`: SHA-256 (hex) of what the sender read; raises HashDiffers where something else arrived. `came`: SHA-256 of
    what was hashed while it came; where it is empty the upload is read. `kept_too` is called in the transaction that
    keeps the file. A failure that is no refusal leaves the upload, to be taken in again.
    """
    kept = store.storage()
    path = kept.path(token)
    try:
        digest, size = (came, path.stat().st_size) if came else digest_of(blocks(path))
        if sent is not None and not compare_digest(sent, digest):
            raise HashDiffers(name=name, sent=sent, came=digest)
        found = inspect(path, name)
    except FileRefused:
        kept.abandon(token)
        raise
    pieces = None if keep_place else found.without_place
    if pieces is not None:
        digest, size = digest_of(blocks(path, pieces))
    salt = secrets.token_bytes(SALT_BYTES) if personal else None
    hash = f"sha256:{digest}" if salt is None else commit_digest(salt, bytes.fromhex(digest))
    row = _row(hash, digest, size, found, name)
    row.salted, row.salt, row.first_seen, row.uploaded_by = personal, salt, now, by
    received = Received(
        hash, row.media_type, size, safe_name(name, found.kind), row.pages, salt, pieces is not None
    )
    with kept.guard(digest), transaction.atomic(durable=True):
        kept.put(token, digest, pieces)
        store.keep(row)
        kept_too(received)
    kept.abandon(token)
    return received


def _row(hash: str, digest: str, size: int, found: Found, name: str) -> FileHeld:
    return FileHeld(
        hash=hash,
        digest=digest,
        size=size,
        media_type=found.kind.media_type,
        name=safe_name(name, found.kind),
        pages=found.pages,
    )


def attach(*, hashes: Iterable[str], record: str) -> None:
    """The record names these files; for the transaction that enters it. Raises NoSuchFile, FileDestroyed."""
    for hash in hashes:
        row = store.held(hash)
        if row is None:
            raise NoSuchFile(hash=hash)
        if row.destroyed_by:
            raise FileDestroyed(record=row.destroyed_by)
        store.add_use(hash, record)


def destroy(*, hash: str, record: str, by_record: str) -> bool:
    """The record `by_record` destroys the file that `record` names; whether its bytes are gone now.

    Where other records name the same file its bytes stay for them. Call it outside a transaction: bytes cannot be
    rolled back. Raises NoSuchFile.
    """
    row = store.held(hash)
    if row is None:
        raise NoSuchFile(hash=hash)
    digest = row.digest
    if not digest:
        return True
    kept = store.storage()
    with kept.guard(digest):
        with transaction.atomic(durable=True):
            if not store.remove_use(hash, record):
                return False
            FileHeld.objects.filter(pk=hash).update(digest="", name="", salt=None, destroyed_by=by_record)
        _remove_unnamed(kept, digest)
    return True


def sweep(*, now: int) -> int:
    """Remove files that no record named in time, bytes that no row names, uploads left lying; how many in all."""
    kept, swept = store.storage(), 0
    for row in list(store.unused(now - KEPT_UNNAMED)):
        with kept.guard(row.digest):
            with transaction.atomic(durable=True):
                store.unused(now - KEPT_UNNAMED).filter(pk=row.hash).delete()
            swept += _remove_unnamed(kept, row.digest)
    for digest in kept.digests():
        with kept.guard(digest):
            swept += _remove_unnamed(kept, digest)
    store.expired_uploads(now - KEPT_UNNAMED).delete()
    for token in kept.stale((now - KEPT_UNNAMED) / 1_000_000):
        kept.abandon(token)
        swept += 1
    return swept


def make_thumbnail(*, hash: str) -> bytes:
    """The small picture of a picture or of the first page of a PDF, made the first time it is asked for.

    Of a film the one that its sender's browser made, where there is one. Raises NoSuchFile, FileDestroyed.
    """
    row = store.held(hash)
    is_film = row is not None and row.digest and kind_of(row.media_type).is_film
    if row is not None and is_film and (there := store.storage().derived(row.digest, POSTER)):
        return there
    return _derived(hash, THUMBNAIL, lambda kind: kind.is_picture or kind is PDF, _small)


def keep_poster(*, hash: str, data: bytes) -> bool:
    """Keep a picture of a film that its sender's browser made, drawn anew; whether it was one.

    It is something derived, lies apart from the film and proves nothing.
    """
    row = store.held(hash)
    if row is None or not row.digest or not kind_of(row.media_type).is_film:
        return False
    try:
        made = thumbnail(data)
    except UNREADABLE:
        return False
    kept = store.storage()
    with kept.guard(row.digest):
        if store.is_named(row.digest):
            kept.put_derived(row.digest, POSTER, made)
    return True


def _small(data: bytes) -> bytes | None:
    if not data.startswith(b"%PDF-"):
        return thumbnail(data)
    page = page_picture(data, 1)
    return thumbnail(page) if page else None


def make_page_picture(*, hash: str, page: int) -> bytes:
    """A page (from 1) of a PDF as a picture, made the first time. Raises NoSuchFile, FileDestroyed."""
    return _derived(
        hash, f"page-{page}.webp", lambda kind: kind is PDF, lambda data: page_picture(data, page)
    )


def _derived(
    hash: str, name: str, fits: Callable[[Kind], bool], make: Callable[[bytes], bytes | None]
) -> bytes:
    row = store.held(hash)
    if row is None or not fits(kind_of(row.media_type)):
        raise NoSuchFile(hash=hash)
    if row.destroyed_by:
        raise FileDestroyed(record=row.destroyed_by)
    kept = store.storage()
    if there := kept.derived(row.digest, name):
        return there
    made = make(b"".join(kept.read(row.digest)))
    if made is None:
        raise NoSuchFile(hash=hash)
    with kept.guard(row.digest):
        if store.is_named(row.digest):
            kept.put_derived(row.digest, name, made)
    return made


def _remove_unnamed(kept: Storage, digest: str) -> bool:
    """Remove the bytes unless a row names them; under the guard of their address."""
    if store.is_named(digest):
        return False
    kept.remove(digest)
    return True
