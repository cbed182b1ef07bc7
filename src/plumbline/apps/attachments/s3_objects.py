"""Objects of an S3 bucket: read in blocks, sent in parts, measured, listed, removed with every version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

from plumbline.apps.attachments.errors import BytesUnreadable, NoSuchFile
from plumbline.apps.attachments.storage import BLOCK, TOKEN, PartAddress

AT_ONCE = 64
"""Parts whose addresses a sender is given at once."""
_GONE = {"404", "NoSuchKey", "NoSuchUpload", "NotFound", "NoSuchVersion"}


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where the store is and who asks."""

    endpoint: str
    name: str
    access: str
    secret: str
    region: str = "us-east-1"
    senders: str = ""
    """Where the command line of organs reaches the store; empty: it does not, and all comes through the desk."""

    def client(self, endpoint: str = "") -> Any:
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
            endpoint_url=endpoint or self.endpoint or None,
            aws_access_key_id=self.access,
            aws_secret_access_key=self.secret,
            region_name=self.region,
            config=config,
        )


class Objects:
    """What lies in a bucket."""

    def __init__(self, bucket: Bucket) -> None:
        self.client, self.name = bucket.client(), bucket.name
        self._seen_by_senders = bucket.client(bucket.senders) if bucket.senders else None

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes from `start` to `end` (exclusive), asked for at once; raises NoSuchFile."""
        if end is not None and end <= start:
            return iter(())
        wanted = f"bytes={start}-{'' if end is None else end - 1}"
        asked = {} if start == 0 and end is None else {"Range": wanted}
        try:
            body = self.client.get_object(Bucket=self.name, Key=key, **asked)["Body"]
        except ClientError as error:
            check_gone(error)
            raise NoSuchFile(hash=key.rpartition("/")[2]) from None
        return _Body(body, key.rpartition("/")[2])

    def content(self, key: str) -> bytes:
        """All bytes of something small; none where there is nothing."""
        try:
            return b"".join(self.stream(key))
        except NoSuchFile:
            return b""

    def size(self, key: str, lacking: int) -> int:
        """Bytes of an object; `lacking` where there is none."""
        try:
            return int(self.client.head_object(Bucket=self.name, Key=key)["ContentLength"])
        except ClientError as error:
            check_gone(error)
            return lacking

    def purge(self, prefix: str) -> None:
        """Remove every version under a name."""
        for kind in ("Versions", "DeleteMarkers"):
            for one in list(self.pages("list_object_versions", kind, Prefix=prefix)):
                with gone_is_fine():
                    self.client.delete_object(Bucket=self.name, Key=one["Key"], VersionId=one["VersionId"])

    def pages(self, call: str, kind: str, **told: Any) -> Iterator[dict[str, Any]]:
        """What a listing call names, over all its pages."""
        for page in self.client.get_paginator(call).paginate(Bucket=self.name, **told):
            yield from page.get(kind, ())

    def upload_of(self, token: str) -> str | None:
        """The store's name of a multipart upload; None once it was put together."""
        if not TOKEN.fullmatch(token):
            raise NoSuchFile(hash=token)
        found = self.client.list_multipart_uploads(Bucket=self.name, Prefix=incoming(token))
        return next((str(one["UploadId"]) for one in found.get("Uploads", ())), None)

    def parts(self, token: str, upload: str, part: int) -> list[dict[str, Any]]:
        """The parts that came, from the first on as far as none lacks and each but the last has `part` bytes."""
        found: list[dict[str, Any]] = []
        try:
            for one in self.pages("list_parts", "Parts", Key=incoming(token), UploadId=upload):
                if one["PartNumber"] != len(found) + 1:
                    break
                found.append(one)
                if one["Size"] != part:
                    break
        except ClientError as error:
            check_gone(error)
        return found

    @property
    def lets_senders_in(self) -> bool:
        """Whether senders may put parts of their uploads here themselves."""
        return self._seen_by_senders is not None

    def addresses(self, token: str, upload: str, size: int, part: int) -> list[PartAddress]:
        """Where a sender may put the next parts of an upload of `size` bytes, each just so large, for an hour; none
        where senders do not reach the store.
        """
        if self._seen_by_senders is None:
            return []
        told, found = {"Bucket": self.name, "Key": incoming(token), "UploadId": upload}, list[PartAddress]()
        first = len(self.parts(token, upload, part))
        for number in range(first, min(first + AT_ONCE, -(-size // part))):
            length = min(part, size - number * part)
            given = {**told, "PartNumber": number + 1, "ContentLength": length}
            address = self._seen_by_senders.generate_presigned_url("upload_part", given, ExpiresIn=3600)
            found.append(PartAddress(str(address), number * part, length))
        return found

    def put_part(self, token: str, upload: str, number: int, data: bytes) -> None:
        """A part at its place; sent twice it replaces itself."""
        told = {"Bucket": self.name, "Key": incoming(token), "UploadId": upload}
        self.client.upload_part(**told, PartNumber=number, Body=data)

    def put_together(self, token: str, upload: str, part: int) -> None:
        """Make one object of the parts and the tail, which may be smaller than a `part`."""
        tail = self.content(tail_of(token))
        parts = self.parts(token, upload, part)
        if not parts and len(tail) < part:
            self.client.put_object(Bucket=self.name, Key=incoming(token), Body=tail)
            self.client.abort_multipart_upload(Bucket=self.name, Key=incoming(token), UploadId=upload)
            return
        if tail:
            self.put_part(token, upload, len(parts) + 1, tail)
            parts = self.parts(token, upload, part)
        made = [{"PartNumber": one["PartNumber"], "ETag": one["ETag"]} for one in parts]
        self.client.complete_multipart_upload(
            Bucket=self.name, Key=incoming(token), UploadId=upload, MultipartUpload={"Parts": made}
        )


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


def check_gone(error: ClientError) -> None:
    """Raises the error unless it says that there is nothing."""
    if str(error.response.get("Error", {}).get("Code", "")) not in _GONE:
        raise error


@contextmanager
def gone_is_fine() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        check_gone(error)


def incoming(token: str) -> str:
    """The key of an upload under way."""
    return f"incoming/{token}"


def tail_of(token: str) -> str:
    """The key of what does not fill a part of it yet."""
    return f"tail/{token}"
