"""A Chromium for the tests of this folder. `make test` requires one; alone, pytest skips without."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.builders import chromium
from tests.builders.history import instant
from tests.builders.journey import OFFICER, Journey
from tests.builders.window import Pictures, Size

from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.people import settle as settle_people


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for the tests of this folder that a worker runs; those of others find no event loop any more."""
    program = chromium.program()
    if program is None:
        text = "no Chromium: set CHROMIUM, install one, or run `python tools/frontend.py tests`"
        if os.environ.get("PLUMBLINE_BROWSER") == "required":
            pytest.fail(text)
        pytest.skip(text)
    # What is waited for is a state, never a time: a slow machine only takes longer.
    expect.set_options(timeout=chromium.PATIENCE)
    # Playwright keeps an event loop in this thread, which Django would take for an asynchronous caller.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(
            executable_path=program, args=list(chromium.FLAGS), env=dict(chromium.environment())
        )
        yield started
        started.close()


Opener = Callable[..., Page]


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Complaints a test provokes, by `@pytest.mark.complains("403")`; any other one fails it."""
    mark = request.node.get_closest_marker("complains")
    return mark.args if mark else ()


@pytest.fixture
def open_page(
    browser: Browser, live_server: object, settings: object, expected: tuple[str, ...]
) -> Iterator[Opener]:
    """Opens an address of the running site in a window of its own; what it complains of is checked at the end."""
    settings.DEMO = True  # type: ignore[attr-defined]
    opened: list[tuple[Page, list[str]]] = []

    def open_page(path: str, size: tuple[int, int] = chromium.DESKTOP, language: str = "zh-CN") -> Page:
        phone = size[0] < 700
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=phone,
            locale=language,
            reduced_motion="reduce",
        )
        context.set_default_timeout(chromium.PATIENCE)
        page = context.new_page()
        opened.append((page, chromium.watch(page)))
        page.goto(f"{live_server.url}{path}")  # type: ignore[attr-defined]
        chromium.settle(page)
        return page

    yield open_page
    left = [text for _, said in opened for text in said if not any(part in text for part in expected)]
    for page, _ in opened:
        page.context.close()
    assert left == []


def _people(_now: int) -> None:
    """The district's people and organs, registered long enough ago, and no case."""
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))


Sized = Callable[..., Journey]


@pytest.fixture
def begin_journey(open_page: Opener, live_server: object, settings: object, tmp_path: Path) -> Sized:
    """The demo's people at their desk, a clock of one's own, a window in which an officer sits: `builders.journey`."""

    def begin_journey(
        sizes: tuple[Size, ...], at: str, pictures: Pictures, district: Callable[[int], None] = _people
    ) -> Journey:
        settings.DATA = tmp_path  # type: ignore[attr-defined]
        clock = {"now": instant(at)}
        settings.CLOCK = lambda: clock["now"]  # type: ignore[attr-defined]
        district(clock["now"])
        page = open_page("/login/", sizes[0])
        journey = Journey(page, live_server.url, sizes, pictures, clock=clock)  # type: ignore[attr-defined]
        journey.by = OFFICER
        return journey

    return begin_journey
