"""`plumbline serve` as people run it: the demo opens on this machine, shows its cases, and leaves nothing running."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from tests.builders.migrated import migrated_file
from tests.builders.own_database import BIN

from plumbline.site.commands import run, serve
from plumbline.site.exit_code import ExitCode


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def is_open(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def test_the_demo_opens_shows_its_people_and_leaves_nothing_running(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "demo").mkdir()
    shutil.copyfile(
        migrated_file(), tmp_path / "demo" / "demo.sqlite3"
    )  # migrating is tried by every other test
    command = ["serve", "--demo", "--cases", "6", "--port", str(port), "--data", str(tmp_path / "demo")]
    process = subprocess.Popen(
        [str(BIN / "plumbline"), *command],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "plumbline.site.settings"},
        start_new_session=True,
    )
    try:
        end = time.monotonic() + 300
        while time.monotonic() < end and not is_open(port):
            time.sleep(0.2)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=300) as answer:
            assert "执法人员" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=300) == 0
        assert not is_open(port)
        assert subprocess.run(["pgrep", "-g", str(process.pid)], check=False).returncode == 1
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


class Busy:
    """A process with a job in hand, which hears that it shall stop and goes on."""

    def __init__(self, *_command: object) -> None:
        self.killed, self.waits = False, list[float | None]()

    def terminate(self) -> None:
        pass

    def wait(self, timeout: float | None = None) -> int:
        self.waits.append(timeout)
        if not self.killed:
            raise subprocess.TimeoutExpired("worker", timeout or 0)
        return -9

    def kill(self) -> None:
        self.killed = True


@pytest.mark.parametrize(("arguments", "longest"), [(["--demo"], 1), ([], 10)])
def test_a_job_in_hand_has_a_moment_in_the_demo_and_longer_elsewhere(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], longest: float
) -> None:
    started: list[Busy] = []

    def start(*command: object) -> Busy:
        started.append(Busy(*command))
        return started[-1]

    for name in ("_check_port", "_demo_environment", "_fill", "_serve"):
        monkeypatch.setattr(serve, name, lambda *_given: None)
    monkeypatch.setattr("django.core.management.call_command", lambda *_given, **_more: None)
    monkeypatch.setattr(serve.subprocess, "Popen", start)
    monkeypatch.setattr(serve.signal, "signal", lambda *_given: None)
    assert run(["serve", *arguments]) == 0
    assert len(started) == (3 if arguments else 2)
    assert all(one.killed and 0 <= (one.waits[0] or 0) <= longest for one in started)
    assert (started[0].waits[0] or 0) > longest / 2


def test_the_demo_serves_no_other_address() -> None:
    assert run(["--lang", "en", "serve", "--demo", "--address", "0.0.0.0"]) == ExitCode.INPUT


def test_a_port_where_somebody_answers_is_not_shared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port, data = other.getsockname()[1], tmp_path / "desk"
        told = ["serve", "--demo", "--port", str(port), "--data", str(data)]
        assert run(["--lang", "zh", *told]) == ExitCode.INPUT
    said = capsys.readouterr().err
    assert f"127.0.0.1 的端口 {port} 不能使用" in said
    assert "--port 换一个端口" in said
    assert not data.exists(), "nothing is made for a start that comes to nothing"
