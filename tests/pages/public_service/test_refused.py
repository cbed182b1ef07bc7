"""What a portal apart sent and the desk could not take in: on a page with its reason, tried again, left out."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import QIN, SUPERVISOR, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.queries import access_records
from plumbline.apps.public_service import store
from plumbline.apps.public_service.actions import leave_out, try_again
from plumbline.apps.public_service.codes import new_code
from plumbline.apps.public_service.models import Receipt, RefusedSubmission
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.disclosure.submission import LARGEST, Sent, new_secret, public_of, read_secret, sealed
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.site.commands import portal_submissions as command

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = instant("2026-10-12 09:00")
SIGNER = Ed25519Signer("plumbline.invalid/demo/receiver", bytes(32))
SECRET = read_secret(new_secret(secrets.token_bytes))
PAGE = "/submissions/refused/"
TOLD = "某执法人员检查时未出示证件"


@pytest.fixture(autouse=True)
def _desk(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SUPERVISING_ORGAN = "organ-justice"
    settings.CLOCK = lambda: NOW
    registered_organ("organ-justice", "青司")
    monkeypatch.setattr(command, "server_clock", lambda: NOW)


def complaint(organ: str = "organ-market", name: str = "a") -> tuple[str, bytes]:
    """A complaint about an organ, as its portal sealed it."""
    said: Mapping[str, str] = {"organ": organ, "told": TOLD}
    sent = Sent(secrets.token_hex(16), "complaint", "zh", NOW - 10**9, new_code(), said)
    return f"{name}.submission", sealed(sent, SIGNER, public_of(SECRET), secrets.token_bytes)


def carried(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (time.time() - 60,) * 2)
    return path


def taken_in(folder: Path) -> dict[str, int]:
    return dict(command._take_in(folder, SECRET, [SIGNER.key], threading.Event()))


def shown(who: Any = SUPERVISOR, state: str = "waiting") -> BeautifulSoup:
    answer = desk_of(who).get(f"{PAGE}?state={state}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def test_an_empty_page_says_so_and_the_exchange_leads_to_it() -> None:
    assert "公示平台送来的提交都已接收" in shown().get_text()
    for who in (SUPERVISOR, person(Role.SYSTEM_ADMIN, "XT-0001", "organ-justice")):
        assert PAGE in desk_of(who).get("/exchange/").content.decode()
    assert PAGE not in desk_of(QIN).get("/exchange/").content.decode()
    assert desk_of(QIN).get(PAGE).status_code == 403


def test_a_refused_complaint_stands_there_and_is_taken_in_once_its_cause_is_mended(tmp_path: Path) -> None:
    name, data = complaint()
    carried(tmp_path, name, data)
    assert taken_in(tmp_path) == {"bad": 1}
    page = shown()
    text = page.get_text(" ", strip=True)
    for word in ("内容不符合表单要求：机关", "机关名录有缺的补登", "2026-10-12 09:00", name):
        assert word in text
    assert TOLD not in text
    link = page.select_one("a[download]")["href"]
    answer = desk_of(SUPERVISOR).get(link)
    assert answer.content == data, "as it came"
    assert access_records()[0][0].kind == "refused_submission", "the taking leaves a trace"
    registered_organ()
    assert taken_in(tmp_path) == {}, "nothing is tried again unasked"
    key = page.select_one("input[name=file]")["value"]
    answer = desk_of(SUPERVISOR).post(f"{PAGE}again/", {"file": [key]}, follow=True)
    assert "1 个文件将在下一次接收时重新处理" in answer.content.decode()
    assert "将在下一次接收时重新处理" in shown().get_text()
    assert taken_in(tmp_path) == {"taken": 1}
    assert Receipt.objects.count() == 1
    assert list((tmp_path / "quarantine").iterdir()) == [], "nor does it lie in the folder any more"
    row = RefusedSubmission.objects.get()
    assert (bytes(row.data), row.taken_at) == (b"", NOW)
    assert name in shown(state="taken").get_text()
    assert desk_of(SUPERVISOR).get(link).status_code == 404


def test_one_that_is_still_wrong_waits_anew_and_is_counted(tmp_path: Path) -> None:
    carried(tmp_path, *complaint())
    taken_in(tmp_path)
    key = RefusedSubmission.objects.get().digest
    told = {"person": SUPERVISOR, "digests": [key], "now": NOW, "today": NOW // 86_400_000_000}
    assert try_again(**told) == 1
    assert try_again(**told) == 0, "it is asked for already"
    assert taken_in(tmp_path) == {"bad": 1}
    row = RefusedSubmission.objects.get()
    assert (row.tries, row.again_at) == (2, None)
    with pytest.raises(AccessRefused):
        try_again(**{**told, "person": QIN})


def test_a_damaged_file_is_left_out_with_a_reason_and_may_wait_again(tmp_path: Path) -> None:
    carried(tmp_path, "b.submission", b"nothing that was sealed")
    assert taken_in(tmp_path) == {"bad": 1}
    key = RefusedSubmission.objects.get().digest
    client = desk_of(SUPERVISOR)
    for why in ("", "坏了", "本件为机密★"):
        assert client.post(f"{PAGE}leave-out/", {"file": key, "why": why}).status_code == 422
    assert client.post(f"{PAGE}leave-out/", {"file": key, "why": "文件损坏，已另行来信"}).status_code == 302
    assert "文件损坏，已另行来信" in shown(state="left").get_text()
    assert client.post(f"{PAGE}again/", {"file": [key]}, follow=True).status_code == 200
    assert RefusedSubmission.objects.get().again_at is None, "what was left out is not tried"
    assert client.post(f"{PAGE}leave-out/", {"file": key, "back": "1"}).status_code == 302
    assert RefusedSubmission.objects.get().left_at is None
    again = shown().get_text()
    assert "曾列为不予接收" in again
    assert "文件损坏，已另行来信" in again
    assert client.post(f"{PAGE}leave-out/", {"file": key, "back": "1"}).status_code == 302, "it waits already"
    held = [one.record for one in case_records(f"submission:{key}")]
    assert [one.step for one in held] == ["open_case", "leave_out_submission", "let_submission_wait"]
    assert held[1].fields == {"name": "b.submission", "why": "文件损坏，已另行来信"}
    assert {one.entered_by for one in held} == {SUPERVISOR.signs_as}
    admin = desk_of(person(Role.SYSTEM_ADMIN, "XT-0001", "organ-justice"))
    assert admin.post(f"{PAGE}leave-out/", {"file": key, "why": "文件损坏，不再接收"}).status_code == 403


def test_two_who_decide_at_once_leave_one_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carried(tmp_path, "d.submission", b"nothing that was sealed")
    taken_in(tmp_path)
    key = RefusedSubmission.objects.get().digest
    told = {"person": SUPERVISOR, "digest": key, "why": "文件损坏，不再接收", "now": NOW, "today": 20_000}
    with monkeypatch.context() as between:
        between.setattr(store, "leave_refused", lambda *_given: False)
        assert not leave_out(**told)
    assert not case_records(f"submission:{key}"), "nothing is entered where the row is not as it was seen"
    assert leave_out(**told)
    assert not leave_out(**told)
    assert len(case_records(f"submission:{key}")) == 2


def test_a_file_that_is_too_large_is_named_and_not_kept_here(tmp_path: Path) -> None:
    carried(tmp_path, "c.submission", bytes(LARGEST + 1))
    assert taken_in(tmp_path) == {"bad": 1}
    assert shown().select_one("input[type=checkbox]") is None
    assert RefusedSubmission.objects.get().data == b""


def test_what_is_moved_back_by_hand_and_taken_in_stands_there_no_more(tmp_path: Path) -> None:
    name, data = complaint()
    carried(tmp_path, name, data)
    taken_in(tmp_path)
    registered_organ()
    carried(tmp_path, name, (tmp_path / "quarantine" / name).read_bytes())
    assert taken_in(tmp_path) == {"taken": 1}
    assert RefusedSubmission.objects.filter(taken_at=None).count() == 0
