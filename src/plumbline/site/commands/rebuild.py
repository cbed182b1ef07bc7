"""`plumbline rebuild`: what is derived from records, thrown away and folded again."""

import os

import click
import django

from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _


@click.command(
    help="Throw away the tables that are derived from records and fold them again from all records. Writers wait "
    "while it runs. The digest is that of the canonical rows: the same records give the same digest. A case whose "
    "records cannot be folded is named and left out, and the exit code is then 1."
)
@click.option(
    "--check", is_flag=True, help="Fold and compare only, change nothing; exit code 1 when a table differs."
)
def rebuild(check: bool) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from plumbline.apps.ledger_store.actions import rebuild_projections  # noqa: PLC0415 - needs the framework set up

    found = rebuild_projections(write=not check)
    for one in found:
        said = _("as before") if one.same else _("was {digest}").format(digest=one.digest_before)
        click.echo(
            _("{name}: {rows} rows, sha256 {digest}, {said}").format(
                name=one.name, rows=one.rows, digest=one.digest, said=said
            )
        )
        for case, problem in one.left_out:
            left = _("{name}: case {case} cannot be folded and is left out: {problem}")
            click.echo(left.format(name=one.name, case=case, problem=problem))
    differs = check and not all(one.same for one in found)
    return ExitCode.FINDINGS if differs or any(one.left_out for one in found) else ExitCode.OK
