"""The store ledger and the things and money of a case, as people of the organ see them."""

from decimal import Decimal
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from tests.builders.desk import FILED, HEAD, OTHER_ORGAN, QIN, did, opened, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.goods.actions import enter_movement
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.goods.stock import Move, Movement

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")


@pytest.fixture(autouse=True)
def october(settings):
    settings.CLOCK = lambda: NOW


@pytest.fixture
def case() -> str:
    built = opened("2026-09-01 09:00")
    did(built, "file_case", "2026-09-01 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    taken(built, "=液化气瓶", "一号库", due=parse_day("2026-10-09"))
    taken(built, "电动自行车", "二号库")
    return built


def taken(case: str, name: str, place: str, due: int | None = None) -> str:
    step = Movement("", Move.TAKE_IN, "", 0, "", Decimal(3), name, "件", place, "王某", due)
    return enter_movement(person=QIN, case=case, movement=step, now=NOW).record.id


def text(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def test_the_ledger_shows_what_is_in_store_and_what_is_held_too_long(case) -> None:
    answer = desk_of(QIN).get("/goods/")
    assert answer.status_code == 200
    assert "电动自行车" in text(answer)
    late = desk_of(QIN).get("/goods/?state=overdue")
    assert "液化气瓶" in text(late)
    assert "电动自行车" not in text(late)
    assert "电动自行车" not in text(desk_of(QIN).get("/goods/?q=一号库"))
    assert "没有符合条件的物品" in text(desk_of(QIN).get("/goods/?q=没有"))


def test_a_part_is_what_the_whole_page_holds(case) -> None:
    part = desk_of(QIN).get("/goods/?q=一号库", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert text(part) in text(desk_of(QIN).get("/goods/?q=一号库"))


def test_the_export_is_as_filtered_and_runs_nothing(case) -> None:
    said = b"".join(desk_of(QIN).get("/goods/export.csv?q=一号库").streaming_content).decode("utf-8-sig")
    assert "'=液化气瓶,3 件,在库 3,一号库,王某,2026-10-09" in said
    assert "电动自行车" not in said
    excel = desk_of(QIN).get("/goods/export.csv?q=一号库&form=xlsx").content
    cells = list(load_workbook(BytesIO(excel)).active.iter_rows(values_only=True))
    assert [row[1] for row in cells] == ["物品", "'=液化气瓶"]
    part = desk_of(QIN).get("/goods/?q=一号库", headers={"HX-Request": "true"}).content.decode()
    assert "q=%E4%B8%80" in part.partition("export.csv")[2]  # the buttons follow the filters


def test_another_organ_sees_neither_line_nor_case(case) -> None:
    other = person(Role.OFFICER, "QS-0900", OTHER_ORGAN)
    assert "液化气瓶" not in text(desk_of(other).get("/goods/?state=all"))
    assert desk_of(other).get(f"/goods/case/{case}/").status_code == 403


def test_the_case_says_what_is_owed_and_how_that_comes(case) -> None:
    more = {"outcome": "penalty", "fine": Decimal(1000)}
    did(case, "decide", "2026-09-08 09:00", by=HEAD, mode="attest", **more)
    did(case, "serve", "2026-09-08 10:00", mode="attest")
    said = text(desk_of(QIN).get(f"/goods/case/{case}/"))
    assert "在库 3" in said
    assert "2026-09-24 至 2026-10-12 逾期 1,000 元，计 19 日" in said
    assert "合计应缴 1,000 元" in said
