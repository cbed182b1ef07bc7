"""Rows as they stand in a source: named columns of one batch, and the rows that could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa

BATCH_ROWS = 50_000
"""Rows of one batch: small enough for memory, large enough for columns."""
FIELD_LIMIT = 1 << 20
"""Characters of one value; longer ones are set aside."""
REJECT_PREFIX = "reject:"
"""Columns of our own rejects file, which are passed over when it is fed back."""


class Reason(StrEnum):
    """Why a row was set aside. The wording stands in `wording`."""

    MISSING_VALUE = "missing_value"
    UNKNOWN_PROCEDURE = "unknown_procedure"
    UNKNOWN_STEP = "unknown_step"
    UNREADABLE_DATE = "unreadable_date"
    MIXED_DATES = "mixed_dates"
    ENDS_BEFORE_START = "ends_before_start"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_CHOICE = "unknown_choice"
    UNREADABLE_LIST = "unreadable_list"
    TOO_LONG = "too_long"
    COLUMN_COUNT = "column_count"
    UNDECODABLE = "undecodable"
    LOST_DIGITS = "lost_digits"
    NOT_JSON = "not_json"
    DUPLICATE_RECORD = "duplicate_record"
    UNKNOWN_CORRECTION = "unknown_correction"
    UNKNOWN_CITED = "unknown_cited"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row: the reason, the column and the value (shortened) at fault."""

    reason: Reason
    column: str = ""
    value: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row set aside: its line (from 1), the fault and the row as it was read."""

    line: int
    fault: Fault
    row: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Some rows of a source. `lines` are their line numbers, or row numbers in formats without lines."""

    columns: Mapping[str, pa.Array]
    lines: npt.NDArray[np.int64]
    faults: tuple[RowFault, ...] = ()

    @property
    def size(self) -> int:
        """Number of readable rows."""
        return len(self.lines)

    def row(self, position: int) -> dict[str, str]:
        """One row as text, for the rejects file."""
        found: dict[str, str] = {}
        for name, column in self.columns.items():
            value = column[position].as_py()
            if value is not None:
                found[name] = shorten(value if isinstance(value, str) else str(value))
        return found


@dataclass(slots=True)
class Source:
    """One input file: what was seen of it while it was read."""

    path: str
    name: str
    number: int
    format: str = ""
    encoding: str = ""
    columns: tuple[str, ...] = ()
    sha256: str = ""
    read: int = 0
    rejected: int = 0
    size: int = 0
    notes: list[str] = field(default_factory=list)


def shorten(text: str, limit: int = 2_000) -> str:
    """A value short enough to be shown."""
    return text if len(text) <= limit else f"{text[:limit]}…"
