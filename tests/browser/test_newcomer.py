"""A newcomer's path: the demo's first page, the report of a closed year, a figure, a sealed record, in few clicks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Locator, expect
from tests.builders.chromium import settle
from tests.builders.history import instant
from tests.builders.journey import SIGNER, Journey
from tests.builders.window import BOTH

from plumbline.apps.annual_report import actions
from plumbline.apps.annual_report.queries import case_of
from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import perform_act
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.people.queries import demo_login, persons_of
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment
from plumbline.site.demo.closed_year import YEAR, fill
from plumbline.site.demo.closed_year_kinds import KINDS
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]

OPENED, TODAY = "2026-11-02 09:00", parse_day("2026-11-02")
FEW = 3
WORDS = {
    "measures": "# （一）健全制度\n开展合法性审查{legality_reviews}件，收到公众建议{suggestions_received}件。",
    "first_responsible": "党政主要负责人履行职责。",
    "shortcomings": "材料不齐仍有发生。",
    "plans": "加强培训。",
}
MOST_CLICKS = 4
BESIDE_MAIN = 400
"""Pixels of head and foot beside the main part of a page."""
PUBLIC_PAGES = ("", "{report}", "{report}suggestions_received/")


def office_of_law() -> Person:
    """The demo's person of the rule-of-law office."""
    account = demo_login(Role.RULE_OF_LAW_OFFICE)
    assert account is not None
    return next(one for one in persons_of(account, TODAY) if one.role is Role.RULE_OF_LAW_OFFICE)


def closed_year(now: int) -> None:
    """Some cases of the closed year, and its report with its figures fixed and sealed."""
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    office = office_of_law()
    few = [replace(one, count=FEW) for one in KINDS if one.procedure in ("legality.contract", "suggestion")]
    fill(few, organ=office.organ, division=office.divisions[0], now=now)
    sequence()
    case = actions.begin(person=office, year=YEAR, body="government", now=now, today=TODAY)
    for section, words in WORDS.items():
        actions.write_section(person=office, case=case, section=section, words=words, version=0, now=now)
    actions.fix_figures(person=office, case=case, sources_told=False, now=now, today=TODAY)
    sequence()
    Sealer(signers_of(SIGNER, False), lambda: now).seal()


def test_from_the_first_page_to_a_sealed_record_in_four_clicks(begin_journey) -> None:
    journey = begin_journey(BOTH, OPENED, {}, closed_year)
    page, clicks = journey.page, 0

    def click(what: Locator) -> None:
        nonlocal clicks
        what.click()
        settle(page)
        clicks += 1

    page.goto(f"{journey.server}/")
    settle(page)
    click(page.get_by_role("button", name=f"打开 {YEAR} 年度报告"))  # signs in as the rule-of-law office
    expect(page.locator("h1")).to_contain_text(f"{YEAR}年法治政府建设年度报告")
    journey.clean()
    click(page.locator("article .pl-figure").nth(1))
    evidence = page.locator("#evidence")
    expect(evidence.locator("h2")).to_contain_text(str(FEW))
    expect(evidence.locator("[data-pl-chart] svg")).to_be_visible()
    click(evidence.locator("tbody a").first)
    expect(page.locator("main")).to_contain_text("已封存 #")
    expect(page.locator("main")).to_contain_text("检查点")
    journey.clean()
    assert clicks <= MOST_CLICKS
    page.goto(f"{journey.server}/annual-report/{case_of(office_of_law().organ, YEAR)}/edit/measures/")
    settle(page)
    height, end = page.evaluate(
        "[document.documentElement.scrollHeight, document.querySelector('main').offsetHeight]"
    )
    assert height - end < BESIDE_MAIN, "nothing but the page itself is scrolled"
    journey.clean()
    the_public_reads_it(journey)


def the_public_reads_it(journey: Journey) -> None:
    """Once it is published: the list, the text, a figure, without a script."""
    office = office_of_law()
    act = Act("publish", Moment(f"{YEAR + 1}-03-18", "day"), values={"channel": "区政府门户网站"})
    case = case_of(office.organ, YEAR)
    perform_act(person=office, case=case, act=act, seen=None, now=instant(OPENED), mode="attest")
    address = f"{YEAR}/{office.organ}/"
    for part in PUBLIC_PAGES:
        journey.page.goto(f"{journey.server}/public/figures/reports/{part.format(report=address)}")
        journey.clean()
    expect(journey.page.locator("h1")).to_contain_text(f"{FEW} ")
