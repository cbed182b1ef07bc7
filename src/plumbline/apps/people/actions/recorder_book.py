"""What the recorder book says of a turn before it is entered: a device is with one person at a time.

Two people who take one device out in the same moment both see it in its place; the second is told by the position of
the case, which is read before the book is.
"""

from __future__ import annotations

from collections.abc import Mapping

from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.errors import FieldsWrong
from plumbline.apps.people.store import registers as store
from plumbline.core.facts.case import order
from plumbline.core.facts.record import Value
from plumbline.core.registers.register import register_of
from plumbline.core.registers.turns import AT, Taker, turn_of, turn_problems


def check_turn(
    case: str, step: str, values: Mapping[str, Value], now: int, instead_of: str | None = None
) -> None:
    """Raises FieldsWrong where the act would take a recorder that is out, bring back one that is not, or go back in
    time; `instead_of` is the record that it corrects.
    """
    turn = turn_of(step, values)
    if turn is None:
        return
    _docket, history = history_of([one.record for one in case_records(case)], shelf())
    acts = sorted((act for one in AT for act in history.folded(now).by_step.get(one, ())), key=order)
    turns = {act.id: made for act in acts if (made := turn_of(act.step, act.fields)) is not None}
    mended = turns.get(instead_of or "")
    if found := tuple(turn_problems(tuple(turns.values()), turn, now, _taker, mended)):
        raise FieldsWrong.of(found)


def _taker(number: str) -> Taker | None:
    found = store.entry(register_of("officer").case_of(number))
    if found is None:
        return None
    return Taker(found.name, found.ended_on.isoformat() if found.ended_on is not None else None)
