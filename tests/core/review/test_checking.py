"""The checker of texts: each pattern speaks, is silent and is lowered; citations are held against the law."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from plumbline.core.law.registry import LawRegistry, load_registry
from plumbline.core.review.checking import (
    NO_ARTICLE,
    NO_EFFECT,
    REPEALED,
    Mark,
    check_text,
    likely_maker,
)
from plumbline.core.review.measured import Measured
from plumbline.core.review.patterns import Maker, Pattern, Severity, TextKind, load_patterns

PACKS = Path(__file__).resolve().parents[3] / "packs"
DAY = dt.date(2026, 11, 28)
DOCUMENT = Maker.NORMATIVE_DOCUMENT


@pytest.fixture(scope="module")
def registry() -> LawRegistry:
    return load_registry(PACKS)


@pytest.fixture(scope="module")
def patterns(registry: LawRegistry) -> tuple[Pattern, ...]:
    return load_patterns(PACKS, registry)


def marks(
    text: str,
    patterns: tuple[Pattern, ...],
    registry: LawRegistry,
    kind: TextKind = TextKind.NORMATIVE,
    maker: Maker = DOCUMENT,
) -> list[Mark]:
    return check_text(text, kind, maker, patterns, registry, DAY)


def test_a_mark_stands_where_the_words_stand(patterns, registry) -> None:
    text = "第一条 为了规范经营。\n第二条 违反本办法的，处以五百元罚款。"
    found = [one for one in marks(text, patterns, registry) if one.id == "J01"]
    assert [text[one.start : one.end] for one in found] == ["处以五百元罚款"]
    assert found[0].severity is Severity.BLOCK


def test_a_ground_in_the_same_sentence_lowers_it(patterns, registry) -> None:
    (found,) = (
        one
        for one in marks("依照《中华人民共和国行政处罚法》给予罚款。", patterns, registry)
        if one.id == "J01"
    )
    assert (found.severity, found.lowered) == (Severity.INFO, True)


def test_who_is_entitled_is_not_asked(patterns, registry) -> None:
    text = "违反本条例规定的，处以五百元罚款。"
    assert "J01" in {one.id for one in marks(text, patterns, registry)}
    assert "J01" not in {one.id for one in marks(text, patterns, registry, maker=Maker.LOCAL_REGULATION)}
    assert "J04" in {
        one.id for one in marks("逾期加收滞纳金。", patterns, registry, maker=Maker.LOCAL_REGULATION)
    }


def test_kinds_are_kept_apart(patterns, registry) -> None:
    assert not marks("甲方承诺回购。", patterns, registry)
    assert [one.id for one in marks("甲方承诺回购。", patterns, registry, TextKind.CONTRACT)] == ["J51"]


def test_a_repealed_law_and_an_article_that_is_not_there(patterns, registry) -> None:
    found = marks("依据《中华人民共和国行政处罚法》第九十九条处理。", patterns, registry)
    assert [one.id for one in found] == [NO_ARTICLE]
    assert "86" in found[0].says
    assert not [
        one
        for one in marks("依据《中华人民共和国行政处罚法》第八十六条处理。", patterns, registry)
        if one.id == NO_ARTICLE
    ]
    old = {one.id for one in marks("按照《中华人民共和国行政复议法实施条例》办理。", patterns, registry)}
    assert REPEALED not in old


def test_a_document_with_articles_says_when_it_takes_effect(patterns, registry) -> None:
    text = "第一条 甲。\n第二条 乙。\n第三条 丙。"
    assert NO_EFFECT in {one.id for one in marks(text, patterns, registry)}
    dated = f"{text}\n第四条 本办法自2026年12月1日起施行，有效期五年。"
    assert NO_EFFECT not in {one.id for one in marks(dated, patterns, registry)}


@pytest.mark.parametrize(
    ("title", "maker"),
    [
        ("中华人民共和国行政处罚法", Maker.LAW),
        ("行政执法监督条例", Maker.ADMINISTRATIVE_REGULATION),
        ("新疆维吾尔自治区规范行政裁量权办法", Maker.LOCAL_RULE),
        ("市场监督管理行政处罚程序规定", Maker.DEPARTMENT_RULE),
        ("青石区餐饮管理办法的通知", DOCUMENT),
        ("某某市市容条例", Maker.LOCAL_REGULATION),
    ],
)
def test_the_maker_is_proposed_by_the_title(title: str, maker: Maker) -> None:
    assert likely_maker(title) is maker


def test_little_measured_is_little_claimed() -> None:
    assert Measured(10, 0, 0).claimed == 0.9
    assert Measured(40, 0, 0).claimed == 1.0
    assert Measured(0, 0, 3).precision is None
