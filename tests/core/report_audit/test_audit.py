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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # kinds of a whole make it up; outcomes of what came may leave a rest
        ("受理援助申请120件，其中工伤70件、婚姻30件、赡养15件。", ["sum_of_parts"]),
        ("全年审结许可申请310件，其中准予290件、不予许可12件、撤回5件。", ["sum_of_parts"]),
        ("作出处罚90件，其中警告、训诫40件，罚款、没收32件，暂扣证照10件，关停4件。", ["sum_of_parts"]),
        # whatever stands in the row of outcomes is one
        ("受理投诉50件，责令改正20件、不予支持10件、说明后不再争议20件。", []),
        ("收到申请30件，受理25件，不予受理3件，补正后放弃2件。", []),
        # what is told of an outcome is none beside it
        ("受理争议60件。达成和解40件，和解书已履行31件。", []),
        ("受理争议60件。达成和解40件，终止和解9件。", ["rest_open"]),
        # another matter, told on its own
        ("办理裁决9件；开展调解200件，调解成功160件。", []),
        ("办理裁决9件。收到公开申请30件，答复30件，予以公开20件、不予公开10件。", []),
        # a list ends where it has come to its whole; an «other» without a number leaves it open
        ("登记事项40件，其中复议的25件、诉讼的15件，已导入33件，其余7件正在沟通。", []),
        ("查办案件50件，其中食品领域40件、药品领域15件、其他领域若干。", ["parts_exceed"]),
        ("挂牌6个村级服务中心、31个服务点。", []),
        ("挂牌6个镇级调解中心、31个村级站点。", []),
        # outcomes under a heading
        ("对60件裁决跟踪，跟踪结果：自动履行40件，申请执行9件。", ["rest_open"]),
        ("抽取案卷60件。评查结论为：规范40件，有瑕疵9件。", ["rest_open"]),
        ("抽取案卷60件。评查结论为：规范40件，有瑕疵9件，其余尚在复核。", []),
        # brought over and come, closed and open
        ("欠薪案件上年结转5件、新立40件，办结42件，结案率93.33%，余下3件正在调查。", []),
        ("上年结转积案5件，新立案40件，结案48件。", ["closed_exceed"]),
        # received is said once for what «、» joins; a time is no matter; a new sentence has its own
        ("全年收到融资、用工等涉企线索70条，已办结75条。", ["closed_exceed"]),
        ("督察发现问题30个。各单位逐项对账，截至成稿时整改完成34个。", ["closed_exceed"]),
        ("立案21件，罚款9万元。受理噪声投诉300件，办结300件。", []),
        # rates
        ("全县配备指导员40名，配备率100%。", []),
        ("解读材料同步率100%，即6份文件均配有解读。", []),
        ("征集项目50个。完成40个，完成率80%。", []),
        ("征集项目50个。完成40个，完成率90%。", ["rate_wrong"]),
        ("梳理应兑付事项30项，兑付率102%。", ["rate_wrong"]),
        # all of them reviewed
        ("出台政策性文件9份，其中规范性文件2份；9份文件均经过合法性审查。", []),
        # written twice
        (
            "对新进人员逐人建立执法档案并定期核对更新。另办班3期。对新进人员逐人建立执法档案并定期核对更新。",
            ["doubled"],
        ),
        ("办案踏踏实实，群众看到了实实在在的变化。", []),
        ("“XX号”货船案入选案例。", []),
        ("发布稿件XX篇。", ["placeholder"]),
        # digits turned, and yuan for ten thousand
        ("42个镇街和部门签订责任书。年终，24个镇街和部门签订的责任书纳入考核。", ["said_twice"]),
        ("受理行政复议申请142件。审结行政复议申请124件。", []),
        ("上半年培训基层执法人员142人。下半年培训基层执法人员124人。", []),
        ("全年罚没款项共计88.5万元。经统计，全区罚没款项共计88.5元。", ["said_twice"]),
        # the state of this year is of no year before
        ("2025年，全局重点任务扎实推进。截至2024年10月底，本年度审核合同12件。", ["year_stray"]),
        ("2025年，全局重点任务扎实推进。截至2024年10月底，审核合同12件。", []),
        (
            "某县2025年法治政府建设情况（摘要）\n公开日期：2026-05-08\n全年办理裁决9件。",
            ["published_late"],
        ),
    ],
)
def test_what_ties_numbers_together_holds_in_other_words(text: str, told: list[str]) -> None:
    assert kinds(text) == told


@pytest.mark.parametrize(
    "text",
    [
        # «其中» names some: only a list that nearly comes to its whole is taken for all of it
        "登记来访88批次，其中集体访5批次、重复访9批次。",
        "新任命辅导员30名，其中法官8名、检察官7名。",
        "受理工资争议80件，其中建筑业42件、餐饮业21件，占比78.75%。",
        "查处案件100件，其中移送司法机关3件、跨省的5件。",
        # a row of what came is closed together
        "收到代表建议15件、委员提案22件，办结37件。",
        # what was added is no list of all; the others of another question; a list of high, middle and low
        "新增执法人员45人，退出21人，年末共有执法人员524人。",
        "受理公证事项910件，其中国内630件、涉外280件，办结905件，其余5件补充材料中。",
        "排查风险点88个，其中高风险9个、中风险20个、低风险59个。",
        "完成11项，1项结转至2026年，2024年结转的2项均已完成。",
        # the same case is fined and heard
        "作出处罚500件，其中罚款430件，没收所得60件，听证12件。",
    ],
)
def test_a_list_that_names_some_and_steps_of_the_same_case_are_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_the_year_before_is_stray_in_a_county_as_in_a_district() -> None:
    text = RIGHT.replace("现场述法18人", "2023年，我县推进依法行政。现场述法18人")
    assert kinds(text) == ["year_stray"]


def test_one_of_two_that_came_is_no_room_for_more_closed() -> None:
    assert kinds("收到申请50件，登记48件，办结52件。") == ["closed_exceed"]
