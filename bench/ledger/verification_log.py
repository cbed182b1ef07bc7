"""A large log for measuring its verification: the product's bytes, written by its statements, many at once.

Six acts a case, a thousand cases side by side, a second between two entries. Records have the form of those that the
storing function makes (`_made`), are hashed and joined as it does it, written by its statements into tables with their
triggers, and sealed by the sealer; what is left out is what it asks of a caller (numbers seen, projections), making
each record anew, and the wait for the disk after each batch.
"""

from __future__ import annotations

import secrets
import sys
import time
from binascii import hexlify
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from plumbline.apps.ledger_store import ledger_rows
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.record import NONCE_BYTES, Actor, Confirmation

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
            _write(start, until, heads)
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
        cursor.execute("PRAGMA journal_mode = MEMORY")
        cursor.execute("PRAGMA synchronous = OFF")
        yield
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA journal_mode = WAL")


def _write(first: int, end: int, heads: dict[int, bytes]) -> None:
    made = list(_made(first, end, heads))
    with transaction.atomic():
        before = ledger_rows.before([made[0][2]], asks_floor=True)
        ledger_rows.write_many(ledger_rows.INSERT_RECORD_AT, made)
        before.frontier.extend(row[-1] for row in made)
        ledger_rows.move_frontier(before.frontier, made[-1][7], before.floor is None)


def _made(first: int, end: int, heads: dict[int, bytes]) -> Iterator[tuple[Any, ...]]:
    """The columns of the records. Each is written into the form of a record that the product made.

    One in a thousand is made by the product itself too, and is the same to the byte.
    """
    leaf_of, nonces, forms = (
        tree_hash().leaf,
        secrets.token_bytes((end - first) * NONCE_BYTES).hex(),
        _forms(),
    )
    minute = -1
    for leaf in range(first, end):
        number, position = place_of(leaf)
        if leaf // 60 != minute:
            minute = leaf // 60
            written = written_instant(FIRST + minute * 60_000_000).partition(":00.")[0]
        recorded_at, second = FIRST + leaf * 1_000_000, leaf % 60
        case, record = f"case-{number}", f"r-{leaf:012}"
        at = (leaf - first) * 2 * NONCE_BYTES
        nonce = nonces[at : at + 2 * NONCE_BYTES]
        previous = b'"sha256:%b"' % heads.pop(number) if position else b"null"
        data = forms[position] % (
            case.encode(), record.encode(), nonce.encode(), previous, f"{written}:{second:02}.000000+08:00".encode(),
        )  # fmt: skip
        if leaf % 1_000 == 0 and data != _by_the_product(leaf, bytes.fromhex(nonce), previous):
            raise AssertionError(f"record {record} is not as the product makes it")
        digest = leaf_of(data)
        if position + 1 < len(STEPS):
            heads[number] = hexlify(digest)
        yield (
            leaf,
            record,
            case,
            position,
            STEPS[position],
            ORGAN,
            "2026-03-02",
            recorded_at,
            None,
            data,
            digest,
        )


def _by_the_product(leaf: int, nonce: bytes, previous: bytes) -> bytes:
    """A record as the storing function makes and checks it."""
    case, position = place_of(leaf)
    draft = Draft(
        id=f"r-{leaf:012}",
        case=f"case-{case}",
        step=STEPS[position],
        at=Moment("2026-03-02", "day"),
        organ=ORGAN,
        entered_by="u-17",
        pack="sha256:" + "ab" * 32,
        by=(Actor("o-17", "handler"), Actor("o-23", "handler")),
        confirmations=(Confirmation("o-17", FIRST), Confirmation("o-23", FIRST)),
        fields=_FIELDS,
    )
    before = None if previous == b"null" else previous.decode().strip('"')
    record, _ = entered(
        draft, recorded_at=FIRST + leaf * 1_000_000, previous=before, chance=lambda _size: nonce
    )
    return record.to_bytes()


@cache
def _forms() -> tuple[bytes, ...]:
    """For each step the bytes of a record with places for case, id, nonce, record before and time of entry."""
    forms = []
    for position in range(len(STEPS)):
        leaf, nonce, previous = position * OPEN_AT_ONCE, b"\xee" * NONCE_BYTES, b'"sha256:%b"' % (b"e" * 64)
        data = _by_the_product(leaf, nonce, previous).replace(b"%", b"%%")
        for mark, form in (
            (f'"case":"case-{place_of(leaf)[0]}"'.encode(), b'"case":"%b"'),
            (f'"id":"r-{leaf:012}"'.encode(), b'"id":"%b"'),
            (b'"%b"' % hexlify(nonce), b'"%b"'),
            (previous, b"%b"),
            (
                b'"recorded_at":"%b"' % written_instant(FIRST + leaf * 1_000_000).encode(),
                b'"recorded_at":"%b"',
            ),
        ):
            assert data.count(mark) == 1
            data = data.replace(mark, form)
        forms.append(data)
    return tuple(forms)


ORGAN = "青石区市场监督管理局"
_FIELDS = {"amount": "1200.50", "days": 5, "note": "现场检查情况正常，当事人在场", "place": "青石区第十七号"}


def place_of(leaf: int) -> tuple[int, int]:
    """Number of its case, and place in it."""
    group, place = divmod(leaf, OPEN_AT_ONCE * len(STEPS))
    position, case = divmod(place, OPEN_AT_ONCE)
    return case + group * OPEN_AT_ONCE, position


def _heads(leaf: int) -> dict[int, bytes]:
    """Where the cases stand that are under way at this leaf: the hash of the last record, in hex."""
    found = ledger_rows.rows(
        "SELECT seq, leaf_hash FROM ledger_record WHERE seq >= %s AND seq < %s ORDER BY seq",
        (max(leaf - OPEN_AT_ONCE * len(STEPS), 0), leaf),
    )
    return {place_of(seq)[0]: hexlify(digest) for seq, digest in found}
