"""Writing from the field: files and visits of devices, numbers set aside, conflicts settled."""

from plumbline.apps.field.actions.files import take_file
from plumbline.apps.field.actions.numbers import DECISION, reserve_numbers, return_numbers
from plumbline.apps.field.actions.receiving import Received, receive_visit
from plumbline.apps.field.actions.settling import settle_conflicts

__all__ = [
    "DECISION",
    "Received",
    "receive_visit",
    "reserve_numbers",
    "return_numbers",
    "settle_conflicts",
    "take_file",
]
