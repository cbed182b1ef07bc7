"""A campaign as one district ran it: 10 organs and 3 sub-district offices, 5 common and 27 individual problems."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from tests.builders.desk import SUPERVISOR, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.act import Act as CaseAct
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.people.actions import Act, register
from plumbline.apps.supervision.actions import act_in, enter_problem, tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.queries.campaigns import Campaign, campaign, campaigns
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment
from plumbline.core.oversight.campaign import ProblemState

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")
UNITS = {f"WS{n:02}": "650105" for n in range(1, 11)} | {f"JD{n}": f"65010500{n}" for n in range(1, 4)}
DUE = parse_day("2026-10-30")
LATER = instant("2026-10-28 09:00")
BACK = "/supervision/campaigns/"


@pytest.fixture(autouse=True)
def october(settings) -> None:
    settings.CLOCK = lambda: NOW


def settle() -> None:
    first, now = parse_day("2025-01-02"), instant("2025-01-02 09:00")
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    for code, division in {"organ-justice": "650105", **UNITS}.items():
        values = {
            "organ_no": code, "name": f"青石区{code}", "organ_kind": "organ", "division_code": division,
            "document_word": f"青{code}",
        }  # fmt: skip
        act = Act("register_organ", first, values)
        register("organ", code, [act], division=division, by=by, now=now, today=first)


def begun() -> str:
    form = {
        "title": "行政执法监督检查", "mode": "key", "first": "2026-10-12", "last": "2026-10-16",
        "members": "司法局、检察院、人大代表、法律顾问", "checklist": "行政执法三项制度", "units": [*UNITS],
    }  # fmt: skip
    answer = desk_of(SUPERVISOR).post(f"{BACK}new/", form)
    assert answer.status_code == 302
    return str(answer.headers["Location"]).rstrip("/").rpartition("/")[2]


def read(id: str, now: int = NOW) -> Campaign:
    return campaign(SUPERVISOR, id, TODAY, now)


def head(organ: str) -> Person:
    return Person(f"head-{organ}", f"负责人{organ}", Role.AGENCY_HEAD, organ, ("650105",), f"{organ}-H")


def listed(id: str) -> None:
    """Five problems that several units have and twenty-seven of one unit each."""
    for view in read(id).units:
        act_in(SUPERVISOR, view.line.case, "visit", {"form": "on_site", "told": "查阅台账和案卷"}, NOW)
    cases = [view.line.case for view in read(id).units]
    told = {"person": SUPERVISOR, "rectify_by": DUE, "now": NOW}
    for n in range(5):
        shared = cases[n : n + 3]
        enter_problem(campaign=read(id), units=shared, facts=f"共性问题{n}", common=True, **told)
    for n in range(27):
        enter_problem(campaign=read(id), units=[cases[n % 13]], facts=f"个性问题{n}", common=False, **told)


def mended(id: str) -> None:
    for view, one in read(id).problems:
        unit, no = head(view.line.organ), {"problem_no": one.number}
        act_in(unit, view.line.case, "assign", {**no, "post": "执法队", "measure": "补正"}, NOW)
        act_in(unit, view.line.case, "rectify", {**no, "done": "已补正，附照片"}, LATER)


def test_each_of_the_problems_is_followed_to_its_end(settings) -> None:
    settle()
    id = begun()
    listed(id)
    made = read(id)
    numbers = {one.number for _view, one in made.problems}
    assert len(made.units) == 13
    assert sorted(numbers) == sorted([f"共{n}" for n in range(1, 6)] + [f"个{n}" for n in range(1, 28)])
    assert len(made.problems) == 5 * 3 + 27
    mended(id)
    first_view, first = read(id, LATER).problems[0]
    assert first.state is ProblemState.REPORTED
    told = {"problem_no": first.number, "result": "insufficient", "note": "照片不清"}
    with pytest.raises(ActRefused, match="a second day"):
        act_in(SUPERVISOR, first_view.line.case, "verify", told, LATER)
    second = TODAY + 60
    act_in(SUPERVISOR, first_view.line.case, "verify", {**told, "mend_again_by": second}, LATER)
    sent_back = read(id, LATER).problems[0][1]
    assert (sent_back.state, sent_back.due) == (ProblemState.SENT_BACK, second)
    again = {"problem_no": first.number, "done": "已重新拍摄"}
    act_in(head(first_view.line.organ), first_view.line.case, "rectify", again, LATER)
    for view, one in read(id, LATER).problems:
        act_in(SUPERVISOR, view.line.case, "verify", {"problem_no": one.number, "result": "accepted"}, LATER)
    for view in read(id, LATER).units:
        seen = {"all_corrected": True, "told": "已整改"}
        act_in(SUPERVISOR, view.line.case, "return_visit", seen, LATER)
        act_in(SUPERVISOR, view.line.case, "close_unit", {"outcome": "corrected"}, LATER)
    ended = read(id, LATER)
    assert all(view.unit.closed and view.unit.open == 0 for view in ended.units)
    assert [(one.units, one.closed) for one in campaigns(SUPERVISOR, TODAY, NOW)] == [(13, 13)]
    tick(now=instant("2026-11-20 09:00"))
    assert not FindingRow.objects.filter(procedure="enforcement.campaign", outcome="violated").exists()


def test_the_page_lists_a_common_problem_once_a_unit_and_an_organ_sees_its_own(settings) -> None:
    settle()
    id = begun()
    desk = desk_of(SUPERVISOR)
    cases = [view.line.case for view in read(id).units[:3]]
    problem = {"facts": "音像记录不全", "rectify_by": "2026-10-30", "units": cases[:2]}
    desk.post(f"{BACK}{id}/problem/", problem)
    assert read(id).problems == [], "nothing is listed before a visit (监督条例 §26)"
    for case in cases:
        act_in(SUPERVISOR, case, "visit", {"form": "on_site", "told": "查阅台账"}, NOW)
    desk.post(f"{BACK}{id}/problem/", problem)
    desk.post(f"{BACK}{id}/problem/", {**problem, "facts": "案卷目录缺失", "units": cases[2:]})
    lacking = desk.post(f"{BACK}{id}/problem/", {"facts": "目录缺页", "rectify_by": "", "units": cases[:1]})
    assert lacking.status_code == 422
    assert "目录缺页" in lacking.content.decode(), "what was typed is still there"
    text = desk.get(f"{BACK}{id}/").content.decode()
    assert text.count("音像记录不全") == 2
    assert "个1" in text
    sheet = desk.get(f"{BACK}{id}/export/?form=xlsx").content
    assert [row[0] for row in load_workbook(io.BytesIO(sheet)).active.values][1:] == ["共1", "共1", "个1"]
    own = desk_of(head(read(id).units[0].line.organ)).get(f"{BACK}{id}/").content.decode()
    assert own.count("音像记录不全") == 1
    assert "案卷目录缺失" not in own
    assert desk_of(person(Role.AGENCY_HEAD, "QS-0999", "organ-none")).get(f"{BACK}{id}/").status_code == 400


def test_a_unit_with_problems_is_not_closed_before_a_return_visit(settings) -> None:
    settle()
    id = begun()
    case = read(id).units[0].line.case
    act_in(SUPERVISOR, case, "visit", {"form": "on_site", "told": "查阅台账"}, NOW)
    enter_problem(
        person=SUPERVISOR,
        campaign=read(id),
        units=[case],
        facts="目录缺失",
        rectify_by=DUE,
        now=NOW,
        common=False,
    )
    with pytest.raises(ActRefused):
        act_in(
            SUPERVISOR, case, "problem", {"problem_no": "个9", "kind": "individual", "facts": "无期限"}, NOW
        )
    for outcome in ("corrected", "none_found"):
        with pytest.raises(ActRefused):
            act_in(SUPERVISOR, case, "close_unit", {"outcome": outcome}, NOW)
    with pytest.raises(ActRefused):
        act_in(SUPERVISOR, case, "rectify", {"problem_no": "个1", "done": "代为整改"}, NOW)


def test_a_campaign_entered_later_begins_on_the_first_day_of_its_plan() -> None:
    settle()
    unit = next(iter(UNITS))
    case = f"{'c' * 32}-{unit}"
    facts = {"supervising_organ": SUPERVISOR.organ}
    opening = Opening("enforcement.campaign", None, "往年检查", facts=facts)
    open_case(person=SUPERVISOR, place=Place(unit, "650105"), opening=opening, now=NOW, case=case)
    (before,) = campaigns(SUPERVISOR, TODAY, NOW)
    assert before.begun == TODAY, "nothing is planned yet"
    plan = {
        "mode": "key", "below_province": True, "checklist": "三项制度",
        "from_day": parse_day("2024-06-05"), "to_day": parse_day("2024-06-12"),
    }  # fmt: skip
    act = CaseAct("plan", Moment("2024-05-26", "day"), values=plan)
    perform_act(person=SUPERVISOR, case=case, act=act, seen=None, now=NOW, mode="attest")
    (line,) = campaigns(SUPERVISOR, TODAY, NOW)
    assert line.begun == parse_day("2024-06-05")
