"""`plumbline attachments`: the files of records."""

import os
from collections import Counter
from pathlib import Path

import click

from plumbline.site.clock import server_clock
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _
from plumbline.site.sending import Desk, send
from plumbline.site.terminal import print_json, progress

MEGABYTE = 1024 * 1024


def _said(what: str, names: str, records: str = "") -> str:
    words = {
        "missing": _("missing: {names} {records}"),
        "changed": _("changed: {names} {records}"),
        "unnamed": _("named by nothing: {names} {records}"),
    }
    return words[what].format(names=names, records=records).rstrip()


@click.group(help="Files of records: check that what is held is what was taken in.")
@click.pass_context
def attachments(ctx: click.Context) -> None:
    if ctx.invoked_subcommand == "upload":
        return  # runs on other machines as well, where there is no site
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    import django  # noqa: PLC0415 - the framework reads settings when it is imported

    django.setup()


@attachments.command(
    help="Compare the files that were not read for longest, as the nightly job does, and keep what is found: it stands "
    "on the page of stored files, and goes once the bytes are sound again. Exit code 1 when a finding is open."
)
@click.option(
    "--megabytes", type=click.IntRange(1), help="How much is read; the nightly job's 51,200 by default."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def fixity(ctx: click.Context, megabytes: int | None, as_json: bool) -> None:
    from plumbline.apps.attachments.actions.fixity import PER_RUN, check_turn  # noqa: PLC0415 - models, after the setup
    from plumbline.apps.attachments.queries import fixity_faults  # noqa: PLC0415

    with progress() as shown:
        row = shown.add_task(_("Checking files"), total=None)

        def tell(done: int, total: int) -> None:
            shown.update(row, completed=done, total=total)

        turn = check_turn(clock=server_clock, most=megabytes * MEGABYTE if megabytes else PER_RUN, tell=tell)
    found = fixity_faults()
    if as_json:
        told = [
            {"what": one.what, "files": one.hashes or (one.digest,), "records": one.records} for one in found
        ]
        print_json({"read": turn.read, "bytes": turn.bytes, "findings": told})
    else:
        for one in found:
            click.echo(_said(one.what, ", ".join(one.hashes or (one.digest,)), ", ".join(one.records)))
        click.echo(
            _("{n} files compared ({mb} MB), {found} findings open").format(
                n=turn.read, mb=turn.bytes // MEGABYTE, found=len(found)
            )
        )
    if found:
        ctx.exit(ExitCode.FINDINGS)


@attachments.command(
    "move-storage",
    help="Copy every file to the other storage (PLUMBLINE_S3_… or the folder under PLUMBLINE_DATA), read each copy "
    "back and compare it. Nothing is removed where it was: run it again until it copies nothing, then set "
    "PLUMBLINE_ATTACHMENTS and restart. Exit code 1 when a file could not be moved.",
)
@click.option("--to", type=click.Choice(["folder", "s3"]), required=True, help="Where to.")
@click.pass_context
def move_storage(ctx: click.Context, to: str) -> None:
    from plumbline.apps.attachments.moving import move_all  # noqa: PLC0415 - models, after the setup
    from plumbline.site.wiring import storage_named  # noqa: PLC0415

    counted, wrong = Counter[str](), []
    with progress() as shown:
        row = shown.add_task(_("Copying files"), total=None)
        for one in move_all(storage_named("s3" if to == "folder" else "folder"), storage_named(to)):
            counted[one.what] += 1
            shown.advance(row)
            if one.what in ("missing", "changed"):
                wrong.append(one)
    for one in wrong:
        click.echo(_said(one.what, one.digest))
    click.echo(
        _("{copied} files copied, {there} were there, {wrong} could not be moved").format(
            copied=counted["copied"], there=counted["there"], wrong=len(wrong)
        )
    )
    if wrong:
        ctx.exit(ExitCode.FINDINGS)


@attachments.command(
    help="Read every file again and compare it with the hash it was taken in under. Exit code 1 when a file is "
    "missing, changed, or named by nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    from plumbline.apps.attachments.queries import check_fixity  # noqa: PLC0415 - models, after the setup

    wording = {
        "missing": _("missing: {digest} ({hashes})"),
        "changed": _("changed: {digest} ({hashes})"),
        "unnamed": _("named by nothing: {digest}"),
    }
    checked, faults = 0, []
    with progress() as shown:
        row = shown.add_task(_("Checking files"), total=None)
        for fault in check_fixity():
            checked += 1
            shown.advance(row)
            if fault is not None:
                faults.append(fault)
    counted = Counter[str](fault.what for fault in faults)
    if as_json:
        listed = [{"what": one.what, "digest": one.digest, "hashes": one.hashes} for one in faults]
        print_json({"checked": checked, "faults": listed})
    else:
        for one in faults:
            click.echo(wording[one.what].format(digest=one.digest, hashes=", ".join(one.hashes)))
        click.echo(
            _(
                "{checked} files checked, {missing} missing, {changed} changed, {unnamed} named by nothing"
            ).format(checked=checked, **{what: counted[what] for what in wording})
        )
    if faults:
        ctx.exit(ExitCode.FINDINGS)


@attachments.command(
    help="Send files to a case of a desk over HTTP, in one stream each. A broken line is taken up again; the same "
    "command run again goes on where it stopped. The hash is made here and compared there. Classified matter must not "
    "be uploaded. The pass comes from the page of the case, by PLUMBLINE_UPLOAD_PASS or when asked for."
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--server", required=True, help="Address of the desk, such as https://desk.example.")
@click.option("--case", required=True, help="Id of the case, as its address names it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def upload(files: tuple[Path, ...], server: str, case: str, as_json: bool) -> None:
    text = os.environ.get("PLUMBLINE_UPLOAD_PASS") or click.prompt(_("Pass"), hide_input=True, err=True)
    desk = Desk(f"{server.rstrip('/')}/cases/{case}/uploads/", text)
    sent = []
    with progress() as shown:
        for path in files:
            row = shown.add_task(path.name, total=path.stat().st_size)
            told = send(desk, path, lambda done, size, row=row: shown.update(row, completed=done, total=size))  # type: ignore[misc]
            sent.append({"name": told["name"], "size": told["size"], "file": told["identity"]})
    if as_json:
        print_json({"sent": sent})
        return
    for one in sent:
        click.echo(
            _("{name}: taken in, hash equal; tick it in the form of the next act").format(name=one["name"])
        )
