"""The SQL of figures, written out once in a run: its workers find what another has written, as servers of a site do."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from tests.builders.migrated import run_folder


@contextmanager
def shared(definitions: ModuleType) -> Iterator[None]:
    """Whatever of `definitions` writes SQL looks first among what the run has written for the same question."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(definitions, "_written", _found_or(definitions._written))
        patch.setattr("plumbline.apps.figures.queries.PATIENCE", float("inf"))
        yield


def _found_or(written: Callable[..., str]) -> Callable[..., str]:
    def found(indicator: Any, procedure: str, layout: Any, calendar: Any, rows: bool) -> str:
        return once(
            lambda: written(indicator, procedure, layout, calendar, rows), indicator, procedure, layout, rows
        )

    return found


def once(write: Callable[[], str], indicator: object, procedure: str, layout: Any, rows: bool) -> str:
    """The SQL of an indicator over one procedure, written unless the run has it."""
    asked = repr((indicator, procedure, layout, rows))
    folder = run_folder() / "sql"
    folder.mkdir(exist_ok=True)
    kept = folder / hashlib.sha256(asked.encode()).hexdigest()
    if not kept.exists():
        new = kept.with_suffix(f".{os.getpid()}")
        new.write_text(write(), "utf-8")
        new.replace(kept)
    return kept.read_text("utf-8")
