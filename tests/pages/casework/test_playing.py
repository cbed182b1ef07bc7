"""A film plays by the ticket of its page, for a minute and its session; else the desk is asked, and says the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders import sample_files as sample
from tests.builders.desk import OTHER_ORGAN, QIN, opened, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.attachments.actions.fixity import check_turn
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people import queries as people
from plumbline.core.authority.role import Role
from plumbline.site.play_door import PlayDoor

pytestmark = [pytest.mark.django_db]
FILM = sample.mp4(data=40_000)
NOW = instant("2026-10-12 09:20")
MINUTE = 60_000_000
ORDER = {
    "at": "2026-10-12T09:00",
    "papers": "责令改正通知书",
    "f_correct_by": "2026-10-30",
    "a_correction-order_act": "没有定期检测",
}


class Door:
    """The door before a site that answers 418, so that what reached it is told apart."""

    def __init__(self) -> None:
        self.now, self.headers = NOW, dict[str, str]()
        self.door = PlayDoor(self._site, lambda: self.now)

    def _site(self, _environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("418 asked", [])
        return [b""]

    def ask(self, address: str, cookie: str, **more: str) -> tuple[str, bytes]:
        path, _mark, question = address.partition("?")
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": question, "REQUEST_METHOD": "GET"}
        environ |= {"HTTP_COOKIE": f"a=b; sessionid={cookie}", "HTTP_RANGE": "bytes=0-99", **more}
        setup_testing_defaults(environ)
        seen: list[str] = []

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            seen.append(status[:3])
            self.headers = dict(headers)

        data = b"".join(self.door(environ, start))  # type: ignore[arg-type]
        return seen[0], data

    def status(self, address: str, cookie: str, **more: str) -> str:
        return self.ask(address, cookie, **more)[0]


@pytest.fixture
def played(settings, tmp_path: Path) -> tuple[Any, str, str]:
    """Who looks, the case, and the address that the page gives its player."""
    settings.CLOCK = lambda: NOW
    settings.DATA = tmp_path
    registered_organ()
    case = opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕1号")
    desk = desk_of(QIN)
    film = SimpleUploadedFile("现场.mp4", FILM, "video/mp4")
    sent = desk.post(f"/cases/{case}/act/order_correction/", {**ORDER, "seen": "2", "files": film})
    assert sent.status_code == 302, sent.content.decode()[-2000:]
    assert case_records(case)[-1].record.attachments
    assert people.access_records()[1] == 0
    (player,) = BeautifulSoup(desk.get(f"/cases/{case}/recordings/").content, "html.parser").select("video")
    return desk, case, str(player["src"])


def test_the_ticket_of_the_page_plays_for_a_minute_and_its_session_alone(played) -> None:
    desk, case, address = played
    assert people.access_records()[1] == 1, "the reading is noted before a byte goes"
    cookie, door = desk.cookies["sessionid"].value, Door()
    assert door.ask(address, cookie) == ("206", FILM[:100])
    said = {**door.headers}
    plain = desk.get(address.partition("?")[0], headers={"Range": "bytes=0-99"})
    assert b"".join(plain.streaming_content) == FILM[:100]
    for name, value in said.items():
        assert plain[name] == value, f"the desk says the same of {name}"
    assert "sandbox" in said["Content-Security-Policy"]
    assert people.access_records()[1] == 1, "one playing is one reading"
    assert door.status(address, "another-session") == "418"
    assert door.status(address, "") == "418"
    assert door.status(address.replace(case, "another"), cookie) == "418"
    assert door.status(f"{address[:-2]}xx", cookie) == "418", "a ticket that somebody wrote"
    assert door.status(address, cookie, HTTP_RANGE="bytes=99999999-") == "418"
    assert door.status(address, cookie, REQUEST_METHOD="HEAD") == "418"
    door.now = NOW + MINUTE
    assert door.status(address, cookie) == "418", "then the desk is asked again"
    again = desk.get(address, headers={"Range": "bytes=100-199"})
    assert b"".join(again.streaming_content) == FILM[100:200], "at the same address"


def test_with_what_it_judges_the_desk_gives_the_ticket_of_the_next_minute(played, settings) -> None:
    desk, _case, address = played
    path, cookie, door = address.partition("?")[0], desk.cookies["sessionid"].value, Door()
    settings.CLOCK = lambda: NOW + 20 * MINUTE
    judged = desk.get(address, headers={"Range": "bytes=0-9"})
    given = judged.cookies["ticket"]
    assert b"".join(judged.streaming_content) == FILM[:10]
    assert (given["path"], given["httponly"], given["samesite"], given["max-age"]) == (
        path,
        True,
        "Strict",
        60,
    )
    assert people.access_records()[1] == 2, (
        "judged again after the ten minutes of one reading, it is noted again"
    )
    held = {"HTTP_COOKIE": f"sessionid={cookie}; ticket={given.value}", "HTTP_RANGE": "bytes=5-9"}
    door.now = NOW + 20 * MINUTE
    for one in (address, path):
        assert door.ask(one, cookie, **held) == ("206", FILM[5:10]), (
            "whether the old ticket stands there or none"
        )
    assert door.status(f"{path}?download=1", cookie, **held) == "418"
    assert door.status(path, "", HTTP_COOKIE=f"sessionid=another; ticket={given.value}") == "418"
    assert door.status(path, "", HTTP_COOKIE=f"ticket={given.value}") == "418"
    door.now += MINUTE
    assert door.status(path, cookie, **held) == "418", "for a minute"
    assert desk.head(path).cookies["ticket"].value, "a player asks for it without the bytes"
    whole = desk.get(f"{path}?download=1")
    assert (b"".join(whole.streaming_content), "ticket" in whole.cookies) == (FILM, False)
    stranger = desk_of(person(Role.OFFICER, "QS-0009", OTHER_ORGAN))
    assert "ticket" not in stranger.get(path).cookies, "refused, nothing is given"


def test_a_file_that_changed_in_the_storage_says_so_wherever_it_is_shown(played, tmp_path: Path) -> None:
    """Whoever relies on evidence hears what the check of stored files found, and hears no more once it is sound."""
    desk, case, _address = played
    record = case_records(case)[-1].record.id
    pages = (f"/cases/{case}/record/{record}/", f"/cases/{case}/recordings/")
    (kept,) = [one for one in tmp_path.rglob("bytes/*/*/*") if one.stat().st_size == len(FILM)]
    kept.chmod(0o600)
    for data, says in ((FILM, False), (FILM[:-1] + b"!", True), (FILM, False)):
        kept.write_bytes(data)
        check_turn(clock=lambda: NOW)
        for page in pages:
            answer = desk.get(page, headers={"Accept-Language": "zh-CN"})
            assert ("勿作依据" in answer.content.decode()) is says, page


def test_bytes_that_are_gone_and_a_page_without_access_give_nothing(played, tmp_path: Path) -> None:
    desk, case, address = played
    stranger = desk_of(person(Role.OFFICER, "QS-0009", OTHER_ORGAN))
    assert stranger.get(f"/cases/{case}/recordings/").status_code == 403
    for one in tmp_path.rglob("bytes/*/*/*"):
        one.unlink()
    assert Door().status(address, desk.cookies["sessionid"].value) == "418", "the desk speaks of it"
