"""Acts: before, at_least, who, carries, limit, never. Each row: a case in words, the verdict in words."""

from pathlib import Path

import pytest
from tests.builders.small_pack import compiled, judged, register, small

STEPS = """
review*: result choice passed/failed, note text
decide*: fine money, granted bool
tell: fine money
investigate*
decide_recusal: officer officer, granted bool
notify*
hold
"""


def verdicts(
    tmp_path: Path, rule: str, case: str, now: str = "2024-12-31", more: str = "", **given: object
) -> str:
    return judged(compiled(small(tmp_path, STEPS, rule, more)), case, now, **given)  # type: ignore[arg-type]


REVIEWED = "r:\n  before: {step: decide, need: last(review).result = 'passed'}"


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ("review 2024-01-02 (result=passed)\ndecide 2024-01-03", "satisfied"),
        ("review 2024-01-02 (result=failed)\ndecide 2024-01-03", "violated"),
        ("review 2024-01-02\ndecide 2024-01-03", "undetermined"),
        ("decide 2024-01-03", "violated"),
        ("review 2024-01-04 (result=passed)\ndecide 2024-01-03", "violated"),
        # back-dated: entered after the decision was
        ("review 2024-01-02 entered 2024-01-05 (result=passed)\ndecide 2024-01-03", "violated"),
        # a review that lasts beyond the decision is not before it
        ("review 2024-01-02..2024-01-04 (result=passed)\ndecide 2024-01-03 entered 2024-01-09", "violated"),
        # the same day: instants tell, days do not
        ("review 2024-01-03T09:00 (result=passed)\ndecide 2024-01-03T10:00", "satisfied"),
        ("review 2024-01-03T11:00 (result=passed)\ndecide 2024-01-03T10:00", "violated"),
        ("review 2024-01-03 (result=passed)\ndecide 2024-01-03", "undetermined"),
        ("review 2024-01-03 (result=failed)\ndecide 2024-01-03", "violated"),
        # the last one decides; two of one day may both be the last
        (
            "review 2024-01-01 (result=failed)\nreview 2024-01-02 (result=passed)\ndecide 2024-01-03",
            "satisfied",
        ),
        (
            "review 2024-01-02 (result=failed)\nreview 2024-01-02 (result=passed)\ndecide 2024-01-03",
            "undetermined",
        ),
        (
            "review 2024-01-02 (result=passed)\nreview 2024-01-02 (result=passed)\ndecide 2024-01-03",
            "satisfied",
        ),
    ],
)
def test_before(tmp_path: Path, case: str, outcome: str) -> None:
    assert verdicts(tmp_path, REVIEWED, case).split()[2] == outcome


def test_a_step_the_source_leaves_out_is_unknown(tmp_path: Path) -> None:
    assert "undetermined" in verdicts(tmp_path, REVIEWED, "decide 2024-01-03", missing=("review",))
    exists = "r:\n  before: {step: decide, need: exists(review)}"
    assert "undetermined" in verdicts(tmp_path, exists, "decide 2024-01-03", missing=("review",))
    there = "review 2024-01-02\ndecide 2024-01-03"
    assert "satisfied" in verdicts(tmp_path, exists, there, missing=("review",))


@pytest.mark.parametrize(
    ("need", "case", "outcome"),
    [
        ("count(review) >= 2", "review 2024-01-01\nreview 2024-01-02\ndecide 2024-01-03", "satisfied"),
        ("count(review) >= 2", "review 2024-01-01\nreview 2024-01-03\ndecide 2024-01-03", "undetermined"),
        ("count(review) >= 2", "review 2024-01-03\ndecide 2024-01-03", "violated"),
        ("count(review) != 3", "review 2024-01-03\ndecide 2024-01-03", "satisfied"),
        ("fine <= last(tell).fine", "tell 2024-01-01 (fine=500)\ndecide 2024-01-03 (fine=600)", "violated"),
        ("fine <= last(tell).fine", "tell 2024-01-01 (fine=500)\ndecide 2024-01-03 (fine=500)", "satisfied"),
        ("fine <= last(tell).fine", "tell 2024-01-01 (fine=500)\ndecide 2024-01-03", "undetermined"),
        ("days(last(tell).at, at) >= 5", "tell 2024-01-01\ndecide 2024-01-06", "satisfied"),
        ("working_days(last(tell).at, at) >= 4", "tell 2024-01-01\ndecide 2024-01-06", "satisfied"),
        ("not exists(tell) or granted", "tell 2024-01-01\ndecide 2024-01-06 (granted=true)", "satisfied"),
        ("not exists(tell) or granted", "tell 2024-01-01\ndecide 2024-01-06", "undetermined"),
        ("time_of_day(at) < '22:00'", "decide 2024-01-06T21:59", "satisfied"),
        ("time_of_day(at) < '22:00'", "decide 2024-01-06", "undetermined"),
        ("not is_statutory_holiday(at)", "decide 2024-10-01", "violated"),
        ("at <= plus(first(tell).at, 2, 'years')", "tell 2022-02-28\ndecide 2024-02-28", "satisfied"),
    ],
)
def test_expressions(tmp_path: Path, need: str, case: str, outcome: str) -> None:
    assert verdicts(tmp_path, f'r:\n  before: {{step: decide, need: "{need}"}}', case).split()[2] == outcome


def test_when_and_the_law_in_force(tmp_path: Path) -> None:
    rule = """
    r:
      when: fine > 100
      in_force: {from: 2024-01-01, to: 2024-06-30}
      before: {step: decide, need: exists(tell)}
    """
    assert "not_applicable" in verdicts(tmp_path, rule, "decide 2024-01-03 (fine=100)")
    assert "undetermined" in verdicts(tmp_path, rule, "decide 2024-01-03")
    assert "violated" in verdicts(tmp_path, rule, "decide 2024-06-30 (fine=101)")
    assert verdicts(tmp_path, rule, "decide 2024-07-01 (fine=101)") == ""


ATTRIBUTE = """
r:
  when: case.big
  before: {step: decide, need: exists(tell)}
"""
SET_BY = "attributes: {big: {title: 大, english: big, type: bool, set_by: [decide_recusal.granted]}}"


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ("decide_recusal 2024-01-01 (granted=true)\ndecide 2024-01-02", "violated"),
        ("decide_recusal 2024-01-01 (granted=false)\ndecide 2024-01-02", "not_applicable"),
        ("decide 2024-01-02", "not_applicable"),
        ("decide_recusal 2024-01-01\ndecide 2024-01-02", "undetermined"),
        ("decide_recusal 2024-01-02 (granted=true)\ndecide 2024-01-02", "violated"),
        ("decide 2024-01-02\ndecide_recusal 2024-01-02 (granted=true)", "not_applicable"),
    ],
)
def test_facts_of_the_case(tmp_path: Path, case: str, outcome: str) -> None:
    assert outcome in verdicts(tmp_path, ATTRIBUTE, case, more=SET_BY)


TWO = "r:\n  who: {step: investigate, at_least: 2, qualified: true}"


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ("investigate 2024-03-01 by 甲,乙", "satisfied"),
        ("investigate 2024-03-01 by 甲", "violated"),
        ("investigate 2024-03-01 by 甲,甲", "violated"),
        ("investigate 2024-07-01 by 甲,乙", "violated"),  # the certificate of 乙 ended on 30 June
        ("investigate 2024-06-30 by 甲,乙", "satisfied"),
        ("investigate 2024-03-01 by 甲,丙", "violated"),
        ("investigate 2024-03-01 by 甲,生", "undetermined"),
        ("investigate 2024-03-01 by 甲,乙,生", "satisfied"),
        ("investigate 2024-03-01 by unknown", "undetermined"),
        ("investigate 2024-03-01 by 甲,乙?", "pending"),
        ("investigate 2024-03-01 by 甲,乙?\ndecide 2024-03-02", "violated"),
        # which of the two came first that day is not known, and it decides
        ("investigate 2024-03-01 by 甲,乙?\ndecide 2024-03-01T10:00", "undetermined"),
        ("decide 2024-03-01\ninvestigate 2024-03-01 by 甲,乙?", "undetermined"),
        ("investigate 2024-03-01T09:00 by 甲,乙?\ndecide 2024-03-01T10:00", "violated"),
    ],
)
def test_who(tmp_path: Path, case: str, outcome: str) -> None:
    known = register(甲="2020-01-01..2030-01-01", 乙="2020-01-01..2024-06-30", 丙="none")
    found = verdicts(tmp_path, TWO, case, more="gates: [decide]", officers=known)
    assert found.splitlines()[0].split()[2] == outcome


def test_distinct_persons_and_recusal(tmp_path: Path) -> None:
    rule = "r:\n  who: {step: review, differs_from: [investigate]}"
    assert "violated" in verdicts(tmp_path, rule, "investigate 2024-03-01 by 甲,乙\nreview 2024-03-02 by 乙")
    assert "satisfied" in verdicts(tmp_path, rule, "investigate 2024-03-01 by 甲,乙\nreview 2024-03-02 by 丙")
    assert "undetermined" in verdicts(tmp_path, rule, "investigate 2024-03-02 by 甲\nreview 2024-03-02 by 甲")
    recused = "r:\n  who: {step: investigate, recused_by: decide_recusal}"
    case = "decide_recusal 2024-03-01 (officer=甲, granted=true)\ninvestigate 2024-03-02 by 甲"
    assert "violated" in verdicts(tmp_path, recused, case)
    assert "satisfied" in verdicts(tmp_path, recused, case.replace("by 甲", "by 乙"))


def test_carries(tmp_path: Path) -> None:
    rule = "r:\n  carries: {step: decide, fields: [fine], documents: [决定书], recordings: [audio_video]}"
    full = "decide 2024-03-01 docs 决定书 filmed audio_video (fine=5)"
    assert "satisfied" in verdicts(tmp_path, rule, full)
    assert "violated" in verdicts(tmp_path, rule, full.replace("docs 决定书 ", ""))
    assert "violated" in verdicts(tmp_path, rule, full.replace(" (fine=5)", ""))
    assert "violated" in verdicts(tmp_path, rule, full.replace("audio_video", "photo"))


def test_at_least(tmp_path: Path) -> None:
    rule = """
    r:
      clock: {bearer: organ, from: notify, to: hold, at_least: 7 working_days, match: none, match_reason: 试}
    """
    # from Monday 4 March seven full working days lie before 14 March
    assert "satisfied" in verdicts(tmp_path, rule, "notify 2024-03-04\nhold 2024-03-14")
    assert "violated" in verdicts(tmp_path, rule, "notify 2024-03-04\nhold 2024-03-13")
    assert "not_applicable" in verdicts(tmp_path, rule, "hold 2024-03-13")
    assert "violated" in verdicts(tmp_path, rule, "notify 2024-03-01\nnotify 2024-03-05\nhold 2024-03-14")


def test_never(tmp_path: Path) -> None:
    rule = "r:\n  never: {step: investigate, at_most: 2}"
    case = "investigate 2024-03-01\ninvestigate 2024-03-02\ninvestigate 2024-03-03"
    assert [line.split()[2] for line in verdicts(tmp_path, rule, case).splitlines()] == [
        "satisfied",
        "satisfied",
        "violated",
    ]
    assert "violated" in verdicts(tmp_path, "r:\n  never: {step: hold}", "hold 2024-03-01")
