"""Reading of files: frozen values, bytes in blocks, and the check that what is held is what was taken in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.db.models import OuterRef, Subquery

from plumbline.apps.attachments import store
from plumbline.apps.attachments.errors import FileDestroyed, NoSuchFile
from plumbline.apps.attachments.kinds import PDF, POSTER, TEXT, Kind, kind_of
from plumbline.apps.attachments.models import HAVE_TEXT, FileHeld, FixityFinding, UploadUnderWay
from plumbline.apps.attachments.storage import digest_of
from plumbline.apps.attachments.text_reading import Reading, TextRead
from plumbline.apps.questions import Question


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file whose bytes are held."""

    hash: str
    size: int
    kind: Kind
    name: str
    pages: int | None
    salted: bool
    first_seen: int
    digest: str
    """Address of the bytes. Never shown: for a salted file it would confirm a guess."""
    reading: Reading = ""
    fault: str | None = None
    """What the last check of stored files found of it (`changed`, `missing`); None while it is sound."""

    @property
    def has_text(self) -> bool:
        """Whether it is of a kind whose text is searched."""
        return self.kind.media_type in HAVE_TEXT

    @property
    def has_small(self) -> bool:
        """Whether a small picture of it can be shown: of pictures, PDF, and films that came with one."""
        if self.kind.is_film:
            return store.storage().derived(self.digest, POSTER) is not None
        return self.kind.is_picture or self.kind is PDF

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Its bytes in blocks; raises NoSuchFile when they are gone from the storage."""
        return store.storage().read(self.digest, start, end)


def bytes_at(digest: str, start: int, end: int) -> Iterator[bytes]:
    """Bytes at an address of the storage; no row is asked for. Raises NoSuchFile."""
    return store.storage().read(digest, start, end)


def file(hash: str) -> HeldFile:
    """The file under this hash; raises NoSuchFile, FileDestroyed."""
    if (known := files([hash]).get(hash)) is not None:
        return known
    row = store.held(hash)
    if row is None:
        raise NoSuchFile(hash=hash)
    if row.destroyed_by:
        raise FileDestroyed(record=row.destroyed_by)
    return _held(row)


def files(hashes: Iterable[str]) -> dict[str, HeldFile]:
    """Of these, the files whose bytes are held."""
    return {
        hash: HeldFile(hash, size, kind_of(kind), *more) for hash, size, kind, *more in _FILES(list(hashes))
    }


_FILES = Question(
    lambda hashes: (
        FileHeld.objects.filter(pk__in=hashes)
        .exclude(digest="")
        .annotate(fault=Subquery(FixityFinding.objects.filter(pk=OuterRef("digest")).values("what")))
        .values_list(
            *("hash", "size", "media_type", "name", "pages"),
            *("salted", "first_seen", "digest", "reading", "fault"),
        )
    )
)


def text_of(held: HeldFile) -> TextRead | None:
    """What was read of the file and is kept beside its bytes; None where nothing is (read it first)."""
    kept = store.storage().derived(held.digest, TEXT)
    return None if kept is None else TextRead.kept(kept)


def unread(most: int) -> list[tuple[HeldFile, list[str]]]:
    """Files whose text nobody read yet, oldest first, with the records that name them."""
    rows = store.unread(most)
    uses: dict[str, list[str]] = {}
    for hash, record in store.uses_of([row.hash for row in rows]):
        uses.setdefault(hash, []).append(record)
    return [(_held(row), uses.get(row.hash, [])) for row in rows]


def waits_for(hash: str, by: str) -> bool:
    """Whether the file was taken in by this account and no record names it yet."""
    row = store.held(hash)
    return row is not None and row.uploaded_by == by and not store.has_use(hash)


def salt_of(hash: str) -> bytes | None:
    """The salt of a file that no record names yet; None for a plain file. Raises NoSuchFile."""
    row = store.held(hash)
    if row is None:
        raise NoSuchFile(hash=hash)
    return None if row.salt is None else bytes(row.salt)


def digests_held() -> Iterator[str]:
    """The addresses that the index names, in order, each once."""
    last = ""
    for row in store.all_held():
        if row.digest != last:
            last = row.digest
            yield last


def records_with_same_bytes(hash: str) -> list[str]:
    """The records that name the very same bytes under whatever hash, oldest file first. Raises NoSuchFile."""
    row = store.held(hash)
    if row is None or not row.digest:
        raise NoSuchFile(hash=hash)
    return list(dict.fromkeys(record for _, record in store.uses_of(store.hashes_of(row.digest))))


@dataclass(frozen=True, slots=True)
class UploadView:
    """A resumable upload and how far it is."""

    row: UploadUnderWay
    offset: int

    @property
    def token(self) -> str:
        """What it is asked for by."""
        return str(self.row.token)

    @property
    def size(self) -> int:
        """Bytes announced."""
        return int(self.row.size)

    @property
    def hash(self) -> str:
        """The file's name in the index, empty until it was taken in."""
        return str(self.row.hash)


def upload(token: str, *, account: str, case: str) -> UploadView:
    """The upload of this account for this case; raises NoSuchFile."""
    row = store.under_way(token)
    if row is None or row.account != account or row.case != case:
        raise NoSuchFile(hash=token)
    return _upload(row)


def uploads(*, account: str, case: str) -> list[UploadView]:
    """The uploads of this account for this case that no record names yet, oldest first."""
    found = []
    for row in store.uploads_of(account).filter(case=case):
        try:
            found.append(_upload(row))
        except NoSuchFile:  # swept, and its row goes with the next sweep
            continue
    return found


def _upload(row: UploadUnderWay) -> UploadView:
    return UploadView(row, row.size if row.hash else store.storage().offset(row.token))


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes that are not what the index says."""

    what: Literal["missing", "changed", "unnamed"]
    digest: str
    hashes: tuple[str, ...] = ()


def check_fixity() -> Iterator[Fault | None]:
    """Read every file again and compare it with its address: one answer a file, None where all is well.

    Bytes that no row names come last; they may be an upload of this moment.
    """
    kept, named = store.storage(), set()
    for row in store.all_held():
        if row.digest in named:
            continue
        named.add(row.digest)
        yield _checked(row)
    for digest in kept.digests():
        if digest not in named:
            yield Fault("unnamed", digest)


def _checked(row: FileHeld) -> Fault | None:
    try:
        digest, _ = digest_of(store.storage().read(row.digest))
    except NoSuchFile:
        return Fault("missing", row.digest, tuple(store.hashes_of(row.digest)))
    return None if digest == row.digest else Fault("changed", row.digest, tuple(store.hashes_of(row.digest)))


def _held(row: FileHeld) -> HeldFile:
    return HeldFile(
        hash=row.hash,
        size=row.size,
        kind=kind_of(row.media_type),
        name=row.name,
        pages=row.pages,
        salted=row.salted,
        first_seen=row.first_seen,
        digest=row.digest,
        reading=row.reading,
    )


@dataclass(frozen=True, slots=True)
class FaultView:
    """An open finding: what is wrong, with which files, named by which records."""

    what: str
    found_at: int
    seen_at: int
    hashes: tuple[str, ...]
    """Empty for bytes that nothing names."""
    records: tuple[str, ...]
    digest: str
    """Shown only where nothing names it: for a salted file it would confirm a guess."""


def fixity_faults() -> list[FaultView]:
    """The open findings of the check, newest first."""
    found = []
    for row in store.faults():
        hashes = tuple(store.hashes_of(row.digest))
        records = tuple(dict.fromkeys(record for _, record in store.uses_of(hashes)))
        found.append(FaultView(row.what, row.found_at, row.seen_at, hashes, records, row.digest))
    return found


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held in all; `oldest_check` is the instant of the check that lies longest ago, 0 where one waits."""

    files: int
    bytes: int
    oldest_check: int


def holdings() -> Holdings:
    """What is held in all."""
    found = store.totals()
    return Holdings(found["files"] or 0, found["bytes"] or 0, found["oldest"] or 0)
