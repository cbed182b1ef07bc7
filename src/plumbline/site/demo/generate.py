"""The whole district: pool, then copies of it until there are enough cases, streamed into the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.csv as pv
import pyarrow.parquet as pq

from plumbline.site.demo.pool import Template, pool
from plumbline.site.demo.writing import (
    CASE,
    KEY,
    NATIVE,
    Rendered,
    column,
    field_columns,
    issue,
    organ_of,
    render,
    write_figures,
    write_officers,
)

Format = Literal["csv", "jsonl", "parquet"]


@dataclass(frozen=True, slots=True)
class Written:
    cases: int
    records: int
    key: int


def generate(
    out: Path,
    *,
    cases: int = 600,
    seed: int = 1,
    breaches_per_rule: int = 2,
    records_as: Format = "csv",
    planted_share: float = 1.0,
) -> Written:
    """Writes records, cases.csv, officers.csv, figures.csv and key.csv into a folder.

    The pool of worked cases is written whole even if it is larger than `cases`; beyond it, its cases come again under
    new ids, parties and organs, those that were made for a rule only up to `planted_share` of all cases. The same
    arguments give the same bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    templates = pool(seed, breaches_per_rule, cases)
    fields = field_columns(templates)
    as_json = records_as == "jsonl"
    rendered = [render(template, fields, as_json=as_json) for template in templates]
    write_officers(out / "officers.csv", templates)
    write_figures(out / "figures.csv")
    name = "records.jsonl" if as_json else "records.csv"
    heading = "" if as_json else ",".join([*NATIVE, *map(column, fields)]) + "\n"
    written = _issue_all(out, name, heading, rendered, max(cases, len(templates)), planted_share)
    if records_as == "parquet":
        _to_parquet(out / name, templates)
    return written


def _issued(rendered: Sequence[Rendered], cases: int, planted_share: float) -> Iterator[tuple[Rendered, int]]:
    """Each case to write with the number of its copy: the whole pool, then its cases again; a group stays whole."""
    done = planted = copy = 0
    while done < cases:
        left_out = -1
        for item in rendered:
            if done >= cases:
                return
            if item.planted and copy and (item.group == left_out or planted >= planted_share * done):
                left_out = item.group
                continue
            yield item, copy
            done += 1
            planted += item.planted
        copy += 1


def _issue_all(
    out: Path, name: str, heading: str, rendered: Sequence[Rendered], cases: int, planted_share: float
) -> Written:
    done = records = key = 0
    names = (name, "cases.csv", "key.csv")
    headings = (heading, ",".join(CASE) + "\n", ",".join(KEY) + "\n")
    with ExitStack() as stack:
        files = [stack.enter_context((out / n).open("w", encoding="utf-8", newline="")) for n in names]
        for file, line in zip(files, headings, strict=True):
            file.write(line)
        for item, copy in _issued(rendered, cases, planted_share):
            organ = organ_of(item, copy)
            for file, text in zip(files, (item.records, item.case, item.key), strict=True):
                file.write(issue(text, copy, organ))
            done += 1
            records += item.count
            key += item.key.count("\n")
    return Written(done, records, key)


def _to_parquet(source: Path, templates: Sequence[Template]) -> None:
    """Turns the CSV into Parquet in batches; fields get the type their values have, days and times stay text."""
    values: dict[str, set[type]] = {}
    for template in templates:
        for act in template.draft.acts.values():
            for name, value in act.fields.items():
                values.setdefault(column(name), set()).add(type(value))
    types = {name: pa.string() for name in NATIVE} | {"seq": pa.int64()}
    for name, found in values.items():
        types[name] = pa.bool_() if found == {bool} else pa.int64() if found == {int} else pa.string()
    convert = pv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True)
    target = source.with_suffix(".parquet")
    with (
        pv.open_csv(source, convert_options=convert) as reader,
        pq.ParquetWriter(target, reader.schema) as writer,
    ):
        for batch in reader:
            writer.write_batch(batch)
    source.unlink()
