"""The package stands at the bottom, alone: it imports nothing else of ours and only `cryptography` from outside."""

import ast
import sys
from pathlib import Path

import pytest

import plumbline.core.ledger

FOLDER = Path(plumbline.core.ledger.__file__).parent
OWN = "plumbline.core.ledger"


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_imports(path: Path) -> None:
    for name in imported(path):
        top = name.partition(".")[0]
        assert name.startswith(OWN) or top in sys.stdlib_module_names or top == "cryptography", name


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_no_clock_and_no_chance_inside(path: Path) -> None:
    """`now`, nonces and salts are arguments; only the command opens a file."""
    assert not imported(path) & {
        "random",
        "secrets",
        "time",
        "socket",
        "urllib",
        "http",
        "sqlite3",
        "os",
        "pickle",
    }
    text = path.read_text("utf-8")
    assert ".now(" not in text
    if path.name != "__main__.py":
        assert "open(" not in text.replace("self._zip.open(", "")
