"""From the tables of a year to the sealed record of an act, in four clicks, and nothing that may not be seen."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from tests.builders.desk import FILED, HEAD, ORGAN, SUPERVISOR, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of

from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages.wording import dated_by, source_said
from plumbline.apps.figures.tasks import bring_up
from plumbline.apps.jobs.models import Job
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.core.authority.role import Role

pytestmark = pytest.mark.django_db
OFFICE = person(Role.RULE_OF_LAW_OFFICE, organ="organ-justice")
OTHER_HEAD = person(Role.AGENCY_HEAD, "QS-0900", "organ-fire")


def act_in(page: str) -> str:
    """The address of the first act that a figure's page lists."""
    found = re.search(r"/figures/penalties/[0-9a-f]{32}/\?year=2026", page)
    assert found
    return found[0]


@pytest.fixture
def district(settings, tmp_path: Path) -> str:
    settings.DATA = tmp_path
    registered_organ()
    case = opened("2026-03-02 08:00", number="青市监立〔2026〕1号")
    did(case, "file_case", "2026-03-02 09:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "decide", "2026-03-03 09:00", by=HEAD, mode="attest", outcome="penalty", fine=3000)
    sequence()
    return case


def test_the_way_from_the_year_to_the_record(district, settings) -> None:
    desk = desk_of(OFFICE)
    page = desk.get("/figures/?year=2026").content.decode()
    assert "/figures/penalties/?year=2026" in page
    figure = desk.get("/figures/penalties/?year=2026").content.decode()
    assert "青市监立〔2026〕1号" in figure
    record = desk.get(act_in(figure)).content.decode()
    assert "3,000" in record or "3000" in record
    assert "2026-03-03 09:00" in record
    entered = record.partition("录入时间")[2][:80]
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d<", entered), (
        "with its year: it may be another than that of the act"
    )


def test_a_figure_is_found_by_its_name_and_by_its_table(district) -> None:
    desk = desk_of(OFFICE)
    found = desk.get("/figures/?year=2026&q=罚没").content.decode()
    assert "/figures/penalty_money_wan/?year=2026" in found
    assert "/figures/press_articles/" not in found
    assert "/figures/certificate_holders/" not in found
    none = desk.get("/figures/?year=2026&q=海底捞月").content.decode()
    assert "没有符合条件的指标" in none
    assert 'href="?year=2026"' in none
    earlier = desk.get("/figures/?year=2024&q=罚没").content.decode()
    assert 'href="/figures/?year=2024">清除' in earlier
    assert "清除" not in desk.get("/figures/?year=2024").content.decode()
    table = definitions().catalogue.tables[-1]
    alone = desk.get(f"/figures/?year=2026&table={table.id}").content.decode()
    assert alone.count("<table") == 1
    assert table.title in alone


def test_what_nobody_has_counted_yet_is_said_and_asked_of_the_task(district, monkeypatch) -> None:
    monkeypatch.setattr("plumbline.apps.figures.queries.IN_A_LOOK", 1)
    desk = desk_of(OFFICE)
    for address in ("/figures/?year=2026", "/figures/penalties/?year=2026"):
        page = desk.get(address).content.decode()
        assert "正在首次统计，请几分钟后再看" in page
    assert [one.task for one in Job.objects.all()] == [bring_up.name], "once, however often one looks"


def test_a_formula_opens_to_what_it_is_reckoned_from(district) -> None:
    page = desk_of(OFFICE).get("/figures/penalty_money_wan/?year=2026").content.decode()
    assert "0.30 " in page, "no needless noughts, and two decimals as money has them"
    assert "/figures/penalty_money/?year=2026" in page


def test_years_before_the_first_record_are_no_noughts(district) -> None:
    page = desk_of(OFFICE).get("/figures/penalties/?year=2026").content.decode()
    shown = re.findall(r'<th scope="row">(20\d\d)</th>', page.partition("data-pl-chart")[2])
    assert shown == ["2026"]
    assert "2026：1" in page
    assert "2026：1；2026" not in page, "one year is told once"


def test_the_year_before_the_first_record_is_no_column_of_noughts(district) -> None:
    desk = desk_of(OFFICE)
    page = desk.get("/figures/?year=2026").content.decode()
    last = re.search(r'href="/figures/penalties/\?year=2025"[^>]*>([^<]*)<', page)
    assert last
    assert last[1].strip() == "—"
    later = desk.get("/figures/?year=2027").content.decode()
    held = re.search(r'href="/figures/hearings/\?year=2026"[^>]*>([^<]*)<', later)
    assert held
    assert held[1].strip() == "0", "that year has records, and none of these"


def test_what_a_figure_counts_is_told_in_words_of_the_form() -> None:
    with override("zh-hans"):
        page = desk_of(OFFICE).get("/figures/penalties/?year=2026").content.decode()
    assert "行政处罚普通程序：作出决定（" in page
    assert "为“" in page
    facts = page.partition("<dl")[2].partition("</dl>")[0]
    assert "outcome" not in facts
    catalogue = definitions().catalogue
    with override("zh-hans"):
        said = [source_said(source) for one in catalogue.indicators.values() for source in one.sources]
    assert not [one for one in said if re.search(r"[a-z]{3,}_?[a-z]* (?:=|!=|in) |\band\b", one)], said
    assert any("（已写明“非现场检查后仍入企的理由”）" in one for one in said)
    assert any(one.startswith("行政复议：中止（中止情形为“") for one in said), (
        "as the very step calls its field"
    )
    with override("en"):
        assert any(" is “" in source_said(source) for source in catalogue.figure("penalties").sources)


def test_the_last_page_of_rows_can_be_opened_from_the_first(district, monkeypatch) -> None:
    monkeypatch.setattr("plumbline.apps.figures.pages.figure_views.ROWS", 1)
    for number in range(2, 8):
        case = opened("2026-03-02 08:00", number=f"青市监立〔2026〕{number}号")
        did(case, "file_case", "2026-03-02 09:00", by=HEAD, papers=("立案审批表",), **FILED)
        did(case, "decide", "2026-03-03 09:00", by=HEAD, mode="attest", outcome="penalty", fine=3000)
    sequence()
    page = desk_of(OFFICE).get("/figures/penalties/?year=2026").content.decode()
    assert "7 行" in page
    assert "page=7" in page


def test_the_workbook_carries_definitions_and_the_place_in_the_log(district) -> None:
    answer = desk_of(SUPERVISOR).get("/figures/export.xlsx?year=2026")
    lines = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    by_id = {(line[0], line[2]): line for line in lines[1:]}
    whole = by_id["penalties", "合计"]
    assert (whole[4], whole[6]) == (1, 1), "numbers to reckon with, and no text that looks like them"
    assert "统计期内" in whole[8]
    assert whole[9] > 0


def test_the_tables_of_the_year_go_on_paper_in_their_forms(district) -> None:
    desk = desk_of(OFFICE)
    paper = Document(io.BytesIO(desk.get("/figures/tables.docx?year=2026").content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    place = next(at for at, rows in enumerate(tables) if "罚款" in rows[0])
    penalties = tables[place]
    assert penalties[0][:3] == ["机关", "警告、通报批评", "罚款"]
    assert penalties[0][-2:] == ["合计（宗）", "罚没金额（万元）"]
    assert [row[0] for row in penalties[1:]] == ["青石区市场监督管理局", "合计"], (
        "an organ with nothing has no line"
    )
    assert penalties[1][1:] == ["0", "1", *["0"] * 7, "1", "0.30"]
    aligned = [cell.paragraphs[0].alignment for cell in paper.tables[place].rows[1].cells]
    assert aligned[1:] == [WD_ALIGN_PARAGRAPH.RIGHT] * 11
    assert aligned[0] is None
    others = dict(next(rows for rows in tables if rows[1][0] == "行政检查（次）"))
    assert (others["行政检查（次）"], others["行政征收（件）"]) == ("0", "—"), (
        "what nobody submitted is not nothing"
    )
    requests = next(rows for rows in tables if rows[1][0].startswith("一、本年新收政府信息公开申请"))
    assert requests[0] == ["项目", "件数"]
    published = next(
        rows for rows in tables if rows[0][1:] == ["本年制发（处理）件数", "本年废止件数", "现行有效件数"]
    )
    assert published[2][1:] == ["0", "／", "／"], "the form leaves these cells out"
    pdf = PdfDocument(desk.get("/figures/tables.pdf?year=2026").content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "行政处罚实施情况统计表" in text


def test_the_tables_are_a_workbook_in_which_numbers_can_be_reckoned_with(district) -> None:
    book = load_workbook(io.BytesIO(desk_of(OFFICE).get("/figures/tables.xlsx?year=2026").content))
    sheet = next(book[name] for name in book.sheetnames if name.endswith("行政处罚实施情况统计表"))
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "行政处罚实施情况统计表（2026）"
    assert (rows[1][0], rows[1][10]) == ("机关", "合计（宗）")
    assert (rows[2][0], rows[2][10], rows[2][11]) == ("青石区市场监督管理局", 1, 0.3)
    assert sheet.column_dimensions["A"].width >= 2 * len("青石区市场监督管理局"), (
        "nothing is cut off at the next cell"
    )
    assert [sheet.cell(3, place).number_format for place in (1, 11, 12)] == ["@", "#,##0", "#,##0.00"]
    assert any("检查点" in str(row[0]) for row in rows)
    told = {row[0]: row for row in book[book.sheetnames[-1]].iter_rows(values_only=True)}
    assert "统计期内" in told["penalties"][3]
    assert "指导意见" in told["penalties"][4]


def test_the_rows_of_a_figure_carry_its_definition_and_the_checkpoint(district) -> None:
    book = load_workbook(io.BytesIO(desk_of(OFFICE).get("/figures/penalties/rows.xlsx?year=2026").content))
    counted = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [row[2:5] for row in counted] == [("青市监立〔2026〕1号", "行政处罚普通程序", "作出决定")], (
        "cases by their numbers"
    )
    assert counted[0][6] == 1
    about = {row[0]: row[1] for row in book.worksheets[1].iter_rows(min_row=3, values_only=True)}
    assert "统计期内" in about["口径"]
    assert about["数值"] == "1 宗"
    assert int(about["统计到的日志位置"]) > 0


@pytest.mark.parametrize(
    "address", ["/figures/nothing/", "/figures/penalties/nothing/", "/figures/ordinary_penalties/?class=no"]
)
def test_what_is_not_there(district, address: str) -> None:
    assert desk_of(OFFICE).get(address).status_code == 404


def test_another_organ_sees_nothing_of_it(district) -> None:
    desk = desk_of(OTHER_HEAD)
    assert "青市监立〔2026〕1号" not in desk.get("/figures/penalties/?year=2026").content.decode()
    held = desk_of(HEAD).get("/figures/penalties/?year=2026").content.decode()
    assert desk.get(act_in(held)).status_code == 404
    assert ORGAN not in desk.get("/figures/penalties/?year=2026").content.decode()


def test_a_report_is_read_and_held_against_the_year(district) -> None:
    desk = desk_of(OFFICE)
    text = "全区作出行政处罚2件，罚没0.3万元。收到建议52件，办结53件。"
    page = desk.post("/figures/report-check/", {"text": text, "against": "2026"}).content.decode()
    assert 'class="pl-audit-contradicted"' in page
    assert 'class="pl-audit-supported"' in page
    assert "办结 53件 多于收到 52件" in page
    file = SimpleUploadedFile("年报.HTML", f"<table><tr><td>{text}</table>".encode("gb18030"), "text/html")
    assert "办结 53件 多于收到 52件" in desk.post("/figures/report-check/", {"file": file}).content.decode()
    assert desk.post("/figures/report-check/", {"text": ""}).status_code == 422
    assert desk.post("/figures/report-check/", {"text": "机密★5年 处罚2件"}).status_code == 422


def test_the_field_that_dates_a_figure_is_called_by_its_words() -> None:
    figures = definitions().catalogue.indicators
    with override("zh-hans"):
        assert dated_by(figures["entities_total"]) == "统计截止日"
        assert dated_by(figures["penalties"]) == "行为发生日"


def test_a_scan_is_told_by_its_name_and_with_what_to_do(district) -> None:
    page, scan = PdfDocument.new(), io.BytesIO()
    page.new_page(595, 842)
    page.save(scan)
    file = SimpleUploadedFile("年报扫描件.pdf", scan.getvalue())
    told = desk_of(OFFICE).post("/figures/report-check/", {"file": file}).content.decode()
    assert "“年报扫描件.pdf”中没有可读取的文字。扫描件请先识别文字，或者粘贴文字" in told
