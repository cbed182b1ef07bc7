"""The door of the command line: lazy commands, two languages, plain errors, documented exit codes."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from plumbline.core.errors import InputError, Language
from plumbline.site import commands
from plumbline.site.commands import COMMANDS, Command, plumbline, run
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import language_of


class BrokenDate(InputError):
    zh = "日期“{given}”读不懂"
    en = "cannot read the date “{given}”"
    remedy_zh = "写成 2026-10-08"
    remedy_en = "write it as 2026-10-08"


@click.command(help="Show the version and stop.")
@click.option("--how", default="well")
def probe(how: str) -> None:
    if how == "input":
        raise BrokenDate(given="10/8")
    if how == "defect":
        raise RuntimeError("boom")
    if how == "stop":
        raise KeyboardInterrupt
    if how == "findings":
        click.get_current_context().exit(ExitCode.FINDINGS)
    click.echo("answer")


@pytest.fixture(autouse=True)
def probed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command of our own in the table, whatever else stands there."""
    module = ModuleType("probed_command")
    module.probe = probe  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "probed_command", module)
    monkeypatch.setitem(
        commands.COMMANDS, "probe", Command("probed_command:probe", "Show the version and stop.")
    )


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("well", ExitCode.OK),
        ("findings", ExitCode.FINDINGS),
        ("input", ExitCode.INPUT),
        ("defect", ExitCode.DEFECT),
        ("stop", ExitCode.INTERRUPTED),
    ],
)
def test_exit_codes(how: str, code: ExitCode) -> None:
    assert run(["probe", "--how", how]) == code


@pytest.mark.parametrize(
    "given", [["nothing-like-it"], ["--nope"], ["probe", "--nope"], ["--lang", "fr", "probe"]]
)
def test_wrong_use_ends_with_two(given: list[str]) -> None:
    assert run(given) == ExitCode.INPUT


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "错误：日期“10/8”读不懂\n办法：写成 2026-10-08\n"),
        ("en", "error: cannot read the date “10/8”\nremedy: write it as 2026-10-08\n"),
    ],
)
def test_an_error_says_what_is_wrong_and_what_to_do(
    language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["--lang", language, "probe", "--how", "input"])
    shown = capsys.readouterr()
    assert shown.err == said
    assert shown.out == ""


def test_a_defect_shows_its_traceback_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--lang", "en", "probe", "--how", "defect"])
    assert "Traceback" not in (plain := capsys.readouterr().err)
    assert "RuntimeError: boom" in plain
    run(["--lang", "en", "--debug", "probe", "--how", "defect"])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_language_of_the_environment_is_chinese_unless_english_is_asked(
    environment: dict[str, str], language: Language
) -> None:
    assert language_of(environment) == language


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--lang", "zh", "--help"])
    chinese = capsys.readouterr().out
    run(["--lang", "en", "--help"])
    english = capsys.readouterr().out
    assert "选项" in chinese
    assert "显示版本后退出。" in chinese
    assert "Options" in english
    assert "Show the version and stop." in english


def test_help_of_a_command_is_translated_when_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--lang", "zh", "probe", "--help"])
    assert "显示版本后退出。" in capsys.readouterr().out
    run(["--lang", "en", "probe", "--help"])
    assert "Show the version and stop." in capsys.readouterr().out


def test_every_command_of_the_table_is_there_and_tells_how_to_use_it() -> None:
    for name in COMMANDS:
        assert run([name, "--help"]) == ExitCode.OK


def test_every_command_module_stands_in_the_table() -> None:
    """A module of commands is listed, or is part of one that is: `ledger_checks` belongs to `ledger`."""
    folder = Path(commands.__file__).parent
    listed = {row.place.partition(":")[0] for row in COMMANDS.values()}
    for path in folder.glob("[a-z]*.py"):
        module = importlib.import_module(f"{commands.__name__}.{path.stem}")
        if any(isinstance(value, click.Command) for value in vars(module).values()):
            whole = module.__name__.partition("_")[0]
            assert {module.__name__, whole} & listed, f"{path.name} is not in COMMANDS"


def test_help_imports_no_command_and_no_engine() -> None:
    script = (
        "import sys; from plumbline.site.commands import run; run(['--help']);"
        "heavy = {'ibis', 'duckdb', 'pyarrow', 'numpy', 'rich', 'yaml'} & set(sys.modules); sys.exit(bool(heavy))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0


def test_a_process_of_the_site_starts_without_an_engine_or_the_desks() -> None:
    """What the apps read as they start is in the memory of every process: sealing, verifying, following the log."""
    script = (
        "import sys, django; django.setup();"
        "heavy = {'ibis', 'duckdb', 'pyarrow', 'openpyxl', 'docx', 'pypdf', 'plumbline.apps.casework.act'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    given = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }  # the settings of the test stand among the tools
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, text=True, env=given
    )
    assert done.returncode == 0, done.stderr


def test_the_group_itself_is_what_the_console_script_runs() -> None:
    assert plumbline.name == "plumbline"
