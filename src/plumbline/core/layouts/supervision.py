"""«互联网+监管»: inspections, penalties and coercion as they are reported upward (data standards §4.1).

What could be read of the standard for coercion names no day, and an act without a day is no record: the layout here
has a column of our own for it, the last one, which whoever reports upward leaves out.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from plumbline.core.layouts.layout import Column, Layout

RESULTS: Final = MappingProxyType({"1": "合格", "2": "不合格"})
CASE_SOURCES: Final = MappingProxyType(
    {
        "1": "现场检查",
        "2": "投诉",
        "3": "举报",
        "4": "上级机关交办",
        "5": "其他机关移送",
        "6": "媒体曝光",
        "9": "其他",
    }
)
_WHO: Final = (
    Column("实施机构", "实施机构", "organ_name", longest=100),
    Column("实施机构编码", "实施机构编码", "organ_code", longest=20),
    Column("受委托部门", "受委托部门", "entrusted_name", longest=100),
    Column("受委托部门编码", "受委托部门编码", "entrusted_code", longest=20),
)
_WHOM: Final = (
    Column("监管对象", "监管对象", "object_name", required=True, longest=200),
    Column("行政相对人", "行政相对人", "party_name", required=True, longest=200),
    Column("行政相对人性质", "行政相对人性质", "party_nature", required=True, longest=20),
    Column("行政相对人证件类型", "行政相对人证件类型", "party_id_kind", required=True, longest=20),
    Column("行政相对人编码", "行政相对人编码", "party_number", required=True, longest=20),
)
INSPECTION: Final = Layout(
    "supervision-inspection",
    "互联网+监管·行政检查行为",
    "Inspections reported upward",
    "inspection",
    "行政执法监督条例 §37",
    (
        Column("双随机一公开计划id", "双随机一公开计划id", "plan_number", longest=50),
        Column("监管事项目录编码", "监管事项目录编码", "item_code", required=True, longest=14),
        Column(
            "监管事项检查实施清单编码", "监管事项检查实施清单编码", "list_code", required=True, longest=40
        ),
        Column("检查行为名称", "检查行为名称", "act_name", required=True, longest=500),
        Column("检查行为编号", "检查行为编号", "act_number", required=True, longest=50),
        *_WHO,
        Column("监管对象类型", "监管对象类型", "object_kind", longest=20),
        *_WHOM,
        Column("注册地址", "注册地址", "registered_address", longest=400),
        Column("经营地址", "经营地址", "business_address", longest=400),
        Column("行政区划代码", "行政区划代码", "area_code", required=True, longest=6),
        Column("检查形式", "检查形式", "inspection_form", required=True, longest=20),
        Column("检查类别", "检查类别", "inspection_class", required=True, longest=20),
        Column("检查方式", "检查方式", "inspection_way", longest=20),
        Column("检查结果", "检查结果", "inspection_result", required=True, options=RESULTS),
        Column("检查时间", "检查时间", "inspected_at", required=True),
        Column("检查人员", "检查人员", "officers", required=True, longest=500),
        Column("执法证号", "执法证号", "certificates", longest=500),
        Column("报送时间", "报送时间", "reported_at"),
        Column("报送人员", "报送人员", "reported_by", longest=50),
    ),
    (("inspected_at", "reported_at"),),
)
PENALTY: Final = Layout(
    "supervision-penalty",
    "互联网+监管·行政处罚行为",
    "Penalties reported upward",
    "penalty",
    "行政执法监督条例 §37",
    (
        Column("监管事项目录编码", "监管事项目录编码", "item_code", required=True, longest=14),
        Column("处罚行为名称", "处罚行为名称", "act_name", required=True, longest=500),
        Column("处罚行为编号", "处罚行为编号", "act_number", required=True, longest=50),
        *_WHO,
        *_WHOM,
        Column("案件来源", "案件来源", "case_source", required=True, options=CASE_SOURCES),
        Column("检查行为编号", "检查行为编号", "inspection_number", required=True, longest=50),
        Column("违法事实", "违法事实", "facts", required=True),
        Column("处罚依据", "处罚依据", "basis", required=True),
        Column("处罚程序", "处罚程序", "penalty_procedure", required=True, longest=20),
        Column("是否听证", "是否听证", "hearing", required=True),
        Column("处罚立案时间", "处罚立案时间", "filed_on"),
        Column("是否涉刑案件", "是否涉刑案件", "criminal", required=True),
        Column("是否重大案件", "是否重大案件", "major"),
        Column("是否法制审核", "是否法制审核", "reviewed"),
        Column("法制审核日期", "法制审核日期", "reviewed_on"),
        Column("法制审核意见", "法制审核意见", "review_opinion", longest=100),
        Column("是否集体讨论", "是否集体讨论", "discussed"),
        Column("集体讨论日期", "集体讨论日期", "discussed_on"),
        Column("集体讨论结论", "集体讨论结论", "discussion_result", longest=1000),
        Column("处罚文书号", "处罚文书号", "number", required=True, longest=100),
        Column("作出行政处罚决定日期", "作出行政处罚决定日期", "decided_on", required=True),
        Column("处罚种类", "处罚种类", "kinds", required=True, longest=100),
        Column("罚款金额", "罚款金额", "fine"),
        Column("处罚结果", "处罚结果", "content", required=True, longest=1000),
        Column("行政复议", "行政复议", "reconsideration", required=True, longest=20),
        Column("行政诉讼", "行政诉讼", "lawsuit", required=True, longest=20),
        Column("结案执行方式", "结案执行方式", "performance", longest=50),
        Column("结案执行结果", "结案执行结果", "performance_result", longest=50),
        Column("结案实缴罚款金额", "结案实缴罚款金额", "fine_paid"),
        Column("不予行政处罚", "不予行政处罚", "no_penalty", required=True),
        Column("结案日期", "结案日期", "closed_on"),
        Column("其他处理情况", "其他处理情况", "other_handling", longest=50),
        Column("移送时间", "移送时间", "transferred_on"),
        Column("报送时间", "报送时间", "reported_at"),
        Column("报送人员", "报送人员", "reported_by", longest=50),
    ),
    (("filed_on", "closed_on"), ("closed_on", "reported_at")),
)
COERCION: Final = Layout(
    "supervision-coercion",
    "互联网+监管·行政强制行为",
    "Coercive measures reported upward",
    "coercion",
    "行政执法监督条例 §37",
    (
        Column("监管事项目录编码", "监管事项目录编码", "item_code", required=True, longest=14),
        Column("强制行为名称", "强制行为名称", "act_name", required=True, longest=400),
        Column("强制行为编号", "强制行为编号", "act_number", required=True, longest=50),
        *_WHO,
        *_WHOM,
        Column("检查行为编号", "检查行为编号", "inspection_number", longest=50),
        Column("强制实施日期", "强制实施日期（本系统补充）", "imposed_on", required=True),
    ),
)
