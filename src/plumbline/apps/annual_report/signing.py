"""What goes out is what was fixed and what was signed: the acts that take a report out of the house ask here.

Only `core` is read with this: every process of the site reads it as it starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from plumbline.apps.annual_report.gaps import gaps
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.ledger.record import Record
from plumbline.core.reports.yearly_report import SIGNATURES, Comment, YearlyReport, fold
from plumbline.core.reports.yearly_text import SECTIONS

OUT: Final = (*SIGNATURES, "send_up", "send_to", "publish")
"""Signed, sent, published."""


def stands_against(file: CaseFile, step: str) -> Sequence[Hindrance]:
    """Words that were changed after their figures were fixed; gaps in them; comments that wait; a signature under words
    or figures of before.
    """
    records = [one.record for one in file.held]
    report = fold(file.history.opening.case, records)
    if report.is_stale:
        return (_changed(report, records),)
    unready = tuple(_unready(report, step))
    if unready:
        return unready
    older = [file.docket.step(one) for one in SIGNATURES if one in report.steps and one not in report.signed]
    if step in SIGNATURES or not older:
        return ()
    return (_signed_before([(one.title, one.english) for one in older if one]),)


def _unready(report: YearlyReport, step: str) -> Iterator[Hindrance]:
    """A gap that nobody filled; before a signature also a comment that nobody answered, for either head alike."""
    if not report.gaps_meant and (left := gaps(report)):
        yield _gaps_left(left)
    if step in SIGNATURES and (waiting := report.open_comments):
        yield _comments_wait(waiting)


def _gaps_left(left: Mapping[str, Sequence[str]]) -> Hindrance:
    facts = [
        (f"{zh}：{'、'.join(f'“{words}”' for words in left[id])}", f"{en}: {', '.join(left[id])}")
        for id, zh, en in SECTIONS
        if id in left
    ]
    return Hindrance(
        Side.CONTENT,
        "正文里有疑似没有填写的空缺",
        "the text has places that look like gaps nobody filled",
        facts=tuple(facts),
        ways=MappingProxyType(
            {
                "zh": "把空缺补上再核定数据；确实不是空缺的，核定数据时勾选“已逐处核对，不是空缺”",
                "en": "fill them and fix the figures again; where they are none, say so when the figures are fixed",
            }
        ),
    )


def _comments_wait(waiting: Sequence[Comment]) -> Hindrance:
    titles = {id: (zh, en) for id, zh, en in SECTIONS}
    facts = [
        (
            f"意见{one.no}（{titles[one.section][0]}）：{one.words}",
            f"comment {one.no} ({titles[one.section][1]}): {one.words}",
        )
        for one in waiting
    ]
    return Hindrance(
        Side.CONTENT,
        f"还有 {len(waiting)} 条修改意见没有处理",
        f"{len(waiting)} of the comments are not settled yet",
        facts=tuple(facts),
        ways=MappingProxyType(
            {
                "zh": "在所涉章节逐条处理：采纳的改好正文；不采纳的写明理由",
                "en": "settle each beside its section: adopt it and change the text, or say why it is not adopted",
            }
        ),
    )


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
