"""The pages of registers, accounts and readings, as the people who may open them use them."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.builders.pages import assert_same_page
from tests.builders.signing_in import NOW, account, signed_in
from tests.builders.small_pack import day

from plumbline.apps.jobs.worker import Worker
from plumbline.apps.people import actions, queries
from plumbline.apps.people.actions import Act
from plumbline.apps.people.sheets import write_xlsx
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]

TODAY = day("2026-09-21")
WHO = Person("a1", "甲", Role.SUPERVISOR, "SFJ", ("650105",), "S001")
WHEN = {"by": WHO, "now": NOW, "today": TODAY}
ORGAN = {"organ_kind": "organ", "division_code": "650105"}


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Path) -> None:
    settings.CLOCK = lambda: NOW
    settings.DATA = tmp_path


@pytest.fixture
def organs() -> None:
    for code in ("A01", "A02"):
        values = {"organ_no": code, "name": f"青石区{code}局", **ORGAN}
        actions.register("organ", code, [Act("register_organ", TODAY, values)], **WHEN)


@pytest.fixture
def supervisor(organs: None) -> Client:
    account("super", Role.SUPERVISOR, organ="SFJ", divisions=["650105"], officer="S001")
    return signed_in("super")


def officer(code: str = "P001", organ: str = "A01", name: str = "乙丙") -> None:
    acts = [
        Act("register_officer", TODAY, {"officer_no": code, "name": name, "organ_no": organ}),
        Act(
            "issue_certificate",
            TODAY,
            {"certificate_no": f"650105{code}", "valid_from": TODAY, "valid_until": TODAY + 999},
        ),
    ]
    actions.register("officer", code, acts, **WHEN)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_a_list_is_searched_filtered_sorted_and_goes_out_as_it_is_seen(supervisor: Client) -> None:
    officer("P001")
    officer("P002", "A02", "丁戊")
    page = text(supervisor.get("/registers/officer/"))
    assert "乙丙" in page
    assert "丁戊" in page
    found = text(supervisor.get("/registers/officer/?q=丁戊"))
    assert "P002" in found
    assert "P001" not in found
    assert "没有找到" in text(supervisor.get("/registers/officer/?reviewer=yes"))
    newest = text(supervisor.get("/registers/officer/?order=-code"))
    assert newest.index("P002") < newest.index("P001")
    sheet = supervisor.get("/registers/officer/sheet.xlsx?q=丁戊")
    rows = list(load_workbook(io.BytesIO(sheet.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["人员编号", "P002"]
    lines = b"".join(supervisor.get("/registers/officer/sheet.csv").streaming_content).decode("utf-8-sig")
    assert lines.splitlines()[1].startswith("P001,乙丙,A01")


def test_a_part_of_the_list_leaves_the_page_that_is_shown_whole(supervisor: Client) -> None:
    officer()
    for question in ("?q=乙", "?reviewer=yes", "?order=-code", "?ended=all&page=2"):
        assert_same_page(supervisor, "/registers/officer/", f"/registers/officer/{question}", "list")


def test_an_officer_sees_the_own_organ_and_writes_nothing(organs: None) -> None:
    officer("P001")
    officer("P002", "A02", "丁戊")
    account("one", Role.OFFICER, organ="A01")
    client = signed_in("one")
    page = text(client.get("/registers/officer/"))
    assert "P001" in page
    assert "P002" not in page
    assert "登记</a>" not in page
    assert client.get("/registers/officer/entry/P001/").status_code == 200
    assert client.get("/registers/officer/entry/P002/").status_code == 403
    assert client.get("/registers/officer/new/").status_code == 403
    assert client.post("/registers/officer/import/").status_code == 403


def test_an_entry_is_made_changed_corrected_and_voided_in_the_browser(supervisor: Client) -> None:
    wrong = {"day": "2026-09-01", "officer_no": "P009", "name": "己", "organ_no": "Z99"}
    page = text(supervisor.post("/registers/officer/new/", wrong))
    assert "没有编号为“Z99”的执法主体" in page
    assert 'value="P009"' in page
    made = supervisor.post("/registers/officer/new/", {**wrong, "organ_no": "A01"})
    assert made["Location"] == "/registers/officer/entry/P009/"
    card = {
        "day": "2026-09-02",
        "certificate_no": "650105009",
        "valid_from": "2026-09-02",
        "valid_until": "2031-09-01",
    }
    issuing = "/registers/officer/entry/P009/act/issue_certificate/"
    refused = supervisor.post(issuing, card)
    assert refused.status_code == 422
    assert "监督条例》第十七条第二款" in refused.content.decode()
    assert 'value="650105009"' in refused.content.decode()
    exam = {"day": "2026-09-01", "exam_result": "exempt"}
    taken = "/registers/officer/entry/P009/act/record_exam/"
    assert "免试" in supervisor.post(taken, exam).content.decode(), "only with the legal qualification"
    assert supervisor.post(taken, {**exam, "exam_result": "passed"}).status_code == 302
    same = supervisor.post(issuing, {**card, "day": "2026-09-01"}).content.decode()
    assert "登记执法资格考试（2026-09-01）已有记录，但不能确定早于本次办理" in same, "not that the exam lacks"
    assert supervisor.post(issuing, card).status_code == 302
    page = text(supervisor.get("/registers/officer/entry/P009/"))
    assert "650105009" in page
    record = queries.history("officer", "P009")[-1].id
    again = {**card, "valid_until": "2030-09-01", "reason": "有效期填错"}
    assert supervisor.post(f"/registers/officer/entry/P009/correct/{record}/", again).status_code == 302
    page = text(supervisor.get("/registers/officer/entry/P009/"))
    assert "2030-09-01" in page
    assert "<del" in page
    newest = queries.history("officer", "P009")[-1].id
    gone = supervisor.post(f"/registers/officer/entry/P009/void/{newest}/", {"reason": "重复"})
    assert gone.status_code == 302
    assert queries.certificates("P009") == ()


def test_a_supervisor_registers_nothing_beyond_the_own_divisions(supervisor: Client) -> None:
    beyond = {"day": "2026-09-01", "organ_no": "B01", "name": "外区局", **ORGAN, "division_code": "650102"}
    assert supervisor.post("/registers/organ/new/", beyond).status_code == 403
    assert queries.organ("B01") is None
    here = supervisor.post("/registers/organ/new/", {**beyond, "division_code": "650105"})
    assert here.status_code == 302


def upload(client: Client, address: str, rows: list[list[str]]) -> Any:
    """Sent, taken in by the worker, and the page that says what became of it."""
    data = write_xlsx(rows[0], rows[1:])
    answer = client.post(address, {"sheet": SimpleUploadedFile("人员.xlsx", data)})
    assert re.fullmatch(r"/registers/\w+/import/job/\d+/", answer["Location"])
    assert "pl-progress" in client.get(answer["Location"]).content.decode()
    Worker(clock=lambda: NOW, name="w", pause=0).run(until_idle=True)
    return client.get(answer["Location"])


def batch_of(answer: Any) -> str:
    """The address of what waits."""
    found = re.search(r'"(/registers/\w+/import/\d+/)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_a_sheet_goes_in_and_what_waits_is_mended_and_sent_again(supervisor: Client) -> None:
    head = ["人员编号*", "姓名*", "所属主体编号*", "民族"]
    answer = upload(
        supervisor, "/registers/officer/import/", [head, ["P1", "甲", "A01", "x"], ["P2", "", "A01", "x"]]
    )
    assert "导入 1 行，待改 1 行" in text(answer)
    assert "民族" in text(answer)
    batch = batch_of(answer)
    page = text(supervisor.get(batch))
    assert "已导入 1 行，待改 1 行" in page
    assert "姓名没有填写" in page
    assert "补填姓名" in page
    sheet = supervisor.get(batch + "rows.xlsx")
    rows = [
        list(map(str, r))
        for r in load_workbook(io.BytesIO(sheet.content)).worksheets[0].iter_rows(values_only=True)
    ]
    rows[1][rows[0].index("姓名")] = "补上"
    cleaned = [[("" if c == "None" else c) for c in row] for row in rows]
    assert "导入 1 行，待改 0 行" in text(upload(supervisor, batch, cleaned))
    assert queries.entry("officer", "P2").name == "补上"
    broken = supervisor.post("/registers/officer/import/", {"sheet": SimpleUploadedFile("x.xlsx", b"MZ\x90")})
    assert "不是 xlsx 或者 csv 文件" in text(broken)


def test_a_row_is_mended_in_the_page(supervisor: Client) -> None:
    head = ["人员编号", "姓名", "所属主体编号"]
    answer = upload(
        supervisor,
        "/registers/officer/import/",
        [head, ["P1", "", "A01"], ["P2", "乙", "Z99"], ["P3", "丙", "A01"]],
    )
    batch = batch_of(answer)
    assert "导入 1 行，待改 2 行" in text(answer)
    row = f"{batch}row/2/"
    assert row in supervisor.get(batch).content.decode()
    page = BeautifulSoup(supervisor.get(row).content, "html.parser")
    fields = {one["name"]: one.get("value", "") for one in page.find_all("input", {"class": "pl-input"})}
    name = page.find("label", string=re.compile("姓名"))["for"].removeprefix("cell_")
    assert "姓名没有填写" in page.get_text()
    wrong = supervisor.post(row, fields)
    assert wrong.status_code == 422
    assert (
        "姓名没有填写" in BeautifulSoup(wrong.content, "html.parser").find(id=f"cell_{name}_error").get_text()
    )
    mended = supervisor.post(row, {**fields, name: "补上"})
    assert mended["Location"] == f"{batch}row/3/", "on to the next one"
    assert queries.entry("officer", "P1").name == "补上"
    assert supervisor.get(row)["Location"] == batch, "the row waits no longer"
    stranger = signed_in(account("other", Role.SUPERVISOR, organ="XX", divisions=["650105"]) and "other")
    assert stranger.get(f"{batch}row/3/").status_code == 404


def test_a_sheet_without_its_columns_is_told_on_the_page_of_the_import(supervisor: Client) -> None:
    answer = upload(supervisor, "/registers/officer/import/", [["甲", "乙"], ["1", "2"]])
    assert "表头缺少" in text(answer)
    other = signed_in(account("else", Role.SUPERVISOR, organ="SFJ", divisions=["650105"]) and "else")
    assert other.get(answer.wsgi_request.path).status_code == 404, "an import is whose it is"


def test_a_head_imports_for_the_own_organ_alone(organs: None) -> None:
    account("head", Role.AGENCY_HEAD, organ="A01")
    client = signed_in("head")
    head = ["事项编码", "事项名称", "实施机关编号", "职权类型", "设定和实施依据"]
    rows = [head, ["Q1", "甲", "A01", "行政处罚", "处罚法 §9"], ["Q2", "乙", "A02", "行政处罚", "处罚法 §9"]]
    answer = upload(client, "/registers/power/import/", rows)
    assert "不在本人的登记范围内" in text(client.get(batch_of(answer)))
    assert queries.entry("power", "Q1") is not None
    assert queries.entry("power", "Q2") is None


def test_the_yearly_check_is_ticked_and_entered_in_one_go(supervisor: Client) -> None:
    officer("P001")
    officer("P002", "A02")
    page = BeautifulSoup(supervisor.get("/registers/officer/yearly-check/").content, "html.parser")
    row = [cell.get_text(strip=True) for cell in page.select("tbody tr")[0].select("td")]
    assert (row[1], row[3], row[5]) == ("650105P001", "青石区A01局", "有效")
    refused = supervisor.post("/registers/officer/yearly-check/", {"result": "passed"})
    assert "没有勾选证件" in text(refused)
    answer = supervisor.post(
        "/registers/officer/yearly-check/", {"chosen": ["650105P001"], "result": "passed"}
    )
    assert answer.status_code == 302
    assert queries.certificates("P001")[0].checks == ((2026, "passed"),)
    left = text(supervisor.get("/registers/officer/yearly-check/"))
    assert "已登记 1 本证件：审验合格" in left
    assert "650105P001" not in left
    assert "650105P002" in left


def test_a_partys_data_is_shown_for_a_reason_and_the_reading_is_kept(organs: None) -> None:
    account("one", Role.OFFICER, organ="A01", officer="P001")
    account("other", Role.OFFICER, organ="A02")
    account("audit", Role.AUDIT_ADMIN, divisions=["650105"])
    client = signed_in("one")
    party = {
        "day": "2026-09-01",
        "party_kind": "citizen",
        "name": "庚辛",
        "identity_code": "650105199001010016",
    }
    made = client.post("/registers/party/new/", party)
    assert made.status_code == 302
    assert "庚辛" not in text(client.get(made["Location"]))
    assert signed_in("other").get(made["Location"]).status_code == 403
    assert "庚辛" not in text(client.post(made["Location"] + "personal/", {"reason": " "}))
    assert queries.access_records()[1] == 0
    shown = text(client.post(made["Location"] + "personal/", {"reason": "青石案〔2026〕1号"}))
    assert "庚辛" in shown
    told = text(signed_in("audit").get("/access-records/"))
    assert "青石案〔2026〕1号" in told
    assert "庚辛" not in told
    assert client.get("/access-records/").status_code == 403


def test_the_security_administrator_opens_grants_withdraws_and_unlocks(organs: None) -> None:
    account("sec", Role.SECURITY_ADMIN, divisions=["650105"])
    client = signed_in("sec")
    new = {"username": "new.one", "name": "壬", "organ": "A01", "password": "short"}
    assert "密码" in text(client.post("/accounts/new/", new))
    made = client.post("/accounts/new/", {**new, "password": "a-long-first-word-7"})
    assert made.status_code == 302
    grant = {"role": "officer", "organ": "A01", "first": "2026-01-01"}
    assert client.post(made["Location"], grant).status_code == 302
    assert "没有编号为 A0l 的执法主体" in text(client.post(made["Location"], {**grant, "organ": "A0l"}))
    both = text(client.post(made["Location"], {**grant, "role": "audit_admin"}))
    assert "不能与“执法人员”由同一账号担任" in both
    key = made["Location"].split("/")[2]
    back = f"/accounts/{key}/withdraw/{queries.grants_of(key)[0].record}/"
    assert "请写明理由" in text(client.post(back, follow=True)), "a slip of the hand takes no role away"
    assert queries.grants_of(key)[0].last is None
    assert client.post(back, {"reason": "调离"}).status_code == 302
    assert queries.grants_of(key)[0].last is not None
    assert "new.one" in text(client.get("/accounts/"))
    for _ in range(5):
        Client().post("/login/", {"login": "new.one", "password": "wrong"})
    assert (
        Client().post("/login/", {"login": "new.one", "password": "a-long-first-word-7"}).status_code == 429
    )
    assert "new.one" in text(client.get("/login-security/"))
    client.post("/login-security/unlock/", {"username": "new.one"})
    assert (
        Client().post("/login/", {"login": "new.one", "password": "a-long-first-word-7"}).status_code == 302
    )


def test_english_pages_have_no_chinese_of_ours(supervisor: Client) -> None:
    officer()
    page = text(supervisor.get("/registers/officer/entry/P001/", headers={"Accept-Language": "en"}))
    assert "As it stands" in page
    assert "Register an officer" in page
