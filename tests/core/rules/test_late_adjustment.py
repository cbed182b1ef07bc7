"""An extension, a pause or a restart that decides a clock, but was entered only after the term had ended, is told."""

from pathlib import Path

import pytest
from tests.builders.small_pack import calendar, case_of, compiled, day, judged, small

from plumbline.core.procedures.judging import rule_set
from plumbline.core.rules.evaluate_one import NoFigures
from plumbline.core.rules.explanation import Explainer
from plumbline.core.rules.explanation_wording import message, trace

STEPS = "file\ndecide\nextend*: days int, to_day date\ntest_from*\ntest_to*\nagain*\nclose"
CLOCK = "r:\n  clock: {bearer: organ, from: file, to: decide, within: 10 days, roll: false, "
EXTENDS = CLOCK + "extensions: [{step: extend, amount: days}]}"
SETS = CLOCK + "extensions: [{step: extend, sets: to_day}]}"
PAUSES = CLOCK + "excludes: [{from: test_from, to: test_to}]}"
RESTARTS = CLOCK + "restart: [again]}"


@pytest.mark.parametrize(
    ("rule", "case", "late"),
    [
        # filed on the 2nd, due on the 12th; the day of the due day is still in time
        (EXTENDS, "file 2024-01-02\nextend 2024-01-10 entered 2024-01-12T23:59 (days=5)\ndecide 2024-01-17", ""),
        (EXTENDS, "file 2024-01-02\nextend 2024-01-10 entered 2024-01-13 (days=5)\ndecide 2024-01-17", "r2"),
        # it decides nothing
        (EXTENDS, "file 2024-01-02\nextend 2024-01-10 entered 2024-01-13 (days=5)\ndecide 2024-01-12", ""),
        # the second was entered within the term as the first had lengthened it
        (EXTENDS, "file 2024-01-02\nextend 2024-01-10 (days=5)\n"
                  "extend 2024-01-12 entered 2024-01-15 (days=5)\ndecide 2024-01-20", ""),
        # entered within a term that only a late entry had lengthened: that first one is what it rests on
        (EXTENDS, "file 2024-01-02\nextend 2024-01-10 entered 2024-02-01 (days=5)\n"
                  "extend 2024-01-12 entered 2024-01-15 (days=5)\ndecide 2024-01-20", "r2 r3"),
        # of two late ones only the one that adds something
        (EXTENDS, "file 2024-01-02\nextend 2024-01-10 entered 2024-02-01 (days=5)\n"
                  "extend 2024-01-12 entered 2024-02-01 (days=0)\ndecide 2024-01-16", "r2"),
        (SETS, "file 2024-01-02\nextend 2024-01-10 entered 2024-01-13 (to_day=2024-01-20)\ndecide 2024-01-17", "r2"),
        (PAUSES, "file 2024-01-02\ntest_from 2024-01-05 entered 2024-01-12\ntest_to 2024-01-09\ndecide 2024-01-16", ""),
        (PAUSES, "file 2024-01-02\ntest_from 2024-01-05 entered 2024-01-13\ntest_to 2024-01-09\ndecide 2024-01-16",
         "r2"),
        # only the beginning of a pause lengthens the term
        (PAUSES, "file 2024-01-02\ntest_from 2024-01-05\ntest_to 2024-01-09 entered 2024-02-01\ndecide 2024-01-16", ""),
        # a pause that began before the term did
        (PAUSES, "test_from 2024-01-01 entered 2024-02-01\nfile 2024-01-02\ntest_to 2024-01-06\ndecide 2024-01-16",
         "r1"),
        (RESTARTS, "file 2024-01-02\nagain 2024-01-10 entered 2024-01-12\ndecide 2024-01-20", ""),
        (RESTARTS, "file 2024-01-02\nagain 2024-01-10 entered 2024-01-13\ndecide 2024-01-20", "r2"),
    ],
)  # fmt: skip
def test_what_a_satisfied_clock_rests_on(tmp_path: Path, rule: str, case: str, late: str) -> None:
    rules = compiled(small(tmp_path, STEPS, rule))
    now = calendar().midnight(day("2024-12-31"))
    (verdict,) = rules.judge(case_of(case), now)
    assert (verdict.outcome.value, verdict.late_entry) == ("satisfied", bool(late))
    assert verdict.moved_late == tuple(late.split())


@pytest.mark.parametrize(
    ("case", "now", "verdict"),
    [
        ("test_from 2024-01-05 entered 2024-01-13", "2024-01-20", "r r1 pending late_entry"),
        ("test_from 2024-01-05 entered 2024-01-12", "2024-01-20", "r r1 pending"),
        ("test_from 2024-01-05 entered 2024-01-20\ntest_to 2024-01-15", "2024-01-20",
         "r r1 pending due 2024-01-22 late_entry"),
        ("test_from 2024-01-05 entered 2024-01-20\ntest_to 2024-01-15\nclose 2024-01-16", "2024-01-31",
         "r r1 not_applicable due 2024-01-22 late_entry"),
        ("test_from 2024-01-05 entered 2024-01-20\ntest_to 2024-01-15\nclose 2024-01-12", "2024-01-31",
         "r r1 not_applicable due 2024-01-22"),
        ("test_from 2024-01-05 entered 2024-01-20\ntest_to 2024-01-15", "2024-01-23",
         "r r1 violated due 2024-01-22 +1"),
    ],
)  # fmt: skip
def test_what_is_open_or_ended_may_rest_on_it_too(tmp_path: Path, case: str, now: str, verdict: str) -> None:
    rules = compiled(small(tmp_path, STEPS, PAUSES, "ends: [close]"))
    assert judged(rules, "file 2024-01-02\n" + case, now) == verdict


def test_it_is_told_in_the_sentence_and_in_the_trace(tmp_path: Path) -> None:
    procedure = small(tmp_path, STEPS, EXTENDS)
    rules, now = compiled(procedure), calendar().midnight(day("2024-12-31"))
    case = case_of(
        "file 2024-01-02\nextend 2024-01-10 entered 2024-01-14 (days=5)\nextend 2024-01-11 (days=1)\ndecide 2024-01-17"
    )
    (verdict,) = rules.judge(case, now)
    told = Explainer(rule_set(procedure), calendar(), NoFigures()).explain(case, verdict, now)
    assert told is not None
    assert told.account is not None, "the arithmetic is that of the due day, not of the due day without it"
    said = message(told, str, "zh")
    assert "按期完成" in said
    assert "记录 r2" in said
    assert "entered only after the term had ended: r2" in message(told, str, "en")
    data = trace(told, calendar(), str, "zh")
    assert data["moved_late"] == ["r2"]
    assert {r["id"]: r.get("recorded_at") for r in data["records"]}["r2"] == "2024-01-14T00:00:00"
