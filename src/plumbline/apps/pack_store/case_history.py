"""The records of one case read under the procedure it was opened with."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.pack_store.shelf import Shelf
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History, read_history, read_opening
from plumbline.core.ledger.record import Record


def history_of(records: Sequence[Record], packs: Shelf) -> tuple[Docket, History]:
    """The records of one case under the docket of its procedure; raises NotOpened, PackErrors."""
    opening = read_opening(records)
    docket = packs.docket(opening.procedure, opening.field, opening.division or None)
    return docket, read_history(records, docket.procedure, docket.calendar.local_day)
