"""The entries of a case, one after another, as they stand: what each says, and whether it was declared void."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.goods.case_reading import CaseRead
from plumbline.core.cases.belongings import void_of
from plumbline.core.goods.entries import (
    GOODS_ENTRY,
    MONEY_ENTRY,
    MoneyEntry,
    first_versions,
    money_of,
    movement_in,
)
from plumbline.core.goods.stock import Move, Movement


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry. `thing` is the name of what was moved, `photographs` how many files it carries."""

    record: str
    day: int
    by: str
    entry: Movement | MoneyEntry
    thing: str
    unit: str
    reason: str
    photographs: int
    is_void: bool


def entries_of(file: CaseRead) -> list[EntryLine]:
    """Every entry of things and money, the newest first."""
    sealed, local_day = file.history.sealed, file.docket.calendar.local_day
    void = void_of(sealed)
    entries = [one for one in sealed if one.step == GOODS_ENTRY]
    replaced = {one.corrects for one in entries if one.corrects}
    told: dict[str, Movement | MoneyEntry] = {one.id: movement_in(one, local_day) for one in entries}
    told |= {one.record: one for one in money_of(sealed, frozenset(), local_day)}
    found = []
    for record in sealed:
        if record.step in (GOODS_ENTRY, MONEY_ENTRY):
            entry = told[record.id]
            thing = _thing(entry, told)
            found.append(
                EntryLine(
                    record.id,
                    entry.day,
                    record.entered_by,
                    entry,
                    thing.name if thing else "",
                    thing.unit if thing else "",
                    str(record.fields.get("reason") or ""),
                    len(record.attachments),
                    record.id in void or record.id in replaced,
                )
            )
    return found[::-1]


def photographs_of(file: CaseRead) -> dict[str, list[tuple[str, str]]]:
    """For each thing the files of its entries, as (record, file)."""
    found: dict[str, list[tuple[str, str]]] = {}
    entries = [one for one in file.history.sealed if one.step == GOODS_ENTRY]
    first = first_versions(entries)
    replaced = {one.corrects for one in entries if one.corrects}
    for record in entries:
        if record.id not in replaced:  # a corrected entry takes its photographs over
            item = str(record.fields.get("item") or first[record.id])
            found.setdefault(item, []).extend((record.id, one.id) for one in record.attachments)
    return found


def _thing(entry: Movement | MoneyEntry, told: dict[str, Movement | MoneyEntry]) -> Movement | None:
    """The taking in of what an entry moves; a signature names the destruction, which names the thing."""
    while isinstance(entry, Movement) and entry.move is not Move.TAKE_IN:
        following = told.get(entry.item)
        if following is None:
            return None
        entry = following
    return entry if isinstance(entry, Movement) else None
