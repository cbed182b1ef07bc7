"""A small honest log to attack: two cases, eight leaves, a checkpoint after every two or three, two witnesses.

Everything is derived from names, so the same bytes come out on every run: keys, salts, nonces, times. Case A has a
late entry, a correction, personal values, a plain and a salted file and a destruction; case B lies between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from plumbline.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from plumbline.core.ledger.commitment import Opening, commit_value, hash_attachment
from plumbline.core.ledger.cosignature import Cosigner
from plumbline.core.ledger.evidence import Anchor, CaseEvidence, Entry, KeyChange, Seal, Trust
from plumbline.core.ledger.hashing import TreeHash, tree_hash, written_hash
from plumbline.core.ledger.moment import Moment, instant_of
from plumbline.core.ledger.note import Ed25519Signer, Note
from plumbline.core.ledger.proof import consistency_proof, inclusion_proof
from plumbline.core.ledger.record import Actor, Attachment, Confirmation, Record
from plumbline.core.ledger.system_acts import CHANGE_KEY, DESTROY, LOG_CASE, ValuePlace, destruction_fields
from plumbline.core.ledger.tiles import TileEdge
from plumbline.core.ledger.tree import root_of

ORIGIN = "ledger.example/district"


def seed(name: str, size: int = 32) -> bytes:
    """Bytes that look random and are the same on every run."""
    return hashlib.sha256(name.encode()).digest()[:size]


LOG = Ed25519Signer(ORIGIN, seed("log key"))
NEW_LOG = Ed25519Signer(ORIGIN, seed("second log key"))
STRANGER = Ed25519Signer(ORIGIN, seed("a key nobody trusts"))
SM3_LOG = Ed25519Signer(ORIGIN + "/sm3", seed("log key of the SM3 tree"))
WITNESSES = (Cosigner("witness.example/w1", seed("w1")), Cosigner("witness.example/w2", seed("w2")))
TRUST = Trust((LOG.key,), tuple(one.key for one in WITNESSES))

NAME = Opening(seed("salt of the name"), "张某某")
IDENTITY = Opening(seed("salt of the number"), "110101199001011234")
PHOTO, STATEMENT = b"plain bytes of a photo", "陈述笔录:当事人张某某".encode()
STATEMENT_SALT = seed("salt of the statement")
PACK = written_hash(seed("pack"))


def at(text: str) -> int:
    """Instant of a local time such as `03-02T09:30`, in 2026."""
    return instant_of(f"2026-{text}:00+08:00")


def record(identity: str, case: str, step: str, happened: str, entered: str, **more: Any) -> Record:
    """A record that happened at a local time, minute precision, or on a day, and was entered at another."""
    value = f"2026-{happened}"
    moment = Moment(f"{value}+08:00", "minute") if "T" in value else Moment(value, "day")
    given: dict[str, Any] = {
        "organ": "市场监督管理局",
        "entered_by": "officer-1",
        "by": (Actor("officer-1", "handler"), Actor("officer-2", "handler")),
        "confirmations": (Confirmation("officer-1", at(entered)), Confirmation("officer-2", at(entered))),
        "pack": PACK,
        "nonce": seed(f"nonce {identity}", 16),
    }
    return Record(id=identity, case=case, step=step, at=moment, recorded_at=at(entered), **{**given, **more})


def destruction(**more: Any) -> Record:
    """Two officers destroy the party's identity number after its retention ran out."""
    fields = destruction_fields(
        places=[ValuePlace("a-1", "personal", "party_id_number")],
        retention_expired="2026-03-01",
        appraisal="appraisal-7",
        ground="保管期限表第3条",
    )
    return record("a-5", "A", DESTROY, "03-09", "03-09T10:00", **{"fields": fields, **more})


def committed_before(salt: bytes, data: bytes) -> str:
    """A file's commitment as records held it before it was made from the file's hash."""
    return hash_attachment([b"plumbline-attachment/1\n", salt, data])


def honest_records() -> list[Record]:
    """The eight records, not yet chained."""
    personal = {
        "party_name": commit_value("party_name", NAME),
        "party_id_number": commit_value("party_id_number", IDENTITY),
    }
    photo = Attachment("photo", "image/jpeg", len(PHOTO), hash_attachment([PHOTO]))
    statement = Attachment(
        "statement",
        "application/pdf",
        len(STATEMENT),
        committed_before(STATEMENT_SALT, STATEMENT),
        salted=True,
    )
    return [
        record("a-1", "A", "file_case", "03-02T09:00", "03-02T09:10", personal=personal),
        record("b-1", "B", "file_case", "03-02T09:20", "03-02T09:30"),
        record("a-2", "A", "inspect", "03-03T10:00", "03-03T10:05", attachments=(photo, statement)),
        record(
            "b-2",
            "B",
            "inspect",
            "03-04",
            "03-04T16:00",
            until=Moment("2026-03-04T15:00+08:00", "minute"),
        ),
        record("a-3", "A", "serve_notice", "03-03", "03-06T09:00", fields={"days": 5}),
        record("a-4", "A", "serve_notice", "03-04", "03-06T09:30", fields={"days": 5}, corrects="a-3"),
        record("b-3", "B", "decide", "03-08T10:00", "03-08T10:01", fields={"fine": "1200.50"}),
        destruction(),
    ]


def chained(records: Iterable[Record], tree: TreeHash | None = None) -> list[Record]:
    """The records with `previous` set to the record before in the same case."""
    tree = tree or tree_hash()
    heads: dict[str, str] = {}
    found = []
    for one in records:
        linked = replace(one, previous=heads.get(one.case))
        heads[one.case] = written_hash(tree.leaf(linked.to_bytes()), tree.algorithm)
        found.append(linked)
    return found


TIMES: Mapping[int, str] = MappingProxyType(
    {2: "03-02T09:31", 4: "03-04T16:01", 6: "03-06T09:31", 8: "03-09T10:01"}
)
"""Size of each checkpoint and when the witnesses saw it."""


@dataclass(frozen=True)
class LogOfTheHouse:
    """A log as its operator holds it: leaves, key, and the checkpoints signed so far with their cosignatures."""

    leaves: tuple[bytes, ...]
    signer: Any = LOG
    witnesses: Sequence[Cosigner] = WITNESSES
    times: Mapping[int, str] = field(default_factory=lambda: TIMES)
    tree: TreeHash = field(default_factory=tree_hash)

    @property
    def hashes(self) -> list[bytes]:
        return self.tree.leaves(self.leaves)

    def checkpoint(self, size: int) -> Checkpoint:
        return Checkpoint(self.signer.key.name, size, root_of(self.hashes[:size], self.tree))

    def note(self, size: int, signer: Any = None) -> Note:
        """The signed checkpoint of a size with the cosignatures of that time."""
        note = sign_checkpoint(self.checkpoint(size), [signer or self.signer])
        if size not in self.times:
            return note
        return note.with_signatures(
            one.cosign(note, at(self.times[size]) // 1_000_000) for one in self.witnesses
        )

    def nodes(self, level: int, index: int) -> bytes:
        return root_of(self.hashes[index << level : (index + 1) << level], self.tree)

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        return tuple(inclusion_proof(index, size, self.nodes, self.tree))

    def consistency(self, old_size: int, size: int) -> tuple[bytes, ...]:
        return tuple(consistency_proof(old_size, size, self.nodes, self.tree))

    def tiles(self) -> dict[str, bytes]:
        edge = TileEdge(tree=self.tree)
        full = [one for digest in self.hashes for one in edge.append(digest)]
        return {tile.path: data for tile, data in full + edge.partials()}

    def seal(self, indexes: Iterable[int], size: int | None = None) -> Seal:
        """The evidence over some leaves: the last checkpoint and every earlier one as an anchor."""
        size = size or len(self.leaves)
        anchors = (
            Anchor(self.note(old), self.consistency(old, size)) for old in sorted(self.times) if old < size
        )
        return Seal(self.note(size), tuple(self.inclusion(index, size) for index in indexes), tuple(anchors))


def log_of(records: Iterable[Record], **more: Any) -> LogOfTheHouse:
    """A log over records as they are; chain them first."""
    return LogOfTheHouse(tuple(one.to_bytes() for one in records), **more)


def honest_log() -> LogOfTheHouse:
    return log_of(chained(honest_records()))


OPENINGS = {
    ValuePlace("a-1", "personal", "party_name"): NAME,
    ValuePlace("a-2", "attachment", "statement"): Opening(STATEMENT_SALT),
}


def chunks_of(data: bytes) -> Callable[[], Iterable[bytes]]:
    return partial(iter, (data[:7], data[7:]))


ATTACHMENTS = {
    ValuePlace("a-2", "attachment", "photo"): chunks_of(PHOTO),
    ValuePlace("a-2", "attachment", "statement"): chunks_of(STATEMENT),
}


def evidence(log: LogOfTheHouse, case: str = "A", **more: Any) -> CaseEvidence:
    """The case file of one case of a log."""
    mark = f'"case":"{case}"'.encode()
    indexes = [index for index, leaf in enumerate(log.leaves) if mark in leaf]
    given: dict[str, Any] = {
        "entries": tuple(Entry(index, log.leaves[index]) for index in indexes),
        "seals": (log.seal(indexes),),
        "openings": OPENINGS if case == "A" else {},
        "attachments": ATTACHMENTS if case == "A" else {},
    }
    return CaseEvidence(case=case, **{**given, **more})


def log_with_new_key() -> tuple[LogOfTheHouse, KeyChange]:
    """The honest log, a record that changes its key, and two records of case B under the new key."""
    change = record(
        "log-1",
        LOG_CASE,
        CHANGE_KEY,
        "03-10T09:00",
        "03-10T09:00",
        fields={"old": LOG.key.text, "new": NEW_LOG.key.text},
    )
    after = record("a-6", "A", "close_case", "03-11T09:00", "03-11T09:01")
    log = log_of(
        chained([*honest_records(), change, after]),
        signer=NEW_LOG,
        times={**TIMES, 9: "03-10T09:01", 10: "03-11T09:02"},
    )
    old = replace(log, signer=LOG)
    anchor = Anchor(old.note(9), log.consistency(9, 10))
    return log, KeyChange(Entry(8, log.leaves[8]), log.inclusion(8, 9), anchor)


def evidence_with_new_key(trailing: Note | None = None) -> CaseEvidence:
    """Case A under the new key, with the change of key as proof; `trailing` replaces the seal's note."""
    log, change = log_with_new_key()
    seal = log.seal([0, 2, 4, 5, 7, 9])
    old = replace(log, signer=LOG)
    anchors = tuple(Anchor(old.note(size), log.consistency(size, 10)) for size in (2, 4, 6, 8))
    seal = replace(seal, anchors=anchors, key_changes=(change,), note=trailing or seal.note)
    return evidence(log, seals=(seal,))
