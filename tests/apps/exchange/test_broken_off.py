"""Deliveries that broke off: what is dropped is tried again and says why; what nobody sends again is set aside."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.apps.exchange.conftest import NOW, case_rows, opened_source
from tests.builders.desk import HEAD, ORGAN, QIN, registered_organ
from tests.builders.signing_in import account, signed_in

from plumbline.apps.exchange import tasks
from plumbline.apps.exchange.actions import deliver, delivering, read_file, set_aside
from plumbline.apps.exchange.errors import NotWaitedFor, NoWhy
from plumbline.apps.exchange.models import Delivery, SetAside
from plumbline.apps.exchange.queries import broken_off, ends_of, unfinished_of
from plumbline.apps.exchange.tasks import take_dropped
from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.queries import jobs
from plumbline.apps.jobs.worker import Worker
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HOUR = 3_600_000_000
TODAY = parse_day("2026-04-20")
LATER = NOW + 2 * HOUR


def dropped(folder: Path, name: str, case: int) -> None:
    """A file that has lain untouched for ten minutes."""
    path = folder / name
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in case_rows(case)), "utf-8")
    os.utime(path, (NOW / 1e6 - 600, NOW / 1e6 - 600))


def test_a_dropped_file_that_meets_a_defect_holds_nothing_up_and_says_why(
    monkeypatch: Any, settings: Any, tmp_path: Path
) -> None:
    settings.EXCHANGE_DROP, settings.DATA, settings.CLOCK = tmp_path, tmp_path / "data", lambda: at[0]
    registered_organ()
    account("head", Role.AGENCY_HEAD, organ=ORGAN, divisions=["650105"], now=NOW)
    source, folder, at = opened_source(), tmp_path / "scjg", [NOW]
    folder.mkdir()
    dropped(folder, "bad.jsonl", 1)
    dropped(folder, "good.jsonl", 2)
    real, worker = tasks.read_file, Worker(clock=lambda: at[0])

    def broken(found: Any, path: Path, **named: Any) -> Any:
        if named["name"] == "bad.jsonl":
            raise KeyError("a defect")
        return real(found, path, **named)

    monkeypatch.setattr(tasks, "read_file", broken)
    job = enqueue(take_dropped, now=NOW)
    assert worker.run_one()
    (done,) = [one for one in jobs(state="done", before=None, limit=9) if one.number == job]
    assert done.result == {"taken": 1, "failed": 0, "broken": 1}
    assert "KeyError" in json.loads((folder / "results" / "bad.jsonl.json").read_text("utf-8"))["error"]
    while not jobs(state="dead", before=None, limit=9):
        at[0] += HOUR
        assert worker.run_one()
    assert [(one.name, "KeyError" in one.error_zh) for one in broken_off(source.code)] == [
        ("bad.jsonl", True)
    ]
    page = signed_in("head").get("/exchange/sources/scjg/").content.decode()
    assert "KeyError" in page
    monkeypatch.setattr(tasks, "read_file", real)
    number = broken_off(source.code)[0].job
    assert signed_in("head").post("/exchange/sources/scjg/again/", {"job": number}).status_code == 302
    assert worker.run_one()
    assert json.loads((folder / "results" / "bad.jsonl.json").read_text("utf-8"))["stored"] == 4
    assert not any((folder / "again").iterdir())


def broken_call(monkeypatch: Any, source: Any, rows: Any, key: str | None) -> Delivery:
    """A call whose taking in met a defect."""

    def broken(*_given: Any, **_named: Any) -> Any:
        raise KeyError("a defect")

    with monkeypatch.context() as patched:
        patched.setattr(delivering, "receive", broken)
        with pytest.raises(KeyError):
            deliver(source, rows, key=key, now=NOW)
    found: Delivery = Delivery.objects.latest("pk")
    return found


def test_what_its_sender_sends_again_comes_to_its_end_under_its_key_or_anew(
    monkeypatch: Any, source: Any
) -> None:
    with_key = broken_call(monkeypatch, source, case_rows(1), "k1")
    without = broken_call(monkeypatch, source, case_rows(2), None)
    assert not unfinished_of(source.code, NOW), "it may be on its way"
    assert [one.delivery for one in unfinished_of(source.code, LATER)] == [without.pk, with_key.pk]
    deliver(source, case_rows(1), key="k1", now=LATER)
    again = deliver(source, case_rows(2), key=None, now=LATER)["delivery"]
    assert not unfinished_of(source.code, LATER + 2 * HOUR)
    (end,) = ends_of([with_key.pk, without.pk]).values()
    assert end.superseded == again


def test_what_nobody_sends_again_is_set_aside_with_a_reason_and_goes_on_all_the_same(
    monkeypatch: Any, source: Any
) -> None:
    number = broken_call(monkeypatch, source, case_rows(1), "k1").pk
    told: dict[str, Any] = {"now": LATER, "today": TODAY}
    with pytest.raises(AccessRefused):
        set_aside(source, number, why="对方系统已停用", by=QIN, **told)
    with pytest.raises(NoWhy):
        set_aside(source, number, why=" ", by=HEAD, **told)
    set_aside(source, number, why="对方系统已停用", by=HEAD, **told)
    assert not unfinished_of(source.code, LATER)
    end = ends_of([number])[number]
    assert (end.why, end.by, end.at, end.superseded) == ("对方系统已停用", HEAD.account, LATER, None)
    with pytest.raises(NotWaitedFor):
        set_aside(source, number, why="再次", by=HEAD, **told)
    assert deliver(source, case_rows(1), key="k1", now=LATER + HOUR)["stored"] == 4
    assert SetAside.objects.get().back_at == LATER + HOUR
    assert ends_of([number]) == {}


def test_a_file_that_broke_off_keeps_what_came_in_and_its_page_says_how_it_ends(
    monkeypatch: Any, settings: Any, tmp_path: Path, source: Any
) -> None:
    settings.CLOCK = lambda: LATER
    registered_organ()
    account("head", Role.AGENCY_HEAD, organ=ORGAN, divisions=["650105"], now=NOW)
    path = tmp_path / "march.jsonl"
    path.write_text("\n".join(json.dumps(one) for case in (1, 2) for one in case_rows(case)), "utf-8")
    monkeypatch.setattr(delivering, "BATCH", 4)

    def told(rows: int) -> None:
        raise KeyError("the machine went down")

    with pytest.raises(KeyError):
        read_file(source, path, name=path.name, now=NOW, tell=told)
    head, url = signed_in("head"), f"/exchange/sources/{source.code}/"
    page = head.get(url).content.decode()
    for said in ("未收完", "其中 4 行已收到", "再次发送同一文件，即从中断处继续"):
        assert said in page
    number = Delivery.objects.get().pk
    answer = head.post(
        f"{url}aside/", {"delivery": number, "why": "改用新文件"}, follow=True
    ).content.decode()
    assert "不再等待：改用新文件（" in answer
    assert (Delivery.objects.get().stored, Delivery.objects.get().done_rows) == (4, 4)
    monkeypatch.undo()
    assert read_file(source, path, name=path.name, now=LATER).stored == 8
    assert "不再等待：" not in head.get(url).content.decode()
