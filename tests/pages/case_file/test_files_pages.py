"""The pages of files: keeping one, the list of an organ, the loan book, retention, the hand-over list."""

import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.builders.desk import (
    FILED,
    HEAD,
    OTHER_ORGAN,
    QIN,
    SUPERVISOR,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant

from plumbline.apps.case_file.volumes import volume_data
from plumbline.apps.casework.actions import split_case
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.authority.role import Role
from plumbline.core.procedures.document_kind import Volume

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")
ARCHIVING = {"term": "years", "years": "30", "basis": "本机关期限表第3条", "place": "一号库"}


@pytest.fixture(autouse=True)
def october(settings) -> None:
    settings.CLOCK = lambda: NOW


@pytest.fixture
def case() -> str:
    registered_organ()
    built = opened("2026-09-01 09:00")
    told = {"papers": ("卷宗",), "state": "performed"}
    did(built, "close_archive", "2026-09-20 09:00", by=HEAD, mode="attest", **told)
    return built


def text(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def sent(case: str, act: str, **typed: str):
    told = {"seen": len(case_records(case)), **typed}
    return desk_of(QIN).post(f"/cases/{case}/keeping/{act}/", told, follow=True)


def test_a_file_is_archived_lent_and_taken_back_on_its_page(case) -> None:
    assert "待归档" in text(desk_of(QIN).get(f"/cases/{case}/keeping/"))
    done = text(sent(case, "archive", **ARCHIVING))
    assert "青市监档〔2026〕1号" in done
    assert "30年" in done
    loan = {"unit": "区人民法院", "borrower": "孟某", "purpose": "阅卷", "until": "2026-10-15"}
    out = text(sent(case, "lend", **loan))
    assert "借出，应于 2026-10-15 归还" in out
    assert "孟某" in out
    back = text(sent(case, "return", remark="完整"))
    assert "2026-10-12 已归还" in back
    assert "借出案卷" in text(desk_of(QIN).get(f"/cases/{case}/"))


def test_a_file_that_is_out_is_not_in_store_and_a_late_return_says_how_late(case, settings) -> None:
    sent(case, "archive", **ARCHIVING)
    loan = {"unit": "区人民法院", "borrower": "孟某", "purpose": "阅卷", "until": "2026-10-15"}
    sent(case, "lend", **loan)
    assert "青市监档〔2026〕1号" not in text(desk_of(QIN).get("/files/?state=kept"))
    settings.CLOCK = lambda: instant("2026-10-18 09:00")
    assert "未归还，逾期 3 日" in text(desk_of(QIN).get("/files/loans/"))
    second = sent(case, "lend", **{**loan, "borrower": "宋某", "until": "2026-10-30"})
    assert second.status_code == 422
    assert "已借出给区人民法院" in text(second)
    assert "2026-10-18 归还，迟还 3 日" in text(sent(case, "return", remark="完整"))
    assert "2026-10-18 归还，迟还 3 日" in text(desk_of(QIN).get("/files/loans/"))


def test_what_is_missing_is_said_at_its_field(case) -> None:
    answer = sent(case, "archive", term="years", basis="期限表")
    assert answer.status_code == 422
    assert "填写年数" in text(answer)
    early = {"unit": "区法院", "borrower": "孟某", "purpose": "阅卷", "until": "2026-10-01"}
    sent(case, "archive", **ARCHIVING)
    answer = sent(case, "lend", **early)
    assert answer.status_code == 422
    assert "早于借出日期" in text(answer)
    assert len(case_records(case)) == 4


def test_a_running_case_has_nothing_to_keep(case) -> None:
    running = opened("2026-09-01 09:00", number="青市监立〔2026〕2号")
    page = text(desk_of(QIN).get(f"/cases/{running}/keeping/"))
    assert "案件尚在办理" in page
    assert sent(running, "archive", **ARCHIVING).status_code == 422


def test_the_list_is_by_state_and_is_exported_as_filtered(case) -> None:
    assert "没有符合条件的案卷" in text(desk_of(QIN).get("/files/?state=lent"))
    sent(case, "archive", **ARCHIVING)
    listed = desk_of(SUPERVISOR).get("/files/?state=kept")
    assert "青市监档〔2026〕1号" in text(listed)
    piece = part(desk_of(QIN), "/files/?q=一号库")
    assert b"<html" not in piece.content
    assert "青市监档〔2026〕1号" in text(piece)
    book = load_workbook(io.BytesIO(desk_of(QIN).get("/files/list.xlsx?state=kept").content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[1][:2] == ["青市监立〔2026〕1号", "青市监档〔2026〕1号"]
    none = load_workbook(io.BytesIO(desk_of(QIN).get("/files/list.xlsx?state=lent").content))
    assert none.worksheets[0].max_row == 1


def test_a_stranger_sees_no_file(case) -> None:
    other = person(Role.OFFICER, "XF-0001", OTHER_ORGAN)
    assert "青市监立" not in text(desk_of(other).get("/files/"))
    assert desk_of(other).get(f"/cases/{case}/keeping/").status_code == 403


def test_the_retention_of_a_procedure_fills_the_form(case) -> None:
    desk = desk_of(HEAD)
    assert "未设定保管期限" in text(desk.get("/files/retention/"))
    told = {"procedure": "penalty.ordinary", "term": "permanent", "basis": "期限表第1条"}
    assert "永久" in text(desk.post("/files/retention/", told, follow=True))
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/keeping/").content, "html.parser")
    assert page.find("select", {"name": "term"}).find("option", selected=True)["value"] == "permanent"
    assert page.find("input", {"name": "basis"})["value"] == "期限表第1条"
    assert desk.post("/files/retention/", {**told, "term": "years"}).status_code == 422


def test_the_hand_over_list_goes_out_as_workbook_and_pdf_and_is_delivered_once(case) -> None:
    desk = desk_of(HEAD)
    assert "没有可移交的案卷" in text(desk.get("/files/hand-over/?year=2026"))
    sent(case, "archive", **ARCHIVING)
    assert "可移交 1 卷，共 1 卷" in text(desk.get("/files/hand-over/?year=2026"))
    book = load_workbook(io.BytesIO(desk.get("/files/hand-over.xlsx?year=2026").content))
    assert [cell.value for cell in book.worksheets[0][2]][1:3] == [
        "青市监档〔2026〕1号",
        "青市监立〔2026〕1号",
    ]
    paper = PdfReader(io.BytesIO(desk.get("/files/hand-over.pdf?year=2026").content))
    said = "".join(page.extract_text() for page in paper.pages).replace(" ", "").replace("\n", "")
    assert "案卷移交清单" in said
    assert "青市监档〔2026〕1号" in said
    told = {"year": "2026", "chosen": case, "list_number": "2026-1", "receiver": "青石区档案馆"}
    chosen = PdfReader(io.BytesIO(desk.post("/files/hand-over/", {**told, "paper": "1"}).content))
    assert "青石区档案馆" in chosen.pages[0].extract_text(), "what is signed names what was chosen"
    assert "可移交 1 卷" in text(desk.get("/files/hand-over/?year=2026")), "and delivers nothing"
    unsure = desk.post("/files/hand-over/", told)
    assert unsure.status_code == 422, "what cannot be taken back is confirmed"
    done = desk.post("/files/hand-over/", {**told, "sure": "on"}, follow=True)
    assert "已移交 1 卷" in text(done)
    assert "已移交的清单" in text(done)
    gone = "/files/hand-over.{}?year=2026&list=2026-1"
    book = load_workbook(io.BytesIO(desk.get(gone.format("xlsx")).content))
    assert book.worksheets[0]["C2"].value == "青市监立〔2026〕1号", (
        "a list that went out is printed again as it was"
    )
    assert "2026-1" in PdfReader(io.BytesIO(desk.get(gone.format("pdf")).content)).pages[0].extract_text()
    keeping = text(desk.get(f"/cases/{case}/keeping/"))
    assert "借阅、复制案卷的，向青石区档案馆办理" in keeping
    assert "存放位置" not in keeping, "it stands with whoever received it"
    assert "移交以后" not in keeping
    delivered = case_records(case)[-1].record.id
    said = text(desk.get(f"/cases/{case}/record/{delivered}/"))
    assert "2026-1；青石区档案馆" in said, "the page of a record says no less than its line"
    did(case, "investigate", "2026-09-10 09:00", mode="attest", kind="other")
    assert "移交以后又录入 1 条记录" in text(desk.get(f"/cases/{case}/keeping/"))
    late = sent(case, "lend", unit="区法院", borrower="孟某", purpose="阅卷", until="2026-10-15")
    assert late.status_code == 422
    assert "已按移交清单 2026-1 移交青石区档案馆" in text(late), "whoever had the form open is told why"
    again = desk.post("/files/hand-over/", {**told, "sure": "on"})
    assert again.status_code == 422
    assert "移交青石区档案馆" in text(again)
    assert desk_of(QIN).get("/files/hand-over/").status_code == 403


def test_loans_are_listed_and_exported(case) -> None:
    assert "没有借出过案卷" in text(desk_of(QIN).get("/files/loans/"))
    sent(case, "archive", **ARCHIVING)
    sent(case, "lend", unit="区法院", borrower="=孟某", purpose="阅卷", until="2026-10-15")
    assert "区法院" in text(desk_of(QIN).get("/files/loans/"))
    book = load_workbook(io.BytesIO(desk_of(QIN).get("/files/loans.xlsx").content))
    assert book.worksheets[0]["D2"].value == "'=孟某", "nothing is taken for a formula"


def test_the_cover_of_the_volume_bears_number_and_retention(case) -> None:
    sent(case, "archive", **ARCHIVING)
    data = volume_data(read_case(case), Volume.MAIN)
    assert (data.archive_number, data.retention) == ("青市监档〔2026〕1号", "30年")
    assert data.result == "结案、立卷归档（已履行）"
    assert "卷宗" not in [one.title for one in data.papers], "the file is no paper in itself"


def test_volumes_bear_the_day_of_the_filing_and_tell_what_was_split_off() -> None:
    registered_organ()
    origin = opened("2026-09-01 09:00", number="青市监立〔2026〕5号")
    assert volume_data(read_case(origin), Volume.MAIN).opened_on == dt.date(2026, 9, 1), (
        "nothing was filed yet"
    )
    did(origin, "file_case", "2026-09-04 10:00", by=HEAD, mode="attest", papers=("立案审批表",), **FILED)
    filing = case_records(origin)[-1].record.id
    split = {"cause": "另案", "party": {"party_name": "乙公司"}, "number": "青市监立〔2026〕6号"}
    told = {
        **split,
        "cited": [filing],
        "reason": "分别处理",
        "seen": None,
        "now": instant("2026-09-20 09:00"),
    }
    new = split_case(person=QIN, case=origin, **told)
    mine, other = (volume_data(read_case(one), Volume.MAIN) for one in (new, origin))
    assert mine.opened_on == other.opened_on == dt.date(2026, 9, 4)
    assert [one.title for one in mine.papers] == ["立案审批表（引自 青市监立〔2026〕5号）"]
    assert "本案分自青市监立〔2026〕5号" in mine.remark
    assert "本案分出青市监立〔2026〕6号" in other.remark
