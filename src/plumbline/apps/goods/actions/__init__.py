"""Writing things and money: the doors others come in by."""

from plumbline.apps.goods.actions.bank import TakenIn, mend_row, take_bank_file
from plumbline.apps.goods.actions.drafting import open_case
from plumbline.apps.goods.actions.entries import (
    enter_payment,
    enter_plan,
    enter_turn,
    issue_notice,
    notice_draft,
    void_entry,
)
from plumbline.apps.goods.actions.movements import (
    Moving,
    enter_movement,
    enter_movements,
    movement_drafts,
    settle,
)

__all__ = [
    "Moving",
    "TakenIn",
    "enter_movement",
    "enter_movements",
    "enter_payment",
    "enter_plan",
    "enter_turn",
    "issue_notice",
    "mend_row",
    "movement_drafts",
    "notice_draft",
    "open_case",
    "settle",
    "take_bank_file",
    "void_entry",
]
