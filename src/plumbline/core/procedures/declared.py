"""Every role, document, recording and citation in packs, held against what the packs declare.

Roles, documents and recordings stand in `names.yaml`. A citation names an instrument of `law/instruments.yaml`, an
article that instrument has, and a provision of which `law/provisions*.yaml` tells the gist, so that every link opens
something. A folder of packs that has none of these files is held against none.

Errors: `NotDeclared`, `NoSuchArticle`, `NoGist`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plumbline.core.data_file.errors import Found, PackError
from plumbline.core.data_file.nodes import Node
from plumbline.core.law.citation import SELF, Citation
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import CitationError
from plumbline.core.law.registry import LawRegistry, load_registry
from plumbline.core.procedures.errors import NoGist, NoSuchArticle, undeclared
from plumbline.core.procedures.names import DeclaredNames, load_names


@dataclass(frozen=True, slots=True)
class Declared:
    """What the packs of a folder declare; None where they declare nothing of the kind."""

    names: DeclaredNames | None
    law: LawRegistry | None

    def check_procedure(self, root: Node) -> Iterator[PackError]:
        """What a procedure.yaml or layer.yaml names and nothing declares."""
        yield from self._citations(root)
        for step in _members(root, "steps"):
            yield from self._roles([_at(step, "by", "role"), _at(step, "signed_by")])
            yield from self._carried(step)
        for rule in _members(root, "rules"):
            yield from self._citations(rule)
            extensions = _items(_at(rule, "clock", "extensions"))
            yield from self._roles([_at(rule, "who", "role"), *(_at(e, "by") for e in extensions)])
            yield from self._carried(_at(rule, "carries"))

    def check_examples(self, root: Node) -> Iterator[PackError]:
        """What the worked examples name and nothing declares."""
        for example in root.list or ():
            for record in _items(_at(example, "records")):
                yield from self._roles(_at(actor, "role") for actor in _items(_at(record, "by")))
                yield from self._carried(record)

    def check_figures(self, root: Node) -> Iterator[PackError]:
        """What a file of dated figures cites and nothing declares."""
        for figure in _members(root, "figures"):
            for value in _items(_at(figure, "values")):
                yield from self._citations(value)

    def _roles(self, nodes: Iterable[Node | None]) -> Iterator[PackError]:
        if self.names is not None:
            yield from _undeclared("role", nodes, self.names.roles)

    def _carried(self, holder: Node | None) -> Iterator[PackError]:
        """Documents and recordings of a step, a `carries` or a record; `unknown` is a source that does not say."""
        if self.names is None:
            return
        documents, recordings = _at(holder, "documents"), _items(_at(holder, "recordings"))
        yield from _undeclared("document", _items(documents), self.names.documents)
        kinds = [n if n.map is None else _at(n, "kind") for n in recordings]
        yield from _undeclared("recording", kinds, self.names.recordings)

    def _citations(self, holder: Node) -> Iterator[PackError]:
        if self.law is not None:
            for key in ("basis", "permitted_by"):
                for text in _items(_at(holder, key)):
                    yield from _unresolved(text, self.law)


def load_declared(root: Path, found: Found) -> Declared:
    """What the folder of packs declares; faults of its files go to `found`."""
    names: DeclaredNames | None = None
    law: LawRegistry | None = None
    with found.part():
        names = load_names(root)
    if any(root.glob("**/law/instruments.yaml")):
        with found.part():
            law = load_registry(root)
    return Declared(names, law)


def _at(node: Node | None, *path: str) -> Node | None:
    """The value down these keys; None where one of them is not there."""
    for key in path:
        node = None if node is None or node.map is None else node.map.get(key)
    return node


def _items(node: Node | None) -> Iterable[Node]:
    """The members of a list, or the one value that stands in its place."""
    if node is None:
        return ()
    return (node,) if node.list is None else node.list


def _members(root: Node, key: str) -> Iterable[Node]:
    found = _at(root, key)
    return () if found is None or found.map is None else found.map.values()


def _undeclared(kind: str, nodes: Iterable[Node | None], known: Mapping[str, object]) -> Iterator[PackError]:
    """Nodes whose text is not declared; a node of another shape is told where the file is read."""
    for node in nodes:
        if node is not None and isinstance(node.scalar, str) and node.scalar not in (*known, "unknown"):
            yield undeclared(kind, node.scalar, known, node.place)


def _unresolved(node: Node, law: LawRegistry) -> Iterator[PackError]:
    try:
        citations = parse_citations(node.raw)
    except CitationError:
        return  # told where the file is read
    for citation in citations:
        if citation.instrument == SELF:
            yield undeclared("instrument", node.raw, law.instruments, node.place)
            continue
        instrument = law.instrument_of(citation.instrument)
        if instrument is None:
            yield undeclared("instrument", citation.instrument, law.instruments, node.place)
            continue
        known = law.normalise(citation)
        last = max(citation.place.article, citation.until.article if citation.until else 0)
        edition = law.edition(citation.instrument)
        if edition is not None and edition.articles is not None and last > edition.articles:
            yield NoSuchArticle(
                place=node.place, citation=str(citation), name=instrument.name, articles=edition.articles
            )
        elif not law.gists_of(_keyed(known, law)):
            yield NoGist(place=node.place, citation=str(citation), key=known.instrument)


def _keyed(citation: Citation, law: LawRegistry) -> Citation:
    """The citation under the key of the edition meant, under which its gists are filed."""
    edition = law.edition(citation.instrument)
    key = citation.instrument if edition is None else edition.key
    return Citation(key, citation.place, citation.until, citation.relative)
