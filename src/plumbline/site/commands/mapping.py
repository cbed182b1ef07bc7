"""`plumbline map`: mapping files for sources with columns and names of their own."""

from __future__ import annotations

from pathlib import Path

import click

from plumbline.apps.oversight.actions import names_of, pack_root
from plumbline.apps.record_intake.actions import suggest_mapping
from plumbline.core.errors import Language
from plumbline.site.language import _, current_language, use_language
from plumbline.site.packs_folder import packs_folder


def _speak(ctx: click.Context, param: click.Parameter, value: Language | None) -> None:
    if value:
        use_language(value)


@click.group(name="map", help="Mapping files: how a source's columns and names of activities become ours.")
def mapping() -> None:
    pass


@mapping.command(
    name="suggest",
    help="Draft a mapping file from a look at FILE: columns and activities are matched by their names, in Chinese, "
    "English or as ids. What is unsure is marked «?» with its candidates; a person settles it.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pack", help="Procedure id or folder of a pack whose steps and fields are matched.")
@click.option(
    "--packs",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of packs.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to the terminal."
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language.",
)
def suggest(file: Path, pack: str | None, folder: Path | None, out: Path | None) -> None:
    names = None if pack is None else names_of(folder or pack_root([pack], packs_folder()), pack)
    text = suggest_mapping(file, names, current_language())
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8")
    click.echo(_("written: {file}").format(file=out), err=True)
