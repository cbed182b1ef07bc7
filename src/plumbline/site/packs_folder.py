"""Where the packs are."""

from pathlib import Path

import click

from plumbline.site.environment import Environment
from plumbline.site.language import _


def packs_folder() -> Path:
    """The packs of the installation, or of the checkout that the program runs from."""
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "packs", here.parents[3] / "packs"):
        if folder.is_dir():
            return folder
    raise click.UsageError(_("no packs were found; name their folder with --packs"))


def own_calendars() -> Path | None:
    """Where the site that the environment names keeps notices of holidays; None where it names no site."""
    environment = Environment()
    if named := environment.text("PLUMBLINE_CALENDARS", ""):
        return Path(named)
    data = environment.text("PLUMBLINE_DATA", "")
    return Path(data) / "calendars" if data else None
