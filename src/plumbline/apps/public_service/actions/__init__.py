"""Writing of what the public sends: taking it in, or leaving out what cannot be taken in."""

from plumbline.apps.public_service.actions.leaving_out import leave_out, let_wait_again
from plumbline.apps.public_service.actions.taking_in import (
    FIRST_STEP,
    PUBLIC,
    Submission,
    check_flood,
    digest_of,
    file_of,
    hand_out_rating,
    note_refused,
    note_taken,
    submit,
    take_over,
    try_again,
)

__all__ = [
    "FIRST_STEP",
    "PUBLIC",
    "Submission",
    "check_flood",
    "digest_of",
    "file_of",
    "hand_out_rating",
    "leave_out",
    "let_wait_again",
    "note_refused",
    "note_taken",
    "submit",
    "take_over",
    "try_again",
]
