"""`plumbline scan`: look at cases now, over what changed or over all, and say what is different."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

import click
import django

from plumbline.core.clocks.civil import date_of
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _
from plumbline.site.terminal import progress

if TYPE_CHECKING:
    from plumbline.apps.supervision.actions import Changed

WHAT: Final = {
    "opened": lambda: _("opened"),
    "changed": lambda: _("changed"),
    "closed": lambda: _("no longer found"),
}


@click.command(
    help="Look at the cases that changed since the last scan and note what the rules find of them: findings open, "
    "change and close. The worker does the same every two minutes. Exit code 1 when a case could not be read."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Look at every case, as after a change of packs, calendar or figures, and name what that changed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def scan(everything: bool, as_json: bool) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from plumbline.apps.supervision.actions import scan_all, tick  # noqa: PLC0415 - needs the framework set up
    from plumbline.site.clock import server_clock  # noqa: PLC0415

    changes: list[Changed] = []
    with progress() as display:
        task = display.add_task(_("looking at cases"), total=None)

        def told(done: int, all_: int) -> None:
            display.update(task, completed=done, total=all_)

        now = server_clock()
        found = scan_all(now=now, told=told, each=changes.append) if everything else tick(now=now, told=told)
    if as_json:
        said: dict[str, object] = {**found.counts(), "cases_left_out": found.left_out}
        if everything:
            said["changes"] = [_written(one) for one in changes]
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for one in changes:
            _name(one)
        _say(found.counts(), found.left_out)
    return ExitCode.FINDINGS if found.left_out else ExitCode.OK


def _written(one: Changed) -> dict[str, object]:
    """A finding that changed, for programs. A day is written YYYY-MM-DD."""
    due = one.seen.due
    return {
        "what": one.what,
        "case": one.number,
        "procedure": one.procedure,
        "rule": one.seen.rule,
        "outcome": one.seen.outcome.value,
        "due": date_of(due).isoformat() if due is not None else None,
        "days_over": one.seen.days_over,
    }


def _name(one: Changed) -> None:
    """One line: what became of it, the case, the rule, what the rule says now and its due day."""
    due = one.seen.due
    said = [WHAT[one.what](), one.number, f"{one.procedure}/{one.seen.rule}", one.seen.outcome.value]
    if due is not None:
        said.append(_("due {day}").format(day=date_of(due).isoformat()))
    click.echo("  ".join(said))


def _say(counts: dict[str, int], left_out: dict[str, str]) -> None:
    said = _(
        "{looked} cases looked at: {opened} findings opened, {changed} changed, {closed} no longer found"
    )
    click.echo(said.format(**counts))
    for case, problem in left_out.items():
        click.echo(
            _("case {case} cannot be read and was left out: {problem}").format(case=case, problem=problem)
        )
