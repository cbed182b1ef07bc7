"""The bundle of a report: its case file, the leaves of the log, text and page. Verified by `plumbline.core.reports`."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from plumbline.apps.annual_report.queries import HeldReport
from plumbline.apps.case_file.archive import export_case
from plumbline.apps.case_file.case_words import words_of
from plumbline.apps.case_file.held_files import held_files
from plumbline.apps.ledger_store.queries import node_hashes
from plumbline.core.ledger.checkpoint import algorithm_of, read_checkpoint
from plumbline.core.ledger.system_acts import ValuePlace
from plumbline.core.reports.verify_yearly import CASE_FILE, LEAVES_FILE, PAGE_FILE, READ_ME, TEXT_FILE
from plumbline.core.reports.yearly_fixed import Fixed, part_number
from plumbline.core.reports.yearly_report import YearlyReport, report_page, report_text

_CHUNK: Final = 1 << 16
_READ_ME: Final = (
    "核验：python -m plumbline.core.reports verify 本文件.zip --key 日志公钥\n"
    "只需要 Python 标准库和 cryptography。公钥在公示门户“日志与见证”页。\n"
    "Verify: python -m plumbline.core.reports verify this.zip --key KEY (the log's key, from the portal).\n"
)


def write_bundle(out: BinaryIO, held: HeldReport, fixed: Fixed, *, day: str) -> None:
    """Writes the bundle; raises NotSealedYet while a record of the report waits for its seal."""
    case = held.report.case
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / CASE_FILE
        words = words_of(case, persons=False)  # strangers read it
        evidence = export_case(
            case, file, day=day, files=held_files(), words=words, withhold=_withheld(held.report)
        )
        sealed = read_checkpoint(evidence.seals[0].note.text)
        tree = algorithm_of(evidence.seals[0].origin)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.write(file, CASE_FILE)
            bundle.writestr(TEXT_FILE, report_text(held.report, fixed))
            bundle.writestr(PAGE_FILE, report_page(held.report, fixed))
            bundle.writestr(READ_ME, _READ_ME)
            with bundle.open(LEAVES_FILE, "w", force_zip64=True) as member:
                for start in range(0, sealed.size, _CHUNK):
                    end = min(start + _CHUNK, sealed.size)
                    member.write(b"".join(node_hashes(tree, 0, start, end)))


def _withheld(report: YearlyReport) -> Callable[[ValuePlace], bool]:
    """Everything that lies outside the records goes not along, but for the rows of the figures."""
    return lambda place: place.record != report.fixed_by or not part_number(place.name)
