"""The guard's evaluator against the plain one: every worked example of the packs, and parts of a rule set.

Random cases of random rules and of the packs' own are compared in `judging.agree`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest

from agreement.faults import GUARD_FAULTS, planted
from agreement.judging import Batch, folded, judge_plain, make_batch, quick_differences
from agreement.pack_cases import pack_batch, packs
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import division_chain
from plumbline.core.procedures.judging import rule_set
from plumbline.core.rules import act_table
from plumbline.core.rules.evaluate_one import CompiledRules
from plumbline.core.rules.quick_rules import QuickRules

TIMES = (
    "day", "instant", "precise", "end_day", "end_instant", "end_precise", "recorded_at"
)  # fmt: skip


def neighbours(records: Sequence[Record], random: Random) -> Iterator[list[Record]]:
    """The records with one thing changed: a record at the time of another, with fewer fields, or gone.

    Such cases share the rows of tables unless what was changed is part of the key.
    """
    if len(records) < 2 or any(r.corrects is not None for r in records):
        return
    for one, record in enumerate(records):
        other = random.choice(records)
        kept = {n: v for n, v in record.fields.items() if random.random() < 0.7}
        moved = replace(record, **{name: getattr(other, name) for name in TIMES})
        for changed in ([moved], [replace(record, fields=kept)], []):
            yield [*records[:one], *changed, *records[one + 1 :]]


def with_neighbours(batch: Batch, random: Random) -> Batch:
    """The cases with their neighbours."""
    more = [
        replace(case, id=f"{case.id}-{number}", records=tuple(records))
        for case in batch.cases
        for number, records in enumerate(neighbours(case.records, random))
    ]
    return replace(batch, cases=(*batch.cases, *more))


@pytest.mark.parametrize("seed", range(20))
def test_neighbours_of_random_cases_get_the_verdicts_of_the_plain_evaluator(seed: int) -> None:
    batch = with_neighbours(make_batch(seed, rules=12, cases=8), Random(seed))
    assert not quick_differences(batch, judge_plain(batch))


def chains() -> Iterator[tuple[str, str | None, str | None]]:
    """Every procedure without layers and with each layer's own chain."""
    for id in packs().ids:
        yield id, None, None
        yield from ((id, layer.field, layer.division) for layer in packs().layers_of_any(id))


def differing(id: str, field: str | None, division: str | None) -> tuple[int, list[str]]:
    """How many verdicts of worked examples and their neighbours were compared, and the examples that differ."""
    procedure = packs().procedure(id, field, division)
    divisions = tuple(reversed(division_chain(division))) if division else ("cn",)
    given = rule_set(procedure), packs().calendar(procedure.calendar, division), packs().figures, divisions
    plain, quick = CompiledRules(*given), QuickRules(*given)
    compared, found = 0, []
    for example in packs().examples(id, field, division):
        for records in ([*example.records], *neighbours(example.records, Random(1))):
            changed = replace(example, records=tuple(records))
            wanted = plain.judge(changed.case(), example.now, example.officers)
            said = quick.judge(changed.case(), example.now, example.officers)
            compared += len(wanted)
            found += [example.name] * (Counter(said) != Counter(wanted))
    return compared, found


def test_worked_examples_and_their_neighbours_get_the_verdicts_of_the_plain_evaluator() -> None:
    compared = 0
    for chain in chains():
        number, found = differing(*chain)
        assert not found, chain
        compared += number
    assert compared > 50_000


@pytest.mark.parametrize("seed", range(6))
def test_some_rules_get_the_verdicts_that_they_get_among_all(seed: int) -> None:
    batch, random = make_batch(seed, rules=12, cases=25), Random(seed)
    s = batch.setting
    quick = QuickRules(batch.ruleset, s.calendar, s.figures, s.divisions)
    plain = judge_plain(batch)
    ids = sorted({r.id for r in batch.ruleset.rules})
    for case in batch.cases:
        only = frozenset(random.sample(ids, random.randint(1, len(ids))))
        said = quick.judge(folded(case, s), s.now, s.officers, only)
        assert Counter(said) == Counter(v for v in plain[case.id] if v.rule in only)


def test_a_table_that_starts_anew_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act_table, "_ROWS", 2)
    batch = pack_batch("penalty-ordinary", 60)
    assert not quick_differences(batch, judge_plain(batch))


@pytest.mark.parametrize("fault", GUARD_FAULTS)
def test_a_key_that_leaves_something_out_is_seen(fault: str) -> None:
    random = [with_neighbours(make_batch(seed, cases=8), Random(seed)) for seed in range(12)]
    plain = [judge_plain(batch) for batch in random]
    with planted(fault):
        of_examples = differing("penalty.ordinary", None, None)[1]
        assert of_examples or any(quick_differences(*pair) for pair in zip(random, plain, strict=True))
