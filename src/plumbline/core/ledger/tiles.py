"""Tiles of C2SP tlog-tiles: the tree as immutable files of up to 256 hashes, and the entries in bundles of up to 256.

The n-th tile of level l holds the full nodes (level 8·l, index 256·n …) of the tree. A partial tile has a width of 1
to 255 and is never hashed into the level above. Entry bundles are big-endian uint16 length-prefixed entries.

Hash tiles and checkpoints may be published: a leaf hash hides its record behind the record's nonce. Entry bundles hold
the records themselves and are for the verifier and the witness of the house alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from plumbline.core.ledger.errors import TileMalformed
from plumbline.core.ledger.hashing import SIZE, TreeHash, tree_hash
from plumbline.core.ledger.tree import range_hash, root_of

HEIGHT: Final = 8
WIDTH: Final = 256
"""Hashes of a full tile."""

LONGEST_ENTRY: Final = 2**16 - 1
"""Bytes of the longest entry a bundle can hold."""

_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """Name of a tile: `level` 0 to 63, `index` within the level, `width` 1 to 256."""

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (0 <= self.level <= 63 and self.index >= 0 and 1 <= self.width <= WIDTH):
            raise TileMalformed(tile=f"{self.level}/{self.index}.p/{self.width}", problem="no such tile")

    @property
    def path(self) -> str:
        """Path under the log's prefix, e.g. `tile/0/x001/067.p/8`."""
        return f"tile/{self.level}/{_numbered(self.index)}{_suffix(self.width)}"

    @property
    def entries_path(self) -> str:
        """Path of the entry bundle that belongs to this tile of level 0."""
        return f"tile/entries/{_numbered(self.index)}{_suffix(self.width)}"


def _numbered(index: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def _suffix(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"


def read_tile_path(path: str) -> tuple[Tile, bool]:
    """The tile a path names, and whether the path is of the entry bundle. Raises TileMalformed for any other path."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise TileMalformed(tile=path, problem="no path of a tile")
    entries = match[1] == "entries"
    index = int(match[2].replace("x", "").replace("/", ""))
    width = int(match[3] or WIDTH)
    tile = Tile(0 if entries else int(match[1]), index, width)
    if path != (tile.entries_path if entries else tile.path):
        raise TileMalformed(tile=path, problem=f"the path of this tile is {tile.path}")
    return tile, entries


def width_of(level: int, index: int, size: int) -> int:
    """Hashes of a tile in a tree of `size` leaves; 0 when the tile is not there."""
    return max(0, min((size >> (HEIGHT * level)) - index * WIDTH, WIDTH))


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree of `size` leaves, level by level."""
    return new_tiles(0, size)


def new_tiles(old_size: int, size: int) -> Iterator[Tile]:
    """The tiles to write when a tree grows from `old_size` to `size` leaves; partial ones as they stand at `size`."""
    level = 0
    while count := size >> (HEIGHT * level):
        first = (old_size >> (HEIGHT * level)) // WIDTH
        for index in range(first, (count + WIDTH - 1) // WIDTH):
            width = width_of(level, index, size)
            if width_of(level, index, old_size) != width:
                yield Tile(level, index, width)
        level += 1


Fetch: TypeAlias = Callable[[Tile], bytes]
"""Bytes of a tile; may raise what it likes when there is none."""


class TileNodes:
    """Full nodes read from tiles: a NodeReader for a tree of `size` leaves.

    The inner hashes of a tile are computed once and kept, for the `keep` tiles used last. A tile that does not belong
    to the tree leads to a proof that fails; the tile itself carries no signature.
    """

    def __init__(self, size: int, fetch: Fetch, tree: TreeHash | None = None, keep: int = 64) -> None:
        self.size = size
        self._fetch = fetch
        self._tree = tree or tree_hash()
        self._keep = keep
        self._inner: dict[tuple[int, int], list[list[bytes]]] = {}
        self._edges: dict[tuple[int, int], bytes] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """Hash of the node (level, index); raises TileMalformed when the tree or the tile does not hold it."""
        inside = level % HEIGHT
        at = index << inside
        place = level // HEIGHT, at // WIDTH
        rows = self._inner.get(place)
        if rows is None or len(self._inner) >= self._keep:
            rows = self._rows(place)
        try:
            return rows[inside][at % WIDTH >> inside]
        except IndexError:
            tile_level, tile_index = place
            tile = Tile(tile_level, tile_index, max(1, width_of(tile_level, tile_index, self.size)))
            raise TileMalformed(tile=tile.path, problem=f"does not hold node {level}/{index}") from None

    def range(self, start: int, end: int) -> bytes:
        """Hash of a range of leaves at the tree's right edge, remembered: nearly every proof has one of these few."""
        if (known := self._edges.get((start, end))) is None:
            known = self._edges[start, end] = range_hash(start, end, self, self._tree)
        return known

    def _rows(self, key: tuple[int, int]) -> list[list[bytes]]:
        """Inner nodes of a tile, which is now the one used last: that matters only once tiles are dropped."""
        if (known := self._inner.pop(key, None)) is None:
            level, index = key
            width = width_of(level, index, self.size)
            if width == 0:
                raise TileMalformed(
                    tile=f"tile/{level}/{index}", problem=f"not in a tree of {self.size} leaves"
                )
            tile = Tile(level, index, width)
            known = _inner_rows(read_hash_tile(tile, self._fetch(tile)), self._tree)
            if len(self._inner) >= self._keep:
                del self._inner[next(iter(self._inner))]
        self._inner[key] = known
        return known


def _inner_rows(hashes: Sequence[bytes], tree: TreeHash) -> list[list[bytes]]:
    """The full nodes inside a tile, height by height; a row leaves out what is not full."""
    rows = [list(hashes)]
    while len(rows[-1]) > 1:
        below = rows[-1]
        rows.append([tree.node(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return rows


def read_hash_tile(tile: Tile, data: bytes) -> list[bytes]:
    """Hashes of a tile's bytes; raises TileMalformed unless there are exactly `tile.width` of them."""
    if len(data) != tile.width * SIZE:
        raise TileMalformed(tile=tile.path, problem=f"{len(data)} bytes, {tile.width * SIZE} expected")
    return [data[at : at + SIZE] for at in range(0, len(data), SIZE)]


def write_bundle(entries: Iterable[bytes]) -> bytes:
    """Entries as an entry bundle; raises TileMalformed for one that is too long."""
    parts = []
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise TileMalformed(tile="tile/entries", problem=f"an entry of {len(entry)} bytes")
        parts.append(len(entry).to_bytes(2, "big") + entry)
    return b"".join(parts)


def read_bundle(tile: Tile, data: bytes) -> list[bytes]:
    """Entries of a bundle; raises TileMalformed unless there are exactly `tile.width` whole ones."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        entry = data[at + 2 : at + 2 + length]
        if at + 2 > len(data) or len(entry) != length:
            raise TileMalformed(tile=tile.entries_path, problem=f"entry {len(entries)} is cut off")
        entries.append(entry)
        at += 2 + length
    if len(entries) != tile.width:
        raise TileMalformed(tile=tile.entries_path, problem=f"{len(entries)} entries, {tile.width} expected")
    return entries


class TileEdge:
    """The rightmost tiles of a growing tree: takes leaf hashes, gives full tiles as they fill.

    Appending costs one node hash on average. The state is nothing but the partial tiles, so a sealing process that
    was killed starts again from the tiles on disk.
    """

    def __init__(self, partials: Sequence[bytes] = (), tree: TreeHash | None = None) -> None:
        """`partials` are the bytes of the partial tile of each level from 0 up, empty where there is none."""
        self._tree = tree or tree_hash()
        self._levels: list[list[bytes]] = []
        for level, data in enumerate(partials):
            if len(data) % SIZE or len(data) >= WIDTH * SIZE:
                raise TileMalformed(tile=f"tile/{level}", problem=f"{len(data)} bytes are no partial tile")
            self._levels.append([data[at : at + SIZE] for at in range(0, len(data), SIZE)])

    @property
    def size(self) -> int:
        """Leaves taken, those before the saved state included."""
        return sum(len(row) << (HEIGHT * level) for level, row in enumerate(self._levels))

    def append(self, leaf_hash: bytes) -> list[tuple[Tile, bytes]]:
        """Take the next leaf hash; returns the tiles that became full with it, lowest level first."""
        full: list[tuple[Tile, bytes]] = []
        level, digest = 0, leaf_hash
        while True:
            if level == len(self._levels):
                self._levels.append([])
            row = self._levels[level]
            row.append(digest)
            if len(row) < WIDTH:
                return full
            above = sum(len(rest) << (HEIGHT * up) for up, rest in enumerate(self._levels[level + 1 :]))
            full.append((Tile(level, above), b"".join(row)))
            digest = root_of(row, self._tree)
            self._levels[level] = []
            level += 1

    def partials(self) -> list[tuple[Tile, bytes]]:
        """The partial tiles as they stand: what a checkpoint of this size needs beside the full ones."""
        found = []
        for level, row in enumerate(self._levels):
            above = sum(len(rest) << (HEIGHT * up) for up, rest in enumerate(self._levels[level + 1 :]))
            if row:
                found.append((Tile(level, above, len(row)), b"".join(row)))
        return found

    def root(self) -> bytes:
        """Root of the tree as it stands."""
        found: bytes | None = None
        for row in self._levels:
            for width in _powers(len(row)):
                piece = root_of(row[len(row) - width :], self._tree)
                row = row[: len(row) - width]
                found = piece if found is None else self._tree.node(piece, found)
        return self._tree.empty if found is None else found


def _powers(count: int) -> Iterator[int]:
    """The powers of two that make up `count`, smallest first."""
    while count:
        lowest = count & -count
        yield lowest
        count -= lowest
