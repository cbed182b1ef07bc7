"""What live documents cite: the texts of their records, papers and files, as long as the document is in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plumbline.apps.attachments.queries import files
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.paper_texts import lines_of
from plumbline.apps.casework.queries.limits import standing_under
from plumbline.apps.pack_store.site_citations import Writing

_DOCUMENTS: Final = {"normative.document": "", "policy.document": "issue"}
"""The case of a normative document ends with the document; that of a policy document once it is interpreted, and what
was issued stands on.
"""
_READ: Final = ".docx"


def documents() -> Iterator[Writing]:
    """Every text of each document that has not ended."""
    for procedure, issued in _DOCUMENTS.items():
        cases = standing_under(procedure, (), ("",))
        for row in (cases if issued else cases.filter(ended_day__isnull=True)).order_by("case"):
            history = read_case(row.case).history
            if row.ended_day is not None and all(act.step != issued for act in history.acts):
                continue
            told = [
                str(value) for act in history.acts for value in act.fields.values() if isinstance(value, str)
            ]
            hashes = [
                one.hash for record in history.sealed for one in record.attachments if one.id.endswith(_READ)
            ]
            for held in files(hashes).values() if hashes else ():
                told += lines_of(held)
            text = "\n".join(told)
            yield Writing("document", row.number, row.organ, text, is_prose=True)
