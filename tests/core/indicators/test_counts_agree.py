"""The plain count and the count in columns say the same of random districts, for every indicator of the packs."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from tests.builders.examples import some, some_of
from tests.builders.history import packs
from tests.builders.shared_sql import once

from plumbline.core.facts.case import Case, fold
from plumbline.core.facts.record import Record, Value
from plumbline.core.indicators.acts import act_layout, acts_of
from plumbline.core.indicators.count_columns import COUNTED, PERIOD, TOLD, ColumnCount
from plumbline.core.indicators.count_one import PlainCount, count_plain
from plumbline.core.indicators.figure import Counted
from plumbline.core.indicators.indicator import BY, Indicator, Other
from plumbline.core.indicators.load import load_indicators
from plumbline.core.procedures.definition import FieldDefinition, Procedure, Step
from plumbline.core.rules.expression import Compare, Field, In, Literal, walk
from plumbline.core.vocabulary import ValueType

FIRST, LAST = 19_723, 20_088
"""The year 2024."""
CATALOGUE = load_indicators(packs())
CALENDAR = packs().calendar("cn")


def shape(one: Indicator) -> tuple[object, ...]:
    """What its count is made of: indicators of one shape are counted by the same parts of the code."""
    sources = [
        (
            len(of.steps) > 1,
            bool(of.ends),
            bool(of.where),
            len(of.amount),
            joined(of.with_acts),
            joined(of.without_acts),
        )
        for of in one.sources
    ]
    return one.counts, one.on is None, bool(one.classes), len(sources), *sorted(set(sources))


def joined(others: Sequence[Other]) -> tuple[int, bool]:
    return len(others), any(one.where is not None for one in others)


OPENED = {one.id for one in {shape(one): one for one in CATALOGUE.indicators.values()}.values()}
OPENED |= some_of(CATALOGUE.indicators) if some(3) == 3 else set()
"""Figures that are opened to their rows as well: one of each shape; the rows of all are compared in the drill."""


def test_both_counts_say_the_same() -> None:
    met = dict[str, Counted]()
    for procedure, acts in districts():
        with acts:
            for indicator in (one for one in CATALOGUE.indicators.values() if procedure in one.procedures):
                plain = count_plain(indicator, {procedure: acts.cases}, (FIRST, LAST), CALENDAR)
                assert acts.counted(indicator) == plain
                if indicator.id in OPENED:
                    assert acts.rows(indicator) == plain_rows(indicator, procedure, acts.cases)
                met.update(
                    {f"{id}:{kind}" if kind else id: one for (id, _, kind), one in plain.items() if one.rows}
                )
                met.update({f"unsaid:{procedure}": one for one in plain.values() if one.unsaid})
    classes = {f"{one.id}:{kind.id}" for one in CATALOGUE.indicators.values() for kind in one.classes}
    assert sorted({*CATALOGUE.indicators, *classes, "unsaid:penalty.ordinary"} - set(met)) == []


MANY = {
    "penalty.ordinary": 300,
    "reconsideration.case": 400,
    "information.request": 500,
    "litigation.response": 500,
    "study.session": 300,
    "figure.submitted": 2_000,
    "reconsideration": 200,
}
"""Cases of procedures whose figures ask for several things at once, so that each is met."""


def districts() -> Iterator[tuple[str, InColumns]]:
    """The cases of each procedure that is counted."""
    for procedure in sorted({name for one in CATALOGUE.indicators.values() for name in one.procedures}):
        many = MANY.get(procedure, 60)
        chance = random.Random(f"7 {procedure}")  # each its own, so that a procedure more changes no other
        yield procedure, InColumns(procedure, list(random_cases(packs().procedure(procedure), chance, many)))


def asked_values(procedure: str) -> dict[str, list[Value]]:
    """The values that the conditions of its indicators ask of each field, so that they are met and just missed."""
    found: dict[str, list[Value]] = {}
    sources = (
        one for all in CATALOGUE.indicators.values() for one in all.sources if one.procedure == procedure
    )
    for source in sources:
        others = (one.where for one in (*source.with_acts, *source.without_acts))
        for condition in (source.where, *source.classes, *others):
            for node in walk(condition) if condition is not None else ():
                match node:
                    case Compare(left=Field(name=name), right=Literal(value=value)):
                        beside = [value - 1, value, value + 1] if type(value) in (int, Decimal) else [value]
                        found.setdefault(name, []).extend(beside)
                    case In(value=Field(name=name), options=options):
                        found.setdefault(name, []).extend(one.value for one in options)
    return found


def random_cases(procedure: Procedure, chance: random.Random, many: int) -> Iterator[Case]:
    steps = [step for step in procedure.steps.values() if interesting(procedure.id, step)]
    steps += [step for step in steps if step.id in ("decide", "receive", "approve_figure")] * 3
    asked = asked_values(procedure.id)
    for number in range(many):
        header: dict[str, Value] = {"organ": chance.choice(["甲局", "乙局", None]), "party_kind": "citizen"}
        header |= {name: chance.choice([*asked[name], header.get(name)]) for name in BY if name in asked}
        records = [
            random_record(chance.choice(steps), chance, seq, asked) for seq in range(chance.randint(1, 8))
        ]
        yield fold(f"{procedure.id}-{number}", records, 2**62, header=header)


def interesting(procedure: str, step: Step) -> bool:
    """Steps that some indicator reads, and a few that none does."""
    read = {
        name
        for one in CATALOGUE.indicators.values()
        for source in one.sources
        if source.procedure == procedure
        for name in (
            *source.steps,
            *source.ends,
            *(s for o in (*source.with_acts, *source.without_acts) for s in o.steps),
        )
    }
    return step.id in read or len(step.id) % 7 == 0


def random_record(
    step: Step, chance: random.Random, seq: int, asked: Mapping[str, Sequence[Value]]
) -> Record:
    day = chance.choice([FIRST - 1, FIRST, LAST, LAST + 1, chance.randint(FIRST - 300, LAST + 300)])
    fields = {
        name: random_value(one, chance, asked.get(name, ()))
        for name, one in step.fields.items()
        if chance.random() < 0.7
    }
    instant, precise = day * 86_400_000_000 + chance.randint(0, 3) * 1_000_000, chance.random() < 0.5
    corrects = f"r{chance.randrange(seq)}" if seq and chance.random() < 0.1 else None
    return Record(
        f"r{seq}", step.id, seq, day, instant, precise, day, instant, precise, instant + seq, fields=fields,
        corrects=corrects, void=corrects is not None and chance.random() < 0.3,
    )  # fmt: skip


def random_value(field: FieldDefinition, chance: random.Random, asked: Sequence[Value]) -> Value:
    if asked and chance.random() < 0.6:
        return chance.choice(asked)
    match field.type:
        case ValueType.BOOL:
            return chance.random() < 0.5
        case ValueType.CHOICE:
            return chance.choice(field.options)
        case ValueType.MONEY | ValueType.NUMBER:
            return Decimal(chance.choice([0, 100, 999]))
        case ValueType.INT:
            return chance.randint(0, 3)
        case ValueType.DATE:
            return chance.randint(FIRST - 5, LAST + 5)
        case ValueType.TEXT:
            return "文"
        case _:
            return None


def plain_rows(indicator: Indicator, procedure: str, cases: Iterable[Case]) -> list[tuple[object, ...]]:
    found = PlainCount(indicator, CALENDAR).rows(procedure, cases, (FIRST, LAST))
    return sorted(
        (one.case, one.record, one.step, one.day, one.organ, one.kind, one.value)
        for one in found
        if one is not None
    )


class InColumns:
    """The cases of one procedure as columns, counted by DuckDB: its acts are brought into the engine once."""

    def __init__(self, procedure: str, cases: list[Case]) -> None:
        self.cases, self._procedure = cases, procedure
        self._layout = act_layout(packs().procedure(procedure), CATALOGUE.indicators.values())
        table = acts_of(cases, self._layout)
        for name, day in zip(PERIOD, (FIRST, LAST), strict=True):
            table = table.append_column(pa.field(name, pa.int32()), pa.array([day] * len(table), pa.int32()))
        self._table = table

    def __enter__(self) -> InColumns:
        self._db = duckdb.connect()
        self._db.register("read", self._table).execute("CREATE TABLE acts AS SELECT * FROM read")
        return self

    def __exit__(self, *_error: object) -> None:
        self._db.close()

    def counted(self, indicator: Indicator) -> dict[tuple[str, str, str], Counted]:
        found = self._run(indicator, rows=False)
        return {(indicator.id, row[0], row[1]): Counted(indicator.id, *row) for row in found}

    def rows(self, indicator: Indicator) -> list[tuple[object, ...]]:
        return sorted(self._run(indicator, rows=True))

    def _run(self, indicator: Indicator, *, rows: bool) -> list[tuple[Any, ...]]:
        def written() -> str:
            acts = ibis.table(ibis.Schema.from_pyarrow(self._table.schema), name="acts")
            counter = ColumnCount(indicator, self._layout, CALENDAR)
            wanted = counter.rows if rows else counter.counted
            return str(ibis.to_sql(wanted(self._procedure, acts), dialect="duckdb"))

        found = self._db.execute(once(written, indicator, self._procedure, self._layout, rows))
        assert [one[0] for one in found.description or ()] == list(TOLD if rows else COUNTED)
        return found.fetchall()
