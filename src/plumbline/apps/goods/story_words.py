"""Entries of things and money in words: in the list of entries, in the timeline of the case, on their own page."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.goods.case_story import EntryLine
from plumbline.apps.goods.words import DONE
from plumbline.apps.page_parts import formats
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.entries import Money, MoneyEntry
from plumbline.core.goods.stock import Move, Movement


def told(line: EntryLine, *, dated: bool = True) -> str:
    """An entry in one line."""
    said = f"{DONE[kind_of(line.entry)]}{_(': ')}{content_of(line)}"
    return f"{date_of(line.day).isoformat()} {said}" if dated else said


def kind_of(entry: Movement | MoneyEntry) -> Move | Money:
    """What kind of entry it is."""
    return entry.move if isinstance(entry, Movement) else entry.kind


def content_of(line: EntryLine) -> str:
    """What the entry says."""
    parts = _thing_parts(line, line.entry) if isinstance(line.entry, Movement) else _money_parts(line.entry)
    if line.reason:
        parts.append(line.reason)
    if line.photographs:
        parts.append(ngettext("%(n)s file", "%(n)s files", line.photographs) % {"n": line.photographs})
    return str(_("; ")).join(part for part in parts if part)


def _thing_parts(line: EntryLine, entry: Movement) -> list[str]:
    count = f" {entry.count} {line.unit}" if entry.count else ""
    until = _("until {day}").format(day=date_of(entry.due).isoformat()) if entry.due is not None else ""
    return [f"{line.thing}{count}", entry.place, entry.keeper, until]


def _money_parts(entry: MoneyEntry) -> list[str]:
    plan = [f"{date_of(one.day).isoformat()} {formats.money(one.amount)}" for one in entry.plan]
    amount = formats.money(entry.amount) if entry.amount > Decimal(0) else ""
    return [amount, entry.number, entry.reference, *plan]
