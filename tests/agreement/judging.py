"""Judges the same cases with the evaluators and lists every difference from the plain one that is not by design."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, TypeAlias

import duckdb
import ibis
import pyarrow as pa

from agreement.random_cases import CaseMaker, RandomCase, coverage
from agreement.random_rules import RuleMaker
from agreement.world import ATTRIBUTE_TYPES, FIELDS, MIDDLES, Figures, calendar, register
from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.case import JOIN_STEP, Case, Joining, fold, order
from plumbline.core.facts.record import Record
from plumbline.core.facts.record_batch import case_schema, from_records
from plumbline.core.rules.batch.outcomes import (
    CODE_OF,
    HARD,
    NONE,
    NOT_APPLICABLE,
    PENDING,
    SATISFIED,
    VIOLATED,
)
from plumbline.core.rules.batch.staging import staged_sql
from plumbline.core.rules.evaluate_batch import MILESTONES, CellColumns, CompiledBatch, Setting
from plumbline.core.rules.evaluate_one import CompiledRules, RuleSet
from plumbline.core.rules.quick_rules import QuickRules
from plumbline.core.rules.rule import Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import ValueType

HOUR = 3_600_000_000
_MAY_BE_LATE = (SATISFIED, PENDING, NOT_APPLICABLE)
QUICK = "as the guard judges"
Found: TypeAlias = dict[tuple[str, str, str], list[tuple[Any, ...]]]
"""What the columns say of each case, rule and step."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One (case, rule, step) that the columns, or for the step QUICK the guard, judged otherwise than the plain one."""

    seed: int
    case: str
    rule: str
    step: str
    columns: tuple[Any, ...]
    plain: tuple[Any, ...]


@dataclass(slots=True)
class Report:
    """Differences and counts of one or several batches; counters are by kind of rule."""

    differences: list[Difference] = field(default_factory=list)
    cases: int = 0
    odd: int = 0
    compared: Counter[str] = field(default_factory=Counter)
    by_columns: Counter[str] = field(default_factory=Counter)
    hard: Counter[str] = field(default_factory=Counter)
    only_plain: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, other: Report) -> None:
        """Takes the counts of another report in."""
        self.differences += other.differences
        self.cases += other.cases
        self.odd += other.odd
        for name in ("compared", "by_columns", "hard", "only_plain", "outcomes"):
            getattr(self, name).update(getattr(other, name))


@dataclass(frozen=True, slots=True)
class Batch:
    """Rules and cases with what they are judged with."""

    seed: int
    ruleset: RuleSet
    setting: Setting
    cases: tuple[RandomCase, ...]
    fields: Mapping[str, ValueType] = field(default_factory=lambda: FIELDS)
    attributes: Mapping[str, ValueType] = field(default_factory=lambda: ATTRIBUTE_TYPES)


def make_batch(seed: int, *, rules: int = 8, cases: int = 100) -> Batch:
    """The batch of a seed: always the same one."""
    random = Random(seed)
    name, around = random.choice(MIDDLES)
    table, middle = calendar(name), day_of(around)
    ruleset = RuleMaker(random, middle).ruleset(rules)
    now_day = middle + random.choice((0, 0, 3, 5, 12))
    now = table.midnight(now_day) + random.choice((0, 10 * HOUR, 24 * HOUR - 1))
    missing = coverage(random, ruleset)
    officers = register(middle, closed=random.random() < 0.3)
    setting = Setting(table, Figures(middle), ("cn",), officers, missing, now)
    maker = CaseMaker(random, ruleset, table, now_day, middle)
    return Batch(seed, ruleset, setting, tuple(maker.case(f"c{n:05d}") for n in range(cases)))


def folded(case: RandomCase, setting: Setting) -> Case:
    """The case as of now, with what it inherited from a joined one."""
    state = fold(case.id, case.records, setting.now, header=case.header, missing=setting.missing)
    joinings = state.by_step.get(JOIN_STEP, ())
    if joinings:
        other = fold(f"{case.id}-joined", case.joined, setting.now)
        state.joined = [Joining(min(order(r) for r in joinings), other)]
    return state


def judge_plain(batch: Batch) -> dict[str, list[Verdict]]:
    """The verdicts of every case by the reference."""
    s = batch.setting
    compiled = CompiledRules(batch.ruleset, s.calendar, s.figures, s.divisions)
    return {c.id: compiled.judge(folded(c, s), s.now, s.officers) for c in batch.cases}


def quick_differences(batch: Batch, plain: dict[str, list[Verdict]]) -> list[Difference]:
    """Where the guard says otherwise; each case is judged a second time, when the tables hold what others taught."""
    s = batch.setting
    quick = QuickRules(batch.ruleset, s.calendar, s.figures, s.divisions)
    found = []
    for case in [*batch.cases, *reversed(batch.cases)]:
        said = Counter(quick.judge(folded(case, s), s.now, s.officers))
        wanted = Counter(plain[case.id])
        for rule in {v.rule for v in (said - wanted) + (wanted - said)}:
            sides = [tuple(v for v in side if v.rule == rule) for side in (said, wanted)]
            found.append(Difference(batch.seed, case.id, rule, QUICK, *sides))
    return found


def kind_of(rule: Rule) -> str:
    """The word for the kind in counts; clocks by their term."""
    body, name = rule.body, type(rule.body).__name__.lower()
    if name != "clock":
        return name
    term = body.term  # type: ignore[union-attr]
    word = type(term).__name__.lower()
    return f"clock {term.unit if word == 'period' else word}"


def agree(batch: Batch) -> Report:
    """Judges the batch by columns and as the guard does, against the plain evaluator."""
    s = batch.setting
    report = Report(cases=len(batch.cases))
    plain = judge_plain(batch)
    report.differences += quick_differences(batch, plain)
    kinds = {r.id: kind_of(r) for r in batch.ruleset.rules}
    for verdicts in plain.values():
        for v in verdicts:
            report.outcomes[kinds[v.rule], v.outcome.value, v.reason] += 1
    compiled = CompiledBatch(batch.ruleset, batch.fields, batch.attributes, s)
    for rule in compiled.plain:
        report.only_plain[kinds[rule]] += 1
    records = [r for c in batch.cases for r in c.records]
    if all(r.recorded_at > s.now for r in records):
        return report
    built = compiled.build(from_records(records, batch.fields), case_table(batch))
    report.odd += len(built.odd)
    engine = duckdb.connect()
    found: Found = defaultdict(list)
    for name in compiled.tables():
        held = built.milestones if name == MILESTONES else built.acts[name]
        table = ibis.table(ibis.Schema.from_pyarrow(held.schema), name="judged_rows")
        columns = compiled.outcomes(name, table)
        if columns:
            engine.register("judged_rows", held)
            for row in _rows(engine, table, columns):
                for cell in columns:
                    found[row["case_id"], cell.rule, cell.step].append(_of_row(row, cell))
    _compare(report, batch, plain, found, kinds)
    engine.close()
    return report


def case_table(batch: Batch) -> pa.Table:
    """The case table in the layout of `facts/record_batch.py`."""
    schema = case_schema(batch.attributes)
    rows = []
    for case in batch.cases:
        row: dict[str, Any] = {"case_id": case.id}
        for name, value in case.header.items():
            row[name if name in schema.names else f"a_{name}"] = value
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=schema)


def _rows(engine: Any, table: Any, columns: dict[Any, CellColumns]) -> list[dict[str, Any]]:
    wanted: dict[str, Any] = {"case_id": table["case_id"]}
    for cell, made in columns.items():
        wanted[cell.column] = made.outcome
        for name in ("due", "days_over", "late_entry"):
            if getattr(made, name) is not None:
                wanted[f"{cell.column}.{name}"] = getattr(made, name)
    rows: list[dict[str, Any]] = engine.execute(staged_sql(table, wanted)).to_arrow_table().to_pylist()
    return rows


def _compare(
    report: Report, batch: Batch, plain: dict[str, list[Verdict]], found: Found, kinds: dict[str, str]
) -> None:
    """Differences; what the tables say of the acts of one step in one case is compared as a whole."""
    expected = _by_cell(batch, plain)
    for (case, rule, step), got in found.items():
        kind = kinds[rule]
        wanted = expected.get((case, rule, step), [])
        got = [g for g in got if g[0] != NONE]
        number = max(len(got), len(wanted))
        report.compared[kind] += number
        if any(g[0] == HARD for g in got):
            report.hard[kind] += number
            continue
        report.by_columns[kind] += number
        full = any(len(g) > 1 for g in got)
        have = sorted(got, key=str)
        want = sorted((_of_verdict(v, full=full) for v in wanted), key=str)
        if have != want:
            report.differences.append(Difference(batch.seed, case, rule, step, tuple(have), tuple(wanted)))


def _by_cell(batch: Batch, plain: dict[str, list[Verdict]]) -> dict[tuple[str, str, str], list[Verdict]]:
    steps = {r.id: r.step for c in batch.cases for r in c.records}
    found: dict[tuple[str, str, str], list[Verdict]] = defaultdict(list)
    for case, verdicts in plain.items():
        for v in verdicts:
            step = v.record.split(":")[1] if v.record.startswith("deemed:") else steps[v.record]
            found[case, v.rule, step].append(v)
    return found


def _of_row(row: dict[str, Any], cell: Any) -> tuple[Any, ...]:
    code = row[cell.column]
    if f"{cell.column}.due" not in row:
        return (code,)
    due = row[f"{cell.column}.due"] if code in (PENDING, VIOLATED) else None
    over = row[f"{cell.column}.days_over"] if code == VIOLATED else None
    late = bool(row[f"{cell.column}.late_entry"]) and code == SATISFIED
    return (code, due, over, late if code in _MAY_BE_LATE else None)


def _of_verdict(verdict: Verdict, *, full: bool) -> tuple[Any, ...]:
    code = CODE_OF[verdict.outcome]
    if not full:
        return (code,)
    due = verdict.due if code in (PENDING, VIOLATED) else None
    over = verdict.days_over if code == VIOLATED else None
    return (code, due, over, verdict.late_entry if code in _MAY_BE_LATE else None)


def explain(batch: Batch, difference: Difference) -> str:
    """The rule and the records of a difference, for whoever must mend it."""
    middle = batch.setting.calendar.local_day(batch.setting.now)
    rule = next(r for r in batch.ruleset.rules if r.id == difference.rule)
    case = next(c for c in batch.cases if c.id == difference.case)
    lines = [str(difference), str(rule.body), f"when {rule.when} window {rule.from_day}-{rule.to_day}"]
    lines.append(f"ends {batch.ruleset.ends} header {case.header} missing {batch.setting.missing}")
    lines.append(f"now {middle} {date.fromordinal(middle + 719163)}")
    lines += [_line(r, middle, batch) for r in sorted(case.records, key=lambda r: (r.day, r.instant, r.seq))]
    return "\n".join(lines)


def _line(r: Record, middle: int, batch: Batch) -> str:
    hours = (r.instant - batch.setting.calendar.midnight(r.day)) / HOUR if r.precise else "day"
    entered = (r.recorded_at - batch.setting.calendar.midnight(middle)) / HOUR / 24
    return (
        f"  {r.step} seq {r.seq} day {r.day} ({r.day - middle:+d}) {hours} until {r.end_day - middle:+d} "
        f"entered {entered:+.3f} by {r.by} {dict(r.fields)} corrects {r.corrects} void {r.void}"
    )
