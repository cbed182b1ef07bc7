"""`plumbline ledger`: the process that seals, the log's signing key; checks and witness stand in their own modules."""

import fcntl
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import django
from django.db import DatabaseError, InterfaceError, connection

from plumbline.site.clock import server_clock
from plumbline.site.commands.ledger_checks import erase, prove, publish_, status_, verify
from plumbline.site.commands.ledger_witness import witness
from plumbline.site.commands.stopping import stop_on_signal
from plumbline.site.environment import Environment
from plumbline.site.language import _

KEY = "PLUMBLINE_LEDGER_KEY"
_RETRY = 1.0
"""Seconds before the database is tried again."""


@click.group(help="The ledger: seal it, verify it, prove from it, witness it; its key.")
@click.pass_context
def ledger(ctx: click.Context) -> None:
    asks_for_help = any(word in ctx.help_option_names for word in sys.argv)
    if (
        ctx.invoked_subcommand != "witness" and not asks_for_help
    ):  # a witness runs elsewhere, without settings
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
        django.setup()


for _command in (status_, verify, prove, publish_, erase, witness):
    ledger.add_command(_command)


@ledger.command("new-key", help="Make a signing key in a new file and print its public half.")
@click.argument("path", type=click.Path(path_type=Path))
def new_key(path: Path) -> None:
    from django.conf import settings  # noqa: PLC0415 - read once the framework is set up

    from plumbline.apps.ledger_store.actions import new_key_file  # noqa: PLC0415

    signer = new_key_file(path, settings.LEDGER_ORIGIN)
    click.echo(signer.key.text)
    click.echo(
        _("Keep the file outside the database and its backups; give the line above to whoever is to verify."),
        err=True,
    )


@ledger.command(
    "change-key",
    help="Record in the log that the key in NEW replaces the one in PLUMBLINE_LEDGER_KEY. Seal it with the old key; "
    "then start the sealing process with the new one.",
)
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--by", "officers", multiple=True, required=True, help="Who orders the change; may be repeated."
)
@click.option("--organ", required=True, help="The organ that runs the log.")
def change_key(new: Path, officers: tuple[str, ...], organ: str) -> None:
    from django.conf import settings  # noqa: PLC0415

    from plumbline.apps.ledger_store import actions  # noqa: PLC0415
    from plumbline.core.ledger.record import Actor  # noqa: PLC0415

    old_key = actions.read_key_file(_key_path(), settings.LEDGER_ORIGIN).key
    new_key = actions.read_key_file(new, settings.LEDGER_ORIGIN).key
    actions.change_key(
        old=old_key,
        new=new_key,
        by=[Actor(officer) for officer in officers],
        entered_by=officers[0],
        organ=organ,
        sm3=settings.LEDGER_SM3,
        now=server_clock(),
    )
    click.echo(new_key.text)


@ledger.command(
    help="On PostgreSQL: give ROLE what the web and sealing processes need and no more, so that it cannot lift what "
    "keeps records as they are. Run it as the owner of the tables, and again after each migration."
)
@click.argument("role")
def grant(role: str) -> None:
    from plumbline.apps.ledger_store.web_role import entitle  # noqa: PLC0415 - needs the settings

    done = entitle(role)
    click.echo(
        _("{role}: reads and adds to {sealed} sealed tables, works on {others} others, owns none").format(
            role=role, sealed=done.sealed, others=done.others
        )
    )


@ledger.command(
    help="Sign what was entered, at most two seconds later, until it is stopped. This process alone holds the key, in "
    "the file named by PLUMBLINE_LEDGER_KEY."
)
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--interval", type=float, default=0.5, show_default=True, help="Seconds between two rounds.")
def seal(once: bool, interval: float) -> None:
    from django.conf import settings  # noqa: PLC0415

    from plumbline.apps.ledger_store import actions  # noqa: PLC0415

    path = _key_path()
    signer = actions.read_key_file(path, settings.LEDGER_ORIGIN)
    sealer = actions.Sealer(actions.signers_of(signer, settings.LEDGER_SM3), server_clock)
    stop = stop_on_signal()
    with _only_one(path):
        while not stop.is_set():
            try:
                _rounds(sealer, stop, interval, once)
            except (DatabaseError, InterfaceError) as error:
                if once:
                    raise
                click.echo(_("database: {problem}; trying again").format(problem=error), err=True)
                connection.close()
                stop.wait(_RETRY)
            if once:
                return


def _rounds(sealer: object, stop: threading.Event, interval: float, once: bool) -> None:
    """Rounds on one connection to the database."""
    from plumbline.apps.ledger_store import actions, errors  # noqa: PLC0415

    assert isinstance(sealer, actions.Sealer)
    with actions.alone() as held:
        if not held:
            raise errors.AlreadySealing()
        while not stop.is_set():
            for checkpoint in sealer.seal():
                click.echo(f"{checkpoint.origin} {checkpoint.size} {checkpoint.root.hex()}")
            if once:
                return
            stop.wait(interval)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold the key file's lock, so that on one machine a key seals once."""
    from plumbline.apps.ledger_store import errors  # noqa: PLC0415

    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise errors.AlreadySealing() from None
        yield


def _key_path() -> Path:
    hint_zh = "用 plumbline ledger new-key 生成密钥文件，并在此写明其路径"
    hint_en = "make a key file with plumbline ledger new-key and name its path here"
    return Path(Environment().secret(KEY, hint_zh, hint_en))
