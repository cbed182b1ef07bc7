"""The evaluator of the guard and of walked cases: the verdicts of the plain one, with what many rules share found once.

Clocks (`quick_clocks.py`) and counted acts are judged in their order; then the acts of each step by a table
(`act_table.py`). Verdicts come in that order. `evaluate_one.py` stays the reference: tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import Case, Coverage
from plumbline.core.facts.officers import UNKNOWN_OFFICERS, OfficerRegister
from plumbline.core.rules.act_one import ActJudge
from plumbline.core.rules.act_table import ActTable, KeptRows, Rows
from plumbline.core.rules.clock_one import ClockJudge
from plumbline.core.rules.evaluate_one import CompiledRules, Figures, RuleSet, expressions
from plumbline.core.rules.expression import Due, walk
from plumbline.core.rules.quick_clocks import quick_clock
from plumbline.core.rules.verdict import Judge, Judging, Moment, Verdict

_CHOICES: Final = 256
_PLANS: Final = 4_096
_Chosen: TypeAlias = tuple[
    list[tuple[Judge, Callable[[frozenset[str]], Judging]]], list[tuple[str, ActTable]]
]
"""Judges of what lies between acts, each with what it is for cases of certain steps, and the table of each step."""
_Plan: TypeAlias = tuple[list[Judging], list[tuple[str, Rows]]]
"""Those that have something to judge where a case holds certain steps."""


class QuickRules(CompiledRules):
    """A rule set ready to judge cases, made to be asked often."""

    def __init__(
        self, ruleset: RuleSet, calendar: WorkingCalendar, figures: Figures, divisions: Sequence[str] = ()
    ) -> None:
        super().__init__(ruleset, calendar, figures, divisions)
        nodes = (n for r in ruleset.rules for e in expressions(r) for n in walk(e))
        self._read_dues = frozenset(n.rule for n in nodes if isinstance(n, Due))
        self._kept = KeptRows()
        self._tables = lru_cache(_CHOICES)(self._made)
        self._plans = lru_cache(_PLANS)(self._plan)

    def judge(
        self,
        case: Case,
        now: int,
        officers: OfficerRegister | None = None,
        only: frozenset[str] | None = None,
    ) -> list[Verdict]:
        """Every verdict of every rule (or of `only` these) over the case, as of the instant `now` (µs UTC)."""
        moment = Moment(now, self.calendar.local_day(now))
        register = officers or UNKNOWN_OFFICERS
        out: list[Verdict] = []
        self._forget(case)
        if self._kept.full():
            self._start_anew()
        by_step, missing = case.by_step, case.missing
        between, tables = self._plans(only, frozenset(by_step), missing.steps, missing.facts)
        for judging in between:
            judging(case, moment, register, out)
        for step, rows in tables:
            rows.judge(by_step[step], case, moment, register, out)
        return out if only is None else [v for v in out if v.rule in only]

    def _start_anew(self) -> None:
        """Forget what tables know; they hold no more than so many rows together."""
        self._plans.cache_clear()
        self._tables.cache_clear()
        self._kept.clear()

    def _plan(
        self,
        only: frozenset[str] | None,
        steps: frozenset[str],
        missing_steps: frozenset[str],
        missing_facts: frozenset[str],
    ) -> _Plan:
        """What judges a case with acts of these steps; clocks may deem others, which no table judges."""
        between, tables = self._tables(only)
        missing, there = Coverage(missing_steps, missing_facts), steps | self._deemed
        return (
            [
                judge.judge if missing_steps else at(there)
                for judge, at in between
                if not there.isdisjoint(judge.rule.judged_steps)
            ],
            [(step, table.at(there, missing)) for step, table in tables if step in steps],
        )

    def _made(self, only: frozenset[str] | None) -> _Chosen:
        between: list[tuple[Judge, Callable[[frozenset[str]], Judging]]] = []
        acts: dict[str, list[ActJudge]] = {}
        for judge in self._judges_of(only):
            if isinstance(judge, ActJudge):
                for step in judge.rule.judged_steps:
                    acts.setdefault(step, []).append(judge)
            elif isinstance(judge, ClockJudge):
                between.append((judge, quick_clock(judge, self._read_dues)))
            else:
                between.append((judge, _always(judge.judge)))
        set_by = self.ruleset.set_by
        return between, [(step, ActTable(judges, set_by, self._kept)) for step, judges in acts.items()]


def _always(judging: Judging) -> Callable[[frozenset[str]], Judging]:
    return lambda _there: judging
