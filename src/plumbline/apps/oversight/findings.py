"""Findings as rows: their columns, how a verdict becomes one, and their two files.

A cell of the CSV that a spreadsheet would run as a formula gets a leading apostrophe; the Parquet keeps it as it is.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from plumbline.apps.oversight.bench import Regime, Setup
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.registers.cells import neutral
from plumbline.core.rules.explanation_wording import local_time, message, record_data, trace
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

Row: TypeAlias = dict[str, Any]
SCHEMA: Final = pa.schema(
    [
        ("procedure", pa.string()),
        ("rule", pa.string()),
        ("case", pa.string()),
        ("record", pa.string()),
        ("step", pa.string()),
        ("at", pa.string()),
        ("outcome", pa.string()),
        ("reason", pa.string()),
        ("due", pa.string()),
        ("discharged_by", pa.string()),
        ("discharged_at", pa.string()),
        ("days_over", pa.int32()),
        ("late_entry", pa.bool_()),
        ("organ", pa.string()),
        ("field", pa.string()),
        ("division", pa.string()),
        ("basis", pa.string()),
        ("standing", pa.string()),
        ("says", pa.string()),
        ("message", pa.string()),
        ("source", pa.string()),
        ("trace", pa.string()),
    ]
)
BARRED: Final = "barred"
_ROWS = 5_000


def is_finding(verdict: Verdict, regime: Regime, setup: Setup, today: int) -> bool:
    """Whether a verdict is told: breaches, what could not be judged, what falls due within the lead."""
    if setup.everything:
        return True
    if verdict.reason == BARRED:
        return True
    if not regime.rules[verdict.rule].makes_findings:
        return False
    if verdict.outcome is Outcome.PENDING:
        return verdict.due is not None and verdict.due <= today + setup.lead
    return verdict.outcome is Outcome.VIOLATED or verdict.outcome is Outcome.UNDETERMINED


def finding(
    case: Case,
    verdict: Verdict,
    regime: Regime,
    setup: Setup,
    sources: dict[str, str],
    correction: Record | None = None,
) -> Row | None:
    """The row of a verdict just given over `case`; `sources` leads from record ids to `file:line`.

    `correction` is the record that undid the breach, if one did.
    """
    told = regime.explainer.explain(case, verdict, setup.now)
    if told is None:
        return None
    rule, judged, done, zone = told.rule, told.judged, told.discharged, ZoneInfo(regime.calendar.zone)
    read = trace(told, regime.calendar, regime.title, setup.language)
    if correction is not None:
        read["correction"] = record_data(correction, zone)
    for record in [*read["records"], *([read["correction"]] if correction is not None else ())]:
        record["source"] = sources.get(record["id"])
    calendar = regime.calendar
    read["pack"] = {"layers": list(regime.procedure.layers), "sha256": regime.procedure.content_hash}
    read["calendar"] = {"id": calendar.id, "version": calendar.version, "digest": calendar.digest}
    due = None if verdict.due is None else date_of(verdict.due).isoformat()
    return {
        "procedure": rule.procedure,
        "rule": rule.id,
        "case": judged.case or case.id,
        "record": judged.id.rpartition("\x1f")[2],
        "step": judged.step,
        "at": local_time(judged.instant, zone) if judged.precise else date_of(judged.day).isoformat(),
        "outcome": str(verdict.outcome),
        "reason": verdict.reason,
        "due": due if verdict.due_instant is None else local_time(verdict.due_instant, zone),
        "discharged_by": None if done is None else done.id.rpartition("\x1f")[2],
        "discharged_at": None
        if done is None
        else (local_time(done.instant, zone) if done.precise else date_of(done.day).isoformat()),
        "days_over": verdict.days_over,
        "late_entry": verdict.late_entry,
        "organ": _text(case.header.get("organ")),
        "field": _text(case.header.get("field") or setup.field),
        "division": _text(case.header.get("division") or setup.division),
        "basis": "; ".join(rule.basis),
        "standing": str(rule.standing),
        "says": rule.says if setup.language == "zh" else rule.english or rule.says,
        "message": message(told, regime.title, setup.language),
        "source": sources.get(judged.id),
        "trace": json.dumps(read, ensure_ascii=False, separators=(",", ":")),
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class FindingWriter:
    """Writes rows to a Parquet part as they come."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, SCHEMA, compression="zstd")
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Keep a row."""
        self._rows.append(row)
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
            self._rows.clear()

    def __enter__(self) -> FindingWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._flush()
        self._writer.close()


def join_parts(parts: Sequence[Path], parquet: Path, table: Path) -> int:
    """One Parquet and one CSV from the parts, in their order; gives the number of rows."""
    rows = 0
    with (
        pq.ParquetWriter(parquet, SCHEMA, compression="zstd") as writer,
        table.open("w", encoding="utf-8", newline="") as out,
    ):
        cells = csv.writer(out)
        cells.writerow(SCHEMA.names)
        for part in parts:
            for batch in pq.ParquetFile(part).iter_batches(_ROWS):
                writer.write_batch(batch)
                rows += batch.num_rows
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    cells.writerow(list(_safe(row)))
    return rows


def _safe(row: Iterable[object]) -> Iterable[object]:
    for value in row:
        if isinstance(value, bool):
            yield "true" if value else "false"
        elif isinstance(value, str):
            yield neutral(value)
        else:
            yield value
