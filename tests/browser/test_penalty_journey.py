"""An ordinary penalty from opening to archive, as the demo's people do it in Chromium; forbidden acts are tried too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.journey import COLLEAGUE, HEAD, OFFICER, PRESIDER, REVIEWER, SIGNER, Journey, login
from tests.builders.window import BOTH

from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {
    DESKTOP: (
        *("new-case", "act-form", "refusal-one-officer", "refusal", "case", "chains", "approval"),
        *("preview", "paper", "record", "case-file", "access-records"),
    ),
    PHONE: ("phone-case", "phone-refusal"),
}
"""What is pictured, by the size of the window."""
FILED = {
    "source": "inspection",
    "organ_level": "county_or_above",
    "place_in_area": "1",
    "jurisdiction_ground": "place_of_violation",
    "filed_elsewhere_first": "0",
    "entrusted": "0",
    "act_ended_on": "2026-09-30",
    "found_on": "2026-10-09",
    "long_limitation": "0",
}
LOOKED = {"kind": "inspection", "certificate_shown": "1", "in_case_centre": "0", "filming_listed": "0"}
CONCLUDED = {
    "major": "1",
    "complex_or_grave": "1",
    "suspected_crime": "0",
    "mitigating": "0",
    "harmless": "0",
    "no_fault": "0",
}
TOLD = {
    "content_told": "1",
    "facts_told": "1",
    "grounds_told": "1",
    "rights_told": "1",
    "hearing_right_told": "1",
    "major": "1",
    "proposed_fine": "50000",
    "heavy_kind": "1",
    "new_facts": "0",
    "proposed_confiscation": "0",
}
REVIEWED = {"result": "passed", "first_time": "0", "licensed": "1"}
DECIDED = {
    "outcome": "penalty",
    "fine": "50000",
    "confiscated": "0",
    "object_key": "安全设备",
    "leniency": "none",
    "several_fine_rules": "0",
    "lighter_law_later": "0",
    "law_applied": "at_act",
    "basis_published": "1",
    "basis_kind": "law",
    "party_present": "0",
    "fault_irrelevant": "0",
}
ISSUED = {
    **{f"states_{one}": "1" for one in ("party", "facts", "penalty", "performance", "remedies", "organ")},
    "sealed": "1",
    "reconsideration_days": "60",
    "suit_months": "6",
    "special_suit_limit": "0",
    "organ_kind": "district_department",
    "reconsideration_organ": "district_government",
    "benchmark": "applied",
    "benchmark_explained": "1",
}
SERVED = {"method": "direct", "filming_listed": "0"}
LAW = "《行政处罚法》"


def opened(journey: Journey) -> None:
    party = {
        "party_number": "91659900MA7QT2K39D",
        "party_address": "青石区河滨路18号",
        "party_phone": "0900-5550118",
    }
    journey.open("penalty.ordinary", "未按规定检测安全设备", facts=party)
    journey.clean()
    late = {**FILED, "act_ended_on": "2024-08-30"}
    journey.refused("file_case", "2026-10-12 09:30", late, f"{LAW}第三十六条", "二年内未被发现", by=HEAD)
    journey.act("file_case", "2026-10-12 10:00", FILED, "立案审批表")
    counted = journey.page.locator('a[href*="/clock/"]').first.get_attribute("href") or ""
    journey.go(counted)  # without script, or in a tab of its own
    assert journey.page.locator(".pl-because li").first.bounding_box()["x"] > 0
    journey.clean()
    journey.refused("decide", "2026-10-12 10:10", DECIDED, f"{LAW}第五十七条", "调查终结")


def investigated(journey: Journey, evidence: Path) -> None:
    papers = "现场检查笔录"
    alone = (f"{LAW}第四十二条", "不得少于两人", "2 名持有效执法证的执法人员")
    journey.refused("investigate", "2026-10-13 10:00", LOOKED, *alone, papers=papers, by=OFFICER)
    journey.picture("refusal-one-officer")
    unshown = {**LOOKED, "certificate_shown": "0"}
    two = [COLLEAGUE]
    journey.refused(
        "investigate", "2026-10-13 10:03", unshown, f"{LAW}第五十五条", papers=papers, together=two
    )
    files = {"files": evidence}
    journey.act("investigate", "2026-10-13 10:05", LOOKED, papers, together=two, files=files)
    journey.confirm("2026-10-13 10:20")
    journey.go("act/conclude_investigation/", OFFICER)
    journey.clean()
    journey.picture("act-form", of="#pl-panel")
    journey.act("conclude_investigation", "2026-10-14 10:00", CONCLUDED, "调查终结报告")


def heard(journey: Journey) -> None:
    untold = {**TOLD, "hearing_right_told": "0"}
    journey.refused("tell_proposed_penalty", "2026-10-15 09:50", untold, f"{LAW}第六十三条", "听证权")
    journey.act("tell_proposed_penalty", "2026-10-15 10:00", TOLD, "行政处罚告知书")
    journey.act("request_hearing", "2026-10-16 10:00")
    journey.refused("decide", "2026-10-16 11:00", DECIDED, f"{LAW}第六十三条", "听证", by=HEAD)
    held = {"result": "held", "filming_listed": "0"}
    own = ("由听证主持人办理", f"{LAW}第六十四条", "非本案调查人员")
    journey.refused("hearing", "2026-10-28 10:00", held, *own, by=OFFICER)
    journey.act("hearing", "2026-10-28 10:30", held, "听证笔录", by=PRESIDER)


def reviewed(journey: Journey) -> None:
    journey.refused("decide", "2026-10-29 09:00", DECIDED, f"{LAW}第五十八条", "法制审核", by=HEAD)
    journey.picture("refusal")
    journey.picture("phone-refusal", of=".pl-refusal")
    new = {**REVIEWED, "first_time": "1", "licensed": "0"}
    journey.refused(
        "legal_review_after_hearing", "2026-10-29 10:00", new, f"{LAW}第五十八条", "法律职业资格", by=REVIEWER
    )
    journey.act("legal_review_after_hearing", "2026-10-29 10:30", REVIEWED, "法制审核意见书")


def decided(journey: Journey) -> None:
    """The organ wants the boxes of legal unit and head: submitted, sent back, submitted again, approved."""
    journey.go("/approval-chains/", HEAD)
    boxes = {
        "#pl-where": "penalty.ordinary/decide",
        "#pl-office-legal": "QS02008",
        "#pl-office-head": "QS02007",
    }
    for place, value in boxes.items():
        journey.page.locator(place).select_option(value)
    journey.send()
    journey.page.locator("table").wait_for()
    journey.clean()
    journey.picture("chains")
    undiscussed = (f"{LAW}第五十七条", "集体讨论")
    journey.refused("decide", "2026-10-30 09:00", DECIDED, *undiscussed, by=OFFICER)
    journey.act("collective_discussion", "2026-10-30 10:00", {}, "集体讨论笔录")
    more = {**DECIDED, "fine": "80000"}
    journey.refused("decide", "2026-10-30 10:30", more, f"{LAW}第四十五条", "更重的处罚")
    journey.submit("decide", "2026-10-30 11:00", DECIDED)
    journey.go("", HEAD)
    assert not journey.page.locator("button[value=opinion]").count(), (
        "the head's box waits for the legal unit's"
    )
    journey.approve("2026-10-30 14:00", REVIEWER, "裁量理由请写明基准的档次。", "return")
    journey.submit("decide", "2026-10-30 15:00", DECIDED, by=OFFICER)
    journey.approve("2026-10-30 16:00", REVIEWER, "程序合法，同意。")
    journey.at("2026-11-02 09:00")
    journey.go("", HEAD)
    journey.clean()
    journey.picture("approval", of="[id^=a-]")
    journey.approve("2026-11-02 09:10", HEAD, "同意。")


def served(journey: Journey) -> None:
    journey.refused(
        "issue_decision", "2026-11-02 10:00", {**ISSUED, "sealed": "0"}, f"{LAW}第五十九条", by=OFFICER
    )
    journey.form("issue_decision", "2026-11-02 10:10")
    journey.fill(ISSUED, "行政处罚决定书")
    journey.page.locator("button[name=paper]").first.click()
    journey.page.locator("#pl-draft-paper img").first.wait_for()
    journey.picture("preview", of="#act_papers")
    journey.send()
    journey.entered()
    leaving = {"method": "leaving", "filming_listed": "1", "s-proof": "见证人签名"}
    journey.refused(
        "serve", "2026-11-03 09:00", leaving, "指导意见》（八）", "全过程音像记录", papers="送达回证"
    )
    journey.refused("serve", "2026-11-03 09:30", SERVED, "民事诉讼法", "缺少送达回证")
    journey.act("serve", "2026-11-03 10:00", SERVED, "送达回证")
    journey.sealed()
    journey.go("")
    journey.clean()
    journey.picture("case")
    journey.picture("phone-case")
    journey.page.locator("a[href*='/papers/']").filter(has_text="行政处罚决定书").first.click()
    journey.page.locator(".pl-preview img, main img").first.wait_for()
    journey.picture("paper")
    journey.go("")
    journey.page.locator("tr", has_text="调查取证").locator("a[href*='/record/']").first.click()
    journey.page.wait_for_load_state()
    journey.picture("record")


def paid(journey: Journey) -> None:
    journey.act("disclose", "2026-11-04 10:00")
    journey.refused("close_archive", "2026-11-04 11:00", {"state": "performed"}, "50,000", papers="卷宗")
    organ = {"channel": "organ"}
    journey.refused("pay_fine", "2026-11-10 10:00", organ, f"{LAW}第六十七条", papers="缴款凭证")
    bank = {"channel": "bank"}
    journey.refused("pay_fine", "2026-11-10 10:05", bank, "50,000 元没有缴纳", f"{LAW}第六十七条")
    journey.at("2026-11-10 10:10")
    journey.become(OFFICER)
    journey.page.locator(".pl-refusal a[href$='/money/pay/']").first.click()
    journey.page.locator("[name=at]").fill("2026-11-10")
    journey.page.locator("[name=amount]").fill("50000")
    journey.send()
    journey.page.wait_for_url(lambda url: "/money/" not in url and "/goods/case/" in url)
    journey.act("pay_fine", "2026-11-10 10:20", bank, "缴款凭证")
    journey.refused("close_archive", "2026-11-11 09:50", {"state": "performed"}, f"{LAW}第四十七条", "卷宗")
    journey.act("close_archive", "2026-11-11 10:00", {"state": "performed"}, "结案审批表 卷宗")


def archived(journey: Journey, folder: Path) -> None:
    """The case file by one click: the volume's pages, the archive that is verified without this system."""
    journey.sealed()
    for part in ("main", "evidence"):
        journey.go("file/")
        journey.page.locator(f"form[action$='/file/{part}/'] button").click()
        journey.worked()
    journey.go("file/")
    journey.clean()
    journey.picture("case-file")
    volume = journey.download("a[href*='/file/main/']", folder / "volume.pdf")
    pages = [page.extract_text().replace("\n", "").replace(" ", "") for page in PdfReader(volume).pages]
    assert len(pages) >= 8
    assert "行政处罚决定书" in pages[1]
    assert "集体讨论笔录" not in "".join(pages), "what is internal lies in the other volume"
    bag = journey.download("a[href*='/file/evidence/']", folder / "case.zip")
    journey.go("/access-records/", login(Role.AUDIT_ADMIN))
    assert journey.page.locator("tbody tr").count() >= 2, "taking a case file leaves its trace"
    journey.picture("access-records")
    command = [sys.executable, "-m", "plumbline.core.ledger", "verify", str(bag), "--key", SIGNER.key.text]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def scene(path: Path) -> None:
    """A picture of a rack with three grey vessels."""
    image = Image.new("RGB", (640, 400), "#dfe3e6")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 320, 640, 400), fill="#b9bfc4")
    for left in (120, 270, 420):
        pen.rounded_rectangle((left, 110, left + 100, 340), 34, fill="#8f989f", outline="#5d666d", width=4)
        pen.rectangle((left + 38, 84, left + 62, 112), fill="#5d666d")
    image.save(path)


@pytest.mark.complains("422")
def test_an_ordinary_penalty_from_opening_to_archive(begin_journey, tmp_path: Path) -> None:
    photo = tmp_path / "现场照片.jpg"
    scene(photo)
    journey = begin_journey(BOTH, "2026-10-12 09:00", PICTURES)
    opened(journey)
    investigated(journey, photo)
    heard(journey)
    reviewed(journey)
    decided(journey)
    served(journey)
    paid(journey)
    archived(journey, tmp_path)
    journey.go("/my-work/?tab=closed", OFFICER)
    assert "未按规定检测安全设备" in journey.page.locator("#list").inner_text()
    journey.finish()
