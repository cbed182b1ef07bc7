"""Keeps the message catalogues in step with the program: every text a person reads has a Chinese and an English form.

Message ids are collected from `_("…")` in src/plumbline/site and src/plumbline/apps, from the help of every command, and
from click's own texts listed below.

    python tools/messages.py          add what is missing to the catalogues (with an empty translation), drop what is unused
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
from plumbline.site.language import CATALOGUES, CODES, DOMAIN, use_language

ROOT = Path(__file__).resolve().parent.parent
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
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
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


def catalogue_path(code: str) -> Path:
    """Where the catalogue of a language stands."""
    return CATALOGUES / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(code: str) -> dict[str, str]:
    """Id to translation."""
    path = catalogue_path(code)
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        return {str(row.id): str(row.string) for row in read_po(stream) if row.id}


def write(code: str, rows: dict[str, str]) -> None:
    """The catalogue, ordered by id, without times and places, so that two people's changes rarely meet."""
    catalogue = Catalog(locale=code, domain=DOMAIN, project="plumbline", fuzzy=False, header_comment=f"# {code}")
    for text, translation in sorted(rows.items()):
        catalogue.add(text, translation)
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, width=0)
    head = f'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    catalogue_path(code).parent.mkdir(parents=True, exist_ok=True)
    catalogue_path(code).write_text(head + stream.getvalue().decode("utf-8"), "utf-8")


def problems() -> list[str]:
    """Ids without a translation and translations without an id."""
    wanted = message_ids()
    found = []
    for code in CODES.values():
        where = catalogue_path(code).relative_to(ROOT)
        have = read(code)
        found += [f"{where}: no translation of {text!r}; write it" for text in sorted(wanted) if not have.get(text)]
        found += [f"{where}: {text!r} is used nowhere; run python tools/messages.py" for text in sorted(set(have) - wanted)]
    return found


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 when a translation is missing")
    if arguments.parse_args().check:
        found = problems()
        print("\n".join(found), end="\n" if found else "")
        return 1 if found else 0
    wanted = message_ids()
    for language, code in CODES.items():
        have = read(code)
        write(code, {text: have.get(text) or (text if language == "en" else "") for text in wanted})
    return 0


if __name__ == "__main__":
    sys.exit(main())
