"""`plumbline send`: rows from an organ's server to the exchange, once each, whatever breaks off."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import click

from plumbline.apps.exchange_client.errors import CallRefused, FolderUnfit, TokenMissing, TokenUnknown
from plumbline.apps.exchange_client.sending import Server, send_file
from plumbline.apps.exchange_client.spool import Spool, State
from plumbline.apps.record_intake.errors import FileError
from plumbline.apps.record_intake.queries import RowFault, rows_in
from plumbline.core.errors import PlumblineError
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language

_DISK = {
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("超出磁盘配额", "the quota of the disk is used up"),
    errno.EACCES: ("没有权限", "permission is lacking"),
    errno.EPERM: ("没有权限", "permission is lacking"),
    errno.EROFS: ("磁盘只读", "the disk is read only"),
    errno.ENOENT: ("不存在", "it is not there"),
}


@click.command(
    help="Send files of rows (CSV, Excel, JSON lines, Parquet, XES) to the data exchange. Files are copied into the "
    "spool folder first, sent in batches, each under a key of its own, and tried again when the server does "
    "not answer. Broken off at any moment, the same command goes on where it stopped; nothing arrives twice. "
    "Without FILES it sends what waits in the spool. Exit code 0: every row is in; 1: some rows wait in "
    "quarantine, see the report; 2: the server refused or could not be reached, the rest stays in the spool.",
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
    try:
        token = (
            token_file.read_text("utf-8") if token_file else os.environ.get("PLUMBLINE_TOKEN", "")
        ).strip()
        if not token:
            raise TokenMissing()
        server = Server(address, token, tries)
        held = Spool(spool)
        for path in files:
            held.put(path)
        with held.alone():
            return _send_all(held, server, quiet)
    except OSError as error:  # what the line says is told elsewhere; this is the disk
        told = _DISK.get(error.errno or 0, (str(error.strerror or error),) * 2)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)  # named is the file that was to be copied
        raise FolderUnfit(
            path=spool if full else error.filename or spool, cause_zh=told[0], cause_en=told[1]
        ) from None


def _send_all(held: Spool, server: Server, quiet: bool) -> ExitCode:
    """Every file that waits, those too that another call puts in meanwhile."""
    aside, stayed, seen = 0, list[PlumblineError](), set[str]()
    while path := next((one for one in held.waiting() if one.name not in seen), None):
        seen.add(path.name)
        try:
            state = send_file(held, path, _rows(path), server, _Teller(path.name, quiet))
        except (CallRefused, FileError) as error:
            if isinstance(error, TokenUnknown):
                raise
            # It stays; those behind it go on, or one file would hold up all that follow for ever.
            said = _("{name}: it stays in the spool: {why}")
            click.echo(said.format(name=path.name, why=error.message(current_language())), err=True)
            stayed.append(error)
            continue
        aside += state.quarantined
        if not quiet:
            folder = held.folder / "done"
            click.echo(_("{name}: done, report in {folder}").format(name=path.name, folder=folder))
    if stayed:
        raise stayed[0]
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
