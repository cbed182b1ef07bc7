"""Writing of exams: each act is a record of the question, exam or paper, through the one door.

Raises AccessRefused, ExamError, DrawError and StoreError.
"""

from plumbline.apps.exams.actions.appealing import appeal, decide_appeal, propose_decision
from plumbline.apps.exams.actions.closing import close_exam, publish_result
from plumbline.apps.exams.actions.holders import (
    Why,
    confirm_holders_destroyed,
    propose_holders_destroyed,
    refuse_holders_destroyed,
)
from plumbline.apps.exams.actions.law_changes import doubt_what_changed
from plumbline.apps.exams.actions.qualifying import enter_in_register
from plumbline.apps.exams.actions.questions import (
    Taken,
    doubt_changed,
    drop_row,
    import_questions,
    mend_row,
    review_question,
    withdraw_question,
    write_question,
)
from plumbline.apps.exams.actions.setting_up import extend_time, set_up_exam
from plumbline.apps.exams.actions.taking import begin_paper, hand_in, keep_answer, keep_form

__all__ = [
    "Taken",
    "Why",
    "appeal",
    "begin_paper",
    "close_exam",
    "confirm_holders_destroyed",
    "decide_appeal",
    "doubt_changed",
    "doubt_what_changed",
    "drop_row",
    "enter_in_register",
    "extend_time",
    "hand_in",
    "import_questions",
    "keep_answer",
    "keep_form",
    "mend_row",
    "propose_decision",
    "propose_holders_destroyed",
    "publish_result",
    "refuse_holders_destroyed",
    "review_question",
    "set_up_exam",
    "withdraw_question",
    "write_question",
]
