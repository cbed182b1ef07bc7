"""Keeps the Chinese catalogue in step with the program; the ids are the English texts.

They are collected from `_("…")` in src/plumbline/site and src/plumbline/apps, from the help of every command, and
from click's own texts listed below.

    python tools/messages.py          add what is missing (with an empty translation), drop what is unused
    python tools/messages.py --check  exit 1 and name each id without translation, and each id no longer used
"""

from __future__ import annotations

import argparse
import ast
import importlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from plumbline.site.commands import COMMANDS, plumbline
from plumbline.site.language import CATALOGUES, DOMAIN, use_language

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = CATALOGUES / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"
SOURCES = (ROOT / "src/plumbline/site", ROOT / "src/plumbline/apps")

# What click itself says on the ways our users take; looked up in the same catalogue.
CLICK = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Error: {message}",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing {param_type}",
    "No such option: {name}",
    "No such command {name!r}.",
    "Try '{command} {option}' for help.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "Directory",
    "File",
    "Path",
    "file",
    "directory",
    "path",
    "required",
    "default: {default}",
    "Aborted!",
)


def called_with_text(source: str, path: str) -> Iterator[str]:
    """The constant texts given to `_` in one file."""
    for node in ast.walk(ast.parse(source, path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "_"
            and node.args
        ):
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def told_by(command: click.Command) -> Iterator[str]:
    """The texts in the help of a command and of those under it."""
    for text in (command.help, command.short_help, command.epilog):
        if text:
            yield text
    for param in command.params:
        if text := getattr(param, "help", None):
            yield text
    if isinstance(command, click.Group):
        for sub in command.commands.values():
            yield from told_by(sub)


def message_ids() -> set[str]:
    """Every text that needs a translation."""
    found = set(CLICK)
    for folder in SOURCES:
        for path in folder.rglob("*.py"):
            found.update(called_with_text(path.read_text("utf-8"), str(path)))
    use_language("en")
    found.update(told_by(plumbline))
    for row in COMMANDS.values():
        found.add(row.summary)
        module, _, function = row.place.partition(":")
        found.update(told_by(getattr(importlib.import_module(module), function)))
    return found


def read() -> dict[str, str]:
    """Id to translation."""
    if not CATALOGUE.exists():
        return {}
    with CATALOGUE.open("rb") as stream:
        return {str(row.id): str(row.string) for row in read_po(stream) if row.id}


def write(rows: dict[str, str]) -> None:
    """The catalogue, ordered by id, without times and places, so that two people's changes rarely meet."""
    catalogue = Catalog(locale="zh_CN", domain=DOMAIN, fuzzy=False)
    for text, translation in sorted(rows.items()):
        catalogue.add(text, translation)
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, width=0)
    head = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(head + stream.getvalue().decode("utf-8"), "utf-8")


def problems() -> list[str]:
    """Ids without a translation and translations without an id."""
    wanted, have = message_ids(), read()
    where = CATALOGUE.relative_to(ROOT)
    found = [
        f"{where}: no translation of {text!r}; write it" for text in sorted(wanted) if not have.get(text)
    ]
    return found + [
        f"{where}: {text!r} is used nowhere; run python tools/messages.py"
        for text in sorted(set(have) - wanted)
    ]


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when a translation is missing"
    )
    if arguments.parse_args().check:
        found = problems()
        print("\n".join(found), end="\n" if found else "")
        return 1 if found else 0
    have = read()
    write({text: have.get(text, "") for text in message_ids()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
