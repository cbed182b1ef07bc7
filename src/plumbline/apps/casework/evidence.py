"""What a case takes along from the one it follows from: acts with their papers, files and recordings, not copied out.

A file is named by its hash, so the very same bytes are sealed in both cases. What belongs into the internal volume
stays where it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

from plumbline.apps.casework.carrying import carried, papers_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.held_papers import file_is_internal, record_is_internal
from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.core.cases.reserved import RESERVED_STEPS
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Attachment

_SHORT = 8
"""Characters of a record's id before the name of its file, so that files of two records never bear one name."""


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Files of acts, under names that say which act each comes from, and the rows that say so in the record."""

    rows: tuple[Mapping[str, Json], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    salts: Mapping[str, bytes] = dataclasses.field(default_factory=dict)

    def put_into(self, draft: Draft) -> Draft:
        """The draft with the files."""
        return dataclasses.replace(draft, attachments=self.attachments, salts=self.salts)


def may_be_taken(file: CaseFile) -> list[HeldRecord]:
    """The acts of a case that may go along: those that stand and are not internal."""
    gone = {one.record.corrects for one in file.held if one.record.corrects}
    return [
        one
        for one in file.held
        if one.record.step not in RESERVED_STEPS
        and one.record.id not in gone
        and not record_is_internal(file, one.record)
    ]


def evidence_of(file: CaseFile, records: Collection[str]) -> Evidence:
    """The evidence of these acts, as far as it may go along."""
    rows: list[Mapping[str, Json]] = []
    attachments: list[Attachment] = []
    salts: dict[str, bytes] = {}
    for held in may_be_taken(file):
        record = held.record
        if record.id not in records:
            continue
        kept = carried(record, {paper.kind for paper in papers_of(record)})
        names: list[Json] = []
        for one in kept.attachments:
            if file_is_internal(file, record, one.id):
                continue
            name = f"{record.id[:_SHORT]}-{one.id}"
            names.append(name)
            attachments.append(dataclasses.replace(one, id=name))
            if one.id in kept.salts:
                salts[name] = kept.salts[one.id]
        rows.append({"record": record.id, "step": record.step, "at": record.at.value, "files": names})
    return Evidence(tuple(rows), tuple(attachments), salts)
