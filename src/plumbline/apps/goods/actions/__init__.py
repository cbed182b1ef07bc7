"""Writing things and money: the doors others come in by."""

from plumbline.apps.goods.actions.bank import TakenIn, mend_row, set_aside, take_back, take_bank_file
from plumbline.apps.goods.actions.bank_lots import Pace
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
from plumbline.apps.goods.actions.restating import Restated, restating_drafts

__all__ = [
    "Moving",
    "Pace",
    "Restated",
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
    "restating_drafts",
    "set_aside",
    "settle",
    "take_back",
    "take_bank_file",
    "void_entry",
]
