"""The records of one case read under the procedure it was opened with, with the cases that stand in it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import NamedTuple

from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import Shelf
from plumbline.apps.page_parts.kept import Kept
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History, continued, read_history, read_opening
from plumbline.core.cases.joining import named_cases, with_others
from plumbline.core.ledger.hashing import read_hash
from plumbline.core.ledger.record import Record

_HISTORIES: Kept[tuple[Docket, History]] = Kept(512)
"""Histories read lately, under the very records and the docket that they were read from; each value holds both, so that
none of their identities can pass to something else."""


def _read(docket: Docket, records: tuple[Record, ...]) -> History:
    """The history that these records fold to; an act reads the same ones for its guards and for each projection."""
    ids = tuple(map(id, records))
    told = docket.procedure, docket.calendar.local_day

    def made() -> tuple[Docket, History]:
        before = _HISTORIES.known((id(docket), *ids[:-1]))
        more = continued(before[1], records[-1], *told) if before else None
        return docket, more or read_history(records, *told)

    return _HISTORIES.get((id(docket), *ids), made)[1]


_BEFORE: Kept[tuple[Record, ...]] = Kept(512)
"""Records of cases read lately, under the leaf hash of the last. A record names the hash of the one before it, which
stands for every record of the case up to there."""


def keep_before(held: Sequence[HeldRecord]) -> None:
    """The whole records of a case, read just now: an act that is entered next finds what came before it."""
    _BEFORE.get(held[-1].leaf_hash, lambda: tuple(one.record for one in held))


def records_before(record: Record) -> tuple[Record, ...] | None:
    """The records of its case up to this one, none for the first; None where they are to be read."""
    return () if record.previous is None else _BEFORE.known(read_hash(record.previous)[1])


class _Told(NamedTuple):
    """Records that projections are being told of, and the histories read for them."""

    of: object
    found: dict[tuple[bytes, int, int | None], tuple[Docket, History]]


_thread = threading.local()


def history_of(
    records: Sequence[Record],
    packs: Shelf,
    *,
    until: int | None = None,
    reading: frozenset[str] = frozenset(),
) -> tuple[Docket, History]:
    """The records of one case under the docket of its procedure; raises NotOpened, PackErrors.

    Of a case that was joined into it or that it was split from, what was entered up to the instant `until` is read:
    a projection gives its last entry, so that a rebuild gives the same. `reading` are the cases being read already.
    """
    told: _Told | None = getattr(_thread, "told", None)
    if told is None or until is None or reading or not records:
        return _history_of(records, packs, until, reading)
    key = records[-1].nonce, len(records), until
    if key not in told.found:
        told.found[key] = _history_of(records, packs, until, reading)
    return told.found[key]


def remember_for(entered: object) -> None:
    """What is read for these records, just entered, is read once for all projections that are told of them."""
    told: _Told | None = getattr(_thread, "told", None)
    if told is None or told.of is not entered:
        _thread.told = _Told(entered, {})


def _history_of(
    records: Sequence[Record], packs: Shelf, until: int | None, reading: frozenset[str]
) -> tuple[Docket, History]:
    opening = read_opening(records)
    docket = packs.docket(opening.procedure, opening.field, opening.division or None)
    history = _read(docket, tuple(records))
    others = {}
    for name in sorted(named_cases(history) - reading):
        held = [one.record for one in case_records(name)]
        known = [one for one in held if until is None or one.recorded_at <= until]
        if known:
            beside = reading | {opening.case}
            others[name] = history_of(known, packs, until=until, reading=beside)[1]
    return docket, with_others(history, others) if others else history
