"""Queries in stages: answers as of one selection, shared parts once, guarded amounts never without their guard."""

from __future__ import annotations

from typing import Any

import duckdb
import ibis
import pyarrow as pa

from plumbline.core.rules.batch.staging import staged_sql

ROWS = pa.table(
    {
        "day": pa.array([1, 8, None, 30], pa.int32()),
        "due": pa.array([7, 7, 7, None], pa.int32()),
        "amount": pa.array([1, 2**62, None, 3], pa.int64()),
    }
)


def answers(columns: dict[str, Any]) -> tuple[str, pa.Table]:
    sql = staged_sql(unbound(), columns)
    with duckdb.connect() as engine:
        engine.register("judged_rows", ROWS)
        return sql, engine.execute(sql).to_arrow_table()


def unbound() -> Any:
    return ibis.table(ibis.Schema.from_pyarrow(ROWS.schema), name="judged_rows")


def test_what_several_columns_read_is_written_once() -> None:
    rows = unbound()
    late = (rows["day"] > rows["due"]) & rows["day"].notnull() & (rows["due"] > 0)
    code = ibis.ifelse(late, ibis.literal(2, type="int8"), ibis.literal(1, type="int8"))
    columns = {"late": late, "code": code, "again": ibis.ifelse(late & (code == 2), code, code + 10)}
    sql, found = answers(columns)
    assert sql.count(">") == 2  # one for each comparison, though three columns rest on them
    assert found["late"].to_pylist() == [False, True, False, None]
    assert found["code"].to_pylist() == [1, 2, 1, 1]
    assert found["again"].to_pylist() == [11, 2, 11, 11]


def test_stages_stand_upon_each_other() -> None:
    rows = unbound()
    first = (rows["day"] + 1 > rows["due"]) | rows["due"].isnull()
    second = ibis.ifelse(first, rows["day"] + 2, rows["due"] - 2)
    third = (second > 5) & (second < 30) & first
    columns = {"a": first, "b": second, "c": third, "d": third.fill_null(False), "e": second * 2}
    sql, found = answers(columns)
    assert sql.startswith("WITH stage0 AS ")
    assert "stage1" in sql
    assert found.to_pydict() == {
        "a": [False, True, None, True],
        "b": [5, 10, 5, 32],
        "c": [False, True, False, False],
        "d": [False, True, False, False],
        "e": [10, 20, 10, 64],
    }


def test_an_amount_is_never_computed_without_its_guard() -> None:
    rows = unbound()
    product = (rows["amount"] + 1) * 4 * (rows["amount"] + 2)  # beyond the engine's numbers in the second row
    small = ibis.ifelse(rows["amount"] > 1_000, ibis.null("int64"), product)
    _, found = answers({"a": small > 10, "b": ibis.ifelse(small.isnull(), 0, product * 0 + small)})
    assert found["a"].to_pylist() == [True, None, None, True]


def test_a_plain_selection_needs_no_stage() -> None:
    sql, found = answers({"day": unbound()["day"]})
    assert not sql.startswith("WITH")
    assert found["day"].to_pylist() == [1, 8, None, 30]
