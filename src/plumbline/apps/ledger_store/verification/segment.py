"""One process's share of a full verification: a range of leaves, read once, hashed, and compared with every column.

It answers with what the whole needs to join the shares: the nodes of full tiles, and where each case enters and leaves
the range. At the first thing that does not hold it stops with `Doubt`; what is wrong there, and which record is the
first, is for the exact verification to say.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from plumbline.apps.ledger_store.verification.form import is_record
from plumbline.apps.ledger_store.verification.layout import Chains, Columns, Row, is_quoted
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
    """How a case that began earlier enters a range: what its first record there continues (as written), its place."""

    leaf: int
    previous: bytes
    position: int


@dataclass(slots=True)
class Share:
    """What a range came to. `nodes` are the roots of its full tiles of level 0, `rest` the hashes after the last one.

    `left` has the last record of each case, packed: names with zeros, hashes, positions. `with_values` are the leaves
    whose records have personal values or files.
    """

    first: int
    end: int
    nodes: list[bytes] = field(default_factory=list)
    rest: list[bytes] = field(default_factory=list)
    entrances: dict[bytes, Entrance] = field(default_factory=dict)
    chains: Chains = field(default_factory=Chains)
    left: tuple[bytes, bytes, array[int]] | None = None
    with_values: list[int] = field(default_factory=list)
    first_entered: int = EARLIEST
    last_entered: int = EARLIEST

    def pack(self) -> None:
        """Ready to be handed from process to process."""
        self.left = self.chains.packed()
        self.chains = Chains()


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
    batches: Iterable[list[Row]], share: Share, tree: TreeHash, formed: bool = True
) -> Iterator[list[bytes]]:
    """Leaf hashes; columns compared with the bytes, times in order, chains of the cases unbroken. Raises Doubt.

    With `formed` the bytes of each record are held to be a well-formed record too.
    """
    columns, first = Columns(), share.first
    for batch in batches:
        try:
            hashes, records, cases, positions, *_, entered, _, datas = zip(*batch, strict=True)
            digests = tree.leaves(datas)
            instants = np.frombuffer(array("q", entered), np.int64)  # an array takes whole numbers alone
            in_order = entered[0] >= share.last_entered and bool((instants[1:] >= instants[:-1]).all())
            careful = is_quoted(b"".join(records)) or is_quoted(b"".join(cases))
        except TypeError:
            raise Doubt(first) from None
        if not in_order or digests != list(hashes):
            raise Doubt(first)
        try:
            taken = share.chains.take(digests, positions)
            unlike = columns.follow(batch, taken, share.chains, instants, careful)
        except (ValueError, TypeError):
            raise Doubt(first) from None
        for number, continued in unlike:
            _look_closer(columns, first + number, batch[number], continued, share)
        if formed and not all(map(is_record, datas)):
            raise Doubt(first)
        if share.first_entered == EARLIEST:
            share.first_entered = entered[0]
        share.last_entered = entered[-1]
        first += len(batch)
        yield digests


def _look_closer(columns: Columns, leaf: int, row: Row, continued: bytes | None, share: Share) -> None:
    """A record of no plain form, or one that continues a case of an earlier range. Raises Doubt."""
    _, record, case, position, step, organ, at, entered, corrects, data = row
    told = (data, record, case, step, organ, at, entered, corrects)
    try:
        previous = columns.previous(*told)
    except (ValueError, TypeError):
        try:
            previous = columns.previous_by_reading(*told)
        except ValueError:
            raise Doubt(leaf) from None
    if continued is None:
        share.entrances[case] = Entrance(leaf, previous, position)
    elif previous != continued:
        raise Doubt(leaf)
    if columns.has_values:
        share.with_values.append(leaf)
