"""`plumbline scan --all` after a change of packs: each finding that the change opened or closed is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.builders.desk import FILED, HEAD, did, opened
from tests.builders.history import instant

from plumbline.apps.pack_store.shelf import Shelf
from plumbline.apps.supervision.actions import scanning, tick
from plumbline.site.commands import run
from plumbline.site.exit_code import ExitCode

pytestmark = [pytest.mark.django_db(transaction=True)]
NOW = instant("2026-04-20 09:00")


@pytest.fixture
def shorter(tmp_path: Path) -> Shelf:
    """Packs in which a decision is due after thirty days."""
    root = tmp_path / "packs"
    shutil.copytree("packs", root)
    file = root / "cn/procedures/penalty-ordinary/procedure.yaml"
    text = file.read_text("utf-8")
    assert text.count("within: 90 days") == 1
    file.write_text(text.replace("within: 90 days", "within: 30 days"), "utf-8")
    return Shelf(root, "650105")


def test_what_a_change_of_packs_changed_is_named(monkeypatch, capsys, shorter) -> None:
    monkeypatch.setattr("plumbline.site.clock.server_clock", lambda: NOW)
    case = opened("2026-03-02 09:00")
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    assert tick(now=NOW).opened == 0
    with monkeypatch.context() as patch:
        patch.setattr(scanning, "shelf", lambda: shorter)
        assert run(["--lang", "en", "scan", "--all"]) == ExitCode.OK
        said = capsys.readouterr().out
        line = "青市监立〔2026〕1号  penalty.ordinary/decide-in-90-days  violated  due 2026-04-01"
        assert line in said
        assert "1 findings opened, 0 changed, 0 no longer found" in said
        assert run(["--lang", "en", "scan", "--all"]) == ExitCode.OK
        assert line not in capsys.readouterr().out, "what is known already is not told again"
    assert run(["scan", "--all", "--json"]) == ExitCode.OK
    (told,) = json.loads(capsys.readouterr().out)["changes"]
    assert (told["what"], told["case"], told["rule"]) == (
        "closed",
        "青市监立〔2026〕1号",
        "decide-in-90-days",
    )
    assert run(["scan", "--json"]) == ExitCode.OK
    assert "changes" not in json.loads(capsys.readouterr().out)
