"""What stood against acts from the field, judged from the records alone: for each act the case as it was before it.

The same answer comes whenever it is asked with the same records, so a crash between the acts and their arrival loses
no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from plumbline.apps.casework.carrying import papers_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.earlier_checks import reason_against
from plumbline.apps.field import store
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.cases.door import Proposal, hindrances
from plumbline.core.cases.field_clock import ClockReading
from plumbline.core.cases.field_visit import FieldAct, FieldFile, Visit
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.facts.record import Record
from plumbline.core.ledger.canonical import Json

Row = dict[str, Json]
Words = tuple[str, str]
ROLES: Final[Mapping[str, Words]] = {
    "photo": ("照片", "photo"),
    "paper": ("纸质文书照片", "photo of the paper form"),
    "film": ("录像", "film"),
    "sound": ("录音", "sound"),
    "signature": ("签名", "signature"),
    "interview": ("笔录", "record of questions"),
}
REFUSED: Final[Mapping[str, Words]] = {
    "NotAccepted": ("不是可以收入的文件类型", "it is of no kind that is taken"),
    "TwoThings": ("同时是两种文件", "it is two kinds of file at once"),
    "NotWhole": ("内容不完整或者已损坏", "it is damaged or cut off"),
    "HoldsActive": ("含有可执行内容", "something in it can act"),
    "TooLarge": ("超过大小限制", "it is too large"),
    "Classified": ("带有密级标志", "it bears a mark of secrecy"),
}
"""Why a capture was refused, of `field_visit.REFUSALS`."""
_OFFICER = "officer"


def findings_of(
    file: CaseFile, visit: Visit, clock: ClockReading, now: int, unfit: Sequence[str] = ()
) -> list[Json]:
    """The breaches of the acts, each with its article and the lawful ways on, as the arrival keeps them."""
    found: list[Json] = []
    for act, against in _judged(file, visit, now):
        found += [_row(act, one) for one in against if one.side is not Side.PLACE]
    if clock.is_wrong or any(clock.was_moved(act.at) for act in visit.acts):
        found.append(_clock_row(visit, clock))
    if visit.late and not any(one.role == "paper" for act in visit.acts for one in act.taken):
        found.append(_no_photograph(visit))
    if visit.late:
        found += [_no_time(act) for act in visit.acts if not act.stated_at]
    found += [_unfinished(act) for act in visit.acts if act.unfinished]
    found += [_not_taken(act, one) for act in visit.acts for one in act.files if one.not_taken is not None]
    found += [_confirmation_unfit(visit, officer) for officer in unfit]
    return found


def conflicts_of(file: CaseFile, visit: Visit, is_new: bool, now: int) -> list[Json]:
    """What the acts collided with: a case that had ended, a step done already, a number that another paper bears."""
    found: list[Json] = []
    for act, against in _judged(file, visit, now):
        found += [_row(act, one) for one in against if one.side is Side.PLACE]
    if visit.planned and is_new:
        found.append(_plan_gone(visit))
    for one in visit.acts:
        for kind, text in one.papers:
            if text:
                found += _number_conflicts(file, one, kind, text)
    return found


def _number_conflicts(file: CaseFile, act: FieldAct, kind: str, text: str) -> list[Json]:
    """A number that nobody set aside, that was given back as void, or that another paper bears."""
    row, here = store.number(text), file.history.opening.case
    if row is None:
        return [_number_unknown(act.record, act.step, kind, text)]
    found: list[Json] = []
    if row.returned_at is not None:
        found.append(_number_void(act.record, act.step, kind, text))
    twice = any(
        paper.number == text
        for held in file.held
        if held.record.id != act.record and held.record.corrects != act.record
        for paper in papers_of(held.record)
    )
    if twice or row.case not in ("", here):
        found.append(_number_taken(act.record, act.step, kind, text))
    return found


def _judged(file: CaseFile, visit: Visit, now: int) -> Iterable[tuple[Record, Sequence[Hindrance]]]:
    wanted = {one.record for one in visit.acts}
    officers = officer_register()
    # A server's clock that was set back must not hide acts: entries never go back, so the last one is the least `now`.
    now = max(now, file.held[-1].record.recorded_at)
    records = [one.record for one in file.held]
    for place, record in enumerate(records):
        if record.id in wanted:
            docket, before = history_of(records[:place], shelf())
            act = next(one for one in file.history.acts if one.id == record.id)
            known = docket.step(act.step)
            if known is not None:
                then = replace(file, held=file.held[:place], history=before, docket=docket)
                beside = reason_against(then, known, act.fields, act.recorded_at)
                proposal = Proposal(act, known.role or _OFFICER)
                yield act, hindrances(docket, before, proposal, now, officers, beside)


def _row(act: Record, one: Hindrance) -> Row:
    row: Row = {
        "record": act.id,
        "step": act.step,
        "rule": one.rule or str(one.side),
        "basis": list(one.basis),
        "zh": one.zh,
        "en": one.en,
        "way_zh": one.way_out("zh") or "",
        "way_en": one.way_out("en") or "",
    }
    if one.outcome is not None:
        row["outcome"] = str(one.outcome)
    return row


def _plain(record: str, step: str, rule: str, zh: str, en: str, way_zh: str, way_en: str) -> Row:
    return {
        "record": record,
        "step": step,
        "rule": rule,
        "basis": [],
        "zh": zh,
        "en": en,
        "way_zh": way_zh,
        "way_en": way_en,
    }


def _clock_row(visit: Visit, clock: ClockReading) -> Row:
    minutes, seconds = divmod(abs(clock.off) // 1000, 60)
    zh, en = ("慢", "slow") if clock.off > 0 else ("快", "fast")
    return _plain(
        visit.acts[0].record,
        visit.acts[0].step,
        "device-clock",
        f"设备时钟比服务器{zh} {minutes} 分 {seconds} 秒，或者在办理期间被调整；"
        "发生时间已按服务器时间校正，原读数在记录中",
        f"the device clock was {minutes} min {seconds} s {en}, or was set meanwhile; "
        "times were put right by the server's clock, what the device said is on record",
        "核对现场视频、笔录上的时间，在案卷中说明；校准手机时间",
        "compare with film and transcript and explain it in the file; set the phone's clock",
    )


def _confirmation_unfit(visit: Visit, officer: str) -> Row:
    act = visit.acts[0]
    return _plain(
        act.record,
        act.step,
        "confirmation-unfit",
        f"{officer} 在手机上的 PIN 码确认与所记内容不符，不作为确认",
        f"what {officer} confirmed on the phone by PIN does not fit these acts; it counts as no confirmation",
        "由本人登录后在该记录上确认；PIN 码遗忘的在现场页重新设定",
        "the officer confirms the record with an own login; a forgotten PIN is set anew on the field page",
    )


def _no_photograph(visit: Visit) -> Row:
    act = visit.acts[0]
    return _plain(
        act.record,
        act.step,
        "late-without-photograph",
        "补录纸质文书，没有附纸质文书的照片",
        "a paper form entered later without a photograph of it",
        "在该记录中补传纸质文书照片（更正记录）",
        "add the photograph by correcting the record",
    )


def _no_time(act: FieldAct) -> Row:
    return _plain(
        act.record,
        act.step,
        "late-without-time",
        "补录没有填写实际发生时间，暂按录入的时间记载",
        "a late entry does not say when the act happened; it bears the time at which it was entered",
        "按纸质文书更正该记录的时间",
        "correct the time of the record by what the paper form says",
    )


def _unfinished(act: FieldAct) -> Row:
    """A step that nobody ended on the phone: its PIN was lost, and what was captured in it was brought by a bundle."""
    return _plain(
        act.record,
        act.step,
        "step-unfinished",
        "这一环节没有在手机上办完（PIN 码遗失，由办公室导入）：已填的内容和采集的材料按原样录入",
        "this step was not ended on the phone (its PIN was lost, the desk imported it): what was filled in and "
        "captured was entered as it was",
        "由办理人员核对：实际办完的，更正该记录补全内容；没有办的，在更正中注明",
        "the officer looks at it: complete the record by correcting it, or say in the correction that it was not done",
    )


def _not_taken(act: FieldAct, one: FieldFile) -> Row:
    """A capture that was refused for good; the act is entered without it."""
    assert one.not_taken is not None
    (role_zh, role_en) = ROLES.get(one.role, (one.role, one.role))
    why_zh, why_en = REFUSED[one.not_taken.why]
    digest = one.not_taken.sha256
    return _plain(
        act.record,
        act.step,
        "file-refused",
        f"一件现场材料（{role_zh}）未收入：{why_zh}；其 SHA-256 为 {digest}",
        f"a capture ({role_en}) was not taken in: {why_en}; its SHA-256 is {digest}",
        "原件仍在办理人员手机上，在手机页“本机内容”中另存；能够转换或者分段的，更正该记录补传，不能的附纸质说明入卷；涉密的按保密规定处理",
        "it is still on the officer's phone, to be saved to a file; what can be converted or divided is added by "
        "correcting the record, else a note on paper goes into the file; classified matter goes by rules of secrecy",
    )


def _plan_gone(visit: Visit) -> Row:
    act = visit.acts[0]
    return _plain(
        act.record,
        act.step,
        "plan-gone",
        "计划中的案件已不存在，已按现场情况另立一案",
        "the planned case is no longer there; a case was opened as it was found",
        "核对计划，需要合并的办理并案或者关联",
        "look at the plan; join or link the cases where they belong together",
    )


def _number_taken(record: str, step: str, kind: str, number: str) -> Row:
    return _plain(
        record,
        step,
        "number-taken",
        f"《{kind}》的编号 {number} 已用于另一文书",
        f"number {number} of “{kind}” stands on another paper",
        "核对纸质文书；错用的，另取编号制作更正文书送达，并在登记簿作废错号",
        "compare the papers; serve a corrected paper under a new number and void the wrong one",
    )


def _number_void(record: str, step: str, kind: str, number: str) -> Row:
    return _plain(
        record,
        step,
        "number-void",
        f"《{kind}》的编号 {number} 已退回作废，不得再用",
        f"number {number} of “{kind}” was given back and is void",
        "另取编号制作更正文书送达，收回误用作废编号的文书",
        "serve a corrected paper under a new number in place of the one that bears the void number",
    )


def _number_unknown(record: str, step: str, kind: str, number: str) -> Row:
    return _plain(
        record,
        step,
        "number-unknown",
        f"《{kind}》的编号 {number} 不是预留给执法人员的编号",
        f"number {number} of “{kind}” was not set aside for an officer",
        "核对编号是否写错；写错的更正记录，没有预留的在文号登记簿说明",
        "see whether it was misread; correct the record, or explain it in the register of numbers",
    )
