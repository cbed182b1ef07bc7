"""Text → expression tree: a tokenizer and recursive descent, nothing evaluated.

Grammar, loosest first: `or`; `and`; `not`; one comparison or `in (…)`; `+ -`; `* /`; unary minus; values.
Errors: `ExpressionUnreadable` with column (from 1), cause and remedy, and `UnknownName` for a function.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

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
from plumbline.core.rules.expression_errors import UnknownName
from plumbline.core.rules.tokens import WORDS, Cursor, Token, tokens, unreadable
from plumbline.core.vocabulary import ValueType

MAX_LENGTH: Final = 2000
"""Characters of one expression; longer ones are refused before anything is read."""

READERS: Final = ("exists", "count", "sum", "first", "last", "figure", "due")


def parse(text: str) -> Expression:
    """The tree of an expression text.

    >>> parse("fine <= 200 and not exists(hearing)")
    And(items=(Compare(operator='<=', left=Field(name='fine'), right=Literal(value=200, \
type=<ValueType.INT: 'int'>)), Not(item=Exists(step='hearing'))))
    """
    if len(text) > MAX_LENGTH:
        unreadable(
            MAX_LENGTH,
            "",
            f"表达式超过 {MAX_LENGTH} 个字符",
            f"the expression is longer than {MAX_LENGTH} characters",
            "拆成几条规则",
            "split it into several rules",
        )
    return _Parser(tokens(text)).whole()


class _Parser(Cursor):
    """Recursive descent; each method reads one level of the grammar."""

    def whole(self) -> Expression:
        tree = self._either()
        left = self.now
        if left.kind != "end":
            if left.text in COMPARISONS:
                unreadable(
                    left.column,
                    left.text,
                    "比较不能连写",
                    "comparisons cannot be chained",
                    "写作 a < b and b < c",
                    "write a < b and b < c",
                )
            self.unexpected("表达式到此应当结束", "the expression should end here")
        return tree

    def _either(self) -> Expression:
        self.deeper()
        items = [self._all()]
        while self.keyword("or"):
            items.append(self._all())
        self.depth -= 1
        return items[0] if len(items) == 1 else Or(tuple(items))

    def _all(self) -> Expression:
        items = [self._negation()]
        while self.keyword("and"):
            items.append(self._negation())
        return items[0] if len(items) == 1 else And(tuple(items))

    def _negation(self) -> Expression:
        if self.keyword("not"):
            self.deeper()
            item = self._negation()
            self.depth -= 1
            return Not(item)
        return self._comparison()

    def _comparison(self) -> Expression:
        left = self._terms()
        operator = self.mark(*COMPARISONS)
        if operator:
            return Compare(operator, left, self._terms())
        if self.keyword("in"):
            return In(left, self._options())
        if self.now.text == "not" and self.now.kind == "word":
            self.at += 1
            if not self.keyword("in"):
                self.unexpected("写作 x not in (…)，或者 not (…)", "write x not in (…), or not (…)")
            return Not(In(left, self._options()))
        return left

    def _options(self) -> tuple[Literal, ...]:
        self.demand("(")
        options: list[Literal] = []
        while True:
            value = self._factor()
            if not isinstance(value, Literal):
                self.at -= 1
                self.unexpected("in 的括号里只能写值", "only values may stand between the parentheses of in")
            options.append(value)
            if not self.mark(","):
                break
        self.demand(")")
        return tuple(options)

    def _terms(self) -> Expression:
        left = self._product()
        while operator := self.mark("+", "-"):
            left = Arithmetic(operator, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._factor()
        while operator := self.mark("*", "/"):
            left = Arithmetic(operator, left, self._factor())
        return left

    def _factor(self) -> Expression:
        if self.mark("-"):
            self.deeper()
            value = self._factor()
            self.depth -= 1
            if isinstance(value, Literal) and isinstance(value.value, int | Decimal):
                return Literal(-value.value, value.type)
            return Arithmetic("-", Literal(0, ValueType.INT), value)
        return self._value()

    def _value(self) -> Expression:
        token = self.now
        if token.kind == "number":
            self.at += 1
            whole = "." not in token.text
            return Literal(
                int(token.text) if whole else Decimal(token.text),
                ValueType.INT if whole else ValueType.NUMBER,
            )
        if token.kind == "text":
            self.at += 1
            return Literal(token.text, ValueType.TEXT)
        if self.mark("("):
            inner = self._either()
            self.demand(")")
            return inner
        if token.kind != "word" or token.text in WORDS - {"true", "false"}:
            self.unexpected(
                "这里应当是字段、值、函数或者括号",
                "a field, a value, a function or a parenthesis is expected here",
            )
        self.at += 1
        if token.text in ("true", "false"):
            return Literal(token.text == "true", ValueType.BOOL)
        return self._named(token)

    def _named(self, token: Token) -> Expression:
        if token.text == "case" and self.mark("."):
            return Attribute(self.name("案件事实的名称", "the name of a fact of the case"))
        if self.mark("("):
            self.deeper()
            node = self._call(token)
            self.depth -= 1
            return node
        if self.now.kind == "mark" and self.now.text == ".":
            step = token.text
            self.unexpected(
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
            figure = self.quoted("法定数额编号", "the id of a figure")
            node = FigureOf(figure, self._terms() if self.mark(",") else None)
        elif name == "due":
            node = Due(self.quoted("期限规则编号", "the id of a clock rule"))
        else:
            step = self.name("环节", "a step")
            if name == "sum":
                self.demand(".")
                node = Sum(step, self.name("字段", "a field"))
            else:
                node = Exists(step) if name == "exists" else Count(step)
        self.demand(")")
        if name in ("first", "last"):
            self.demand(".")
            node = Past(name, step, self.name("字段", "a field"))
        return node

    def _function(self, token: Token) -> Call:
        wanted = FUNCTIONS[token.text][0]
        arguments = [self._terms()]
        while self.mark(","):
            arguments.append(self._terms())
        self.demand(")")
        enough = len(arguments) >= 2 if token.text in VARIADIC else len(arguments) == len(wanted)
        if not enough:
            number = "2+" if token.text in VARIADIC else str(len(wanted))
            unreadable(
                token.column,
                token.text,
                f"{token.text} 写了 {len(arguments)} 个参数",
                f"{token.text} was given {len(arguments)} arguments",
                f"它需要 {number} 个：{', '.join(wanted)}",
                f"it takes {number}: {', '.join(wanted)}",
            )
        return Call(token.text, tuple(arguments))
