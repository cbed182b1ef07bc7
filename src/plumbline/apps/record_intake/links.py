"""Joined and split cases in an ordered segment: what stands in the other case too is written into it.

The acts are few beside the records, so they are read once the segment is in order; only where there are any is it
written again with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.facts.case import JOIN_STEP, JOINED_CASE, LEAD_CASE
from plumbline.core.facts.linking import (
    CITED_RECORDS,
    FROM_CASE,
    SEPARATORS,
    SPLIT_STEP,
    cited_ids,
    reference,
    versions_of,
)

UNKNOWN_CITED = f"""
WITH split AS (
    SELECT source_file, source_line, "f_{FROM_CASE}" AS origin, trim(cited) AS cited FROM (
        SELECT *, unnest(string_split_regex("f_{CITED_RECORDS}", '{SEPARATORS}')) AS cited FROM parts
        WHERE step = '{SPLIT_STEP}')
    WHERE trim(cited) <> '')
SELECT source_file, source_line, min(origin || '/' || cited) FROM split
ANTI JOIN parts ON parts.case_id = split.origin AND parts.record_id = split.cited
GROUP BY source_file, source_line
"""
"""Splits that cite a record which is not there."""


def linked(db: duckdb.DuckDBPyConnection, records: Path) -> pa.Table | None:
    """The rows that joinings and splits put into other cases; None where there are none."""
    source = f"read_parquet('{_quoted(records)}')"
    acts = db.execute(
        f"FROM {source} WHERE step IN ('{JOIN_STEP}', '{SPLIT_STEP}') ORDER BY case_id, seq"
    ).to_arrow_table()
    made = [*_mirrors(acts), *_copies(db, source, acts)]
    return pa.concat_tables(made) if made else None


def joined_cases(db: duckdb.DuckDBPyConnection, records: Path, into: Path) -> Path | None:
    """The records of the cases that were joined into others, in their order; None where there are none."""
    source = f"read_parquet('{_quoted(records)}')"
    names = f"SELECT \"f_{JOINED_CASE}\" AS case_id FROM {source} WHERE step = '{JOIN_STEP}'"
    found = db.execute(f"SELECT count(*) FROM ({names}) WHERE case_id IS NOT NULL").fetchone()
    if found is None or not found[0]:
        return None
    db.execute(
        f"COPY (FROM {source} SEMI JOIN ({names}) USING (case_id) ORDER BY case_id, seq) "
        f"TO '{_quoted(into)}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return into


def _mirrors(acts: pa.Table) -> Iterator[pa.Table]:
    """Each joining as it stands in the other case, unless that case tells it itself."""
    names = ("case_id", "record_id", "corrects", f"f_{LEAD_CASE}", f"f_{JOINED_CASE}")
    rows = list(zip(*(acts[name].to_pylist() for name in names), strict=True))
    told = {(case, lead, joined) for case, _id, _corrects, lead, joined in rows}
    known: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for position in sorted(range(len(rows)), key=lambda n: rows[n][2] is not None):
        case, record, corrects, lead, joined = rows[position]
        before = known.get((case, corrects), (None, None))
        if (lead, joined) == (None, None):  # a correction that only withdraws names no case
            lead, joined = before
        known[case, record] = lead, joined
        act, moved = acts.slice(position, 1), before not in ((None, None), (lead, joined))
        if moved:  # the joining with the other case is withdrawn there
            yield from _mirror(_with(act, "void", pa.array([True])), case, *before, told)
            act = _with(act, "corrects", pa.array([None], pa.string()))
        yield from _mirror(act, case, lead, joined, told)


def _mirror(
    act: pa.Table,
    case: str,
    lead: str | None,
    joined: str | None,
    told: Collection[tuple[str, str | None, str | None]],
) -> Iterator[pa.Table]:
    for other, mirror in ((lead, (None, case)), (joined, (case, None))):
        if other not in (None, case) and (other, *mirror) not in told:
            row = _moved(act, other)
            for name, value in zip((LEAD_CASE, JOINED_CASE), mirror, strict=True):
                row = _with(row, f"f_{name}", pa.array([value], pa.string()))
            yield row


def _copies(db: duckdb.DuckDBPyConnection, source: str, acts: pa.Table) -> Iterator[pa.Table]:
    """The cited records of each split, all versions of them."""
    for act in acts.filter(pc.equal(acts["step"], SPLIT_STEP)).to_pylist():
        origin = act[f"f_{FROM_CASE}"]
        if origin in (None, act["case_id"]) or act["void"]:
            continue
        whole = db.execute(f"FROM {source} WHERE case_id = ? ORDER BY seq", [origin]).to_arrow_table()
        corrects = dict(zip(whole["record_id"].to_pylist(), whole["corrects"].to_pylist(), strict=True))
        wanted = versions_of(cited_ids(act[f"f_{CITED_RECORDS}"]), corrects)
        yield _moved(
            whole.filter(pc.is_in(whole["record_id"], pa.array(sorted(wanted), pa.string()))), act["case_id"]
        )


def _moved(rows: pa.Table, case: str) -> pa.Table:
    """The rows as they stand in another case, under ids that name where they come from."""
    origins = rows["case_id"].to_pylist()
    for name in ("record_id", "corrects"):
        ids = [
            None if id is None else reference(origin, id)
            for origin, id in zip(origins, rows[name].to_pylist(), strict=True)
        ]
        rows = _with(rows, name, pa.array(ids, pa.string()))
    return _with(rows, "case_id", pa.array([case] * rows.num_rows, pa.string()))


def _with(rows: pa.Table, name: str, values: pa.Array) -> pa.Table:
    at = rows.schema.get_field_index(name)
    return rows.set_column(at, rows.schema.field(at), values)


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
