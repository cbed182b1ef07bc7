"""`plumbline scan`: look at cases now, over what changed or over all, and say what is different."""

import json
import os

import click
import django

from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _
from plumbline.site.terminal import progress


@click.command(
    help="Look at the cases that changed since the last scan and note what the rules find of them: findings open, "
    "change and close. The worker does the same every two minutes. Exit code 1 when a case could not be read."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Look at every case, as after a change of packs, calendar or figures, and say what that changed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def scan(everything: bool, as_json: bool) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from plumbline.apps.supervision.actions import scan_all, tick  # noqa: PLC0415 - needs the framework set up
    from plumbline.site.clock import server_clock  # noqa: PLC0415

    with progress() as display:
        task = display.add_task(_("looking at cases"), total=None)
        found = (scan_all if everything else tick)(
            now=server_clock(), told=lambda done, all_: display.update(task, completed=done, total=all_)
        )
    if as_json:
        click.echo(
            json.dumps(found.counts() | {"cases_left_out": found.left_out}, ensure_ascii=False, indent=2)
        )
    else:
        _say(found.counts(), found.left_out)
    return ExitCode.FINDINGS if found.left_out else ExitCode.OK


def _say(counts: dict[str, int], left_out: dict[str, str]) -> None:
    said = _(
        "{looked} cases looked at: {opened} findings opened, {changed} changed, {closed} no longer found"
    )
    click.echo(said.format(**counts))
    for case, problem in left_out.items():
        click.echo(
            _("case {case} cannot be read and was left out: {problem}").format(case=case, problem=problem)
        )
