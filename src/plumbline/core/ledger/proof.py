"""Inclusion and consistency proofs: made as RFC 6962 §2.1.1 and §2.1.2 say, checked as RFC 9162 §2.1.3.2 and §2.1.4.2.

An inclusion proof lists, from the leaf's sibling upwards, the hashes that lead from a leaf to the root: it shows that
the tree holds this leaf at this index. A consistency proof lists the hashes that lead from an old root and to a new
one: it shows that the old tree is the beginning of the new one, so that nothing was changed, removed or put between.
Checking needs no tree. The checks raise; they never answer with a boolean that a caller could forget to read.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hmac import compare_digest
from typing import Final

from plumbline.core.ledger.errors import ConsistencyFails, InclusionFails, ProofMalformed
from plumbline.core.ledger.hashing import SIZE, TreeHash, tree_hash
from plumbline.core.ledger.tiles import TileNodes
from plumbline.core.ledger.tree import NodeReader, range_hash, split_point

LONGEST: Final = 63
"""Most hashes of a proof (C2SP tlog-witness): enough for 2^63 leaves."""

PROOF_FORMAT: Final = "c2sp.org/tlog-proof@v1"


def inclusion_proof(index: int, size: int, nodes: NodeReader, tree: TreeHash | None = None) -> list[bytes]:
    """PATH(index, D[size]): hashes from the leaf's sibling up. Raises ProofMalformed when there is no such leaf."""
    if not 0 <= index < size:
        raise ProofMalformed(problem=f"there is no leaf {index} among {size}")
    edge = nodes.range if isinstance(nodes, TileNodes) else partial(range_hash, nodes=nodes, tree=tree)
    start, end = 0, size
    found: list[bytes] = []
    while (width := end - start) & (width - 1):  # down the right edge, until the leaf lies in a full subtree
        middle = start + split_point(width)
        if index < middle:
            found.append(edge(middle, end))
            end = middle
        else:
            found.append(edge(start, middle))
            start = middle
    for level in range(width.bit_length() - 2, -1, -1):
        found.append(nodes(level, (index >> level) ^ 1))
    return found[::-1]


def consistency_proof(
    old_size: int, size: int, nodes: NodeReader, tree: TreeHash | None = None
) -> list[bytes]:
    """PROOF(old_size, D[size]); empty for equal sizes and for the empty old tree, which begins every tree."""
    if not 0 <= old_size <= size:
        raise ProofMalformed(problem=f"a tree of {old_size} leaves cannot precede one of {size}")
    if old_size in (0, size):
        return []
    tree = tree or tree_hash()
    start, end, whole = 0, size, True
    found: list[bytes] = []
    while old_size != end:
        middle = start + split_point(end - start)
        if old_size <= middle:
            found.append(range_hash(middle, end, nodes, tree))
            end = middle
        else:
            found.append(range_hash(start, middle, nodes, tree))
            start, whole = middle, False
    if not whole:
        found.append(range_hash(start, end, nodes, tree))
    return found[::-1]


def root_from_inclusion(
    index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], tree: TreeHash | None = None
) -> bytes:
    """The root that a proof leads to (RFC 9162 §2.1.3.2); raises ProofMalformed when its length fits no such tree."""
    if not 0 <= index < size:
        raise ProofMalformed(problem=f"there is no leaf {index} among {size}")
    _check_hashes(proof)
    node = (tree or tree_hash()).node
    at, last, found = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            raise ProofMalformed(problem=f"{len(proof)} hashes are too many for leaf {index} of {size}")
        if at & 1 or at == last:
            found = node(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofMalformed(problem=f"{len(proof)} hashes are too few for leaf {index} of {size}")
    return found


def check_inclusion(
    index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes, tree: TreeHash | None = None
) -> None:
    """The tree of `size` leaves with this root holds the leaf at `index`; raises InclusionFails or ProofMalformed."""
    if not compare_digest(root_from_inclusion(index, size, leaf_hash, proof, tree), root):
        raise InclusionFails(index=index, size=size)


def check_consistency(
    old_size: int,
    size: int,
    proof: Sequence[bytes],
    old_root: bytes,
    root: bytes,
    tree: TreeHash | None = None,
) -> None:
    """The tree with `root` begins with the tree with `old_root`; raises ConsistencyFails or ProofMalformed."""
    tree = tree or tree_hash()
    if not 0 <= old_size <= size:
        raise ProofMalformed(problem=f"a tree of {old_size} leaves cannot precede one of {size}")
    _check_hashes(proof)
    if old_size in (0, size):
        if proof:
            raise ProofMalformed(problem=f"{old_size} to {size} leaves needs no hash, {len(proof)} given")
        expected = root if old_size else tree.empty
        if not compare_digest(old_root, expected):
            raise ConsistencyFails(old_size=old_size, size=size)
        return
    old_found, found = _roots_from_consistency(old_size, size, proof, old_root, tree)
    if not (compare_digest(old_found, old_root) and compare_digest(found, root)):
        raise ConsistencyFails(old_size=old_size, size=size)


def _roots_from_consistency(
    old_size: int, size: int, proof: Sequence[bytes], old_root: bytes, tree: TreeHash
) -> tuple[bytes, bytes]:
    """Both roots as RFC 9162 §2.1.4.2 computes them."""
    path = list(proof)
    if old_size & (old_size - 1) == 0:  # the old tree is one full node: it stands for itself
        path.insert(0, old_root)
    if not path:
        raise ProofMalformed(problem="empty proof")
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_found = found = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofMalformed(problem=f"{len(proof)} hashes are too many for {old_size} to {size} leaves")
        if at & 1 or at == last:
            old_found, found = tree.node(sibling, old_found), tree.node(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = tree.node(found, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofMalformed(problem=f"{len(proof)} hashes are too few for {old_size} to {size} leaves")
    return old_found, found


def _check_hashes(proof: Sequence[bytes]) -> None:
    if len(proof) > LONGEST:
        raise ProofMalformed(problem=f"{len(proof)} hashes, at most {LONGEST}")
    for piece in proof:
        if len(piece) != SIZE:
            raise ProofMalformed(problem=f"a hash of {len(piece)} bytes")


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A C2SP tlog-proof: one leaf's inclusion proof with the checkpoint it leads to, in one text.

    `checkpoint` is the signed note as text; `extra` is nobody's word and is only carried.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def text(self) -> str:
        """The file's text (`.tlog-proof`)."""
        lines = [PROOF_FORMAT]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines += written_hashes(self.hashes)
        return "\n".join(lines) + "\n\n" + self.checkpoint


def read_proof_file(text: str) -> ProofFile:
    """The proof of a `.tlog-proof` text; raises ProofMalformed. The checkpoint in it is not yet checked."""
    head, gap, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or lines.pop(0) != PROOF_FORMAT:
        raise ProofMalformed(problem=f"no {PROOF_FORMAT} text")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = _from_base64(lines.pop(0)[len("extra ") :])
    word, _, number = lines.pop(0).partition(" ") if lines else ("", "", "")
    if word != "index":
        raise ProofMalformed(problem="no index line")
    return ProofFile(read_count(number), read_hashes(lines), checkpoint, extra)


def written_hashes(hashes: Sequence[bytes]) -> list[str]:
    """Each hash in base64, as proofs write them."""
    return [base64.b64encode(piece).decode() for piece in hashes]


def read_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    """Hashes of base64 lines; raises ProofMalformed."""
    found = tuple(map(_from_base64, lines))
    _check_hashes(found)
    return found


def read_count(text: str) -> int:
    """An ASCII decimal without leading zeros below 2^63; raises ProofMalformed."""
    plain = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    if not plain or len(text) > 19 or int(text) >= 2**63:
        raise ProofMalformed(problem=f"{text[:40]!r} is no count")
    return int(text)


def _from_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        data = None
    if data is None or base64.b64encode(data).decode() != text:
        raise ProofMalformed(problem=f"{text[:60]!r} is no base64")
    return data
