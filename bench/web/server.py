"""The site under measurement: the application server with the processes beside it, on a folder of its own."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent


def prepare(folder: Path) -> None:
    """Set the framework up on an empty database in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="web_settings",
        PLUMBLINE_DEMO="1",
        PLUMBLINE_DATA=str(folder),
        PLUMBLINE_DATABASE=str(folder / "bench.sqlite3"),
        PLUMBLINE_LEDGER_KEY=str(folder / "ledger.key"),
        PLUMBLINE_LEDGER_ORIGIN="plumbline.invalid/bench",
        PYTHONPATH=str(HERE),
    )
    import django  # noqa: PLC0415 - the settings are known only now
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, run_syncdb=True)
    from django.conf import settings  # noqa: PLC0415

    from plumbline.apps.ledger_store.actions import new_key_file  # noqa: PLC0415

    if not (folder / "ledger.key").exists():
        new_key_file(folder / "ledger.key", settings.LEDGER_ORIGIN)


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """Port and process of a server as `plumbline serve` starts it, with the sealing process beside it."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    granian = str(Path(sys.executable).with_name("granian"))
    command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    command += [
        "--blocking-threads",
        "1",
        "--no-ws",
        "--log-level",
        "warning",
        "plumbline.site.wsgi:application",
    ]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "plumbline.site", "ledger", "seal"], stdout=subprocess.DEVNULL
        ),
        subprocess.Popen(command),
    ]
    try:
        _wait_for(port)
        yield port, started[1].pid
    finally:
        for process in started:
            process.send_signal(signal.SIGINT)
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server does not answer")


class Desk:
    """Somebody signed in, with one connection for what is not measured."""

    def __init__(self, port: int, role: str) -> None:
        self.port, self.cookies = port, {}
        token = self._token(self.get("/login/"))
        body = urlencode({"csrfmiddlewaretoken": token, "role": role})
        self._send("POST", "/own/role/", body)

    @property
    def headers(self) -> dict[str, str]:
        """What a browser sends along."""
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": said, "Accept-Language": "zh-CN"}

    def get(self, path: str) -> str:
        """A page."""
        return self._send("GET", path)

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the form on a page."""
        text = self.get(path)
        seen = re.search(r'name="seen" value="(\d+)"', text)
        assert seen is not None, path
        return {"csrfmiddlewaretoken": self._token(text), "seen": seen.group(1)}

    def _token(self, text: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        assert found is not None
        return found.group(1)

    def _send(self, method: str, path: str, body: str = "") -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = self.headers if self.cookies else {}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        assert answer.status in (200, 302), (path, answer.status)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return text
