"""What the page carries for its script: findings in columns, traces in slices that are read only when opened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from plumbline.apps.reporting.findings_table import Finding

SLICE: Final = 100
"""Findings a slice of traces."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """Findings as the page carries them. `traces` are slices of JSON; `left_out` counts traces over the size limit."""

    columns: Mapping[str, list[Any]]
    traces: tuple[Markup, ...]
    left_out: int

    @property
    def count(self) -> int:
        """How many findings."""
        return len(self.columns["anchor"])


_COLUMNS: Final = ("anchor", "procedure", "rule", "case", "record", "outcome", "due", "discharged_at", "organ", "at",
                   "message", "days_over", "late_entry")  # fmt: skip
_CODED: Final = frozenset({"procedure", "rule", "outcome", "organ"})
"""Columns of few values, kept as numbers into a list of them."""


def embed(findings: Iterable[Finding], most_trace_bytes: int) -> Embedded:
    """Put findings into columns and their traces into slices, as long as these stay within the limit."""
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    codes: dict[str, dict[str, int]] = {name: {} for name in _CODED}
    slices: list[Markup] = []
    current: list[str] = []
    size = left_out = 0
    for finding in findings:
        for name in _COLUMNS:
            value = getattr(finding, name)
            if name in _CODED:
                value = codes[name].setdefault(value, len(codes[name]))
            columns[name].append(value)
        trace = _compact(finding.trace)
        length = len(trace.encode())
        if trace == "null" or size + length > most_trace_bytes:
            left_out += trace != "null"
            trace = "null"
        else:
            size += length
        current.append(trace)
        if len(current) == SLICE:
            slices.append(safe(f"[{','.join(current)}]"))
            current = []
    if current:
        slices.append(safe(f"[{','.join(current)}]"))
    values = {f"{name}_values": list(coded) for name, coded in codes.items()}
    return Embedded({**columns, **values}, tuple(slices), left_out)


def as_json(value: object) -> Markup:
    """A value as JSON that may stand inside a script element."""
    return safe(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def safe(text: str) -> Markup:
    """JSON text that cannot close its element or start a comment: such signs stand only inside strings of it."""
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _compact(trace: str) -> str:
    """The trace as one JSON object without blanks; null where there is none or it is not JSON."""
    try:
        value = json.loads(trace) if trace else None
    except ValueError:
        return "null"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, dict) else "null"
