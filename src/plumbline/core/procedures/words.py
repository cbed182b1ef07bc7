"""The answers of choices in words: a code is what rules compare and records keep, a word is what people read.

`words.yaml` of a pack's layer gives one word a code, and under `fields` another word for a code of one field. A code
without a word is shown as it is; the lint of the packs names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.errors import Language
from plumbline.core.procedures.definition import Procedure

WORDS_FILE: Final = "words.yaml"


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """Words by code, and by (field, code); each is (Chinese, English)."""

    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    of_fields: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def word(self, field_name: str, code: str, language: Language = "zh") -> str:
        """The word of a code in a field; the code itself where nobody has given one."""
        found = self.of_fields.get((field_name, code)) or self.words.get(code)
        return code if found is None else found[language == "en"]

    def missing(self, procedure: Procedure) -> Iterator[str]:
        """Codes of the procedure's choices that have no word."""
        definitions = [one for step in procedure.steps.values() for one in step.fields.values()]
        definitions += [attribute.definition for attribute in procedure.attributes.values()]
        for definition in definitions:
            for code in definition.options:
                if code not in self.words and (definition.name, code) not in self.of_fields:
                    yield f"{definition.name}.{code}"


def load_words(root: Path) -> ChoiceWords:
    """The words of every layer below `root`; raises `PackErrors`."""
    found = Found()
    words: dict[str, tuple[str, str]] = {}
    of_fields: dict[tuple[str, str], tuple[str, str]] = {}
    for file in sorted(root.rglob(WORDS_FILE)):
        with found.part():
            got = read_file(file).fields((), ("words", "fields"))
            for code, node in _entries(got.get("words")):
                if "." in code:  # it would be the word of nothing, and the field would show another one
                    node.refuse(f"“{code}” is a code of one field", "move it below `fields`")
                words[code] = _pair(code, node)
            for place, node in _entries(got.get("fields")):
                name, dot, code = place.partition(".")
                if not dot:
                    node.refuse(f"“{place}” names no field", "write field.code, or move it below `words`")
                of_fields[name, code] = _pair(code, node)
    found.stop()
    return ChoiceWords(words, of_fields)


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if node is not None:
        yield from node.members().items()


def _pair(code: str, node: Node) -> tuple[str, str]:
    english = code.replace("_", " ")
    if node.list is None:
        return node.text(), english
    words = [one.text() for one in node.items()]
    return words[0], words[1] if len(words) > 1 else english
