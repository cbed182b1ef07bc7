"""`plumbline demo`: a fictional district's records are made, judged, and reported; a real log too where it is found."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from plumbline.apps.oversight.actions import CheckRequest, CheckResult, Setup, check_files, instant
from plumbline.apps.reporting.actions import write_check_report
from plumbline.site.demo.generate import generate
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language
from plumbline.site.packs_folder import packs_folder
from plumbline.site.terminal import output, print_json, progress

_NOW = datetime(2026, 6, 30, 23, 59, 59, 999_999)  # noqa: DTZ001 - of the zone of each procedure
"""The day at the end of which the demo is judged: fixed, so that two runs tell the same."""
_LOG = Path("data", "logs", "receipt.xes.gz")
_LOG_PACK = Path("examples", "dutch-permit-receipt")


@click.command(
    help="Make the records of a fictional district, judge them against every pack, and write a report to open in a "
    "browser. Where a copy of the public log of Dutch permit applications is found (in the folder named by "
    "PLUMBLINE_REFERENCE, or beside the checkout), it is judged too."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("plumbline-demo"),
              show_default=True, help="Folder for records and reports.")  # fmt: skip
@click.option(
    "--cases", type=click.IntRange(1), default=3000, show_default=True, help="At least so many cases."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another number makes another district.")
@click.option("--json", "as_json", is_flag=True, help="Print the summaries as one JSON document.")
def demo(out: Path, cases: int, seed: int, as_json: bool) -> int:
    """Make, judge, report."""
    results: dict[str, CheckResult] = {}
    with progress() as display:
        task = display.add_task(_("making records"), total=None)
        folder = out / "records"
        generate(folder, cases=cases, seed=seed)
        display.update(task, description=_("judging"))
        request = CheckRequest(
            [folder / "records.csv"],
            _setup(folder / "figures.csv", folder / "officers.csv"),
            out / "findings",
            cases=folder / "cases.csv",
        )
        results["district"] = _reported(request)
        log = _log()
        if log is not None:
            pack = packs_folder() / _LOG_PACK
            display.update(task, description=_("judging a real log"))
            foreign = CheckRequest(
                [log], _setup(None, None), out / "log-findings", [str(pack)], [pack / "map.yaml"]
            )
            results["log"] = _reported(foreign)
    if as_json:
        print_json({name: result.summary for name, result in results.items()})
        return ExitCode.OK
    console = output()
    titles = {"district": _("fictional district"), "log": _("Dutch permit log")}
    for name, result in results.items():
        records = result.summary["records"]
        said = _("{title}: {judged} records of {cases} cases judged, {breaches} violations found")
        console.print(
            said.format(
                title=titles[name],
                judged=records["judged"],
                cases=result.summary["cases"],
                breaches=result.breaches,
            ),
            markup=False,
        )
        console.print(
            _("report: {file}").format(file=result.out / "report.html"), markup=False, soft_wrap=True
        )
    return ExitCode.OK


def _reported(request: CheckRequest) -> CheckResult:
    report = partial(write_check_report, language=current_language())
    return check_files(replace(request, local_now=_NOW, finish=report))


def _setup(figures: Path | None, officers: Path | None) -> Setup:
    return Setup(
        packs_folder(), instant(_NOW.replace(tzinfo=UTC)), figures, officers, language=current_language()
    )


def _log() -> Path | None:
    """The public log, if the user has it."""
    named = os.environ.get("PLUMBLINE_REFERENCE")
    beside = Path(__file__).resolve().parents[5] / "shared"
    for folder in ([Path(named)] if named else []) + [beside]:
        if (folder / _LOG).is_file() and (packs_folder() / _LOG_PACK / "map.yaml").is_file():
            return folder / _LOG
    return None
