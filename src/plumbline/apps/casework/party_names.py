"""Names of parties for the lines of a list, looked up for the lines that are shown and no others."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.casework.queries import restated_in
from plumbline.apps.ledger_store.queries import opening_records, personal_values


def party_records(cases: Sequence[str]) -> dict[str, str]:
    """The records that state who the parties of these cases are, each with its case, later ones of a case later."""
    found = {record: case for case, record in opening_records(cases).items()}
    found.update(restated_in(cases))
    return found


def parties_of(cases: Sequence[str]) -> dict[str, str]:
    """Names of the parties of these cases, as far as they are held."""
    records = party_records(cases)
    names = {
        place.record: str(one.value)
        for place, one in personal_values(records).items()
        if place.name == "party_name"
    }
    return {case: names[record] for record, case in records.items() if record in names}
