"""`plumbline casefile export`: a case as an archive that proves itself."""

import os
from collections.abc import Callable
from pathlib import Path

import click
import django

from plumbline.apps.case_file.index_page import Label, Labels, plain_labels
from plumbline.core.cases.reserved import OPEN_CASE
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
    from plumbline.site.wiring import case_files  # noqa: PLC0415

    day = shown_instant(server_clock())[:10]
    evidence = export_case(
        case, out, day=day, files=case_files(), labels=labels_of(case), withhold=_rule(withhold)
    )
    click.echo(
        _("{file}: {records} records, {withheld} values or files withheld").format(
            file=out, records=len(evidence.entries), withheld=len(evidence.withheld)
        )
    )


def _rule(names: tuple[str, ...]) -> WithholdRule:
    return lambda place: place.name in names or "all" in names


def labels_of(case: str) -> Labels:
    """Names of the steps and fields of the case's procedure; the ids where its pack is not at hand."""
    from plumbline.apps.ledger_store.queries import case_records  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415

    first = next(iter(case_records(case)), None)
    procedure = first.record.fields.get("procedure") if first and first.record.step == OPEN_CASE else None
    if not isinstance(procedure, str) or procedure not in shelf().procedures:
        return plain_labels
    steps = shelf().docket(procedure).procedure.steps

    def label(step: str, field: str | None) -> Label:
        known = steps.get(step)
        found = known.fields.get(field) if known and field else known
        return Label(found.title, found.english) if found else plain_labels(step, field)

    return label
