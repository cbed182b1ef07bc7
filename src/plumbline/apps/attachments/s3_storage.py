"""Bytes in an S3-compatible object store, behind the interface of `storage`.

    bytes/ab/cd/abcd…    by content, filled once by a copy inside the store
    derived/abcd….name   small things made from them
    incoming/token       uploads under way: a multipart upload, parts of `PART` bytes
    tail/token           what does not fill a part yet

Web nodes hold no state: how far an upload is, the parts say. A part is numbered by its place, so that one sent twice
replaces itself. For inspection an upload is fetched once into a scratch folder. The bucket should keep versions: what
somebody overwrote or deleted behind our back can then be brought back; `remove` takes every version.
"""

from __future__ import annotations

import fcntl
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

from plumbline.apps.attachments.content import Piece
from plumbline.apps.attachments.errors import BytesUnreadable, NoSuchFile, UploadBusy, WrongOffset
from plumbline.apps.attachments.storage import BLOCK, DIGEST, TOKEN, blocks

PART = 8 * 1024 * 1024
"""Bytes of a part; the protocol wants 5 MiB at least."""
_GONE = {"404", "NoSuchKey", "NoSuchUpload", "NotFound", "NoSuchVersion"}
Guard = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where the store is and who asks."""

    endpoint: str
    name: str
    access: str
    secret: str
    region: str = "us-east-1"

    def client(self) -> Any:
        """A client: signatures of version 4, addresses by path, as stores on one's own machines want them."""
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            retries={"max_attempts": 5, "mode": "standard"},
        )
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint or None,
            aws_access_key_id=self.access,
            aws_secret_access_key=self.secret,
            region_name=self.region,
            config=config,
        )


class S3Storage:
    """See the module. `guard` keeps the filling and emptying of an address apart, on every machine that may do it."""

    def __init__(self, bucket: Bucket, scratch: Path, guard: Guard | None = None) -> None:
        self._s3, self._name = bucket.client(), bucket.name
        self._scratch = scratch
        self._guard = guard
        scratch.mkdir(parents=True, exist_ok=True)

    # -- uploads under way

    def begin(self) -> str:
        """A new upload: its token."""
        token = secrets.token_hex(16)
        self._s3.create_multipart_upload(Bucket=self._name, Key=_incoming(token))
        return token

    def offset(self, token: str) -> int:
        """Bytes of the upload that the store has; raises NoSuchFile."""
        upload = self._upload(token)
        if upload is None:
            return self._finished(token)
        return sum(int(one["Size"]) for one in self._parts(token, upload)) + self._size(_tail(token), 0)

    def append(self, token: str, offset: int, chunks: Iterable[bytes], limit: int) -> int:
        """Append at `offset`: whole parts go on as they fill, the rest waits as the tail."""
        with self._alone(token):
            upload = self._upload(token)
            if upload is None:
                raise WrongOffset(there=self._finished(token), given=offset)
            parts = self._parts(token, upload)
            held = bytearray(self._bytes(_tail(token)))
            there = sum(int(one["Size"]) for one in parts) + len(held)
            if offset != there:
                raise WrongOffset(there=there, given=offset)
            number, before = len(parts) + 1, len(held)
            try:
                for chunk in chunks:
                    held += chunk
                    there += len(chunk)
                    while len(held) >= PART:
                        self._put_part(token, upload, number, bytes(held[:PART]))
                        del held[:PART]
                        number += 1
                    if there > limit:
                        break
            finally:
                if held:
                    self._s3.put_object(Bucket=self._name, Key=_tail(token), Body=bytes(held))
                elif before:
                    self._purge(_tail(token))
        return there

    def path(self, token: str) -> Path:
        """The upload put together, as a local copy for inspection; raises NoSuchFile."""
        local = self._local(token)
        upload = self._upload(token)
        if upload is not None:
            self._put_together(token, upload)
        size = self._finished(token)
        if not local.exists() or local.stat().st_size != size:
            made = local.with_suffix(".part")
            with made.open("wb") as stream:
                for block in self._stream(_incoming(token), 0, size):
                    stream.write(block)
            made.rename(local)
        return local

    def part_addresses(self, token: str, size: int) -> list[str]:
        """Addresses, good for an hour, at which a sender may put the parts itself; raises NoSuchFile."""
        upload = self._upload(token)
        if upload is None:
            raise NoSuchFile(hash=token)
        told = {"Bucket": self._name, "Key": _incoming(token), "UploadId": upload}
        return [
            self._s3.generate_presigned_url("upload_part", Params={**told, "PartNumber": n}, ExpiresIn=3600)
            for n in range(1, -(-size // PART) + 1)
        ]

    def abandon(self, token: str) -> None:
        """Forget the upload, if it is there."""
        if not TOKEN.fullmatch(token):
            return
        if (upload := self._upload(token)) is not None:
            with _gone_is_fine():
                self._s3.abort_multipart_upload(Bucket=self._name, Key=_incoming(token), UploadId=upload)
        self._purge(_incoming(token))
        self._purge(_tail(token))
        for path in self._scratch.glob(f"{token}*"):
            path.unlink(missing_ok=True)

    def stale(self, before: float) -> Iterator[str]:
        """Uploads that nothing was appended to since then."""
        for one in self._pages("list_multipart_uploads", "Uploads", Prefix="incoming/"):
            token = one["Key"].removeprefix("incoming/")
            moments = [one["Initiated"], *(p["LastModified"] for p in self._parts(token, one["UploadId"]))]
            if max(moments).timestamp() < before:
                yield token
        for one in self._pages("list_objects_v2", "Contents", Prefix="incoming/"):
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
            source = {"Bucket": self._name, "Key": _incoming(token)}
            self._s3.copy_object(Bucket=self._name, Key=key, CopySource=source)
            return
        other = self.begin()
        try:
            self.append(other, 0, blocks(self.path(token), pieces), 1 << 62)
            self.put(other, digest, None)
        finally:
            self.abandon(other)

    def read(self, digest: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes from `start` to `end`; asked for at once, read block by block."""
        return self._stream(_at(digest), start, end)

    def size(self, digest: str) -> int | None:
        """Bytes at the address."""
        found = self._size(_at(digest), -1)
        return None if found < 0 else found

    def remove(self, digest: str) -> None:
        """Remove every version of the bytes and of what was derived from them."""
        self._purge(_at(digest))
        self._purge(f"derived/{digest}.")

    def digests(self) -> Iterator[str]:
        """Every address that holds bytes, in order."""
        for one in self._pages("list_objects_v2", "Contents", Prefix="bytes/"):
            name = one["Key"].rpartition("/")[2]
            if DIGEST.fullmatch(name):
                yield name

    def put_derived(self, digest: str, name: str, data: bytes) -> None:
        """Keep something small that was made from the bytes."""
        self._s3.put_object(Bucket=self._name, Key=f"derived/{digest}.{name}", Body=data)

    def derived(self, digest: str, name: str) -> bytes | None:
        """What was kept under that name."""
        return self._bytes(f"derived/{digest}.{name}") or None

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

    # -- the store's own words

    def _upload(self, token: str) -> str | None:
        """The store's name of a multipart upload; None once it was put together."""
        if not TOKEN.fullmatch(token):
            raise NoSuchFile(hash=token)
        found = self._s3.list_multipart_uploads(Bucket=self._name, Prefix=_incoming(token))
        return next((str(one["UploadId"]) for one in found.get("Uploads", ())), None)

    def _finished(self, token: str) -> int:
        size = self._size(_incoming(token), -1)
        if size < 0:
            raise NoSuchFile(hash=token)
        return size

    def _parts(self, token: str, upload: str) -> list[dict[str, Any]]:
        try:
            return list(self._pages("list_parts", "Parts", Key=_incoming(token), UploadId=upload))
        except ClientError as error:
            _check_gone(error)
            return []

    def _put_part(self, token: str, upload: str, number: int, data: bytes) -> None:
        told = {"Bucket": self._name, "Key": _incoming(token), "UploadId": upload}
        self._s3.upload_part(**told, PartNumber=number, Body=data)

    def _put_together(self, token: str, upload: str) -> None:
        tail = self._bytes(_tail(token))
        parts = self._parts(token, upload)
        if not parts and len(tail) < PART:
            self._s3.put_object(Bucket=self._name, Key=_incoming(token), Body=tail)
            self._s3.abort_multipart_upload(Bucket=self._name, Key=_incoming(token), UploadId=upload)
            return
        if tail:
            self._put_part(token, upload, len(parts) + 1, tail)
            parts = self._parts(token, upload)
        made = [{"PartNumber": one["PartNumber"], "ETag": one["ETag"]} for one in parts]
        self._s3.complete_multipart_upload(
            Bucket=self._name, Key=_incoming(token), UploadId=upload, MultipartUpload={"Parts": made}
        )

    def _stream(self, key: str, start: int, end: int | None) -> Iterator[bytes]:
        if end is not None and end <= start:
            return iter(())
        wanted = f"bytes={start}-{'' if end is None else end - 1}"
        asked = {} if start == 0 and end is None else {"Range": wanted}
        try:
            body = self._s3.get_object(Bucket=self._name, Key=key, **asked)["Body"]
        except ClientError as error:
            _check_gone(error)
            raise NoSuchFile(hash=key.rpartition("/")[2]) from None
        return _Body(body, key.rpartition("/")[2])

    def _bytes(self, key: str) -> bytes:
        try:
            return b"".join(self._stream(key, 0, None))
        except NoSuchFile:
            return b""

    def _size(self, key: str, lacking: int) -> int:
        try:
            return int(self._s3.head_object(Bucket=self._name, Key=key)["ContentLength"])
        except ClientError as error:
            _check_gone(error)
            return lacking

    def _purge(self, prefix: str) -> None:
        """Remove every version under a name."""
        for kind in ("Versions", "DeleteMarkers"):
            for one in list(self._pages("list_object_versions", kind, Prefix=prefix)):
                with _gone_is_fine():
                    self._s3.delete_object(Bucket=self._name, Key=one["Key"], VersionId=one["VersionId"])

    def _pages(self, call: str, kind: str, **told: Any) -> Iterator[dict[str, Any]]:
        for page in self._s3.get_paginator(call).paginate(Bucket=self._name, **told):
            yield from page.get(kind, ())

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


class _Body:
    """The answer of the store block by block; it lets the connection go at the end, or on `close`."""

    def __init__(self, body: Any, name: str) -> None:
        self._body, self._name = body, name

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            block: bytes = self._body.read(BLOCK)
        except (BotoCoreError, HTTPError):
            self.close()
            raise BytesUnreadable(hash=self._name) from None
        if not block:
            self.close()
            raise StopIteration
        return block

    def close(self) -> None:
        """Let the connection go; the browser may have gone before the end."""
        self._body.close()


def _incoming(token: str) -> str:
    return f"incoming/{token}"


def _tail(token: str) -> str:
    return f"tail/{token}"


def _at(digest: str) -> str:
    if not DIGEST.fullmatch(digest):
        raise NoSuchFile(hash=digest)
    return f"bytes/{digest[:2]}/{digest[2:4]}/{digest}"


def _check_gone(error: ClientError) -> None:
    """Raises the error unless it says that there is nothing."""
    if str(error.response.get("Error", {}).get("Code", "")) not in _GONE:
        raise error


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        _check_gone(error)
