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
    reset_password,
    sign_undertaking,
    withdraw_role,
)
from plumbline.apps.people.actions.batches import Leaving, close_training_year, leave_officers, read_names
from plumbline.apps.people.actions.importing import (
    Imported,
    Pace,
    import_rows,
    resend,
    settle,
    take,
    take_again,
)
from plumbline.apps.people.actions.posts import hand_over_wanted, register_wanted
from plumbline.apps.people.actions.registers import Act, check_years, correct, do, register, void

__all__ = [
    "Act",
    "Imported",
    "Leaving",
    "Pace",
    "change_password",
    "check_years",
    "close_account",
    "close_training_year",
    "correct",
    "do",
    "grant_role",
    "hand_over",
    "hand_over_wanted",
    "import_rows",
    "leave_officers",
    "note_reading",
    "open_account",
    "read_names",
    "record_absence",
    "record_duty",
    "register",
    "register_wanted",
    "resend",
    "reset_password",
    "settle",
    "sign_undertaking",
    "take",
    "take_again",
    "void",
    "withdraw_role",
]
