"""Files taken in through the real door, into a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from plumbline.apps.attachments import actions
from plumbline.apps.attachments.actions import Received

NOW = 1_790_000_000_000_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The attachments' folder."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path / "attachments"


Take = Callable[..., Received]


@pytest.fixture
def take(folder: Path) -> Take:
    """Take bytes in."""

    def taken(data: bytes, name: str = "a.jpg", **options: Any) -> Received:
        chunks: Iterator[bytes] = (data[at : at + 1000] for at in range(0, len(data), 1000))
        return actions.receive(chunks, **{"name": name, "personal": False, "by": "A1", "now": NOW, **options})

    return taken


def files_under(folder: Path) -> list[str]:
    """Whatever bytes lie there, but for the guards."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "guards"
    )
