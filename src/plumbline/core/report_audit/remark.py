"""What an audit says of a passage: a fault, or a question that a reader would ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from plumbline.core.errors import Language


class Weight(StrEnum):
    """How much it weighs: a fault is wrong whatever anybody meant, a question wants an answer."""

    FAULT = "fault"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of remark with its sentence in both languages; `{…}` are filled from the remark's data."""

    weight: Weight
    zh: str
    en: str


KINDS: Final[dict[str, Kind]] = {
    "sum_of_parts": Kind(
        Weight.FAULT,
        "各部分合计 {parts}，与总数 {whole} 不符",
        "the parts come to {parts}, the whole is given as {whole}",
    ),
    "parts_exceed": Kind(
        Weight.FAULT,
        "其中各项合计 {parts}，超过总数 {whole}",
        "the parts named come to {parts}, more than the whole of {whole}",
    ),
    "rest_open": Kind(
        Weight.QUESTION,
        "总数 {whole}，列出的各项只有 {parts}，其余 {rest} 没有说明",
        "of {whole} the text names {parts}; the other {rest} are not told of",
    ),
    "rate_wrong": Kind(
        Weight.FAULT,
        "比例写为 {said}%，按 {part} 与 {whole} 计算为 {got}%",
        "the rate is given as {said} %, {part} of {whole} is {got} %",
    ),
    "growth_wrong": Kind(
        Weight.FAULT,
        "增减写为 {said}，按 {part} 和 {whole} 计算为 {got}",
        "the change is given as {said}, by {part} and {whole} it is {got}",
    ),
    "rate_without_base": Kind(
        Weight.QUESTION,
        "只有比例 {said}%，没有写明基数",
        "a rate of {said} % without the numbers it rests on",
    ),
    "said_twice": Kind(
        Weight.FAULT,
        "同一事项前后数字不一致：{one} 与 {other}",
        "the same is given as {one} and as {other}",
    ),
    "closed_exceed": Kind(
        Weight.FAULT,
        "办结 {part} 多于收到 {whole}",
        "more closed ({part}) than received ({whole})",
    ),
    "policy_without_review": Kind(
        Weight.QUESTION,
        "文件 {whole} 件，规范性文件审查只有 {part} 件，其余为何不经审查没有说明",
        "{whole} documents and {part} review of a normative document: why did the others have none?",
    ),
    "section_missing": Kind(
        Weight.FAULT,
        "缺少必备部分：{section}",
        "a required section is missing: {section}",
    ),
    "published_late": Kind(
        Weight.FAULT,
        "日期 {day} 晚于法定期限 {due}",
        "{day}: after the last day allowed, {due}",
    ),
    "placeholder": Kind(
        Weight.FAULT,
        "有未填写的内容：{words}",
        "something was left to be filled in: {words}",
    ),
    "doubled": Kind(
        Weight.FAULT,
        "疑似笔误：{words}",
        "probably a slip of the pen: {words}",
    ),
    "year_stray": Kind(
        Weight.QUESTION,
        "报告年度为 {year} 年，此处写“{words}”，请核对是否为笔误",
        "the report is of {year}, here it says “{words}”: is that a slip?",
    ),
    "list_count": Kind(
        Weight.FAULT,
        "写明 {said}，列出的是 {named}",
        "{said} are announced, {named} are named",
    ),
    "average_wrong": Kind(
        Weight.FAULT,
        "平均写为 {said}，按 {part} 与 {whole} 计算为 {got}",
        "the average is given as {said}, {part} over {whole} is {got}",
    ),
    "date_impossible": Kind(
        Weight.FAULT,
        "没有这个日期：{words}",
        "there is no such day: {words}",
    ),
    "contradicted": Kind(
        Weight.FAULT,
        "与记录不符：本区“{title}”统计为 {got}",
        "the records do not say so: {title} comes to {got}",
    ),
    "supported": Kind(
        Weight.QUESTION,
        "与记录相符：{title}",
        "the records say so: {title}",
    ),
    "unknown": Kind(
        Weight.QUESTION,
        "记录中没有可以对照的指标",
        "there is no indicator to hold it against",
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of a passage; `start` = `end` = 0 where it is said of the whole text."""

    kind: str
    start: int = 0
    end: int = 0
    data: dict[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        """Fault or question."""
        return KINDS[self.kind].weight

    def said(self, language: Language = "zh") -> str:
        """The sentence."""
        kind = KINDS[self.kind]
        return (kind.en if language == "en" else kind.zh).format(**self.data)
