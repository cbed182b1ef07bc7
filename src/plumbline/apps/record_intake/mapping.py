"""How a source's columns and names become ours. Without a mapping file the native column names hold (`native`).

The mapping file is described in docs/how-to/check-records.md and read by `mapping_file`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from plumbline.core.vocabulary import HEADER

FORMATS: Final = ("csv", "jsonl", "parquet", "xes")
RECORD_COLUMNS: Final[tuple[str, ...]] = (
    "case_id",
    "record_id",
    "procedure",
    "step",
    "at",
    "until",
    "recorded_at",
    "seq",
    "officers",
    "documents",
    "recordings",
    "corrects",
    "void",
)
"""What a record is made of, besides the fields of its step: the native column names."""
REQUIRED: Final[dict[str, str]] = {
    "case_id": "案件编号 case",
    "step": "环节 step",
    "at": "时间 time of the act",
}
FACTS: Final = ("documents", "recordings", "officers", "confirmations")
BESIDE: Final = (
    *("number", "title", "party_name", "party_number"),
    *("party_representative", "party_address", "party_phone"),
)
"""What a row may say of its case beside the record; the exchange keeps it, no rule reads it."""
FIELD_PREFIX: Final = "field:"
CASE_PREFIX: Final = "case:"
ALL: Final = "all"
ALL_MAPPED: Final = "all_mapped"
OTHERS: Final = "*"
"""Key of `steps` that stands for every name not listed."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column and how its values are read. `factor` multiplies amounts (万元 → yuan)."""

    column: str
    format: str | None = None
    separator: str = ";"
    factor: Decimal = Decimal(1)
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Constant:
    """A fact that holds for every case of the source."""

    value: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Only rows whose `column` holds one of `keep` are records; the others are passed over."""

    column: str
    keep: frozenset[str]


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """Columns, fields, names of steps, coverage, defaults and case facts of one kind of source.

    `steps` None: names are step ids or titles. `covers_steps` None: every step; a step mapped to None is passed over.
    """

    columns: Mapping[str, ColumnUse]
    fields: Mapping[str, ColumnUse]
    case: Mapping[str, ColumnUse | Constant] = field(default_factory=dict)
    steps: Mapping[str, str | None] | None = None
    lifecycle: Lifecycle | None = None
    covers_steps: frozenset[str] | None = None
    covers_facts: frozenset[str] | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
    encoding: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    """One of `BESIDE` → its column."""

    @property
    def named_columns(self) -> frozenset[str]:
        """Every column that a record is read from."""
        case = (use for use in self.case.values() if isinstance(use, ColumnUse))
        return frozenset(use.column for use in (*self.columns.values(), *self.fields.values(), *case))


def native(columns: Iterable[str], fields: Iterable[str], attributes: Iterable[str]) -> SourceMapping:
    """The mapping of a file with native column names, by the columns it has."""
    present = set(columns)
    if "case:concept:name" in present and "case_id" not in present:
        return _of_xes(present, fields, attributes)
    own: dict[str, ColumnUse] = {name: ColumnUse(name) for name in RECORD_COLUMNS if name in present}
    return SourceMapping(own, _field_columns(present, fields), _case_columns(present, attributes))


def _of_xes(present: set[str], fields: Iterable[str], attributes: Iterable[str]) -> SourceMapping:
    """The standard extensions of XES: concept, time, org, lifecycle."""
    names = {
        "case_id": "case:concept:name",
        "step": "concept:name",
        "at": "time:timestamp",
        "officers": "org:resource",
        "record_id": "identity:id",
    }
    lifecycle = None
    if "lifecycle:transition" in present:
        lifecycle = Lifecycle("lifecycle:transition", frozenset({"complete", "COMPLETE", "Complete"}))
    return SourceMapping(
        {name: ColumnUse(column) for name, column in names.items() if column in present},
        _field_columns(present, fields),
        _case_columns(present, attributes),
        lifecycle=lifecycle,
        format="xes",
    )


def _field_columns(present: set[str], fields: Iterable[str]) -> dict[str, ColumnUse]:
    taken = {*RECORD_COLUMNS, "organ"}
    found: dict[str, ColumnUse] = {}
    for name in fields:
        if f"{FIELD_PREFIX}{name}" in present:
            found[name] = ColumnUse(f"{FIELD_PREFIX}{name}")
        elif name in present and name not in taken:
            found[name] = ColumnUse(name)
    return found


def _case_columns(present: set[str], attributes: Iterable[str]) -> dict[str, ColumnUse | Constant]:
    found: dict[str, ColumnUse | Constant] = {
        name: ColumnUse(f"{CASE_PREFIX}{name}")
        for name in dict.fromkeys((*HEADER, *attributes))
        if f"{CASE_PREFIX}{name}" in present
    }
    if "organ" in present and "organ" not in found:
        found["organ"] = ColumnUse("organ")
    return found
