"""Things of a seizure: the list takes them in, the clock holds them, an extension moves it, a release lets go."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, QIN, did, opened
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.goods.actions import enter_movement
from plumbline.apps.goods.errors import NotYetHappened
from plumbline.apps.goods.models import GoodsItem
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.cases.reserved import THINGS
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.errors import DecidedOtherwise, NotReleased, NotToBeDestroyed
from plumbline.core.goods.stock import Move, Movement
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db]
SEIZED = {"kind": "seize", "emergency": False}
LISTED = {
    "t_place": "一号库",
    "t_keeper": "王某",
    "t_1_name": "液化气瓶",
    "t_1_spec": "YSP35.5",
    "t_1_count": "3",
    "t_1_unit": "只",
    "t_2_name": "减压阀",
    "t_2_count": "3",
    "t_2_unit": "个",
}


@pytest.fixture
def at(settings):
    now = {"now": 0}
    settings.CLOCK = lambda: now["now"]

    def at(when: str) -> str:
        now["now"] = instant(when)
        return when.replace(" ", "T")

    at("2026-10-12 09:00")
    return at


@pytest.fixture
def case(at) -> str:
    built = opened("2026-10-12 09:00", "compulsory.measure", number="青市监措〔2026〕1号")
    did(built, "approve", "2026-10-12 10:00", by=HEAD, mode="attest", kind="seize", result="approved")
    did(built, "impose", "2026-10-12 11:00", mode="attest", **SEIZED)
    answer = act(built, "deliver_decision_list", at("2026-10-12 11:30"), attest="1", f_copies="2", **LISTED)
    assert answer.status_code == 302, text(answer)
    return built


def act(case: str, step: str, when: str, *, by=QIN, **said):
    more = {"at": when, "seen": len(case_records(case)), **said}
    return desk_of(by).post(f"/cases/{case}/act/{step}/", more)


def text(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def item(name: str) -> GoodsItem:
    return GoodsItem.objects.get(name=name)


def due(name: str = "液化气瓶") -> str | None:
    day = item(name).due_day
    return None if day is None else date_of(day).isoformat()


def leaves(case: str, move: Move, name: str = "液化气瓶", **more) -> str:
    step = Movement("", move, item(name).record, 0, "", Decimal(1), second="QS-0002")
    now = instant("2026-10-20 09:00")
    return enter_movement(person=QIN, case=case, movement=step, now=now, **more).record.id


def test_the_list_takes_things_in_under_the_measure(case) -> None:
    sealed = [one.record for one in case_records(case)]
    listed = next(one for one in sealed if one.step == "deliver_decision_list")
    assert [one.step for one in sealed[-2:]] == ["goods_entry", "goods_entry"]
    assert [row["item"] for row in listed.fields[THINGS]] == [one.id for one in sealed[-2:]]
    assert listed.fields["items"] == "液化气瓶（YSP35.5）3只；减压阀3个"
    assert due() == due("减压阀") == "2026-11-11"


def test_an_extension_moves_the_last_day_and_a_test_stops_it(case, at) -> None:
    granted = {"days_granted": 20, "complex": True}
    did(case, "extend", "2026-11-02 09:00", by=HEAD, mode="attest", **granted)
    assert due() == "2026-12-01"
    did(case, "start_test", "2026-11-03 09:00", mode="attest", period_fixed_and_told=True)
    assert due() is None
    did(case, "end_test", "2026-11-13 09:00", mode="attest")
    assert due() == "2026-12-11"  # ten days are left out


def test_what_is_held_beyond_the_measure_is_overdue(case, at) -> None:
    at("2026-11-12 09:00")
    assert "液化气瓶" in text(desk_of(QIN).get("/goods/?state=overdue"))
    at("2026-11-11 09:00")
    assert "液化气瓶" not in text(desk_of(QIN).get("/goods/?state=overdue"))


def test_nothing_leaves_before_a_decision_lets_it_go(case) -> None:
    for move in (Move.GIVE_BACK, Move.AUCTION, Move.HAND_OVER, Move.DESTROY):
        with pytest.raises(NotReleased):
            leaves(case, move)
    page = f"/goods/case/{case}/move/give_back/"
    said = {"at": "2026-10-12T11:40", "seen": len(case_records(case)), "count": "1", "receiver": "张某"}
    refused = text(desk_of(QIN).post(page, {**said, "item": item("液化气瓶").record}))
    assert "《中华人民共和国行政强制法》第二十七条" in refused or "强制法" in refused
    assert "先由负责人办理“解除查封、扣押”" in refused
    leaves(case, Move.GIVE_BACK, attested=True, reason="现场已经退还")  # what happened is never refused


def test_a_release_lets_go_what_it_names_and_the_return_gives_it_back(case, at) -> None:
    bottles, valves = item("液化气瓶").record, item("减压阀").record
    form = desk_of(HEAD).get(f"/cases/{case}/act/release/")
    assert "液化气瓶 YSP35.5 3 只（至 2026-11-11）" in text(form)
    assert (
        act(
            case, "release", at("2026-10-19 09:00"), by=HEAD, attest="1", **{f"th_{bottles}": "on"}
        ).status_code
        == 302
    )
    assert (due(), due("减压阀")) == ("2026-10-19", None)
    with pytest.raises(NotReleased):
        leaves(case, Move.GIVE_BACK, "减压阀")
    back = desk_of(QIN).get(f"/cases/{case}/act/return_property/")
    assert f"th_{valves}" not in back.content.decode()
    said = {f"th_{bottles}": "on", f"th_{bottles}_count": "3"}
    unnamed = act(case, "return_property", at("2026-10-19 10:00"), attest="1", **said)
    assert unnamed.status_code == 422
    assert "请填写领取人或者接收单位" in text(unnamed)
    more = act(case, "return_property", "2026-10-19T10:00", **said, th_receiver="张某")
    assert more.status_code == 302, text(more)
    assert not item("液化气瓶").is_left
    given = case_records(case)[-1].record
    assert "receiver" in given.personal
    assert "张某" not in str(given.fields)


def test_a_destruction_wants_a_decision_under_law(case, at) -> None:
    did(case, "dispose", "2026-10-19 09:00", by=HEAD, mode="attest", result="destroy", destroy_set_by="other")
    with pytest.raises(NotToBeDestroyed):
        leaves(case, Move.DESTROY)
    leaves(case, Move.AUCTION)


def test_what_was_decided_closes_the_other_ways(case, at) -> None:
    bottles, valves = item("液化气瓶").record, item("减压阀").record
    common = {"by": HEAD, "f_result": "destroy", "f_destroy_set_by": "law", "attest": "1"}
    assert (
        act(case, "dispose", at("2026-10-19 09:00"), **common, **{f"th_{bottles}": "on"}).status_code == 302
    )
    boxes = BeautifulSoup(desk_of(HEAD).get(f"/cases/{case}/act/release/").content, "html.parser")
    ticked = [one["name"] for one in boxes.select("input[name^=th_]") if one.has_attr("checked")]
    assert ticked == [f"th_{valves}"]  # a release does not take back by itself what was decided
    said = {"by": HEAD, "attest": "1", f"th_{valves}": "on"}
    assert act(case, "release", at("2026-10-19 10:00"), **said).status_code == 302
    for move, name in ((Move.GIVE_BACK, "液化气瓶"), (Move.AUCTION, "液化气瓶"), (Move.AUCTION, "减压阀")):
        with pytest.raises(DecidedOtherwise):
            leaves(case, move, name)
    leaves(case, Move.GIVE_BACK, "减压阀")
    with pytest.raises(NotYetHappened):
        leaves(
            case, Move.DESTROY, at=Moment("2027-01-01", "day"), attested=True, reason="如实补录"
        )  # what has not happened is no record, however it is entered


def test_a_refusal_keeps_the_things_that_were_typed(case, at) -> None:
    other = opened("2026-10-13 09:00", "compulsory.measure", number="青市监措〔2026〕2号")
    refused = act(other, "deliver_decision_list", at("2026-10-13 11:30"), **LISTED)
    assert refused.status_code == 422
    assert 'value="液化气瓶"' in refused.content.decode()
    again = desk_of(QIN).get(f"/cases/{other}/act/deliver_decision_list/")
    assert 'value="液化气瓶"' in again.content.decode()
    assert not GoodsItem.objects.filter(case=other).exists()


def corrected(case: str, **said):
    record = next(one.record for one in case_records(case) if one.record.step == "deliver_decision_list")
    more = {"at": "2026-10-12T11:30", "seen": len(case_records(case)), "reason": "清点有误", "f_copies": "2"}
    return desk_of(QIN).post(f"/cases/{case}/record/{record.id}/correct/", {**more, **LISTED, **said})


def test_a_correction_of_the_list_corrects_the_things_it_took_in(case, at) -> None:
    bottles = item("液化气瓶").record
    shown = (
        desk_of(QIN).get(f"/cases/{case}/record/{case_records(case)[-3].record.id}/correct/").content.decode()
    )
    assert 'value="YSP35.5"' in shown
    answer = corrected(case, t_1_count="4", t_2_name="", t_2_count="", t_3_name="软管", t_3_count="1")
    assert answer.status_code == 302, text(answer)
    new = next(one.record for one in case_records(case)[::-1] if one.record.step == "deliver_decision_list")
    assert new.fields["items"] == "液化气瓶（YSP35.5）4只；软管1件"
    assert item("液化气瓶").taken == "4"
    assert item("液化气瓶").record == bottles, "what was moved since names the first entry"
    assert not GoodsItem.objects.filter(name="减压阀").exists()
    assert [row["item"] for row in new.fields[THINGS]] == [bottles, item("软管").record]
    assert due("软管") == due() == "2026-11-11"
    page = text(desk_of(QIN).get(f"/goods/case/{case}/"))
    assert "4 只" in page


def test_a_count_below_what_has_left_is_refused_and_a_void_list_takes_its_things_along(case, at) -> None:
    did(case, "release", "2026-10-13 09:00", by=HEAD, mode="attest")
    moved = enter_movement(
        person=QIN,
        case=case,
        movement=Movement("", Move.GIVE_BACK, item("液化气瓶").record, 0, "", Decimal(3)),
        receiver="张某",
        now=instant("2026-10-20 09:00"),
    )
    at("2026-10-20 10:00")
    refused = corrected(case, t_1_count="2")
    assert refused.status_code == 422
    assert "先作废之后的登记" in text(refused)
    assert corrected(case, void="1").status_code == 422
    page = f"/goods/case/{case}/void/{moved.record.id}/"
    assert desk_of(QIN).post(page, {"reason": "误记", "seen": len(case_records(case))}).status_code == 302
    assert corrected(case, void="1").status_code == 302
    assert not GoodsItem.objects.filter(case=case).exists()
