"""A seizure in Chromium: approved, imposed, listed, extended, released, given back; forbidden acts are tried too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.history import instant
from tests.builders.journey import COLLEAGUE, HEAD, OFFICER, Journey, login
from tests.builders.sample_files import mp4, picture
from tests.builders.window import BOTH

from plumbline.apps.supervision.actions import tick
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {
    DESKTOP: ("seizure-not-approved", "seizure-list", "seizure-things", "seizure-ledger"),
    PHONE: ("phone-seizure-refused", "phone-seizure-things"),
}
"""What is pictured, by the size of the window."""
BEGIN = "2026-10-12"
IMPOSED = {
    "kind": "seize",
    "emergency": "0",
    "set_by": "law",
    "organ_named_by": "law",
    "delegated": "0",
    "basis_published": "1",
    "connected": "1",
    "necessities": "0",
    "already_held": "0",
    "private_organisation": "1",
    "property_told_apart": "1",
}
SAID = (
    *("certificate_shown", "party_called", "party_present", "reasons_told", "rights_told"),
    *("defence_heard", "party_signed", "officers_signed"),
)
RECORDED = {"kind": "seize", **dict.fromkeys(SAID, "1")}
DELIVERED = {
    "reason": "涉嫌未经许可储存液化石油气瓶，需要查清事实",
    "legal_basis": "法律授权的条款（虚构）",
    "term": "三十日",
    "remedy_organ": "青石区人民政府、青石区人民法院",
    "remedy_term": "六十日、六个月",
    "copies": "2",
}
THINGS = {
    "t_1_name": "液化石油气瓶",
    "t_1_spec": "YSP35.5",
    "t_1_count": "3",
    "t_1_unit": "只",
    "t_2_name": "减压阀",
    "t_2_count": "3",
    "t_2_unit": "个",
    "t_place": "一号库",
    "t_keeper": "王某",
}
PAPERS = "查封（扣押）决定书 查封（扣押）清单"


def goods(journey: Journey, page: str = "") -> str:
    """A page of the things of the case in hand."""
    return journey.case.replace("/cases/", "/goods/case/") + page


def put(journey: Journey, values: dict[str, str]) -> None:
    for name, value in values.items():
        journey.page.locator(f"[name={name}]").fill(value)


def approved(journey: Journey) -> None:
    journey.open("compulsory.measure", "未经许可储存液化石油气瓶")
    journey.act("tell_reasons_rights", f"{BEGIN} 09:20", by=OFFICER)
    early = ("行政强制法", "行政机关负责人批准", "两名以上", "全程音像记录")  # alone, unapproved, not filmed
    journey.refused("impose", f"{BEGIN} 09:30", IMPOSED, *early)
    journey.picture("seizure-not-approved")
    journey.picture("phone-seizure-refused")
    result = {"kind": "seize", "result": "approved"}
    journey.act("approve", f"{BEGIN} 10:00", result, "行政强制措施审批表", by=HEAD)


def unfilmed(journey: Journey) -> None:
    """What happened without a recording is entered as it happened; the breach stays, its reason is counted."""
    page = journey.page
    journey.open("compulsory.measure", "未经许可储存酒精")
    journey.act("tell_reasons_rights", f"{BEGIN} 09:30", by=OFFICER)
    result = {"kind": "seize", "result": "approved"}
    journey.act("approve", f"{BEGIN} 10:00", result, "行政强制措施审批表", by=HEAD)
    journey.refused("impose", f"{BEGIN} 10:20", IMPOSED, "全程音像记录", together=[COLLEAGUE], by=OFFICER)
    journey.form("impose", f"{BEGIN} 10:25")
    journey.fill(IMPOSED, together=[COLLEAGUE])
    page.locator("[name=unrecorded]").select_option("device_failed")
    page.locator("[name=unrecorded_note]").fill("记录仪无法开机")
    journey.send()
    journey.entered()
    tick(now=instant(f"{BEGIN} 10:40"))
    journey.at(f"{BEGIN} 10:40")
    journey.go("", OFFICER)
    said = page.locator("main").inner_text()
    assert "没有音像，已说明理由" in said
    assert "应当全程音像记录" in said, "the finding stays"
    journey.go("/recordings/?tab=reasoned", login(Role.SUPERVISOR))
    said = page.locator("main").inner_text()
    assert "设备故障" in said
    journey.clean()


def imposed(journey: Journey, film: Path) -> None:
    journey.refused("impose", f"{BEGIN} 10:30", IMPOSED, "两名以上", by=OFFICER)
    journey.form("impose", f"{BEGIN} 10:40")
    journey.fill(IMPOSED, together=[COLLEAGUE])
    put(journey, {"r_audio_video_1_from": f"{BEGIN}T10:30", "r_audio_video_1_to": f"{BEGIN}T10:39"})
    journey.send()
    journey.page.locator(".pl-refusal:focus-within").wait_for()
    assert "全程音像记录" in journey.page.locator(".pl-refusal").inner_text(), "it ends before the act"
    journey.form("impose", f"{BEGIN} 10:40")
    journey.fill(IMPOSED, together=[COLLEAGUE], files={"r_audio_video_1": film})
    put(journey, {"r_audio_video_1_from": f"{BEGIN}T10:30", "r_audio_video_1_to": f"{BEGIN}T11:00"})
    journey.send()
    journey.entered()
    journey.confirm(f"{BEGIN} 10:50")
    unseen = {**RECORDED, "certificate_shown": "0"}
    journey.refused("onsite_record", f"{BEGIN} 11:00", unseen, "行政强制法", "执法身份证件", by=OFFICER)
    journey.act("onsite_record", f"{BEGIN} 11:10", RECORDED, "现场笔录")


def listed(journey: Journey, photograph: Path) -> None:
    bare = {**DELIVERED, "remedy_organ": ""}
    journey.refused("deliver_decision_list", f"{BEGIN} 11:20", bare, "行政强制法", "复议机关和管辖法院")
    journey.form("deliver_decision_list", f"{BEGIN} 11:30")
    journey.fill(DELIVERED, PAPERS, files={"t_1_photo": photograph})
    put(journey, THINGS)
    journey.clean()
    journey.picture("seizure-list", of="#act_things")
    journey.send()
    journey.entered()
    journey.go(goods(journey))
    said = journey.page.locator("main").inner_text()
    assert "液化石油气瓶" in said
    assert said.count("2026-11-11") >= 2  # thirty days


def held(journey: Journey) -> None:
    """Nothing leaves while the measure lasts."""
    journey.at("2026-10-20 09:00")
    journey.go(goods(journey, "move/give_back/"))
    put(journey, {"receiver": "张某"})
    journey.send()
    panel = journey.page.locator(".pl-refusal")
    panel.wait_for()
    assert "仍在查封、扣押之中" in panel.inner_text()
    assert "解除查封、扣押" in panel.inner_text()
    assert panel.locator("a[href^='/law/']").count()
    journey.clean()
    not_complex = {"days_granted": "20", "complex": "0"}
    journey.refused("extend", "2026-11-09 09:00", not_complex, "行政强制法", "情况复杂", by=HEAD)
    granted = {"days_granted": "20", "complex": "1"}
    journey.act("extend", "2026-11-09 09:10", granted, "延长期限决定书")
    journey.refused("notify_extension", "2026-11-09 10:00", {}, "行政强制法", "延长理由", by=OFFICER)
    told = {"reason": "案情复杂，尚需鉴定"}
    journey.act("notify_extension", "2026-11-09 10:10", told, "延长期限决定书")
    journey.at("2026-12-02 09:00")
    journey.go("/goods/?state=overdue")  # the extended term ended the day before
    assert journey.page.locator("#list tbody tr").count() == 2
    journey.picture("seizure-ledger")
    journey.at("2026-11-30 09:00")
    journey.go("/goods/?state=overdue")
    assert journey.page.locator("#list tbody tr").count() == 0
    journey.clean()


def released(journey: Journey) -> None:
    journey.form("release", "2026-11-30 10:00", HEAD)
    assert "液化石油气瓶 YSP35.5 3 只（至 2026-12-01）" in journey.page.locator("#act_things").inner_text()
    journey.fill({}, "解除查封（扣押）决定书")
    journey.send()
    journey.entered()
    journey.form("return_property", "2026-11-30 11:00", OFFICER)
    journey.send()
    journey.page.locator(".pl-error").first.wait_for()  # who receives them is to be said
    put(journey, {"th_receiver": "张某"})
    journey.send()
    journey.page.wait_for_url(lambda url: "/act/" not in url)
    journey.act("disclose", "2026-11-30 11:30")
    journey.go(goods(journey))
    said = journey.page.locator("main").inner_text()
    assert "已退还 3" in said
    assert "没有去向" not in said
    journey.clean()
    journey.picture("seizure-things")
    for page in ("/goods/owed/", "/goods/bank/"):
        journey.go(page)
        journey.clean()
    journey.go(goods(journey))
    journey.picture("phone-seizure-things")


@pytest.mark.complains("422")
def test_a_seizure_with_extension_and_release(begin_journey, tmp_path) -> None:
    film, photograph = tmp_path / "现场.mp4", tmp_path / "气瓶.jpg"
    film.write_bytes(mp4())
    photograph.write_bytes(picture())
    journey = begin_journey(BOTH, f"{BEGIN} 09:00", PICTURES)
    approved(journey)
    imposed(journey, film)
    listed(journey, photograph)
    held(journey)
    released(journey)
    journey.finish()


@pytest.mark.complains("422")
def test_a_seizure_that_nobody_filmed_is_entered_as_it_happened_and_counted(begin_journey) -> None:
    journey = begin_journey(BOTH, f"{BEGIN} 09:00", {})
    unfilmed(journey)
    journey.finish()
