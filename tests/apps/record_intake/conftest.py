"""A small procedure as the intake sees it, and a door that reads files into segments."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from plumbline.apps.record_intake.actions import Intake, IntakeRequest, Target, ingest
from plumbline.apps.record_intake.queries import CaseRecords, cases_of
from plumbline.core.vocabulary import HEADER, ValueType


@pytest.fixture
def target() -> Target:
    return Target(
        procedure="small",
        zone=ZoneInfo("Asia/Shanghai"),
        step_names={
            **{s: s for s in ("file_case", "investigate", "decide")},
            "立案": "file_case",
            "调查取证": "investigate",
            "File the case": "file_case",
            "open_case": "file_case",
        },
        step_fields={
            "file_case": frozenset({"found_on"}),
            "investigate": frozenset({"kind"}),
            "decide": frozenset({"fine", "kind", "served_at", "repeated", "count_of_acts"}),
        },
        fields={
            "found_on": ValueType.DATE,
            "kind": ValueType.CHOICE,
            "fine": ValueType.MONEY,
            "served_at": ValueType.INSTANT,
            "repeated": ValueType.BOOL,
            "count_of_acts": ValueType.INT,
        },
        choices={
            ("investigate", "kind"): frozenset({"interview", "inspection"}),
            ("decide", "kind"): frozenset({"fine", "warning"}),
        },
        attributes={
            **dict.fromkeys(HEADER, ValueType.TEXT),
            "major": ValueType.BOOL,
            "grave": ValueType.BOOL,
        },
        attribute_choices={"party_kind": frozenset({"citizen", "organisation"})},
        set_by={"major": (), "grave": (("decide", "repeated"),)},
    )


@dataclass
class Read:
    """What came of reading: the intake, its cases, the rejects as rows."""

    intake: Intake
    cases: list[CaseRecords]
    rejects: list[dict[str, str]]
    rejects_file: Path

    @property
    def reasons(self) -> list[str]:
        return [str(reason) for reason, n in self.intake.rejects.reasons.items() for _ in range(n)]

    @property
    def steps(self) -> list[str]:
        return [r.step for case in self.cases for r in case.records]

    def column(self, name: str) -> list[Any]:
        return [v for s in self.intake.segments for v in pq.read_table(s.records)[name].to_pylist()]


Reader = Callable[..., Read]


@pytest.fixture
def read(tmp_path: Path, target: Target) -> Reader:
    """Read files (paths, or texts that become files) for the small procedure."""
    runs = 0

    def run(*files: Path | str | bytes, **options: Any) -> Read:
        nonlocal runs
        runs += 1
        paths = []
        for number, content in enumerate(files):
            if isinstance(content, Path):
                paths.append(content)
                continue
            path = tmp_path / f"records{number or ''}.csv"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        known = {"small": "small", "小程序": "small", "other": "other"}
        request = IntakeRequest(paths, {"small": target}, known, tmp_path / f"work{runs}", **options)
        intake = ingest(request)
        rejects = tmp_path / f"rejects{runs}.csv"
        intake.rejects.write(rejects)
        with rejects.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        intake.rejects.close()
        return Read(intake, [c for s in intake.segments for c in cases_of(s)], rows, rejects)

    return run
