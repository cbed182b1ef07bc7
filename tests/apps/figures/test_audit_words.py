"""The words of a report: pages in the encodings that offices write, and tables with cells over several rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from plumbline.apps.figures.audit_page import words_of
from plumbline.core.report_audit.audit import audit_text

SAID = "收到建议五十二件，办结53件。㙍镇"
PAGE = "<html><head>{head}<title>报告</title></head><body><p>{said}</p></body></html>"


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("", "gb18030"),
        ("utf-8", "gb18030"),
        ("gbk", "utf-8"),
        ("utf-16", "utf-16"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
    ],
)
def test_a_page_is_read_as_it_is_written_whatever_it_says(told: str, written: str, tmp_path: Path) -> None:
    head = f"<meta charset={told}>" if told else ""
    file = tmp_path / "report.html"
    file.write_bytes(PAGE.format(head=head, said=SAID).encode(written))
    assert words_of(file) == SAID


def test_a_page_in_big5_is_read_where_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "report.htm"
    said = "收到建議52件，辦結53件。"
    file.write_bytes(PAGE.replace("报告", "").format(head='<meta charset="Big5">', said=said).encode("big5"))
    assert words_of(file) == said


def test_a_cell_over_several_rows_is_told_once_and_an_empty_one_not_at_all(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "行政处罚"
    table.cell(0, 1).text, table.cell(0, 2).text = "罚款18件。", "警告4件"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "没收3件"
    table.cell(2, 2).text = "合计25件"
    document.save(str(tmp_path / "report.docx"))
    text = words_of(tmp_path / "report.docx")
    assert text.split("\n") == ["行政处罚，罚款18件。警告4件", "没收3件", "合计25件"]
    assert not audit_text(text).remarks


def test_rows_of_a_page_are_clauses_and_a_page_laid_out_by_a_table_keeps_its_paragraphs(
    tmp_path: Path,
) -> None:
    rows = (
        "<tr><td rowspan=2><p>行政处罚</p></td><th>罚款</th><td> 18件 </td><td></td></tr>"
        "<tr><td colspan=2>没收3件</td></tr>"
    )
    file = tmp_path / "report.html"
    file.write_text(
        f"<table><tr><td><p>一、处罚</p><p>说明。</p><table>{rows}</table></td></tr></table>", "utf-8"
    )
    assert words_of(file).split("\n") == ["一、处罚", "说明。", "行政处罚，罚款，18件", "没收3件"]
