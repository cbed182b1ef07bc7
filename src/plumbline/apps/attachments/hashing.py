"""The hash of a large file while it comes: what was just written is not read again to be hashed.

    with HashedAsItComes() as running:
        append(token, 0, running.over(chunks), size)
    running.digest

A thread hashes block by block beside the one that receives and writes; hashing leaves it its turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Final

_AHEAD: Final = 32
"""Blocks that may wait to be hashed; more, and receiving waits."""


class HashedAsItComes:
    """Hashes what passes through `over`, until the block of `with` ends."""

    def __init__(self) -> None:
        self._running = hashlib.sha256()
        self._blocks: Queue[bytes | None] = Queue(_AHEAD)
        self._thread = Thread(target=self._hash, daemon=True)

    def over(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks."""
        for chunk in chunks:
            self._blocks.put(chunk)
            yield chunk

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all that passed; after the block of `with`."""
        return self._running.hexdigest()

    def __enter__(self) -> HashedAsItComes:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._blocks.put(None)
        self._thread.join()

    def _hash(self) -> None:
        for block in iter(self._blocks.get, None):
            self._running.update(block)
