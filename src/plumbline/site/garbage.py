"""How often a process of the site looks for garbage."""

import gc
from typing import Final

SELDOM: Final = (50_000, 20, 100)
"""Python's own 700 looks a thousand times at modules and packs while they are read; all stay. A sixth of a start."""


def look_seldom() -> None:
    """Called before anything is imported; a process that works for hours still gives back what goes round in a ring."""
    gc.set_threshold(*SELDOM)
