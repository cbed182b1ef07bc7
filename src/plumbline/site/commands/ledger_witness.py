"""`plumbline ledger witness`: another pair of eyes. All but `submit` need neither database nor settings."""

import os
import secrets
import signal
import time
from functools import partial
from pathlib import Path
from typing import Any

import click
import django

from plumbline.apps.witness.cosigning import Witness
from plumbline.apps.witness.endpoint import door
from plumbline.apps.witness.errors import SourceUnreadable
from plumbline.apps.witness.following import Step, look
from plumbline.apps.witness.sources import source_of
from plumbline.apps.witness.state import WitnessState
from plumbline.apps.witness.submitting import submit
from plumbline.core.errors import InputError
from plumbline.core.ledger.__main__ import keys_of
from plumbline.core.ledger.cosignature import read_witness_key
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.note import VerifierKey, read_key
from plumbline.core.ledger.secret_key import SEED_BYTES, read_witness_secret, written_witness_secret
from plumbline.core.ledger.witness import WitnessRefusal
from plumbline.site.clock import server_clock
from plumbline.site.commands.ledger_checks import KeyUnusable, in_both
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language

_SECOND = 1_000_000


class WitnessKeyFile(InputError):
    """The witness's key file cannot be used."""

    zh = "见证密钥文件 {file} 无法使用：{problem_zh}"
    en = "the witness key file {file} cannot be used: {problem_en}"


@click.group(help="Be a witness of a log, or ask one: what it saw, it cosigns with its own key and clock.")
def witness() -> None:
    pass


def _witness_options(command: Any) -> Any:
    """What every witness needs: its key, its memory, whom it follows."""
    for option in (
        click.option(
            "--log-key",
            "log_keys",
            multiple=True,
            required=True,
            help="Public key of a log, or a file of keys.",
        ),
        click.option(
            "--state",
            type=click.Path(path_type=Path),
            required=True,
            help="Folder where the witness remembers what it cosigned.",
        ),
        click.option(
            "--secret", type=click.Path(path_type=Path), required=True, help="The witness's own key file."
        ),
    ):
        command = option(command)
    return command


def _witness_of(secret: Path, state: Path, log_keys: tuple[str, ...]) -> Witness:
    try:
        cosigner = read_witness_secret(secret.read_text("utf-8"))
    except (LedgerError, OSError, UnicodeDecodeError) as error:
        raise WitnessKeyFile(file=secret, **in_both(error)) from None
    logs: dict[str, list[VerifierKey]] = {}
    try:
        for key in keys_of(log_keys, read_key):
            logs.setdefault(key.name, []).append(key)
    except (LedgerError, OSError) as error:
        raise KeyUnusable(**in_both(error)) from error
    return Witness(cosigner, WitnessState(state), logs)


@witness.command("new-key", help="Make a witness's key in a new file and print its public half.")
@click.argument("name")
@click.argument("path", type=click.Path(path_type=Path))
def new_key(name: str, path: Path) -> None:
    try:
        text = written_witness_secret(name, secrets.token_bytes(SEED_BYTES))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except (LedgerError, OSError) as error:
        raise WitnessKeyFile(file=path, **in_both(error)) from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    click.echo(read_witness_secret(text).key.text)


@witness.command(
    help="Follow the log in SOURCE (a folder or an http address): cosign what it grew by, refuse a fork. "
    "Exit code 1 when the log was refused."
)
@click.argument("source")
@_witness_options
@click.option("--every", type=click.FloatRange(0.1), help="Look again after so many seconds, until stopped.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the cosigned checkpoint there.")
@click.pass_context
def follow(
    ctx: click.Context,
    source: str,
    log_keys: tuple[str, ...],
    state: Path,
    secret: Path,
    every: float | None,
    out: Path | None,
) -> None:
    own = _witness_of(secret, state, log_keys)
    while True:
        try:
            _tell(look(source_of(source), own, server_clock() // _SECOND), out)
        except WitnessRefusal as refusal:
            click.echo(_("REFUSED: {message}").format(message=refusal.message(current_language())))
            ctx.exit(ExitCode.FINDINGS)
        except SourceUnreadable as error:
            if every is None:
                raise
            click.echo(error.message(current_language()), err=True)
        if every is None:
            return
        time.sleep(every)


def _tell(step: Step, out: Path | None) -> None:
    if step.cosigned is None:
        click.echo(_("{origin}: {size} leaves, as before").format(origin=step.origin, size=step.size))
        return
    grew = _("{origin}: cosigned {size} leaves ({old} before)")
    click.echo(grew.format(origin=step.origin, size=step.size, old=step.old_size))
    if out is not None:
        draft = out.with_name(out.name + ".draft")
        draft.write_text(step.cosigned.written(), "utf-8")
        draft.replace(out)


@witness.command(
    help="Open the door of C2SP tlog-witness (add-checkpoint) on loopback until stopped; logs submit to it."
)
@_witness_options
@click.option(
    "--port", type=int, default=8750, show_default=True, help="Port on 127.0.0.1; 0 for a free one."
)
def serve(log_keys: tuple[str, ...], state: Path, secret: Path, port: int) -> None:
    server = door(_witness_of(secret, state, log_keys), port, clock=lambda: server_clock() // _SECOND)
    # A service is told to stop by SIGTERM; Ctrl-C may be ignored in what a shell started in the background.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo(f"http://127.0.0.1:{server.server_address[1]}")
    try:
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()


@witness.command(
    "submit",
    help="The log's side: ask the witness at ADDRESS to cosign the last checkpoint, and keep its signature.",
)
@click.argument("address")
@click.option("--key", "witness_key", required=True, help="The witness's public key.")
def submit_(address: str, witness_key: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from plumbline.apps.ledger_store.actions import add_cosignature  # noqa: PLC0415 - once the framework is set up
    from plumbline.apps.ledger_store.reading import latest_checkpoints  # noqa: PLC0415
    from plumbline.apps.ledger_store.verification.known import consistency  # noqa: PLC0415

    try:
        (key,) = keys_of([witness_key], read_witness_key)
    except (LedgerError, OSError, ValueError) as error:
        raise KeyUnusable(**in_both(error)) from error
    held = latest_checkpoints()
    for one in held:
        line = submit(address, one.note, partial(consistency, one.tree), key)
        add_cosignature(checkpoint=one.number, signature=line, at=server_clock())
        click.echo(
            _("{origin}: {size} leaves cosigned by {name}").format(
                origin=one.checkpoint.origin, size=one.size, name=key.name
            )
        )
    if not held:
        click.echo(_("nothing is sealed yet"))
