"""What leaves as a sheet: a register's list, the empty template, the rows that wait with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.models import QuarantineBatch
from plumbline.apps.people.queries.entries import EntryView, certificates_by_officer, fields_of
from plumbline.apps.people.store import quarantine
from plumbline.core.errors import Language
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.registers.cells import written_cell
from plumbline.core.registers.register import Register, register_of
from plumbline.core.registers.rows import MEND, NUMBER, REASON, columns_of
from plumbline.core.vocabulary import ValueType


@dataclass(frozen=True, slots=True)
class SheetOut:
    """Titles and rows of text."""

    titles: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]
    columns: tuple[tuple[str, str, str], ...] = ()
    """What is to be written in each column: its title, whether it is required, in which words."""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row in quarantine: number, cells by title, problems."""

    row: int
    cells: dict[str, str]
    problems: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of the quarantine."""

    number: int
    register: str
    file_name: str
    organ: str
    at: int
    taken: int
    waiting: int
    dropped: tuple[str, ...]


def template(register: str) -> SheetOut:
    """The empty sheet; required columns bear a star."""
    kind = register_of(register)
    columns = columns_of(kind, shelf().docket(kind.procedure).procedure)
    titles = tuple(
        f"{c.title}*" if c.definition.required and c.step == kind.opening else c.title for c in columns
    )
    told = tuple(
        (one.title, "必填" if title.endswith("*") else "", _written(one.definition))
        for one, title in zip(columns, titles, strict=True)
    )
    return SheetOut(titles, (), told)


_WRITTEN: Final[Mapping[ValueType, str]] = MappingProxyType(
    {
        ValueType.BOOL: "是、否",
        ValueType.DATE: "日期，如 2026-01-31",
        ValueType.MONEY: "金额，单位元",
        ValueType.INT: "整数",
        ValueType.NUMBER: "数字",
    }
)


def _written(definition: FieldDefinition) -> str:
    """How a cell of the column is written, in the words that the import takes."""
    if definition.type is ValueType.CHOICE:
        return "、".join(shelf().words.word(definition.name, code) for code in definition.options)
    return _WRITTEN.get(definition.type, "文字")


def exported(register: str, entries: Iterable[EntryView], language: Language = "zh") -> SheetOut:
    """A list as a sheet in the columns of its template, so that it can be taken in elsewhere."""
    kind = register_of(register)
    columns = columns_of(kind, shelf().docket(kind.procedure).procedure)
    titles = tuple(c.definition.title if language == "zh" else c.definition.english for c in columns)
    return SheetOut(titles, _rows(kind, entries, language))


def _rows(kind: Register, entries: Iterable[EntryView], language: Language) -> Iterator[tuple[str, ...]]:
    columns = columns_of(kind, shelf().docket(kind.procedure).procedure)
    words, merged = shelf().words, fields_of(kind)
    held = certificates_by_officer() if kind.id == "officer" else {}
    for entry in entries:
        second = held.get(entry.code, {})
        values: dict[str, Value] = {**second, **entry.values}
        yield tuple(
            written_cell(
                merged.get(c.definition.name, c.definition), values.get(c.definition.name), words, language
            )
            for c in columns
        )


def quarantined(batch: int) -> SheetOut:
    """The rows that wait, each with its number, what is wrong and how to mend it, to be mended and sent again."""
    held = quarantine.batch(batch)
    kind = register_of(held.register if held else "")
    columns = columns_of(kind, shelf().docket(kind.procedure).procedure)
    titles = (NUMBER, *(c.title for c in columns), REASON, MEND)
    rows = (
        (
            str(row.row),
            *(row.cells.get(c.title, "") for c in columns),
            "；".join(one["reason"] for one in row.problems),
            "；".join(dict.fromkeys(one["mend"] for one in row.problems if one["mend"])),
        )
        for row in waiting_rows(batch)
    )
    return SheetOut(titles, rows)


def waiting_rows(batch: int) -> list[WaitingRow]:
    """The rows that wait in a batch."""
    return [WaitingRow(one.row, one.cells, one.problems) for one in quarantine.rows_of(batch)]


def batch_of(number: int) -> Batch | None:
    """A batch by its number."""
    held = quarantine.batch(number)
    return None if held is None else _batch(held)


def waiting_batches(organ: str | None) -> list[Batch]:
    """Batches in which rows wait."""
    return [_batch(one) for one in quarantine.batches(organ)]


def _batch(held: QuarantineBatch) -> Batch:
    waiting = len(quarantine.rows_of(held.pk))
    return Batch(
        held.pk, held.register, held.file_name, held.organ, held.at, held.taken, waiting, tuple(held.dropped)
    )
