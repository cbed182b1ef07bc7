"""An exam as its records make it: what was set up and committed to, when it closed, which keys were corrected.

The stream is `exam:sitting:` with an id. An exam before appointment is shown to the two people whom its set-up names
and to nobody else; it is known outside by one number alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from plumbline.core.cases.reserved import EXAMS_OF, OPEN_CASE
from plumbline.core.exams.errors import ExamUnfit, ExamUnknown, NotNow
from plumbline.core.exams.question import Body
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record

PROCEDURE: Final = "exam.sitting"
EXTEND: Final = "extend_time"
CLOSE: Final = "close_exam"
CORRECT: Final = "correct_key"
PUBLISH: Final = "publish_result"
MINUTE: Final = 60_000_000
"""Microseconds."""
WATCHERS: Final = 2
_SITTINGS: Final = f"{EXAMS_OF}sitting:"


class Purpose(StrEnum):
    """What an exam is for; `qualification` is a sitting of the province's qualifying exam that is held here."""

    LEADING = "leading"
    BEFORE_APPOINTMENT = "before_appointment"
    ENFORCEMENT = "enforcement"
    TRAINING = "training"
    QUALIFICATION = "qualification"


class Stage(StrEnum):
    """How far an exam has come."""

    SET_UP = "set_up"
    CLOSED = "closed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is set up. Instants in microseconds since 1970-01-01 UTC; `share`: percent of right answers that passes.

    `watchers` are the two who see an exam before appointment; `training` is the case of a training it tests.
    """

    title: str
    purpose: Purpose
    opens_at: int
    closes_at: int
    minutes: int
    count: int
    share: int
    appeal_days: int
    bodies: tuple[Body, ...] = (Body.ALL,)
    watchers: tuple[str, ...] = ()
    training: str = ""

    @property
    def is_confidential(self) -> bool:
        """Whether the list of those examined is nobody's business but the two named people's."""
        return self.purpose is Purpose.BEFORE_APPOINTMENT


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody who sits an exam: the name under which they stand in records, and the number of their unit."""

    holder: str
    unit: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a unit, or of all: how many sat the exam and how many passed. Counts alone; no unit is ranked."""

    unit: str
    participants: int
    passed: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam. `items` is the list that papers are drawn from; `case` the case whose figures it fills."""

    id: str
    organ: str
    division: str
    plan: Plan
    items: tuple[str, ...]
    list_hash: str
    commitment: str
    case: str
    by: str
    stage: Stage = Stage.SET_UP
    extra: int = 0
    """Minutes that everybody got besides."""
    seed: str = ""
    closed_at: int | None = None
    appeals_end: int | None = None
    """The last day of appeals, counted from 1970-01-01."""
    corrected: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tallies: tuple[Tally, ...] = ()

    @property
    def closes_at(self) -> int:
        """When it ends, extra minutes included."""
        return self.plan.closes_at + self.extra * MINUTE

    def due_at(self, began: int, extra: int = 0) -> int:
        """When a paper begun at an instant ends: after its minutes, and not after the exam itself."""
        whole = (self.plan.minutes + self.extra + extra) * MINUTE
        return min(began + whole, self.closes_at + extra * MINUTE)

    def is_shown_to(self, who: str) -> bool:
        """Whether somebody who runs exams may see this one."""
        return not self.plan.is_confidential or who in self.plan.watchers


def stream_of(sitting: str) -> str:
    """The stream of an exam."""
    return f"{_SITTINGS}{sitting}"


def is_sitting(stream: str) -> bool:
    """Whether a stream is an exam's."""
    return stream.startswith(_SITTINGS)


def check_plan(plan: Plan, items: int, holders: Sequence[str], now: int, by: str) -> None:
    """Raises ExamUnfit with the first thing to mend; `items`: questions that there are for these bodies."""
    if len(plan.title.strip()) < 2:
        raise _unfit("没有名称", "it has no title", "填写考试名称", "give it a title")
    if not plan.opens_at < plan.closes_at or plan.closes_at <= now:
        raise _unfit(
            "开考和结束时间不对",
            "the times do not fit",
            "结束时间应晚于开考时间和现在",
            "it ends after it begins and after now",
        )
    if not 1 <= plan.minutes <= (plan.closes_at - plan.opens_at) // MINUTE:
        raise _unfit(
            "答题时长超出考试起止时间",
            "the minutes do not fit between begin and end",
            "缩短答题时长，或者延后结束时间",
            "give fewer minutes or a later end",
        )
    if not 1 <= plan.count <= items:
        raise _unfit(
            f"每卷 {plan.count} 题，适用的在用题目只有 {items} 道",
            f"{plan.count} questions a paper, and {items} are in use for these bodies",
            "减少题数，或者先补充、审核题目",
            "ask fewer, or have more questions written and reviewed",
        )
    if not 1 <= plan.share <= 100 or not 0 <= plan.appeal_days <= 60:
        raise _unfit(
            "合格比例或者申诉期不对",
            "the share that passes or the days of appeal do not fit",
            "合格比例为 1 至 100，申诉期为 0 至 60 日",
            "1 to 100 percent, 0 to 60 days",
        )
    if not holders or len(set(holders)) != len(holders):
        raise _unfit(
            "没有参考人员，或者有人重复",
            "nobody takes part, or somebody stands twice",
            "每人一行，不重复",
            "one person a line, none twice",
        )
    if plan.is_confidential and (len(set(plan.watchers)) != WATCHERS or by not in plan.watchers):
        raise _unfit(
            "任前考法须指定两人，其中一人为安排人",
            "an exam before appointment names two people, one of them whoever sets it up",
            "另选一名知情人员",
            "choose the other person who sees it",
        )


def opened(
    plan: Plan, *, items: Sequence[str], list_hash: str, commitment: str, case: str
) -> dict[str, Json]:
    """What the opening of an exam's stream holds besides the fields that every opening has."""
    return {
        "purpose": plan.purpose.value,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "minutes": plan.minutes,
        "count": plan.count,
        "share": plan.share,
        "appeal_days": plan.appeal_days,
        "bodies": [one.value for one in plan.bodies],
        "watchers": list(plan.watchers),
        "training": plan.training,
        "items": list(items),
        "list_sha256": list_hash,
        "commitment": commitment,
        "case": case,
    }


def written_tallies(tallies: Sequence[Tally]) -> list[Json]:
    """The tallies as a record holds them."""
    return [
        {"unit": one.unit, "participants": one.participants, "passed": one.passed}
        for one in sorted(tallies, key=lambda one: one.unit)
    ]


def fold(records: Sequence[Record]) -> Sitting:
    """The exam of a stream. Raises ExamUnknown for records that are none of an exam."""
    if not records or records[0].step != OPEN_CASE or records[0].fields.get("procedure") != PROCEDURE:
        raise ExamUnknown()
    made = _opened(records[0])
    for record in records[1:]:
        made = _after(made, record, dict(record.fields))
    return made


def _opened(record: Record) -> Sitting:
    said: dict[str, Any] = dict(record.fields)
    plan = Plan(
        title=said["title"],
        purpose=Purpose(said["purpose"]),
        opens_at=said["opens_at"],
        closes_at=said["closes_at"],
        minutes=said["minutes"],
        count=said["count"],
        share=said["share"],
        appeal_days=said["appeal_days"],
        bodies=tuple(Body(one) for one in said["bodies"]),
        watchers=tuple(said["watchers"]),
        training=said["training"],
    )
    return Sitting(
        id=record.case.removeprefix(_SITTINGS),
        organ=record.organ,
        division=said["division"],
        plan=plan,
        items=tuple(said["items"]),
        list_hash=said["list_sha256"],
        commitment=said["commitment"],
        case=said["case"],
        by=record.entered_by,
    )


def _after(made: Sitting, record: Record, said: dict[str, Any]) -> Sitting:
    match record.step:
        case "extend_time":
            return replace(made, extra=made.extra + said["minutes"])
        case "close_exam":
            return replace(
                made,
                stage=Stage.CLOSED,
                seed=said["seed"],
                closed_at=record.recorded_at,
                appeals_end=said["appeals_end"],
            )
        case "correct_key":
            return replace(made, corrected={**made.corrected, said["item"]: said["key"]})
        case "publish_result":
            tallies = tuple(Tally(one["unit"], one["participants"], one["passed"]) for one in said["tallies"])
            return replace(made, stage=Stage.PUBLISHED, tallies=tallies, case=said["case"])
    return made


def check_extend(made: Sitting, minutes: int, reason: str) -> None:
    """Raises NotNow, ExamUnfit: only while it runs, with a reason."""
    if made.stage is not Stage.SET_UP:
        raise NotNow(problem_zh="考试已经结束", problem_en="the exam is closed")
    if not 1 <= minutes <= 240 or len(reason.strip()) < 2:
        raise _unfit(
            "没有写明延长的分钟数和理由",
            "minutes and reason are missing",
            "填写 1 至 240 分钟和理由",
            "give 1 to 240 minutes and the reason",
        )


def check_close(made: Sitting, now: int, running: int, outstanding: int) -> None:
    """Raises NotNow: once, when nobody writes any more (`running`), and not before its end while some who are to sit it
    have not handed in (`outstanding`).
    """
    if made.stage is not Stage.SET_UP:
        raise NotNow(problem_zh="考试已经结束", problem_en="the exam is closed already")
    if running:
        raise NotNow(problem_zh=f"还有 {running} 人在答题", problem_en=f"{running} are still writing")
    if now < made.closes_at and outstanding:
        raise NotNow(
            problem_zh=f"考试时间未到，还有 {outstanding} 人未交卷",
            problem_en=f"its time is not up and {outstanding} have not handed in",
        )


def check_publish(made: Sitting, today: int, appeals: int) -> None:
    """Raises NotNow: after the days of appeal, once no appeal waits."""
    if made.stage is not Stage.CLOSED:
        raise NotNow(
            problem_zh="考试未结束，或者结果已经公布", problem_en="not closed yet, or published already"
        )
    if appeals:
        raise NotNow(problem_zh=f"还有 {appeals} 件申诉未决定", problem_en=f"{appeals} appeals wait")
    if made.appeals_end is not None and today <= made.appeals_end:
        raise NotNow(problem_zh="申诉期未满", problem_en="the days of appeal are not over")


def _unfit(zh: str, en: str, mend_zh: str, mend_en: str) -> ExamUnfit:
    return ExamUnfit(problem_zh=zh, problem_en=en, mend_zh=mend_zh, mend_en=mend_en)
