"""A backup that fits together: first the database, then the files, which only ever grow; without key and settings.

A file that a record of the copied database names is in the copy, since files come before their records. One that was
destroyed in between is not, and the restored database says so when the fixity check runs. The key of the ledger and the
settings are kept elsewhere: with them in it, whoever has a backup could sign as the site.

Errors
------
InputError
├── BackupThere    the folder holds something
├── BackupInside   the folder lies in the one that is copied
└── ToolMissing    a program of PostgreSQL is not there, or failed
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from plumbline.core.errors import InputError

DATABASE: Final = "database.sqlite3"
DUMP: Final = "database.dump"
FOLDERS: Final = ("attachments", "calendars", "law")
"""What is no part of the database and cannot be made again from it."""
NOTE: Final = "backup.json"
_LAST: Final = "last-backup.json"


class BackupThere(InputError):
    """The folder holds something."""

    zh = "文件夹 {folder} 不是空的"
    en = "the folder {folder} is not empty"
    remedy_zh = "每次备份用一个新文件夹，如以日期命名"
    remedy_en = "name a new folder for each backup, such as one with the day in its name"


class BackupInside(InputError):
    """The folder lies in the one that is copied."""

    zh = "{folder} 在数据文件夹之内"
    en = "{folder} lies in the folder of data"
    remedy_zh = "备份到另一块磁盘、另一台机器"
    remedy_en = "back up to another disk or machine"


class ToolMissing(InputError):
    """A program of PostgreSQL is not there, or failed."""

    zh = "pg_dump 未能完成：{problem}"
    en = "pg_dump did not do it: {problem}"
    remedy_zh = "安装与服务器同版本的 postgresql-client"
    remedy_en = "install the postgresql-client of the server's version"


def back_up(folder: Path, data: Path, database: Mapping[str, object], now: int) -> dict[str, object]:
    """Copies everything; what was copied. Raises the errors above."""
    folder = folder.absolute()
    if folder.exists() and any(folder.iterdir()):
        raise BackupThere(folder=folder)
    if folder.is_relative_to(data.absolute()):
        raise BackupInside(folder=folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if str(database["ENGINE"]).endswith("sqlite3"):
        name = DATABASE
        _copy_sqlite(Path(str(database["NAME"])), folder / DATABASE)
    else:
        name = DUMP
        _dump(database, folder / DUMP)
    files = sum(_copy_files(data / one, folder / one) for one in FOLDERS)
    told: dict[str, object] = {
        "at": now,
        "database": name,
        "bytes": (folder / name).stat().st_size,
        "files": files,
    }
    (folder / NOTE).write_text(json.dumps(told) + "\n", "utf-8")
    (data / _LAST).write_text(json.dumps({"at": now, "folder": str(folder)}) + "\n", "utf-8")
    return told


def last_backup(data: Path) -> int | None:
    """When the last one ended (µs UTC); None: never, or nobody knows."""
    try:
        return int(json.loads((data / _LAST).read_text("utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _copy_sqlite(source: Path, target: Path) -> None:
    """What is committed, in one reading transaction: writers go on beside it."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
    target.chmod(0o600)


def _dump(database: Mapping[str, object], target: Path) -> None:
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    told = {name: str(database[key]) for name, key in names.items() if database.get(key)}
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target)]
    try:
        done = subprocess.run(
            command, env={**os.environ, **told}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise ToolMissing(problem=str(error)) from None
    if done.returncode:
        raise ToolMissing(problem=done.stderr.strip()[-500:])
    target.chmod(0o600)


def _copy_files(source: Path, target: Path) -> int:
    """How many; those that go meanwhile are left out."""
    count = 0
    for file in source.rglob("*"):
        if not file.is_file():
            continue
        place = target / file.relative_to(source)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            shutil.copy2(file, place)
        except FileNotFoundError:
            continue
        count += 1
    return count
