"""Warnings: one small pack that has each of them, and the sound one that has none of these."""

from pathlib import Path

from tests.packs.bad_packs import BASE

from plumbline.core.procedures.lint import PackWarning
from plumbline.core.procedures.pack_set import load_packs

CARELESS = """
procedure: well.use
title: 取水许可
in_force: {from: 2020-01-01}
checked_on: 2026-11-23
basis: 许可法 §42
time_zone: Asia/Shanghai
calendar: cn
lives: here
ends: [close]
attributes:
  large: {title: 是否大额, type: bool, set_by: [decide.large]}
steps:
  accept: {title: 受理}
  rest: {title: 休息, english: Rest}
  decide: {title: 决定, english: Decide, fields: {large: {title: 大额, english: large, type: bool}}}
  close: {title: 办结, english: Close}
rules:
  decide-in-20-days:
    says: 二十日内决定
    basis: 许可法 §42
    clock: {bearer: organ, from: accept, to: decide, within: 20 days}
  large-only:
    says: 只办大额
    english: Large ones only
    basis: 许可法 §42
    before: {step: decide, need: large}
  never-at-all:
    says: 从不适用
    english: Never
    basis: 许可法 §42
    when: "false"
    limit: {step: decide, holds: large}
  letter:
    says: 应有决定书
    english: A letter
    basis: 许可法 §42
    carries: {step: decide, documents: [决定书]}
"""


def test_each_warning_is_given(tmp_path: Path) -> None:
    (tmp_path / "cn").mkdir()
    for part in ("calendars", "law"):
        (tmp_path / "cn" / part).symlink_to(BASE / "cn" / part)
    folder = tmp_path / "cn/procedures/well"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(CARELESS, encoding="utf-8")
    packs = load_packs(tmp_path, "skip")
    warnings = [*packs.warnings("well.use"), *packs.unused_figures()]
    told = {(type(w).__name__, w.line) for w in warnings if w.file.endswith("procedure.yaml")}
    assert told == {
        ("NoEnglish", 2),
        ("AttributeUnused", 2),
        ("NoEnglish", 14),
        ("StepUnused", 15),
        ("NoEnglish", 19),
        ("NoBoundary", 19),
        ("RatherLimit", 23),
        ("NeverReached", 28),
        ("DocumentUnlisted", 34),
    }
    assert {type(w).__name__ for w in warnings if w.file.endswith("figures.yaml")} == {"FigureUnused"}
    assert {type(w) for w in warnings} == set(PackWarning.__subclasses__())
    for warning in warnings:
        assert warning.message("zh")
        assert warning.remedy("zh")
        assert warning.remedy("en")


def test_the_sound_pack_has_english_and_boundaries() -> None:
    names = {type(w).__name__ for w in load_packs(BASE).warnings("well.use")}
    assert names <= {"AttributeUnused", "StepUnused"}
