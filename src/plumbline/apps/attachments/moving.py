"""Moving the bytes of files to another storage: copied, read back and compared, nothing removed where they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.attachments.queries import digests_held
from plumbline.apps.attachments.storage import Storage, digest_of

DERIVED = ("thumbnail.webp", "poster.webp")
"""What was made from bytes and cannot always be made again; pages of a PDF are drawn anew when they are asked for."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the bytes at an address."""

    digest: str
    what: Literal["copied", "there", "missing", "changed"]
    size: int = 0


def move_all(source: Storage, target: Storage) -> Iterator[Moved]:
    """Copy whatever the index names. What is there already is read and compared too: run again it proves the move."""
    for digest in digests_held():
        with target.guard(digest):
            yield _move(source, target, digest)


def _move(source: Storage, target: Storage, digest: str) -> Moved:
    what: Literal["copied", "there"] = "there"
    if target.size(digest) is None:
        token = target.begin()
        try:
            target.append(token, 0, source.read(digest), 1 << 62)
            if digest_of(_read(target, token))[0] != digest:
                return Moved(digest, "changed")
            target.put(token, digest, None)
        except NoSuchFile:
            return Moved(digest, "missing")
        finally:
            target.abandon(token)
        what = "copied"
    for name in DERIVED:
        if (data := source.derived(digest, name)) is not None:
            target.put_derived(digest, name, data)
    found, size = digest_of(target.read(digest))
    return Moved(digest, what if found == digest else "changed", size)


def _read(target: Storage, token: str) -> Iterator[bytes]:
    with target.path(token).open("rb") as stream:
        while block := stream.read(1 << 18):
            yield block
