"""The tables of a year laid out for paper and sheet: in their fixed form, or figure by figure beside last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.queries import Standing
from plumbline.core.indicators.figure import Figure, Number
from plumbline.core.indicators.indicator import Catalogue, Form, FormLine, Table

NOT_KNOWN: Final = "—"
"""What `wording.number` writes where there is none."""
STRUCK: Final = "／"
"""What stands in a cell that the form leaves out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: as paper shows it, and the number itself where it is one."""

    text: str
    value: Number | None = None

    @property
    def is_number(self) -> bool:
        """Whether it stands in a column of numbers: one, none that is known, or a cell left out."""
        return self.value is not None or self.text in (NOT_KNOWN, STRUCK)


@dataclass(frozen=True, slots=True)
class Laid:
    """A table laid out: heads, and rows that begin with what they are of."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    says: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The columns that hold numbers."""
        return tuple(at for at in range(1, len(self.heads)) if all(row[at].is_number for row in self.rows))


def laid(
    table: Table,
    catalogue: Catalogue,
    now: Standing,
    before: Standing,
    years: tuple[int, int],
    names: Mapping[str, str],
) -> Laid:
    """The table of the first of `years` (the second is the one before); `names` of organs by their numbers."""
    title = wording.in_language(table.title, table.english)
    says = wording.in_language(table.says, table.says_english)
    if table.form is None:
        heads = (_("Indicator"), str(years[0]), _("Unit"), str(years[1]))
        return Laid(title, heads, tuple(_told(id, catalogue, now, before) for id in table.figures), says)
    form = table.form
    first = _("Organ") if form.by_organ else _("Item")
    heads = (first, *(wording.in_language(*one) for one in form.columns))
    if not form.by_organ:
        return Laid(title, heads, tuple(_line(one, catalogue, now.figures) for one in form.lines), says)
    return Laid(title, heads, tuple(_organs(form, catalogue, now, names)), says)


def _told(id: str, catalogue: Catalogue, now: Standing, before: Standing) -> tuple[Entry, ...]:
    one = catalogue.figure(id.partition(":")[0])
    title = wording.title_of(catalogue, id)
    shown = _("of these: {title}").format(title=title) if ":" in id else title
    figures = [
        Entry(wording.number(found.figures[id].value, one), found.figures[id].value)
        for found in (now, before)
    ]
    return Entry(shown), figures[0], Entry(wording.unit_of(one)), figures[1]


def _organs(
    form: Form, catalogue: Catalogue, now: Standing, names: Mapping[str, str]
) -> list[tuple[Entry, ...]]:
    """A line of each organ that has any of it, by name, and one of all."""
    (whole,) = form.lines
    rows = []
    for organ, figures in sorted(now.by_organ.items(), key=lambda one: names.get(one[0], one[0])):
        if any(figures[name].value for name in form.figures):
            name = names.get(organ, organ)
            rows.append(_line(FormLine(name, name, whole.cells), catalogue, figures))
    return [*rows, _line(whole, catalogue, now.figures)]


def _line(line: FormLine, catalogue: Catalogue, figures: Mapping[str, Figure]) -> tuple[Entry, ...]:
    cells = [_entry(cell, catalogue, figures) for cell in line.cells]
    return Entry(wording.in_language(line.title, line.english)), *cells


def _entry(cell: tuple[str, ...], catalogue: Catalogue, figures: Mapping[str, Figure]) -> Entry:
    """What its figures come to together; a dash where one of them cannot be reckoned."""
    if not cell:
        return Entry(STRUCK)
    values = [figures[name].value for name in cell]
    total: Number | None = None
    if None not in values:
        total = sum((value for value in values if value is not None), start=0)
    return Entry(wording.number(total, catalogue.figure(cell[0].partition(":")[0])), total)
