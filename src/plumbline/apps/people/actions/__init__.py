"""Writing of people: acts named for what they do."""

from plumbline.apps.people.actions.access_log import note_reading
from plumbline.apps.people.actions.accounts import (
    change_password,
    close_account,
    grant_role,
    hand_over,
    open_account,
    record_absence,
    record_duty,
    sign_undertaking,
    withdraw_role,
)
from plumbline.apps.people.actions.importing import Imported, import_rows, resend
from plumbline.apps.people.actions.posts import hand_over_wanted, register_wanted
from plumbline.apps.people.actions.registers import Act, check_years, correct, do, register, void

__all__ = [
    "Act",
    "Imported",
    "change_password",
    "check_years",
    "close_account",
    "correct",
    "do",
    "grant_role",
    "hand_over",
    "hand_over_wanted",
    "import_rows",
    "note_reading",
    "open_account",
    "record_absence",
    "record_duty",
    "register",
    "register_wanted",
    "resend",
    "sign_undertaking",
    "void",
    "withdraw_role",
]
