"""The step diagram of a procedure as SVG: steps from top to bottom, clocks as numbered brackets beside them.

A pure function of the procedure; the same procedure gives the same bytes. Colours tell whose clock it is, the legend
below says what each number means, so the picture stays legible in black and white too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.procedures.wording import BEARERS, term
from plumbline.core.rules.rule import Clock, Interval, Rule
from plumbline.core.vocabulary import Bearer

FONT: Final = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
)
COLOURS: Final = {
    Bearer.ORGAN: "#1a5fb4",
    Bearer.PARTY: "#a65a00",
    Bearer.COURT: "#5e3c99",
    Bearer.OTHER: "#555555",
}
_BOX_WIDTH, _BOX_HEIGHT, _GAP = 340, 44, 14
_LEFT, _TOP, _LANE, _LINE = 16, 60, 24, 22


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A clock between rows; `lane` 0 is next to the boxes."""

    number: int
    rule: Rule
    body: Clock | Interval
    opens: tuple[int, ...]
    to: tuple[int, ...]
    lane: int

    @property
    def top(self) -> int:
        return min(*self.opens, *self.to)

    @property
    def bottom(self) -> int:
        return max(*self.opens, *self.to)


def diagram(procedure: Procedure) -> str:
    """The SVG text of a procedure's steps and clocks."""
    rows = {name: position for position, name in enumerate(procedure.steps)}
    brackets = _brackets(procedure.rules, rows)
    lanes = 1 + max((b.lane for b in brackets), default=0)
    boxes_end = _TOP + len(rows) * (_BOX_HEIGHT + _GAP)
    labels = [_label(b, procedure) for b in brackets]
    legend_width = max((_width(label, 13) for label in labels), default=0) + 60
    width = max(_LEFT + _BOX_WIDTH + 30 + lanes * _LANE + 20, legend_width, _width(procedure.title, 20) + 60)
    height = boxes_end + 30 + _LINE * len(brackets) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="title desc" font-family="{FONT}">',
        f'<title id="title">{escape(procedure.title)} {escape(procedure.english)}</title>',
        f'<desc id="desc">{escape("; ".join(labels))}</desc>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="context-stroke"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="34" font-size="20" font-weight="bold" fill="#222222">{escape(procedure.title)}</text>',
    ]
    for step in procedure.steps.values():
        parts += _box(step, rows[step.id], step.id in procedure.ends)
    for bracket in brackets:
        parts += _drawn(bracket)
    for position, (bracket, label) in enumerate(zip(brackets, labels, strict=True)):
        parts += _legend(bracket, label, boxes_end + 24 + position * _LINE)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _brackets(rules: Sequence[Rule], rows: dict[str, int]) -> list[_Bracket]:
    """Clocks in order of their first step, each in the innermost lane that is free."""
    clocks = [(r, r.body) for r in rules if isinstance(r.body, Clock | Interval)]
    spans = []
    for rule, body in clocks:
        ends = body.to if isinstance(body, Interval) else body.discharges
        opens, to = tuple(rows[s] for s in body.opens), tuple(rows[s] for s in ends)
        spans.append((min(*opens, *to), max(*opens, *to), rule, body, opens, to))
    spans.sort(key=lambda s: (s[0], s[1] - s[0], s[2].id))
    busy: list[int] = []
    found = []
    for number, (top, bottom, rule, body, opens, to) in enumerate(spans, start=1):
        lane = next((n for n, last in enumerate(busy) if last < top), len(busy))
        if lane == len(busy):
            busy.append(bottom)
        busy[lane] = bottom
        found.append(_Bracket(number, rule, body, opens, to, lane))
    return found


def _middle(row: int) -> int:
    return _TOP + row * (_BOX_HEIGHT + _GAP) + _BOX_HEIGHT // 2


def _box(step: Step, row: int, ends: bool) -> list[str]:
    top = _TOP + row * (_BOX_HEIGHT + _GAP)
    parts = []
    if row:
        x = _LEFT + _BOX_WIDTH // 2
        parts.append(
            f'<path d="M{x},{top - _GAP} V{top - 2}" stroke="#999999" fill="none" marker-end="url(#tip)"/>'
        )
    stroke = "#222222" if ends else "#777777"
    parts.append(
        f'<rect x="{_LEFT}" y="{top}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="6" fill="#f6f5f4" '
        f'stroke="{stroke}" stroke-width="{3 if ends else 1}"/>'
    )
    mark = " ↻" if step.repeats else ""
    parts.append(
        f'<text x="{_LEFT + 10}" y="{top + 19}" font-size="14" fill="#222222">'
        f"{escape(_fitted(step.title, 14) + mark)}</text>"
    )
    parts.append(
        f'<text x="{_LEFT + 10}" y="{top + 36}" font-size="11" fill="#555555">'
        f"{escape(_fitted(f'{step.id} · {step.english}' if step.english else step.id, 11))}</text>"
    )
    return parts


def _drawn(bracket: _Bracket) -> list[str]:
    colour = COLOURS[bracket.body.bearer]
    dash = ' stroke-dasharray="5 3"' if bracket.body.bearer is not Bearer.ORGAN else ""
    edge = _LEFT + _BOX_WIDTH
    x = edge + 30 + bracket.lane * _LANE
    nudge = (bracket.number % 5 - 2) * 5
    top, bottom = _middle(bracket.top) + nudge, _middle(bracket.bottom) + nudge
    if bracket.top == bracket.bottom:
        top, bottom = top - 6, bottom + 6
    stroke = f'stroke="{colour}" stroke-width="1.5" fill="none"{dash}'
    parts = [f'<path d="M{x},{top} V{bottom}" {stroke}/>']
    for row in dict.fromkeys(bracket.opens):
        y = _middle(row) + nudge - (6 if bracket.top == bracket.bottom else 0)
        parts.append(f'<path d="M{edge + 3},{y} H{x}" {stroke}/>')
        parts.append(f'<circle cx="{edge + 3}" cy="{y}" r="3" fill="{colour}"/>')
    for row in dict.fromkeys(bracket.to):
        y = _middle(row) + nudge + (6 if bracket.top == bracket.bottom else 0)
        parts.append(f'<path d="M{x},{y} H{edge + 2}" {stroke} marker-end="url(#tip)"/>')
    parts += _number(bracket.number, colour, x, (top + bottom) // 2)
    return parts


def _number(number: int, colour: str, x: int, y: int) -> list[str]:
    return [
        f'<circle cx="{x}" cy="{y}" r="9" fill="#ffffff" stroke="{colour}"/>',
        f'<text x="{x}" y="{y + 4}" font-size="11" text-anchor="middle" fill="{colour}">{number}</text>',
    ]


def _label(bracket: _Bracket, procedure: Procedure) -> str:
    ends = bracket.body.to if isinstance(bracket.body, Interval) else bracket.body.discharges
    opened = "、".join(procedure.steps[s].title for s in bracket.body.opens)
    closed = "、".join(procedure.steps[s].title for s in ends)
    who = "" if bracket.body.bearer is Bearer.ORGAN else f"[{BEARERS[bracket.body.bearer][0]}] "
    basis = "; ".join(bracket.rule.basis)
    return f"{bracket.number}. {who}{opened} → {closed}：{term(bracket.body, 'zh')}（{basis}）"


def _legend(bracket: _Bracket, label: str, y: int) -> list[str]:
    colour = COLOURS[bracket.body.bearer]
    number, _dot, text = label.partition(". ")
    return [
        *_number(int(number), colour, _LEFT + 10, y),
        f'<text x="{_LEFT + 28}" y="{y + 5}" font-size="13" fill="#222222">{escape(text)}</text>',
    ]


def _width(text: str, size: int) -> int:
    """A generous estimate: a Chinese character is as wide as the font is high, a Latin one 0.6 of it."""
    return int(sum(size if ord(c) > 0x2E80 else size * 0.6 for c in text))


def _fitted(text: str, size: int) -> str:
    room = _BOX_WIDTH - 36
    if _width(text, size) <= room:
        return text
    while text and _width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"
