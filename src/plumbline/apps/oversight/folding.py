"""A case folded for judging, with the cases that were joined into it."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.record_intake.queries import CaseRecords, Segment, joined_records
from plumbline.core.facts.case import JOIN_STEP, JOINED_CASE, Case, Coverage, Joining, fold, order
from plumbline.core.facts.record import Record


def fold_case(
    found: CaseRecords, segment: Segment, now: int, missing: Coverage, records: Sequence[Record] | None = None
) -> Case:
    """The case as of `now`, from all its records or only some of their versions."""
    versions = found.records if records is None else records
    case = fold(found.id, versions, now, header=found.header, missing=missing)
    joinings = case.by_step.get(JOIN_STEP, ())
    if joinings and segment.joined is not None:
        held = joined_records(segment.joined)
        case.joined = [
            Joining(order(r), fold(other, held[other], now, missing=missing))
            for r in joinings
            if isinstance(other := r.fields.get(JOINED_CASE), str) and other in held
        ]
    return case
