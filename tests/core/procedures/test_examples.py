"""Worked examples as records: days, instants, actors, corrections, what is left out, and how they come out."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.packs.bad_packs import BASE

from plumbline.core.clocks.civil import parse_day
from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import read_yaml
from plumbline.core.facts.officers import Certificate
from plumbline.core.facts.record import Actor, Recording
from plumbline.core.procedures.example import Example
from plumbline.core.procedures.load_examples import ExampleReader
from plumbline.core.procedures.pack_set import PackSet, load_packs
from plumbline.core.procedures.streams import split
from plumbline.core.vocabulary import Outcome, Stream


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return load_packs(BASE)


def read(packs: PackSet, text: str) -> Example:
    found = Found()
    examples = ExampleReader(packs.procedure("well.use"), found).read(read_yaml(text, "examples.yaml"))
    found.stop()
    return examples[0]


def instant(text: str) -> int:
    moment = dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    return round(moment.timestamp()) * 1_000_000


WHOLE = """
- name: 各样写法
  header: {organ: 某局, division: '650105', kind: new}
  now: 2024-05-01
  officers: {丙: none, 丁: {from: 2024-02-01, to: 2025-01-31}}
  uncovered: [report, recordings]
  figures: {fee-cap: 2.5}
  records:
    - {step: accept, at: 2024-01-02, by: [甲], fields: {volume: 2, source: well, ready_on: 2024-01-01, pump: null}}
    - step: assess
      at: 2024-01-05T09:00
      until: 2024-01-05T11:30
      recorded_at: 2024-01-06T08:00
      by: [{officer: 甲, role: expert}, {officer: 乙, confirmed: false}]
      documents: 评估报告
      recordings: [audio_video, {kind: photo, from: 2024-01-05T09:00, to: 2024-01-05T09:05}]
    - {step: accept, at: 2024-01-03, corrects: r1, recorded_at: 2024-01-09}
    - {step: decide, at: 2024-02-01, documents: unknown, recordings: unknown, fields: {fee: 50}}
  expect:
    fee-capped: {outcome: violated, due: 2024-02-01, days_over: 3, late_entry: true}
    report-in-5-days: none
    two-experts: [satisfied, pending]
"""


def test_records_as_written(packs: PackSet) -> None:
    example = read(packs, WHOLE)
    accept, assess, correction, decide = example.records
    assert (accept.id, accept.day, accept.precise) == ("r1", parse_day("2024-01-02"), False)
    assert accept.instant == accept.end_instant == accept.recorded_at == instant("2024-01-02T00:00")
    assert accept.fields == {
        "volume": Decimal(2),
        "source": "well",
        "ready_on": parse_day("2024-01-01"),
        "pump": None,
    }
    assert (assess.precise, assess.instant, assess.end_instant) == (
        True,
        instant("2024-01-05T09:00"),
        instant("2024-01-05T11:30"),
    )
    assert assess.recorded_at == instant("2024-01-06T08:00")
    assert assess.by == (Actor("甲", "expert"), Actor("乙", None, None))
    assert assess.documents == ("评估报告",)
    assert assess.recordings == (
        Recording("audio_video"),
        Recording("photo", instant("2024-01-05T09:00"), instant("2024-01-05T09:05")),
    )
    assert (accept.documents, accept.recordings, correction.by) == ((), (), None)
    assert (decide.documents, decide.recordings) == (None, None)
    assert (correction.corrects, correction.seq) == ("r1", 3)
    assert example.case().by_step["accept"][0].day == parse_day("2024-01-03")


def test_surroundings_and_expectations(packs: PackSet) -> None:
    example = read(packs, WHOLE)
    assert example.now == instant("2024-05-02T00:00") - 1
    assert example.header == {"organ": "某局", "division": "650105", "kind": "new"}
    assert example.missing.steps == {"report"}
    assert example.missing.facts == {"recordings"}
    assert example.figures == {"fee-cap": Decimal("2.5")}
    assert example.officers.qualified("丙", 0) is False
    assert example.officers.qualified("甲", 0) is True
    assert example.officers.certificates["丁"] == (
        Certificate(parse_day("2024-02-01"), parse_day("2025-01-31")),
    )
    (fee,) = example.expect["fee-capped"]
    assert (fee.outcome, fee.due, fee.days_over, fee.late_entry) == (
        Outcome.VIOLATED,
        parse_day("2024-02-01"),
        3,
        True,
    )
    assert example.expect["report-in-5-days"] == ()
    assert [e.outcome for e in example.expect["two-experts"]] == [Outcome.SATISFIED, Outcome.PENDING]


def test_now_is_the_day_after_the_last_record(packs: PackSet) -> None:
    example = read(
        packs,
        """
- name: 缺省时刻
  records: [{step: accept, at: 2024-01-02, recorded_at: 2024-03-04T08:00}]
  expect: {decide-in-20-days: violated}
""",
    )
    assert example.now == instant("2024-03-06T00:00") - 1


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("fee-capped: none", "should give none, but gives violated"),
        ("fee-capped: [violated, violated]", "should give violated, violated, but gives violated"),
        ("fee-capped: satisfied", "should give satisfied, but gives violated"),
        (
            "decide-in-20-days: {outcome: satisfied, due: 2024-01-31}",
            "should give satisfied due 2024-01-31, but gives satisfied due 2024-01-30",
        ),
    ],
)
def test_an_example_that_comes_out_otherwise(packs: PackSet, expect: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "cn").mkdir()
    for part in ("calendars", "law"):
        (tmp_path / "cn" / part).symlink_to(BASE / "cn" / part)
    folder = tmp_path / "cn" / "procedures" / "well"
    folder.mkdir(parents=True)
    text = (BASE / "cn/procedures/well/procedure.yaml").read_text(encoding="utf-8")
    (folder / "procedure.yaml").write_text(text, encoding="utf-8")
    (folder / "examples.yaml").write_text(
        f"""
- name: 超过上限
  records:
    - {{step: accept, at: 2024-01-02}}
    - {{step: decide, at: 2024-01-12, fields: {{fee: 500}}}}
  expect: {{{expect}}}
""",
        encoding="utf-8",
    )
    (wrong,) = load_packs(tmp_path, "skip").wrong_examples("well.use")
    assert told in wrong.message("en")
    assert (wrong.file.rpartition("/")[2], wrong.line) == ("examples.yaml", 6)


def test_streams(packs: PackSet) -> None:
    example = read(
        packs,
        """
- name: 两年
  records:
    - {step: accept, at: 2023-12-31, by: [甲, 乙]}
    - {step: accept, at: 2024-01-01, by: [甲]}
  expect: {}
""",
    )
    case = example.case()
    assert split(case, Stream.CASE) == [case]
    assert [len(s.by_step["accept"]) for s in split(case, Stream.ORGAN_YEAR)] == [1, 1]
    assert [s.id for s in split(case, Stream.OFFICER_YEAR)] == [
        "两年/乙/2023",
        "两年/甲/2023",
        "两年/甲/2024",
    ]
    assert split(case, Stream.OBJECT) == []
