"""An inspection campaign of the demo: five units, common and individual problems, some mended, one sent back."""

from __future__ import annotations

from typing import Final

from plumbline.apps.supervision.actions import CampaignPlan, act_in, enter_problem, open_campaign
from plumbline.apps.supervision.queries.campaigns import campaign
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.facts.record import Value

UNITS: Final = ("QS02", "QS03", "QS04", "QS05", "QS61")
_COMMON: Final = ("部分案件音像记录不完整（演示）", "执法公示信息更新不及时（演示）")
_OWN: Final = (
    "案卷目录与卷内材料不一致（演示）",
    "法制审核意见未附卷（演示）",
    "送达回证缺少见证人签名（演示）",
    "新进人员培训学时登记不全（演示）",
)
_MEMBERS: Final = "区司法局、区人民检察院、人大代表、政协委员、法律顾问（演示）"
_CHECKLIST: Final = "行政执法公示\n执法全过程记录\n重大执法决定法制审核\n案卷质量"
_DAYS: Final = 20
_AGAIN: Final = 34


def inspect_units(supervisor: Person, now: int, today: int) -> None:
    """Enters it all; for a district whose organs are there."""
    plan = CampaignPlan("年度行政执法监督检查（演示）", "key", today - 7, today, _CHECKLIST, _MEMBERS, UNITS)
    id = open_campaign(person=supervisor, plan=plan, now=now, today=today)
    units = campaign(supervisor, id, today, now).units
    for view in units:
        act_in(
            supervisor,
            view.line.case,
            "visit",
            {"form": "on_site", "told": "查阅台账、抽查案卷（演示）"},
            now,
        )
        for item in _CHECKLIST.splitlines()[:2]:
            act_in(supervisor, view.line.case, "check_item", {"item": item, "result": "unmet"}, now)
    for place, facts in enumerate(_COMMON):
        _list(supervisor, id, [view.line.case for view in units[place : place + 3]], facts, now, today)
    for view, facts in zip(units, _OWN, strict=False):
        _list(supervisor, id, [view.line.case], facts, now, today)
    _mend(supervisor, id, now, today)


def _list(supervisor: Person, id: str, units: list[str], facts: str, now: int, today: int) -> None:
    enter_problem(
        person=supervisor,
        campaign=campaign(supervisor, id, today, now),
        units=units,
        facts=facts,
        rectify_by=today + _DAYS,
        now=now,
        common=len(units) > 1,
    )


def _mend(supervisor: Person, id: str, now: int, today: int) -> None:
    """Every second problem is reported, of these all but the last are accepted."""
    chosen = campaign(supervisor, id, today, now).problems[::2]
    for view, one in chosen:
        head = _head(view.line.organ, supervisor)
        act_in(
            head,
            view.line.case,
            "assign",
            {"problem_no": one.number, "post": "执法队", "measure": "逐案补正"},
            now,
        )
        done = {"problem_no": one.number, "done": "已补正，附清单和照片（演示）"}
        act_in(head, view.line.case, "rectify", done, now)
    for view, one in chosen[:-1]:
        act_in(supervisor, view.line.case, "verify", {"problem_no": one.number, "result": "accepted"}, now)
    view, one = chosen[-1]
    back: dict[str, Value] = {
        "problem_no": one.number,
        "result": "insufficient",
        "mend_again_by": today + _AGAIN,
        "note": "照片不能说明整改情况（演示）",
    }
    act_in(supervisor, view.line.case, "verify", back, now)


def _head(organ: str, supervisor: Person) -> Person:
    number = f"{organ}002" if organ == "QS61" else f"{organ}007"
    return Person(number, number, Role.AGENCY_HEAD, organ, supervisor.divisions, number)
