"""Every document that a step makes or a rule demands is a declared kind; a misspelt one does not load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node
from plumbline.core.procedures.document_kind import DocumentKinds
from plumbline.core.procedures.errors import unknown


def check_names(files: Iterable[Node], kinds: DocumentKinds, found: Found) -> None:
    """Add an error for each undeclared name in `files`. A folder of packs without any kind declares none to check."""
    if not kinds.by_title:
        return
    for file in files:
        for where, word in _named(file):
            if isinstance(word.scalar, str) and word.scalar not in kinds.by_title:
                found.add(unknown("document", word.scalar, kinds.by_title, where, word.place))


def _named(file: Node) -> Iterator[tuple[str, Node]]:
    """(id of step or rule, a name it gives)."""
    for part, inner in (("steps", ""), ("rules", "carries")):
        for id, member in (file.find(part).map or {}).items():
            holder = member.find(inner) if inner else member
            words = (holder.map or {}).get("documents")
            if words is not None:
                for word in words.list if words.list is not None else [words]:
                    yield id, word
