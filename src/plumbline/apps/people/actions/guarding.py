"""What the rules of a register's pack say of an act before it is entered: the same guards as in any other case.

Asked where somebody is about to act in the page. A sheet that is taken in tells what has happened already; its breaches
are found by the check of the district, and never keep an entry out.
"""

from __future__ import annotations

from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.door import check_rules
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.history import act_of
from plumbline.core.ledger.draft import entered


def check_guards(draft: Draft, now: int) -> None:
    """Raises ActRefused with every rule that blocks the act."""
    docket, history = history_of([one.record for one in case_records(draft.case)], shelf())
    step = docket.procedure.steps[draft.step]
    record, _openings = entered(draft, recorded_at=now, previous=None, chance=bytes)
    act = act_of(record, history.position, step.fields, docket.calendar.local_day)
    against = tuple(one for one in check_rules(docket, history, act, now, None) if one.blocks)
    if against:
        raise ActRefused(title=step.title, hindrances=against)
