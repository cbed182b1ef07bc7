"""Money owed as a list, and the bank's file in the page: matched, mended, sent again."""

from decimal import Decimal
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from tests.builders.desk import HEAD, OTHER_ORGAN, QIN, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.goods.actions import enter_turn, issue_notice
from plumbline.apps.goods.models import BankRow, MoneyStanding, PaymentNotice
from plumbline.apps.jobs.worker import Worker
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.authority.role import Role
from plumbline.core.goods.entries import Money

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")
HEADS = ["缴款通知书号", "金额", "缴款日期", "流水号", "付款人"]


@pytest.fixture(autouse=True)
def october(settings):
    settings.CLOCK = lambda: NOW


def fined(number: int, fine: int, served: str) -> str:
    case = opened("2026-09-01 09:00", number=f"青市监立〔2026〕{number}号")
    more = {"outcome": "penalty", "fine": Decimal(fine)}
    did(case, "decide", "2026-09-08 09:00", by=HEAD, mode="attest", **more)
    did(case, "serve", f"{served} 10:00", mode="attest")
    return case


def notice(case: str, amount: str) -> str:
    issue_notice(person=QIN, case=case, amount=Decimal(amount), now=NOW)
    number: str = PaymentNotice.objects.get(case=case, amount=amount).number
    return number


def text(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def listed(question: str = "") -> list[str]:
    page = BeautifulSoup(desk_of(QIN).get(f"/goods/owed/{question}").content, "html.parser")
    return [row.get_text(" ", strip=True) for row in page.select("#list tbody tr")]


def test_the_list_counts_the_surcharge_of_today_and_sorts_by_sum(transactional_db) -> None:
    late, soon = fined(1, 1000, "2026-09-08"), fined(2, 5000, "2026-10-09")
    rows = listed()
    assert [row.split()[0] for row in rows] == ["青市监立〔2026〕1号", "青市监立〔2026〕2号"]
    assert "570 元 尚未决定加处" in rows[0]  # 1000 × 3 % × 19 days
    assert [row.split()[0] for row in listed("?order=-left")] == [
        "青市监立〔2026〕2号",
        "青市监立〔2026〕1号",
    ]
    enter_turn(person=HEAD, case=late, kind=Money.CHARGE, reason="逾期", now=NOW)
    assert "1,570 元" in listed("?state=overdue")[0]
    assert len(listed("?state=overdue")) == 1
    assert listed("?q=2号")[0].startswith("青市监立〔2026〕2号")
    page = text(desk_of(QIN).get("/goods/owed/"))
    assert "2 件案件，未缴罚款 6,000 元" in page
    assert soon
    part = desk_of(QIN).get("/goods/owed/", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    said = b"".join(desk_of(QIN).get("/goods/owed/export.csv?order=-left").streaming_content).decode()
    assert "青市监立〔2026〕2号,5000.00,0.00,5000.00,0.00,5000.00,2026-10-26" in said
    assert said.index("2号,") < said.index("1号,")


def test_a_file_is_seen_by_who_sent_it_alone(transactional_db) -> None:
    sheet = SimpleUploadedFile("a.xlsx", excel(["9", 5, "2026-10-09", "LS-1", ""]))
    page = desk_of(QIN).post("/goods/bank/", {"sheet": sheet})["Location"]
    assert desk_of(HEAD).get(page).status_code == 404
    assert "正在核对缴款" in text(desk_of(QIN).get(page))


def test_another_organ_sees_nothing_of_it(transactional_db) -> None:
    fined(1, 1000, "2026-09-08")
    other = person(Role.OFFICER, "QS-0900", OTHER_ORGAN)
    assert "没有应缴款项" in text(desk_of(other).get("/goods/owed/"))


def send(name: str, content: bytes):
    """Sent, matched by the worker; the page that says what became of it, with the page of what waits behind it."""
    desk = desk_of(QIN)
    answer = desk.post("/goods/bank/", {"sheet": SimpleUploadedFile(name, content)})
    if answer.status_code == 302:
        assert "pl-progress" in desk.get(answer["Location"]).content.decode()
        Worker(clock=lambda: NOW, name="w", pause=0).run(until_idle=True)
        told = desk.get(answer["Location"]).content
        answer = desk.get("/goods/bank/")
        answer.content = told + answer.content
    return answer


def excel(*rows: list[object]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in (HEADS, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_an_excel_of_the_bank_is_matched_and_the_rest_mended_in_the_sheet(transactional_db) -> None:
    case = fined(1, 1000, "2026-09-08")
    first, second = notice(case, "400.00"), notice(case, "600.00")
    rows = [
        [first, 400, "2026-10-10", "LS-1", "甲"],
        [second, 599.5, "2026/10/9", "LS-2", "甲"],
        ["9", 5, "", "LS-3", ""],
    ]
    answer = send("缴款.xlsx", excel(*rows))
    assert "入账 1 笔，此前已入账 0 笔，待改 2 笔" in text(answer)
    assert "金额 599.50 元与缴款通知书未缴的 600 元不符" in text(answer)
    assert "甲" not in text(answer)
    sheet = load_workbook(BytesIO(desk_of(QIN).get("/goods/bank/rows.xlsx").content)).active
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert lines[0][:4] == HEADS[:4]
    mended = next(row[:4] for row in lines[1:] if row[3] == "LS-2")
    answer = send("改好.xlsx", excel([*mended[:1], "600", *mended[2:], ""]))
    assert "入账 1 笔，此前已入账 0 笔，待改 0 笔" in text(answer)
    assert not MoneyStanding.objects.get().is_left
    assert "1 笔待改" in text(answer)  # LS-3 still waits


def test_a_part_payment_is_one_only_when_somebody_says_so(transactional_db) -> None:
    case = fined(1, 1000, "2026-09-08")
    number = notice(case, "1000.00")
    page = BeautifulSoup(
        send("a.csv", f"number,amount,day,reference\n{number},300,2026-10-10,LS-1\n".encode()).content,
        "html.parser",
    )
    mend = page.select_one("a[aria-label^='修改']")["href"]
    values = {"number": number, "amount": "300", "day": "2026-10-10"}
    assert "不符" in text(desk_of(QIN).post(mend, values, follow=True))
    assert "入账 1 笔" in text(desk_of(QIN).post(mend, {**values, "in_part": "on"}, follow=True))
    assert MoneyStanding.objects.get().left == "700.00"
    rest = send("b.csv", f"number,amount,day,reference\n{number},700,2026-10-11,LS-2\n".encode())
    assert "入账 1 笔" in text(rest)
    again = send("c.csv", f"number,amount,day,reference\n{number},700,2026-10-11,LS-9\n".encode())
    assert "该缴款通知书已经缴清" in text(again)


def test_what_is_no_list_of_payments_is_said_at_the_field(transactional_db) -> None:
    assert "缺少“缴款日期”一列" in text(send("a.csv", "缴款通知书号,金额\n1,2\n".encode()))
    assert "不是 xlsx 或者 csv 文件" in text(send("a.doc", b"x"))
    assert "没有待改的缴款" in text(desk_of(QIN).get("/goods/bank/"))
    assert desk_of(QIN).get("/goods/bank/none/").status_code == 404


def test_a_notice_is_a_numbered_paper_that_the_bank_pays_by_its_number(transactional_db) -> None:
    case = fined(1, 1000, "2026-10-09")
    page = f"/cases/{case}/payment-notice/"
    form = BeautifulSoup(desk_of(QIN).get(page).content, "html.parser")
    said = {
        name: form.select_one(f"[name={name}]").get("value", "") for name in ("amount", "decision", "seen")
    }
    assert said["amount"] == "1000.00"
    assert "机关代字" in text(desk_of(QIN).post(page, said))
    assert not PaymentNotice.objects.exists()
    registered_organ()
    assert "超过应缴" in text(desk_of(QIN).post(page, {**said, "amount": "1000.01"}))
    assert desk_of(QIN).post(page, {**said, "breakdown": "罚款 1000.00 元"}).status_code == 302
    record = case_records(case)[-1].record
    paper = record.fields["_documents"][0]
    assert (paper["kind"], paper["number"]) == ("罚款缴款通知书", "青市监缴〔2026〕1号")
    pdf = b"".join(desk_of(QIN).get(f"/cases/{case}/papers/{record.id}/1/pdf/").streaming_content)
    assert pdf.startswith(b"%PDF")
    number = PaymentNotice.objects.get().number
    sheet = f"number,amount,day,reference\n{number},1000,2026-10-10,LS-1\n".encode()
    assert "入账 1 笔" in text(send("a.csv", sheet))


def test_a_payment_that_is_nobodys_here_is_set_aside_with_its_reason_and_taken_back(transactional_db) -> None:
    send("bank.xlsx", excel(["青市监缴〔2026〕99号", "300", "2026-10-09", "B-77", "某人"]))
    key = BankRow.objects.get().key
    page = f"/goods/bank/{key}/aside/"
    desk_of(QIN).post(page, {"reason": " "})
    assert BankRow.objects.get().returned_at is None
    assert "列为退回" in text(desk_of(QIN).get(f"/goods/bank/{key}/"))
    shown = desk_of(QIN).post(page, {"reason": "属税务局，已经银行退回"}, follow=True)
    assert "没有待改的缴款" in text(shown)
    assert "属税务局，已经银行退回" in text(shown)
    assert desk_of(QIN).get(f"/goods/bank/{key}/").status_code == 404
    send("bank.xlsx", excel(["青市监缴〔2026〕99号", "300", "2026-10-09", "B-77", "某人"]))
    assert BankRow.objects.get().returned_at == NOW, "the same row in another file stays set aside"
    desk_of(person(Role.OFFICER, "QS-0900", OTHER_ORGAN)).post(page, {"back": "1"})
    assert BankRow.objects.get().returned_at == NOW
    desk_of(QIN).post(page, {"back": "1"})
    assert desk_of(QIN).get(f"/goods/bank/{key}/").status_code == 200


def test_numbers_sort_as_they_are_counted(transactional_db) -> None:
    for number in (10, 9, 100):
        fined(number, 1000, "2026-09-08")
    wanted = [f"青市监立〔2026〕{number}号" for number in (9, 10, 100)]
    assert [row.split()[0] for row in listed("?order=number")] == wanted
    assert [row.split()[0] for row in listed()] == wanted
    page = BeautifulSoup(desk_of(QIN).get("/cases/?order=-number").content, "html.parser")
    rows = [row.get_text(" ", strip=True).split()[0] for row in page.select("#list tbody tr")]
    assert rows == wanted[::-1]
