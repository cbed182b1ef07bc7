"""Where each case stands, joined from range to range, in a file of its own: memory does not grow with the cases."""

from __future__ import annotations

import sqlite3
from binascii import hexlify
from typing import Final

from plumbline.apps.ledger_store.verification.segment import EARLIEST, Doubt, Share

_OPEN: Final = (
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;"
    "CREATE TABLE head (case_id BLOB PRIMARY KEY, digest BLOB, position INTEGER) WITHOUT ROWID"
)


class Heads:
    """Joins the ranges in their order: each case goes on where an earlier one left it, and times do not fall.

    The file is SQLite's own: without a name, kept in memory while it is small, gone when it is closed.
    """

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript(_OPEN)
        self._last_entered = EARLIEST

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def join(self, share: Share) -> None:
        """Take the next range in and let go of what only the join needs of it; raises Doubt."""
        if share.first_entered < self._last_entered:
            raise Doubt(share.first)
        self._last_entered = max(self._last_entered, share.last_entered)
        for case, entrance in share.entrances.items():
            row = self._file.execute(
                "SELECT digest, position FROM head WHERE case_id = ?", (case,)
            ).fetchone()
            if row is None or entrance.position != row[1] + 1:
                raise Doubt(entrance.leaf)
            if entrance.previous != b'"sha256:%b"' % hexlify(row[0]):
                raise Doubt(entrance.leaf)
        self._move(share)
        share.entrances.clear()
        share.exits.clear()

    def _move(self, share: Share) -> None:
        """Cases that went on move; cases that began here are new, or else one began twice."""
        self._file.execute("BEGIN")
        self._file.executemany(
            "UPDATE head SET digest = ?, position = ? WHERE case_id = ?",
            ((*share.exits[case], case) for case in share.entrances),
        )
        try:
            self._file.executemany(
                "INSERT INTO head (case_id, digest, position) VALUES (?, ?, ?)",
                ((case, *left) for case, left in share.exits.items() if case not in share.entrances),
            )
        except sqlite3.IntegrityError:
            raise Doubt(share.first) from None
        self._file.execute("COMMIT")
