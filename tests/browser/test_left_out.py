"""The head of an organ leaves rows of the quarantine out, at both sizes; who only mends chooses none."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.builders.journey import HEAD
from tests.builders.window import BOTH

from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.people import settle as settle_people
from plumbline.site.demo.received import SOURCE, receive_some

pytestmark = [pytest.mark.django_db(transaction=True)]
NOW, DAY = "2026-10-12 09:00", "2026-10-12"
URL = f"/exchange/sources/{SOURCE}/quarantine/"


def district(now: int) -> None:
    organs = settle_people(now - 90 * 86_400_000_000, parse_day(DAY) - 90)
    receive_some(organs[0].code, "650105", now, parse_day(DAY))


def test_rows_are_left_out_and_wait_again(begin_journey) -> None:
    journey = begin_journey(BOTH, NOW, {}, district)
    page = journey.page
    for _ in journey.seen():
        journey.go(URL, HEAD)
        expect(page.locator(".pl-tabs b")).to_have_text(["3", "0"])
        page.locator("input[name=chosen]").first.check()
        expect(page.locator("[data-pl-chosen]")).to_have_text("1")
        page.get_by_label("不予接收的理由").fill("联调测试数据")
        journey.clean()
        page.get_by_role("button", name="列为不予接收").click()
        expect(page.locator(".pl-tabs b")).to_have_text(["2", "1"])
        page.locator(".pl-tabs a", has_text="不予接收").click()
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody")).to_contain_text("不予接收：联调测试数据（")
        journey.clean()
        page.get_by_label("范围").select_option(index=1)
        page.get_by_role("button", name="恢复待改").click()
        expect(page.locator(".pl-tabs b")).to_have_text(["3", "0"])
