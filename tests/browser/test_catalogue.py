"""The catalogue and the whole pages in Chromium: nothing on the console, nothing for axe, no sideways scroll."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders.chromium import DESKTOP, PHONE, axe, overflow

PAGES = ("", "case/", "my-work/", "morning/", "report/", "search/", "decision/")
TABLET = (820, 1180)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_clean(open_page, path: str) -> None:
    page = open_page(f"/parts/{path}")
    for width, height in (DESKTOP, TABLET, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert axe(page) == [], width
        assert overflow(page) <= 0, width


@pytest.mark.parametrize("path", ["", "case/"])
def test_a_page_is_clean_in_english(open_page, path: str) -> None:
    page = open_page(f"/parts/{path}", language="en")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert axe(page) == []
    assert overflow(page) <= 0


def test_at_two_hundred_percent_nothing_scrolls_sideways(open_page) -> None:
    """A zoom of 200 % on 1366 pixels is a page 683 wide."""
    assert overflow(open_page("/parts/case/", (683, 384))) <= 0


def test_the_next_act_and_its_limit_are_seen_without_scrolling(open_page) -> None:
    page = open_page("/parts/case/")
    for seen in (
        "h1",
        ".pl-steps-row",
        ".pl-refusal footer",
        ".pl-may .pl-button-main",
        ".pl-barred",
        ".pl-clock",
    ):
        box = page.locator(seen).first.bounding_box()
        assert box is not None, seen
        assert box["y"] + box["height"] <= DESKTOP[1], seen


def test_a_row_of_a_list_is_one_line(open_page) -> None:
    page = open_page("/parts/my-work/")
    heights = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert heights
    assert max(heights) <= 36


def test_letters_come_from_here(open_page) -> None:
    page = open_page("/parts/report/")
    faces = page.evaluate("[...document.fonts].filter(one => one.status === 'loaded').map(one => one.family)")
    families = {face.strip('"') for face in faces}
    assert families == {"Noto Sans SC Variable", "Noto Serif SC Variable"}


@pytest.mark.parametrize("path", ["case/", "report/", ""])
def test_targets_of_a_phone_are_large_enough(open_page, path: str) -> None:
    page = open_page(f"/parts/{path}", PHONE)
    small = page.locator(".pl-button, .pl-menu-button, .pl-input, .pl-field select").evaluate_all(
        "all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)"
        ".map(one => one.outerHTML.slice(0, 120))"
    )
    assert small == []


def test_charts_are_drawn_and_told(open_page) -> None:
    page = open_page("/parts/morning/")
    assert page.locator("[data-pl-chart] svg").count() == 2
    assert "消除" in (page.locator("[data-pl-chart] svg").first.text_content() or "")
    page.locator("figure details summary").first.click()
    assert page.locator("figure table").first.is_visible()


def test_a_printed_page_has_no_bars_or_buttons(open_page, tmp_path: Path) -> None:
    page = open_page("/parts/case/")
    page.emulate_media(media="print")
    for hidden in (".pl-top", ".pl-may", ".pl-refusal footer .pl-button", ".pl-how"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".pl-table thead").first.evaluate("head => getComputedStyle(head).display") == (
        "table-header-group"
    )


def test_without_colours_states_still_have_edges_and_words(open_page) -> None:
    page = open_page("/parts/")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    word = page.locator(".pl-word-breach").first
    assert word.text_content()
    assert word.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
