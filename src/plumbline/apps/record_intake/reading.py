"""Which reader a file gets: told by its content, then by its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plumbline.apps.record_intake.csv_reader import read_csv
from plumbline.apps.record_intake.json_reader import read_json_lines
from plumbline.apps.record_intake.opening import UnpackLimits, peek
from plumbline.apps.record_intake.parquet_reader import read_parquet
from plumbline.apps.record_intake.rows import RawBatch, Source
from plumbline.apps.record_intake.xes_reader import read_xes
from plumbline.apps.record_intake.xlsx_reader import MAGIC, read_xlsx

_FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
}
_FORMATS |= {".parquet": "parquet", ".pq": "parquet", ".xes": "xes", ".xml": "xes"}


def format_of(path: Path, limits: UnpackLimits) -> str:
    """`csv`, `xlsx`, `jsonl`, `parquet` or `xes`."""
    sample = peek(path, limits, 4096)
    if sample.startswith(b"PAR1"):
        return "parquet"
    if sample.startswith(MAGIC):
        return "xlsx"
    named = _FORMATS.get(Path(path.name.removesuffix(".gz")).suffix.lower())
    if named is not None:
        return named
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"<": "xes", b"{": "jsonl"}.get(start, "csv")


def read_batches(
    path: Path, source: Source, *, encoding: str | None = None, limits: UnpackLimits | None = None
) -> Iterator[RawBatch]:
    """The rows of a file of any format. Raises `FileError` where it cannot be read on."""
    bounds = limits or UnpackLimits()
    source.format = format_of(path, bounds)
    match source.format:
        case "parquet":
            return read_parquet(path, source, bounds)
        case "xlsx":
            return read_xlsx(path, source, bounds)
        case "xes":
            return read_xes(path, source, bounds)
        case "jsonl":
            return read_json_lines(path, source, encoding, bounds)
        case _:
            return read_csv(path, source, encoding, bounds)
