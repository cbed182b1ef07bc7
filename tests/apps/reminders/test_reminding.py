"""Reminders from the clocks of real cases: each once, to the right people, with a receipt, and out of the house."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.builders.desk import HEAD, LU, QIN, SUPERVISOR, did, opened
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import assign_case
from plumbline.apps.casework.models import CaseClock
from plumbline.apps.jobs.registry import all_tasks
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.reminders import actions, queries
from plumbline.apps.reminders.channels import Messenger, TextMessages
from plumbline.apps.reminders.errors import ChannelUnsafe, NotAllSent
from plumbline.apps.reminders.models import Reminder
from plumbline.site.wiring import reminder_channels

from tests.builders.desk import FILED  # isort: skip

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def case() -> str:
    built = opened("2026-03-02 09:00")
    did(built, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    for who in (QIN, LU, HEAD, SUPERVISOR):
        desk_of(who)
    return built


def clock_of(case: str) -> CaseClock:
    return CaseClock.objects.filter(case=case, bearer="organ").exclude(due_day=None).order_by("due_day")[0]


def morning(due: int, working_days_before: int) -> int:
    """07:30 on the working day that lies so many working days before the due day."""
    calendar = shelf().docket("penalty.ordinary").calendar
    day = calendar.nth_working(calendar.working_index(due) - working_days_before)
    return day * 86_400_000_000 - 30 * 60_000_000


def told(clock: CaseClock) -> set[tuple[str, str]]:
    rows = Reminder.objects.filter(case=clock.case, clock=f"{clock.rule}/{clock.opened_by}").exclude(
        rung="holiday"
    )
    return {(row.rung, row.to) for row in rows}


def test_each_rung_tells_one_office_more_and_nothing_twice(case: str) -> None:
    clock = clock_of(case)
    assert actions.remind(now=morning(clock.due_day, 8)) == 0
    expected: set[tuple[str, str]] = set()
    for left, people in (
        (7, ["QS-0001"]),
        (3, ["QS-0001", "QS-0100"]),
        (1, ["QS-0001", "QS-0100"]),
        (0, ["QS-0001", "QS-0100", "SF-0001"]),
    ):
        now = morning(clock.due_day, left)
        actions.remind(now=now)
        expected |= {(str(left), one) for one in people}
        assert told(clock) == expected
        assert actions.remind(now=now + 60_000_000) == 0


def test_a_morning_that_was_missed_is_made_up_for_by_the_nearest_rung(case: str) -> None:
    clock = clock_of(case)
    actions.remind(now=morning(clock.due_day, 2))
    assert {rung for rung, _who in told(clock)} == {"3"}


def test_what_is_read_stays_read_and_only_by_whom_it_is_for(case: str) -> None:
    now = morning(clock_of(case).due_day, 3)
    actions.remind(now=now)
    (one,) = queries.unread("QS-0001")
    assert actions.read(to="QS-0002", keys=[one.key], now=now) == 0
    assert actions.read(to="QS-0001", keys=[one.key], now=now + 5) == 1
    assert actions.read(to="QS-0001", keys=[one.key], now=now + 9) == 0
    assert queries.unread("QS-0001") == ()
    assert [view.read_at for view in queries.receipts(["organ-market"]) if view.to == "QS-0001"] == [now + 5]


def test_a_limit_that_is_met_lapses_unread_and_the_new_handler_is_told(case: str) -> None:
    clock = clock_of(case)
    now = morning(clock.due_day, 3)
    actions.remind(now=now)
    assign_case(person=HEAD, case=case, officers=["QS-0002"], reason="调岗", seen=None, now=now)
    actions.remind(now=now + 1)
    assert [one.case for one in queries.unread("QS-0002")] == [case]
    CaseClock.objects.filter(key=clock.key).delete()
    actions.remind(now=now + 2)
    assert queries.unread("QS-0002") == ()
    assert all(one.is_lapsed for one in queries.receipts(["organ-market"]))


def test_before_a_long_holiday_everything_that_falls_due_in_it_is_listed(case: str) -> None:
    clock = clock_of(case)
    inside = instant("2026-10-03 08:00") // 86_400_000_000
    CaseClock.objects.filter(key=clock.key).update(due_day=inside)
    actions.remind(now=instant("2026-09-28 07:30"))
    assert Reminder.objects.filter(rung="holiday", to="QS-0001").count() == 1
    actions.remind(now=instant("2026-09-29 07:30"))
    assert Reminder.objects.filter(rung="holiday", to="QS-0001").count() == 1
    row = Reminder.objects.get(rung="holiday", to="QS-0100")
    assert "国庆" in row.holiday


class Peer(BaseHTTPRequestHandler):
    seen: list[tuple[dict[str, str], str]]
    refuse: list[int]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = 403 if self.headers["Authorization"] != "Bearer right" else (self.refuse or [204])[0]
        if status == 204:
            self.seen.append((body, self.headers["Idempotency-Key"]))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def peer() -> Iterator[tuple[str, type[Peer]]]:
    handler: type[Peer] = type("Handler", (Peer,), {"seen": [], "refuse": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_leaves_the_house_is_number_and_due_day_alone(case: str, peer: tuple[str, type[Peer]]) -> None:
    address, handler = peer
    now = morning(clock_of(case).due_day, 7)
    actions.remind(now=now)
    channels = [TextMessages(address, "right"), Messenger(address, "right")]
    sent = actions.send(channels, now=now)
    assert sent == len(handler.seen) > 0
    assert actions.send(channels, now=now + 1) == 0, "each goes out once by each channel"
    texts = [body for body, _key in handler.seen if set(body) == {"to", "text"}]
    notes = [body for body, _key in handler.seen if set(body) == {"user", "number", "due"}]
    assert len(texts) == len(notes) == sent // 2
    number = "青市监立〔2026〕1号"
    assert {one["text"].removeprefix(number)[0] for one in texts} == {" "}
    assert {one["number"] for one in notes} == {number}
    assert len({key for _body, key in handler.seen}) == sent // 2


def test_a_refusal_is_tried_again_and_says_why(case: str, peer: tuple[str, type[Peer]]) -> None:
    address, handler = peer
    now = morning(clock_of(case).due_day, 7)
    actions.remind(now=now)
    with pytest.raises(NotAllSent, match="403"):
        actions.send([TextMessages(address, "wrong")], now=now)
    handler.refuse.append(302)
    with pytest.raises(NotAllSent, match="302"):
        actions.send([TextMessages(address, "right")], now=now)
    handler.refuse.clear()
    assert actions.send([TextMessages(address, "right")], now=now) == len(handler.seen) > 0


def test_clear_text_goes_to_this_machine_alone_and_nothing_is_on_by_default(settings) -> None:
    with pytest.raises(ChannelUnsafe):
        Messenger("http://messages.example", "right")
    assert reminder_channels() == ()
    settings.MESSENGER = ("https://messages.example/notices", "token")
    assert [one.name for one in reminder_channels()] == ["messenger"]


def test_the_morning_job_is_declared() -> None:
    assert all_tasks()["reminders.remind"].schedule is not None


def test_the_page_shows_them_and_takes_the_receipt(case: str, settings) -> None:
    now = morning(clock_of(case).due_day, 3)
    actions.remind(now=now)
    settings.CLOCK = lambda: now
    desk, head = desk_of(QIN), desk_of(HEAD)
    mine = desk.get("/my-work/").content.decode()
    assert "3 个工作日内" in mine
    assert "未读" in head.get("/reminders/").content.decode()
    (one,) = queries.unread("QS-0001")
    answer = desk.post("/reminders/read/", {"key": one.key, "back": "work"})
    assert answer.status_code == 302
    assert "期限提醒" not in desk.get("/my-work/").content.decode()
    assert "已读" in head.get("/reminders/").content.decode()
    assert "回执" not in desk.get("/reminders/").content.decode()
