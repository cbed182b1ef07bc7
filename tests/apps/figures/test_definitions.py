"""SQL of rows is written out once: another process finds it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plumbline.apps.figures import definitions as module
from plumbline.apps.figures.definitions import definitions


def never(*_asked: object) -> str:
    raise AssertionError("written out again")


def test_what_one_process_wrote_out_another_finds(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    known = definitions()
    one = known.catalogue.indicators["penalties"]
    first = replace(known, _sql={}).sql(one, "penalty.simple", rows=True)
    other = replace(known, _sql={})
    monkeypatch.setattr(module, "_written", never)
    assert other.sql(one, "penalty.simple", rows=True) == first
    with pytest.raises(AssertionError):
        other.sql(one, "penalty.ordinary", rows=True)
