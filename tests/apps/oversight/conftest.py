"""A small pack beside the national calendar, and a door that checks files against it."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from plumbline.apps.oversight.actions import CheckRequest, CheckResult, Setup, check_files

ROOT = Path(__file__).parents[3]
PACK = """
procedure: small
title: 小程序
english: Small
in_force: {from: 2020-01-01}
checked_on: 2026-11-23
basis: 处罚法 §54
time_zone: Asia/Shanghai
calendar: cn
lives: here
ends: [close]
steps:
  file_case: {title: 立案, english: File, fields: {found_on: {title: 发现, english: found, type: date}}}
  notify: {title: 告知, english: Notify}
  decide:
    title: 决定
    english: Decide
    fields:
      fine: {title: 罚款, english: fine, type: money}
      object_key: {title: 对象, english: object, type: text}
  close: {title: 结案, english: Close}
rules:
  decide-in-7:
    says: 立案后七个工作日内作出决定
    english: Decide within seven working days
    basis: 处罚法 §60
    clock: {bearer: organ, from: file_case, to: decide, within: 7 working_days}
  pay-in-15:
    says: 十五日内缴款
    basis: 处罚法 §67
    clock: {bearer: party, from: decide, to: close, within: 15 days}
  notify-first:
    says: 决定前应当告知
    english: Notify before deciding
    basis: 处罚法 §44
    before: {step: decide, need: exists(notify)}
  fine-capped:
    says: 罚款不超过上限
    basis: 处罚法 §51
    limit: {step: decide, holds: fine <= figure('cap')}
  one-fine:
    says: 一事不二罚
    basis: 处罚法 §29
    over: object
    never: {step: decide, at_most: 1}
"""
FIGURES = """
figures:
  cap: {title: 上限, unit: yuan, values: [{from: 2020-01-01, value: null, set_by: 某区}]}
"""
NOW = 1_735_660_799_999_999
"""The end of 2024-12-31 in Shanghai."""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    root = tmp_path / "packs"
    (root / "cn" / "procedures" / "small").mkdir(parents=True)
    (root / "cn" / "law").mkdir()
    (root / "cn" / "calendars").symlink_to(ROOT / "packs" / "cn" / "calendars")
    (root / "cn" / "procedures" / "small" / "procedure.yaml").write_text(PACK, "utf-8")
    (root / "cn" / "law" / "figures.yaml").write_text(FIGURES, "utf-8")
    return root


@dataclass
class Checked:
    result: CheckResult
    rows: list[dict[str, str]]

    def of(self, rule: str) -> list[dict[str, str]]:
        return [row for row in self.rows if row["rule"] == rule]

    def trace(self, rule: str) -> dict[str, Any]:
        return json.loads(self.of(rule)[0]["trace"])

    def counts(self, rule: str) -> dict[str, int]:
        return next(r["counts"] for r in self.result.summary["rules"] if r["rule"] == rule)


Check = Callable[..., Checked]


@pytest.fixture
def check(packs: Path, tmp_path: Path) -> Check:
    """Check a text of CSV records; options of `Setup` and `CheckRequest`."""
    csv.field_size_limit(1 << 24)

    def run(text: str, *, setup: dict[str, Any] | None = None, **options: Any) -> Checked:
        path = tmp_path / "records.csv"
        path.write_text(text, "utf-8")
        out = tmp_path / "out"
        result = check_files(CheckRequest([path], Setup(packs, NOW, **setup or {}), out, **options))
        with (out / "findings.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert pq.read_table(out / "findings.parquet").num_rows == len(rows)
        assert json.loads((out / "summary.json").read_text("utf-8")) == result.summary
        return Checked(result, rows)

    return run
