"""Where bytes lie: a folder addressed by content behind a small interface; object storage (`s3_storage`) stands behind
the same.

The address of bytes is their SHA-256. Bytes that are there never change: an address is filled once, by renaming a file
that was flushed to disk, and its folder is flushed after it. So what a crash leaves is an upload that is not finished,
or bytes that no row names yet; both are swept.

An upload is begun, appended to at an offset, and taken in: one request does all three, a resumable upload (tus) does
the second one as often as it needs.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol

from plumbline.apps.attachments.content import Piece
from plumbline.apps.attachments.errors import NoSuchFile, UploadBusy, WrongOffset

BLOCK = 1 << 18
AHEAD = 1 << 24
"""Bytes after which the disk is told to begin while more comes."""
TOKEN = re.compile(r"[0-9a-f]{32}")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PartAddress:
    """Where a sender may put `size` bytes of an upload, from `offset` on, into the store itself."""

    address: str
    offset: int
    size: int


class Storage(Protocol):
    """Uploads that are under way, and bytes by their SHA-256 (64 hex digits)."""

    alone_writes: bool
    """Whether nothing but `append` writes to an upload: what was hashed as it came need not be read again."""

    def begin(self) -> str:
        """A new upload: its token."""

    def offset(self, token: str) -> int:
        """Bytes of the upload that are safe on disk; raises NoSuchFile."""

    def append(self, token: str, offset: int, chunks: Iterable[bytes], limit: int) -> int:
        """Append at `offset`; the new offset. Stops behind `limit`. What came before an error of `chunks` is kept.

        Raises NoSuchFile, WrongOffset, UploadBusy.
        """

    def part_addresses(self, token: str, size: int) -> list[PartAddress]:
        """Where a sender may put what lacks of `size` bytes, in this order; none where all comes by `append`.

        Raises NoSuchFile, UploadBusy.
        """

    def path(self, token: str) -> Path:
        """The upload as a local file, for inspection; raises NoSuchFile."""

    def abandon(self, token: str) -> None:
        """Forget the upload, if it is there."""

    def stale(self, before: float) -> Iterator[str]:
        """Uploads that nothing was appended to since then (seconds since 1970)."""

    def put(self, token: str, digest: str, pieces: Sequence[Piece] | None) -> None:
        """Bring the upload, or what its pieces make, to its address; once it returns the bytes are safe.

        The upload itself stays until it is abandoned, so that a crash before its row was kept loses nothing.
        """

    def read(self, digest: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes from `start` to `end` (exclusive); raises NoSuchFile."""

    def size(self, digest: str) -> int | None:
        """Bytes at the address; None when there are none."""

    def remove(self, digest: str) -> None:
        """Remove the bytes and what was derived from them."""

    def digests(self) -> Iterator[str]:
        """Every address that holds bytes, in order."""

    def put_derived(self, digest: str, name: str, data: bytes) -> None:
        """Keep something small that was made from the bytes, such as a thumbnail."""

    def derived(self, digest: str, name: str) -> bytes | None:
        """What was kept under that name."""

    def room(self) -> int | None:
        """Bytes that are free; None where there is no telling."""

    @contextmanager
    def guard(self, digest: str) -> Iterator[None]:
        """One at a time may fill or empty an address."""
        yield


class FolderStorage:
    """Bytes in a local folder: `bytes/ab/cd/abcd…`, derived ones in `derived/`, uploads in `incoming/`."""

    alone_writes = True

    def __init__(self, root: Path) -> None:
        self._root = root
        for name in ("incoming", "bytes", "derived", "guards"):
            (root / name).mkdir(parents=True, exist_ok=True)

    def begin(self) -> str:
        """A new upload: its token."""
        token = secrets.token_hex(16)
        (self._root / "incoming" / token).touch(mode=0o600, exist_ok=False)
        return token

    def offset(self, token: str) -> int:
        """Bytes of the upload that are there; raises NoSuchFile."""
        return self.path(token).stat().st_size

    def append(self, token: str, offset: int, chunks: Iterable[bytes], limit: int) -> int:
        """Append at `offset`; a part sent twice at once is told that the other is being received."""
        with self.path(token).open("r+b", buffering=0) as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UploadBusy() from None
            there = stream.seek(0, os.SEEK_END)
            if offset != there:
                raise WrongOffset(there=there, given=offset)
            with _FlushedAhead(stream) as written:
                for chunk in chunks:
                    written.write(chunk)
                    there += len(chunk)
                    if there > limit:
                        break
        return there

    def part_addresses(self, token: str, size: int) -> list[PartAddress]:
        """None: a folder has no door of its own."""
        return []

    def path(self, token: str) -> Path:
        """The upload as a local file; raises NoSuchFile."""
        path = self._root / "incoming" / token
        if not TOKEN.fullmatch(token) or not path.is_file():
            raise NoSuchFile(hash=token)
        return path

    def abandon(self, token: str) -> None:
        """Forget the upload, if it is there."""
        with suppress(NoSuchFile):
            self.path(token).unlink(missing_ok=True)

    def stale(self, before: float) -> Iterator[str]:
        """Uploads that nothing was appended to since then."""
        for path in sorted((self._root / "incoming").iterdir()):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    yield path.name

    def put(self, token: str, digest: str, pieces: Sequence[Piece] | None) -> None:
        """Bring the upload, or what its pieces make, to its address."""
        source, target = self.path(token), self._at(digest)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        if pieces is not None:
            made = source.with_suffix(".made")
            with made.open("wb") as stream:
                for block in blocks(source, pieces):
                    stream.write(block)
                _flush(stream)
            made.chmod(0o440)
            made.rename(target)
        else:
            source.chmod(0o440)
            os.link(source, target)
        for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
            _flush_folder(folder)

    def read(self, digest: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes from `start` to `end`; opened at once, read block by block."""
        try:
            stream = self._at(digest).open("rb")
        except FileNotFoundError:
            raise NoSuchFile(hash=digest) from None
        return Blocks(stream, start, end)

    def size(self, digest: str) -> int | None:
        """Bytes at the address."""
        try:
            return self._at(digest).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, digest: str) -> None:
        """Remove the bytes and what was derived from them."""
        for path in (self._at(digest), *self._root.glob(f"derived/{digest}.*")):
            path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            _flush_folder(self._at(digest).parent)

    def digests(self) -> Iterator[str]:
        """Every address that holds bytes."""
        for path in sorted((self._root / "bytes").glob("*/*/*")):
            if DIGEST.fullmatch(path.name):
                yield path.name

    def put_derived(self, digest: str, name: str, data: bytes) -> None:
        """Keep something small that was made from the bytes."""
        made = self._root / "incoming" / f"{secrets.token_hex(16)}.made"
        made.write_bytes(data)
        made.rename(self._root / "derived" / f"{digest}.{name}")

    def derived(self, digest: str, name: str) -> bytes | None:
        """What was kept under that name."""
        try:
            return (self._root / "derived" / f"{digest}.{name}").read_bytes()
        except FileNotFoundError:
            return None

    def room(self) -> int | None:
        """Bytes that are free on the disk of the folder."""
        return shutil.disk_usage(self._root).free

    @contextmanager
    def guard(self, digest: str) -> Iterator[None]:
        """One at a time may fill or empty an address: between «no row names it» and its removal nobody adds a row."""
        with (self._root / "guards" / digest[:2]).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _at(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise NoSuchFile(hash=digest)
        return self._root / "bytes" / digest[:2] / digest[2:4] / digest


def blocks(path: Path, pieces: Sequence[Piece] | None = None) -> Iterator[bytes]:
    """The file block by block, or what its pieces make."""
    with path.open("rb") as stream:
        for piece in [(0, path.stat().st_size)] if pieces is None else pieces:
            if isinstance(piece, bytes):
                yield piece
                continue
            stream.seek(piece[0])
            left = piece[1] - piece[0]
            while left > 0 and (block := stream.read(min(left, BLOCK))):
                left -= len(block)
                yield block


def digest_of(chunks: Iterable[bytes]) -> tuple[str, int]:
    """(SHA-256 in hex, bytes)."""
    running, size = hashlib.sha256(), 0
    for chunk in chunks:
        running.update(chunk)
        size += len(chunk)
    return running.hexdigest(), size


class Blocks:
    """The bytes of an open file from `start` to `end`, block by block; it closes the file at the end, or on `close`."""

    def __init__(self, stream: BinaryIO, start: int, end: int | None) -> None:
        self._stream = stream
        self._left = (os.fstat(stream.fileno()).st_size if end is None else end) - stream.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = b"" if self._stream.closed else self._stream.read(max(min(self._left, BLOCK), 0))
        if not block:
            self.close()
            raise StopIteration
        self._left -= len(block)
        return block

    def close(self) -> None:
        """Close the file; the browser may have gone before the end."""
        self._stream.close()


class _FlushedAhead:
    """Writes to a file and lets the disk begin while more comes, so that the last flush finds little left.

    Once the block of `with` ends, however it ends, what was written is safe.
    """

    def __init__(self, stream: FileIO) -> None:
        self._stream, self._since = stream, 0
        self._beside: ThreadPoolExecutor | None = None
        self._flushing: Future[None] | None = None

    def write(self, chunk: bytes) -> None:
        left = memoryview(chunk)
        while left:
            left = left[self._stream.write(left) :]
        self._since += len(chunk)
        if self._since >= AHEAD and (self._flushing is None or self._flushing.done()):
            self._flush()

    def _flush(self) -> None:
        """Begin to flush what is there; raises OSError where the flush before failed."""
        if self._flushing is not None:
            self._flushing.result()
        if self._beside is None:
            self._beside = ThreadPoolExecutor(1)
        self._flushing = self._beside.submit(os.fdatasync, self._stream.fileno())
        self._since = 0

    def __enter__(self) -> _FlushedAhead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        try:
            if self._beside is not None:
                self._beside.shutdown()  # the file must not be closed under a flush
        finally:
            os.fsync(self._stream.fileno())
        if self._flushing is not None:
            self._flushing.result()


def _flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
