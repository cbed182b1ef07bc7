"""Batches of source rows → batches of records in the one layout, and the rows that are set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.apps.record_intake import values
from plumbline.apps.record_intake.attributes import attribute, column_name
from plumbline.apps.record_intake.dates import Moment, midnight
from plumbline.apps.record_intake.errors import ColumnMissing
from plumbline.apps.record_intake.mapping import OTHERS, REQUIRED, ColumnUse, SourceMapping
from plumbline.apps.record_intake.parsing import ColumnParser, Rows, named, positions, truths
from plumbline.apps.record_intake.rows import (
    REJECT_PREFIX,
    Fault,
    RawBatch,
    Reason,
    RowFault,
    Source,
    shorten,
)
from plumbline.apps.record_intake.target import Target
from plumbline.apps.record_intake.time_columns import TimeColumns
from plumbline.core.clocks.civil import EPOCH_ORDINAL
from plumbline.core.facts.record_batch import ACTOR, RECORD_COLUMNS, RECORDING, arrow_type
from plumbline.core.vocabulary import ValueType

PLACE_COLUMNS = [pa.field("source_file", pa.int32()), pa.field("source_line", pa.int64())]
"""Where a record stands in the input; kept in every segment, so that findings and rejects can say it."""
MIDNIGHT = pa.field("midnight", pa.int64())
"""Only in parts: the midnight with which the end day begins, for records whose time of entry is not told."""
LINE_BITS = 32
_PASSED_OVER = ""
_Moments: TypeAlias = tuple[pa.Array, pa.Array, pa.Array]


@dataclass(frozen=True, slots=True)
class Translation:
    """One batch translated: records, facts of their cases, rows set aside, rows passed over on purpose."""

    records: pa.Table
    cases: pa.Table | None
    faults: tuple[RowFault, ...]
    ignored: int


def part_schema(target: Target) -> pa.Schema:
    """The schema of parts: the record layout with place columns, the time of entry still open."""
    base = [f.with_nullable(True) if f.name == "recorded_at" else f for f in RECORD_COLUMNS]
    fields = [pa.field(f"f_{name}", arrow_type(kind)) for name, kind in target.fields.items()]
    return pa.schema([*base, *PLACE_COLUMNS, MIDNIGHT, *fields])


class Translator:
    """Translates the batches of one source for one procedure; what is found in the first batch holds for all.

    `origins` are the numbers of the input files by name: a mended reject keeps the place of the row it came from.
    """

    def __init__(
        self, mapping: SourceMapping, target: Target, source: Source, origins: Mapping[str, int]
    ) -> None:
        self.mapping, self.target, self.source, self.origins = mapping, target, source, origins
        self.times = TimeColumns(source.name, target.zone)
        self.schema = part_schema(target)
        self.seen_steps: set[str] = set()
        for name, meaning in REQUIRED.items():
            use = mapping.columns.get(name)
            if name not in mapping.defaults and (use is None or use.column not in source.columns):
                column = use.column if use is not None else name
                known = ", ".join(c for c in source.columns if not c.startswith(REJECT_PREFIX))
                raise ColumnMissing(
                    file=source.name, column=column, meaning=meaning, known=shorten(known, 300)
                )

    def translate(self, batch: RawBatch) -> Translation:
        """The records of the batch."""
        return _Batch(self, batch).translation()

    def step_of(self, name: str) -> str | None:
        """The step of a source's name for it; empty to pass the row over, None for an unknown name."""
        table, own = self.mapping.steps, self.target.step_names
        if table is not None and (name in table or (OTHERS in table and name not in own)):
            mapped = table[name] if name in table else table[OTHERS]
            return _PASSED_OVER if mapped is None else own.get(mapped)
        return own.get(name)


class _Batch:
    """The translation of one batch."""

    def __init__(self, around: Translator, batch: RawBatch) -> None:
        self._around, self._parser = around, ColumnParser(batch)
        self._size = batch.size

    def translation(self) -> Translation:
        around, parser = self._around, self._parser
        record = {"case_id": self._text("case_id")}
        parser.note_empty(record["case_id"], self._name("case_id"))
        record["step"], passed_over = self._steps()
        self._add_times(record)
        self._add_places(record)
        self._add_lists(record)
        record["corrects"] = self._text("corrects")
        void = parser.column(self._use("void"), values.truth, pa.bool_(), around.mapping.defaults.get("void"))
        record["void"] = pc.fill_null(void, False)
        codes = self._codes(record["step"])
        for field, kind in around.target.fields.items():
            record[f"f_{field}"] = self._field(field, kind, codes)
        facts = self._case_facts(record["case_id"])
        good = pa.array(parser.good(passed_over))
        table = named(record, around.schema).filter(good)
        around.seen_steps.update(table["step"].unique().to_pylist())
        faults = tuple(parser.row_faults(passed_over))
        cases = None if facts is None else facts.filter(good)
        return Translation(table, cases, faults, int(passed_over.sum()))

    def _use(self, name: str) -> ColumnUse | None:
        use = self._around.mapping.columns.get(name)
        return use if self._parser.has(use) else None

    def _name(self, name: str) -> str:
        use = self._around.mapping.columns.get(name)
        return name if use is None else use.column

    def _text(self, name: str) -> pa.Array:
        default = self._around.mapping.defaults.get(name)
        return self._parser.column(self._use(name), lambda text: text, pa.string(), default)

    def _steps(self) -> tuple[pa.Array, Rows]:
        """Step ids, and which rows are passed over: steps mapped to `ignore`, other lifecycle transitions."""
        around, parser = self._around, self._parser

        def parse(text: str) -> str | Fault:
            found = around.step_of(text)
            return Fault(Reason.UNKNOWN_STEP, value=shorten(text, 80)) if found is None else found

        rule = around.mapping.lifecycle
        passed_over = np.zeros(self._size, dtype=bool)
        if rule is not None and rule.column in parser.batch.columns:
            column = parser.batch.columns[rule.column]
            kept = pc.is_in(column, value_set=pa.array(sorted(rule.keep), pa.string()))
            passed_over = ~truths(pc.or_(kept, pc.is_null(column)))
        steps = parser.column(self._use("step"), parse, pa.string(), around.mapping.defaults.get("step"))
        parser.note_empty(steps, self._name("step"))
        return steps, passed_over | truths(pc.equal(steps, _PASSED_OVER))

    def _codes(self, steps: pa.Array) -> npt.NDArray[np.int64]:
        """The number of each row's step in the target, -1 where it is not known."""
        numbers = {step: code for code, step in enumerate(self._around.target.step_fields)}
        encoded = steps.dictionary_encode()
        table = np.array([*(numbers.get(step, -1) for step in encoded.dictionary.to_pylist()), -1], np.int64)
        return table[positions(encoded.indices)]

    def _times_of(self, name: str) -> _Moments | None:
        use, times = self._use(name), self._around.times
        default = self._around.mapping.defaults.get(name)
        if use is None and default is None:
            return None
        if use is None:
            parsed, indices = [times.loose()(default or "")], pa.array([0] * self._size, pa.int32())
            if isinstance(parsed[0], Fault):
                parsed = [None]
        else:
            parsed, indices = self._parser.spread(
                use, times.parser(use, self._parser.batch.columns[use.column])
            )
        moments: list[Moment | None] = parsed
        return (
            pa.array([None if m is None else m.day for m in moments], pa.int32()).take(indices),
            pa.array([None if m is None else m.instant for m in moments], pa.int64()).take(indices),
            pa.array([None if m is None else m.precise for m in moments], pa.bool_()).take(indices),
        )

    def _add_times(self, record: dict[str, pa.Array]) -> None:
        """When the act began, ended and was entered; the last stays open for `segments` where it is not told."""
        at = self._times_of("at")
        assert at is not None, "a translator without times is not made"
        self._parser.note_empty(at[0], self._name("at"))
        until = self._times_of("until") or at
        end = pc.coalesce(until[0], at[0]), pc.coalesce(until[1], at[1]), pc.coalesce(until[2], at[2])
        record.update(
            zip(
                ("day", "instant", "precise", "end_day", "end_instant", "end_precise"),
                (*at, *end),
                strict=True,
            )
        )
        early = pc.or_(pc.less(end[0], at[0]), pc.and_(pc.and_(at[2], end[2]), pc.less(end[1], at[1])))
        self._parser.note(truths(early), lambda _row: Fault(Reason.ENDS_BEFORE_START, self._name("until")))
        recorded = self._times_of("recorded_at")
        record["recorded_at"] = pa.nulls(self._size, pa.int64()) if recorded is None else recorded[1]
        days, zone = end[0].dictionary_encode(), self._around.target.zone
        begins = [
            midnight(date.fromordinal(day + EPOCH_ORDINAL), zone) for day in days.dictionary.to_pylist()
        ]
        record[MIDNIGHT.name] = pa.array(begins, pa.int64()).take(days.indices)

    def _add_places(self, record: dict[str, pa.Array]) -> None:
        """Where the row stands, and by default its sequence and its id."""
        source, lines = self._around.source, self._parser.batch.lines
        files = np.full(self._size, source.number, np.int32)
        names = [source.name] * self._size
        if f"{REJECT_PREFIX}line" in self._parser.batch.columns:
            places = [self._origin(row) for row in range(self._size)]
            names = [name for name, _file, _line in places]
            files = np.array([file for _name, file, _line in places], np.int32)
            lines = np.array([line for _name, _file, line in places], np.int64)
        record["source_file"], record["source_line"] = pa.array(files), pa.array(lines)
        seq = self._parser.column(self._use("seq"), values.whole, pa.int64(), None)
        record["seq"] = pc.coalesce(seq, pa.array((files.astype(np.int64) << LINE_BITS) | lines))
        ids = self._text("record_id")
        if ids.null_count:
            own = [f"{name}:{line}" for name, line in zip(names, lines.tolist(), strict=True)]
            ids = pc.coalesce(ids, pa.array(own, pa.string()))
        record["record_id"] = ids

    def _origin(self, row: int) -> tuple[str, int, int]:
        """File and line from which a mended reject came, if that file is read too."""
        columns, source = self._parser.batch.columns, self._around.source
        file, line = columns.get(f"{REJECT_PREFIX}file"), columns[f"{REJECT_PREFIX}line"]
        name, text = str(file[row].as_py()) if file is not None else "", str(line[row].as_py() or "")
        if name in self._around.origins and text.isdigit():
            return name, self._around.origins[name], int(text)
        return source.name, source.number, int(self._parser.batch.lines[row])

    def _add_lists(self, record: dict[str, pa.Array]) -> None:
        """Officers, documents, recordings. Nothing written means «none», but for officers «not stated»."""
        moment = self._around.times.loose()
        parsers: dict[str, tuple[str, pa.DataType, Callable[[str], values.Parse]]] = {
            "by": ("officers", ACTOR, lambda separator: values.officers(separator, moment)),
            "documents": ("documents", pa.string(), values.list_of_texts),
            "recordings": ("recordings", RECORDING, lambda separator: values.recordings(separator, moment)),
        }
        for column, (name, member, make) in parsers.items():
            use, kind = self._use(name), pa.list_(member)
            if use is None:
                record[column] = pa.nulls(self._size, kind)
                continue
            parsed, indices = self._parser.spread(use, make(use.separator))
            if column != "by":
                indices = pc.fill_null(indices.cast(pa.int64()), len(parsed))
                parsed = [*([] if value is None else value for value in parsed), []]
            record[column] = pa.array(parsed, kind).take(indices)

    def _field(self, name: str, kind: ValueType, codes: npt.NDArray[np.int64]) -> pa.Array:
        """One field: values in rows of steps that do not have it are passed over."""
        parser, target, arrow = self._parser, self._around.target, arrow_type(kind)
        use = self._around.mapping.fields.get(name)
        column = None if use is None else parser.batch.columns.get(use.column)
        if use is None or column is None or column.null_count == self._size:
            return pa.nulls(self._size, arrow)
        having = {
            code: step for code, (step, fields) in enumerate(target.step_fields.items()) if name in fields
        }
        mine = np.isin(codes, list(having))
        parse = values.parser_of(kind, use.factor, self._around.times.parser_for(kind, use, column))
        parsed, indices = parser.spread(use, parse, only=mine)
        for code, step in having.items():
            if (step, name) in target.choices:
                parser.check_options(use.column, target.choices[step, name], parsed, indices, codes == code)
        found = pa.array(parsed, arrow).take(indices)
        return found if mine.all() else pc.if_else(pa.array(mine), found, pa.scalar(None, arrow))

    def _case_facts(self, case_ids: pa.Array) -> pa.Table | None:
        """What the rows tell of their cases."""
        around, parser = self._around, self._parser
        told = {
            column_name(name): attribute(parser, around.target, around.times, name, use)
            for name, use in around.mapping.case.items()
            if name in around.target.attributes and (not isinstance(use, ColumnUse) or parser.has(use))
        }
        return pa.table({"case_id": case_ids, **told}) if told else None
