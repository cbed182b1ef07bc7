"""Writing things and money: the doors others come in by."""

from plumbline.apps.goods.actions.bank import TakenIn, mend_row, take_bank_file
from plumbline.apps.goods.actions.entries import (
    enter_movement,
    enter_payment,
    enter_plan,
    enter_turn,
    issue_notice,
    void_entry,
)

__all__ = [
    "TakenIn",
    "enter_movement",
    "enter_payment",
    "enter_plan",
    "enter_turn",
    "issue_notice",
    "mend_row",
    "take_bank_file",
    "void_entry",
]
