"""Writing reports: the write door."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from plumbline.apps.reporting.check_output import load_summary
from plumbline.apps.reporting.check_page import check_page
from plumbline.apps.reporting.embedding import embed
from plumbline.apps.reporting.findings_table import FindingsTable
from plumbline.core.errors import Language

REPORT: Final = "report.html"
MOST_FINDINGS: Final = 20_000
"""A page of more rows than this opens slowly on an office machine; the rest stands in findings.csv."""
MOST_TRACE_BYTES: Final = 24_000_000


def write_check_report(
    out_dir: Path,
    language: Language = "zh",
    *,
    most_findings: int = MOST_FINDINGS,
    most_trace_bytes: int = MOST_TRACE_BYTES,
) -> Path:
    """Write `report.html` beside the output of a check and give its path.

    The page is one file that asks nothing of any network; `language` is the one it opens in. Raises `OutputMissing` or
    `OutputUnreadable` when the folder is not what a check writes; a report already there is replaced only when done.
    """
    summary = load_summary(out_dir)
    with FindingsTable(out_dir) as table:
        totals = table.totals()
        embedded = embed(table.rows(most_findings), most_trace_bytes)
    half = out_dir / f"{REPORT}.part"
    with half.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(check_page(summary, totals, embedded, language))
    return half.replace(out_dir / REPORT)
