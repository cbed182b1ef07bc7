"""Rules over more than one case, as the desk looks at them: one act fined twice, a party's year, an organ's year.

A stream is named by procedure, kind and key; each look notes in which streams its case stands, so that whoever looks at
a case knows which others to read. The verdicts of a stream that fall on the case's own records are the case's; the
other cases tell their own when they are looked at. The meaning is that of the scan by columns (`apps/oversight`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.history import History
from plumbline.core.cases.rule_hindrance import rule_hindrance
from plumbline.core.facts.case import Case
from plumbline.core.facts.linking import is_reference
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.procedures.streams import ALONE, keys_among_cases
from plumbline.core.rules.evaluate_one import reads
from plumbline.core.rules.rule import Clock, Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import HEADER, Outcome, Stream

STREAM: Final = "stream:"
"""How the names of streams begin."""
Others = Callable[[str], Sequence[Case]]
"""The other cases that stand in the stream of that name, folded as of the same instant."""


def nobody(_name: str) -> Sequence[Case]:
    """No other case stands anywhere."""
    return ()


def streams_of(docket: Docket, case: Case) -> frozenset[str]:
    """Names of the streams that rules read and in which the case stands."""
    keys = ((rule, key) for rule in _rules(docket) for key in _records(rule, case))
    return frozenset(_name(docket, rule, key) for rule, key in keys if not key.startswith(ALONE))


def wide_verdicts(
    docket: Docket, case: Case, now: int, officers: OfficerRegister | None, others: Others
) -> Iterator[tuple[Case, Verdict]]:
    """The verdicts of rules over streams that fall on records of the case, each with its stream."""
    own = {one.id for group in case.by_step.values() for one in group}
    for rule in _rules(docket):
        for stream, verdict in _judged(docket, rule, case, now, officers, others):
            if verdict.record in own:
                yield stream, verdict


def wide_hindrances(
    docket: Docket, history: History, act: Record, now: int, officers: OfficerRegister | None, others: Others
) -> list[tuple[Hindrance, frozenset[str]]]:
    """What other cases say against an act that is about to be done, and which: it would be the breach (decision 0041).

    Only a breach stands against it. A fact that is missing, of this case or another, stays a question of the scan: who
    works on this case cannot supply what another lacks. Clocks never refuse.
    """
    guards = [rule for rule in _rules(docket) if _guards(rule, act.step)]
    if not guards:
        return []
    case = history.folded(now, [act])
    return [
        (rule_hindrance(docket, stream, act, verdict, now), _cases_of(stream) - {act.case})
        for rule in guards
        for stream, verdict in _judged(docket, rule, case, now, officers, others)
        if verdict.record == act.id and verdict.outcome is Outcome.VIOLATED
    ]


def _cases_of(stream: Case) -> frozenset[str]:
    return frozenset(one.case for group in stream.by_step.values() for one in group)


def _guards(rule: Rule, step: str) -> bool:
    return not isinstance(rule.body, Clock) and step in rule.judged_steps


def _judged(
    docket: Docket, rule: Rule, case: Case, now: int, officers: OfficerRegister | None, others: Others
) -> Iterator[tuple[Case, Verdict]]:
    """Every verdict of a rule over the streams in which the case stands."""
    for key in sorted(_records(rule, case)):
        beside = () if key.startswith(ALONE) else others(_name(docket, rule, key))
        stream = _gathered(rule, key, [case, *beside])
        for verdict in docket.compiled.judge_stream(rule.id, stream, now, officers):
            yield stream, verdict


def _rules(docket: Docket) -> list[Rule]:
    return [rule for rule in docket.procedure.rules if rule.over is not Stream.CASE]


def _name(docket: Docket, rule: Rule, key: str) -> str:
    return f"{STREAM}{docket.procedure.id}/{rule.over.value}/{key}"


def _records(rule: Rule, case: Case) -> dict[str, list[Record]]:
    """The records of a case that a rule reads, by the key of their stream."""
    found: dict[str, list[Record]] = {}
    for step in reads(rule):
        for record in case.by_step.get(step, ()):
            if not is_reference(case, record):
                for key in keys_among_cases(case, record, rule.over):
                    found.setdefault(key, []).append(record)
    return found


def _gathered(rule: Rule, key: str, cases: Sequence[Case]) -> Case:
    """The stream: what the cases share of their headers, their records in time."""
    first = cases[0]
    header = {
        name: value
        for name, value in first.header.items()
        if name in HEADER and all(one.header.get(name) == value for one in cases)
    }
    by_step: dict[str, list[Record]] = {}
    for case in cases:
        for record in _records(rule, case).get(key, ()):
            by_step.setdefault(record.step, []).append(record)
    for group in by_step.values():
        group.sort(key=lambda one: (one.day, one.instant, one.seq, one.case, one.id))
    return Case(key, header, by_step, first.missing, any(one.history for one in cases))
