"""The checker of texts: each pattern speaks, is silent and is lowered; citations are held against the law."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.builders.growth import grows_in_line

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


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("不得向企业收取保证金。", True),
        ("逾期的，不得复业，并向街道缴纳保证金五千元。", False),
        ("行政机关不得要求企业加入协会，或者收取保证金。", True),
        ("起草文件不得含有下列内容：\n（一）要求企业缴纳保证金；\n（二）指定品牌的产品。", True),
        ("不得含有下列内容：（一）要求企业缴纳保证金；（二）指定品牌的产品。", True),
        ("有下列情形之一的，不得开业：\n（一）未向街道缴纳保证金；", False),
        ("起草文件不得含有下列内容：\n（一）减损权利。\n第三条 企业应当缴纳保证金。", False),
        ("除法律、行政法规另有规定外，不得要求企业缴纳保证金。", True),
        ("企业应当缴纳保证金，法律另有规定的除外。", False),
        ("按照有关法律、法规的规定缴纳保证金。", True),
        ("按照本办法的规定缴纳保证金。", False),
        ("《优化营商环境条例》明确规定收取保证金的条件。", True),
        ("在《优化营商环境条例》规定的基础上，企业另行缴纳保证金。", False),
        ("关于收取保证金有关事项的通知", True),
    ],
)
def test_what_is_denied_quoted_or_a_title_is_no_breach(text, lowered, patterns, registry) -> None:
    found = [one.lowered for one in marks(text, patterns, registry) if one.id in ("J05", "J10")]
    assert found
    assert set(found) == {lowered}


def test_the_name_of_a_text_sets_nothing(patterns, registry) -> None:
    text = "参照《建设工程质量保证金缴纳保证金管理办法》管理。"
    assert [one.id for one in marks(text, patterns, registry) if one.id == "J05"] == []


@pytest.mark.parametrize(
    "text", ["街道办事处负责协调警告标识的张贴。", "坚持处罚与教育相结合，发挥行政处罚的作用。"]
)
def test_words_that_hold_the_sign_of_a_penalty_set_none(text, patterns, registry) -> None:
    assert [one.id for one in marks(text, patterns, registry) if one.id == "J01" and not one.lowered] == []


def test_who_is_entitled_is_not_asked(patterns, registry) -> None:
    text = "违反本条例规定的，处以五百元罚款。"
    assert "J01" in {one.id for one in marks(text, patterns, registry)}
    assert "J01" not in {one.id for one in marks(text, patterns, registry, maker=Maker.LOCAL_REGULATION)}
    assert "J04" in {
        one.id for one in marks("逾期加收滞纳金。", patterns, registry, maker=Maker.LOCAL_REGULATION)
    }


def test_what_courts_do_is_no_penalty_of_an_organ(patterns, registry) -> None:
    maker = likely_maker("最高人民法院关于适用《中华人民共和国行政诉讼法》的解释")
    said = marks("人民法院可以重新予以罚款、拘留。", patterns, registry, maker=maker)
    assert "J01" not in {one.id for one in said}


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


def test_a_text_that_never_ends_a_sentence_is_read_by_pieces(patterns, registry) -> None:
    def endless(size: int) -> str:
        return "一二三四五六七八九十" * size + "，处以五百元罚款"

    assert "J01" in {one.id for one in marks(endless(160), patterns, registry)}
    assert grows_in_line(lambda text: marks(text, patterns, registry), endless, 160)


def test_little_measured_is_little_claimed() -> None:
    assert Measured(10, 0, 0).claimed == 0.9
    assert Measured(40, 0, 0).claimed == 1.0
    assert Measured(0, 0, 3).precision is None
