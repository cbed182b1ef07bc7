"""A portal apart from the desk over real processes: what the public sends there comes back as files, each once."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import re
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.builders.command_shell import CommandShell, command_shell
from tests.builders.own_database import OwnDatabase, own_database

from plumbline.apps.ledger_store.signing_key import read_key_file
from plumbline.apps.public_service.codes import new_code
from plumbline.core.disclosure.submission import Sent, read_box_key, sealed

SUPERVISING = {"PLUMBLINE_SUPERVISING_ORGAN": "organ-justice", "PLUMBLINE_HOSTS": "localhost"}
ORIGIN = ("--origin", "plumbline.invalid/demo")
RATING = "ABCD-EFGH-IJKL-MNOP"
SERVED = "SERV-EDSE-RVED-SERV"
PREPARE = f"""
import django; django.setup()
from tests.builders.desk import registered_organ
from plumbline.apps.public_service import store
registered_organ("organ-justice", "青司")
registered_organ("organ-market", "青市监")
assert store.hand_out_rating("case-inspected", "{RATING}", "organ-market", "rating")
assert store.hand_out_rating("case-served", "{SERVED}", "organ-market", "service-rating")
"""
TOLD = "某执法人员检查时未出示证件"
FORMS = {
    "complaint": {"organ": "organ-market", "told": TOLD, "name": "来信人", "contact": "地址略"},
    "suggestion": {"organ": "organ-market", "told": "建议公布检查频次"},
    "information": {
        "organ": "organ-market",
        "told": "2026年检查计划",
        "form_wanted": "electronic",
        "name": "来信人",
        "contact": "地址略",
    },
    "rating": {"code": RATING, "overall": "satisfied", "told": ""},
    "service-rating": {"code": SERVED, "grade": "satisfied", "told": ""},
}


class Portal:
    """The receiver, asked as a browser without script asks it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, said: dict[str, str] | None = None) -> tuple[int, str]:
        body = urlencode(said) if said is not None else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if said is not None else {}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as link:
            link.request("POST" if body is not None else "GET", path, body, kind)
            answer = link.getresponse()
            return answer.status, answer.read().decode()

    def token(self, service: str) -> str:
        status, page = self.ask(f"/public/complaints/new/{service}/")
        assert status == 200, page
        found = re.search(r'name="token" value="([^"]+)"', page)
        assert found, page
        return found[1]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(own: OwnDatabase, *command: str) -> Iterator[Portal]:
    port = free_port()
    process = own.start(*command, "--port", str(port))
    portal = Portal(port)
    try:
        for _try in range(1200):
            assert process.poll() is None, process.communicate()[1]
            try:
                portal.ask("/public/complaints/")
                break
            except OSError:
                time.sleep(0.1)
        yield portal
    finally:
        process.terminate()
        process.communicate(timeout=60)


def settled(folder: Path) -> list[Path]:
    """The files that wait, as if they had come a minute ago."""
    files = sorted(folder.glob("*.submission"))
    for one in files:
        os.utime(one, (time.time() - 60,) * 2)
    return files


def test_what_is_sent_to_a_portal_apart_becomes_cases_once_with_the_day_and_the_code_of_the_receipt(
    tmp_path,
) -> None:
    with own_database(tmp_path) as own:
        own.more.update(SUPERVISING)
        out, bundle = tmp_path / "out", tmp_path / "bundle"
        keys = {name: str(tmp_path / name) for name in ("portal.key", "desk.key", "receiver.key")}
        with command_shell(own) as shell:
            shell.python(PREPARE)
            bundle_key = shell.say("portal", "key", keys["portal.key"]).strip()
            desk = shell.say("portal", "desk-key", keys["desk.key"]).strip()
            receiver = shell.say("portal", "receiver-key", keys["receiver.key"], *ORIGIN).strip()
            shell.say("portal", "export", "--out", str(bundle), "--key", keys["portal.key"])
            command = ["plumbline", "portal", "receive", "--bundle", str(bundle), "--bundle-key", bundle_key]
            command += ["--desk-key", desk, "--key", keys["receiver.key"], "--out", str(out)]
            with served(own, *command) as portal:
                codes = sent(portal, out)
            for one in out.iterdir():
                assert TOLD.encode() not in one.read_bytes(), "nothing lies there in clear"
            assert len(settled(out)) == len(FORMS)
            take = ("portal", "import", str(out), "--key", keys["desk.key"], "--portal-key", receiver)
            assert re.findall(r"\d+", shell.say(*take)) == [str(len(FORMS)), "0", "0"]
            assert [one.name for one in out.glob("*.submission")] == []
            taken(shell, codes)


KILLED = """
import os, signal, sys
import django; django.setup()
from pathlib import Path
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from plumbline.site.commands import run

def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

for owner, name in ((BaseDatabaseWrapper, "_commit"), (Path, "unlink")):
    connection.close()
    child = os.fork()
    if not child:
        setattr(owner, name, die)
        run({take})
        os._exit(0)
    died = os.WTERMSIG(os.waitpid(child, 0)[1])
    from plumbline.apps.public_service.store import case_of
    there = sum(case_of(code) is not None for code in {codes})
    print(died, there, len(list(Path({out}).glob("*.submission"))))
"""
"""Imports that are killed before their first commit, and between it and the removal of the file."""


@pytest.mark.database
def test_an_import_that_is_killed_loses_nothing_and_one_that_watches_takes_beside_another(tmp_path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with own_database(tmp_path) as own:
        own.more.update(SUPERVISING)
        keys = {name: str(tmp_path / name) for name in ("desk.key", "receiver.key")}
        with command_shell(own) as shell:
            shell.python(PREPARE)
            desk = shell.say("portal", "desk-key", keys["desk.key"]).strip()
            receiver = shell.say("portal", "receiver-key", keys["receiver.key"], *ORIGIN).strip()
            first, codes = brought(out, desk, keys["receiver.key"], list(FORMS))
            take = ["portal", "import", str(out), "--key", keys["desk.key"], "--portal-key", receiver]
            told = shell.python(KILLED.format(take=take, codes=list(codes.values()), out=repr(str(out))))
            all_ = str(len(FORMS))
            assert [line.split() for line in told.splitlines()] == [["9", "0", all_], ["9", "1", all_]], told
            watcher = own.start("plumbline", *take, "--watch", "1")
            emptied(out, watcher)
            taken(shell, codes)
            damaged = out / f"{'0' * 32}.submission"
            damaged.write_bytes(next(iter(first.values()))[:-1] + b"x")
            second, _codes = brought(out, desk, keys["receiver.key"], ["suggestion"] * 8)
            for name, data in first.items():  # the carrier brings them once more
                (out / name).write_bytes(data)
            settled(out)
            numbers = [int(one) for one in re.findall(r"\d+", shell.say(*take, code=None))]
            emptied(out, watcher)
            watcher.terminate()
            said, problems = watcher.communicate(timeout=60)
            for line in said.splitlines():
                numbers = [
                    sum(pair) for pair in zip(numbers, map(int, re.findall(r"\d+", line)), strict=True)
                ]
            assert numbers[0] == len(FORMS) - 1 + len(second), (said, problems)
            assert numbers[1] >= 1 + len(first), (
                "both may open a file before one takes it away: known to the second"
            )
            assert numbers[2] == 1, (said, problems)
            apart = sorted(one.name for one in (out / "quarantine").iterdir())
            assert apart == [damaged.name, f"{damaged.name}.reason.txt"]
            assert own.rows("SELECT count(*) FROM case_standing")[0][0] == len(FORMS) + len(second)


def brought(out: Path, desk: str, key: str, services: list[str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Sealed files of these services as a portal apart writes them, by name, with the receipt code of each service."""
    signer, files, codes = read_key_file(Path(key), f"{ORIGIN[1]}/receiver"), {}, {}
    for service in services:
        form, code = secrets.token_hex(16), new_code()
        said = Sent(form, service, "zh", int(time.time() * 1_000_000), code, FORMS[service])
        files[f"{form}.submission"] = sealed(said, signer, read_box_key(desk), secrets.token_bytes)
        codes[service] = code
    for name, data in files.items():
        (out / name).write_bytes(data)
    settled(out)
    return files, codes


def emptied(out: Path, watcher: subprocess.Popen[str]) -> None:
    """Whoever watches has taken what lay there."""
    for _try in range(1200):
        assert watcher.poll() is None, watcher.communicate()[1]
        if not list(out.glob("*.submission")):
            return
        time.sleep(0.1)
    raise AssertionError(sorted(out.iterdir()))


def sent(portal: Portal, out: Path) -> dict[str, str]:
    """Sends each form; the receipt code of each."""
    assert portal.ask("/public/organs/")[0] == 200, "the files of the bundle are served"
    assert portal.ask("/forms.json/../../desk.key")[0] == 404
    tokens = {service: portal.token(service) for service in FORMS}
    time.sleep(3)  # nobody reads and fills a form in less
    secret = {**FORMS["suggestion"], "told": "机密★1年", "token": tokens["suggestion"]}
    assert portal.ask("/public/complaints/new/suggestion/", secret)[0] == 422
    assert list(out.glob("*.submission")) == [], "nothing was stored"
    codes = {}
    for service, said in FORMS.items():
        for _twice in range(2):
            status, page = portal.ask(
                f"/public/complaints/new/{service}/", {**said, "token": tokens[service]}
            )
            assert status == 200, page
            found = re.search(r"<code>([A-Z2-7-]{19})</code>", page)
            assert found, page
            assert codes.setdefault(service, found[1]) == found[1], "the same form has one receipt"
    return codes


def taken(shell: CommandShell, codes: dict[str, str]) -> None:
    """Each code opens its case, and the clock of the request runs from the day of its receipt."""
    read = f"""
import django; django.setup()
from plumbline.apps.public_service.queries import followed
for service, code in {codes!r}.items():
    file = followed(code)
    act = next(one for one in file.history.sealed if one.step == "receive")
    print(service, file.history.opening.procedure, act.at.value, act.recorded_at > act.at.earliest)
"""
    lines = [line.split(" ") for line in shell.python(read).splitlines()]
    assert [one[:2] for one in lines] == [
        ["complaint", "complaint"],
        ["suggestion", "suggestion"],
        ["information", "information.request"],
        ["rating", "inspection.rating"],
        ["service-rating", "service.rating"],
    ]
    today = dt.datetime.now(dt.UTC).date()
    assert all(
        one[3] == "True" and abs((dt.date.fromisoformat(one[2][:10]) - today).days) <= 1 for one in lines
    )
