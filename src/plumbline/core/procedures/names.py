"""The closed vocabulary of packs: roles, documents and recordings, each with its Chinese and English title.

`names.yaml` of a pack's layer declares them; all layers together make the vocabulary. A folder of packs without any
`names.yaml` declares nothing, and nothing is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.errors import Language

NAMES_FILE: Final = "names.yaml"
_KINDS: Final = ("roles", "documents", "recordings")
Titles = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DeclaredNames:
    """Titles (Chinese, English) by code; a document's code is its Chinese name."""

    roles: Titles = field(default_factory=dict)
    documents: Titles = field(default_factory=dict)
    recordings: Titles = field(default_factory=dict)

    def title(self, kind: str, code: str, language: Language = "zh") -> str:
        """The title of a role (`roles`), a document or a recording; the code itself where none is declared."""
        titles: Titles = getattr(self, kind)
        return titles[code][language == "en"] if code in titles else code


def load_names(root: Path) -> DeclaredNames | None:
    """The names that the layers below `root` declare; None where no file does. Raises `PackErrors`."""
    files = sorted(root.rglob(NAMES_FILE))
    if not files:
        return None
    found = Found()
    held: dict[str, dict[str, tuple[str, str]]] = {kind: {} for kind in _KINDS}
    for file in files:
        with found.part():
            got = read_file(file).fields((), _KINDS)
            for kind, code, node in _entries(got):
                with found.part():
                    held[kind][code] = _titles(kind, code, node)
    found.stop()
    return DeclaredNames(**held)


def _entries(got: Mapping[str, Node]) -> Iterator[tuple[str, str, Node]]:
    for kind, node in got.items():
        for code, member in node.members().items():
            yield kind, code, member


def _titles(kind: str, code: str, node: Node) -> tuple[str, str]:
    if kind == "documents":
        return code, node.text()
    words = node.texts()
    if len(words) != 2:
        raise node.wrong(
            "中文和英文各一个名称",
            "a Chinese and an English title",
            "写 [中文, English]",
            "write [中文, English]",
        )
    return words[0], words[1]
