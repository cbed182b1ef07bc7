"""How the time of a reader grows with its text: by a ratio of two measurements here, never by seconds of a machine."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time

TIMES = 4
"""How much more the larger text holds. In line it takes as many times as long; with each against each, the square."""
TRIES = 6


def grows_in_line(read: Callable[[str], object], text: Callable[[int], str], size: int) -> bool:
    """Whether a text `TIMES` as large is read in less than twice as many times the time.

    Whatever else the machine does only adds to a measurement, so the fastest of a few is held against the fastest, and
    the first pair that is within the bound will do: a reader that goes over everything again and again has none.
    """
    small = large = float("inf")
    for _ in range(TRIES):
        small = min(small, _seconds(read, text(size)))
        large = min(large, _seconds(read, text(TIMES * size)))
        if large < 2 * TIMES * small:
            return True
    return False


def _seconds(read: Callable[[str], object], text: str) -> float:
    begun = thread_time()
    read(text)
    return thread_time() - begun
