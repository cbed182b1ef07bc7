"""Corrections that clear or void a breach: itself a finding (architecture §5, «Corrections, joining, splitting»).

A correction is honest work and also the easiest way to launder a breach. So where an act was judged `violated` and a
correction makes it satisfied or not yet due, or takes away the act, the ground of the rule or its application, that is
told, with the correction that did it. What a correction leaves unknown stays open, and a later one may clear it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

CLEARED: Final = "cleared_by_correction"
"""The reason where the act now meets the requirement or is not yet due; `detail` is the id of the correction."""
VOIDED: Final = "voided_by_correction"
"""The reason where the act is gone, or the rule no longer applies to it; `detail` is the id of the correction."""
CORRECTED: Final = frozenset({CLEARED, VOIDED})

_Key: TypeAlias = tuple[str, str, bool]
"""Rule, first version of the judged act, and whether it is the breach of a bar."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A breach that a correction undid: the verdict, the case in which its record stands, and the correction."""

    verdict: Verdict
    case: Case
    correction: Record


Judged: TypeAlias = tuple[Case, list[Verdict]]
_Breaches: TypeAlias = dict[_Key, tuple[Verdict, Case]]


def undone(records: Sequence[Record], now: int, judge: Callable[[Sequence[Record]], Judged]) -> list[Undone]:
    """Each breach that a correction cleared or voided; `judge` folds and judges some of the versions as of `now`.

    Corrections are judged one after the other, in the order in which they were entered, all as of `now`.
    """
    corrections = sorted(
        (r for r in records if r.corrects is not None and r.recorded_at <= now),
        key=lambda r: (r.recorded_at, r.seq),
    )
    root = roots(records)
    known = [r for r in records if r.corrects is None]
    breached = _breaches(_by_root(judge(known), root))
    found: list[Undone] = []
    while corrections:
        # clocks of sources differ: one may seem older than what it corrects
        later = {r.id for r in corrections}
        correction = next((r for r in corrections if r.corrects not in later), corrections[0])
        corrections.remove(correction)
        known.append(correction)
        after, verdicts = judge(known)
        judged = _by_root((after, verdicts), root)
        for key in list(breached):
            verdict = judged[key][0] if key in judged else None
            if verdict is None or verdict.outcome not in (Outcome.VIOLATED, Outcome.UNDETERMINED):
                found.append(_told(*breached.pop(key), verdict, after, correction))
        breached |= _breaches(judged)
    return found


def _by_root(judged: Judged, root: Mapping[str, str]) -> _Breaches:
    case, verdicts = judged
    return {(v.rule, _root(v.record, root), v.reason == "barred"): (v, case) for v in verdicts}


def _breaches(judged: _Breaches) -> _Breaches:
    return {key: pair for key, pair in judged.items() if pair[0].outcome is Outcome.VIOLATED}


def _told(was: Verdict, before: Case, verdict: Verdict | None, after: Case, correction: Record) -> Undone:
    """The breach as it was, told of the newest version of its act, or of the last one before it was taken away."""
    voided = verdict is None or verdict.outcome is Outcome.NOT_APPLICABLE
    answer = was.answer._replace(
        reason=VOIDED if voided else CLEARED, detail=correction.id, discharged_by=None
    )
    told = Verdict((was.rule, was.record if verdict is None else verdict.record, answer))
    return Undone(told, before if verdict is None else after, correction)


def roots(records: Sequence[Record]) -> dict[str, str]:
    """The first version of each act by any of its versions."""
    corrects = {r.id: r.corrects for r in records if r.corrects is not None}

    def first(record: str) -> str:
        seen = {record}
        while (target := corrects.get(record)) is not None and target not in seen:
            seen.add(target)
            record = target
        return record

    return {record.id: first(record.id) for record in records}


def _root(record: str, root: Mapping[str, str]) -> str:
    """The first version of a judged act; of a deemed one, that of the act from which it is deemed."""
    if record.startswith("deemed:"):
        word, step, opener = record.split(":", 2)
        return f"{word}:{step}:{root.get(opener, opener)}"
    return root.get(record, record)
