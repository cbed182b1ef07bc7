"""Trees, proofs and tiles against the vectors of the specifications and the textbook recursion."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.ledger import hashing
from plumbline.core.ledger.errors import (
    ConsistencyFails,
    HashUnavailable,
    InclusionFails,
    ProofMalformed,
    RecordMalformed,
    TileMalformed,
)
from plumbline.core.ledger.hashing import TreeHash, read_hash, tree_hash, written_hash
from plumbline.core.ledger.proof import (
    ProofFile,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    read_proof_file,
)
from plumbline.core.ledger.tiles import (
    Tile,
    TileEdge,
    TileNodes,
    new_tiles,
    read_bundle,
    read_hash_tile,
    read_tile_path,
    tiles_of,
    width_of,
    write_bundle,
)
from plumbline.core.ledger.tree import Frontier, range_hash, root_of

TREE = tree_hash()
# inputs and roots that implementations of RFC 6962 have in common
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def mth(leaves: Sequence[bytes], tree: TreeHash = TREE) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if not leaves:
        return tree.empty
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return tree.node(mth(leaves[:k], tree), mth(leaves[k:], tree))


def split(size: int) -> int:
    k = 1
    while 2 * k < size:
        k *= 2
    return k


def path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 §2.1.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:
    """RFC 6962 §2.1.2."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def leaves_of(size: int) -> list[bytes]:
    return [TREE.leaf(b"%d" % number) for number in range(size)]


class Nodes:
    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves

    def __call__(self, level: int, index: int) -> bytes:
        span = self._leaves[index << level : (index + 1) << level]
        assert len(span) == 1 << level, "only full nodes are asked for"
        return mth(span)


def test_known_roots() -> None:
    hashes = TREE.leaves(INPUTS)
    assert [root_of(hashes[:size]).hex() for size in range(9)] == ROOTS


def test_example_of_rfc_6962_section_2_1_3() -> None:
    d = leaves_of(7)
    a, b, c, e, f, j = d[0], d[1], d[2], d[4], d[5], d[6]
    g, h, i = TREE.node(a, b), TREE.node(c, d[3]), TREE.node(e, f)
    k, last = TREE.node(g, h), TREE.node(i, j)
    nodes = Nodes(d)
    assert inclusion_proof(0, 7, nodes) == [b, h, last]
    assert inclusion_proof(3, 7, nodes) == [c, g, last]
    assert inclusion_proof(4, 7, nodes) == [f, j, k]
    assert inclusion_proof(6, 7, nodes) == [i, k]
    assert consistency_proof(3, 7, nodes) == [c, d[3], g, last]
    assert consistency_proof(4, 7, nodes) == [last]
    assert consistency_proof(6, 7, nodes) == [i, j, k]


@given(st.integers(1, 90), st.data())
def test_proofs_are_those_of_the_textbook(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    nodes, root = Nodes(leaves), mth(leaves)
    index, old_size = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    proof = inclusion_proof(index, size, nodes)
    assert proof == path(index, leaves)
    check_inclusion(index, size, leaves[index], proof, root)
    grown = consistency_proof(old_size, size, nodes)
    assert grown == subproof(old_size, leaves, True)
    check_consistency(old_size, size, grown, mth(leaves[:old_size]), root)
    assert range_hash(0, size, nodes) == root == root_of(leaves)


@given(st.integers(2, 60), st.data())
def test_a_proof_fits_nothing_else(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    root, index = mth(leaves), data.draw(st.integers(0, size - 1))
    proof = path(index, leaves)
    with pytest.raises(InclusionFails):
        check_inclusion(index, size, TREE.leaf(b"other"), proof, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
    with pytest.raises((InclusionFails, ProofMalformed)):
        check_inclusion(other, size, leaves[index], proof, root)
    with pytest.raises(ProofMalformed):
        check_inclusion(index, size, leaves[index], [*proof, root], root)
    with pytest.raises(ProofMalformed):
        check_inclusion(index, size, leaves[index], proof[:-1], root)
    place = data.draw(st.integers(0, len(proof) - 1))
    broken = [TREE.empty if at == place else one for at, one in enumerate(proof)]
    with pytest.raises(InclusionFails):
        check_inclusion(index, size, leaves[index], broken, root)


@given(st.integers(2, 60), st.data())
def test_a_changed_past_is_not_consistent(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    old_size = data.draw(st.integers(1, size - 1))
    place = data.draw(st.integers(0, old_size - 1))
    changed = [TREE.empty if at == place else leaf for at, leaf in enumerate(leaves)]
    with pytest.raises(ConsistencyFails):
        check_consistency(
            old_size, size, subproof(old_size, changed, True), mth(leaves[:old_size]), mth(changed)
        )
    with pytest.raises(ConsistencyFails):
        check_consistency(
            old_size, size, subproof(old_size, leaves, True), mth(leaves[:old_size]), mth(changed)
        )


@given(st.integers(0, 700), st.integers(0, 40))
def test_frontier_grows_as_the_tree_does(size: int, more: int) -> None:
    leaves = leaves_of(size + more)
    frontier = Frontier()
    frontier.extend(leaves[:size])
    restored = Frontier.from_bytes(frontier.to_bytes())
    restored.extend(leaves[size:])
    assert frontier.root() == root_of(leaves[:size])
    assert restored.root() == root_of(leaves)
    assert restored.size == size + more
    assert len(restored.hashes) == (size + more).bit_count()


def test_frontier_takes_whole_subtrees() -> None:
    leaves = leaves_of(13)
    frontier = Frontier()
    frontier.append_node(3, mth(leaves[:8]))
    frontier.append_node(2, mth(leaves[8:12]))
    frontier.append(leaves[12])
    assert frontier.root() == mth(leaves)
    with pytest.raises(ProofMalformed):
        frontier.append_node(1, leaves[0])


@pytest.mark.parametrize("data", [b"", b"\0" * 7, b"\0" * 8 + b"x", (3).to_bytes(8, "big") + b"\0" * 32])
def test_a_frontier_that_does_not_fit_its_size_is_refused(data: bytes) -> None:
    with pytest.raises(ProofMalformed):
        Frontier.from_bytes(data)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 700])
def test_tiles_hold_the_tree(size: int) -> None:
    leaves = leaves_of(size)
    edge, store = TileEdge(), {}
    for leaf in leaves:
        store.update(edge.append(leaf))
    store.update(edge.partials())
    assert set(store) == set(tiles_of(size))
    assert edge.root() == root_of(leaves)
    assert edge.size == size
    nodes = TileNodes(size, store.__getitem__, keep=1)
    for index in {0, size // 2, size - 1}:
        check_inclusion(index, size, leaves[index], inclusion_proof(index, size, nodes), root_of(leaves))
    again = TileEdge([store.get(Tile(level, *rest), b"") for level, *rest in _edges(size)])
    again.append(leaves[0])
    assert again.root() == root_of([*leaves, leaves[0]])


def _edges(size: int) -> list[tuple[int, int, int]]:
    """Level, index and width of the partial tile of each level; a width of one stands in where there is none."""
    rows = []
    level = 0
    while count := size >> (8 * level):
        rows.append((level, count // 256, count % 256 or 256))
        level += 1
    return rows


def test_tiles_of_seventy_thousand_leaves_as_the_specification_says() -> None:
    tiles = list(tiles_of(70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in tiles) == 273
    assert tiles[273:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(new_tiles(70_000, 70_001)) == [Tile(0, 273, 113)]
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert width_of(0, 274, 70_000) == 0


@given(st.integers(0, 63), st.integers(0, 2**40), st.integers(1, 256))
def test_tile_paths_are_read_as_written(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert read_tile_path(tile.path) == (tile, False)
    assert read_tile_path(Tile(0, index, width).entries_path) == (Tile(0, index, width), True)


@pytest.mark.parametrize(
    "bad",
    [
        "tile/64/000",
        "tile/00/000",
        "tile/0/1",
        "tile/0/x000/001",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/0/../000",
        "/tile/0/000",
        "tile/0/001/002",
        "tile/entries/000.p/300",
    ],
)
def test_other_paths_are_refused(bad: str) -> None:
    with pytest.raises(TileMalformed):
        read_tile_path(bad)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=256))
def test_bundles_are_read_as_written(entries: list[bytes]) -> None:
    tile = Tile(0, 0, len(entries))
    data = write_bundle(entries)
    assert read_bundle(tile, data) == entries
    with pytest.raises(TileMalformed):
        read_bundle(tile, data + b"\0")
    with pytest.raises(TileMalformed):
        read_bundle(tile, data[:-1])
    with pytest.raises(TileMalformed):
        read_bundle(tile, write_bundle(entries[1:]))


def test_tiles_of_a_wrong_size_are_refused() -> None:
    with pytest.raises(TileMalformed):
        read_hash_tile(Tile(0, 0, 2), b"\0" * 32)
    with pytest.raises(TileMalformed):
        write_bundle([b"x" * 65_536])
    with pytest.raises(TileMalformed):
        TileNodes(3, lambda _: b"\0" * 96)(1, 1)


def test_sm3_of_the_standard_and_both_ways_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905 A.1
    assert hashing.hash_bytes(b"abc", "sm3").hex() == expected
    ordinary = tree_hash("sm3").leaf(b"abc")

    def without_sm3(name: str, data: bytes = b"") -> object:
        raise ValueError(name)

    monkeypatch.setattr(hashlib, "new", without_sm3)
    assert hashing.hash_bytes(b"abc", "sm3").hex() == expected
    tree_hash.cache_clear()
    assert tree_hash("sm3").leaf(b"abc") == ordinary
    with pytest.raises(HashUnavailable):
        hashing.new_digest("sha256")
    monkeypatch.undo()
    tree_hash.cache_clear()
    with pytest.raises(HashUnavailable):
        tree_hash("md5")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bad", ["sha256:", "SHA256:" + "0" * 64, "sha256:" + "0" * 63, "md5:" + "0" * 64, None]
)
def test_hashes_not_written_as_records_write_them_are_refused(bad: object) -> None:
    with pytest.raises(RecordMalformed):
        read_hash(bad)
    assert read_hash(written_hash(b"\1" * 32, "sm3")) == ("sm3", b"\1" * 32)


@given(
    st.integers(0, 2**63 - 1),
    st.lists(st.binary(min_size=32, max_size=32), max_size=6),
    st.none() | st.binary(),
)
def test_proof_files_are_read_as_written(index: int, hashes: list[bytes], extra: bytes | None) -> None:
    proof = ProofFile(index, tuple(hashes), "origin\n0\nx\n\n— a b\n", extra)
    assert read_proof_file(proof.text()) == proof


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 0\n\nx",
        "c2sp.org/tlog-proof@v1\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 01\n\nx",
        "c2sp.org/tlog-proof@v1\nindex -1\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 0\n%\n\nx",
        f"c2sp.org/tlog-proof@v1\nindex {2**63}\n\nx",
        "c2sp.org/tlog-proof@v1\nindex 0",
    ],
)
def test_other_texts_are_no_proof_files(bad: str) -> None:
    with pytest.raises(ProofMalformed):
        read_proof_file(bad)
