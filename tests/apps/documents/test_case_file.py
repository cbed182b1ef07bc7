"""A whole case file, opened again: pages counted, list, numbers, bookmarks, volumes apart, scans beside drafts."""

import io
import re

import pypdf
import pytest
from PIL import Image
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from tests.builders.filled_document import DAY, full, kinds

from plumbline.apps.documents.case_file import FilePaper, VolumeData, case_file_pdf
from plumbline.apps.documents.errors import NotAPdf, PicturesWanted
from plumbline.apps.documents.render_pdf import pdf_of
from plumbline.apps.documents.scans import Scan
from plumbline.core.procedures.document_kind import Volume
from plumbline.core.reports.compose import compose
from plumbline.core.reports.document_errors import BadVolume

TITLES = (
    "结案审批表",
    "行政处罚决定书",
    "集体讨论笔录",
    "立案审批表",
    "法制审核意见书",
    "送达回证",
    "询问笔录",
)


def picture(kind: str = "PNG", size: tuple[int, int] = (827, 1169)) -> Scan:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return Scan(f"扫描.{kind.lower()}", out.getvalue())


def paper(title: str, scans: tuple[Scan, ...] = ()) -> FilePaper:
    kind = kinds().kind(title)
    composed = compose(kind, full(kind))
    return FilePaper(
        title=title,
        volume=kind.volume,
        order=kind.order,
        day=DAY,
        number=composed.document.number_text,
        author="青石区市场监督管理局",
        draft=pdf_of(composed.document),
        scans=scans,
    )


@pytest.fixture(scope="module")
def data() -> VolumeData:
    papers = [
        paper(title, (picture(), picture("JPEG")) if title == "行政处罚决定书" else ()) for title in TITLES
    ]
    return VolumeData(
        organ="青石区市场监督管理局",
        case_number="青市监立〔2026〕31号",
        case_title="销售超过保质期的食品",
        party="青石区晨光便利店",
        opened_on=DAY,
        archive_number="QS-2026-0031",
        bound_by="陆明远",
        papers=papers,
    )


def opened(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[str, int]]:
    def walk(items: list[object]) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for item in items:
            if isinstance(item, list):
                found += [(f"　{title}", page) for title, page in walk(item)]
            else:
                found.append((item.title, reader.get_destination_page_number(item)))  # type: ignore[attr-defined]
        return found

    return walk(reader.outline)


def test_papers_stand_in_the_order_of_the_packs_on_the_pages_that_the_list_says(data: VolumeData) -> None:
    reader = opened(case_file_pdf(data))
    marks = bookmarks(reader)
    assert [re.sub(r"^\d+\. ", "", title) for title, _ in marks] == [
        "案卷封面", "卷内文件目录", "立案审批表", "行政处罚决定书", "　签章扫描件", "　文稿", "送达回证", "询问笔录",
        "卷内备考表", "脊背",
    ]  # fmt: skip
    shown = reader.pages[1].extract_text()
    start = dict(marks)["1. 立案审批表"]
    pages = dict(marks)["卷内备考表"] - start
    places = [
        dict(marks)[f"{n}. {t}"] - start + 1
        for n, t in enumerate(("立案审批表", "行政处罚决定书", "送达回证", "询问笔录"), 1)
    ]
    ends = [*[p - 1 for p in places[1:]], pages]
    for first, last in zip(places, ends, strict=True):
        assert re.search(rf"\b{first}(-{last})?\b", shown), (first, last, shown)
    assert f"件，{pages} 页" in re.sub(r" +", " ", reader.pages[-2].extract_text())


def test_every_page_of_a_paper_bears_its_number(data: VolumeData) -> None:
    reader = opened(case_file_pdf(data))
    marks = dict(bookmarks(reader))
    start, end = marks["1. 立案审批表"], marks["卷内备考表"]
    for number, page in enumerate(reader.pages[start:end], 1):
        corners: list[str] = []

        def visit(
            text: str, cm: list[float], tm: list[float], font: object, size: float, into: list[str] = corners
        ) -> None:
            height = float(page.mediabox.height)  # noqa: B023
            if text.strip() and abs(size - 11) < 0.1 and tm[5] * cm[3] + cm[5] > height - 60:
                into.append(text.strip())

        page.extract_text(visitor_text=visit)
        assert corners == [str(number)]


def test_volumes_stand_apart(data: VolumeData) -> None:
    main = "".join(p.extract_text() for p in opened(case_file_pdf(data)).pages)
    internal = opened(case_file_pdf(data, Volume.INTERNAL))
    text = "".join(p.extract_text() for p in internal.pages)
    for title in ("集体讨论笔录", "法制审核意见书", "结案审批表"):
        assert title not in main
        assert title in text
    assert "副卷" in internal.pages[0].extract_text()


def test_same_papers_same_bytes(data: VolumeData) -> None:
    assert case_file_pdf(data) == case_file_pdf(data)


def test_an_empty_file_is_still_a_file() -> None:
    empty = VolumeData("青石区城市管理局", "", "", "")
    assert [title for title, _ in bookmarks(opened(case_file_pdf(empty)))] == [
        "案卷封面",
        "卷内文件目录",
        "卷内备考表",
        "脊背",
    ]


def test_a_paper_needs_a_draft_or_a_scan() -> None:
    bare = VolumeData("局", "1", "由", "人", papers=[FilePaper("催告书", Volume.MAIN, 1)])
    with pytest.raises(BadVolume, match="催告书"):
        case_file_pdf(bare)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP"])
def test_pictures_become_pages(kind: str) -> None:
    one = FilePaper("照片", Volume.MAIN, 1, scans=(picture(kind, (4000, 1000)),))
    page = opened(case_file_pdf(VolumeData("局", "1", "由", "人", papers=[one]))).pages[2]
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842], "a sheet of A4 like the others"
    assert page.images


@pytest.mark.parametrize(
    ("scan", "error"),
    [(Scan("a", b"MZ\x90\x00"), PicturesWanted), (Scan("b", b"%PDF-1.7\nnothing"), NotAPdf)],
)
def test_other_files_are_refused(scan: Scan, error: type[Exception]) -> None:
    one = FilePaper("照片", Volume.MAIN, 1, scans=(scan,))
    with pytest.raises(error):
        case_file_pdf(VolumeData("局", "1", "由", "人", papers=[one]))


def test_scripts_and_links_of_a_scan_stay_behind() -> None:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://x.invalid"))
    out = io.BytesIO()
    writer.write(out)
    one = FilePaper("扫描", Volume.MAIN, 1, scans=(Scan("坏.pdf", out.getvalue()),))
    made = case_file_pdf(VolumeData("局", "1", "由", "人", papers=[one]))
    assert b"JavaScript" not in made
    assert b"x.invalid" not in made
