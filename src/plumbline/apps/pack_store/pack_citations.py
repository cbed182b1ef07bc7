"""Which packs, rules and figures cite a provision: every `basis` and `permitted_by` in the packs' YAML,
whatever is round it.

Only the YAML is walked, no pack is loaded: a pack that does not load, or has keys this version does not know,
still answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import yaml

from plumbline.core.law.alignment import ArticleChange
from plumbline.core.law.citation import Citation
from plumbline.core.law.citation_parser import read_column
from plumbline.core.law.errors import UnknownInstrument
from plumbline.core.law.registry import LawRegistry

KEYS = ("basis", "permitted_by")
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class PackCitation:
    """A citation written in a pack: file and line, the keys that lead there, and who holds it.

    `kind` is figure, rule or pack (anything else); `holder` the id of that figure, rule or procedure. What the site
    itself holds (`site_citations`) has the organ in place of the file, and no line.
    """

    file: PurePath
    line: int
    path: tuple[str, ...]
    kind: str
    holder: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Impact:
    """A citation in a pack and the changed article it rests on."""

    cited: PackCitation
    change: ArticleChange


def pack_citations(packs: Path, registry: LawRegistry) -> Iterator[PackCitation]:
    """Every citation of every pack under `packs`, under its instrument's key; names nobody knows stay as written."""
    for file in sorted(packs.rglob("*.yaml")):
        try:
            root = yaml.compose(file.read_text(encoding="utf-8"), Loader=_LOADER)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue
        if root is not None:
            yield from _walk(file.relative_to(packs), root, (), registry)


def _walk(
    file: Path, node: yaml.Node, path: tuple[str, ...], registry: LawRegistry
) -> Iterator[PackCitation]:
    if isinstance(node, yaml.SequenceNode):
        for index, member in enumerate(node.value):
            yield from _walk(file, member, (*path, str(index)), registry)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            if name in KEYS:
                yield from _cited(file, value, path, registry)
            else:
                yield from _walk(file, value, (*path, name), registry)


def _cited(
    file: Path, node: yaml.Node, path: tuple[str, ...], registry: LawRegistry
) -> Iterator[PackCitation]:
    texts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for text in texts:
        if not isinstance(text, yaml.ScalarNode):
            continue
        citations, _prose = read_column(str(text.value))
        for citation in citations:
            kind, holder = _holder(file, path)
            line = text.start_mark.line + 1
            yield PackCitation(file, line, path, kind, holder, normalised(citation, registry))


def normalised(citation: Citation, registry: LawRegistry) -> Citation:
    """The citation under the key of its instrument; as written where nobody knows the name."""
    try:
        return registry.normalise(citation)
    except UnknownInstrument:
        return citation


def _holder(file: Path, path: tuple[str, ...]) -> tuple[str, str]:
    """Who holds the citation, read from the keys above it."""
    for group, kind in (("rules", "rule"), ("figures", "figure")):
        if group in path and path.index(group) + 1 < len(path):
            return kind, path[path.index(group) + 1]
    return "pack", "/".join(file.parts[:-1]) + ("#" + "/".join(path) if path else "")


def impacts(
    changes: Sequence[ArticleChange], cited: Sequence[PackCitation], keys: Sequence[str]
) -> list[Impact]:
    """The citations under one of `keys` that cover an article which changed, moved or went."""
    touched = [row for row in changes if row.old is not None and row.change != "same"]
    found = []
    for one in cited:
        if one.citation.instrument not in keys or one.citation.place.whole:
            continue
        for row in touched:
            if row.old is not None and one.citation.covers(row.old.place):
                found.append(Impact(one, row))
    return found
