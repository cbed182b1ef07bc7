"""Reading input files into segments: the write door of the intake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from plumbline.apps.record_intake.attributes import CaseTranslator
from plumbline.apps.record_intake.coverage import Told, coverage_of
from plumbline.apps.record_intake.errors import ColumnMissing, FileError
from plumbline.apps.record_intake.mapping import ColumnUse, SourceMapping, native
from plumbline.apps.record_intake.mapping_file import load_mapping
from plumbline.apps.record_intake.opening import UnpackLimits, fingerprint
from plumbline.apps.record_intake.parsing import Rows
from plumbline.apps.record_intake.reading import read_batches
from plumbline.apps.record_intake.rejects import Rejects
from plumbline.apps.record_intake.rows import Fault, RawBatch, Reason, RowFault, Source, shorten
from plumbline.apps.record_intake.segments import Parts, Segment
from plumbline.apps.record_intake.side_tables import read_officers, table_rows, with_figures
from plumbline.apps.record_intake.suggesting import Names, suggest
from plumbline.apps.record_intake.suggestion_text import write_suggestion
from plumbline.apps.record_intake.target import Target, target_of
from plumbline.apps.record_intake.translate import Translator
from plumbline.core.errors import Language, PlumblineError

__all__ = [
    "Intake",
    "IntakeRequest",
    "Names",
    "SourceMapping",
    "Target",
    "UnpackLimits",
    "ingest",
    "load_mapping",
    "read_officers",
    "suggest_mapping",
    "table_rows",
    "target_of",
    "with_figures",
]
Progress = Callable[[str, int], None]
"""Told the name of the file and how many rows of it were read so far."""


@dataclass(frozen=True, slots=True)
class IntakeRequest:
    """What is read: files of records (each with its mapping, None for native columns) and a case table.

    `targets` are the procedures asked for, `known` every id and title there is, so that rows of procedures not asked
    for are passed over instead of set aside. `memory` is DuckDB's limit.
    """

    files: Sequence[Path]
    targets: Mapping[str, Target]
    known: Mapping[str, str]
    work: Path
    mappings: Sequence[SourceMapping | None] = ()
    cases: Path | None = None
    uncovered: Sequence[str] = ()
    encoding: str | None = None
    limits: UnpackLimits = field(default_factory=UnpackLimits)
    memory: str = "700MB"
    progress: Progress = lambda _file, _rows: None


@dataclass(slots=True)
class Intake:
    """What was read. `failures` are files that could not be read to their end; what came before them is in."""

    sources: list[Source]
    segments: list[Segment]
    rejects: Rejects
    failures: list[PlumblineError]
    read: int = 0
    ignored: int = 0


def ingest(request: IntakeRequest) -> Intake:
    """Read the files into segments in `request.work`; bad rows are set aside. Raises `ColumnError`."""
    request.work.mkdir(parents=True, exist_ok=True)
    reading = _Reading(request)
    try:
        return reading.run()
    except BaseException:
        reading.close()
        raise


def suggest_mapping(path: Path, names: Names | None, language: Language) -> str:
    """The text of a drafted mapping file for a source; `names` are those of the procedure it is for."""
    return write_suggestion(suggest(path, names), language)


class _Reading:
    def __init__(self, request: IntakeRequest) -> None:
        self._request = request
        self._sources = [Source(str(path), path.name, number) for number, path in enumerate(request.files)]
        self._origins = {source.name: source.number for source in self._sources}
        self._parts: dict[str, Parts] = {}
        self._told: dict[str, list[Told]] = {}
        self._case_facts: set[str] = set()
        self._columns: dict[int, tuple[str, ...]] = {}
        self._intake = Intake(self._sources, [], Rejects(request.work), [])

    def close(self) -> None:
        """Let go of open files; for a reading that failed."""
        self._intake.rejects.close()
        for parts in self._parts.values():
            parts.close()

    def run(self) -> Intake:
        for position, source in enumerate(self._sources):
            mappings = self._request.mappings
            mapping = mappings[min(position, len(mappings) - 1)] if mappings else None
            source.sha256, source.size = fingerprint(Path(source.path))
            self._read(source, mapping)
        for parts in self._parts.values():
            parts.close()
        if self._request.cases is not None:
            self._read_cases(self._request.cases)
        for name, parts in self._parts.items():
            if parts.rows:
                self._gather(name, parts)
        return self._intake

    def _read(self, source: Source, mapping: SourceMapping | None) -> None:
        translators: dict[str, Translator] = {}
        encoding = self._request.encoding or (mapping.encoding if mapping else None)
        batches = read_batches(Path(source.path), source, encoding=encoding, limits=self._request.limits)
        rows = 0
        try:
            for batch in batches:
                rows += batch.size + len(batch.faults)
                source.read = rows
                self._intake.read += batch.size + len(batch.faults)
                self._intake.rejects.add(source, batch.faults, _case_column(mapping))
                if batch.size:
                    self._take(source, mapping, batch, translators)
                self._request.progress(source.name, rows)
        except FileError as error:
            self._intake.failures.append(error)
        for name, translator in translators.items():
            told = Told(translator.mapping, frozenset(source.columns), frozenset(translator.seen_steps))
            self._told.setdefault(name, []).append(told)
            source.notes += _notes(translator)

    def _take(
        self,
        source: Source,
        mapping: SourceMapping | None,
        batch: RawBatch,
        translators: dict[str, Translator],
    ) -> None:
        columns = self._columns.get(source.number, source.columns)
        self._columns[source.number] = source.columns
        for name, part in self._by_procedure(source, mapping, batch):
            target = self._request.targets[name]
            if name not in translators:
                chosen = mapping or native(source.columns, target.fields, target.attributes)
                translators[name] = Translator(chosen, target, source, self._origins)
                if name not in self._parts:
                    self._parts[name] = Parts(self._request.work, target)
            elif mapping is None and source.columns != columns:
                # rows of JSON and XES may bring columns that the first ones did not have
                translators[name].mapping = native(source.columns, target.fields, target.attributes)
            translation = translators[name].translate(part)
            self._parts[name].own_ids |= "record_id" in translators[name].mapping.columns
            self._parts[name].add(translation.records, translation.cases)
            self._intake.rejects.add(source, translation.faults, _case_column(mapping))
            self._intake.ignored += translation.ignored

    def _by_procedure(
        self, source: Source, mapping: SourceMapping | None, batch: RawBatch
    ) -> Iterable[tuple[str, RawBatch]]:
        """The batch apart by procedure; the only one asked for takes all rows that name none."""
        targets = self._request.targets
        use = ColumnUse("procedure") if mapping is None else mapping.columns.get("procedure")
        default = mapping.defaults.get("procedure") if mapping is not None else None
        only = next(iter(targets)) if len(targets) == 1 else default
        if use is None or use.column not in batch.columns:
            if only is None:
                known = ", ".join(source.columns)
                raise ColumnMissing(
                    file=source.name, column="procedure", meaning="--pack", known=shorten(known, 300)
                )
            yield self._request.known.get(only, only), batch
            return
        encoded = pc.fill_null(batch.columns[use.column], "").dictionary_encode()
        indices = encoded.indices.to_numpy()
        rows_of: dict[str | None, list[int]] = {}
        for index, text in enumerate(encoded.dictionary.to_pylist()):
            name = use.values.get(text.strip(), text.strip()) or only or ""
            rows_of.setdefault(self._request.known.get(name), []).append(index)
        for found, chosen in rows_of.items():
            rows = np.isin(indices, chosen)
            if found in targets and found is not None:
                yield found, batch if rows.all() else _only(batch, rows)
            elif found is None:
                self._intake.rejects.add(source, _unknown_procedure(batch, rows, use.column))
            else:
                self._intake.ignored += int(rows.sum())

    def _read_cases(self, path: Path) -> None:
        """A table of facts of cases: `case_id` and one column a fact; rows for any procedure asked for."""
        source = Source(str(path), path.name, len(self._sources))
        source.sha256, source.size = fingerprint(path)
        self._sources.append(source)
        translators: dict[str, CaseTranslator] = {}
        for batch in read_batches(path, source, encoding=self._request.encoding, limits=self._request.limits):
            self._intake.rejects.add(source, batch.faults)
            for name, parts in self._parts.items():
                if name not in translators:
                    translators[name] = CaseTranslator(parts.target, source)
                table, faults = translators[name].translate(batch)
                self._intake.rejects.add(source, faults if name == next(iter(self._parts)) else ())
                parts.add_cases(table)
                self._case_facts.update(translators[name].facts)

    def _gather(self, name: str, parts: Parts) -> None:
        gathering = parts.gather(self._request.memory)
        wanted: dict[int, dict[int, Fault]] = {}
        for file, line, fault in gathering.faults():
            wanted.setdefault(file, {})[line] = fault
        for number, faults in wanted.items():
            self._intake.rejects.add(self._sources[number], self._rows_again(self._sources[number], faults))
        coverage = coverage_of(parts.target, self._told[name], self._case_facts, self._request.uncovered)
        segment = gathering.segment(coverage)
        self._intake.segments.append(replace(segment, doubtful=frozenset(self._intake.rejects.cases)))

    def _rows_again(self, source: Source, faults: dict[int, Fault]) -> Iterable[RowFault]:
        """The rows at fault, read once more: they are few, and keeping every row would double the work on disk."""
        again = Source(source.path, source.name, source.number)
        left = dict(faults)
        try:
            for batch in read_batches(
                Path(source.path), again, encoding=source.encoding or None, limits=self._request.limits
            ):
                for row in np.flatnonzero(np.isin(batch.lines, list(left))):
                    line = int(batch.lines[row])
                    yield RowFault(line, left.pop(line), batch.row(int(row)))
        except FileError:
            pass  # the failure was noted when the file was read first
        for line, fault in left.items():
            yield RowFault(line, fault, {})


def _case_column(mapping: SourceMapping | None) -> str:
    use = None if mapping is None else mapping.columns.get("case_id")
    return "case_id" if use is None else use.column


def _only(batch: RawBatch, rows: Rows) -> RawBatch:
    mask = rows
    return RawBatch({n: c.filter(mask) for n, c in batch.columns.items()}, batch.lines[rows])


def _unknown_procedure(batch: RawBatch, rows: Rows, column: str) -> Iterable[RowFault]:
    for row in np.flatnonzero(rows):
        value = batch.columns[column][int(row)].as_py() or ""
        fault = Fault(Reason.UNKNOWN_PROCEDURE if value else Reason.MISSING_VALUE, column, shorten(value, 80))
        yield RowFault(int(batch.lines[row]), fault, batch.row(int(row)))


def _notes(translator: Translator) -> list[str]:
    """What a person should know of a source: formats found, columns that nothing reads."""
    return [f"{column}: {form}" for column, form in sorted(translator.times.formats.items())]
