"""`plumbline attachments verify`: says what is missing or changed, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from plumbline.apps.attachments import actions
from plumbline.site.commands import run
from plumbline.site.exit_code import ExitCode

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two files; the path of one."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    for text in (b"one", b"two"):
        hash = actions.receive([text], name="a.txt", personal=False, by="A1", now=1).hash
    return next((tmp_path / "attachments").rglob(hash.removeprefix("sha256:")))


def test_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attachments", "verify"]) == ExitCode.OK
    assert capsys.readouterr().out == "检查附件 2 个，缺失 0 个，被改动 0 个，无索引引用 0 个\n"


def test_a_changed_file_is_named(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept.chmod(0o600)
    kept.write_bytes(b"TWO")
    assert run(["--lang", "en", "attachments", "verify"]) == ExitCode.FINDINGS
    said = capsys.readouterr().out
    assert f"changed: {kept.name} (sha256:{kept.name})" in said
    assert "2 files checked, 0 missing, 1 changed, 0 named by nothing" in said


def test_a_missing_file_as_json(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept.unlink()
    assert run(["attachments", "verify", "--json"]) == ExitCode.FINDINGS
    assert json.loads(capsys.readouterr().out) == {
        "checked": 2,
        "faults": [{"what": "missing", "digest": kept.name, "hashes": [f"sha256:{kept.name}"]}],
    }
