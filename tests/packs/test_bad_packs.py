"""Every fault an author can make gives its own sentence, with file, line and remedy, in both languages."""

from pathlib import Path

import pytest
from tests.packs.bad_packs import BAD, BASE, BadPack, bad_packs, errors_of

from plumbline.core.data_file import errors as file_errors
from plumbline.core.data_file.errors import PackError
from plumbline.core.procedures import errors, rule_errors
from plumbline.core.procedures.example_check import ExampleWrong
from plumbline.core.procedures.pack_set import load_packs
from plumbline.site.commands import run
from plumbline.site.exit_code import ExitCode

PACKS = bad_packs()


def test_the_base_is_sound() -> None:
    packs = load_packs(BASE)
    assert packs.ids == ("well.use",)
    assert list(packs.wrong_examples("well.use")) == []
    assert list(packs.wrong_examples("well.use", field="fire")) == []


def test_there_are_enough_bad_packs() -> None:
    assert len(PACKS) >= 100


@pytest.mark.parametrize("bad", PACKS, ids=[bad.name for bad in PACKS])
def test_what_is_said_of_a_bad_pack(bad: BadPack, tmp_path: Path) -> None:
    assert errors_of(bad.changes, tmp_path) == bad.expect


@pytest.mark.parametrize("bad", PACKS, ids=[bad.name for bad in PACKS])
def test_every_message_is_whole(bad: BadPack) -> None:
    for told in bad.expect:
        file, _, line = told["at"].rpartition(":")
        assert file.endswith(".yaml")
        assert int(line) >= 1
        for key in ("zh", "mend_zh", "en", "mend_en"):
            assert told[key].strip(), key
        assert any("\u4e00" <= character <= "\u9fff" for character in told["zh"])


MODULES = {m.__name__ for m in (file_errors, errors, rule_errors)} | {ExampleWrong.__module__}


def kinds_of_errors() -> set[str]:
    """The errors that are raised as such: those without subclasses."""
    found: set[str] = set()

    def collect(kind: type[PackError]) -> None:
        for sub in kind.__subclasses__():
            if sub.__module__ in MODULES:
                collect(sub)
                if not sub.__subclasses__():
                    found.add(sub.__name__)

    collect(PackError)
    return found


def test_every_kind_of_error_has_a_bad_pack() -> None:
    shown = {told["kind"] for bad in PACKS for told in bad.expect}
    # what is not there or not given out is no change to a file; see test_a_missing_folder
    assert kinds_of_errors() - shown == {"FileMissing", "Unreadable"}


def test_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "pack", "check", str(tmp_path / "nowhere")]) == ExitCode.FINDINGS
    told = capsys.readouterr().out
    assert "nowhere:1: there is no" in told
    assert "Traceback" not in told


def test_the_command_line_says_it_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    errors_of(next(bad for bad in PACKS if bad.name == "rule-key-unknown").changes, tmp_path)
    code = run(["--lang", "zh", "pack", "check", str(tmp_path / "packs")])
    told = capsys.readouterr().out
    assert code == ExitCode.FINDINGS
    assert "procedure.yaml:63: “decide-in-20-days”里没有“say”这一项" in told
    assert "改法：是否要写“says”？" in told
    assert "Traceback" not in told


def test_bad_packs_are_all_read() -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} == {bad.name for bad in PACKS}
