"""Corrections that clear a breach: itself a finding (architecture §5, «Corrections, joining, splitting»).

A correction is honest work and also the easiest way to launder a breach. So where an act that was judged `violated`
is judged `satisfied` only because a record was corrected, that is told, with the correction that did it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plumbline.core.facts.case import Coverage, fold
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record, Value
from plumbline.core.rules.evaluate_one import CompiledRules
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

CLEARED = "cleared_by_correction"
"""The reason of such a verdict; `detail` is the id of the correction."""


def cleared(
    rules: CompiledRules,
    case: str,
    records: Sequence[Record],
    now: int,
    officers: OfficerRegister,
    *,
    header: Mapping[str, Value],
    missing: Coverage,
) -> list[Verdict]:
    """A verdict for each activation that a correction turned from violated to satisfied, at its newest version.

    Corrections are judged one after the other, in the order in which they were entered, all as of `now`. A breach
    that one correction leaves open (`undetermined`, or not applicable) and a later one clears is told too.
    """
    corrections = sorted(
        (r for r in records if r.corrects is not None and r.recorded_at <= now),
        key=lambda r: (r.recorded_at, r.seq),
    )
    known = [r for r in records if r.corrects is None]
    breached = _violated(_by_root(rules, case, known, now, officers, header, missing))
    found: list[Verdict] = []
    while corrections:
        later = {
            r.id for r in corrections
        }  # clocks of sources differ: one may seem older than what it corrects
        correction = next((r for r in corrections if r.corrects not in later), corrections[0])
        corrections.remove(correction)
        known.append(correction)
        after = _by_root(rules, case, known, now, officers, header, missing)
        for key, verdict in after.items():
            if verdict.outcome is Outcome.SATISFIED and (was := breached.pop(key, None)) is not None:
                found.append(
                    was._replace(
                        record=verdict.record, reason=CLEARED, detail=correction.id, discharged_by=None
                    )
                )
        breached |= _violated(after)
    return found


def _violated(verdicts: Mapping[tuple[str, str], Verdict]) -> dict[tuple[str, str], Verdict]:
    return {key: verdict for key, verdict in verdicts.items() if verdict.outcome is Outcome.VIOLATED}


def _by_root(
    rules: CompiledRules,
    case: str,
    records: Sequence[Record],
    now: int,
    officers: OfficerRegister,
    header: Mapping[str, Value],
    missing: Coverage,
) -> dict[tuple[str, str], Verdict]:
    """The verdicts by rule and by the first version of the judged act."""
    root: dict[str, str] = {}
    for record in sorted(records, key=lambda r: (r.corrects is not None, r.recorded_at, r.seq)):
        root[record.id] = record.id if record.corrects is None else root.get(record.corrects, record.corrects)
    state = fold(case, records, now, header=header, missing=missing)
    return {(v.rule, root.get(v.record, v.record)): v for v in rules.judge(state, now, officers)}
