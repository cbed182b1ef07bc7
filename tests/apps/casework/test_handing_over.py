"""Hand-over: everything that somebody holds goes to a named person in one act, and nothing is left behind."""

from datetime import date

import pytest
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    LU,
    ORGAN,
    OTHER_ORGAN,
    QIN,
    did,
    opened,
    person,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, confirm_act, correct_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import NotAColleague, NothingHeld, NothingToConfirm, ReasonMissing
from plumbline.apps.casework.handing_over import take_over
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.casework.queries import awaited_from, held
from plumbline.apps.casework.store import StandingProjection
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people import actions as people
from plumbline.apps.people.errors import DayAhead, NobodyToStandIn
from plumbline.apps.people.queries import deputises, duties, held_items, history
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-03-10 09:00")
DAY = NOW // 86_400_000_000
POSTS = {"qin": QIN, "lu": LU, "new": person(Role.OFFICER, "QS-0003")}
day = date.fromisoformat
OFFICERS = ("QS-0001", "QS-0002", "QS-0003")


@pytest.fixture
def cases() -> list[str]:
    """Two cases that Qin handles, and one of Lu's in which Qin has yet to confirm an investigation."""
    start = instant("2026-03-01 09:00") // 86_400_000_000
    for code in OFFICERS:
        values = {"officer_no": code, "name": f"姓名{code}", "organ_no": ORGAN}
        act = people.Act("register_officer", start, values)
        if code == OFFICERS[0]:
            organ = {"organ_no": ORGAN, "name": "某局", "organ_kind": "organ", "division_code": "650105"}
            told = {"by": person(Role.SUPERVISOR), "now": instant("2026-03-01 09:00"), "today": start}
            people.register("organ", ORGAN, [people.Act("register_organ", start, organ)], **told)
        people.register("officer", code, [act], **told)
    found = [opened("2026-03-02 09:00", number=f"青市监立〔2026〕{n}号") for n in (1, 2)]
    other = opened("2026-03-02 09:00", by=LU, number="青市监立〔2026〕3号")
    did(other, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(other, "investigate", "2026-03-03 09:00", by=LU, with_=("QS-0001",), **INVESTIGATED)
    return [*found, other]


def test_who_left_reads_and_enters_nothing_and_the_head_sees_what_is_left(cases: list[str]) -> None:
    desk, head = desk_of(QIN), desk_of(HEAD)
    form = f"/cases/{cases[2]}/act/conclude_investigation/"
    assert desk.get(form).status_code == 200
    assert "姓名QS-0001" not in head.get("/my-work/").content.decode()
    left = people.Act("exit_officer", DAY - 1, {"reason": "left"})
    people.do("officer", "QS-0001", left, by=person(Role.SUPERVISOR), now=NOW, today=DAY)
    told = desk.get(form)
    assert told.status_code == 403
    for words in ("已退出执法岗位", "处罚法 §42", "安全管理员", "工作交接"):
        assert words in told.content.decode()
    assert desk.post(f"/cases/{cases[0]}/facts/", {}).status_code == 403
    page = desk.get(f"/cases/{cases[0]}/")
    assert page.status_code == 200
    assert "/act/" not in page.content.decode()
    assert desk.get("/my-work/").status_code == 200
    assert desk.get("/cases/new/").status_code == 403
    mine = head.get("/my-work/").content.decode()
    assert "姓名QS-0001" in mine
    assert "hand-over/?leaving=QS-0001" in mine
    given()
    assert "hand-over/?leaving=QS-0001" not in head.get("/my-work/").content.decode()


def given(to: str = "QS-0003", **more: object) -> int:
    told = {
        "person": HEAD,
        "leaving": "QS-0001",
        "receiver": to,
        "reason": "调离",
        "now": NOW,
        "today": DAY,
        **more,
    }
    return take_over(**told)  # type: ignore[arg-type]


def test_everything_is_listed_and_goes_over_in_one_act(cases: list[str]) -> None:
    desk_of(QIN)
    assert held_items("QS-0001", DAY) == (
        "青市监立〔2026〕1号",
        "青市监立〔2026〕2号",
        "青市监立〔2026〕3号 调查取证",
    )
    assert given() == 3
    assert held_items("QS-0001", DAY) == ()
    assert [one.case for one in held("QS-0003", DAY)] == cases
    assert read_case(cases[0]).history.handlers == ("QS-0003",)
    assert read_case(cases[2]).history.handlers == ("QS-0002",), "whoever handled it with others stays"
    with pytest.raises(NothingHeld):
        given()


def test_the_account_keeps_the_list(cases: list[str]) -> None:
    desk = desk_of(QIN)
    key = desk.get("/my-work/").wsgi_request.user.key
    given()
    line = history("account", key)[-1]
    assert line.step == "hand_over"
    assert "青市监立〔2026〕2号" in str(line.values["items"])


def test_nobody_confirms_what_another_did_and_a_correction_settles_it(cases: list[str]) -> None:
    given()
    (waiting,) = awaited_from("QS-0003")
    assert waiting.named == "QS-0001"
    new = person(Role.OFFICER, "QS-0003")
    with pytest.raises(NothingToConfirm):
        confirm_act(person=new, case=cases[2], record=waiting.record, seen=None, now=NOW)
    act = Act("investigate", Moment("2026-03-03T09:00+08:00", "minute"), values=INVESTIGATED)
    correct_act(
        person=new,
        case=cases[2],
        record=waiting.record,
        act=act,
        reason="原承办人未确认",
        seen=None,
        now=NOW + 1,
    )
    assert awaited_from("QS-0003") == ()


def test_what_is_confirmed_waits_no_longer(cases: list[str]) -> None:
    (waiting,) = awaited_from("QS-0001")
    confirm_act(person=QIN, case=cases[2], record=waiting.record, seen=None, now=NOW)
    assert awaited_from("QS-0001") == ()


def test_duties_and_absences_of_others_go_over(cases: list[str]) -> None:
    keys = {one: desk_of(who).get("/my-work/").wsgi_request.user.key for one, who in POSTS.items()}
    told = {"by": HEAD, "now": NOW}
    for first, last in (
        ("2026-03-01", "2026-03-20"),
        ("2026-04-01", "2026-04-02"),
        ("2026-02-01", "2026-02-02"),
    ):
        people.record_duty(account=keys["qin"], first=day(first), last=day(last), duty="值班", **told)
    away = {"first": day("2026-03-08"), "last": day("2026-03-15"), "kind": "leave"}
    people.record_absence(account=keys["lu"], deputy=keys["qin"], **away, **told)
    assert held_items("QS-0001", DAY)[3:] == (
        "代理 2026-03-08 – 2026-03-15",
        "值班 2026-03-01 – 2026-03-20 值班",
        "值班 2026-04-01 – 2026-04-02 值班",
    )
    given()
    assert held_items("QS-0001", DAY) == ()
    assert deputises("QS-0003", "QS-0002", DAY)
    assert not deputises("QS-0001", "QS-0002", DAY)
    roster = [(str(one.first), str(one.last), one.account) for one in duties(ORGAN, DAY - 60, DAY + 60)]
    assert roster == [
        ("2026-02-01", "2026-02-02", keys["qin"]),
        ("2026-03-01", "2026-03-09", keys["qin"]),
        ("2026-03-10", "2026-03-20", keys["new"]),
        ("2026-04-01", "2026-04-02", keys["new"]),
    ]


def test_whoever_cannot_sign_in_takes_over_no_duty(cases: list[str]) -> None:
    key = desk_of(QIN).get("/my-work/").wsgi_request.user.key
    people.record_duty(
        account=key, first=day("2026-03-01"), last=day("2026-03-20"), duty="值班", by=HEAD, now=NOW
    )
    with pytest.raises(NobodyToStandIn):
        given()
    assert len(held("QS-0001", DAY)) == 4


def test_refused_hand_overs_leave_nothing_behind(cases: list[str]) -> None:
    before = [len(case_records(case)) for case in cases]
    for wrong in ({"to": "QS-0001"}, {"to": "XF-0001"}, {"to": ""}):
        with pytest.raises(NotAColleague):
            given(**wrong)
    with pytest.raises(ReasonMissing):
        given(reason=" ")
    with pytest.raises(AccessRefused):
        given(person=person(Role.OFFICER, "QS-0002"))
    stranger = person(Role.AGENCY_HEAD, "XF-0100", OTHER_ORGAN)
    with pytest.raises((AccessRefused, NotAColleague)):
        given(person=stranger)
    assert [len(case_records(case)) for case in cases] == before
    assert len(held("QS-0001", DAY)) == 3


def test_a_rebuild_gives_the_same_rows(cases: list[str]) -> None:
    given()
    before = list(StandingProjection().dump())
    rebuild_projections()
    assert list(StandingProjection().dump()) == before
    assert any(b"case_await" in row for row in before)


def test_the_page_lists_and_hands_over(cases: list[str], settings) -> None:
    settings.CLOCK = lambda: NOW
    desk = desk_of(HEAD)
    page = desk.get("/hand-over/?leaving=QS-0001").content.decode()
    assert "青市监立〔2026〕2号" in page
    assert CaseStanding.objects.get(case=cases[0]).cause in page, "a number alone tells nobody what goes over"
    assert "尚未确认" in page
    refused = desk.post("/hand-over/", {"leaving": "QS-0001", "receiver": "QS-0001", "reason": "调离本机关"})
    assert refused.status_code == 422
    assert "不能交接给 姓名QS-0001" in refused.content.decode()
    assert "从本机关在册人员中选择接收人" in refused.content.decode()
    sent = {"leaving": "QS-0001", "receiver": "QS-0003", "reason": "调离本机关"}
    done = desk.post("/hand-over/", sent, follow=True).content.decode()
    assert "已交接 3 个案件" in done
    assert held("QS-0001", DAY) == ()
    assert "姓名QS-0001 → 姓名QS-0003" in desk.get(f"/cases/{cases[0]}/").content.decode()
    assert desk_of(LU).get("/hand-over/").status_code == 403


def test_who_left_enforcement_first_is_handed_over_all_the_same(cases: list[str], settings) -> None:
    settings.CLOCK = lambda: NOW
    told = {"by": person(Role.SUPERVISOR), "now": NOW, "today": DAY}
    leaving = {"reason": "retired"}
    with pytest.raises(DayAhead):
        people.do("officer", "QS-0001", people.Act("exit_officer", DAY + 30, leaving), **told)
    people.do("officer", "QS-0001", people.Act("exit_officer", DAY, leaving), **told)
    desk = desk_of(HEAD)
    assert "姓名QS-0001（已退出）" in desk.get("/hand-over/").content.decode()
    sent = {"leaving": "QS-0001", "receiver": "QS-0003", "reason": "退休"}
    assert desk.post("/hand-over/", {**sent, "receiver": "QS-0001"}).status_code == 422
    assert desk.post("/hand-over/", sent).status_code == 302
    assert held("QS-0001", DAY) == ()
    assert "（已退出）" not in desk.get("/hand-over/").content.decode()


def test_who_serves_elsewhere_leaves_the_cases_of_the_organ_and_takes_the_own_posts(
    cases: list[str], settings
) -> None:
    settings.CLOCK = lambda: NOW
    told = {"by": person(Role.SUPERVISOR), "now": NOW, "today": DAY}
    other = {"organ_no": OTHER_ORGAN, "name": "另一局", "organ_kind": "organ", "division_code": "650105"}
    people.register("organ", OTHER_ORGAN, [people.Act("register_organ", DAY, other)], **told)
    people.do("officer", "QS-0001", people.Act("move_officer", DAY, {"organ_no": OTHER_ORGAN}), **told)
    outside = {"officer_no": "SF-0001", "name": "外单位人员", "organ_no": OTHER_ORGAN}
    people.register("officer", "SF-0001", [people.Act("register_officer", DAY, outside)], **told)
    opened("2026-03-02 09:00", by=person(Role.OFFICER, "SF-0001"), number="青市监立〔2026〕4号")
    desk = desk_of(HEAD)
    assert "外单位人员" not in desk.get("/hand-over/").content.decode(), "who never served here did not leave"
    assert "姓名QS-0001（已调离）" in desk.get("/hand-over/").content.decode()
    assert "青市监立〔2026〕2号" in desk.get("/hand-over/?leaving=QS-0001").content.decode()
    sent = {"leaving": "QS-0001", "receiver": "QS-0003", "reason": "调离"}
    assert desk.post("/hand-over/", sent).status_code == 302
    assert held("QS-0001", DAY, ORGAN) == ()
    assert "（已调离）" not in desk.get("/hand-over/").content.decode()
