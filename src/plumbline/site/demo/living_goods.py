"""Things in the living district: what a seizure lists is taken in under the measure, and given back on its return."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal

from plumbline.apps.ledger_store.actions import Draft
from plumbline.core.goods.entries import GOODS_ENTRY, written_movement
from plumbline.core.goods.stock import Move, Movement

_COUNT = Decimal(3)


def things_with(act: Draft, label: str, ids: Mapping[str, str]) -> list[Draft]:
    """The movements that come with an act of the measure's skeleton, to be entered right behind it; `ids` are the acts
    that were entered in time, by their labels.
    """
    item = f"{act.case}-thing"
    if not {"impose", "list"} <= ids.keys():
        return []
    if label == "list":
        taken = Movement(
            record=item,
            move=Move.TAKE_IN,
            item="",
            day=0,
            by="",
            count=_COUNT,
            name="设备",
            unit="台",
            place="罚没物品库一区",
            keeper="物品保管员",
            measure=ids["impose"],
        )
        return [_entry(act, item, taken)]
    if label == "return":
        given = Movement("", Move.GIVE_BACK, item, 0, "", _COUNT)
        return [_entry(act, f"{act.id}-things", given)]
    return []


def _entry(act: Draft, record: str, movement: Movement) -> Draft:
    return dataclasses.replace(
        act, id=record, step=GOODS_ENTRY, until=None, fields=written_movement(movement), corrects=None
    )
