"""Pages of the exchange: what came in, what waits and how it is mended, tokens shown once."""

import csv
import json
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from openpyxl import load_workbook
from tests.apps.exchange.conftest import NOW, case_rows, opened_source, row
from tests.builders.decisions import rows as decisions
from tests.builders.desk import ORGAN, registered_organ
from tests.builders.signing_in import account, signed_in

from plumbline.apps.exchange import tasks
from plumbline.apps.exchange.actions import deliver, read_file
from plumbline.apps.exchange.models import Delivery, HeldRow, Token
from plumbline.apps.exchange.pages import board
from plumbline.apps.jobs.queries import jobs
from plumbline.apps.jobs.worker import Worker
from plumbline.apps.people.models import AccessRecord
from plumbline.core.authority.role import Role
from plumbline.core.layouts.catalogue import LAYOUTS

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def district(settings: Any) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()
    told: dict[str, Any] = {"organ": ORGAN, "divisions": ["650105"], "now": NOW}
    for role in (Role.AGENCY_HEAD, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        account(role.value, role, **told)


def test_a_page_that_had_no_turn_to_write_says_so_and_is_no_defect(monkeypatch) -> None:
    def locked(**_named: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(board.actions, "open_source", locked)
    form = {"title": "市场监管办案系统", "code": "scjg", "organ": ORGAN, "layout": "own"}
    answer = signed_in("system_admin").post("/exchange/new/", form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "数据库繁忙" in answer.content.decode()
    assert "稍后再试" in answer.content.decode()


def test_from_an_empty_board_to_a_mended_row() -> None:
    system, security, head = (signed_in(name) for name in ("system_admin", "security_admin", "agency_head"))
    assert "暂无数据来源" in system.get("/exchange/").content.decode()
    form = {"title": "市场监管办案系统", "code": "scjg", "organ": ORGAN, "layout": "own"}
    assert (
        system.post("/exchange/new/", {**form, "layout": "mapped", "mapping": "columns: ["}).status_code
        == 422
    )
    assert system.post("/exchange/new/", form).status_code == 302
    target = {"title": "统一平台", "organ": ORGAN, "address": "https://10.0.0.5/hook"}
    refused = security.post("/exchange/interfaces/targets/", target)
    assert refused.status_code == 422, "what would never be called is not set"
    assert "内网或者本机地址" in refused.content.decode()
    secret = security.post(
        "/exchange/interfaces/targets/", {**target, "address": "https://platform.example/"}
    )
    assert "系统不保存" not in secret.content.decode(), "the key is kept: notices are signed with it"
    assert "尚未发送" in security.get("/exchange/interfaces/").content.decode()
    shown = security.post("/exchange/sources/scjg/token/")
    key = Token.objects.get().key
    assert f"plx_{key}_" in shown.content.decode()
    listed = security.get("/exchange/interfaces/").content.decode()
    assert f"plx_{key}_…" in listed
    assert security.post(f"/exchange/interfaces/tokens/{key}/revoke/").status_code == 302
    assert Token.objects.get().revoked_at == NOW
    source = opened_source("second")
    rows = case_rows(1)
    rows[1]["at"] = "kein Tag"
    deliver(source, rows, key=None, now=NOW)
    board = head.get("/exchange/").content.decode()
    assert "有待改数据" in board
    assert system.get("/exchange/sources/second/quarantine/").status_code == 403, "rows hold parties"
    waits = head.get("/exchange/sources/second/quarantine/").content.decode()
    assert "kein Tag" in waits
    assert "不是日期" in waits
    assert "kein Tag" in b"".join(head.get("/exchange/sources/second/quarantine.csv")).decode()
    assert AccessRecord.objects.get(kind="take_out").subject == "quarantine second"
    row = HeldRow.objects.get()
    url = f"/exchange/sources/second/quarantine/{row.pk}/"
    cells = list(dict.fromkeys(["at", *row.cells]))
    typed = {f"c{n}": row.cells.get(name, "") for n, name in enumerate(cells)}
    assert head.post(url, typed).status_code == 422
    assert head.post(url, {**typed, "c0": "2026-03-03"}).status_code == 302
    assert "没有待改数据" in head.get("/exchange/sources/second/quarantine/").content.decode()


def test_the_sheet_of_waiting_rows_mended_and_sent_again_empties_the_list(tmp_path) -> None:
    """What is right now waits no more; what is wrong still waits in its place, as it was sent last."""
    head, source = signed_in("agency_head"), opened_source()
    rows = case_rows(1)
    rows[1]["at"] = rows[2]["at"] = "kein Tag"
    deliver(source, rows, key=None, now=NOW)
    listed = b"".join(head.get(f"/exchange/sources/{source.code}/quarantine.csv")).decode("utf-8-sig")
    first, second = sorted(one.pk for one in HeldRow.objects.all())
    sheet = tmp_path / "mended.csv"
    lines = list(csv.DictReader(listed.splitlines()))
    for line, at in zip(lines, ("2026-03-03 09:00", "keiner"), strict=True):
        line["at"] = at
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    done = read_file(source, sheet, name=sheet.name, now=NOW)
    assert (done.rows, done.stored, done.quarantined) == (2, 1, 0)
    (left,) = HeldRow.objects.filter(mended_at=None)
    assert (left.pk, left.cells["at"]) == (second, "keiner")
    assert HeldRow.objects.get(pk=first).cells == {}, "no copy of a party stays beside its case"
    assert Delivery.objects.earliest("pk").quarantined == 1


def test_rows_that_wait_go_to_excel_with_their_reasons_are_mended_there_and_sent_again(tmp_path) -> None:
    """What nobody touched comes back as it went, a plus sign in front too; what cannot be read waits in its place."""
    head, source = signed_in("agency_head"), opened_source("dual", layout="penalty-publicity-2019")
    row = dict(next(iter(decisions(LAYOUTS["penalty-publicity-2019"], 1))))
    deliver(source, [{**row, "CF_JDRQ": "2026年13月5日", "BZ": "+86 991 555 0100"}], key=None, now=NOW)
    url = f"/exchange/sources/{source.code}/quarantine"
    acts = BeautifulSoup(head.get(f"{url}/").content, "html.parser").select("a[href*='quarantine.csv']")
    assert [(one.get_text(strip=True), one["href"]) for one in acts] == [
        ("下载 Excel", f"{url}.csv?form=xlsx"),
        ("下载 CSV", f"{url}.csv"),
    ]
    answer = head.get(f"{url}.csv?form=xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dual.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    cells = book.worksheets[0]
    place = {one.value: one.column for one in cells[1]}
    assert list(place)[:4] == ["reject:waits", "reject:批次", "reject:行", "reject:问题"]
    assert "处罚决定日期 CF_JDRQ：" in cells.cell(2, 4).value
    assert "写日期，如 2026-03-02（行政处罚法第48条）" in cells.cell(2, 4).value
    cells.cell(2, place["CF_JDRQ"]).value = "2026-03-20"
    beyond = cells.cell(2, len(place) + 1, "多出的一格")
    book.save(tmp_path / "again.xlsx")
    read_file(source, tmp_path / "again.xlsx", name="again.xlsx", now=NOW)
    waits = HeldRow.objects.get(mended_at=None)
    assert not [name for name in waits.cells if name.startswith("reject:")], (
        "our own words are no cells of it"
    )
    assert waits.cells["BZ"] == "+86 991 555 0100"
    beyond.value = None
    book.save(tmp_path / "mended.xlsx")
    sent = SimpleUploadedFile("mended.xlsx", (tmp_path / "mended.xlsx").read_bytes())
    assert head.post(f"{url}/", {"file": sent}).status_code == 302
    assert Worker(clock=lambda: NOW).run_one()
    assert not jobs(state="dead", before=None, limit=9), "it lies here under a name without ending"
    done = Delivery.objects.latest("pk")
    assert (done.via, done.stored, done.quarantined) == ("file", 1, 0)
    assert not HeldRow.objects.filter(mended_at=None).exists()


def test_a_row_that_its_source_mended_itself_waits_no_more() -> None:
    """Nobody types it again, and the list does not stay full of what is in."""
    source = opened_source("dual", layout="penalty-publicity-2019")
    row = next(iter(decisions(LAYOUTS["penalty-publicity-2019"], 1)))
    own = opened_source()
    records = case_rows(1)
    deliver(source, [{**row, "CF_JDRQ": "2026年13月5日"}], key=None, now=NOW)
    deliver(own, [{**records[0], "at": "kein Tag"}, records[1]], key=None, now=NOW)
    assert HeldRow.objects.filter(mended_at=None).count() == 2
    deliver(own, [records[1]], key=None, now=NOW)
    assert HeldRow.objects.filter(mended_at=None).count() == 2, "what was there before mends nothing"
    deliver(source, [row], key=None, now=NOW)
    deliver(own, records, key=None, now=NOW)
    assert not HeldRow.objects.filter(mended_at=None).exists()
    assert {one.quarantined for one in Delivery.objects.all()} == {0}
    deliver(source, [{**row, "CF_JDRQ": "2026年13月5日"}, row], key=None, now=NOW)
    assert not HeldRow.objects.filter(mended_at=None).exists(), "the same faulty row is known"


def test_the_head_leaves_rows_out_with_a_reason_and_lets_them_wait_again() -> None:
    """Counted apart, listed under a tab of their own, downloaded with who, when and why; an officer only sees them."""
    account("officer", Role.OFFICER, organ=ORGAN, divisions=["650105"], now=NOW, officer="QS-0001")
    head, officer, source = signed_in("agency_head"), signed_in("officer"), opened_source()
    deliver(source, [row(n, "file_case", "kein Tag") for n in (1, 2, 3)], key=None, now=NOW)
    first, second, third = HeldRow.objects.order_by("pk").values_list("pk", flat=True)
    url = f"/exchange/sources/{source.code}/quarantine/"
    assert 'name="chosen"' not in officer.get(url).content.decode()
    assert officer.post(f"{url}left-out/", {"chosen": [first], "why": "测试"}).status_code == 403
    assert 'name="chosen"' in head.get(url).content.decode()
    nothing = head.post(f"{url}left-out/", {"why": "联调测试数据"})
    assert nothing.status_code == 422
    assert "请勾选至少一行" in nothing.content.decode()
    silent = head.post(f"{url}left-out/", {"chosen": [second]})
    assert silent.status_code == 422
    assert f'value="{second}" checked' in silent.content.decode(), "what was ticked stays ticked"
    assert HeldRow.objects.filter(left_at=None).count() == 3
    assert head.post(f"{url}left-out/", {"chosen": [first, second], "why": "联调测试数据"}).status_code == 302
    assert head.get(f"{url}{first}/").status_code == 302, "it is let wait again before it is mended"
    left = head.get(f"{url}?list=left-out").content.decode()
    assert "不予接收：联调测试数据（agency_head，2026-04-20 09:00）" in left
    sheet = b"".join(head.get(f"{url[:-1]}.csv?list=left-out")).decode("utf-8-sig").splitlines()
    assert len(sheet) == 3
    assert "联调测试数据,agency_head,2026-04-20 09:00" in sheet[1]
    assert len(b"".join(head.get(f"{url[:-1]}.csv")).decode().splitlines()) == 2
    board = BeautifulSoup(signed_in("system_admin").get("/exchange/").content, "html.parser")
    cells = {one.get("data-label"): one.get_text(strip=True) for one in board.select("tbody td")}
    assert (cells["待改"], cells["不予接收"]) == ("1", "2"), "whoever looks after the source sees how many"
    delivery = HeldRow.objects.get(pk=third).delivery
    assert head.post(f"{url}left-out/", {"delivery": delivery, "why": "联调测试数据"}).status_code == 302
    assert "没有待改数据" in head.get(url).content.decode()
    assert head.post(f"{url}back/", {"chosen": [second]}).status_code == 302
    assert [one.pk for one in HeldRow.objects.filter(left_at=None)] == [second]
    gone = head.post(f"{url}back/", {"chosen": [second]})
    assert gone.status_code == 422
    assert "已不在此列表中" in gone.content.decode()


def test_columns_have_their_names_and_a_delivery_says_how_far_it_came() -> None:
    """What a layout calls by codes is told by name as well; what is read in part is not shown as nothing."""
    head, source = signed_in("agency_head"), opened_source("dual", layout="penalty-publicity-2019")
    deliver(source, [{"CF_WSH": "青市监罚〔2026〕1号", "CF_JDRQ": "2026年13月5日"}], key=None, now=NOW)
    Delivery.objects.create(
        source="dual", via="file", name="a.csv", digest="0" * 64, received_at=NOW, done_rows=2_000
    )
    waits = head.get("/exchange/sources/dual/quarantine/").content.decode()
    row = HeldRow.objects.get()
    assert {one["column"] for one in row.faults} >= {"CF_XDR_MC", "CF_JDRQ"}, "all that is wrong, at once"
    assert "处罚决定日期 CF_JDRQ" in waits
    assert "写日期，如 2026-03-02（行政处罚法第48条）" in waits, (
        "how it is written, not that it is written wrong"
    )
    assert "（行政处罚法第48条）" in waits
    assert f"批次 {row.delivery} 第 1 行" in waits
    assert "处罚决定日期 CF_JDRQ" in head.get(f"/exchange/sources/dual/quarantine/{row.pk}/").content.decode()
    assert "行政处罚法第48条" in head.get("/exchange/out/").content.decode()
    listed = head.get("/exchange/sources/dual/").content.decode()
    assert "未收完" in listed
    assert 'data-label="明细">2,000<' in listed, "a phone shows the numbers too, by name"
    assert ">2,001<" in head.get("/exchange/").content.decode()


def test_a_file_whose_job_died_of_a_defect_says_why_and_is_taken_in_again(
    monkeypatch, settings, tmp_path
) -> None:
    settings.DATA = tmp_path
    head, source, at = signed_in("agency_head"), opened_source(), [NOW]
    worker = Worker(clock=lambda: at[0])
    url = f"/exchange/sources/{source.code}/"
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in case_rows(1))
    sent = SimpleUploadedFile("march.jsonl", text.encode())
    assert head.post(url, {"file": sent}).status_code == 302

    def broken(*_given: Any, **_named: Any) -> Any:
        raise KeyError("a defect")

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "read_file", broken)
        while not jobs(state="dead", before=None, limit=9):
            assert worker.run_one()
            at[0] += 3_600_000_000
    page = BeautifulSoup(head.get(url).content, "html.parser")
    card = page.select_one("section[aria-labelledby=pl-broken]")
    assert card is not None
    said = card.get_text(" ", strip=True)
    assert [one for one in ("march.jsonl", "KeyError: 'a defect'", "后台任务") if one not in said] == []
    job = card.select_one("button[name=job]")["value"]
    assert head.post(f"{url}again/", {"job": job}).status_code == 302
    assert worker.run_one()
    assert Delivery.objects.get().stored == 4
    assert "KeyError" not in head.get(url).content.decode()
    assert "不再等待" in head.post(f"{url}again/", {"job": job}, follow=True).content.decode()


def test_whoever_begins_gets_a_template_that_says_what_the_columns_hold() -> None:
    head = signed_in("agency_head")
    page = BeautifulSoup(head.get("/exchange/begin/").content, "html.parser")
    links = [one["href"] for one in page.select("a[href$='.xlsx']")]
    assert links == ["/exchange/begin/running.xlsx", "/exchange/begin/old.xlsx"]
    running, old = (load_workbook(BytesIO(head.get(one).content)) for one in links)
    assert [one.value for one in running.worksheets[0][1]][:5] == [
        "procedure", "case_id", "record_id", "step", "at",
    ]  # fmt: skip
    heads = [one.value for one in old.worksheets[0][1]]
    assert heads == [
        "案号", "案由", "程序", "立案日期", "结案日期", "当事人",
        "档号", "保管期限", "存放位置", "归档日期", "移交日期", "移交清单号", "接收单位",
    ]  # fmt: skip
    meant = {line[0].value: (line[1].value, line[2].value) for line in old.worksheets[1].iter_rows(min_row=2)}
    assert list(meant) == heads, "each column says what it means"
    assert meant["保管期限"][1] == "永久, 30年, 10年"
    steps = {tuple(one.value for one in line) for line in running.worksheets[-1].iter_rows(min_row=2)}
    assert ("行政处罚普通程序", "penalty.ordinary", "立案", "file_case") in steps
    assert head.get("/exchange/begin/other.xlsx").status_code == 404


def test_a_wrong_row_of_our_own_layout_says_how_it_is_written() -> None:
    head, source = signed_in("agency_head"), opened_source()
    rows = [{**row(n, "file_case", "2026-03-02"), "record_id": str(n)} for n in (1, 2, 3)]
    rows[0]["at"], rows[1]["step"], rows[2]["procedure"] = "2026-13-01", "立案了", "普通程序"
    deliver(source, rows, key=None, now=NOW)
    waits = head.get(f"/exchange/sources/{source.code}/quarantine/").content.decode()
    assert "如 2026-03-02 或者 2026-03-02 09:30" in waits
    assert "如 立案" in waits
    assert "如 行政处罚普通程序" in waits


def test_a_file_sent_in_the_page_is_a_job_and_records_go_out_as_a_file() -> None:
    head = signed_in("agency_head")
    source = opened_source()
    sent = SimpleUploadedFile("march.csv", b"case_id,step,at\n")
    assert head.post(f"/exchange/sources/{source.code}/", {"file": sent}).status_code == 302
    sent = SimpleUploadedFile("running.csv", b"case_id,step,at\n")
    assert head.post("/exchange/begin/", {"kind": "running", "file": sent}).status_code == 302
    assert [one.task for one in jobs(state="waiting", before=None, limit=9)] == ["exchange.take"] * 2
    deliver(source, case_rows(1), key=None, now=NOW)
    assert "期初结转" in head.get("/exchange/begin/").content.decode()
    out = b"".join(head.get("/exchange/out/penalty-publicity-2019.csv")).decode("utf-8-sig")
    read = AccessRecord.objects.get(kind="take_out", subject="penalty-publicity-2019")
    assert (read.role, read.organ) == ("agency_head", ORGAN), "whoever takes parties out is on record"
    assert "青石区第1测试公司" in out
    assert head.get("/exchange/out/").status_code == 200
