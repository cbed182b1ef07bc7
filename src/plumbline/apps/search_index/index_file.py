"""The file of the index: how it is made and opened, and what a thread knows of it."""

from __future__ import annotations

import re
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.search_index import tokens

VERSION = 6
_SCHEMA = (
    "CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    "CREATE TABLE entry (row INTEGER PRIMARY KEY, key INTEGER NOT NULL, kind INTEGER NOT NULL, organ INTEGER NOT NULL, "
    "at INTEGER NOT NULL, number TEXT, id BLOB NOT NULL, text BLOB NOT NULL)",
    "CREATE INDEX entry_key ON entry (key)",
    "CREATE INDEX entry_number ON entry (number, row) WHERE number IS NOT NULL",
    "CREATE VIRTUAL TABLE word USING fts5(t, content='', detail=none, columnsize=0, tokenize='ascii')",
    "CREATE TABLE state (last INTEGER NOT NULL, followed INTEGER NOT NULL, dictionary BLOB NOT NULL)",
)
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=OFF",
    "secure_delete=ON",
    "cache_size=-16000",
    "mmap_size=1073741824",
)
_MADE = re.compile("[0-9a-f]{32}")
WINDOW = -15
"""How far packing looks back: 2 to the fifteenth, the most; no header."""
_DICTIONARY = 32_500
"""Bytes of the dictionary that packing looks back into; with the text it fits into the window."""
_ANSWERS, _TEXTS = 64, 8_192
"""Answers and texts that a thread keeps; a text of 200 characters takes some 750 bytes with what it was packed as."""


class Known(NamedTuple):
    """The state of the file, the names in it, and answers it gave."""

    state: tuple[int, int]
    names: dict[int, str]
    found: Kept[tuple[str, ...]]


class IndexFile:
    """The file; each thread has a connection of its own, one writes at a time and the others read what was before."""

    def __init__(self, path: Path, dictionary: Callable[[], str] = str) -> None:
        """`dictionary` gives sentences that texts are expected to hold, when the file is made; nothing personal."""
        self._path, self._dictionary, self._own = path, dictionary, threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection; the file is made when it is not there or of another version."""
        held: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if held is None:
            held = self._own.connection = self._opened()
            ((self._own.dictionary,),) = held.execute("SELECT dictionary FROM state")
            self._own.texts = Kept[bytes](_TEXTS)
        return held

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        made = sqlite3.connect(self._path, timeout=20, isolation_level=None)
        for pragma in _PRAGMAS:
            made.execute(f"PRAGMA {pragma}")
        if _version(made) != VERSION:
            with immediate(made):
                if _version(made) != VERSION:
                    self._make(made)
        return made

    def _make(self, made: sqlite3.Connection) -> None:
        for table in ("word", "entry", "name", "state", "last"):
            made.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SCHEMA:
            made.execute(statement)
        dictionary = written(tokens.reads_as(self._dictionary()))[-_DICTIONARY:]
        made.execute("INSERT INTO state VALUES (0, 0, ?)", (dictionary,))
        made.execute(f"PRAGMA user_version={VERSION}")

    def close(self) -> None:
        """Close this thread's connection."""
        if held := getattr(self._own, "connection", None):
            held.close()
            self._own.connection = None

    def _text(self, packed: bytes) -> str:
        return as_text(self._unpacked(packed))

    def _unpacked(self, packed: bytes) -> bytes:
        return zlib.decompressobj(wbits=WINDOW, zdict=self._own.dictionary).decompress(packed)

    def _unpacked_again(self, packed: bytes) -> bytes:
        """The same, kept under the very bytes: an organ's searches meet its cases again, whatever the words. Not for
        texts that name persons: of those nothing is left anywhere.
        """
        kept: Kept[bytes] = self._own.texts
        return kept.get(packed, lambda: self._unpacked(packed))

    def _named(self, name: int) -> str:
        names = self._own.known.names  # one that was written since is asked for by itself
        if name not in names:
            ((names[name],),) = self.connection.execute("SELECT text FROM name WHERE id = ?", (name,))
        return str(names[name])

    def _known(self) -> Known:
        """What this thread knows of the file as it stands: anew after any change, by whomever."""
        ((by_others,),) = self.connection.execute("PRAGMA data_version")
        state = by_others, self.connection.total_changes
        known: Known | None = getattr(self._own, "known", None)
        if known is None or known.state != state:
            names = dict(self.connection.execute("SELECT id, text FROM name"))
            known = self._own.known = Known(state, names, Kept(_ANSWERS))
        return known


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction that has the write lock from its beginning."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    ((found,),) = connection.execute("PRAGMA user_version")
    return int(found)


def kept_id(id: str) -> bytes | str:
    """An id as it is kept: one that the product made, 32 digits in hex, in its 16 bytes, any other as it is."""
    return bytes.fromhex(id) if _MADE.fullmatch(id) else id


def told_id(kept: bytes | str) -> str:
    """The id again."""
    return kept if isinstance(kept, str) else kept.hex()


def written(text: str) -> bytes:
    """Two bytes a character, four a far one; packed no larger than in GB 18030, and looked through as it stands."""
    return text.encode("utf-16-be")


def as_text(kept: bytes) -> str:
    """The text again."""
    return kept.decode("utf-16-be")


def looks_for(wanted: str) -> Callable[[bytes], bool]:
    """Whether it stands in a text, both as `reads_as` writes them: a word of letters from its beginning on. The text is
    asked as it was `written`; nothing is made into characters.
    """
    is_han, begins = tokens.is_han(wanted), written(wanted)
    sought = begins if is_han else written(f" {wanted}")

    def stands(kept: bytes) -> bool:
        if not is_han and kept.startswith(begins):
            return True
        at = kept.find(sought)
        while at > 0 and at & 1:  # from the middle of a character on
            at = kept.find(sought, at + 1)
        return at >= 0

    return stands
