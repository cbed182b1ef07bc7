"""Bytes in an S3-compatible object store, behind the interface of `storage`.

    bytes/ab/cd/abcd…    by content, filled once by a copy inside the store
    derived/abcd….name   small things made from them
    incoming/token       uploads under way: a multipart upload, parts of `PART` bytes
    tail/token           what does not fill a part yet

Web nodes hold no state: how far an upload is, the parts say. A part is numbered by its place, so that one sent twice
replaces itself. The command line may put parts here without the desk between, so nothing that was hashed on the way is
believed: for inspection an upload is fetched once into a scratch folder, and hashed there. The bucket should keep
versions: what somebody overwrote or deleted behind our back can then be brought back; `remove` takes every version.
"""

from __future__ import annotations

import fcntl
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from boto3.s3.transfer import TransferConfig

from plumbline.apps.attachments.content import Piece
from plumbline.apps.attachments.errors import HashDiffers, NoSuchFile, UploadBusy, WrongOffset
from plumbline.apps.attachments.s3_objects import Bucket, Objects, gone_is_fine, incoming, tail_of
from plumbline.apps.attachments.storage import DIGEST, TOKEN, PartAddress, blocks, digest_of

ONE_COPY = 1 << 30
"""Bytes that one copy inside the store moves; the protocol refuses more than 5 GiB, larger objects go in parts."""
PART = 8 * 1024 * 1024
"""Bytes of a part; the protocol wants 5 MiB at least."""
Guard = Callable[[str], AbstractContextManager[None]]


class S3Storage:
    """See the module. `guard` keeps the filling and emptying of an address apart, on every machine that may do it."""

    alone_writes = False

    def __init__(self, bucket: Bucket, scratch: Path, guard: Guard | None = None) -> None:
        self._objects = Objects(bucket)
        self._s3, self._name = self._objects.client, self._objects.name
        self._scratch = scratch
        self._guard = guard
        scratch.mkdir(parents=True, exist_ok=True)

    # -- uploads under way

    def begin(self) -> str:
        """A new upload: its token."""
        token = secrets.token_hex(16)
        self._s3.create_multipart_upload(Bucket=self._name, Key=incoming(token))
        return token

    def offset(self, token: str) -> int:
        """Bytes of the upload that the store has; raises NoSuchFile."""
        upload = self._objects.upload_of(token)
        if upload is None:
            return self._finished(token)
        parts = self._objects.parts(token, upload, PART)
        return sum(int(one["Size"]) for one in parts) + self._objects.size(tail_of(token), 0)

    def append(self, token: str, offset: int, chunks: Iterable[bytes], limit: int) -> int:
        """Append at `offset`: whole parts go on as they fill, the rest waits as the tail."""
        with self._alone(token):
            upload = self._objects.upload_of(token)
            if upload is None:
                raise WrongOffset(there=self._finished(token), given=offset)
            parts = self._objects.parts(token, upload, PART)
            held = bytearray(self._objects.content(tail_of(token)))
            there = sum(int(one["Size"]) for one in parts) + len(held)
            if offset != there:
                raise WrongOffset(there=there, given=offset)
            number, before = len(parts) + 1, len(held)
            try:
                for chunk in chunks:
                    held += chunk
                    there += len(chunk)
                    while len(held) >= PART:
                        self._objects.put_part(token, upload, number, bytes(held[:PART]))
                        del held[:PART]
                        number += 1
                    if there > limit:
                        break
            finally:
                if held:
                    self._s3.put_object(Bucket=self._name, Key=tail_of(token), Body=bytes(held))
                elif before:
                    self._objects.purge(tail_of(token))
        return there

    def path(self, token: str) -> Path:
        """The upload put together, as a local copy for inspection; raises NoSuchFile."""
        local = self._local(token)
        upload = self._objects.upload_of(token)
        if upload is not None:
            self._objects.put_together(token, upload, PART)
        size = self._finished(token)
        if not local.exists() or local.stat().st_size != size:
            made = local.with_suffix(".part")
            with made.open("wb") as stream:
                for block in self._objects.stream(incoming(token), 0, size):
                    stream.write(block)
            made.rename(local)
        return local

    def part_addresses(self, token: str, size: int) -> list[PartAddress]:
        """For the next parts, good for an hour. What does not fill a part yet is sent again with its part."""
        with self._alone(token):
            upload = self._objects.upload_of(token)
            if upload is None:
                raise NoSuchFile(hash=token)
            found = self._objects.addresses(token, upload, size, PART)
            if found and self._objects.size(tail_of(token), -1) >= 0:
                self._objects.purge(tail_of(token))
        return found

    def abandon(self, token: str) -> None:
        """Forget the upload, if it is there."""
        if not TOKEN.fullmatch(token):
            return
        if (upload := self._objects.upload_of(token)) is not None:
            with gone_is_fine():
                self._s3.abort_multipart_upload(Bucket=self._name, Key=incoming(token), UploadId=upload)
        self._objects.purge(incoming(token))
        self._objects.purge(tail_of(token))
        for path in self._scratch.glob(f"{token}*"):
            path.unlink(missing_ok=True)

    def stale(self, before: float) -> Iterator[str]:
        """Uploads that nothing was appended to since then."""
        for one in self._objects.pages("list_multipart_uploads", "Uploads", Prefix="incoming/"):
            token = one["Key"].removeprefix("incoming/")
            moments = [
                one["Initiated"],
                *(p["LastModified"] for p in self._objects.parts(token, one["UploadId"], PART)),
            ]
            if max(moments).timestamp() < before:
                yield token
        for one in self._objects.pages("list_objects_v2", "Contents", Prefix="incoming/"):
            if one["LastModified"].timestamp() < before:
                yield one["Key"].removeprefix("incoming/")

    # -- bytes by their address

    def put(self, token: str, digest: str, pieces: Sequence[Piece] | None) -> None:
        """Bring the upload, or what its pieces make, to its address."""
        key = _at(digest)
        if self.size(digest) is not None:
            return
        if pieces is None:
            self.path(token)
            source = {"Bucket": self._name, "Key": incoming(token)}
            how = TransferConfig(
                multipart_threshold=ONE_COPY, multipart_chunksize=ONE_COPY, use_threads=False
            )
            self._s3.copy(source, self._name, key, Config=how)
            self._check_copied(digest)
            return
        other = self.begin()
        try:
            self.append(other, 0, blocks(self.path(token), pieces), 1 << 62)
            self.put(other, digest, None)
        finally:
            self.abandon(other)

    def read(self, digest: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes from `start` to `end`; asked for at once, read block by block."""
        return self._objects.stream(_at(digest), start, end)

    def size(self, digest: str) -> int | None:
        """Bytes at the address."""
        found = self._objects.size(_at(digest), -1)
        return None if found < 0 else found

    def remove(self, digest: str) -> None:
        """Remove every version of the bytes and of what was derived from them."""
        self._objects.purge(_at(digest))
        self._objects.purge(f"derived/{digest}.")

    def digests(self) -> Iterator[str]:
        """Every address that holds bytes, in order."""
        for one in self._objects.pages("list_objects_v2", "Contents", Prefix="bytes/"):
            name = one["Key"].rpartition("/")[2]
            if DIGEST.fullmatch(name):
                yield name

    def put_derived(self, digest: str, name: str, data: bytes) -> None:
        """Keep something small that was made from the bytes."""
        self._s3.put_object(Bucket=self._name, Key=f"derived/{digest}.{name}", Body=data)

    def derived(self, digest: str, name: str) -> bytes | None:
        """What was kept under that name."""
        return self._objects.content(f"derived/{digest}.{name}") or None

    def room(self) -> int | None:
        """The store does not say."""
        return None

    @contextmanager
    def guard(self, digest: str) -> Iterator[None]:
        """One at a time may fill or empty an address."""
        if self._guard is not None:
            with self._guard(digest):
                yield
            return
        with (self._scratch / f"guard-{digest[:2]}").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _check_copied(self, digest: str) -> None:
        """A store may still take a part after the parts were put together and hashed (OpenStack Swift does)."""
        if self._objects.lets_senders_in and (came := digest_of(self.read(digest))[0]) != digest:
            self.remove(digest)
            raise HashDiffers(name="", sent=digest, came=came)

    def _finished(self, token: str) -> int:
        size = self._objects.size(incoming(token), -1)
        if size < 0:
            raise NoSuchFile(hash=token)
        return size

    def _local(self, token: str) -> Path:
        return self._scratch / token

    @contextmanager
    def _alone(self, token: str) -> Iterator[None]:
        if not TOKEN.fullmatch(token):
            raise NoSuchFile(hash=token)
        with (self._scratch / f"{token}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UploadBusy() from None
            yield


def _at(digest: str) -> str:
    if not DIGEST.fullmatch(digest):
        raise NoSuchFile(hash=digest)
    return f"bytes/{digest[:2]}/{digest[2:4]}/{digest}"
