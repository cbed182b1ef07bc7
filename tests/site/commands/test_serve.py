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

from tests.builders.migrated import migrated_file
from tests.builders.own_database import BIN

from plumbline.site.commands import run
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


def test_the_demo_serves_no_other_address() -> None:
    assert run(["--lang", "en", "serve", "--demo", "--address", "0.0.0.0"]) == ExitCode.INPUT
