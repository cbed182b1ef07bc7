"""Figures of law (caps, thresholds, rates) as dated data: asked for at a day, for a division, never read from code.

A figure changes by a further dated value, never by an edit. A value left empty names who must set it; a rule
that asks for
it is then not applicable. Amounts are `Decimal`; days are days since 1970-01-01 of the civil calendar (Asia/Shanghai).

Errors: `PackErrors` (tree in `core.data_file.errors`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import NoReturn

from plumbline.core.data_file.errors import Found, MissingKey, PackErrors, Place, Refused
from plumbline.core.data_file.nodes import Node, read_file, read_yaml
from plumbline.core.law.citation import Citation
from plumbline.core.law.library_node import citations
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
    """The table of every `law/figures.yaml` under the folder `packs`; raises `PackErrors`."""
    found = Found()
    figures: list[Figure] = []
    for path in sorted(packs.glob("**/law/figures.yaml")):
        with found.part():
            figures += read_figures(read_file(path), layer_division(packs, path))
    found.stop()
    return merge_figures(figures)


def layer_division(packs: Path, file: Path) -> str:
    """The division of the layer a file lies in: packs/cn-650105/… → 650105, packs/cn/… → cn."""
    layer = file.relative_to(packs).parts[0]
    return layer.partition("-")[2] or NATION


def parse_figures(text: str, name: str = "figures.yaml", division: str = NATION) -> FigureTable:
    """The table of one file given as text. Raises `PackErrors`."""
    found = Found()
    with found.part():
        return merge_figures(read_figures(read_yaml(text, name), division))
    raise PackErrors(errors=found.errors)


def merge_figures(figures: Iterable[Figure]) -> FigureTable:
    """One table of the figures of several layers; values of one id are put together. Raises `PackErrors`."""
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
    """The figures of one file of the layer of `division`. Raises `PackErrors`."""
    figures: list[Figure] = []
    found = Found()
    with found.part():
        for name, entry in root.fields(("figures",))["figures"].members().items():
            with found.part():
                figures.append(_figure(name, entry, division))
    found.stop()
    return figures


def _figure(name: str, entry: Node, division: str) -> Figure:
    got = entry.fields(("title", "unit", "values"), ("key", "note"))
    key = got["key"].text() if "key" in got else None
    values = tuple(_value(member, division, key) for member in got["values"].items())
    if not values:
        got["values"].refuse("no value", "give one, or `value: null` with `set_by`")
    return Figure(name, got["title"].text(), got["unit"].word(UNITS), key, values)


_OPTIONAL = ("to", "of", "basis", "checked_on", "standing", "set_by", "note", "division")


def _value(node: Node, division: str, key: str | None) -> FigureValue:
    got = node.fields(("from", "value"), _OPTIONAL)
    empty = got["value"].is_empty()
    for name in ("set_by",) if empty else ("basis", "checked_on"):
        if (
            name not in got
        ):  # an empty value says who must set it, any other who said so and when that was read
            raise MissingKey(place=node.place, where=node.name, key=name)
    if (key is None) != ("of" not in got):
        problem = "«of» without «key» in the figure" if key is None else f"«of» is missing: which {key}?"
        node.refuse(problem, "give «key» for the figure and «of» for each value, or neither")
    first, last = got["from"].date(), got["to"].date() if "to" in got else None
    if last is not None and last < first:
        got["to"].refuse("the window ends before it begins", "swap the two dates")
    return FigureValue(
        first=first,
        last=last,
        of=got["of"].code() if "of" in got else None,
        value=None if empty else got["value"].number(),
        division=got["division"].code() if "division" in got else division,
        basis=citations(got["basis"]) if "basis" in got else (),
        checked_on=got["checked_on"].date() if "checked_on" in got else None,
        standing=Standing(got["standing"].word(Standing)) if "standing" in got else Standing.READ,
        set_by=got["set_by"].text() if "set_by" in got else None,
        note=got["note"].text() if "note" in got else "",
        file=node.place.file,
        line=node.place.line,
    )


def _refuse_overlaps(figure: Figure) -> None:
    for one, other in combinations(figure.values, 2):
        if one.overlaps(other):
            problem = f"the window of «{figure.id}» overlaps the one at {one.file}:{one.line}"
            _fail(other, problem, "end the earlier one with «to»")


def _fail(value: FigureValue, problem: str, mend: str) -> NoReturn:
    raise PackErrors(errors=[Refused(place=Place(value.file, value.line), cause=problem, mend=mend)])
