"""The opening page asks what the pack wants to know; a draft never brings back a time; limits cite briefly."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from tests.builders.desk import FILED, HEAD, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant
from tests.builders.pages import swapped, tidy

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.queries import case_of_number
from plumbline.apps.pack_store.shelf import shelf

pytestmark = [pytest.mark.django_db]
OPENED = {"procedure": "penalty.ordinary", "cause": "占道经营", "party_name": "青石区某商行"}


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def desk() -> Client:
    registered_organ()
    return desk_of(QIN)


def test_choosing_a_procedure_brings_its_field_of_law_and_its_facts(desk: Client) -> None:
    before = soup(desk.get("/cases/new/"))
    assert before.find(id="open_party_kind") is None
    assert before.find(id="open_field") is None
    assert before.find("optgroup") is None, "nothing is under way yet"
    piece = soup(part(desk, "/cases/new/", {**OPENED, "choose": "1"}))
    whole = soup(desk.post("/cases/new/", {**OPENED, "choose": "1"}))
    assert whole.find(id="open_cause")["value"] == "占道经营"
    assert whole.find(id="open_party_name")["value"] == "青石区某商行"
    assert whole.find(class_="pl-error") is None
    assert "市场监督管理" in piece.find(id="open_field").get_text()
    assert piece.find(id="open_party_kind")
    assert piece.find("details").find(id="open_suspected_crime")
    assert case_of_number("青市监立〔2026〕1号") is None


def test_what_the_organ_has_under_way_is_offered_first(desk: Client) -> None:
    opened("2026-10-12 09:00")
    groups = soup(desk.get("/cases/new/")).find(id="open_procedure").find_all("optgroup")
    assert [one["label"] for one in groups] == ["本机关在办的程序", "其他程序"]
    assert [one["value"] for one in groups[0].find_all("option")] == ["penalty.ordinary"]
    assert groups[1].find("option", value="penalty.ordinary") is None


def test_the_part_equals_the_page(desk: Client) -> None:
    piece = part(desk, "/cases/new/", {**OPENED, "choose": "1"})
    whole = soup(desk.post("/cases/new/", {**OPENED, "choose": "1"}))
    before = desk.get("/cases/new/?" + urlencode(OPENED))
    assert tidy(swapped(before.content, piece.content, "pl-opening-facts")) == tidy(whole)


def test_the_rules_of_the_field_hold_from_the_opening(desk: Client) -> None:
    sent = {**OPENED, "field": "market-supervision", "party_kind": "citizen", "suspected_crime": "0"}
    desk.post("/cases/new/", sent)
    case = case_of_number("青市监立〔2026〕1号")
    assert case
    file = read_case(case)
    assert file.history.header["field"] == "market-supervision"
    assert (file.history.header["party_kind"], file.history.header["suspected_crime"]) == ("citizen", False)
    plain = shelf().docket("penalty.ordinary").procedure
    assert {one.id for one in file.docket.procedure.rules} - {one.id for one in plain.rules}


@pytest.mark.parametrize(
    ("number", "says"),
    [("91659900MA7QT2K3X8", "17"), ("650105199001010011", "18"), ("12", "2")],
)
def test_a_party_with_a_wrong_number_is_not_taken(desk: Client, number: str, says: str) -> None:
    answer = desk.post("/cases/new/", {**OPENED, "party_number": number})
    assert answer.status_code == 422
    assert says in soup(answer).find(id="open_party_number_error").get_text()
    assert case_of_number("青市监立〔2026〕1号") is None


def test_an_unknown_procedure_is_an_error_of_the_form(desk: Client) -> None:
    assert desk.post("/cases/new/", {**OPENED, "procedure": "dance"}).status_code == 422


def test_a_refused_draft_comes_back_with_the_time_of_now(desk: Client, settings: Any) -> None:
    case = opened("2026-10-08 09:00")
    head = desk_of(HEAD)
    form = {"at": "2026-10-12T09:10", "seen": 2, "f_outcome": "penalty", "f_fine": "4321"}
    assert head.post(f"/cases/{case}/act/decide/", form).status_code == 422
    settings.CLOCK = lambda: instant("2026-10-12 09:40")
    again = soup(head.get(f"/cases/{case}/act/decide/"))
    assert again.find(id="act_at")["value"] == "2026-10-12T09:40"
    assert "2026-10-12 09:10" in again.find(id="act_at_hint").get_text()
    assert again.find(id="act_f_fine")["value"] == "4321"
    form |= {"until": "2026-10-12T09:50", "at_begun": "2026-10-12T09:10"}
    assert head.post(f"/cases/{case}/act/decide/draft/", form).status_code == 204
    settings.CLOCK = lambda: instant("2026-10-13 08:00")
    head = desk_of(HEAD)
    again = soup(head.get(f"/cases/{case}/act/decide/"))
    assert again.find(id="act_at")["value"] == "2026-10-13T08:00", "nobody chose the time of the day before"
    assert not again.find(id="act_until").get("value"), "an end before the beginning"
    meant = form | {"at": "2026-10-12T08:30"}
    assert head.post(f"/cases/{case}/act/decide/draft/", meant).status_code == 204
    again = soup(head.get(f"/cases/{case}/act/decide/"))
    assert again.find(id="act_at")["value"] == "2026-10-12T08:30", "typed on purpose"
    assert again.find(id="act_until")["value"] == "2026-10-12T09:50"


def test_a_limit_cites_its_article_briefly_and_says_what_is_provisional(desk: Client, settings: Any) -> None:
    case = opened("2026-12-28 09:00")
    settings.CLOCK = lambda: instant("2026-12-28 12:00")
    did(case, "find_violation", "2026-12-28 09:30")
    did(case, "file_case", "2026-12-28 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    clock = next(
        one for one in soup(desk.get(f"/cases/{case}/")).find_all(class_="pl-clock") if "90" in one.get_text()
    )
    said = clock.get_text(" ", strip=True)
    assert "处罚法第60条" in said
    assert "第六十条" not in said
    assert "剩" in said
    assert "暂定" in said


def test_a_fact_left_open_at_the_opening_is_stated_later_and_rules_go_by_it(desk: Client) -> None:
    sent = {"procedure": "compulsory.measure", "cause": "扣押过期灭火器"}
    case = desk.post("/cases/new/", sent).headers["Location"].split("/")[2]
    address = f"/cases/{case}/facts/"
    assert address in desk.get(f"/cases/{case}/").content.decode()
    assert desk.post(address, {"party_kind": "nobody"}).status_code == 422
    assert desk.post(address, {"party_kind": "organisation"}).status_code == 302
    assert read_case(case).history.header["party_kind"] == "organisation"
    page = desk.get(f"/cases/{case}/").content.decode()
    assert "法人或者其他组织" in page
    again = desk.post(address, {"party_kind": "organisation"})
    assert again.status_code == 422
    assert "没有新的内容" in again.content.decode()
    emptied = desk.post(address, {"party_kind": ""})
    assert "不能改为空" in soup(emptied).find(id="fact_party_kind_error").get_text()
    late = desk.post(address, {"party_kind": "citizen", "seen": "1"})
    assert late.status_code == 409, "somebody stated it meanwhile"
    assert soup(late).find(id="fact_party_kind").find("option", selected=True)["value"] == "citizen", "kept"
    assert "登记：" in soup(late).find(id="fact_party_kind_hint").get_text()
    seen = soup(late).find(id="fact_seen")["value"]
    assert len([one for one in read_case(case).held if one.record.step == "state_facts"]) == 1, "nothing new"
    assert desk.post(address, {"party_kind": "citizen", "seen": seen}).status_code == 302
    assert read_case(case).history.header["party_kind"] == "citizen"
