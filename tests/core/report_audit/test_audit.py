"""Faults of arithmetic and wholeness are told at their passage; what agrees is left alone; questions are asked."""

from decimal import Decimal

import pytest

from plumbline.core.report_audit.audit import Known, audit_text

RIGHT = "\n".join(
    [
        "某区2024年度法治政府建设年度报告",
        "一、主要举措和成效",
        "现场述法18人、书面述法79人。收到意见建议52件，办结52件，办结率100%。",
        "市场主体净增5351户，总量60409户，增长9.72%。",
        "二、存在的不足和原因",
        "三、党政主要负责人履行第一责任人职责情况",
        "四、下一年度主要安排",
        "2025年3月28日",
    ]
)


def kinds(text: str) -> list[str]:
    return [one.kind for one in audit_text(text).remarks]


def test_a_sound_report_has_nothing_to_be_said_of() -> None:
    assert kinds(RIGHT) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("办结率100%", "办结率98%", "rate_wrong"),
        ("增长9.72%", "增长8.86%", "growth_wrong"),
        ("办结52件", "办结53件", "closed_exceed"),
        ("2025年3月28日", "2025年4月2日", "published_late"),
        ("三、党政主要负责人履行第一责任人职责情况", "三、其他", "section_missing"),
        ("现场述法18人", "现场述法××人", "placeholder"),
        ("办结52件，", "办结52件，，", "doubled"),
        ("现场述法18人、", "抽查案卷100卷。满意率95%。现场述法18人、", "rate_without_base"),
    ],
)
def test_a_fault_is_told(old: str, new: str, told: str) -> None:
    assert old in RIGHT
    assert told in kinds(RIGHT.replace(old, new))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("收到行政复议申请133件，确认违法14件、责令履行3件、撤销1件。", ["rest_open"]),
        ("办理案件30件，分别为处罚10件、许可15件。", ["sum_of_parts"]),
        ("审查文件656件，其中合同500件、方案200件。", ["parts_exceed"]),
        ("审查文件656件，其中规范性文件1件。", []),
        ("制定政策文件8件。审查规范性文件1件。", ["policy_without_review"]),
        (
            "组织副科级以上领导干部考法675人。二、存在问题：全年组织副科级以上领导干部考法657人。",
            ["said_twice"],
        ),
        ("共办理案件30件，包括处罚10件、许可20件。", []),
        ("持证执法人员468名。各单位执法人员持证486名。", []),
        ("持证执法人员468名。全区执法人员持证486人。", ["said_twice"]),
        ("全年受理投诉举报240件。对204件投诉举报中的问题逐一回访。", []),
        ("全年受理投诉举报240件。204件投诉举报中，涉及食品的较多。", ["said_twice"]),
        ("全年受理投诉举报240件。240件投诉举报中，涉及食品的较多。", []),
    ],
)
def test_numbers_against_each_other(text: str, told: list[str]) -> None:
    assert kinds(text) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [("截至2052年6月", ["year_stray"]), ("截止2024年底", []), ("截至2025年1月", []), ("到2035年", [])],
)
def test_a_state_is_of_no_year_to_come(words: str, told: list[str]) -> None:
    assert kinds(f"2024年工作推进有力。{words}，建成普法阵地12个。") == told


def test_a_class_is_known_by_its_word_where_the_sentence_names_the_matter() -> None:
    figures = {
        "received": Known("收到行政复议申请", ("收到", "复议"), "件", Decimal(133)),
        "unlawful": Known("行政复议决定·确认违法", ("确认违法",), "件", Decimal(14), within="复议"),
    }
    text = "收到行政复议申请133件，确认违法15件。法院判决确认违法2件。"
    held = audit_text(text, figures=figures).held
    assert [one.kind for one in held.values()] == ["supported", "contradicted", "unknown"]


def test_against_the_records() -> None:
    figures = {
        "holders": Known("持证执法人员", ("持证",), "人", Decimal(468)),
        "new": Known("新增持证人员", ("新增", "持证"), "人", Decimal(100)),
    }
    text = "全区持证执法人员468人，其中新增持证99人。走访企业454家次。"
    audit = audit_text(text, figures=figures)
    assert [one.kind for one in audit.held.values()] == ["supported", "contradicted", "unknown"]
    assert [one.kind for one in audit.faults] == ["contradicted"]
    assert "100" in audit.faults[0].said("en")
