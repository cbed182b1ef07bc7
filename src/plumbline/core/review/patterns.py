"""The patterns that a text is searched for, as a pack of law writes them (`packs/<layer>/review/text-patterns.yaml`).

A hit asks a reviewer and decides nothing. Loading is strict, as everywhere: an unknown key, a pattern that is no
regular expression, an article that cannot be read stops it, with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.law.errors import LawError
from plumbline.core.law.registry import LawRegistry

FILE: Final = "text-patterns.yaml"


class TextKind(StrEnum):
    """What a text is."""

    NORMATIVE = "normative"
    DECISION = "decision"
    CONTRACT = "contract"


class Maker(StrEnum):
    """Who made a text that binds generally: what it may set depends on that (处罚法 §10, 许可法 §14, 强制法 §10)."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    LOCAL_REGULATION = "local_regulation"
    DEPARTMENT_RULE = "department_rule"
    LOCAL_RULE = "local_rule"
    NORMATIVE_DOCUMENT = "normative_document"


class Severity(StrEnum):
    """How grave a hit would be, were it true: it stops the paper, must be looked at, or is only information."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern. `unless`, where it stands in the same sentence, lowers a hit to information.

    So does `denied` where it stands in the clause of the hit, before it: «不得收取保证金».
    """

    id: str
    kind: TextKind
    severity: Severity
    basis: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    entitled: frozenset[Maker]
    says: str
    english: str
    denied: re.Pattern[str] | None = None


def load_patterns(root: Path, registry: LawRegistry) -> tuple[Pattern, ...]:
    """The patterns of every layer below `root`, by id; raises `PackErrors`."""
    found = Found()
    patterns: list[Pattern] = []
    for file in sorted(root.rglob(FILE)):
        with found.part():
            got = read_file(file).fields(("checked_on", "patterns"), ("lowers", "denied"))
            lowers, denied = (_by_kind(got[key]) if key in got else {} for key in ("lowers", "denied"))
            for id, node in got["patterns"].members().items():
                with found.part():
                    patterns.append(_pattern(id, node, registry, lowers, denied))
    found.stop()
    return tuple(sorted(patterns, key=lambda one: one.id))


def _by_kind(node: Node) -> dict[TextKind, re.Pattern[str]]:
    """What lowers any hit in a text of the kind."""
    return {
        kind: _expression(one)
        for kind in TextKind
        if (one := node.fields((), list(TextKind)).get(kind)) is not None
    }


def _pattern(
    id: str,
    node: Node,
    registry: LawRegistry,
    lowers: Mapping[TextKind, re.Pattern[str]],
    denied: Mapping[TextKind, re.Pattern[str]],
) -> Pattern:
    got = node.fields(("kind", "severity", "basis", "pattern", "says", "english"), ("unless", "entitled"))
    entitled = got["entitled"].items() if "entitled" in got else []
    kind = TextKind(got["kind"].word(list(TextKind)))
    own = [_expression(got["unless"])] if "unless" in got else []
    unless = [one.pattern for one in (*own, lowers.get(kind)) if one is not None]
    return Pattern(
        id=id,
        kind=kind,
        severity=Severity(got["severity"].word(list(Severity))),
        basis=tuple(_basis(got["basis"], registry)),
        pattern=_expression(got["pattern"]),
        unless=re.compile("|".join(f"(?:{one})" for one in unless)) if unless else None,
        entitled=frozenset(Maker(one.word(list(Maker))) for one in entitled),
        says=got["says"].text(),
        english=got["english"].text(),
        denied=denied.get(kind),
    )


def _expression(node: Node) -> re.Pattern[str]:
    try:
        return re.compile(node.text())
    except re.error as error:
        node.refuse(f"不是正则表达式：{error}", "改正写法")


def _basis(node: Node, registry: LawRegistry) -> Iterator[str]:
    text = node.text()
    if text == "none":
        return
    for part in text.split("; "):
        try:
            registry.read(part)
        except LawError as error:
            node.refuse(f"依据“{part}”无法识别：{error.message('zh')}", "写作：处罚法 §57 ¶1")
        yield part
