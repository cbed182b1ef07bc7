"""What the keyboard does, and where the focus goes."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.builders.chromium import PHONE


def focused(page) -> str:
    """The text or label of what has the focus."""
    return page.evaluate(
        "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
    )


def until(page, fits) -> None:
    """What has the focus is what it should be, within a second."""
    for _try in range(40):
        if fits(focused(page)):
            return
        page.wait_for_timeout(25)
    raise AssertionError(focused(page))


def test_the_first_tab_offers_to_skip_the_bar(open_page) -> None:
    page = open_page("/parts/case/")
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_slash_goes_to_the_search_and_not_inside_a_field(open_page) -> None:
    page = open_page("/parts/my-work/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("a/b?")
    assert page.evaluate("document.activeElement.value") == "a/b?"
    assert not page.locator("#pl-shortcuts").is_visible()


def test_j_and_k_walk_the_rows(open_page) -> None:
    page = open_page("/parts/my-work/")
    for key, number in (("j", "214号"), ("j", "29号"), ("k", "214号"), ("k", "214号")):
        page.keyboard.press(key)
        assert number in focused(page)


def test_the_list_of_keys_opens_closes_and_switches_single_keys_off(open_page) -> None:
    page = open_page("/parts/my-work/")
    page.keyboard.press("?")
    expect(page.locator("#pl-shortcuts")).to_be_visible()
    page.locator("#pl-single-keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#pl-shortcuts")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#pl-shortcuts")).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_alt_and_a_digit_open_the_item_of_the_menu(open_page) -> None:
    page = open_page("/parts/my-work/")
    page.evaluate("document.querySelectorAll('[data-pl-menu] a')[2].href = '/parts/case/'")
    page.keyboard.press("Alt+3")
    page.wait_for_url(re.compile("/parts/case/"))


def test_an_explanation_takes_the_focus_and_gives_it_back(open_page) -> None:
    page = open_page("/parts/case/")
    button = page.locator(".pl-how summary").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pl-explained").first).to_be_visible()
    until(page, lambda told: "24:00 截止" in told)  # it is given the focus a moment after it opened
    page.keyboard.press("Escape")
    expect(page.locator(".pl-explained").first).to_be_hidden()
    until(page, lambda told: told.startswith("怎么算的"))


def test_one_explanation_at_a_time_and_a_click_elsewhere_closes_it(open_page) -> None:
    page = open_page("/parts/case/")
    page.locator(".pl-how summary").nth(0).click()
    page.locator(".pl-how summary").nth(1).click()
    assert page.locator(".pl-how[open]").count() == 1
    page.locator("h1").click()
    assert page.locator(".pl-how[open]").count() == 0


def test_an_explanation_lies_within_the_window(open_page) -> None:
    page = open_page("/parts/case/")
    page.locator(".pl-how summary").first.click()
    box = page.locator(".pl-explained").first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1366


def test_the_menu_of_a_phone_opens_and_names_its_state(open_page) -> None:
    page = open_page("/parts/case/", PHONE)
    button = page.locator(".pl-menu-button")
    expect(page.locator("#pl-menu")).to_be_hidden()
    button.click()
    expect(page.locator("#pl-menu")).to_be_visible()
    assert button.get_attribute("aria-expanded") == "true"


def test_the_steps_of_a_phone_unfold(open_page) -> None:
    page = open_page("/parts/case/", PHONE)
    assert "第 6 / 11 环节" in page.locator(".pl-steps-short").inner_text()
    expect(page.locator(".pl-step").first).to_be_hidden()
    page.locator(".pl-steps-unfold").click()
    expect(page.locator(".pl-step").first).to_be_visible()


def test_the_tail_of_the_menu_folds_into_more(open_page) -> None:
    page = open_page("/parts/morning/", (820, 700))
    more = page.locator(".pl-menu-more summary")
    expect(more).to_be_visible()
    more.click()
    expect(page.locator(".pl-menu-more a").last).to_be_visible()
    assert page.locator("[data-pl-menu] a").count() == 8


def test_rows_are_chosen_and_the_batch_acts_come_alive(open_page) -> None:
    page = open_page("/parts/my-work/")
    act = page.locator("[data-pl-batch]").first
    assert act.get_attribute("aria-disabled") == "true"
    page.locator("[data-pl-choose]").nth(1).check()
    assert page.locator("[data-pl-chosen]").text_content() == "1"
    assert act.get_attribute("aria-disabled") == "false"
    page.locator("[data-pl-choose-all]").check()
    assert page.locator("[data-pl-chosen]").text_content() == "9"


def test_a_dialog_keeps_the_focus_and_gives_it_back(open_page) -> None:
    page = open_page("/parts/")
    page.evaluate(
        "document.getElementById('return').close();"
        "const opener = document.querySelector('.pl-quarantine-opener, .pl-button');"
        "opener.dataset.plOpen = 'return'; opener.id = 'opener'"
    )
    page.locator("#opener").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('return').matches(':modal')")
    for _ in range(8):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body"
            " || document.getElementById('return').contains(document.activeElement)"
        )
        assert inside
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "opener"


def test_chosen_files_are_named(open_page) -> None:
    page = open_page("/parts/")
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "听证笔录.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2048}
    )
    assert "听证笔录.pdf" in page.locator("[data-pl-chosen-files]").first.inner_text()
    assert "2 kB" in page.locator("[data-pl-chosen-files]").first.inner_text()
