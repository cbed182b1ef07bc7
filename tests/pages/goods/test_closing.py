"""A case does not close with things or money unexplained, its own or those of a linked seizure; the page says where."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import FILED, HEAD, QIN, REVIEWER, did, opened
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import link_case
from plumbline.apps.goods.actions import enter_movement
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.cases.joining import COMES_FROM, LEADS_TO
from plumbline.core.goods.stock import Move, Movement

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")


@pytest.fixture(autouse=True)
def october(settings):
    settings.CLOCK = lambda: NOW


@pytest.fixture
def case() -> str:
    built = opened("2026-09-01 09:00")
    did(built, "file_case", "2026-09-01 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return built


def taken(case: str) -> str:
    step = Movement("", Move.TAKE_IN, "", 0, "", Decimal(3), "液化气瓶", "只", "一号库", "王某")
    return enter_movement(person=QIN, case=case, movement=step, now=NOW).record.id


def given_back(case: str, item: str) -> None:
    step = Movement("", Move.GIVE_BACK, item, 0, "", Decimal(3))
    enter_movement(person=QIN, case=case, movement=step, attested=True, reason="已退还", now=NOW)


def closing(case: str):
    said = {"at": "2026-10-12T09:00", "seen": len(case_records(case)), "f_state": "performed"}
    said |= {"papers": ["结案审批表", "卷宗"]}
    answer = desk_of(QIN).post(f"/cases/{case}/act/close_archive/", said)
    return BeautifulSoup(answer.content, "html.parser").select_one(".pl-refusal"), answer.status_code


def card(case: str, by=QIN):
    page = BeautifulSoup(desk_of(by).get(f"/cases/{case}/").content, "html.parser")
    return page.select_one("section:has(#pl-goods)")


def test_the_case_page_says_what_is_there_and_where_to_explain_it(case) -> None:
    assert "没有在库物品，没有应缴款项" in card(case).text
    taken(case)
    assert "3 只" in card(case).text
    assert card(case).select_one(f"a[href='/goods/case/{case}/']")
    assert "3 只" in card(case, REVIEWER).text
    assert card(case, REVIEWER).select_one("a") is None  # the ledger is not theirs to read


def test_a_refused_closing_leads_to_what_is_not_explained(case) -> None:
    item = taken(case)
    panel, status = closing(case)
    assert status == 422
    assert "“液化气瓶”尚有 3 只没有去向" in panel.text
    assert panel.select_one(f"a[href='/goods/case/{case}/']").text == "登记涉案财物"
    given_back(case, item)
    assert closing(case)[1] == 302 or "没有去向" not in str(closing(case)[0])


def test_things_of_a_linked_seizure_stand_in_the_way_too(case) -> None:
    seizure = opened("2026-09-02 09:00", "compulsory.measure", number="青市监措〔2026〕1号")
    item = taken(seizure)
    link_case(person=QIN, case=case, other=seizure, kind=LEADS_TO, reason="案中扣押", seen=None, now=NOW)
    panel, status = closing(case)
    assert status == 422
    assert "关联案件 青市监措〔2026〕1号 的涉案物品“液化气瓶”没有去向" in panel.text
    assert panel.select_one(f"a[href='/goods/case/{seizure}/']")
    barred = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/").content, "html.parser").select_one(".pl-may")
    assert "青市监措〔2026〕1号" in barred.text
    given_back(seizure, item)
    freed = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/").content, "html.parser").select_one(".pl-may")
    assert "青市监措〔2026〕1号" not in freed.text, "shown again only while the linked case is as it was"
    assert "青市监措" not in str(closing(case)[0])


def test_a_referral_closes_while_the_penalty_that_goes_on_holds_its_things(case) -> None:
    taken(case)
    referral = opened("2026-10-01 09:00", "criminal.referral", number="青市监移案〔2026〕1号", facts={})
    link_case(person=QIN, case=referral, other=case, kind=COMES_FROM, reason="案中移送", seen=None, now=NOW)
    decided = {"decision": "not_filed"}
    did(referral, "police_decides", "2026-10-09 09:00", mode="attest", **decided)
    did(referral, "administrative_follow_up", "2026-10-10 09:00", mode="attest")
    said = {"at": "2026-10-12T09:00", "seen": len(case_records(referral)), "f_outcome": "not_filed"}
    answer = desk_of(QIN).post(f"/cases/{referral}/act/close_case/", said)
    assert "没有去向" not in answer.content.decode(), "the penalty is asked for them when it closes"
    assert "“液化气瓶”尚有 3 只没有去向" in closing(case)[0].text


def test_things_left_in_a_linked_case_that_has_ended_are_asked_for(case) -> None:
    other = opened("2026-09-01 09:00", number="青市监立〔2026〕2号")
    did(other, "file_case", "2026-09-01 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    taken(other)
    did(other, "close_archive", "2026-09-20 10:00", mode="attest", papers=("卷宗",), state="performed")
    link_case(person=QIN, case=case, other=other, kind=COMES_FROM, reason="同案", seen=None, now=NOW)
    panel, status = closing(case)
    assert status == 422
    assert "关联案件 青市监立〔2026〕2号 的涉案物品“液化气瓶”没有去向" in panel.text


def referred(referral: str) -> tuple[BeautifulSoup, int]:
    """The transfer to the police, said to go without things."""
    said = {"at": "2026-10-12T09:00", "seen": len(case_records(referral)), "f_goods_follow": "none"}
    answer = desk_of(QIN).post(f"/cases/{referral}/act/transfer/", said)
    return BeautifulSoup(answer.content, "html.parser").select_one(".pl-refusal"), answer.status_code


def test_a_referral_is_not_said_to_have_no_things_while_the_store_has_them(case) -> None:
    referral = opened("2026-10-01 09:00", "criminal.referral", number="青市监移案〔2026〕1号", facts={})
    link_case(person=QIN, case=referral, other=case, kind=COMES_FROM, reason="案中移送", seen=None, now=NOW)
    seizure = opened("2026-09-01 09:00", "compulsory.measure", number="青市监措〔2026〕1号")
    link_case(person=QIN, case=seizure, other=case, kind=COMES_FROM, reason="同案", seen=None, now=NOW)
    assert "在库" not in referred(referral)[0].text
    item = taken(seizure)
    panel, status = referred(referral)
    assert status == 422
    assert "青市监措〔2026〕1号 的涉案物品“液化气瓶”还在库，不能填写没有财物" in panel.text
    assert "强制法" in panel.text or "行政强制法" in panel.text
    assert "一并移送并书面告知当事人" in panel.text
    given_back(seizure, item)
    assert "在库" not in referred(referral)[0].text


def test_what_the_court_sends_back_long_after_the_police_took_it_is_entered_and_taken_up_as_a_penalty() -> (
    None
):
    referral = opened("2026-09-01 09:00", "criminal.referral", number="青市监移案〔2026〕2号", facts={})
    did(referral, "police_decides", "2026-09-09 09:00", mode="attest", decision="filed")
    did(referral, "close_case", "2026-09-20 09:00", mode="attest", outcome="taken_by_police")
    desk = desk_of(QIN)
    assert f"/cases/{referral}/act/received_back/" in desk.get(f"/cases/{referral}/").content.decode()
    told = {"at": "2026-10-12T09:00", "seen": len(case_records(referral))}
    refused = desk.post(f"/cases/{referral}/act/received_back/", told)
    assert refused.status_code == 422
    assert "移送机关" in refused.content.decode(), "who sent it back has to be said"
    told |= {"f_sender": "procuratorate", "f_letter": "示例检移〔2026〕3号"}
    assert desk.post(f"/cases/{referral}/act/received_back/", told).status_code == 302
    page = BeautifulSoup(desk.get(f"/cases/{referral}/").content, "html.parser")
    assert "立案处罚（普通程序）" in page.text
    assert "人民检察院" in page.text
    assert "公安机关决定是否立案" in page.text, "the case stays ended as it was"
