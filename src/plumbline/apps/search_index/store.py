"""The index file: a SQLite database of its own, whatever database the records are in.

FTS5 keeps which documents have a token, not where (detail=none): a third of the size. `entry` keeps what a hit is and
its text, packed against a dictionary of the packs' own sentences; the text decides whether what was asked for stands
side by side in it, and tells FTS5 what to take out. An entry that is replaced is taken out and becomes the newest. Row
numbers grow, so «the newest twenty» are the first twenty of a walk from the end, without sorting. The organ is a token
of the same index: who may not see an organ's entries walks past none of them.

Everything in the file is derived: it is written without waiting for the disk, and made again when in doubt.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

from plumbline.apps.search_index import tokens
from plumbline.apps.search_index.document import Document, Hit
from plumbline.apps.search_index.index_file import (
    WINDOW,
    IndexFile,
    immediate,
    kept_id,
    looks_for,
    told_id,
    written,
)

_HIT = "SELECT e.row, k.text, e.id, o.text, e.number, e.at"
_NAMES = " JOIN name k ON k.id = e.kind JOIN name o ON o.id = e.organ "


class _Asked(NamedTuple):
    """What is looked for."""

    text: str
    organs: tuple[str, ...] | None
    kinds: tuple[str, ...]
    before: int | None
    limit: int
    without: str


class SearchIndex(IndexFile):
    """What is put into the file and found in it."""

    def followed(self) -> int:
        """Up to which leaf of the log the index follows it."""
        ((leaf,),) = self.connection.execute("SELECT followed FROM state")
        return int(leaf)

    def add(self, documents: Iterable[Document], followed: int | None = None) -> None:
        """Put documents in, each in place of what was there under its kind and id, the last one as the newest.

        `followed` is kept in the same transaction: what is in the index is what the log said up to there.
        """
        with immediate(self.connection) as connection:
            ((row,),) = connection.execute("SELECT last FROM state")
            for document in documents:
                self._take_out(document.kind, document.id)
                row += 1
                self._put(row, document)
            connection.execute("UPDATE state SET last = ?, followed = coalesce(?, followed)", (row, followed))

    def _put(self, row: int, document: Document) -> None:
        text = tokens.reads_as(document.text)
        packed = zlib.compressobj(6, wbits=WINDOW, zdict=self._own.dictionary)
        entry = (
            row,
            _key(document.id),
            self._name(document.kind),
            self._name(document.organ),
            document.at,
            tokens.written_number(document.number) or None,
            kept_id(document.id),
            packed.compress(written(text)) + packed.flush(),
        )
        self.connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entry)
        words = _words(document.organ, text)
        self.connection.execute("INSERT INTO word (rowid, t) VALUES (?, ?)", (row, words))

    def _take_out(self, kind: str, id: str) -> int:
        found = self.connection.execute(
            f"SELECT e.row, e.text, o.text FROM entry e{_NAMES}WHERE e.key = ? AND e.id = ? AND k.text = ?",
            (_key(id), kept_id(id), kind),
        ).fetchall()
        for row, packed, organ in found:
            words = _words(organ, self._text(packed))
            self.connection.execute("INSERT INTO word (word, rowid, t) VALUES ('delete', ?, ?)", (row, words))
            self.connection.execute("DELETE FROM entry WHERE row = ?", (row,))
        return len(found)

    def _name(self, text: str) -> int:
        self.connection.execute("INSERT INTO name (text) VALUES (?) ON CONFLICT DO NOTHING", (text,))
        ((found,),) = self.connection.execute("SELECT id FROM name WHERE text = ?", (text,))
        return int(found)

    def remove(self, kind: str, ids: Iterable[str]) -> int:
        """Take documents out; how many there were. Traces of their tokens lie in the file until `purge`."""
        with immediate(self.connection):
            return sum(self._take_out(kind, id) for id in ids)

    def purge(self) -> None:
        """Make sure that nothing of what was taken out or replaced is left in the file.

        The index is merged into one piece without it, freed pages are overwritten, the journal is emptied. It takes
        seconds for a million documents: a job, not a page.
        """
        self.connection.execute("INSERT INTO word (word) VALUES ('optimize')")
        self.connection.execute("VACUUM")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def clear(self) -> None:
        """Take everything out."""
        with immediate(self.connection) as connection:
            for table in ("entry", "name"):
                connection.execute(f"DELETE FROM {table}")
            connection.execute("UPDATE state SET last = 0, followed = 0")
            connection.execute("INSERT INTO word (word) VALUES ('delete-all')")

    def find(
        self,
        text: str,
        organs: Sequence[str] | None,
        kinds: Sequence[str],
        before: int | None,
        limit: int,
        without: str = "",
    ) -> list[Hit]:
        """The newest documents in which the text stands; of these organs (None: of all), of these kinds (none: any).

        The kind `without` is passed over.
        """
        asked = _Asked(text, None if organs is None else tuple(organs), tuple(kinds), before, limit, without)
        rows = self._rows("e.row, e.kind, e.id, e.organ, e.number, e.at", asked)
        return [
            Hit(row, self._named(kind), told_id(id), self._named(organ), number or "", at)
            for row, kind, id, organ, number, at, *_text in rows
        ]

    def find_ids(
        self, text: str, organs: Sequence[str] | None, kind: str, limit: int, without: str = ""
    ) -> tuple[str, ...]:
        """The ids of the newest documents of a kind in which the text stands, as `find` otherwise.

        Answers that pass over the kind `without` are kept while the file stays as it is, none about names.
        """
        asked = _Asked(text, None if organs is None else tuple(organs), (kind,), None, limit, without)
        if not without:
            return self._ids(asked)
        return self._known().found.get(asked, lambda: self._ids(asked))

    def _ids(self, asked: _Asked) -> tuple[str, ...]:
        return tuple(told_id(id) for id, *_text in self._rows("e.id", asked))

    def _rows(self, columns: str, asked: _Asked) -> Iterable[tuple[Any, ...]]:
        """These columns of the entries, newest first. A text is read and unpacked only where its order decides."""
        terms = tokens.terms(asked.text)
        if not terms or asked.organs == ():
            return ()
        decides = len(terms) > 1
        of_kinds, kinds = self._of_kinds(asked)
        rows = self.connection.execute(
            f"SELECT {columns}{', e.text' if decides else ''} "
            "FROM word w CROSS JOIN entry e ON e.row = w.rowid "
            f"WHERE w.word MATCH ? AND w.rowid < ? AND {of_kinds} ORDER BY w.rowid DESC LIMIT ?",
            (_match(terms, asked.organs), asked.before or 1 << 62, *kinds, -1 if decides else asked.limit),
        )
        if not decides:
            return rows.fetchall()
        stands = looks_for(tokens.reads_as(asked.text))
        read = self._unpacked_again if asked.without else self._unpacked
        with closing(rows):
            return list(islice((row for row in rows if stands(read(row[-1]))), asked.limit))

    def _of_kinds(self, asked: _Asked) -> tuple[str, list[int]]:
        """The condition for the kinds wanted. There are few kinds with many entries each: to look at the kind of what
        was found costs less than to let FTS5 walk through all entries of a kind.
        """
        numbers = {text: number for number, text in self._known().names.items()}
        hidden = numbers.get(asked.without, -1)
        if not asked.kinds:
            return "e.kind <> ?", [hidden]
        wanted = [number for one in asked.kinds if (number := numbers.get(one, -1)) != hidden]
        return f"e.kind IN ({', '.join('?' * len(wanted))})", wanted

    def find_number(
        self, number: str, organs: Sequence[str] | None, kinds: Sequence[str], limit: int
    ) -> list[Hit]:
        """Documents whose number begins like this, in the order of numbers."""
        wanted = tokens.written_number(number)
        if not wanted or (organs is not None and not organs):
            return []
        conditions, values = "e.number >= ? AND e.number < ?", [wanted, wanted + "\U0010ffff"]
        for column, names in (("o", organs), ("k", kinds)):
            if names:
                conditions += f" AND {column}.text IN ({', '.join('?' * len(names))})"
                values += names
        rows = self.connection.execute(
            f"{_HIT} FROM entry e{_NAMES}WHERE {conditions} ORDER BY e.number, e.row LIMIT ?",
            (*values, limit),
        )
        return list(map(_hit, rows))

    def texts(self, kind: str, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The texts of these documents, as they are compared."""
        for id in ids:
            rows = self.connection.execute(
                f"SELECT e.text FROM entry e{_NAMES}WHERE e.key = ? AND e.id = ? AND k.text = ?",
                (_key(id), kept_id(id), kind),
            )
            for (packed,) in rows.fetchall():
                yield id, self._text(packed)

    def entries(self) -> Iterator[Hit]:
        """Everything that is in it, by kind and id."""
        hits = map(_hit, self.connection.execute(f"{_HIT} FROM entry e{_NAMES}"))
        yield from sorted(hits, key=lambda hit: (hit.kind, hit.id))


def _match(terms: Sequence[str], organs: Sequence[str] | None) -> str:
    """What FTS5 is asked: all terms, and one of the organs."""
    names = " OR ".join(f'"{tokens.organ_token(name)}"' for name in organs or ())
    return " AND ".join([*terms, f"({names})"] if names else terms)


def _words(organ: str, text: str) -> str:
    return f"{tokens.organ_token(organ)} {tokens.indexed(text)}"


def _key(id: str) -> int:
    """Eight bytes that find an entry by its id: a third of an index over the ids themselves."""
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest(), "big", signed=True)


def _hit(row: Sequence[Any]) -> Hit:
    number, kind, id, organ, written, at, *_ = row
    return Hit(number, kind, told_id(id), organ, written or "", at)
