"""What steps and fields are called on the page of a case file."""

from __future__ import annotations

from plumbline.apps.case_file.index_page import Label, Labels, plain_labels
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.reserved import OPEN_CASE


def labels_of(case: str) -> Labels:
    """Names of the steps and fields of the case's procedure; the ids where its pack is not at hand."""
    first = next(iter(case_records(case)), None)
    procedure = first.record.fields.get("procedure") if first and first.record.step == OPEN_CASE else None
    if not isinstance(procedure, str) or procedure not in shelf().procedures:
        return plain_labels
    steps = shelf().docket(procedure).procedure.steps

    def label(step: str, field: str | None) -> Label:
        known = steps.get(step)
        found = known.fields.get(field) if known and field else known
        return Label(found.title, found.english) if found else plain_labels(step, field)

    return label
