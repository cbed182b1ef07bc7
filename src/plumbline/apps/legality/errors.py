"""What can be wrong with a text to be checked, and at the review desk.

InputError
├── TextEmpty       there are no words in it, as in a scan
├── TextTooLong     more than a reviewer's page can hold
├── TextUnknown     no such text
├── ReasonNeeded    a mark is rejected without a reason
└── ReviewError
    ├── ReviewThere     the decision has a review that is not over
    ├── QuestionsOpen   questions that decide have no answer
    ├── WhyNeeded       a problem without a word on why
    ├── ItemsNeeded     an opinion that does not agree names nothing to be mended
    ├── ItemsOpen       items of the opinion without an answer
    ├── BackDated       a review off line with a day before the file was sent
    ├── HandlesTheCase  who investigated the case reviews it
    └── NotReviewed     there is no review on which an opinion could rest
"""

from collections.abc import Iterable
from typing import ClassVar, Self

from plumbline.core.errors import InputError
from plumbline.core.review.questions import Question


class TextEmpty(InputError):
    """No words could be read."""

    zh = "“{name}”中没有可读取的文字"
    en = "no words can be read in “{name}”"
    remedy_zh = "扫描件请先识别文字，或者粘贴文字"
    remedy_en = "recognise the words of a scan first, or paste the text"


class TextTooLong(InputError):
    """Too long."""

    zh = "文字超过 {most} 字"
    en = "the text has more than {most} characters"
    remedy_zh = "分成几部分审查"
    remedy_en = "check it in parts"


class TextUnknown(InputError):
    """There is no such text, or it was forgotten."""

    zh = "没有这份文本，或者已过保存期"
    en = "there is no such text, or its time was over"
    remedy_zh = "重新上传"
    remedy_en = "bring it in again"


class ReasonNeeded(InputError):
    """A mark is rejected without a reason."""

    zh = "不采纳须写明理由"
    en = "a mark is rejected with a reason"
    remedy_zh = "写明该处为何不构成问题"
    remedy_en = "say why the passage is no problem"


class ReviewError(InputError):
    """Something stands against an act at the review desk. `basis`: on what that rests for enforcement decisions."""

    basis: ClassVar[tuple[str, ...]] = ()


class ReviewThere(ReviewError):
    """One decision has one review at a time."""

    zh = "{number} 号案件已有正在办理的法制审核"
    en = "case {number} has a review that is not over"
    remedy_zh = "在原审核中再次送审"
    remedy_en = "submit again in that review"


class QuestionsOpen(ReviewError):
    """Questions without an answer."""

    zh = "有 {n} 个问题没有回答"
    en = "{n} questions have no answer"
    remedy_zh = "逐项回答；系统的提示须由人确认"
    remedy_en = "answer each; what the system proposes is for a person to confirm"


class WhyNeeded(ReviewError):
    """A problem needs its reason."""

    zh = "{asked_zh}有问题而没有说明"
    en = "{asked_en}: a problem without a word on why"
    remedy_zh = "写明问题所在"
    remedy_en = "say what is wrong"

    @classmethod
    def of(cls, asked: Iterable[Question]) -> Self:
        """For these questions, which are named by their words."""
        found = tuple(asked)
        return cls(
            asked_zh="".join(f"“{one.says('zh')}”" for one in found),
            asked_en=", ".join(f"“{one.says('en')}”" for one in found),
        )


class ItemsNeeded(ReviewError):
    """Who does not agree says what is to be mended."""

    zh = "意见不是同意的，应当写明需要处理的事项"
    en = "an opinion that does not agree names what is to be mended"
    remedy_zh = "逐项写明问题和建议"
    remedy_en = "write each problem with what you advise"
    basis = ("118号 (十三)",)


class ItemsOpen(ReviewError):
    """Items without an answer."""

    zh = "第 {items} 项没有答复，或者不采纳而没有说明理由"
    en = "item {items}: no answer, or not adopted without a reason"
    remedy_zh = "逐项写明采纳，或者不采纳的理由"
    remedy_en = "say for each that it is adopted, or why not"
    basis = ("118号 (十三)",)


class NotReviewed(ReviewError):
    """No review."""

    zh = "还没有审核记录"
    en = "there is no review on record"
    remedy_zh = "先完成审核清单；线下审核的，填写文号和日期"
    remedy_en = "fill in the checklist first; of a review off line state number and date"
    basis = ("118号 (十三)",)


class BackDated(ReviewError):
    """A review off line is given a day on which its file had not been sent yet."""

    zh = "审核日期 {on} 早于本轮送审日期 {sent}：审核在送审之后、决定之前进行"
    en = "the review is dated {on}, before its file was sent on {sent}: it follows the sending and precedes the "
    en += "decision"
    remedy_zh = "照审核意见书填写实际日期；此前确有审核的，由承办机构补登当时的送审，迟录照实留痕"
    remedy_en = (
        "enter the day that the opinion bears; where there was a review before, the case unit enters the "
    )
    remedy_en += "sending of that day, which stays visible as entered late"
    basis = ("118号 (十三)", "处罚法 §58 ¶1")


class HandlesTheCase(ReviewError):
    """Whoever investigated a case does not review its decision."""

    zh = "您在案件 {number} 中承办过“{step_zh}”：承办人员不得作为审核人员"
    en = "you did “{step_en}” in case {number}: the handler of a case does not review it"
    remedy_zh = "由没有承办本案的审核人员审核；已在线下审核的，登记该审核人员的意见书"
    remedy_en = (
        "a reviewer who did not handle the case reviews it; of a review off line enter that one's opinion"
    )
    basis = ("118号 (十一)",)
