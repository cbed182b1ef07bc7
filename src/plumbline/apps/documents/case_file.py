"""The case file 卷宗 as PDF: cover, list of papers with the pages counted, papers, sheet at the end, spine.

One call makes one volume. Same papers, same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from plumbline.apps.documents.render_pdf import set_page
from plumbline.apps.documents.scans import Scan, pages_of
from plumbline.core.procedures.document_kind import Volume
from plumbline.core.reports.case_volume import Listed, PaperEntry, in_order, listed
from plumbline.core.reports.chinese_forms import chinese_date
from plumbline.core.reports.document import seen
from plumbline.core.reports.document_errors import BadVolume

TITLES: Final = {Volume.MAIN: "正卷", Volume.INTERNAL: "副卷"}
TEMPLATE: Final = "case-file.typ"


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A paper to be bound: the signed scans stand first, the draft beside them; at least one of both."""

    title: str
    volume: Volume
    order: int
    day: dt.date | None = None
    number: str = ""
    author: str = ""
    draft: bytes | None = None
    scans: Sequence[Scan] = ()


@dataclass(frozen=True, slots=True)
class VolumeData:
    """What stands on cover, spine and last sheet, and the papers of both volumes. Empty texts are filled by hand."""

    organ: str
    case_number: str
    case_title: str
    party: str
    joined: str = ""
    """Numbers of the cases joined into this one, whose papers lie in it."""
    procedure: str = ""
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    result: str = ""
    handlers: str = ""
    archive_number: str = ""
    retention: str = ""
    archived_on: dt.date | None = None
    bound_by: str = ""
    checked_by: str = ""
    remark: str = ""
    papers: Sequence[FilePaper] = field(default_factory=tuple)


def case_file_pdf(data: VolumeData, volume: Volume = Volume.MAIN, fonts: Path | None = None) -> bytes:
    """One volume as one PDF with bookmarks. Raises `BadVolume`, `NotAPdf`, `PicturesWanted`."""
    chosen = [data.papers[place] for place in in_order([_entry(paper, 0) for paper in data.papers], volume)]
    bound = [(paper, _pages(paper)) for paper in chosen]
    lines = listed([_entry(paper, sum(map(len, parts.values()))) for paper, parts in bound])
    writer = PdfWriter()
    _add(writer, set_page(TEMPLATE, _cover(data, volume), fonts), "案卷封面")
    _add(writer, set_page(TEMPLATE, _list(lines), fonts), "卷内文件目录")
    for line, (_paper, parts) in zip(lines, bound, strict=True):
        _bind(writer, line, parts, fonts)
    _add(writer, set_page(TEMPLATE, _end(data, lines), fonts), "卷内备考表")
    _add(writer, set_page(TEMPLATE, _spine(data, volume), fonts), "脊背")
    writer.metadata = None
    writer.add_metadata({"/Title": f"{seen(data.case_title)}（{TITLES[volume]}）", "/Producer": "Plumbline"})
    writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _entry(paper: FilePaper, pages: int) -> PaperEntry:
    return PaperEntry(
        title=seen(paper.title),
        volume=paper.volume,
        order=paper.order,
        day=paper.day,
        pages=pages,
        number=seen(paper.number),
        author=seen(paper.author),
    )


def _pages(paper: FilePaper) -> dict[str, list[PageObject]]:
    """The pages of a paper by what they are: the signed scans first, then the draft."""
    parts: dict[str, list[PageObject]] = {}
    if paper.scans:
        parts["签章扫描件"] = [page for scan in paper.scans for page in pages_of(scan)]
    if paper.draft is not None:
        parts["文稿"] = pages_of(Scan(paper.title, paper.draft))
    if not any(parts.values()):
        raise BadVolume(
            cause_zh=f"“{paper.title}”没有文稿也没有扫描件",
            cause_en=f"“{paper.title}” has neither draft nor scan",
            mend_zh="生成文稿，或者上传签章后的扫描件",
            mend_en="make the draft or upload the signed scan",
        )
    return parts


def _add(writer: PdfWriter, sheet: bytes, title: str) -> None:
    """A sheet of ours with its bookmark."""
    first = len(writer.pages)
    for page in PdfReader(io.BytesIO(sheet)).pages:
        writer.add_page(page)
    writer.add_outline_item(title=title, page_number=first)


def _bind(writer: PdfWriter, line: Listed, parts: dict[str, list[PageObject]], fonts: Path | None) -> None:
    """A paper with page numbers over it, its bookmark, and bookmarks of scan and draft where both are there."""
    first = len(writer.pages)
    pages = [writer.add_page(page) for some in parts.values() for page in some]
    for page in pages:
        if page.rotation:
            page.transfer_rotation_to_content()
    sizes = [[float(page.mediabox.width), float(page.mediabox.height)] for page in pages]
    numbers = set_page(
        TEMPLATE, {"sheet": "numbers", "title": "页码", "first": line.first, "sizes": sizes}, fonts
    )
    for page, number in zip(pages, PdfReader(io.BytesIO(numbers)).pages, strict=True):
        page.merge_translated_page(number, float(page.mediabox.left), float(page.mediabox.bottom))
    parent = writer.add_outline_item(title=f"{line.place}. {line.entry.title}", page_number=first)
    if len(parts) > 1:
        for title, some in parts.items():
            writer.add_outline_item(title=title, page_number=first, parent=parent)
            first += len(some)


def _day(day: dt.date | None) -> str:
    return chinese_date(day) if day else ""


def _cover(data: VolumeData, volume: Volume) -> dict[str, object]:
    rows = [
        ["案号", data.case_number],
        *([["并入案件", data.joined]] if data.joined else []),
        ["案由", data.case_title],
        ["当事人", data.party],
        ["程序", data.procedure],
        ["立案日期", _day(data.opened_on)],
        ["结案日期", _day(data.closed_on)],
        ["处理结果", data.result],
        ["承办人", data.handlers],
    ]
    archive = [
        ["归档日期", _day(data.archived_on)],
        ["保管期限", data.retention],
        ["档号", data.archive_number],
    ]
    return {
        "sheet": "cover",
        "title": "案卷封面",
        "organ": seen(data.organ),
        "volume": TITLES[volume],
        "rows": _seen(rows),
        "archive": _seen(archive),
    }


def _list(lines: Sequence[Listed]) -> dict[str, object]:
    rows = [
        [
            str(x.place),
            x.entry.number,
            x.entry.author,
            x.entry.title,
            x.day_text,
            x.pages_text,
            x.entry.remark,
        ]
        for x in lines
    ]
    return {"sheet": "list", "title": "卷内文件目录", "rows": rows}


def _end(data: VolumeData, lines: Sequence[Listed]) -> dict[str, object]:
    pages = lines[-1].last if lines else 0
    rows = [["立卷人", data.bound_by], ["检查人", data.checked_by], ["立卷时间", _day(data.archived_on)]]
    return {
        "sheet": "end",
        "title": "卷内备考表",
        "papers": len(lines),
        "pages": pages,
        "remark": seen(data.remark),
        "rows": _seen(rows),
    }


def _spine(data: VolumeData, volume: Volume) -> dict[str, object]:
    rows = [["档号", data.archive_number], ["保管期限", data.retention]]
    name = f"{seen(data.party)}{seen(data.case_title)}案"
    return {
        "sheet": "spine",
        "title": "脊背",
        "organ": seen(data.organ),
        "name": name,
        "volume": TITLES[volume],
        "rows": _seen(rows),
    }


def _seen(rows: list[list[str]]) -> list[list[str]]:
    return [[seen(word) for word in row] for row in rows]
