"""Many people write an exam at once on a real server that is killed in the middle; then every answer is looked for.

    python -m tests.builders.exam_storm '{"people": 20, "questions": 4, "kills": 1, "pause": 0.2}'

The database is named by PLUMBLINE_DATABASE; what it lacks is migrated. Each person has a session and one connection,
begins, answers, changes some answers, and hands in; what gets no answer is sent again. An answer counts as given when
the server said that it has it. The server is the one of `plumbline serve`, killed with all its workers (SIGKILL).
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
os.environ["PLUMBLINE_DEMO"] = "1"  # loopback alone, no second factor
django.setup()

from tests.builders.desk import registered_organ  # noqa: E402 - models need the framework set up
from tests.builders.exams import MINUTE, OFFICE, bank_of, plan, wording  # noqa: E402
from tests.builders.signing_in import FIRST, signed_in  # noqa: E402

from plumbline.apps.exams import actions, store  # noqa: E402
from plumbline.apps.exams.queries.reading import paper_of, versions  # noqa: E402
from plumbline.apps.people.actions import grant_role, open_account  # noqa: E402
from plumbline.core.authority.role import Role  # noqa: E402
from plumbline.core.exams.paper import answers_hash  # noqa: E402
from plumbline.core.exams.sitting import Enrolled  # noqa: E402
from plumbline.site.clock import day_in_zone, server_clock  # noqa: E402

AWAY = 2.0
"""Seconds for which a killed server stays away."""
PATIENCE = 1200.0
"""Seconds after which the storm gives up."""


@dataclass(frozen=True)
class Storm:
    """How many write, how much, how often the server is killed, and the mean seconds between two answers."""

    people: int = 20
    questions: int = 4
    kills: int = 1
    pause: float = 0.2
    changes: float = 0.3
    """Share of answers that are thought over."""


@dataclass
class Taker:
    """Somebody who writes: the session, the paper, what the server said that it has."""

    cookie: str
    paper: str
    chance: random.Random
    given: dict[int, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    again: int = 0
    problem: str = ""
    token: str = ""


class Site:
    """The server of `plumbline serve`, and its end."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        command = [
            *(str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(self.port), "--workers", "2", "--blocking-threads", "1", "--no-ws"),
            *("--log-level", "error", "plumbline.site.wsgi:application"),
        ]
        self.process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                connection.request("GET", "/login/")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                assert self.process.poll() is None, "the server did not start"
                time.sleep(0.2)

    def kill(self) -> None:
        """It and its workers, at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def site() -> Iterator[Site]:
    made = Site()
    made.start()
    try:
        yield made
    finally:
        made.kill()


def settle(storm: Storm) -> tuple[str, list[Taker]]:
    """People with sessions, a bank, an exam that is open."""
    now = server_clock()
    today = day_in_zone(now)
    registered_organ("organ-justice", "青司")
    bank_of([wording(n) for n in range(2 * storm.questions)], now=now, today=today)
    people = [
        Enrolled(_account(f"taker-{n}", f"unit-{n % 17}", now), f"unit-{n % 17}") for n in range(storm.people)
    ]
    made = plan(opens_at=now - 1, closes_at=now + 300 * MINUTE, minutes=120, count=storm.questions)
    sitting = actions.set_up_exam(person=OFFICE, plan=made, people=people, now=now, today=today)
    paper_by = {seat.holder: seat.paper for seat in store.seats_in(sitting)}
    takers = []
    for number, one in enumerate(people):
        session = signed_in(f"taker-{number}").cookies["sessionid"].value
        takers.append(Taker(session, paper_by[one.holder], random.Random(number)))
    return sitting, takers


def _account(username: str, unit: str, now: int) -> str:
    """An account of a unit that signs in without a password: hashing five hundred takes longer than the storm."""
    told: dict[str, Any] = {"organ": unit, "now": now}
    key = open_account(username=username, name=username, password=None, **told)
    grant_role(account=key, role=Role.AGENCY_HEAD, first=FIRST, **told)
    return key


class Writing(threading.Thread):
    """One person at the paper."""

    def __init__(self, taker: Taker, storm: Storm, port: int, told: Counted) -> None:
        super().__init__(daemon=True)
        self.taker, self.storm, self.port, self.told = taker, storm, port, told
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def run(self) -> None:
        """Begins, answers, hands in; whatever is wrong is kept to be told."""
        try:
            self._write()
        except Exception as error:
            self.taker.problem = repr(error)
        self.told.done(self.taker)

    def _write(self) -> None:
        one, questions = self.taker, range(1, self.storm.questions + 1)
        time.sleep(one.chance.random() * self.storm.pause)
        self._page()
        self._asked("POST", "begin/", {}, (302,))
        text = self._page()
        assert text.count("data-pl-number") == self.storm.questions, "the paper is not whole"
        turns = dict.fromkeys(questions, 0)
        order = [*questions, *(q for q in questions if one.chance.random() < self.storm.changes)]
        for number in order:
            time.sleep(one.chance.expovariate(1 / self.storm.pause))
            turns[number] += 1
            choice = one.chance.choice("ABC")
            said = {"number": number, "choice": choice, "turn": turns[number]}
            begun = time.monotonic()
            self._asked("POST", "answer/", said, (200,))
            one.waits.append(time.monotonic() - begun)
            one.given[number] = choice
            self.told.add()
        self._asked("POST", "hand-in/", {}, (302,))

    def _page(self) -> str:
        return self._asked("GET", "", None, (200,))

    def _asked(self, method: str, path: str, said: dict[str, Any] | None, wanted: tuple[int, ...]) -> str:
        """Until the server answers; another answer than wanted is an error."""
        end = time.monotonic() + PATIENCE
        body = None if said is None else urlencode({**said, "csrfmiddlewaretoken": self.taker.token})
        while time.monotonic() < end:
            headers = {"Cookie": f"sessionid={self.taker.cookie}; csrftoken={self.taker.token}"}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            try:
                self.connection.request(method, f"/exams/paper/{self.taker.paper}/{path}", body, headers)
                answer = self.connection.getresponse()
                text = answer.read().decode()
            except (OSError, http.client.HTTPException):
                self.connection.close()
                self.taker.again += 1
                time.sleep(0.3 + self.taker.chance.random())
                continue
            self._keep_token(answer)
            assert answer.status in wanted, f"{path} {answer.status}: {_words(text)}"
            return text
        raise AssertionError("the server did not come back")

    def _keep_token(self, answer: http.client.HTTPResponse) -> None:
        found = re.search(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
        if found:
            self.taker.token = found[1]


def _words(page: str) -> str:
    """What a page says to its reader, without its marks."""
    main = page.partition("<main")[2] or page
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())[:400]


class Counted:
    """How many answers the server has, and who is done."""

    def __init__(self) -> None:
        self.answers = 0
        self.ended = 0
        self.problems: list[str] = []
        self._lock = threading.Lock()

    def add(self) -> None:
        """One more answer."""
        with self._lock:
            self.answers += 1

    def done(self, taker: Taker) -> None:
        """One person has ended."""
        with self._lock:
            self.ended += 1
            if taker.problem:
                self.problems.append(taker.problem)


def blow(storm: Storm, takers: list[Taker]) -> dict[str, Any]:
    """Everybody writes; the server is killed when so many answers are in."""
    told, begun = Counted(), time.monotonic()
    whole = storm.people * storm.questions
    with site() as server:
        threads = [Writing(one, storm, server.port, told) for one in takers]
        for one in threads:
            one.start()
        kills, away = 0, 0.0
        while told.ended < storm.people and time.monotonic() - begun < PATIENCE:
            if kills < storm.kills and told.answers >= whole * (kills + 1) / (storm.kills + 1.5):
                stopped = time.monotonic()
                server.kill()
                time.sleep(AWAY)
                server.start()
                kills, away = kills + 1, away + time.monotonic() - stopped
            time.sleep(0.05)
    waits = sorted(wait for one in takers for wait in one.waits)
    return {
        "seconds": round(time.monotonic() - begun, 1),
        "kills": kills,
        "away": round(away, 1),
        "ended": told.ended,
        "problems": told.problems[:3],
        "saved": told.answers,
        "again": sum(one.again for one in takers),
        "median_ms": round(1000 * statistics.median(waits)) if waits else None,
        "p95_ms": round(1000 * waits[int(len(waits) * 0.95)]) if waits else None,
        "longest_s": round(waits[-1], 1) if waits else None,
    }


def judge(sitting: str, takers: list[Taker]) -> dict[str, int]:
    """Every answer that the server said it has is there, in what was handed in, and in its mark."""
    now = server_clock()
    actions.close_exam(person=OFFICE, sitting=sitting, now=now, today=day_in_zone(now))
    found = {"papers": 0, "answers": 0, "lost": 0, "other": 0, "marked_wrong": 0, "unsealed": 0}
    for one in takers:
        seat = store.seat_of(one.paper)
        assert seat is not None
        questions = store.questions_of(seat)
        kept = {item: row.choice for item, row in store.answers_of(one.paper).items()}
        for number, choice in one.given.items():
            held = kept.get(questions[number - 1])
            found["answers"] += 1
            found["lost"] += held is None
            found["other"] += held is not None and held != choice
        paper, keys = paper_of(one.paper), versions(questions)
        found["papers"] += paper.handed_at is not None and not paper.by_system
        found["unsealed"] += paper.answers_hash != answers_hash(one.paper, questions, kept, seat.salt)
        right = sum(kept.get(item) == keys[item].wording.key for item in questions)
        found["marked_wrong"] += paper.marked is None or paper.marked.right != right
    return found


def main(text: str) -> None:
    """The storm and what was found after it, as one line of JSON."""
    call_command("migrate", verbosity=0)
    storm = Storm(**json.loads(text))
    sitting, takers = settle(storm)
    weather = blow(storm, takers)
    assert not weather["problems"], weather
    assert weather["ended"] == storm.people, weather
    print(json.dumps({"people": storm.people, **weather, **judge(sitting, takers)}))


if __name__ == "__main__":
    main(sys.argv[1])
