"""Checking files of records against packs: read, judge, write the findings.

Errors
------
CheckError (InputError)
├── NoRecords         the files hold no record, at most a header
├── AllPassedOver     the mapping passes over every row
├── NothingToJudge    no row of the input could be judged
└── UnknownPack       no procedure of that name
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from plumbline.apps.oversight.bench import Bench, Setup
from plumbline.apps.oversight.choosing import chosen_procedures, pack_root, variants
from plumbline.apps.oversight.findings import join_parts
from plumbline.apps.oversight.judging import judge_segments
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
from plumbline.core.facts.linking import FIELD_TITLES, TITLES
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackSet

__all__ = ["CheckRequest", "CheckResult", "Setup", "check_files", "instant", "names_of", "pack_root"]
Progress = Callable[[str, int], None]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CheckError(InputError):
    """A check that cannot be done."""


class NoRecords(CheckError):
    """The files hold no record, at most a header."""

    zh = "文件只有表头，没有记录：{files}"
    en = "there is no record, at most a header: {files}"
    remedy_zh = "核对导出的起止日期和筛选条件，重新导出；原有的结果没有改动"
    remedy_en = (
        "look at the period and the filter of the export and export again; earlier results stand as they were"
    )


class AllPassedOver(CheckError):
    """The mapping passes over every row."""

    zh = "读取的 {read} 行都被映射文件略过"
    en = "the mapping passes over all {read} rows read"
    remedy_zh = "核对映射文件的 steps（ignore）和 lifecycle"
    remedy_en = "look at steps (ignore) and lifecycle in the mapping"


class NothingToJudge(CheckError):
    """No row of the input could be judged."""

    zh = "没有可检查的记录（读取 {read} 行，退回 {rejected} 行）"
    en = "no record could be judged ({read} rows read, {rejected} set aside)"
    remedy_zh = "原因见 {rejects}"
    remedy_en = "the reasons stand in {rejects}"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One check. `procedures` are ids or folders of packs, empty for all that the records name.

    `local_now`, where given, is a time without zone that stands in for `setup.now`: each procedure reads it in its own
    zone. `finish` adds files of its own to the finished folder before it is put in place; what it raises is raised.
    """

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
    local_now: datetime | None = None
    finish: Callable[[Path], object] = lambda _folder: None


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

    Raises `PackErrors`, `IntakeError` and `CheckError`; where rows were set aside the rejects are then in the folder.
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
        request.finish(made)
        _put_in_place(made, request.out)
    return CheckResult(summary, request.out, intake.failures)


def names_of(packs: Path, name: str) -> Names:
    """What the procedures named know, for drafting a mapping. Raises `PackErrors` and `UnknownPack`."""
    loaded = kept_packs(packs)
    procedures = [p for id in chosen_procedures(loaded, [name]) for p in variants(loaded, id)]
    fields = [d for p in procedures for step in p.steps.values() for d in step.fields.values()]
    attributes = [a.definition for p in procedures for a in p.attributes.values()]
    return Names(
        dict(TITLES) | {s.id: (s.title, s.english) for p in procedures for s in p.steps.values()},
        dict(FIELD_TITLES) | {d.name: (d.title, d.english) for d in fields},
        {d.name: (d.title, d.english) for d in attributes},
    )


def _run(request: CheckRequest, work: Path, made: Path) -> tuple[Bench, Intake, Tally]:
    packs = kept_packs(request.setup.packs, request.setup.calendars)
    benches = _Benches(request, packs)
    intake = ingest(_intake_request(request, packs, work))
    if intake.segments or intake.rejects.count:
        intake.rejects.write(made / "rejects.csv")
    intake.rejects.close()
    pa.default_memory_pool().release_unused()  # the processes that judge need the room
    if not intake.segments:
        raise _nothing(intake, request)
    sources = [source.name for source in intake.sources]
    for segment in intake.segments:
        request.progress(segment.procedure, segment.rows)
    tally, parts = judge_segments(intake.segments, benches.of, sources, work, processes=request.processes)
    join_parts(parts, made / "findings.parquet", made / "findings.csv")
    return benches.of(min(segment.procedure for segment in intake.segments)), intake, tally


def _nothing(intake: Intake, request: CheckRequest) -> PlumblineError:
    """Why there is nothing to judge."""
    if intake.failures:
        return intake.failures[0]
    if intake.rejects.count:
        rejects = request.out / "rejects.csv"
        return NothingToJudge(read=intake.read, rejected=intake.rejects.count, rejects=rejects)
    if intake.read:
        return AllPassedOver(read=intake.read)
    return NoRecords(files=", ".join(source.name for source in intake.sources))


class _Benches:
    """A bench for every procedure, one for all of a time zone: only `now` tells them apart."""

    def __init__(self, request: CheckRequest, packs: PackSet) -> None:
        self._request, self._packs = request, packs
        self._made: dict[str, Bench] = {}

    def of(self, procedure: str) -> Bench:
        """The bench that judges cases of the procedure."""
        moment, setup = self._request.local_now, self._request.setup
        zone = self._packs.procedure(procedure).time_zone if moment else ""
        if zone not in self._made:
            if moment:
                setup = replace(setup, now=instant(moment.replace(tzinfo=ZoneInfo(zone))))
            self._made[zone] = Bench(setup, self._packs)
        return self._made[zone]


def instant(moment: datetime) -> int:
    """Microseconds since the epoch, UTC, of a time that has its zone."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


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
