"""Keeps the Chinese catalogue in step with the program; the ids are the English texts.

They are collected from `_("…")` and `ngettext("…", "…", n)` in src/plumbline/site and src/plumbline/apps, from the
tags of templates (`{% translate %}`, `{% blocktranslate %}`), from the help of every command, and from click's own
texts listed below. A text with a plural is a pair of ids with one translation: Chinese has no plural.

    python tools/messages.py          add what is missing (with an empty translation), drop what is unused
    python tools/messages.py --check  exit 1 and name each id without translation, and each id no longer used
"""

from __future__ import annotations

import argparse
import ast
import importlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from plumbline.site.commands import COMMANDS, plumbline
from plumbline.site.language import CATALOGUES, DOMAIN, use_language

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = CATALOGUES / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"
SOURCES = (ROOT / "src/plumbline/site", ROOT / "src/plumbline/apps")
TEMPLATES = ROOT / "src/plumbline/site/templates"
Id = str | tuple[str, str]

# templatize() turns a template into calls of these; a text is one literal of Python.
LITERAL = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b(ngettext|gettext|_)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?", re.DOTALL)

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

# What forms of Django say without being asked; ours name what to do.
DJANGO: tuple[Id, ...] = (
    "This field is required.",
    "Enter a valid date.",
    "Enter a valid date/time.",
    "Enter a number.",
    "Enter a whole number.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)


def called_with_text(source: str, path: str) -> Iterator[Id]:
    """The constant texts given to `_`, `gettext_lazy` and `ngettext` in one file."""
    for node in ast.walk(ast.parse(source, path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        wanted = {"_": 1, "gettext_lazy": 1, "ngettext": 2}.get(node.func.id, 0)
        texts = [text.value for text in node.args[:wanted] if isinstance(text, ast.Constant)]
        if wanted and len(texts) == wanted and all(isinstance(text, str) for text in texts):
            yield (str(texts[0]), str(texts[1])) if wanted == 2 else str(texts[0])


def in_template(source: str, path: str) -> Iterator[Id]:
    """The texts of the translation tags in one template."""
    for call in CALL.finditer(templatize(source, origin=path)):
        texts = [ast.literal_eval(text) for text in call.groups()[1:] if text]
        yield (texts[0], texts[1]) if call[1] == "ngettext" else texts[0]


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


def message_ids() -> set[Id]:
    """Every text that needs a translation."""
    found: set[Id] = {*CLICK, *DJANGO}
    for folder in SOURCES:
        for path in folder.rglob("*.py"):
            found.update(called_with_text(path.read_text("utf-8"), str(path)))
    if not settings.configured:
        settings.configure(USE_I18N=True)
    for path in TEMPLATES.rglob("*.html"):
        found.update(in_template(path.read_text("utf-8"), str(path)))
    use_language("en")
    found.update(told_by(plumbline))
    for row in COMMANDS.values():
        found.add(row.summary)
        module, _, function = row.place.partition(":")
        found.update(told_by(getattr(importlib.import_module(module), function)))
    return found


def read() -> dict[Id, str]:
    """Id to translation."""
    if not CATALOGUE.exists():
        return {}
    with CATALOGUE.open("rb") as stream:
        rows = [row for row in read_po(stream, locale="zh_CN") if row.id]
    return {_id(row.id): _first(row.string) for row in rows}


def _id(found: object) -> Id:
    return (found[0], found[1]) if isinstance(found, tuple | list) else str(found)


def _first(found: object) -> str:
    return str(found[0]) if isinstance(found, tuple | list) else str(found)


def order(text: Id) -> str:
    """What rows are ordered by: the id, the singular of a pair."""
    return text if isinstance(text, str) else text[0]


def write(rows: dict[Id, str]) -> None:
    """The catalogue, ordered by id, without times and places, so that two people's changes rarely meet."""
    catalogue = Catalog(locale="zh_CN", domain=DOMAIN, fuzzy=False)
    for text in sorted(rows, key=order):
        catalogue.add(text, rows[text] if isinstance(text, str) else (rows[text],))
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, width=0)
    head = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(head + stream.getvalue().decode("utf-8"), "utf-8")


def problems() -> list[str]:
    """Ids without a translation and translations without an id."""
    wanted, have = message_ids(), read()
    where = CATALOGUE.relative_to(ROOT)
    found = [
        f"{where}: no translation of {text!r}; write it"
        for text in sorted(wanted, key=order)
        if not have.get(text)
    ]
    return found + [
        f"{where}: {text!r} is used nowhere; run python tools/messages.py"
        for text in sorted(set(have) - wanted, key=order)
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
