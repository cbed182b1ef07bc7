"""An ordinary penalty from opening to archive, as the demo's people do it in Chromium; forbidden acts are tried too.

The pictures of the manual are taken here: `PLUMBLINE_MANUAL=write` puts them into docs/manual.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.builders.chromium import DESKTOP, PHONE, axe, overflow, settle
from tests.builders.history import instant

from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]

MANUAL = Path(__file__).parents[2] / "docs/manual"
PICTURES = {
    DESKTOP: ("new-case", "too-early", "one-officer", "no-review", "case", "my-work"),
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


@dataclass(slots=True)
class Journey:
    """One window, the case in hand, the clock of the server."""

    page: Page
    server: str
    size: tuple[int, int]
    clock: dict[str, int]
    case: str = ""
    role: Role = Role.OFFICER
    taken: list[str] = field(default_factory=list)

    def become(self, role: Role) -> None:
        """The demo's person of a role, by one click; a session ends when its person has been away, here overnight."""
        self.role = role
        self.page.goto(f"{self.server}/own/")
        if "/login/" in self.page.url:
            self.page.locator(f"form button[name=role][value={role.value}]").click()
        else:
            self.page.locator("#pl-demo-role").select_option(role.value)
            self.page.locator(".pl-demo button").click()
        settle(self.page)

    def form(self, step: str, at: str) -> None:
        """The form of an act, at an instant."""
        self.clock["now"] = instant(at)
        self.become(self.role)
        self.page.goto(f"{self.server}{self.case}act/{step}/")
        self.clean()
        # a form that was refused comes back as it was typed, with its time
        self.page.locator("#act_at").fill(at.replace(" ", "T"))

    def act(self, step: str, at: str, values: dict[str, str] | None = None, papers: str = "") -> None:
        """The act, entered through its form."""
        self.form(step, at)
        self.fill(values or {}, papers)
        self.send()
        self.page.wait_for_url(lambda url: "/act/" not in url)
        settle(self.page)

    def refused(self, step: str, at: str, values: dict[str, str], *shown: str) -> None:
        """The act, tried and refused: article, what is lacking and what mends it are on the page."""
        self.form(step, at)
        self.fill(values, "")
        self.send()
        panel = self.page.locator(".pl-refusal")
        panel.wait_for()
        said = panel.inner_text()
        for text in shown:
            assert text in said, (text, said)
        assert panel.locator("a[href^='/law/']").count(), "the refusal names no article"
        self.clean()

    def send(self) -> None:
        self.page.locator(".pl-form-foot .pl-button-main").click()

    def fill(self, values: dict[str, str], papers: str) -> None:
        for name, value in values.items():
            if name == "others":
                self.page.locator(f"input[name=others][value='{value}']").check()
                continue
            place = self.page.locator(f"#act_f_{name}")
            if place.evaluate("one => one.tagName") == "SELECT":
                place.select_option(value)
            else:
                place.fill(value)
        for title in papers.split():
            self.page.locator(f"input[name=papers][value='{title}']").check()

    def clean(self) -> None:
        """Nothing for axe, no sideways scroll."""
        settle(self.page)
        assert axe(self.page) == [], self.page.url
        assert overflow(self.page) <= 0, self.page.url

    def picture(self, name: str) -> None:
        """A picture for the manual, if it shows this size of window."""
        if name not in PICTURES[self.size]:
            return
        self.taken.append(name)
        folder = MANUAL if os.environ.get("PLUMBLINE_MANUAL") == "write" else None
        if folder is not None:
            folder.mkdir(exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png")


@pytest.fixture
def clock(settings: Any) -> Iterator[dict[str, int]]:
    now = {"now": instant(f"{BEGIN} 09:00")}
    settings.CLOCK = lambda: now["now"]
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    return now


def opened(journey: Journey) -> None:
    page = journey.page
    page.goto(f"{journey.server}/cases/new/")
    page.locator("#open_procedure").select_option("penalty.ordinary")
    page.locator("#open_cause").fill("未按规定检测安全设备")
    page.locator("#open_party_kind").select_option("organisation")
    page.locator("#open_party_name").fill("青石区恒岳机械加工有限公司（虚构）")
    journey.clean()
    journey.picture("new-case")
    page.locator(".pl-form-foot .pl-button-main").click()
    page.wait_for_url(lambda url: "/cases/" in url and "/new/" not in url)
    journey.case = page.url.removeprefix(journey.server).partition("#")[0]
    journey.clean()


def investigated(journey: Journey) -> None:
    journey.role = Role.AGENCY_HEAD
    journey.act("file_case", f"{BEGIN} 10:00", FILED, "立案审批表")
    journey.refused(
        "decide", f"{BEGIN} 10:10", {"outcome": "penalty", "fine": "2000"}, "行政处罚法", "调查终结"
    )
    journey.picture("too-early")
    journey.role = Role.OFFICER
    journey.refused(
        "investigate", "2026-10-13 10:00", LOOKED, "行政处罚法", "不得少于两人", "2 名持有效执法证的执法人员"
    )
    journey.picture("one-officer")
    journey.act("investigate", "2026-10-13 10:05", {**LOOKED, "others": "QS02002"})
    journey.act("conclude_investigation", "2026-10-14 10:00", {**CONCLUDED}, "调查终结报告")
    journey.act("tell_proposed_penalty", "2026-10-15 10:00", TOLD, "行政处罚告知书")
    journey.act("waive_defence", "2026-10-16 10:00")


def decided(journey: Journey) -> None:
    journey.role = Role.AGENCY_HEAD
    journey.refused("decide", "2026-10-19 10:00", DECIDED, "行政处罚法", "法制审核")
    journey.picture("no-review")
    journey.picture("phone-refusal")
    journey.role = Role.REVIEWER
    journey.act("legal_review", "2026-10-20 10:00", REVIEWED, "法制审核意见书")
    journey.role = Role.AGENCY_HEAD
    journey.act("decide", "2026-10-21 10:00", DECIDED)
    journey.role = Role.OFFICER
    journey.act("issue_decision", "2026-10-21 15:00", ISSUED, "行政处罚决定书")


def closed(journey: Journey) -> None:
    served = {"method": "direct", "filming_listed": "0"}
    journey.act("serve", "2026-10-22 10:00", served, "送达回证")
    journey.clean()
    journey.picture("case")
    journey.picture("phone-case")
    journey.act("disclose", "2026-10-23 10:00")
    journey.act("pay_fine", "2026-10-26 10:00", {"channel": "bank"}, "缴款凭证")
    journey.page.goto(f"{journey.server}/work/?tab=open")
    journey.clean()
    journey.picture("my-work")
    journey.act("close_archive", "2026-10-27 10:00", {"state": "performed"}, "结案审批表 卷宗")


@pytest.mark.complains("422")
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_ordinary_penalty_from_opening_to_archive(
    open_page: Any, live_server: Any, clock: dict[str, int], size: tuple[int, int]
) -> None:
    page = open_page("/login/", size)
    page.locator(f"form button[name=role][value={Role.OFFICER.value}]").click()
    settle(page)
    journey = Journey(page, live_server.url, size, clock)
    opened(journey)
    investigated(journey)
    decided(journey)
    closed(journey)
    journey.page.goto(f"{journey.server}/work/?tab=closed")
    assert "未按规定检测安全设备" in journey.page.locator("#list").inner_text()
    assert tuple(sorted(journey.taken)) == tuple(sorted(PICTURES[size]))
