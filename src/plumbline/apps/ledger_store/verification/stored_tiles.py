"""Stored tiles against one another, once the leaf hashes in those of level 0 are known to be the records'."""

from __future__ import annotations

from plumbline.apps.ledger_store.reading import records_from
from plumbline.apps.ledger_store.verification import rows
from plumbline.core.ledger.findings import TileWrong
from plumbline.core.ledger.hashing import SIZE, Algorithm, tree_hash
from plumbline.core.ledger.tiles import HEIGHT, WIDTH, Tile
from plumbline.core.ledger.tree import root_of
from plumbline.core.ledger.trusted_log import claimed_id


def check_tiles(algorithm: Algorithm, first: int, size: int) -> None:
    """Every full tile that covers leaves from `first` on has its node, and holds the nodes below; raises TileWrong."""
    tree, level = tree_hash(algorithm), 0
    while size >> (HEIGHT * (level + 1)):
        start = first >> (HEIGHT * (level + 1))
        end = size >> (HEIGHT * (level + 1))
        below = rows.tiles(algorithm, level - 1, start * WIDTH, end * WIDTH) if level else iter(())
        stored = rows.tiles(algorithm, level, start, end)
        for expected in range(start, end):
            number, data, node = next(stored, (-1, b"", b""))
            hashes = [data[at : at + SIZE] for at in range(0, len(data), SIZE)]
            if number != expected or root_of(hashes, tree) != node:
                raise _wrong(level, expected)
            if level and data != b"".join(one[2] for _, one in zip(range(WIDTH), below, strict=False)):
                raise _wrong(level, expected)
        level += 1


def _wrong(level: int, number: int) -> TileWrong:
    leaf = number << (HEIGHT * (level + 1))
    entry = next(records_from(leaf, leaf + 1), None)
    return TileWrong(
        tile=Tile(level, number).path, leaf=leaf, record=claimed_id(entry.data) if entry else "?"
    )
