"""Verifies the bundle of a yearly report offline; needs only the standard library and `cryptography`.

The rules, in the order in which they are tried:

1. The case file of the report (`case.zip`) verifies as `plumbline.core.ledger` verifies any: its records, their files
   and the checkpoint are what the log holds.
2. The record that fixed the figures names the file of rows, and the file is the one that it sealed.
3. Each counted figure is the sum of its rows, and their hash is the one in the record.
4. Each reckoned figure comes to its value from the figures that it names.
5. The leaves of the log (`leaves.bin`, 32 bytes each) have the root of the checkpoint, and every row lies among them,
   before the leaf up to which was counted.
6. The text (`report.txt`) is the one that the records and the fixed figures give.
7. Every chip of the text was fixed.

What is not proved: that a leaf holds what its row says. Whoever doubts a row asks for that case's own file, which opens
the record under the same leaf.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.casefile import ZipFiles
from plumbline.core.ledger.casefile_parts import read_case_file
from plumbline.core.ledger.checkpoint import open_checkpoint
from plumbline.core.ledger.evidence import CaseEvidence, Trust
from plumbline.core.ledger.note import VerifierKey
from plumbline.core.ledger.system_acts import ValuePlace
from plumbline.core.ledger.tree import root_of
from plumbline.core.ledger.verify import read_entry, verify_case
from plumbline.core.reports.yearly_fixed import (
    ROWS_FILE,
    Fixed,
    FixedRow,
    digest_of,
    in_order,
    read_rows,
    reckon,
)
from plumbline.core.reports.yearly_report import YearlyReport, fold, report_text
from plumbline.core.reports.yearly_text import chips

CASE_FILE: Final = "case.zip"
TEXT_FILE: Final = "report.txt"
LEAVES_FILE: Final = "leaves.bin"
_HASH: Final = 32


class ReportUntrue(PlumblineError):
    """A bundle that does not hold; `place` is the figure or the file where it breaks."""

    zh = "不成立：{place}：{problem_zh}"
    en = "does not hold: {place}: {problem_en}"
    remedy_zh = "不要采信这份报告，请向编写单位核实"
    remedy_en = "do not rely on this report; ask whoever made it"


@dataclass(frozen=True, slots=True)
class Proved:
    """What was proved: of which year, how many figures over how many records, under which checkpoint."""

    year: int
    counted: int
    reckoned: int
    rows: int
    size: int
    origin: str


def verify_bundle(data: bytes, keys: Sequence[VerifierKey]) -> Proved:
    """Verifies a bundle; raises ReportUntrue, LedgerError, FiguresUnreadable, or ArchiveError for what is no bundle."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        names = set(bundle.namelist())
        for name in (CASE_FILE, TEXT_FILE, LEAVES_FILE):
            if name not in names:
                raise _untrue(name, "缺少这个文件", "the file is missing")
        files = {name: bundle.read(name) for name in (CASE_FILE, TEXT_FILE, LEAVES_FILE)}
    evidence = read_case_file(ZipFiles(io.BytesIO(files[CASE_FILE])))
    verify_case(evidence, Trust(tuple(keys)))
    report = fold(evidence.case, (read_entry(one) for one in evidence.entries))
    if report.fixed is None:
        raise _untrue(CASE_FILE, "数据没有核定", "no figures were fixed")
    rows = _rows(evidence, report)
    _check_counted(report.fixed, rows)
    _check_reckoned(report.fixed)
    size, origin = _check_leaves(files[LEAVES_FILE], evidence, report.fixed, rows, keys)
    _check_text(files[TEXT_FILE], report, report.fixed)
    counted = sum(not one.reckoned for one in report.fixed.figures.values())
    return Proved(report.year, counted, len(report.fixed.figures) - counted, len(rows), size, origin)


def _rows(evidence: CaseEvidence, report: YearlyReport) -> list[FixedRow]:
    chunks = evidence.attachments.get(ValuePlace(report.fixed_by, "attachment", ROWS_FILE))
    if chunks is None:
        raise _untrue(
            ROWS_FILE, "核定数据的记录没有附明细", "the record that fixed the figures has no file of rows"
        )
    return list(read_rows(b"".join(chunks())))


def _check_counted(fixed: Fixed, rows: Sequence[FixedRow]) -> None:
    by_figure: dict[str, list[FixedRow]] = {}
    for one in in_order(rows):
        by_figure.setdefault(one.figure, []).append(one)
    if foreign := sorted(set(by_figure) - set(fixed.figures)):
        raise _untrue(foreign[0], "明细中有没有核定的指标", "rows of a figure that was not fixed")
    for key, figure in fixed.figures.items():
        if figure.reckoned:
            continue
        mine = by_figure.get(key, [])
        total = sum((one.value for one in mine), Decimal(0))
        if figure.value != total or figure.rows != len(mine):
            told = f"{figure.value} ≠ {total}"
            raise _untrue(key, f"与明细不符，{told}", f"is not the sum of its rows, {told}")
        if figure.digest != digest_of(mine):
            raise _untrue(key, "明细被改动", "its rows were changed")


def _check_reckoned(fixed: Fixed) -> None:
    for key, figure in fixed.figures.items():
        if figure.reckoned and (came := reckon(figure, fixed.figures)) != figure.value:
            told = f"{figure.value} ≠ {came}"
            raise _untrue(key, f"重算不符，{told}", f"does not come out, {told}")


def _check_leaves(
    leaves: bytes, evidence: CaseEvidence, fixed: Fixed, rows: Sequence[FixedRow], keys: Sequence[VerifierKey]
) -> tuple[int, str]:
    seal = evidence.seals[0]
    sealed = open_checkpoint(seal.note, [one for one in keys if one.name == seal.origin], seal.origin)
    hashes = [leaves[at : at + _HASH] for at in range(0, len(leaves), _HASH)]
    if len(leaves) != sealed.size * _HASH or root_of(hashes) != sealed.root:
        raise _untrue(LEAVES_FILE, "与检查点的根不符", "does not have the checkpoint's root")
    if beyond := next((one for one in rows if one.leaf >= min(fixed.leaf, sealed.size)), None):
        raise _untrue(
            beyond.figure,
            f"明细 {beyond.record} 不在统计范围内",
            f"row {beyond.record} lies beyond the count",
        )
    return sealed.size, seal.origin


def _check_text(text: bytes, report: YearlyReport, fixed: Fixed) -> None:
    for words in report.words.values():
        for chip in chips(words):
            if chip.key not in fixed.figures:
                raise _untrue(chip.key, "正文中的数据没有核定", "stands in the text and was not fixed")
    if text != report_text(report, fixed).encode():
        raise _untrue(
            TEXT_FILE, "正文与记录、核定数据不符", "is not the text that records and fixed figures give"
        )


def _untrue(place: str, zh: str, en: str) -> ReportUntrue:
    return ReportUntrue(place=place, problem_zh=zh, problem_en=en)
