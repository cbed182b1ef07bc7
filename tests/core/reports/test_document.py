import datetime as dt
from decimal import Decimal

import pytest

from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.chinese_forms import chinese_date, chinese_number, money_in_words, money_words
from plumbline.core.reports.document import Document, ListTable, seen
from plumbline.core.reports.document_errors import BadAmount, BadNumber, EmptyTitle, NotANumber, UnevenTable
from plumbline.core.reports.document_number import DocumentNumber, read_number


def test_dates_have_no_leading_zeros() -> None:
    assert chinese_date(dt.date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("10", "十元整"),
        ("200", "二百元整"),
        ("50000", "五万元整"),
        ("100010", "十万零一十元整"),
        ("10050", "一万零五十元整"),
        ("100000", "十万元整"),
        ("120000000", "一亿二千万元整"),
        ("100000001", "一亿零一元整"),
        ("3.50", "三元五角"),
        ("1.05", "一元零五分"),
        ("0.08", "八分"),
        ("20.31", "二十元三角一分"),
        ("999999999999.99", "九千九百九十九亿九千九百九十九万九千九百九十九元九角九分"),
    ],
)
def test_money_in_words(amount: str, words: str) -> None:
    assert money_words(Decimal(amount)) == words


def test_money_carries_its_figures() -> None:
    assert money_in_words(Decimal("50000")) == "五万元整（¥50,000.00）"


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000"])
def test_what_no_document_can_state(amount: str) -> None:
    with pytest.raises(BadAmount):
        money_words(Decimal(amount))


def test_every_number_reads_as_it_was_meant() -> None:
    digits = {c: n for n, c in enumerate("零一二三四五六七八九")}
    units = {"十": 10, "百": 100, "千": 1000}

    def value(text: str) -> int:
        total = group = digit = 0
        for c in text:
            if c in digits:
                digit = digits[c]
            elif c in units:
                group, digit = group + (digit or 1) * units[c], 0
            else:
                total, group, digit = total + (group + digit) * (10**8 if c == "亿" else 10**4), 0, 0
        return total + group + digit

    for n in [*range(12_000), 100_000, 110_001, 10_000_000, 100_000_000, 1_000_200_030, 100_010_000_001]:
        assert value(chinese_number(n)) == n


def test_numbers_are_written_one_way() -> None:
    assert str(DocumentNumber("青市监", "罚", 2026, 12)) == "青市监罚〔2026〕12号"


@pytest.mark.parametrize(
    ("authority", "series", "year", "n"),
    [
        ("", "罚", 2026, 1),
        ("青", "罚", 26, 1),
        ("青", "罚", 2026, 0),
        ("青〔", "罚", 2026, 1),
        ("青", "罚 2", 2026, 1),
    ],
)
def test_numbers_that_cannot_be(authority: str, series: str, year: int, n: int) -> None:
    with pytest.raises(BadNumber):
        DocumentNumber(authority, series, year, n)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("水市监罚字〔2024〕12号", ()),
        ("穗环法罚【2019】50号", ("brackets",)),
        ("(奉)市监案字(2016)181201530021号", ("brackets",)),
        ("（京）文（封）字〔2018〕第100号", ("word_di",)),
        ("青市监罚〔2026〕007", ("leading_zeros", "no_hao")),
        ("青市监罚〔2026〕 7号", ("spaces",)),
    ],
)
def test_numbers_are_read_in_every_way(text: str, style: tuple[str, ...]) -> None:
    assert read_number(text).style == style


@pytest.mark.parametrize("text", ["", "青市监罚", "〔2026〕7号", "青市监罚〔2026〕0号", "青市监罚〔26〕7号"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text)


def test_a_document_has_a_title() -> None:
    with pytest.raises(EmptyTitle):
        Document("x", Layout.FORM, Volume.MAIN, " ")


def test_rows_fit_their_columns() -> None:
    with pytest.raises(UnevenTable) as raised:
        ListTable(("甲", "乙"), (("1", "2"), ("3",)))
    assert raised.value.row == 2


def test_only_what_can_be_seen_is_kept() -> None:
    assert seen("甲\u202e乙\x00\u200b丙\r\n丁\u2028戊") == "甲乙丙\n丁\n戊"
    assert seen("㛃䶮𬭊") == "㛃䶮𬭊"
