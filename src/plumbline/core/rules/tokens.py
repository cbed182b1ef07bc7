"""The words of an expression text, and a cursor over them that says what it expected.

Errors: `ExpressionUnreadable` with the column (from 1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from plumbline.core.rules.expression_errors import ExpressionUnreadable

MAX_DEPTH: Final = 40
"""Nested parentheses, `not` and calls; deeper ones are refused (no reader could follow them either)."""

WORDS: Final = frozenset({"and", "or", "not", "in", "true", "false"})
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|'(?P<text>[^'\n]*)'"
    r"|(?P<mark><=|>=|!=|[=<>+\-*/(),.]))"
)
_SLIPS: Final = {
    "==": "=",
    "<>": "!=",
    "&&": "and",
    "||": "or",
    "!": "not",
    '"': "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": "'",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "'",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{FULLWIDTH LEFT PARENTHESIS}": "(",
    "\N{FULLWIDTH RIGHT PARENTHESIS}": ")",
    "\N{FULLWIDTH COMMA}": ",",
    "\N{FULLWIDTH EQUALS SIGN}": "=",
    "\N{FULLWIDTH LESS-THAN SIGN}": "<",
    "\N{FULLWIDTH GREATER-THAN SIGN}": ">",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{NOT EQUAL TO}": "!=",
    "\N{MULTIPLICATION SIGN}": "*",
    "\N{DIVISION SIGN}": "/",
    "[": "(",
    "]": ")",
}
"""What people type instead, and what is meant."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an expression; `kind` is number, word, text, mark or end; `column` counts from 1."""

    kind: str
    text: str
    column: int


def unreadable(column: int, word: str, zh: str, en: str, advice_zh: str, advice_en: str) -> NoReturn:
    """Refuse the text at `column`, with cause and remedy."""
    raise ExpressionUnreadable(
        word=word, column=column, cause_zh=zh, cause_en=en, advice_zh=advice_zh, advice_en=advice_en
    )


def tokens(text: str) -> list[Token]:
    """The words of the text, closed by one of kind `end`."""
    found = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            _refuse_character(text, position)
        kind = str(match.lastgroup)
        start = match.start(kind) - (1 if kind == "text" else 0)
        slip = _SLIPS.get(text[start : start + 2])
        if slip:
            _slipped(start + 1, text[start : start + 2], slip)
        found.append(Token(kind, match.group(kind), start + 1))
        position = match.end()
    found.append(Token("end", "", len(text) + 1))
    return found


def _slipped(column: int, written: str, meant: str) -> NoReturn:
    unreadable(
        column,
        written,
        f"不认识“{written}”",
        f"“{written}” is not used here",
        f"改为 {meant}",
        f"write {meant}",
    )


def _refuse_character(text: str, position: int) -> NoReturn:
    while text[position].isspace():
        position += 1
    for length in (2, 1):
        written = text[position : position + length]
        if written in _SLIPS:
            _slipped(position + 1, written, _SLIPS[written])
    if text[position] == "'":
        unreadable(
            position + 1,
            "'",
            "文字没有结束的单引号",
            "a text has no closing quote",
            "在文字末尾补上 '",
            "add ' at the end of the text",
        )
    unreadable(
        position + 1,
        text[position],
        f"不认识字符“{text[position]}”",
        f"the character “{text[position]}” is not used in expressions",
        "文字值写在单引号里，其余只用英文标识和运算符",
        "put text values between single quotes; everything else is identifiers and operators",
    )


class Cursor:
    """A place in the tokens of one expression; `depth` counts nested parentheses, `not` and calls."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def now(self) -> Token:
        """The word that is to be read next."""
        return self._tokens[self.at]

    def unexpected(self, advice_zh: str, advice_en: str) -> NoReturn:
        """Refuse the next word; the advice says what should stand there."""
        token = self.now
        if token.kind == "end":
            unreadable(token.column, "", "表达式没有写完", "the expression breaks off", advice_zh, advice_en)
        shown = f"'{token.text}'" if token.kind == "text" else token.text
        unreadable(
            token.column,
            shown,
            f"这里不应出现“{shown}”",
            f"“{shown}” is not expected here",
            advice_zh,
            advice_en,
        )

    def mark(self, *marks: str) -> str | None:
        """Read one of these marks if it comes next."""
        token = self.now
        if token.kind == "mark" and token.text in marks:
            self.at += 1
            return token.text
        return None

    def keyword(self, word: str) -> bool:
        """Read this keyword if it comes next."""
        if self.now.kind == "word" and self.now.text == word:
            self.at += 1
            return True
        return False

    def demand(self, mark: str) -> None:
        """Read this mark or refuse."""
        if not self.mark(mark):
            self.unexpected(f"这里应当是 {mark}", f"{mark} is expected here")

    def name(self, zh: str, en: str) -> str:
        """Read an identifier or refuse."""
        token = self.now
        if token.kind != "word" or token.text in WORDS:
            self.unexpected(f"这里应当写{zh}", f"{en} is expected here")
        self.at += 1
        return token.text

    def quoted(self, zh: str, en: str) -> str:
        """Read a text between quotes or refuse."""
        token = self.now
        if token.kind != "text":
            self.unexpected(f"这里应当写带单引号的{zh}", f"{en} between single quotes is expected here")
        self.at += 1
        return token.text

    def deeper(self) -> None:
        """Count one more level of nesting; refuse beyond MAX_DEPTH."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            column = self.now.column
            unreadable(
                column, "", "嵌套过深", "nested too deeply", "拆成几条规则", "split it into several rules"
            )
