"""The case file as an archive: a BagIt bag (RFC 8493) in a zip, that carries everything its verification needs.

    bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
    data/case.json                                 case, leaf indexes, names of files, what is withheld
    data/records/<leaf>.json                       canonical bytes of each record
    data/values.json                               personal values with their salts, salts of files
    data/attachments/…                             the files
    data/seals/<algorithm>/checkpoint              signed note with cosignatures
    data/seals/<algorithm>/<leaf>.tlog-proof       C2SP tlog-proof of each record, to that checkpoint
    data/seals/<algorithm>/anchors/<n>.json        earlier checkpoints with consistency proofs
    data/seals/<algorithm>/key-changes/<n>.json    changes of the log's key
    data/index.html  data/pages/…                  rendering for people; proves nothing and is not asked

The bag's checksums only find damage; anyone can write them anew. What counts is what `verify` finds afterwards.

    ArchiveError (LedgerError)
    ├── ArchiveUnreadable    no zip or bag, or one that is dangerous to unpack
    ├── ArchiveIncomplete    a file of the manifest is not there
    ├── ArchiveFileChanged   a file does not have the checksum of the manifest
    └── ArchiveMalformed     a file that is not as laid out above, or that nobody expects
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Final, Protocol

from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.hashing import hash_chunks

FORMAT: Final = "plumbline-case-file/1"
CASE: Final = "data/case.json"
VALUES: Final = "data/values.json"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
RENDERED: Final = ("data/index.html", "data/pages/")

LARGEST_PART: Final = 64 * 2**20
"""Bytes of a file that is read whole (everything but attachments)."""
LARGEST_ARCHIVE: Final = 64 * 2**30
_MOST_FILES: Final = 100_000
_CHUNK: Final = 2**20
_ROW = re.compile(r"([0-9a-f]{64})  (\S.*)")


class ArchiveError(LedgerError):
    """Root of what can be wrong with an archive before anything is verified."""


class ArchiveUnreadable(ArchiveError):
    """No zip or bag, or one that is dangerous to unpack."""

    zh = "压缩包无法读取：{problem}"
    en = "the archive cannot be read: {problem}"


class ArchiveIncomplete(ArchiveError):
    """A file that the manifest lists is not there."""

    zh = "压缩包缺少文件 {file}"
    en = "the archive lacks {file}"


class ArchiveFileChanged(ArchiveError):
    """A file does not have the checksum of the manifest."""

    zh = "压缩包中的文件 {file} 与清单校验和不符"
    en = "{file} does not have the checksum of the archive's manifest"


class ArchiveMalformed(ArchiveError):
    """A file that is not as laid out, or that nobody expects."""

    zh = "压缩包中的文件 {file} 有误：{problem}"
    en = "{file} in the archive: {problem}"


class Files(Protocol):
    """The files of an archive, by their path."""

    def names(self) -> Iterable[str]:
        """Every path, once."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file's bytes piece by piece; each call begins anew."""


class MemoryFiles:
    """Files held in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def names(self) -> Iterable[str]:
        """Every path."""
        return self._files.keys()

    def chunks(self, name: str) -> Iterator[bytes]:
        """The file in one piece."""
        yield self._files[name]


class ZipFiles:
    """Files of a zip that stands open for reading; raises ArchiveUnreadable for one that is dangerous."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise ArchiveUnreadable(problem=str(error)) from error
        rows = [row for row in self._zip.infolist() if not row.is_dir()]
        if len(rows) > _MOST_FILES or sum(row.file_size for row in rows) > LARGEST_ARCHIVE:
            raise ArchiveUnreadable(problem="too many or too large files")
        names = [row.filename for row in rows]
        for name in names:
            _check_path(name)
        if len(set(names)) != len(names):
            raise ArchiveUnreadable(problem="a path twice")
        if any(row.flag_bits & 1 for row in rows):
            raise ArchiveUnreadable(problem="an encrypted file")
        self._names = names

    def names(self) -> Iterable[str]:
        """Every path."""
        return self._names

    def chunks(self, name: str) -> Iterator[bytes]:
        """The file piece by piece; raises ArchiveUnreadable for a damaged one."""
        try:
            with self._zip.open(name) as stream:
                while data := stream.read(_CHUNK):
                    yield data
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
            raise ArchiveUnreadable(problem=f"{name}: {error}") from error


def _check_path(name: str) -> None:
    parts = name.split("/")
    if not name or name.startswith("/") or "\\" in name or any(part in {"", ".", ".."} for part in parts):
        raise ArchiveUnreadable(problem=f"a path that leads elsewhere: {name[:80]!r}")


def read_whole(files: Files, name: str) -> bytes:
    """A file that is read at once; raises ArchiveIncomplete, or ArchiveMalformed when it is too large."""
    if name not in set(files.names()):
        raise ArchiveIncomplete(file=name)
    data = bytearray()
    for chunk in files.chunks(name):
        data += chunk
        if len(data) > LARGEST_PART:
            raise ArchiveMalformed(file=name, problem=f"larger than {LARGEST_PART} bytes")
    return bytes(data)


def check_bag(files: Files) -> None:
    """The bag is whole: declaration, both manifests, every file listed once and with its checksum.

    Raises ArchiveIncomplete, ArchiveFileChanged or ArchiveMalformed, records before all other files, by leaf.
    """
    if read_whole(files, "bagit.txt") != DECLARATION:
        raise ArchiveMalformed(file="bagit.txt", problem="not BagIt 1.0 in UTF-8")
    tags = _manifest(files, TAG_MANIFEST)
    payload = _manifest(files, MANIFEST)
    names = set(files.names())
    expected = {*payload, *tags, TAG_MANIFEST}
    if missing := expected - names:
        raise ArchiveIncomplete(file=min(missing, key=_records_first))
    if unlisted := names - expected:
        raise ArchiveMalformed(file=min(unlisted), problem="not in the manifest")
    for name, digest in sorted({**tags, **payload}.items(), key=lambda row: _records_first(row[0])):
        if hash_chunks(files.chunks(name)).hex() != digest:
            raise ArchiveFileChanged(file=name)


def _records_first(name: str) -> tuple[bool, str]:
    return not name.startswith("data/records/"), name


def _manifest(files: Files, name: str) -> dict[str, str]:
    rows: dict[str, str] = {}
    try:
        lines = read_whole(files, name).decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise ArchiveMalformed(file=name, problem="not UTF-8") from None
    for line in lines:
        match = _ROW.fullmatch(line)
        path = _unescaped(match[2]) if match else ""
        if match is None or path in rows or path.startswith("data/") != (name == MANIFEST):
            raise ArchiveMalformed(file=name, problem=f"line {line[:100]!r}")
        rows[path] = match[1]
    return rows


def _unescaped(path: str) -> str:
    return path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def bag(payload: Mapping[str, bytes], bagging_date: str) -> dict[str, bytes]:
    """Every file of the bag around a payload whose paths begin with `data/`; `bagging_date` is a day, YYYY-MM-DD."""
    sums = {name: (hash_chunks([data]).hex(), len(data)) for name, data in payload.items()}
    return {**bag_tags(sums, bagging_date), **payload}


def bag_tags(sums: Mapping[str, tuple[str, int]], bagging_date: str) -> dict[str, bytes]:
    """The tag files around a payload of which SHA-256 (hex) and size of each file are known."""
    octets = sum(size for _, size in sums.values())
    info = (
        f"Bag-Software-Agent: plumbline\nBagging-Date: {bagging_date}\nPayload-Oxum: {octets}.{len(sums)}\n"
    )
    manifest = _written_manifest({name: digest for name, (digest, _) in sums.items()})
    tags = {"bagit.txt": DECLARATION, "bag-info.txt": info.encode(), MANIFEST: manifest}
    digests = {name: hash_chunks([data]).hex() for name, data in tags.items()}
    return {**tags, TAG_MANIFEST: _written_manifest(digests)}


def _written_manifest(digests: Mapping[str, str]) -> bytes:
    rows = (f"{digests[name]}  {_escaped(name)}\n" for name in sorted(digests))
    return "".join(rows).encode()
