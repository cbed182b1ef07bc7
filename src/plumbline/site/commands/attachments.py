"""`plumbline attachments`: the files of records."""

import os
from collections import Counter

import click

from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _
from plumbline.site.terminal import print_json, progress


@click.group(help="Files of records: check that what is held is what was taken in.")
def attachments() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    import django  # noqa: PLC0415 - the framework reads settings when it is imported

    django.setup()


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
