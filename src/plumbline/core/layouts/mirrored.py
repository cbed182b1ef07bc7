"""Systems that run beside this one: what they list is compared with what is here, and nobody types it again.

Two kinds. Of a procedure whose cases live elsewhere (tickets of the hotline, petitions) a row becomes records of a
mirrored case.
Of what both keep (certificates of officers, published decisions) a list is only compared: nothing here changes, the
differences are shown and counted until the lists agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plumbline.core.layouts import publicity
from plumbline.core.layouts.facts import FACTS
from plumbline.core.layouts.layout import Column, FactValue, Layout, write_value

KINDS: Final = MappingProxyType(
    {
        "consultation": "咨询",
        "complaint": "投诉",
        "report": "举报",
        "suggestion": "建议",
        "help": "求助",
        "other": "其他",
    }
)
MATTERS: Final = MappingProxyType({"suggestion": "建议意见", "accusation": "检举控告", "claim": "申诉求决"})
ANSWERS: Final = MappingProxyType(
    {
        "adopted": "采纳",
        "supported": "支持",
        "explained": "已解释说明",
        "not_supported": "不予支持",
        "diverted": "导入法定程序",
    }
)
RESULTS: Final = MappingProxyType(
    {"settled": "已解决", "explained": "已解释说明", "not_competent": "不属于本机关职权"}
)
STATES: Final = MappingProxyType({"valid": "有效", "suspended": "暂扣", "ended": "注销"})
TICKETS: Final = Layout(
    "hotline-tickets",
    "热线转办工单",
    "Tickets of the hotline",
    "ticket",
    "行政执法监督条例 §20",
    (
        Column("工单编号", "工单编号", "ticket_number", required=True, longest=60),
        Column("诉求类型", "诉求类型", "ticket_kind", required=True, options=KINDS),
        Column("转办日期", "转办日期", "passed_on", required=True),
        Column("要求办结日期", "要求办结日期", "due_on"),
        Column("办结日期", "办结日期", "settled_on"),
        Column("办结结果", "办结结果", "ticket_result", options=RESULTS),
        Column("承办单位", "承办单位", "organ_name", longest=100),
    ),
    (("passed_on", "settled_on"),),
)
PETITIONS: Final = Layout(
    "petition-matters",
    "信访转送、交办事项",
    "Matters passed on by the petition office",
    "petition",
    "信访条例 §22-§23",
    (
        Column("信访事项编号", "信访事项编号", "matter_number", required=True, longest=60),
        Column("事项类别", "事项类别", "matter_kind", required=True, options=MATTERS),
        Column("转送日期", "转送日期", "passed_on", required=True, also=("交办日期",)),
        Column("指定办理期限", "指定办理期限", "due_on"),
        Column("告知日期", "告知日期", "informed_on"),
        Column("答复日期", "答复日期", "answered_on"),
        Column("处理结果", "处理结果", "matter_result", options=ANSWERS),
        Column("承办单位", "承办单位", "organ_name", longest=100),
    ),
    (("passed_on", "informed_on"), ("passed_on", "answered_on")),
)
CERTIFICATES: Final = Layout(
    "certificates",
    "执法证件系统名册",
    "List of the certificate system",
    "certificate",
    "行政执法监督条例 §17",
    (
        Column("证件编号", "证件编号", "certificate_no", required=True, longest=60, also=("执法证号",)),
        Column("姓名", "姓名", "officer_name", required=True, longest=60),
        Column("人员编号", "人员编号", "officer_no", longest=60),
        Column("所属主体编号", "所属主体编号", "organ_no", longest=60),
        Column("发证机关", "发证机关", "issuer", longest=100),
        Column("有效期自", "有效期自", "valid_from", required=True),
        Column("有效期至", "有效期至", "valid_until", required=True),
        Column("证件状态", "证件状态", "certificate_state", options=STATES),
    ),
    (("valid_from", "valid_until"),),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A list that is compared alone: its layout, the fact that names a row, facts that nobody has to keep alike."""

    id: str
    title: str
    english: str
    layout: Layout
    key: str
    free: frozenset[str] = frozenset()


_FREE: Final = frozenset({"title", "violation", "permit_document", "certificate_name", "updated_at", "state"})
COMPARED: Final[Mapping[str, Compared]] = MappingProxyType(
    {
        "compare-certificates": Compared(
            "compare-certificates",
            "只比对：执法证件系统名册",
            "compared alone: list of the certificate system",
            CERTIFICATES,
            "certificate_no",
        ),
        **{
            f"compare-{one.id}": Compared(
                f"compare-{one.id}",
                f"只比对：信用网站 {one.title}",
                f"compared alone: credit site, {one.english}",
                one,
                "number",
                _FREE,
            )
            for one in (publicity.PENALTY_2019, publicity.PERMIT_2019)
        },
    }
)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A column that says one thing there and another here; both empty where it may hold a person."""

    column: str
    there: str
    here: str


def otherwise(
    compared: Compared, there: Mapping[str, FactValue], here: Mapping[str, FactValue]
) -> list[Otherwise]:
    """The columns that both fill, differently; what one of the two does not say is no difference."""
    found = []
    for column in compared.layout.columns:
        name = column.fact
        if name in compared.free or name not in there or here.get(name) in (None, ""):
            continue
        if there[name] != here[name]:
            shown = (
                ("", "") if FACTS[name].sealed else (_text(column, there[name]), _text(column, here[name]))
            )
            found.append(Otherwise(column.title, *shown))
    return found


def _text(column: Column, value: FactValue) -> str:
    text = write_value(column, value)
    return column.options.get(text, text)
