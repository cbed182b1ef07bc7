"""A reason why an act may not be done: what is wrong, by which article, what is lacking, who can mend it and how.

The words of a rule come from the pack; the words for person, place and content stand here in both languages.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from plumbline.core.errors import Language
from plumbline.core.procedures.definition import Step
from plumbline.core.vocabulary import Outcome


class Side(StrEnum):
    """Which of the three checks it comes from; rules are checks of content with an article."""

    PERSON = "person"
    PLACE = "place"
    CONTENT = "content"
    RULE = "rule"


@dataclasses.dataclass(frozen=True, slots=True)
class Lack:
    """One missing thing: its title in both languages and the step that supplies it ("" when it is of this act)."""

    zh: str
    en: str
    step: str = ""
    role: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason. `rule`, `basis` and `outcome` are set for rules; `field` names a field of the form."""

    side: Side
    zh: str
    en: str
    basis: tuple[str, ...] = ()
    rule: str = ""
    outcome: Outcome | None = None
    blocks: bool = True
    field: str = ""
    lacks: tuple[Lack, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """(Chinese, English) sentences about this case, such as which records were read."""
    read: tuple[str, ...] = ()
    """Names of the act's fields that the rule read."""
    ways: Mapping[Language, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    goods_of: str = ""
    """The case whose things and money are to be explained."""
    money: bool = False
    """Whether it is money of that case, which is mended by entering payments."""

    def says(self, language: Language) -> str:
        """What cannot be done and why, in one sentence."""
        return self.zh if language == "zh" else self.en

    def way_out(self, language: Language) -> str | None:
        """What to do: the stated way, else what is lacking."""
        if self.ways:
            return self.ways[language]
        if not self.lacks:
            return None
        names = [lack.zh if language == "zh" else lack.en for lack in self.lacks]
        return f"补齐：{'、'.join(names)}" if language == "zh" else f"supply: {', '.join(names)}"


def _hindrance(side: Side, zh: str, en: str, way_zh: str, way_en: str, field_name: str = "") -> Hindrance:
    ways: Mapping[Language, str] = MappingProxyType({"zh": way_zh, "en": way_en})
    return Hindrance(side, zh, en, field=field_name, ways=ways)


def case_ended(step_zh: str, step_en: str, day: str) -> Hindrance:
    """The case has ended, and the act is none that may follow its end."""
    return _hindrance(
        Side.PLACE,
        f"案件已于 {day} 办结，不能再办理“{step_zh}”",
        f"the case ended on {day}; “{step_en}” can no longer be done",
        "办结的记录有误的，更正该记录；需要重新处理的，另行立案",
        "correct the record of its end if that is wrong; open another case to act again",
    )


def still_open(step_zh: str, step_en: str) -> Hindrance:
    """What takes an ended case up again, in a case that has not ended."""
    return _hindrance(
        Side.PLACE,
        f"案件尚未办结，不需要“{step_zh}”",
        f"the case has not ended; there is nothing for “{step_en}” to take up again",
        "在本案继续办理；办结以后发现需要的，再重新启动",
        "go on with the case; it is taken up again once it has been closed",
    )


def case_joined(step_zh: str, step_en: str) -> Hindrance:
    """The case was joined into another, in which it goes on."""
    return _hindrance(
        Side.PLACE,
        f"本案已并入主案，不能再办理“{step_zh}”",
        f"the case was joined into another; “{step_en}” can no longer be done in it",
        "在主案办理；并案有误、主案尚未据此办理的，可以撤销并案",
        "act in the lead case; a joining that was wrong and on which nothing rests can be undone",
    )


def case_cancelled(step_zh: str, step_en: str) -> Hindrance:
    """The case was opened by mistake, and its opening was cancelled."""
    return _hindrance(
        Side.PLACE,
        f"本案系误立，已经注销，不能再办理“{step_zh}”",
        f"the case was opened by mistake and cancelled; “{step_en}” can no longer be done in it",
        "需要办理的另行立卷；注销有误的，由本机关负责人恢复",
        "open another case to act; if the cancelling was wrong, the head of the organ takes it back",
    )


def already_done(step_zh: str, step_en: str, day: str) -> Hindrance:
    """A step that occurs once has been done."""
    return _hindrance(
        Side.PLACE,
        f"“{step_zh}”已有 {day} 的记录",
        f"“{step_en}” is on record, of {day}",
        "内容有误的，对该记录作更正",
        "correct that record if it is wrong",
    )


def nothing_awaits(step: Step, asks: Sequence[Step]) -> Hindrance:
    """A step that ends what another began, where nothing was begun or it has been ended already."""
    zh, en = "、".join(f"“{one.title}”" for one in asks), ", ".join(f"“{one.english}”" for one in asks)
    return _hindrance(
        Side.PLACE,
        f"没有尚未了结的{zh}，不需要“{step.title}”",
        f"no {en} is under way; there is nothing for “{step.english}” to end",
        f"已经作出{zh}而没有录入的，先补录；尚未作出的，在本案继续办理",
        f"enter {en} first if it was done and is not on record; else go on with the case",
    )


def gone_on(step: Step, done: Sequence[Step]) -> Hindrance:
    """A step that leaves the case where it was, in a case that has gone beyond that."""
    zh, en = "、".join(f"“{one.title}”" for one in done), ", ".join(f"“{one.english}”" for one in done)
    return _hindrance(
        Side.PLACE,
        f"已经办理{zh}，不能再“{step.title}”",
        f"{en} was done; “{step.english}” can no longer be done",
        f"依程序办结；{zh}的记录有误的，先更正该记录",
        f"bring the case to its end by the procedure; correct the record of {en} if it is wrong",
    )


def moves_nothing(step: Step, to: Sequence[Step], due: str) -> Hindrance:
    """What moves the last day of a term, where that day is over: told, not refused."""
    zh, en = "、".join(f"“{one.title}”" for one in to), ", ".join(f"“{one.english}”" for one in to)
    return dataclasses.replace(
        _hindrance(
            Side.PLACE,
            f"{zh}的期限已于 {due} 届满，此后办理“{step.title}”不再改变这一期限（本系统的计期口径，不是法条）",
            f"the term for {en} ended on {due}; “{step.english}” after that day no longer moves it "
            "(this is how terms are counted here, no statute says so)",
            "届满前已经办理的，发生时间填写实际办理的日期；届满后才办理的，可以如实记录",
            "state the day on which it was done if that was in time; what came later may be entered as it was",
        ),
        blocks=False,
    )


def not_in_force(zh: str, en: str) -> Hindrance:
    """The procedure is not in force on the day of the act."""
    return _hindrance(
        Side.PLACE,
        f"“{zh}”在该日期不施行",
        f"“{en}” is not in force on that day",
        "核对发生时间，或者选用当时施行的程序",
        "check the time of the act, or choose the procedure in force then",
    )


def in_the_future() -> Hindrance:
    """An act later than the server's clock."""
    return _hindrance(
        Side.PLACE,
        "发生时间晚于当前时间",
        "the time of the act lies in the future",
        "填写实际发生的时间",
        "state when it happened",
        "at",
    )


def field_missing(name: str, zh: str, en: str) -> Hindrance:
    """A field that the step requires."""
    return _hindrance(
        Side.CONTENT, f"未填写“{zh}”", f"“{en}” is empty", f"填写“{zh}”", f"fill in “{en}”", name
    )


def field_unknown(name: str) -> Hindrance:
    """A field that the step does not have."""
    return _hindrance(
        Side.CONTENT,
        f"没有字段“{name}”",
        f"there is no field “{name}”",
        "去掉该字段",
        "leave it out",
        name,
    )


ROLES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "officer": ("执法人员", "officer"),
        "agency_head": ("行政机关负责人", "agency head"),
        "reviewer": ("法制审核人员", "legal reviewer"),
        "legal_reviewer": ("法制审核人员", "legal reviewer"),
        "presider": ("听证主持人", "hearing presider"),
        "hearing_presider": ("听证主持人", "hearing presider"),
        "supervisor": ("执法监督人员", "supervisor"),
        "rule_of_law_office": ("法治办工作人员", "rule-of-law office"),
        "government_head": ("本级人民政府负责人", "head of the government"),
    }
)


def role_missing(role: str, step_zh: str, step_en: str) -> Hindrance:
    """The act belongs to another role."""
    zh, en = ROLES.get(role, (role, role))
    return _hindrance(
        Side.PERSON,
        f"“{step_zh}”由{zh}办理",
        f"“{step_en}” is for the {en}",
        f"提交{zh}办理",
        f"hand it to the {en}",
    )


def for_handlers(step_zh: str, step_en: str) -> Hindrance:
    """The act belongs to whoever handles the case, not to whoever reviews it or presides at its hearing."""
    return _hindrance(
        Side.PERSON,
        f"“{step_zh}”由承办案件的人员办理，审核、主持听证的人员不代为办理",
        f"“{step_en}” is for whoever handles the case, not for who reviews it or presides at its hearing",
        "告知承办人员办理",
        "tell the officers who handle the case",
    )


def correction_for(role: str, step_zh: str, step_en: str) -> Hindrance:
    """A record is restated or declared void by whose act it is."""
    zh, en = ROLES.get(role, (role, role))
    return _hindrance(
        Side.PERSON,
        f"“{step_zh}”由{zh}作出，更正、作废也由{zh}办理",
        f"“{step_en}” is the act of the {en}, who corrects it or declares it void",
        f"把错误之处告知{zh}，由其更正",
        f"tell the {en} what is wrong in it",
    )
