"""Things of a case in the acts of its procedure: which an act asks about, and the movements it makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.carrying import things_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.goods.actions import Moving, Restated, movement_drafts, restating_drafts
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.restated_rows import RestatedRowsForm
from plumbline.apps.goods.thing_choice import ThingChoiceForm
from plumbline.apps.goods.thing_rows import ThingRowsForm
from plumbline.apps.ledger_store.actions import Draft
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import belongings
from plumbline.core.cases.measures import (
    THING_STEPS,
    TRANSFER,
    Offer,
    measures_of,
    offered,
    taking_act,
)
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.stock import Move
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import Step

EXTENDING = frozenset({"extend", "notify_extension"})
"""Acts that move the last day of every thing under the measure; nothing is entered for them."""


def thing_drafts(
    file: CaseFile, person: Person, act: Act, record: str, now: int, *, checked: bool
) -> list[Draft]:
    """The movements of an act as records behind its own; a transfer takes things along by itself."""
    if not act.moves:
        return []
    measure = taking_act(file.history, act.step, record, now)
    moves = [_under(one, measure) for one in act.moves]
    read = CaseRead(file.docket, file.history)
    return movement_drafts(read, person, moves, at=act.at, now=now, checked=checked and act.step != TRANSFER)


def restated_things(file: CaseFile, person: Person, act: Act, reason: str, now: int) -> list[Draft]:
    """The corrections of things that come with the correction of their act."""
    if not act.restates:
        return []
    return restating_drafts(CaseRead(file.docket, file.history), person, act.restates, reason, now)


def voided_things(file: CaseFile, person: Person, wrong: Record, reason: str, now: int) -> list[Draft]:
    """The entries of things that go with a record that is declared void: those that it took in."""
    does = THING_STEPS.get(wrong.step)
    if does is None or does.offer is not Offer.NEW:
        return []
    gone = [Restated(item) for item, _count in things_of(wrong) or ()]
    return restating_drafts(CaseRead(file.docket, file.history), person, gone, reason, now)


def correction_form(
    file: CaseFile, record: Record, now: int, data: Any = None, files: Any = None
) -> RestatedRowsForm | None:
    """The things that a record took in, to be corrected with it; None where it took in none."""
    does = THING_STEPS.get(record.step)
    if does is None or does.offer is not Offer.NEW:
        return None
    stock = belongings(file.docket, file.history, now).stock.items
    items = [stock[item] for item, _count in things_of(record) or () if item in stock]
    return RestatedRowsForm(data, files, items=items) if items else None


def check_moves(file: CaseFile, person: Person, act: Act, now: int) -> None:
    """Raises GoodsError where the act, done now, could not move its things; nothing is entered."""
    thing_drafts(file, person, act, uuid4().hex, now, checked=True)


def things_form(
    file: CaseFile,
    step: Step,
    now: int,
    data: Any = None,
    files: Any = None,
    typed: Mapping[str, list[str]] | None = None,
) -> ThingRowsForm | ThingChoiceForm | None:
    """What an act asks about things; None where it asks nothing, or nothing is there to be asked about."""
    does = THING_STEPS.get(step.id)
    if does is None:
        return None
    initial = {name: values[0] for name, values in (typed or {}).items() if name.startswith("t") and values}
    if does.offer is Offer.NEW:
        return ThingRowsForm(data, files, measured=True, initial=initial)
    stock = belongings(file.docket, file.history, now).stock
    measures = measures_of(file.docket, file.history, now)
    items = offered(stock, measures, does.offer)
    deciding = does.offer is Offer.HELD and does.move is None
    decided = [one.id for one in items if deciding and measures.decision_on(one) is not None]
    return ThingChoiceForm(data, step=does, items=items, decided=decided, initial=initial) if items else None


def extended_things(file: CaseFile, step: Step, now: int) -> list[str]:
    """The things whose last day an extension moves, with the day as it stands."""
    if step.id not in EXTENDING:
        return []
    items = belongings(file.docket, file.history, now).stock.unexplained
    return [
        f"{one.name} {one.left} {one.unit}"
        + (_(" (until {day})").format(day=date_of(one.due).isoformat()) if one.due else "")
        for one in items
        if one.measure
    ]


def _under(one: Moving, measure: str) -> Moving:
    if one.movement.move is not Move.TAKE_IN:
        return one
    return dataclasses.replace(one, movement=dataclasses.replace(one.movement, measure=measure))
