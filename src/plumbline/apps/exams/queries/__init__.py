"""Reading of exams: frozen values, never rows."""

from plumbline.apps.exams.queries.bank import (
    BankLine,
    WaitingRow,
    bank,
    bank_counts,
    citations,
    history_of,
    no_longer_in_force,
    place_of_question,
    waiting_rows,
)
from plumbline.apps.exams.queries.enrolling import enrolled, somebody, training_case
from plumbline.apps.exams.queries.holders import Holders, holders_of
from plumbline.apps.exams.queries.mine import Mine, OwnPaper, QuestionShown, mine, own_bundle, own_paper
from plumbline.apps.exams.queries.running import (
    AppealLine,
    SeatLine,
    SittingLine,
    appeals,
    place_of_sitting,
    proctor,
    sittings,
    visible_sitting,
)

__all__ = [
    "AppealLine",
    "BankLine",
    "Holders",
    "Mine",
    "OwnPaper",
    "QuestionShown",
    "SeatLine",
    "SittingLine",
    "WaitingRow",
    "appeals",
    "bank",
    "bank_counts",
    "citations",
    "enrolled",
    "history_of",
    "holders_of",
    "mine",
    "no_longer_in_force",
    "own_bundle",
    "own_paper",
    "place_of_question",
    "place_of_sitting",
    "proctor",
    "sittings",
    "somebody",
    "training_case",
    "visible_sitting",
    "waiting_rows",
]
