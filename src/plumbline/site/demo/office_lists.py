"""Lists by which the demo works: what is read, rules of supervision, matters of service. All is invented."""

from __future__ import annotations

from typing import Final

from plumbline.apps.people.actions import Act, register
from plumbline.core.authority.person import Person
from plumbline.core.facts.record import Value
from plumbline.core.registers.register import register_of

_PAPER: Final = "学法清单（演示）"
_READ: Final = (
    ("XF001", "法治思想学习读本（演示）", "core_one", True),
    ("XF002", "中华人民共和国宪法", "basic_four", True),
    ("XF003", "中华人民共和国民法典", "basic_four", True),
    ("XF004", "中华人民共和国行政处罚法", "further", True),
    ("XF005", "重大行政决策程序暂行条例", "further", True),
    ("XF006", "优化营商环境条例", "further", False),
)
_RULES: Final = (
    ("ZD001", "自治区行政执法监督规定（虚构）", "regional_regulation", "自治区人大常委会（虚构）", 400, None),
    ("ZD002", "青石区行政执法监督工作办法（虚构）", "normative_document", "青石区人民政府", 300, 60),
    ("ZD003", "青石区行政执法案卷评查细则（虚构）", "working_rule", "青石区司法局", 120, None),
)
"""Number, name, level, maker, in force since so many days, until in so many."""
_MATTERS: Final = (
    ("FW101", "安全生产许可证变更（演示）", "QS02", 10, 3, "wholly_online", True, True),
    ("FW102", "应急演练指导预约（演示）", "QS02", None, 5, "partly_online", False, False),
    ("FW103", "食品经营备案（演示）", "QS03", 10, 1, "wholly_online", True, True),
)
"""Number, name, organ, working days by law and promised, how far online, one thing at once, across provinces."""


def enter_lists(by: Person, now: int, today: int) -> None:
    """Enters them, by a supervisor of the justice bureau."""
    for code, name, part, is_required in _READ:
        item: dict[str, Value] = {
            "list_part": part,
            "is_required": is_required,
            "valid_from": today,
            "listed_by": _PAPER,
        }
        _register(by, "study-item", code, {"item_no": code, "name": name, **item}, now, today)
    for code, name, level, maker, since, until in _RULES:
        rule: dict[str, Value] = {
            "rule_level": level,
            "maker": maker,
            "valid_from": today - since,
            "valid_until": None if until is None else today + until,
        }
        _register(by, "supervision-rule", code, {"rule_no": code, "name": name, **rule}, now, today)
    for code, name, organ, by_law, promised, online, is_one, is_across in _MATTERS:
        matter: dict[str, Value] = {
            "service_kind": "public_service",
            "service_basis": "营商条例 §35",
            "statutory_days": by_law,
            "promised_days": promised,
            "first_contact": "综合窗口（演示）",
            "online_level": online,
            "is_one_thing": is_one,
            "is_cross_province": is_across,
        }
        told: dict[str, Value] = {"service_no": code, "name": name, **matter}
        _register(by, "service-matter", code, told, now, today, organ)


def _register(
    by: Person,
    kind: str,
    code: str,
    values: dict[str, Value],
    now: int,
    today: int,
    organ: str = "",
) -> None:
    said = {name: value for name, value in values.items() if value is not None}
    act = Act(register_of(kind).opening, today, {**said, "organ_no": organ or by.organ})
    register(kind, code, [act], division=by.divisions[0], by=by, now=now, today=today)
