"""The rules over the acts of one step as a table: values in, one answer for each rule out.

Most conditions read a few choices of the act, facts of the case and whether some act came before (`atoms.py`). The
table finds these values once for an act, not once for each rule, and what the plain evaluator answered for the same
values stands in it. Where a rule reads more, the table says so and the plain evaluator is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from plumbline.core.facts.case import Case, Coverage
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.rules.act_one import ActJudge, AnswerOne
from plumbline.core.rules.atoms import NOTHING, Atoms, Setters, asks_of, atoms_of, told_by_steps, values_of
from plumbline.core.rules.rule import Before, Body, Carries, Limit, Who
from plumbline.core.rules.verdict import WHEN_FALSE, WHEN_UNKNOWN, Answer, Moment, Verdict

_Row: TypeAlias = tuple[tuple[tuple[str, Answer], ...], tuple[tuple[str, AnswerOne], ...]]
"""Of the rules in force: those that values decide with their answers, and the others with what to ask."""
_ROWS: Final = 1_024
"""Rows of one step for cases of the same steps; then they start anew."""
_ROWS_OF_ALL: Final = 16_384
"""Rows of all tables of a rule set, a kilobyte each at most."""
_SORTS: Final = 256


class KeptRows:
    """How many rows the tables of a rule set hold, and those that say the same as one object."""

    __slots__ = ("_count", "_same")

    def __init__(self) -> None:
        self._count = 0
        self._same: dict[_Row, _Row] = {}

    def keep(self, row: _Row) -> _Row:
        """The row, or the one that says the same."""
        self._count += 1
        return self._same.setdefault(row, row)

    def full(self) -> bool:
        """Whether there are as many as may be."""
        return self._count >= _ROWS_OF_ALL

    def clear(self) -> None:
        """For tables that start anew."""
        self._count = 0
        self._same.clear()


class ActTable:
    """The rules over one step, in their order."""

    def __init__(self, judges: Sequence[ActJudge], set_by: Setters, kept: KeptRows) -> None:
        self.kept = kept
        self.judges = [(j, *_decided(j)) for j in judges]
        found = NOTHING
        for _judge, when, whole in self.judges:
            found = found | (when or NOTHING) | (whole or NOTHING)
        self.atoms, self.set_by = found, set_by
        self.stated = values_of(sorted(found.fields))
        ends = {d for j in judges for d in (j.rule.from_day, j.rule.to_day + 1)}
        self.changes = sorted(ends)
        self._asked = told_by_steps(found)
        self._rows = lru_cache(_SORTS)(self._made)

    def at(self, there: frozenset[str], missing: Coverage) -> Rows:
        """The rows for cases that hold no other steps than these, from a source that leaves out so much."""
        return self._rows(there & self._asked, missing)

    def _made(self, there: frozenset[str], missing: Coverage) -> Rows:
        return Rows(self, there, missing)


class Rows:
    """What was answered where a case holds, of the steps that are asked for, at most certain ones."""

    __slots__ = ("_asks", "_rows", "_table", "_there")

    def __init__(self, table: ActTable, there: frozenset[str], missing: Coverage) -> None:
        self._table, self._there = table, there
        self._asks = asks_of(table.atoms, table.set_by, there, missing)
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
        rows, asks, table = self._rows, self._asks, self._table
        stated, changes = table.stated, table.changes
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
            out += [Verdict((rule, name, answer)) for rule, answer in decided]
            for rule, ask_one in open_rules:
                out.append(Verdict((rule, name, ask_one(case, record, now, officers))))

    def _learn(
        self, values: object, case: Case, record: Record, now: Moment, officers: OfficerRegister
    ) -> _Row:
        """What the plain evaluator says where these values decide; kept."""
        decided: list[tuple[str, Answer]] = []
        others: list[tuple[str, AnswerOne]] = []
        for judge, when, whole in self._table.judges:
            rule = judge.rule
            if not rule.from_day <= record.day <= rule.to_day:
                continue
            answer: Answer | None = None
            asked = judge.ask
            if whole is not None and whole.recusals.isdisjoint(self._there):
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
        row = self._rows[values] = self._table.kept.keep((tuple(decided), tuple(others)))
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
