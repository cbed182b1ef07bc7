"""Notices: numbers and states, signed, to checked addresses alone, again when they are refused."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.apps.exchange.conftest import NOW, case_rows
from tests.builders.desk import ORGAN, OTHER_ORGAN, QIN, did, opened, registered_organ

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.exchange import notices
from plumbline.apps.exchange.actions import (
    changes,
    close_target,
    deliver,
    send_again,
    set_target,
    tell_changes,
)
from plumbline.apps.exchange.addresses import check_written, checked
from plumbline.apps.exchange.answers import answer_in_words
from plumbline.apps.exchange.errors import AddressRefused, NoticeRefused
from plumbline.apps.exchange.notices import ALLOWED, OF_AN_ACT, send_notice, signature
from plumbline.apps.exchange.queries import targets
from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.errors import KeyReused
from plumbline.apps.jobs.models import Job
from plumbline.apps.jobs.queries import jobs
from plumbline.apps.jobs.registry import task_named
from plumbline.apps.jobs.worker import Worker
from plumbline.apps.ledger_store.models import StoredRecord
from plumbline.core.authority.person import Place

pytestmark = [pytest.mark.django_db]


class Listener(HTTPServer):
    status = 204
    heard: list[tuple[dict[str, str], bytes]]


class _Hear(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_told: object) -> None:
        """Says nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener(("127.0.0.1", 0), _Hear)
    server.heard = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_delivery_is_told_in_numbers_and_signed(source, listener, settings: Any) -> None:
    settings.NOTICE_NETWORKS = ["127.0.0.0/8"]
    address = f"http://127.0.0.1:{listener.server_port}/told"
    made = set_target(organ=ORGAN, title="统一平台", address=address, by="x", now=NOW)
    deliver(source, case_rows(1), key="k", now=NOW)
    deliver(source, case_rows(1), key="k", now=NOW)
    waiting = jobs(state="waiting", before=None, limit=9)
    assert [one.task for one in waiting] == ["exchange.notice"], "one delivery is told once"
    asked = waiting[0].arguments
    assert set(asked["notice"]) <= ALLOWED
    assert "测试公司" not in json.dumps(asked, ensure_ascii=False)
    listener.status = 500
    with pytest.raises(NoticeRefused):
        send_notice(asked["target"], asked["notice"], NOW)
    listener.status = 204
    assert send_notice(asked["target"], asked["notice"], NOW) == "204"
    headers, body = listener.heard[-1]
    seconds = NOW // 1_000_000
    assert headers["X-Plumbline-Signature"] == f"t={seconds},v1={signature(made.secret, seconds, body)}"
    assert json.loads(body)["stored"] == 4
    with pytest.raises(ValueError, match="party"):
        send_notice(asked["target"], {**asked["notice"], "party": "x"}, NOW)
    close_target(target=made.id, now=NOW)
    assert send_notice(asked["target"], asked["notice"], NOW) == "closed"


def test_a_notice_that_is_refused_is_sent_again_and_the_page_says_so(source, listener, settings: Any) -> None:
    """By the worker itself: a typed error is told and tried once, but this one passes by itself."""
    settings.NOTICE_NETWORKS = ["127.0.0.0/8"]
    address = f"http://127.0.0.1:{listener.server_port}/told"
    set_target(organ=ORGAN, title="统一平台", address=address, by="x", now=NOW)
    deliver(source, case_rows(1), key="k", now=NOW)
    clock, listener.status = {"now": NOW}, 503
    worker = Worker(clock=lambda: clock["now"])
    assert worker.run_one()
    (told,) = targets()
    assert (told.answer, told.to_come, told.given_up) == ("503", 1, 0)
    assert answer_in_words(told.answer, "zh") == "对方应答 503"
    clock["now"], listener.status = NOW + 31_000_000, 204
    assert worker.run_one()
    (told,) = targets()
    assert (told.answer, told.to_come, told.given_up) == ("204", 0, 0)
    ids = [one["X-Plumbline-Id"] for one, _body in listener.heard]
    assert ids == [ids[0]] * 2, "under the same id"


def test_a_target_that_was_down_is_told_all_in_order_and_called_once_a_turn(
    source, listener, settings
) -> None:
    """What comes later does not overtake; nothing is given up over the longest holidays; each has an id of its own."""
    settings.NOTICE_NETWORKS = ["127.0.0.0/8"]
    address = f"http://127.0.0.1:{listener.server_port}/told"
    made = set_target(organ=ORGAN, title="统一平台", address=address, by="x", now=NOW)
    clock, listener.status = {"now": NOW}, 503
    worker = Worker(clock=lambda: clock["now"])
    for number in range(3):
        deliver(source, case_rows(number + 1), key=f"k{number}", now=NOW)
    while worker.run_one():
        pass
    assert len(listener.heard) == 1, "those behind wait for the first"
    for _ in range(8):
        (told,) = targets()
        assert (told.taken_at, told.to_come, told.given_up) == (None, 3, 0)
        clock["now"] = told.next_at or 0
        while worker.run_one():
            pass
    assert len(listener.heard) == 9
    assert clock["now"] > NOW + 14 * 3600_000_000
    listener.status, clock["now"] = 204, clock["now"] + 60_000_000
    assert send_again(target=made.id, now=clock["now"]) == 3
    while worker.run_one():
        pass
    (told,) = targets()
    assert (told.taken_at, told.to_come, told.next_at) == (clock["now"], 0, None)
    taken = [json.loads(body)["delivery"] for _headers, body in listener.heard[9:]]
    assert taken == sorted(set(taken))
    assert len(taken) == 3


def test_a_notice_that_is_not_accepted_holds_up_none_behind_it_and_is_sent_again_by_hand(
    source, listener, settings: Any
) -> None:
    settings.NOTICE_NETWORKS = ["127.0.0.0/8"]
    address = f"http://127.0.0.1:{listener.server_port}/told"
    made = set_target(organ=ORGAN, title="统一平台", address=address, by="x", now=NOW)
    deliver(source, case_rows(1), key="k", now=NOW)
    deliver(source, case_rows(2), key="l", now=NOW)
    worker, listener.status = Worker(clock=lambda: NOW), 422
    assert worker.run_one()
    listener.status = 204
    assert worker.run_one()
    (told,) = targets()
    assert (told.answer, told.to_come, told.given_up) == ("204", 0, 1)
    assert send_again(target=made.id, now=NOW) == 1
    assert worker.run_one()
    assert targets()[0].given_up == 0


def test_a_target_that_answers_a_letter_now_and_then_is_broken_off(monkeypatch, settings: Any) -> None:
    """It would hold the worker for hours, and with it every other job."""
    settings.NOTICE_NETWORKS = ["127.0.0.0/8"]
    monkeypatch.setattr(notices, "LONGEST", 0.5)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def trickle() -> None:
            line, _where = server.accept()
            with line, suppress(OSError):
                while not over.wait(0.05):
                    line.sendall(b"H")

        thread = threading.Thread(target=trickle)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        made = set_target(organ=ORGAN, title="统一平台", address=address, by="x", now=NOW)
        with pytest.raises(NoticeRefused) as refused:
            send_notice(made.id, {"event": "delivery", "id": "delivery-1"}, NOW)
        over.set()
        thread.join()
    assert "超时" in refused.value.message("zh")


def test_notices_of_two_targets_at_one_address_have_ids_of_their_own(source) -> None:
    """Whoever passes over an id that he knows would lose what the other organ did."""
    for organ in (ORGAN, OTHER_ORGAN):
        set_target(organ=organ, title="区平台", address="https://x.example/", by="x", now=NOW, of_acts=True)
    registered_organ()
    opened("2026-03-02 10:00", "penalty.simple", number="青市监简〔2026〕10号")
    other, told = replace(QIN, organ=OTHER_ORGAN), Opening("penalty.simple", "青消简〔2026〕1号", "占道")
    open_case(person=other, place=Place(OTHER_ORGAN, "650105"), opening=told, now=NOW)
    tell_changes(now=NOW)
    asked = [one.arguments["notice"] for one in jobs(state="waiting", before=None, limit=9)]
    assert {one["organ"] for one in asked} == {ORGAN, OTHER_ORGAN}
    assert len({one["id"] for one in asked}) == 2


def test_what_is_done_here_is_told_once_and_says_nothing_of_anybody(source) -> None:
    """Acts of this organ's desk from the setting of the target on; none that a system sent, of others, of registers."""
    registered_organ()
    opened("2026-03-02 09:00", "penalty.simple", number="青市监简〔2026〕9号")
    deaf = set_target(organ=ORGAN, title="旧平台", address="https://old.example/", by="x", now=NOW)
    made = set_target(
        organ=ORGAN, title="办案系统", address="https://x.example/", by="x", now=NOW, of_acts=True
    )
    case = opened("2026-03-02 10:00", "penalty.simple", number="青市监简〔2026〕10号")
    did(case, "show_certificate", "2026-03-02 10:05")
    deliver(source, case_rows(1), key="k", now=NOW)
    other, told = replace(QIN, organ=OTHER_ORGAN), Opening("penalty.simple", "青消简〔2026〕1号", "占道")
    open_case(person=other, place=Place(OTHER_ORGAN, "650105"), opening=told, now=NOW)
    assert tell_changes(now=NOW) == 3
    assert tell_changes(now=NOW) == 0, "once"
    (job,) = [
        one
        for one in jobs(state="waiting", before=None, limit=9)
        if one.arguments["notice"]["event"] == "acts"
    ]
    assert job.arguments["target"] == made.id != deaf.id
    acts = job.arguments["notice"]["acts"]
    assert [(one["case"], one["step"]) for one in acts] == [
        ("青市监简〔2026〕10号", "open_case"),
        ("青市监简〔2026〕10号", "assign_case"),
        ("青市监简〔2026〕10号", "show_certificate"),
    ]
    assert set(acts[0]) <= OF_AN_ACT
    with pytest.raises(ValueError, match="party"):
        send_notice(made.id, {**job.arguments["notice"], "acts": [{"party": "x"}]}, NOW)


def test_a_target_does_not_lag_behind_a_large_intake(monkeypatch) -> None:
    """Five minutes for each few thousand leaves were half a day after a million records."""
    registered_organ()
    set_target(organ=ORGAN, title="办案系统", address="https://x.example/", by="x", now=NOW, of_acts=True)
    for number in range(3):
        opened("2026-03-02 10:00", "penalty.simple", number=f"青市监简〔2026〕{number}号")
    monkeypatch.setattr(changes, "A_TURN", 2)
    assert tell_changes(now=NOW) == 6
    assert tell_changes(now=NOW) == 0


def test_many_acts_go_in_several_notices(monkeypatch) -> None:
    registered_organ()
    set_target(organ=ORGAN, title="办案系统", address="https://x.example/", by="x", now=NOW, of_acts=True)
    for number in range(3):
        opened("2026-03-02 10:00", "penalty.simple", number=f"青市监简〔2026〕{number}号")
    monkeypatch.setattr(changes, "A_NOTICE", 2)
    told = tell_changes(now=NOW)
    sent = [one.arguments["notice"]["acts"] for one in jobs(state="waiting", before=None, limit=9)]
    assert (sum(map(len, sent)), max(map(len, sent))) == (told, 2)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://0.0.0.0/",
        "ftp://example.org/",
        "https://user:word@192.168.1.1/",
        "http://8.8.8.8/",
        "https://user:word@example.org/",
        "https://example.org:port/",
    ],
)
def test_loopback_private_and_plain_addresses_are_refused(address, settings: Any) -> None:
    settings.NOTICE_NETWORKS = []
    with pytest.raises(AddressRefused):
        checked(urlsplit(address))
    with pytest.raises(AddressRefused):
        check_written(address)


def test_networks_of_the_house_are_those_named(settings: Any) -> None:
    settings.NOTICE_NETWORKS = ["10.1.0.0/16"]
    assert checked(urlsplit("http://10.1.2.3:8080/x")) == ("10.1.2.3", 8080)
    with pytest.raises(AddressRefused):
        checked(urlsplit("http://10.2.2.3/"))


def test_records_and_their_notice_are_entered_together_or_not_at_all(source) -> None:
    """What is killed between the two would leave records that nobody is told of."""
    address = "https://platform.example/told"
    made = set_target(organ=ORGAN, title="统一平台", address=address, by="x", now=NOW)
    told = deliver(source, case_rows(1), key="k", now=NOW)["delivery"]
    assert [one.task for one in jobs(state="waiting", before=None, limit=9)] == ["exchange.notice"]
    enqueue(task_named("exchange.drop"), {}, now=NOW, key=f"exchange.notice:{made.id}:{told + 1}")
    before = StoredRecord.objects.count()
    with pytest.raises(KeyReused):
        deliver(source, case_rows(2), key="l", now=NOW)
    assert StoredRecord.objects.count() == before
    Job.objects.filter(task="exchange.drop").delete()
    assert deliver(source, case_rows(2), key="l", now=NOW)["stored"] == 4
    assert len(jobs(state="waiting", before=None, limit=9)) == 2
