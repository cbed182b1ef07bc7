from __future__ import annotations

from pathlib import Path

import pytest

from plumbline.core.clocks.counting import Unit
from plumbline.core.clocks.counting_rule import CountingTable, build_counting, load_counting
from plumbline.core.clocks.errors import (
    CountingRuleUnknown,
    PeriodUncounted,
    PeriodUnreadable,
)
from plumbline.core.clocks.written_period import read_period
from plumbline.core.data_file.errors import PackErrors
from plumbline.core.data_file.sources import Source
from plumbline.core.vocabulary import Standing

COUNTING = Path(__file__).parents[3] / "packs" / "cn" / "clocks" / "counting.yaml"
WD, CD = Unit.WORKING_DAYS, Unit.DAYS


@pytest.fixture(scope="module")
def table() -> CountingTable:
    return load_counting(COUNTING)


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("七日", 7, None),
        ("十五 日", 15, None),
        ("7天", 7, None),
        ("7个工作日", 7, WD),
        ("三个工作日", 3, WD),
        ("30自然日", 30, CD),
        ("三个月", 3, Unit.MONTHS),
        ("一年", 1, Unit.YEARS),
        ("二十四小时", 24, Unit.HOURS),
        ("7 working_days", 7, WD),
        ("1 working day", 1, WD),
        ("7 Working Days", 7, WD),
        ("20 wd", 20, WD),
        ("90 days", 90, CD),
        ("1 day", 1, CD),
        ("24 hours", 24, Unit.HOURS),
        ("24h", 24, Unit.HOURS),
        ("6 mo", 6, Unit.MONTHS),
        ("2 years", 2, Unit.YEARS),
    ],
)
def test_periods_as_people_write_them(text: str, n: int, unit: Unit | None) -> None:
    assert read_period(text)[:2] == (n, unit)


@pytest.mark.parametrize(
    "text", ["", "7", "日", "seven days", "7 fortnights", "-7 days", "7.5 days", "七十十日", "10000 days"]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(PeriodUnreadable):
        read_period(text)


@pytest.mark.parametrize(
    ("rule", "working", "calendar"),
    [
        ("cnt.penalty", (2, 3, 5, 7), (1, 4, 6, 10, 15, 90)),
        ("cnt.compulsion", (1, 3, 5, 7, 10), (15, 30)),
        ("cnt.permit", (5, 7, 10, 15, 20, 45), ()),
        ("cnt.recon", (3, 5, 7, 10), (2, 15, 30, 60)),
        ("cnt.recon2017", (5, 7), (3, 10, 30, 60)),
        ("cnt.litigation", (), (3, 5, 7, 10, 15)),
        ("cnt.disclosure_request", (), (7, 15, 20)),
        ("cnt.decision", (), (7, 30)),
        ("cnt.transfer", (), (3,)),
        ("cnt.petition", (), (5, 15, 30, 60)),
        ("cnt.civil", (), (3, 5, 7, 10)),
    ],
)
def test_a_bare_number_of_days(
    table: CountingTable, rule: str, working: tuple[int, ...], calendar: tuple[int, ...]
) -> None:
    units = {n: table.count(rule, read_period(f"{n}日")).period.unit for n in (*working, *calendar)}
    assert units == dict.fromkeys(working, WD) | dict.fromkeys(calendar, CD)


def test_what_is_written_out_is_counted_as_written(table: CountingTable) -> None:
    for rule in table.rules:
        assert table.count(rule, read_period("7个工作日")).period.unit is WD
        assert table.count(rule, read_period("24小时")).period.unit is Unit.HOURS
        assert table.count(rule, read_period("三个月")).period.roll


def test_an_answer_names_its_provisions(table: CountingTable) -> None:
    seven, ninety = (table.count("cnt.penalty", read_period(text)).reasons for text in ("七日", "九十日"))
    assert [(one.basis, one.standing) for one in seven] == [("处罚法 §85", Standing.READ)]
    assert [(one.basis.split(";")[0], one.standing) for one in ninety] == [
        ("处罚法 §85", Standing.READ),
        ("民诉法 §85", Standing.DERIVED),
    ]
    assert table.count("cnt.transfer", read_period("3日")).reasons[0].standing is Standing.DERIVED


def test_a_provision_may_have_a_reading_of_its_own(table: CountingTable) -> None:
    thirty = read_period("三十日")
    assert table.count("cnt.permit", thirty).period.unit is WD
    renewal = table.count("cnt.permit", thirty, "许可法 §50")
    assert (renewal.period.unit, renewal.reasons[0].standing) == (CD, Standing.DERIVED)


def test_a_statute_without_days_and_a_rule_that_is_none(table: CountingTable) -> None:
    with pytest.raises(PeriodUncounted):
        table.count("cnt.supervision", read_period("七日"))
    with pytest.raises(CountingRuleUnknown) as caught:
        table.count("cnt.penal", read_period("七日"))
    assert "cnt.penalty" in str(caught.value.remedy("zh"))


RULE = """\
counting: cn
checked_on: 2024-01-01
rules:
  a:
    law: 某法
    english: Some Act
    basis: 某法 §1
    working_days: {up_to: 10}
    says: 十日以内为工作日
    says_english: ten days or less
    rolls: true
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("{up_to: 10}", "some", 8, "unknown reading"),
        ("{up_to: 10}", "{up_to: ten}", 8, "should be a whole number"),
        ("{up_to: 10}", "{up_to: 10, numbers: [2]}", 8, "one of"),
        ("rolls: true", "rolls: maybe", 11, "no answer"),
        ("rolls: true", "rolls: {as: b, standing: read}", 5, "unknown rule «b»"),
        ("rolls: true", "rolls: {as: a, standing: sure}", 11, "“standing” cannot be “sure”"),
        ("    basis: 某法 §1\n", "", 5, "lacks “basis”"),
        (
            "rolls: true",
            "rolls: true\n    special: [{at: x, counted: hours, standing: read, says: a, says_english: b}]",
            12,
            "cannot count",
        ),
    ],
)
def test_a_mistake_in_the_table(old: str, new: str, line: int, cause: str) -> None:
    assert build_counting(Source("c.yaml", RULE)).rule("a").numbers == (10,)
    with pytest.raises(PackErrors) as caught:
        build_counting(Source("c.yaml", RULE.replace(old, new)))
    error = next(e for e in caught.value.errors if cause in e.message("en"))
    assert error.report("en").startswith(f"c.yaml:{line}: ")
