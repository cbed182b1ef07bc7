"""`plumbline audit-report FILE`: the numbers of a report held against each other, and against the records of a year."""

import json
import os
from pathlib import Path

import click
import django

from plumbline.apps.figures.audit_page import audit_page, words_of
from plumbline.core.report_audit.audit import Audit, audit_text
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language


@click.command(
    help="Read a report (DOCX, PDF, HTML or TXT), find its numbers, and say what does not agree: sums, rates, "
    "sections, dates, slips; with --against also what the records of that year say. Exit code 1 when a fault is found."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--against", type=click.IntRange(1950, 2200), help="Hold the numbers against the records of this year."
)
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with the passages marked."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def audit_report(file: Path, against: int | None, html: Path | None, as_json: bool) -> int:
    text, language = words_of(file), current_language()
    found = audit_text(text) if against is None else _against(text, against)
    if html is not None:
        html.write_text(audit_page(text, found, file.name, language), "utf-8")
    faults = {(one.start, one.kind) for one in found.faults}
    against_records = [one for one in found.held.values() if one.kind == "contradicted"]
    lines = [
        {
            "line": text.count("\n", 0, one.start) + 1 if one.end else None,
            "kind": one.kind,
            "weight": one.weight.value,
            "says": one.said(language),
            "passage": text[one.start : one.end],
        }
        for one in (*found.remarks, *against_records)
    ]
    if as_json:
        numbers = [
            {"text": one.text, "value": str(one.value), "unit": one.unit, "bound": one.bound.value,
             "records": found.held[one.start].kind if found.held else None}
            for one in found.quantities
        ]  # fmt: skip
        click.echo(json.dumps({"numbers": numbers, "remarks": lines}, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            place = "" if line["line"] is None else _("line {line}: ").format(line=line["line"])
            click.echo(f"{place}{line['says']}")
        said = _("{numbers} numbers read, {faults} faults, {others} questions")
        click.echo(
            said.format(numbers=len(found.quantities), faults=len(faults), others=len(lines) - len(faults))
        )
    return ExitCode.FINDINGS if faults else ExitCode.OK


def _against(text: str, year: int) -> Audit:
    """With the records of a year; this alone needs the district's own site."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from plumbline.apps.figures.auditing import audit  # noqa: PLC0415 - needs the framework set up
    from plumbline.core.authority.access import Visible  # noqa: PLC0415
    from plumbline.site.clock import server_clock  # noqa: PLC0415

    return audit(text, against=year, seen=Visible(everything=True), now=server_clock())
