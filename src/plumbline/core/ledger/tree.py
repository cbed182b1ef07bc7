"""Merkle trees of RFC 6962 §2.1 (the same in RFC 9162 §2.1): roots, ranges and a frontier that grows leaf by leaf.

A tree of n leaves is split at the largest power of two below n. So every node over a full, aligned range of 2^k leaves
stays what it is while the tree grows; it is named (level k, index i) and spans the leaves [i·2^k, (i+1)·2^k). Roots,
proofs and tiles are all made of such nodes, asked from a `NodeReader`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from plumbline.core.ledger.errors import ProofMalformed
from plumbline.core.ledger.hashing import SIZE, TreeHash, tree_hash

NodeReader: TypeAlias = Callable[[int, int], bytes]
"""Hash of the full node (level, index)."""

_COUNT_BYTES: Final = 8


def split_point(size: int) -> int:
    """The k of RFC 6962: the largest power of two below `size`; `size` must be at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def root_of(leaf_hashes: Sequence[bytes], tree: TreeHash | None = None) -> bytes:
    """Merkle tree hash over leaf hashes, level by level; for whole small trees and subtrees."""
    tree = tree or tree_hash()
    if not leaf_hashes:
        return tree.empty
    level = list(leaf_hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = tree.parents(level) + odd
    return level[0]


def range_hash(start: int, end: int, nodes: NodeReader, tree: TreeHash | None = None) -> bytes:
    """MTH(D[start:end]) from full nodes, where `start` is a multiple of the power of two that covers the range.

    Every range that occurs in a root or a proof is of this kind.
    """
    tree = tree or tree_hash()
    pieces = _full_nodes(start, end)
    level, index = pieces.pop()
    found = nodes(level, index)
    while pieces:
        level, index = pieces.pop()
        found = tree.node(nodes(level, index), found)
    return found


def _full_nodes(start: int, end: int) -> list[tuple[int, int]]:
    """The full nodes of a range from left to right, each smaller than the one before."""
    pieces = []
    width = end - start
    if width <= 0:
        raise ProofMalformed(problem=f"empty range [{start}, {end})")
    while width:
        level = width.bit_length() - 1
        if start & ((1 << level) - 1):
            raise ProofMalformed(problem=f"leaf {start} begins no node of {1 << level} leaves")
        pieces.append((level, start >> level))
        start += 1 << level
        width -= 1 << level
    return pieces


class Frontier:
    """The right edge of a growing tree: what is needed to append a leaf and to tell the root, and nothing else.

    `size` leaves are held as one hash for each bit set in `size`, largest range first, one behind the other in `packed`
    as a store keeps them. Appending costs one node hash on average, whatever the size.
    """

    __slots__ = ("_tree", "packed", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = (), tree: TreeHash | None = None) -> None:
        """A frontier as it was saved; raises ProofMalformed when the hashes do not fit `size`."""
        given = list(hashes)
        if size < 0 or len(given) != size.bit_count() or not {SIZE}.issuperset(map(len, given)):
            raise ProofMalformed(problem=f"{len(given)} hashes are no frontier of {size} leaves")
        self.size = size
        self.packed = b"".join(given)
        self._tree = tree or tree_hash()

    @classmethod
    def of_packed(cls, size: int, packed: bytes, tree: TreeHash | None = None) -> Frontier:
        """The frontier of which `size` and `packed` were kept; raises ProofMalformed when they do not fit."""
        if size < 0 or len(packed) != SIZE * size.bit_count():
            raise ProofMalformed(problem=f"{len(packed)} bytes of hashes are no frontier of {size} leaves")
        made = object.__new__(
            cls
        )  # each entry on SQLite comes by here: what was compared is not looked at again
        made.size, made.packed, made._tree = size, packed, tree or tree_hash()
        return made

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """Hashes of the full ranges, largest first."""
        return tuple(self.packed[at : at + SIZE] for at in range(0, len(self.packed), SIZE))

    def append(self, leaf_hash: bytes) -> int:
        """Take the next leaf's hash; returns the leaf's index."""
        index, found, node, end = self.size, leaf_hash, self._tree.node, len(self.packed)
        carry = index
        while carry & 1:
            found = node(self.packed[end - SIZE : end], found)
            end -= SIZE
            carry >>= 1
        self.size, self.packed = index + 1, self.packed[:end] + found
        return index

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Take many leaf hashes in their order."""
        pending, node, carried = list(self.hashes), self._tree.node, self.size
        for leaf_hash in leaf_hashes:
            found, carry = leaf_hash, carried
            while carry & 1:
                found = node(pending.pop(), found)
                carry >>= 1
            pending.append(found)
            carried += 1
        self.size, self.packed = carried, b"".join(pending)

    def append_node(self, level: int, digest: bytes) -> None:
        """Take a full subtree of 2^level leaves at once, e.g. one hashed by another process.

        Raises ProofMalformed unless the size is a multiple of 2^level.
        """
        if self.size & ((1 << level) - 1):
            raise ProofMalformed(problem=f"no node of {1 << level} leaves begins at leaf {self.size}")
        packed, carry = self.packed, self.size >> level
        while carry & 1:
            digest = self._tree.node(packed[-SIZE:], digest)
            packed = packed[:-SIZE]
            carry >>= 1
        self.packed = packed + digest
        self.size += 1 << level

    def root(self) -> bytes:
        """Root of the tree as it stands."""
        if not self.packed:
            return self._tree.empty
        *before, found = self.hashes
        for piece in reversed(before):
            found = self._tree.node(piece, found)
        return found

    def copy(self) -> Frontier:
        """Another frontier in the same state, e.g. to know the root before a transaction commits."""
        return Frontier.of_packed(self.size, self.packed, self._tree)

    def to_bytes(self) -> bytes:
        """Eight bytes of size, big-endian, then the hashes: what a store keeps beside the last leaf."""
        return self.size.to_bytes(_COUNT_BYTES, "big") + self.packed

    @classmethod
    def from_bytes(cls, data: bytes, tree: TreeHash | None = None) -> Frontier:
        """The frontier that `to_bytes` wrote; raises ProofMalformed."""
        if len(data) < _COUNT_BYTES:
            raise ProofMalformed(problem=f"{len(data)} bytes are no frontier")
        return cls.of_packed(int.from_bytes(data[:_COUNT_BYTES], "big"), data[_COUNT_BYTES:], tree)
