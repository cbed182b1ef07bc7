"""Numbers of documents without gaps, on SQLite and PostgreSQL, by many at once."""

import datetime as dt
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from plumbline.apps.documents.actions import take_number, void_number
from plumbline.apps.documents.errors import NoReason, NumberUnknown, SeriesTaken, VoidAlready
from plumbline.apps.documents.queries import number_register
from plumbline.core.reports.document_number import DocumentNumber

pytestmark = pytest.mark.database
NOW = dt.datetime(2026, 10, 12, 9, 30, tzinfo=dt.UTC)


def take(
    organ: str = "market", kind: str = "penalty-decision", series: str = "罚", year: int = 2026
) -> DocumentNumber:
    authority = {"market": "青市监", "urban": "青城管"}[organ]
    return take_number(
        organ=organ,
        kind=kind,
        authority=authority,
        series=series,
        year=year,
        case_id="case-1",
        by="officer-1",
        at=NOW,
    )


@pytest.mark.django_db
def test_numbers_run_for_each_organ_kind_and_year() -> None:
    assert [take().n, take().n, take(year=2027).n, take("urban").n, take(kind="notice", series="告").n] == [
        1,
        2,
        1,
        1,
        1,
    ]
    assert str(take()) == "青市监罚〔2026〕3号"


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_gap() -> None:
    take()
    with transaction.atomic():
        assert take().n == 2
        transaction.set_rollback(True)
    assert take().n == 2


@pytest.mark.django_db
def test_a_voided_number_stays_used_and_is_shown() -> None:
    first, _second = take(), take()
    void_number(first, reason="当事人名称写错", by="head-1", at=NOW)
    assert take().n == 3
    shown = [(str(e.number), e.void_reason, e.voided_by) for e in number_register("market", 2026)]
    assert shown == [
        ("青市监罚〔2026〕1号", "当事人名称写错", "head-1"),
        ("青市监罚〔2026〕2号", "", ""),
        ("青市监罚〔2026〕3号", "", ""),
    ]
    assert number_register("market", 2026, "notice") == []


@pytest.mark.django_db
def test_voiding_wants_a_reason_a_number_and_happens_once() -> None:
    number = take()
    with pytest.raises(NoReason):
        void_number(number, reason=" ", by="head-1", at=NOW)
    with pytest.raises(NumberUnknown):
        void_number(DocumentNumber("青市监", "罚", 2026, 9), reason="错", by="head-1", at=NOW)
    void_number(number, reason="错", by="head-1", at=NOW)
    with pytest.raises(VoidAlready):
        void_number(number, reason="再错", by="head-1", at=NOW)


@pytest.mark.django_db
def test_two_kinds_cannot_print_the_same_number() -> None:
    take()
    with pytest.raises(SeriesTaken):
        take(kind="no-penalty-decision", series="罚")


COLUMNS = "organ, kind, authority, series, year, n, case_id, taken_by, taken_at"
VALUES = "'market', 'penalty-decision', '青市监', '罚', 2026, {n}, 'c', 'o', '2026-10-12 00:00:00+00:00'"
FORBIDDEN = {
    "gap": f"INSERT INTO documents_number ({COLUMNS}) VALUES ({VALUES.format(n=3)})",
    "again": f"INSERT INTO documents_number ({COLUMNS}) VALUES ({VALUES.format(n=1)})",
    "from zero": f"INSERT INTO documents_number ({COLUMNS}) VALUES ({VALUES.format(n=0)})",
    "change": "UPDATE documents_number SET case_id = 'other'",
    "remove": "DELETE FROM documents_number",
    "unvoid": "DELETE FROM documents_number_void",
    "another reason": "UPDATE documents_number_void SET reason = 'x'",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_database_itself_refuses(name: str) -> None:
    void_number(take(), reason="错", by="head-1", at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORBIDDEN[name])
    assert [e.number.n for e in number_register("market", 2026)] == [1]


@pytest.mark.django_db(transaction=True)
def test_replace_does_not_pass_the_triggers() -> None:
    if connection.vendor != "sqlite":
        statement = (
            f"INSERT INTO documents_number ({COLUMNS}) VALUES ({VALUES.format(n=1)}) "
            "ON CONFLICT (organ, kind, year, n) DO UPDATE SET case_id = 'other'"
        )
    else:
        statement = f"INSERT OR REPLACE INTO documents_number ({COLUMNS}) VALUES ({VALUES.format(n=1)})"
    take()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert number_register("market", 2026)[0].case_id == "case-1"


def _some(count: int) -> list[int]:
    try:
        return [take().n for _ in range(count)]
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_many_threads_get_each_number_once_and_none_is_left_out() -> None:
    with ThreadPoolExecutor(8) as pool:
        got = [n for found in pool.map(_some, [6] * 8) for n in found]
    assert sorted(got) == list(range(1, 49))
    assert [e.number.n for e in number_register("market", 2026)] == list(range(1, 49))


ONE_PROCESS = """
import django, sys, datetime as dt
django.setup()
from django.core.management import call_command
from plumbline.apps.documents.actions import take_number
if sys.argv[1] == "migrate":
    call_command("migrate", "documents", verbosity=0)
else:
    for _ in range(6):
        number = take_number(organ="o", kind="k", authority="青", series="罚", year=2026, case_id="c", by="b",
                             at=dt.datetime(2026, 10, 12, tzinfo=dt.UTC))
        print(number.n)
"""


def test_many_processes_on_one_file_get_each_number_once(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PLUMBLINE_SECRET_KEY": "tests-only-" + "0" * 50,
        "PLUMBLINE_DATABASE": str(tmp_path / "numbers.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
    }
    command = [sys.executable, "-c", ONE_PROCESS]
    subprocess.run([*command, "migrate"], env=environment, check=True)
    running = [
        subprocess.Popen([*command, "take"], env=environment, stdout=subprocess.PIPE) for _ in range(4)
    ]
    got = [int(line) for process in running for line in process.communicate(timeout=300)[0].split()]
    assert sorted(got) == list(range(1, 25))
