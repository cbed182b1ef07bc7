"""One process's share of a full verification: a range of leaves, read once, hashed, and compared with every column.

It answers with what the whole needs to join the shares: the nodes of full tiles, and where each case enters and leaves
the range. At the first thing that does not hold it stops with `Doubt`; what is wrong there, and which record is the
first, is for the exact verification to say.
"""

from __future__ import annotations

from binascii import hexlify
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from plumbline.apps.ledger_store.verification.form import is_record
from plumbline.apps.ledger_store.verification.layout import Columns
from plumbline.core.ledger.hashing import TreeHash
from plumbline.core.ledger.tiles import WIDTH
from plumbline.core.ledger.tree import root_of

EARLIEST: Final = -(2**62)


class Doubt(Exception):
    """Something does not hold at or after this leaf."""

    def __init__(self, leaf: int) -> None:
        super().__init__(leaf)
        self.leaf = leaf


class Entrance(NamedTuple):
    """How a case enters a range: what its first record there continues (as written), and its position."""

    leaf: int
    previous: bytes
    position: int


@dataclass(slots=True)
class Share:
    """What a range came to. `nodes` are the roots of its full tiles of level 0, `rest` the hashes after the last one.

    `exits` has leaf hash and position of each case's last record; `with_values` the leaves whose records have personal
    values or files.
    """

    first: int
    end: int
    nodes: list[bytes] = field(default_factory=list)
    rest: list[bytes] = field(default_factory=list)
    entrances: dict[bytes, Entrance] = field(default_factory=dict)
    exits: dict[bytes, tuple[bytes, int]] = field(default_factory=dict)
    with_values: list[int] = field(default_factory=list)
    first_entered: int = EARLIEST
    last_entered: int = EARLIEST


def check_leaves(batches: Iterable[list[bytes]], tree: TreeHash) -> Iterator[list[bytes]]:
    """Leaf hashes of records' bytes."""
    return map(tree.leaves, batches)


def tile_nodes(
    digests: Iterable[list[bytes]],
    tiles: Iterator[tuple[int, bytes, bytes]],
    share: Share,
    tree: TreeHash,
) -> None:
    """Fold leaf hashes into the nodes of full tiles, each compared with the stored tile and its node. Raises Doubt.

    The range begins with a tile, and each run of leaf hashes but the last one is whole tiles.
    """
    number = share.first // WIDTH
    for run in digests:
        for start in range(0, len(run), WIDTH):
            row = run[start : start + WIDTH]
            if len(row) < WIDTH:
                share.rest = row
                return
            node = root_of(row, tree)
            stored = next(tiles, (-1, b"", b""))
            if stored != (number, b"".join(row), node):
                raise Doubt(number * WIDTH)
            share.nodes.append(node)
            number += 1


def check_records(
    batches: Iterable[list[tuple[Any, ...]]], share: Share, tree: TreeHash, formed: bool = True
) -> Iterator[list[bytes]]:
    """Leaf hashes; columns compared with the bytes, times in order, chains of the cases unbroken. Raises Doubt.

    With `formed` the bytes of each record are held to be a well-formed record too.
    """
    leaf_of, columns, at_leaf = tree.leaf, Columns(), share.first
    exits, entrances, entered_before = share.exits, share.entrances, EARLIEST
    previous_of = columns.previous
    for batch in batches:
        digests = []
        for leaf_hash, record, case, position, step, organ, at, entered, corrects, data in batch:
            digest = leaf_of(data)
            if digest != leaf_hash or entered < entered_before:
                raise Doubt(at_leaf)
            try:
                previous = previous_of(data, record, case, step, organ, at, entered, corrects)
            except (ValueError, KeyError, TypeError):
                previous = _read(columns, at_leaf, data, record, case, step, organ, at, entered, corrects)
            if formed and not is_record(data):
                raise Doubt(at_leaf)
            before = exits.get(case)
            if before is None:
                entrances[case] = Entrance(at_leaf, previous, position)
            elif previous != b'"sha256:%b"' % hexlify(before[0]) or position != before[1] + 1:
                raise Doubt(at_leaf)
            exits[case] = (digest, position)
            if columns.has_values:
                share.with_values.append(at_leaf)
            entered_before = entered
            at_leaf += 1
            digests.append(digest)
        if batch and share.first_entered == EARLIEST:
            share.first_entered = batch[0][7]
        share.last_entered = entered_before
        yield digests


def _read(columns: Columns, leaf: int, *row: Any) -> bytes:
    try:
        return columns.previous_by_reading(*row)
    except ValueError:
        raise Doubt(leaf) from None
