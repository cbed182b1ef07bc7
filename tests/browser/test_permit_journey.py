"""A permit whose application is incomplete: one notice of every gap, acceptance, decision; forbidden acts tried too."""

from __future__ import annotations

import pytest
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.journey import HEAD, OFFICER, Journey
from tests.builders.window import BOTH

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {DESKTOP: ("permit-second-gap",), PHONE: ("phone-permit",)}
"""What is pictured, by the size of the window."""
APPLIED = {
    "channel": "counter",
    "joint": "0",
    "preliminary_only": "0",
    "by_testing": "0",
    "several_units": "0",
    "quota_limited": "0",
}
GAPS = {
    "gaps": "营业场所使用证明、安全设施平面图",
    "gap_in_first_material": "1",
    "unrelated_material": "0",
    "material_already_held": "0",
}
GRANTED = {
    "result": "granted",
    "basis_level": "law",
    "basis_published": "1",
    "on_permit_list": "1",
    "decided_by": "own_organ",
    "earlier_waiting": "0",
    "certificate_needed": "1",
}
LAW = "行政许可法"


def applied(journey: Journey) -> None:
    """Received, and told once of everything that is missing."""
    journey.open("permit", "危险化学品经营许可")
    journey.act("apply", "2026-10-12 10:00", APPLIED, "行政许可申请书", by=OFFICER)
    journey.act("intake", "2026-10-12 10:30", {"result": "supplement"})
    journey.refused("supplement", "2026-10-13 09:00", {**GAPS, "gaps": ""}, LAW, "列明")
    demanding = {**GAPS, "material_already_held": "1"}
    journey.refused("supplement", "2026-10-13 09:10", demanding, LAW, "重复", papers="补正告知书")
    journey.act("supplement", "2026-10-13 09:30", GAPS, "补正告知书")
    journey.act("submit_supplement", "2026-10-19 15:00")
    again = {**GAPS, "gaps": "消防验收意见"}
    journey.refused("supplement", "2026-10-20 09:00", again, LAW, "一次告知", papers="补正告知书")
    journey.picture("permit-second-gap")


def accepted(journey: Journey) -> None:
    """Accepted, after which missing material is no ground any more."""
    journey.act("accept", "2026-10-20 09:30", {"unit": "行政审批科"}, "受理通知书")
    late = {"ground": "material_incomplete"}
    journey.refused("refuse_acceptance", "2026-10-20 10:00", late, LAW, "不予受理", papers="不予受理通知书")
    journey.go("")
    journey.clean()
    journey.picture("phone-permit")


def decided(journey: Journey) -> None:
    """Examined, the neighbours heard, granted and published."""
    looked = {"affects_others": "1", "hearing_required": "0", "opinion": "符合条件"}
    journey.act("examine", "2026-10-22 10:00", looked)
    journey.refused("decide", "2026-10-26 10:00", GRANTED, LAW, "利害关系人", by=HEAD)
    told = {"hearing_right_told": "1"}
    journey.act("tell_interested", "2026-10-26 11:00", told, "利害关系人告知书", by=OFFICER)
    journey.act("hear_opinions", "2026-11-04 10:00", {"result": "none_stated"})
    unpublished = {**GRANTED, "basis_published": "0"}
    journey.refused("decide", "2026-11-05 09:00", unpublished, LAW, "公布", by=HEAD)
    journey.act("decide", "2026-11-05 09:30", GRANTED, "行政许可决定书")
    sent = {"unit": "行政审批科", "s-method": "direct"}
    journey.refused("serve_decision", "2026-11-06 09:50", sent, "民事诉讼法", "缺少送达回证", by=OFFICER)
    journey.act("serve_decision", "2026-11-06 10:00", sent, "送达回证")
    certificate = {"has_term": "1", "valid_until": "2029-11-04", "s-method": "direct"}
    journey.act("issue_certificate", "2026-11-09 10:00", certificate, "许可证件 送达回证")
    journey.act("disclose", "2026-11-10 10:00", {"secrets_kept": "1"})


@pytest.mark.complains("422")
def test_a_permit_with_a_supplement(begin_journey) -> None:
    journey = begin_journey(BOTH, "2026-10-12 09:00", PICTURES)
    applied(journey)
    accepted(journey)
    decided(journey)
    journey.go("")
    assert "公开准予决定" in journey.page.locator("main").inner_text()
    journey.finish()
