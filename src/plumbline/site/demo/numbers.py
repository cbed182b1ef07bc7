"""The numbers of the living district's cases stand in the register, so that the next case gets the next one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from plumbline.apps.casework.numbering import Reserved, case_series
from plumbline.apps.ledger_store.actions import Draft
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.reports.document_number import DocumentNumber, read_number


def register_case_numbers(drafts: Iterable[Draft], shorts: dict[str, str]) -> int:
    """Take the numbers that these openings bear, each series in its order; how many. `shorts`: words by organ."""
    found = []
    for draft in drafts:
        if draft.step == OPEN_CASE:
            kind, word = case_series(str(draft.fields["procedure"]))
            read = read_number(str(draft.fields["number"]))
            number = DocumentNumber(shorts[draft.organ], word, read.year, read.n)
            found.append((draft, Reserved(number, draft.organ, kind)))
    found.sort(key=lambda one: (one[1].organ, one[1].kind, one[1].number.year, one[1].number.n))
    with transaction.atomic():
        for draft, reserved in found:
            reserved.take(case=draft.case, by=draft.entered_by, now=draft.at.earliest)
    return len(found)
