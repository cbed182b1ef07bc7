"""The register of numbers: filtered, searched, taken away; voiding in a row; numbers used outside are stated first."""

import io
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from openpyxl import load_workbook
from tests.builders.desk import HEAD, ORGAN, QIN, REVIEWER, SUPERVISOR, opened, person, registered_organ
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant

from plumbline.apps.casework.numbering import ARCHIVE_SERIES, case_series
from plumbline.apps.casework.pages.number_words import series_choices, series_words
from plumbline.apps.documents.actions import take_number
from plumbline.apps.documents.queries import number_register
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-06-01 09:20")
AT = datetime(2026, 6, 1, 1, 20, tzinfo=UTC)
OUTSIDE = "/numbers/outside/"
SAID = {"series": "penalty-decision", "year": "2026", "last": "57", "reason": "2026年5月以前使用纸质登记簿"}


@pytest.fixture(autouse=True)
def june(settings) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()


def taken(case: str, count: int = 1, year: int = 2026, kind: str = "penalty-decision", series: str = "罚"):
    told = {"organ": ORGAN, "kind": kind, "authority": "青市监", "series": series, "year": year}
    return [take_number(**told, case_id=case, by="QS-0001", at=AT) for _ in range(count)]


def stated(**more: str) -> HttpResponse:
    return desk_of(HEAD).post(OUTSIDE, {**SAID, **more}, follow=True)


def page(answer: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def rows(question: str = "", person=HEAD) -> list[str]:
    table = page(desk_of(person).get(f"/numbers/{question}")).select("tbody tr td:first-child")
    return [cell.get_text() for cell in table]


def test_numbers_used_before_are_shown_before_they_are_entered() -> None:
    taken("c", 2)
    asked = page(stated())
    assert "将登记 青市监罚〔2026〕3–57号，共 55 个" in asked.get_text()
    assert "下一个号为 青市监罚〔2026〕58号" in asked.get_text()
    assert len(number_register(ORGAN, 2026)) == 2, "nothing is entered yet"
    hidden = {
        one["name"]: one["value"]
        for one in asked.select("main form input[type=hidden]")
        if one["name"] != "csrfmiddlewaretoken"
    }
    done = desk_of(HEAD).post(OUTSIDE, hidden, follow=True)
    assert "青市监罚〔2026〕3–57号 已登记" in page(done).get_text()
    assert [one.number.n for one in number_register(ORGAN, 2026)] == list(range(1, 58))
    last = number_register(ORGAN, 2026)[-1]
    assert (last.outside_reason, last.taken_by) == (SAID["reason"], "QS-0100")
    assert rows() == [f"青市监罚〔2026〕{n}号" for n in ("3–57", 2, 1)]
    assert "启用前（系统外）已用，55 个" in page(desk_of(HEAD).get("/numbers/")).get_text()


def test_what_was_confirmed_before_others_went_on_is_shown_again() -> None:
    taken("c", 1)
    again = page(stated(first="1"))
    assert "将登记 青市监罚〔2026〕2–57号，共 56 个" in again.get_text()
    assert len(number_register(ORGAN, 2026)) == 1
    changed = page(stated(change="1"))
    assert changed.find("input", {"name": "last"})["value"] == "57"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last": "2"}, "本种文号已用至 青市监罚〔2026〕2号"),
        ({"last": "57000"}, "超过上限 20000 个"),
        ({"last": "57号"}, "整数"),
        ({"year": "2027"}, "填写本年或者以前的年份"),
        ({"reason": " "}, "必填"),
        ({"series": "no-such-paper"}, "no-such-paper"),
    ],
)
def test_what_cannot_be_entered_is_said_at_the_form(wrong: dict[str, str], said: str) -> None:
    taken("c", 2)
    answer = stated(**wrong, first="3")
    assert answer.status_code == 422
    assert said in page(answer).find("main").get_text()
    assert len(number_register(ORGAN, 2026)) == 2


def test_every_series_of_cases_papers_and_archives_can_be_chosen() -> None:
    offered = {kind for _group, found in series_choices() for kind, _text in found}
    papers = {one.id for one in shelf().packs.documents.by_title.values() if one.series}
    cases = {case_series(procedure)[0] for procedure in shelf().procedures}
    assert offered == papers | cases | {ARCHIVE_SERIES[0]}
    words = series_words()
    assert len(set(words.values())) == len(words), "two series would print the same numbers"
    assert words["档案"] == "档"


def test_an_organ_without_a_word_is_sent_back_with_the_reason() -> None:
    registered_organ("organ-empty", "")
    answer = desk_of(person(Role.AGENCY_HEAD, "QX-0100", "organ-empty")).get(OUTSIDE, follow=True)
    assert answer.redirect_chain == [("/numbers/?organ=organ-empty", 302)]
    assert "机关代字" in page(answer).select_one("p.pl-notice[role=status]").get_text()


def test_the_head_of_the_organ_alone_states_them() -> None:
    assert desk_of(HEAD).get(f"{OUTSIDE}?organ=organ-other").status_code == 403
    for other in (QIN, REVIEWER, SUPERVISOR):
        assert desk_of(other).post(OUTSIDE, SAID).status_code == 403
        assert OUTSIDE not in desk_of(other).get("/numbers/").content.decode()
    assert OUTSIDE in desk_of(HEAD).get("/numbers/").content.decode()


def test_a_number_is_voided_in_its_row_and_one_of_a_run_by_its_place() -> None:
    stated(first="1")
    taken("c")
    head = desk_of(HEAD)
    forms = page(head.get("/numbers/")).select("tbody details form")
    assert [one["action"] for one in forms] == ["/numbers/void/"] * 2
    assert forms[1].find("input", {"name": "n"})["max"] == "57"
    back = head.post(
        "/numbers/void/",
        {"number": "青市监罚〔2026〕1号", "n": "5", "reason": "未使用", "back": "?state=outside"},
    )
    assert back.url == "/numbers/?state=outside"
    head.post("/numbers/void/", {"number": "青市监罚〔2026〕58号", "reason": "当事人名称写错"})
    assert rows("?series=penalty-decision") == [f"青市监罚〔2026〕{n}号" for n in ("58", "6–57", "5", "1–4")]
    text = page(head.get("/numbers/?state=void")).get_text()
    assert "未使用（测试QS-0100）" in text
    assert "当事人名称写错（测试QS-0100）" in text
    assert not page(head.get("/numbers/?state=void")).select("tbody details"), "voiding is final"
    assert not page(desk_of(QIN).get("/numbers/")).select("tbody details")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"number": "别市监罚〔2026〕1号", "reason": "错"}, "没有作废"),
        ({"number": "青市监罚〔2026〕1号", "reason": " "}, "没有作废"),
        ({"number": "青市监罚〔2026〕1号", "n": "x", "reason": "错"}, "没有作废"),
        ({"number": "青市监罚〔2026〕2号", "reason": "再错"}, "已经作废"),
        ({"number": "x", "n": "1", "reason": "错"}, "没有作废"),
    ],
)
def test_what_cannot_be_voided_is_said(sent: dict[str, str], said: str) -> None:
    taken("c", 2)
    head = desk_of(HEAD)
    head.post("/numbers/void/", {"number": "青市监罚〔2026〕2号", "reason": "错"})
    answer = head.post("/numbers/void/", {**sent, "back": "https://elsewhere.invalid/"}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/numbers/?organ=")
    assert said in page(answer).get_text()
    assert [one.state for one in number_register(ORGAN, 2026)] == ["in_use", "void"]


def test_the_case_of_a_number_is_linked_by_its_own_number() -> None:
    case = opened("2026-06-01 09:00", number="青市监立〔2026〕9号")
    taken(case)
    taken("gone")
    cells = page(desk_of(QIN).get("/numbers/")).select("tbody tr td:nth-of-type(5)")
    assert [cell.get_text() for cell in cells] == ["", "青市监立〔2026〕9号"]
    assert cells[1].a["href"] == f"/cases/{case}/"
    assert rows("?q=青市监立〔2026〕9号") == ["青市监罚〔2026〕1号"], "papers by the number of their case"


def test_years_series_states_and_pages() -> None:
    stated(first="1")
    taken("c", 60)
    taken("c", 3, kind="correction-order", series="改")
    taken("c", 2, year=2025)
    assert len(rows()) == 50
    assert len(rows("?page=2")) == 14
    assert rows("?series=correction-order") == [f"青市监改〔2026〕{n}号" for n in (3, 2, 1)]
    assert rows("?year=2025") == [f"青市监罚〔2025〕{n}号" for n in (2, 1)]
    assert len(rows("?year=all&series=penalty-decision&page=2")) == 13
    assert rows("?state=outside") == ["青市监罚〔2026〕1–57号"]
    assert rows("?q=青市监罚〔2025〕2号") == ["青市监罚〔2025〕2号"], (
        "a whole number is looked for in every year"
    )
    assert rows("?year=1999&state=none&page=x&series=nothing") == []
    text = page(desk_of(REVIEWER).get("/numbers/")).get_text()
    assert "120 个文号，列为 64 行" in text
    found = part(desk_of(QIN), "/numbers/?q=3").content.decode()
    assert "<html" not in found
    assert "导出 CSV" in found


def test_empty_registers_say_what_comes_next() -> None:
    head = page(desk_of(HEAD).get("/numbers/")).find("main").get_text()
    assert "先登记启用前已用的号" in head
    assert "依次取号" in page(desk_of(QIN).get("/numbers/")).find("main").get_text()
    clear = page(desk_of(HEAD).get("/numbers/?q=zzz&state=void")).find("a", string="清除筛选")
    assert "zzz" not in clear["href"]
    assert "void" not in clear["href"]


def test_a_supervisor_chooses_among_the_organs_supervised() -> None:
    taken("c")
    registered_organ("organ-other", "青城管")
    select = page(desk_of(SUPERVISOR).get("/numbers/")).find("select", {"name": "organ"})
    assert {one["value"] for one in select("option")} >= {ORGAN, "organ-other"}
    assert rows(f"?organ={ORGAN}", SUPERVISOR) == ["青市监罚〔2026〕1号"]
    assert not page(desk_of(QIN).get("/numbers/")).find("select", {"name": "organ"})


def test_what_is_filtered_is_taken_away_as_excel_and_csv() -> None:
    stated(first="1")
    case = opened("2026-06-01 09:00", number="青市监立〔2026〕9号")
    taken(case, 60)
    head = desk_of(HEAD)
    links = [
        one["href"] for one in page(head.get("/numbers/?series=penalty-decision")).select("main a[href]")
    ]
    excel, csv = (one for one in links if "list.csv" in one)
    sheet = load_workbook(io.BytesIO(head.get(excel).content)).active
    told = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(told) == 62
    assert told[1][:2] == ["青市监罚〔2026〕117号", "1"]
    assert told[1][5:] == ["青市监立〔2026〕9号", "使用中", ""]
    assert told[-1][:3] == ["青市监罚〔2026〕1–57号", "57", "行政处罚决定书"]
    assert told[-1][5:] == ["", "启用前（系统外）已用", SAID["reason"]]
    text = b"".join(head.get(csv).streaming_content).decode()
    assert text.count("青市监罚") == 61
    assert b"".join(head.get(csv + "&q=117").streaming_content).decode().count("青市监罚") == 1


def test_a_page_of_many_numbers_asks_the_database_no_more(django_assert_max_num_queries) -> None:
    client = desk_of(HEAD)
    taken("c", 2)
    client.get("/numbers/")
    stated(first="3")
    taken("c", 40)
    with django_assert_max_num_queries(24):
        client.get("/numbers/")
