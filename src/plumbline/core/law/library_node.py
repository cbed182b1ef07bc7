"""Citations as values of a data file."""

from __future__ import annotations

from plumbline.core.data_file.errors import Refused
from plumbline.core.data_file.nodes import Node
from plumbline.core.law.citation import Citation
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import CitationError


def citations(node: Node) -> tuple[Citation, ...]:
    """One or more citations, as written; `Refused` where they cannot be read."""
    try:
        return parse_citations(node.text())
    except CitationError as error:
        raise Refused(place=node.place, cause=error.message("en"), mend=error.remedy("en") or "") from None
