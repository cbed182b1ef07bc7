"""The rules over the acts of one step as a table: values in, one answer for each rule out.

Most conditions read a few choices of the act, facts of the case and whether some act came before (`atoms.py`). The
table finds these values once for an act, not once for each rule, and what the plain evaluator answered for the same
values stands in it. Where a rule reads more, the table says so and the plain evaluator is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, TypeAlias

from plumbline.core.facts.case import Case
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.rules.act_one import ActJudge, AnswerOne
from plumbline.core.rules.atoms import NOTHING, Atoms, Setters, asks_of, atoms_of, values_of
from plumbline.core.rules.rule import Before, Body, Carries, Limit, Who
from plumbline.core.rules.verdict import WHEN_FALSE, WHEN_UNKNOWN, Answer, Moment, Verdict

_Row: TypeAlias = tuple[Sequence[tuple[str, Answer]], Sequence[tuple[str, AnswerOne]]]
"""Of the rules in force: those that values decide with their answers, and the others with what to ask."""
_ROWS: Final = 1_024
"""Rows that a table holds, some kilobytes each at most; then it starts anew."""


class ActTable:
    """The rules over one step, in their order."""

    def __init__(self, judges: Sequence[ActJudge], set_by: Setters) -> None:
        self._judges = [(j, *_decided(j)) for j in judges]
        found = NOTHING
        for _judge, when, whole in self._judges:
            found = found | (when or NOTHING) | (whole or NOTHING)
        self._stated = values_of(sorted(found.fields))
        self._asks = asks_of(found, set_by)
        ends = {d for j in judges for d in (j.rule.from_day, j.rule.to_day + 1)}
        self._changes = sorted(ends)
        self._rows: dict[object, _Row] = {}

    def judge(
        self,
        group: Sequence[Record],
        case: Case,
        now: Moment,
        officers: OfficerRegister,
        out: list[Verdict],
    ) -> None:
        """One verdict of each rule for each record of the step."""
        rows, stated, asks, changes = self._rows, self._stated, self._asks, self._changes
        append = out.append
        for record in group:
            if record.deemed:
                continue
            values: object = bisect_right(changes, record.day)
            if stated is not None:
                values = (values, stated(record.fields))
            if asks:
                values = (values, *[ask(case, record) for ask in asks])
            row = rows.get(values)
            if row is None:
                row = self._learn(values, case, record, now, officers)
            decided, open_rules = row
            name = record.id
            for rule, answer in decided:
                append(Verdict((rule, name, answer)))
            for rule, ask_one in open_rules:
                append(Verdict((rule, name, ask_one(case, record, now, officers))))

    def _learn(
        self, values: object, case: Case, record: Record, now: Moment, officers: OfficerRegister
    ) -> _Row:
        """What the plain evaluator says where these values decide; kept."""
        decided: list[tuple[str, Answer]] = []
        others: list[tuple[str, AnswerOne]] = []
        for judge, when, whole in self._judges:
            rule = judge.rule
            if not rule.from_day <= record.day <= rule.to_day:
                continue
            answer: Answer | None = None
            asked = judge.ask
            if whole is not None and whole.recusals.isdisjoint(case.by_step):
                answer = asked(case, record, now, officers)
            elif when is not None and judge.applying.when is not None:
                truth = judge.applying.when(case, record)
                answer = None if truth else WHEN_UNKNOWN if truth is None else WHEN_FALSE
                asked = judge.one
            if answer is None:
                others.append((rule.id, asked))
            else:
                decided.append((rule.id, answer))
        if len(self._rows) >= _ROWS:
            self._rows.clear()
        row = self._rows[values] = (decided, others)
        return row


def _decided(judge: ActJudge) -> tuple[Atoms | None, Atoms | None]:
    """What decides whether the rule applies, and what decides its whole answer; None where more is read."""
    rule = judge.rule
    if judge.applying.unset is not None:
        return None, None
    when = NOTHING if rule.when is None else atoms_of(rule.when)
    test = _tested(rule.body)
    whole = None if when is None or test is None else when | test
    return (None if rule.when is None else when), whole


def _tested(body: Body) -> Atoms | None:
    """What decides a rule that applies; with `recusals` only where the case has no record of them."""
    match body:
        case Before(need=test) | Limit(holds=test):
            return atoms_of(test)
        case Carries(fields=fields, documents=documents, recordings=()):
            return Atoms(stated=frozenset(fields), documents=frozenset(documents))
        case Who(at_least=0, differs_from=(), recused_by=str(step)):
            return Atoms(recusals=frozenset({step}))
        case _:
            return None
