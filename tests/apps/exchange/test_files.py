"""Files: dropped, sent by hand, broken off; two thousand records with planted faults; round trips by the ledger."""

import csv
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from openpyxl import Workbook
from tests.apps.exchange.conftest import NOW, opened_source, row
from tests.builders.decisions import rows
from tests.builders.desk import HEAD, ORGAN, QIN
from tests.builders.desk_pages import desk_of

from plumbline.apps.casework.actions import assign_case
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.casework.queries.unhandled import unhandled
from plumbline.apps.exchange.actions import beginning_source, deliver, read_file
from plumbline.apps.exchange.errors import FileUnfit
from plumbline.apps.exchange.export import every
from plumbline.apps.exchange.models import Delivery, HeldRow
from plumbline.apps.exchange.queries import opening_balance
from plumbline.apps.exchange.tasks import take_dropped
from plumbline.apps.jobs.actions import claim, enqueue
from plumbline.apps.jobs.queries import jobs
from plumbline.apps.jobs.running import Run
from plumbline.apps.ledger_store.queries import log_state
from plumbline.core.layouts.catalogue import LAYOUTS

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def a_file(path: Path, cases: int, wrong: int, each: int = 2) -> Path:
    """So many records a case; of every `wrong` rows one has a planted fault."""
    lines = []
    for case in range(cases):
        lines.append(row(case, "file_case", "2026-03-02 10:00", source="inspection"))
        for at in range(1, each):
            visit = row(case, "investigate", f"2026-03-03 {8 + at // 60:02}:{at % 60:02}", kind="appraisal")
            lines.append({**visit, "record_id": f"investigate-{case}-{at}"})
    for at in range(0, len(lines), wrong):
        lines[at + 1]["at"] = f"kein Tag {at}"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines), "utf-8")
    return path


class Cut(Exception):
    """The power goes."""


def entered() -> int:
    """Records of the log, with or without a leaf; PostgreSQL gives leaves afterwards."""
    state = log_state()
    return state.size + state.waiting


def test_two_thousand_records_with_faults_broken_off_and_sent_again(tmp_path, source) -> None:
    path = a_file(tmp_path / "march.jsonl", 100, 100, each=20)

    def cut(_rows: int) -> None:
        raise Cut

    with pytest.raises(Cut):
        read_file(source, path, name=path.name, now=NOW, tell=cut)
    part = entered()
    assert 0 < part < 1980
    done = read_file(source, path, name=path.name, now=NOW)
    assert (done.rows, done.stored, done.known, done.quarantined) == (2000, 1980, 0, 20)
    size = entered()
    assert size == 1980 + 100, "each case has its opening"
    assert read_file(source, path, name=path.name, now=NOW) == done
    renamed = path.rename(tmp_path / "again.jsonl")
    with renamed.open("a", encoding="utf-8") as out:
        out.write("\n")
    again = read_file(source, renamed, name=renamed.name, now=NOW)
    assert (again.stored, again.known, again.quarantined) == (0, 1980, 0)
    assert (entered(), HeldRow.objects.count()) == (size, 20)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_decisions_go_round_without_loss(layout, tmp_path) -> None:
    given = list(rows(LAYOUTS[layout], 25))
    path = tmp_path / "decisions.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(given[0]))
        writer.writeheader()
        writer.writerows(given)
    done = read_file(opened_source("xyzg", layout), path, name=path.name, now=NOW)
    assert (done.rows, done.quarantined) == (25, 0)
    found = {tuple(one.values()) for one in every(LAYOUTS[layout], ORGAN, {})}
    assert found == {tuple(one.values()) for one in given}


def test_what_is_dropped_is_taken_in_reported_and_removed(tmp_path, settings: Any) -> None:
    settings.EXCHANGE_DROP = tmp_path
    opened_source()
    for folder in ("scjg", "stranger"):
        (tmp_path / folder).mkdir()
        a_file(tmp_path / folder / "march.jsonl", 2, 4)
    (tmp_path / "scjg" / "growing.jsonl.part").write_text("{}")
    (tmp_path / "scjg" / "broken.parquet").write_bytes(b"PAR1 nothing")
    for path in tmp_path.rglob("*.*"):
        os.utime(path, (NOW / 1e6 - 600, NOW / 1e6 - 600))
    number = enqueue(take_dropped, now=NOW)
    assert claim(now=NOW, lease=10**9, worker="w") is not None
    told = take_dropped.work(Run(number, 1, "", {}, lambda: NOW, 10**9))
    assert told == {"taken": 1, "failed": 1, "broken": 0}
    assert not (tmp_path / "scjg" / "march.jsonl").exists()
    assert (tmp_path / "scjg" / "failed" / "broken.parquet").exists()
    report = json.loads((tmp_path / "scjg" / "results" / "march.jsonl.json").read_text("utf-8"))
    assert (report["stored"], report["quarantined"]) == (3, 1)
    assert report["problems"][0]["row"] == 2
    assert "kein Tag" not in json.dumps(report, ensure_ascii=False), "contents stay in the house"
    assert (tmp_path / "stranger" / "march.jsonl").exists()
    assert not jobs(state="dead", before=None, limit=5)


def test_a_file_that_breaks_off_says_where_and_goes_on_when_it_is_whole(tmp_path, source) -> None:
    path = tmp_path / "no.parquet"
    path.write_bytes(b"PAR1 nothing")
    with pytest.raises(FileUnfit):
        read_file(source, path, name=path.name, now=NOW)
    assert Delivery.objects.get().error_zh


def test_what_waits_is_mended_in_excel_and_sent_again_as_excel_saves_it(tmp_path) -> None:
    """The sheet's columns in another order, spaces around them, the day and the sum made cells of Excel."""
    source = opened_source("xyzg", "penalty-publicity-2019")
    given = {"行政相对人名称": "青石区瑞泽餐饮管理有限公司", "行政处罚决定书文号": "青市监罚字〔2026〕7号"}
    deliver(source, [{**given, "处罚决定日期": "2026/13/20", "罚款金额(万元)": "两千"}], key=None, now=NOW)
    assert HeldRow.objects.filter(mended_at=None).count() == 1
    book = Workbook()
    mended = {
        "处罚决定日期": date(2026, 3, 20),
        " 罚款金额(万元) ": 0.2,
        "reject:reason": "读不出来",
        **given,
    }
    book.worksheets[0].append(list(mended))
    book.worksheets[0].append(list(mended.values()))
    book.save(tmp_path / "waiting.xlsx")
    assert read_file(source, tmp_path / "waiting.xlsx", name="waiting.xlsx", now=NOW).stored == 1
    assert not HeldRow.objects.filter(mended_at=None).exists()


def test_running_cases_and_old_files_make_the_opening_balance(tmp_path) -> None:
    told = {"organ": ORGAN, "division": "650105", "by": "account-x", "now": NOW}
    running = a_file(tmp_path / "running.jsonl", 3, 1000)
    text = running.read_text("utf-8").replace("kein Tag 0", "2026-03-03")
    running.write_text(text, "utf-8")
    read_file(beginning_source("running", **told), running, name="running", now=NOW)
    old = tmp_path / "old.csv"
    old.write_text(
        "案号,案由,程序,立案日期,结案日期,当事人\n"
        "青市监〔2019〕1号,超范围经营,行政处罚普通程序,2022-03-01,2022-05-06,某公司\n"
        "青市监〔2019〕2号,超范围经营,没有的程序,2022-03-01,,某公司\n"
        "青市监〔2019〕3号,超范围经营,行政处罚普通程序,2022-03-01,2022-02-28,某公司\n",
        "utf-8",
    )
    done = read_file(beginning_source("old", **told), old, name="old", now=NOW)
    assert (done.stored, done.quarantined) == (2, 2)
    faults = str(list(HeldRow.objects.values_list("faults", flat=True)))
    assert "“结案日期”早于“立案日期”（2022-03-01）" in faults
    days = tmp_path / "days.csv"
    days.write_text(
        "案号,案由,程序,立案日期,结案日期,当事人\n"
        "青市监〔2019〕7号,超范围经营,行政处罚普通程序,2022年3月32日,,某公司\n"
        "青市监〔2019〕8号,超范围经营,行政处罚普通程序,2022-03-01,2021-05-06,某公司\n"
        "青市监〔2019〕9号,超范围经营,行政处罚普通程序,2022-03-01,,某公司\n"
        "青市监〔2019〕10号,超范围经营,行政处罚普通程序,2022年4月1日,2022/5/6,某公司\n",
        "utf-8",
    )
    read = read_file(beginning_source("old", **told), days, name="days", now=NOW)
    assert (read.stored, read.quarantined) == (3, 2), "each day is read as it is written"
    said = [one.faults[0] for one in HeldRow.objects.order_by("pk")][-2:]
    assert [one["column"] for one in said] == ["立案日期", "结案日期"]
    assert "早于“立案日期”" in said[1]["reason"]
    later = [row(77, "file_case", "2026-03-02 10:00", source="inspection")]
    assert deliver(opened_source(), later, key=None, now=NOW)["stored"], "a case that another system told of"
    balance = opening_balance(ORGAN)
    assert [(one.procedure, one.running, one.ended) for one in balance] == [("penalty.ordinary", 4, 2)]
    waiting, cases = unhandled(ORGAN)
    assert waiting == 4, "what was brought along waits for a handler, what the other system told of does not"
    for one in cases:
        assign_case(person=HEAD, case=one.case, officers=["QS-0001"], reason="启用时分配", seen=None, now=NOW)
    assert unhandled(ORGAN) == (0, ())
    assert done.breaches == 0, "of an old file nothing is claimed to be missing"
    case = CaseStanding.objects.get(number="青市监〔2019〕1号").case
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/").content, "html.parser")
    steps = page.select_one(".pl-steps-row").get_text(" ", strip=True)
    assert "作出决定 不掌握" in steps, "nor to be not done"
    assert "未办理" not in steps


def test_the_opening_balance_asks_the_same_however_many_cases_there_are(
    django_assert_num_queries: Any,
) -> None:
    """It was one question for two thousand cases of the organ, and one more for four hundred of those counted."""
    source = beginning_source("running", organ=ORGAN, division="650105", by="account-x", now=NOW)
    for first, last in ((1, 3), (4, 903)):
        rows = [
            row(case, "file_case", "2026-03-02 10:00", source="inspection") for case in range(first, last + 1)
        ]
        deliver(source, rows, key=None, now=NOW)
        with django_assert_num_queries(2):
            (balance,) = opening_balance(ORGAN)
        assert (balance.procedure, balance.running) == ("penalty.ordinary", last)
