"""Other cases that stand in the same stream: an organ's year with a party, a thing in several cases."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.casework import store
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.case import Case
from plumbline.core.oversight.wide import Others

cases_in = store.cases_in


def others_of(case: str, now: int) -> Others:
    """What stands beside a case in a stream, as of `now` (µs UTC): of every record entered, also a moment ago.

    A case that cannot be read is left out, as it is from scans.
    """

    def others(name: str) -> Sequence[Case]:
        found = []
        for other in store.cases_in(name):
            if other != case and (read := _folded(other, now)) is not None:
                found.append(read)
        return found

    return others


def _folded(case: str, now: int) -> Case | None:
    held = [one.record for one in case_records(case)]
    try:
        _docket, history = history_of(held, shelf())
    except (PlumblineError, KeyError, ValueError):
        return None
    return history.folded(now)
