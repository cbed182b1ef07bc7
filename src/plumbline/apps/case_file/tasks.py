"""Making a case file takes seconds where there are many papers: a job with its progress."""

from __future__ import annotations

from datetime import time
from typing import Any

from plumbline.apps.case_file.archive import export_case
from plumbline.apps.case_file.case_words import words_of
from plumbline.apps.case_file.held_files import held_files
from plumbline.apps.case_file.made import Part, path_of, sweep
from plumbline.apps.case_file.volumes import volume_data
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.closings import closings_over_case
from plumbline.apps.documents.queries import case_file_pdf
from plumbline.apps.jobs.registry import Retry, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.procedures.document_kind import Volume

GATHERING = "papers gathered"
"""A message id: what the job is doing."""


@task("case_file.make", "制作案卷", "make a case file", retry=Retry(times=3))
def make_case_file(run: Run) -> dict[str, Any]:
    """Make a volume or the evidence of a case; run again it makes the same file anew."""
    case, part = str(run.arguments["case"]), run.arguments["part"]
    made = _evidence(run, case) if part == "evidence" else _volume(run, case, part)
    return {"case": case, "part": part, **made}


@task(
    "case_file.sweep", "清理已制作的案卷文件", "remove case files that were made", schedule=Daily(time(4, 25))
)
def sweep_made(run: Run) -> int:
    """Remove what nobody takes away any more."""
    return sweep(run.now)


def _volume(run: Run, case: str, part: Part) -> dict[str, Any]:
    file = read_case(case)
    volume = Volume.INTERNAL if part == "internal" else Volume.MAIN
    data = volume_data(file, volume, lambda done, total: run.progress(GATHERING, done, total + 1))
    out = path_of(run.job, part)
    draft = out.with_name(out.name + ".draft")
    draft.write_bytes(case_file_pdf(data, volume))
    draft.replace(out)
    return {"records": len(file.held), "papers": len(data.papers)}


def _evidence(run: Run, case: str) -> dict[str, Any]:
    out = path_of(run.job, "evidence")
    day = shown_instant(run.now)[:10]
    closed = closings_over_case(case, now=run.now)
    evidence = export_case(case, out, day=day, files=held_files(), words=words_of(case), closed=closed)
    return {"records": len(evidence.entries), "papers": len(evidence.attachments)}
