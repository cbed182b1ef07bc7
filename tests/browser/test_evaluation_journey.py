"""A whole evaluation in Chromium: the office calls, five vote in their browsers, the office counts, one looks it up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.builders.chromium import DESKTOP, PHONE, axe, overflow, settle
from tests.builders.desk import ORGAN, registered_organ
from tests.builders.evaluation import NOW, electorate, reported
from tests.builders.signing_in import account, signed_in

from plumbline.apps.casework.case_reading import read_case
from plumbline.core.authority.role import Role
from plumbline.core.ballots.published import verify

pytestmark = [pytest.mark.django_db(transaction=True)]
GRADES = (0, 0, 1, 4, 2)


@pytest.fixture
def report(settings, tmp_path) -> str:
    settings.CLOCK = lambda: NOW
    settings.EVALUATION_KEYS = tmp_path / "keys"
    settings.SECOND_FACTOR_REQUIRED = False
    registered_organ()
    electorate(len(GRADES))
    account("office", Role.RULE_OF_LAW_OFFICE, organ="organ-justice", divisions=["650105"], now=NOW)
    return reported()


def clean(page, name: str) -> None:
    for size in (DESKTOP, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert axe(page) == [], name
        assert overflow(page) <= 0, name
        if folder := os.environ.get("PLUMBLINE_MANUAL"):
            page.screenshot(path=Path(folder) / f"{name}-{size[0]}.png", full_page=True)


def assert_recounted(page, report: str, cast: dict[str, int]) -> None:
    """The list that the page gives is the one the sealed records name, and holds every ballot as it was cast."""
    with page.expect_download() as sent:
        page.locator(".pl-head a[href$='ballots.json']").click()
    entered = {one.step: one.fields for one in read_case(report).history.acts}
    proof, key = entered["evaluate"]["count_proof"], entered["call_evaluation"]["ballot_key"]
    found = verify(Path(sent.value.path()).read_bytes(), proof=str(proof), key=str(key))
    assert {one.serial: one.grade for one in found.ballots} == cast


@pytest.mark.complains("ERR_FAILED")
def test_an_evaluation_from_the_call_to_the_receipt(open_page, report, live_server) -> None:
    page = open_page("/login/")

    def go(path: str, who: str) -> None:
        cookie = signed_in(who).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")
        settle(page)

    go(f"/evaluations/call/{report}/?unit={ORGAN}", "office")
    clean(page, "evaluation-call")
    page.locator("form[method=post] .pl-form-foot button").click()
    page.locator("#pl-close").wait_for()
    own = page.url.removeprefix(live_server.url)
    clean(page, "evaluation-open")

    casting: list[dict[str, str]] = []
    page.on("request", lambda one: casting.append(one.all_headers()) if "/ballots/" in one.url else None)
    receipts = []
    for place, grade in enumerate(GRADES):
        page.set_viewport_size({"width": (DESKTOP, PHONE)[place % 2][0], "height": 768})
        go("/evaluations/", f"voter-{place:02}")
        page.locator(f"input[value='{grade}']").check()
        if (
            place == 0
        ):  # the line breaks after the ballot was taken: it waits in the browser and is cast later
            page.route("**/ballots/**", lambda route: route.abort())
            page.locator(".pl-form-foot button").click()
            page.get_by_text("没有送达").wait_for()
            page.unroute("**/ballots/**")
            page.reload()
            settle(page)
            clean(page, "evaluation-sheet")
        page.locator(".pl-form-foot button").click()
        page.locator("[data-pl-receipt]").wait_for()
        receipts.append(page.locator("[data-pl-receipt]").inner_text())
        assert page.evaluate("localStorage.length") == 0, "something of the ballot stayed in the browser"
    assert casting
    assert all("cookie" not in headers for headers in casting)

    go(f"/evaluations/call/{report}/", "office")
    assert page.url.removeprefix(live_server.url) == own, "what is called already is shown, not called again"
    page.locator("#pl-close ~ form, form[action$='/close/']").first.locator("button").click()
    page.locator("#pl-ballots").wait_for()
    go(own, "voter-00")
    clean(page, "evaluation-result")
    assert page.get_by_role("row", name=receipts[0]).inner_text().endswith("好")
    assert_recounted(page, report, dict(zip(receipts, GRADES, strict=True)))
