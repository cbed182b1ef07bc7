"""Seized things as a fold of movements: what is in store, what is out, what became of the rest.

Of every thing: taken in = held + out on loan + waiting for a second signature + gone. Nothing of these is ever below
zero; a movement that would make it so is refused before it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from plumbline.core.goods.errors import (
    CountWrong,
    NotYourSignature,
    SignerMissing,
    StockShort,
    UnknownItem,
)

ZERO: Final = Decimal(0)


class Move(StrEnum):
    """What may happen to a thing."""

    TAKE_IN = "take_in"
    PLACE = "place"
    """It lies elsewhere, somebody else keeps it, or its term was extended."""
    LEND = "lend"
    """It is out for a test or an appraisal and comes back."""
    BRING_BACK = "bring_back"
    GIVE_BACK = "give_back"
    AUCTION = "auction"
    HAND_OVER = "hand_over"
    """To another organ, with a case that is transferred, or to the store of confiscated things."""
    DESTROY = "destroy"
    SIGN = "sign"
    """The second person signs a destruction."""


LEAVING: Final = frozenset({Move.GIVE_BACK, Move.AUCTION, Move.HAND_OVER})
"""Movements by which things are gone at once; a destruction only with its second signature."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement. `item` is the record by which the thing was taken in, or, for a signature, the destruction."""

    record: str
    move: Move
    item: str
    day: int
    by: str
    count: Decimal = ZERO
    name: str = ""
    unit: str = ""
    place: str = ""
    keeper: str = ""
    due: int | None = None
    second: str = ""
    """Who else must sign a destruction."""
    spec: str = ""
    """Make, size or number, as the list of seized things wants it."""
    measure: str = ""
    """The record of the act under which it was taken; it may be held as long as that act may last."""
    keeper_no: str = ""
    """The number of the officer who keeps it; empty for who is none of the organ's."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A destruction that waits for the second signature."""

    record: str
    item: str
    count: Decimal
    second: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing (or a number of equal ones) with where it stands. `due` is the last day it may be held."""

    id: str
    name: str
    unit: str
    taken: Decimal
    since: int
    place: str
    keeper: str
    due: int | None
    held: Decimal
    lent: Decimal = ZERO
    waiting: Decimal = ZERO
    gone: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    """How much left by which movement."""
    last: int = 0
    spec: str = ""
    measure: str = ""
    keeper_no: str = ""

    @property
    def left(self) -> Decimal:
        """What is not yet explained: in store, out, or waiting for a signature."""
        return self.held + self.lent + self.waiting


@dataclass(frozen=True, slots=True)
class Stock:
    """The things of a case."""

    items: Mapping[str, Item] = field(default_factory=lambda: MappingProxyType({}))
    unsigned: Mapping[str, Waiting] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def unexplained(self) -> tuple[Item, ...]:
        """Things that are still there."""
        return tuple(one for one in self.items.values() if one.left > 0)


def fold_stock(movements: Iterable[Movement]) -> Stock:
    """The stock after all movements, in the order in which they were entered."""
    stock = Stock()
    for one in movements:
        stock = move(stock, one)
    return stock


def move(stock: Stock, movement: Movement) -> Stock:
    """The stock after one more movement; raises a GoodsError where it cannot be."""
    if movement.move is Move.SIGN:
        return _sign(stock, movement)
    if movement.move is Move.PLACE:
        return _with(stock, _placed(_item(stock, movement), movement))
    if movement.count <= 0 or round(movement.count, 3) != movement.count:
        raise CountWrong(value=str(movement.count))
    if movement.move is Move.TAKE_IN:
        return _with(stock, _taken(movement))
    item = _item(stock, movement)
    if movement.move is Move.BRING_BACK:
        _check(item, item.lent, movement.count)
        return _with(
            stock, _touched(item, movement, held=item.held + movement.count, lent=item.lent - movement.count)
        )
    _check(item, item.held, movement.count)
    item = _touched(item, movement, held=item.held - movement.count)
    if movement.move is Move.LEND:
        return _with(stock, replace(item, lent=item.lent + movement.count))
    if movement.move is Move.DESTROY:
        return _destroying(stock, item, movement)
    return _with(stock, _gone(item, movement.move, movement.count))


def _taken(movement: Movement) -> Item:
    return Item(
        id=movement.record,
        name=movement.name,
        unit=movement.unit,
        taken=movement.count,
        since=movement.day,
        place=movement.place,
        keeper=movement.keeper,
        due=movement.due,
        held=movement.count,
        last=movement.day,
        spec=movement.spec,
        measure=movement.measure,
        keeper_no=movement.keeper_no,
    )


def _placed(item: Item, movement: Movement) -> Item:
    return replace(
        item,
        place=movement.place or item.place,
        keeper=movement.keeper or item.keeper,
        keeper_no=movement.keeper_no if movement.keeper else item.keeper_no,
        due=movement.due if movement.due is not None else item.due,
        last=movement.day,
    )


def _destroying(stock: Stock, item: Item, movement: Movement) -> Stock:
    if not movement.second or movement.second == movement.by:
        raise SignerMissing(name=item.name)
    waits = Waiting(movement.record, item.id, movement.count, movement.second)
    stock = _with(stock, replace(item, waiting=item.waiting + movement.count))
    return replace(stock, unsigned=MappingProxyType({**stock.unsigned, waits.record: waits}))


def _sign(stock: Stock, movement: Movement) -> Stock:
    waits = stock.unsigned.get(movement.item)
    if waits is None or waits.second != movement.by:
        raise NotYourSignature(record=movement.item)
    item = stock.items[waits.item]
    item = replace(item, waiting=item.waiting - waits.count, last=movement.day)
    unsigned = {name: one for name, one in stock.unsigned.items() if name != waits.record}
    stock = _with(stock, _gone(item, Move.DESTROY, waits.count))
    return replace(stock, unsigned=MappingProxyType(unsigned))


def _gone(item: Item, way: Move, count: Decimal) -> Item:
    gone = {**item.gone, str(way): item.gone.get(str(way), ZERO) + count}
    return replace(item, gone=MappingProxyType(gone))


def _touched(item: Item, movement: Movement, *, held: Decimal, lent: Decimal | None = None) -> Item:
    return replace(item, held=held, lent=item.lent if lent is None else lent, last=movement.day)


def _item(stock: Stock, movement: Movement) -> Item:
    found = stock.items.get(movement.item)
    if found is None:
        raise UnknownItem(item=movement.item)
    return found


def _check(item: Item, there: Decimal, asked: Decimal) -> None:
    if asked > there:
        raise StockShort(name=item.name, held=str(there), unit=item.unit, asked=str(asked))


def _with(stock: Stock, item: Item) -> Stock:
    return replace(stock, items=MappingProxyType({**stock.items, item.id: item}))
