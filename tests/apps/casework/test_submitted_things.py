"""Things go with a submission: nothing moves before it is approved, and then with the act or not at all."""

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.casework.test_approving import UNIT
from tests.builders import sample_files as sample
from tests.builders.desk import HEAD, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.approval_chains import set_chain
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.goods.actions import enter_movement
from plumbline.apps.goods.models import GoodsItem
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.cases.approval import Office, Seat, State, submissions
from plumbline.core.cases.reserved import THINGS
from plumbline.core.clocks.civil import parse_day
from plumbline.core.goods.stock import Move, Movement

pytestmark = [pytest.mark.django_db]
LIST = {
    "t_place": "一号库",
    "t_keeper": "王某",
    "t_1_name": "液化气瓶",
    "t_1_spec": "YSP35.5",
    "t_1_count": "3",
}
LIST |= {"t_2_name": "减压阀", "t_2_count": "2", "t_2_unit": "个", "f_copies": "2"}
LIST |= {
    "f_reason": "无证经营",
    "f_legal_basis": "某法",
    "f_term": "三十日",
    "f_remedy_organ": "青石区人民政府",
}
LIST |= {"f_remedy_term": "六十日、六个月", "papers": ["查封（扣押）决定书", "查封（扣押）清单"]}


@pytest.fixture
def case(settings: Any, tmp_path: Any) -> str:
    """A seizure imposed, in an organ whose lists and returns go through the unit."""
    settings.DATA = tmp_path
    settings.CLOCK = lambda: instant("2026-10-12 12:00")
    registered_organ()
    for step in ("deliver_decision_list", "return_property"):
        told = {"now": instant("2026-10-11 10:00"), "today": parse_day("2026-10-11")}
        seats = [Seat(Office.UNIT, "QS-0150")]
        set_chain(person=HEAD, procedure="compulsory.measure", step=step, seats=seats, **told)
    built = opened("2026-10-12 09:00", "compulsory.measure", number="青市监措〔2026〕1号")
    did(built, "approve", "2026-10-12 10:00", by=HEAD, mode="attest", kind="seize", result="approved")
    did(built, "impose", "2026-10-12 11:00", mode="attest", kind="seize", emergency=False)
    return built


def sent(case: str, step: str, **said: Any) -> Any:
    seen = len(case_records(case))
    more = {"at": "2026-10-12T11:30", "seen": seen, "submit": "1", "opinion": "请审批", **said}
    return desk_of(QIN).post(f"/cases/{case}/act/{step}/", more)


def answered(case: str, by: Any, do: str) -> Any:
    one = submissions(read_case(case).history.sealed)[-1]
    said = {"do": do, "text": "同意。", "seen": len(case_records(case))}
    return desk_of(by).post(f"/cases/{case}/approval/{one.record.id}/", said)


def text(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def listed(case: str, **more: Any) -> None:
    answer = sent(case, "deliver_decision_list", **LIST, **more)
    assert answer.status_code == 302, text(answer)


def test_a_list_waits_with_its_submission_and_comes_in_with_the_act(case: str) -> None:
    listed(case, t_1_photo=SimpleUploadedFile("瓶.jpg", sample.picture(size=(64, 48)), "image/jpeg"))
    assert not GoodsItem.objects.exists(), "nothing moves before it is approved"
    page = text(desk_of(UNIT).get(f"/cases/{case}/"))
    assert "液化气瓶 YSP35.5 3 件" in page
    assert answered(case, UNIT, "opinion").status_code == 302
    assert answered(case, QIN, "carry_out").status_code == 302
    act, bottles, valves = (one.record for one in case_records(case)[-3:])
    assert act.step == "deliver_decision_list"
    assert [row["item"] for row in act.fields[THINGS]] == [bottles.id, valves.id]
    assert act.fields["items"] == "液化气瓶（YSP35.5）3件；减压阀2个"
    assert [one.media_type for one in bottles.attachments] == ["image/jpeg"]
    assert "image/jpeg" not in [one.media_type for one in act.attachments]
    assert GoodsItem.objects.get(record=valves.id).place == "一号库"
    assert submissions(read_case(case).history.sealed)[-1].state is State.PERFORMED


def test_what_is_sent_back_brings_its_things_and_photographs_along(case: str) -> None:
    listed(case, t_1_photo=SimpleUploadedFile("瓶.jpg", sample.picture(size=(64, 48)), "image/jpeg"))
    assert answered(case, UNIT, "return").status_code == 302
    form = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/deliver_decision_list/").content, "html.parser")
    said = {box["name"]: box.get("value") for box in form.find_all("input") if box.get("name")}
    assert (said["t_1_name"], said["t_2_count"], said["t_keeper"]) == ("液化气瓶", "2", "王某")
    assert said["t_1_photo_kept"]


def test_a_return_that_can_no_longer_be_made_is_refused_and_says_why(case: str, settings: Any) -> None:
    listed(case)
    answered(case, UNIT, "opinion")
    answered(case, QIN, "carry_out")
    item = GoodsItem.objects.get(name="减压阀").record
    did(case, "release", "2026-10-12 12:05", by=HEAD, mode="attest")
    settings.CLOCK = lambda: instant("2026-10-12 12:10")
    back = {f"th_{item}": "on", f"th_{item}_count": "2", "th_receiver": "张某"}
    early = sent(case, "return_property", **{**back, f"th_{item}_count": "3"})
    assert early.status_code == 422, "more than there is cannot be submitted"
    assert sent(case, "return_property", **back).status_code == 302
    assert "张某" not in str(case_records(case)[-1].record.fields)
    assert answered(case, UNIT, "opinion").status_code == 302
    gone = Movement("", Move.GIVE_BACK, item, 0, "", Decimal(2))
    now = instant("2026-10-12 12:10")
    enter_movement(person=QIN, case=case, movement=gone, now=now, receiver="张某")
    before = len(case_records(case))
    refused = answered(case, QIN, "carry_out")
    assert refused.status_code == 422
    assert "减压阀" in text(refused)
    assert len(case_records(case)) == before
