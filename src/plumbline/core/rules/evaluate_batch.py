"""The columnar evaluator: every rule over millions of cases, as row-wise Ibis expressions.

A segment of records becomes one row a case (milestones) and one row an act (for rules that read nothing but the act).
Each rule then is one integer column of outcome codes. Where a case repeats a step that the rule reads, holds
corrections, or needs what only a walk over its records can tell, the code is HARD, and `evaluate_one.py` judges that
case: one meaning, two shapes, no third. docs/decisions/ says why, docs/performance.md what it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import Case, Coverage
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.rules.batch.clocks import Clocks
from plumbline.core.rules.batch.columns import Columns, OnlyPlain
from plumbline.core.rules.batch.expressions import Expressions
from plumbline.core.rules.batch.milestones import Built, build
from plumbline.core.rules.batch.outcomes import HARD, NONE, NOT_APPLICABLE, UNDETERMINED, VIOLATED, Acts, code
from plumbline.core.rules.batch.paused import of_own_fields
from plumbline.core.rules.batch.segment import Around, Segment
from plumbline.core.rules.compile_one import Compiler, Surroundings
from plumbline.core.rules.evaluate_one import Figures, RuleSet, default_gates, expressions, in_strata, reads
from plumbline.core.rules.expression import Attribute, walk
from plumbline.core.rules.rule import Before, Carries, Clock, Limit, Never, Rule, Who
from plumbline.core.vocabulary import Stream, ValueType

MILESTONES = "milestones"
"""The name of the table with one row a case; the acts of a step go by the step's name."""


class Cell(NamedTuple):
    """One column of outcome codes: a rule (one version of it) at one of its judged steps, in one table."""

    number: int
    rule: str
    step: str
    table: str
    column: str


class CellColumns(NamedTuple):
    """The columns of a cell; `due`, `days_over` and `late_entry` only for clocks."""

    outcome: Any
    due: Any | None = None
    days_over: Any | None = None
    late_entry: Any | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a batch is judged with: the same things the plain evaluator is given."""

    calendar: WorkingCalendar
    figures: Figures
    divisions: tuple[str, ...]
    officers: OfficerRegister
    missing: Coverage
    now: int


class CompiledBatch:
    """A rule set ready for segments; `plain` are the rules that only the plain evaluator judges."""

    def __init__(
        self,
        ruleset: RuleSet,
        fields: Mapping[str, ValueType],
        attributes: Mapping[str, ValueType],
        setting: Setting,
    ) -> None:
        self.ruleset = ruleset
        self.setting = setting
        self._fields, self._attributes = fields, attributes
        self._rules = [r for r in in_strata(ruleset.rules, ruleset.ends) if r.over is Stream.CASE]
        self.steps = _bits(self._rules, ruleset)
        self._conditions = _conditions(ruleset, setting)
        self.plain: tuple[str, ...] = ()
        self.cells: tuple[Cell, ...] = ()
        self._milestones, self._acts = self._plan()

    def build(self, records: pa.Table, cases: pa.Table | None = None) -> Built:
        """The tables of a segment that holds whole cases."""
        s = self.setting
        gates = self.ruleset.gates or default_gates(self.ruleset.rules)
        around = Around(s.calendar, s.figures, s.divisions, s.officers, gates, self._conditions, s.now)
        return build(Segment(records, around), self._milestones, self._acts, cases)

    def outcomes(self, name: str, table: ir.Table) -> dict[Cell, CellColumns]:
        """The columns of every cell of one table (MILESTONES, or a step)."""
        columns = self._columns(table)
        found: dict[Cell, CellColumns] = {}
        codes: dict[str, list[Any]] = {}
        for cell in self.cells:
            if cell.table != name:
                continue
            made = self._cell(
                self._rules[cell.number], cell.step, columns, local=name != MILESTONES, codes=codes
            )
            codes.setdefault(cell.rule, []).append(made.outcome)
            found[cell] = made
        return found

    def tables(self) -> list[str]:
        """The names of the tables that hold cells."""
        return [MILESTONES, *self._acts]

    def _columns(self, table: ir.Table | None = None) -> Columns:
        return Columns(self._fields, self._attributes, self.steps, table)

    def _plan(self) -> tuple[Columns, dict[str, Columns]]:
        """Compile once without a table, to learn the cells and the columns they ask for."""
        milestones = self._columns()
        acts: dict[str, Columns] = {}
        cells: list[Cell] = []
        plain: list[str] = []
        codes: dict[str, list[Any]] = {}
        for number, rule in enumerate(self._rules):
            local = is_local(rule, self.ruleset)
            trial: list[tuple[Cell, CellColumns]] = []
            try:
                for step in rule.judged_steps:
                    name = step if local else MILESTONES
                    columns = acts.setdefault(step, self._columns()) if local else milestones
                    made = self._cell(rule, step, columns, local=local, codes=codes)
                    trial.append((Cell(number, rule.id, step, name, f"r{number}_{step}"), made))
            except OnlyPlain:
                plain.append(rule.id)
                continue
            cells += [cell for cell, _ in trial]
            codes.setdefault(rule.id, []).extend(made.outcome for _, made in trial)
        self.plain = tuple(dict.fromkeys(plain))
        self.cells = tuple(c for c in cells if c.rule not in self.plain)
        return milestones, {
            step: c for step, c in acts.items() if any(cell.table == step for cell in self.cells)
        }

    def _cell(
        self, rule: Rule, step: str, columns: Columns, *, local: bool, codes: Mapping[str, Sequence[Any]]
    ) -> CellColumns:
        s = self.setting
        compiled = Expressions(columns, step, dict(self.ruleset.set_by), s.calendar, s.missing, rule.as_of)
        when = compiled.truth(rule.when) if rule.when is not None else None
        extra: CellColumns | None = None
        if isinstance(rule.body, Clock):
            now = (s.now, s.calendar.local_day(s.now))
            clock = Clocks(rule, rule.body, compiled, s.calendar, s.missing, self.ruleset.ends, now)
            made = clock.outcome()
            hard, outcome = clock.hard, made.outcome
            extra = CellColumns(None, made.due, made.days_over, made.late_entry)
        else:
            acts = Acts(rule, compiled, s.calendar, s.missing)
            outcome = acts.outcome()
            hard = acts.hard
        for beyond in compiled.beyond:
            hard = hard | beyond
        settled = _settled(outcome, when, compiled.unset)
        day = columns.fact(step, "day")
        settled = ibis.ifelse((day >= rule.from_day) & (day <= rule.to_day), settled, code(NONE))
        if local:
            return CellColumns(ibis.ifelse(hard, code(HARD), settled))
        final = self._guarded(rule, step, columns, compiled, settled, hard, codes)
        return CellColumns(final) if extra is None else extra._replace(outcome=final)

    def _guarded(
        self,
        rule: Rule,
        step: str,
        columns: Columns,
        compiled: Expressions,
        settled: Any,
        hard: Any,
        codes: Mapping[str, Sequence[Any]],
    ) -> Any:
        """NONE without the step; HARD where a step that decides is repeated or may be deemed."""
        hard = hard | columns.any_of("many", compiled.reads | set(reads(rule)))
        if (
            isinstance(rule.body, Clock)
            and rule.body.on_expiry is not None
            and rule.body.on_expiry.bars is not None
        ):
            hard = hard | columns.any_of("present", [rule.body.on_expiry.bars])
        present = columns.any_of("present", [step])
        final = ibis.ifelse(present, ibis.ifelse(hard, code(HARD), settled), code(NONE))
        deemed = self._deemed(rule, compiled, codes)
        return final if deemed is None else ibis.ifelse(deemed, code(HARD), final)

    def _deemed(self, rule: Rule, compiled: Expressions, codes: Mapping[str, Sequence[Any]]) -> Any | None:
        """Where a clock may have deemed an act that this rule reads."""
        needed = compiled.reads | set(reads(rule)) | set(rule.judged_steps)
        found: Any | None = None
        for other in self._rules:
            body = other.body
            if not (isinstance(body, Clock) and body.on_expiry is not None and body.on_expiry.deem in needed):
                continue
            if other.id == rule.id:
                continue
            if other.id not in codes:
                raise OnlyPlain("reads acts deemed by a clock for the plain evaluator")
            for outcome in codes[other.id]:
                expired = outcome.isin([VIOLATED, HARD])
                found = expired if found is None else found | expired
        return found


def is_local(rule: Rule, ruleset: RuleSet) -> bool:
    """Whether a rule reads nothing but the judged act and the header of its case."""
    body = rule.body
    if isinstance(body, Who):
        simple = not body.differs_from and body.recused_by is None
    else:
        simple = isinstance(body, Before | Carries | Limit | Never)
    if not simple:
        return False
    for expression in expressions(rule):
        for node in walk(expression):
            if isinstance(node, Attribute) and ruleset.set_by.get(node.name):
                return False
    return set(reads(rule)) == set(rule.judged_steps) and not _reads_own_step(rule)


def _reads_own_step(rule: Rule) -> bool:
    return any(hasattr(n, "step") for e in expressions(rule) for n in walk(e))


def _settled(outcome: Any, when: Any | None, unset: Sequence[Any]) -> Any:
    """An unset figure first, then `when`, then the body."""
    if when is not None:
        outcome = ibis.ifelse(
            when.isnull(), code(UNDETERMINED), ibis.ifelse(when, outcome, code(NOT_APPLICABLE))
        )
    for one in unset:
        outcome = ibis.ifelse(one.fill_null(False), code(NOT_APPLICABLE), outcome)
    return outcome


def _bits(rules: Sequence[Rule], ruleset: RuleSet) -> dict[str, int]:
    """A number for every step that some rule reads: its bit in the masks."""
    steps: dict[str, int] = {}
    names = {s for r in rules for s in reads(r)} | set(ruleset.ends)
    names |= {s for setters in ruleset.set_by.values() for s, _ in setters}
    for body in (r.body for r in rules):
        if isinstance(body, Clock) and body.on_expiry is not None and body.on_expiry.deem is not None:
            names.add(body.on_expiry.deem)
    for name in sorted(names):
        steps[name] = len(steps)
    return steps


def _conditions(ruleset: RuleSet, setting: Setting) -> dict[int, Callable[[Mapping[str, Any]], bool | None]]:
    """The conditions of pauses as functions of the start record's own fields, by the plain evaluator's compiler."""
    around = Surroundings(setting.calendar, lambda *_: None, {}, lambda *_: None)
    found: dict[int, Callable[[Mapping[str, Any]], bool | None]] = {}
    for rule in ruleset.rules:
        if not isinstance(rule.body, Clock):
            continue
        for exclusion in rule.body.excludes:
            if exclusion.condition is None or not of_own_fields(exclusion.condition):
                continue
            found[id(exclusion)] = _of_fields(Compiler(around).test(exclusion.condition))
    return found


def _of_fields(test: Callable[[Case, Record], bool | None]) -> Callable[[Mapping[str, Any]], bool | None]:
    nowhere = Case("", {}, {})

    def condition(fields: Mapping[str, Any]) -> bool | None:
        return test(nowhere, Record("", "", 0, 0, 0, False, 0, 0, False, 0, (), fields))

    return condition
