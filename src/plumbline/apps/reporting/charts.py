"""Bars as inline SVG, drawn without script or inline style, each told apart by pattern as well as by colour.

A chart is a picture for the eye; the page puts the same numbers into a table beneath it for everyone else. Sizes are in
the user units of the view box, one to a CSS pixel at full width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from plumbline.apps.reporting.catalogue import Catalogue
from plumbline.apps.reporting.wording import OUTCOMES, Text
from plumbline.core.vocabulary import Outcome

WIDTH: Final = 560
_ROW: Final = 22
_LEAST: Final = 2.0
"""The least length of a bar that stands for something."""
_UPRIGHT_HEIGHT: Final = 170
_MOST_LABELS: Final = 14
"""More upright bars than this have too little room for a number on each."""


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


def lying(bars: Sequence[Bar], texts: Catalogue, *, shares: bool = False) -> Markup:
    """Bars from left to right, one a line, its label above when long; `shares` draws each at full length."""
    most = max((bar.total for bar in bars), default=0)
    drawn: list[Markup] = []
    room = WIDTH - 60
    for position, bar in enumerate(bars):
        y = position * _ROW * 2
        short = _short(bar.label)
        line = Markup('<text class="label" x="0" y="{}"{}>{}</text>')
        drawn.append(line.format(y + 15, texts.mark(short), texts.shown(short)))
        length = float(room) if shares else room * bar.total / most if most else 0.0
        x = 0.0
        for (outcome, _count), part in zip(bar.parts, _lengths(bar, length), strict=True):
            drawn.append(_rect(outcome, x, y + 20, part, 14))
            x += part
        drawn.append(
            Markup('<text class="number" x="{:.1f}" y="{}">{:,}</text>').format(x + 6, y + 32, bar.total)
        )
    return _svg(drawn, len(bars) * _ROW * 2)


def upright(bars: Sequence[Bar], texts: Catalogue) -> Markup:
    """Bars from the ground up, as for months; numbers on top while there is room."""
    most = max((bar.total for bar in bars), default=0)
    step = WIDTH / max(len(bars), 6)
    drawn: list[Markup] = []
    every = max(1, -(-len(bars) // _MOST_LABELS))
    for position, bar in enumerate(bars):
        x, y = position * step + step * 0.15, float(_UPRIGHT_HEIGHT)
        for (outcome, _count), part in zip(
            bar.parts, _lengths(bar, 130 * bar.total / most if most else 0), strict=True
        ):
            y -= part
            drawn.append(_rect(outcome, x, y, step * 0.7, part))
        middle = x + step * 0.35
        if every == 1:
            number = Markup('<text class="number mid" x="{:.1f}" y="{:.1f}">{:,}</text>')
            drawn.append(number.format(middle, y - 5, bar.total))
        if position % every == 0:
            label = Markup('<text class="tick mid" x="{:.1f}" y="{}"{}>{}</text>')
            drawn.append(
                label.format(middle, _UPRIGHT_HEIGHT + 17, texts.mark(bar.label), texts.shown(bar.label))
            )
    ground = '<line class="ground" x1="0" y1="{0}" x2="{1}" y2="{0}"></line>'
    drawn.append(Markup(ground).format(_UPRIGHT_HEIGHT, WIDTH))
    return _svg(drawn, _UPRIGHT_HEIGHT + 24)


def _short(label: Text) -> Text:
    """A label that fits its line; the table beneath has it whole."""
    return Text(_cut(label.zh, 40), _cut(label.en, 80))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _lengths(bar: Bar, length: float) -> list[float]:
    """The lengths of the parts: in proportion, but none too small to be seen."""
    least = [max(_LEAST, length * count / bar.total) for _outcome, count in bar.parts]
    excess = sum(least) - max(length, _LEAST * len(least))
    largest = max(range(len(least)), key=least.__getitem__, default=0)
    if least and excess > 0:
        least[largest] = max(_LEAST, least[largest] - excess)
    return least


def _rect(outcome: Outcome, x: float, y: float, width: float, height: float) -> Markup:
    shape = '<rect class="c-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"></rect>'
    return Markup(shape).format(outcome.value, x, y, width, height)


def _svg(parts: Sequence[Markup], height: int) -> Markup:
    """The picture; screen readers pass it over, the table beneath speaks."""
    head = Markup('<svg class="chart" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">')
    return head.format(WIDTH, height) + Markup("").join(parts) + Markup("</svg>")
