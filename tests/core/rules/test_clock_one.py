"""Clocks, as docs/explanation/pack-format.md means them. Each row: a case in words, the verdict in words."""

from pathlib import Path

import pytest
from tests.builders.small_pack import calendar, compiled, day, judged, small

from plumbline.core.procedures.judging import compile_procedure

STEPS = """
file: found date, act text
decide: act text
extend*: days int
test_from*: told bool
test_to*
again*
close
open_late
"""


def verdicts(
    tmp_path: Path, rule: str, case: str, now: str = "2024-12-31", more: str = "", **given: object
) -> str:
    rules = compiled(small(tmp_path, STEPS, rule, more))
    return judged(rules, case, now, **given)  # type: ignore[arg-type]


NINETY = """
r:
  clock: {bearer: organ, from: file, to: decide, within: 90 days}
"""


@pytest.mark.parametrize(
    ("case", "now", "verdict"),
    [
        ("file 2024-01-02\ndecide 2024-04-01", "2024-12-31", "r r1 satisfied"),
        ("file 2024-01-02\ndecide 2024-04-02", "2024-12-31", "r r1 violated due 2024-04-01 +1"),
        ("file 2024-01-02", "2024-04-01T23:59", "r r1 pending due 2024-04-01"),
        ("file 2024-01-02", "2024-04-02", "r r1 violated due 2024-04-01 +1"),
        # the last day falls in the National Day rest and rolls to 8 October
        ("file 2024-07-04\ndecide 2024-10-08", "2024-12-31", "r r1 satisfied"),
        ("file 2024-07-04\ndecide 2024-10-09", "2024-12-31", "r r1 violated due 2024-10-08 +1"),
        # same day, dates only: the sequence tells
        ("file 2024-01-02\ndecide 2024-01-02", "2024-12-31", "r r1 satisfied"),
        ("decide 2024-01-02\nfile 2024-01-02", "2024-01-03", "r r2 pending due 2024-04-01"),
        # entered after the due instant, judged by the time of the act
        ("file 2024-01-02\ndecide 2024-04-01 entered 2024-04-02", "2024-12-31", "r r1 satisfied late_entry"),
        ("file 2024-01-02\ndecide 2024-04-01 entered 2024-04-01T23:59", "2024-12-31", "r r1 satisfied"),
    ],
)
def test_days(tmp_path: Path, case: str, now: str, verdict: str) -> None:
    assert verdicts(tmp_path, NINETY, case, now) == verdict


SEVEN = """
r:
  clock: {bearer: organ, from: file, to: decide, within: 7 working_days}
"""


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        # architecture §5: 24 September, the make-up Sunday 29 counts, 1-7 October do not
        ("file 2024-09-24\ndecide 2024-10-09", "r r1 satisfied"),
        ("file 2024-09-24\ndecide 2024-10-10", "r r1 violated due 2024-10-09 +1"),
        # a late Saturday is late: the seventh working day was Friday
        ("file 2024-03-06\ndecide 2024-03-15", "r r1 satisfied"),
        ("file 2024-03-06\ndecide 2024-03-16", "r r1 violated due 2024-03-15 +1"),
    ],
)
def test_working_days(tmp_path: Path, case: str, verdict: str) -> None:
    assert verdicts(tmp_path, SEVEN, case) == verdict


HOURS = """
r:
  clock: {bearer: organ, from: file, to: decide, within: 24 hours}
"""


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        ("file 2024-03-06T10:00\ndecide 2024-03-07T10:00", "r r1 satisfied"),
        ("file 2024-03-06T10:00\ndecide 2024-03-07T10:01", "r r1 violated due 2024-03-07 +0"),
        ("file 2024-03-06T10:00\ndecide 2024-03-06", "r r1 satisfied"),  # same day: the sequence tells
        ("file 2024-03-06\ndecide 2024-03-07T10:00", "r r1 undetermined"),
        ("file 2024-03-06\ndecide 2024-03-09", "r r1 violated due 2024-03-07 +2"),
    ],
)
def test_hours(tmp_path: Path, case: str, verdict: str) -> None:
    assert verdicts(tmp_path, HOURS, case) == verdict


EXTENDED = """
r:
  clock:
    bearer: organ
    from: file
    to: decide
    within: 30 days
    extensions: [{step: extend, amount: days, cap: 30, times: 1}]
"""


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        ("file 2024-01-02\nextend 2024-02-01 (days=30)\ndecide 2024-03-04", "r r1 satisfied"),
        (
            "file 2024-01-02\nextend 2024-02-01 (days=30)\ndecide 2024-03-05",
            "r r1 violated due 2024-03-04 +1",
        ),
        (
            "file 2024-01-02\nextend 2024-02-02 (days=30)\ndecide 2024-03-01",
            "r r1 violated due 2024-02-01 +29",
        ),
        (
            "file 2024-01-02\nextend 2024-01-20 (days=60)\ndecide 2024-03-05",
            "r r1 violated due 2024-03-04 +1",
        ),
        ("file 2024-01-02\nextend 2024-01-20\ndecide 2024-02-01", "r r1 satisfied"),
        ("file 2024-01-02\nextend 2024-01-20\ndecide 2024-02-20", "r r1 undetermined"),
        ("file 2024-01-02\nextend 2024-01-20\ndecide 2024-03-05", "r r1 violated due 2024-03-04 +1"),
    ],
)
def test_extension(tmp_path: Path, case: str, verdict: str) -> None:
    assert verdicts(tmp_path, EXTENDED, case) == verdict


PAUSED = """
r:
  clock:
    bearer: organ
    from: file
    to: decide
    within: 30 days
    excludes: [{from: test_from, to: test_to, if: told = true}]
"""


TOLD = "file 2024-03-01\ntest_from 2024-03-05 (told=true)\n"


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        # five days of testing are not counted; 6 April is a holiday, 7 April a make-up Sunday
        (TOLD + "test_to 2024-03-10\ndecide 2024-04-07", "r r1 satisfied"),
        (TOLD + "test_to 2024-03-10\ndecide 2024-04-08", "r r1 violated due 2024-04-07 +1"),
        (
            TOLD.replace("true", "false") + "test_to 2024-03-10\ndecide 2024-04-03",
            "r r1 violated due 2024-04-01 +2",
        ),
        (
            TOLD.replace(" (told=true)", "") + "test_to 2024-03-10\ndecide 2024-04-03",
            "r r1 violated due 2024-04-01 +2",
        ),
        (TOLD, "r r1 pending"),
        # a pause that begins on the due day changes nothing; one in the rolled tail still moves it
        ("file 2024-03-01\ntest_from 2024-04-01 (told=true)", "r r1 violated due 2024-04-01 +274"),
        (
            "file 2024-03-01\ntest_from 2024-03-31 (told=true)\ntest_to 2024-04-02\ndecide 2024-04-03",
            "r r1 satisfied",
        ),
    ],
)
def test_pause(tmp_path: Path, case: str, verdict: str) -> None:
    assert verdicts(tmp_path, PAUSED, case) == verdict


def test_restart_replaces_the_running_period(tmp_path: Path) -> None:
    rule = "r:\n  clock: {bearer: organ, from: file, to: decide, within: 30 days, restart: [again]}"
    case = "file 2024-03-01\nagain 2024-03-20\ndecide 2024-04-19"
    assert verdicts(tmp_path, rule, case) == "r r1 satisfied"
    late = "file 2024-03-01\nagain 2024-04-02\ndecide 2024-04-19"
    assert verdicts(tmp_path, rule, late) == "r r1 violated due 2024-04-01 +18"


def test_end_of_the_case(tmp_path: Path) -> None:
    ends = "ends: [close]"
    assert verdicts(tmp_path, NINETY, "file 2024-01-02\nclose 2024-04-01", more=ends) == (
        "r r1 not_applicable due 2024-04-01"
    )
    assert verdicts(tmp_path, NINETY, "file 2024-01-02\nclose 2024-04-03", more=ends) == (
        "r r1 violated due 2024-04-01 +2"
    )
    survives = NINETY.replace("90 days", "90 days, survives: true")
    assert verdicts(tmp_path, survives, "file 2024-01-02\nclose 2024-03-01", "2024-04-02", more=ends) == (
        "r r1 violated due 2024-04-01 +1"
    )


def test_what_the_source_leaves_out_is_never_a_breach(tmp_path: Path) -> None:
    assert verdicts(tmp_path, NINETY, "file 2024-01-02", missing=("decide",)) == "r r1 undetermined"
    case = "file 2024-03-01\ndecide 2024-05-01"
    assert verdicts(tmp_path, PAUSED, case, missing=("test_from", "test_to")) == "r r1 undetermined"


def test_matched_acts(tmp_path: Path) -> None:
    rule = "r:\n  clock: {bearer: organ, from: file, to: decide, within: 7 days, match: [act]}"
    assert verdicts(tmp_path, rule, "file 2024-03-01 (act=a)\ndecide 2024-03-05 (act=a)") == "r r1 satisfied"
    assert verdicts(tmp_path, rule, "file 2024-03-01 (act=a)\ndecide 2024-03-05 (act=b)", "2024-03-09") == (
        "r r1 violated due 2024-03-08 +1"
    )
    assert verdicts(tmp_path, rule, "file 2024-03-01 (act=a)\ndecide 2024-03-05") == "r r1 undetermined"
    assert verdicts(tmp_path, rule, "file 2024-03-01\ndecide 2024-03-05 (act=a)") == "r r1 undetermined"


def test_start_until_and_by(tmp_path: Path) -> None:
    start = "r:\n  clock: {bearer: organ, from: file, to: decide, within: 7 days, start: found}"
    assert verdicts(tmp_path, start, "file 2024-03-05 (found=2024-03-01)\ndecide 2024-03-09") == (
        "r r1 violated due 2024-03-08 +1"
    )
    assert verdicts(tmp_path, start, "file 2024-03-05\ndecide 2024-03-06") == "r r1 undetermined"
    until = "r:\n  clock: {bearer: organ, from: file, to: decide, until: found}"
    assert verdicts(tmp_path, until, "file 2024-03-05 (found=2024-03-09)\ndecide 2024-03-10") == (
        "r r1 violated due 2024-03-09 +1"
    )
    by = "r:\n  clock: {bearer: organ, from: file, to: decide, by: 01-31}"
    assert verdicts(tmp_path, by, "file 2023-12-31\ndecide 2024-01-31") == "r r1 satisfied"
    assert verdicts(tmp_path, by, "file 2023-12-31\ndecide 2024-02-01") == "r r1 violated due 2024-01-31 +1"


def test_deemed_act_is_read_by_later_rules(tmp_path: Path) -> None:
    rule = """
    taken:
      clock: {bearer: organ, from: file, to: again, within: 5 working_days, on_expiry: {deem: open_late, at: start}}
    decide-in-20:
      clock: {bearer: organ, from: open_late, to: decide, within: 20 working_days}
    """
    found = verdicts(tmp_path, rule, "file 2024-03-01\ndecide 2024-04-30", "2024-05-31")
    assert "taken r1 violated due 2024-03-08" in found
    assert "decide-in-20 deemed:open_late:r1 violated due 2024-03-29 +32" in found


def test_barred_act(tmp_path: Path) -> None:
    rule = "r:\n  clock: {bearer: party, from: file, to: decide, within: 5 days, on_expiry: {bars: close}}"
    found = verdicts(tmp_path, rule, "file 2024-03-01\nclose 2024-03-10", "2024-03-31")
    assert found.splitlines() == ["r r1 violated due 2024-03-06 +25", "r r2 violated due 2024-03-06 +4"]


def test_who_may_have_had_no_power_to_extend_does_not_use_up_the_extension(tmp_path: Path) -> None:
    rule = """
    r:
      clock:
        {bearer: organ, from: file, to: decide, within: 90 days,
         extensions: [{step: extend, amount: days, times: 1, by: head}]}
    """
    extended = "extend 2024-02-01 by {who} (days=5)\nextend 2024-02-02 by 乙:head (days=30)"
    case = f"file 2024-01-02\n{extended}\ndecide 2024-05-06"
    assert verdicts(tmp_path, rule, case.format(who="甲:clerk")) == "r r1 satisfied"
    assert verdicts(tmp_path, rule, case.format(who="甲:head")) == "r r1 violated due 2024-04-07 +29"
    assert verdicts(tmp_path, rule, case.format(who="甲")) == "r r1 undetermined"


def test_the_year_after_the_last_year_ends_with_the_calendar(tmp_path: Path) -> None:
    rule = "r:\n  clock: {bearer: organ, from: file, to: decide, by: 01-31}"
    case = "file 9999-05-01 entered 2024-01-01"
    assert verdicts(tmp_path, rule, case) == "r r1 pending due 9999-12-31"


FIGURES = {"term": {"2024-01-01": 10, "2024-03-01": 5}, "cap": {"2024-01-01": 1, "2024-03-01": 0}}

TERM = "clock: {bearer: organ, from: file, to: decide, within: {figure: term, unit: days}, roll: false}"


class _Dated:
    """Figures that change on the first of March."""

    def ask(self, figure: str, day_asked: int, key: object, divisions: object) -> int:
        return [n for since, n in FIGURES[figure].items() if day(since) <= day_asked][-1]


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        (TERM, "r r1 pending due 2024-03-08"),
        (f"as_of: found\n  {TERM}",
         "r r1 violated due 2024-03-13 +2"),
        ("never: {step: file, at_most: figure('cap')}", "r r1 violated"),
        ("as_of: found\n  never: {step: file, at_most: figure('cap')}", "r r1 satisfied"),
    ],
)  # fmt: skip
def test_figures_are_asked_on_the_day_the_rule_names(tmp_path: Path, rule: str, verdict: str) -> None:
    """Also where a figure is a term or a number and stands outside every expression."""
    text = "figures:\n" + "".join(
        f"  {name}: {{title: {name}, unit: {unit}, values: [{{from: 2000-01-01, value: 1, basis: 处罚法 §1, "
        "checked_on: 2026-01-01}]}\n"
        for name, unit in (("term", "days"), ("cap", "count"))
    )
    (tmp_path / "cn" / "law").mkdir(parents=True)
    (tmp_path / "cn" / "law" / "figures.yaml").write_text(text, "utf-8")
    procedure = small(tmp_path, STEPS, f"r:\n  {rule}")
    rules = compile_procedure(procedure, calendar(), _Dated())  # type: ignore[arg-type]
    now = "2024-03-15" if "as_of" in rule else "2024-03-05"
    assert judged(rules, "file 2024-03-03 (found=2024-02-20)", now) == verdict
