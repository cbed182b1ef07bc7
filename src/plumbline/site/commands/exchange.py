"""`plumbline exchange`: what comes in and goes out by file on the server itself, and beginning with what there is."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import click
import django

from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _


@click.group(help="Data exchange on this server: take files in, take records out, begin with what there is.")
def exchange() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()


@exchange.command(
    help="Take a file in for a source. Broken off, the same command goes on after the last thousand rows that are in. "
    "Exit code 1 when rows wait in quarantine."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Code of the source.")
def take(file: Path, source: str) -> int:
    from plumbline.apps.exchange.errors import NoSuchSource  # noqa: PLC0415 - needs the framework set up
    from plumbline.apps.exchange.queries import supplier  # noqa: PLC0415

    found = supplier(source)
    if found is None:
        raise NoSuchSource(source=source)
    return _taken(found, file)


@exchange.command(
    help="Begin with what there is: the running cases of an organ in the product's own layout, or with --old its old "
    "files by number. They go in with their true days and show as entered late; what cannot be read waits."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organ", required=True, help="Number of the organ.")
@click.option("--division", default="", help="Division of the organ; by default that of the site.")
@click.option("--old", is_flag=True, help="Old files by number.")
def begin(file: Path, organ: str, division: str, old: bool) -> int:
    from django.conf import settings  # noqa: PLC0415 - needs the framework set up

    from plumbline.apps.exchange.actions import beginning_source  # noqa: PLC0415
    from plumbline.apps.exchange.queries import opening_balance  # noqa: PLC0415

    source = beginning_source(
        "old" if old else "running",
        organ=organ,
        division=division or settings.DIVISION,
        by="command",
        now=settings.CLOCK(),
    )
    code = _taken(source, file)
    for one in opening_balance(organ):
        said = _("{procedure}: {running} running, {ended} ended, {overdue} overdue")
        click.echo(
            said.format(procedure=one.procedure, running=one.running, ended=one.ended, overdue=one.overdue)
        )
    return code


@exchange.command(help="Take an organ's records out in a layout, as CSV.")
@click.argument("layout")
@click.option("--organ", required=True, help="Number of the organ.")
@click.option(
    "--to", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
def out(layout: str, organ: str, path: Path) -> int:
    from plumbline.apps.exchange.errors import LayoutUnknown  # noqa: PLC0415 - needs the framework set up
    from plumbline.apps.exchange.export import every, names_of  # noqa: PLC0415
    from plumbline.core.layouts.catalogue import LAYOUTS  # noqa: PLC0415

    if layout not in LAYOUTS:
        raise LayoutUnknown(layout=layout, known=", ".join(LAYOUTS))
    columns = [one.code for one in LAYOUTS[layout].columns]
    number = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        for row in every(LAYOUTS[layout], organ, names_of(organ)):
            writer.writerow(row)
            number += 1
    click.echo(_("{n} rows written to {path}").format(n=number, path=path))
    return ExitCode.OK


@exchange.command(
    "leave-out",
    help="Leave rows of the quarantine out that nobody will mend, with a reason, or let them wait again with --back. "
    "Nothing is deleted.",
)
@click.option("--source", required=True, help="Code of the source.")
@click.option("--by", required=True, help="User name of the organ's head, who decides it.")
@click.option("--why", default="", help="The reason; it stays with the rows.")
@click.option("--delivery", type=int, help="All rows of this delivery.")
@click.option("--row", "rows", type=int, multiple=True, help="Number of a row as its sheet tells it.")
@click.option("--back", is_flag=True, help="Let rows that were left out wait again.")
def leave_out(source: str, by: str, why: str, delivery: int | None, rows: tuple[int, ...], back: bool) -> int:
    from django.conf import settings  # noqa: PLC0415 - needs the framework set up

    from plumbline.apps.exchange import actions  # noqa: PLC0415
    from plumbline.apps.exchange.errors import NoSuchSource  # noqa: PLC0415
    from plumbline.apps.exchange.queries import supplier  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415
    from plumbline.apps.people.queries import login_of, person_of  # noqa: PLC0415
    from plumbline.core.authority.role import Role  # noqa: PLC0415

    if bool(rows) == (delivery is not None):
        raise click.UsageError(_("name rows with --row or a delivery with --delivery"))
    found, account, now = supplier(source, closed=True), login_of(by), settings.CLOCK()
    if found is None:
        raise NoSuchSource(source=source)
    if account is None:
        raise click.BadParameter(_("there is no such login"), param_hint="--by")
    today = shelf().docket(shelf().procedures[0]).calendar.local_day(now)
    person = person_of(account, Role.AGENCY_HEAD, today)
    if back:
        done = actions.let_wait_again(found, rows=rows, delivery=delivery, by=person, now=now, today=today)
    else:
        done = actions.leave_out(
            found, rows=rows, delivery=delivery, why=why, by=person, now=now, today=today
        )
    click.echo((_("{n} rows wait again") if back else _("{n} rows left out")).format(n=done))
    return ExitCode.OK


def _taken(source: object, file: Path) -> int:
    from django.conf import settings  # noqa: PLC0415 - needs the framework set up

    from plumbline.apps.exchange.actions import read_file  # noqa: PLC0415
    from plumbline.apps.exchange.suppliers import Supplier  # noqa: PLC0415

    assert isinstance(source, Supplier)
    done = read_file(source, file, name=file.name, now=settings.CLOCK(), clock=settings.CLOCK)
    said = _(
        "delivery {n}: {rows} rows, {stored} stored, {known} there before, {aside} set aside, {late} late"
    )
    click.echo(
        said.format(
            n=done.delivery,
            rows=done.rows,
            stored=done.stored,
            known=done.known,
            aside=done.quarantined,
            late=done.late,
        )
    )
    return ExitCode.FINDINGS if done.quarantined else ExitCode.OK
