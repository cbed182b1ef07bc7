"""An inspection that becomes a penalty: what the inspection knows is not typed again; forbidden acts tried too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.journey import COLLEAGUE, HEAD, OFFICER, Journey
from tests.builders.sample_files import picture
from tests.builders.window import BOTH

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {DESKTOP: ("open-from-inspection", "linked-cases"), PHONE: ("phone-linked",)}
"""What is pictured, by the size of the window."""
PLANNED = {
    "result": "approved",
    "kind": "case",
    "source": "complaint",
    "subject_kind": "organ",
    "basis_kind": "law",
    "item_code": "QX002",
    "item_published_on": "2026-01-05",
    "market_regulation": "0",
    "key_sector": "1",
    "licensee": "0",
    "merge_checked": "1",
    "paper_enough": "0",
    "out_of_area": "0",
}
TOLD = {"certificate_shown": "1", "reason_told": "1", "basis_told": "1", "rights_told": "1"}
INSPECTED = {
    "source": "complaint",
    "carried_out_by": "officers",
    "site": "河滨路北仓库",
    "major_rights": "0",
    "dispute_prone": "0",
}
FOUND = {"finding": "problem", "officers_signed": "1", "party_signed": "1", "handling_noted": "1"}
FILED = {
    "organ_level": "county_or_above",
    "place_in_area": "1",
    "jurisdiction_ground": "place_of_violation",
    "filed_elsewhere_first": "0",
    "entrusted": "0",
    "act_ended_on": "2026-10-13",
    "long_limitation": "0",
}
"""What the inspection does not say; source and day of discovery come from it."""


def inspected(journey: Journey, photograph: Path) -> None:
    """Approved, certificates shown, two officers on site, put on record."""
    journey.open("inspection", "未按规定检测安全设备")
    minutes = {**PLANNED, "basis_kind": "minutes"}
    journey.refused("approve", "2026-10-12 10:00", minutes, "不得实施检查", by=HEAD)
    journey.act("approve", "2026-10-12 10:10", PLANNED, "行政检查审批表")
    journey.act("notify_scan", "2026-10-12 15:00", papers="行政检查通知书", by=OFFICER)
    early = ("行政处罚法", "出示执法证件", "不得少于两人")
    journey.refused("inspect", "2026-10-13 09:00", INSPECTED, *early)
    silent = {**TOLD, "rights_told": "0"}
    journey.refused("show_certificate", "2026-10-13 09:05", silent, "权利义务")
    journey.act("show_certificate", "2026-10-13 09:10", TOLD)
    journey.act("inspect", "2026-10-13 09:30", INSPECTED, together=[COLLEAGUE], files={"files": photograph})
    journey.confirm("2026-10-13 11:00")
    journey.refused("record", "2026-10-13 11:10", FOUND, "行政处罚法", "笔录", by=OFFICER)
    journey.act("record", "2026-10-13 11:30", FOUND, "现场检查笔录")
    journey.act("follow_up", "2026-10-14 09:00", {"measure": "file_case"})


def followed(journey: Journey) -> str:
    """A penalty opened from it, with party, cause and evidence; the number of the inspection."""
    number = journey.page.locator(".pl-path li").last.inner_text()
    journey.go("links/")
    journey.clean()
    journey.page.get_by_role("link", name="立案处罚（普通程序）").first.click()
    form = journey.page.locator("form:has(#open_cause)")
    form.wait_for()
    assert form.locator("#open_party_name").input_value() == "青石区恒岳机械加工有限公司（虚构）"
    assert form.locator("#open_cause").input_value() == "未按规定检测安全设备"
    assert form.locator("input[name=evidence]:checked").count() == 6
    form.locator("#open_party_kind").select_option("organisation")
    journey.clean()
    journey.picture("open-from-inspection")
    journey.send()
    journey.page.wait_for_url(lambda url: "/new/" not in url)
    inspection = journey.case
    journey.hold()
    assert journey.case != inspection
    return number


def filed(journey: Journey, number: str) -> None:
    """The filing begins with what the inspection says."""
    elsewhere = {**FILED, "place_in_area": "0", "jurisdiction_ground": "place_of_violation"}
    journey.refused(
        "file_case", "2026-10-14 10:00", elsewhere, "行政处罚法", "管辖", papers="立案审批表", by=HEAD
    )
    journey.form("file_case", "2026-10-14 10:10")
    assert journey.page.locator("#act_f_source").input_value() == "inspection"
    assert journey.page.locator("#act_f_found_on").input_value() == "2026-10-13"
    assert number in journey.page.locator("#act_f_found_on_hint").inner_text()
    journey.fill({**FILED, "jurisdiction_ground": "designated"}, "")
    journey.send()
    journey.entered()


@pytest.mark.complains("422")
def test_an_inspection_that_becomes_a_penalty(begin_journey, tmp_path) -> None:
    photograph = tmp_path / "现场.jpg"
    photograph.write_bytes(picture())
    journey = begin_journey(BOTH, "2026-10-12 09:00", PICTURES)
    inspected(journey, photograph)
    number = followed(journey)
    filed(journey, number)
    journey.go("", OFFICER)
    journey.clean()
    card = journey.page.locator("section:has(#pl-links)")
    assert f"来源案件 {number}" in " ".join(card.inner_text().split())
    journey.picture("linked-cases", of="#pl-links")
    journey.picture("phone-linked", of="#pl-links")
    card.get_by_role("link", name=number).click()
    journey.page.wait_for_url(lambda url: journey.case not in url)
    assert "引出案件" in journey.page.locator("section:has(#pl-links)").inner_text()
    journey.go("/cases/?q=北仓&tab=open")
    journey.clean()
    journey.finish()
