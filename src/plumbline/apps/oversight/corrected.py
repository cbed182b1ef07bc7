"""Breaches that a correction cleared or voided, for the findings of a check."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.oversight.bench import Bench, Regime
from plumbline.apps.oversight.folding import fold_case
from plumbline.apps.record_intake.queries import CaseRecords, Segment
from plumbline.core.facts.record import Record
from plumbline.core.rules.corrections import Judged, Undone, undone


def undone_breaches(found: CaseRecords, regime: Regime, segment: Segment, bench: Bench) -> list[Undone]:
    """The breaches of a case that a correction undid; none for a case without corrections."""
    if all(record.corrects is None for record in found.records):
        return []
    now, missing = bench.setup.now, segment.coverage_of(found.id, regime.procedure.steps)

    def judge(records: Sequence[Record]) -> Judged:
        case = fold_case(found, segment, now, missing, records)
        return case, bench.judge(regime, case)

    return undone(found.records, now, judge)
