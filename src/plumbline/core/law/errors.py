"""Errors of the law library; each carries its data, and says in two languages what is wrong and how to write it.

::

    InputError
    └── LawError
        ├── CitationError             a text that cannot be read as a citation: `text`, `position`
        │   ├── NotACitation          `word` is neither a sign of a place nor a name of an instrument
        │   ├── BadNumber             a number that cannot count places
        │   ├── BareNumber            a number without the sign that says what it counts
        │   ├── LooseParenthesis      （3） that stands under no article
        │   ├── OutOfOrder            a larger unit after a smaller one
        │   ├── BadRange              a range that ends before it begins, or has no beginning
        │   ├── NothingBefore         前款 where nothing stands before
        │   └── NotOneCitation        one citation was asked for
        ├── StatuteError              a file that is not a statute: `line`, `problem`
        └── UnknownInstrument         a name that no registry knows: `name`, `near`

A pack file of the library (instruments, provisions, figures) that does not load: `PackErrors` of `core.data_file`.
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class LawError(InputError):
    """Root of the errors of the law library."""

    zh = "法规库出错"
    en = "the law library cannot do this"


class CitationError(LawError):
    """A text that cannot be read as a citation."""

    zh = "“{text}”不是条文引用"
    en = "“{text}” is no citation of law"
    remedy_zh = "写作：处罚法 §57 ¶1(4)、行政处罚法第五十七条第一款第四项，或者 118号 (六)"
    remedy_en = "write 处罚法 §57 ¶1(4), 行政处罚法第五十七条第一款第四项 or 118号 (六)"


class NotACitation(CitationError):
    """`word` (at `position`) is neither a sign of a place nor the name of an instrument."""

    zh = "“{text}”第 {position} 字起的“{word}”不是条文引用"
    en = "“{text}”: “{word}” (character {position}) cites nothing"


class BadNumber(CitationError):
    """A number that cannot count places: 0, or 十百."""

    zh = "“{text}”中的“{word}”不是条款序号"
    en = "“{text}”: “{word}” is not a number of an article, paragraph or item"
    remedy_zh = "序号从一开始：第五十七条，或者 §57"
    remedy_en = "places are counted from 1: 第五十七条 or §57"


class BareNumber(CitationError):
    """A number without the sign that says what it counts."""

    zh = "“{text}”中的数字 {word} 没有说明是条、款还是项"
    en = "“{text}”: nothing says whether {word} is an article, a paragraph or an item"


class LooseParenthesis(CitationError):
    """An item number that stands under no article."""

    zh = "“{text}”中的 ({word}) 不在任何一条之下"
    en = "“{text}”: ({word}) stands under no article"
    remedy_zh = "写作 §64(3)；没有“条”的文件写作 118号 (六)"
    remedy_en = "write §64(3); in a text without articles, 118号 (六)"


class OutOfOrder(CitationError):
    """A larger unit after a smaller one, without a comma: ¶1 §3."""

    zh = "“{text}”中 {word} 不能接在 {before} 之后"
    en = "“{text}”: {word} cannot follow {before}"
    remedy_zh = "从大到小写（条、款、项、目），两处引用之间加逗号"
    remedy_en = "write the larger unit first (article, paragraph, item) and put a comma between two citations"


class BadRange(CitationError):
    """A range that ends before it begins, crosses instruments, or has no beginning."""

    zh = "“{text}”不是一段连续的条款"
    en = "“{text}” is not a range of places in one instrument"
    remedy_zh = "先小后大，限于同一文件：§54-§62、第十条至第十三条"
    remedy_en = "smaller number first, within one instrument: §54-§62, 第十条至第十三条"


class NothingBefore(CitationError):
    """前款 or 前条 where nothing stands before."""

    zh = "“{text}”：在 {at} 之前没有可指的条款"
    en = "“{text}”: nothing stands before {at} to point at"
    remedy_zh = "直接写条款序号"
    remedy_en = "cite the place by its number"


class NotOneCitation(CitationError):
    """One citation was asked for; `count` were given."""

    zh = "“{text}”含 {count} 处引用，这里只要一处"
    en = "“{text}” holds {count} citations where one is wanted"
    remedy_zh = "一次写一处"
    remedy_en = "give them one at a time"


class StatuteError(LawError):
    """A text that does not read as a statute."""

    zh = "第 {line} 行：{problem}"
    en = "line {line}: {problem}"
    remedy_zh = "第一行应为“# 法规名称”，其后为“第一条 …”或“一、…”“（一）…”"
    remedy_en = "the file begins with “# title”; then 第一条 …, or 一、 and （一） in a text without articles"


class UnknownInstrument(LawError):
    """A name that the registry does not know; `near` lists names that look like it."""

    zh = "不认识法规名称“{name}”"
    en = "no instrument is called “{name}”"
    remedy_zh = "相近的名称：{near}；全部名称见 plumbline law list"
    remedy_en = "names like it: {near}; all names: plumbline law list"
