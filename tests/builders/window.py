"""A window of Chromium on the desk: what stands in it is looked at, and pictured for the manual."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page
from tests.builders.chromium import DESKTOP, PHONE, axe, out_of_sight, overflow, settle

PICTURES_OF_MANUAL = Path(__file__).parents[2] / "docs/manual/pictures"
Size = tuple[int, int]
Pictures = Mapping[Size, Sequence[str]]
BOTH: tuple[Size, ...] = (DESKTOP, PHONE)
"""One walk at both sizes: the acts take turns, what is looked at is looked at in either."""


@dataclass(slots=True)
class Window:
    """One page, the sizes it is seen at, the pictures that are wanted of it."""

    page: Page
    server: str
    sizes: tuple[Size, ...]
    pictures: Pictures
    taken: list[str] = field(default_factory=list)
    turn: int = 0
    looked: int = 0

    def turned(self) -> None:
        """The next size is the one of the window from now on."""
        if len(self.sizes) > 1:
            self.turn = (self.turn + 1) % len(self.sizes)
            width, height = self.sizes[self.turn]
            self.page.set_viewport_size({"width": width, "height": height})

    def seen(self) -> Iterator[Size]:
        """Each size in turn, the window's own first."""
        for _ in self.sizes:
            yield self.sizes[self.turn]
            self.turned()

    def clean(self) -> None:
        """Nothing for axe, no sideways scroll at either size. Takes a second: for the main pages only.

        Axe takes most of that and looks at the sizes in turn; the catalogue of parts is looked at in all of them.
        """
        self.looked += 1
        for turn, size in enumerate(self.seen()):
            settle(self.page)
            if turn == self.looked % len(self.sizes):
                found = axe(self.page)
                assert found == [], (self.page.url, size, found)
            assert overflow(self.page) <= 0, (self.page.url, size)
            assert out_of_sight(self.page) == [], (self.page.url, size)

    def picture(self, name: str, *, of: str = "") -> None:
        """A picture for the manual at the size that the table wants it: from the top, or from the first `of` down."""
        wanted = [size for size in self.sizes if name in self.pictures.get(size, ())]
        self.taken += [name for _ in wanted]
        to = os.environ.get("PLUMBLINE_MANUAL", "")
        for size in self.seen() if to and wanted else ():
            if size in wanted:
                self._shoot(name, of, to)

    def _shoot(self, name: str, of: str, to: str) -> None:
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
        assert sorted(self.taken) == sorted(
            name for size in self.sizes for name in self.pictures.get(size, ())
        )

    def download(self, link: str, to: Path) -> Path:
        """What a link hands out."""
        with self.page.expect_download() as waited:
            self.page.locator(link).first.click()
        waited.value.save_as(to)
        return to
