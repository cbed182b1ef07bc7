"""Checking files of records against packs: read, judge, write the findings.

Errors
------
CheckError (InputError)
├── NothingToJudge    no row of the input could be judged
└── UnknownPack       no procedure of that name
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plumbline.apps.oversight.bench import Bench, Setup
from plumbline.apps.oversight.choosing import chosen_procedures, load_pack_set, pack_root, variants
from plumbline.apps.oversight.findings import join_parts
from plumbline.apps.oversight.judging import judge_segment
from plumbline.apps.oversight.streams import judge_streams
from plumbline.apps.oversight.summary import summary_of
from plumbline.apps.oversight.tally import Tally
from plumbline.apps.record_intake.actions import (
    Intake,
    IntakeRequest,
    Names,
    SourceMapping,
    UnpackLimits,
    ingest,
    load_mapping,
    target_of,
)
from plumbline.core.errors import InputError, PlumblineError
from plumbline.core.procedures.pack_set import PackSet

__all__ = ["CheckRequest", "CheckResult", "Setup", "check_files", "names_of", "pack_root"]
Progress = Callable[[str, int], None]


class CheckError(InputError):
    """A check that cannot be done."""


class NothingToJudge(CheckError):
    """No row of the input could be judged."""

    zh = "没有可检查的记录（读取 {read} 行，退回 {rejected} 行）"
    en = "no record could be judged ({read} rows read, {rejected} set aside)"
    remedy_zh = "原因见 {rejects}"
    remedy_en = "the reasons stand in {rejects}"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One check. `procedures` are ids or folders of packs, empty for all that the records name."""

    files: Sequence[Path]
    setup: Setup
    out: Path
    procedures: Sequence[str] = ()
    mappings: Sequence[Path] = ()
    cases: Path | None = None
    uncovered: Sequence[str] = ()
    encoding: str | None = None
    limits: UnpackLimits = field(default_factory=UnpackLimits)
    processes: int = 2
    progress: Progress = lambda _what, _count: None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check gave: its summary (as in summary.json), its folder, files that could not be read to their end."""

    summary: dict[str, Any]
    out: Path
    failures: Sequence[PlumblineError]

    @property
    def breaches(self) -> int:
        """How many violations were found."""
        return int(self.summary["breaches"])


def check_files(request: CheckRequest) -> CheckResult:
    """Judge files of records and write findings, summary and rejects into `request.out`, all of them or none.

    Raises `PackErrors`, `IntakeError` and `CheckError`; after the last of them the rejects are in the folder.
    """
    begun = time.monotonic()
    request.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{request.out.name}-", dir=request.out.parent) as folder:
        made, work = Path(folder, "made"), Path(folder, "work")
        made.mkdir()
        work.mkdir()
        try:
            bench, intake, tally = _run(request, work, made)
        finally:
            spool = made / "rejects.csv"
            if spool.exists() and not (made / "summary.json").exists():
                request.out.mkdir(exist_ok=True)
                shutil.copy(spool, request.out / "rejects.csv")
        summary = summary_of(bench, intake, tally)
        summary["run"] = {"seconds": round(time.monotonic() - begun, 3)}
        _write_json(made / "summary.json", summary)
        _put_in_place(made, request.out)
    return CheckResult(summary, request.out, intake.failures)


def names_of(packs: Path, name: str) -> Names:
    """What the procedures named know, for drafting a mapping. Raises `PackErrors` and `UnknownPack`."""
    loaded = load_pack_set(packs)
    procedures = [p for id in chosen_procedures(loaded, [name]) for p in variants(loaded, id)]
    fields = [d for p in procedures for step in p.steps.values() for d in step.fields.values()]
    attributes = [a.definition for p in procedures for a in p.attributes.values()]
    return Names(
        {s.id: (s.title, s.english) for p in procedures for s in p.steps.values()},
        {d.name: (d.title, d.english) for d in fields},
        {d.name: (d.title, d.english) for d in attributes},
    )


def _run(request: CheckRequest, work: Path, made: Path) -> tuple[Bench, Intake, Tally]:
    packs = load_pack_set(request.setup.packs)
    bench = Bench(request.setup, packs)
    intake = ingest(_intake_request(request, packs, work))
    intake.rejects.write(made / "rejects.csv")
    intake.rejects.close()
    if not intake.segments:
        for failure in intake.failures:
            raise failure
        rejects = request.out / "rejects.csv"
        raise NothingToJudge(read=intake.read, rejected=intake.rejects.count, rejects=rejects)
    sources = [source.name for source in intake.sources]
    tally, parts = Tally(), []
    for segment in intake.segments:
        request.progress(segment.procedure, segment.rows)
        found, written = judge_segment(
            segment, request.setup, sources, work, processes=request.processes, bench=bench
        )
        tally.add(found)
        parts += written
        found, part = judge_streams(segment, bench, sources, work)
        tally.add(found)
        parts.append(part)
    join_parts(parts, made / "findings.parquet", made / "findings.csv")
    return bench, intake, tally


def _intake_request(request: CheckRequest, packs: PackSet, work: Path) -> IntakeRequest:
    ids = chosen_procedures(packs, request.procedures)
    targets = {id: target_of(variants(packs, id)) for id in ids}
    known = {packs.versions[id][-1].title: id for id in packs.ids} | {id: id for id in packs.ids}
    mappings: list[SourceMapping | None] = [load_mapping(path, targets) for path in request.mappings]
    return IntakeRequest(
        request.files,
        targets,
        known,
        work / "intake",
        mappings,
        request.cases,
        request.uncovered,
        request.encoding,
        request.limits,
        progress=request.progress,
    )


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _put_in_place(made: Path, out: Path) -> None:
    """Move the finished files into the folder; other files in it stay."""
    out.mkdir(exist_ok=True)
    for path in sorted(made.iterdir()):
        path.replace(out / path.name)
