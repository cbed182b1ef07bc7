"""Mapping files: foreign columns, names and units become ours; what the source leaves out is known; drafts."""

from decimal import Decimal
from pathlib import Path

import pytest

from plumbline.apps.record_intake.actions import Names, suggest_mapping
from plumbline.apps.record_intake.mapping_file import read_mapping
from plumbline.core.data_file.errors import PackErrors

MAPPING = """
encoding: gb18030
columns:
  case_id: 案号
  step: {column: 节点}
  at: {column: 时间, format: '%d/%m/%Y'}
  officers: {column: 经办人, separator: 、}
  fields:
    fine: {column: 罚款, unit: 万元}
    kind: {column: 种类, values: {罚: fine, 警: warning}}
case:
  organ: {constant: 某局}
  party_kind: {column: 主体, values: {个人: citizen, 单位: organisation}}
steps: {登记: file_case, 处罚: decide, 打印: ignore}
lifecycle: {column: 状态, keep: [完成]}
"""
SOURCE = (
    "案号,节点,时间,经办人,罚款,种类,主体,状态\n"
    "甲,登记,02/01/2024,张三、李四,,,个人,完成\n"
    "甲,打印,03/01/2024,,,,个人,完成\n"
    "甲,处罚,04/01/2024,张三,1.5,罚,个人,开始\n"
    "甲,处罚,05/01/2024,张三,1.5,罚,个人,完成\n"
    "甲,销案,06/01/2024,张三,,,个人,完成\n"
)


def test_a_foreign_source(read, target) -> None:
    mapping = read_mapping(MAPPING, "map.yaml", {"small": target})
    found = read(SOURCE.encode("gb18030"), mappings=[mapping])
    (case,) = found.cases
    assert [r.step for r in case.records] == ["file_case", "decide"]
    assert [a.officer for a in case.records[0].by] == ["张三", "李四"]
    assert case.records[1].fields == {"fine": Decimal("15000.00"), "kind": "fine"}
    assert case.header == {"organ": "某局", "party_kind": "citizen"}
    assert found.reasons == ["unknown_step"]
    assert found.intake.ignored == 2


def test_what_a_mapping_leaves_out_is_not_covered(read, target) -> None:
    mapping = read_mapping(MAPPING, "map.yaml", {"small": target})
    (segment,) = read(SOURCE.encode("gb18030"), mappings=[mapping]).intake.segments
    assert segment.coverage.steps == {"investigate"}
    assert {"documents", "recordings", "decide.repeated", "file_case.found_on"} <= segment.coverage.facts
    assert "officers" not in segment.coverage.facts
    assert "decide.fine" not in segment.coverage.facts
    assert "grave" in segment.coverage.facts, "an attribute whose setting field is left out is unknown"


def test_native_files_cover_what_they_have_columns_for(read) -> None:
    (segment,) = read("case_id,step,at,documents,repeated\nA,decide,2024-01-02,,\n").intake.segments
    assert segment.coverage.steps == frozenset()
    assert {"officers", "recordings", "decide.fine"} <= segment.coverage.facts
    assert {"documents", "decide.repeated", "grave"}.isdisjoint(segment.coverage.facts)


def test_two_files_cover_together(read) -> None:
    """A step's field is left out when one of the files that tell of the step leaves it out."""
    (segment,) = read(
        "case_id,step,at,fine,documents\nA,decide,2024-01-02,5,\n",
        "case_id,step,at,found_on\nA,立案,2024-01-01,\n",
    ).intake.segments
    assert {"decide.fine", "file_case.found_on"}.isdisjoint(segment.coverage.facts)
    assert "documents" in segment.coverage.facts


def test_said_uncovered(read) -> None:
    (segment,) = read(
        "case_id,step,at\nA,decide,2024-01-02\n", uncovered=["investigate", "officers"]
    ).intake.segments
    assert segment.coverage.steps == {"investigate"}


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("columns: {case_id: a, step: b, at: c, stp: d}", 1, "stp"),
        ("columns: {case_id: a}\nsteps: {x: decidee}", 2, "decidee"),
        ("columns:\n  fields: {fines: x}", 2, "fines"),
        ("columns: {at: {column: x, format: someday}}", 1, "someday"),
        ("columns: {at: {columm: x}}", 1, "columm"),
        ("columns: {}\ncase:\n  colour: x", 3, "colour"),
        ("columns: {}\ncovers: {steps: [nothing]}", 2, "nothing"),
        ("columns: {}\ncovers: {facts: [paper]}", 2, "paper"),
        ("columns: {}\nformat: xls", 2, "xls"),
        ("columns: {fields: {fine: {column: x, unit: 美元}}}", 1, "美元"),
        ("colums: {}", 1, "colums"),
    ],
)
def test_mistakes_in_a_mapping_are_told_with_their_line(target, text: str, line: int, word: str) -> None:
    with pytest.raises(PackErrors) as caught:
        read_mapping(text, "map.yaml", {"small": target})
    assert any(e.line == line and word in e.message("en") and e.remedy("zh") for e in caught.value.errors)


def test_a_draft_can_be_read_and_marks_what_is_unsure(read, target, tmp_path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "案件编号,环节名称,办理时间,执法人员,罚款金额,备注\n甲,立案,2024/1/2,张三,5,x\n甲,调查,2024/1/3,张三,,y\n",
        "utf-8",
    )
    steps = {
        "file_case": ("立案", "File"),
        "investigate": ("调查取证", "Investigate"),
        "decide": ("作出决定", "Decide"),
    }
    names = Names(steps, {"fine": ("罚款金额", "fine")}, {})
    text = suggest_mapping(path, names, "zh")
    assert "调查: investigate   # 1次 ?" in text
    assert "备注" in text.split("没有用到的列")[1]
    found = read(path, mappings=[read_mapping(text, "map.yaml", {"small": target})])
    assert [r.step for r in found.cases[0].records] == ["file_case", "investigate"]
    assert found.cases[0].records[0].by[0].officer == "张三"


def test_the_mark_between_officers_is_found(tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("案号,环节,办理时间,经办人\nA,立案,2024-01-02,甲、乙\nA,立案,2024-01-03,丙\n", "utf-8")
    text = suggest_mapping(path, Names({"file": ("立案", "")}, {}, {}), "zh")
    assert 'officers: {column: 经办人, separator: "、"}' in text
