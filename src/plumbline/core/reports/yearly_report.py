"""A yearly report as its records tell it, and the page that everybody reads.

A report is the fold of one case: the words of each section as last written, what was asked of units, comments, the
figures as they were fixed. Page and plain text follow from the words and the fixed figures alone, so whoever holds the
records can make them again and compare.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from plumbline.core.cases.reserved import FIXED, VOID_ACT
from plumbline.core.ledger.record import Record
from plumbline.core.reports.yearly_fixed import FiguresUnreadable, Fixed, read_fixed, text_digest
from plumbline.core.reports.yearly_text import REQUIRED, SECTIONS, Chip, Line, Piece, plain, read_lines

PROCEDURE: Final = "report.annual"
SIGNATURES: Final = ("sign_party", "sign_government")
"""The acts that enter a head's signature."""
_STYLE: Final = (
    "body{font:17px/1.9 'Source Han Serif SC',SimSun,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "h1{text-align:center;font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem}"
    "p{text-indent:2em;margin:.4em 0}b{border-bottom:2px solid #2f6fb3;font-weight:600}"
    "table{border-collapse:collapse;font-size:14px;width:100%}td,th{border-bottom:1px solid #d0d5dd;padding:.3em;"
    "text-align:left}"
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a section; `result` is empty until it was settled."""

    no: str
    section: str
    words: str
    by: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one unit owes the report: by when (day as text), how far it is, and the record by which it last came."""

    unit: str
    wanted: str
    by: str
    state: str = "asked"
    came: str = ""


@dataclass(slots=True)
class YearlyReport:
    """The report as it stands after its records."""

    case: str
    year: int = 0
    body: str = ""
    words: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    asked: dict[tuple[str, str], Asked] = field(default_factory=dict)
    fixed: Fixed | None = None
    fixed_by: str = ""
    """The record that fixed the figures."""
    gaps_meant: bool = False
    """Whether who fixed them said that what looks like a gap in the words is none."""
    steps: dict[str, str] = field(default_factory=dict)
    """The last day of each step that was done."""
    signed: set[str] = field(default_factory=set)
    """Signatures under the figures and words that are fixed now."""
    unread: list[str] = field(default_factory=list)
    """Records that are no acts of a report: something is missing in them."""
    comment_numbers: int = 0
    """How many comments were ever made, voided ones too: the next number is one more."""

    @property
    def title(self) -> str:
        """What the page is headed with, without the body's name."""
        return f"{self.year}年法治政府建设年度报告"

    @property
    def sections(self) -> list[tuple[str, str, str]]:
        """Id, Chinese and English title of the sections that are there, in order."""
        return [one for one in SECTIONS if self.words.get(one[0], "").strip()]

    @property
    def missing(self) -> list[tuple[str, str, str]]:
        """Required sections that nobody has written."""
        return [one for one in SECTIONS if one[0] in REQUIRED and not self.words.get(one[0], "").strip()]

    @property
    def is_stale(self) -> bool:
        """Whether the words were changed after their figures were fixed: they have to be fixed again."""
        return self.fixed is not None and self.fixed.text != text_digest(self.words)

    @property
    def open_comments(self) -> list[Comment]:
        """Comments that nobody has settled."""
        return [one for one in self.comments.values() if not one.result]


def fold(case: str, records: Iterable[Record]) -> YearlyReport:
    """The report of a case; what was corrected or voided does not count."""
    held = list(records)
    report = YearlyReport(case)
    for record in _standing(held):
        try:
            _apply(report, record)
        except (KeyError, ValueError, FiguresUnreadable):
            report.unread.append(record.id)
    report.comment_numbers = sum(one.step == "comment" for one in held)
    return report


def _standing(held: list[Record]) -> Iterator[Record]:
    """The records as corrected: the newest version in the place of the first; what was voided is left out."""
    newest: dict[str, Record | None] = {one.id: one for one in held if not one.corrects}
    first = {one.id: one.id for one in held}
    for record in held:
        if record.corrects:
            first[record.id] = first.get(record.corrects, record.corrects)
            newest[first[record.id]] = None if record.step == VOID_ACT else record
    yield from (one for one in newest.values() if one is not None)


def _apply(report: YearlyReport, record: Record) -> None:
    said = {key: value for key, value in record.fields.items() if isinstance(value, str | int)}
    match record.step:
        case "end_year":
            report.year, report.body = int(said["year"]), str(said["body"])
        case "write":
            section = str(said["section"])
            report.words[section] = str(said["words"])
            report.versions[section] = report.versions.get(section, 0) + 1
        case "comment":
            no = str(said["comment_no"])
            report.comments[no] = Comment(no, str(said["section"]), str(said["words"]), record.entered_by)
        case "settle_comment" if (held := report.comments.get(str(said["comment_no"]))) is not None:
            done = Comment(held.no, held.section, held.words, held.by, str(said["result"]))
            report.comments[held.no] = done
        case "ask" | "remind" | "receive" | "return_part" | "part_published":
            _part(report, record, said)
        case "fix_figures" if FIXED in record.fields:
            fixed, before = read_fixed(record.fields[FIXED]), report.fixed
            if before is None or (before.text, before.figures) != (fixed.text, fixed.figures):
                report.signed.clear()
            report.fixed, report.fixed_by = fixed, record.id
            report.gaps_meant = said.get("gaps_meant") is True
        case _ if record.step in SIGNATURES:
            report.signed.add(record.step)
    report.steps[record.step] = record.at.value[:10]


def _part(report: YearlyReport, record: Record, said: Mapping[str, str | int]) -> None:
    key = str(said["unit"]), str(said.get("wanted", "own_report"))
    before = report.asked.get(key, Asked(*key, ""))
    by = str(said.get("wanted_by", "")) or before.by
    state = {"ask": "asked", "remind": "reminded", "receive": "received", "return_part": "returned"}
    came = record.id if record.step == "receive" else before.came
    report.asked[key] = Asked(*key, by, state.get(record.step, "published"), came)


def lines_of(report: YearlyReport, section: str) -> tuple[Line, ...]:
    """The paragraphs of a section."""
    return read_lines(report.words.get(section, ""))


def fixed_number(fixed: Fixed) -> Callable[[Chip], str]:
    """How a chip is written once figures are fixed; what was never fixed is a dash."""

    def number(chip: Chip) -> str:
        held = fixed.figures.get(chip.key)
        return held.written if held is not None else "—"

    return number


def report_text(report: YearlyReport, fixed: Fixed) -> str:
    """The words of the whole report, a paragraph a line."""
    number = fixed_number(fixed)
    lines = [report.title]
    for id, title, _english in report.sections:
        lines += [title, *(plain(one, number) for one in lines_of(report, id))]
    return "\n".join(lines) + "\n"


def report_page(report: YearlyReport, fixed: Fixed) -> str:
    """The report as one page that loads and runs nothing: figures underlined, and a table of them at the end."""
    number = fixed_number(fixed)
    body = [f"<h1>{html.escape(report.title)}</h1>"]
    for id, title, _english in report.sections:
        body.append(f"<h2>{html.escape(title)}</h2>")
        body += [_html(one, number) for one in lines_of(report, id)]
    rows = [
        f"<tr><td>{html.escape(one.title or key)}</td><td>{html.escape(one.written)}</td>"
        f"<td>{html.escape(one.unit)}</td><td>{one.rows or html.escape(one.reckoned)}</td></tr>"
        for key, one in sorted(fixed.figures.items())
    ]
    head = "<tr><th>指标</th><th>数值</th><th>单位</th><th>明细行数或者算法</th></tr>"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{html.escape(report.title)}</title>'
        f"<style>{_STYLE}</style>{''.join(body)}<h2>数据表</h2><table>{head}{''.join(rows)}</table></html>"
    )


def _html(line: Line, number: Callable[[Chip], str]) -> str:
    tag = "h3" if line.heading else "p"
    return f"<{tag}>{''.join(_piece(one, number) for one in line.pieces)}</{tag}>"


def _piece(one: Piece, number: Callable[[Chip], str]) -> str:
    if isinstance(one, str):
        return html.escape(one)
    return f'<b title="{html.escape(one.key)}">{html.escape(number(one))}</b>'
