"""Citations: every written form is read, each is printed one way, and what is printed reads back the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.law.citation import Citation, Place
from plumbline.core.law.citation_parser import parse_citation, parse_citations, read_column
from plumbline.core.law.errors import (
    BadNumber,
    BadRange,
    BareNumber,
    CitationError,
    LooseParenthesis,
    NotACitation,
    NothingBefore,
    NotOneCitation,
    OutOfOrder,
)
from plumbline.core.law.numerals import read_numeral, write_numeral
from plumbline.core.law.registry import load_registry

WRITTEN = {
    "行政处罚法第五十七条第一款第四项": "行政处罚法 §57 ¶1(4)",
    "行政处罚法第五十七条第一款第（四）项": "行政处罚法 §57 ¶1(4)",
    "行政处罚法第57条第1款第4项": "行政处罚法 §57 ¶1(4)",
    "《行政处罚法》第五十七条": "行政处罚法 §57",
    "处罚法 §57 ¶1(4)": "处罚法 §57 ¶1(4)",
    "处罚法§57¶1（4）": "处罚法 §57 ¶1(4)",
    "行政处罚法 §54-§62": "行政处罚法 §54-§62",
    "民诉法 §87–88": "民诉法 §87-§88",
    "第十条至第十三条": "本法 §10-§13",
    "本法第三十条": "本法 §30",
    "本条例第二条第三款": "本法 §2 ¶3",
    "刑法第一百二十条之一第二款": "刑法 §120之一 ¶2",
    "118号 (六)": "118号 (六)",
    "118号（六）": "118号 (六)",
    "118号 三": "118号 三",
    "27号基准 一(二)": "27号基准 一(二)",
    "强制法 ch. 3": "强制法 ch. 3",
    "强制法第三章": "强制法 ch. 3",
    "民诉法第一编第七章第二节": "民诉法 pt. 1 ch. 7 sec. 2",
    "第二十八条第一款第二项第一目": "本法 §28 ¶1(2)[1]",
    "第十五条第一项至五项": "本法 §15(1)-(5)",
    "处罚法 §52 ¶1–2": "处罚法 §52 ¶1-¶2",
    "54号 ⟨S⟩": "54号",
    "复议法2017 §40": "复议法2017 §40",
    "《某某之歌》": "某某之歌",
    "内蒙古 三项制度办法 §31": "内蒙古 三项制度办法 §31",
    "前款": "前款",
    "前两款": "前两款",
    "前款第三项": "前款(3)",
    "本条第二款": "本条¶2",
}
LISTS = {
    "第三十条、第三十一条": ["本法 §30", "本法 §31"],
    "第九十条第三款、第四款和第九十一条": ["本法 §90 ¶3", "本法 §90 ¶4", "本法 §91"],
    "行诉法第九十一条第二、三项": ["行诉法 §91(2)", "行诉法 §91(3)"],
    "处罚法 §64(3), (5)–(7)": ["处罚法 §64(3)", "处罚法 §64(5)-(7)"],
    "处罚法 §42 ¶1; 强制法 §17 ¶3": ["处罚法 §42 ¶1", "强制法 §17 ¶3"],
    "处罚法 §5; 同上 §6": ["处罚法 §5", "处罚法 §6"],
    "许可法 §8, §69–70": ["许可法 §8", "许可法 §69-§70"],
    "前款第一项、第三项": ["前款(1)", "前款(3)"],
    "118号 (四)、(六)": ["118号 (四)", "118号 (六)"],
}
WRONG = {
    "": NotACitation,
    "foo bar": NotACitation,
    "foo, 处罚法 §5": NotACitation,
    "处罚法 第": NotACitation,
    "处罚法 §5,": NotACitation,
    "处罚法 §0": BadNumber,
    "第十百条": BadNumber,
    "57": BareNumber,
    "(3)": LooseParenthesis,
    "¶1 §3": OutOfOrder,
    "处罚法 §62-§54": BadRange,
    "-§54": BadRange,
    "处罚法 §5-强制法 §6": BadRange,
}


@pytest.mark.parametrize("text", WRITTEN)
def test_every_form_is_read(text: str) -> None:
    assert parse_citation(text).short() == WRITTEN[text]


@pytest.mark.parametrize("text", LISTS)
def test_lists_are_read(text: str) -> None:
    assert [citation.short() for citation in parse_citations(text)] == LISTS[text]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_form_says_what_is_wrong_and_how_to_write_it(text: str) -> None:
    with pytest.raises(WRONG[text]) as caught:
        parse_citations(text)
    assert isinstance(caught.value, CitationError)
    assert caught.value.message("zh")
    assert caught.value.remedy("zh")
    assert caught.value.remedy("en")


def test_one_citation_is_one() -> None:
    with pytest.raises(NotOneCitation):
        parse_citation("处罚法 §5, §6")


def test_full_chinese_form_names_the_instrument_in_full() -> None:
    citation = parse_citation("处罚法 §57 ¶1(4)")
    assert citation.chinese({"处罚法": "中华人民共和国行政处罚法"}.__getitem__) == (
        "《中华人民共和国行政处罚法》第五十七条第一款第四项"
    )


@st.composite
def places(draw: st.DrawFn) -> Place:
    """A place in a text with articles; a subitem only under an item."""
    item = draw(st.integers(0, 30))
    return Place(
        article=draw(st.integers(1, 1260) | st.integers(1, 2)),
        inserted=draw(st.integers(0, 2)),
        paragraph=draw(st.integers(0, 12)),
        item=item,
        subitem=draw(st.integers(0, 9)) if item else 0,
    )


POINTS = st.builds(Place, heading=st.integers(0, 30), numbered=st.integers(1, 99))


@given(places() | POINTS)
def test_what_is_printed_reads_back_the_same(place: Place) -> None:
    citation = Citation("处罚法", place)
    assert parse_citation(citation.short()) == citation
    assert parse_citation(citation.chinese()) == citation


@given(places(), places())
def test_a_printed_range_reads_back_the_same(one: Place, other: Place) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    citation = Citation("处罚法", low, high)
    assert parse_citation(citation.short()) == citation
    assert parse_citation(citation.chinese()) == citation


@given(st.integers(1, 9999))
def test_numerals_read_back(value: int) -> None:
    assert read_numeral(write_numeral(value)) == value


def test_citations_sort_as_the_articles_stand() -> None:
    texts = ["处罚法 §100", "处罚法 §9 ¶2", "处罚法 §9", "处罚法 §9 ¶1(3)"]
    ordered = [citation.short() for citation in sorted(parse_citation(text) for text in texts)]
    assert ordered == ["处罚法 §9", "处罚法 §9 ¶1(3)", "处罚法 §9 ¶2", "处罚法 §100"]


@pytest.mark.parametrize(
    ("written", "standing", "meant"),
    [
        ("前款", "处罚法 §36 ¶2", "处罚法 §36 ¶1"),
        ("前两款", "处罚法 §36 ¶3", "处罚法 §36 ¶1-¶2"),
        ("前款第二项", "处罚法 §36 ¶2", "处罚法 §36 ¶1(2)"),
        ("前条第一款", "处罚法 §36 ¶2", "处罚法 §35 ¶1"),
        ("本条第三款", "处罚法 §36 ¶2(4)", "处罚法 §36 ¶3"),
        ("前三项", "处罚法 §36 ¶1(5)", "处罚法 §36 ¶1(2)-(4)"),
    ],
)
def test_relative_places_are_resolved_where_they_stand(written: str, standing: str, meant: str) -> None:
    assert parse_citation(written).resolve(parse_citation(standing)).short() == meant


def test_nothing_stands_before_the_first_paragraph() -> None:
    with pytest.raises(NothingBefore):
        parse_citation("前款").resolve(parse_citation("处罚法 §36 ¶1"))


@pytest.mark.parametrize(
    ("cited", "article", "inside"),
    [
        ("处罚法 §54-§62", 54, True),
        ("处罚法 §54-§62", 62, True),
        ("处罚法 §54-§62", 63, False),
        ("处罚法 §57 ¶1(4)", 57, True),
        ("处罚法", 3, True),
    ],
)
def test_a_citation_covers_articles(cited: str, article: int, inside: bool) -> None:
    assert parse_citation(cited).covers(Place(article=article)) is inside


# Cells of the fact base's article columns that cite nothing, by the words they hold.
PROSE = re.compile(
    r"as given|no inspection without basis|section \d|^each$|^—$|province may differ|to be supplied|template"
    r"|^⟨S⟩$|^in force$"
)


def test_the_article_columns_of_the_fact_base_are_read(reference: Path, packs: Path) -> None:
    registry = load_registry(packs)
    text = (reference / "domain" / "procedures.md").read_text("utf-8")
    cited = 0
    prose: list[str] = []
    header: list[str] = []
    for line in text.partition("\n## 10")[0].split("\n"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            header = []
        elif not header:
            header = cells
        else:
            for name, cell in zip(header, cells, strict=False):
                if name.startswith("article") and not set(cell) <= set("-: —"):
                    found, left = read_column(cell, "处罚法")
                    cited += len([registry.normalise(citation) for citation in found])
                    prose.extend(left)
    assert cited >= 450
    assert [piece for piece in prose if not PROSE.search(piece)] == []
