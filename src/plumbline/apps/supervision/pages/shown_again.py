"""Parts that are shown again while they rest on the same: made and drawn once (decision 0044).

The database is asked on each request; what it answered, the day and the language stand in the key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.page_parts.figures import Chart
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.part import HeldPart, Part

_HELD: Final[Kept[HeldPart]] = Kept(256)
_CHARTS: Final[Kept[ShownChart]] = Kept(256)


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart with what stands above it."""

    title: str
    unit: str
    part: HeldPart


def held(what: str, rests_on: Hashable, make: Callable[[], Part]) -> HeldPart:
    """The part called so, over all that it rests on."""
    return _HELD.get((what, language(), rests_on), lambda: HeldPart(make()))


def held_chart(what: str, rests_on: Hashable, make: Callable[[], Chart]) -> ShownChart:
    """The chart called so, over all that it rests on."""

    def shown() -> ShownChart:
        chart = make()
        return ShownChart(chart.title, chart.unit, HeldPart(chart))

    return _CHARTS.get((what, language(), rests_on), shown)


def fixed(figures: Mapping[str, Mapping[str, int]]) -> Hashable:
    """Figures as something to rest on."""
    return tuple((key, tuple(sorted(by.items()))) for key, by in figures.items())
