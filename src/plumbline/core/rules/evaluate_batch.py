"""The columnar evaluator: every rule over millions of cases, as row-wise Ibis expressions.

A segment of records becomes one row a case (milestones) and one row an act (for rules that read nothing but the act).
Each rule then is one integer column of outcome codes. Where a case repeats a step that the rule reads, holds
corrections, or needs what only a walk over its records can tell, the code is HARD, and `evaluate_one.py` judges that
case: one meaning, two shapes, no third. docs/decisions/ says why, docs/performance.md what it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import Case, Coverage
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.rules.batch.clock_dues import Opened
from plumbline.core.rules.batch.clocks import Clocks
from plumbline.core.rules.batch.columns import Columns, OnlyPlain
from plumbline.core.rules.batch.expressions import Expressions
from plumbline.core.rules.batch.milestones import Built, build
from plumbline.core.rules.batch.outcomes import HARD, NONE, NOT_APPLICABLE, UNDETERMINED, VIOLATED, Acts, code
from plumbline.core.rules.batch.paused import of_own_fields
from plumbline.core.rules.batch.segment import Around, Midnights, Remembered, Segment
from plumbline.core.rules.batch.values import FALSE
from plumbline.core.rules.compile_one import Compiler, Surroundings
from plumbline.core.rules.evaluate_one import (
    Figures,
    RuleSet,
    default_gates,
    expressions,
    in_strata,
    reads,
    reads_besides,
)
from plumbline.core.rules.expression import Attribute, Due, walk
from plumbline.core.rules.rule import Before, Carries, Clock, Limit, Never, Rule, Who
from plumbline.core.vocabulary import Stream, ValueType

MILESTONES = "milestones"
"""The name of the table with one row a case; the acts of a step go by the step's name."""
AGAIN = "again:"
"""Before the name of a step: the table with one row an act of it in cases that repeat it."""


class Cell(NamedTuple):
    """One column of outcome codes: a rule (one version of it) at one of its judged steps, in one table."""

    number: int
    rule: str
    step: str
    table: str
    column: str


class CellColumns(NamedTuple):
    """The columns of a cell; all but the outcome only for clocks. `moved`: `due` may not be the last word.

    `opened`: the rule applied, so that a clock has an obligation whose due day others may read.
    """

    outcome: Any
    due: Any | None = None
    days_over: Any | None = None
    late_entry: Any | None = None
    moved: Any | None = None
    opened: Any | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What other rules of one table may read of those judged before them: outcome codes and due days by rule."""

    codes: dict[str, list[Any]]
    dues: dict[str, list[Opened]]

    def add(self, rule: Rule, cell: Cell, made: CellColumns) -> None:
        """Keep what a cell says."""
        self.codes.setdefault(rule.id, []).append(made.outcome)
        if not isinstance(rule.body, Clock) or made.opened is None:
            return
        due: Any = ibis.null("int32")
        if made.due is not None:
            due = ibis.ifelse(made.outcome == UNDETERMINED, due, made.due)
        hard = made.outcome == HARD
        hard = hard if made.moved is None else hard | made.moved
        opened = Opened(cell.step, made.opened, due, hard)
        for name in (rule.id, *rule.stands_for):
            self.dues.setdefault(name, []).append(opened)


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
        self._walked: set[Cell] = set()
        self._figures = Remembered(setting.figures)
        self._midnights = Midnights(setting.calendar)
        self.plain: tuple[str, ...] = ()
        self.cells: tuple[Cell, ...] = ()
        self._milestones, self._acts = self._plan()

    def build(self, records: pa.Table, cases: pa.Table | None = None) -> Built:
        """The tables of a segment that holds whole cases."""
        s = self.setting
        gates = self.ruleset.gates or default_gates(self.ruleset.rules)
        around = Around(
            s.calendar,
            self._figures,
            s.divisions,
            s.officers,
            gates,
            self._conditions,
            s.now,
            self._midnights,
        )
        return build(Segment(records, around), self._milestones, self._acts, cases)

    def outcomes(self, name: str, table: ir.Table) -> dict[Cell, CellColumns]:
        """The columns of every cell of one table (MILESTONES, a step, or a step repeated)."""
        columns, judged = self._columns(table), Judged({}, {})
        found: dict[Cell, CellColumns] = {}
        for cell in self.cells:
            if cell.table == name:
                found[cell] = self._cell(cell, columns, judged)
                judged.add(self._rules[cell.number], cell, found[cell])
        return found

    def tables(self) -> list[str]:
        """The names of the tables that hold cells."""
        return [MILESTONES, *self._acts]

    def _columns(self, table: ir.Table | None = None) -> Columns:
        return Columns(self._fields, self._attributes, self.steps, table)

    def _plan(self) -> tuple[Columns, dict[str, Columns]]:
        """Compile once without a table, to learn the cells and the columns they ask for."""
        plain: set[str] = set()
        while True:
            milestones, acts, cells, more = self._trial(plain)
            if not more:
                break
            plain |= more
        self.plain = tuple(dict.fromkeys(r.id for r in self._rules if r.id in plain))
        self.cells = tuple(cells)
        return milestones, acts

    def _trial(self, plain: set[str]) -> tuple[Columns, dict[str, Columns], list[Cell], set[str]]:
        milestones, acts, cells = self._columns(), dict[str, Columns](), list[Cell]()
        more: set[str] = set()
        judged, apart = Judged({}, {}), Judged({}, {})
        for number, rule in enumerate(self._rules):
            if rule.id in plain:
                continue
            for step in rule.judged_steps:
                for table in self._tables_of(rule, step):
                    cell = Cell(number, rule.id, step, table, f"r{number}_{step}")
                    by_case = table == MILESTONES
                    columns = milestones if by_case else acts.setdefault(table, self._columns())
                    try:
                        made = self._cell(cell, columns, judged if by_case else apart)
                    except OnlyPlain:
                        more.add(rule.id)
                        continue
                    cells.append(cell)
                    if by_case:
                        judged.add(rule, cell, made)
        return milestones, acts, cells, more

    def _tables_of(self, rule: Rule, step: str) -> list[str]:
        """The tables in which a rule is judged at a step: that of its acts, or by case and where it is repeated."""
        if is_local(rule, self.ruleset):
            return [step]
        return [MILESTONES, f"{AGAIN}{step}"] if stands_alone(rule, step, self.ruleset) else [MILESTONES]

    def _cell(self, cell: Cell, columns: Columns, judged: Judged) -> CellColumns:
        s, rule, step = self.setting, self._rules[cell.number], cell.step
        compiled = Expressions(
            columns, step, dict(self.ruleset.set_by), s.calendar, s.missing, rule.as_of, judged.dues
        )
        when = compiled.truth(rule.when) if rule.when is not None else None
        made, hard = self._body(cell, compiled)
        for beyond in compiled.beyond:
            hard = hard | beyond
        if isinstance(rule.body, Never) and rule.body.at_most != 0 and when is not None:
            when = when.fill_null(True)  # what may count is still one of so many
        day = columns.fact(step, "day")
        inside = (day >= rule.from_day) & (day <= rule.to_day)
        opened = inside if when is None else inside & when.fill_null(False)
        for one in compiled.unset:
            opened = opened & ~one.fill_null(False)
        settled = ibis.ifelse(inside, _settled(made.outcome, when, compiled.unset), code(NONE))
        if is_local(rule, self.ruleset):
            return CellColumns(ibis.ifelse(hard, code(HARD), settled))
        read = (compiled.reads | (reads_besides(rule) - compared(rule))) - {step}
        hard = hard | columns.any_of("many", read)
        if isinstance(rule.body, Clock) and rule.body.on_expiry is not None and rule.body.on_expiry.bars:
            hard = hard | columns.any_of("present", [rule.body.on_expiry.bars])
        settled = ibis.ifelse(hard, code(HARD), settled)
        if cell.table != MILESTONES:
            return made._replace(outcome=settled)
        several = code(NONE) if stands_alone(rule, step, self.ruleset) else code(HARD)
        settled = ibis.ifelse(columns.any_of("many", [step]), several, settled)
        final = ibis.ifelse(columns.any_of("present", [step]), settled, code(NONE))
        deemed = self._deemed(rule, read | compared(rule) | {step}, judged)
        final = final if deemed is None else ibis.ifelse(deemed, code(HARD), final)
        return made._replace(outcome=final, opened=opened)

    def _body(self, cell: Cell, compiled: Expressions) -> tuple[CellColumns, Any]:
        """The outcome of the body alone, and where it is hard; HARD throughout for a shape that no column can tell."""
        s, columns, rule = self.setting, compiled.columns, self._rules[cell.number]
        asked, known = columns.asked(), (set(compiled.reads), list(compiled.unset), list(compiled.beyond))
        try:
            if cell in self._walked:
                raise OnlyPlain
            if isinstance(rule.body, Clock):
                now = (s.now, s.calendar.local_day(s.now))
                clock = Clocks(rule, rule.body, compiled, s.calendar, s.missing, self.ruleset.ends, now)
                return CellColumns(*clock.outcome()), clock.hard
            acts = Acts(rule, compiled, s.calendar, s.missing)
            return CellColumns(acts.outcome()), acts.hard
        except OnlyPlain:
            self._walked.add(cell)
            columns.back(asked)
            compiled.reads, compiled.unset, compiled.beyond = known
        # a condition that is not known would be told as such before the body is asked
        return CellColumns(code(HARD)), FALSE if rule.when is None else compiled.truth(rule.when).isnull()

    def _deemed(self, rule: Rule, read: Set[str], judged: Judged) -> Any | None:
        """Where a clock may have deemed an act that this rule reads."""
        needed = read | set(rule.judged_steps)
        found: Any | None = None
        for other in self._rules:
            body = other.body
            if not (isinstance(body, Clock) and body.on_expiry is not None and body.on_expiry.deem in needed):
                continue
            if other.id == rule.id:
                continue
            if other.id not in judged.codes:
                raise OnlyPlain("reads acts deemed by a clock for the plain evaluator")
            for outcome in judged.codes[other.id]:
                expired = outcome.isin([VIOLATED, HARD])
                found = expired if found is None else found | expired
        return found


def stands_alone(rule: Rule, step: str, ruleset: RuleSet) -> bool:
    """Whether other records of the judged step say nothing of one of them, so that each is judged by itself."""
    body, read = rule.body, set(reads_besides(rule))
    if isinstance(body, Never) and body.at_most != 0:
        return False
    if isinstance(body, Clock):
        if body.on_expiry is not None and body.on_expiry.deem is not None:
            return False
        read |= set(() if body.survives else ruleset.ends)
    for node in (n for e in expressions(rule) for n in walk(e)):
        if isinstance(node, Due):
            return False
        if isinstance(node, Attribute):
            read |= {setter for setter, _ in ruleset.set_by.get(node.name, ())}
    return step not in read and deemable(ruleset).isdisjoint(read | set(rule.judged_steps))


def is_local(rule: Rule, ruleset: RuleSet) -> bool:
    """Whether a rule reads nothing but the judged act and the header of its case."""
    body = rule.body
    if not isinstance(body, Before | Carries | Limit | Never | Who) or (
        isinstance(body, Never) and body.at_most != 0
    ):
        return False
    for node in (n for e in expressions(rule) for n in walk(e)):
        if isinstance(node, Due) or (isinstance(node, Attribute) and ruleset.set_by.get(node.name)):
            return False
    deemed = isinstance(body, Who) and body.recused_by in deemable(ruleset)
    return reads_besides(rule) <= compared(rule) and not _reads_own_step(rule) and not deemed


def compared(rule: Rule) -> frozenset[str]:
    """Steps all of whose records the columns compare with the judged act, so that none of them need be single."""
    body = rule.body
    if not isinstance(body, Who):
        return frozenset()
    return frozenset(body.differs_from) | ({body.recused_by} if body.recused_by else set())


def deemable(ruleset: RuleSet) -> frozenset[str]:
    """Steps that some clock may deem done."""
    effects = (r.body.on_expiry for r in ruleset.rules if isinstance(r.body, Clock))
    return frozenset(e.deem for e in effects if e is not None and e.deem is not None)


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
