"""A rule that a layer displaces or tightens stays in force on the days when the layer's rule is not."""

from datetime import date
from pathlib import Path

import pytest

from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.pack_set import PackSet, load_packs
from plumbline.core.rules.rule import FOREVER

PACKS = Path(__file__).parents[3] / "packs"

PROCEDURE = """
procedure: well.use
title: 取水许可
english: Permit to take water
in_force: {from: 2020-01-01}
checked_on: 2026-11-23
basis: 许可法 §42
time_zone: Asia/Shanghai
calendar: cn
lives: here
ends: [close]
steps:
  accept: {title: 受理, english: Accept}
  decide: {title: 决定, english: Decide, fields: {fee: {title: 费用, english: fee, type: money}}}
  close: {title: 办结, english: Close}
rules:
  decide-in-20-days:
    says: 二十个工作日内决定
    english: Decide within twenty working days
    basis: 许可法 §42
    clock: {bearer: organ, from: accept, to: decide, within: 20 working_days}
  closed-after-term:
    says: 期限届满后方可办结
    english: No closing before the term is over
    basis: 许可法 §42
    before: {step: close, need: "at > due('decide-in-20-days')"}
"""

LAYER = """
layer_of: well.use
field: fire
checked_on: 2026-11-23
basis: 许可法 §42
rules:
  %s:
    %s
    says: 十个工作日内决定
    english: Decide within ten working days
    basis: 许可法 §42
    in_force: {%s}
    clock: {bearer: organ, from: accept, to: decide, within: 10 working_days}
"""

DISPLACES = "displaces: decide-in-20-days\n    permitted_by: 许可法 §42"

EXAMPLES = """
- name: 新规施行前后各受理一件,都在第十六个工作日决定
  records:
    - {step: accept, at: %s}
    - {step: decide, at: %s}
    - {step: close, at: %s}
  expect: {%s}
"""


def write(root: Path, layer: str, examples: str = "[]") -> Path:
    (root / "cn").mkdir(parents=True)
    (root / "cn/calendars").symlink_to(PACKS / "cn/calendars")
    well, fire = root / "cn/procedures/well", root / "cn/sector/fire/procedures/well"
    for folder in (well, fire):
        folder.mkdir(parents=True)
    (well / "procedure.yaml").write_text(PROCEDURE, encoding="utf-8")
    (well / "examples.yaml").write_text("[]", encoding="utf-8")
    (fire / "layer.yaml").write_text(layer, encoding="utf-8")
    (fire / "examples.yaml").write_text(examples, encoding="utf-8")
    return root


def load(root: Path) -> PackSet:
    return load_packs(root, examples="skip")


def windows(procedure: Procedure, rule: str) -> list[tuple[str, str]]:
    def shown(day: int) -> str:
        return "…" if day == FOREVER else date_of(day).isoformat()

    return [(shown(r.from_day), shown(r.to_day)) for r in procedure.rules if r.id == rule]


@pytest.mark.parametrize(
    ("window", "left"),
    [
        ("from: 2026-01-01", [("2020-01-01", "2025-12-31")]),
        (
            "from: 2024-01-01, to: 2024-12-31",
            [("2020-01-01", "2023-12-31"), ("2025-01-01", "…")],
        ),
        ("from: 2020-01-01, to: 2024-12-31", [("2025-01-01", "…")]),
        ("from: 2020-01-01", []),
    ],
)
def test_a_displaced_rule_keeps_the_other_days(
    tmp_path: Path, window: str, left: list[tuple[str, str]]
) -> None:
    layer = LAYER % ("decide-in-10-days-fire", DISPLACES, window)
    packs = load(write(tmp_path, layer))
    assert windows(packs.procedure("well.use", "fire"), "decide-in-20-days") == left
    assert windows(packs.procedure("well.use"), "decide-in-20-days") == [("2020-01-01", "…")]


def test_a_tightened_rule_keeps_its_number_on_the_other_days(tmp_path: Path) -> None:
    layer = LAYER % ("decide-in-20-days", "note: 同名缩短", "from: 2024-01-01, to: 2024-12-31")
    procedure = load(write(tmp_path, layer)).procedure("well.use", "fire")
    terms = {r.from_day: r.body.term.n for r in procedure.rules if r.id == "decide-in-20-days"}  # type: ignore[union-attr]
    assert terms == {
        day_of(date(2020, 1, 1)): 20,
        day_of(date(2024, 1, 1)): 10,
        day_of(date(2025, 1, 1)): 20,
    }


@pytest.mark.parametrize(
    ("accept", "decide", "close", "expect"),
    [
        (
            "2023-12-01",
            "2023-12-25",
            "2024-03-01",
            "decide-in-20-days: {outcome: satisfied, due: 2023-12-29}, decide-in-10-days-fire: none,"
            " closed-after-term: satisfied",
        ),
        (
            "2024-03-01",
            "2024-03-25",
            "2024-03-26",
            "decide-in-20-days: none, decide-in-10-days-fire: {outcome: violated, due: 2024-03-15, days_over: 10},"
            " closed-after-term: satisfied",
        ),
    ],
)
def test_each_case_falls_under_the_rule_of_its_day(
    tmp_path: Path, accept: str, decide: str, close: str, expect: str
) -> None:
    layer = LAYER % ("decide-in-10-days-fire", DISPLACES, "from: 2024-01-01")
    packs = load(write(tmp_path, layer, EXAMPLES % (accept, decide, close, expect)))
    assert list(packs.wrong_examples("well.use", "fire")) == []


def test_due_days_of_both_parts_are_known(tmp_path: Path) -> None:
    """A part of a clock that has obligations of its own does not make the others' due days forgotten."""
    layer = LAYER % ("decide-in-10-days-fire", DISPLACES, "from: 2024-01-01, to: 2024-01-31")
    example = """
- name: 中间一段另有规定,前后两次受理
  records:
    - {step: accept, at: 2023-12-01}
    - {step: decide, at: 2023-12-25}
    - {step: close, at: 2024-01-02}
    - {step: accept, at: 2024-03-01}
  expect:
    decide-in-20-days: [{outcome: satisfied, due: 2023-12-29}, pending]
    closed-after-term: satisfied
"""
    packs = load(write(tmp_path, layer, example))
    assert [str(w) for w in packs.wrong_examples("well.use", "fire")] == []
