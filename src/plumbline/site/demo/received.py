"""A system of the living district's first organ that supplies decisions: some rows are in, a few wait to be mended."""

from __future__ import annotations

from typing import Any, Final

from plumbline.apps.exchange.actions import deliver, open_source
from plumbline.core.clocks.civil import date_of

SOURCE: Final = "qs02-decisions"
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
