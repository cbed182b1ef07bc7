"""Pages of cases, asked as people of the organ: what they show, what they refuse, what they never lose."""

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    LU,
    ORGAN,
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

from plumbline.apps.casework.actions import keep_view
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def october(settings):
    settings.CLOCK = lambda: instant("2026-10-12 09:20")


@pytest.fixture
def case() -> str:
    built = opened("2026-10-08 09:00")
    did(built, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return built


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response) -> str:
    return soup(response).get_text(" ", strip=True)


def test_my_work_lists_what_i_handle_with_its_due_day(case) -> None:
    answer = desk_of(QIN).get("/my-work/?tab=open")
    assert answer.status_code == 200
    assert "青市监立〔2026〕1号" in text(answer)
    assert "青石区恒岳机械加工有限公司" in text(answer)
    assert "剩 " in text(answer)


def test_an_empty_list_says_what_comes_next(case) -> None:
    found = text(desk_of(LU).get("/my-work/?tab=overdue"))
    assert "没有逾期的办理期限" in found, "and not that nothing is overdue: a publication may be"
    assert "没有符合条件的案件" in text(desk_of(LU).get("/cases/?q=没有这样的案件"))


def test_a_full_number_leads_to_the_case(case) -> None:
    answer = desk_of(QIN).get("/cases/?q=青市监立〔2026〕1号")
    assert answer.status_code == 302
    assert answer.url == f"/cases/{case}/"


def test_the_list_as_part_is_the_list_of_the_page(case) -> None:
    desk = desk_of(QIN)
    whole = soup(desk.get("/cases/?tab=open")).find(id="list")
    alone = soup(part(desk, "/cases/?tab=open"))
    assert whole.table == alone.table
    assert whole.nav == alone.nav


def test_filters_stay_in_the_address_and_views_keep_them(case) -> None:
    keep_view(person=QIN, list_name="cases", name="需法制审核", filters="tab=open")
    desk = desk_of(QIN)
    key = desk.get("/cases/").wsgi_request.user.key
    desk.post("/cases/views/", {"name": "本周", "list": "cases", "filters": "tab=week"})
    page = text(desk.get("/cases/"))
    assert "本周" in page
    assert key
    desk.post("/cases/views/", {"name": "本周", "list": "cases", "drop": "1"})
    assert "本周" not in text(desk.get("/cases/"))


def test_export_neutralises_what_a_spreadsheet_would_run() -> None:
    opened("2026-10-08 09:00", number="=1+1")
    answer = desk_of(QIN).get("/cases/export.csv")
    assert "'=1+1" in answer.content.decode("utf-8-sig")
    assert "attachment" in answer["Content-Disposition"]


def test_the_case_page_shows_where_it_stands_and_what_may_be_done(case) -> None:
    page = soup(desk_of(HEAD).get(f"/cases/{case}/"))
    assert page.h1.get_text(strip=True).startswith("青石区恒岳机械加工有限公司")
    may = page.find(class_="pl-may").get_text(" ", strip=True)
    assert "调查终结" in may
    assert "作出决定" in page.find(class_="pl-barred").get_text()
    clocks = page.find(class_="pl-clocks").get_text(" ", strip=True)
    assert "作出决定" in clocks
    assert "90日" in clocks


def test_a_refusal_shows_article_lack_and_mend_and_keeps_what_was_typed(case) -> None:
    desk = desk_of(HEAD)
    address = f"/cases/{case}/act/decide/"
    before = len(case_records(case))
    answer = part(
        desk, address, {"at": "2026-10-12T09:00", "f_outcome": "penalty", "f_fine": "5000", "seen": before}
    )
    assert answer.status_code == 422
    panel = soup(answer).find(class_="pl-refusal")
    assert panel["role"] == "alert"
    assert "行政处罚法" in panel.get_text()
    assert "调查终结" in panel.footer.get_text()
    assert "内容未丢失" in panel.footer.get_text()
    assert len(case_records(case)) == before
    again = soup(desk.get(address)).find(id="act_f_fine")
    assert again["value"] == "5000"


def test_the_refusal_of_the_whole_page_is_that_of_the_part(case) -> None:
    desk = desk_of(HEAD)
    data = {"at": "2026-10-12T09:00", "f_outcome": "penalty", "seen": len(case_records(case))}
    alone = soup(part(desk, f"/cases/{case}/act/decide/", data)).find(class_="pl-refusal")
    whole = soup(desk.post(f"/cases/{case}/act/decide/", data)).find(id="pl-panel").find(class_="pl-refusal")
    assert alone == whole


def test_what_cannot_be_read_is_said_at_its_field(case) -> None:
    answer = desk_of(HEAD).post(
        f"/cases/{case}/act/decide/", {"at": "yesterday", "f_outcome": "penalty", "f_fine": "many", "seen": 1}
    )
    page = soup(answer)
    assert answer.status_code == 422
    assert page.find(id="act_f_fine")["aria-invalid"] == "true"
    assert page.find(id="act_at")["aria-invalid"] == "true"
    assert page.find(class_="pl-errors")


def test_an_act_is_done_and_shown(case) -> None:
    desk, seen = desk_of(QIN), len(case_records(case))
    sent = {f"f_{name}": {True: "1", False: "0"}.get(value, value) for name, value in INVESTIGATED.items()}
    refused = desk.post(f"/cases/{case}/act/investigate/", {"at": "2026-10-12T09:00", "seen": seen, **sent})
    assert refused.status_code == 422, "one officer is not enough"
    attested = {"at": "2026-10-12T09:00", "seen": seen, "attest": "1", **sent}
    done = desk.post(f"/cases/{case}/act/investigate/", attested)
    assert done.status_code == 302
    assert "调查取证" in text(desk.get(f"/cases/{case}/"))


def test_an_interview_says_its_language_and_a_correction_keeps_the_interpreter(case) -> None:
    desk, address = desk_of(QIN), f"/cases/{case}/act/investigate/"
    sent = {
        "at": "2026-10-12T09:00",
        "seen": len(case_records(case)),
        "f_kind": "interview",
        "papers": "询问笔录",
    }
    refused = desk.post(address, sent)
    assert (refused.status_code, soup(refused).find(id="act_f_language")["aria-invalid"]) == (422, "true")
    told = {**sent, "f_language": "维吾尔语", "f_interpreter": "测试译员", "attest": "1"}
    assert desk.post(address, told).status_code == 302
    record = case_records(case)[-1].record
    assert (record.fields["language"], "interpreter" in record.fields) == ("维吾尔语", False)
    form = soup(desk.get(f"/cases/{case}/record/{record.id}/correct/"))
    assert form.find(id="act_f_interpreter")["value"] == "测试译员"


def test_the_second_of_two_is_told_what_came_between_and_loses_nothing(case) -> None:
    seen = len(case_records(case))
    did(case, "withdraw_case", "2026-10-12 09:10", by=QIN)
    answer = part(
        desk_of(LU),
        f"/cases/{case}/act/assign_officers/",
        {"at": "2026-10-12T09:00", "seen": seen, "attest": "1"},
    )
    page = soup(answer)
    assert answer.status_code == 409
    assert "销案" in page.find(class_="pl-conflict").get_text()
    assert page.find(id="act_at")["value"] == "2026-10-12T09:00"


def test_a_clock_explains_itself_over_the_holiday(case) -> None:
    page = soup(desk_of(HEAD).get(f"/cases/{case}/"))
    link = page.find(class_="pl-clocks").find("a")["href"]
    told = text(desk_of(HEAD).get(link))
    assert "次日起算" in told or "起算" in told
    assert soup(part(desk_of(HEAD), link)).find(class_="pl-explained")


def test_correcting_needs_a_reason_and_keeps_the_old_record(case) -> None:
    desk = desk_of(HEAD)
    wrong = case_records(case)[-1].record
    address = f"/cases/{case}/record/{wrong.id}/correct/"
    form = soup(desk.get(address)).find(class_="pl-form")
    assert form.find(id="act_f_source").find("option", selected=True)["value"] == "inspection"
    sent = {"at": "2026-10-08T10:30", "f_source": "report", "seen": len(case_records(case))}
    assert desk.post(address, sent).status_code == 422
    assert desk.post(address, {**sent, "reason": "来源误录"}).status_code == 302
    page = soup(desk.get(f"/cases/{case}/"))
    assert page.find("del")


def register_colleague(number: str) -> None:
    """An officer of the organ stands in the register, so that a form can name them."""
    day, by = parse_day("2026-01-05"), person(Role.SUPERVISOR, "SF-0001", "organ-justice")
    values = {"officer_no": number, "name": "测试同事", "organ_no": ORGAN}
    told = {"division": "650105", "by": by, "now": instant("2026-01-05 09:00"), "today": day}
    register("officer", number, [RegisterAct("register_officer", day, values)], **told)


def test_a_correction_begins_with_the_day_the_end_and_the_colleague_of_its_record(case) -> None:
    registered_organ()
    register_colleague("QS-0002")
    desk, address = desk_of(QIN), f"/cases/{case}/act/investigate/"
    told = {"at": "2026-10-09T00:00", "until": "2026-10-10T00:00", "day_only": "on", "f_kind": "inquest"}
    sent = {**told, "seen": len(case_records(case)), "attest": "1", "others": ["QS-0002"]}
    assert desk.post(address, sent).status_code == 302
    record = case_records(case)[-1].record
    said = (record.at.value, record.at.precision, record.until and record.until.value)
    assert said == ("2026-10-09", "day", "2026-10-10")
    form = soup(desk.get(f"/cases/{case}/record/{record.id}/correct/"))
    shown = {name: form.find(id=f"act_{name}")["value"] for name in ("at", "until")}
    assert shown == {"at": "2026-10-09T00:00", "until": "2026-10-10T00:00"}
    assert form.find(id="act_day_only").has_attr("checked")
    ticked = [one["value"] for one in form.select("input[name=others]") if one.has_attr("checked")]
    assert ticked == ["QS-0002"]


def test_the_record_of_another_role_is_told_apart_and_stays(case) -> None:
    filed = next(one.record for one in case_records(case) if one.record.step == "file_case")
    address, seen = f"/cases/{case}/record/{filed.id}/correct/", len(case_records(case))
    for answer in (desk_of(QIN).get(address), desk_of(QIN).post(address, {"void": "1", "reason": "不服"})):
        assert answer.status_code == 422
        assert "行政机关负责人" in soup(answer).find(class_="pl-refusal").get_text()
    assert len(case_records(case)) == seen


def test_a_record_has_a_page_of_its_own(case) -> None:
    record = case_records(case)[-1].record
    found = text(desk_of(HEAD).get(f"/cases/{case}/record/{record.id}/"))
    assert "执法主体层级：县级以上" in found
    assert record.pack in found


def test_the_second_officer_confirms_on_the_record_page(case) -> None:
    record = did(case, "investigate", "2026-10-09 09:00", with_=("QS-0002",), **INVESTIGATED).receipt.record
    address = f"/cases/{case}/record/{record.id}/"
    assert "QS-0002（待确认）" in text(desk_of(QIN).get(f"/cases/{case}/"))
    assert "确认本人共同办理" not in text(desk_of(QIN).get(address))
    desk = desk_of(LU)
    assert "确认本人共同办理" in text(desk.get(address))
    assert desk.post(f"{address}confirm/").status_code == 302
    assert "确认本人共同办理" not in text(desk.get(address))
    assert "待确认" not in text(desk.get(f"/cases/{case}/"))


def test_a_new_case_is_opened_and_handled_by_whoever_opened_it() -> None:
    desk = desk_of(QIN)
    registered_organ()
    sent = {
        "procedure": "penalty.ordinary",
        "cause": "占道经营",
        "party_kind": "organisation",
        "party_name": "某公司",
    }
    answer = desk.post("/cases/new/", sent)
    assert answer.status_code == 302
    found = text(desk.get("/my-work/?tab=open"))
    assert "占道经营" in found
    assert "青市监立〔2026〕1号" in found
    assert desk.post("/cases/new/", {"procedure": "penalty.ordinary"}).status_code == 422


def test_an_organ_without_a_word_for_numbers_is_told_where_to_state_it() -> None:
    sent = {"procedure": "permit", "cause": "经营许可", "party_name": "某公司"}
    answer = desk_of(QIN).post("/cases/new/", sent)
    assert answer.status_code == 422
    assert "发文机关代字" in soup(answer).find(id="open_procedure_error").get_text()
    assert soup(answer).find(id="open_cause")["value"] == "经营许可"


def test_a_case_is_assigned_to_others_with_a_reason(case) -> None:
    desk = desk_of(HEAD)
    address = f"/cases/{case}/assign/"
    assert desk.post(address, {"officers": "QS-0002"}).status_code == 422
    assert desk.post(address, {"officers": "QS-0002", "reason": "调岗"}).status_code == 302
    assert "青市监立" in text(desk_of(LU).get("/my-work/?tab=open"))


def test_other_organs_and_roles_are_kept_out(case) -> None:
    stranger = desk_of(person(Role.OFFICER, "XF-0001", OTHER_ORGAN))
    assert stranger.get(f"/cases/{case}/").status_code == 403
    supervisor = desk_of(SUPERVISOR)
    assert supervisor.get(f"/cases/{case}/").status_code == 200
    assert supervisor.get(f"/cases/{case}/act/decide/").status_code == 403


def test_what_is_not_there_is_said_so(case) -> None:
    desk = desk_of(HEAD)
    for address in (
        f"/cases/{case}/act/dance/",
        f"/cases/{case}/record/none/",
        f"/cases/{case}/clock/no-rule/x/",
    ):
        assert desk.get(address).status_code == 404
    assert desk.get("/cases/no-such-case/").status_code == 404


def test_every_article_link_opens_something(case) -> None:
    desk = desk_of(HEAD)
    page = soup(desk.get(f"/cases/{case}/"))
    links = {a["href"] for a in page.find_all("a") if a["href"].startswith("/law/")}
    assert links
    for link in links:
        assert "要旨" in text(desk.get(link)), link
