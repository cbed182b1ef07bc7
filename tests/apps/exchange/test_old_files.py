"""Old files come with archive number, retention, place and hand-over; what does not fit waits with row and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.apps.exchange.conftest import NOW
from tests.builders.desk import HEAD, ORGAN, registered_organ
from tests.builders.desk_pages import desk_of

from plumbline.apps.case_file.models import KeptFile
from plumbline.apps.case_file.queries import keeping_of
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.exchange.actions import beginning_source, read_file
from plumbline.apps.exchange.models import HeldRow
from plumbline.apps.exchange.suppliers import DeliveryView
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEADS = "案号,案由,程序,立案日期,结案日期,当事人,档号,保管期限,存放位置,归档日期,移交日期,移交清单号,接收单位"
KEPT = "超范围经营,行政处罚普通程序,2019-03-01,2019-05-06,某公司"


def taken(path: Path, *rows: str, heads: str = HEADS) -> DeliveryView:
    """The rows taken in as old files."""
    path.write_text("\n".join([heads, *rows, ""]), "utf-8")
    source = beginning_source("old", organ=ORGAN, division="650105", by="account-x", now=NOW)
    return read_file(source, path, name=path.name, now=NOW)


def case_of(number: str) -> str:
    return str(CaseStanding.objects.get(number=number).case)


def test_an_old_file_is_archived_and_delivered_as_its_register_says(tmp_path: Path) -> None:
    done = taken(
        tmp_path / "old.csv",
        f"青市监〔2019〕1号,{KEPT},2019-罚-001,30年,档案室3号柜,2019-06-10,2024-03-01,2024-01,青石区档案馆",
        f"青市监〔2019〕2号,{KEPT},2019-罚-002,永久,,,,,",
        f"青市监〔2019〕3号,{KEPT},,,,,,,",
    )
    assert (done.stored, done.quarantined) == (9, 0)
    first = keeping_of(read_case(case_of("青市监〔2019〕1号")))
    assert first.archived is not None
    assert first.delivery is not None
    told = first.archived
    assert (told.archive_number, told.retention, told.place) == ("2019-罚-001", "30", "档案室3号柜")
    assert (told.day, told.basis) == (parse_day("2019-06-10"), "历史案卷登记簿")
    assert (first.delivery.list_number, first.delivery.receiver) == ("2024-01", "青石区档案馆")
    assert first.delivery.day == parse_day("2024-03-01")
    second = keeping_of(read_case(case_of("青市监〔2019〕2号"))).archived
    assert second is not None
    assert (second.retention, second.day) == ("permanent", parse_day("2019-05-06")), "archived when it ended"
    assert keeping_of(read_case(case_of("青市监〔2019〕3号"))).archived is None
    before = list(KeptFile.objects.order_by("case").values())
    rebuild_projections()
    assert list(KeptFile.objects.order_by("case").values()) == before


def test_the_file_page_and_the_list_show_it(tmp_path: Path) -> None:
    registered_organ()
    taken(
        tmp_path / "old.csv",
        f"青市监〔2019〕1号,{KEPT},2019-罚-001,30年,档案室3号柜,2019-06-10,2024-03-01,2024-01,青石区档案馆",
        f"青市监〔2019〕2号,{KEPT},2019-罚-002,永久,档案室4号柜,,,,",
    )
    gone, here = ("2019-罚-001", "30年", "2024-01"), ("2019-罚-002", "永久", "档案室4号柜")
    pages = {
        f"/cases/{case_of('青市监〔2019〕1号')}/keeping/": (*gone, "青石区档案馆"),
        f"/cases/{case_of('青市监〔2019〕2号')}/keeping/": here,
        "/files/?state=delivered": gone,
        "/files/?state=kept": here,
    }
    for address, wanted in pages.items():
        page = BeautifulSoup(desk_of(HEAD).get(address).content, "html.parser").main.get_text(" ", strip=True)
        assert [one for one in wanted if one not in page] == [], address


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ("2019-罚-001,长期,,,,,", "保管期限", "填“永久”或者年数"),
        ("2019-罚-001,0,,,,,", "保管期限", "填“永久”或者年数"),
        ("2019-罚-001,,,,,,", "保管期限", "填写了“档号”，“保管期限”是空的"),
        (",30年,,,,,", "档号", "填写了“保管期限”，“档号”是空的"),
        (",,3号柜,,,,", "档号", "填写了“存放位置”"),
        ("2019-罚-001,30年,,2019年13月1日,,,", "归档日期", "不是日期"),
        ("2019-罚-001,30年,,2019-05-05,,,", "归档日期", "早于“结案日期”（2019-05-06）"),
        ("2019-罚-001,30年,,2099-05-05,,,", "归档日期", "尚未到来"),
        ("2019-罚-001,30年,,,2024-03-01,,青石区档案馆", "移交清单号", "填写了“移交日期”"),
        ("2019-罚-001,30年,,,,2024-01,", "移交日期", "填写了“移交清单号”"),
        ("2019-罚-001,30年,,2024-06-10,2024-03-01,1,馆", "移交日期", "早于“归档日期”（2024-06-10）"),
        (f"{'9' * 61},30年,,,,,", "档号", "超过 60 字"),
    ],
)
def test_what_does_not_fit_waits_with_its_row_and_column(
    tmp_path: Path, cells: str, column: str, said: str
) -> None:
    done = taken(
        tmp_path / "old.csv", f"青市监〔2019〕1号,{KEPT},{cells}", f"青市监〔2019〕2号,{KEPT},,,,,,,"
    )
    assert (done.stored, done.quarantined) == (2, 1)
    (held,) = HeldRow.objects.all()
    (fault,) = held.faults
    assert (held.number, fault["column"]) == (1, column)
    assert said in fault["reason"]


def test_a_running_case_has_no_file_to_keep(tmp_path: Path) -> None:
    running = "青市监〔2019〕1号,超范围经营,行政处罚普通程序,2019-03-01,,某公司,2019-罚-001,30年,,,,,"
    assert taken(tmp_path / "old.csv", running).quarantined == 1
    assert "尚不能归档" in HeldRow.objects.get().faults[0]["reason"]


def test_an_archive_number_is_one_files(tmp_path: Path) -> None:
    rows = [f"青市监〔2019〕{n}号,{KEPT},2019-罚-001,30年,,,,," for n in (1, 2, 3)]
    done = taken(tmp_path / "old.csv", *rows[:2])
    assert (done.stored, done.quarantined) == (3, 1)
    assert "该档号已用于案件 青市监〔2019〕1号" in HeldRow.objects.get().faults[0]["reason"]
    assert taken(tmp_path / "more.csv", rows[2]).quarantined == 1
    again = taken(tmp_path / "again.csv", rows[0])
    assert (again.stored, again.known, again.quarantined) == (0, 3, 0), "sent again it is the same"


def test_an_old_sheet_without_the_new_columns_is_taken_as_before_and_completed_later(tmp_path: Path) -> None:
    heads = ",".join(HEADS.split(",")[:6])
    assert taken(tmp_path / "plain.csv", f"青市监〔2019〕1号,{KEPT}", heads=heads).stored == 2
    more: Any = taken(tmp_path / "more.csv", f"青市监〔2019〕1号,{KEPT},2019-罚-001,10,3号柜,,,,")
    assert (more.stored, more.known, more.quarantined) == (1, 2, 0)
    assert keeping_of(read_case(case_of("青市监〔2019〕1号"))).archived is not None
