"""DOCX files opened again: grid, fonts, fields, hostile values, bytes that repeat."""

import dataclasses
import io
import re
import time
import zipfile

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from tests.apps.documents.test_render_pdf import HOSTILE, hostile, letter
from tests.builders.filled_document import full, kinds

from plumbline.apps.documents.render_docx import docx_of, without_times
from plumbline.apps.documents.render_pdf import pdf_of
from plumbline.core.procedures.document_kind import Layout
from plumbline.core.reports.compose import Filling, compose


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def words(data: bytes) -> str:
    return "".join(node.text or "" for node in opened(data).element.body.iter(qn("w:t")))


def test_the_page_is_that_of_gb_t_9704() -> None:
    file = opened(docx_of(letter("依法行政" * 100)))
    section = file.sections[0]
    assert [round(x.mm) for x in (section.top_margin, section.left_margin, section.right_margin)] == [
        37,
        28,
        26,
    ]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert 22 * int(grid.get(qn("w:linePitch"))) / 1440 * 25.4 == pytest.approx(225, abs=0.3)
    assert 28 * (16 + int(grid.get(qn("w:charSpace"))) / 4096) / 72 * 25.4 == pytest.approx(156, abs=0.1)


def test_chinese_fonts_are_named_for_word_and_wps() -> None:
    file = opened(docx_of(letter("甲")))
    fonts = {node.get(qn("w:eastAsia")) for node in file.element.body.iter(qn("w:rFonts"))}
    assert {"仿宋_GB2312", "方正小标宋简体"} <= fonts


def test_page_numbers_differ_on_odd_and_even_pages() -> None:
    file = opened(docx_of(letter("甲")))
    assert file.settings.odd_and_even_pages_header_footer
    sides = [f.paragraphs[0].alignment for f in (file.sections[0].footer, file.sections[0].even_page_footer)]
    assert sides[0] != sides[1]


def test_same_document_same_bytes_at_any_time() -> None:
    first = docx_of(letter("甲"))
    time.sleep(2.1)  # a ZIP counts in steps of two seconds
    assert docx_of(letter("甲")) == first
    assert without_times(first) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("layout", Layout)
def test_hostile_values_are_words(layout: Layout) -> None:
    file = opened(docx_of(hostile(layout)))
    text = words(docx_of(hostile(layout)))
    assert HOSTILE.replace("\t", "") in text
    assert {node.tag.split("}")[1] for node in file.element.body} <= {"p", "tbl", "sectPr"}


@pytest.mark.parametrize("title", kinds().titles)
def test_every_kind_opens(title: str) -> None:
    kind = kinds().kind(title)
    assert title in words(docx_of(compose(kind, full(kind)).document))


@pytest.mark.parametrize("layout", Layout)
def test_an_empty_paper_opens(layout: Layout) -> None:
    """Of each layout one: what an empty paper is made of is tried with every kind as PDF."""
    titles = [title for title in kinds().titles if kinds().kind(title).layout is layout]
    for title in titles[:1]:
        assert title in words(docx_of(compose(kinds().kind(title), Filling()).document))


def told(text: str) -> str:
    """Without room, lines and numbers of pages, which each format sets by itself."""
    text = re.sub(r"— ?\d+ ?—|第 ?\d+ ?页　?共 ?\d+ ?页", "", text)
    return re.sub(r"[\s　_]+", "", text)


@pytest.mark.parametrize(
    "title", ["立案审批表", "送达回证", "行政处罚决定书", "询问笔录", "查封（扣押）清单"]
)
def test_the_words_and_their_order_are_those_of_the_pdf(title: str) -> None:
    kind = kinds().kind(title)
    document = compose(kind, full(kind)).document
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(document))).pages
    paper = told("".join(page.extract_text() for page in pages))
    draft = told(words(docx_of(document)))
    assert draft == paper


def test_a_form_has_the_measures_of_the_pdf() -> None:
    """Lines of 1.62 of the type, columns of 7.2 characters and the rest, room in cells, two signatures in a line."""
    kind = kinds().kind("询问笔录")
    file = opened(docx_of(compose(kind, full(kind)).document))
    grid = file.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), int(grid.get(qn("w:linePitch"))) / 20) == (
        "lines",
        pytest.approx(19.4, abs=0.1),
    )
    assert [round(one.width.pt, 1) for one in file.tables[0].columns] == [86.4, 144.6, 86.4, 144.6]
    margins = file.tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))
    assert [one.get(qn("w:w")) for one in margins] == ["140", "120", "140", "120"]
    assert margins.getnext().tag == qn("w:tblLook")
    signed = [one.text for one in file.paragraphs if "年　月　日" in one.text]
    assert [one.count("：") for one in signed] == [2, 2]


@pytest.mark.parametrize(
    ("name", "points"), [("青石区市场监督管理局", 36), ("青石区城市管理行政执法监督管理大队", 28)]
)
def test_a_long_organ_has_a_smaller_red_head(name: str, points: int) -> None:
    document = dataclasses.replace(letter("甲"), issuer=name)
    assert opened(docx_of(document)).paragraphs[0].runs[0].font.size.pt == points
