"""Attacks by the operator, who holds the log's key and can sign what he likes; and on changes of that key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tests.core.ledger.attack_files import NOBODY, Attack, case_state, log_state
from tests.core.ledger.case_attacks import LEAVES, edited
from tests.core.ledger.honest import (
    LOG,
    NEW_LOG,
    STRANGER,
    TIMES,
    LogOfTheHouse,
    at,
    chained,
    destruction,
    evidence,
    evidence_with_new_key,
    honest_log,
    honest_records,
    log_of,
    log_with_new_key,
    record,
    seed,
)

from plumbline.core.ledger.evidence import Anchor, Entry, KeyChange, Trust
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation, Record
from plumbline.core.ledger.system_acts import ValuePlace, destruction_fields


def resealed(name: str, says: str, records: list[Record], error: str, wrong: tuple[int, str]) -> Attack:
    """The operator wrote these records into the log himself, and the witnesses saw the log grow so."""
    log = log_of(records)
    return Attack(name, "case", says, "operator", case_state(evidence(log)), error, wrong)


def rewritten_log() -> LogOfTheHouse:
    """The log with a-3 changed and everything after it chained and hashed anew, signed with the log's own key."""
    records = honest_records()
    records[4] = replace(records[4], fields={"days": 3})
    return log_of(chained(records))


def rewritten_tails() -> Iterator[Attack]:
    honest, rewritten = honest_log(), rewritten_log()
    base = evidence(rewritten, seals=(replace(rewritten.seal(LEAVES), anchors=()),))
    bare = replace(rewritten, witnesses=())
    seal = replace(
        rewritten.seal(LEAVES),
        note=bare.note(8),
        anchors=tuple(Anchor(honest.note(size), rewritten.consistency(size, 8)) for size in (2, 4, 6)),
    )
    says = "the tail is rewritten with the old key; the checkpoint of six leaves that witnesses saw remains"
    state = case_state(replace(base, seals=(seal,)))
    yield Attack("rewritten-tail-with-old-key", "case", says, "operator", state, "LogForked", (4, "a-3"))
    moved = bare.note(8).with_signatures(honest.note(8).signatures[1:])
    state = case_state(replace(base, seals=(replace(seal, note=moved, anchors=()),)))
    says = "the tail is rewritten and the witnesses' cosignatures are moved onto the new checkpoint"
    yield Attack("rewritten-tail-with-moved-cosignatures", "case", says, "operator", state, "SealUntrusted")
    state = case_state(replace(base, seals=(replace(seal, anchors=()),)))
    says = "the tail is rewritten and every cosigned checkpoint is left out"
    yield Attack(
        "rewritten-tail-without-witness", "case", says, "operator", state, None, weakened="no_witness"
    )


def false_times() -> Iterator[Attack]:
    def entered(position: int, time: str) -> list[Record]:
        records = honest_records()
        records[position] = replace(records[position], recorded_at=at(time))
        return chained(records)

    yield resealed(
        "back-dated-recorded-at",
        "a record sealed on 6 March says it was entered on 4 March, when witnesses saw it was not there",
        entered(4, "03-04T12:00"),
        "TimeContradicted",
        (4, "a-3"),
    )
    yield resealed(
        "post-dated-recorded-at",
        "a record sealed on 6 March says it was entered on 8 March",
        entered(5, "03-08T09:00"),
        "TimeContradicted",
        (5, "a-4"),
    )
    yield resealed(
        "recorded-at-falls",
        "a record says it was entered before the one that stands before it",
        entered(5, "03-06T08:55"),
        "TimeFell",
        (5, "a-4"),
    )


def sealed_disorder() -> Iterator[Attack]:
    honest = chained(honest_records())

    def one(position: int, **change: Any) -> list[Record]:
        return [replace(row, **change) if at_ == position else row for at_, row in enumerate(honest)]

    last = len(honest) - 1
    lost = "sha256:" + seed("no record").hex()
    a1 = "sha256:" + honest_log().hashes[0].hex()
    rows: tuple[tuple[str, str, list[Record], str, tuple[int, str]], ...] = (
        ("sealed-without-its-predecessor", "a record is sealed that continues one which was never sealed",
         one(last, previous=lost), "RecordMissing", (7, "a-5")),
        ("sealed-second-beginning", "a record calls itself the first of a case that has records",
         one(last, previous=None), "RecordOutOfPlace", (7, "a-5")),
        ("sealed-side-branch", "a record continues an earlier record than the last",
         one(last, previous=a1), "RecordOutOfPlace", (7, "a-5")),
        ("sealed-id-twice", "a record takes the id of another", one(last, id="a-2"), "RecordOutOfPlace", (7, "a-2")),
        ("sealed-correction-of-nothing", "a record corrects one that does not exist",
         one(last, corrects="a-99"), "RecordOutOfPlace", (7, "a-5")),
        ("sealed-correction-of-another-case", "a record corrects one of another case",
         one(last, corrects="b-1"), "RecordOutOfPlace", (7, "a-5")),
    )  # fmt: skip
    for row in rows:
        yield resealed(*row)


def sealed_nonsense() -> Iterator[Attack]:
    """The operator seals bytes that are no record; the proof holds, the form does not."""
    last = honest_log().leaves[7]
    value = json.loads(last)
    rows: Mapping[str, tuple[str, bytes]] = {
        "sealed-with-spaces": (
            "a record is sealed in another writing",
            last.replace(b'"case":', b'"case": '),
        ),
        "sealed-unknown-member": (
            "a record is sealed with a member nobody knows",
            edited(last, ("remark",), "x"),
        ),
        "sealed-fraction": (
            "a record is sealed with an amount as a binary fraction",
            edited(last, ("fields", "x"), 0.1),
        ),
        "sealed-without-nonce": (
            "a record is sealed without a nonce, so that guesses can be confirmed",
            edited(last, ("nonce",), ""),
        ),
        "sealed-other-format": (
            "a record of another format is sealed",
            edited(last, ("format",), "plumbline-record/9"),
        ),
        "sealed-day-that-does-not-exist": (
            "an act is said to be of 30 February",
            edited(last, ("at", "value"), "2026-02-30"),
        ),
        "sealed-value-beside-its-commitment": (
            "a personal value stands in the open beside its commitment",
            edited(edited(last, ("personal",), {"ground": "sha256:" + seed("z").hex()}), ("step",), "note"),
        ),
    }
    assert value["id"] == "a-5"
    for name, (says, data) in rows.items():
        log = replace(honest_log(), leaves=(*honest_log().leaves[:7], data))
        entries = tuple(Entry(index, log.leaves[index]) for index in LEAVES)
        found = evidence(log, entries=entries, seals=(log.seal(LEAVES),))
        yield Attack(name, "case", says, "operator", case_state(found), "RecordUnreadable", (7, "a-5"))


def void_destructions() -> Iterator[Attack]:
    def fields(**more: Any) -> dict[str, Any]:
        places = [ValuePlace("a-1", "personal", "party_id_number")]
        given = {
            "places": places,
            "retention_expired": "2026-03-01",
            "appraisal": "7",
            "ground": "第3条",
        }
        return destruction_fields(**{**given, **more})  # type: ignore[arg-type]

    one_officer = (Actor("officer-1", "archivist"),)
    twice = (Actor("officer-1", "archivist"), Actor("officer-1", "head"))
    rows: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("destruction-by-one-person", "one person destroys a value", {"by": one_officer}),
        ("destruction-by-one-person-twice", "one person stands for two", {"by": twice}),
        ("destruction-not-confirmed", "the second person has not confirmed",
         {"confirmations": (Confirmation("officer-1", at("03-09T10:00")),)}),
        ("destruction-before-its-time", "the retention had not run out",
         {"fields": fields(retention_expired="2056-03-01")}),
        ("destruction-without-ground", "no ground is stated", {"fields": fields(ground=" ")}),
        ("destruction-without-appraisal", "no appraisal is stated", {"fields": fields(appraisal="")}),
        ("destruction-of-nothing", "nothing is said to be destroyed", {"fields": fields(places=[])}),
        ("destruction-in-another-case", "a value of another case's record is destroyed",
         {"fields": fields(places=[ValuePlace("b-1", "personal", "party_name")])}),
        ("destruction-of-a-public-field", "a field that is not personal is destroyed",
         {"fields": fields(places=[ValuePlace("a-3", "personal", "days")])}),
    )  # fmt: skip
    for name, says, change in rows:
        records = chained([*honest_records()[:7], destruction(**change)])
        yield resealed(name, says, records, "DestructionVoid", (7, "a-5"))


def key_changes() -> Iterator[Attack]:
    """Here the reader trusts the first key alone; the log now signs with the second."""
    honest = evidence_with_new_key()
    (seal,) = honest.seals
    (change,) = seal.key_changes
    log, _ = log_with_new_key()
    old = replace(log, signer=LOG)
    trust = Trust((LOG.key,), tuple(one.key for one in log.witnesses))

    def state(**more: Any) -> dict[str, Any]:
        return case_state(replace(honest, seals=(replace(seal, **more),)), trust)

    unproved = replace(change, anchor=replace(change.anchor, note=log.note(9)))
    entry = Entry(8, change.entry.data.replace(NEW_LOG.key.text.encode(), LOG.key.text.encode()))
    other = Entry(7, log.leaves[7])
    other_act = replace(change, entry=other, inclusion=log.inclusion(7, 9))
    foreign_log = replace(
        log, leaves=(*log.leaves[:8], edited(log.leaves[8], ("fields", "old"), STRANGER.key.text))
    )
    foreign = replace(
        change,
        entry=Entry(8, foreign_log.leaves[8]),
        inclusion=foreign_log.inclusion(8, 9),
        anchor=replace(change.anchor, note=replace(foreign_log, signer=LOG).note(9)),
    )
    rows: tuple[tuple[str, str, dict[str, Any], str, tuple[int | None, str | None]], ...] = (
        ("key-change-of-another-key", "a sealed record changes a key that the reader never trusted",
         state(key_changes=(foreign,)), "KeyChangeUntrusted", (8, "log-1")),
        ("key-change-left-out", "the change of key is left out", state(key_changes=()), "SealUntrusted", NOBODY),
        ("key-change-by-the-new-key", "only the new key vouches for itself", state(key_changes=(unproved,)),
         "KeyChangeUntrusted", (8, "log-1")),
        ("key-change-edited", "the record of the change is edited",
         state(key_changes=(replace(change, entry=entry),)), "KeyChangeUntrusted", (8, "log-1")),
        ("key-change-by-another-act", "another record is shown as the change of key",
         state(key_changes=(other_act,)), "KeyChangeUntrusted", (7, "a-5")),
        ("old-key-after-its-change", "the replaced key signs a later checkpoint", state(note=old.note(10)),
         "SealUntrusted", NOBODY),
    )  # fmt: skip
    for name, says, attacked, error, wrong in rows:
        yield Attack(name, "case", says, "operator", attacked, error, wrong)
    yield from named_predecessors(replace(log, leaves=(*foreign_log.leaves, log.leaves[9])))


def named_predecessors(foreign: LogOfTheHouse) -> Iterator[Attack]:
    """Here the reader has the second key alone; a log of somebody else's says that its own key came before that one."""
    signed = replace(foreign, signer=STRANGER)
    indexes = [0, 2, 4, 5, 7, 9]
    change = KeyChange(
        Entry(8, signed.leaves[8]),
        signed.inclusion(8, 10),
        Anchor(signed.note(10), signed.consistency(10, 10)),
    )
    seal = replace(signed.seal(indexes), anchors=(), key_changes=(change,))
    entries = tuple(Entry(index, signed.leaves[index]) for index in indexes)
    found = replace(evidence_with_new_key(), entries=entries, seals=(seal,))
    trust = Trust((NEW_LOG.key,), tuple(one.key for one in signed.witnesses))
    says = "a log of another key says that the reader's key replaced it; that key signed nothing in the file"
    yield Attack(
        "predecessor-made-up", "case", says, "holder", case_state(found, trust), "SealUntrusted", NOBODY
    )
    says = "the same, and the signature of the reader's key is under another tree"
    moved = replace(log_with_new_key()[0], signer=NEW_LOG)
    state = case_state(replace(found, seals=(replace(seal, note=moved.note(10)),)), trust)
    yield Attack("predecessor-of-another-tree", "case", says, "holder", state, "LogForked", (0, "a-1"))


def log_rewrites() -> Iterator[Attack]:
    """The same against a whole log whose cosigned checkpoints somebody kept."""
    honest, rewritten = honest_log(), rewritten_log()
    kept = dict.fromkeys((2, 4, 6), honest)
    says = "the tail is rewritten with the old key, tiles too; a checkpoint of six leaves was kept elsewhere"
    state = log_state(rewritten, kept)
    yield Attack("rewritten-tail-with-old-key", "log", says, "operator", state, "LogForked", (4, "a-3"))
    cut = replace(honest, leaves=honest.leaves[:6])
    state = log_state(cut, {8: honest})
    says = "the log is rolled back to six leaves; a checkpoint of eight was kept elsewhere"
    yield Attack("rolled-back-log", "log", says, "operator", state, "LogRolledBack", (6, None))
    state = log_state(replace(rewritten, times={**TIMES, 7: "03-08T10:02"}), {**kept, 6: rewritten})
    state["checkpoints"].insert(0, honest.note(6).written())
    says = "the log shows two faces: two checkpoints of six leaves with different roots"
    yield Attack("forked-log", "log", says, "operator", state, "LogForked", (4, "a-3"))
    records = honest_records()
    records[6] = replace(records[6], recorded_at=at("03-05T10:00"))
    records[4], records[5] = (replace(one, recorded_at=at("03-05T09:00")) for one in records[4:6])
    state = log_state(log_of(chained(records)))
    says = "a record sealed on 8 March says it was entered on 5 March"
    yield Attack("back-dated-recorded-at", "log", says, "operator", state, "TimeContradicted", (6, "b-3"))
    records = honest_records()
    records[3] = replace(
        records[3], recorded_at=at("03-03T10:00"), at=Moment("2026-03-03", "day"), until=None
    )
    state = log_state(log_of(chained(records)))
    says = "a record of another case says it was entered before the one that stands before it"
    yield Attack("recorded-at-falls", "log", says, "operator", state, "TimeFell", (3, "b-2"))
    branch = record("b-4", "B", "close", "03-09T10:00", "03-09T10:00")
    records = [*chained(honest_records())[:7], branch]
    says = "a record begins a case that has begun"
    yield Attack(
        "second-beginning",
        "log",
        says,
        "operator",
        log_state(log_of(records)),
        "RecordOutOfPlace",
        (7, "b-4"),
    )


def operator_attacks() -> Iterator[Attack]:
    makers: tuple[Callable[[], Iterator[Attack]], ...] = (
        rewritten_tails,
        false_times,
        sealed_disorder,
        sealed_nonsense,
        void_destructions,
        key_changes,
        log_rewrites,
    )
    for make in makers:
        yield from make()
