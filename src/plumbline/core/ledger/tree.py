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

    `size` leaves are held as one hash for each bit set in `size`, largest range first. Appending costs one node hash
    on average, whatever the size.
    """

    __slots__ = ("_hashes", "_tree", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = (), tree: TreeHash | None = None) -> None:
        """A frontier as it was saved; raises ProofMalformed when the hashes do not fit `size`."""
        self.size = size
        self._hashes = list(hashes)
        self._tree = tree or tree_hash()
        fits = size >= 0 and len(self._hashes) == size.bit_count()
        if not fits or not {SIZE}.issuperset(map(len, self._hashes)):
            raise ProofMalformed(problem=f"{len(self._hashes)} hashes are no frontier of {size} leaves")

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """Hashes of the full ranges, largest first."""
        return tuple(self._hashes)

    def append(self, leaf_hash: bytes) -> int:
        """Take the next leaf's hash; returns the leaf's index."""
        index = self.size
        node, pending = self._tree.node, self._hashes
        carry = index
        while carry & 1:
            leaf_hash = node(pending.pop(), leaf_hash)
            carry >>= 1
        pending.append(leaf_hash)
        self.size = index + 1
        return index

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Take many leaf hashes in their order."""
        for leaf_hash in leaf_hashes:
            self.append(leaf_hash)

    def append_node(self, level: int, digest: bytes) -> None:
        """Take a full subtree of 2^level leaves at once, e.g. one hashed by another process.

        Raises ProofMalformed unless the size is a multiple of 2^level.
        """
        if self.size & ((1 << level) - 1):
            raise ProofMalformed(problem=f"no node of {1 << level} leaves begins at leaf {self.size}")
        carry = self.size >> level
        while carry & 1:
            digest = self._tree.node(self._hashes.pop(), digest)
            carry >>= 1
        self._hashes.append(digest)
        self.size += 1 << level

    def root(self) -> bytes:
        """Root of the tree as it stands."""
        if not self._hashes:
            return self._tree.empty
        found = self._hashes[-1]
        for piece in reversed(self._hashes[:-1]):
            found = self._tree.node(piece, found)
        return found

    def copy(self) -> Frontier:
        """Another frontier in the same state, e.g. to know the root before a transaction commits."""
        return Frontier(self.size, self._hashes, self._tree)

    def to_bytes(self) -> bytes:
        """Eight bytes of size, big-endian, then the hashes: what a store keeps beside the last leaf."""
        return self.size.to_bytes(_COUNT_BYTES, "big") + b"".join(self._hashes)

    @classmethod
    def from_bytes(cls, data: bytes, tree: TreeHash | None = None) -> Frontier:
        """The frontier that `to_bytes` wrote; raises ProofMalformed."""
        body = data[_COUNT_BYTES:]
        if len(data) < _COUNT_BYTES or len(body) % SIZE:
            raise ProofMalformed(problem=f"{len(data)} bytes are no frontier")
        hashes = [body[at : at + SIZE] for at in range(0, len(body), SIZE)]
        return cls(int.from_bytes(data[:_COUNT_BYTES], "big"), hashes, tree)
