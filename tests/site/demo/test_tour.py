"""The demo's tour: each stop leads to a page of the product, and the forger is caught."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from tests.builders.desk import FILED, HEAD, did, opened, registered_organ
from tests.builders.desk_pages import desk_of

from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.models import Job
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.site.demo import forger
from plumbline.site.demo.tasks import closed_year

pytestmark = pytest.mark.django_db
SIGNER = Ed25519Signer("plumbline.invalid/test", b"k" * 32)


@pytest.fixture
def decided(settings, tmp_path: Path) -> str:
    settings.DATA, settings.DEMO = tmp_path, True
    registered_organ()
    case = opened("2026-03-02 08:00")
    did(case, "file_case", "2026-03-02 09:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "decide", "2026-03-03 09:00", by=HEAD, mode="attest", outcome="penalty", fine=3000)
    Sealer(signers_of(SIGNER, False), lambda: 1_790_000_000_000_000).seal()
    return case


def test_the_forger_is_caught_and_the_row_put_back(decided) -> None:
    before = [one.data for one in case_records(decided)]
    assert forger.judged(decided) is None
    nobody = Client()
    page = nobody.get("/").content.decode()
    assert "绕过程序改动一行" in page
    nobody.post("/tour/forger/", {"what": "forge"})
    told = forger.forged()
    assert told is not None
    assert (told.case, told.before, told.after) == (decided, "3000.00", "1.00")
    page = nobody.get("/").content.decode()
    error = forger.judged(decided)
    assert error is not None
    assert error.message("zh") in page
    address = reverse("casework:record", kwargs={"case": decided, "record": told.record})
    assert "pl-word-breach" in desk_of(HEAD).get(address).content.decode()
    assert "与账本不符" in desk_of(HEAD).get(f"/cases/{decided}/").content.decode()
    nobody.post("/tour/forger/", {"what": "mend"})
    assert [one.data for one in case_records(decided)] == before
    assert forger.judged(decided) is None
    assert "与账本不符" not in desk_of(HEAD).get(f"/cases/{decided}/").content.decode()


def test_the_first_page_says_how_far_the_closed_year_is_entered(decided) -> None:
    assert "正在补录" not in Client().get("/").content.decode()
    number = enqueue(closed_year, now=1_790_000_000_000_000, key="closed-year")
    assert "尚未开始" in Client().get("/").content.decode()
    Job.objects.filter(pk=number).update(state="running", done=91_571, total=238_355)
    page = Client().get("/").content.decode()
    assert "正在补录2024年度数据" in page
    assert "38%" in page
    Job.objects.filter(pk=number).update(done=238_355)
    page = Client().get("/").content.decode()
    assert "100%" in page
    assert "已完成" not in page, "the year is closed after its last row"
    Job.objects.all().delete()
    assert "正在补录" not in Client().get("/").content.decode()


def test_the_append_only_triggers_stand_again_afterwards(decided) -> None:
    forger.forge()
    forger.mend()
    assert forger.forged() is None
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_record")


@pytest.mark.parametrize(("method", "address"), [("post", "/tour/forger/"), ("get", "/tour/case.zip")])
def test_outside_the_demo_there_is_no_tour(settings, method: str, address: str) -> None:
    settings.DEMO = False
    assert getattr(Client(), method)(address).status_code == 404
