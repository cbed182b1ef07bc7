from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders.filled_document import DAY

from plumbline.core.procedures.document_kind import DocumentKind
from plumbline.core.procedures.load_documents import load_document_kinds
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.reports.compose import Fact, Filling, compose
from plumbline.core.reports.document import Blank, EmptyLines, ListTable, Paragraph, plain_text

KIND = """
checked_on: 2026-11-23
documents:
  trial:
    title: 试用通知书
    english: Trial
    layout: notice
    order: 1
    series: 试
    sealed: true
    basis: 处罚法 §44
    asks: {facts: {title: 事实, lines: 3}}
    body:
      - 罚款{decide.fine:money}，到场{this.present:check}，{figure.suit-months:numeral}个月，{decide.outcome}。
      - {room: facts}
      - {grid: [序号, 名称], of: goods, least: 2}
"""


@pytest.fixture
def kind(tmp_path: Path) -> DocumentKind:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "trial.yaml").write_text(KIND, "utf-8")
    return load_document_kinds(tmp_path).kind("试用通知书")


def first(kind: DocumentKind, **facts: Fact) -> Paragraph:
    names = {
        name.replace("__", ".").replace("suit_months", "suit-months"): fact for name, fact in facts.items()
    }
    part = compose(
        kind, Filling(names, words=ChoiceWords({"penalty": ("给予处罚", "penalty")}))
    ).document.parts[0]
    assert isinstance(part, Paragraph)
    return part


def test_facts_take_their_form(kind: DocumentKind) -> None:
    line = first(
        kind, decide__fine=Decimal(300), this__present=False, figure__suit_months=6, decide__outcome="penalty"
    )
    assert line.text == ("罚款三百元整（¥300.00），到场□是　■否，六个月，给予处罚。",)


def test_what_is_not_there_is_room(kind: DocumentKind) -> None:
    assert first(kind).text == ("罚款", Blank(12), "，到场□是　□否，", Blank(4), "个月，", Blank(8), "。")


def test_a_value_of_another_type_is_missing_and_not_printed(kind: DocumentKind) -> None:
    filling = Filling({"decide.fine": "很多", "figure.suit-months": -1})
    composed = compose(kind, filling)
    assert "很多" not in plain_text(composed.document)
    assert {"decide.fine", "figure.suit-months"} <= {m.path for m in composed.missing}


def test_missing_facts_are_told_once_and_by_name(kind: DocumentKind) -> None:
    missing = compose(kind, Filling(titles={"decide.fine": "罚款金额"})).missing
    assert [(m.path, m.title) for m in missing] == [
        ("decide.fine", "罚款金额"),
        ("this.present", "this.present"),
        ("figure.suit-months", "figure.suit-months"),
        ("decide.outcome", "decide.outcome"),
        ("ask.facts", "事实"),
        ("list.goods", "list.goods"),
        ("document.number", "文号"),
        ("organ.name", "行政机关名称"),
        ("document.date", "文书日期"),
    ]


def test_rooms_hold_paragraphs_or_lines(kind: DocumentKind) -> None:
    parts = compose(kind, Filling({"ask.facts": "甲。\r\n\r\n乙。"})).document.parts
    assert [p.text for p in parts if isinstance(p, Paragraph)][1:] == [("甲。",), ("乙。",)]
    assert EmptyLines(3) in compose(kind, Filling({"ask.facts": " \n"})).document.parts


def test_tables_have_rows_for_writing(kind: DocumentKind) -> None:
    table = compose(kind, Filling(lists={"goods": [["1", "面包"]]})).document.parts[2]
    assert table == ListTable(("序号", "名称"), (("1", "面包"), ("", "")))


def test_a_complete_document_says_so(kind: DocumentKind) -> None:
    facts: dict[str, Fact] = {
        "decide.fine": 1,
        "this.present": True,
        "figure.suit-months": 6,
        "decide.outcome": "penalty",
        "ask.facts": "甲",
        "organ.name": "青石区城市管理局",
    }
    filling = Filling(facts, {"goods": [["1", "车"]]}, number="青城试〔2026〕1号", day=DAY)
    composed = compose(kind, filling)
    assert composed.is_complete
    assert composed.document.number_text == "青城试〔2026〕1号"
