"""Lines of a printed page are the paragraphs that they were; lists, headings and tables stay lines."""

from __future__ import annotations

from plumbline.core.report_audit.audit import audit_text
from plumbline.core.report_audit.unfolding import unfolded

PAGE = """青石区2024年法治政府建设年度报告
一、主要举措和成效
全程网办事项400项，走访企业454家次。全区市场主体
60409户，净增5351户，增长9.72%。法院受理民商事案件
13766件，审结11152件，其中涉企6776件。检察机关审查起诉
假冒注册商标案件10件14人、合同诈骗案件7件14人、保险诈骗
案件2件2人。收到公众建议52件，答复52件，办结率100%。
（四）严格规范公正文明执法
行政机关负责人出庭应诉率100%。收到行政复议申请133
件，确认违法14件，责令履行3件，撤销1件。6月5日至12日检
— 1 —
查13个单位，发现共性问题5个、个性问题27个，均已整改。
二、党政主要负责人履行推进法治建设第一责任人职责情
况
党政主要负责人研究部署、过问协调、督促落实法治建设
重点工作，定期听取汇报，带头述法。
青石区人民政府
第 2 页 共 2 页
"""
WHOLE = [
    "青石区2024年法治政府建设年度报告",
    "一、主要举措和成效",
    "全程网办事项400项，走访企业454家次。全区市场主体60409户，净增5351户，增长9.72%。法院受理民商事案件13766件，"
    "审结11152件，其中涉企6776件。检察机关审查起诉假冒注册商标案件10件14人、合同诈骗案件7件14人、保险诈骗案件2件2人。"
    "收到公众建议52件，答复52件，办结率100%。",
    "（四）严格规范公正文明执法",
    "行政机关负责人出庭应诉率100%。收到行政复议申请133件，确认违法14件，责令履行3件，撤销1件。6月5日至12日检查13个单位，"
    "发现共性问题5个、个性问题27个，均已整改。",
    "二、党政主要负责人履行推进法治建设第一责任人职责情况",
    "党政主要负责人研究部署、过问协调、督促落实法治建设重点工作，定期听取汇报，带头述法。",
    "青石区人民政府",
]


def test_a_page_is_audited_as_the_paragraphs_that_it_was() -> None:
    assert unfolded(PAGE).split("\n") == WHOLE
    printed, whole = audit_text(unfolded(PAGE)), audit_text("\n".join(WHOLE))
    assert [one.kind for one in printed.remarks] == [one.kind for one in whole.remarks]
    assert "rest_open" in {one.kind for one in printed.remarks}, "133 received, 18 named"
    assert "rate_without_base" not in {one.kind for one in printed.remarks}


def test_a_list_and_a_table_stay_lines() -> None:
    lines = ["行政检查 120 次", "行政处罚 36 件", "行政强制 2 件", "行政许可 410 件", "合计 568"]
    assert unfolded("\n".join(lines)).split("\n") == lines
    assert unfolded("") == ""


def test_words_of_latin_letters_stay_apart() -> None:
    line = "The reconsideration body received one hundred"
    assert unfolded(f"{line}\n{line}\n{line}\nand two.") == f"{line} {line} {line} and two."
