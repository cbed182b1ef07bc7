"""The file of a site's settings: lines `NAME='value'` that this program, the shell and systemd read alike.

Errors
------
InputError
├── EnvFileOpen    others than the owner and the group may read the file
└── EnvFileWrong   a line of it cannot be read, or a value cannot be written so that all three read the same
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from plumbline.core.errors import InputError

NAME: Final = "plumbline.env"
_LINE: Final = re.compile(r"(?:export\s+)?([A-Z][A-Z0-9_]*)=(.*)")
_UNQUOTED: Final = re.compile(r"[^\s'\"\\$`#;&|<>()]*")


class EnvFileOpen(InputError):
    """Others than the owner and the group may read the file, and it holds the secret of the site."""

    zh = "设置文件 {path} 的权限为 {mode}，其他用户可以读取"
    en = "the settings file {path} has the mode {mode}: others can read it"
    remedy_zh = "chmod 600 {path}"
    remedy_en = "chmod 600 {path}"


class EnvFileWrong(InputError):
    """A line that cannot be read, or a value that cannot be written."""

    zh = "设置文件 {path} 第 {line} 行：{problem_zh}"
    en = "the settings file {path}, line {line}: {problem_en}"
    remedy_zh = "每行写作 NAME='值'，值中不用单引号、反斜杠"
    remedy_en = "write each line as NAME='value', without a single quote or a backslash in the value"


def read_env_file(path: Path) -> dict[str, str]:
    """The settings of the file. Raises EnvFileOpen, EnvFileWrong; OSError where it cannot be opened."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & stat.S_IROTH:
        raise EnvFileOpen(path=path, mode=f"{mode:o}")
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        read = _LINE.fullmatch(text)
        if read is None:
            raise _wrong(path, number, "不是 NAME='值'", "it is not NAME='value'")
        found[read[1]] = _value(path, number, read[2])
    return found


def _value(path: Path, number: int, text: str) -> str:
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    inside = text[1:-1] if quoted else text
    special = "'\\" if text[:1] == "'" else '"\\$`'
    if (quoted and any(one in inside for one in special)) or not (quoted or _UNQUOTED.fullmatch(text)):
        raise _wrong(path, number, "值的写法各程序理解不同", "programs read this value differently")
    return inside


def write_env_file(path: Path, values: Mapping[str, str], note: str) -> None:
    """Writes it whole or not at all, for its owner alone. Raises EnvFileWrong."""
    lines = [*(f"# {one}" for one in note.splitlines())]
    for number, (name, value) in enumerate(values.items(), len(lines) + 1):
        if any(one in value for one in "'\\\n\r"):
            raise _wrong(path, number, f"{name} 的值无法写入", f"the value of {name} cannot be written")
        lines.append(f"{name}='{value}'")
    made = path.with_name(f".{path.name}.part")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)


def _wrong(path: Path, line: int, problem_zh: str, problem_en: str) -> EnvFileWrong:
    return EnvFileWrong(path=path, line=line, problem_zh=problem_zh, problem_en=problem_en)
