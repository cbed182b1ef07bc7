"""Pages of the rule-of-law office in Chromium at both sizes: console silent, nothing for axe, no sideways scroll."""

from __future__ import annotations

import pytest
from tests.builders.chromium import DESKTOP, PHONE, axe, overflow, settle
from tests.builders.history import instant

from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.forces import enter_forces
from plumbline.site.demo.leading import set_and_follow
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")
PAGES = {
    "/leadership/learning/?year=2026": "培训到会",
    "/leadership/forces/?year=2025": "未安排值班",
    "/leadership/problems/": "述法",
}


@pytest.fixture
def office(settings, tmp_path) -> None:
    settings.CLOCK = lambda: NOW
    settings.EVALUATION_KEYS = tmp_path / "keys"
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    set_and_follow("QS01", "650105", NOW, TODAY)
    enter_forces("QS01", "650105", NOW, TODAY, 2025)


def test_study_duty_and_problems_are_clean_at_both_sizes(open_page, office, live_server) -> None:
    page = open_page("/login/")
    page.locator(f"form button[name=role][value={Role.RULE_OF_LAW_OFFICE.value}]").click()
    settle(page)
    for address, wanted in PAGES.items():
        page.goto(f"{live_server.url}{address}")
        for width, height in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            settle(page)
            assert wanted in page.locator("main").inner_text(), address
            assert axe(page) == [], (address, width)
            assert overflow(page) <= 0, (address, width)
