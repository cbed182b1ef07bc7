"""Footage against acts, by time: what belongs to which act, what of an act no recording covers.

Times are instants: microseconds since 1970-01-01 UTC; a stretch holds both its ends. A recorder's own clock may be off:
its times are put right before anything is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

SECOND: Final = 1_000_000
SLACK: Final = 2 * SECOND
"""A break between two files of one recorder that is not told: it closes a file and begins the next."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when something lasted; `id` names it."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A file that lies over an act: by how much of the act, in microseconds, and whether over all of it."""

    footage: Stretch
    act: Stretch
    overlap: int

    @property
    def whole(self) -> bool:
        """Whether the file alone covers the act from its start to its end."""
        return self.footage.start <= self.act.start and self.footage.end >= self.act.end


def put_right(footage: Stretch, seconds_ahead: int) -> Stretch:
    """The stretch by the right time, where the recorder's clock was that many seconds ahead (behind: minus)."""
    shift = seconds_ahead * SECOND
    return Stretch(footage.id, footage.start - shift, footage.end - shift)


def matches(footage: Iterable[Stretch], acts: Sequence[Stretch]) -> list[Match]:
    """Each file with each act that it touches, the longest overlap of a file first."""
    found = [
        Match(one, act, min(one.end, act.end) - max(one.start, act.start))
        for one in footage
        for act in acts
        if one.start <= act.end and act.start <= one.end
    ]
    return sorted(found, key=lambda one: (one.footage.start, one.footage.id, -one.overlap, one.act.id))


def gaps(act: Stretch, footage: Iterable[Stretch], slack: int = SLACK) -> list[tuple[int, int]]:
    """What of the act no footage covers, in order; breaks of at most `slack` inside it are not told.

    A missing beginning or end is always told: a film that ends before the act does not cover it (118号 (八)).
    """
    lying = sorted(
        (max(one.start, act.start), min(one.end, act.end))
        for one in footage
        if one.start <= act.end and act.start <= one.end
    )
    if not lying:
        return [(act.start, act.end)]
    found: list[tuple[int, int]] = []
    reached = act.start
    for start, end in lying:
        if start > reached and (reached == act.start or start - reached > slack):
            found.append((reached, start))
        reached = max(reached, end)
    if reached < act.end:
        found.append((reached, act.end))
    return found
