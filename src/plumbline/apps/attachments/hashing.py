"""Both hashes of a large file while it comes: what was just written is not read again to be hashed.

    with HashedAsItComes() as running:
        append(token, 0, running.over(chunks), size)
    running.came()

One thread makes both, block by block, beside the one that receives and writes; hashing leaves it its turn.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Final

from plumbline.core.ledger.commitment import SALT_BYTES, commit_attachment

_AHEAD: Final = 32
"""Blocks that may wait to be hashed; more, and receiving waits."""


@dataclass(frozen=True, slots=True)
class Came:
    """What was hashed of a whole file: SHA-256 (hex), bytes, and the commitment with its salt."""

    digest: str
    size: int
    salt: bytes
    committed: str


class HashedAsItComes:
    """Hashes what passes through `over`, until the block of `with` ends."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(SALT_BYTES)
        self._plain, self._size, self._committed = hashlib.sha256(), 0, ""
        self._blocks: Queue[bytes | None] = Queue(_AHEAD)
        self._thread = Thread(target=self._hash, daemon=True)

    def over(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks."""
        for chunk in chunks:
            self._blocks.put(chunk)
            yield chunk

    def came(self) -> Came:
        """The hashes of all that passed; after the block of `with`."""
        return Came(self._plain.hexdigest(), self._size, self._salt, self._committed)

    def __enter__(self) -> HashedAsItComes:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._blocks.put(None)
        self._thread.join()

    def _hash(self) -> None:
        self._committed = commit_attachment(self._salt, self._plainly())

    def _plainly(self) -> Iterator[bytes]:
        for block in iter(self._blocks.get, None):
            self._plain.update(block)
            self._size += len(block)
            yield block
