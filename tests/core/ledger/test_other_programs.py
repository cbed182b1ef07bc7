"""Our logs under other people's programs and theirs under ours, both ways.

tlog-scales (Apache-2.0) reads and writes C2SP logs and knows their notes and cosignatures. pymerkle is GPL, so it is no
dependency: its test runs where somebody has installed it.
"""

from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from tests.core.ledger.test_tree import TREE, Nodes, mth
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import PlainEd25519Signer, Vkey
from tlog_scales.tlog import (
    Checkpoint as TheirCheckpoint,
)
from tlog_scales.tlog import (
    ConsistencyProof,
    ConsistencyProofInvalid,
    InclusionProof,
    InclusionProofInvalid,
)
from tlog_scales.writer import TilesWriter

from plumbline.core.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from plumbline.core.ledger.cosignature import Cosigner
from plumbline.core.ledger.note import Ed25519Signer, read_key, read_note
from plumbline.core.ledger.proof import check_consistency, check_inclusion, consistency_proof, inclusion_proof
from plumbline.core.ledger.tiles import TileEdge, TileNodes, read_bundle, tiles_of
from plumbline.core.ledger.tree import root_of

ORIGIN, SEED, TIME = "plumbline.invalid/other", b"o" * 32, 1_772_400_000
SIZES = [1, 2, 3, 7, 8, 13, 33]
TILED = [1, 255, 256, 257, 700]


def entries_of(size: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(size)]


@pytest.mark.parametrize("size", SIZES)
def test_their_verifier_takes_our_proofs_and_refuses_them_elsewhere(size: int) -> None:
    leaves = TREE.leaves(entries_of(size))
    nodes, root = Nodes(leaves), root_of(leaves)
    for index in range(size):
        proof = inclusion_proof(index, size, nodes)
        InclusionProof(index, size, proof).check(leaves[index], root)
        with pytest.raises(InclusionProofInvalid):
            InclusionProof(index, size, proof).check(TREE.leaf(b"another"), root)
    for old_size in range(1, size + 1):
        proof = consistency_proof(old_size, size, nodes)
        ConsistencyProof(old_size, size, proof).check(mth(leaves[:old_size]), root)
        with pytest.raises(ConsistencyProofInvalid):
            ConsistencyProof(old_size, size, proof).check(TREE.leaf(b"another"), root)


@pytest.mark.parametrize("size", TILED)
def test_their_reader_finds_in_our_tiles_what_we_find(size: int, tmp_path: Path) -> None:
    leaves = TREE.leaves(entries_of(size))
    edge = TileEdge()
    made = [tile for leaf in leaves for tile in edge.append(leaf)] + list(edge.partials())
    for tile, data in made:
        path = tmp_path / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    signer, witness = Ed25519Signer(ORIGIN, SEED), Cosigner("plumbline.invalid/witness", b"w" * 32)
    note = sign_checkpoint(Checkpoint(ORIGIN, size, edge.root()), [signer])
    note = note.with_signatures([witness.cosign(note, TIME)])
    (tmp_path / "checkpoint").write_text(note.written())

    reader = TilesReader(LocalBackend(tmp_path))
    theirs = reader.get_checkpoint()
    assert (theirs.origin, theirs.size, theirs.root_hash) == (ORIGIN, size, reader.calculate_root_hash())
    for key in (signer.key, witness.key):
        theirs.verify(Vkey.from_string(key.text))
    other = TheirCheckpoint(ORIGIN, size + 1, theirs.root_hash, theirs.signatures)
    for key in (signer.key, witness.key):
        with pytest.raises(InvalidSignature):
            other.verify(Vkey.from_string(key.text))
    nodes = Nodes(leaves)
    for index in {0, size // 2, size - 1}:
        assert reader.get_inclusion_proof(index, size).node_hashes == inclusion_proof(index, size, nodes)
    for old_size in {1, (size + 1) // 2, size}:
        proof = reader.get_consistency_proof(old_size, size)
        assert proof.node_hashes == consistency_proof(old_size, size, nodes)


@pytest.mark.parametrize("size", TILED)
def test_we_believe_and_prove_from_a_log_that_they_wrote(size: int, tmp_path: Path) -> None:
    signer = PlainEd25519Signer(ORIGIN, SEED)
    writer = TilesWriter.create(tmp_path / "log", ORIGIN)
    for part in (entries_of(size)[: size // 2], entries_of(size)[size // 2 :]):
        for entry in part:
            writer.add_leaf(entry)
        for level in ("entries", *map(str, range(3))):
            (tmp_path / "log" / "tile" / level).mkdir(parents=True, exist_ok=True)
            for number in range(3):  # their writer leaves folders of partial tiles to its caller
                (tmp_path / "log" / "tile" / level / f"{number:03}.p").mkdir(exist_ok=True)
        writer.commit([signer], gc=False)

    note = read_note((tmp_path / "log" / "checkpoint").read_text())
    checkpoint = open_checkpoint(note, [read_key(signer.vkey.serialize())], ORIGIN)
    leaves = TREE.leaves(entries_of(size))
    assert (checkpoint.size, checkpoint.root) == (size, root_of(leaves))
    nodes = TileNodes(size, lambda tile: (tmp_path / "log" / tile.path).read_bytes())
    for index in {0, size // 2, size - 1}:
        proof = inclusion_proof(index, size, nodes)
        check_inclusion(index, size, leaves[index], proof, checkpoint.root)
    for old_size in {1, (size + 1) // 2, size}:
        proof = consistency_proof(old_size, size, nodes)
        check_consistency(old_size, size, proof, mth(leaves[:old_size]), checkpoint.root)
    held = [tile for tile in tiles_of(size) if tile.level == 0]
    bundles = [read_bundle(tile, (tmp_path / "log" / tile.entries_path).read_bytes()) for tile in held]
    assert [entry for bundle in bundles for entry in bundle] == entries_of(size)


def test_one_key_is_the_same_key_for_both() -> None:
    ours, theirs = Ed25519Signer(ORIGIN, SEED), PlainEd25519Signer(ORIGIN, SEED)
    assert ours.key.text == theirs.vkey.serialize()
    root = TREE.leaf(b"x")
    made = TheirCheckpoint.make_signed(ORIGIN, 1, root, [theirs]).serialize()
    assert made == sign_checkpoint(Checkpoint(ORIGIN, 1, root), [ours]).written()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 33])
def test_pymerkle_accepts_our_proofs_and_we_accept_its(size: int) -> None:
    pymerkle = pytest.importorskip(
        "pymerkle", reason="pymerkle is GPL: an optional peer, installed by who compares"
    )
    entries = [b"entry %d" % number for number in range(size)]
    theirs = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        theirs.append_entry(entry)
    ours = TREE.leaves(entries)
    root, nodes = root_of(ours), Nodes(ours)
    assert theirs.get_root() == root
    for index in range(size):
        made = theirs.prove_inclusion(index + 1)
        assert made.path[0] == ours[index]
        check_inclusion(index, size, ours[index], made.path[1:], root)
        proof = inclusion_proof(index, size, nodes)
        rebuilt = pymerkle.proof.InclusionProof(
            **{**made.get_metadata(), "rule": made.rule, "path": [ours[index], *proof]}
        )
        pymerkle.verify_inclusion(ours[index], root, rebuilt, index=index + 1, size=size)
    for old_size in range(1, size + 1):
        prior, made = theirs.get_root(old_size), theirs.prove_consistency(old_size, size)
        assert prior == mth(ours[:old_size])
        converted = as_rfc_6962(made)
        check_consistency(old_size, size, converted, prior, root)
        proof = consistency_proof(old_size, size, nodes)
        assert proof == converted
        if made.subset[:2] == [0, 1]:  # otherwise it lists parts of a hash that RFC 6962 gives whole
            first, *rest = proof if old_size & (old_size - 1) else [prior, *proof]
            path_of_theirs = [rest[0], first, *rest[1:]]
            rebuilt = pymerkle.proof.ConsistencyProof(
                **made.get_metadata(), rule=made.rule, subset=made.subset, path=path_of_theirs
            )
            pymerkle.verify_consistency(prior, root, rebuilt, prior_size=old_size, later_size=size)


def as_rfc_6962(made: Any) -> list[bytes]:
    """The other library's consistency proof in the form of RFC 6962.

    It begins with the parts of the subtree to the right of the old tree's last full subtree; RFC 6962 gives that
    subtree in one hash, after the last full subtree, which it leaves out when it is the whole old tree.
    """
    if made.subset[0]:
        return []
    first = made.subset.index(1)
    right = made.path[0]
    for bit, digest in zip(made.rule, made.path[1:first], strict=False):
        right = TREE.node(digest, right) if bit else TREE.node(right, digest)
    old_is_one_subtree = made.prior_size & (made.prior_size - 1) == 0
    return [*([] if old_is_one_subtree else [made.path[first]]), right, *made.path[first + 1 :]]
