"""A system of the living district's first organ that supplies decisions: some rows are in, a few wait to be mended."""

from __future__ import annotations

from typing import Any, Final

from plumbline.apps.exchange.actions import deliver, open_source
from plumbline.apps.people.queries import certificates_in
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of

SOURCE: Final = "qs02-decisions"
_DAY: Final = 86_400_000_000
_DAYS: Final = (3, 9, 16, 24, 33, 47, 58, 71)
"""Days before today on which the decisions were made."""
_PARTIES: Final = ("瑞泽化工产品", "鑫源仓储", "恒岳机械加工", "建诚劳务分包")
_CAUSES: Final = ("未按规定检测安全设备", "从业人员未经培训上岗", "未建立事故隐患台账", "消防通道堆放货物")


def receive_some(organ: str, division: str, now: int, today: int) -> None:
    """Opens the source and delivers two lots; three rows are wrong, each in another way."""
    source = open_source(
        code=SOURCE,
        title="应急管理案件系统（双公示）",
        organ=organ,
        division=division,
        layout="penalty-publicity-2019",
        by="system",
        now=now - 30 * 86_400_000_000,
    )
    rows = [_row(at, today - day) for at, day in enumerate(_DAYS * 3, 1)]
    rows[4]["CF_JDRQ"] = "2026年13月5日"
    rows[9]["CF_NR_FK"] = "两千元"
    rows[14]["CF_XDR_MC"] = ""
    deliver(source, rows[:12], key=None, now=now - 2 * 86_400_000_000)
    deliver(source, rows[12:], key=None, now=now - 3_600_000_000)
    _compare_certificates(organ, division, now, today)
    _mirror_tickets(organ, division, now, today)


def _compare_certificates(organ: str, division: str, now: int, today: int) -> None:
    """The certificate system's list: one certificate runs longer there, one is suspended, one is not here yet."""
    source = open_source(
        code="certificates",
        title="行政执法证件管理系统",
        organ=organ,
        division=division,
        layout="compare-certificates",
        by="system",
        now=now - 30 * _DAY,
    )
    rows = []
    for officer, one in certificates_in(Visible(divisions=(division,))):
        listed = {"证件编号": one.number, "姓名": officer.name, "人员编号": officer.code}
        listed |= {"所属主体编号": officer.organ, "证件状态": "注销" if one.ended else "有效"}
        listed |= {"有效期自": _written(one.first_day), "有效期至": _written(one.last_day)}
        rows.append(listed)
    if len(rows) > 2:
        rows[0]["有效期至"] = _written(today + 900)
        rows[1]["证件状态"] = "暂扣"
        rows.append(
            {
                **rows[2],
                "证件编号": "QS-NEW-001",
                "姓名": "祁临",
                "人员编号": "QS-NEW-001",
                "证件状态": "有效",
            }
        )
    for first in range(0, len(rows), 1000):
        deliver(source, rows[first : first + 1000], key=None, now=now - _DAY)


def _mirror_tickets(organ: str, division: str, now: int, today: int) -> None:
    """Tickets of the hotline as its system runs them; the second lot says of one that it is settled."""
    source = open_source(
        code="hotline",
        title="政务服务便民热线系统",
        organ=organ,
        division=division,
        layout="hotline-tickets",
        by="system",
        now=now - 30 * _DAY,
    )
    kinds = ("咨询", "投诉", "举报", "求助")
    rows: list[dict[str, Any]] = [
        {"工单编号": f"RX{at:05}", "诉求类型": kinds[at % 4], "转办日期": _written(today - 20 + at)}
        for at in range(1, 13)
    ]
    deliver(source, rows, key=None, now=now - 3 * _DAY)
    settled = {"办结日期": _written(today - 4), "办结结果": "已解决"}
    deliver(source, [{**one, **settled} for one in rows[:5]], key=None, now=now - _DAY)


def _written(day: int) -> str:
    return date_of(day).isoformat()


def _row(at: int, day: int) -> dict[str, Any]:
    return {
        "CF_XDR_MC": f"青石区{_PARTIES[at % len(_PARTIES)]}有限公司",
        "CF_XDR_LB": "法人及非法人组织",
        "CF_WSH": f"青应急罚字〔{date_of(day).year}〕{900 + at}号",
        "CF_WFXW": _CAUSES[at % len(_CAUSES)],
        "CF_CFLB": "罚款",
        "CF_NR": f"罚款{at * 200}元",
        "CF_NR_FK": f"{at * 0.02:.2f}",
        "CF_JDRQ": date_of(day).isoformat(),
        "CF_CFJG": "青石区应急管理局",
    }
