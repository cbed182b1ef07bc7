"""What every storage keeps to: a folder in each run, a real S3 server in the drill."""

from __future__ import annotations

import hashlib
import os
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from tests.builders.s3_server import ACCESS, BUCKET, SECRET, S3Server

from plumbline.apps.attachments import s3_storage
from plumbline.apps.attachments.errors import HashDiffers, NoSuchFile, UploadBusy, WrongOffset
from plumbline.apps.attachments.s3_objects import Bucket
from plumbline.apps.attachments.s3_storage import S3Storage
from plumbline.apps.attachments.storage import FolderStorage, Storage, digest_of

DATA = os.urandom(13 << 20)
DIGEST = hashlib.sha256(DATA).hexdigest()
PART = 5 << 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with S3Server(tmp_path_factory.mktemp("s3")) as started:
        bucket = Bucket(started.endpoint, BUCKET, ACCESS, SECRET)
        bucket.client().create_bucket(Bucket=BUCKET)
        bucket.client().put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        yield started


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.drill)])
def storage(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    if request.param == "folder":
        return FolderStorage(tmp_path)
    monkeypatch.setattr(s3_storage, "PART", PART)
    monkeypatch.setattr(s3_storage, "ONE_COPY", PART)  # the bytes below are copied in three parts
    server = request.getfixturevalue("server")
    return S3Storage(Bucket(server.endpoint, BUCKET, ACCESS, SECRET), tmp_path)


def chunks(data: bytes, size: int = 300_000) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def kept(storage: Storage, data: bytes = DATA) -> str:
    token, digest = storage.begin(), hashlib.sha256(data).hexdigest()
    storage.append(token, 0, chunks(data), len(data))
    storage.put(token, digest, None)
    storage.abandon(token)
    return digest


def test_an_upload_goes_on_where_it_broke_off_and_is_kept_by_its_content(storage: Storage) -> None:
    token = storage.begin()
    assert storage.offset(token) == 0

    def broken() -> Iterator[bytes]:
        yield from chunks(DATA[: 6 << 20])
        raise ConnectionError

    with pytest.raises(ConnectionError):
        storage.append(token, 0, broken(), len(DATA))
    assert storage.offset(token) == 6 << 20
    with pytest.raises(WrongOffset):
        storage.append(token, 5, [b"x"], len(DATA))
    assert storage.append(token, 6 << 20, chunks(DATA[6 << 20 :]), len(DATA)) == len(DATA)
    assert storage.path(token).read_bytes() == DATA
    assert storage.offset(token) == len(DATA), "put together it is still there, until it is abandoned"
    storage.put(token, DIGEST, None)
    storage.put(token, DIGEST, None)
    storage.abandon(token)
    with pytest.raises(NoSuchFile):
        storage.offset(token)
    assert (storage.size(DIGEST), list(storage.digests())) == (len(DATA), [DIGEST])
    assert digest_of(storage.read(DIGEST))[0] == DIGEST
    assert b"".join(storage.read(DIGEST, 100, 5_000_000)) == DATA[100:5_000_000]
    assert b"".join(storage.read(DIGEST, len(DATA) - 9)) == DATA[-9:]
    assert list(storage.read(DIGEST, 7, 7)) == []
    storage.remove(DIGEST)
    assert (storage.size(DIGEST), list(storage.digests())) == (None, [])
    with pytest.raises(NoSuchFile):
        storage.read(DIGEST)


def test_what_its_pieces_make_is_kept(storage: Storage) -> None:
    token, made = storage.begin(), DATA[:10] + b"...." + DATA[20:6_000_000]
    storage.append(token, 0, [DATA[:6_000_000]], len(DATA))
    digest = hashlib.sha256(made).hexdigest()
    storage.put(token, digest, [(0, 10), b"....", (20, 6_000_000)])
    storage.abandon(token)
    assert b"".join(storage.read(digest)) == made
    storage.remove(digest)


def test_derived_things_go_with_the_bytes(storage: Storage) -> None:
    digest = kept(storage, b"small")
    storage.put_derived(digest, "poster.webp", b"picture")
    assert storage.derived(digest, "poster.webp") == b"picture"
    assert storage.derived(digest, "other") is None
    storage.remove(digest)
    assert storage.derived(digest, "poster.webp") is None


def test_one_part_at_a_time_and_what_lies_still_is_told(storage: Storage) -> None:
    token = storage.begin()

    def parts() -> Iterator[bytes]:
        yield b"a"
        with pytest.raises(UploadBusy):
            storage.append(token, 0, [b"b"], 9)

    assert storage.append(token, 0, parts(), 9) == 1
    now = time.time()
    assert list(storage.stale(now - 60)) == []
    assert list(storage.stale(now + 60)) == [token]
    storage.abandon(token)
    assert list(storage.stale(now + 60)) == []
    with pytest.raises(NoSuchFile):
        storage.append("../x", 0, [b"a"], 9)


def put(address: str, part: bytes) -> None:
    request = urllib.request.Request(address, data=part, method="PUT")
    assert urllib.request.urlopen(request).status == 200


@pytest.mark.drill
def test_parts_are_put_by_presigned_addresses_and_versions_are_kept(
    server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_storage, "PART", PART)
    monkeypatch.setattr(s3_storage, "ONE_COPY", PART)
    bucket = Bucket(server.endpoint, BUCKET, ACCESS, SECRET, senders=server.endpoint)
    storage = S3Storage(bucket, tmp_path)
    token = storage.begin()
    assert storage.append(token, 0, [DATA[:9]], len(DATA)) == 9
    first, second, third = storage.part_addresses(token, len(DATA))
    assert storage.offset(token) == 0, "what fills no part is sent again with its part"
    with pytest.raises(OSError, match=r"HTTP Error|Broken pipe|reset"):
        put(first.address, DATA[: PART + 1])  # another size than was announced is not signed for
    put(third.address, DATA[third.offset :])
    assert storage.offset(token) == 0, "a part that follows a gap does not count"
    put(first.address, DATA[:PART])
    assert [one.offset for one in storage.part_addresses(token, len(DATA))] == [PART, 2 * PART]
    put(second.address, DATA[second.offset : second.offset + second.size])
    assert storage.offset(token) == len(DATA)
    assert storage.path(token).read_bytes() == DATA
    put(
        first.address, b"x" * PART
    )  # this store takes it even now; other bytes than were hashed are never kept
    with pytest.raises((ClientError, HashDiffers)):
        storage.put(token, DIGEST, None)
    assert storage.size(DIGEST) is None
    put(first.address, DATA[:PART])
    storage.put(token, DIGEST, None)
    storage.abandon(token)
    key = f"bytes/{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"
    tag = bucket.client().head_object(Bucket=BUCKET, Key=key)["ETag"]
    assert tag.strip('"').endswith("-3"), "what is larger than one copy may be was copied in parts"
    bucket.client().put_object(Bucket=BUCKET, Key=key, Body=b"overwritten")
    found = bucket.client().list_object_versions(Bucket=BUCKET, Prefix=key)["Versions"]
    assert sorted(int(one["Size"]) for one in found) == [11, len(DATA)], (
        "the bytes before can be brought back"
    )
    storage.remove(DIGEST)
    assert "Versions" not in bucket.client().list_object_versions(Bucket=BUCKET, Prefix=key)
