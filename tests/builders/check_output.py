"""The output folder of a check, written as `plumbline check` writes it, from a few words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

TRACE: dict[str, Any] = {
    "records": [
        {"id": "R1", "step": "file_case", "at": "2024-01-03T10:00:00", "recorded_at": "2024-01-04T09:00:00"},
        {"id": "R5", "step": "decide", "at": "2024-04-05", "recorded_at": "2024-04-05T17:30:00"},
    ],
    "reason": "late",
    "condition": "fine <= figure('cap')",
    "facts": {"fine": None, "case.major": True, "basis_kind": None},
    "figures": [{"figure": "cap", "on": "2024-04-05", "key": None, "value": "3000"}],
    "arithmetic": {
        "sentence": "1月3日立案，次日起算；期限90日；第90日为4月2日",
        "days": [["2024-01-04..2024-04-02", "计入", "第1至90日"]],
        "cautions": [],
    },
    "pack": {"layers": ["cn"], "sha256": "ab" * 32},
    "calendar": {"id": "cn", "version": "2026.1", "digest": "6809a82ce752"},
}


def finding(number: int = 1, **changes: Any) -> dict[str, Any]:
    """One row of the findings, a decision that came late."""
    return {
        "procedure": "penalty.ordinary",
        "rule": "decide-in-90-days",
        "case": f"市监罚〔2024〕{number}号",
        "record": f"R{number}",
        "step": "file_case",
        "at": "2024-01-03T10:00:00",
        "outcome": "violated",
        "reason": "late",
        "due": "2024-04-02",
        "discharged_by": "R5",
        "discharged_at": "2024-04-05",
        "days_over": 3,
        "late_entry": False,
        "organ": "区市场监管局",
        "basis": "处罚法 §60",
        "standing": "read",
        "says": "自立案之日起九十日内作出处罚决定",
        "message": f"2024年1月3日立案，最迟应当在2024年4月2日作出决定，超期3日（{number}）",
        "trace": json.dumps(TRACE, ensure_ascii=False),
    } | changes


def rule(**changes: Any) -> dict[str, Any]:
    """One rule of the summary; `counts` are filled up with zeros."""
    counts = dict.fromkeys(("satisfied", "violated", "pending", "not_applicable", "undetermined"), 0)
    told = {
        "procedure": "penalty.ordinary",
        "rule": "decide-in-90-days",
        "says": "自立案之日起九十日内作出处罚决定",
        "english": "Decide within ninety days of filing",
        "basis": ["处罚法 §60"],
        "standing": "read",
        "makes_findings": True,
        "reasons": [],
    } | changes
    return told | {"counts": counts | dict(changes.get("counts", {}))}


def summary(rules: Iterable[Mapping[str, Any]] = (), **changes: Any) -> dict[str, Any]:
    """A summary of one file of one procedure."""
    return {
        "plumbline": "0.1.0",
        "now": "2025-03-10T23:59:59",
        "language": "zh",
        "cases": 3,
        "records": {"read": 12, "rejected": 2},
        "files": [{"name": "records.csv", "kind": "csv", "sha256": "cd" * 32, "read": 12, "rejected": 2}],
        "failures": [],
        "packs": [
            {
                "procedure": "penalty.ordinary",
                "title": "行政处罚普通程序",
                "english": "Ordinary penalty procedure",
                "layers": ["cn"],
                "hash": "ab" * 32,
                "steps": {"file_case": {"title": "立案", "english": "File the case"}},
            }
        ],
        "calendars": [
            {
                "id": "cn",
                "version": "2026.1",
                "digest": "6809a82ce752",
                "published_through": "2026-12-31",
            }
        ],
        "left_out": {"penalty.ordinary": {"steps": ["serve"], "facts": ["file_case.basis_kind"]}},
        "rules": list(rules),
    } | changes


_TYPES = {"days_over": pa.int32(), "late_entry": pa.bool_()}


def write_output(folder: Path, told: Mapping[str, Any], findings: Iterable[Mapping[str, Any]] = ()) -> Path:
    """Write the files of a check into the folder and give it back."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(finding())
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in names])
    pq.write_table(
        pa.Table.from_pylist([dict(row) for row in findings], schema=schema), folder / "findings.parquet"
    )
    (folder / "summary.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    for name in ("findings.csv", "rejects.csv"):
        (folder / name).write_text("", "utf-8")
    return folder


def mixed_output(folder: Path) -> Path:
    """Three rules, two organs, every outcome; the third rule is a party's and makes no findings."""
    rows = [
        *(finding(number, due=f"2024-0{number}-02", days_over=number * number) for number in range(1, 8)),
        finding(
            8,
            rule="two-officers",
            due=None,
            days_over=None,
            organ="区城管局",
            discharged_at=None,
            reason="too_few",
        ),
        finding(9, rule="two-officers", outcome="undetermined", due=None, days_over=None, organ="区城管局"),
        finding(10, outcome="pending", due="2025-03-12", days_over=None, discharged_at=None, late_entry=True),
    ]
    late = rule(counts={"violated": 7, "pending": 3, "satisfied": 20})
    officers = rule(
        rule="two-officers",
        says="调查时执法人员不得少于两人",
        english="At least two officers",
        basis=["处罚法 §42 ¶1"],
        standing="derived",
        counts={"violated": 1, "undetermined": 1, "satisfied": 9, "not_applicable": 4},
        reasons=[
            {"outcome": "undetermined", "reason": "officers_unknown", "detail": "", "count": 1},
            {"outcome": "not_applicable", "reason": "figure_unset", "detail": "省级人民政府", "count": 4},
        ],
    )
    party = rule(
        rule="pay",
        says="当事人十五日内缴纳",
        english="Pay in 15 days",
        makes_findings=False,
        counts={"violated": 5},
    )
    return write_output(folder, summary([late, officers, party]), rows)
