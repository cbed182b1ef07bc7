"""What rows of decisions and acts say, by name: one list for all layouts, so that a fact has one name everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """Type of a fact; the value is the same whatever unit or form a layout writes it in."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    TRUTH = "truth"
    CODE = "code"
    STAMP = "stamp"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact. `sealed`: personal, or free text in which persons may be named; kept beside the record, destroyable."""

    name: str
    title: str
    english: str
    kind: Kind = Kind.TEXT
    sealed: bool = False


def _all(*facts: Fact) -> Mapping[str, Fact]:
    return MappingProxyType({one.name: one for one in facts})


FACTS: Final[Mapping[str, Fact]] = _all(
    Fact("party_name", "行政相对人名称", "name of the party", sealed=True),
    Fact("party_class", "行政相对人类别", "class of party"),
    Fact("party_number", "统一社会信用代码", "unified social credit code", sealed=True),
    Fact("party_registration", "工商注册号", "business registration number", sealed=True),
    Fact("party_organisation_code", "组织机构代码", "organisation code", sealed=True),
    Fact("party_tax_number", "税务登记号", "tax registration number", sealed=True),
    Fact("party_institution_number", "事业单位证书号", "number of a public institution", sealed=True),
    Fact("party_society_number", "社会组织登记证号", "number of a social organisation", sealed=True),
    Fact("representative", "法定代表人", "legal representative", sealed=True),
    Fact("representative_id_kind", "法定代表人证件类型", "kind of the representative's document"),
    Fact("representative_id", "法定代表人证件号码", "number of the representative's document", sealed=True),
    Fact("citizen_id_kind", "自然人证件类型", "kind of a natural person's document"),
    Fact("citizen_id", "自然人证件号码", "number of a natural person's document", sealed=True),
    Fact("registered_address", "注册地址", "registered address", sealed=True),
    Fact("business_address", "经营地址", "place of business", sealed=True),
    Fact("number", "决定书文号", "number of the decision"),
    Fact("title", "名称", "title"),
    Fact("violation", "违法行为类型", "kind of violation"),
    Fact("facts", "违法事实", "facts", sealed=True),
    Fact("basis", "依据", "legal basis"),
    Fact("kinds", "处罚类别", "kinds of penalty"),
    Fact("second_kind", "处罚类别2", "second kind of penalty"),
    Fact("content", "处罚内容", "what was decided", sealed=True),
    Fact("fine", "罚款金额", "fine", Kind.MONEY),
    Fact("confiscated", "没收金额", "confiscated", Kind.MONEY),
    Fact("fine_paid", "实缴罚款金额", "fine paid", Kind.MONEY),
    Fact("licence", "暂扣或者吊销证照名称及编号", "licence suspended or revoked", sealed=True),
    Fact("decided_on", "决定日期", "day of the decision", Kind.DAY),
    Fact("valid_from", "有效期自", "valid from", Kind.DAY),
    Fact("valid_until", "有效期至", "valid until", Kind.DAY),
    Fact("public_until", "公示截止期", "published until", Kind.DAY),
    Fact("state", "当前状态", "state"),
    Fact("organ_name", "机关名称", "name of the organ"),
    Fact("organ_code", "机关统一社会信用代码", "credit code of the organ"),
    Fact("source_name", "数据来源单位", "who supplied the data"),
    Fact("source_code", "数据来源单位代码", "credit code of who supplied the data"),
    Fact("area_code", "地方编码", "code of the area"),
    Fact("updated_at", "数据更新时间戳", "last change of the data", Kind.STAMP),
    Fact("note", "备注", "note", sealed=True),
    Fact("permit_document", "许可决定文书名称", "title of the decision"),
    Fact("permit_class", "许可类别", "class of permit", Kind.CODE),
    Fact("certificate_name", "许可证书名称", "name of the certificate"),
    Fact("certificate_number", "许可编号", "number of the certificate"),
    Fact("plan_number", "双随机一公开计划编号", "number of the random-inspection plan"),
    Fact("item_code", "监管事项目录编码", "code of the supervised item"),
    Fact("list_code", "监管事项检查实施清单编码", "code of the implementation list"),
    Fact("act_name", "行为名称", "name of the act"),
    Fact("act_number", "行为编号", "number of the act"),
    Fact("inspection_number", "检查行为编号", "number of the inspection it follows from"),
    Fact("entrusted_name", "受委托部门", "entrusted body"),
    Fact("entrusted_code", "受委托部门编码", "code of the entrusted body"),
    Fact("object_kind", "监管对象类型", "kind of object"),
    Fact("object_name", "监管对象", "object", sealed=True),
    Fact("party_nature", "行政相对人性质", "nature of the party"),
    Fact("party_id_kind", "行政相对人证件类型", "kind of the party's document"),
    Fact("inspection_form", "检查形式", "form of inspection"),
    Fact("inspection_class", "检查类别", "class of inspection"),
    Fact("inspection_way", "检查方式", "way of inspection"),
    Fact("inspection_result", "检查结果", "result of the inspection", Kind.CODE),
    Fact("inspected_at", "检查时间", "when it was inspected", Kind.STAMP),
    Fact("officers", "检查人员", "officers"),
    Fact("certificates", "执法证号", "certificate numbers"),
    Fact("reported_at", "报送时间", "when it was reported", Kind.STAMP),
    Fact("reported_by", "报送人员", "who reported it"),
    Fact("case_source", "案件来源", "source of the case", Kind.CODE),
    Fact("penalty_procedure", "处罚程序", "procedure of the penalty"),
    Fact("hearing", "是否听证", "a hearing was held", Kind.TRUTH),
    Fact("filed_on", "处罚立案时间", "day of filing", Kind.DAY),
    Fact("criminal", "是否涉刑案件", "a crime is suspected", Kind.TRUTH),
    Fact("major", "是否重大案件", "major case", Kind.TRUTH),
    Fact("reviewed", "是否法制审核", "legally reviewed", Kind.TRUTH),
    Fact("reviewed_on", "法制审核日期", "day of the legal review", Kind.DAY),
    Fact("review_opinion", "法制审核意见", "opinion of the legal review"),
    Fact("discussed", "是否集体讨论", "discussed collectively", Kind.TRUTH),
    Fact("discussed_on", "集体讨论日期", "day of the discussion", Kind.DAY),
    Fact("discussion_result", "集体讨论结论", "result of the discussion"),
    Fact("reconsideration", "行政复议", "reconsideration"),
    Fact("lawsuit", "行政诉讼", "lawsuit"),
    Fact("performance", "结案执行方式", "manner of performance"),
    Fact("performance_result", "结案执行结果", "result of performance"),
    Fact("no_penalty", "不予行政处罚", "no penalty was imposed", Kind.TRUTH),
    Fact("closed_on", "结案日期", "day of closing", Kind.DAY),
    Fact("other_handling", "其他处理情况", "other handling"),
    Fact("imposed_on", "强制实施日期", "day of the coercive measure", Kind.DAY),
    Fact("ticket_number", "工单编号", "number of the ticket"),
    Fact("ticket_kind", "诉求类型", "kind of request", Kind.CODE),
    Fact("passed_on", "转办日期", "day on which it was passed on", Kind.DAY),
    Fact("due_on", "要求办结日期", "day asked for", Kind.DAY),
    Fact("settled_on", "办结日期", "day of settling", Kind.DAY),
    Fact("ticket_result", "办结结果", "result of the ticket", Kind.CODE),
    Fact("matter_number", "信访事项编号", "number of the petition matter"),
    Fact("matter_kind", "事项类别", "kind of matter", Kind.CODE),
    Fact("informed_on", "告知日期", "day on which the petitioner was told", Kind.DAY),
    Fact("answered_on", "答复日期", "day of the answer", Kind.DAY),
    Fact("matter_result", "处理结果", "result of the matter", Kind.CODE),
    Fact("certificate_no", "证件编号", "certificate number"),
    Fact("officer_no", "人员编号", "number of the officer"),
    Fact("officer_name", "姓名", "name of the officer"),
    Fact("organ_no", "所属主体编号", "number of the organ"),
    Fact("issuer", "发证机关", "issuer"),
    Fact("certificate_state", "证件状态", "state of the certificate", Kind.CODE),
    Fact("transferred_on", "移送时间", "day of transfer", Kind.DAY),
)
"""Every fact that a layout has a column for."""
