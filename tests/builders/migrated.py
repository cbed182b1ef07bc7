"""Databases with all migrations applied: made once in a run, copied by its workers and by tests that need their own."""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

BIN = Path(sys.executable).parent
RUN = "PLUMBLINE_TEST_RUN"
"""The variable that names the folder of a run to its workers."""


def begin_run() -> Path:
    """A folder that this process and those it starts share until it ends."""
    made = Path(tempfile.mkdtemp(prefix="plumbline-run-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    os.environ[RUN] = str(made)
    return made


@cache
def run_folder() -> Path:
    """The folder of the run; one's own where nobody began one."""
    shared = os.environ.get(RUN)
    return Path(shared) if shared else begin_run()


@cache
def migrated_file() -> Path:
    """A SQLite file to be copied."""
    made = run_folder() / "migrated.sqlite3"
    with _one_at_a_time():
        if not made.exists():
            begun = made.with_suffix(".begun")
            _migrate(str(begun))
            with closing(sqlite3.connect(begun)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            begun.rename(made)
    return made


@cache
def migrated_database(server: str) -> str:
    """The name of a database to be a template, which nobody is connected to; it goes with its server."""
    told = run_folder() / f"migrated-{hashlib.sha256(server.encode()).hexdigest()[:16]}"
    with _one_at_a_time():
        if not told.exists():
            name = f"migrated_{secrets.token_hex(6)}"
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            _migrate(beside(server, name))
            told.write_text(name)
    return told.read_text()


def beside(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Workers that come second wait until the first is through."""
    with (run_folder() / "migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(address: str) -> None:
    """In a process under the site's own settings, as where it is installed."""
    with tempfile.TemporaryDirectory() as data:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
            "PLUMBLINE_SECRET_KEY": "tests-only-and-never-a-secret-" + "0" * 30,
            "PLUMBLINE_DATABASE": address,
            "PLUMBLINE_DATA": data,
        }
        command = [str(BIN / "plumbline"), "manage", "migrate", "--verbosity", "0"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
