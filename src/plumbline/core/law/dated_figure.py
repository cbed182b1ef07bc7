"""Figures of law (caps, thresholds, rates) as dated data: asked for at a day, for a division, never read from code.

A figure changes by a further dated value, never by an edit. A value left empty names who must set it; a rule
that asks for
it is then not applicable. Amounts are `Decimal`; days are days since 1970-01-01 of the civil calendar (Asia/Shanghai).

Errors: `LawFileError` (tree in `errors`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import NoReturn

from plumbline.core.law.citation import Citation
from plumbline.core.law.errors import LawFileError
from plumbline.core.law.law_file import Node, compose, read_law_file
from plumbline.core.vocabulary import Standing

NATION = "cn"
UNITS = ("yuan", "ratio", "ratio_per_day", "count", "days", "working_days", "hours", "months", "years")
_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Unset:
    """The law leaves the figure to someone who has not set it: `set_by` says who must."""

    set_by: str


@dataclass(frozen=True, slots=True)
class Missing:
    """No value at all on that day: an unknown figure, a day outside every window, or an unknown key."""

    figure: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One value in its window (`first` … `last`, both included; last None: open), for one division and key.

    `value` None means not set yet; `set_by` then says by whom.
    """

    first: dt.date
    last: dt.date | None
    of: str | None
    value: Decimal | None
    division: str
    basis: tuple[Citation, ...]
    checked_on: dt.date | None
    standing: Standing
    set_by: str | None
    note: str
    file: str
    line: int

    def holds_on(self, on: dt.date) -> bool:
        """True when `on` lies in the window."""
        return self.first <= on and (self.last is None or on <= self.last)

    def overlaps(self, other: FigureValue) -> bool:
        """True when both would answer the same question on some day."""
        same = (self.division, self.of) == (other.division, other.of)
        ends = self.last or dt.date.max, other.last or dt.date.max
        return same and self.first <= ends[1] and other.first <= ends[0]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and all its values. `key` names the case fact the values differ by (party_kind), if any."""

    id: str
    title: str
    unit: str
    key: str | None
    values: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All figures of the layers in use, by id."""

    figures: dict[str, Figure]

    def lookup(
        self, figure: str, on: int, key: str | None = None, divisions: Sequence[str] = (NATION,)
    ) -> Decimal | Unset | Missing:
        """The value of `figure` on day `on`; of the `divisions` the most specific that has one wins."""
        found = self.value(figure, on, key, divisions)
        if found is None:
            return Missing(figure)
        return Unset(found.set_by or "") if found.value is None else found.value

    def value(
        self, figure: str, on: int, key: str | None = None, divisions: Sequence[str] = (NATION,)
    ) -> FigureValue | None:
        """As `lookup`, with basis, standing and place in the pack; None when there is none."""
        if figure not in self.figures:
            return None
        day = dt.date.fromordinal(on + _EPOCH)
        wanted = key if self.figures[figure].key else None
        fits = [v for v in self.figures[figure].values if v.of == wanted and v.holds_on(day)]
        for division in sorted(set(divisions), key=_specificity, reverse=True):
            for value in fits:
                if value.division == division:
                    return value
        return None


def division_chain(code: str) -> tuple[str, ...]:
    """A division and all above it, most specific first: 650105 → 650105, 650100, 650000, cn (GB/T 2260)."""
    if code == NATION:
        return (NATION,)
    chain = (code, code[:4] + "00", code[:2] + "0000", NATION)
    return tuple(dict.fromkeys(chain))


def _specificity(code: str) -> int:
    return 0 if code == NATION else len(code.rstrip("0")) + len(code.rstrip("0")) % 2


def load_figures(packs: Path) -> FigureTable:
    """The table of every `law/figures.yaml` under the folder `packs`; raises `LawFileError`."""
    roots = [
        (read_law_file(path), layer_division(packs, path))
        for path in sorted(packs.glob("**/law/figures.yaml"))
    ]
    return merge_figures(figure for root, division in roots for figure in read_figures(root, division))


def layer_division(packs: Path, file: Path) -> str:
    """The division of the layer a file lies in: packs/cn-650105/… → 650105, packs/cn/… → cn."""
    layer = file.relative_to(packs).parts[0]
    return layer.partition("-")[2] or NATION


def parse_figures(text: str, name: str = "figures.yaml", division: str = NATION) -> FigureTable:
    """The table of one file given as text."""
    return merge_figures(read_figures(compose(text, name), division))


def merge_figures(figures: Iterable[Figure]) -> FigureTable:
    """One table of the figures of several layers; values of one id are put together."""
    table: dict[str, Figure] = {}
    for figure in figures:
        known = table.get(figure.id)
        if known is not None and (known.unit, known.key) != (figure.unit, figure.key):
            where = known.values[0].file
            _fail(figure.values[0], f"«{figure.id}» has another unit or key in {where}", "use the same")
        values = (known.values if known else ()) + figure.values
        table[figure.id] = replace(known or figure, values=values)
    for figure in table.values():
        _refuse_overlaps(figure)
    return FigureTable(table)


def read_figures(root: Node, division: str) -> list[Figure]:
    """The figures of one file of the layer of `division`."""
    found = []
    for name, entry in root.fields(("figures",))["figures"].pairs():
        got = entry.fields(("title", "unit", "values"), ("key", "note"))
        if got["unit"].text() not in UNITS:
            got["unit"].fail(f"unknown unit «{got['unit'].text()}»", f"use one of {', '.join(UNITS)}")
        key = got["key"].text() if "key" in got else None
        values = tuple(_value(member, division, key) for member in got["values"].members())
        if not values:
            got["values"].fail("no value", "give one, or `value: null` with `set_by`")
        found.append(Figure(name.text(), got["title"].text(), got["unit"].text(), key, values))
    return found


_OPTIONAL = ("to", "of", "basis", "checked_on", "standing", "set_by", "note", "division")


def _value(node: Node, division: str, key: str | None) -> FigureValue:
    got = node.fields(("from", "value"), _OPTIONAL)
    empty = got["value"].is_null()
    if empty and "set_by" not in got:
        node.fail("an empty value without «set_by»", "say who must set it: set_by: 自治区人民政府")
    if not empty and "basis" not in got:
        node.fail("«basis» is missing", "cite the provision: basis: 处罚法 §51")
    if not empty and "checked_on" not in got:
        node.fail("«checked_on» is missing", "give the day the text was read: checked_on: 2026-11-23")
    if (key is None) != ("of" not in got):
        problem = "«of» without «key» in the figure" if key is None else f"«of» is missing: which {key}?"
        node.fail(problem, "give «key» for the figure and «of» for each value, or neither")
    first, last = got["from"].date(), got["to"].date() if "to" in got else None
    if last is not None and last < first:
        got["to"].fail("the window ends before it begins", "swap the two dates")
    return FigureValue(
        first=first,
        last=last,
        of=got["of"].text() if "of" in got else None,
        value=None if empty else got["value"].number(),
        division=got["division"].text() if "division" in got else division,
        basis=got["basis"].citations() if "basis" in got else (),
        checked_on=got["checked_on"].date() if "checked_on" in got else None,
        standing=got["standing"].standing() if "standing" in got else Standing.READ,
        set_by=got["set_by"].text() if "set_by" in got else None,
        note=got["note"].text() if "note" in got else "",
        file=node.path,
        line=node.line,
    )


def _refuse_overlaps(figure: Figure) -> None:
    for one, other in combinations(figure.values, 2):
        if one.overlaps(other):
            problem = f"the window of «{figure.id}» overlaps the one at {one.file}:{one.line}"
            _fail(other, problem, "end the earlier one with «to»")


def _fail(value: FigureValue, problem: str, mend: str) -> NoReturn:
    raise LawFileError(path=value.file, line=value.line, problem=problem, mend=mend)
