"""Search in the lists: what a reader may see, marked where it stands; parties and papers with a reason that is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from openpyxl import load_workbook
from PIL import Image
from tests.builders import sample_files as sample
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    OTHER_ORGAN,
    QIN,
    SUPERVISOR,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.pages import assert_same_page

from plumbline.apps.attachments.actions import receive
from plumbline.apps.casework import searching
from plumbline.apps.casework.actions import Act, Opening, PaperWanted, open_case, perform_act
from plumbline.apps.casework.tasks import read_files
from plumbline.apps.jobs.actions import claim, enqueue
from plumbline.apps.jobs.running import Run
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.people.queries import access_records
from plumbline.apps.search_index.actions import clear, follow_log, site_index
from plumbline.core.authority.person import Place
from plumbline.core.authority.role import Role
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Attachment

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NAME = "欧阳翦"


@pytest.fixture(autouse=True)
def october(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")
    settings.DATA = tmp_path
    registered_organ()
    yield
    site_index().close()


def followed() -> None:
    """What is entered has its place in the log and is in the index, as after the worker's minute."""
    sequence()
    follow_log()


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def of_person(organ: str, number: str, cause: str = "占道经营") -> str:
    officer = person(Role.OFFICER, f"{organ}-1", organ)
    return open_case(
        person=officer,
        place=Place(organ, "650105"),
        opening=Opening("permit", number, cause, party={"party_name": NAME}),
        now=instant("2026-10-08 09:00"),
    )


def numbers(page: BeautifulSoup) -> list[str]:
    return [row.find("td").get_text(strip=True) for row in page.select(".pl-table tbody tr")]


def test_words_of_a_record_find_the_case_and_are_marked() -> None:
    case = opened("2026-10-08 09:00", "inspection", number="青市监检案〔2026〕1号", facts={})
    opened("2026-10-08 10:00", "inspection", number="青市监检案〔2026〕2号", facts={})
    did(case, "inspect", "2026-10-09 09:00", mode="attest", site="河滨路北仓库")
    desk = desk_of(QIN)
    followed()
    page = soup(desk.get("/cases/?q=北仓&tab=open"))
    assert numbers(page) == ["青市监检案〔2026〕1号"]
    assert [one.get_text() for one in page.select(".pl-table mark")] == ["北仓"]
    marked = soup(desk.get("/cases/?q=检测&tab=open")).select(".pl-table mark")
    assert [one.get_text() for one in marked] == ["检测", "检测"]


def test_an_answer_is_found_and_shown_by_its_word() -> None:
    case = opened("2026-10-08 09:00")
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, **FILED)
    did(case, "investigate", "2026-10-09 09:00", mode="attest", **INVESTIGATED)
    desk = desk_of(QIN)
    followed()
    row = soup(desk.get("/cases/?q=鉴定&tab=open")).select_one(".pl-table tbody tr")
    assert [one.get_text() for one in row.select("mark")] == ["鉴定"]
    assert re.search("[a-z_]{4,}|[0-9a-f]{32}", row.get_text()) is None
    assert numbers(soup(desk.get("/cases/?q=appraisal&tab=open"))) == []


def test_a_list_that_leaves_cases_out_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for n in (1, 2):
        opened("2026-10-08 09:00", number=f"青市监立〔2026〕{n}号")
    desk = desk_of(QIN)
    followed()
    assert soup(desk.get("/cases/?q=安全设备&tab=open")).select_one(".pl-cut") is None
    monkeypatch.setattr(searching, "MOST", 1)
    page = soup(desk.get("/cases/?q=安全设备&tab=open"))
    assert (len(numbers(page)), "此处只列出" in page.select_one(".pl-cut").get_text()) == (1, True)


def test_what_the_index_does_not_know_yet_is_found_by_number_and_cause() -> None:
    followed()
    opened("2026-10-08 09:00", number="青市监立〔2026〕7号")
    desk = desk_of(QIN)
    assert numbers(soup(desk.get("/cases/?q=安全设备&tab=open"))) == ["青市监立〔2026〕7号"]
    assert numbers(soup(desk.get("/cases/?q=〔2026〕7&tab=open"))) == ["青市监立〔2026〕7号"]


def test_what_others_may_not_see_is_not_found() -> None:
    of_person(OTHER_ORGAN, "青消许案〔2026〕1号")
    followed()
    page = soup(desk_of(QIN).get("/cases/?q=占道&tab=open"))
    assert numbers(page) == []
    assert "都没有“占道”" in page.find(class_="pl-empty").get_text()
    assert numbers(soup(desk_of(SUPERVISOR).get("/cases/?q=占道&tab=open"))) == ["青消许案〔2026〕1号"]


def test_a_party_is_found_with_a_reason_alone_and_the_search_is_kept() -> None:
    of_person(QIN.organ, "青市监许案〔2026〕1号")
    followed()
    desk = desk_of(QIN)
    page = soup(desk.get(f"/cases/?q={NAME}&tab=open"))
    assert numbers(page) == []
    form = page.find("form", class_="pl-party-search")
    assert form["method"] == "post"
    assert desk.post("/cases/party/", {"q": NAME, "reason": ""}).status_code == 422
    assert access_records()[1] == 0
    found = soup(desk.post("/cases/party/", {"q": NAME, "reason": "核对来信人的许可事项"}))
    assert numbers(found) == ["青市监许案〔2026〕1号"]
    ((kept,), _total) = access_records()
    assert (kept.kind, kept.subject, kept.reason) == ("party_search", NAME, "核对来信人的许可事项")


def test_nobody_gathers_a_persons_cases_across_organs() -> None:
    organs = (QIN.organ, *(f"organ-{place}" for place in range(4)))
    for place, organ in enumerate(organs):
        of_person(organ, f"许案〔2026〕{place}号")
    followed()
    sent = {"q": NAME, "reason": "核对许可事项"}
    for who in (QIN, HEAD):
        assert numbers(soup(desk_of(who).post("/cases/party/", sent))) == ["许案〔2026〕0号"]
    assert desk_of(SUPERVISOR).post("/cases/party/", sent).status_code == 403
    assert numbers(soup(desk_of(SUPERVISOR).get(f"/cases/?q={NAME}&tab=open"))) == []


def test_the_text_of_a_paper_is_found_with_a_reason() -> None:
    case = opened("2026-10-08 09:00")
    act = Act(
        "file_case",
        Moment("2026-10-08T10:00+08:00", "minute"),
        values=FILED,
        make=(PaperWanted("立案审批表", {"facts": "仓库内堆放电热毯"}),),
    )
    perform_act(
        person=HEAD,
        case=case,
        act=act,
        seen=None,
        now=instant("2026-10-08 10:00"),
        officers=OfficerRegister({}, closed=True),
    )
    followed()
    desk = desk_of(QIN)
    sent = {"q": "立案审批", "reason": "补打文书"}
    assert numbers(soup(desk.post("/cases/party/", sent))) == ["青市监立〔2026〕1号"]
    assert "本机关没有符合的案件" in soup(desk.post("/cases/party/", {**sent, "q": "洗衣机"})).get_text()


def with_files(**contents: bytes) -> str:
    """A case with these files at its investigation."""
    case = opened("2026-10-08 09:00")
    now = instant("2026-10-09 09:00")
    named: list[Attachment] = []
    salts: dict[str, bytes] = {}
    for name, data in contents.items():
        got = receive([data], name=name, personal=True, by="A1", now=now)
        named.append(Attachment(name, got.media_type, got.size, got.hash, True))
        salts[name] = got.salt or b""
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, **FILED)
    at = Moment("2026-10-09T09:00+08:00", "minute")
    act = Act("investigate", at, values=INVESTIGATED, attachments=tuple(named), salts=salts)
    nobody = OfficerRegister({}, closed=True)
    perform_act(person=QIN, case=case, act=act, seen=None, now=now, officers=nobody, mode="attest")
    return case


def blank_scan() -> bytes:
    """A PDF whose only page is a picture."""
    out = io.BytesIO()
    Image.open(io.BytesIO(sample.picture(size=(64, 48)))).save(out, "PDF")
    return out.getvalue()


def test_the_text_of_a_file_is_found_and_a_scan_is_said_to_be_none() -> None:
    case = with_files(
        report=sample.pdf("仓库内堆放电热毯"),
        scan=blank_scan(),
        note=sample.docx("抽样洗衣机"),
        list=sample.xlsx("进货电饭煲"),
    )
    followed()
    desk, now, number = desk_of(QIN), instant("2026-10-12 09:20"), "青市监立〔2026〕1号"
    page_of_record = f"/cases/{case}/record/{case_records(case)[-1].record.id}/"

    def asked(text: str) -> tuple[list[str], list[str]]:
        page = soup(desk.post("/cases/party/", {"q": text, "reason": "核对附件"}))
        return numbers(page), [one.get_text() for one in page.select("#unsearched a")]

    assert asked("电热毯") == ([], [number])
    assert soup(desk.get(page_of_record)).get_text().count("尚未编入检索") == 4
    run = Run(enqueue(read_files, now=now), 1, "", {}, lambda: now, 10**9)
    claim(now=now, lease=10**9, worker="w")
    assert (read_files.work(run), read_files.work(run)) == (4, 0)
    assert asked("堆放电热毯") == asked("抽样洗衣机") == asked("进货电饭煲") == ([number], [number])
    said = soup(desk.get(page_of_record)).get_text()
    assert (said.count("扫描件，不可检索"), "尚未编入" in said) == (1, False)
    assert numbers(soup(desk.get("/cases/?q=电热毯&tab=open"))) == [], "what a file says may name persons"
    for path in Path(settings.DATA).glob("attachments/derived/*.text-2.json"):
        path.unlink()
    clear()
    followed()
    assert (asked("电热毯")[0], read_files.work(run), asked("电热毯")[0]) == ([], 4, [number])


def test_a_list_leaves_in_words_as_excel_and_csv_with_its_filters() -> None:
    case = opened("2026-10-08 09:00", number="青市监立〔2026〕1号")
    opened("2026-10-08 10:00", "permit", number="青市监许案〔2026〕1号", facts={})
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    desk = desk_of(QIN)
    sheet = desk.get("/cases/export.csv?procedure=penalty.ordinary&tab=open&form=xlsx")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert rows[0][:3] == ("案号", "程序", "案由")
    assert [row[:5] for row in rows[1:]] == [
        ("青市监立〔2026〕1号", "行政处罚普通程序", "未按规定检测安全设备", "立案", "调查取证")
    ]
    assert "恒岳" not in sheet.content.decode("latin-1")
    mine = desk_of(HEAD).get("/cases/export.csv?list=work&tab=mine&form=csv").content.decode("utf-8-sig")
    assert len(mine.strip().splitlines()) == 1
    assert "许案" in desk.get("/cases/export.csv?tab=open").content.decode("utf-8-sig")


def test_a_view_is_kept_and_given_up() -> None:
    desk = desk_of(QIN)
    filters = "tab=open&procedure=permit"
    desk.post("/cases/views/", {"list": "cases", "name": "许可", "filters": filters})
    page = soup(desk.get("/cases/"))
    assert page.select_one(".pl-filter-views a")["href"] == f"?{filters}"
    desk.post("/cases/views/", {"list": "cases", "name": "许可", "filters": filters, "drop": "1"})
    assert soup(desk.get("/cases/")).select_one(".pl-filter-views a") is None


def test_a_filtered_list_equals_its_page_with_what_it_exports_and_keeps() -> None:
    opened("2026-10-08 09:00")
    desk = desk_of(QIN)
    assert_same_page(desk, "/cases/?tab=open", "/cases/?tab=open&q=检测", "list")
    page = soup(desk.get("/cases/?tab=open&q=检测"))
    assert all("q=%E6" in one["href"] for one in page.select("#list .pl-card-foot a.pl-button"))
    assert "q=%E6" in page.select_one("#list input[name=filters]")["value"]
