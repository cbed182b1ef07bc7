"""What a meeting resolves becomes tasks of the units by one press; the office opens matters in other units."""

from __future__ import annotations

import pytest
from tests.builders.desk import HEAD, ORGAN, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.leadership.queries import PROBLEM, TASK, items
from plumbline.core.authority.person import Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")
OFFICE = person(Role.RULE_OF_LAW_OFFICE, None, "organ-justice")
NAME = "青石区市场监督管理局"


@pytest.fixture(autouse=True)
def october(settings, db) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()


def did(case: str, step: str, **values) -> None:
    act = Act(step, Moment("2026-10-12T09:00+08:00", "minute"), values=values)
    perform_act(person=OFFICE, case=case, act=act, seen=None, now=NOW)


def test_resolutions_become_tasks_once() -> None:
    opening = Opening("committee.meeting", "会〔2026〕1号", "协调会议", facts={"party_kind": "organisation"})
    case = open_case(person=OFFICE, place=Place("organ-justice", "650105"), opening=opening, now=NOW)
    did(case, "convene", meeting_kind="committee", agenda="执法")
    did(case, "hold_meeting", members=9, present=9, chaired_by="主任")
    due = parse_day("2026-12-31")
    did(case, "resolve", resolution_no="1", task="完善某制度", lead_unit=NAME, due_on=due)
    did(case, "resolve", resolution_no="2", task="开展某检查", lead_unit="某不存在局", due_on=due)
    desk = desk_of(OFFICE)
    page = desk.get(f"/cases/{case}/").content.decode()
    assert "没有这个单位" in page
    sent = desk.post(f"/leadership/meetings/{case}/tasks/", follow=True)
    assert sent.status_code == 200
    (task,) = items(OFFICE, TASK, TODAY)
    assert (task.line.organ, task.line.due_day, task.state) == (ORGAN, due, "unclaimed")
    assert "已布置任务" in sent.content.decode()
    desk.post(f"/leadership/meetings/{case}/tasks/")
    assert len(items(OFFICE, TASK, TODAY)) == 1, "a resolution became two tasks"
    assert desk_of(HEAD).post(f"/leadership/meetings/{case}/tasks/").status_code == 403


def test_the_office_opens_a_matter_in_another_unit() -> None:
    desk = desk_of(OFFICE)
    shown = desk.post("/cases/new/", {"choose": "1", "procedure": PROBLEM}).content.decode()
    assert NAME in shown
    told = {"procedure": PROBLEM, "cause": "某问题", "unit": ORGAN, "party_kind": "organisation"}
    answer = desk.post("/cases/new/", told)
    assert answer.status_code == 302, answer.content.decode()
    (one,) = items(OFFICE, PROBLEM, TODAY)
    assert one.line.organ == ORGAN
    assert read_case(one.line.case).place.division == "650105"
    assert (
        NAME
        not in desk.post("/cases/new/", {"choose": "1", "procedure": "penalty.ordinary"}).content.decode()
    )
    head = desk_of(HEAD).post("/cases/new/", {"choose": "1", "procedure": PROBLEM}).content.decode()
    assert 'name="unit"' not in head, "a unit chooses among other units"
    told["unit"] = "organ-elsewhere"
    assert desk.post("/cases/new/", told).status_code == 422
