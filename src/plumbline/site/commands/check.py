"""`plumbline check`: records of cases judged against the law, every finding explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from plumbline.apps.oversight.actions import (
    CheckRequest,
    CheckResult,
    Setup,
    check_files,
    instant,
    pack_root,
)
from plumbline.apps.record_intake.actions import UnpackLimits
from plumbline.apps.reporting.actions import write_check_report
from plumbline.core.errors import Language, PlumblineError
from plumbline.core.vocabulary import Outcome
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language, use_language
from plumbline.site.packs_folder import own_calendars, packs_folder
from plumbline.site.terminal import notes, output, print_json, progress

_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


class Now(click.ParamType):
    """`2024-09-30` (the end of that day) or `2024-09-30T17:20`; without an offset it is of no zone yet."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            text = str(value)
            if len(text) == len("YYYY-MM-DD"):
                return datetime.combine(date.fromisoformat(text), time.max)
            return datetime.fromisoformat(text)
        except ValueError:
            self.fail(_("write YYYY-MM-DD or YYYY-MM-DDTHH:MM: {value}").format(value=value), param, ctx)


def _speak(ctx: click.Context, param: click.Parameter, value: Language | None) -> None:
    if value:
        use_language(value)


@click.command(
    help="Judge records of cases (CSV, JSON Lines, Parquet, XES, also .gz) against packs of law. Writes "
    "findings.csv, findings.parquet, summary.json, rejects.csv and report.html into a folder.\n\n"
    "Columns of native files and mapping files are described in docs/how-to/check-records.md; `plumbline map "
    "suggest FILE` drafts a mapping.\n\n"
    "Exit code 0: no violation; 1: violations were found; 2: nothing could be judged, or a file could not be read "
    "to its end."
)
@click.argument("files", nargs=-1, required=True, type=_EXISTING)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    help="Procedure id or folder of a pack; default: those the records name.",
)
@click.option(
    "--map", "mappings", multiple=True, type=_EXISTING, help="Mapping file; one for all files or one each."
)
@click.option(
    "--now",
    type=Now(),
    help="Judge as of the end of this day, or this time, in the zone of each procedure; default: now.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("plumbline-findings"),
              show_default=True, help="Folder for the results.")  # fmt: skip
@click.option(
    "--cases", type=_EXISTING, help="Table of facts of cases: case_id, organ, field, division, party_key …"
)
@click.option("--officers", type=_EXISTING, help="Table of certificates: officer, valid_from, valid_to.")
@click.option(
    "--figures", type=_EXISTING, help="Table of figures: figure, key, division, from, to, value, unit."
)
@click.option(
    "--recording-list",
    "recordings",
    type=_EXISTING,
    help="Recording list of organs: recording_no, recorded_procedure, recorded_step, means, valid_from …",
)
@click.option("--field", help="Field of enforcement where a case names none, e.g. market-supervision.")
@click.option("--division", help="Division where a case names none, e.g. 650105.")
@click.option(
    "--uncovered", multiple=True, help="Step or fact that the records leave out; may be given again."
)
@click.option("--encoding", help="Encoding of the files; default: found out.")
@click.option(
    "--lead",
    type=click.IntRange(0),
    default=7,
    show_default=True,
    help="Tell what falls due in so many days.",
)
@click.option("--all", "everything", is_flag=True, help="Write every verdict, not only findings.")
@click.option("--max-unpacked", type=click.IntRange(1), default=1024, show_default=True,
              help="MiB a file compressed more than 200 times may unpack to.")  # fmt: skip
@click.option(
    "--processes", type=click.IntRange(1), default=2, show_default=True, help="Processes for large inputs."
)
@click.option(
    "--packs",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of packs.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON document.")
def check(files: tuple[Path, ...], out: Path, as_json: bool, max_unpacked: int, **given: Any) -> int:
    root = given["folder"] or pack_root(given["packs"], packs_folder())
    now = given["now"] or datetime.now(UTC)
    setup = Setup(
        root,
        instant(now if now.tzinfo else now.replace(tzinfo=UTC)),
        **{
            name: given[name]
            for name in ("figures", "officers", "recordings", "field", "division", "lead", "everything")
        },
        calendars=None if given["folder"] else own_calendars(),
        language=current_language(),
    )
    options = {name: given[name] for name in ("mappings", "cases", "uncovered", "encoding", "processes")}
    limits = UnpackLimits(max_unpacked << 20)
    with progress() as display:
        shower = _shower(display, {})
        request = CheckRequest(
            files,
            setup,
            out,
            given["packs"],
            limits=limits,
            progress=shower,
            local_now=None if now.tzinfo else now,
            finish=partial(write_check_report, language=current_language()),
            **options,
        )
        result = check_files(request)
    if as_json:
        print_json(result.summary)
    else:
        _print(result)
    for failure in result.failures:
        _say(failure)
    if result.failures:
        return ExitCode.INPUT
    return ExitCode.FINDINGS if result.breaches else ExitCode.OK


def _shower(display: Any, shown: dict[str, Any]) -> Callable[[str, int], None]:
    """Progress: one line for each file or procedure."""

    def show(what: str, count: int) -> None:
        if what not in shown:
            shown[what] = display.add_task(what, total=None)
        display.update(shown[what], completed=count)

    return show


def _say(error: PlumblineError) -> None:
    console, language = notes(), current_language()
    console.print(_("error: {message}").format(message=error.message(language)), markup=False)
    if remedy := error.remedy(language):
        console.print(_("remedy: {remedy}").format(remedy=remedy), markup=False)


def _print(result: CheckResult) -> None:
    """The table of rules that were applied, breaches first, and where the files lie."""
    summary, console = result.summary, output()
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(_("rule"), overflow="fold")
    table.add_column(_("basis"), overflow="fold")
    heads = [_("violated"), _("undetermined"), _("pending"), _("satisfied")]
    for head in heads:
        table.add_column(head, justify="right")
    outcomes = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.PENDING, Outcome.SATISFIED)
    rows = [r for r in summary["rules"] if r["makes_findings"] and any(r["counts"][o] for o in outcomes)]
    rows.sort(key=lambda r: (-r["counts"]["violated"], -r["counts"]["undetermined"]))
    for row in rows:
        counts = row["counts"]
        says = row["says"] if current_language() == "zh" else row["english"] or row["says"]
        style = "red" if counts["violated"] else "yellow" if counts["undetermined"] else ""
        numbers = [str(counts[outcome]) for outcome in outcomes]
        table.add_row(says, "; ".join(row["basis"]), *numbers, style=style)
    console.print(table)
    records = summary["records"]
    said = _("{judged} records of {cases} cases judged, {rejected} rows set aside, {breaches} violations")
    console.print(said.format(**records, cases=summary["cases"], breaches=result.breaches), markup=False)
    console.print(_("results: {folder}").format(folder=result.out), markup=False)
