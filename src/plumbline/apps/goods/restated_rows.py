"""The rows of a list that is corrected: the things as they came in, to be mended; an emptied row was not taken."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from plumbline.apps.attachments.uploads import Upload
from plumbline.apps.goods.actions import Moving, Restated
from plumbline.apps.goods.thing_rows import UNIT, ThingRowsForm, slots
from plumbline.core.goods.stock import Item, Move, Movement


class RestatedRowsForm(ThingRowsForm):
    """The things that an act took in, in its rows; rows behind them take in what was forgotten."""

    def __init__(self, data: Any = None, files: Any = None, *, items: Sequence[Item]) -> None:
        self.items = dict(zip(slots(), items, strict=False))
        self.beyond = tuple(items[len(self.items) :])
        """Things for which there is no row; they stay as they are."""
        initial: dict[str, Any] = {}
        for slot, one in self.items.items():
            said = {"name": one.name, "spec": one.spec, "count": one.taken, "unit": one.unit}
            initial |= {f"{slot}_{name}": value for name, value in said.items()}
        for one in items[:1]:
            initial |= {"t_place": one.place, "t_keeper": one.keeper}
        super().__init__(data, files, measured=True, initial=initial)
        self._ids |= {slot: one.id for slot, one in self.items.items()}

    @property
    def named(self) -> list[tuple[str, str]]:
        """The things of the list as it should have been."""
        return [*super().named, *((one.id, str(one.taken)) for one in self.beyond)]

    def moves(self, uploads: Sequence[Upload], measure: str = "") -> list[Moving]:
        """What was forgotten and comes in now."""
        there = {one.id for one in self.items.values()}
        return [one for one in super().moves(uploads, measure) if one.movement.record not in there]

    @property
    def restated(self) -> list[Restated]:
        """The things that were entered wrongly."""
        said, found = self.cleaned_data, []
        for slot, one in self.items.items():
            if not said.get(f"{slot}_name"):
                found.append(Restated(one.id))
                continue
            meant = Movement(
                one.id,
                Move.TAKE_IN,
                "",
                0,
                "",
                said[f"{slot}_count"],
                said[f"{slot}_name"],
                said[f"{slot}_unit"] or UNIT,
                said["t_place"] or one.place,
                said["t_keeper"] or one.keeper,
                None if one.measure else one.due,
                spec=said[f"{slot}_spec"],
                measure=one.measure,
            )
            before = dataclasses.replace(
                meant,
                count=one.taken,
                name=one.name,
                unit=one.unit,
                spec=one.spec,
                place=one.place,
                keeper=one.keeper,
            )
            if meant != before:
                found.append(Restated(one.id, meant))
        return found
