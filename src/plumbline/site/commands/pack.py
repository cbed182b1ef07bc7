"""`plumbline pack`: check, list and show packs, and print what is generated from them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from plumbline.apps.pack_store.queries import Library, open_library
from plumbline.apps.pack_store.text_check import missing_in_texts
from plumbline.core.data_file.errors import PackError, PackErrors
from plumbline.core.law.registry import load_registry
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.diagram import diagram as draw
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.manual import manual as write_manual
from plumbline.core.procedures.pack_set import PackSet, load_pack
from plumbline.core.procedures.schemas import SCHEMAS
from plumbline.site.commands.law import library_folder
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language
from plumbline.site.packs_folder import packs_folder
from plumbline.site.terminal import output, print_json, progress


@click.group(help="Check, list and show packs, and print what is generated from them.")
def pack() -> None:
    pass


_packs = click.option("--packs", type=click.Path(file_okay=False, path_type=Path), help="Folder of packs.")
_field = click.option("--field", help="Field of the organ, e.g. market-supervision.")
_division = click.option("--division", help="Division of the organ (six digits), e.g. 650105.")


@pack.command(
    help="Load packs strictly, judge their examples and warn of what should be better.\n\n"
    "PATH is a folder or file of a pack, or a folder of packs; without one, the installed packs. Exit code 1 when "
    "there are faults (with --strict: or warnings)."
)
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--no-examples", is_flag=True, help="Accept rules without examples.")
@click.option("--strict", is_flag=True, help="Count warnings as faults.")
@click.option("--quiet", is_flag=True, help="Leave out warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--library",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the imported statutes, against which citations are checked too.",
)
def check(
    paths: tuple[Path, ...],
    no_examples: bool,
    strict: bool,
    quiet: bool,
    as_json: bool,
    library: Path | None,
) -> int:
    faults: list[PackError] = []
    warnings: list[PackError] = []
    rules = examples = 0
    with progress() as shown:
        for path in paths or (_nearby(packs_folder()),):
            task = shown.add_task(path.as_posix(), total=None)
            try:
                packs = load_pack(path, "skip" if no_examples else "required")
            except PackErrors as found:
                faults += found.errors
                continue
            faults += missing_in_texts(packs.root, path, _library(library, packs))
            chains = list(_chains(packs, path))
            shown.update(task, total=len(chains))
            for id, field, division in chains:
                rules += len(packs.procedure(id, field, division).rules)
                examples += len(packs.examples(id, field, division))
                faults += packs.wrong_examples(id, field, division)
                warnings += packs.warnings(id, field, division)
                shown.advance(task)
            if path == packs.root:
                warnings += packs.unused_figures()
    if as_json:
        print_json({"faults": [_data(e) for e in faults], "warnings": [_data(e) for e in warnings]})
    else:
        _print_check(faults, [] if quiet else warnings)
        counts = {"rules": rules, "examples": examples, "faults": len(faults), "warnings": len(warnings)}
        click.echo(
            _("{rules} rules, {examples} examples, {faults} faults, {warnings} warnings").format(**counts)
        )
    return ExitCode.FINDINGS if faults or (strict and warnings) else ExitCode.OK


def _library(folder: Path | None, packs: PackSet) -> Library:
    return open_library(library_folder(folder), load_registry(packs.root))


def _nearby(folder: Path) -> Path:
    """The folder as seen from where the user stands, if it lies below, so that messages stay short."""
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _chains(packs: PackSet, path: Path) -> Iterator[tuple[str, str | None, str | None]]:
    """Procedures and layers whose files lie below `path`."""
    folder = path if path.is_dir() else path.parent
    for id, versions in packs.versions.items():
        if any(Path(v.node.place.file).is_relative_to(folder) for v in versions):
            yield id, None, None
    for layer in packs.layers:
        if Path(layer.node.place.file).is_relative_to(folder):
            yield layer.layer_of, layer.field, layer.division


def _print_check(faults: list[PackError], warnings: list[PackError]) -> None:
    language = current_language()
    for error in faults:
        click.echo(error.report(language))
    for warning in sorted(warnings, key=lambda w: (w.file, w.line)):
        click.echo(_("warning: {message}").format(message=warning.report(language)))


def _data(error: PackError) -> dict[str, Any]:
    language = current_language()
    message, remedy = error.message(language), error.remedy(language)
    kind = type(error).__name__
    return {"kind": kind, "file": error.file, "line": error.line, "message": message, "remedy": remedy}


@pack.command("list", help="List procedures and their layers.")
@_packs
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_(packs: Path | None, as_json: bool) -> None:
    loaded = kept_packs(packs or packs_folder())
    rows = [_row(loaded, id) for id in loaded.ids]
    if as_json:
        print_json(rows)
        return
    table = Table()
    table.add_column(_("procedure"), no_wrap=True)  # what is typed next, so never shortened
    for title in (_("title"), _("steps"), _("rules"), _("layers"), _("checked on")):
        table.add_column(title, overflow="fold")
    for row in rows:
        title = row["title"] if current_language() == "zh" else row["english"]
        layers = ", ".join(row["layers"])
        table.add_row(
            row["procedure"], title, str(row["steps"]), str(row["rules"]), layers, row["checked_on"]
        )
    output().print(table)


def _row(packs: PackSet, id: str) -> dict[str, Any]:
    procedure = packs.procedure(id)
    return {
        "procedure": id,
        "title": procedure.title,
        "english": procedure.english,
        "steps": len(procedure.steps),
        "rules": len(procedure.rules),
        "layers": [p.source.layer for p in packs.layers if p.layer_of == id],
        "checked_on": procedure.checked_on,
    }


def _procedure(packs: Path | None, id: str, field: str | None, division: str | None) -> Procedure:
    return kept_packs(packs or packs_folder()).procedure(id, field, division)


@pack.command(
    help="Show the steps and rules of a procedure as an organ of a field and division works under it."
)
@click.argument("id")
@_field
@_division
@_packs
def show(id: str, field: str | None, division: str | None, packs: Path | None) -> None:
    click.echo(write_manual(_procedure(packs, id, field, division)), nl=False)


@pack.command(help="Print the step diagram of a procedure as SVG.")
@click.argument("id")
@_field
@_division
@_packs
def diagram(id: str, field: str | None, division: str | None, packs: Path | None) -> None:
    click.echo(draw(_procedure(packs, id, field, division)), nl=False)


@pack.command(help="Print the manual tables of a procedure, or of all of them, as Markdown.")
@click.argument("ids", metavar="[ID]…", nargs=-1)
@_packs
def manual(ids: tuple[str, ...], packs: Path | None) -> None:
    loaded = kept_packs(packs or packs_folder())
    for id in ids or loaded.ids:
        click.echo(write_manual(loaded.procedure(id)))


@pack.command(help="Print the JSON Schema of a pack file, for editors.")
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
def schema(name: str) -> None:
    print_json(SCHEMAS[name]())
