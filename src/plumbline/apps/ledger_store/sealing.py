"""Sealing: what is entered gets its leaves, full tiles are written, and the log's key signs the tree as it stands.

The process that does this alone holds the key. It keeps no state of its own: each round starts from what the database
holds, so the round after a crash is a round like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hmac import compare_digest

from django.db import transaction

from plumbline.apps.ledger_store.errors import TreeContradicts
from plumbline.apps.ledger_store.held import HeldCheckpoint
from plumbline.apps.ledger_store.ledger_rows import one_row, rows, write_many
from plumbline.apps.ledger_store.reading import latest_checkpoint, tile
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.ledger_store.signing_key import check_may_sign
from plumbline.apps.ledger_store.tiling import write_tiles
from plumbline.core.ledger.checkpoint import Checkpoint, parallel_origin, sign_checkpoint
from plumbline.core.ledger.errors import ProofError, TileMalformed
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.note import Signer, VerifierKey
from plumbline.core.ledger.proof import check_consistency, consistency_proof
from plumbline.core.ledger.tiles import TileNodes
from plumbline.core.ledger.tree import Frontier, range_hash
from plumbline.core.ledger.trusted_log import claimed_id

_CHUNK = 5_000
_FRONTIER = "SELECT size, hashes FROM ledger_frontier WHERE log = 1"
_NEW = (
    "SELECT l.leaf, l.hash, r.data FROM ledger_leaf l LEFT JOIN ledger_record r ON r.seq = l.seq "
    "WHERE l.leaf >= %s AND l.leaf < %s ORDER BY l.leaf"
)
_INSERT = (
    "INSERT INTO ledger_checkpoint (tree, size, root, key, note, signed_at) VALUES (%s, %s, %s, %s, %s, %s)"
)


class _OfParallelLog:
    """The same key under the name of the parallel log. What it signs names the log, so neither stands for the other."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self.key = parallel_key(signer.key)

    def sign(self, text: bytes) -> bytes:
        return self._signer.sign(text)


def parallel_key(key: VerifierKey) -> VerifierKey:
    """The verifier key of the SM3 tree beside the log of `key`."""
    return VerifierKey(parallel_origin(key.name), key.public, key.scheme)


def signers_of(signer: Signer, sm3: bool) -> dict[Algorithm, Signer]:
    """The signers of the trees of a site: one log, or two with the tree under SM3 beside it."""
    return {"sha256": signer, "sm3": _OfParallelLog(signer)} if sm3 else {"sha256": signer}


class Sealer:
    """Signs the trees of the log, each with its signer; `now` is the server's clock in microseconds."""

    def __init__(self, signers: Mapping[Algorithm, Signer], now: Callable[[], int]) -> None:
        self._signers = signers
        self._now = now

    def seal(self) -> list[Checkpoint]:
        """One round; what was signed. Raises SealError, and then nothing of that tree was signed.

        1. Records get their leaves (PostgreSQL). A crash leaves some of them sequenced.
        2. Records that no checkpoint covers are hashed again: what was changed by hand since its entry is not signed.
        3. Full tiles are written. A crash leaves tiles that no checkpoint covers yet; they never change.
        4. The tree's root is made from the tiles, compared with the frontier, and shown to continue the last
           checkpoint. Nothing is written here.
        5. The tree is signed, in memory. A crash here leaves a signature that nobody has seen.
        6. The checkpoint is stored. A crash leaves it stored or not; if not, the next round signs the same tree or a
           larger one, which continues the same last checkpoint. Only stored checkpoints are ever handed out.
        """
        sequence()
        row = one_row(_FRONTIER)
        if row is None or row[0] == 0:
            return []
        size, hashes = row[0], bytes(row[1])
        frontier = Frontier.of_packed(size, hashes)
        found = (self._seal_tree(tree, signer, frontier) for tree, signer in self._signers.items())
        return [one for one in found if one is not None]

    def _seal_tree(self, tree: Algorithm, signer: Signer, frontier: Frontier) -> Checkpoint | None:
        """Steps 2 to 6 for one tree."""
        last = latest_checkpoint(tree)
        check_may_sign(signer, last)
        size = frontier.size
        if last is not None and last.size == size and last.key == signer.key.text:
            return None
        if last is not None and last.size > size:
            raise _contradiction(
                f"已签名 {last.size} 叶，现有 {size} 叶", f"{last.size} leaves signed, {size} there"
            )
        if tree == "sha256":
            _check_records(last.size if last else 0, size)
        write_tiles(tree, size)
        root = _root(tree, size, last)
        if tree == "sha256" and not compare_digest(root, frontier.root()):
            raise _contradiction("瓦片与前沿不符", "tiles and frontier disagree")
        checkpoint = Checkpoint(signer.key.name, size, root)
        note = sign_checkpoint(checkpoint, [signer])
        row = (tree, size, root, signer.key.text, note.written(), self._now())
        with transaction.atomic(durable=True):
            write_many(_INSERT, [row])
        return checkpoint


def _check_records(start: int, end: int) -> None:
    """Every new leaf has its record, and the record hashes to it."""
    leaf_of = tree_hash().leaf
    expected = start
    for first in range(start, end, _CHUNK):
        for leaf, digest, data in rows(_NEW, (first, min(first + _CHUNK, end))):
            held = bytes(data or b"")
            if leaf != expected or data is None or not compare_digest(leaf_of(held), bytes(digest)):
                name = claimed_id(held)
                raise _contradiction(
                    f"第 {expected} 叶的记录 {name} 录入后被改动或缺失",
                    f"the record {name} at leaf {expected} was changed or removed after its entry",
                )
            expected += 1
    if expected != end:
        raise _contradiction(f"缺少第 {expected} 叶", f"leaf {expected} is missing")


def _root(tree: Algorithm, size: int, last: HeldCheckpoint | None) -> bytes:
    """The root from the tiles, shown to continue the last checkpoint."""
    made = tree_hash(tree)
    nodes = TileNodes(size, partial(tile, tree), made)
    try:
        root = range_hash(0, size, nodes, made)
        if last is not None:
            proof = consistency_proof(last.size, size, nodes, made)
            check_consistency(last.size, size, proof, last.checkpoint.root, root, made)
    except (ProofError, TileMalformed, KeyError) as error:
        said = error.message("zh") if isinstance(error, ProofError | TileMalformed) else str(error)
        raise _contradiction(said, str(error)) from error
    return root


def _contradiction(zh: str, en: str) -> TreeContradicts:
    return TreeContradicts(problem_zh=zh, problem_en=en)
