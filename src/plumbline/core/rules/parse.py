"""Text → expression tree: a tokenizer and recursive descent, nothing evaluated.

Grammar, loosest first: `or`; `and`; `not`; one comparison or `in (…)`; `+ -`; `* /`; unary minus; values.
Errors are `ExpressionUnreadable` with the column (from 1), cause and remedy, and `UnknownName` for a function.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NoReturn

from plumbline.core.rules.expression import (
    COMPARISONS,
    FUNCTIONS,
    VARIADIC,
    And,
    Arithmetic,
    Attribute,
    Call,
    Compare,
    Count,
    Due,
    Exists,
    Expression,
    Field,
    FigureOf,
    In,
    Literal,
    Not,
    Or,
    Past,
    Sum,
)
from plumbline.core.rules.expression_errors import ExpressionUnreadable, UnknownName
from plumbline.core.vocabulary import ValueType

MAX_LENGTH: Final = 2000
"""Characters of one expression; longer ones are refused before anything is read."""
MAX_DEPTH: Final = 40
"""Nested parentheses, `not` and calls; deeper ones are refused (no reader could follow them either)."""

READERS: Final = ("exists", "count", "sum", "first", "last", "figure", "due")
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


def parse(text: str) -> Expression:
    """The tree of an expression text.

    >>> parse("fine <= 200 and not exists(hearing)")
    And(items=(Compare(operator='<=', left=Field(name='fine'), right=Literal(value=200, \
type=<ValueType.INT: 'int'>)), Not(item=Exists(step='hearing'))))
    """
    if len(text) > MAX_LENGTH:
        _unreadable(
            MAX_LENGTH,
            "",
            f"表达式超过 {MAX_LENGTH} 个字符",
            f"the expression is longer than {MAX_LENGTH} characters",
            "拆成几条规则",
            "split it into several rules",
        )
    return _Parser(_tokens(text)).whole()


def _unreadable(column: int, word: str, zh: str, en: str, advice_zh: str, advice_en: str) -> NoReturn:
    raise ExpressionUnreadable(
        word=word, column=column, cause_zh=zh, cause_en=en, advice_zh=advice_zh, advice_en=advice_en
    )


def _tokens(text: str) -> list[Token]:
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
    _unreadable(
        column,
        written,
        f"不认识「{written}」",
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
        _unreadable(
            position + 1,
            "'",
            "文字没有结束的单引号",
            "a text has no closing quote",
            "在文字末尾补上 '",
            "add ' at the end of the text",
        )
    _unreadable(
        position + 1,
        text[position],
        f"不认识字符「{text[position]}」",
        f"the character “{text[position]}” is not used in expressions",
        "文字值写在单引号里,其余只用英文标识和运算符",
        "put text values between single quotes; everything else is identifiers and operators",
    )


class _Parser:
    """Recursive descent over tokens; each method reads one level of the grammar."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def whole(self) -> Expression:
        tree = self._either()
        left = self._now
        if left.kind != "end":
            if left.text in COMPARISONS:
                _unreadable(
                    left.column,
                    left.text,
                    "比较不能连写",
                    "comparisons cannot be chained",
                    "写作 a < b and b < c",
                    "write a < b and b < c",
                )
            self._unexpected("表达式到此应当结束", "the expression should end here")
        return tree

    def _unexpected(self, advice_zh: str, advice_en: str) -> NoReturn:
        token = self._now
        if token.kind == "end":
            _unreadable(token.column, "", "表达式没有写完", "the expression breaks off", advice_zh, advice_en)
        shown = f"'{token.text}'" if token.kind == "text" else token.text
        _unreadable(
            token.column,
            shown,
            f"这里不应出现「{shown}」",
            f"“{shown}” is not expected here",
            advice_zh,
            advice_en,
        )

    def _mark(self, *marks: str) -> str | None:
        token = self._now
        if token.kind == "mark" and token.text in marks:
            self._at += 1
            return token.text
        return None

    def _keyword(self, word: str) -> bool:
        if self._now.kind == "word" and self._now.text == word:
            self._at += 1
            return True
        return False

    def _demand(self, mark: str) -> None:
        if not self._mark(mark):
            self._unexpected(f"这里应当是 {mark}", f"{mark} is expected here")

    def _name(self, zh: str, en: str) -> str:
        token = self._now
        if token.kind != "word" or token.text in WORDS:
            self._unexpected(f"这里应当写{zh}", f"{en} is expected here")
        self._at += 1
        return token.text

    def _quoted(self, zh: str, en: str) -> str:
        token = self._now
        if token.kind != "text":
            self._unexpected(f"这里应当写带单引号的{zh}", f"{en} between single quotes is expected here")
        self._at += 1
        return token.text

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            column = self._now.column
            _unreadable(
                column, "", "嵌套过深", "nested too deeply", "拆成几条规则", "split it into several rules"
            )

    def _either(self) -> Expression:
        self._deeper()
        items = [self._all()]
        while self._keyword("or"):
            items.append(self._all())
        self._depth -= 1
        return items[0] if len(items) == 1 else Or(tuple(items))

    def _all(self) -> Expression:
        items = [self._negation()]
        while self._keyword("and"):
            items.append(self._negation())
        return items[0] if len(items) == 1 else And(tuple(items))

    def _negation(self) -> Expression:
        if self._keyword("not"):
            self._deeper()
            item = self._negation()
            self._depth -= 1
            return Not(item)
        return self._comparison()

    def _comparison(self) -> Expression:
        left = self._terms()
        operator = self._mark(*COMPARISONS)
        if operator:
            return Compare(operator, left, self._terms())
        if self._keyword("in"):
            return In(left, self._options())
        if self._now.text == "not" and self._now.kind == "word":
            self._at += 1
            if not self._keyword("in"):
                self._unexpected("写作 x not in (…),或者 not (…)", "write x not in (…), or not (…)")
            return Not(In(left, self._options()))
        return left

    def _options(self) -> tuple[Literal, ...]:
        self._demand("(")
        options: list[Literal] = []
        while True:
            value = self._factor()
            if not isinstance(value, Literal):
                self._at -= 1
                self._unexpected("in 的括号里只能写值", "only values may stand between the parentheses of in")
            options.append(value)
            if not self._mark(","):
                break
        self._demand(")")
        return tuple(options)

    def _terms(self) -> Expression:
        left = self._product()
        while operator := self._mark("+", "-"):
            left = Arithmetic(operator, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._factor()
        while operator := self._mark("*", "/"):
            left = Arithmetic(operator, left, self._factor())
        return left

    def _factor(self) -> Expression:
        if self._mark("-"):
            self._deeper()
            value = self._factor()
            self._depth -= 1
            if isinstance(value, Literal) and isinstance(value.value, int | Decimal):
                return Literal(-value.value, value.type)
            return Arithmetic("-", Literal(0, ValueType.INT), value)
        return self._value()

    def _value(self) -> Expression:
        token = self._now
        if token.kind == "number":
            self._at += 1
            whole = "." not in token.text
            return Literal(
                int(token.text) if whole else Decimal(token.text),
                ValueType.INT if whole else ValueType.NUMBER,
            )
        if token.kind == "text":
            self._at += 1
            return Literal(token.text, ValueType.TEXT)
        if self._mark("("):
            inner = self._either()
            self._demand(")")
            return inner
        if token.kind != "word" or token.text in WORDS - {"true", "false"}:
            self._unexpected(
                "这里应当是字段、值、函数或者括号",
                "a field, a value, a function or a parenthesis is expected here",
            )
        self._at += 1
        if token.text in ("true", "false"):
            return Literal(token.text == "true", ValueType.BOOL)
        return self._named(token)

    def _named(self, token: Token) -> Expression:
        if token.text == "case" and self._mark("."):
            return Attribute(self._name("案件事实的名称", "the name of a fact of the case"))
        if self._mark("("):
            self._deeper()
            node = self._call(token)
            self._depth -= 1
            return node
        if self._now.kind == "mark" and self._now.text == ".":
            step = token.text
            self._unexpected(
                f"读取环节 {step} 的字段要写 last({step}).字段 或 first({step}).字段",
                f"to read a field of step {step} write last({step}).field or first({step}).field",
            )
        return Field(token.text)

    def _call(self, token: Token) -> Expression:
        name = token.text
        if name in FUNCTIONS:
            return self._function(token)
        if name not in READERS:
            raise UnknownName(kind="function", word=name, known=(*READERS, *FUNCTIONS), column=token.column)
        node: Expression
        if name == "figure":
            figure = self._quoted("法定数额编号", "the id of a figure")
            node = FigureOf(figure, self._terms() if self._mark(",") else None)
        elif name == "due":
            node = Due(self._quoted("期限规则编号", "the id of a clock rule"))
        else:
            step = self._name("环节", "a step")
            if name == "sum":
                self._demand(".")
                node = Sum(step, self._name("字段", "a field"))
            else:
                node = Exists(step) if name == "exists" else Count(step)
        self._demand(")")
        if name in ("first", "last"):
            self._demand(".")
            node = Past(name, step, self._name("字段", "a field"))
        return node

    def _function(self, token: Token) -> Call:
        wanted = FUNCTIONS[token.text][0]
        arguments = [self._terms()]
        while self._mark(","):
            arguments.append(self._terms())
        self._demand(")")
        enough = len(arguments) >= 2 if token.text in VARIADIC else len(arguments) == len(wanted)
        if not enough:
            number = "2+" if token.text in VARIADIC else str(len(wanted))
            _unreadable(
                token.column,
                token.text,
                f"{token.text} 写了 {len(arguments)} 个参数",
                f"{token.text} was given {len(arguments)} arguments",
                f"它需要 {number} 个:{', '.join(wanted)}",
                f"it takes {number}: {', '.join(wanted)}",
            )
        return Call(token.text, tuple(arguments))
