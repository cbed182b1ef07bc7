"""From the decision to the public page: the text with its marks, two people, a portal without script or login."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.history import instant
from tests.builders.journey import HEAD, OFFICER, SECOND, Journey
from tests.builders.release import FACTS

from plumbline.apps.casework.actions import Act, Opening, PaperWanted, open_case, perform_act
from plumbline.apps.page_parts.templatetags.parts import built
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db(transaction=True)]

DECIDED, DUE = "2026-10-08 10:00", "2026-10-16 09:00"
PICTURES = {
    DESKTOP: ("publication-due", "publication-marks", "publication-review", "portal-list", "portal-decision")
}


def person(username: str) -> Person:
    account = login_of(username)
    assert account is not None
    return persons_of(account, parse_day("2026-10-08"))[0]


def decision() -> str:
    """A penalty whose paper names persons; its release is due on 16 October."""
    officer, head = person(OFFICER), person(HEAD)
    opening = Opening(
        "penalty.ordinary",
        None,
        "未按规定检测安全设备",
        facts={"party_kind": "organisation"},
        party={"party_name": "青石区恒岳机械加工有限公司", "party_number": "91659900MA7QT2K3XB"},
    )
    now = instant(DECIDED)
    case = open_case(person=officer, place=Place(officer.organ, "650105"), opening=opening, now=now)
    paper = PaperWanted("行政处罚决定书", {"facts": FACTS, "penalty": "罚款人民币贰万元。"})
    values = {"outcome": "penalty", "fine": Decimal(20000)}
    act = Act("decide", Moment("2026-10-08T10:00+08:00", "minute"), values=values, make=(paper,))
    perform_act(person=head, case=case, act=act, seen=None, now=now, mode="attest")
    return case


def with_fonts(journey: Journey) -> None:
    """The portal takes the reader's own fonts; a machine without Chinese ones is lent the desk's for the picture."""
    journey.page.add_style_tag(url=built("fonts.css"))
    journey.page.evaluate("document.fonts.ready")


@pytest.mark.complains("422")
def test_a_decision_goes_public_on_its_last_day(begin_journey) -> None:
    journey: Journey = begin_journey((DESKTOP,), DECIDED, PICTURES)
    case = decision()
    journey.at(DUE)
    journey.go(f"/cases/{case}/", OFFICER)
    assert "今日到期" in journey.page.locator("section:has(> .pl-card-head h2:text-is('公示'))").inner_text()
    journey.go("/publication/?tab=soon", OFFICER)
    assert "今日到期" in journey.page.locator("main").inner_text()
    journey.clean()
    journey.picture("publication-due")
    journey.page.locator("main form button").first.click()
    journey.page.locator(".pl-marking").wait_for()
    journey.clean()
    journey.picture("publication-marks")
    release = journey.page.url.removeprefix(journey.server)
    journey.page.locator("[name=do_extract]").click()
    journey.page.locator(".pl-redacted").first.wait_for()
    assert "由本机关采集人以外的人员办理" in journey.page.locator("main").inner_text()
    journey.go(release, SECOND)
    journey.page.locator("#id_r-secrecy").select_option("may_publish")
    journey.page.locator("#id_r-privacy").select_option("redacted")
    journey.clean()
    journey.picture("publication-review")
    journey.page.locator("[name=do_review]").click()
    journey.page.locator("#pl-approve").wait_for()
    journey.go(release, HEAD)
    journey.page.locator("[name=do_publish]").click()
    journey.page.locator("main a[href^='/public/decisions/']").first.wait_for()
    read_by_anybody(journey)
    journey.finish()


def read_by_anybody(journey: Journey) -> None:
    page = journey.page
    page.context.clear_cookies()
    page.goto(f"{journey.server}/public/?q=安全设备")
    with_fonts(journey)
    journey.clean()
    journey.picture("portal-list")
    page.locator(".pl-found-title").first.click()
    page.locator(".pl-paper").wait_for()
    with_fonts(journey)
    journey.clean()
    assert "周建平" not in page.content()
    assert "按期" in page.locator("main").inner_text()
    assert page.locator("script").count() == 0
    journey.picture("portal-decision")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
