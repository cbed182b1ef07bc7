"""`plumbline draw`: a random draw that anyone can make again, and the check of one; no server, no database."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from pathlib import Path

import click

from plumbline.core.oversight.draw import (
    SEED_BYTES,
    Bundle,
    commitment_of,
    draw,
    list_bytes,
    list_hash,
    mistakes,
    read_bundle,
    written,
)
from plumbline.core.oversight.draw_errors import DrawMistake, ListChanged, ListUnreadable
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language
from plumbline.site.terminal import print_json


@click.group(
    "draw",
    invoke_without_command=True,
    help="Draw COUNT items of a list with a seed committed beforehand, and write all that is to be published. The "
    "list is put in order first; docs/how-to/check-a-draw.md tells how to do the same with other programs.",
)
@click.option(
    "--list",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The list, UTF-8, one item a line.",
)
@click.option("--seed", help="The seed, 64 hexadecimal digits.")
@click.option("--count", type=int, help="How many are drawn.")
@click.pass_context
def draw_group(ctx: click.Context, source: Path | None, seed: str | None, count: int | None) -> None:
    if ctx.invoked_subcommand is not None:
        return
    if source is None or seed is None or count is None:
        raise click.UsageError(_("--list, --seed and --count are needed, or one of the commands"))
    print_json(written(draw(_lines(source), seed, count)))


@draw_group.command(
    help="Make a new seed and its commitment. Publish the commitment at once and keep the seed to yourself until the "
    "list is published."
)
def commit() -> None:
    seed = secrets.token_hex(SEED_BYTES)
    print_json({"commitment": commitment_of(seed), "seed": seed})


@draw_group.command(
    help="Check what was published of a draw: the seed against its commitment, the list against its hash and order, "
    "the result against both. Ends with 1 and says what is wrong when it does not hold."
)
@click.argument("bundle", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--commitment", help="The commitment as it was published beforehand, from elsewhere than the file."
)
@click.option(
    "--list",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The list as it was published, compared byte for byte.",
)
def verify(bundle: Path, commitment: str | None, source: Path | None) -> int:
    said = read_bundle(bundle.read_bytes())
    found = mistakes(replace(said, commitment=commitment) if commitment else said)
    if source is not None:
        found += _other_list(said, source)
    for one in found:
        click.echo(one.message(current_language()), err=True)
    if found:
        return ExitCode.FINDINGS
    told = _("the draw holds: {n} of {all}, list {hash}")
    click.echo(told.format(n=len(said.chosen), all=len(said.items), hash=said.list_hash))
    return ExitCode.OK


def _other_list(said: Bundle, source: Path) -> list[DrawMistake]:
    """The bytes themselves are compared: a blank more is another list."""
    published = source.read_bytes()
    if published == list_bytes(said.items):
        return []
    return [ListChanged(published=hashlib.sha256(published).hexdigest(), found=list_hash(said.items))]


def _lines(source: Path) -> list[str]:
    """The lines; an empty one is told by its number, a byte order mark is none of the first name."""
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ListUnreadable(file=source.name) from None
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
