"""The standing acts of all cases as Parquet, in parts: each part replaces what earlier ones hold of its cases.

`DATA/figures/state.json` names the parts of each procedure, the leaf of the log up to which they tell, and the packs
they were read under. Whatever is there can be thrown away: it is made again from the ledger. One writer at a time; what
a reader has just begun to read stays until the writing after the next.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from plumbline.core.facts.case import Case
from plumbline.core.indicators.acts import ActLayout, acts_of

MOST_PARTS: Final = 8
"""Parts of one procedure before they are made into one."""
_ACTS, _CASES = "acts.parquet", "cases.parquet"
_LOCK = "writing.lock"
_LONGEST_LOOK = 900
"""Seconds for which a part that is no longer named stays; files that a killed writer left lie as long."""


@dataclass(slots=True)
class State:
    """How far the parts tell: up to `leaf`, read under the packs of `packs`; `parts` by procedure, oldest first."""

    leaf: int = 0
    packs: str = ""
    parts: dict[str, list[str]] = field(default_factory=dict)


class ActFiles:
    """The parts below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def counts(self) -> Path:
        """The file of what was counted over the parts."""
        return self._folder / "counts.json"

    def state(self) -> State:
        """What is there now; an unreadable file is as none."""
        try:
            return State(**json.loads((self._folder / "state.json").read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return State()

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """Whether this process is the one that may write; it never waits."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def add(
        self,
        procedure: str,
        cases: Iterable[Case],
        layout: ActLayout,
        leaves: Mapping[str, int],
    ) -> str:
        """Write a part; it counts once `keep` names it. `leaves`: places in the log, by record."""
        held = list(cases)
        name = f"{procedure}-{uuid.uuid4().hex[:12]}"
        part = self._folder / name
        part.mkdir(parents=True)
        pq.write_table(acts_of(held, layout, leaves), part / _ACTS, compression="zstd")
        pq.write_table(pa.table({"case_id": [one.id for one in held]}), part / _CASES)
        return name

    def keep(self, state: State) -> None:
        """From now on this is what is there; parts that it no longer names stay for looks that began before."""
        named = {name for parts in state.parts.values() for name in parts}
        left = {name for parts in self.state().parts.values() for name in parts} - named
        waiting = self._folder / "state.json.new"
        waiting.write_text(json.dumps(asdict(state)), "utf-8")
        waiting.replace(self._folder / "state.json")
        written = (self._folder / "state.json").stat().st_mtime
        for one in self._folder.iterdir():
            if one.name in left:
                os.utime(one)  # from now on nobody begins with it
            elif one.is_dir() and one.name not in named and written - one.stat().st_mtime > _LONGEST_LOOK:
                shutil.rmtree(one, ignore_errors=True)

    def acts(self, parts: list[str]) -> str:
        """What the engine reads the acts of a procedure from, as SQL."""
        return f"({self._union(parts)})"

    def _union(self, parts: list[str]) -> str:
        selects = []
        for number, name in enumerate(parts):
            later = [self._file(one, _CASES) for one in parts[number + 1 :]]
            select = f"SELECT * FROM read_parquet('{self._file(name, _ACTS)}')"
            if later:
                replaced = " UNION ALL ".join(f"SELECT case_id FROM read_parquet('{one}')" for one in later)
                select += f" WHERE case_id NOT IN ({replaced})"
            selects.append(select)
        return " UNION ALL ".join(selects)

    def one_part(self, procedure: str, parts: list[str]) -> str:
        """All parts of a procedure written as one."""
        name = f"{procedure}-{uuid.uuid4().hex[:12]}"
        (self._folder / name).mkdir()
        cases = " UNION ".join(
            f"SELECT case_id FROM read_parquet('{self._file(one, _CASES)}')" for one in parts
        )
        with engine() as db:
            db.execute(f"COPY ({self._union(parts)}) TO '{self._file(name, _ACTS)}' (COMPRESSION zstd)")
            db.execute(f"COPY ({cases}) TO '{self._file(name, _CASES)}'")
        return name

    def _file(self, part: str, name: str) -> str:
        return str(self._folder / part / name).replace("'", "''")


_engines: dict[int, duckdb.DuckDBPyConnection] = {}
"""The engine of this process, by its number: one that was forked off has none of the threads and opens its own."""


@contextmanager
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A look through the DuckDB of this process, which reaches nothing but files; views are of this look alone.

    Opening one takes as long as opening a figure. It keeps the headings of parts, which are never written again under
    their names, and no content of files: what it may use of memory is for the questions of all looks together.
    """
    held = _engines.get(os.getpid())
    if held is None:
        held = duckdb.connect(
            config={"autoinstall_known_extensions": "false", "threads": "2", "memory_limit": "1GB"}
        )
        _engines[os.getpid()] = held
        held.execute(
            "SET GLOBAL parquet_metadata_cache = true; SET GLOBAL enable_external_file_cache = false"
        )
    with held.cursor() as db:
        yield db
