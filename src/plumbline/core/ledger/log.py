"""Verification of a whole log from its records: what `ledger verify` runs every night over what is stored.

Rules, in the order of the code, for each record in the order of the leaves:

 1. Its leaf hash is the one in the stored tile of level 0, where tiles are given.
 2. It is a well-formed record in canonical bytes.
 3. `recorded_at` does not fall.
 4. It names the leaf hash of the last record of its case before it; the first of a case names none.
 5. Wherever a believed checkpoint ends, the root of the records so far is the checkpoint's root; every full tile is
    the stored one.
 6. Records that were sealed between two cosigned checkpoints were entered between their times (rule 8 of `verify`).

At the end there are at least as many records as the largest believed checkpoint has leaves; what lies beyond it is
counted as not yet sealed. Where record and tile disagree, the next root decides which of the two is wrong; until then
nothing after it is blamed, so the first wrong record is named and no later one. So too where a chain breaks.

The verifier may start from a frontier that was verified before: then only what was added since is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hmac import compare_digest

from plumbline.core.ledger.errors import RecordMalformed, Said, TileMalformed
from plumbline.core.ledger.evidence import LateEntry, Report, Statement, Trust
from plumbline.core.ledger.findings import (
    LogForked,
    LogRolledBack,
    RecordNotSealed,
    RecordOutOfPlace,
    RecordUnreadable,
    TileWrong,
)
from plumbline.core.ledger.hashing import TreeHash, tree_hash, written_hash
from plumbline.core.ledger.record import Record, read_record
from plumbline.core.ledger.tiles import WIDTH, Fetch, Tile, TileEdge, read_hash_tile, width_of
from plumbline.core.ledger.tree import Frontier
from plumbline.core.ledger.trusted_log import TimedTree, check_recorded_at, claimed_id, witnessed_span
from plumbline.core.ledger.verify import late_entry, time_fell, time_statements

HeadOf = Callable[[str], str | None]
"""Written leaf hash of the last record of a case that lies before the start; None when there is none."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where verification starts: a frontier verified before, the last `recorded_at`, and the heads of cases."""

    frontier: Frontier
    last_recorded_at: int
    head_of: HeadOf


def from_the_beginning(tree: TreeHash | None = None) -> Start:
    """The start of a full verification."""
    return Start(Frontier(tree=tree), -(2**62), lambda _: None)


class LogVerifier:
    """Takes the records of a log one by one; `finish` says what was proved. Raises Untrue at the first wrong record.

    `known` are the believed checkpoints (`trusted_log`), in any order; `fetch` gives stored tiles, or None to do
    without them. `tree` and `chain` are the hashes of the tree and of the links between the records of a case; the
    links stay as they are where a second tree runs beside the first.
    """

    def __init__(
        self,
        known: Sequence[TimedTree],
        trust: Trust,
        fetch: Fetch | None = None,
        start: Start | None = None,
        tree: TreeHash | None = None,
        chain: TreeHash | None = None,
    ) -> None:
        self._tree, self._chain = tree or tree_hash(), chain or tree_hash()
        start = start or from_the_beginning(self._tree)
        self._known = sorted(known, key=lambda one: one.checkpoint.size)
        self._sealed = self._known[-1].checkpoint.size if self._known else 0
        self._trust, self._fetch = trust, fetch
        self.frontier = start.frontier.copy()
        self._first, self._sound = self.frontier.size, self.frontier.size
        self.verified: Start | None = None
        """Where a later verification may start: the end of the last checkpoint that was seen to hold."""
        self._last_recorded_at, self._head_of = start.last_recorded_at, start.head_of
        self._heads: dict[str, tuple[str, int, str]] = {}
        self._tile: list[bytes] = []
        self._suspect: tuple[int, str, str] | None = None
        self._broken: RecordOutOfPlace | None = None
        self._bad_tile: TileWrong | None = None
        self._in_doubt: str | None = None
        self._late: list[LateEntry] = []
        self._ahead = [one for one in self._known if one.checkpoint.size > self.frontier.size]
        self._span = witnessed_span(self._first, self._known)
        for one in self._known:
            if one.checkpoint.size == self.frontier.size:
                self._check_root(one)

    def take(self, data: bytes) -> None:
        """The next record's bytes."""
        leaf = self.frontier.size
        digest = self._tree.leaf(data)
        self._compare_with_tile(leaf, digest, data)
        if self._in_doubt is None:
            self._in_doubt = claimed_id(data)
        if self._suspect is None and self._broken is None:
            self._check_record(leaf, digest, data)
        self.frontier.append(digest)
        passed = len(self._ahead)
        while self._ahead and self._ahead[0].checkpoint.size == self.frontier.size:
            self._check_root(self._ahead.pop(0))
        if len(self._ahead) < passed:  # between two checkpoints all leaves have one span
            self._span = witnessed_span(self.frontier.size, self._known)

    def _compare_with_tile(self, leaf: int, digest: bytes, data: bytes) -> None:
        """Rule 1: remember the first record that is not what its tile says."""
        if self._fetch is None or leaf >= self._sealed:
            return
        index, place = divmod(leaf, WIDTH)
        if place == 0 or leaf == self._first:
            self._tile = self._stored(Tile(0, index, width_of(0, index, self._sealed)), leaf, data)
        if self._tile and self._suspect is None and not compare_digest(self._tile[place], digest):
            self._suspect = (leaf, claimed_id(data), Tile(0, index).path)

    def _stored(self, tile: Tile, leaf: int, data: bytes) -> list[bytes]:
        try:
            return read_hash_tile(tile, self._fetch(tile) if self._fetch else b"")
        except (TileMalformed, KeyError, OSError):
            self._bad_tile = self._bad_tile or TileWrong(tile=tile.path, leaf=leaf, record=claimed_id(data))
            return []

    def _check_record(self, leaf: int, digest: bytes, data: bytes) -> None:
        """Rules 2, 3, 4 and 6."""
        try:
            record = read_record(data)
        except RecordMalformed as error:
            raise RecordUnreadable(leaf=leaf, record=claimed_id(data), problem=error) from error
        if record.recorded_at < self._last_recorded_at:
            raise time_fell(leaf, record, self._last_recorded_at)
        self._broken = self._chain_break(leaf, record)
        check_recorded_at(record, leaf, self._span, self._trust.tolerance)
        self._last_recorded_at = record.recorded_at
        link = digest if self._chain is self._tree else self._chain.leaf(data)
        self._heads[record.case] = (written_hash(link, self._chain.algorithm), leaf, record.id)
        if late := late_entry(leaf, record, self._trust.late_after):
            self._late.append(late)

    def _chain_break(self, leaf: int, record: Record) -> RecordOutOfPlace | None:
        """Rule 4. The next root decides whether a record was changed or the chain was sealed broken."""
        head, before, name = self._heads.get(record.case) or (self._head_of(record.case), leaf, record.id)
        if record.previous == head:
            return None
        problem = Said(
            f"案件 {record.case} 此前最后一条记录的杂凑为 {head}，本记录续的是 {record.previous}",
            f"the last record of case {record.case} before it has hash {head}, it continues {record.previous}",
        )
        return RecordOutOfPlace(
            leaf=leaf, record=record.id, problem=problem, before=before, before_record=name
        )

    def _check_root(self, known: TimedTree) -> None:
        """Rule 5 at one checkpoint."""
        head = known.checkpoint
        held = compare_digest(head.root, self.frontier.root())
        if self._suspect is not None:
            leaf, record, tile = self._suspect
            if held:
                raise TileWrong(tile=tile, leaf=leaf, record=record)
            problem = Said("与已封存的叶杂凑不符", "it does not have the leaf hash that was sealed")
            raise RecordNotSealed(leaf=leaf, record=record, problem=problem)
        if not held:
            raise self._fork(head.size)
        if self._broken is not None:
            raise self._broken
        self._sound, self._in_doubt = head.size, None
        self.verified = Start(self.frontier.copy(), self._last_recorded_at, self._head_of)

    def _fork(self, size: int) -> LogForked:
        """The records up to a checkpoint of `size` leaves are not those it sealed; the chain may narrow the place."""
        leaf, last, record = min(self._sound, size), max(self._sound, size - 1), self._in_doubt or "?"
        if self._broken is not None and isinstance(before := self._broken.data["before"], int):
            leaf, last = max(leaf, before), self._broken.leaf or last
            record = str(self._broken.data["before_record"])
        return LogForked(old_size=size, size=self.frontier.size, leaf=leaf, last=last, record=record)

    def finish(self, waiting: int = 0) -> Report:
        """What was proved over the records taken; raises LogRolledBack when sealed records are not there.

        `waiting` records are entered and have no leaf yet.
        """
        size = self.frontier.size
        if self._suspect is not None:
            leaf, record, _ = self._suspect
            problem = Said("与瓦片中的叶杂凑不符", "it does not have the leaf hash of its tile")
            raise RecordNotSealed(leaf=leaf, record=record, problem=problem)
        if self._broken is not None:
            raise self._broken
        if size < self._sealed:
            raise LogRolledBack(sealed=self._sealed, size=size, leaf=size, record=None)
        if self._bad_tile is not None:  # said last: records that are wrong or gone matter more
            raise self._bad_tile
        return log_report(self._known, self._trust, self._first, size, waiting, tuple(self._late))


def log_report(
    known: Sequence[TimedTree],
    trust: Trust,
    first: int,
    size: int,
    waiting: int = 0,
    late: tuple[LateEntry, ...] = (),
) -> Report:
    """What is proved of the records from leaf `first` to `size` once every rule held under the believed trees."""
    last = max((one.checkpoint for one in known), key=lambda one: one.size, default=None)
    origin, sealed = (last.origin, last.size) if last else ("—", 0)
    in_time, not_in_time = _times(known, trust, first, sealed)
    proved = [Statement("log", {"first": first, "size": sealed, "origin": origin}), *in_time]
    missing = [*not_in_time, Statement("truth")]
    if unsealed := size - sealed + waiting:
        missing.insert(0, Statement("not_yet_sealed", {"count": unsealed}))
    return Report(origin, size - first, tuple(proved), tuple(missing), late)


def _times(
    known: Sequence[TimedTree], trust: Trust, start: int, sealed: int
) -> tuple[list[Statement], list[Statement]]:
    """As `time_statements`, for spans of leaves: there are too many to name each."""
    cosigned = [one.checkpoint.size for one in known if one.cosignatures]
    first, last = min(cosigned, default=0), max(cosigned, default=0)
    if not cosigned:
        return time_statements([], [tuple(known)], trust)
    names = sorted({one.witness for tree in known for one in tree.cosignatures})
    held = {"count": max(0, last - start), "witnesses": ", ".join(names)}
    missing = []
    if last < sealed:
        missing.append(Statement("not_witnessed", {"leaves": [f"{last}–{sealed - 1}"]}))
    if start < first:
        missing.append(Statement("may_be_later_than_said", {"leaves": [f"{start}–{first - 1}"]}))
    return [Statement("witnessed", held)], missing


def verify_log(
    entries: Iterable[bytes],
    known: Sequence[TimedTree],
    trust: Trust,
    fetch: Fetch | None = None,
    start: Start | None = None,
    tree: TreeHash | None = None,
    chain: TreeHash | None = None,
) -> Report:
    """What the records of a log prove under believed checkpoints; raises Untrue, naming the first wrong record."""
    verifier = LogVerifier(known, trust, fetch, start, tree, chain)
    for data in entries:
        verifier.take(data)
    return verifier.finish()


def wrong_tiles(
    leaf_hashes: Iterable[bytes], size: int, fetch: Fetch, tree: TreeHash | None = None
) -> Iterator[Tile]:
    """Every stored tile, of any level, that is not what the leaf hashes of a verified log make it."""
    edge = TileEdge(tree=tree)
    for count, digest in enumerate(leaf_hashes, 1):
        full = edge.append(digest)
        tiles = [*full, *(edge.partials() if count == size else ())]
        for tile, data in tiles:
            try:
                stored = fetch(tile)
            except (KeyError, OSError):
                stored = b""
            if stored != data:
                yield tile
        if count == size:
            return
