"""The chart of responsibility: power, post, officers; what is open on a post, hours of training; nobody is ranked."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    QIN,
    SUPERVISOR,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.people.actions import Act, register
from plumbline.apps.supervision.actions import Matter, act_in, begin, tick
from plumbline.apps.supervision.queries.posts import responsibility
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day

pytestmark = pytest.mark.django_db
FIRST, TODAY = parse_day("2025-01-02"), parse_day("2026-03-04")
AT = "/supervision/responsibility/"


@pytest.fixture(autouse=True)
def chart() -> None:
    """An organ with two posts, one power, some training, and a finding in a case of one post."""
    registered_organ()
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    told = {"division": "650105", "by": by, "now": instant("2025-01-02 09:00"), "today": FIRST}
    for number, post, hours in (("QS-0001", "执法一队", (30, 20)), ("QS-0002", "执法二队", (60,))):
        own = {"officer_no": number, "name": f"某{number}", "organ_no": "organ-market", "post": post}
        card = {"certificate_no": f"C{number}", "valid_from": FIRST, "valid_until": FIRST + 2000}
        trained = [Act("record_training", FIRST, {"training_year": 2026, "hours": n}) for n in hours]
        trained.append(Act("record_training", FIRST, {"training_year": 2025, "hours": 99}))
        register(
            "officer",
            number,
            [Act("register_officer", FIRST, own), Act("issue_certificate", FIRST, card), *trained],
            **told,
        )
    power = {
        "power_no": "QX1",
        "name": "价格处罚",
        "organ_no": "organ-market",
        "power_kind": "penalty",
        "power_basis": "由实施机关填写",
    }
    register("power", "QX1", [Act("register_power", FIRST, power)], **told)
    case = opened("2026-03-02 09:00")
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)
    tick(now=instant("2026-03-03 10:00"))


def test_a_finding_stands_on_the_post_of_whoever_handles_the_case() -> None:
    made = responsibility("organ-market", TODAY, 2026)
    assert {post.title: len(post.findings) for post in made.posts} == {"执法一队": 1, "执法二队": 0}
    assert made.powers[0].posts == ("执法一队", "执法二队")


def test_the_hours_of_a_year_are_added_up_and_those_of_another_left_out() -> None:
    made = responsibility("organ-market", TODAY, 2026)
    assert [(one.code, one.hours) for one in made.officers] == [("QS-0001", 50), ("QS-0002", 60)]


def test_the_page_shows_it_and_the_file_holds_it(settings) -> None:
    settings.CLOCK = lambda: instant("2026-03-04 09:00")
    text = desk_of(SUPERVISOR).get(f"{AT}?organ=organ-market").content.decode()
    for words in ("价格处罚", "行政处罚", "执法一队", "还差 10 学时", "organ=organ-market"):
        assert words in text
    sheet = desk_of(QIN).get(f"{AT}export/?form=xlsx").content
    rows = list(load_workbook(io.BytesIO(sheet)).active.values)
    assert rows[1][2:] == ("执法一队", "某QS-0001")
    other = desk_of(person(Role.AGENCY_HEAD, "QS-0999", "organ-none")).get(f"{AT}?organ=organ-market")
    assert "某QS-0001" not in other.content.decode()


def begun_matter(now: int) -> str:
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    values = {
        "organ_no": "organ-justice",
        "name": "青石区司法局",
        "organ_kind": "organ",
        "division_code": "650105",
        "document_word": "青司",
    }
    acts = [Act("register_organ", FIRST, values)]
    register("organ", "organ-justice", acts, division="650105", by=by, now=now, today=TODAY)
    clue = Matter("一人执法", "scan_finding", "只有一名执法人员", in_other_procedure=False)
    return begin(person=SUPERVISOR, organ="organ-market", matter=clue, now=now, today=TODAY)


def test_the_head_assesses_duty_by_duty_and_nobody_is_ranked(settings) -> None:
    settings.CLOCK = lambda: instant("2026-03-04 09:00")
    at = "/registers/officer/entry/QS-0001/duty/assess_duty/"
    said = {
        "day": "2026-03-04",
        "assess_year": "2026",
        "duty": "价格监督检查",
        "facts": "参加检查二十次",
        "duty_result": "partly_fulfilled",
    }
    assert desk_of(HEAD).post(at, said).status_code == 302
    assert desk_of(QIN).post(at, said).status_code == 403
    other = desk_of(person(Role.AGENCY_HEAD, "QS-0999", "organ-none"))
    assert other.post(at, said).status_code == 403
    assert desk_of(HEAD).get("/registers/officer/entry/QS-0001/duty/exit_officer/").status_code == 404
    text = desk_of(HEAD).get(AT).content.decode()
    for words in ("价格监督检查", "参加检查二十次", "部分履行", "不打分、不排名"):
        assert words in text
    assert "参加检查二十次" in desk_of(person(Role.OFFICER, "QS-0001")).get(AT).content.decode()
    assert "参加检查二十次" not in desk_of(person(Role.OFFICER, "QS-0002")).get(AT).content.decode()


def test_a_proposal_about_a_person_comes_back_with_its_result() -> None:
    now = instant("2026-03-04 09:00")
    case = begun_matter(now)
    act = {"proposal": "training", "competent_body": "某局党组", "officer_no": "QS-0001"}
    refused = {"proposal": "training", "answered": "adopted", "told": "已安排"}
    with pytest.raises(ActRefused):
        act_in(SUPERVISOR, case, "personnel_result", refused, now)
    act_in(SUPERVISOR, case, "personnel_proposal", act, now)
    assert "待有权机关处理" in desk_of(SUPERVISOR).get(f"{AT}?organ=organ-market").content.decode()
    answer = {**refused, "officer_no": "QS-0001", "decided_on": TODAY}
    act_in(SUPERVISOR, case, "personnel_result", answer, now + 60_000_000)
    text = desk_of(HEAD).get(AT).content.decode()
    assert "2026-03-04 已安排" in text
    assert "采纳" in text
    assert "某局党组" not in desk_of(QIN).get(AT).content.decode()
