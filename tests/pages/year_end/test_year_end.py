"""A year is cut off, an act is entered after that, and every page that shows or counts it says so."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from tests.builders.desk import FILED, HEAD, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.closings import closing_of
from plumbline.apps.documents.actions import enter_outside, take_number
from plumbline.apps.documents.queries import used_until
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.year_end import actions
from plumbline.apps.year_end.errors import NoticeKnown, YearOpen, YearRuns
from plumbline.apps.year_end.queries import carry_over, moved, number_series, standing, year_end
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.indicators.closing import Carried

pytestmark = pytest.mark.django_db
OFFICE = person(Role.RULE_OF_LAW_OFFICE, organ="organ-justice")
NOW, TODAY = instant("2027-01-12 10:00"), parse_day("2027-01-12")
PAGE, LATE = "/year-end/2026/", "年度截止后补录"
TOLD = {"person": OFFICE, "number": 2026, "now": NOW, "today": TODAY}


@pytest.fixture
def district(settings, tmp_path: Path) -> str:
    """Two penalties of 2026, one of their cases still open; the year is over."""
    settings.DATA, settings.CLOCK = tmp_path, lambda: NOW
    registered_organ()
    registered_organ("organ-justice", "青司")
    case = decided(1, "2026-03-02")
    did(decided(2, "2026-03-03"), "close_archive", "2026-05-06 09:00", by=HEAD, mode="attest")
    sequence()
    return case


def decided(number: int, day: str) -> str:
    case = opened(f"{day} 08:00", number=f"青市监立〔2026〕{number}号")
    did(case, "file_case", f"{day} 08:10", by=HEAD, papers=("立案审批表",), mode="attest", **FILED)
    did(case, "decide", f"{day} 09:00", by=HEAD, mode="attest", outcome="penalty", fine=3000)
    return case


def open_cases() -> Carried:
    end = year_end(2026, now=NOW)
    found = carry_over(end, standing(2026, now=NOW), now=NOW)
    return next(one for one in found if one.indicator == "cases_open")


def text_of(page: str) -> str:
    answer = desk_of(OFFICE).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_comes_after_the_cut_off_is_marked_and_named(district: str) -> None:
    desk = desk_of(OFFICE)
    with pytest.raises(YearOpen):
        actions.finish(**TOLD, note="")
    with pytest.raises(YearRuns):
        actions.cut_off(**{**TOLD, "number": 2027}, reasons="")
    with pytest.raises(AccessRefused):
        actions.cut_off(**{**TOLD, "person": HEAD}, reasons="")
    assert "截止数据" in text_of(PAGE)
    assert "2027年放假安排" in text_of(PAGE), "the year of the notice that the button asks for"
    assert open_cases() == Carried("cases_open", 1, 1)
    assert desk.post(PAGE, {"act": "cut_off", "reasons": ""}).status_code == 302
    sequence()
    closing = closing_of(2026, now=NOW)
    assert closing is not None
    assert "2027-01-12" in text_of(PAGE)
    assert LATE not in text_of("/figures/penalties/?year=2026")
    assert moved(year_end(2026, now=NOW), standing(2026, now=NOW), now=NOW) == []
    _ends(desk)

    decided(3, "2026-12-30")
    came = "2027-01-12 10:00"
    did(district, "close_archive", "2026-12-31 09:00", by=HEAD, mode="attest", now=came)
    sequence()
    figure = text_of("/figures/penalties/?year=2026")
    assert figure.count(LATE) == 2, "the head counts it, one row is marked"
    assert figure.index("〔2026〕3号") < figure.rindex(LATE) < figure.index("〔2026〕2号")
    sheet = desk.get("/figures/penalties/rows.xlsx?year=2026").content
    notes = [
        row[-1] for row in load_workbook(io.BytesIO(sheet)).active.iter_rows(min_row=2, values_only=True)
    ]
    assert [bool(one) for one in notes] == [True, False, False]
    whole = load_workbook(io.BytesIO(desk.get("/figures/export.xlsx?year=2026").content)).active
    lines = {(line[0], line[2]): line[-1] for line in whole.iter_rows(values_only=True)}
    assert lines["penalties", "合计"] == 1
    assert lines["ordinary_penalties:fined", "合计"] == 1
    assert not lines["certificate_holders", "合计"]
    paper = Document(io.BytesIO(desk.get("/figures/tables.docx?year=2026").content))
    assert any("2027-01-12" in one.text and "行政处罚 1" in one.text for one in paper.paragraphs)
    assert LATE not in text_of("/figures/penalties/?year=2027")

    assert open_cases() == Carried("cases_open", 1, 1), "one came, one went: the number alone would not tell"
    told = {
        one.fixed.key: one.changed for one in moved(year_end(2026, now=NOW), standing(2026, now=NOW), now=NOW)
    }
    assert [len(told["penalties"].came), len(told["penalties"].went)] == [1, 0]
    assert "青市监立〔2026〕3号" in text_of(PAGE)
    _why(desk)
    _timeline(district)


def _why(desk: Client) -> None:
    """The page of a figure says what it was at the cut-off and names the records that changed it."""
    assert "/year-end/since/penalties/?year=2026" in text_of("/figures/penalties/?year=2026")
    page = text_of("/year-end/since/penalties/?year=2026")
    assert "2027-01-12 截止时为 2，现在为 3" in page
    assert re.search(r"/figures/penalties/[0-9a-f]{32}/\?year=2026\W[^<]*>青市监立〔2026〕3号", page)
    assert "核定后有变化" in page
    held = text_of("/year-end/since/cases_open/?year=2026")
    assert "现在不计：所在案件有了其他记录" in held
    part = desk.get("/year-end/since/penalties/?year=2026", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "截止时为 2，现在为 3" in part
    assert "没有截止数据和报告" in text_of("/year-end/since/penalties/?year=2025")
    assert desk_of(HEAD).get("/year-end/since/penalties/?year=2026").status_code == 403
    assert "/year-end/since/" not in desk_of(HEAD).get("/figures/penalties/?year=2026").content.decode()
    assert desk.get("/year-end/since/nothing/?year=2026").status_code == 404


def _timeline(case: str) -> None:
    """The case itself marks what came after the year was closed, the record too; what came before is only late."""
    desk, mark = desk_of(HEAD), "2026 年度已于 2027-01-12 截止"
    page = desk.get(f"/cases/{case}/").content.decode()
    (found,) = re.findall(rf"补录，晚 12 日；{mark}.*?(/cases/{case}/record/[0-9a-f]+/)", page, re.DOTALL)
    assert page.count(mark) == 1, "what was entered before the cut-off is not marked"
    assert mark in desk.get(found).content.decode()


def test_the_series_of_numbers_count_those_used_outside_and_begin_anew(district: str) -> None:
    case = {"organ": "organ-market", "kind": "案件/penalty.ordinary", "authority": "青市监", "series": "立"}
    for year, last in ((2026, 57), (2027, 3)):
        run = used_until(**case, year=year, last=last)
        at = datetime(2026, 6, 1, tzinfo=UTC)
        enter_outside(run, organ=case["organ"], kind=case["kind"], reason="纸质登记簿", by="head", at=at)
    take_number(**case, year=2026, case_id=district, by="o", at=datetime(2026, 7, 1, tzinfo=UTC))
    told = next(one for one in number_series(2026) if one.kind == case["kind"])
    assert (told.count, told.last, told.next_first) == (58, "青市监立〔2026〕58号", "青市监立〔2027〕1号")
    assert told.begins_anew
    assert "案件：行政处罚普通程序" in text_of(PAGE)


def _ends(desk: Client) -> None:
    """A second cut-off is refused with its day; the rest is entered, and then nothing is left to do."""
    assert "已于2027-01-12截止" in desk.post(PAGE, {"act": "cut_off"}).content.decode()
    with pytest.raises(NoticeKnown):
        actions.ask_notice(**{**TOLD, "today": parse_day("2025-12-01")}, asked_of="系统管理员")
    for act, said in (
        ("notice", {"asked_of": "系统管理员"}),
        ("publish", {"channel": "区政府门户网站"}),
        ("finish", {}),
    ):
        assert desk.post(PAGE, {"act": act, **said}).status_code == 302
    assert 'name="act"' not in text_of(PAGE)
    assert PAGE in text_of("/figures/?year=2026"), "there the publication of these statistics is entered"
    assert "/year-end/2027/" not in text_of("/figures/?year=2027"), "a year that runs has no end yet"
    assert PAGE not in desk_of(HEAD).get("/figures/?year=2026").content.decode()
