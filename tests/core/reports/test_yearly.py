"""The fold of a yearly report over corrections and broken records; what fixed figures refuse."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from plumbline.core.cases.reserved import VOID_ACT
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Record
from plumbline.core.reports.yearly_fixed import (
    FiguresUnreadable,
    Fixed,
    FixedFigure,
    FixedRow,
    digest_of,
    line_of,
    part_name,
    part_number,
    read_fixed,
    read_rows,
    reckon,
    write_parts,
    written_number,
)
from plumbline.core.reports.yearly_report import fold
from plumbline.core.reports.yearly_text import chips, masked, read_lines

FIRST = FixedFigure("a", Decimal(3), "3", "件", "甲", 1, "x")


def record(id: str, step: str, corrects: str | None = None, **fields: object) -> Record:
    return Record(
        id, "c", step, Moment("2026-01-02", "day"), 0, "O1", "A1", "sha256:" + "0" * 64, b"n" * 16,
        fields=fields, corrects=corrects,  # type: ignore[arg-type]
    )  # fmt: skip


def write(id: str, words: str, corrects: str | None = None) -> Record:
    return record(id, "write", corrects, section="plans", words=words)


def test_a_correction_of_an_earlier_version_does_not_take_the_place_of_a_later_one() -> None:
    assert fold("c", [write("1", "甲"), write("2", "乙"), write("3", "甲改", "1")]).words == {"plans": "乙"}
    assert fold("c", [write("1", "甲"), write("2", "乙"), write("3", "乙改", "2")]).words == {"plans": "乙改"}
    voided = [write("1", "甲"), write("2", "乙"), record("3", VOID_ACT, "2", reason="误")]
    assert fold("c", voided).words == {"plans": "甲"}


def test_numbers_of_comments_are_never_used_again_and_broken_records_are_named() -> None:
    made = [record(str(n), "comment", section="plans", comment_no=str(n), words="问") for n in (1, 2)]
    told = fold("c", [*made, record("3", VOID_ACT, "1", reason="误"), record("4", "write", words="缺章节")])
    assert told.comment_numbers == 2
    assert [one.no for one in told.open_comments] == ["2"]
    assert told.unread == ["4"]


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("656", "件", "656"),
        ("9.720000", "%", "9.72%"),
        ("100", "%", "100%"),
        ("4139.7284", "万元", "4139.7284"),
        ("1E+3", "件", "1000"),
    ],
)
def test_numbers_are_written_as_text_writes_them(value: str, unit: str, written: str) -> None:
    assert written_number(Decimal(value), unit) == written


def test_fixed_figures_and_rows_come_back_as_they_were_written() -> None:
    rows = [FixedRow("a", "r1", 4, Decimal(1)), FixedRow("a", "r2", 7, Decimal("0.5"))]
    figure = replace(FIRST, value=Decimal("1.5"), written="1.5", rows=2, digest=digest_of(rows))
    fixed = Fixed(2024, 9, {"a": figure}, "sha256:t")
    assert read_fixed(fixed.json()) == fixed
    lines = list(map(line_of, rows))
    for most, parts in ((1_000, 1), (1, 2)):  # a row that is longer than a part has one of its own
        written = list(write_parts(lines, most))
        assert len(written) == parts
        assert [row for part in written for row in read_rows(part)] == rows
    assert list(write_parts([])) == [b"figure,record,leaf,value\n"]
    assert [part_number(part_name(number)) for number in (1, 2, 170)] == [1, 2, 170]
    assert not any(map(part_number, ("figures-1.csv", "figures-02.csv", "text.txt")))


@pytest.mark.parametrize(
    "data", [b"x", b"figure,record,leaf,value\na,r,x,1\n", b"figure,record,leaf,value\na,r,1,y\n", b"\xff"]
)
def test_rows_that_are_none(data: bytes) -> None:
    with pytest.raises(FiguresUnreadable):
        list(read_rows(data))


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [("a * 100 / b", ("a", "b"), "75"), ("a / c", ("a", "c"), None), ("a@2023 + b", ("a@2023", "b"), "5")],
)
def test_what_is_reckoned(text: str, of: tuple[str, ...], value: str | None) -> None:
    figures = {
        "a": FIRST,
        "b": replace(FIRST, key="b", value=Decimal(4)),
        "c": replace(FIRST, key="c", value=Decimal(0)),
        "a@2023": replace(FIRST, key="a@2023", value=Decimal(1)),
    }
    one = FixedFigure("f", Decimal(0), "", "%", reckoned=text, of=of)
    assert reckon(one, figures) == (None if value is None else Decimal(value))


def test_nothing_but_arithmetic_is_reckoned() -> None:
    with pytest.raises(FiguresUnreadable):
        reckon(FixedFigure("f", Decimal(0), "", "%", reckoned="__import__('os')", of=()), {})


def test_chips_and_what_was_typed() -> None:
    text = "# 标题{a}\n审查{a:b}件，上年{a@2023}件，另12件"
    assert [one.key for one in chips(text)] == ["a", "a:b", "a@2023"]
    assert read_lines(text)[0].heading
    assert "12" in masked(text)
    assert "2023" not in masked(text)
    assert len(masked(text)) == len(text)
