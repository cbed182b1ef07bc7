"""The evidence of one case, gathered from the store: records, openings, files, proofs, checkpoints with cosignatures.

Of the earlier checkpoints those go along that narrow the time of a record: the last cosigned one without it and the
first one with it. Changes of the log's key go along too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from plumbline.apps.ledger_store.held import HeldCheckpoint, HeldRecord
from plumbline.apps.ledger_store.proving import NotSealedYet, last_cosigned_or_last
from plumbline.apps.ledger_store.queries import case_records, checkpoints, destroyed_places, personal_values
from plumbline.apps.ledger_store.reading import latest_checkpoints
from plumbline.apps.ledger_store.verification.known import consistency, inclusion, key_changes
from plumbline.core.errors import InputError
from plumbline.core.ledger.evidence import Anchor, CaseEvidence, Chunks, Entry, Seal
from plumbline.core.ledger.hashing import Algorithm
from plumbline.core.ledger.record import Attachment
from plumbline.core.ledger.system_acts import ValuePlace
from plumbline.core.ledger.verify import places_of

FilesOf = Callable[[Attachment], Chunks | None]
"""The bytes of an attachment, None where they are not given along; the file is then declared withheld."""


class NoSuchCase(InputError):
    """No case has this id."""

    zh = "没有案件 {case}"
    en = "there is no case {case}"


def gather(case: str, files: FilesOf, withhold: Callable[[ValuePlace], bool]) -> CaseEvidence:
    """The evidence of a case; raises NoSuchCase, or NotSealedYet while a record of it is not sealed.

    `withhold` says which personal values are left out, declared as withheld.
    """
    held = case_records(case)
    if not held:
        raise NoSuchCase(case=case)
    entries = tuple(Entry(_leaf(one), one.data) for one in held)
    seals = tuple(_seal(one.tree, one.checkpoint.origin, held[-1], entries) for one in latest_checkpoints())
    if not seals:
        raise NotSealedYet(record=held[-1].record.id)
    values = personal_values([one.record.id for one in held])
    gone = destroyed_places([one.record.id for one in held])
    openings, attachments, withheld = {}, {}, set()
    for place, attachment in _places(held):
        if place in gone:
            continue
        chunks = files(attachment) if attachment else None
        lacks = chunks is None if attachment else place not in values
        if withhold(place) or lacks:
            withheld.add(place)
            continue
        if place in values:
            openings[place] = values[place]
        if chunks is not None:
            attachments[place] = chunks
    return CaseEvidence(case, entries, seals, openings, attachments, frozenset(withheld), rendered=True)


def _places(held: Iterable[HeldRecord]) -> list[tuple[ValuePlace, Attachment | None]]:
    found: list[tuple[ValuePlace, Attachment | None]] = []
    for one in held:
        files = {file.id: file for file in one.record.attachments}
        found += [
            (place, files[place.name] if place.kind == "attachment" else None)
            for place in places_of(one.record)
        ]
    return found


def _leaf(held: HeldRecord) -> int:
    if held.leaf is None:
        raise NotSealedYet(record=held.record.id)
    return held.leaf


def _seal(tree: Algorithm, origin: str, last: HeldRecord, entries: Sequence[Entry]) -> Seal:
    """The seal of one tree over the entries, to the last cosigned checkpoint that covers them all."""
    top = last_cosigned_or_last(tree, entries[-1].index)
    if top is None:
        raise NotSealedYet(record=last.record.id)
    proofs = tuple(inclusion(tree, entry.index, top.size) for entry in entries)
    anchors = tuple(
        Anchor(one.note, consistency(tree, one.size, top.size)) for one in _narrowing(tree, entries, top)
    )
    return Seal(top.note, proofs, anchors, key_changes(tree, origin, top.size))


def _narrowing(tree: Algorithm, entries: Sequence[Entry], top: HeldCheckpoint) -> list[HeldCheckpoint]:
    """Earlier cosigned checkpoints that bound the time of some entry, smallest first."""
    cosigned = [one for one in checkpoints(tree) if one.cosignature_lines and one.size < top.size]
    chosen: dict[int, HeldCheckpoint] = {}
    for entry in entries:
        before = [one for one in cosigned if one.size <= entry.index]
        after = [one for one in cosigned if one.size > entry.index]
        for one in (*before[-1:], *after[:1]):
            chosen[one.number] = one
    return sorted(chosen.values(), key=lambda one: one.size)
