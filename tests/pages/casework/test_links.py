"""Linked cases on the case page: joined, split, opened from each other through the forms; nothing typed twice."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from tests.builders.desk import FILED, HEAD, OTHER_ORGAN, QIN, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant
from tests.builders.pages import assert_same_page

from plumbline.apps.case_file.volumes import volume_data
from plumbline.apps.casework.actions import Act, Opening, join_case, open_case, perform_act, undo_joining
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import KeepsNoFiles
from plumbline.apps.casework.queries import case_of_number, party_of
from plumbline.apps.documents.queries import case_file_pdf
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.authority.person import Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Attachment
from plumbline.core.procedures.document_kind import Volume
from plumbline.core.vocabulary import PARTY_KEY

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")
    registered_organ()


def filed(number: int) -> str:
    case = opened("2026-10-08 09:00", number=f"青市监立〔2026〕{number}号")
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return case


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def card(desk: Any, case: str) -> str:
    found = soup(desk.get(f"/cases/{case}/")).find("section", attrs={"aria-labelledby": "pl-links"})
    return str(found.get_text(" ", strip=True))


def test_a_case_is_joined_through_its_panel_and_both_pages_show_it() -> None:
    case, lead = filed(11), filed(12)
    desk = desk_of(QIN)
    panel = soup(part(desk, f"/cases/{case}/links/"))
    assert [one.get_text(strip=True) for one in panel.find_all("summary")] == [
        "并入主案",
        "分案",
        "登记关联案件、复议或者诉讼",
    ]
    seen = panel.find("input", id="join_seen")["value"]
    sent = {"number": "青市监立〔2026〕99号", "reason": "同一当事人", "seen": seen}
    answer = desk.post(f"/cases/{case}/links/join/", sent)
    assert answer.status_code == 422
    assert "没有您可以查看的案件" in soup(answer).find(id="join_number_error").get_text()
    answer = desk.post(f"/cases/{case}/links/join/", {**sent, "number": "青市监立〔2026〕12号"})
    assert answer.status_code == 302
    assert "并入主案 青市监立〔2026〕12号" in card(desk, case)
    assert "并入本案 青市监立〔2026〕11号" in card(desk, lead)
    page = soup(desk.get(f"/cases/{case}/"))
    assert "已并案" in page.find(class_="pl-title").get_text()
    line = next(one.get_text() for one in page.select("tr[id^=r-]") if "并入主案" in one.get_text())
    assert "并入主案 青市监立〔2026〕12号" in line
    assert "同一当事人" in line
    sent = {"reason": "分别办理", "seen": len(case_records(case))}
    assert desk.post(f"/cases/{case}/links/undo/", sent).status_code == 302
    for one, said in ((case, "并入主案 青市监立〔2026〕12号"), (lead, "并入本案 青市监立〔2026〕11号")):
        text = soup(desk.get(f"/cases/{one}/")).get_text(" ", strip=True)
        assert said in text  # what was undone stays to be read, by numbers as before
        assert "已作废" in text
        record = next(held.record.id for held in case_records(one) if held.record.step == JOIN_STEP)
        assert said in soup(desk.get(f"/cases/{one}/record/{record}/")).get_text(" ", strip=True)


def test_the_number_of_another_organ_tells_nothing() -> None:
    case = filed(11)
    stranger = person(Role.OFFICER, "XF-0001", OTHER_ORGAN)
    sent = {"number": "青市监立〔2026〕11号", "kind": "related", "organ": "", "reason": ""}
    own = open_case(
        person=stranger,
        place=Place(OTHER_ORGAN, "650105"),
        opening=Opening("permit", "青消许案〔2026〕1号", "经营许可"),
        now=instant("2026-10-08 09:00"),
    )
    desk = desk_of(stranger)
    unknown = soup(desk.post(f"/cases/{own}/links/add/", {**sent, "number": "无此号"}))
    known = soup(desk.post(f"/cases/{own}/links/add/", sent))
    told = [one.find(id="link_number_error").get_text().split("“")[0] for one in (unknown, known)]
    assert told[0] == told[1]
    assert desk.get(f"/cases/{case}/links/").status_code == 403
    assert desk.get(f"/cases/new/?from={case}&procedure=penalty.ordinary").status_code == 403


def test_a_case_is_split_with_the_acts_chosen() -> None:
    case = filed(11)
    desk = desk_of(QIN)
    address = f"/cases/{case}/links/split/"
    form = soup(desk.get(f"/cases/{case}/links/")).find("form", action=address)
    assert form.find(id="split_party_name")["value"] == "青石区恒岳机械加工有限公司"
    record = form.find("input", attrs={"name": "cited"})["value"]
    sent = {"cause": "另一违法行为", "party_name": "青石区另一公司", "reason": "分别处理"}
    assert desk.post(address, sent).status_code == 422
    answer = desk.post(address, {**sent, "cited": [record]})
    assert answer.status_code == 302
    new = case_of_number("青市监立〔2026〕1号")
    assert new
    assert f"/cases/{new}/" in answer.headers["Location"]
    assert party_of(read_case(new).party_records)["party_name"] == "青石区另一公司"
    assert "分自 青市监立〔2026〕11号" in card(desk, new)
    assert "分出 青市监立〔2026〕1号" in card(desk, case)
    assert "1 act cited" in desk.get(f"/cases/{new}/", headers={"Accept-Language": "en"}).content.decode()


def test_whoever_is_the_party_of_a_case_split_off_is_checked_as_at_an_opening() -> None:
    case = filed(11)
    desk = desk_of(QIN)
    address = f"/cases/{case}/links/split/"
    form = soup(desk.get(f"/cases/{case}/links/")).find("form", action=address)
    assert form.find(id="split_party_kind").find("option", selected=True)["value"] == "organisation"
    record = form.find("input", attrs={"name": "cited"})["value"]
    sent = {"cause": "另一违法行为", "party_name": "青石区另一公司", "reason": "分别处理", "cited": [record]}
    sent["party_kind"] = "organisation"
    answer = desk.post(address, {**sent, "party_number": "91659900MA7QT2K3XC"})
    assert answer.status_code == 422
    assert "校验" in soup(answer).find(id="split_party_number_error").get_text()
    assert desk.post(address, {**sent, "party_kind": "citizen"}).status_code == 302
    new = case_of_number("青市监立〔2026〕1号")
    assert new
    header = read_case(new).history.header
    assert header["party_kind"] == "citizen"


def test_the_key_of_a_party_does_not_go_along_to_another() -> None:
    facts = {"party_kind": "organisation"}
    case = opened("2026-10-08 09:00", "inspection", number="青市监检案〔2026〕1号", facts=facts)
    did(case, "record", "2026-10-09 15:00", mode="attest", finding="problem", papers=("现场检查笔录",))
    cited = case_records(case)[-1].record.id
    sent = {"cause": "另一处场所", "party_name": "青石区另一公司", "reason": "分别检查", "cited": [cited]}
    answer = desk_of(QIN).post(f"/cases/{case}/links/split/", {**sent, **facts})
    assert answer.status_code == 302
    new = answer.headers["Location"].split("/")[2]
    assert read_case(case).history.header[PARTY_KEY]
    assert read_case(new).history.header.get(PARTY_KEY) is None


def test_the_record_of_a_split_leads_to_the_acts_it_cites() -> None:
    case = filed(11)
    desk = desk_of(QIN)
    cited = case_records(case)[-1].record.id
    sent = {"cause": "另一违法行为", "party_name": "青石区另一公司", "reason": "分别处理", "cited": [cited]}
    desk.post(f"/cases/{case}/links/split/", {**sent, "party_kind": "organisation"})
    new = case_of_number("青市监立〔2026〕1号")
    split = next(one.record.id for one in case_records(str(new)) if one.record.step == "split_case")
    page = soup(desk.get(f"/cases/{new}/record/{split}/"))
    link = page.find("a", href=f"/cases/{case}/record/{cited}/")
    assert "10-08 立案" in link.get_text(strip=True)
    papers = soup(desk.get(f"/cases/{new}/")).find("section", attrs={"aria-labelledby": "pl-papers"})
    assert "立案审批表 引用" in papers.get_text(" ", strip=True), "what is cited is in the file"
    bound = volume_data(read_case(str(new)), Volume.MAIN).papers
    assert [one.title for one in bound] == ["立案审批表（引自 青市监立〔2026〕11号）"]


def test_a_joined_case_leads_to_its_lead_and_offers_nothing_of_its_own() -> None:
    case, lead = filed(11), filed(12)
    desk = desk_of(QIN)
    before = soup(desk.get(f"/cases/{case}/")).get_text()
    assert "采取行政强制措施" in before
    sent = {"number": "青市监立〔2026〕12号", "reason": "同一当事人", "seen": len(case_records(case))}
    assert desk.post(f"/cases/{case}/links/join/", sent).status_code == 302
    page = soup(desk.get(f"/cases/{case}/"))
    may = page.find("section", class_="pl-may")
    main = may.select_one(".pl-button-main")
    assert main["href"] == f"/cases/{lead}/"
    assert "青市监立〔2026〕12号" in main.get_text()
    assert f"/cases/{case}/act/" not in str(may)
    assert may.find(class_="pl-barred") is None
    assert "采取行政强制措施" not in page.get_text()
    refused = desk.post(f"/cases/{case}/act/pay_fine/", {"at": "2026-10-12T09:00", "seen": 5})
    assert refused.status_code == 422
    assert "已并入主案" in soup(refused).get_text()


def test_a_penalty_is_opened_from_an_inspection_without_typing_twice() -> None:
    source = opened("2026-10-08 09:00", "inspection", number="青市监检案〔2026〕1号", facts={})
    desk = desk_of(QIN)
    assert "由本案开立" not in soup(desk.get(f"/cases/{source}/links/")).get_text()
    did(source, "record", "2026-10-09 15:00", mode="attest", finding="problem", papers=("现场检查笔录",))
    links = soup(desk.get(f"/cases/{source}/")).select("section[aria-labelledby=pl-links] a.pl-button")
    link = next(one["href"] for one in links if "立案处罚（普通程序）" in one.get_text())
    form = soup(desk.get(link)).find("form", class_="pl-form")
    assert form.find(id="open_party_name")["value"] == "青石区恒岳机械加工有限公司"
    assert form.find(id="open_cause")["value"] == "未按规定检测安全设备"
    assert [one.get_text(strip=True) for one in form.select("#open_procedure option")][1:] == [
        "行政处罚普通程序"
    ]
    boxes = form.find_all("input", attrs={"name": "evidence"})
    assert boxes[0].has_attr("checked")
    sent = {one["name"]: one.get("value", "") for one in form.find_all("input")}
    sent |= {"procedure": "penalty.ordinary", "evidence": boxes[0]["value"], "party_number": ""}
    answer = desk.post("/cases/new/", sent)
    assert answer.status_code == 302, soup(answer).find(class_="pl-errors")
    new = case_of_number("青市监立〔2026〕1号")
    assert new
    assert "来源案件 青市监检案〔2026〕1号" in card(desk, new)
    assert "引出案件 青市监立〔2026〕1号" in card(desk, source)
    filing = soup(desk_of(HEAD).get(f"/cases/{new}/act/file_case/"))
    assert filing.find(id="act_f_source").find("option", selected=True)["value"] == "inspection"
    assert filing.find(id="act_f_found_on")["value"] == "2026-10-09"
    assert "取自 青市监检案〔2026〕1号" in filing.find(id="act_f_found_on_hint").get_text()
    records = soup(desk.get(f"/cases/{new}/")).get_text()
    assert "带入 1 条记录" in records
    assert parse_day("2026-10-09") == read_case(source).history.acts[-1].day


def test_a_reconsideration_is_a_number_of_another_body() -> None:
    case = filed(11)
    desk = desk_of(QIN)
    sent = {"kind": "reconsideration", "number": "青政复〔2026〕3号", "organ": "青石区人民政府", "reason": ""}
    assert desk.post(f"/cases/{case}/links/add/", sent).status_code == 302
    assert "行政复议 青政复〔2026〕3号 青石区人民政府" in card(desk, case)


def test_a_wrong_note_of_another_case_is_taken_back_in_both() -> None:
    case, other = filed(11), filed(12)
    desk = desk_of(QIN)
    assert "撤回误登的关联" not in desk.get(f"/cases/{case}/links/").content.decode()
    related = {"kind": "related", "number": "青市监立〔2026〕12号", "organ": "", "reason": "同一当事人"}
    suit = {"kind": "suit", "number": "（2026）青01行初3号", "organ": "青石区人民法院", "reason": ""}
    for sent in (related, suit):
        assert desk.post(f"/cases/{case}/links/add/", sent).status_code == 302
    assert "青市监立〔2026〕12号" in card(desk, case)
    form = soup(desk.get(f"/cases/{case}/links/")).find("form", action=f"/cases/{case}/links/unlink/")
    notes = {one.get_text(strip=True): one["value"] for one in form.select("option")}
    assert list(notes) == ["关联案件 青市监立〔2026〕12号", "行政诉讼 （2026）青01行初3号 青石区人民法院"]
    for record in notes.values():
        sent = {"record": record, "reason": "案号误填", "seen": len(case_records(case))}
        assert desk.post(f"/cases/{case}/links/unlink/", sent).status_code == 302
    assert "青市监立〔2026〕12号" not in card(desk, case)
    assert "行初3号" not in card(desk, case)
    assert "青市监立〔2026〕11号" not in card(desk, other), "taken back there too"
    assert "案号误填" in soup(desk.get(f"/cases/{other}/")).get_text()
    gone = {"record": next(iter(notes.values())), "reason": "再撤一次", "seen": ""}
    assert desk.post(f"/cases/{case}/links/unlink/", gone).status_code == 422


def test_who_may_only_read_gets_no_panel() -> None:
    case = filed(11)
    desk = desk_of(person(Role.REVIEWER, "QS-0200"))
    assert "并案、分案、关联" not in card(desk, case)
    assert desk.get(f"/cases/{case}/links/").status_code == 403


def test_acts_on_the_case_as_a_whole_stand_together() -> None:
    case = filed(11)
    folded = soup(desk_of(QIN).get(f"/cases/{case}/")).select(".pl-may-more")
    whole = next(one for one in folded if "案件整体" in one.summary.get_text())
    assert [one.get_text(strip=True) for one in whole.find_all("a", class_="pl-button")] == [
        "涉嫌犯罪移送司法机关",
        "销案",
        "移送其他机关",
        "并案、分案、关联",
    ]
    rest = next(one for one in folded if one is not whole)
    assert "销案" not in rest.get_text()


def test_enforcement_is_opened_from_a_penalty_with_its_sum() -> None:
    penalty = filed(11)
    did(penalty, "decide", "2026-10-09 09:00", by=HEAD, mode="attest", outcome="penalty", fine=Decimal(3000))
    did(penalty, "serve", "2026-10-10 09:00", mode="attest", method="direct")
    desk = desk_of(QIN)
    form = soup(desk.get(f"/cases/new/?from={penalty}&procedure=compulsory.enforcement")).find(
        "form", class_="pl-form"
    )
    sent = {one["name"]: one.get("value", "") for one in form.find_all("input") if one["name"] != "evidence"}
    sent |= {"procedure": "compulsory.enforcement", "party_number": ""}
    assert desk.post("/cases/new/", sent).status_code == 302
    new = case_of_number("青市监强案〔2026〕1号")
    assert new
    assert "来源案件 青市监立〔2026〕11号" in card(desk, new)
    demand = soup(desk.get(f"/cases/{new}/act/demand/"))
    assert demand.find(id="act_f_amount")["value"] == "3000.00"
    assert "引出案件 青市监强案〔2026〕1号" in card(desk, penalty)


def test_the_panel_that_htmx_brings_equals_the_page() -> None:
    case = filed(11)
    assert_same_page(desk_of(QIN), f"/cases/{case}/", f"/cases/{case}/links/", "pl-panel")


@pytest.mark.parametrize(
    ("procedure", "step"),
    [("enterprise.visit", "visit"), ("enterprise.checkup", "agree"), ("law.talk", "hold_talk")],
)
def test_what_a_visit_shows_is_evidence_of_nothing(procedure: str, step: str) -> None:
    visit = opened("2026-10-08 09:00", procedure, number="青市监走〔2026〕1号", facts={})
    penalty, desk = filed(11), desk_of(QIN)
    page = soup(desk.get(f"/cases/{visit}/"))
    assert page.find(id="pl-links") is None
    assert f"/cases/{visit}/links/" not in str(page)
    assert page.find("a", href=f"/cases/{visit}/act/{step}/")
    form = soup(desk.get(f"/cases/{visit}/act/{step}/"))
    assert form.find(id="act_at")
    assert form.find("input", attrs={"type": "file"}) is None
    assert "不与其他案件并案、分案或者关联" in soup(desk.get(f"/cases/{visit}/links/")).get_text()
    for one, other in ((visit, "青市监立〔2026〕11号"), (penalty, "青市监走〔2026〕1号")):
        sent = {
            "number": other,
            "kind": "related",
            "organ": "",
            "reason": "线索",
            "seen": len(case_records(one)),
        }
        answer = desk.post(f"/cases/{one}/links/add/", sent)
        assert answer.status_code == 422
        assert "以函转有权机关" in soup(answer).find(id="link_number_error").get_text()
    photo = Attachment("photo", "image/png", 3, "0" * 64, salted=True)
    act = Act(step, Moment("2026-10-08T10:00+08:00", "minute"), attachments=(photo,))
    with pytest.raises(KeepsNoFiles):
        perform_act(
            person=QIN, case=visit, act=act, seen=None, now=instant("2026-10-08 10:00"), mode="attest"
        )


def test_the_file_of_the_lead_holds_the_papers_of_the_case_that_was_joined() -> None:
    case, lead = filed(11), filed(12)
    did(case, "investigate", "2026-10-09 09:00", mode="attest", papers=("现场检查笔录",), kind="inspection")
    did(case, "collective_discussion", "2026-10-09 10:00", by=HEAD, mode="attest", papers=("集体讨论笔录",))
    now = instant("2026-10-09 11:00")
    join_case(person=QIN, case=case, lead=lead, reason="同一当事人", seen=None, now=now)
    main = volume_data(read_case(lead), Volume.MAIN)
    assert main.joined == "青市监立〔2026〕11号"
    mark = "（并入案件 青市监立〔2026〕11号）"
    titles = [one.title for one in main.papers]
    assert "立案审批表" in titles
    assert {f"立案审批表{mark}", f"现场检查笔录{mark}"} <= set(titles)
    assert not any("集体讨论" in one for one in titles), "what is internal lies in the other volume"
    internal = [one.title for one in volume_data(read_case(lead), Volume.INTERNAL).papers]
    assert internal == [f"集体讨论笔录{mark}"]
    pages = [one.extract_text() for one in PdfReader(BytesIO(case_file_pdf(main))).pages]
    assert "并入案件" in pages[0]
    listed = pages[1].replace("\n", "").replace(" ", "")
    assert f"现场检查笔录{mark}".replace(" ", "") in listed
    undo_joining(person=QIN, case=case, reason="不是同一行为", seen=None, now=now + 1)
    assert not any(mark in one.title for one in volume_data(read_case(lead), Volume.MAIN).papers)
