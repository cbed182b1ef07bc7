"""The whole log judged from its records alone: every checkpoint, every tile, every case, projections folded again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from plumbline.apps.ledger_store import queries
from plumbline.apps.ledger_store.projections import CaseProjection
from plumbline.apps.ledger_store.rebuild import rebuild
from plumbline.core.ledger.evidence import Report, Trust
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.log import verify_log, wrong_tiles
from plumbline.core.ledger.note import Signer
from plumbline.core.ledger.tiles import Tile
from plumbline.core.ledger.trusted_log import TrustedKeys


def verify_stored_log(signers: Mapping[Algorithm, Signer]) -> Report:
    """What verification says of the SHA-256 tree; raises Untrue, or AssertionError for a wrong tile, for any tree."""
    reports = {tree: _verify(tree, signer) for tree, signer in signers.items()}
    return reports["sha256"]


def _verify(tree: Algorithm, signer: Signer) -> Report:
    trust = Trust((signer.key,))
    keys = TrustedKeys(signer.key.name, trust)
    known = [keys.believe(one.note) for one in queries.checkpoints(tree)]

    def fetch(tile: Tile) -> bytes:
        return queries.tile(tree, tile)

    made = tree_hash(tree)
    entries = [one.data for one in queries.records_from()]
    report = verify_log(entries, known, trust, fetch, tree=made, chain=tree_hash())
    sealed = known[-1].checkpoint.size if known else 0
    assert list(wrong_tiles(map(made.leaf, entries[:sealed]), sealed, fetch, made)) == []
    return report


def check_places() -> None:
    """In each case the positions are 0, 1, 2 …, every record has one leaf, and no leaf is without its record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id, COUNT(*), MIN(position), MAX(position) FROM ledger_record GROUP BY case_id"
        )
        for case, count, first, last in cursor.fetchall():
            assert (first, last) == (0, count - 1), (case, count, first, last)
        cursor.execute(
            "SELECT COUNT(*), COUNT(l.leaf) FROM ledger_record r LEFT JOIN ledger_leaf l ON l.seq = r.seq"
        )
        records, leaves = cursor.fetchone()
        cursor.execute("SELECT COUNT(*), MAX(leaf) FROM ledger_leaf")
        assert cursor.fetchone() == (leaves, leaves - 1 if leaves else None)
        assert records == leaves


def check_projections() -> None:
    """Folding all records again gives the bytes that are there."""
    assert [one.name for one in rebuild([CaseProjection()], write=False) if not one.same] == []
