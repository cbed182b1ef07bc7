"""Trees without a database: SM3 against SHA-256, and an inclusion proof of a large tree read from tiles."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from rounds import Ratio, medians, ratio

from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.proof import check_inclusion, inclusion_proof
from plumbline.core.ledger.tiles import Tile, TileEdge, TileNodes
from plumbline.core.ledger.tree import root_of

PROOFS = 200


def lines(folder: Path, rounds: int, records: int) -> Iterator[Ratio]:
    data = [secrets.token_bytes(300) for _ in range(20_000)]

    def root(algorithm: Algorithm) -> bytes:
        made = tree_hash(algorithm)
        return root_of(made.leaves(data), made)

    steps = {"SM3": lambda: void(root("sm3")), "SHA-256": lambda: void(root("sha256"))}
    found = medians(steps, rounds, 3, time.process_time)
    yield ratio("SHA-256 root, against the SM3 root of the same records", found, "SHA-256", "SM3", "≤ 2.5")
    yield from _proofs(rounds, records)


def void(_made: object) -> None:
    """A step has no result."""


def _proofs(rounds: int, records: int) -> Iterator[Ratio]:
    """Proofs of leaves chosen at random, their tiles' inner hashes kept as a server keeps them."""
    edge, tiles = TileEdge(), {}
    leaf = tree_hash().leaf
    for number in range(records):
        tiles.update(edge.append(leaf(b"%d" % number)))
    tiles.update(edge.partials())
    size, chance = records, random.Random(1)
    nodes = TileNodes(size, lambda tile: tiles[tile], keep=100_000)
    leaves = [chance.randrange(size) for _ in range(PROOFS)]

    def prove() -> None:
        for one in leaves:
            inclusion_proof(one, size, nodes)

    prove()
    proof = inclusion_proof(leaves[0], size, nodes)
    check_inclusion(leaves[0], size, leaf(b"%d" % leaves[0]), proof, edge.root())
    assert Tile(0, 0) in tiles
    found = medians({"proof": prove}, rounds, 3, time.process_time)
    each = sorted(one["proof"] / PROOFS * 1e6 for one in found)
    name = f"50 µs against an inclusion proof in {records:,} leaves"
    note = f"{each[len(each) // 2]:.0f} µs of processor time, {len(proof)} hashes"
    yield Ratio(name, 50 / each[len(each) // 2], 50 / each[-1], 50 / each[0], "≥ 1", note)
