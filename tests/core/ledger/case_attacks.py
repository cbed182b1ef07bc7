"""Attacks on a case file by whoever holds it or the database, without the log's key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tests.core.ledger.attack_files import Attack, case_state
from tests.core.ledger.honest import (
    ATTACHMENTS,
    IDENTITY,
    NAME,
    OPENINGS,
    PACK,
    STRANGER,
    WITNESSES,
    at,
    chunks_of,
    evidence,
    honest_log,
    seed,
)

from plumbline.core.ledger.commitment import Opening
from plumbline.core.ledger.evidence import Anchor, CaseEvidence, Entry
from plumbline.core.ledger.note import NoteSignature
from plumbline.core.ledger.system_acts import ValuePlace

LEAVES = (0, 2, 4, 5, 7)
NAME_PLACE = ValuePlace("a-1", "personal", "party_name")
NUMBER_PLACE = ValuePlace("a-1", "personal", "party_id_number")
PHOTO_PLACE = ValuePlace("a-2", "attachment", "photo")
STATEMENT_PLACE = ValuePlace("a-2", "attachment", "statement")

EDITS: tuple[tuple[str, int, tuple[Any, ...], Any], ...] = (
    ("edited-field", 2, ("fields", "days"), 3),
    ("edited-step", 1, ("step",), "visit"),
    ("edited-time", 1, ("at", "value"), "2026-03-02T10:00+08:00"),
    ("edited-precision-of-time", 2, ("at",), {"precision": "minute", "value": "2026-03-03T09:00+08:00"}),
    ("edited-end-of-act", 1, ("until",), {"precision": "minute", "value": "2026-03-03T10:30+08:00"}),
    ("edited-recorded-at", 2, ("recorded_at",), "2026-03-03T17:00:00.000000+08:00"),
    ("edited-organ", 0, ("organ",), "城市管理局"),
    ("exchanged-officer", 1, ("by", 0, "officer"), "officer-9"),
    ("removed-officer", 1, ("by",), [{"officer": "officer-1", "role": "handler"}]),
    ("edited-entered-by", 3, ("entered_by",), "officer-9"),
    ("removed-confirmation", 4, ("confirmations",), []),
    ("edited-attachment-hash", 1, ("attachments", 0, "hash"), "sha256:" + seed("another photo").hex()),
    ("removed-attachment-entry", 1, ("attachments",), []),
    ("edited-commitment", 0, ("personal", "party_name"), "sha256:" + seed("another person").hex()),
    ("edited-correction", 3, ("corrects",), "a-2"),
    ("edited-link-to-previous", 2, ("previous",), "sha256:" + seed("another record").hex()),
    ("edited-pack-hash", 3, ("pack",), PACK[:-4] + "0000"),
    ("edited-nonce", 0, ("nonce",), seed("another nonce", 16).hex()),
    ("edited-ground-of-destruction", 4, ("fields", "ground"), "保管期限表第9条"),
)


def edited(data: bytes, path: tuple[Any, ...], value: Any) -> bytes:
    """A record's bytes with one member changed, canonical again."""
    record = json.loads(data)
    inner = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def with_entries(found: CaseEvidence, *entries: Entry, proofs: tuple[int, ...]) -> CaseEvidence:
    """The case with other entries; `proofs` names, by position in the honest case, the proof each one gets."""
    (seal,) = found.seals
    chosen = tuple(seal.inclusion[position] for position in proofs)
    return replace(found, entries=entries, seals=(replace(seal, inclusion=chosen),))


def field_edits(found: CaseEvidence) -> Iterator[Attack]:
    for name, position, path, value in EDITS:
        entries = list(found.entries)
        entry = entries[position]
        entries[position] = Entry(entry.index, edited(entry.data, path, value))
        yield Attack(
            name,
            "case",
            f"{'.'.join(map(str, path))} of a sealed record is edited",
            "administrator",
            case_state(replace(found, entries=tuple(entries))),
            "RecordNotSealed",
            (entry.index, f"a-{position + 1}"),
        )


def record_moves(found: CaseEvidence) -> Iterator[Attack]:
    a1, a2, a3, a4, a5 = found.entries
    log = honest_log()
    stranger = Entry(3, edited(a2.data, ("id",), "a-2b"))
    of_b = Entry(1, log.leaves[1])
    spaced = Entry(a3.index, json.dumps(json.loads(a3.data), ensure_ascii=False, sort_keys=True).encode())
    whole = (0, 1, 2, 3, 4)
    rows: tuple[tuple[str, str, tuple[Entry, ...], tuple[int, ...], str, tuple[int, str]], ...] = (
        ("deleted-record", "a record in the middle of the case is left out", (a1, a2, a4, a5), (0, 1, 3, 4),
         "RecordMissing", (5, "a-4")),
        ("deleted-first-record", "the first record of the case is left out", (a2, a3, a4, a5), (1, 2, 3, 4),
         "RecordMissing", (2, "a-2")),
        ("inserted-record", "an invented record is put between two sealed ones", (a1, a2, stranger, a3, a4, a5),
         (0, 1, 1, 2, 3, 4), "RecordNotSealed", (3, "a-2b")),
        ("swapped-order", "two records are listed in the wrong order", (a1, a2, a4, a3, a5), (0, 1, 3, 2, 4),
         "RecordMissing", (5, "a-4")),
        ("swapped-contents", "two records change places", (a1, a2, Entry(4, a4.data), Entry(5, a3.data), a5),
         whole, "RecordNotSealed", (4, "a-4")),
        ("repeated-record", "a record stands twice", (a1, a2, a2, a3, a4, a5), (0, 1, 1, 2, 3, 4),
         "RecordOutOfPlace", (2, "a-2")),
        ("record-under-another-leaf", "a record is said to be at another leaf",
         (a1, Entry(3, a2.data), a3, a4, a5), whole, "RecordNotSealed", (3, "a-2")),
        ("record-written-otherwise", "a record's bytes are written with spaces", (a1, a2, spaced, a4, a5), whole,
         "RecordNotSealed", (4, "a-3")),
    )  # fmt: skip
    for name, says, entries, proofs, error, wrong in rows:
        state = case_state(with_entries(found, *entries, proofs=proofs))
        if name == "repeated-record":  # one path holds one file, the list of leaves names it twice
            state["files"]["data/case.json"] = state["files"]["data/case.json"].replace("[0,2,4", "[0,2,2,4")
        yield Attack(name, "case", says, "holder", state, error, wrong)
    seal = found.seals[0]
    mixed = replace(seal, inclusion=(seal.inclusion[0], log.inclusion(1, 8), *seal.inclusion[1:]))
    entries = (a1, of_b, a2, a3, a4, a5)
    state = case_state(replace(found, entries=entries, seals=(mixed,)))
    renamed = replace(evidence(log, "B"), case="A")
    says = "the whole file of case B is handed out as case A"
    yield Attack("another-case", "case", says, "holder", case_state(renamed), "RecordOutOfPlace", (1, "b-1"))
    says = "a truly sealed record of another case is put in"
    yield Attack("record-of-another-case", "case", says, "holder", state, "RecordOutOfPlace", (1, "b-1"))


def proof_moves(found: CaseEvidence) -> Iterator[Attack]:
    (seal,) = found.seals
    first, second, *rest = seal.inclusion
    rows = (
        ("swapped-proofs", "two records exchange their proofs", (second, first, *rest), (0, "a-1")),
        ("shortened-proof", "a proof lacks its last hash", (first, second[:-1], *rest), (2, "a-2")),
        (
            "lengthened-proof",
            "a proof has a hash too many",
            (first, (*second, seed("x")), *rest),
            (2, "a-2"),
        ),
        (
            "reversed-proof",
            "a proof's hashes stand in reverse",
            (first, second[::-1], *rest),
            (2, "a-2"),
        ),
        ("empty-proof", "a proof holds nothing", ((), second, *rest), (0, "a-1")),
        (
            "proof-of-an-older-tree",
            "a proof leads to the root before",
            (first, honest_log().inclusion(2, 6), *rest),
            (2, "a-2"),
        ),
    )
    for name, says, proofs, wrong in rows:
        state = case_state(replace(found, seals=(replace(seal, inclusion=tuple(proofs)),)))
        yield Attack(name, "case", says, "holder", state, "RecordNotSealed", wrong)


def value_attacks(found: CaseEvidence) -> Iterator[Attack]:
    photo, statement = ATTACHMENTS[PHOTO_PLACE], ATTACHMENTS[STATEMENT_PLACE]
    name_gone = {place: one for place, one in OPENINGS.items() if place != NAME_PLACE}
    file_gone = {place: one for place, one in ATTACHMENTS.items() if place != PHOTO_PLACE}
    salt_gone = {place: one for place, one in OPENINGS.items() if place != STATEMENT_PLACE}
    rows: tuple[tuple[str, str, str, dict[Any, Any], str, tuple[int, str]], ...] = (
        ("personal-value-changed", "another name is shown under the sealed commitment", "openings",
         {**OPENINGS, NAME_PLACE: replace(NAME, value="李某某")}, "ValueChanged", (0, "a-1")),
        ("personal-salt-changed", "the name is shown with another salt", "openings",
         {**OPENINGS, NAME_PLACE: Opening(seed("y"), NAME.value)}, "ValueChanged", (0, "a-1")),
        ("personal-value-of-another-field", "the number is shown as the name", "openings",
         {**OPENINGS, NAME_PLACE: IDENTITY}, "ValueChanged", (0, "a-1")),
        ("personal-value-removed", "a value is gone without a destruction", "openings", name_gone, "ValueMissing",
         (0, "a-1")),
        ("destroyed-value-kept", "a value declared destroyed is still handed out", "openings",
         {**OPENINGS, NUMBER_PLACE: IDENTITY}, "ValueStillThere", (0, "a-1")),
        ("destroyed-value-invented", "an invented value is shown in place of a destroyed one", "openings",
         {**OPENINGS, NUMBER_PLACE: replace(IDENTITY, value="0")}, "ValueStillThere", (0, "a-1")),
        ("edited-attachment", "a photo is replaced", "attachments",
         {**ATTACHMENTS, PHOTO_PLACE: chunks_of(b"PLAIN bytes of a photo")},
         "ValueChanged", (2, "a-2")),
        ("truncated-attachment", "a photo is cut short", "attachments",
         {**ATTACHMENTS, PHOTO_PLACE: chunks_of(b"plain bytes")}, "ValueChanged", (2, "a-2")),
        ("edited-salted-attachment", "a statement is replaced by one of the same length", "attachments",
         {**ATTACHMENTS, STATEMENT_PLACE: chunks_of("陈述笔录:当事人李某某".encode())}, "ValueChanged", (2, "a-2")),
        ("swapped-attachments", "two files exchange their names", "attachments",
         {PHOTO_PLACE: statement, STATEMENT_PLACE: photo}, "ValueChanged", (2, "a-2")),
        ("removed-attachment", "a file is gone without a destruction", "attachments", file_gone, "ValueMissing",
         (2, "a-2")),
        ("removed-salt-of-attachment", "a salted file is shown without its salt", "openings", salt_gone,
         "ValueMissing", (2, "a-2")),
    )  # fmt: skip
    for name, says, part, given, error, wrong in rows:
        yield Attack(
            name, "case", says, "administrator", case_state(replace(found, **{part: given})), error, wrong
        )
    shorter = with_entries(found, *found.entries[:4], proofs=(0, 1, 2, 3))
    says = "the destruction's record is left out, the value stays away"
    yield Attack(
        "destruction-without-its-record",
        "case",
        says,
        "holder",
        case_state(shorter),
        "ValueMissing",
        (0, "a-1"),
    )


def checkpoint_attacks(found: CaseEvidence) -> Iterator[Attack]:
    (seal,) = found.seals
    log, note = honest_log(), seal.note
    own, *cosigned = note.signatures
    forged = NoteSignature(own.name, own.key_id, seed("f") + seed("g"))
    first = cosigned[0]
    later = (at("03-20T09:00") // 1_000_000).to_bytes(8, "big") + first.signature[8:]
    other_time = NoteSignature(first.name, first.key_id, later)
    bare = replace(log, witnesses=())
    root = log.checkpoint(8).text.split("\n")[2]
    rows: tuple[tuple[str, str, Any, str], ...] = (
        ("forged-log-signature", "the log's signature is invented",
         replace(note, signatures=(forged, *cosigned)), "SealUntrusted"),
        ("no-log-signature", "only witnesses signed", replace(note, signatures=tuple(cosigned)), "SealUntrusted"),
        ("unknown-key", "a key nobody trusts signed in the log's name", bare.note(8, STRANGER), "SealUntrusted"),
        ("edited-size", "the checkpoint claims nine leaves",
         replace(note, text=note.text.replace("\n8\n", "\n9\n")), "SealUntrusted"),
        ("edited-root", "the checkpoint claims another root",
         replace(note, text=note.text.replace(root, log.checkpoint(6).text.split("\n")[2])), "SealUntrusted"),
        ("forged-cosignature", "a witness's cosignature is moved from another checkpoint",
         replace(note, signatures=(own, log.note(6).signatures[1])), "SealUntrusted"),
        ("cosignature-time-changed", "the time in a cosignature is changed",
         replace(note, signatures=(own, other_time)), "SealUntrusted"),
        ("log-signature-as-cosignature", "the log's own signature stands as the witness's",
         replace(note, signatures=(own, replace(first, signature=first.signature[:8] + own.signature))),
         "SealUntrusted"),
    )  # fmt: skip
    for name, says, attacked, error in rows:
        state = case_state(replace(found, seals=(replace(seal, note=attacked),)))
        yield Attack(name, "case", says, "network", state, error)
    older = replace(
        seal,
        note=log.note(6),
        anchors=(),
        inclusion=(*(log.inclusion(index, 6) for index in LEAVES[:4]), ()),
    )
    state = case_state(replace(found, seals=(older,)))
    says = "an older checkpoint is shown that does not cover the last record"
    yield Attack("rolled-back-checkpoint", "case", says, "holder", state, "RecordNotSealed", (7, "a-5"))


def weakenings(found: CaseEvidence) -> Iterator[Attack]:
    """What cannot be refused: evidence left out. It must then be said as not proved."""
    (seal,) = found.seals
    bare = replace(honest_log(), witnesses=())
    no_cosignatures = replace(
        bare.seal(LEAVES),
        anchors=tuple(Anchor(bare.note(size), bare.consistency(size, 8)) for size in (2, 4, 6)),
    )
    strangers = replace(honest_log(), witnesses=(replace_witness(),)).seal(LEAVES)
    rows = (
        ("cosignatures-left-out", "all cosignatures are left out", no_cosignatures, "no_witness"),
        ("unknown-witness", "a witness nobody trusts cosigned", strangers, "no_witness"),
        (
            "anchors-left-out",
            "the earlier checkpoints are left out",
            replace(seal, anchors=()),
            "may_be_later_than_said",
        ),
    )
    for name, says, attacked, code in rows:
        state = case_state(replace(found, seals=(attacked,)))
        yield Attack(name, "case", says, "holder", state, None, weakened=code)
    shorter = with_entries(found, *found.entries[:1], proofs=(0,))
    state = case_state(replace(shorter, withheld=frozenset([NUMBER_PLACE])))
    says = "the later records of the case are left out"
    yield Attack("tail-left-out", "case", says, "holder", state, None, weakened="later_records")


def replace_witness() -> Any:
    """A witness with a known name and a key nobody trusts."""
    known = WITNESSES[0]
    return type(known)(known.key.name, seed("not its key"))


def case_attacks() -> Iterator[Attack]:
    found = evidence(honest_log())
    makers: tuple[Callable[[CaseEvidence], Iterator[Attack]], ...] = (
        field_edits,
        record_moves,
        proof_moves,
        value_attacks,
        checkpoint_attacks,
        weakenings,
    )
    for make in makers:
        yield from make(found)
