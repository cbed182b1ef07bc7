"""The full verification: everything stored, read once, on several processes over ranges of leaves.

1. Each process hashes its range, compares every column with the bytes, sees that these are a well-formed record,
   compares every full tile of level 0 with the hashes, and follows the chains of the cases through the range
   (`segment`); then opens the personal values found there.
2. The ranges are joined: each case goes on where it left, times do not fall.
3. The tiles above are compared with the nodes below; the root is compared wherever a believed checkpoint ends, and
   between cosigned checkpoints the times of entry with the times of the witnesses.

It answers yes, or `Doubt`. Which record is wrong is said by the exact verification, which shares no code with this one
but the hashes.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import pairwise
from typing import Any, Final

import django
from django.db import connection, connections

from plumbline.apps.ledger_store.reading import node_hashes, records_from
from plumbline.apps.ledger_store.verification import rows
from plumbline.apps.ledger_store.verification.heads import Heads
from plumbline.apps.ledger_store.verification.segment import (
    Doubt,
    Share,
    check_leaves,
    check_records,
    tile_nodes,
)
from plumbline.apps.ledger_store.verification.values import check_values
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.evidence import Trust
from plumbline.core.ledger.findings import Untrue
from plumbline.core.ledger.hashing import Algorithm, TreeHash, tree_hash
from plumbline.core.ledger.record import read_record
from plumbline.core.ledger.tiles import WIDTH
from plumbline.core.ledger.tree import Frontier, root_of
from plumbline.core.ledger.trusted_log import TimedTree, check_recorded_at, witnessed_span

_VALUES: Final = 500
_LONGEST: Final = 64 * rows.CHUNK


def verify_fully(
    known: Sequence[TimedTree],
    trust: Trust,
    size: int,
    algorithm: Algorithm = "sha256",
    processes: int = 2,
    columns: bool = True,
    formed: bool = True,
    pool: Executor | None = None,
) -> Frontier:
    """All `size` stored leaves hold under the believed checkpoints; their frontier. Raises Doubt where one does not.

    Without `columns` only the records' bytes are held against tiles and roots; without `formed` it is not asked again
    whether they are well-formed records. `pool` is of `worker_pool`; without one it is made for this call.
    """
    if pool is None and processes > 1 and size > rows.CHUNK:
        with worker_pool(processes) as made:
            return verify_fully(known, trust, size, algorithm, processes, columns, formed, made)
    shares = _joined(_shares(size, algorithm, processes, (columns, formed), pool), columns)
    frontier = _check_roots(known, shares, size, algorithm)
    if columns:
        _check_times(known, trust, size)
    return frontier


def worker_pool(processes: int) -> ProcessPoolExecutor:
    """Processes that work on the database this one is connected to."""
    settings = {name: connection.settings_dict[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _set_up, (settings,))


def ranges_of(size: int, processes: int) -> list[tuple[int, int]]:
    """Ranges of nearly one length, each begun at a tile, in the order of the leaves: one a process, or more of them.

    What a process keeps of a range grows with the cases in it, so no range is longer than `_LONGEST`.
    """
    turns = -(-size // (processes * _LONGEST)) or 1
    step = -(-size // (turns * processes * rows.CHUNK)) * rows.CHUNK
    return [(start, min(start + step, size)) for start in range(0, size, step or 1)]


def _shares(
    size: int, algorithm: Algorithm, processes: int, how: tuple[bool, bool], pool: Executor | None
) -> Iterator[Share]:
    ranges = ranges_of(size, processes)
    if pool is None:
        yield from (_share(start, end, algorithm, *how) for start, end in ranges)
        return
    under_way = deque(pool.submit(_share, start, end, algorithm, *how) for start, end in ranges)
    try:
        while under_way:
            yield under_way.popleft().result()
    finally:
        for one in under_way:
            one.cancel()


def _set_up(settings: dict[str, Any]) -> None:
    """In a new process: the framework, and the database that the caller is connected to.

    Millions of rows pass through it and nothing in it points in a circle, so it does not look for garbage.
    """
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    connections.databases["default"].update(settings)


def _share(start: int, end: int, algorithm: Algorithm, columns: bool, formed: bool) -> Share:
    share, tree = Share(start, end), tree_hash(algorithm)
    tiles = rows.tiles(algorithm, 0, start // WIDTH, -(-end // WIDTH))
    if columns:
        digests = check_records(rows.whole_rows(start, end), share, tree, formed)
    else:
        digests = check_leaves(rows.entries(start, end), tree)
    tile_nodes(digests, tiles, share, tree)
    for at in range(0, len(share.with_values), _VALUES):
        _check_values(share.with_values[at : at + _VALUES])
    share.with_values.clear()
    share.pack()
    return share


def _check_values(leaves: Sequence[int]) -> None:
    try:
        check_values([(leaf, read_record(data)) for leaf, data in rows.records_at(leaves)])
    except (Untrue, RecordMalformed):
        raise Doubt(leaves[0]) from None


def _joined(shares: Iterable[Share], columns: bool) -> list[Share]:
    if not columns:
        return list(shares)
    heads, done = Heads(), []
    for share in shares:
        heads.join(share)
        done.append(share)
    return done


def _check_roots(
    known: Sequence[TimedTree], shares: Sequence[Share], size: int, algorithm: Algorithm
) -> Frontier:
    """The tiles above, and the root wherever a checkpoint ends; the frontier of all leaves."""
    tree = tree_hash(algorithm)
    nodes = [node for share in shares for node in share.nodes]
    rest = [digest for share in shares for digest in share.rest]
    _check_upper_tiles(nodes, algorithm, tree)
    frontier, done = Frontier(tree=tree), 0
    for one in sorted(known, key=lambda one: one.checkpoint.size):
        head = one.checkpoint
        if head.size > size:
            raise Doubt(size)
        while done < head.size // WIDTH:
            frontier.append_node(8, nodes[done])
            done += 1
        edge = frontier.copy()
        last = done == len(nodes)
        edge.extend(rest[: head.size % WIDTH] if last else node_hashes(algorithm, 0, done * WIDTH, head.size))
        if edge.size != head.size or edge.root() != head.root:
            raise Doubt(done * WIDTH)
    for node in nodes[done:]:
        frontier.append_node(8, node)
    frontier.extend(rest)
    return frontier


def _check_upper_tiles(nodes: list[bytes], algorithm: Algorithm, tree: TreeHash) -> None:
    """Full tiles from level 1 up hold the nodes below them, and there are no others."""
    level = 0
    while nodes:
        if next(rows.tiles(algorithm, level, len(nodes)), None) is not None:
            raise Doubt(len(nodes) * WIDTH ** (level + 1))
        level += 1
        above = []
        stored = rows.tiles(algorithm, level)
        for number in range(len(nodes) // WIDTH):
            row = nodes[number * WIDTH : (number + 1) * WIDTH]
            node = root_of(row, tree)
            if next(stored, None) != (number, b"".join(row), node):
                raise Doubt(number * WIDTH ** (level + 1))
            above.append(node)
        nodes = above


def _check_times(known: Sequence[TimedTree], trust: Trust, size: int) -> None:
    """Times of entry against witnesses: of leaves in one span the first and the last decide, as times do not fall."""
    cosigned = sorted({one.checkpoint.size for one in known if one.cosignatures} | {0, size})
    for first, end in pairwise(cosigned):
        span = witnessed_span(first, known)
        for leaf in {first, end - 1}:
            entry = next(iter(records_from(leaf, leaf + 1)))
            try:
                check_recorded_at(read_record(entry.data), leaf, span, trust.tolerance)
            except (Untrue, RecordMalformed):
                raise Doubt(leaf) from None
