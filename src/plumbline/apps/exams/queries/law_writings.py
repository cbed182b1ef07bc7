"""What the bank cites, for the effects of a change of law."""

from __future__ import annotations

from collections.abc import Iterator

from plumbline.apps.exams.queries.bank import citations
from plumbline.apps.pack_store.site_citations import Writing


def questions() -> Iterator[Writing]:
    """Each citation of every version in use or waiting."""
    for version, citation in citations():
        yield Writing("question", version, "exams", citation.short())
