"""Names of parties for the lines of a list, looked up for the lines that are shown and no others."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.ledger_store.queries import opening_records, personal_values


def parties_of(cases: Sequence[str]) -> dict[str, str]:
    """Names of the parties of these cases, as far as they are held."""
    openings = opening_records(cases)
    values = personal_values(openings.values())
    names = {place.record: str(one.value) for place, one in values.items() if place.name == "party_name"}
    return {case: names[record] for case, record in openings.items() if record in names}
