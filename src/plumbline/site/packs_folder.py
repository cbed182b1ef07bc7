"""Where the packs are."""

from pathlib import Path

import click

from plumbline.site.language import _


def packs_folder() -> Path:
    """The packs of the installation, or of the checkout that the program runs from."""
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "packs", here.parents[3] / "packs"):
        if folder.is_dir():
            return folder
    raise click.UsageError(_("no packs were found; name their folder with --packs"))
