"""Holds files, functions and classes to the size limits; an exception stands below with its reason.

Limits: file 400 lines, test file 600, function 50, class 200. A function or class is counted without its docstring and
decorators, so that nobody saves lines on prose.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from repository_files import ROOT, repository_files

FILE, TEST_FILE, FUNCTION, CLASS = 400, 600, 50, 200

# path or path::name -> why it may be larger, said by someone who tried to split it
EXCEPTIONS: dict[str, str] = {}


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines of a definition without its docstring."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def definitions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Every definition below a node; none stands inside an expression, where most nodes are."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield child
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from definitions(child)


def too_large(path: Path, text: str) -> list[tuple[str, str]]:
    """(key of the exception table, sentence) for each thing over its limit in one file."""
    found = []
    limit = TEST_FILE if path.parts[0] == "tests" else FILE
    count = text.count("\n") + (not text.endswith("\n"))
    if count > limit:
        found.append((str(path), f"{path}: {count} lines, at most {limit}; split it by what it is about"))
    for node in definitions(ast.parse(text, str(path))):
        most, what = (CLASS, "class") if isinstance(node, ast.ClassDef) else (FUNCTION, "function")
        if (count := lines_of(node)) > most:
            sentence = f"{path}:{node.lineno}: {what} {node.name} has {count} lines, at most {most}"
            found.append((f"{path}::{node.name}", sentence))
    return found


def main() -> int:
    found = []
    for path in repository_files():
        if path.suffix == ".py":
            found += too_large(path, (ROOT / path).read_text("utf-8"))
    keys = {key for key, _ in found}
    messages = [sentence for key, sentence in found if key not in EXCEPTIONS]
    messages += [
        f"{key}: listed as an exception but within its limit; take it off"
        for key in EXCEPTIONS
        if key not in keys
    ]
    print("\n".join(messages), end="\n" if messages else "")
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main())
