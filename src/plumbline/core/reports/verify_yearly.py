"""Verifies the bundle of a yearly report offline; needs only the standard library and `cryptography`.

The rules, in the order in which they are tried:

1. The case file of the report (`case.zip`) verifies as `plumbline.core.ledger` verifies any: its records, their files
   and the checkpoint are what the log holds.
2. The leaves of the log (`leaves.bin`, 32 bytes each) have the root of the checkpoint. The reader's key may be one that
   was replaced since: the case file carries the record of each change, and the old key vouches for the new one. Or it
   is the newer one alone: then that the log of before was another key's is its word, which is said (`older_keys`).
3. The record that fixed the figures names the files of rows, and the files are those that it sealed.
4. Each counted figure is the sum of its rows, each record once, and their hash is the one in the record; every row lies
   among the leaves, before the leaf up to which was counted, and a record at one leaf alone.
5. Each reckoned figure comes to its value from counted figures that it names; every figure is written as its value.
6. Text and page (`report.txt`, `report.html`) are those that the records and the fixed figures give, to the byte.
7. Every chip of the text was fixed, and the words were not changed since.

Nothing may be in the bundle twice or beside these files.

What is not proved: that a leaf holds what its row says. Whoever doubts a row asks for that case's own file, which opens
the record under the same leaf.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.casefile import ZipFiles
from plumbline.core.ledger.casefile_parts import read_case_file
from plumbline.core.ledger.checkpoint import Checkpoint
from plumbline.core.ledger.evidence import CaseEvidence, Trust
from plumbline.core.ledger.note import VerifierKey
from plumbline.core.ledger.tree import root_of
from plumbline.core.ledger.trusted_log import believed_trees, named_at
from plumbline.core.ledger.verify import read_entry, verify_case
from plumbline.core.reports.yearly_fixed import (
    ROWS_FILE,
    Fixed,
    FixedFigure,
    FixedRow,
    digest_of,
    part_number,
    read_rows,
    reckon,
    written_number,
)
from plumbline.core.reports.yearly_report import YearlyReport, fold, report_page, report_text
from plumbline.core.reports.yearly_text import chips

CASE_FILE: Final = "case.zip"
TEXT_FILE: Final = "report.txt"
LEAVES_FILE: Final = "leaves.bin"
PAGE_FILE: Final = "report.html"
READ_ME: Final = "README.txt"
FILES: Final = frozenset({CASE_FILE, TEXT_FILE, LEAVES_FILE, PAGE_FILE, READ_ME})
MOST_BYTES: Final = 4 << 30
"""Bytes of all files together, unpacked; the leaves of 100 million records fit."""
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
    record: str
    leaf: int
    steps: Mapping[str, str]
    """What was done with the report, by the last day: signed, sent, published."""
    older_keys: tuple[int, ...] = ()
    """Leaves of changes of key whose older key the reader did not bring."""


def verify_bundle(data: bytes, keys: Sequence[VerifierKey]) -> Proved:
    """Verifies a bundle; raises ReportUntrue, LedgerError, FiguresUnreadable, or ArchiveError for what is no bundle."""
    files = _members(data)
    evidence = read_case_file(ZipFiles(io.BytesIO(files[CASE_FILE])))
    trust = Trust(tuple(keys))
    verify_case(evidence, trust)
    report = fold(evidence.case, (read_entry(one) for one in evidence.entries))
    if report.fixed is None or report.fixed.year != report.year:
        raise _untrue(CASE_FILE, "数据没有核定", "no figures were fixed")
    sealed = _check_leaves(files[LEAVES_FILE], evidence, trust)
    rows = _check_counted(report.fixed, _rows(evidence, report), sealed.size)
    _check_reckoned(report.fixed)
    _check_text(files, report, report.fixed)
    counted = sum(not one.reckoned for one in report.fixed.figures.values())
    return Proved(
        report.year,
        counted,
        len(report.fixed.figures) - counted,
        rows,
        sealed.size,
        evidence.seals[0].origin,
        report.fixed_by,
        report.fixed.leaf,
        report.steps,
        named_at(evidence.seals[0], trust),
    )


def _members(data: bytes) -> dict[str, bytes]:
    """The files of the bundle, each once; what does not belong there, or is beyond all measure, is refused."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        infos = bundle.infolist()
        names = [one.filename for one in infos]
        if twice := next((name for name in names if names.count(name) > 1), ""):
            raise _untrue(twice, "文件重复", "the file is there twice")
        if foreign := next((name for name in names if name not in FILES), ""):
            raise _untrue(foreign, "多出的文件", "the file does not belong there")
        if missing := next((name for name in sorted(FILES) if name not in names), ""):
            raise _untrue(missing, "缺少这个文件", "the file is missing")
        if sum(one.file_size for one in infos) > MOST_BYTES:
            raise _untrue(LEAVES_FILE, "文件过大", "the files are too large")
        return {name: bundle.read(name) for name in names}


def _rows(evidence: CaseEvidence, report: YearlyReport) -> Iterator[FixedRow]:
    """The rows of all parts, one after another."""
    parts = {
        part_number(place.name): place
        for place in evidence.attachments
        if place.record == report.fixed_by and part_number(place.name)
    }
    if not parts:
        raise _untrue(
            ROWS_FILE, "核定数据的记录没有附明细", "the record that fixed the figures has no file of rows"
        )
    for number in sorted(parts):
        yield from read_rows(b"".join(evidence.attachments[parts[number]]()))


def _check_counted(fixed: Fixed, rows: Iterable[FixedRow], size: int) -> int:
    """How many rows there are. They come in order, so that those of a large year need not be held at once."""
    places, last, count = _Places(min(fixed.leaf, size)), "", 0
    left = {key: one for key, one in fixed.figures.items() if not one.reckoned}
    for key, mine in groupby(rows, lambda one: one.figure):
        if key <= last:
            raise _untrue(key, "明细的次序不对", "its rows are not in order")
        figure, last = left.pop(key, None), key
        if figure is None:
            raise _untrue(key, "明细中有没有核定的指标", "rows of a figure that was not fixed")
        count += _check_figure(figure, places.taken(mine))
    for figure in left.values():
        _check_figure(figure, ())
    places.close()
    return count


def _check_figure(figure: FixedFigure, rows: Iterable[FixedRow]) -> int:
    total, count = Decimal(0), 0

    def added() -> Iterator[FixedRow]:
        nonlocal total, count
        for one in rows:
            total, count = total + one.value, count + 1
            yield one

    digest = digest_of(added())
    if figure.value != total or figure.rows != count:
        told = f"{figure.value} ≠ {total}"
        raise _untrue(figure.key, f"与明细不符，{told}", f"is not the sum of its rows, {told}")
    if figure.digest != digest:
        raise _untrue(figure.key, "明细被改动", "its rows were changed")
    return count


class _Places:
    """Where the rows lie: below `end`, no record twice in a figure, and each record at one leaf alone."""

    def __init__(self, end: int) -> None:
        self._end = end
        self._records: dict[int, str] = {}

    def taken(self, rows: Iterable[FixedRow]) -> Iterator[FixedRow]:
        """The rows of one figure as they pass."""
        last = -1
        for one in rows:
            if one.leaf >= self._end:
                zh, en = (
                    f"明细 {one.record} 不在统计范围内",
                    f"row {one.record} lies beyond the count",
                )
                raise _untrue(one.figure, zh, en)
            if one.leaf <= last:
                zh, en = (
                    f"记录 {one.record} 计了两次或者次序不对",
                    f"counts record {one.record} twice, or out of order",
                )
                raise _untrue(one.figure, zh, en)
            last = one.leaf
            if self._records.setdefault(one.leaf, one.record) != one.record:
                raise _two_places(one.record)
            yield one

    def close(self) -> None:
        """No record lies at two leaves."""
        seen: set[str] = set()
        for record in self._records.values():
            if record in seen:
                raise _two_places(record)
            seen.add(record)


def _two_places(record: str) -> ReportUntrue:
    return _untrue(ROWS_FILE, f"记录 {record} 的位置不一致", f"record {record} has no one leaf")


def _check_reckoned(fixed: Fixed) -> None:
    for key, figure in fixed.figures.items():
        if figure.value is None or figure.written != written_number(figure.value, figure.unit):
            raise _untrue(key, "写法与数值不符", "is not written as its value")
        if figure.reckoned and (
            not figure.of or any(fixed.figures.get(one, figure).reckoned for one in figure.of)
        ):
            raise _untrue(key, "不是由清点的数据算出", "is not reckoned from counted figures")
        if figure.reckoned and (came := reckon(figure, fixed.figures)) != figure.value:
            told = f"{figure.value} ≠ {came}"
            raise _untrue(key, f"重算不符，{told}", f"does not come out, {told}")


def _check_leaves(leaves: bytes, evidence: CaseEvidence, trust: Trust) -> Checkpoint:
    """The checkpoint of the log, which the leaves have; a key that was replaced leads to the one that signed it."""
    seal = evidence.seals[0]
    sealed = believed_trees(seal, trust, evidence.entries)[0].checkpoint
    hashes = [leaves[at : at + _HASH] for at in range(0, len(leaves), _HASH)]
    if len(leaves) != sealed.size * _HASH or root_of(hashes) != sealed.root:
        raise _untrue(LEAVES_FILE, "与检查点的根不符", "does not have the checkpoint's root")
    return sealed


def _check_text(files: Mapping[str, bytes], report: YearlyReport, fixed: Fixed) -> None:
    for words in report.words.values():
        for chip in chips(words):
            if chip.key not in fixed.figures:
                raise _untrue(chip.key, "正文中的数据没有核定", "stands in the text and was not fixed")
    made = {TEXT_FILE: report_text(report, fixed), PAGE_FILE: report_page(report, fixed)}
    for name, wanted in made.items():
        if report.is_stale or files[name] != wanted.encode():
            raise _untrue(name, "与记录、核定数据不符", "is not what the records and the fixed figures give")


def _untrue(place: str, zh: str, en: str) -> ReportUntrue:
    return ReportUntrue(place=place, problem_zh=zh, problem_en=en)
