"""A large log for measuring its verification, made and written with the product's own functions, many at once.

Six acts a case, a thousand cases side by side, a second between two entries. Records are made, checked and hashed as
the storing function does it, written by its statements into tables with their triggers, and sealed by the sealer; what
is left out is what it asks of a caller (numbers seen, projections) and the wait for the disk after each batch.
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from plumbline.apps.ledger_store import ledger_rows
from plumbline.apps.ledger_store.ledger_rows import Kept
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.hashing import tree_hash, written_hash
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.record import Actor, Confirmation

SIGNER = Ed25519Signer("plumbline.invalid/bench", b"b" * 32)
STEPS = ("open_case", "inspect", "serve_notice", "decide", "serve_decision", "close_case")
FIRST = 1_772_400_000_000_000
OPEN_AT_ONCE = 1_000
"""Cases that are under way side by side."""
_CHUNK = 5_000
_SAY = 1_000_000


def fill(first: int, end: int) -> None:
    """Write the records of leaves `first` to `end` and seal them; each million is told on standard error."""
    begun, heads = time.monotonic(), _heads(first)
    with _no_waiting():
        for start in range(first, end, _CHUNK):
            until = min(start + _CHUNK, end)
            _write(list(_made(start, until, heads)))
            if until // _SAY > start // _SAY:
                _tell(f"{until:,} records written", begun)
        Sealer(signers_of(SIGNER, False), lambda: FIRST).seal()
    if end - first >= _SAY:
        _tell("sealed", begun)


def _tell(what: str, begun: float) -> None:
    size = Path(connection.settings_dict["NAME"]).stat().st_size / 2**30
    print(f"# {what}, {time.monotonic() - begun:.0f} s, {size:.1f} GiB", file=sys.stderr, flush=True)


@contextmanager
def _no_waiting() -> Iterator[None]:
    """Nothing here has to survive a power cut."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
        yield
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write(kept: list[Kept]) -> None:
    with transaction.atomic():
        before = ledger_rows.before([kept[0].record.case])
        ledger_rows.insert_records(kept, before.frontier.size)
        ledger_rows.extend_log(before, kept, kept[-1].record.recorded_at)


def _made(first: int, end: int, heads: dict[int, str]) -> Iterator[Kept]:
    leaf_of, chance = tree_hash().leaf, secrets.token_bytes
    day, by = Moment("2026-03-02", "day"), (Actor("o-17", "handler"), Actor("o-23", "handler"))
    confirmed = (Confirmation("o-17", FIRST), Confirmation("o-23", FIRST))
    for leaf in range(first, end):
        case, position = place_of(leaf)
        draft = Draft(
            id=f"r-{leaf:012}",
            case=f"case-{case}",
            step=STEPS[position],
            at=day,
            organ="青石区市场监督管理局",
            entered_by="u-17",
            pack="sha256:" + "ab" * 32,
            by=by,
            confirmations=confirmed,
            fields=_FIELDS,
        )
        previous = heads.pop(case) if position else None
        record, openings = entered(
            draft, recorded_at=FIRST + leaf * 1_000_000, previous=previous, chance=chance
        )
        data = record.to_bytes()
        digest = leaf_of(data)
        if position + 1 < len(STEPS):
            heads[case] = written_hash(digest)
        yield Kept(record, position, data, digest, openings)


_FIELDS = {"amount": "1200.50", "days": 5, "note": "现场检查情况正常，当事人在场", "place": "青石区第十七号"}


def place_of(leaf: int) -> tuple[int, int]:
    """Number of its case, and place in it."""
    group, place = divmod(leaf, OPEN_AT_ONCE * len(STEPS))
    position, case = divmod(place, OPEN_AT_ONCE)
    return case + group * OPEN_AT_ONCE, position


def _heads(leaf: int) -> dict[int, str]:
    """Where the cases stand that are under way at this leaf."""
    found = ledger_rows.rows(
        "SELECT seq, leaf_hash FROM ledger_record WHERE seq >= %s AND seq < %s ORDER BY seq",
        (max(leaf - OPEN_AT_ONCE * len(STEPS), 0), leaf),
    )
    return {place_of(seq)[0]: written_hash(bytes(digest)) for seq, digest in found}
