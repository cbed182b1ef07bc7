"""Errors of documents as data.

::

    InputError
    └── DocumentError
        ├── EmptyTitle        a document without a title
        ├── BadNumber         a document number that cannot be
        ├── NotANumber        a text that is no document number
        ├── UnevenTable       a row with another number of cells than the table has columns
        ├── BadAmount         money that no document can state
        └── BadVolume         a case file that cannot be put together
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class DocumentError(InputError):
    """Root of the errors of documents."""

    zh = "文书有误"
    en = "the document cannot be made"


class EmptyTitle(DocumentError):
    """A document without a title."""

    zh = "文书没有标题"
    en = "the document has no title"
    remedy_zh = "在文书种类里写明标题"
    remedy_en = "give the kind of document a title"


class BadNumber(DocumentError):
    """A document number that cannot be: no authority or word, a year that is none, a number below one."""

    zh = "文号“{authority}{series}”{year}年{n}号不成立"
    en = "no document can bear number {n} of {year} in “{authority}{series}”"
    remedy_zh = "机关代字和文书代字不含括号、空格和数字，年份写全四位，序号从 1 起"
    remedy_en = "words without brackets, spaces or digits, the year in full, numbers from 1"


class NotANumber(DocumentError):
    """A text that is no document number."""

    zh = "“{text}”不是文号"
    en = "“{text}” is no document number"
    remedy_zh = "写作：青市监罚〔2026〕12号"
    remedy_en = "write 青市监罚〔2026〕12号"


class UnevenTable(DocumentError):
    """A row with another number of cells than the table has columns."""

    zh = "表格有 {columns} 栏，第 {row} 行有 {cells} 格"
    en = "the table has {columns} columns and row {row} has {cells} cells"
    remedy_zh = "补齐或者减去多余的格"
    remedy_en = "add or remove cells"


class BadAmount(DocumentError):
    """Money that no document can state: negative, finer than 分, or too large."""

    zh = "金额 {amount} 不能写入文书"
    en = "no document can state the amount {amount}"
    remedy_zh = "金额不为负，精确到分，小于一万亿元"
    remedy_en = "not negative, whole fen, below 1,000,000,000,000 yuan"


class BadVolume(DocumentError):
    """A case file that cannot be put together."""

    zh = "案卷不能成卷：{cause_zh}"
    en = "the case file cannot be made: {cause_en}"
    remedy_zh = "{mend_zh}"
    remedy_en = "{mend_en}"
