"""Settings from the environment, typed, each with a hint when it is missing or wrong. Secrets come from here alone.

Errors
------
InputError
├── SettingMissing    a setting that has no safe default is not there
└── SettingWrong      a setting that cannot be read
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from plumbline.core.errors import InputError

_YES = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


class SettingMissing(InputError):
    """A setting that has no safe default is not there."""

    zh = "缺少环境变量 {name}"
    en = "the environment variable {name} is missing"
    remedy_zh = "{hint_zh}"
    remedy_en = "{hint_en}"


class SettingWrong(InputError):
    """A setting that cannot be read."""

    zh = "环境变量 {name} 的值“{value}”无法使用"
    en = "the environment variable {name} has the unusable value “{value}”"
    remedy_zh = "应写作：{wanted}"
    remedy_en = "write: {wanted}"


class Environment:
    """Reads settings named `PLUMBLINE_…` from a mapping, the process environment by default."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = os.environ if values is None else values

    def text(self, name: str, default: str) -> str:
        """A text; an empty value counts as not given."""
        return self._values.get(name) or default

    def secret(self, name: str, hint_zh: str, hint_en: str) -> str:
        """A secret; raises SettingMissing with the hint."""
        value = self._values.get(name, "")
        if not value:
            raise SettingMissing(name=name, hint_zh=hint_zh, hint_en=hint_en)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Yes or no; raises SettingWrong."""
        value = self._values.get(name, "")
        if not value:
            return default
        if (read := _YES.get(value.lower())) is None:
            raise SettingWrong(name=name, value=value, wanted="1 / 0")
        return read

    def whole(self, name: str, default: int) -> int:
        """A whole number, at least 0; raises SettingWrong."""
        value = self._values.get(name, "")
        if not value:
            return default
        if not value.isdecimal():
            raise SettingWrong(name=name, value=value, wanted="0, 1, 2 …")
        return int(value)

    def names(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Names divided by commas."""
        value = self._values.get(name, "")
        return [part.strip() for part in value.split(",") if part.strip()] if value else list(default)

    def folder(self, name: str, default: Path) -> Path:
        """A folder; need not exist yet."""
        return Path(self._values.get(name) or default)

    def database(self, name: str, default: Path) -> dict[str, object]:
        """Django's settings of a database: `postgresql://user:password@host:port/name` or the path of a SQLite file."""
        value = self._values.get(name, "")
        if value.startswith(("postgresql://", "postgres://")):
            return _postgresql(name, value)
        if "://" in value:
            raise SettingWrong(
                name=name,
                value=value,
                wanted="postgresql://user:password@host:port/name, /path/plumbline.sqlite3",
            )
        return _sqlite(Path(value) if value else default)


def _sqlite(path: Path) -> dict[str, object]:
    """SQLite with what the append-only tables need: recursive triggers, so that REPLACE does not pass them by."""
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
        "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgresql(name: str, value: str) -> dict[str, object]:
    parts = urlsplit(value)
    database = unquote(parts.path.lstrip("/"))
    if not database:
        raise SettingWrong(name=name, value=value, wanted="postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
