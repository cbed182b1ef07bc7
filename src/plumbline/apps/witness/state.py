"""What a witness remembers: for each log the last tree it cosigned, and the note with its cosignature.

One JSON file a log, named by the hash of its origin, replaced whole and synced before the cosignature leaves the
process. A lock on the folder lets one request at a time read, decide and write; so two at once cannot roll it back.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plumbline.apps.witness.errors import StateUnreadable
from plumbline.core.ledger.hashing import SIZE
from plumbline.core.ledger.witness import Followed, origin_hash


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last tree cosigned for a log and the note, with the witness's own line, as it is served to anyone."""

    followed: Followed
    note: str


class WitnessState:
    """The folder a witness remembers in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One process and one thread at a time between reading what is remembered and replacing it."""
        with (self._folder / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def last(self, origin: str) -> Remembered | None:
        """What is remembered of a log, None before its first cosignature; raises StateUnreadable."""
        return self._read(origin_hash(origin), origin)

    def by_hash(self, hashed: str) -> Remembered | None:
        """The same, asked for by the hash of the origin."""
        return self._read(hashed, None)

    def _read(self, hashed: str, origin: str | None) -> Remembered | None:
        path = self._folder / f"{hashed}.json"
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return None
        try:
            row = json.loads(text)
            root = bytes.fromhex(row["root"])
            followed = Followed(str(row["origin"]), int(row["size"]), root, int(row["timestamp"]))
            note = str(row["note"])
        except (ValueError, KeyError, TypeError) as error:
            raise StateUnreadable(file=path, problem=str(error)) from error
        if len(root) != SIZE or (origin is not None and followed.origin != origin):
            raise StateUnreadable(file=path, problem=followed.origin)
        return Remembered(followed, note)

    def remember(self, followed: Followed, note: str) -> None:
        """Replace what is remembered of a log. Killed before the rename the old state stands, after it the new."""
        row = {
            "origin": followed.origin,
            "size": followed.size,
            "root": followed.root.hex(),
            "timestamp": followed.timestamp,
            "note": note,
        }
        path = self._folder / f"{origin_hash(followed.origin)}.json"
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="utf-8") as handle:
            json.dump(row, handle, ensure_ascii=False, indent=1)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
