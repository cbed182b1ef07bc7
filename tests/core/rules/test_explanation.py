"""Every verdict of every worked example is explained: in both languages, as data, and with the same due day."""

import json
from pathlib import Path

import pytest

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.errors import Language
from plumbline.core.procedures.judging import compile_procedure, rule_set
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.rules.explanation import Explainer, Explanation
from plumbline.core.rules.explanation_wording import message, titles, trace
from plumbline.core.rules.rule import Clock
from plumbline.core.vocabulary import Outcome

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return kept_packs(ROOT / "packs")


@pytest.fixture(scope="module")
def explained(packs: PackSet) -> dict[str, list[Explanation]]:
    """The explanations of all verdicts over the worked examples, by procedure."""
    found: dict[str, list[Explanation]] = {}
    for id in packs.ids:
        procedure = packs.procedure(id)
        calendar = packs.calendar(procedure.calendar)
        compiled = compile_procedure(procedure, calendar, packs.figures, ("cn",))
        explainer = Explainer(rule_set(procedure), calendar, packs.figures, ("cn",), frozenset({"found_on"}))
        for example in packs.examples(id):
            case = example.case()
            for verdict in compiled.judge(case, example.now, example.officers):
                told = explainer.explain(case, verdict, example.now)
                assert told is not None
                found.setdefault(id, []).append(told)
    return found


def test_every_outcome_has_a_sentence_and_data_in_both_languages(packs: PackSet, explained) -> None:
    seen: set[tuple[Outcome, str]] = set()
    for id, told in explained.items():
        procedure = packs.procedure(id)
        calendar = packs.calendar(procedure.calendar)
        words = {s.id: (s.title, s.english) for s in procedure.steps.values()}
        languages: tuple[Language, ...] = ("zh", "en")
        for one in told:
            seen.add((one.verdict.outcome, one.verdict.reason))
            for language in languages:
                title = titles(words, language)
                said = message(one, title, language)
                assert title(one.judged.step) in said
                assert "{" not in said
                assert "None" not in said
                json.dumps(trace(one, calendar, title, language))
    assert {outcome for outcome, _reason in seen} == set(Outcome)
    assert len(seen) > 15


def test_the_arithmetic_ends_on_the_due_day(explained) -> None:
    clocks = counted = 0
    for told in explained.values():
        for one in told:
            body, verdict = one.rule.body, one.verdict
            if not isinstance(body, Clock) or verdict.due is None or verdict.reason == "barred":
                assert one.account is None or one.account.due.day == verdict.due
                continue
            if not isinstance(body.term, Period) or body.term.unit is Unit.HOURS:
                continue
            clocks += 1
            sets = any(e.sets is not None for e in body.extensions)
            if one.account is None:
                assert sets or verdict.outcome is Outcome.UNDETERMINED, (one.rule.id, verdict)
                continue
            counted += 1
            assert one.account.due.day == verdict.due
    assert counted > 0.9 * clocks > 50


def test_figures_and_facts_are_those_that_were_read(explained) -> None:
    told = [one for ones in explained.values() for one in ones if one.figures]
    assert told
    assert all(f.day == one.judged.day for one in told for f in one.figures if one.rule.as_of is None)
    dated = [
        v
        for ones in explained.values()
        for one in ones
        for n, v in one.facts.items()
        if n in ("at", "found_on")
    ]
    assert all(v is None or isinstance(v, str) for v in dated)


def test_records_before_the_judged_one_and_up_to_the_discharge(explained) -> None:
    for told in explained.values():
        for one in told:
            assert one.judged not in one.read
            if one.discharged is not None:
                assert one.discharged in one.read
