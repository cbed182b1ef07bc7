"""Rows of an import: which column is which field, and what of a row can be read.

A header is matched by title, Chinese or English, or by the field's name. Columns on the boundary of decision 0001 are
dropped and said to be dropped; columns nobody knows are ignored and said to be ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.core.errors import InputError
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition, Procedure
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.registers.cells import Cell, CellMissing, CellWrong, read_cell, shown
from plumbline.core.registers.checks import Problem
from plumbline.core.registers.register import Register

NUMBER: Final = "行号"
REASON: Final = "问题"
MEND: Final = "怎样改"
OWN_TITLES: Final = frozenset({NUMBER, REASON, MEND})
DROPPED: Final = frozenset(
    {"民族", "政治面貌", "宗教信仰", "籍贯", "出生日期", "身份证号", "公民身份号码", "性别"}
)
"""Columns found in lists in use that no qualification needs."""


class ColumnsMissing(InputError):
    """A sheet without the columns that every row needs."""

    zh = "表头缺少：{missing}"
    en = "the header lacks: {missing}"
    remedy_zh = "下载模板，按模板的表头填写"
    remedy_en = "download the template and keep its header"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register's sheet and the step whose field it fills."""

    step: str
    definition: FieldDefinition

    @property
    def title(self) -> str:
        """The header as the template writes it."""
        return self.definition.title


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands in the sheet; `number` is the place of our own row number in a sheet sent again."""

    places: Mapping[str, int]
    number: int | None
    dropped: tuple[str, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as read: values by step, the cells as received by title, and what is wrong."""

    row: int
    values: Mapping[str, Mapping[str, Value]]
    cells: Mapping[str, str]
    problems: tuple[Problem, ...]


def columns_of(register: Register, procedure: Procedure) -> tuple[Column, ...]:
    """The columns of a register's sheet: the fields of its opening step, then those of its further ones."""
    steps = [register.opening, *register.more]
    return tuple(Column(step, one) for step in steps for one in procedure.steps[step].fields.values())


def read_header(cells: Sequence[Cell], columns: Sequence[Column], needed: str) -> Header:
    """The header of a sheet; raises ColumnsMissing when a required column of the step `needed` is not there."""
    places: dict[str, int] = {}
    dropped, ignored = [], []
    number = None
    for place, cell in enumerate(cells):
        title = shown(cell).rstrip("*").strip()
        column = next((c for c in columns if title in _names(c) and c.definition.name not in places), None)
        if title == NUMBER:
            number = place
        elif column is not None:
            places[column.definition.name] = place
        elif title in DROPPED:
            dropped.append(title)
        elif title and title not in OWN_TITLES:
            ignored.append(title)
    lacking = [
        c.title
        for c in columns
        if c.step == needed and c.definition.required and c.definition.name not in places
    ]
    if lacking:
        raise ColumnsMissing(missing="、".join(lacking))
    return Header(places, number, tuple(dropped), tuple(ignored))


def read_row(
    row: int,
    cells: Sequence[Cell],
    header: Header,
    columns: Sequence[Column],
    opening: str,
    words: ChoiceWords,
) -> RowRead | None:
    """One row; None when every cell is empty. A further step is there only when one of its own cells is filled."""
    at = {name: cells[place] if place < len(cells) else None for name, place in header.places.items()}
    received = {c.title: shown(at[c.definition.name]) for c in columns if c.definition.name in at}
    if not any(received.values()):
        return None
    filled = {c.step for c in columns if shown(at.get(c.definition.name))} | {opening}
    values: dict[str, dict[str, Value]] = {}
    wrong: list[Problem] = []
    for column in columns:
        if column.step not in filled:
            continue
        name = column.definition.name
        try:
            value = read_cell(column.definition, at.get(name), words)
        except (CellWrong, CellMissing) as error:
            wrong.append(Problem(name, error))
            continue
        values.setdefault(column.step, {})
        if value is not None:
            values[column.step][name] = value
    return RowRead(row, values, received, tuple(wrong))


def _names(column: Column) -> Iterator[str]:
    yield from (column.definition.title, column.definition.english, column.definition.name)
