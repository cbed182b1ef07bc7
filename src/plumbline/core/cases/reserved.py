"""Acts of the system itself and the names that packs cannot use.

A record of a reserved step is an act like any other: entered by somebody, sealed, never edited. Reserved field names
begin with `_`, which the pack loader refuses for fields of a step.
"""

from __future__ import annotations

from typing import Final

from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.facts.linking import SPLIT_STEP
from plumbline.core.goods.entries import GOODS_ENTRY, MONEY_ENTRY
from plumbline.core.ledger.system_acts import DESTROY

OPEN_CASE: Final = "open_case"
"""First record of every case. Fields: `procedure`, `number`, `title`, `field`, `division`, `facts` (header facts),
`ends`, the steps that end the procedure as its pack says at the opening. Of a case that another system handles also
`uncovered`: steps and facts that its records do not tell of, hence unknown and never missing."""

STATE_FACTS: Final = "state_facts"
"""Header facts learned or changed later. Field: `facts`."""

STATE_PARTY: Final = "state_party"
"""Who the party is and what the case is about, as far as the opening left it open or had it wrong. Personal fields as
at the opening; fields: `title` (the cause), `facts` that follow from the party, `reason`."""

CONFIRM_ACT: Final = "confirm_act"
"""An officer confirms with an own login an act in which they are named. Field: `confirms`, a record's id."""

AT_OPENING: Final = "立卷"
"""Reason of the assignment that comes with the opening of a case."""
VOID_ACT: Final = "void_act"
"""The record named by `corrects` is void, with its reason. Field: `reason`."""

ASSIGN_CASE: Final = "assign_case"
"""Who handles the case from now on. Fields: `officers`, `unit`, `reason`."""

LINK_CASE: Final = "link_case"
"""Another case that this one comes from or leads to. Fields: `case`, `kind` (`joining.OTHER_WAY`), `reason`, and in a
case that was opened from another `evidence` ([{record, files}]), what it took along; the files are those of the record.
Of a reconsideration or a suit `number` and `organ` in place of `case`: it is no case of this system."""

TAKE_OVER: Final = "take_over_case"
"""What somebody who leaves held in this case goes to a named person. Fields: `from`, `to`, `reason`, `items` (ids of
the records that waited for the one who leaves) and, where they handled the case, `officers`, who handles it now."""

SUBMIT: Final = "submit_for_approval"
"""An act is submitted for approval. Fields: `step`, `seats` ([{office, officer}] in their order), `opinion`, `values`
(the form as written), `others`, `papers`, `until`, `_moves`; its personal values stand as those of the record."""

OPINION: Final = "give_opinion"
"""The opinion of the seat that was awaited. Fields: `submission`, `office`, `opinion`."""

RETURN: Final = "return_for_mending"
"""The seat that was awaited sends the submission back. Fields: `submission`, `office`, `reason`."""

RECALL: Final = "recall_submission"
"""Whoever submitted takes it back. Fields: `submission`, `reason`."""

COUNTERSIGN: Final = "countersign"
"""Somebody beside the chain adds an opinion. Fields: `submission`, `opinion`."""

CANCEL_OPENING: Final = "cancel_opening"
"""A case that was opened by mistake is ended before anything was done in it (`core.cases.cancelling`)."""

ARCHIVE_FILE: Final = "archive_case_file"
"""The file of a case that has ended goes into the organ's archives (`core.cases.keeping`, also for the next three)."""

LEND_FILE: Final = "lend_case_file"
"""An archived file is lent."""

RETURN_FILE: Final = "return_case_file"
"""It came back."""

DELIVER_FILE: Final = "deliver_case_file"
"""It went to the archives with a list."""

PROPOSE_DESTRUCTION: Final = "propose_destruction"
"""Personal values are to be destroyed (`core.cases.destroying`); the act itself is `system_acts.DESTROY`."""

HOLD_FILES: Final = "hold_case_files"
"""Nothing of the case is destroyed while this is in force (`core.cases.legal_hold`, also for the next)."""

LIFT_HOLD: Final = "lift_hold"
"""The hold is lifted; it takes two persons."""

SIGN_PAPER: Final = "sign_paper"
"""A signed version of a paper, its file. Fields: `record` and `place` of the paper, `kind`, `how` (seal or scan)."""

FIELD_ARRIVAL: Final = "receive_from_field"
"""A visit arrived from a device. Fields: `visit`, `device`, `officer`, `order`, `late`, `sent` (the device's clock),
`off_ms` (server minus device), `happened`, `records`, `files`, `breaches` and `conflicts` as they were judged then,
`imported_by`."""

FIELD_SETTLED: Final = "settle_field_conflict"
"""What was done about the conflicts of an arrival. Fields: `arrival`, `note`."""

RESERVED_STEPS: Final = frozenset(
    {
        OPEN_CASE,
        STATE_FACTS,
        STATE_PARTY,
        CONFIRM_ACT,
        VOID_ACT,
        ASSIGN_CASE,
        LINK_CASE,
        JOIN_STEP,
        SPLIT_STEP,
        CANCEL_OPENING,
        TAKE_OVER,
        GOODS_ENTRY,
        MONEY_ENTRY,
        SUBMIT,
        OPINION,
        RETURN,
        RECALL,
        COUNTERSIGN,
        SIGN_PAPER,
        ARCHIVE_FILE,
        LEND_FILE,
        RETURN_FILE,
        DELIVER_FILE,
        HOLD_FILES,
        LIFT_HOLD,
        PROPOSE_DESTRUCTION,
        DESTROY,
        FIELD_ARRIVAL,
        FIELD_SETTLED,
    }
)

DOCUMENTS: Final = "_documents"
"""Field of a record: [{kind, attachment, number}], the papers made in the act; attachment and number may be null."""

RECORDINGS: Final = "_recordings"
"""Field of a record: [{kind, attachment, from, to}], recordings of the act, times as written instants or null."""

REASON: Final = "_reason"
"""Field of a correction: why the earlier record was wrong."""

DISCRETION: Final = "_discretion"
"""Field of a decision: what it said of the benchmark (`casework.discretion.Stated`)."""

FIELD: Final = "_field"
"""Field of a record made in the street: visit, the device's clock (`at`, `until`, `off_ms`, `clock_moved`), whether it
is a late entry, items checked, interviews."""

THINGS: Final = "_things"
"""Field of a record: [{item, count}], the things that the act names, by the records that took them in."""

MOVES: Final = "_moves"
"""Field of a submission: [{record, files, and the fields of a goods entry}], what the act will do to things; `record`
is the id that the entry will have, `files` the ids of its photographs among the submission's attachments."""

RECEIVER: Final = "_receiver"
"""Personal value of a submission: whoever receives the things."""

ANSWERS: Final = "_answers"
"""Field of a review or a classification: [{question, said, why}], answers to the questions of the packs."""

ITEMS: Final = "_items"
"""Field of an opinion: [{no, text, effect, question}], what the reviewer wants mended."""

HANDLED: Final = "_handled"
"""Field of a reworking: [{no, adopted, why}], what the unit did with each item of the opinion."""

LISTED: Final = "_listed"
"""Field of an act that the organ's recording list names: [{list, version, means, starts, ends}], as of that day."""

UNRECORDED: Final = "_unrecorded"
"""Field of an act that was not recorded though it should have been: {reason, note}."""

SERVICE: Final = "_service"
"""Field of an act that serves a paper: {method, day, proof} (`core.cases.serving`)."""

FIXED: Final = "_fixed"
"""Field of the act that fixes the figures of a yearly report: {year, leaf, figures} (`core.reports.yearly_fixed`)."""

BESIDE: Final = frozenset({ANSWERS, ITEMS, HANDLED, LISTED, UNRECORDED, SERVICE, FIXED})
"""What desks say of an act beside the fields of its step."""

BY_SOURCE: Final = "source:"
"""Before the code of a source where somebody who entered would stand: a system delivered the record."""

BY_PUBLIC: Final = "public"
"""Who entered what somebody of the public sent without an account."""

BROUGHT_ALONG: Final = "start-"
"""How the codes of sources begin under which an organ's own cases stand that it brought along when it began here."""

FINDINGS_OF: Final = "finding:"
"""How the ids of streams begin that hold the findings of a case: `finding:` and the id of the case."""

REVIEWS_OF: Final = "review:"
"""How the ids of streams begin that hold a round of file reviews (`core.oversight.file_review`)."""

INSPECTIONS_OF: Final = "inspections:"
"""How the ids of streams begin that hold an organ's yearly plan of inspections (`core.oversight.inspection_plan`)."""

EXAMS_OF: Final = "exam:"
"""How the ids of streams begin that hold questions, exams and papers (`core.exams`)."""

SUBMISSIONS_OF: Final = "submission:"
"""How the ids of streams begin that hold what was decided on a submission that was not taken in."""

_BESIDE: Final = (FINDINGS_OF, REVIEWS_OF, INSPECTIONS_OF, EXAMS_OF, SUBMISSIONS_OF)


def is_beside(case: str) -> bool:
    """Whether a stream stands beside the cases: what oversight found in one or in many, exams; part of no file."""
    return case.startswith(_BESIDE)
