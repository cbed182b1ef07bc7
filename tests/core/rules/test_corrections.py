"""A correction that clears a breach is told; one that does not is not."""

from pathlib import Path

from tests.builders.small_pack import calendar, compiled, day, record, small

from plumbline.core.facts.case import FULL_COVERAGE
from plumbline.core.facts.officers import UNKNOWN_OFFICERS
from plumbline.core.rules.corrections import CLEARED, cleared

RULE = "r:\n  clock: {bearer: organ, from: file, to: decide, within: 90 days}"


def told(tmp_path: Path, *rows: str) -> list[tuple[str, str, str, int | None]]:
    rules = compiled(small(tmp_path, "file\ndecide", RULE))
    records = [record(row, number) for number, row in enumerate(rows, 1)]
    now = calendar().midnight(day("2024-12-31"))
    found = cleared(rules, "c", records, now, UNKNOWN_OFFICERS, header={}, missing=FULL_COVERAGE)
    return [(v.rule, v.record, v.detail, v.days_over) for v in found if v.reason == CLEARED]


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
    rules = compiled(small(tmp_path, "fine: sum int", "r:\n  limit: {step: fine, holds: sum <= 100}"))
    rows = (
        "fine 2024-01-02 (sum=200)",
        "fine 2024-01-02 entered 2024-02-01 corrects r1",
        "fine 2024-01-02 entered 2024-03-01 corrects r2 (sum=50)",
    )
    records = [record(row, number) for number, row in enumerate(rows, 1)]
    now = calendar().midnight(day("2024-12-31"))
    found = cleared(rules, "c", records, now, UNKNOWN_OFFICERS, header={}, missing=FULL_COVERAGE)
    assert [(v.record, v.detail) for v in found] == [("r3", "r3")]


def test_a_correction_that_seems_older_than_what_it_corrects(tmp_path: Path) -> None:
    rows = (
        "file 2024-01-02",
        "decide 2024-04-05",
        "decide 2024-04-04 entered 2024-06-01 corrects r2",
        "decide 2024-03-29 entered 2024-05-01 corrects r3",
    )
    assert told(tmp_path, *rows) == []
