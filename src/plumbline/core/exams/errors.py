"""What can be wrong with questions, papers and exams.

ExamError (InputError)
├── QuestionUnfit     a question lacks something, or its key does not fit its options
├── QuestionUnknown   there is no such question, or no such version of it
├── OwnQuestion       whoever wrote a question does not review it or decide on it
├── ExamUnfit         an exam cannot be set up so
├── ExamUnknown       there is no such exam, or it is not shown to this person
├── PaperUnknown      there is no such paper, or it is somebody else's
├── PaperClosed       the paper was handed in, or its time is up: nothing more is saved
├── AnswerUnfit       what was chosen is none of the options
├── AnswerMoved       another page saved another answer meanwhile
└── NotNow            the exam or the appeal is not at that point
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class ExamError(InputError):
    """An act of an exam that cannot be done."""


class QuestionUnfit(ExamError):
    """A question lacks something, or its key does not fit its options."""

    zh = "题目不能用：{problem_zh}"
    en = "the question cannot be used: {problem_en}"
    remedy_zh = "{mend_zh}"
    remedy_en = "{mend_en}"


class QuestionUnknown(ExamError):
    """There is no such question, or no such version of it."""

    zh = "题库中没有这道题：{named}"
    en = "the bank has no such question: {named}"
    remedy_zh = "从题库清单重新打开"
    remedy_en = "open it again from the list of the bank"


class OwnQuestion(ExamError):
    """Whoever wrote a question does not review it or decide on it."""

    zh = "命题人不能审核本人的题目，也不能就其作出决定"
    en = "whoever wrote a question neither reviews it nor decides on it"
    remedy_zh = "由另一人办理"
    remedy_en = "somebody else does it"


class ExamUnfit(ExamError):
    """An exam cannot be set up so."""

    zh = "不能这样安排考试：{problem_zh}"
    en = "the exam cannot be set up so: {problem_en}"
    remedy_zh = "{mend_zh}"
    remedy_en = "{mend_en}"


class ExamUnknown(ExamError):
    """There is no such exam, or it is not shown to this person."""

    zh = "没有这场考试，或者不对你公开"
    en = "there is no such exam, or it is not shown to you"
    remedy_zh = "任前考法只对指定的两人可见；其他考试从考法清单重新打开"
    remedy_en = "an exam before appointment is shown to the two people named alone; open others from the list"


class PaperUnknown(ExamError):
    """There is no such paper, or it is somebody else's: which of the two is not told."""

    zh = "没有这份试卷，或者不是你的试卷"
    en = "there is no such paper, or it is not yours"
    remedy_zh = "从“我的考试”打开自己的试卷"
    remedy_en = "open your paper from «My exams»"


class PaperClosed(ExamError):
    """The paper was handed in, or its time is up: nothing more is saved."""

    zh = "不能再作答：{problem_zh}"
    en = "no more answers: {problem_en}"
    remedy_zh = "此前保存的答案仍然有效"
    remedy_en = "what was saved before counts"


class AnswerUnfit(ExamError):
    """What was chosen is none of the options."""

    zh = "第 {number} 题没有选项“{choice}”"
    en = "question {number} has no option “{choice}”"
    remedy_zh = "刷新页面后重新选择"
    remedy_en = "reload the page and choose again"


class AnswerMoved(ExamError):
    """Another page of the same person saved another answer meanwhile; `held` and `turn` are what is kept."""

    zh = "第 {number} 题在另一页面保存为“{held}”"
    en = "question {number} was saved as “{held}” on another page"
    remedy_zh = "再选一次即以新的选择为准"
    remedy_en = "choose again and the new choice counts"


class NotNow(ExamError):
    """The exam or the appeal is not at that point."""

    zh = "现在不能办理：{problem_zh}"
    en = "this cannot be done now: {problem_en}"
    remedy_zh = "刷新页面，查看当前进度"
    remedy_en = "reload the page and look where it stands"
