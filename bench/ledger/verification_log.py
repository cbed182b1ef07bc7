"""A large log for measuring its verification: records of six acts a case, written as the store would hold them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from plumbline.apps.ledger_store import append_only
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.ledger.hashing import tree_hash, written_hash
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.record import Actor, Confirmation, Record, read_record
from plumbline.core.ledger.tree import Frontier

SIGNER = Ed25519Signer("plumbline.invalid/bench", b"b" * 32)
STEPS = ("open_case", "inspect", "serve_notice", "decide", "serve_decision", "close_case")
FIRST = 1_772_400_000_000_000
OPEN_AT_ONCE = 1_000
"""Cases that are under way side by side."""
_CHUNK = 20_000


def fill(first: int, end: int) -> None:
    """Write the records of leaves `first` to `end` and seal them."""
    if first == 0:
        with connection.cursor() as cursor:
            for statement in append_only.remove(connection.vendor):
                cursor.execute(statement)
    heads: dict[int, str] = {}
    for start in range(first, end, _CHUNK):
        _write(list(_rows(start, min(start + _CHUNK, end), heads)))
    Sealer(signers_of(SIGNER, False), lambda: FIRST).seal()


def _template() -> str:
    """A record's canonical bytes with marks where values go in."""
    one = Record(
        id="@ID@",
        case="@CASE@",
        step="@STEP@",
        at=Moment("2026-03-02", "day"),
        recorded_at=FIRST,
        organ="青石区市场监督管理局",
        entered_by="u-17",
        pack="sha256:" + "ab" * 32,
        nonce=bytes(16),
        by=(Actor("o-17", "handler"), Actor("o-23", "handler")),
        confirmations=(Confirmation("o-17", FIRST), Confirmation("o-23", FIRST)),
        fields={
            "amount": "1200.50",
            "days": 5,
            "note": "现场检查情况正常，当事人在场",
            "place": "青石区第十七号",
        },
        previous="sha256:" + "cd" * 32,
    )
    text = one.to_bytes().decode()
    text = text.replace('"sha256:' + "cd" * 32 + '"', "@PREV@").replace("0" * 32, "@NONCE@")
    return text.replace(f'"recorded_at":"{written_instant(FIRST)}"', '"recorded_at":"@ENTERED@"')


def _rows(first: int, end: int, heads: dict[int, str]) -> Iterator[tuple[object, ...]]:
    text = _template()
    leaf_of = tree_hash().leaf
    for leaf in range(first, end):
        group, place = divmod(leaf, OPEN_AT_ONCE * len(STEPS))
        position, case = divmod(place, OPEN_AT_ONCE)
        case += group * OPEN_AT_ONCE
        entered = FIRST + leaf * 1_000_000
        previous = heads.get(case) if position else None
        if position and previous is None:
            previous = _stored_head(f"case-{case}")
        data = (
            text.replace("@ID@", f"r-{leaf:012}")
            .replace("@CASE@", f"case-{case}")
            .replace("@STEP@", STEPS[position])
            .replace("@ENTERED@", written_instant(entered))
            .replace("@PREV@", f'"{previous}"' if previous else "null")
            .replace("@NONCE@", f"{leaf * 2654435761:032x}")
        ).encode()
        if leaf % 50_000 == first % 50_000:
            assert read_record(data).recorded_at == entered
        digest = leaf_of(data)
        heads[case] = written_hash(digest)
        yield (
            leaf, f"r-{leaf:012}", f"case-{case}", position, STEPS[position], "青石区市场监督管理局",
            "2026-03-02", entered, None, data, digest,
        )  # fmt: skip


def _stored_head(case: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT leaf_hash FROM ledger_record WHERE case_id = %s ORDER BY position DESC LIMIT 1", (case,)
        )
        row = cursor.fetchone()
    return written_hash(bytes(row[0])) if row else None


def _write(rows: list[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, hashes FROM ledger_frontier WHERE log = 1")
        held = cursor.fetchone()
        hashes = bytes(held[1]) if held else b""
        frontier = Frontier(
            held[0] if held else 0, [hashes[at : at + 32] for at in range(0, len(hashes), 32)]
        )
        cursor.executemany(
            "INSERT INTO ledger_record "
            "(seq, record_id, case_id, position, step, organ, at, recorded_at, corrects, data, leaf_hash) VALUES "
            "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
        frontier.extend(row[-1] for row in rows)  # type: ignore[misc]
        cursor.execute("DELETE FROM ledger_frontier")
        cursor.execute(
            "INSERT INTO ledger_frontier (log, size, hashes, floor) VALUES (1, %s, %s, %s)",
            (frontier.size, b"".join(frontier.hashes), rows[-1][7]),
        )
