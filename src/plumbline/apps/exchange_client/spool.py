"""The spool: files on their way, how far each is, and what became of it. A crash at any moment loses nothing.

    SPOOL/waiting/<name>            to be sent; a file put here by hand is taken too
    SPOOL/waiting/.<name>.state     batches that were answered, and the counts so far
    SPOOL/done/<name>               sent to its end
    SPOOL/done/<name>.report.json   counts, and the rows that were set aside with reasons

A state is written after the answer. Killed in between, the batch is sent again under its key, and the server answers
as before.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class State:
    """How far a file is."""

    sha256: str
    batches: int = 0
    rows: int = 0
    stored: int = 0
    known: int = 0
    quarantined: int = 0
    late: int = 0
    differing: int = 0
    breaches: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def add(self, answer: Mapping[str, Any], before: int) -> None:
        """One more batch was answered; `before` rows of the file came before it."""
        self.batches += 1
        for name in ("rows", "stored", "known", "quarantined", "late", "differing", "breaches"):
            setattr(self, name, getattr(self, name) + int(answer[name]))
        for one in answer["results"]:
            if one["state"] == "quarantined":
                self.problems.append({"row": before + one["row"], "problems": one["problems"]})


class Spool:
    """A folder of files on their way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting, self._done = folder / "waiting", folder / "done"
        for one in (self._waiting, self._done):
            one.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, path: Path) -> None:
        """Copies a file in under its name; one of the same name and content that waits already stays as it is."""
        target = self._waiting / path.name
        if target.exists() and _sha256(target) == _sha256(path):
            return
        name = path.name if not target.exists() else f"{path.stem}-{_sha256(path)[:8]}{path.suffix}"
        part = self._waiting / f".{name}.part"
        shutil.copyfile(path, part)
        part.replace(self._waiting / name)

    def waiting(self) -> list[Path]:
        """Files to be sent, the oldest first."""
        found = [one for one in self._waiting.iterdir() if one.is_file() and not one.name.startswith(".")]
        return sorted(found, key=lambda one: (one.stat().st_mtime, one.name))

    def state(self, path: Path) -> State:
        """How far the file is; from the beginning where its content changed."""
        sha256, held = _sha256(path), self._state_of(path)
        if held.exists():
            told = json.loads(held.read_text("utf-8"))
            if told["sha256"] == sha256:
                return State(**told)
        return State(sha256)

    def keep(self, path: Path, state: State) -> None:
        """Writes down how far the file is."""
        _write(self._state_of(path), asdict(state))

    def finish(self, path: Path, state: State) -> Path:
        """The file was sent to its end; its report."""
        report = self._done / f"{path.name}.report.json"
        _write(report, {name: value for name, value in asdict(state).items() if name != "sha256"})
        path.replace(self._done / path.name)
        self._state_of(path).unlink(missing_ok=True)
        return report

    def _state_of(self, path: Path) -> Path:
        return self._waiting / f".{path.name}.state"


def _write(path: Path, told: Mapping[str, Any]) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    part.replace(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
