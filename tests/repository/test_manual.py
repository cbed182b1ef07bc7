"""The pictures of the manual: none missing, none that no page shows, none that the browser test does not take."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs/manual"
JOURNEY = ROOT / "tests/browser/test_case_journey.py"


def shown(page: Path) -> set[str]:
    return set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text("utf-8")))


def taken() -> set[str]:
    """Names of the pictures that the journey takes, read from its table."""
    for node in ast.parse(JOURNEY.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PICTURES":
            assert isinstance(node.value, ast.Dict)
            return {f"{name}.png" for row in node.value.values for name in ast.literal_eval(row)}
    raise AssertionError("the journey has no table of pictures")


@pytest.mark.parametrize("page", ["casework.md", "casework.zh-CN.md"])
def test_the_manual_shows_every_picture_and_no_other(page: str) -> None:
    held = {path.name for path in MANUAL.glob("*.png")}
    assert shown(MANUAL / page) == held
    assert held == taken()
