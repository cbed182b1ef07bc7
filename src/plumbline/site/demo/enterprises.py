"""Inspections of enterprises in the demo: plans with caps, a visit that two organs make together and one they could,
entry codes, a draw, official classes as if imported. Every enterprise is invented; its code only has the right form.
"""

from __future__ import annotations

from itertools import product
from typing import Final

from plumbline.apps.enterprise import actions
from plumbline.apps.enterprise.queries import plan_of, proposals
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.identity.codes import check_credit_code
from plumbline.core.identity.errors import CodeWrong

ORGANS: Final = {"QS02": "安全生产检查", "QS03": "食品经营检查", "QS05": "公共场所卫生检查"}
_HEAD: Final = 7
"""The head's place among the officers of an organ (`people.SLOTS`)."""
_NAMES: Final = ("恒岳仓储", "宏图食品", "瑞泽餐饮", "和顺建材", "鑫源物业", "九州印务")
_LAST: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def plan_and_visit(supervisor: Person, now: int, today: int) -> None:
    """Enters it all; for a district whose organs and officers are there."""
    year = date_of(today).year
    firms = [(_code(place), f"青石区{name}有限公司（虚构）") for place, name in enumerate(_NAMES)]
    told = {"now": now, "today": today}
    month = date_of(today).month
    for place, (organ, matter) in enumerate(ORGANS.items()):
        head = _officer(organ, _HEAD, Role.AGENCY_HEAD, supervisor)
        lines = [
            f"{code},{name},{matter},{_month(month, (place + at) % 3)}"
            for at, (code, name) in enumerate(firms[place : place + 4])
        ]
        actions.add_items(person=head, year=year, text="\n".join(lines), **told)
        actions.set_cap(
            person=head, year=year, cap=1, since=day_of(date_of(today).replace(month=1, day=1)), **told
        )
        actions.approve_plan(person=head, year=year, **told)
        actions.publish_plan(person=head, year=year, **told)
    _join(supervisor, year, told)
    _visit(supervisor, year, told)
    _draw(supervisor, year, told)
    classes = "\n".join(
        f"{code},{'A' if place in (1, 2) else 'B'}" for place, (code, _name) in enumerate(firms)
    )
    source = "市场监管部门企业信用风险分类结果（演示）"
    actions.import_classes(person=supervisor, source=source, as_of=today - 20, text=classes, **told)


def _join(supervisor: Person, year: int, told: dict[str, int]) -> None:
    found = proposals(supervisor, year, told["today"])
    if found:
        first = found[0].visits[0]
        actions.join_visits(
            person=supervisor, year=year, proposal=found[0], lead=first.organ, month=first.month, **told
        )


def _visit(supervisor: Person, year: int, told: dict[str, int]) -> None:
    """Two visits of the plan to one enterprise, the second beyond the cap, and one outside of it."""
    organ = "QS02"
    officer = _officer(organ, 1, Role.OFFICER, supervisor)
    item = plan_of(organ, year).standing()[0]
    basis = "演示数据：由实施机关填写"
    for back, reason in ((40, ""), (3, "上次检查发现的问题复核（演示）")):
        visiting = actions.Visiting(
            item.firm, item.name, item.matter, basis, (f"{organ}001", f"{organ}002"), _back(told["today"], back, year),
            item.id, "", reason,
        )  # fmt: skip
        visit = actions.issue_code(person=officer, visiting=visiting, **told)
        if back == 40:
            actions.note_scan(visit=visit, now=told["now"])
            actions.note_result(person=officer, visit=visit, result="problem", **told)
    other = plan_of(organ, year).standing()[-1]
    outside = actions.Visiting(
        other.firm, other.name, "投诉举报核查", basis, (f"{organ}001", f"{organ}003"), told["today"],
        "", "complaint", "收到一件安全通道堵塞的举报（演示）",
    )  # fmt: skip
    actions.issue_code(person=officer, visiting=outside, **told)
    again = actions.Visiting(
        other.firm, other.name, "整改情况核查", basis, (f"{organ}001", f"{organ}003"), told["today"],
        "", "data_alert", "监测数据再次报警（演示）",
    )  # fmt: skip
    actions.issue_code(person=officer, visiting=again, **told)


def _draw(supervisor: Person, year: int, told: dict[str, int]) -> None:
    organ = "QS03"
    officer = _officer(organ, 1, Role.OFFICER, supervisor)
    draw = actions.open_draw(person=officer, year=year, matter=ORGANS[organ], firms=2, officers=2, **told)
    actions.publish_lists(person=officer, year=year, draw_id=draw, **told)
    actions.draw_lists(person=officer, year=year, draw_id=draw, **told)


def _officer(organ: str, place: int, role: Role, supervisor: Person) -> Person:
    number = f"{organ}{place:03}"
    return Person(number, number, role, organ, supervisor.divisions, number)


def _month(now: int, ahead: int) -> int:
    return min(12, now + ahead)


def _back(today: int, days: int, year: int) -> int:
    """A day so many days back, within the year."""
    return max(today - days, day_of(date_of(today).replace(year=year, month=1, day=1)))


def _code(place: int) -> str:
    """A code that has the right form and belongs to nobody."""
    for own, last in product("0123456789X", _LAST):
        try:
            return check_credit_code(f"91659905{9900000 + place:08}{own}{last}")
        except CodeWrong:
            continue
    raise AssertionError
