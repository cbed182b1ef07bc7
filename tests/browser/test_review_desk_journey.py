"""The review desk in Chromium: decided without a review, after one with problems, after an hour; reviewed by who
investigates, on paper before the file was sent, on paper after the decision; the recording list.
"""

from __future__ import annotations

import pytest
from tests.builders.chromium import DESKTOP
from tests.builders.history import instant
from tests.builders.journey import HEAD, OFFICER, REVIEWER, Journey, login
from tests.builders.signing_in import account

from plumbline.apps.legality.models import ReviewFile
from plumbline.apps.supervision.actions import tick
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.desks import set_up_desks
from plumbline.site.demo.people import settle

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {DESKTOP: ("review-desk", "review-checklist", "review-items", "recording-list")}
DAY, BEFORE, AFTER = "2026-10-12", "2026-10-11", "2026-10-13"
CAUSE, OTHER = "未按规定检测安全设备", "特种作业人员无证上岗"
INVESTIGATOR = "QS02001"
"""The officer's number of OFFICER."""
SENT = "送审单 决定代拟稿 依据材料 证据材料"
DECIDED = {"outcome": "penalty", "fine": "80000"}
LAW = "《行政处罚法》第五十八条"


def district(now: int) -> None:
    settle(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    set_up_desks(now, parse_day(DAY))
    account("own", Role.REVIEWER, organ="QS02", officer=INVESTIGATOR, divisions=["650105"])


def fills(journey: Journey, case: str, by: str) -> None:
    """The checklist of the review, everything in order."""
    journey.go(f"/legal-review/{case}/", by)
    journey.page.evaluate(
        "document.querySelectorAll('.pl-asked input[value=yes]').forEach(one => { one.checked = true })"
    )


def checked(journey: Journey, case: str, at: str, wrong: str = "") -> None:
    """The checklist, everything in order but one question."""
    journey.at(at)
    fills(journey, case, REVIEWER)
    page = journey.page
    if wrong:
        page.locator(f"input[name='q-{wrong}'][value=no]").check()
        page.locator(f"input[name='q-{wrong}-why']").fill("告知书没有写明证据")
        journey.picture("review-checklist")
    page.locator("button[name=do_check]").click()
    page.locator("button[name=do_give]").wait_for()


def on_paper(journey: Journey, case: str, day: str) -> None:
    """An opinion that agrees, registered as given on paper on that day."""
    journey.go(f"/legal-review/{case}/", REVIEWER)
    page = journey.page
    page.locator("details:has([name=f-number]) > summary").click()
    page.locator("[name=f-number]").fill("青应急法审〔2026〕7号")
    page.locator("[name=f-on]").fill(day)
    page.locator("[name=f-result]").select_option("agree")
    page.locator("button[name=do_offline]").click()


def not_so(journey: Journey, *shown: str) -> None:
    """Refused: what was wrong, its article, the way on."""
    panel = journey.page.locator(".pl-refusal")
    panel.wait_for()
    said = panel.inner_text()
    for text in shown:
        assert text in said, (text, said)


def answers_items(journey: Journey, review: str, many: int) -> None:
    journey.go(review, OFFICER)
    for number in range(1, many + 1):
        journey.page.locator(f"[name=i-{number}]").select_option("yes")
    journey.page.locator("[name=i-handling]").fill("已重新送达")


def reviewed_after_it_was_decided(journey: Journey) -> None:
    """Decided while the opinion had problems, as it happened; a paper of the day before, entered later, is no cure."""
    row = ReviewFile.objects.get(cause=OTHER, procedure="legal.review")
    journey.at(f"{DAY} 14:00")
    answers_items(journey, f"/legal-review/{row.case}/", 2)
    journey.page.locator("button[name=do_items]").click()
    journey.page.wait_for_url("**/act/submit/")
    journey.case = f"/cases/{row.case}/"
    again = {"round": "2", "material_complete": "1", "pages": "60"}
    journey.act("submit", f"{DAY} 14:10", again, SENT, by=OFFICER)
    journey.case = f"/cases/{row.source}/"
    journey.refused("decide", f"{DAY} 16:00", DECIDED, LAW, by=HEAD)
    journey.page.locator("button[name=attest]").click()
    journey.page.wait_for_url(lambda url: "/act/" not in url)
    journey.at(f"{AFTER} 09:00")
    on_paper(journey, row.case, DAY)
    journey.page.locator("html:not(:has(button[name=do_offline]))").wait_for()
    tick(now=instant(f"{AFTER} 09:30"))
    journey.at(f"{AFTER} 09:30")
    journey.go(f"/cases/{row.source}/", OFFICER)
    assert "未经审核" in journey.page.locator("main").inner_text()


def counted(journey: Journey) -> None:
    """An hour for two hundred pages stops nobody; whoever supervises reads it and how often it happened."""
    row = ReviewFile.objects.get(cause=CAUSE, procedure="legal.review")
    supervisor = login(Role.SUPERVISOR)
    journey.go("/legal-review/?tab=warned", supervisor)
    assert "未满最低审核时间" in journey.page.locator("main").inner_text()
    journey.go("/legal-review/workload/", supervisor)
    table = journey.page.locator("table", has_text="过快")
    place = table.locator("thead th").all_inner_texts().index("过快")
    assert (
        sum(int(row.locator("td, th").nth(place).inner_text()) for row in table.locator("tbody tr").all())
        == 1
    )
    tick(now=instant(f"{DAY} 12:30"))
    journey.at(f"{DAY} 12:30")
    journey.go(f"/cases/{row.case}/", REVIEWER)
    assert "审核应当有必要的时间" in journey.page.locator("main").inner_text()


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
    journey.at(f"{DAY} 09:20")
    fills(journey, case, "own")
    journey.page.locator("button[name=do_check]").click()
    not_so(journey, "承办人员不得作为审核人员", "指导意见》（十一）")
    on_paper(journey, case, BEFORE)
    not_so(journey, f"早于本轮送审日期 {DAY}", "《行政处罚法》第五十八条第一款", "补登当时的送审")
    checked(journey, case, f"{DAY} 09:30", "B5.3")
    gives(journey, "problems", "重新制作并送达告知书")
    journey.refused("decide", f"{DAY} 10:00", DECIDED, LAW, "审核未通过", by=HEAD)
    answers_items(journey, review, 1)
    journey.clean()
    journey.picture("review-items")
    journey.page.locator("button[name=do_items]").click()
    journey.page.wait_for_url("**/act/submit/")
    journey.case = f"/cases/{case}/"
    again = {"round": "2", "material_complete": "1", "pages": "200"}
    journey.act("submit", f"{DAY} 11:00", again, SENT, by=OFFICER)
    checked(journey, case, f"{DAY} 12:00")
    gives(journey, "agree")
    assert "未满最低审核时间" in journey.page.locator("main").inner_text()
    counted(journey)
    journey.go(source, HEAD)
    assert "已同意" in journey.page.locator("main").inner_text()
    journey.case = source
    journey.go("act/sample_or_preserve/", OFFICER)
    assert "告知当事人 – 封存完毕" in journey.page.locator("main").inner_text()
    assert journey.page.locator("#act_unrecorded").count() == 1
    journey.go("/registers/recording/", HEAD)
    journey.picture("recording-list")
    reviewed_after_it_was_decided(journey)
    journey.finish()
