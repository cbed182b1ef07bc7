"""`plumbline casefile export`: a case as an archive that proves itself."""

import os
from collections.abc import Callable
from pathlib import Path

import click
import django

from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.system_acts import ValuePlace
from plumbline.site.clock import server_clock
from plumbline.site.language import _

WithholdRule = Callable[[ValuePlace], bool]


@click.group(help="Case files: take one away.")
def casefile() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()


@casefile.command(
    help="Write CASE as a BagIt archive: records, files, proofs, checkpoint with cosignatures, and a page to read. "
    "Verify it with python -m plumbline.core.ledger verify."
)
@click.argument("case")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The archive to write (.zip).")
@click.option(
    "--withhold",
    multiple=True,
    metavar="NAME",
    help="Leave out the personal values of this field, declared as withheld; may be repeated. «all» for every one.",
)
def export(case: str, out: Path, withhold: tuple[str, ...]) -> None:
    from plumbline.apps.case_file.archive import export_case  # noqa: PLC0415 - once the framework is set up
    from plumbline.apps.case_file.case_words import words_of  # noqa: PLC0415
    from plumbline.apps.casework.closings import closings_over_case  # noqa: PLC0415
    from plumbline.site.wiring import case_files  # noqa: PLC0415

    now = server_clock()
    evidence = export_case(
        case,
        out,
        day=shown_instant(now)[:10],
        files=case_files(),
        words=words_of(case),
        withhold=_rule(withhold),
        closed=closings_over_case(case, now=now),
    )
    click.echo(
        _("{file}: {records} records, {withheld} values or files withheld").format(
            file=out, records=len(evidence.entries), withheld=len(evidence.withheld)
        )
    )


def _rule(names: tuple[str, ...]) -> WithholdRule:
    return lambda place: place.name in names or "all" in names
