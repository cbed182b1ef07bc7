"""`plumbline figures`: the figures of a year, counted from the records, and the acts behind one of them."""

import json
import os
from typing import Any

import click
import django

from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language
from plumbline.site.terminal import progress


@click.command(
    help="Count every figure of a year from the records of this district, or list the acts behind one. "
    "Exit code 1 when figures that must add up do not."
)
@click.argument("figure", required=False)
@click.option("--year", type=click.IntRange(1950, 2200), help="The year; this year by default.")
@click.option("--organ", default="", help="Only this organ, by its number.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def figures(figure: str | None, year: int | None, organ: str, as_json: bool) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from plumbline.apps.figures.actions import refresh  # noqa: PLC0415 - needs the framework set up
    from plumbline.apps.figures.definitions import definitions  # noqa: PLC0415
    from plumbline.core.ledger.moment import written_instant  # noqa: PLC0415
    from plumbline.site.clock import server_clock  # noqa: PLC0415

    now = server_clock()
    with progress() as display:
        task = display.add_task(_("reading cases"), total=None)
        refresh(now=now, told=lambda done, all_: display.update(task, completed=done, total=all_))
    asked = year or int(written_instant(now)[:4])
    if figure is None:
        return _all(asked, organ, now, as_json)
    if figure not in definitions().catalogue.indicators:
        known = ", ".join(definitions().catalogue.indicators)
        raise click.BadParameter(
            _("there is no figure {figure}; one of {known}").format(figure=figure, known=known)
        )
    return _rows(figure, asked, organ, now, as_json)


def _all(year: int, organ: str, now: int, as_json: bool) -> int:
    from plumbline.apps.figures import queries  # noqa: PLC0415
    from plumbline.apps.figures.definitions import definitions  # noqa: PLC0415
    from plumbline.core.authority.access import Visible  # noqa: PLC0415
    from plumbline.core.indicators.indicator import UNITS, Indicator  # noqa: PLC0415

    found = queries.figures(queries.year(year), Visible(everything=True), now=now, organ=organ)
    catalogue, english = definitions().catalogue, current_language() == "en"
    told: dict[str, Any] = {}
    for id, one in found.figures.items():
        held = catalogue.figure(id.partition(":")[0])
        kind = (
            next((k for k in held.classes if k.id == id.partition(":")[2]), None)
            if isinstance(held, Indicator)
            else None
        )
        named = kind or held
        told[id] = {
            "title": named.english if english else named.title,
            "value": None if one.value is None else str(one.value),
            "unit": UNITS[held.unit].english if english else UNITS[held.unit].title,
            "unsaid": one.unsaid,
        }
    broken = [one.says_english if english else one.says for one in found.broken]
    if as_json:
        whole = {"year": year, "leaf": found.leaf, "figures": told, "broken": broken}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        for id, one in told.items():
            click.echo(f"{id:<40} {one['value'] or '—':>14} {one['unit']}  {one['title']}")
        for said in broken:
            click.echo(_("does not add up: {said}").format(said=said))
    return ExitCode.FINDINGS if broken else ExitCode.OK


def _rows(figure: str, year: int, organ: str, now: int, as_json: bool) -> int:
    from plumbline.apps.figures import queries  # noqa: PLC0415
    from plumbline.apps.figures.definitions import definitions  # noqa: PLC0415
    from plumbline.core.authority.access import Visible  # noqa: PLC0415
    from plumbline.core.clocks.civil import date_of  # noqa: PLC0415

    asked = queries.RowsAsked(definitions().catalogue.indicators[figure], organ=organ, most=1_000_000)
    found, many = queries.rows(asked, queries.year(year), Visible(everything=True), now=now)
    if as_json:
        lines = [
            {"case": one.case, "record": one.record, "step": one.step, "day": date_of(one.day).isoformat(),
             "organ": one.organ, "class": one.kind, "value": str(one.value)}
            for one in found
        ]  # fmt: skip
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        return ExitCode.OK
    for one in found:
        click.echo(f"{date_of(one.day).isoformat()}  {one.organ:<20} {one.case}  {one.record}  {one.value}")
    click.echo(_("{many} acts").format(many=many))
    return ExitCode.OK
