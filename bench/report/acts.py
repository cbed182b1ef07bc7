"""Standing acts to count on: the worked examples of the figures, which give every figure something, copied many times.

A copy has other ids of cases and records and other days of the year; what the acts say is that of the example. They are
written as the site keeps them, one part a procedure, by `COPY` of the engine itself.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow as pa

from plumbline.apps.figures.definitions import Definitions
from plumbline.core.facts.case import Case
from plumbline.core.indicators.acts import acts_of
from plumbline.core.indicators.example import load_districts
from plumbline.core.procedures.pack_set import PackSet

YEAR = 2024
_FIRST = 19_723  # 2024-01-01
_HEAVY = {"penalty.ordinary": 6, "penalty.simple": 6, "inspection": 8, "permit": 4}
"""Of a district's records most are of these; a procedure of which nothing is said counts once."""


def make(folder: Path, packs: PackSet, known: Definitions, records: int) -> int:
    """Writes the parts of that many records and the state that names them; how many there are."""
    cases: dict[str, list[Case]] = {}
    for district in load_districts(packs, known.catalogue):
        for procedure, held in district.cases.items():
            cases.setdefault(procedure, []).extend(held)
    tables = {
        procedure: acts_of(held, known.layouts[procedure])
        for procedure, held in cases.items()
        if procedure in known.layouts
    }
    shares = {procedure: _HEAVY.get(procedure, 1) for procedure in tables}
    parts, written = {}, 0
    for procedure, table in sorted(tables.items()):
        copies = max(1, records * shares[procedure] // sum(shares.values()) // table.num_rows)
        part = f"{procedure}-bench"
        (folder / part).mkdir(parents=True)
        _copied(table, copies, folder / part)
        parts[procedure] = [part]
        written += copies * table.num_rows
    state = {"leaf": 0, "packs": known.packs, "parts": parts}
    (folder / "state.json").write_text(json.dumps(state), "utf-8")
    return written


def _copied(table: pa.Table, copies: int, part: Path) -> None:
    """The copies lie case by case; a case's days move together, within the year where they lay in it."""
    beside = ("case_id", "record_id", "organ", "division")
    others = ", ".join(f'"{name}"' for name in table.column_names if name not in (*beside, "day", "ended"))
    with duckdb.connect(config={"threads": "2"}) as db:
        db.execute("SET memory_limit = '1GB'; SET preserve_insertion_order = false")
        db.register("example", table)
        select = f"""
            SELECT md5(case_id || n) AS case_id, md5(record_id || n || step || seq) AS record_id,
                   'organ-' || (n % 40) AS organ, '650105' AS division,
                   CASE WHEN day >= {_FIRST} THEN day + (n * 7) % 40 ELSE day END AS day,
                   CASE WHEN ended >= {_FIRST} THEN ended + (n * 7) % 40 ELSE ended END AS ended, {others}
            FROM range({copies}) AS copy(n), example
        """
        names = ", ".join(f'"{name}"' for name in table.column_names)
        db.execute(f"COPY (SELECT {names} FROM ({select})) TO '{part / 'acts.parquet'}' (COMPRESSION zstd)")
        db.execute(
            f"COPY (SELECT DISTINCT case_id FROM '{part / 'acts.parquet'}') TO '{part / 'cases.parquet'}' "
            "(COMPRESSION zstd)"
        )
