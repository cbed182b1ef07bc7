"""The findings of a check, read from `findings.parquet` in bounded memory: totals over all, rows for a page."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

import duckdb

from plumbline.apps.reporting.errors import OutputMissing, OutputUnreadable
from plumbline.core.vocabulary import Outcome

FINDINGS: Final = "findings.parquet"
MEMORY: Final = "500MB"
CHARTED: Final = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.PENDING)
"""Outcomes that charts tell apart, worst first; others are findings only where all verdicts were asked for."""
DAY_BANDS: Final = ((1, 1), (2, 3), (4, 7), (8, 30), (31, 90), (91, None))
"""Days over, from-to, both included; None is open."""

_TEXTS: Final = (
    "procedure",
    "rule",
    "case",
    "record",
    "outcome",
    "due",
    "discharged_at",
    "organ",
    "at",
    "message",
    "trace",
)
_NEEDED: Final = frozenset({"procedure", "rule", "case", "record", "outcome"})

Split = Mapping[str, Mapping[Outcome, int]]
"""Counts by a key (a month, an organ) and outcome; the key is empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over all findings, not only those a page holds."""

    findings: int
    outcomes: Mapping[Outcome, int]
    violated_cases: int
    months: Split
    organs: Split
    days_over: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as the page shows it. Times are ISO texts, local; `trace` is the JSON that the check wrote."""

    anchor: str
    procedure: str
    rule: str
    case: str
    record: str
    outcome: str
    due: str
    discharged_at: str
    organ: str
    at: str
    message: str
    trace: str
    days_over: int | None
    late_entry: bool


class FindingsTable:
    """Queries over one `findings.parquet`. Raises `OutputMissing`, `OutputUnreadable` when opened."""

    def __init__(self, folder: Path) -> None:
        path = folder / FINDINGS
        if not path.is_file():
            raise OutputMissing(folder=folder.name, name=FINDINGS)
        self._spill = tempfile.TemporaryDirectory(prefix="plumbline-report-")
        self._base = duckdb.connect(
            config={"memory_limit": MEMORY, "threads": 2, "autoinstall_known_extensions": False}
        )
        self._base.execute("SET temp_directory = ?", [self._spill.name])
        try:
            source = self._base.read_parquet(str(path), file_row_number=True)
        except duckdb.Error as error:
            self._close()
            raise OutputUnreadable(name=FINDINGS, problem=str(error).splitlines()[0]) from error
        if missing := sorted(_NEEDED - set(source.columns)):
            self._close()
            raise OutputUnreadable(name=FINDINGS, problem=f"no column {', '.join(missing)}")
        self._columns = frozenset(source.columns)
        source.create_view("source")
        self._base.execute(self._view())

    def __enter__(self) -> FindingsTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        self._base.close()
        self._spill.cleanup()

    def _view(self) -> str:
        """The columns as the queries below expect them, whatever the check left out."""
        texts = [
            f"""coalesce(CAST("{name}" AS VARCHAR), '') AS "{name}" """
            if name in self._columns
            else f"""'' AS "{name}" """
            for name in _TEXTS
        ]
        over = "CAST(days_over AS INTEGER)" if "days_over" in self._columns else "CAST(NULL AS INTEGER)"
        late = "coalesce(CAST(late_entry AS BOOLEAN), false)" if "late_entry" in self._columns else "false"
        rank = " ".join(f"WHEN '{outcome}' THEN {position}" for position, outcome in enumerate(CHARTED))
        parts = [*texts, f"{over} AS days_over", f"{late} AS late_entry", "file_row_number AS place"]
        return f"""CREATE VIEW found AS SELECT {", ".join(parts)}, CASE outcome {rank} ELSE 9 END AS rank FROM source"""

    def totals(self) -> Totals:
        """Counts over all findings."""
        rows = self._base.execute("SELECT outcome, count(*) FROM found GROUP BY 1").fetchall()
        outcomes = {Outcome(name): int(count) for name, count in rows}
        violated = (
            "SELECT count(*) FROM (SELECT DISTINCT procedure, \"case\" FROM found WHERE outcome = 'violated')"
        )
        months = """coalesce(nullif(left(due, 7), ''), left("at", 7))"""
        return Totals(
            sum(outcomes.values()),
            outcomes,
            self._number(violated),
            self._split(months),
            self._split("organ"),
            tuple(self._in_band(first, last) for first, last in DAY_BANDS),
        )

    def _number(self, query: str) -> int:
        row = self._base.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _split(self, key: str) -> Split:
        names = ", ".join(f"'{outcome}'" for outcome in CHARTED)
        query = f"SELECT {key} AS key, outcome, count(*) FROM found WHERE outcome IN ({names}) GROUP BY 1, 2 ORDER BY 1"
        found: dict[str, dict[Outcome, int]] = {}
        for name, outcome, count in self._base.execute(query).fetchall():
            found.setdefault(name, {})[Outcome(outcome)] = int(count)
        return found

    def _in_band(self, first: int, last: int | None) -> int:
        upto = "" if last is None else f" AND days_over <= {last}"
        return self._number(
            f"SELECT count(*) FROM found WHERE outcome = 'violated' AND days_over >= {first}{upto}"
        )

    def rows(self, most: int) -> Iterator[Finding]:
        """At most so many findings, worst first; where there are more, each rule and outcome gets its share of them."""
        chosen = """
            SELECT place FROM (
              SELECT place, rank, row_number() OVER (
                PARTITION BY procedure, rule, outcome ORDER BY days_over DESC NULLS LAST, place) AS turn FROM found)
            ORDER BY turn, rank, place LIMIT ?
        """
        query = f"""
            SELECT {", ".join(f'"{name}"' for name in _TEXTS)}, days_over, late_entry FROM found
            WHERE place IN ({chosen}) ORDER BY rank, nullif(due, '') NULLS LAST, "case", place
        """
        anchors: dict[str, int] = {}
        cursor = self._base.execute(query, [most])
        while rows := cursor.fetchmany(1_000):
            for row in rows:
                cells = dict(zip((*_TEXTS, "days_over", "late_entry"), row, strict=True))
                yield Finding(anchor=_anchor(cells, anchors), **cells)


def _anchor(cells: Mapping[str, object], taken: dict[str, int]) -> str:
    """A name that stays the same from check to check: of the procedure, rule, case and record judged."""
    told = "\x1f".join(str(cells[name]) for name in ("procedure", "rule", "case", "record"))
    name = f"f-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"
