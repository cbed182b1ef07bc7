"""A correction that clears or voids a breach is told; one that does not is not."""

from pathlib import Path

from tests.builders.small_pack import calendar, compiled, day, record, small

from plumbline.core.facts.case import fold
from plumbline.core.rules.corrections import CLEARED, VOIDED, Undone, undone
from plumbline.core.rules.explanation import record_of

FINE = "r:\n  limit: {step: fine, holds: sum <= 100}"
RULE = "r:\n  clock: {bearer: organ, from: file, to: decide, within: 90 days}"


def found(tmp_path: Path, rows: tuple[str, ...], rule: str, **more: str) -> list[Undone]:
    now = calendar().midnight(day(more.pop("now", "2024-12-31")))
    rules = compiled(small(tmp_path, more.pop("steps", "file\ndecide"), rule, **more))

    def judge(records):
        case = fold("c", records, now)
        return case, rules.judge(case, now)

    return undone([record(row, number) for number, row in enumerate(rows, 1)], now, judge)


def told(tmp_path: Path, *rows: str) -> list[tuple[str, str, str, int | None]]:
    undone_ones = [u.verdict for u in found(tmp_path, rows, RULE)]
    return [(v.rule, v.record, v.detail, v.days_over) for v in undone_ones if v.reason == CLEARED]


def reasons(undone_ones: list[Undone]) -> list[tuple[str, str, str]]:
    for one in undone_ones:
        assert record_of(one.case, one.verdict.record) is not None, "it can be explained"
        assert one.correction.id == one.verdict.detail
    return [(u.verdict.reason, u.verdict.record, u.verdict.detail) for u in undone_ones]


def test_a_later_filing_date_makes_the_decision_timely(tmp_path: Path) -> None:
    rows = ("file 2024-01-02", "decide 2024-04-05", "file 2024-01-08 entered 2024-05-01 corrects r1")
    assert told(tmp_path, *rows) == [("r", "r3", "r3", 4)]


def test_an_earlier_decision_date_does_too(tmp_path: Path) -> None:
    rows = ("file 2024-01-02", "decide 2024-04-05", "decide 2024-03-29 entered 2024-05-01 corrects r2")
    assert told(tmp_path, *rows) == [("r", "r1", "r3", 4)]


def test_an_idle_correction_and_one_that_worsens_are_not_told(tmp_path: Path) -> None:
    assert (
        told(
            tmp_path,
            "file 2024-01-02",
            "decide 2024-04-05",
            "decide 2024-04-06 entered 2024-05-01 corrects r2",
        )
        == []
    )
    assert (
        told(
            tmp_path,
            "file 2024-01-02",
            "decide 2024-03-05",
            "decide 2024-04-06 entered 2024-05-01 corrects r2",
        )
        == []
    )


def test_only_the_correction_that_cleared_it_is_named(tmp_path: Path) -> None:
    rows = (
        "file 2024-01-02",
        "decide 2024-04-05",
        "decide 2024-04-04 entered 2024-05-01 corrects r2",
        "decide 2024-03-29 entered 2024-06-01 corrects r3",
    )
    assert told(tmp_path, *rows) == [("r", "r1", "r4", 3)]


def test_a_breach_cleared_in_two_steps_is_told_of_the_second(tmp_path: Path) -> None:
    rows = (
        "fine 2024-01-02 (sum=200)",
        "fine 2024-01-02 entered 2024-02-01 corrects r1",
        "fine 2024-01-02 entered 2024-03-01 corrects r2 (sum=50)",
    )
    assert reasons(found(tmp_path, rows, FINE, steps="fine: sum int")) == [(CLEARED, "r3", "r3")]


def test_voiding_the_breaching_act_is_told_of_the_act_as_it_was(tmp_path: Path) -> None:
    rows = ("fine 2024-01-02 (sum=200)", "fine 2024-01-02 entered 2024-03-01 corrects r1 void yes")
    assert reasons(found(tmp_path, rows, FINE, steps="fine: sum int")) == [(VOIDED, "r1", "r2")]


def test_voiding_the_act_that_opened_an_overdue_clock_is_told(tmp_path: Path) -> None:
    rows = (
        "file 2024-01-02",
        "decide 2024-04-05",
        "file 2024-01-02 entered 2024-05-01 corrects r1 void yes",
    )
    assert reasons(found(tmp_path, rows, RULE)) == [(VOIDED, "r1", "r3")]


def test_correcting_the_ground_of_a_rule_away_is_told(tmp_path: Path) -> None:
    rule = "r:\n  when: big\n  before: {step: decide, need: exists(file)}"
    rows = ("decide 2024-04-05 (big=true)", "decide 2024-04-05 entered 2024-05-01 corrects r1 (big=false)")
    assert reasons(found(tmp_path, rows, rule, steps="file\ndecide: big bool")) == [(VOIDED, "r2", "r2")]


def test_moving_the_act_to_another_step_is_told(tmp_path: Path) -> None:
    rows = ("fine 2024-01-02 (sum=200)", "warn 2024-01-02 entered 2024-03-01 corrects r1 (sum=200)")
    assert reasons(found(tmp_path, rows, FINE, steps="fine: sum int\nwarn: sum int")) == [
        (VOIDED, "r1", "r2")
    ]


def test_a_term_that_a_correction_lets_run_on_is_told(tmp_path: Path) -> None:
    rows = ("file 2024-01-02", "file 2024-04-20 entered 2024-05-01 corrects r1")
    assert reasons(found(tmp_path, rows, RULE, now="2024-05-10")) == [(CLEARED, "r2", "r2")]


def test_what_a_correction_leaves_unknown_is_not_yet_told(tmp_path: Path) -> None:
    rows = ("fine 2024-01-02 (sum=200)", "fine 2024-01-02 entered 2024-02-01 corrects r1")
    assert found(tmp_path, rows, FINE, steps="fine: sum int") == []


def test_an_act_after_a_bar_that_a_correction_moves_before_it_is_told(tmp_path: Path) -> None:
    rule = (
        "r:\n  clock: {bearer: party, from: tell, to: waive, within: 5 days, roll: false, "
        "on_expiry: {bars: request}}"
    )
    rows = ("tell 2024-01-02", "request 2024-01-09", "request 2024-01-05 entered 2024-02-01 corrects r2")
    assert reasons(found(tmp_path, rows, rule, steps="tell\nwaive\nrequest")) == [(VOIDED, "r2", "r3")]


def test_a_correction_that_seems_older_than_what_it_corrects(tmp_path: Path) -> None:
    rows = (
        "file 2024-01-02",
        "decide 2024-04-05",
        "decide 2024-04-04 entered 2024-06-01 corrects r2",
        "decide 2024-03-29 entered 2024-05-01 corrects r3",
    )
    assert told(tmp_path, *rows) == []
