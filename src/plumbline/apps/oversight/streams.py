"""Rules over other streams than the case: records of many cases by party, organ, officer or object.

The records that such rules read are taken from the folded cases, written out under the key of their stream, ordered by
DuckDB and judged stream by stream. Of header facts a stream keeps those that are the same in all its cases.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from plumbline.apps.oversight.bench import Bench, Regime
from plumbline.apps.oversight.findings import FindingWriter, finding, is_finding
from plumbline.apps.oversight.tally import Tally, places_of
from plumbline.apps.record_intake.queries import CaseRecords, Segment, cases_of, records_of
from plumbline.core.facts.case import Case, fold
from plumbline.core.facts.linking import is_reference
from plumbline.core.facts.record import Record, Value
from plumbline.core.facts.record_batch import from_records
from plumbline.core.procedures.streams import keys_among_cases
from plumbline.core.rules.corrections import Judged, roots, undone
from plumbline.core.rules.evaluate_one import reads
from plumbline.core.rules.rule import Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import HEADER, Outcome, Stream, ValueType

_ROWS = 20_000
_APART = "\x1f"
_EXTRA = pa.schema(
    [
        ("stream", pa.string()),
        ("rule", pa.string()),
        ("header", pa.string()),
        ("source", pa.string()),
        ("stands", pa.bool_()),
    ]
)
_Row: TypeAlias = tuple[str, str, str, str, bool, Record]
"""Stream, rule, header, place, whether the record's key is this stream's, and the record."""


def judge_streams(segment: Segment, bench: Bench, sources: Sequence[str], part: Path) -> Tally:
    """Judge the stream rules of a segment and write their findings; gives the counts."""
    spool = part.with_suffix(".spool.parquet")
    tally = Tally()
    with FindingWriter(part) as writer:
        if _write_spool(segment, bench, sources, spool):
            for stream in _streams(spool):
                _judge(stream, segment, bench, tally, writer)
    return tally


def stream_rules(regime: Regime) -> list[Rule]:
    """The rules of a regime that are judged over other streams than the case."""
    return [rule for rule in regime.procedure.rules if rule.over is not Stream.CASE]


def _write_spool(segment: Segment, bench: Bench, sources: Sequence[str], spool: Path) -> bool:
    """Write every record a stream rule reads, once for each stream it stands in; whether there was any."""
    types = _field_types(segment)
    regimes = {id: rules for id, rules in _rules_by_field(bench, segment).items() if rules}
    if not regimes:
        return False
    rows: list[_Row] = []
    writer: pq.ParquetWriter | None = None
    steps = {step for rules in regimes.values() for rule in rules for step in reads(rule)}
    for found in cases_of(segment, steps=steps):
        rows += _keyed(found, segment, bench, sources)
        if len(rows) >= _ROWS:
            writer = _flush(writer, spool, rows, types)
    if rows:
        writer = _flush(writer, spool, rows, types)
    if writer is None:
        return False
    writer.close()
    return True


def _rules_by_field(bench: Bench, segment: Segment) -> dict[str, list[Rule]]:
    """Stream rules of the procedure under each layer; without any the records need not be read again."""
    layers = [p for p in bench.packs.layers if p.layer_of == segment.procedure]
    headers: list[dict[str, Value]] = [{}]
    headers += [{"field": p.field, "division": p.division} for p in layers]
    return {str(h): stream_rules(bench.regime(segment.procedure, h)) for h in headers}


def _keyed(found: CaseRecords, segment: Segment, bench: Bench, sources: Sequence[str]) -> Iterator[_Row]:
    regime = bench.regime(segment.procedure, found.header)
    rules = stream_rules(regime)
    if not rules:
        return
    case = fold(found.id, found.records, bench.setup.now, header=found.header, missing=segment.coverage)
    places = places_of(found.records, found.places, sources)
    header = json.dumps({n: v for n, v in found.header.items() if n in HEADER}, ensure_ascii=False)
    acts = _versions(found, case, bench.setup.now)
    for rule in rules:
        read = reads(rule)
        for versions in acts:
            keys = [set(keys_among_cases(case, r, rule.over)) if r.step in read else set() for r in versions]
            for key in sorted(set().union(*keys)):
                for record, own in zip(versions, keys, strict=True):
                    kept = replace(record, case=case.id)
                    yield key, rule.id, header, places.get(record.id, ""), key in own, kept


def _versions(found: CaseRecords, case: Case, now: int) -> list[list[Record]]:
    """The acts of a case, each with all its versions where the case has corrections."""
    if not case.history:
        own = [r for step in sorted(case.by_step) for r in case.by_step[step]]
        return [[r] for r in own if not is_reference(case, r)]
    root, acts = roots(found.records), dict[str, list[Record]]()
    for record in found.records:
        if record.recorded_at <= now and not is_reference(case, record):
            acts.setdefault(root[record.id], []).append(record)
    return list(acts.values())


def _flush(
    writer: pq.ParquetWriter | None,
    spool: Path,
    rows: list[_Row],
    types: dict[str, ValueType],
) -> pq.ParquetWriter:
    table = from_records([row[-1] for row in rows], types)
    for position, column in enumerate(_EXTRA):
        table = table.append_column(column, pa.array([row[position] for row in rows], column.type))
    writer = writer or pq.ParquetWriter(spool, table.schema, compression="zstd")
    writer.write_table(table)
    rows.clear()
    return writer


def _field_types(segment: Segment) -> dict[str, ValueType]:
    """Types that give the same columns again as the segment has."""
    kinds = {
        "bool": ValueType.BOOL,
        "int64": ValueType.INT,
        "int32": ValueType.DATE,
        "decimal128(18, 2)": ValueType.MONEY,
        "decimal128(18, 6)": ValueType.NUMBER,
    }
    schema = pq.read_schema(segment.records)
    return {f.name[2:]: kinds.get(str(f.type), ValueType.TEXT) for f in schema if f.name.startswith("f_")}


@dataclass(slots=True)
class _StreamRecords:
    rule: str
    key: str
    records: list[Record] = field(default_factory=list)
    headers: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)


def _ordered(spool: Path) -> Path:
    """The spool by rule, stream and time."""
    ordered = spool.with_suffix(".ordered.parquet")
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}) as db:
        db.execute("SET memory_limit = '250MB'")
        db.execute(f"SET temp_directory = '{_quoted(spool.with_suffix('.spill'))}'")
        db.execute(
            f"COPY (FROM read_parquet('{_quoted(spool)}') "
            "ORDER BY rule, stream, day, instant, seq, case_id, record_id) "
            f"TO '{_quoted(ordered)}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return ordered


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")


def _streams(spool: Path) -> Iterator[_StreamRecords]:
    """The streams one after the other. A record's id is put behind its case, since ids repeat between cases."""
    held: _StreamRecords | None = None
    for batch in pq.ParquetFile(_ordered(spool)).iter_batches(_ROWS):
        extra = zip(*(batch.column(name).to_pylist() for name in _EXTRA.names), strict=True)
        pairs = zip(extra, records_of(batch), strict=True)
        for (key, rule), group in groupby(pairs, key=lambda pair: (pair[0][0], pair[0][1])):
            if held is None or (held.key, held.rule) != (key, rule):
                if held is not None:
                    yield held
                held = _StreamRecords(rule, key)
            for (_key, _rule, header, source, stands), record in group:
                named = replace(
                    record,
                    id=f"{record.case}{_APART}{record.id}",
                    corrects=record.corrects and f"{record.case}{_APART}{record.corrects}",
                )
                if not stands:
                    held.elsewhere.add(named.id)
                held.records.append(named)
                held.headers.append(json.loads(header))
                held.places[named.id] = source
    if held is not None:
        yield held


def _judge(
    stream: _StreamRecords, segment: Segment, bench: Bench, tally: Tally, writer: FindingWriter
) -> None:
    common = {n: v for n, v in stream.headers[0].items() if all(h.get(n) == v for h in stream.headers)}
    regime = bench.regime(segment.procedure, stream.headers[0])
    if stream.rule not in regime.rules:
        return
    now = bench.setup.now

    def judge(records: Sequence[Record]) -> Judged:
        case = fold(stream.key, records, now, header=common, missing=segment.coverage)
        standing = {
            step: [r for r in group if r.id not in stream.elsewhere] for step, group in case.by_step.items()
        }
        case.by_step = {step: group for step, group in standing.items() if group}
        return case, regime.compiled.judge_stream(stream.rule, case, now, bench.officers)

    case, verdicts = judge(stream.records)
    for verdict in verdicts:
        tally.count(segment.procedure, verdict)
    told: list[tuple[Case, Verdict, Record | None]] = [(case, verdict, None) for verdict in verdicts]
    if any(r.corrects is not None for r in stream.records):
        for one in undone(stream.records, now, judge):
            answer = one.verdict.answer._replace(detail=one.correction.id.rpartition(_APART)[2])
            named = Verdict((one.verdict.rule, one.verdict.record, answer))
            told.append((one.case, named, one.correction))
    today = regime.calendar.local_day(now)
    for state, verdict, correction in told:
        if not is_finding(verdict, regime, bench.setup, today):
            continue
        tally.breaches += verdict.outcome is Outcome.VIOLATED
        row = finding(state, verdict, regime, bench.setup, stream.places, correction)
        if row is not None:
            writer.add(row)
