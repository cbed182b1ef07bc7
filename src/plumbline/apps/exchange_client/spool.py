"""The spool: files on their way, how far each is, and what became of it. A crash at any moment loses nothing.

    SPOOL/waiting/<name>            to be sent; a file put here by hand is taken too
    SPOOL/waiting/.<name>.state     batches that were answered, and the counts so far
    SPOOL/done/<name>               sent to its end
    SPOOL/done/<name>.report.json   counts, and the rows that were set aside with reasons
    SPOOL/.sending, SPOOL/.putting  held by the process that sends, or that puts a file in

A state is written after the answer. Killed in between, the batch is sent again under its key, and the server answers
as before. What a power cut leaves of a state is read as none: everything is sent again, and nothing arrives twice.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from plumbline.apps.exchange_client.errors import SpoolBusy


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
        with self._held(".putting", fcntl.LOCK_EX):
            name = _free(self._waiting, path, _sha256(path))
            if (self._waiting / name).exists():
                return
            part = self._waiting / f".{name}.part"
            try:
                shutil.copyfile(path, part)
                _to_disk(part)
                part.replace(self._waiting / name)
            finally:
                part.unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While the block runs no other process sends from here. Raises SpoolBusy."""
        with ExitStack() as held:
            try:
                held.enter_context(self._held(".sending", fcntl.LOCK_EX | fcntl.LOCK_NB))
            except BlockingIOError:
                raise SpoolBusy(spool=str(self.folder)) from None
            yield

    @contextmanager
    def _held(self, name: str, how: int) -> Iterator[None]:
        """The lock goes with the process, however that ends."""
        with (self.folder / name).open("a") as lock:
            fcntl.flock(lock, how)
            yield

    def waiting(self) -> list[Path]:
        """Files to be sent, the oldest first."""
        found = [one for one in self._waiting.iterdir() if one.is_file() and not one.name.startswith(".")]
        return sorted(found, key=lambda one: (one.stat().st_mtime, one.name))

    def state(self, path: Path) -> State:
        """How far the file is; from the beginning where its content changed."""
        sha256, held = _sha256(path), self._state_of(path)
        if held.exists():
            with suppress(ValueError, TypeError):  # broken off by a power cut, or of another version
                told = State(**json.loads(held.read_text("utf-8")))
                if told.sha256 == sha256:
                    return told
        return State(sha256)

    def keep(self, path: Path, state: State) -> None:
        """Writes down how far the file is."""
        _write(self._state_of(path), asdict(state))

    def finish(self, path: Path, state: State) -> Path:
        """The file was sent to its end; its report."""
        name = _free(self._done, path, state.sha256)  # the report of an earlier file of this name stays
        report = self._done / f"{name}.report.json"
        _write(report, {key: value for key, value in asdict(state).items() if key != "sha256"})
        path.replace(self._done / name)
        self._state_of(path).unlink(missing_ok=True)
        return report

    def _state_of(self, path: Path) -> Path:
        return self._waiting / f".{path.name}.state"


def _write(path: Path, told: Mapping[str, Any]) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
        _to_disk(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """A file that was only just renamed is empty after a power cut unless it is on the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _free(folder: Path, path: Path, sha256: str) -> str:
    """The file's name; with a part of its hash where another file has that name there."""
    target = folder / path.name
    if not target.exists() or _sha256(target) == sha256:
        return path.name
    return f"{path.stem}-{sha256[:8]}{path.suffix}"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
