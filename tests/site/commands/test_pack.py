"""`plumbline pack`: checks with exit codes, lists, and prints what is generated."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.packs.bad_packs import BASE

from plumbline.site.commands import run
from plumbline.site.exit_code import ExitCode


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "packs")
    return tmp_path / "packs"


def test_a_sound_pack(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "pack", "check", "--quiet", str(packs)]) == ExitCode.OK
    assert capsys.readouterr().out == "12 rules, 4 examples, 0 faults, 4 warnings\n"


def test_one_folder_is_checked_alone(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layer = packs / "cn/sector/fire/procedures/well"
    assert run(["--lang", "en", "pack", "check", "--quiet", str(layer)]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("6 rules, 2 examples, 0 faults")
    examples = packs / "cn/procedures/well/examples.yaml"
    examples.write_text(examples.read_text("utf-8").replace("violated", "broken"), encoding="utf-8")
    assert run(["--lang", "en", "pack", "check", "--quiet", str(layer)]) == ExitCode.OK
    assert (
        run(["--lang", "en", "pack", "check", "--quiet", str(packs / "cn/procedures/well")])
        == ExitCode.FINDINGS
    )


def test_warnings_count_only_when_strict(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", "pack", "check", "--strict", str(packs)]) == ExitCode.FINDINGS
    assert "警告：" in capsys.readouterr().out


def test_an_example_that_comes_out_otherwise_is_a_fault(
    packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = packs / "cn/procedures/well/examples.yaml"
    text = examples.read_text("utf-8").replace("days_over: 1}\n    two", "days_over: 2}\n    two")
    examples.write_text(text, encoding="utf-8")
    assert run(["--lang", "en", "pack", "check", "--json", str(packs)]) == ExitCode.FINDINGS
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault["kind"] == "ExampleWrong"
    assert fault["file"].endswith("examples.yaml")
    assert fault["line"] == 25


def test_rules_without_examples_only_on_demand(packs: Path) -> None:
    (packs / "cn/procedures/well/examples.yaml").unlink()
    assert run(["pack", "check", str(packs)]) == ExitCode.FINDINGS
    assert run(["pack", "check", "--no-examples", str(packs)]) == ExitCode.OK


def test_list(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack", "list", "--packs", str(packs), "--json"]) == ExitCode.OK
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["procedure"], row["rules"], row["layers"]) == ("well.use", 6, ["cn/fire"])
    assert run(["--lang", "zh", "pack", "list", "--packs", str(packs)]) == ExitCode.OK
    assert "取水许可" in capsys.readouterr().out


def test_show_follows_the_field(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack", "show", "well.use", "--field", "fire", "--packs", str(packs)]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "decide-in-30-days-fire" in told
    assert "`decide-in-20-days` |" not in told


def test_diagram_manual_and_schema(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack", "diagram", "well.use", "--packs", str(packs)]) == ExitCode.OK
    assert ET.fromstring(capsys.readouterr().out).tag.endswith("svg")
    assert run(["pack", "manual", "--packs", str(packs)]) == ExitCode.OK
    assert "# 取水许可 Permit to take water" in capsys.readouterr().out
    assert run(["pack", "schema", "layer"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["title"] == "layer.yaml"


def test_an_unknown_procedure_is_a_mistake_of_the_input(
    packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "en", "pack", "show", "well.uses", "--packs", str(packs)]) == ExitCode.INPUT
    told = capsys.readouterr().err
    assert "did you mean “well.use”" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("columns", [None, "60"])
def test_ids_are_never_shortened(
    columns: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Piped, a procedure is one line, as `grep` wants it; where the width is given, titles fold before ids."""
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    assert run(["--lang", "en", "pack", "list"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "normative.document " in said
    [line] = [line for line in said.splitlines() if "compulsory.enforcement" in line]
    assert columns or "Compulsory enforcement" in line
