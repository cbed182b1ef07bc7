"""Which checkpoints of a log may be believed, and what its witnesses say about time. Rules 1 to 3 and 8 of `verify`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plumbline.core.ledger.canonical import read_json
from plumbline.core.ledger.checkpoint import Checkpoint, algorithm_of, open_checkpoint
from plumbline.core.ledger.cosignature import Cosignature, cosignatures
from plumbline.core.ledger.errors import (
    CanonicalError,
    CheckpointMalformed,
    NoteError,
    ProofError,
    RecordMalformed,
    Said,
    WrongOrigin,
)
from plumbline.core.ledger.evidence import Anchor, Entry, KeyChange, Seal, Trust
from plumbline.core.ledger.findings import KeyChangeUntrusted, LogForked, SealUntrusted, TimeContradicted
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.note import Note, VerifierKey
from plumbline.core.ledger.proof import check_consistency, check_inclusion
from plumbline.core.ledger.record import Record, is_name, read_record
from plumbline.core.ledger.system_acts import read_key_change

_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class TimedTree:
    """A believed checkpoint with the cosignatures it carries."""

    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...]


class TrustedKeys:
    """The keys of one log, each with the largest tree it may sign: a replaced key ends with the change's tree.

    An older key may be `named`: nobody brought it, a change of key says that it came before one that was brought.
    """

    def __init__(self, origin: str, trust: Trust) -> None:
        self.origin = origin
        self._witnesses = trust.witnesses
        self._named: set[VerifierKey] = set()
        self._limits: dict[VerifierKey, int | None] = {key: None for key in trust.keys if key.name == origin}
        if not self._limits:
            names = ", ".join(key.name for key in trust.keys)
            raise SealUntrusted(
                problem=Said(
                    f"属于 {origin}；受信者：{names}",
                    f"it is of {origin}; trusted: {names}",
                )
            )

    def believe(self, note: Note, *, alone: bool = False) -> TimedTree:
        """The checkpoint of a note that one of the keys may sign; raises SealUntrusted. `alone`: no named key may."""
        try:
            known = tuple(key for key in self._limits if not (alone and key in self._named))
            checkpoint = open_checkpoint(note, known, self.origin)
            limits = ((key, self._limits[key]) for key in known)
            entitled = tuple(key for key, limit in limits if limit is None or checkpoint.size <= limit)
            open_checkpoint(note, entitled, self.origin)
            return TimedTree(checkpoint, cosignatures(note, self._witnesses))
        except (NoteError, CheckpointMalformed, WrongOrigin) as error:
            raise SealUntrusted(problem=error) from error

    def name_older(self, changes: Sequence[KeyChange]) -> tuple[int, ...]:
        """Name the keys that, by these changes in their order, came before one that is known; the leaves that say so.

        What is named is not yet believed: `follow` has to hold for each change, and the tree that holds them all has
        to be one that no named key signed.
        """
        leaves = []
        for change in reversed(changes):
            try:
                old, new = read_key_change(read_record(change.entry.data))
            except RecordMalformed:
                continue  # `follow` says what is wrong with it
            if new in self._limits and old not in self._limits:
                self._limits[old] = None
                self._named.add(old)
                leaves.append(change.entry.index)
        return tuple(sorted(leaves))

    def follow(self, change: KeyChange) -> TimedTree:
        """Take over the new key of a change that the old key vouches for; raises KeyChangeUntrusted."""
        leaf = change.entry.index
        name = "?"
        try:
            record = read_record(change.entry.data)
            name = record.id
            old, new = read_key_change(record)
            if old not in self._limits:
                raise SealUntrusted(
                    problem=Said(
                        f"{old.text} 不受信；它确为本日志更换前的公钥的，一并给出",
                        f"{old.text} is not trusted; if it is the log's key of before, give it too",
                    )
                )
            tree = tree_hash(algorithm_of(self.origin))
            covering = self.believe(change.anchor.note)
            head = covering.checkpoint
            check_inclusion(leaf, head.size, tree.leaf(change.entry.data), change.inclusion, head.root, tree)
        except (ProofError, RecordMalformed, SealUntrusted) as error:
            raise KeyChangeUntrusted(leaf=leaf, record=name, problem=error) from error
        self._limits[old] = head.size
        if old in self._named and new not in self._limits:
            self._named.add(new)
        self._limits[new] = None
        return covering


def believed_trees(seal: Seal, trust: Trust, entries: Sequence[Entry]) -> tuple[TimedTree, ...]:
    """Rules 1 to 3: the seal's tree first, then every earlier tree, each signed and each a beginning of the seal's.

    `entries` only serve to name the first record in doubt. Raises SealUntrusted, KeyChangeUntrusted or LogForked.
    """
    keys = TrustedKeys(seal.origin, trust)
    keys.name_older(seal.key_changes)
    trees = [(keys.follow(change), change.anchor) for change in seal.key_changes]
    sealed = keys.believe(seal.note, alone=True)
    trees += [(keys.believe(anchor.note), anchor) for anchor in seal.anchors]
    trees.sort(key=lambda pair: pair[0].checkpoint.size)
    sound = 0
    for tree, anchor in trees:
        _check_begins(tree.checkpoint, anchor, sealed.checkpoint, sound, entries)
        sound = tree.checkpoint.size
    return (sealed, *(tree for tree, _ in trees))


def named_at(seal: Seal, trust: Trust) -> tuple[int, ...]:
    """The changes of key, by leaf, whose older key nobody brought: the newer one's word for it is all there is."""
    return TrustedKeys(seal.origin, trust).name_older(seal.key_changes)


def _check_begins(
    old: Checkpoint, anchor: Anchor, sealed: Checkpoint, sound: int, entries: Sequence[Entry]
) -> None:
    """Rule 3 for one earlier tree; leaves below `sound` are known to be unchanged."""
    hashes = tree_hash(algorithm_of(sealed.origin))
    try:
        check_consistency(old.size, sealed.size, anchor.consistency, old.root, sealed.root, hashes)
    except ProofError as error:
        first = next((entry for entry in entries if entry.index >= sound), None)
        raise LogForked(
            old_size=old.size,
            size=sealed.size,
            leaf=first.index if first else sound,
            last=max(sound, min(old.size, sealed.size) - 1),
            record=claimed_id(first.data) if first else "?",
        ) from error


def claimed_id(data: bytes) -> str:
    """The id that bytes claim, for a message about bytes that may be no record; `?` where they claim none."""
    try:
        value = read_json(data)
    except CanonicalError:
        return "?"
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) and is_name(found) else "?"


@dataclass(frozen=True, slots=True)
class WitnessedSpan:
    """When a leaf came into the log by its witnesses, in seconds: not there at `absent_at`, there at `present_at`."""

    absent_at: int | None
    present_at: int | None


def witnessed_span(index: int, trees: Iterable[TimedTree]) -> WitnessedSpan:
    """The narrowest span that cosignatures give for a leaf; both ends None without any."""
    absent: list[int] = []
    present: list[int] = []
    for tree in trees:
        times = [one.timestamp for one in tree.cosignatures]
        (present if tree.checkpoint.size > index else absent).extend(times)
    return WitnessedSpan(max(absent, default=None), min(present, default=None))


def check_recorded_at(record: Record, leaf: int, span: WitnessedSpan, tolerance: int) -> None:
    """Rule 8: `recorded_at` lies in the span, give or take `tolerance` seconds; raises TimeContradicted."""
    entered, slack = record.recorded_at, tolerance * _SECOND
    if span.absent_at is not None and entered < span.absent_at * _SECOND - slack:
        witnessed, problem = (
            span.absent_at,
            Said(
                "录入时间被倒填，当时日志中尚无此记录",
                "back-dated, the record was not yet in the log then",
            ),
        )
    elif span.present_at is not None and entered > span.present_at * _SECOND + slack:
        witnessed, problem = (
            span.present_at,
            Said(
                "录入时间被后填，当时日志中已有此记录",
                "post-dated, the record was in the log already",
            ),
        )
    else:
        return
    raise TimeContradicted(
        leaf=leaf,
        record=record.id,
        recorded_at=shown_instant(entered),
        witnessed=shown_instant(witnessed * _SECOND),
        problem=problem,
    )
