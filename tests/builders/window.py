"""A window of Chromium on the desk: what stands in it is looked at, and pictured for the manual."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page
from tests.builders.chromium import axe, overflow, settle

PICTURES_OF_MANUAL = Path(__file__).parents[2] / "docs/manual/pictures"
Pictures = Mapping[tuple[int, int], Sequence[str]]


@dataclass(slots=True)
class Window:
    """One page, its size, the pictures that are wanted of it."""

    page: Page
    server: str
    size: tuple[int, int]
    pictures: Pictures
    taken: list[str] = field(default_factory=list)

    def clean(self) -> None:
        """Nothing for axe, no sideways scroll. Takes a second: for the main pages only."""
        settle(self.page)
        found = axe(self.page)
        assert found == [], (self.page.url, found)
        assert overflow(self.page) <= 0, self.page.url

    def picture(self, name: str, *, of: str = "") -> None:
        """A picture for the manual if the table wants it at this size: from the top, or from the first `of` down."""
        if name not in self.pictures[self.size]:
            return
        self.taken.append(name)
        to = os.environ.get("PLUMBLINE_MANUAL", "")
        if not to:
            return
        folder = PICTURES_OF_MANUAL if to == "write" else Path(to)
        folder.mkdir(parents=True, exist_ok=True)
        settle(self.page)
        if of:
            self.page.locator(of).first.evaluate(
                "one => one.scrollIntoView({block: 'start', behavior: 'instant'})"
            )
        else:
            self.page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
        small = Image.open(io.BytesIO(self.page.screenshot())).quantize(128, dither=Image.Dither.NONE)
        small.save(folder / f"{name}.png", optimize=True)

    def finish(self) -> None:
        """Every picture of the table was taken."""
        assert sorted(self.taken) == sorted(self.pictures[self.size])

    def download(self, link: str, to: Path) -> Path:
        """What a link hands out."""
        with self.page.expect_download() as waited:
            self.page.locator(link).first.click()
        waited.value.save_as(to)
        return to
