"""What goes out is what was fixed and what was signed: the acts that take a report out of the house ask here.

Only `core` is read with this: every process of the site reads it as it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.ledger.record import Record
from plumbline.core.reports.yearly_report import SIGNATURES, YearlyReport, fold
from plumbline.core.reports.yearly_text import SECTIONS

OUT: Final = (*SIGNATURES, "send_up", "send_to", "publish")
"""Signed, sent, published."""


def stands_against(file: CaseFile, step: str) -> Sequence[Hindrance]:
    """Words that were changed after their figures were fixed; a signature under words or figures of before."""
    records = [one.record for one in file.held]
    report = fold(file.history.opening.case, records)
    if report.is_stale:
        return (_changed(report, records),)
    older = [file.docket.step(one) for one in SIGNATURES if one in report.steps and one not in report.signed]
    if step in SIGNATURES or not older:
        return ()
    return (_signed_before([(one.title, one.english) for one in older if one]),)


def _changed(report: YearlyReport, records: Sequence[Record]) -> Hindrance:
    end = next((place for place, one in enumerate(records, 1) if one.id == report.fixed_by), len(records))
    then = fold(report.case, records[:end]).words
    moved = [(zh, en) for id, zh, en in SECTIONS if then.get(id, "") != report.words.get(id, "")]
    zh, en = "、".join(one for one, _en in moved), ", ".join(one for _zh, one in moved)
    return Hindrance(
        Side.CONTENT,
        "正文在核定数据之后有改动，核定的数据不再是这份正文的数据",
        "the text was changed after its figures were fixed: what was fixed is not of this text",
        facts=((f"有改动的章节：{zh}", f"changed since: {en}"),) if moved else (),
        ways=MappingProxyType(
            {
                "zh": "重新核定数据；或者取消改动：把所改章节写回核定时的文字，或者作废该次撰写的记录",
                "en": "fix the figures again; or take the change back: write the section as it was, or declare the "
                "record that changed it void",
            }
        ),
    )


def _signed_before(acts: Sequence[tuple[str, str]]) -> Hindrance:
    zh, en = "、".join(f"“{one}”" for one, _en in acts), ", ".join(f"“{one}”" for _zh, one in acts)
    return Hindrance(
        Side.CONTENT,
        "签批之后正文或者数据有变化，签批的不是现在这份报告",
        "text or figures were changed after the signature: what was signed is not this report",
        ways=MappingProxyType(
            {"zh": f"将现在这份报告重新送签，再次办理{zh}", "en": f"have this report signed: {en} again"}
        ),
    )
