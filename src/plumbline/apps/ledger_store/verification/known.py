"""Which stored checkpoints may be believed: keys from outside the database, changes of key followed through the log."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import connection

from plumbline.apps.ledger_store.held import HeldCheckpoint, HeldRecord
from plumbline.apps.ledger_store.reading import case_records, checkpoints, tile
from plumbline.apps.ledger_store.verification.errors import CheckpointChanged
from plumbline.core.ledger.checkpoint import read_checkpoint
from plumbline.core.ledger.errors import LedgerError, RecordMalformed
from plumbline.core.ledger.evidence import Anchor, Entry, KeyChange, Trust
from plumbline.core.ledger.findings import SealUntrusted
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.note import VerifierKey, read_note
from plumbline.core.ledger.proof import consistency_proof, inclusion_proof
from plumbline.core.ledger.system_acts import CHANGE_KEY, LOG_CASE, read_key_change
from plumbline.core.ledger.tiles import TileNodes
from plumbline.core.ledger.tree import NodeReader
from plumbline.core.ledger.trusted_log import TimedTree, TrustedKeys


def nodes_of(tree: Algorithm, size: int) -> NodeReader:
    """Nodes of a tree of `size` leaves, from the stored tiles."""
    return TileNodes(size, partial(tile, tree), tree_hash(tree), keep=256)


def inclusion(tree: Algorithm, leaf: int, size: int) -> tuple[bytes, ...]:
    """Inclusion proof of a leaf in the tree of `size` leaves."""
    return tuple(inclusion_proof(leaf, size, nodes_of(tree, size), tree_hash(tree)))


def consistency(tree: Algorithm, old_size: int, size: int) -> tuple[bytes, ...]:
    """Consistency proof of two sizes."""
    return tuple(consistency_proof(old_size, size, nodes_of(tree, size), tree_hash(tree)))


def key_changes(tree: Algorithm, origin: str, size: int) -> tuple[KeyChange, ...]:
    """The changes of this log's key that a checkpoint under the old key covers, in their order, as evidence."""
    found = []
    for held in case_records(LOG_CASE):
        pair = _change_of(held)
        if pair is None or pair[0].name != origin or held.leaf is None or held.leaf >= size:
            continue
        covering = _covering(tree, pair[0], held.leaf)
        if covering is not None and covering.size <= size:
            entry = Entry(held.leaf, held.data)
            proof = inclusion(tree, held.leaf, covering.size)
            anchor = Anchor(covering.note, consistency(tree, covering.size, size))
            found.append(KeyChange(entry, proof, anchor))
    return tuple(found)


def _change_of(held: HeldRecord) -> tuple[VerifierKey, VerifierKey] | None:
    try:
        return read_key_change(held.record) if held.record.step == CHANGE_KEY else None
    except RecordMalformed:
        return None


def _covering(tree: Algorithm, key: VerifierKey, leaf: int) -> HeldCheckpoint | None:
    """The first checkpoint under the key that holds the leaf."""
    return next((one for one in checkpoints(tree, leaf + 1) if one.key == key.text), None)


def believed(tree: Algorithm, origin: str, trust: Trust, from_size: int = 0) -> list[TimedTree]:
    """Every stored checkpoint from `from_size` leaves on, believed; raises Untrue at the first that may not be."""
    keys = TrustedKeys(origin, trust)
    last = next(iter(sorted(checkpoints(tree, from_size), key=lambda one: -one.size)), None)
    if last is None:
        return []
    check_columns(tree, from_size)
    for change in key_changes(tree, origin, last.size):
        keys.follow(change)
    return [_believe(keys, one) for one in checkpoints(tree, from_size)]


def _believe(keys: TrustedKeys, held: HeldCheckpoint) -> TimedTree:
    try:
        return keys.believe(held.note)
    except SealUntrusted:
        raise
    except LedgerError as error:
        raise SealUntrusted(problem=error) from error


def check_columns(tree: Algorithm, from_size: int) -> None:
    """The columns of stored checkpoints say what their notes say; raises CheckpointChanged or SealUntrusted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, size, root, key, note FROM ledger_checkpoint WHERE tree = %s AND size >= %s ORDER BY size, id",
            (tree, from_size),
        )
        rows: Sequence[tuple[int, int, bytes, str, str]] = cursor.fetchall()
    for number, size, root, key, written in rows:
        try:
            note = read_note(written)
            said = read_checkpoint(note.text)
        except LedgerError as error:
            raise SealUntrusted(problem=error) from error
        ids = {line.key_id.hex() for line in note.signatures}
        checks = {
            "size": said.size == size,
            "root": said.root == bytes(root),
            "key": key.split("+")[1:2][0:1] != [] and key.split("+")[1] in ids,
        }
        for column, holds in checks.items():
            if not holds:
                raise CheckpointChanged(tree=tree, size=said.size, number=number, column=column)
