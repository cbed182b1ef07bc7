"""A normative document in Chromium from the proposal to its filing, with what is refused on the way."""

from __future__ import annotations

import pytest
from tests.builders.journey import HEAD, OFFICER
from tests.builders.window import BOTH

pytestmark = [pytest.mark.django_db(transaction=True)]

TERM = {"effective_on": "2026-05-01", "valid_until": "2031-04-30"}
PROPOSED = {
    "maker": "青石区应急管理局",
    "maker_kind": "department",
    "by_government": "0",
    "touches_market": "0",
    "internal_matter": "0",
}
LAWFUL = {
    "result": "lawful",
    "transition_judged": "1",
    "retroactive": "0",
    "lacks_basis": "0",
    "banned_content": "0",
}
ADOPTED = {"outcome": "adopted", "meeting": "office_meeting"}


@pytest.mark.complains("422")
def test_a_document_from_proposal_to_filing(begin_journey) -> None:
    journey = begin_journey(BOTH, "2026-03-02 08:30", {})
    journey.open("normative.document", "安全生产举报奖励办法（虚构）")
    journey.act("propose", "2026-03-02 09:00", PROPOSED, by=OFFICER)
    journey.act("draft", "2026-03-02 10:00")
    journey.act("evaluate", "2026-03-02 11:00", papers="规范性文件评估论证报告")
    journey.act("publish_draft", "2026-03-03 09:00", papers="征求意见公告")
    journey.form("end_comment", "2026-03-20 09:00")
    journey.send()
    assert "不少于三十日" in journey.page.locator(".pl-refusal:focus-within").inner_text()
    journey.act("end_comment", "2026-04-03 09:00")
    journey.refused("collective_decision", "2026-04-07 09:00", ADOPTED, "《地方各级人民代表大会", by=HEAD)
    journey.act("legality_opinion", "2026-04-08 09:00", LAWFUL, "合法性审查意见书", by=OFFICER)
    journey.act("collective_decision", "2026-04-09 09:00", ADOPTED, by=HEAD)
    journey.act(
        "register_number", "2026-04-10 09:00", {"document_no": "青应急规〔2026〕1号", **TERM}, by=OFFICER
    )
    journey.act("publish", "2026-04-10 10:00", {"channel": "区政府网站", **TERM})
    journey.act("interpret", "2026-04-13 09:00", {"form": "article"})
    journey.act("file_document", "2026-04-14 09:00", papers="规范性文件备案报告")
    journey.go("")
    journey.clean()
    journey.finish()
