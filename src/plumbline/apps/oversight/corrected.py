"""Breaches that a correction cleared, for the findings of a check."""

from __future__ import annotations

from plumbline.apps.oversight.bench import Bench, Regime
from plumbline.apps.record_intake.queries import CaseRecords, Segment
from plumbline.core.rules.corrections import cleared
from plumbline.core.rules.verdict import Verdict


def cleared_breaches(found: CaseRecords, regime: Regime, segment: Segment, bench: Bench) -> list[Verdict]:
    """Verdicts of a case that were breaches until a correction; none for a case without corrections."""
    if all(record.corrects is None for record in found.records):
        return []
    return cleared(
        regime.compiled,
        found.id,
        found.records,
        bench.setup.now,
        bench.officers,
        header=found.header,
        missing=segment.coverage_of(found.id, regime.procedure.steps),
    )
