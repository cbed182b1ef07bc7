"""Cells: what people type is read as they mean it, what is written can be read again and is no formula."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.history import instant

from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.registers.cells import (
    CellMissing,
    CellWrong,
    csv_line,
    neutral,
    read_cell,
    shown,
    written_cell,
)
from plumbline.core.vocabulary import ValueType

WORDS = ChoiceWords({"passed": ("通过", "passed"), "failed": ("不合格", "failed")})


def field(kind: ValueType, required: bool = False) -> FieldDefinition:
    options = ("passed", "failed") if kind is ValueType.CHOICE else ()
    return FieldDefinition("f", "栏目", "field", kind, options, required)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (ValueType.DATE, "2024/3/1", day_of(date(2024, 3, 1))),
        (ValueType.DATE, "2024年3月1日", day_of(date(2024, 3, 1))),
        (ValueType.DATE, "20240301", day_of(date(2024, 3, 1))),
        (ValueType.DATE, "２０２４－０３－０１", day_of(date(2024, 3, 1))),
        (ValueType.DATE, datetime.fromisoformat("2024-03-01"), day_of(date(2024, 3, 1))),
        (ValueType.BOOL, "是", True),
        (ValueType.BOOL, False, False),
        (ValueType.BOOL, "×", False),
        (ValueType.INT, 60.0, 60),
        (ValueType.INT, "1,200", 1200),
        (ValueType.MONEY, "1,200.50元", Decimal("1200.50")),
        (ValueType.INSTANT, "2024-03-01 09:30", instant("2024-03-01 09:30")),
        (ValueType.INSTANT, "2024/03/01 09:30:05", instant("2024-03-01 09:30") + 5_000_000),
        (ValueType.INSTANT, datetime.fromisoformat("2024-03-01T09:30"), instant("2024-03-01 09:30")),
        (ValueType.CHOICE, "通过", "passed"),
        (ValueType.CHOICE, "failed", "failed"),
        (ValueType.TEXT, 650105.0, "650105"),
        (ValueType.TEXT, "  甲 ", "甲"),
        (ValueType.TEXT, "", None),
    ],
)
def test_read(kind: ValueType, cell: object, value: Value) -> None:
    assert read_cell(field(kind), cell, WORDS) == value


@pytest.mark.parametrize(
    ("kind", "cell", "mend"),
    [
        (ValueType.DATE, "2024-02-30", "2024-03-01"),
        (ValueType.DATE, "三月", "2024-03-01"),
        (ValueType.INSTANT, "上午九点", "2024-03-01 09:30"),
        (ValueType.BOOL, "也许", "是 或 否"),
        (ValueType.INT, "6.5", "只填数字"),
        (ValueType.MONEY, "NaN", "单位为元"),
        (ValueType.CHOICE, "合格", "通过、不合格"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(kind: ValueType, cell: object, mend: str) -> None:
    with pytest.raises(CellWrong) as caught:
        read_cell(field(kind), cell, WORDS)
    assert mend in str(caught.value.remedy())
    assert str(cell) in caught.value.message()


def test_a_required_cell_that_is_empty() -> None:
    with pytest.raises(CellMissing):
        read_cell(field(ValueType.TEXT, required=True), None, WORDS)


@given(st.text(max_size=20).filter(lambda text: not re.fullmatch(r"-[0-9.]+", text)))
def test_no_exported_text_is_taken_for_a_formula(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_negative_number_stays_one_and_a_line_of_csv_runs_nothing() -> None:
    assert csv_line(["-5.20", "-5+1", "=1+1", "a,b"]) == "-5.20,'-5+1,'=1+1,\"a,b\"\r\n"


@given(
    st.one_of(
        st.tuples(st.just(ValueType.DATE), st.integers(0, 40_000)),
        st.tuples(st.just(ValueType.INSTANT), st.integers(0, 4 * 10**9).map(lambda one: one * 1_000_000)),
        st.tuples(st.just(ValueType.BOOL), st.booleans()),
        st.tuples(st.just(ValueType.INT), st.integers(0, 10**9)),
        st.tuples(st.just(ValueType.MONEY), st.decimals(0, 10**9, places=2)),
        st.tuples(st.just(ValueType.CHOICE), st.sampled_from(["passed", "failed"])),
        st.tuples(
            st.just(ValueType.TEXT), st.text(st.characters(codec="gb18030"), min_size=1).map(str.strip)
        ),
    )
)
def test_what_was_written_is_read_again(pair: tuple[ValueType, Value]) -> None:
    kind, value = pair
    if value in ("", "'") or (isinstance(value, str) and value != shown(value)):
        return
    written = written_cell(field(kind), value, WORDS, "zh")
    assert read_cell(field(kind), written, WORDS) == value
