"""Errors of expressions: text that cannot be read, and trees that make no sense for a procedure.

ExpressionError (PlumblineError)     `word`: the part at fault; `column` from 1, 0 if not known
├── ExpressionUnreadable   the text breaks off, or holds something that no rule of the grammar expects
├── UnknownName            a step, field, attribute, figure, clock or function that is not there
├── TypeMismatch           two things of types that do not go together, or a value of the wrong type
├── FigureKey              a figure asked for without the key its values differ by, or with one they do not have
├── UnknownOption          a choice compared with a code it does not have
├── TooManyReads           a comparison that reads more than one of first, last, sum, count, due
├── CountNotAlone          a count inside a calculation
└── PersonalField          a rule may not read a field marked personal
"""

from __future__ import annotations

from typing import Any

from plumbline.core.data_file.suggestion import did_you_mean
from plumbline.core.errors import PlumblineError


class ExpressionError(PlumblineError):
    """Root of the errors of one expression. `word` stands in the text; `column` counts characters from 1."""

    def __init__(self, *, word: str = "", column: int = 0, **data: object) -> None:
        super().__init__(word=word, column=column, **data)
        self.word, self.column = word, column


class ExpressionUnreadable(ExpressionError):
    """`cause_*` says what was found, `advice_*` what to write instead."""

    zh = "第 {column} 个字符处：{cause_zh}"
    en = "at character {column}: {cause_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


KINDS = {
    "step": "环节",
    "field": "字段",
    "attribute": "案件事实",
    "figure": "法定数额",
    "clock": "期限规则",
    "function": "函数",
    "key": "数额档次",
    "unit": "期间单位",
}
"""Chinese words for the kinds of names."""


class UnknownName(ExpressionError):
    """No `kind` of the name `word` there; `where_*` says where it was looked for."""

    zh = "没有{kind_zh}“{word}”{where_zh}"
    en = "there is no {kind} “{word}”{where_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"

    def __init__(
        self, *, kind: str, word: str, known: tuple[str, ...], where: str = "", column: int = 0
    ) -> None:
        advice = did_you_mean(word, known)
        super().__init__(
            word=word,
            column=column,
            kind=kind,
            known=known,
            where=where,
            kind_zh=KINDS[kind],
            where_zh=f"（在“{where}”中）" if where else "",
            where_en=f" in “{where}”" if where else "",
            advice_zh=advice.zh,
            advice_en=advice.en,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild from the few facts it was made of."""
        return _unknown_name, (self.kind, self.word, self.known, self.where, self.column)


def _unknown_name(kind: str, word: str, known: tuple[str, ...], where: str, column: int) -> UnknownName:
    return UnknownName(kind=kind, word=word, known=known, where=where, column=column)


class TypeMismatch(ExpressionError):
    """`word` is of type `found` where `wanted` is needed."""

    zh = "“{word}”的类型是 {found}，这里需要 {wanted_zh}"
    en = "“{word}” is of type {found}, but {wanted} is needed here"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"

    def __init__(self, *, wanted: str, wanted_zh: str = "", **data: Any) -> None:
        super().__init__(wanted=wanted, wanted_zh=wanted_zh or wanted, **data)


class FigureKey(ExpressionError):
    """A figure whose values differ by a key, asked for without one, or the other way round."""

    zh = "法定数额“{figure}”{cause_zh}"
    en = "the figure “{figure}” {cause_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class UnknownOption(ExpressionError):
    """A choice field is compared with a code that is not among its `of`."""

    zh = "选项字段“{field}”没有“{word}”这个值"
    en = "the choice “{field}” has no value “{word}”"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class TooManyReads(ExpressionError):
    """One comparison reads several of first, last, sum, count, due, so that ties could not be decided."""

    zh = "一个比较里读取了多项既往记录：{reads}"
    en = "one comparison reads several earlier records: {reads}"
    remedy_zh = "拆成几个比较，用 and 或 or 连接；first、last、sum、count、due 每个比较只能有一个"
    remedy_en = "split it by and/or; each comparison may hold one of first, last, sum, count, due"


class CountNotAlone(ExpressionError):
    """`count(step)` inside a calculation or a function."""

    zh = "“{word}”必须单独位于比较的一边"
    en = "“{word}” must stand alone on one side of a comparison"
    remedy_zh = "例如写作 {word} >= 2"
    remedy_en = "write e.g. {word} >= 2"


class PersonalField(ExpressionError):
    """A field marked `personal: true` is read by a rule."""

    zh = "“{word}”是个人信息字段，规则不得读取"
    en = "“{word}” is personal data, which no rule may read"
    remedy_zh = "由登记环节写入一个派生事实（如 is_minor）供规则读取"
    remedy_en = "let the step set a derived fact (such as is_minor) and read that"
