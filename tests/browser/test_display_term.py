"""A penalty of market supervision from the act to the end of its display, read at both sizes without script.

It is public on the twentieth working day; «expired» is refused while the term runs, its last day included, and goes
through on the day after; one that falls is withdrawn and its old address leads to the decision made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page
from tests.builders.chromium import DESKTOP, PATIENCE, PHONE, overflow
from tests.builders.history import instant
from tests.builders.journey import HEAD, OFFICER, SECOND, Journey
from tests.builders.window import BOTH, Size

from plumbline.apps.casework.actions import Act, Opening, PaperWanted, open_case, perform_act
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db(transaction=True)]

DECIDED, LAST = "2026-10-08 10:00", "2026-11-04 09:00"
"""Published on its twentieth working day, 4 November: three months of display end with 4 February."""
PARTY = "青石区百惠食品商店（虚构）"
FACTS = "经查，2026年9月1日，你单位销售的预包装食品未标明生产日期。以上事实有现场笔录、对店员王秀兰的询问笔录为证。"


def person(username: str, day: str) -> Person:
    account = login_of(username)
    assert account is not None
    return persons_of(account, parse_day(day))[0]


def decide(case: str, at: str) -> None:
    """A public criticism and nothing else: its display is short, and the decision itself says so."""
    act = Act(
        "decide",
        Moment(at.replace(" ", "T") + "+08:00", "minute"),
        values={"outcome": "penalty", "heaviest_kind": "criticism", "confiscates": False},
        make=(PaperWanted("行政处罚决定书", {"facts": FACTS, "penalty": "通报批评。"}),),
    )
    perform_act(person=person(HEAD, at[:10]), case=case, act=act, seen=None, now=instant(at), mode="attest")


def opened(number: str) -> str:
    officer = person(OFFICER, DECIDED[:10])
    opening = Opening(
        "penalty.ordinary",
        number,
        "销售标签不合规定的预包装食品",
        field="market-supervision",
        facts={"party_kind": "organisation"},
        party={"party_name": PARTY, "party_number": "91659900MA7QT2K3XB"},
    )
    return open_case(
        person=officer, place=Place(officer.organ, "650105"), opening=opening, now=instant(DECIDED)
    )


def released(journey: Journey, case: str, at: str) -> str:
    """Its release, taken through the desk's pages; the address there."""
    page = journey.page
    journey.at(at)
    journey.go(f"/cases/{case}/", OFFICER)
    page.locator("section:has(> .pl-card-head h2:text-is('公示')) form button").click()
    page.locator(".pl-marking").wait_for()
    assert page.locator("#id_t-fact_only_warning").input_value() == "no", "the decision told it"
    assert page.locator("#id_t-fact_minor_sanction").input_value() == "yes"
    page.locator("#id_t-fact_restricted").select_option("no")
    release = page.url.removeprefix(journey.server)
    journey.clean()
    page.locator("[name=do_extract]").click()
    page.locator(".pl-redacted").first.wait_for()
    journey.go(release, SECOND)
    page.locator("#id_r-secrecy").select_option("may_publish")
    page.locator("#id_r-privacy").select_option("redacted")
    page.locator("[name=do_review]").click()
    page.locator("#pl-approve").wait_for()
    journey.go(release, HEAD)
    page.locator("[name=do_publish]").click()
    page.locator("main a[href^='/public/decisions/']").first.wait_for()
    return release


def ending(journey: Journey, release: str, at: str) -> Locator:
    """The form that ends the display, filled for a term that is over."""
    journey.at(at)
    journey.turned()
    journey.go(release, HEAD)
    form = journey.page.locator("details", has=journey.page.locator("[name=do_stop_display]"))
    form.evaluate("one => { one.open = true }")
    form.locator("#id_s-ground").select_option("expired")
    return form


@contextmanager
def citizen(journey: Journey, size: Size) -> Iterator[Page]:
    """A browser of somebody who is nobody here, and runs no script."""
    browser = journey.page.context.browser
    assert browser is not None
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=False, locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE)
    asked: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    yield context.new_page()
    assert [one for one in asked if not one.startswith(journey.server)] == [], "nothing from elsewhere"
    context.close()


def read(journey: Journey, path: str, status: int) -> str:
    """What a citizen reads at an address, at both sizes the same."""
    said = ""
    for size in (DESKTOP, PHONE):
        with citizen(journey, size) as page:
            answer = page.goto(f"{journey.server}{path}")
            assert answer is not None
            assert answer.status == status, (path, answer.status)
            said = page.locator("main").inner_text()
    journey.page.goto(f"{journey.server}{path}")
    for size in journey.seen():
        assert overflow(journey.page) <= 0, (path, size)
    return said


def data(journey: Journey) -> dict[str, list[dict[str, str]]]:
    """The file of open data in JSON."""
    answer = journey.page.request.get(f"{journey.server}/public/decisions/organisations.json")
    assert answer.status == 200
    told: dict[str, list[dict[str, str]]] = json.loads(answer.text())
    gone = [{name: one[name] for name in ("key", "state", "on", "reason")} for one in told["withdrawn"]]
    return {"decisions": told["decisions"], "withdrawn": gone}


@pytest.mark.complains("422", "410")
def test_a_display_lasts_through_its_last_day_and_its_end_is_public(begin_journey) -> None:
    journey: Journey = begin_journey(BOTH, DECIDED, {})
    case = opened("青市监罚〔2026〕96号")
    decide(case, DECIDED)
    release = released(journey, case, LAST)
    public = journey.page.locator("main a[href^='/public/decisions/']").first.get_attribute("href")
    assert public is not None
    said = read(journey, public, 200)
    assert "按期" in said
    assert "通报批评" in said
    assert "2027-02-04" in said, "displayed until"
    assert "王秀兰" not in said
    assert "罚款" not in said, "a paper without a fine says nothing of paying one"
    for at in ("2027-01-05 09:00", "2027-02-04 17:00"):
        form = ending(journey, release, at)
        form.locator("[name=do_stop_display]").click()
        journey.page.locator(".pl-refusal").wait_for()
        told = journey.page.locator(".pl-refusal").inner_text()
        assert "三个月" in told, told
    assert read(journey, public, 200)
    form = ending(journey, release, "2027-02-05 00:10")
    form.locator("[name=do_stop_display]").click()
    journey.page.locator("[name=do_stop_display]").wait_for(state="detached")
    said = read(journey, public, 410)
    assert "2027-02-05" in said
    assert PARTY not in said
    key = public.rstrip("/").rsplit("/", 1)[-1]
    file = data(journey)
    assert file["decisions"] == []
    assert file["withdrawn"] == [{"key": key, "state": "stopped", "on": "2027-02-05", "reason": "expired"}]
    journey.finish()


@pytest.mark.complains("410")
def test_what_fell_says_so_until_the_decision_made_anew_takes_its_place(begin_journey) -> None:
    journey: Journey = begin_journey(BOTH, DECIDED, {})
    case = opened("青市监罚〔2026〕97号")
    decide(case, DECIDED)
    release = released(journey, case, LAST)
    public = journey.page.locator("main a[href^='/public/decisions/']").first.get_attribute("href")
    assert public is not None
    journey.at("2026-11-10 09:00")
    journey.go(release, HEAD)
    form = journey.page.locator("details", has=journey.page.locator("[name=do_withdraw]"))
    form.evaluate("one => { one.open = true }")
    form.locator("#id_w-how").select_option("quashed")
    form.locator("#id_w-reason").fill("复议决定撤销原处罚决定")
    form.locator("[name=do_withdraw]").click()
    journey.page.locator("[name=do_withdraw]").wait_for(state="detached")
    said = read(journey, public, 410)
    assert "2026-11-10" in said
    assert "复议决定撤销原处罚决定" in said
    assert PARTY not in said
    key = public.rstrip("/").rsplit("/", 1)[-1]
    told = {"key": key, "state": "withdrawn", "on": "2026-11-10", "reason": "复议决定撤销原处罚决定"}
    assert data(journey) == {"decisions": [], "withdrawn": [told]}
    decide(case, "2026-11-16 10:00")
    released(journey, case, "2026-11-17 09:00")
    anew = journey.page.locator("main a[href^='/public/decisions/']").first.get_attribute("href")
    assert anew not in (None, public)
    for language in ("public", "public/en"):
        old = public.replace("/public/", f"/{language}/", 1)
        journey.page.goto(f"{journey.server}{old}")
        journey.page.reload()  # a copy may be shown for five minutes
        assert journey.page.url.endswith(str(anew).replace("/public/", f"/{language}/", 1)), journey.page.url
    assert [one["key"] for one in data(journey)["decisions"]] == [str(anew).rstrip("/").rsplit("/", 1)[-1]]
    assert data(journey)["withdrawn"] == [told]
    journey.finish()
