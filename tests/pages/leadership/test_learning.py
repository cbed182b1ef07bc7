"""A year of study and training by unit; measures become tasks; problems inside cases stand in the district's view."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, ORGAN, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.leadership.learning import learning
from plumbline.apps.leadership.queries import TASK, items, unmended
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")
OFFICE = person(Role.RULE_OF_LAW_OFFICE, None, "organ-justice")
NAME = "青石区市场监督管理局"
BUREAU = Place("organ-justice", "650105")
DISTRICT = Place(ORGAN, "650105")


@pytest.fixture(autouse=True)
def october(settings, db) -> None:
    settings.CLOCK = lambda: NOW
    settings.DIVISION = "650105"
    registered_organ()


def begun(procedure: str, number: str, place: Place, by: Person = OFFICE) -> str:
    opening = Opening(procedure, number, "某事项", facts={"party_kind": "organisation"})
    return open_case(person=by, place=place, opening=opening, now=NOW)


def did(case: str, step: str, day: str = "2026-10-09", by: Person = OFFICE, **values: Value) -> None:
    perform_act(person=by, case=case, act=Act(step, Moment(day, "day"), values=values), seen=None, now=NOW)


def trained(number: str = "训〔2026〕1号") -> str:
    case = begun("training.session", number, BUREAU)
    did(case, "hold_training", topic="处罚程序", class_hours=3)
    did(case, "attendance", unit=NAME, expected=20, attended=11)
    did(case, "attendance", unit="某街道", expected=9, attended=9)
    did(case, "after_test", unit=NAME, taken=11, passed=9)
    return case


def studied(number: str, kind: str, **more: Value) -> str:
    case = begun("study.session", number, DISTRICT, HEAD)
    held = {"session_kind": kind, "body_kind": "department", "subject": "duty_law", "topic": "某法"}
    did(case, "hold_session", by=HEAD, minutes="1", **{**held, **more})
    did(case, "attendance", by=HEAD, unit="执法队", expected=8, attended=6)
    return case


def rows(answer) -> list[list[str]]:
    page = BeautifulSoup(answer.content, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")
    ]


def test_attendance_tests_sessions_and_items_are_added_up_by_unit() -> None:
    trained()
    trained("训〔2026〕2号")
    first = studied("学〔2026〕1号", "lecture")
    did(first, "read_item", by=HEAD, list_part="core_one", item="某篇目", is_required=True)
    second = studied("学〔2026〕2号", "pre_meeting")
    did(second, "read_item", by=HEAD, list_part="core_one", item="某篇目", is_required=True)
    did(second, "read_item", by=HEAD, list_part="further", item="另一篇目", is_required=False)

    found = learning(OFFICE, 2026, TODAY)
    assert (found.trainings, found.least_lectures) == (2, 2)
    own = found.units[NAME]
    assert (own.study.part, own.study.whole) == (12, 16)
    assert (own.training.part, own.training.whole, own.training.percent) == (22, 40, 55)
    assert (own.test.part, own.test.whole) == (18, 22)
    assert found.units["某街道"].training.percent == 100
    body = found.bodies[NAME]
    assert (body.kinds["lecture"], body.kinds["pre_meeting"], body.kinds["oath"]) == (1, 1, 0)
    assert (body.required_items, body.further_items) == ({"某篇目"}, {"另一篇目"})

    shown = rows(desk_of(OFFICE).get("/leadership/learning/?year=2026"))
    assert [NAME, "12 / 16 (75.00 %)", "22 / 40 (55.00 %)", "18 / 22 (81.82 %)"] in shown
    assert [NAME, "0", "1", "0", "0", "0", "1 / 2", "1", "1"] in shown
    for code, item in (("X-1", "某篇目"), ("X-2", "没有人读过的篇目")):
        told = {"item_no": code, "name": item, "organ_no": ORGAN, "list_part": "core_one"}
        told |= {"is_required": True, "valid_from": TODAY}
        by = person(Role.SUPERVISOR, None, "organ-justice")
        entry = RegisterAct("register_item", TODAY, told)
        register("study-item", code, [entry], division="650105", by=by, now=NOW, today=TODAY)
    for reader in (OFFICE, HEAD):
        shown = rows(desk_of(reader).get("/leadership/learning/?year=2026"))
        assert [NAME, "0", "1", "0", "0", "0", "1 / 2", "1 / 2", "1"] in shown, (
            "read, of what the list asks for"
        )


def test_another_year_and_another_unit_see_nothing_of_it() -> None:
    trained()
    studied("学〔2026〕1号", "lecture")
    assert learning(OFFICE, 2025, TODAY).units == {}
    page = desk_of(OFFICE).get("/leadership/learning/?year=2025").content.decode()
    assert "这一年没有" in page
    assert set(learning(HEAD, 2026, TODAY).units) == {NAME}, "a unit sees another's training"
    assert learning(person(Role.AGENCY_HEAD, "X-1", "organ-fire"), 2026, TODAY).units == {}


def test_more_than_were_expected_are_not_counted() -> None:
    """The door refuses it, so that the sum of parts is never more than the whole."""
    case = trained()
    with pytest.raises(ActRefused):
        did(case, "attendance", unit=NAME, expected=3, attended=4)
    assert learning(OFFICE, 2026, TODAY).units[NAME].training.whole == 20


def test_measures_of_a_training_become_tasks_of_the_unit() -> None:
    case = trained()
    due = parse_day("2026-12-31")
    did(case, "improve", measure_no="1", unit=NAME, measure="补训一次", due_on=due)
    did(case, "improve", measure_no="2", unit="某街道", measure="补训", due_on=due)
    desk = desk_of(OFFICE)
    assert "没有这个单位" in desk.get(f"/cases/{case}/").content.decode()
    desk.post(f"/leadership/meetings/{case}/tasks/")
    desk.post(f"/leadership/meetings/{case}/tasks/")
    (task,) = items(OFFICE, TASK, TODAY)
    assert (task.line.organ, task.line.due_day, task.state) == (ORGAN, due, "unclaimed")
    assert task.line.cause.endswith("补训一次")
    other = studied("学〔2026〕1号", "lecture")
    answer = desk.post(f"/leadership/meetings/{other}/tasks/", follow=True)
    assert "改进措施可以转为任务" in answer.content.decode()


def test_problems_of_reports_on_duties_stand_in_the_view_until_their_mending_is_reported() -> None:
    case = begun("duty.report", "述〔2026〕1号", DISTRICT)
    told = {"year": 2025, "post": "主要负责人", "report_form": "written", "due_on": TODAY}
    did(case, "plan_report", **told)
    due = {"1": "2026-10-11", "2": "2026-12-31"}
    for number, day in due.items():
        did(case, "problem", problem_no=number, facts="某问题", mend_by=parse_day(day))
    assert [one.due_day for one in unmended(OFFICE, TODAY)] == [parse_day(day) for day in due.values()]
    shown = rows(desk_of(OFFICE).get("/leadership/problems/"))
    assert [one[3] for one in shown if one[0] == "述〔2026〕1号"] == ["逾期", "尚未报告"]
    did(case, "mend", by=HEAD, problem_no="1", done="已整改")
    assert [one.due_day for one in unmended(OFFICE, TODAY)] == [parse_day("2026-12-31")]
    assert unmended(person(Role.AGENCY_HEAD, "X-1", "organ-fire"), TODAY) == []
    back = parse_day("2027-01-29")
    did(case, "verify", problem_no="1", result="insufficient", mend_again_by=back)
    assert {one.due_day for one in unmended(OFFICE, TODAY)} == {parse_day("2026-12-31"), back}, (
        "a second day runs"
    )
