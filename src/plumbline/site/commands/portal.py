"""`plumbline portal`: the public portal as a folder of signed files, and their check without any server."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import click
import django

from plumbline.core.disclosure.bundle import MANIFEST, NOTE, manifest, signed, verify
from plumbline.core.disclosure.errors import BundleBroken
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.note import read_key
from plumbline.site.clock import day_in_zone, server_clock
from plumbline.site.commands.portal_submissions import desk_key, import_, receive, receiver_key
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language

_PORTAL = "/portal"
"""What the name of the portal's key adds to the name of the log: the key of the log signs nothing else."""


@click.group(help="The public portal as signed files.")
def portal() -> None:
    pass


for _command in (desk_key, receive, receiver_key, import_):
    portal.add_command(_command)


@portal.command(
    "key", help="Make the portal's own signing key in FILE and print the key that others verify with."
)
@click.argument("file", type=click.Path(path_type=Path))
def make_key(file: Path) -> None:
    _set_up()
    from django.conf import settings  # noqa: PLC0415 - once the framework is set up

    from plumbline.apps.ledger_store.actions import new_key_file  # noqa: PLC0415

    click.echo(new_key_file(file, settings.LEDGER_ORIGIN + _PORTAL).key.text)


@portal.command(
    help="Write every page of the portal in both languages, its open data and what the pages load into an empty "
    "folder, with a list of all hashes under one signature. Any web server can serve the folder at its root; nothing "
    "leads back to the desk."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder.")
@click.option(
    "--key", type=click.Path(path_type=Path, exists=True), required=True, help="File of «portal key»."
)
@click.option(
    "--address", default="http://localhost", show_default=True, help="Where the files will be served."
)
def export(out: Path, key: Path, address: str) -> int:
    _set_up()
    from django.conf import settings  # noqa: PLC0415

    from plumbline.apps.annual_report.pages.public_views import addresses  # noqa: PLC0415
    from plumbline.apps.ledger_store.signing_key import read_key_file  # noqa: PLC0415
    from plumbline.apps.public_portal.exporting import files  # noqa: PLC0415

    signer = read_key_file(key, settings.LEDGER_ORIGIN + _PORTAL)
    if out.exists() and any(out.iterdir()):
        raise BundleBroken(problem_zh=f"文件夹 {out} 不是空的", problem_en=f"the folder {out} is not empty")
    now = server_clock()
    hashes: dict[str, str] = {}
    for path, data in files(address, now, day_in_zone(now), addresses()):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        hashes[path] = hashlib.sha256(data).hexdigest()
    listed = manifest(hashes)
    (out / MANIFEST).write_text(listed, "utf-8")
    note = signed(listed, origin=settings.LEDGER_ORIGIN, made_at=shown_instant(now), signer=signer)
    (out / NOTE).write_text(note, "utf-8")
    click.echo(_("{folder}: {n} files under one signature").format(folder=out, n=len(hashes)))
    click.echo(signer.key.text)
    return ExitCode.OK


@portal.command(
    "verify",
    help="Check a folder of «portal export» with the portal's key; needs no server and no database.",
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--key", required=True, help="The verifier key, as «portal key» printed it.")
def check(folder: Path, key: str) -> int:
    present = [one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()]
    try:
        note, listed = (folder / NOTE).read_text("utf-8"), (folder / MANIFEST).read_text("utf-8")
        found = verify(note, listed, present, lambda path: (folder / path).read_bytes(), read_key(key))
    except OSError:
        click.echo(_("the folder has no list of files or no note"), err=True)
        return ExitCode.FINDINGS
    except BundleBroken as error:
        click.echo(error.message(current_language()), err=True)
        return ExitCode.FINDINGS
    said = _("{n} files of {origin}, made at {at}: all as they were signed")
    click.echo(said.format(n=found.files, origin=found.origin, at=found.made_at))
    return ExitCode.OK


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
