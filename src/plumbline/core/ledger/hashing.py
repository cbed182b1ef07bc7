"""The hashes of a tree: RFC 6962 §2.1 leaf and node, with SHA-256 or, in a second parallel tree, SM3 (GB/T 32905).

A leaf is H(0x00 ‖ data), a node H(0x01 ‖ left ‖ right), the empty tree H of nothing; the prefixes keep a leaf from
being shown as a node. Both hashes are 32 bytes long, so tiles and proofs of both trees have one form. In records a
hash is written with its algorithm, `sha256:` or `sm3:` and 64 lower-case hex digits, so that nobody has to guess.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, Protocol, TypeAlias, get_args

from cryptography.hazmat.primitives import hashes

from plumbline.core.ledger.errors import HashUnavailable, RecordMalformed

Algorithm: TypeAlias = Literal["sha256", "sm3"]
"""SHA-256 is the public formats' hash; SM3 runs beside it where Chinese commercial cryptography is required."""

SIZE: Final = 32
"""Bytes of a digest of either algorithm."""

_WRITTEN = re.compile(r"(sha256|sm3):([0-9a-f]{64})")
_LEAF, _NODE = b"\x00", b"\x01"


class Digest(Protocol):
    """A running hash, as `hashlib` has them."""

    def update(self, data: bytes, /) -> None:
        """Take more data."""

    def digest(self) -> bytes:
        """The hash of what was taken."""

    def copy(self) -> Digest:
        """Another running hash in the same state."""


class _Sm3OfCryptography:
    """SM3 by `cryptography`, for a Python whose own OpenSSL has none."""

    def __init__(self, running: hashes.Hash | None = None) -> None:
        self._running = running or hashes.Hash(hashes.SM3())

    def update(self, data: bytes, /) -> None:
        self._running.update(data)

    def digest(self) -> bytes:
        return self._running.copy().finalize()

    def copy(self) -> _Sm3OfCryptography:
        return _Sm3OfCryptography(self._running.copy())


def new_digest(algorithm: Algorithm) -> Digest:
    """A fresh running hash: `hashlib` first, then `cryptography`. Raises HashUnavailable."""
    if algorithm not in get_args(Algorithm):
        raise HashUnavailable(algorithm=algorithm)
    try:
        return hashlib.new(algorithm)
    except ValueError:
        if algorithm != "sm3":
            raise HashUnavailable(algorithm=algorithm) from None
    try:
        return _Sm3OfCryptography()
    except Exception as error:
        raise HashUnavailable(algorithm=algorithm) from error


@dataclass(frozen=True, slots=True)
class TreeHash:
    """The three hashes of a tree under one algorithm; make it with `tree_hash`."""

    algorithm: Algorithm
    empty: bytes
    leaf: Callable[[bytes], bytes]
    """Leaf hash of an entry's bytes."""
    node: Callable[[bytes, bytes], bytes]
    """Node hash of two child hashes."""
    parents: Callable[[Sequence[bytes]], list[bytes]]
    """Node hashes of neighbours, two by two: of a row without its odd last one, half as many."""

    leaves: Callable[[Iterable[bytes]], list[bytes]]
    """Leaf hashes of many entries."""


@cache
def tree_hash(algorithm: Algorithm = "sha256") -> TreeHash:
    """The hashes of a tree under `algorithm`; raises HashUnavailable."""
    empty = new_digest(algorithm).digest()  # says at once when the algorithm is not there
    return TreeHash(algorithm, empty, *_hashes(algorithm))


_Leaf: TypeAlias = Callable[[bytes], bytes]
_Node: TypeAlias = Callable[[bytes, bytes], bytes]
_Parents: TypeAlias = Callable[[Sequence[bytes]], list[bytes]]
_Leaves: TypeAlias = Callable[[Iterable[bytes]], list[bytes]]


def _hashes(algorithm: Algorithm) -> tuple[_Leaf, _Node, _Parents, _Leaves]:
    """A running hash that holds the prefix is copied for each use.

    That takes a tenth less than a new one of both with the prefix joined on, and far less where a hash is looked up by
    name.
    """
    leaf_start, node_start = new_digest(algorithm), new_digest(algorithm)
    leaf_start.update(_LEAF)
    node_start.update(_NODE)
    leaf_copy, node_copy = leaf_start.copy, node_start.copy

    def leaf(data: bytes) -> bytes:
        running = leaf_copy()
        running.update(data)
        return running.digest()

    def node(left: bytes, right: bytes) -> bytes:
        running = node_copy()
        running.update(left + right)
        return running.digest()

    def parents(row: Sequence[bytes]) -> list[bytes]:
        made, each = [], iter(row)
        for left, right in zip(each, each, strict=False):
            running = node_copy()
            running.update(left + right)
            made.append(running.digest())
        return made

    def leaves(entries: Iterable[bytes]) -> list[bytes]:
        made = []
        for data in entries:
            running = leaf_copy()
            running.update(data)
            made.append(running.digest())
        return made

    return leaf, node, parents, leaves


def hash_bytes(data: bytes, algorithm: Algorithm = "sha256") -> bytes:
    """The plain hash of `data`."""
    running = new_digest(algorithm)
    running.update(data)
    return running.digest()


def hash_chunks(chunks: Iterable[bytes], algorithm: Algorithm = "sha256") -> bytes:
    """The plain hash of a stream, so that a long recording need not fit in memory."""
    running = new_digest(algorithm)
    for chunk in chunks:
        running.update(chunk)
    return running.digest()


def written_hash(digest: bytes, algorithm: Algorithm = "sha256") -> str:
    """The digest as records write it, e.g. `sha256:9f86…`."""
    return f"{algorithm}:{digest.hex()}"


def read_hash(text: object, field: str = "hash") -> tuple[Algorithm, bytes]:
    """Algorithm and digest of a written hash; raises RecordMalformed naming `field`."""
    match = check_hash(text, field)
    algorithm: Algorithm = "sm3" if match[1] == "sm3" else "sha256"
    return algorithm, bytes.fromhex(match[2])


def check_hash(text: object, field: str = "hash") -> re.Match[str]:
    """Raises RecordMalformed naming `field` where a text is no written hash; its algorithm and hex digits."""
    match = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise RecordMalformed(field=field, problem=f"{text!r} is no written hash (sha256:… or sm3:…)")
    return match
