"""Bars as inline SVG, drawn without script or inline style, each told apart by pattern as well as by colour.

A chart is a picture for the eye; the page puts the same numbers into a table beneath it for everyone else. Lengths are
per cents of the place a picture gets and words keep their size, so that one picture serves a desk and a phone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from plumbline.apps.reporting.catalogue import Catalogue
from plumbline.apps.reporting.wording import OUTCOMES, Text
from plumbline.core.vocabulary import Outcome

_LEAST: Final = 0.5
"""The least length of a part that stands for something, in per cent of the picture."""
_UPRIGHT: Final = 125
"""Height of the longest upright bar, in CSS pixels."""
_MOST_DIGITS: Final = 40
_MOST_TICKS: Final = 7
"""More than this finds no room on a phone: digits of the numbers on upright bars, labels beneath them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar of one or more parts, in the order drawn."""

    label: Text
    parts: tuple[tuple[Outcome, int], ...]

    @property
    def total(self) -> int:
        """Sum of the parts."""
        return sum(count for _outcome, count in self.parts)


def of_counts(label: Text, counts: Mapping[Outcome, int]) -> Bar:
    """A bar whose parts stand in the order of the reader: worst first."""
    return Bar(label, tuple((outcome, counts[outcome]) for outcome in OUTCOMES if counts.get(outcome)))


def lying(bars: Sequence[Bar], texts: Catalogue) -> Markup:
    """Bars from left to right, each beside or under its label, as long as its total."""
    most = max((bar.total for bar in bars), default=0)
    return _rows(bars, texts, [100 * bar.total / most if most else 0.0 for bar in bars], "lying")


def shares(bars: Sequence[Bar], texts: Catalogue) -> Markup:
    """Bars of equal length that show the proportions of their parts, each under its label."""
    return _rows(bars, texts, [100.0 for _bar in bars], "shares")


def upright(bars: Sequence[Bar], texts: Catalogue) -> Markup:
    """Bars from the ground up, as for months; numbers on top while there is room."""
    most = max((bar.total for bar in bars), default=0)
    step = 100 / max(len(bars), 6)
    every = -(-len(bars) // _MOST_TICKS)
    ground = _UPRIGHT + 20
    drawn: list[Markup] = []
    for position, bar in enumerate(bars):
        x, y = (position + 0.15) * step, float(ground)
        height = _UPRIGHT * bar.total / most if most else 0.0
        for outcome, count in bar.parts:
            part = max(2.0, height * count / bar.total)
            y -= part
            drawn.append(_rect(outcome, f"{x:.2f}%", f"{y:.1f}", f"{step * 0.7:.2f}%", f"{part:.1f}"))
        middle = f"{x + step * 0.35:.2f}%"
        if len(bars) * len(str(most)) <= _MOST_DIGITS:
            number = Markup('<text x="{}" y="{:.1f}">{:,}</text>')
            drawn.append(number.format(middle, y - 5, bar.total))
        if position % every == 0:
            tick = Markup('<text class="tick" x="{}" y="{}"{}>{}</text>')
            drawn.append(tick.format(middle, ground + 17, texts.mark(bar.label), texts.shown(bar.label)))
    drawn.append(Markup('<line class="ground" x1="0" y1="{0}" x2="100%" y2="{0}"></line>').format(ground))
    return _picture(drawn, ground + 22, "upright")


def _rows(bars: Sequence[Bar], texts: Catalogue, lengths: Sequence[float], kind: str) -> Markup:
    """One line a bar: words that wrap, the picture, the number."""
    line = Markup('<div class="row"><span class="label">{}</span>{}<span class="number">{:,}</span></div>')
    lines = [
        line.format(texts.span(bar.label), _lying_bar(bar, length), bar.total)
        for bar, length in zip(bars, lengths, strict=True)
    ]
    return Markup('<div class="bars {}" aria-hidden="true">{}</div>').format(kind, Markup("").join(lines))


def _lying_bar(bar: Bar, length: float) -> Markup:
    x, drawn = 0.0, []
    for (outcome, _count), part in zip(bar.parts, _lengths(bar, length), strict=True):
        drawn.append(_rect(outcome, f"{x:.2f}%", "1", f"{part:.2f}%", "14"))
        x += part
    return _picture(drawn, 16, "strip")


def _lengths(bar: Bar, length: float) -> list[float]:
    """The lengths of the parts: in proportion, but none too small to be seen."""
    parts = [max(_LEAST, length * count / bar.total) for _outcome, count in bar.parts]
    excess = sum(parts) - max(length, _LEAST * len(parts))
    if parts and excess > 0:
        largest = max(range(len(parts)), key=parts.__getitem__)
        parts[largest] = max(_LEAST, parts[largest] - excess)
    return parts


def _rect(outcome: Outcome, x: str, y: str, width: str, height: str) -> Markup:
    shape = Markup('<rect class="c-{}" x="{}" y="{}" width="{}" height="{}"></rect>')
    return shape.format(outcome.value, x, y, width, height)


def _picture(parts: Sequence[Markup], height: int, kind: str) -> Markup:
    """An SVG as wide as its place; screen readers pass it over."""
    head = Markup('<svg class="chart {}" width="100%" height="{}" aria-hidden="true" focusable="false">')
    return head.format(kind, height) + Markup("").join(parts) + Markup("</svg>")
