"""Reading the small parts that procedures, layers, rules and examples share: names, dates, citations, expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.data_file.errors import Place
from plumbline.core.data_file.nodes import Node
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import CitationError
from plumbline.core.procedures.errors import (
    BadBasis,
    BadExpression,
    BadName,
    BadPeriod,
    BadWindow,
    refuse_twice,
)
from plumbline.core.rules.expression import Expression
from plumbline.core.rules.expression_errors import ExpressionError
from plumbline.core.rules.parse import parse
from plumbline.core.rules.rule import FOREVER

SHOWN: Final = 100
"""Characters of an expression that a message repeats."""
_SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_KEBAB: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PROCEDURE: Final = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")
_PERIOD: Final = re.compile(r"(\d{1,5}) (days|working_days|hours|months|years)")
_FORMS: Final = {
    "step": (_SNAKE, "环节", "_", "file_case"),
    "field": (_SNAKE, "字段", "_", "found_on"),
    "attribute": (_SNAKE, "案件事实", "_", "major"),
    "rule": (_KEBAB, "规则", "-", "decide-in-90-days"),
    "procedure": (_PROCEDURE, "程序", ". -", "penalty.ordinary"),
}


def check_name(word: str, kind: str, place: Place) -> str:
    """An identifier in the form of its kind; `BadName` otherwise."""
    form, kind_zh, joint, example = _FORMS[kind]
    if not form.fullmatch(word) or len(word) > 80:
        raise BadName(place=place, word=word, kind=kind, kind_zh=kind_zh, joint=joint, example=example)
    return word


def read_basis(node: Node) -> tuple[str, ...]:
    """Citations in their short form, from a text or a list of texts."""
    found: list[str] = []
    for text in node.texts():
        try:
            found += [str(citation) for citation in parse_citations(text)]
        except CitationError as error:
            raise BadBasis(
                place=node.place,
                text=text,
                cause_zh=error.message("zh"),
                cause_en=error.message("en"),
                advice_zh=error.remedy("zh") or "",
                advice_en=error.remedy("en") or "",
            ) from None
    return tuple(found)


def read_window(node: Node) -> tuple[int, int]:
    """`{from, to}` as first and last day, both included; without `to` for ever."""
    got = node.fields(("from",), ("to",))
    first = got["from"].day()
    last = got["to"].day() if "to" in got else FOREVER
    if last < first:
        raise BadWindow(place=node.place, first=got["from"].raw, last=got["to"].raw)
    return first, last


def read_checked_on(node: Node) -> str:
    """The day on which someone last read the law, as text."""
    node.day()
    return node.code()


def read_words(node: Node) -> tuple[str, ...]:
    """One text or a list of texts without repetition."""
    words = node.texts()
    refuse_twice(words, node.name, node.place)
    return words


def read_period(node: Node, roll: bool) -> Period:
    """`90 days` and the like."""
    found = _PERIOD.fullmatch(node.code())
    if found is None or int(found[1]) == 0:
        raise BadPeriod(place=node.place, word=node.raw)
    return Period(int(found[1]), Unit(found[2]), roll)


def read_expression(node: Node) -> Expression:
    """An expression, parsed but not yet checked against a procedure."""
    text = node.code()
    try:
        return parse(text)
    except ExpressionError as error:
        raise bad_expression(node, error) from None


def bad_expression(node: Node, error: ExpressionError) -> BadExpression:
    """An error inside an expression, with its place in the file."""
    return BadExpression(
        place=node.place,
        text=node.raw if len(node.raw) <= SHOWN else node.raw[:SHOWN] + "…",
        cause_zh=error.message("zh"),
        cause_en=error.message("en"),
        advice_zh=error.remedy("zh") or "",
        advice_en=error.remedy("en") or "",
        inner=error,
    )


def optional_text(got: dict[str, Node], key: str) -> str | None:
    """The text under a key that may be left out."""
    return got[key].text() if key in got else None


def optional_words(got: dict[str, Node], key: str) -> tuple[str, ...]:
    """The words under a key that may be left out."""
    return read_words(got[key]) if key in got else ()


def known_words(kind: Iterable[str]) -> tuple[str, ...]:
    """The words of a closed list."""
    return tuple(str(word) for word in kind)
