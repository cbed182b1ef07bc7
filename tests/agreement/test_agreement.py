"""Both evaluators say the same of random rules over random cases, and the generator leaves nothing out."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.examples import some

from agreement.judging import agree, explain, folded, judge_plain, make_batch
from agreement.tally import met, outcomes_met, wanted, wanted_outcomes
from agreement.world import ATTRIBUTE_TYPES, FIELDS
from plumbline.core.procedures.streams import split
from plumbline.core.rules.evaluate_batch import CompiledBatch
from plumbline.core.rules.evaluate_one import CompiledRules, RuleSet, default_gates
from plumbline.core.rules.rule import Clock
from plumbline.core.vocabulary import Outcome, Stream

ALWAYS = range(some(30))


@pytest.mark.parametrize("seed", ALWAYS)
def test_both_evaluators_agree(seed: int) -> None:
    batch = make_batch(seed, cases=50)
    report = agree(batch)
    assert not report.differences, explain(batch, report.differences[0])


@settings(max_examples=some(8))
@given(st.integers(10_000, 2**31))
def test_they_agree_on_other_seeds(seed: int) -> None:
    batch = make_batch(seed, rules=10, cases=25)
    report = agree(batch)
    assert not report.differences, explain(batch, report.differences[0])


def test_the_generator_leaves_nothing_out() -> None:
    """Fails for a kind, option, operator, function or word that no rule uses, and an outcome that no rule had."""
    found, outcomes = set(), set()
    for seed in range(60):
        batch = make_batch(seed, cases=12)
        found |= met(batch)
        kinds = {r.id: type(r.body).__name__.lower() for r in batch.ruleset.rules}
        outcomes |= {(kinds[v.rule], v.outcome) for vs in judge_plain(batch).values() for v in vs}
    assert wanted() - found == set()
    assert wanted_outcomes() - outcomes == set()


def test_the_generator_makes_what_rests_on_a_late_entry() -> None:
    """Discharged, open and ended obligations that rest on an extension, pause or restart entered too late."""
    met_so_far: set[Outcome] = set()
    for seed in range(60):
        for verdicts in judge_plain(make_batch(seed, cases=100)).values():
            met_so_far |= {v.outcome for v in verdicts if v.moved_late}
    assert met_so_far == {Outcome.SATISFIED, Outcome.PENDING, Outcome.NOT_APPLICABLE}


def test_counts_are_of_what_was_judged() -> None:
    report = agree(make_batch(3))
    assert outcomes_met(report) <= wanted_outcomes()
    assert sum(report.compared.values()) == sum(report.by_columns.values()) + sum(report.hard.values())


@pytest.mark.parametrize("seed", range(12))
def test_the_order_in_which_rules_and_records_are_written_says_nothing(seed: int) -> None:
    batch = make_batch(seed, cases=25)
    rules = list(batch.ruleset.rules)
    ending = [r for r in rules if isinstance(r.body, Clock) and r.body.on_expiry is not None]
    if sum(r.body.on_expiry.deem in batch.ruleset.ends for r in ending) > 1:  # type: ignore[union-attr]
        pytest.skip("two clocks that may each deem the case ended are judged in the order written")
    mixed = Random(seed)
    mixed.shuffle(rules)
    cases = tuple(replace(c, records=tuple(mixed.sample(c.records, len(c.records)))) for c in batch.cases)
    other = replace(batch, ruleset=replace(batch.ruleset, rules=tuple(rules)), cases=cases)
    before, after = judge_plain(batch), judge_plain(other)
    for case, verdicts in before.items():
        assert sorted(map(str, verdicts)) == sorted(map(str, after[case]))


@pytest.mark.parametrize("seed", range(8))
def test_a_case_judged_twice_gets_the_same_verdicts(seed: int) -> None:
    batch = make_batch(seed, cases=25)
    s = batch.setting
    compiled = CompiledRules(batch.ruleset, s.calendar, s.figures, s.divisions)
    for case in batch.cases:
        state = folded(case, s)
        first = compiled.judge(state, s.now, s.officers)
        assert compiled.judge(state, s.now, s.officers) == first


@pytest.mark.parametrize("seed", range(some(40)))
def test_a_stream_is_judged_as_a_case_of_its_records(seed: int) -> None:
    batch = make_batch(seed, rules=30, cases=10)
    s = batch.setting
    over = [r for r in batch.ruleset.rules if r.over is not Stream.CASE]
    batch_cells = CompiledBatch(batch.ruleset, FIELDS, ATTRIBUTE_TYPES, s).cells
    assert {c.rule for c in batch_cells}.isdisjoint(r.id for r in over)
    whole = CompiledRules(batch.ruleset, s.calendar, s.figures, s.divisions)
    for rule in over:
        gates = batch.ruleset.gates or default_gates(batch.ruleset.rules)
        alone = RuleSet((replace(rule, over=Stream.CASE),), batch.ruleset.set_by, batch.ruleset.ends, gates)
        single = CompiledRules(alone, s.calendar, s.figures, s.divisions)
        for case in batch.cases:
            for stream in split(folded(case, s), rule.over):
                judged = whole.judge_stream(rule.id, stream, s.now, s.officers)
                assert judged == single.judge(stream, s.now, s.officers)
