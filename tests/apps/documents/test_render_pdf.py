"""Real PDF files, opened again: measures of the page, fonts, standard, hostile values, every kind full and empty."""

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from tests.builders.filled_document import DAY, full, kinds

from plumbline.apps.documents.errors import GlyphMissing
from plumbline.apps.documents.fonts import SHIPPED, font_set
from plumbline.apps.documents.render_pdf import pdf_of, pictures_of
from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.compose import Filling, compose
from plumbline.core.reports.document import (
    ApprovalBoxes,
    Blank,
    Document,
    Exchanges,
    FieldTable,
    ListTable,
    Opinion,
    Paragraph,
    QuestionAnswer,
    Seal,
    SignatureLines,
)
from plumbline.core.reports.document_number import DocumentNumber

POINTS_A_MM = 72 / 25.4
HOSTILE = (
    '#panic("x") #import "/etc/passwd": * #read("document.typ") $x^2$ *粗* _斜_ `代码` <标签> @引用 \\u{41} '
    "]] }} {{ 1+1 }} {% if %} = 标题 <w:p><w:t>甲</w:t></w:p> &lt; &amp; <!DOCTYPE a> // 注 /* 注 */ ~ -- --- \\"
)


def letter(*paragraphs: str) -> Document:
    parts = tuple(Paragraph((text,)) for text in paragraphs)
    number = DocumentNumber("青市监", "罚", 2026, 12)
    return Document(
        "x",
        Layout.LETTER,
        Volume.MAIN,
        "行政处罚决定书",
        "青石区市场监督管理局",
        number,
        True,
        ("某店",),
        parts,
    )


def lines_of(page: pypdf.PageObject, body_size: float = 16) -> list[tuple[float, float, str]]:
    """(height on the page, x of the first character, text) of each line of body text, from the top."""
    found: dict[float, list[tuple[float, str]]] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip() and abs(size - body_size) < 0.1:
            x, y = tm[4], tm[5]
            found.setdefault(round(y * cm[3] + cm[5], 0), []).append((x * cm[0] + cm[4], text.strip()))

    page.extract_text(visitor_text=visit)
    return [(y, min(found[y])[0], "".join(t for _x, t in found[y])) for y in sorted(found, reverse=True)]


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def test_a_page_has_22_lines_of_28_characters() -> None:
    pages = reader(pdf_of(letter("依法行政" * 700))).pages
    assert len(pages) > 3
    for page in pages[1:-1]:
        lines = lines_of(page)
        assert [len(text) for _y, _x, text in lines] == [28] * 22
        heights = [y for y, _x, _text in lines]
        assert heights[0] - heights[-1] == pytest.approx(21 * 225 / 22 * POINTS_A_MM, abs=1.5)
        assert all(x == pytest.approx(28 * POINTS_A_MM, abs=1) for _y, x, _text in lines)


def test_short_paragraphs_do_not_change_the_number_of_lines() -> None:
    pages = reader(pdf_of(letter(*["依法行政" * 8] * 60))).pages
    assert {len(lines_of(page)) for page in pages[1:-1]} == {22}


@pytest.mark.parametrize("count", [13, 11])
def test_no_page_holds_the_signature_alone_and_no_heading_ends_one(count: int) -> None:
    """13 lines leave one for the heading on the first page; 11 and three more fill it up to the signature."""
    said = letter(*["依法行政"] * count)
    parts = (*said.parts, Paragraph(("一、标题",), heading=True), Paragraph(("甲",)), Paragraph(("末段",)))
    sealed = replace(said, parts=parts, seal=Seal(("青石区市场监督管理局",), dt.date(2026, 3, 2)))
    pages = [[text for _y, _x, text in lines_of(page)] for page in reader(pdf_of(sealed)).pages]
    assert len(pages) == 2, pages
    assert pages[0][-1] != "一、标题"
    assert pages[1][0] in ("末段", "一、标题"), pages[1]


def test_page_numbers_stand_outside_left_and_right() -> None:
    places = []
    for page in reader(pdf_of(letter("依法行政" * 700))).pages[:4]:
        ((_y, x, text),) = lines_of(page, 14)
        places.append((re.sub(r"\s", "", text), x > 300))
    assert places == [("—1—", True), ("—2—", False), ("—3—", True), ("—4—", False)]


def test_the_red_head_is_red_and_only_letters_have_it() -> None:
    assert _reds(pictures_of(letter("甲"))[0]) > 200
    notice = Document("x", Layout.NOTICE, Volume.MAIN, "通知书", "", None, False, (), (Paragraph(("甲",)),))
    assert _reds(pictures_of(notice)[0]) == 0


def _reds(png: bytes) -> int:
    raw = Image.open(io.BytesIO(png)).convert("RGB").tobytes()
    return sum(
        1 for r, g, b in zip(raw[::3], raw[1::3], raw[2::3], strict=True) if r > 180 and g < 60 and b < 60
    )


def test_the_file_says_it_is_pdf_a_and_carries_its_fonts() -> None:
    data = pdf_of(letter("㛃䶮𬭊"))
    assert b'pdfaid:part="2"' in data or b"<pdfaid:part>2<" in data
    page = reader(data).pages[0]
    fonts = page["/Resources"]["/Font"].get_object().values()
    for font in fonts:
        inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(inner)
    assert "㛃䶮𬭊" in page.extract_text()


def test_same_document_same_bytes() -> None:
    assert pdf_of(letter("甲")) == pdf_of(letter("甲"))
    assert pdf_of(letter("甲")) != pdf_of(letter("乙"))


def hostile(layout: Layout) -> Document:
    text = (HOSTILE,)
    parts = (
        Paragraph(text),
        FieldTable(((("甲" + HOSTILE, text), (HOSTILE, text)),)),
        ListTable(("甲", HOSTILE), ((HOSTILE, "乙"),)),
        ApprovalBoxes((Opinion(HOSTILE, HOSTILE, HOSTILE, DAY),)),
        SignatureLines((HOSTILE,)),
        Exchanges((QuestionAnswer(HOSTILE, HOSTILE),)),
    )
    seal = Seal(text, DAY)
    return Document("x", layout, Volume.MAIN, HOSTILE, HOSTILE, HOSTILE, True, text, parts, (HOSTILE,), seal)


@pytest.mark.parametrize("layout", Layout)
def test_hostile_values_are_shown_and_not_run(layout: Layout) -> None:
    pages = reader(pdf_of(hostile(layout))).pages
    shown = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert shown.count('#panic("x")') >= (1 if layout is Layout.SHEET else 8)


def test_a_character_that_no_font_shows_is_told_and_never_dropped() -> None:
    with pytest.raises(GlyphMissing) as raised:
        pdf_of(letter("甲😀乙"))
    assert raised.value.character == "😀"


def test_a_folder_of_fonts_is_loaded_beside_the_shipped_ones(tmp_path: Path) -> None:
    assert font_set().families["body"] == ["Noto Serif SC"]
    (tmp_path / "own.otf").write_bytes((SHIPPED / "NotoSansSC-Regular.otf").read_bytes())
    assert len(font_set(tmp_path).loaded.fonts()) == len(font_set().loaded.fonts()) + 1


def test_blanks_are_room_on_the_paper() -> None:
    gap = Document(
        "x", Layout.NOTICE, Volume.MAIN, "通知书", "", None, False, (), (Paragraph(("甲", Blank(8), "乙")),)
    )
    shown = reader(pdf_of(gap)).pages[0].extract_text()
    assert "甲" in shown
    assert "None" not in shown
    assert "blank" not in shown


@pytest.mark.parametrize("title", kinds().titles)
def test_every_kind_renders_full_and_empty(title: str) -> None:
    kind = kinds().kind(title)
    for filling in (full(kind), Filling()):
        pages = reader(pdf_of(compose(kind, filling).document)).pages
        assert title in re.sub(r"\s", "", pages[0].extract_text())
        if filling.facts and kind.made_by == "organ":
            assert all(page.extract_text().strip() for page in pages)
