"""A database of its own for tests with real processes: a SQLite file, or a database on the PostgreSQL server."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from tests.builders.migrated import beside, migrated_database, migrated_file

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class OwnDatabase:
    """Where it is, and the ways in: a process under the site's settings, or a statement."""

    address: str
    folder: Path
    more: dict[str, str] = field(default_factory=dict)
    """Further variables of every process."""

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find it."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
            "PLUMBLINE_SECRET_KEY": "tests-only-and-never-a-secret-" + "0" * 30,
            "PLUMBLINE_DATABASE": self.address,
            "PLUMBLINE_DATA": str(self.folder),
            **self.more,
        }

    def start(self, *command: str, takes_input: bool = False, **environment: str) -> subprocess.Popen[str]:
        """A process that works on it."""
        return subprocess.Popen(
            [str(BIN / command[0]), *command[1:]],
            env={**self.environment, **environment},
            text=True,
            stdin=subprocess.PIPE if takes_input else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *command: str, **environment: str) -> str:
        """A process that works on it and ends well; what it printed."""
        process = self.start(*command, **environment)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        return out

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement, committed; marks are written %s."""
        if self.address.startswith("postgresql"):
            with psycopg.connect(self.address) as connection:
                cursor = connection.execute(statement, values)  # type: ignore[arg-type]
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.address, timeout=300)) as connection, connection:
            return connection.execute(statement.replace("%s", "?"), values).fetchall()


@contextmanager
def own_database(folder: Path) -> Iterator[OwnDatabase]:
    """A migrated database, gone afterwards."""
    server = os.environ.get("PLUMBLINE_TEST_DATABASE")
    if not server:
        made = OwnDatabase(str(folder / "own.sqlite3"), folder)
        shutil.copyfile(migrated_file(), made.address)
        yield made
        return
    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_database(server)}")
        try:
            yield OwnDatabase(beside(server, name), folder)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
