"""The form of an act that serves a paper: its methods, what is lacking of one, the day that counts."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, LU, QIN, QUALIFIED, did, opened, registered_organ
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.approval_chains import set_chain
from plumbline.apps.casework.approving import carry_out, give_opinion, submit_for_approval
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.cases.approval import Office, Seat
from plumbline.core.cases.reserved import SERVICE
from plumbline.core.cases.serving import Served
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db]
STEP = "serve_basic_decision"
FORM = {"at": "2026-10-12T09:00", "f_track": "own_power"}


@pytest.fixture
def case(settings: Any) -> str:
    settings.CLOCK = lambda: instant("2026-10-12 09:30")
    return opened("2026-10-08 09:00", "compulsory.enforcement", number="青市监强〔2026〕1号", facts={})


def sent(case: str, **more: Any) -> Any:
    return part(desk_of(QIN), f"/cases/{case}/act/{STEP}/", {**FORM, "seen": len(case_records(case)), **more})


def words(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def test_the_form_tells_the_methods_with_their_day_and_article(case: str) -> None:
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/{STEP}/").content, "html.parser")
    rows = [one.get_text(" ", strip=True) for one in page.select("#act_service li")]
    assert len(rows) == len(page.select("#s-method option")) - 1 == 8
    (notice,) = [one for one in rows if one.startswith("公告送达")]
    assert "发出公告的日期后 30 日" in notice
    assert "第九十五条" in notice
    assert page.select_one("#act_service li a")["href"]


def test_without_a_method_it_is_refused_and_with_one_entered_and_told(case: str) -> None:
    answer = sent(case)
    assert answer.status_code == 422
    assert "未说明以何种方式送达" in words(answer)
    assert "民事诉讼法" in words(answer)
    page = BeautifulSoup(
        sent(case, **{"s-method": "leaving", "s-proof": ["送达回证"]}).content, "html.parser"
    )
    assert "留置送达缺少见证人签名或者照片或者录像" in page.get_text()
    assert page.select_one("#s-method option[selected]")["value"] == "leaving", "nothing typed is lost"
    again = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/{STEP}/").content, "html.parser")
    assert again.select_one("#s-method option[selected]")["value"] == "leaving", "the draft keeps it"
    answer = sent(case, **{"s-method": "leaving", "s-proof": ["送达回证", "见证人签名"]})
    assert answer.status_code == 204, words(answer)
    record = case_records(case)[-1].record
    shown = words(desk_of(QIN).get(f"/cases/{case}/record/{record.id}/"))
    assert "送达：留置送达；证明：送达回证、见证人签名" in shown


def test_a_notice_serves_when_its_term_has_run(case: str) -> None:
    proof = ["送达公告", "公告送达的原因和经过记录"]
    early = sent(case, **{"s-method": "notice", "s-day": "2026-09-20", "s-proof": proof})
    assert early.status_code == 422
    assert "按公告送达，2026-10-20 为送达之日" in words(early)
    done = sent(case, **{"s-method": "notice", "s-day": "2026-09-12", "s-proof": proof})
    assert done.status_code == 204, words(done)


def test_what_has_happened_is_entered_as_it_was_and_a_correction_says_how(case: str) -> None:
    assert sent(case, attest="1").status_code == 204
    record = case_records(case)[-1].record
    address = f"/cases/{case}/record/{record.id}/correct/"
    form = {**FORM, "seen": len(case_records(case)), "reason": "补记送达方式", "s-method": "post"}
    answer = desk_of(QIN).post(address, {**form, "s-proof": ["邮寄回执"]})
    assert answer.status_code == 302, words(answer)
    told = case_records(case)[-1].record.fields["_service"]
    assert told == {"method": "post", "day": None, "proof": ["邮寄回执"]}
    page = BeautifulSoup(
        desk_of(QIN).get(f"/cases/{case}/record/{case_records(case)[-1].record.id}/correct/").content,
        "html.parser",
    )
    assert page.select_one("#s-method option[selected]")["value"] == "post"


def test_the_receipt_of_another_service_proves_nothing_of_this_one(case: str) -> None:
    did(case, STEP, "2026-10-08 10:00", mode="attest", papers=("送达回证",), track="own_power")
    answer = part(
        desk_of(QIN),
        f"/cases/{case}/act/serve_demand/",
        {"at": "2026-10-12T09:00", "seen": len(case_records(case)), "s-method": "direct"},
    )
    assert answer.status_code == 422
    assert "直接送达缺少送达回证" in words(answer)


@pytest.mark.django_db(transaction=True)
def test_through_a_chain_of_approval_it_goes_along(case: str) -> None:
    registered_organ()
    seats, today = [Seat(Office.UNIT, LU.officer or "")], parse_day("2026-10-12")
    chained = {"procedure": "compulsory.enforcement", "step": STEP, "now": instant("2026-10-12 09:00")}
    set_chain(person=HEAD, seats=seats, today=today, **chained)
    at, served = Moment("2026-10-12T09:00+08:00", "minute"), Served("direct", None, ("送达回证",))
    act = Act(STEP, at, values={"track": "own_power"}, beside={SERVICE: served.written})
    told: dict[str, Any] = {"case": case, "officers": QUALIFIED}
    submit_for_approval(
        person=QIN, act=act, opinion="拟送达", seen=None, now=instant("2026-10-12 09:10"), **told
    )
    told["submission"] = case_records(case)[-1].record.id
    give_opinion(person=LU, opinion="同意", seen=None, now=instant("2026-10-12 09:20"), **told)
    carry_out(person=QIN, now=instant("2026-10-12 09:25"), **told)
    done = case_records(case)[-1].record
    assert (done.step, done.fields[SERVICE]) == (STEP, served.written)


def test_a_step_that_serves_nothing_asks_nothing(case: str) -> None:
    did(case, STEP, "2026-10-08 10:00", mode="attest", track="own_power")
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/demand/").content, "html.parser")
    assert page.select_one("#act_service") is None
