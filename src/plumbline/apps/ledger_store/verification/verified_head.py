"""How far the log was verified: a file outside the database, so that whoever edits the one does not edit the other.

It holds the frontier of the verified tree and the last time of entry; the next verification goes on from there and a
tree that does not continue it is found. It is written only after everything up to it held.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from plumbline.apps.ledger_store.verification.errors import VerifiedHeadWrong
from plumbline.core.ledger.errors import ProofMalformed
from plumbline.core.ledger.hashing import TreeHash
from plumbline.core.ledger.log import Start
from plumbline.core.ledger.tree import Frontier

_FORMAT = "plumbline-verified-head/1"


@dataclass(frozen=True, slots=True)
class VerifiedHead:
    """The tree up to which everything held; `last_recorded_at` in microseconds since 1970-01-01 UTC."""

    origin: str
    frontier: Frontier
    last_recorded_at: int


def head_path(folder: Path, origin: str) -> Path:
    """The file of a log's verified head."""
    return folder / f"verified-{origin.replace('/', '_')}.json"


def read_head(path: Path, origin: str, tree: TreeHash) -> VerifiedHead | None:
    """The head remembered for a log, None before its first verification; raises VerifiedHeadWrong."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    try:
        row = json.loads(text)
        if row["format"] != _FORMAT or row["origin"] != origin:
            raise VerifiedHeadWrong(file=path, problem=f"{row['format']} {row['origin']}")
        frontier = Frontier(int(row["size"]), [bytes.fromhex(one) for one in row["frontier"]], tree)
        return VerifiedHead(origin, frontier, int(row["last_recorded_at"]))
    except (ValueError, KeyError, TypeError, ProofMalformed) as error:
        raise VerifiedHeadWrong(file=path, problem=error) from error


def write_head(path: Path, origin: str, verified: Start) -> None:
    """Remember where a verification came to; whole or not at all."""
    row = {
        "format": _FORMAT,
        "origin": origin,
        "size": verified.frontier.size,
        "frontier": [piece.hex() for piece in verified.frontier.hashes],
        "last_recorded_at": verified.last_recorded_at,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as handle:
        json.dump(row, handle, indent=1)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
