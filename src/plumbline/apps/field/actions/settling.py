"""What was done about the conflicts of an arrival is said by a record; the conflicts stay to be read."""

from __future__ import annotations

from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import ReasonMissing
from plumbline.apps.field.policies import FIELD_SETTLE
from plumbline.apps.field.queries.arrivals import ArrivalLine
from plumbline.apps.ledger_store.actions import enter
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import FIELD_SETTLED


def settle_conflicts(*, person: Person, arrival: ArrivalLine, note: str, now: int) -> None:
    """Says what was done. Raises ReasonMissing, AccessRefused, StoreError."""
    file = read_case(arrival.case)
    check_access(person, FIELD_SETTLE, file.place, file.docket.calendar.local_day(now))
    if not note.strip():
        raise ReasonMissing()
    fields = {"arrival": arrival.record, "note": note.strip()}
    organ = file.history.opening.organ
    draft = plain_draft(file.docket, arrival.case, FIELD_SETTLED, person, organ, now, fields=fields)
    enter(draft, expected=None, now=now)
