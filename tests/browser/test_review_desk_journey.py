"""The review desk in Chromium: decided without a review, after one with problems, after an hour; the recording list."""

from __future__ import annotations

import pytest
from tests.builders.chromium import DESKTOP
from tests.builders.history import instant
from tests.builders.journey import HEAD, OFFICER, REVIEWER, Journey

from plumbline.apps.legality.models import ReviewFile
from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.desks import set_up_desks
from plumbline.site.demo.people import settle

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {DESKTOP: ("review-desk", "review-checklist", "review-items", "recording-list")}
DAY = "2026-10-12"
CAUSE = "未按规定检测安全设备"
SENT = "送审单 决定代拟稿 依据材料 证据材料"
DECIDED = {"outcome": "penalty", "fine": "80000"}
LAW = "《行政处罚法》第五十八条"


def district(now: int) -> None:
    settle(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    set_up_desks(now, parse_day(DAY))


def checked(journey: Journey, case: str, at: str, wrong: str = "") -> None:
    """The checklist, everything in order but one question."""
    journey.at(at)
    journey.go(f"/legal-review/{case}/", REVIEWER)
    page = journey.page
    page.evaluate(
        "document.querySelectorAll('.pl-asked input[value=yes]').forEach(one => { one.checked = true })"
    )
    if wrong:
        page.locator(f"input[name='q-{wrong}'][value=no]").check()
        page.locator(f"input[name='q-{wrong}-why']").fill("告知书没有写明证据")
        journey.picture("review-checklist")
    page.locator("button[name=do_check]").click()
    page.locator("button[name=do_give]").wait_for()


def gives(journey: Journey, result: str, items: str = "") -> None:
    page = journey.page
    page.locator("[name=o-result]").select_option(result)
    page.locator("[name=o-items]").fill(items)
    page.locator("button[name=do_give]").click()
    page.locator("html:not(:has(button[name=do_give]))").wait_for()


@pytest.mark.complains("422")
def test_no_way_round_the_review_desk(begin_journey) -> None:
    journey = begin_journey((DESKTOP,), f"{DAY} 09:00", PICTURES, district)
    row = ReviewFile.objects.get(cause=CAUSE, procedure="legal.review")
    case, review, source = row.case, f"/legal-review/{row.case}/", f"/cases/{row.source}/"
    journey.go("/legal-review/", REVIEWER)
    journey.clean()
    journey.picture("review-desk")
    journey.case = source
    journey.refused("decide", f"{DAY} 09:10", DECIDED, LAW, "未经审核", by=HEAD)
    checked(journey, case, f"{DAY} 09:30", "B5.3")
    gives(journey, "problems", "重新制作并送达告知书")
    journey.refused("decide", f"{DAY} 10:00", DECIDED, LAW, "审核未通过", by=HEAD)
    journey.go(review, OFFICER)
    journey.page.locator("[name=i-1]").select_option("yes")
    journey.page.locator("[name=i-handling]").fill("已重新送达")
    journey.clean()
    journey.picture("review-items")
    journey.page.locator("button[name=do_items]").click()
    journey.page.wait_for_url("**/act/submit/")
    journey.case = f"/cases/{case}/"
    again = {"round": "2", "material_complete": "1", "pages": "180"}
    journey.act("submit", f"{DAY} 11:00", again, SENT, by=OFFICER)
    checked(journey, case, f"{DAY} 12:00")
    gives(journey, "agree")
    assert "未满最低审核时间" in journey.page.locator("main").inner_text()
    journey.go(source, HEAD)
    assert "已同意" in journey.page.locator("main").inner_text()
    journey.case = source
    journey.go("act/sample_or_preserve/", OFFICER)
    assert "告知当事人 – 封存完毕" in journey.page.locator("main").inner_text()
    assert journey.page.locator("#act_unrecorded").count() == 1
    journey.go("/registers/recording/", HEAD)
    journey.picture("recording-list")
    journey.finish()
