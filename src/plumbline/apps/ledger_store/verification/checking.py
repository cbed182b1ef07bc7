"""What `plumbline ledger verify` does: believe checkpoints, verify on from the last time or everything, remember.

Incremental: everything since the verified head, through the core's rules. Full: everything, quickly; where something
does not hold, everything through the core's rules, which name it. What is entered meanwhile is left for next time: the
size is read once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection

from plumbline.apps.ledger_store.reading import latest_checkpoint, log_size, log_state, records_from
from plumbline.apps.ledger_store.verification.errors import FrontierChanged, NothingSealed
from plumbline.apps.ledger_store.verification.exact import (
    Progress,
    check_none_beside,
    head_of,
    verify_exactly,
)
from plumbline.apps.ledger_store.verification.files import FilesOf, check_all_files
from plumbline.apps.ledger_store.verification.full import verify_fully
from plumbline.apps.ledger_store.verification.known import believed
from plumbline.apps.ledger_store.verification.segment import Doubt
from plumbline.apps.ledger_store.verification.verified_head import head_path, read_head, write_head
from plumbline.core.ledger.checkpoint import algorithm_of
from plumbline.core.ledger.evidence import Report, Statement, Trust
from plumbline.core.ledger.findings import LogRolledBack
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.log import Start, log_report
from plumbline.core.ledger.tree import Frontier
from plumbline.core.ledger.trusted_log import TimedTree


@dataclass(frozen=True, slots=True)
class Check:
    """How to verify: the origins' trees are those of the trusted keys; `heads` is the folder of verified heads."""

    trust: Trust
    heads: Path
    full: bool = False
    processes: int = 2
    files: FilesOf | None = None
    """A way to the attachments, where they are to be read and compared too."""


def verify_store(check: Check, progress: Progress | None = None) -> list[Report]:
    """One report for each tree that a trusted key is of. Raises Untrue, NothingSealed or VerifiedHeadWrong."""
    origins = dict.fromkeys(key.name for key in check.trust.keys)
    return [_verify_tree(origin, check, progress) for origin in origins]


def _verify_tree(origin: str, check: Check, progress: Progress | None) -> Report:
    algorithm = algorithm_of(origin)
    if (last := latest_checkpoint(algorithm)) is None:
        raise NothingSealed(origin=origin)
    path = head_path(check.heads, origin)
    start = None if check.full else _start(path, origin, algorithm)
    if start is not None and (size := min(log_size(), last.size)) < start.frontier.size:
        raise LogRolledBack(sealed=start.frontier.size, size=size, leaf=size, record=None)
    known = believed(algorithm, origin, check.trust, start.frontier.size if start else 0)
    if check.full and (report := _verify_fully(known, check, algorithm)) is not None:
        check_none_beside()
        return _with_files(report, 0, check, algorithm)
    report, verifier = verify_exactly(known, check.trust, algorithm, start, progress)
    if algorithm == "sha256":
        _check_frontier(verifier.frontier)
        check_none_beside()
    report = _with_files(report, start.frontier.size if start else 0, check, algorithm)
    if verifier.verified is not None:
        write_head(path, origin, verifier.verified)
    return report


def _with_files(report: Report, first: int, check: Check, algorithm: Algorithm) -> Report:
    """The report with what is said of attachments, once those of the records from leaf `first` on were read.

    They are the same for every tree and are read for the first alone.
    """
    if algorithm != "sha256":
        return report
    if check.files is None:
        return replace(report, not_proved=(Statement("files_unread"), *report.not_proved))
    count = check_all_files(records_from(first, first + report.records), check.files)
    return replace(report, proved=(*report.proved, Statement("files", {"count": count})))


def _start(path: Path, origin: str, algorithm: Algorithm) -> Start | None:
    head = read_head(path, origin, tree_hash(algorithm))
    return Start(head.frontier, head.last_recorded_at, head_of(head.frontier.size)) if head else None


def _verify_fully(known: list[TimedTree], check: Check, algorithm: Algorithm) -> Report | None:
    """The report when all holds, None where the exact verification has to say what does not.

    The columns repeat what the records say once, so they are compared with the first tree alone.
    """
    size = log_size()
    try:
        frontier = verify_fully(
            known, check.trust, size, algorithm, check.processes, columns=algorithm == "sha256"
        )
        if algorithm == "sha256":
            _check_frontier(frontier)
    except Doubt:
        return None
    return log_report(known, check.trust, 0, size, log_state().waiting)


def _check_frontier(verified: Frontier) -> None:
    """The stored edge is that of the verified records, unless it has moved on since; raises FrontierChanged."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, hashes FROM ledger_frontier WHERE log = 1")
        row = cursor.fetchone()
    size, hashes = (row[0], bytes(row[1])) if row else (0, b"")
    if size < verified.size or (size == verified.size and hashes != verified.packed):
        raise FrontierChanged(size=size)
