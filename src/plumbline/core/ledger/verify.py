"""Verification of a case file. The rules of trust, in the order of the code; nothing here reads a file or a clock.

Of the log:

 1. The reader brings the log's key. A new key is believed only through a record that changes the key, covered by a
    checkpoint that the old key signed; from that checkpoint on the old key signs nothing more. Where the reader
    brings the new key alone, the record names the old one, which then vouches for its earlier checkpoints and for
    nothing else: that the log of before is that key's is said as not proved.
 2. The checkpoint is of a log the reader named and is signed by a key that was brought, or that one vouches for. It
    gives the size and the root.
 3. Every other checkpoint in the file is signed too and is a beginning of that tree. Two that do not fit are a fork.

Of each record, in the order of the leaves; the first that fails is named:

 4. It stands after the record before it, and each record stands once.
 5. Its bytes lead, by the inclusion proof, to the root. So nothing in it was changed since it was sealed.
 6. Its bytes are the canonical bytes of a well-formed record of this case.
 7. It names the leaf hash of the record before it in the case, the first names none. So none was left out,
    put between or exchanged. What it corrects is an earlier record of the case.
 8. `recorded_at` does not fall, and lies where the witnesses' times allow it to lie.

Of the values, record by record:

 9. A destruction is of values of earlier records of this case, by two people who confirmed it, after retention.
10. A personal value opens its commitment; a file has its hash. One that is not shown is either destroyed by a record
    or declared withheld, never both shown and destroyed.

What then stands is said as proved; what no rule above can show is said as not proved: time without a witness, later
records of the case, and always whether what was entered is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.core.ledger.checkpoint import algorithm_of
from plumbline.core.ledger.commitment import hash_attachment, opens, opens_attachment
from plumbline.core.ledger.errors import ProofError, RecordMalformed, Said
from plumbline.core.ledger.evidence import (
    CaseEvidence,
    DestroyedValue,
    Entry,
    LateEntry,
    Report,
    Seal,
    Statement,
    Trust,
)
from plumbline.core.ledger.findings import (
    DestructionVoid,
    RecordMissing,
    RecordNotSealed,
    RecordOutOfPlace,
    RecordUnreadable,
    SealUntrusted,
    TimeFell,
    ValueChanged,
    ValueMissing,
    ValueStillThere,
)
from plumbline.core.ledger.hashing import read_hash, tree_hash, written_hash
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.proof import check_inclusion
from plumbline.core.ledger.record import Attachment, Record, read_record
from plumbline.core.ledger.system_acts import Destruction, ValuePlace, read_destruction
from plumbline.core.ledger.trusted_log import (
    TimedTree,
    believed_trees,
    check_recorded_at,
    claimed_id,
    named_at,
    witnessed_span,
)

_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record with its leaf: rules 4 to 8 held."""

    leaf: int
    record: Record


def verify_case(evidence: CaseEvidence, trust: Trust) -> Report:
    """What the case file proves and what not; raises Untrue, naming the first wrong record."""
    seals = [seal for seal in evidence.seals if any(key.name == seal.origin for key in trust.keys)]
    if not seals or not evidence.entries:
        found = ", ".join(seal.origin for seal in evidence.seals) or "—"
        raise SealUntrusted(
            problem=Said(
                f"没有记录，或没有受信日志的检查点（现有：{found}）",
                f"no record, or no checkpoint of a trusted log ({found})",
            )
        )
    trees = [believed_trees(seal, trust, evidence.entries) for seal in seals]
    records = _verify_records(evidence, seals, trees, trust)
    destroyed = _verify_values(evidence, records)
    return _report(evidence, trust, seals, trees, records, destroyed)


def _verify_records(
    evidence: CaseEvidence, seals: Sequence[Seal], trees: Sequence[tuple[TimedTree, ...]], trust: Trust
) -> list[ReadRecord]:
    """Rules 4 to 8."""
    records: list[ReadRecord] = []
    for position, entry in enumerate(evidence.entries):
        if records and entry.index <= records[-1].leaf:
            raise _out_of_place(
                entry,
                Said(
                    f"不在第 {records[-1].leaf} 叶之后",
                    f"not after leaf {records[-1].leaf}",
                ),
            )
        for seal, (sealed, *_) in zip(seals, trees, strict=True):
            _check_sealed(entry, position, seal, sealed)
        read = ReadRecord(entry.index, read_entry(entry))
        if read.record.case != evidence.case:
            raise _out_of_place(
                entry,
                Said(
                    f"属于案件 {read.record.case}",
                    f"it is of case {read.record.case}",
                ),
            )
        _check_chain(entry, read.record, evidence.entries[:position], records)
        if records and read.record.recorded_at < records[-1].record.recorded_at:
            raise time_fell(entry.index, read.record, records[-1].record.recorded_at)
        for known in trees:
            check_recorded_at(read.record, entry.index, witnessed_span(entry.index, known), trust.tolerance)
        records.append(read)
    return records


def _check_sealed(entry: Entry, position: int, seal: Seal, sealed: TimedTree) -> None:
    """Rule 5."""
    tree = tree_hash(algorithm_of(seal.origin))
    head = sealed.checkpoint
    try:
        proof = seal.inclusion[position]
        check_inclusion(entry.index, head.size, tree.leaf(entry.data), proof, head.root, tree)
    except (ProofError, IndexError) as error:
        problem = (
            error
            if isinstance(error, ProofError)
            else Said(
                "没有包含证明",
                "no inclusion proof",
            )
        )
        raise RecordNotSealed(leaf=entry.index, record=claimed_id(entry.data), problem=problem) from error


def read_entry(entry: Entry) -> Record:
    """Rule 6; raises RecordUnreadable."""
    try:
        return read_record(entry.data)
    except RecordMalformed as error:
        raise RecordUnreadable(leaf=entry.index, record=claimed_id(entry.data), problem=error) from error


def _check_chain(entry: Entry, record: Record, earlier: Sequence[Entry], read: Sequence[ReadRecord]) -> None:
    """Rule 7."""
    if record.previous is None:
        if earlier:
            raise _out_of_place(
                entry,
                Said(
                    "自称为该案第一条记录",
                    "it calls itself the first of the case",
                ),
            )
    elif not earlier or not is_leaf_hash_of(record.previous, earlier[-1].data):
        known = [one.index for one in earlier if is_leaf_hash_of(record.previous, one.data)]
        if known:
            raise _out_of_place(
                entry,
                Said(
                    f"续的是第 {known[0]} 叶，不是第 {earlier[-1].index} 叶",
                    f"it continues leaf {known[0]}, not {earlier[-1].index}",
                ),
            )
        raise RecordMissing(leaf=entry.index, record=record.id, previous=record.previous)
    ids = {one.record.id for one in read}
    if record.id in ids:
        raise _out_of_place(
            entry,
            Said(
                "编号重复",
                "its id is there already",
            ),
        )
    if record.corrects is not None and record.corrects not in ids:
        raise _out_of_place(
            entry,
            Said(
                f"所更正的 {record.corrects} 不是该案此前的记录",
                f"it corrects {record.corrects}, no earlier record of the case",
            ),
        )


def is_leaf_hash_of(written: str, data: bytes) -> bool:
    """Whether a written hash is the leaf hash of these bytes, under the algorithm it names."""
    algorithm, _ = read_hash(written)
    return written_hash(tree_hash(algorithm).leaf(data), algorithm) == written


def _out_of_place(entry: Entry, problem: Said) -> RecordOutOfPlace:
    return RecordOutOfPlace(leaf=entry.index, record=claimed_id(entry.data), problem=problem)


def time_fell(leaf: int, record: Record, earlier: int) -> TimeFell:
    """The error of a record entered before the one before it."""
    return TimeFell(
        leaf=leaf,
        record=record.id,
        recorded_at=shown_instant(record.recorded_at),
        earlier=shown_instant(earlier),
    )


def _verify_values(evidence: CaseEvidence, records: Sequence[ReadRecord]) -> list[DestroyedValue]:
    """Rules 9 and 10."""
    gone = _destructions(records)
    destroyed: list[DestroyedValue] = []
    for read in records:
        for place in places_of(read.record):
            by = gone.get(place)
            shown = place in evidence.attachments or place in evidence.openings
            if by is not None and shown:
                raise ValueStillThere(
                    leaf=read.leaf, record=place.record, name=place.name, destruction=by.record
                )
            if by is not None:
                destroyed.append(DestroyedValue(place, read.leaf, by.day, by.officers, by.ground, by.record))
            elif place not in evidence.withheld:
                _check_value(evidence, read, place)
    return destroyed


def _destructions(records: Sequence[ReadRecord]) -> dict[ValuePlace, Destruction]:
    """Rule 9: the places whose values are destroyed, each with its act."""
    known: set[ValuePlace] = set()
    gone: dict[ValuePlace, Destruction] = {}
    for read in records:
        try:
            destruction = read_destruction(read.record)
        except RecordMalformed as error:
            raise DestructionVoid(leaf=read.leaf, record=read.record.id, problem=error) from error
        for place in destruction.places if destruction else ():
            if place not in known or destruction is None:
                problem = Said(
                    f"{place.record} 的「{place.name}」不是该案此前记录的个人信息",
                    f"“{place.name}” of {place.record} is no personal value of an earlier record of the case",
                )
                raise DestructionVoid(leaf=read.leaf, record=read.record.id, problem=problem)
            gone.setdefault(place, destruction)
        known.update(places_of(read.record))
    return gone


def places_of(record: Record) -> list[ValuePlace]:
    """Everything of a record that lies outside its bytes: personal values, then files."""
    values = [ValuePlace(record.id, "personal", name) for name in sorted(record.personal)]
    return values + [ValuePlace(record.id, "attachment", one.id) for one in record.attachments]


def _check_value(evidence: CaseEvidence, read: ReadRecord, place: ValuePlace) -> None:
    """Rule 10 for one value or file that should be there."""
    opening = evidence.openings.get(place)
    if place.kind == "attachment":
        attachment = next(one for one in read.record.attachments if one.id == place.name)
        if place not in evidence.attachments or (attachment.salted and opening is None):
            raise ValueMissing(leaf=read.leaf, record=place.record, name=place.name)
        held = _file_holds(evidence, attachment, place)
    else:
        if opening is None:
            raise ValueMissing(leaf=read.leaf, record=place.record, name=place.name)
        held = opens(read.record.personal[place.name], place.name, opening)
    if not held:
        raise ValueChanged(leaf=read.leaf, record=place.record, name=place.name)


def _file_holds(evidence: CaseEvidence, attachment: Attachment, place: ValuePlace) -> bool:
    """Whether a file has the size and the hash, or opens the commitment, that its record states."""
    chunks = evidence.attachments[place]
    if sum(map(len, chunks())) != attachment.size:
        return False
    if not attachment.salted:
        algorithm, _ = read_hash(attachment.hash)
        return hash_attachment(chunks(), algorithm) == attachment.hash
    return opens_attachment(attachment.hash, evidence.openings[place].salt, chunks)


def late_entry(leaf: int, record: Record, late_after: int) -> LateEntry | None:
    """The record as a late entry, None when it was entered within `late_after` seconds of the act's end."""
    moment = record.until or record.at
    delay = (record.recorded_at - moment.latest) // _SECOND
    if delay <= late_after:
        return None
    return LateEntry(leaf, record.id, record.step, record.at.value, record.recorded_at, delay)


def _report(
    evidence: CaseEvidence,
    trust: Trust,
    seals: Sequence[Seal],
    trees: Sequence[tuple[TimedTree, ...]],
    records: Sequence[ReadRecord],
    destroyed: Sequence[DestroyedValue],
) -> Report:
    proved = [
        Statement(
            "sealed",
            {
                "records": len(records),
                "origin": sealed.checkpoint.origin,
                "size": sealed.checkpoint.size,
                "algorithm": algorithm_of(sealed.checkpoint.origin),
            },
        )
        for sealed, *_ in trees
    ]
    proved.append(Statement("chained", {"first": records[0].leaf, "last": records[-1].leaf}))
    shown = sum(len(places_of(read.record)) for read in records) - len(destroyed)
    withheld = tuple(
        sorted(evidence.withheld & {place for read in records for place in places_of(read.record)})
    )
    if shown - len(withheld):
        proved.append(Statement("values", {"count": shown - len(withheld)}))
    in_time, not_in_time = time_statements([read.leaf for read in records], trees, trust)
    older = sorted({leaf for seal in seals for leaf in named_at(seal, trust)})
    not_proved = [Statement("older_key", {"leaves": older})] if older else []
    not_proved += [*not_in_time, Statement("later_records", {"last": records[-1].leaf})]
    if evidence.rendered:
        not_proved.append(Statement("rendered"))
    not_proved.append(Statement("truth"))
    late = (late_entry(read.leaf, read.record, trust.late_after) for read in records)
    return Report(
        evidence.case,
        len(records),
        (*proved, *in_time),
        tuple(not_proved),
        tuple(one for one in late if one),
        tuple(destroyed),
        withheld,
    )


def time_statements(
    leaves: Sequence[int], trees: Sequence[tuple[TimedTree, ...]], trust: Trust
) -> tuple[list[Statement], list[Statement]]:
    """What the witnesses prove about time, and what they do not: (proved, not proved)."""
    every = [tree for known in trees for tree in known]
    names = sorted({one.witness for tree in every for one in tree.cosignatures})
    if not names:
        return [], [Statement("no_witness" if trust.witnesses else "no_witness_key")]
    spans = [(leaf, witnessed_span(leaf, every)) for leaf in leaves]
    without_end = [leaf for leaf, span in spans if span.present_at is None]
    without_start = [leaf for leaf, span in spans if span.absent_at is None]
    held = len(spans) - len(without_end)
    proved = [Statement("witnessed", {"count": held, "witnesses": ", ".join(names)})] if held else []
    missing = []
    if without_end:
        missing.append(Statement("not_witnessed", {"leaves": without_end}))
    if without_start:
        missing.append(Statement("may_be_later_than_said", {"leaves": without_start}))
    return proved, missing
