"""HTMX under the strict policy: refusals shown, focus on what is new, nothing of an answer runs, drafts kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def trial(open_page, settings) -> Page:
    """The trial page; `settings.TRIAL_DRAFTS` holds what reached the draft address."""
    settings.ROOT_URLCONF = "tests.browser.trial_pages"
    settings.TRIAL_DRAFTS = []
    return open_page("/trial/")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.getAttribute('aria-label')")


@pytest.mark.complains("403")
def test_a_refusal_is_shown_in_the_page_and_takes_the_focus(trial: Page) -> None:
    with trial.expect_console_message(
        lambda said: "403" in said.text
    ):  # the browser notes the status by itself
        trial.get_by_role("button", name="refused").click()
    expect(trial.locator(".pl-refusal")).to_be_focused()
    assert trial.url.endswith("/trial/")


def test_the_focus_goes_to_the_heading_of_an_answer(trial: Page) -> None:
    trial.locator("#note").fill("甲")
    trial.get_by_role("button", name="done").click()
    expect(trial.locator("#answer h2")).to_have_text("kept: 甲")
    expect(trial.locator("#answer h2")).to_be_focused()


def test_typing_in_a_filter_goes_on(trial: Page) -> None:
    trial.locator("#search").press_sequentially("安全设备", delay=40)
    expect(trial.locator("#heading")).to_have_text("安全设备")
    assert focused(trial) == "search"
    trial.keyboard.type("司")
    expect(trial.locator("#heading")).to_have_text("安全设备司")


def test_a_part_that_comes_by_itself_moves_nobody(trial: Page) -> None:
    """The board was pulled down to its statistics a second after somebody had begun to read it."""
    trial.goto(trial.url + "by-itself/")
    expect(trial.locator("#heading")).to_have_text("late")
    trial.wait_for_timeout(200)
    assert trial.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]


@pytest.mark.complains("Content Security Policy")
def test_nothing_of_an_answer_runs(trial: Page) -> None:
    with trial.expect_console_message(lambda said: "Content Security Policy" in said.text):
        trial.locator("#search").fill("x")
        expect(trial.locator("#heading")).to_have_text("x")
        trial.locator("#answer p").click()
    assert trial.evaluate("window.ran") is None
    assert trial.locator("#answer script").count() == 0


@pytest.mark.complains("500")
def test_no_answer_says_what_was_kept_and_shows_nothing_of_the_failure(trial: Page) -> None:
    trial.locator("#note").fill("乙")
    with trial.expect_console_message(lambda said: "500" in said.text):
        trial.get_by_role("button", name="broken").click()
    expect(trial.locator("#pl-no-answer")).to_be_visible()
    assert focused(trial) == "pl-no-answer"
    assert trial.locator("#note").input_value() == "乙"
    assert "secret" not in trial.content()


def test_a_draft_is_kept_by_key_and_told(trial: Page, settings) -> None:
    trial.locator("#note").fill("丙")
    trial.keyboard.press("Control+s")
    expect(trial.locator("[data-pl-draft-state]")).to_have_text("草稿已保存（09:18）")
    assert settings.TRIAL_DRAFTS == ["丙"]


def test_a_draft_is_kept_after_a_pause(trial: Page, settings) -> None:
    trial.clock.install()
    trial.reload()
    trial.locator("#note").fill("丁")
    trial.clock.run_for(4500)
    expect(trial.locator("[data-pl-draft-state]")).to_have_text("草稿已保存（09:18）")
    assert settings.TRIAL_DRAFTS == ["丁"]


@pytest.mark.complains("503")
def test_a_draft_that_could_not_be_kept_is_told(trial: Page) -> None:
    trial.locator("#note").fill("lost")
    with trial.expect_console_message(lambda said: "503" in said.text):
        trial.keyboard.press("Control+s")
    expect(trial.locator("[data-pl-draft-state]")).to_contain_text("没有存上")
    assert trial.locator("#note").input_value() == "lost"
