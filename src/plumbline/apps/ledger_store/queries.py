"""Reading the ledger: the door others come in by. Nothing here verifies; `reading` says what each answers."""

from plumbline.apps.ledger_store.held import HeldCheckpoint, HeldRecord, LogState
from plumbline.apps.ledger_store.projections import case_numbers, case_overview, cases_of_numbers
from plumbline.apps.ledger_store.reading import (
    case_records,
    cases_from,
    checkpoints,
    destroyed_places,
    latest_checkpoint,
    leaf_of,
    log_size,
    log_state,
    node_hashes,
    opening_records,
    openings_after,
    personal_values,
    record,
    records_from,
    records_of,
    tile,
)

__all__ = [
    "HeldCheckpoint",
    "HeldRecord",
    "LogState",
    "case_numbers",
    "case_overview",
    "case_records",
    "cases_from",
    "cases_of_numbers",
    "checkpoints",
    "destroyed_places",
    "latest_checkpoint",
    "leaf_of",
    "log_size",
    "log_state",
    "node_hashes",
    "opening_records",
    "openings_after",
    "personal_values",
    "record",
    "records_from",
    "records_of",
    "tile",
]
