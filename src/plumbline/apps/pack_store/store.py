"""The file behind the library: one SQLite database in a folder, rebuilt at any time from the texts it keeps.

Table `statute` holds each imported text as it came, `provision` is an index over it (one row an article or
numbered point). A library of another layout is indexed again from its texts when it is opened.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from plumbline.core.errors import InputError
from plumbline.core.law.provision import Statute
from plumbline.core.law.statute_parser import parse_statute

FILE = "law.sqlite"
LAYOUT = 1
_TABLES = """
create table if not exists statute (
  id text primary key, instrument text not null, name text not null, label text not null, adopted text,
  first text, last text, source text not null, digest text not null, markdown text not null);
create table if not exists provision (
  statute text not null references statute(id) on delete cascade, ordinal integer not null, place text not null,
  text text not null, primary key (statute, ordinal)) without rowid;
"""


class LibraryUnreadable(InputError):
    """The library's file is not a database, or cannot be opened."""

    zh = "法规库 {path} 打不开：{cause}"
    en = "the library {path} cannot be opened: {cause}"
    remedy_zh = "换一个文件夹，或者删除该文件后重新导入"
    remedy_en = "name another folder, or delete the file and import again"


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """One imported text: `id` is key@adopted; in force `first` … `last`, None where unknown or open."""

    id: str
    instrument: str
    name: str
    label: str
    adopted: dt.date | None
    first: dt.date | None
    last: dt.date | None
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class StoredProvision:
    """One article or numbered point of the index: `place` in short form, `text` as printed."""

    statute: str
    place: str
    text: str


class LawStore:
    """The open library. Each method is one transaction."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._parsed: dict[str, Statute] = {}

    def exists(self) -> bool:
        return self.path.is_file()

    def editions(self) -> list[StoredEdition]:
        """All imported texts by instrument, oldest first."""
        if not self.exists():
            return []
        query = (
            "select id, instrument, name, label, adopted, first, last, source, digest from statute"
            " order by instrument, adopted"
        )
        return [
            StoredEdition(r[0], r[1], r[2], r[3], _date(r[4]), _date(r[5]), _date(r[6]), r[7], r[8])
            for r in self._read(query)
        ]

    def statute(self, statute_id: str) -> Statute:
        """The tree of one imported text; KeyError when it is not there."""
        if statute_id not in self._parsed:
            rows = list(self._read("select markdown, source from statute where id = ?", statute_id))
            if not rows:
                raise KeyError(statute_id)
            self._parsed[statute_id] = parse_statute(rows[0][0], Path(rows[0][1]).name)
        return self._parsed[statute_id]

    def provisions(self) -> Iterator[StoredProvision]:
        """The whole index, in the order of the texts."""
        if self.exists():
            for row in self._read("select statute, place, text from provision order by statute, ordinal"):
                yield StoredProvision(*row)

    def put(self, edition: StoredEdition, markdown: str, statute: Statute) -> None:
        """Keep a text and index it; the same id is replaced whole."""
        with closing(self._open()) as base, base:
            base.execute("delete from statute where id = ?", (edition.id,))
            values = (
                edition.id,
                edition.instrument,
                edition.name,
                edition.label,
                _text(edition.adopted),
                _text(edition.first),
                _text(edition.last),
                edition.source,
                edition.digest,
                markdown,
            )
            base.execute("insert into statute values (?,?,?,?,?,?,?,?,?,?)", values)
            _index(base, edition.id, statute)
        self._parsed.pop(edition.id, None)

    def _read(self, query: str, *values: str) -> list[tuple[str, ...]]:
        with closing(self._open()) as base:
            return base.execute(query, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self.path)
            base.execute("pragma foreign_keys = on")
            (layout,) = base.execute("pragma user_version").fetchone()
            if layout != LAYOUT:
                _rebuild(base)
        except (OSError, sqlite3.Error) as error:
            raise LibraryUnreadable(path=str(self.path), cause=str(error)) from error
        return base


def digest_of(markdown: str) -> str:
    """SHA-256 of a text, by which an unchanged file is not imported twice."""
    return hashlib.sha256(markdown.encode("utf-8")).hexdigest()


def _rebuild(base: sqlite3.Connection) -> None:
    """The index anew from the texts; also makes the tables of a new library."""
    with base:
        base.execute("drop table if exists provision")
        base.executescript(_TABLES)
        for statute_id, markdown, source in base.execute(
            "select id, markdown, source from statute"
        ).fetchall():
            _index(base, statute_id, parse_statute(markdown, Path(source).name))
        base.execute(f"pragma user_version = {LAYOUT}")


def _index(base: sqlite3.Connection, statute_id: str, statute: Statute) -> None:
    rows = [
        (statute_id, ordinal, unit.place.short(), unit.plain())
        for ordinal, unit in enumerate(statute.units())
    ]
    base.executemany("insert into provision values (?,?,?,?)", rows)


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _text(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None
