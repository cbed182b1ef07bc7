"""A stranger draws and checks with the command, and with nothing but Python from the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from plumbline.site.commands import run as plumbline
from plumbline.site.language import current_language, use_language

SEED = "0f" * 32
PAGES = [Path("docs/how-to/check-a-draw.md"), Path("docs/how-to/check-a-draw.zh-CN.md")]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = current_language()
    use_language("en")
    yield
    use_language(before)


@dataclass(frozen=True)
class Result:
    exit_code: int
    stdout: str
    output: str


def run(*arguments: str | Path) -> Result:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = plumbline(["--lang", "en", "draw", *(str(one) for one in arguments)])
    return Result(code, out.getvalue(), out.getvalue() + err.getvalue())


def drawn(folder: Path) -> tuple[Path, Path]:
    """A list in its order and the bundle of a draw from it."""
    listed, bundle = folder / "list.txt", folder / "bundle.json"
    listed.write_text("".join(f"青石罚〔2026〕{n:03}号\n" for n in range(1, 31)), "utf-8")
    made = run("--list", listed, "--seed", SEED, "--count", "5")
    assert made.exit_code == 0, made.output
    bundle.write_text(made.stdout, "utf-8")
    return listed, bundle


def test_drawn_and_verified(tmp_path: Path) -> None:
    listed, bundle = drawn(tmp_path)
    said = json.loads(bundle.read_text("utf-8"))
    result = run("verify", bundle, "--list", listed, "--commitment", said["commitment"])
    assert (result.exit_code, len(said["drawn"])) == (0, 5), result.output
    assert "the draw holds: 5 of 30" in result.output


def test_each_change_is_named(tmp_path: Path) -> None:
    listed, bundle = drawn(tmp_path)
    good = bundle.read_text("utf-8")
    said = json.loads(good)
    swapped = [said["list"][1], said["list"][0], *said["list"][2:]]
    for changed, word in (
        ({"list": [*said["list"][:-1], "青石罚〔2026〕031号"]}, "not the one published"),
        ({"list": swapped}, "order of the list"),
        ({"drawn": said["drawn"][::-1]}, "place 1 falls to"),
        ({"seed": "0e" * 32}, "not the one committed"),
    ):
        bundle.write_text(json.dumps({**said, **changed}), "utf-8")
        result = run("verify", bundle)
        assert (result.exit_code, word in result.output) == (1, True), result.output
        assert all(stranger(page, bundle) != 0 for page in PAGES)
    bundle.write_text(good, "utf-8")
    assert run("verify", bundle, "--commitment", "0" * 64).exit_code == 1
    listed.write_text(listed.read_text("utf-8") + "\n", "utf-8")
    assert run("verify", bundle, "--list", listed).exit_code == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_s_own_program_agrees(page: Path, tmp_path: Path) -> None:
    _listed, bundle = drawn(tmp_path)
    assert stranger(page, bundle) == 0


def test_a_commitment_is_that_of_its_seed(tmp_path: Path) -> None:
    made, again = (json.loads(run("commit").stdout) for _ in range(2))
    assert made["seed"] != again["seed"]
    listed, _bundle = drawn(tmp_path)
    bundle = json.loads(run("--list", listed, "--seed", made["seed"], "--count", "1").stdout)
    assert bundle["commitment"] == made["commitment"]


def stranger(page: Path, bundle: Path) -> int:
    """The exit code of the program printed on the page, run by a bare interpreter."""
    program = re.search(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert program
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program[1], bundle], capture_output=True)
    return done.returncode
