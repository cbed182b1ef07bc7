"""`plumbline send`: rows from an organ's server to the exchange, once each, whatever breaks off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from plumbline.apps.exchange_client.errors import CallRefused, TokenMissing
from plumbline.apps.exchange_client.sending import Server, send_file
from plumbline.apps.exchange_client.spool import Spool, State
from plumbline.apps.record_intake.queries import RowFault, rows_in
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _

UNKNOWN_TOKEN = 401


@click.command(
    help="Send files of rows (CSV, JSON lines, Parquet, XES) to the data exchange. Files are copied into the spool "
    "folder first, sent in batches, each under a key of its own, and tried again when the server does not answer. "
    "Broken off at any moment, the same command goes on where it stopped; nothing arrives twice. Without FILES it "
    "sends what waits in the spool. Exit code 0: every row is in; 1: some rows wait in quarantine, see the report; "
    "2: the server refused or could not be reached, the rest stays in the spool."
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "address", required=True, metavar="URL", help="Address of the site, such as https://…")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File that holds the token; otherwise PLUMBLINE_TOKEN does.",
)
@click.option(
    "--spool",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("plumbline-spool"),
    show_default=True,
    help="Folder of files on their way and of reports.",
)
@click.option(
    "--tries",
    type=click.IntRange(1, 100),
    default=6,
    show_default=True,
    help="How often a batch is tried, with longer and longer waits.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def send(
    files: tuple[Path, ...], address: str, token_file: Path | None, spool: Path, tries: int, quiet: bool
) -> int:
    token = (
        token_file.read_text("utf-8").strip() if token_file else os.environ.get("PLUMBLINE_TOKEN", "").strip()
    )
    if not token:
        raise TokenMissing()
    server = Server(address, token, tries)
    held = Spool(spool)
    for path in files:
        held.put(path)
    aside, refused = 0, list[CallRefused]()
    for path in held.waiting():
        try:
            state = send_file(held, path, _rows(path), server, _Teller(path.name, quiet))
        except CallRefused as error:
            if error.data["status"] == UNKNOWN_TOKEN:
                raise
            # It stays; those behind it go on, or one file would hold up all that follow for ever.
            click.echo(_("{name}: refused, it stays in the spool").format(name=path.name), err=True)
            refused.append(error)
            continue
        aside += state.quarantined
        if not quiet:
            click.echo(_("{name}: done, report in {folder}").format(name=path.name, folder=spool / "done"))
    if refused:
        raise refused[0]
    return ExitCode.FINDINGS if aside else ExitCode.OK


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of the file; one that cannot be read goes as it is, so that the server sets it aside with its reason."""
    for row in rows_in(path, path.name):
        yield dict(row.row) or {"line": str(row.line)} if isinstance(row, RowFault) else row


class _Teller:
    """Says after each batch how far a file is."""

    def __init__(self, name: str, quiet: bool) -> None:
        self._name, self._quiet = name, quiet

    def __call__(self, state: State) -> None:
        if self._quiet:
            return
        said = _("{name}: {rows} rows sent, {stored} stored, {known} there before, {aside} set aside")
        click.echo(
            said.format(
                name=self._name,
                rows=state.rows,
                stored=state.stored,
                known=state.known,
                aside=state.quarantined,
            )
        )
