"""A real Chromium for Playwright: `$CHROMIUM`, else one of the machine, else the npm package `make test` fetches."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
UNPACKED = ROOT / "node_modules" / ".browser"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox for root, who runs the tests in a container; no request of its own to anywhere.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    # A camera and a microphone that need no hardware and no question.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
DESKTOP, PHONE = (1366, 768), (360, 740)
PATIENCE = 60_000
"""Milliseconds that anything may take before it counts as not coming; a slow machine only takes longer."""
_SETTLED = """() => document.fonts.status === "loaded" && !document.querySelector(".htmx-request")
    && [...document.images].every((one) => one.complete || one.loading === "lazy")"""


def program() -> str | None:
    """The browser to drive, None where there is none."""
    named = os.environ.get("CHROMIUM") or os.environ.get("PLUMBLINE_CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    fetched = UNPACKED / "chromium"
    return found or (str(fetched) if fetched.exists() else None)


def environment() -> dict[str, str]:
    """The environment to start it in: the npm package brings the libraries that a bare machine lacks."""
    chinese = {
        **os.environ,
        "LANGUAGE": "zh_CN",
        "LANG": "zh_CN.UTF-8",
    }  # fields for days show year, month, day
    libraries = UNPACKED / "al2023" / "lib"
    if program() != str(UNPACKED / "chromium") or not libraries.exists():
        return chinese
    path = os.pathsep.join(filter(None, (os.environ.get("LD_LIBRARY_PATH"), str(libraries))))
    return {**chinese, "LD_LIBRARY_PATH": path}


def watch(page: Page) -> list[str]:
    """What the page complains of from now on: console errors and warnings, script errors, refused loads."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def axe(page: Page) -> list[str]:
    """Violations that axe finds, each with its first places. Run through the debugger, past the content policy."""
    # A window that was just made larger or smaller is asked after the page has answered: the menu folds then.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    asked = "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"
    answer = session.send(
        "Runtime.evaluate", {"expression": asked, "awaitPromise": True, "returnByValue": True}
    )
    session.detach()
    found: list[dict[str, Any]] = json.loads(answer["result"]["value"])
    return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]


def settle(page: Page) -> None:
    """Wait until type and pictures are there and no part of the page is on its way."""
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_function(_SETTLED)


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window, once what comes in has its place: a state, not a moment."""
    for _frame in range(50):
        wide = int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        if wide <= 0:
            break
        page.wait_for_timeout(100)
    return wide


_AWAY = """() => [...document.querySelectorAll("main :is(h1, h2, h3, a, button, input, select)")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.right <= 0 && one.checkVisibility();
}).map((one) => one.outerHTML.slice(0, 120))"""


def out_of_sight(page: Page) -> list[str]:
    """What lies to the left of the window, where nobody can scroll to."""
    return list(page.evaluate(_AWAY))


def assert_clean(page: Page, said: list[str]) -> None:
    """Nothing on the console, nothing for axe, no sideways scroll."""
    settle(page)
    assert said == []
    assert axe(page) == []
    assert overflow(page) <= 0, "the page scrolls sideways"
    assert out_of_sight(page) == []
