"""An ordinary penalty from opening to archive, as the demo's people do it in Chromium; forbidden acts are tried too."""

from __future__ import annotations

import pytest
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.journey import COLLEAGUE, HEAD, OFFICER, REVIEWER, Journey

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {
    DESKTOP: ("too-early", "one-officer", "no-review", "case", "my-work"),
    PHONE: ("phone-refusal", "phone-case"),
}
"""What is pictured, by the size of the window."""
BEGIN = "2026-10-12"
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
LOOKED = {"kind": "appraisal", "certificate_shown": "1", "in_case_centre": "0", "filming_listed": "0"}
CONCLUDED = {
    "major": "1",
    "complex_or_grave": "0",
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
    "hearing_right_told": "0",
    "major": "1",
    "proposed_fine": "2000",
    "heavy_kind": "0",
    "new_facts": "0",
    "proposed_confiscation": "0",
}
REVIEWED = {"result": "passed", "first_time": "0", "licensed": "1"}
DECIDED = {
    "outcome": "penalty",
    "fine": "2000",
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


def opened(journey: Journey) -> None:
    journey.open("penalty.ordinary", "未按规定检测安全设备")
    journey.go("")
    journey.clean()


def investigated(journey: Journey) -> None:
    journey.act("file_case", f"{BEGIN} 10:00", FILED, "立案审批表", by=HEAD)
    undecided = {"outcome": "penalty", "fine": "2000"}
    journey.refused("decide", f"{BEGIN} 10:10", undecided, "行政处罚法", "调查终结")
    journey.picture("too-early")
    alone = ("行政处罚法", "不得少于两人", "2 名持有效执法证的执法人员")
    journey.refused("investigate", "2026-10-13 10:00", LOOKED, *alone, by=OFFICER)
    journey.picture("one-officer")
    journey.act("investigate", "2026-10-13 10:05", LOOKED, together=[COLLEAGUE])
    journey.confirm("2026-10-13 10:20")
    journey.act("conclude_investigation", "2026-10-14 10:00", CONCLUDED, "调查终结报告", by=OFFICER)
    journey.act("tell_proposed_penalty", "2026-10-15 10:00", TOLD, "行政处罚告知书")
    journey.act("waive_defence", "2026-10-16 10:00")


def decided(journey: Journey) -> None:
    journey.refused("decide", "2026-10-19 10:00", DECIDED, "行政处罚法", "法制审核", by=HEAD)
    journey.clean()
    journey.picture("no-review")
    journey.picture("phone-refusal")
    journey.act("legal_review", "2026-10-20 10:00", REVIEWED, "法制审核意见书", by=REVIEWER)
    journey.act("decide", "2026-10-21 10:00", DECIDED, by=HEAD)
    journey.act("issue_decision", "2026-10-21 15:00", ISSUED, "行政处罚决定书", by=OFFICER)


def closed(journey: Journey) -> None:
    served = {"method": "direct", "filming_listed": "0"}
    journey.act("serve", "2026-10-22 10:00", served, "送达回证")
    journey.go("")
    journey.clean()
    journey.picture("case")
    journey.picture("phone-case")
    journey.act("disclose", "2026-10-23 10:00")
    journey.act("pay_fine", "2026-10-26 10:00", {"channel": "bank"}, "缴款凭证")
    journey.go("/work/?tab=open")
    journey.clean()
    journey.picture("my-work")
    journey.act("close_archive", "2026-10-27 10:00", {"state": "performed"}, "结案审批表 卷宗")


@pytest.mark.complains("422")
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_ordinary_penalty_from_opening_to_archive(begin_journey, size) -> None:
    journey = begin_journey(size, f"{BEGIN} 09:00", PICTURES)
    opened(journey)
    investigated(journey)
    decided(journey)
    closed(journey)
    journey.go("/work/?tab=closed")
    assert "未按规定检测安全设备" in journey.page.locator("#list").inner_text()
    journey.finish()
