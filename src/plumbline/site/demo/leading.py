"""Tasks of a programme and problems of last year's report in the demo: some claimed, one done, one late, some empty."""

from __future__ import annotations

from typing import Final

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.evaluation.actions import FEWEST, call
from plumbline.apps.leadership.actions import set_task
from plumbline.apps.people.queries.colleagues import holders_in
from plumbline.apps.people.queries.entries import officer_register_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.site.demo.people import demo_person

_TASKS: Final = (
    ("QS02", "完善行政执法全过程记录清单", "清单文本", 40),
    ("QS03", "开展涉企行政检查计划公示", "公示网址", 25),
    ("QS04", "组织执法人员年度培训", "签到人数和课件目录", 60),
    ("QS05", "清理轻微免罚清单", "清单修订稿", 15),
    ("QS61", "配齐街道法制审核岗位", "岗位文件", 90),
)
_PROBLEMS: Final = (
    ("QS03", "部分案卷归档不及时（演示）", 50),
    ("QS61", "街道法制审核力量不足（演示）", 80),
)
_RESOLVED: Final = (
    ("QS04", "开展行政执法案卷评查（演示）", 45),
    ("QS05", "公布轻微免罚事项（演示）", 30),
)
_TRAINED: Final = (("QS02", 24, 22, 21), ("QS03", 30, 27, 25), ("QS61", 12, 5, 4))
"""Units at a training: expected, attended, passed the test."""
_HEADS: Final = {"QS02": "QS02007", "QS03": "QS03007"}
"""Heads of the organs that have claimed theirs."""


def set_and_follow(organ: str, division: str, now: int, today: int) -> None:
    """Enters it all, by the rule-of-law office of the justice bureau `organ`."""
    office = demo_person("demo-rule-of-law-office", today)
    year = date_of(today).year
    for number, (unit, task, evidence, days) in enumerate(_TASKS, 1):
        values: dict[str, Value] = {
            "programme": f"{year}年法治建设工作安排（演示）",
            "programme_kind": "yearly_arrangement",
            "task_no": str(number),
            "task": task,
            "evidence_wanted": evidence,
            "due_on": today + days,
        }
        case = set_task(person=office, organ=unit, values=values, now=now, today=today)
        if unit in _HEADS:
            head = Person(_HEADS[unit], _HEADS[unit], Role.AGENCY_HEAD, unit, (division,), _HEADS[unit])
            _act(head, case, "claim_task", {"post": "法制机构负责人", "measure": "按月推进（演示）"}, now)
    for number, (unit, facts, days) in enumerate(_PROBLEMS, 1):
        _list(office, Place(unit, division), f"{year - 1}-{number}", facts, today + days, now, year - 1)

    _meet(office, Place(organ, division), now, today)
    _train(office, Place(organ, division), now, today)
    _report(office, Place("QS02", division), now, today)


def _meet(office: Person, place: Place, now: int, today: int) -> None:
    """A meeting whose resolutions wait to become tasks."""
    opening = Opening(
        "committee.meeting", None, "法治建设议事协调会议（演示）", facts={"party_kind": "organisation"}
    )
    case = open_case(person=office, place=place, opening=opening, now=now)
    _act(office, case, "convene", {"meeting_kind": "committee", "agenda": "行政执法质量（演示）"}, now)
    held: dict[str, Value] = {"members": 12, "present": 11, "chaired_by": "主任（演示）"}
    _act(office, case, "hold_meeting", held, now)
    for number, (unit, task, days) in enumerate(_RESOLVED, 1):
        said: dict[str, Value] = {"task": task, "lead_unit": unit, "due_on": today + days}
        _act(office, case, "resolve", {"resolution_no": str(number), **said}, now)


def _train(office: Person, place: Place, now: int, today: int) -> None:
    """A training with a unit that came in small numbers, and a measure that waits to become its task."""
    opening = Opening("training.session", None, "逢九法治培训（演示）", facts={"party_kind": "organisation"})
    case = open_case(person=office, place=place, opening=opening, now=now)
    _act(office, case, "hold_training", {"topic": "行政处罚程序（演示）", "class_hours": 3}, now)
    for unit, expected, attended, passed in _TRAINED:
        counts: dict[str, Value] = {"expected": expected, "attended": attended}
        _act(office, case, "attendance", {"unit": unit, **counts}, now)
        _act(office, case, "after_test", {"unit": unit, "taken": attended, "passed": passed}, now)
    measure: dict[str, Value] = {"measure": "补训一次（演示）", "due_on": today + 30}
    _act(office, case, "improve", {"measure_no": "1", "unit": "QS61", **measure}, now)


def _report(office: Person, place: Place, now: int, today: int) -> None:
    """A report on duties that is being evaluated by the people of its unit and of the bureau."""
    opening = Opening("duty.report", None, "年度述法（演示）", facts={"party_kind": "organisation"})
    case = open_case(person=office, place=place, opening=opening, now=now)
    year = date_of(today).year - 1
    planned: dict[str, Value] = {"post": "局主要负责人", "report_form": "written", "due_on": today}
    _act(office, case, "plan_report", {"year": year, **planned}, now)
    head = Person(_HEADS["QS02"], _HEADS["QS02"], Role.AGENCY_HEAD, "QS02", (place.division,), _HEADS["QS02"])
    told: dict[str, Value] = {
        "report_form": "written",
        "duties": "按年度安排推进（演示）",
        "study_of_law": "参加学法活动（演示）",
        "shortcomings": "法制审核力量不足（演示）",
    }
    _act(head, case, "submit_report", {"year": year, **told}, now)
    found: dict[str, Value] = {"facts": "学法记录不全（演示）", "mend_by": today + 45}
    _act(office, case, "problem", {"problem_no": "1", **found}, now)
    organs = [place.organ, office.organ]
    accounts = [account for account, _name, _organ in holders_in(organs, today)]
    if len(accounts) >= FEWEST:
        call(person=office, case=case, accounts=accounts, organs=organs, now=now)


def _list(office: Person, place: Place, number: str, facts: str, due: int, now: int, year: int) -> None:
    opening = Opening("tracked.problem", None, facts, facts={"party_kind": "organisation"})
    case = open_case(person=office, place=place, opening=opening, now=now)
    said: dict[str, Value] = {"year": year, "problem_no": number, "facts": facts, "mend_by": due}
    _act(office, case, "list_problem", said, now)


def _act(person: Person, case: str, step: str, values: dict[str, Value], now: int) -> None:
    act = Act(step, Moment(written_instant(now), "microsecond"), values=values)
    officers = officer_register_of(person)
    perform_act(person=person, case=case, act=act, seen=None, now=now, officers=officers)
