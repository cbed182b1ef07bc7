"""Proofs made from stored tiles: of one record as a file, and the public face of the log as files.

What is public are checkpoints and hash tiles, under their C2SP paths. A leaf hash hides its record behind the record's
nonce; entry bundles, which hold the records, are never given out here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plumbline.apps.ledger_store.held import HeldCheckpoint
from plumbline.apps.ledger_store.reading import checkpoints, latest_checkpoint, record, tile
from plumbline.apps.ledger_store.verification.known import inclusion
from plumbline.core.errors import InputError
from plumbline.core.ledger.errors import TileMalformed
from plumbline.core.ledger.hashing import Algorithm
from plumbline.core.ledger.proof import ProofFile
from plumbline.core.ledger.tiles import read_tile_path, tiles_of

CHECKPOINT: Final = "checkpoint"


class NoSuchRecord(InputError):
    """No record has this id."""

    zh = "没有编号为 {record} 的记录"
    en = "there is no record {record}"


class NotSealedYet(InputError):
    """The record is entered and no checkpoint covers it yet."""

    zh = "记录 {record} 尚未封存"
    en = "record {record} is not sealed yet"
    remedy_zh = "封存进程每 2 秒之内签一次检查点；若一直如此，查看 plumbline ledger status"
    remedy_en = "the sealing process signs within 2 seconds; if it stays so, look at plumbline ledger status"


def last_cosigned_or_last(tree: Algorithm, above: int) -> HeldCheckpoint | None:
    """The latest checkpoint that covers leaf `above`; a cosigned one, if any is, since it proves more."""
    covering = list(checkpoints(tree, above + 1))
    cosigned = [one for one in covering if one.cosignature_lines]
    found = cosigned or covering
    return found[-1] if found else None


def proof_of(record_id: str, tree: Algorithm = "sha256") -> ProofFile:
    """C2SP tlog-proof of a record; raises NoSuchRecord or NotSealedYet."""
    held = record(record_id)
    if held is None:
        raise NoSuchRecord(record=record_id)
    covering = None if held.leaf is None else last_cosigned_or_last(tree, held.leaf)
    if covering is None or held.leaf is None:
        raise NotSealedYet(record=record_id)
    return ProofFile(held.leaf, inclusion(tree, held.leaf, covering.size), covering.note.written())


def public_file(tree: Algorithm, path: str) -> bytes | None:
    """What anyone may read of a log under a C2SP path; None for whatever is not public or not there."""
    last = latest_checkpoint(tree)
    if last is None:
        return None
    if path == CHECKPOINT:
        return last.note.written().encode()
    try:
        wanted, is_entries = read_tile_path(path)
        return None if is_entries else tile(tree, wanted)
    except (TileMalformed, KeyError):
        return None


def publish(folder: Path, tree: Algorithm = "sha256") -> int:
    """Write the public face of a log into a folder, tiles first, the checkpoint last; how many files were new.

    A run that was cut leaves tiles that no checkpoint there covers yet; the next run goes on. Full tiles never change.
    """
    last = latest_checkpoint(tree)
    if last is None:
        return 0
    written = 0
    for path, data in [*_tiles(folder, tree, last.size), (CHECKPOINT, last.note.written().encode())]:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(place.name + ".draft")
        draft.write_bytes(data)
        draft.replace(place)
        written += 1
    return written


def _tiles(folder: Path, tree: Algorithm, size: int) -> Iterator[tuple[str, bytes]]:
    for wanted in tiles_of(size):
        if not (folder / wanted.path).exists():
            yield wanted.path, tile(tree, wanted)
