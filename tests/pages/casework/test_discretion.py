"""Benchmarks in the form of a decision: the tier of the facts, its range, the reason for a fine outside."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from tests.builders.desk import FILED, HEAD, ORGAN, OTHER_ORGAN, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant

from plumbline.apps.casework.actions import void_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.discretion import stated_in
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.actions import Act, do, register
from plumbline.apps.supervision.store import FineProjection
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
TODAY = parse_day("2026-01-05")
TIERS = (("mitigated", "首次违法、主动改正", 0, 500), ("ordinary", "首次违法", 500, 2000))


def entered(kind: str, code: str, values: dict[str, Any]) -> None:
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    now = instant("2026-01-05 09:00")
    register(
        kind, code, [Act(f"register_{kind}", TODAY, values)], division="650105", by=by, now=now, today=TODAY
    )


@pytest.fixture(autouse=True)
def lists(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")
    registered_organ()
    common = {"name": "对未按规定检测安全设备的处罚", "organ_no": ORGAN}
    power = {**common, "power_no": "QX001", "power_kind": "penalty", "power_basis": "由机关填写"}
    entered("power", "QX001", power)
    for place, (tier, facts, least, most) in enumerate(TIERS, 1):
        values = {"benchmark_no": f"CL{place}", "power_no": "QX001", "tier": tier, "tier_facts": facts}
        values |= {
            "match_words": facts,
            "fine_least": least,
            "fine_most": most,
            "benchmark_basis": "27号基准",
        }
        entered("benchmark", f"CL{place}", {**common, **values})
    values = {"leniency_no": "MF1", "power_no": "QX001", "leniency_kind": "first_harmless"}
    values |= {"conditions": "初次违法且及时改正", "leniency_basis": "处罚法 §33"}
    entered("leniency", "MF1", {**common, **values})


@pytest.fixture
def case() -> str:
    built = opened("2026-10-08 09:00")
    did(built, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(built, "conclude_investigation", "2026-10-09 09:00", mode="attest", major=False, harmless=True)
    return built


def test_like_facts_and_unlike_fines_stand_side_by_side(case: str) -> None:
    other = opened("2026-10-08 09:00", number="青市监立〔2026〕2号")
    did(other, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(other, "conclude_investigation", "2026-10-09 09:00", mode="attest", major=False, harmless=True)
    desk = desk_of(HEAD)
    low = sent(**{"d-facts": ["首次违法"], "f_fine": "600", "attest": "1"})
    high = {**low, "f_fine": "3000", "d-explained": "造成多人受伤"}
    desk.post(f"/cases/{case}/act/decide/", low)
    assert "没有金额不同的同类案件" in desk.get("/supervision/fairness/").content.decode()
    desk.post(f"/cases/{other}/act/decide/", high)
    text = soup(desk.get("/supervision/fairness/")).get_text(" ", strip=True)
    for words in (
        "2 件决定，600 至 3,000 元",
        "500–2,000",
        "造成多人受伤",
        "青市监立〔2026〕2号",
        "在幅度内",
    ):
        assert words in text
    assert "没有金额不同的同类案件" in desk.get("/supervision/fairness/?organ=none").content.decode()
    sheet = desk.get("/supervision/fairness/export/?form=xlsx").content
    assert len(list(load_workbook(io.BytesIO(sheet)).active.values)) == 3
    before = list(FineProjection().dump())
    held = case_records(other)
    told = {"case": other, "record": held[-1].record.id, "reason": "误录", "seen": len(held)}
    void_act(person=HEAD, now=instant("2026-10-12 09:30"), **told)
    assert "没有金额不同的同类案件" in desk.get("/supervision/fairness/").content.decode()
    assert len(before) == 2
    assert len(list(FineProjection().dump())) == 1
    assert desk_of(QIN).get("/supervision/fairness/").status_code == 403


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def sent(**more: Any) -> dict[str, Any]:
    return {"at": "2026-10-12T09:00", "seen": 4, "f_outcome": "penalty", "d-power": "QX001", **more}


def test_the_form_shows_the_tier_of_the_facts_and_its_range(case: str) -> None:
    desk = desk_of(HEAD)
    form = soup(desk.get(f"/cases/{case}/act/decide/")).find(id="pl-discretion")
    assert form.find(id="d-power").find("option", selected=True)["value"] == "QX001", "the only one"
    assert "不符合任何一档" in form.find(role="status").get_text()
    address = f"/cases/{case}/act/decide/discretion/"
    one = soup(part(desk, address, sent(**{"d-facts": ["首次违法"], "f_fine": "3000"})))
    told = one.find(role="status").get_text()
    assert "落在“一般”档，500 元至 2,000 元" in told
    assert "罚款 3,000 元不在该幅度内" in told
    both = soup(part(desk, address, sent(**{"d-facts": ["首次违法", "主动改正"], "f_fine": "300"})))
    assert "落在“减轻”档" in both.find(role="status").get_text()
    assert "在该幅度内" in both.find(role="status").get_text()
    assert "未查明：主动改正" in one.get_text()


def test_the_leniency_list_stands_beside_what_the_case_says(case: str) -> None:
    form = soup(desk_of(HEAD).get(f"/cases/{case}/act/decide/")).find(id="pl-discretion")
    row = form.select(".pl-tiers")[-1].get_text(" ", strip=True)
    assert "初次违法且及时改正" in row
    assert "本案尚未认定" in row, "no fact of the case says that it was the first time"
    assert form.find("a", href=lambda one: one and one.startswith("/law/"))


def test_a_fine_outside_the_range_needs_its_reason_and_both_are_sealed(case: str) -> None:
    desk = desk_of(HEAD)
    address = f"/cases/{case}/act/decide/"
    outside = sent(**{"d-facts": ["首次违法"], "f_fine": "3000"})
    answer = desk.post(address, outside)
    assert answer.status_code == 422
    page = soup(answer)
    assert "500 元至 2,000 元" in page.find(id="d-explained_error").get_text()
    assert page.find(id="act_f_fine")["value"] == "3000"
    assert page.find("input", attrs={"name": "d-facts", "checked": True})["value"] == "首次违法"
    desk.post(address, {**outside, "d-explained": "造成多人受伤", "attest": "1"})
    stated = stated_in(read_case(case))
    assert stated is not None
    assert (stated.tier, stated.fine, stated.explained) == ("ordinary", "3000", "造成多人受伤")
    record = case_records(case)[-1].record
    told = soup(desk.get(f"/cases/{case}/record/{record.id}/")).get_text()
    assert "一般（500 元–2,000 元）" in told
    assert "造成多人受伤" in told
    issue = soup(desk_of(QIN).get(f"/cases/{case}/act/issue_decision/"))
    assert "造成多人受伤" in issue.find(id="act_f_benchmark_hint").get_text()
    assert issue.find(id="act_f_benchmark").find("option", selected=True)["value"] == "", (
        "the person states it"
    )


def test_what_has_happened_is_entered_without_a_reason(case: str) -> None:
    outside = sent(**{"d-facts": ["首次违法"], "f_fine": "3000", "attest": "1"})
    assert desk_of(HEAD).post(f"/cases/{case}/act/decide/", outside).status_code == 302
    stated = stated_in(read_case(case))
    assert stated is not None
    assert (stated.fine, stated.explained, stated.is_inside) == ("3000", "", False)
    issue = soup(desk_of(QIN).get(f"/cases/{case}/act/issue_decision/"))
    assert issue.find(id="act_f_benchmark").find("option", selected=True)["value"] == ""
    assert read_case(case).history.acts[-1].fields["fine"] == Decimal(3000)


def test_a_fine_within_the_range_begins_the_decision_with_applied(case: str) -> None:
    inside = sent(**{"d-facts": ["首次违法"], "f_fine": "800", "attest": "1"})
    desk_of(HEAD).post(f"/cases/{case}/act/decide/", inside)
    issue = soup(desk_of(QIN).get(f"/cases/{case}/act/issue_decision/"))
    assert issue.find(id="act_f_benchmark").find("option", selected=True)["value"] == "applied"


def test_a_correction_keeps_what_was_said_and_without_script_the_form_comes_back(case: str) -> None:
    desk = desk_of(HEAD)
    inside = sent(**{"d-facts": ["首次违法"], "f_fine": "800", "attest": "1"})
    assert desk.post(f"/cases/{case}/act/decide/discretion/", inside).status_code == 302
    again = soup(desk.get(f"/cases/{case}/act/decide/"))
    assert again.find("input", attrs={"name": "d-facts", "checked": True})["value"] == "首次违法"
    desk.post(f"/cases/{case}/act/decide/", inside)
    record = case_records(case)[-1].record
    corrected = {
        "at": "2026-10-12T09:00",
        "seen": 5,
        "f_outcome": "penalty",
        "f_fine": "900",
        "reason": "误录",
    }
    assert desk.post(f"/cases/{case}/record/{record.id}/correct/", corrected).status_code == 302
    stated = stated_in(read_case(case))
    assert stated is not None
    assert stated.power == "QX001"


def test_a_step_without_a_fine_asks_nothing(case: str) -> None:
    desk = desk_of(QIN)
    assert soup(desk.get(f"/cases/{case}/act/investigate/")).find(id="pl-discretion") is None
    assert part(desk, f"/cases/{case}/act/investigate/discretion/", {}).status_code == 404


def no_penalty(**more: Any) -> dict[str, Any]:
    return sent(**{"f_outcome": "no_penalty", "f_no_penalty_ground": "first_harmless", "attest": "1", **more})


def test_nothing_is_punished_by_a_published_item_of_the_list_and_the_record_names_it(case: str) -> None:
    values = {"name": "同一违法行为", "organ_no": ORGAN, "power_no": "QX001", "leniency_no": "MF2"}
    values |= {"leniency_kind": "no_fault", "conditions": "无过错", "leniency_basis": "处罚法 §33"}
    entered("leniency", "MF2", {**values, "published_on": parse_day("2027-01-01")})
    desk, address = desk_of(HEAD), f"/cases/{case}/act/decide/"
    form = soup(desk.get(address)).find(id="pl-discretion")
    offered = [one["value"] for one in form.find(id="d-item").find_all("option")]
    assert offered == ["", "MF1"], "an item counts from its publication on"
    assert "MF2" not in form.get_text()
    desk.post(address, no_penalty(**{"d-item": "MF1"}))
    stated = stated_in(read_case(case))
    assert stated is not None
    assert (stated.item, stated.item_name) == ("MF1", "对未按规定检测安全设备的处罚")
    record = case_records(case)[-1].record
    told = soup(desk.get(f"/cases/{case}/record/{record.id}/")).get_text()
    assert "依轻微免罚清单不予处罚：MF1" in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"f_outcome": "penalty", "f_fine": "800"}, "清单事项只用于不予行政处罚的决定"),
        ({"f_no_penalty_ground": "no_fault"}, "与决定写明的法定情形不一致"),
    ],
)
def test_an_item_that_does_not_fit_the_decision_is_told_at_its_field(
    case: str, typed: dict[str, str], said: str
) -> None:
    whole = no_penalty(**{"d-item": "MF1", **typed})
    del whole["attest"]
    answer = desk_of(HEAD).post(f"/cases/{case}/act/decide/", whole)
    assert answer.status_code == 422
    assert said in soup(answer).find(id="d-item_error").get_text()


def test_a_decision_without_a_penalty_and_without_its_ground_is_refused_with_the_article(case: str) -> None:
    typed = no_penalty(f_no_penalty_ground="", f_basis_published="1")
    del typed["attest"]
    answer = desk_of(HEAD).post(f"/cases/{case}/act/decide/", typed)
    assert answer.status_code == 422
    told = soup(answer).get_text(" ", strip=True)
    assert "决定不予行政处罚的，应当写明法定情形" in told
    assert "第三十三条" in told
    assert stated_in(read_case(case)) is None


def without_power(number: str, organ: str, **more: Any) -> None:
    values = {"leniency_no": number, "name": "未按规定建立台账", "organ_no": organ}
    values |= {"leniency_kind": "minor_corrected", "conditions": "轻微并及时改正", **more}
    entered("leniency", number, {**values, "leniency_basis": "处罚法 §33"})


def test_an_item_that_names_no_power_is_offered_for_any_and_by_itself(case: str) -> None:
    without_power("MF7", ORGAN)
    registered_organ(OTHER_ORGAN, "青消")
    without_power("MF8", OTHER_ORGAN)
    without_power("MF9", ORGAN, published_on=parse_day("2027-01-01"))
    desk, address = desk_of(HEAD), f"/cases/{case}/act/decide/"
    form = soup(desk.get(address)).find(id="pl-discretion")
    offered = [one["value"] for one in form.find(id="d-item").find_all("option")]
    assert offered == ["", "MF1", "MF7"], "not another organ's list, and none before it is published"
    unchosen = no_penalty(**{"d-power": "", "d-item": "MF7", "f_no_penalty_ground": "minor_corrected"})
    assert desk.post(address, unchosen).status_code == 302
    stated = stated_in(read_case(case))
    assert stated is not None
    assert (stated.power, stated.item, stated.item_name) == ("", "MF7", "未按规定建立台账")
    record = case_records(case)[-1].record
    told = soup(desk.get(f"/cases/{case}/record/{record.id}/")).get_text()
    assert "裁量基准：依轻微免罚清单不予处罚：MF7 未按规定建立台账" in told


def test_where_no_benchmark_is_in_force_the_list_stands_alone(case: str) -> None:
    gone = Act("withdraw_leniency", TODAY, {"reason": "调整"})
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    told = {"by": by, "now": instant("2026-01-05 10:00"), "today": TODAY}
    do("leniency", "MF1", gone, **told)
    for number in ("CL1", "CL2"):
        do("benchmark", number, Act("withdraw_benchmark", TODAY, {"reason": "调整"}), **told)
    desk, address = desk_of(HEAD), f"/cases/{case}/act/decide/"
    assert soup(desk.get(address)).find(id="pl-discretion") is None
    government = {"organ_no": "district", "name": "青石区人民政府", "organ_kind": "government"}
    entered("organ", "district", {**government, "division_code": "650105"})
    without_power("MF7", "district")
    form = soup(desk.get(address)).find(id="pl-discretion")
    assert form.find(id="d-power") is None
    assert "没有施行中的裁量基准" in form.find(role="status").get_text()
    typed = no_penalty(**{"d-item": "MF7", "f_no_penalty_ground": "minor_corrected"})
    assert desk.post(address, typed).status_code == 302
    stated = stated_in(read_case(case))
    assert stated is not None
    assert stated.item == "MF7"
