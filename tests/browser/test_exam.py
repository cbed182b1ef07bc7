"""An exam in Chromium at both sizes: begun, answered, reloaded, interrupted, gone on with, handed in, marked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.builders.chromium import DESKTOP, PHONE, settle
from tests.builders.exams import MINUTE, bank_of, plan, wording
from tests.builders.history import instant
from tests.builders.journey import OFFICER, login
from tests.builders.window import BOTH

from plumbline.apps.exams import actions
from plumbline.apps.exams.queries import mine
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.exams.question import Kind
from plumbline.core.exams.sitting import Enrolled, Purpose
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]
PICTURES = {DESKTOP: ("exam-sitting",), PHONE: ("exam-paper",)}
DAY = "2026-10-12"
NOW, TODAY = instant(f"{DAY} 09:00"), parse_day(DAY)


def demo(username: str) -> Person:
    account = login_of(username)
    assert account is not None
    return persons_of(account, TODAY)[0]


def district(now: int) -> None:
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    several = {"kind": Kind.MULTIPLE, "key": "AB"}
    bank_of([wording(0), wording(1), wording(2, **several)], now=now, today=TODAY)
    officer = demo(OFFICER)
    made = plan(purpose=Purpose.ENFORCEMENT, opens_at=now, closes_at=now + 120 * MINUTE, count=3)
    people = [Enrolled(officer.signs_as, officer.organ)]
    office = demo(login(Role.RULE_OF_LAW_OFFICE))
    actions.set_up_exam(person=office, plan=made, people=people, now=now, today=TODAY)


@pytest.mark.complains("Failed to load resource", "ERR_FAILED")
def test_a_paper_is_written_interrupted_and_handed_in(begin_journey) -> None:
    journey = begin_journey(BOTH, f"{DAY} 09:00", PICTURES, district)
    page, officer, office = journey.page, demo(OFFICER), login(Role.RULE_OF_LAW_OFFICE)
    (own,) = mine(officer)
    address = f"/exams/paper/{own.paper}/"
    journey.go("/exams/")
    journey.clean()
    page.get_by_role("link", name=own.sitting.plan.title).click()
    page.get_by_role("button", name="开始答题").click()
    first, second, third = (page.locator(f"[data-pl-number='{n}']") for n in (1, 2, 3))
    first.locator("input[value=A]").check()
    expect(page.locator("[data-pl-exam-state]")).to_contain_text("已全部保存")
    journey.picture("exam-paper")
    journey.clean()
    page.reload()
    expect(first.locator("input[value=A]")).to_be_checked()
    journey.turned()
    page.route("**/answer/", lambda route: route.abort())  # the server is away
    second.locator("input[value=B]").check()
    expect(page.locator("[data-pl-exam-state]")).to_contain_text("1 题尚未保存")
    page.unroute("**/answer/")
    expect(page.locator("[data-pl-exam-state]")).to_contain_text("已全部保存")
    third.locator("input[value=A], input[value=B]").first.check()
    journey.go("/exams/sittings/", office)
    page.get_by_role("link", name=own.sitting.plan.title).click()
    expect(page.locator("#list")).to_contain_text("答题中")
    journey.picture("exam-sitting")
    journey.clean()
    journey.go(address, OFFICER)
    expect(second.locator("input[value=B]")).to_be_checked()
    third.locator("input[value=C]").check()
    page.get_by_role("button", name="检查并交卷").first.click()
    expect(page.get_by_role("heading", name="是否交卷")).to_be_visible()
    expect(page.locator("main")).to_contain_text("共 3 题，服务器已保存 3 题")
    journey.clean()
    page.get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_role("heading", name="已交卷")).to_be_visible()
    journey.at(f"{DAY} 10:00")
    journey.go(f"/exams/sittings/{own.sitting.id}/", office)
    page.get_by_role("button", name="结束考试并阅卷").click()
    settle(page)
    journey.go(address, OFFICER)
    expect(page.get_by_role("heading", name="您的结果")).to_be_visible()
    journey.clean()
    journey.finish()
