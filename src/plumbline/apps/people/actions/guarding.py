"""What the rules of a register's pack say of an act before it is entered: the same guards as in any other case.

A sheet that is taken in comes by the same door: what the rules block waits with its reason, as it would in the form.
"""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.door import check_rules
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.history import act_of
from plumbline.core.ledger.draft import entered
from plumbline.core.ledger.record import Record


def check_guards(draft: Draft, now: int) -> None:
    """Raises ActRefused with every rule that blocks the act."""
    held = [one.record for one in case_records(draft.case)]
    title, against = _blocking(held, _as_entered(draft, now), now)
    if against:
        raise ActRefused(title=title, hindrances=against)


def check_opening(drafts: Sequence[Draft], now: int) -> list[ActRefused]:
    """What the rules block of a new entry's acts, each held against those before it."""
    records = [_as_entered(one, now) for one in drafts]
    return [
        ActRefused(title=title, hindrances=against)
        for place, record in enumerate(records[1:], 1)
        for title, against in [_blocking(records[:place], record, now)]
        if against
    ]


def _as_entered(draft: Draft, now: int) -> Record:
    return entered(draft, recorded_at=now, previous=None, chance=bytes)[0]


def _blocking(before: Sequence[Record], record: Record, now: int) -> tuple[str, tuple[Hindrance, ...]]:
    """The title of the act, and the rules that block it."""
    docket, history = history_of(before, shelf())
    step = docket.procedure.steps[record.step]
    if not docket.guards.get(record.step):
        return step.title, ()
    act = act_of(record, history.position, step.fields, docket.calendar.local_day)
    return step.title, tuple(one for one in check_rules(docket, history, act, now, None) if one.blocks)
