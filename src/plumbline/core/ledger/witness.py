"""The witness of C2SP tlog-witness as a pure state machine: what it follows, when it cosigns, what it refuses.

Rules, in the order of the protocol and of the code:

1. The checkpoint is of a log the witness knows, else 404.
2. A key of that log signed it, and no line in such a key's name is forged, else 403.
3. The old size is not larger than the checkpoint's, else 400.
4. The old size is that of the last tree cosigned for this log, else 409 with that size. So two requests at once
   cannot roll the witness back, if the caller stores the new state only where the old one still stands.
5. A tree of no leaves has the empty root, else 422.
6. The consistency proof leads from the last cosigned tree to this one, else 422: a fork is never cosigned.
7. The witness's own clock has not fallen behind its last cosignature (ours, not the protocol's; 500).

The caller stores the returned state before it hands out the cosignature.

    WitnessRefusal (LedgerError)
    ├── RequestMalformed    400
    ├── LogUnknown          404
    ├── CheckpointUntrusted 403
    ├── RolledBack          400  the checkpoint is smaller than the old size named
    ├── OldSizeStale        409  `known` is the size last cosigned
    ├── Forked              422  not a continuation of what was cosigned
    └── ClockFell           500
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import ClassVar

from plumbline.core.ledger.checkpoint import Checkpoint, algorithm_of, read_checkpoint
from plumbline.core.ledger.errors import (
    CheckpointMalformed,
    LedgerError,
    NoteError,
    ProofError,
    ProofMalformed,
)
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.note import Note, VerifierKey, check_note, read_note
from plumbline.core.ledger.proof import check_consistency, read_count, read_hashes, written_hashes


class WitnessRefusal(LedgerError):
    """Why a witness does not cosign; `status` is the HTTP status of the protocol."""

    status: ClassVar[int] = 400


class RequestMalformed(WitnessRefusal):
    """The body is no add-checkpoint request."""

    zh = "请求不合格式：{problem}"
    en = "malformed request: {problem}"


class LogUnknown(WitnessRefusal):
    """The witness does not follow this log."""

    status = 404
    zh = "见证方不跟踪日志「{origin}」"
    en = "this witness does not follow the log {origin}"


class CheckpointUntrusted(WitnessRefusal):
    """No valid signature of the log, or a forged one."""

    status = 403
    zh = "检查点不可信：{problem}"
    en = "the checkpoint is not trusted: {problem}"


class RolledBack(WitnessRefusal):
    """The log shows fewer leaves than before."""

    zh = "日志「{origin}」被回退：原有 {old_size} 叶，现称 {size} 叶；自第 {size} 叶起的记录不见了"
    en = "the log {origin} was rolled back from {old_size} to {size} leaves; records from leaf {size} on are gone"


class OldSizeStale(WitnessRefusal):
    """The proof starts from another size than the one last cosigned."""

    status = 409
    zh = "上次见证的是 {known} 叶，不是 {old_size} 叶"
    en = "the last tree cosigned had {known} leaves, not {old_size}"


class Forked(WitnessRefusal):
    """The checkpoint does not continue the tree that was cosigned: the log was rewritten or shows two faces."""

    status = 422
    zh = "日志「{origin}」分叉：{size} 叶的树不是由已见证的 {old_size} 叶续写而成；第 0 至 {last} 叶之间有记录被改动"
    en = (
        "the log {origin} forked: its tree of {size} leaves does not continue the {old_size} leaves cosigned; "
        "a record among leaves 0 to {last} was changed"
    )


class ClockFell(WitnessRefusal):
    """The witness's own clock is behind its last cosignature."""

    status = 500
    zh = "见证方时钟倒退：上次 {last}，现为 {now}"
    en = "the clock of the witness fell: last {last}, now {now}"


@dataclass(frozen=True, slots=True)
class Followed:
    """The last tree cosigned for a log, and when (seconds since the epoch by the witness's clock)."""

    origin: str
    size: int
    root: bytes
    timestamp: int


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """An add-checkpoint request: the proof from `old_size` to the checkpoint in `note`."""

    old_size: int
    proof: tuple[bytes, ...]
    note: Note

    def body(self) -> str:
        """The request body."""
        lines = [f"old {self.old_size}", *written_hashes(self.proof)]
        return "\n".join(lines) + "\n\n" + self.note.written()


def read_request(body: str) -> AddCheckpoint:
    """The request of a body; raises RequestMalformed."""
    head, _, note = body.partition("\n\n")
    first, *hashes = head.split("\n")
    word, _, count = first.partition(" ")
    try:
        if word != "old":
            raise ProofMalformed(problem="no line `old <size>`")
        return AddCheckpoint(read_count(count), read_hashes(hashes), read_note(note))
    except (ProofMalformed, NoteError) as error:
        raise RequestMalformed(problem=str(error)) from error


def follow(
    request: AddCheckpoint,
    logs: Mapping[str, Sequence[VerifierKey]],
    last: Followed | None,
    now: int,
) -> Followed:
    """The state after a checkpoint that may be cosigned; raises WitnessRefusal for one that may not.

    `logs` are the keys trusted for each origin, `last` what the witness stored for this origin (None before its first
    cosignature), `now` seconds since the epoch by the witness's clock.
    """
    checkpoint = _trusted(request.note, logs)
    if request.old_size > checkpoint.size:
        raise RolledBack(origin=checkpoint.origin, old_size=request.old_size, size=checkpoint.size)
    known = last.size if last else 0
    if request.old_size != known:
        raise OldSizeStale(known=known, old_size=request.old_size)
    _check_continues(request, checkpoint, last)
    if last and now < last.timestamp:
        raise ClockFell(last=last.timestamp, now=now)
    return Followed(checkpoint.origin, checkpoint.size, checkpoint.root, now)


def _trusted(note: Note, logs: Mapping[str, Sequence[VerifierKey]]) -> Checkpoint:
    """Rules 1 and 2. The origin is read before the signature held, only to find the keys."""
    origin = note.text.partition("\n")[0]
    if origin not in logs:
        raise LogUnknown(origin=origin)
    try:
        check_note(note, logs[origin])
        return read_checkpoint(note.text)
    except (NoteError, CheckpointMalformed) as error:
        raise CheckpointUntrusted(problem=str(error)) from error


def _check_continues(request: AddCheckpoint, checkpoint: Checkpoint, last: Followed | None) -> None:
    """Rules 5 and 6."""
    tree = tree_hash(algorithm_of(checkpoint.origin))
    fork = Forked(
        origin=checkpoint.origin,
        old_size=request.old_size,
        size=checkpoint.size,
        last=max(0, request.old_size - 1),
    )
    if checkpoint.size == 0 and not compare_digest(checkpoint.root, tree.empty):
        raise fork
    old_root = last.root if last and last.size else tree.empty
    try:
        check_consistency(request.old_size, checkpoint.size, request.proof, old_root, checkpoint.root, tree)
    except ProofError as error:
        raise fork from error


def origin_hash(origin: str) -> str:
    """The name under which a witness serves its last checkpoint of a log: lower-case hex SHA-256 of the origin."""
    return hashlib.sha256(origin.encode()).hexdigest()
