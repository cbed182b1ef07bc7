"""Attacks on the stored log, on archives, on the witness, and on single proofs and notes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tests.core.ledger.attack_files import (
    NOBODY,
    Attack,
    archive_state,
    consistency_state,
    inclusion_state,
    log_state,
    note_state,
    witness_state,
)
from tests.core.ledger.case_attacks import edited
from tests.core.ledger.honest import LOG, STRANGER, TIMES, LogOfTheHouse, at, honest_log, seed
from tests.core.ledger.operator_attacks import rewritten_log

from plumbline.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.witness import AddCheckpoint


def stored_log_attacks() -> Iterator[Attack]:
    """The administrator writes to the tables but cannot sign."""
    honest = honest_log()
    leaves = [leaf.decode() for leaf in honest.leaves]
    changed = edited(honest.leaves[4], ("fields", "days"), 3).decode()
    invented = edited(honest.leaves[2], ("id",), "a-2b").decode()
    rows: tuple[tuple[str, str, list[str], str, tuple[int | None, str | None]], ...] = (
        ("edited-record", "a row is edited by hand", [*leaves[:4], changed, *leaves[5:]], "RecordNotSealed",
         (4, "a-3")),
        ("edited-last-record", "the last row is edited by hand",
         [*leaves[:7], edited(honest.leaves[7], ("organ",), "x").decode()], "RecordNotSealed", (7, "a-5")),
        ("deleted-record", "a row is deleted", [*leaves[:3], *leaves[4:]], "RecordNotSealed", (3, "a-3")),
        ("deleted-tail", "the last two rows are deleted", leaves[:6], "LogRolledBack", (6, None)),
        ("deleted-everything", "all rows are deleted", [], "LogRolledBack", (0, None)),
        ("inserted-record", "a row is inserted", [*leaves[:3], invented, *leaves[3:]], "RecordNotSealed",
         (3, "a-2b")),
        ("swapped-order", "two rows are swapped", [*leaves[:4], leaves[5], leaves[4], *leaves[6:]],
         "RecordNotSealed", (4, "a-4")),
        ("doubled-record", "a row is there twice", [*leaves[:5], *leaves[4:]], "RecordNotSealed", (5, "a-3")),
        ("record-replaced-by-garbage", "a row holds garbage", [*leaves[:2], "{}", *leaves[3:]], "RecordNotSealed",
         (2, "?")),
    )  # fmt: skip
    for name, says, rows_left, error, wrong in rows:
        state = {**log_state(honest), "leaves": rows_left}
        yield Attack(name, "log", says, "administrator", state, error, wrong)
    yield from tile_attacks(honest, changed)


def tile_attacks(honest: LogOfTheHouse, changed: str) -> Iterator[Attack]:
    path = "tile/0/000.p/8"
    data = honest.tiles()[path]
    rows = (
        ("truncated-tile", "the tile is cut short", data[:-32], (0, "a-1")),
        ("cut-hash-in-tile", "the tile is cut inside a hash", data[:-1], (0, "a-1")),
        ("edited-tile", "a hash in the tile is replaced", data[:64] + seed("h") + data[96:], (2, "a-2")),
        (
            "swapped-hashes-in-tile",
            "two hashes in the tile change places",
            data[32:64] + data[:32] + data[64:],
            (0, "a-1"),
        ),
    )
    for name, says, attacked, wrong in rows:
        state = log_state(honest)
        state["tiles"][path] = base64.b64encode(attacked).decode()
        yield Attack(name, "log", says, "administrator", state, "TileWrong", wrong)
    state = log_state(honest)
    del state["tiles"][path]
    yield Attack(
        "deleted-tile",
        "log",
        "the tile is deleted",
        "administrator",
        state,
        "TileWrong",
        (0, "a-1"),
    )
    leaves = (*honest.leaves[:4], changed.encode(), *honest.leaves[5:])
    state = log_state(replace(honest, leaves=leaves), dict.fromkeys(TIMES, honest))
    says = "a row is edited and every tile computed anew; the chain of the case places the edit"
    yield Attack("edited-record-and-tiles", "log", says, "administrator", state, "LogForked", (4, "a-3"))
    state = log_state(honest)
    state["checkpoints"][3] = state["checkpoints"][3].replace("\n8\n", "\n9\n")
    yield Attack(
        "edited-checkpoint",
        "log",
        "the checkpoint's size is edited",
        "administrator",
        state,
        "SealUntrusted",
    )


def archive_attacks() -> Iterator[Attack]:
    """The bag itself, without writing its checksums anew."""
    record, photo = "data/records/000000000004.json", "data/attachments/00001"
    honest = archive_state()["files"]
    later = honest["data/seals/sha256/000000000004.tlog-proof"].replace("index 4", "index 5")
    rows: tuple[tuple[str, str, dict[str, str | None], str], ...] = (
        ("record-changed", "a record is edited", {record: honest[record].replace('"days":5', '"days":3')},
         "ArchiveFileChanged"),
        ("attachment-changed", "a photo is edited", {photo: "other bytes"}, "ArchiveFileChanged"),
        ("proof-of-another-leaf", "a proof says another leaf; checksums are stale",
         {"data/seals/sha256/000000000004.tlog-proof": later}, "ArchiveFileChanged"),
        ("record-removed", "a record is removed", {record: None}, "ArchiveIncomplete"),
        ("checkpoint-removed", "the checkpoint is removed", {"data/seals/sha256/checkpoint": None},
         "ArchiveIncomplete"),
        ("manifest-removed", "the manifest is removed", {"manifest-sha256.txt": None}, "ArchiveIncomplete"),
        ("manifest-edited", "a line of the manifest is removed",
         {"manifest-sha256.txt": honest["manifest-sha256.txt"].split("\n", 1)[1]}, "ArchiveMalformed"),
        ("file-added", "a file is added that the manifest does not list", {"data/attachments/00099": "x"},
         "ArchiveMalformed"),
        ("another-version", "the bag says another version", {"bagit.txt": "BagIt-Version: 0.97\n"},
         "ArchiveMalformed"),
    )  # fmt: skip
    for name, says, changes, error in rows:
        state = archive_state()
        for path, text in changes.items():
            if text is None:
                del state["files"][path]
            else:
                state["files"][path] = text
        yield Attack(name, "archive", says, "network", state, error)


def case_file_attacks() -> Iterator[Attack]:
    """Files of the payload with checksums kept right."""
    proof = "data/seals/sha256/000000000004.tlog-proof"
    rows: tuple[tuple[str, str, Callable[[dict[str, str]], dict[str, str]]], ...] = (
        ("file-nobody-refers-to", "a file is slipped in that no record refers to",
         lambda files: {"data/attachments/00099": "x"}),
        ("proof-file-of-another-leaf", "a proof file says another leaf",
         lambda files: {proof: files[proof].replace("index 4", "index 5")}),
        ("proof-file-with-another-checkpoint", "a proof file carries another checkpoint",
         lambda files: {proof: files[proof].replace("\n8\n", "\n9\n")}),
        ("value-twice", "a value is shown twice with different contents",
         lambda files: {"data/values.json": json.dumps(2 * json.loads(files["data/values.json"]))}),
        ("repeated-name-in-json", "a member of the case's table stands twice, so that two readers differ",
         lambda files: {"data/case.json": files["data/case.json"].replace('{', '{"case":"B",', 1)}),
    )  # fmt: skip
    for name, says, change in rows:
        state = {**archive_state()}
        payload = {path: text for path, text in state["files"].items() if path.startswith("data/")}
        state["files"] = {**payload, **change(payload)}
        yield Attack(name, "case", says, "holder", state, "ArchiveMalformed")


def witness_attacks() -> Iterator[Attack]:
    honest, rewritten = honest_log(), rewritten_log()
    bare = replace(honest, witnesses=())
    early = replace(rewritten, leaves=(rewritten.leaves[1], *rewritten.leaves[1:]))
    other_origin = sign_checkpoint(replace(honest.checkpoint(8), origin="other.example/log"), [LOG])
    empty = sign_checkpoint(Checkpoint(LOG.key.name, 0, seed("no root")), [LOG])
    request = AddCheckpoint(4, bare.consistency(4, 8), bare.note(8))
    first = bare.note(8)
    forged = replace(first, signatures=(replace(first.signatures[0], signature=seed("1") + seed("2")),))
    rows: tuple[tuple[str, str, AddCheckpoint, dict[str, Any], str], ...] = (
        ("fork", "the log shows the witness a rewritten past",
         AddCheckpoint(4, early.consistency(4, 8), replace(early, witnesses=()).note(8)), {}, "Forked"),
        ("fork-of-the-same-size", "another root of the size already cosigned",
         AddCheckpoint(4, (), sign_checkpoint(replace(honest.checkpoint(4), root=seed("r")), [LOG])), {}, "Forked"),
        ("fork-hidden-by-another-old-size", "the proof starts from a size the witness did not cosign last",
         AddCheckpoint(2, bare.consistency(2, 8), bare.note(8)), {}, "OldSizeStale"),
        ("fresh-start", "the log claims the witness has never seen it", AddCheckpoint(0, (), bare.note(8)), {},
         "OldSizeStale"),
        ("roll-back", "the log has shrunk to two leaves", AddCheckpoint(4, (), bare.note(2)), {}, "RolledBack"),
        ("unproved", "no proof is given", replace(request, proof=()), {}, "Forked"),
        ("proof-shortened", "the proof lacks a hash", replace(request, proof=request.proof[:-1]), {}, "Forked"),
        ("proof-edited", "a hash of the proof is replaced", replace(request, proof=(seed("p"), *request.proof[1:])),
         {}, "Forked"),
        ("proof-from-nothing", "a first checkpoint comes with a proof", replace(request, old_size=0),
         {"last": None}, "Forked"),
        ("unknown-log", "the checkpoint is of a log the witness does not follow",
         AddCheckpoint(4, request.proof, other_origin), {}, "LogUnknown"),
        ("unknown-key", "a key nobody trusts signed in the log's name",
         AddCheckpoint(4, request.proof, bare.note(8, STRANGER)), {}, "CheckpointUntrusted"),
        ("forged-signature", "the log's signature is invented", AddCheckpoint(4, request.proof, forged), {},
         "CheckpointUntrusted"),
        ("empty-tree-with-a-root", "an empty tree has a root of its own", AddCheckpoint(0, (), empty),
         {"last": None}, "Forked"),
        ("clock-set-back", "the witness's clock was set back", request, {"now": at("03-01T00:00") // 1_000_000},
         "ClockFell"),
    )  # fmt: skip
    for name, says, asked_for, more, error in rows:
        state = {**witness_state(), "request": asked_for.body(), **more}
        by = "network" if error in {"LogUnknown", "CheckpointUntrusted"} else "operator"
        yield Attack(name, "witness", says, by, state, error)
    state = witness_state()
    state["request"] = state["request"].replace("old 4", "old 04")
    says = "a size is written with a leading zero"
    yield Attack("size-written-otherwise", "witness", says, "network", state, "RequestMalformed")


def proof_attacks() -> Iterator[Attack]:
    included, grown = inclusion_state(), consistency_state()
    proof, path = included["proof"], grown["proof"]
    tree = tree_hash()
    hashes = honest_log().hashes
    node = tree.node(hashes[2], hashes[3]).hex()
    as_leaf = tree.leaf(hashes[2] + hashes[3]).hex()
    rows: tuple[tuple[str, str, str, dict[str, Any], str], ...] = (
        ("inclusion", "wrong-index", "the leaf is said to be elsewhere", {"index": 3}, "InclusionFails"),
        ("inclusion", "wrong-leaf", "another leaf is shown", {"leaf_hash": hashes[1].hex()}, "InclusionFails"),
        ("inclusion", "wrong-root", "another root is shown", {"root": grown["old_root"]}, "InclusionFails"),
        ("inclusion", "wrong-size", "the tree is said to be smaller", {"size": 3}, "ProofMalformed"),
        ("inclusion", "node-as-leaf", "an inner node is passed off as a leaf",
         {"leaf_hash": as_leaf, "index": 1, "size": 4, "proof": proof[1:]}, "InclusionFails"),
        ("inclusion", "index-outside", "the leaf is beyond the tree", {"index": 7}, "ProofMalformed"),
        ("inclusion", "truncated", "the last hash is missing", {"proof": proof[:-1]}, "ProofMalformed"),
        ("inclusion", "trailing-hash", "a hash is added", {"proof": [*proof, node]}, "ProofMalformed"),
        ("inclusion", "cut-hash", "a hash is cut", {"proof": [proof[0][:-2], *proof[1:]]}, "ProofMalformed"),
        ("inclusion", "swapped-hashes", "two hashes are swapped", {"proof": [proof[1], proof[0], *proof[2:]]},
         "InclusionFails"),
        ("consistency", "swapped-roots", "old and new root are swapped",
         {"old_root": grown["root"], "root": grown["old_root"]}, "ConsistencyFails"),
        ("consistency", "wrong-old-size", "another old size is claimed", {"old_size": 2}, "ProofMalformed"),
        ("consistency", "shrunk", "the tree is said to have shrunk", {"old_size": 7, "size": 3}, "ProofMalformed"),
        ("consistency", "truncated", "the last hash is missing", {"proof": path[:-1]}, "ProofMalformed"),
        ("consistency", "trailing-hash", "a hash is added", {"proof": [*path, node]}, "ProofMalformed"),
        ("consistency", "empty", "no hash is given", {"proof": []}, "ProofMalformed"),
        ("consistency", "wrong-old-root", "the old tree was another", {"old_root": node}, "ConsistencyFails"),
        ("consistency", "same-size-other-root", "equal sizes, different roots",
         {"old_size": 7, "proof": []}, "ConsistencyFails"),
        ("consistency", "from-nothing-with-another-root", "the empty tree is given a root",
         {"old_size": 0, "proof": []}, "ConsistencyFails"),
    )  # fmt: skip
    for target, name, says, change, error in rows:
        honest = included if target == "inclusion" else grown
        yield Attack(name, target, says, "network", {**honest, **change}, error)


def note_attacks() -> Iterator[Attack]:
    text = honest_log().note(8).written()
    body, _, lines = text.partition("\n\n")
    own = lines.split("\n")[0]
    key_id = base64.b64encode(base64.b64decode(own.split()[-1])[:4] + b"\0" * 64).decode()
    again = f"— {LOG.key.name} {key_id}"
    rows: tuple[tuple[str, str, dict[str, Any], str], ...] = (
        ("edited-text", "the root is edited", {"note": text.replace("\n8\n", "\n7\n")}, "SignatureForged"),
        ("second-signature-forged", "a forged line in the log's name follows the true one",
         {"note": f"{body}\n\n{own}\n{again}\n"}, "SignatureForged"),
        ("no-signature", "the signature lines are cut off", {"note": body + "\n\n"}, "NoteMalformed"),
        ("signature-without-newline", "the last newline is cut off", {"note": text[:-1]}, "NoteMalformed"),
        ("control-character", "a carriage return is slipped in", {"note": text.replace("\n8\n", "\n8\r\n")},
         "NoteMalformed"),
        ("another-name", "the signature is moved under another name",
         {"note": f"{body}\n\n{own.replace(LOG.key.name, 'other.example/log')}\n"}, "SignatureMissing"),
        ("another-origin", "the note is of another log than the one asked about", {"origin": "other.example/log"},
         "WrongOrigin"),
        ("truncated-signature", "the signature is cut", {"note": f"{body}\n\n{own[:-8]}\n"}, "SignatureForged"),
    )  # fmt: skip
    for name, says, change, error in rows:
        yield Attack(name, "note", says, "network", {**note_state(), **change}, error)
    padded = honest_log().checkpoint(8).text.replace("\n8\n", "\n08\n")
    signed = LOG.sign(padded.encode())
    line = base64.b64encode(LOG.key.key_id + signed).decode()
    state = {**note_state(), "note": f"{padded}\n— {LOG.key.name} {line}\n"}
    says = "the log signs a size written with a leading zero"
    yield Attack("signed-but-no-checkpoint", "note", says, "operator", state, "CheckpointMalformed", NOBODY)


def store_attacks() -> Iterator[Attack]:
    makers: tuple[Callable[[], Iterator[Attack]], ...] = (
        stored_log_attacks,
        archive_attacks,
        case_file_attacks,
        witness_attacks,
        proof_attacks,
        note_attacks,
    )
    for make in makers:
        yield from make()
