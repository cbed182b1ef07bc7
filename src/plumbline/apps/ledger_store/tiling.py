"""Full tiles of a tree, written as the log grows past them. A full tile never changes, so it is written once."""

from __future__ import annotations

from django.db import transaction

from plumbline.apps.ledger_store.errors import TreeContradicts
from plumbline.apps.ledger_store.ledger_rows import one_row, write_many
from plumbline.apps.ledger_store.reading import node_hashes
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.tiles import HEIGHT, WIDTH
from plumbline.core.ledger.tree import root_of

_CHUNK = 64
"""Tiles written in one transaction."""
_LAST = "SELECT MAX(number) FROM ledger_tile WHERE tree = %s AND level = %s"
_INSERT = "INSERT INTO ledger_tile (tree, level, number, data, node) VALUES (%s, %s, %s, %s, %s)"


def write_tiles(tree: Algorithm, size: int) -> None:
    """Write the full tiles of a tree of `size` leaves that are not there yet, the lowest level first.

    A crash leaves some of them; they hold whatever is signed later, and the next call goes on behind them.
    """
    level = 0
    while full := (size >> (HEIGHT * level)) // WIDTH:
        row = one_row(_LAST, (tree, level))
        start = 0 if row is None or row[0] is None else row[0] + 1
        for first in range(start, full, _CHUNK):
            _write(tree, level, first, min(first + _CHUNK, full))
        level += 1


def _write(tree: Algorithm, level: int, first: int, end: int) -> None:
    hashes = node_hashes(tree, level, first * WIDTH, end * WIDTH)
    if len(hashes) != (end - first) * WIDTH:
        gap = first * WIDTH + len(hashes)
        raise TreeContradicts(
            problem_zh=f"第 {level} 层缺少第 {gap} 个节点",
            problem_en=f"node {gap} of level {level} is missing",
        )
    made = tree_hash(tree)
    rows = []
    for number in range(first, end):
        at = (number - first) * WIDTH
        part = hashes[at : at + WIDTH]
        rows.append((tree, level, number, b"".join(part), root_of(part, made)))
    with transaction.atomic():
        write_many(_INSERT, rows)
