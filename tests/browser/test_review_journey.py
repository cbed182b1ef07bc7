"""A reviewer sends back an incomplete file, it is mended and reviewed again; forbidden acts are tried at each stage."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import sample_files
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.journey import HEAD, OFFICER, REVIEWER, Journey
from tests.builders.window import BOTH

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {DESKTOP: ("review-sent-back", "reviewer-work"), PHONE: ()}
LAW = "《行政处罚法》"
POLICY = "指导意见》"
MAJOR = {"act_kind": "penalty", "major_rights": "1", "heard": "1", "public_interest": "0", "other_law": "0"}
MAJOR |= {"complex": "0", "several_relations": "0", "social_risk": "0", "on_catalogue": "1"}
SENT = "送审单 调查终结报告 决定代拟稿 依据材料 证据材料"
FIRST, AGAIN = {"round": "1"}, {"round": "2"}
REVIEWED = {
    "subject_lawful": "ok",
    "procedure_lawful": "ok",
    "facts_clear": "ok",
    "law_right": "ok",
    "discretion_right": "ok",
    "within_power": "ok",
    "documents_right": "ok",
    "crime_checked": "none",
    "first_time": "0",
    "licensed": "1",
}
DECIDED = {"outcome": "penalty"}
OPINION = "法制审核意见书"


def submitted(journey: Journey) -> None:
    journey.open("legal.review", "拟处较大数额罚款的决定")
    minor = {**MAJOR, "major": "0"}
    journey.refused("trigger_check", "2026-10-12 09:10", minor, f"{LAW}第五十八条", "应当列为法制审核案件")
    journey.act("trigger_check", "2026-10-12 09:15", {**MAJOR, "major": "1"})
    journey.refused("decide", "2026-10-12 09:20", DECIDED, f"{LAW}第五十八条", "审核未通过", by=HEAD)
    part = {**FIRST, "material_complete": "0"}
    journey.refused("submit", "2026-10-12 10:00", part, f"{POLICY}（十四）", "完整", papers=SENT, by=OFFICER)
    journey.act("submit", "2026-10-12 10:05", {**FIRST, "material_complete": "1"}, SENT)


def sent_back(journey: Journey, missing: Path) -> None:
    early = {**FIRST, "result": "agree", "signed": "1"}
    journey.refused(
        "opinion", "2026-10-13 09:00", early, f"{POLICY}（十三）", "审核", papers=OPINION, by=REVIEWER
    )
    journey.act("supplement", "2026-10-13 09:10", {**FIRST, "lacking": "听证笔录、裁量基准的适用说明"})
    journey.go("")
    journey.clean()
    journey.picture("review-sent-back")
    journey.act("supplemented", "2026-10-14 10:00", FIRST, by=OFFICER, files={"files": missing})
    own = {**FIRST, **REVIEWED}
    journey.refused("review", "2026-10-14 10:10", own, f"{POLICY}（十一）", "承办人员不得作为审核人员")


def reviewed(journey: Journey) -> None:
    partial = {**FIRST, **REVIEWED, "documents_right": "", "discretion_right": ""}
    heads = (f"{POLICY}（十三）", "逐项审核", "文书完备规范")
    journey.refused("review", "2026-10-15 09:00", partial, *heads, by=REVIEWER)
    novice = {**FIRST, **REVIEWED, "first_time": "1", "licensed": "0"}
    journey.refused("review", "2026-10-15 09:05", novice, f"{LAW}第五十八条", "法律职业资格")
    journey.act("review", "2026-10-15 09:30", {**FIRST, **REVIEWED, "discretion_right": "problem"})
    found = {**FIRST, "result": "problems", "signed": "1", "after_hearing": "1"}
    journey.refused("opinion", "2026-10-15 10:00", found, f"{POLICY}（十三）", OPINION)
    journey.act("opinion", "2026-10-15 10:10", found, OPINION)
    journey.go("/my-work/")
    journey.picture("reviewer-work")
    journey.clean()


def mended(journey: Journey) -> None:
    journey.refused("decide", "2026-10-15 11:00", DECIDED, f"{LAW}第五十八条", "审核未通过", by=HEAD)
    second = {**AGAIN, "material_complete": "1"}
    journey.refused(
        "submit", "2026-10-16 09:00", second, f"{POLICY}（十三）", "再次送审", papers=SENT, by=OFFICER
    )
    journey.act(
        "rework",
        "2026-10-16 10:00",
        {**FIRST, "handling": "已在决定代拟稿中写明适用的裁量档次和理由", "items_answered": "1"},
    )
    journey.act("submit", "2026-10-16 10:30", second, SENT)
    journey.act("review", "2026-10-19 09:00", {**AGAIN, **REVIEWED}, by=REVIEWER)
    agreed = {**AGAIN, "result": "agree", "signed": "1", "after_hearing": "1"}
    journey.act("opinion", "2026-10-19 10:00", agreed, OPINION)
    journey.act("decide", "2026-10-20 09:00", DECIDED, by=HEAD)
    journey.go("")
    assert "已结案" in journey.page.locator("main").inner_text()


@pytest.mark.complains("422")
def test_an_incomplete_file_is_sent_back_and_mended(begin_journey, tmp_path: Path) -> None:
    missing = tmp_path / "听证笔录.pdf"
    missing.write_bytes(sample_files.pdf("听证笔录"))
    journey = begin_journey(BOTH, "2026-10-12 09:00", PICTURES)
    submitted(journey)
    sent_back(journey, missing)
    reviewed(journey)
    mended(journey)
    journey.finish()
