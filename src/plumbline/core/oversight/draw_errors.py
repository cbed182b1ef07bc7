"""What can be wrong with a draw, or with what was published of one.

DrawError (InputError)
├── ItemUnusable      an item is empty, has control characters or blanks at its ends, or stands twice
├── SeedUnusable      the seed is not 64 hexadecimal digits
├── CountUnusable     fewer than one, or more than the list holds
├── ListUnreadable    the list is no UTF-8 text
├── BundleUnreadable  the file is none that a draw writes
└── DrawMistake       the file can be read, and does not say the truth
    ├── SeedNotCommitted   the seed is not the one committed beforehand
    ├── OutOfOrder         the list does not stand in its one order
    ├── ListChanged        the list is not the one whose hash was published
    └── ChosenOtherwise    the seed and the list choose something else
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class DrawError(InputError):
    """A draw that cannot be made or does not hold."""


class ItemUnusable(DrawError):
    """An item that two readers might write differently, or that stands twice."""

    zh = "清单第 {line} 项不能用：{problem_zh}（{item}）"
    en = "item {line} of the list cannot be used: {problem_en} ({item})"
    remedy_zh = "每行一项，不留空行，不重复，首尾不留空格"
    remedy_en = "one item a line, none empty, none twice, no blanks at the ends"


class SeedUnusable(DrawError):
    """The seed is not 64 hexadecimal digits."""

    zh = "种子应为 64 位小写十六进制数字，给出的是 {length} 个字符"
    en = "a seed is 64 hexadecimal digits in lower case; what was given has {length} characters"
    remedy_zh = "用 plumbline draw commit 生成种子"
    remedy_en = "plumbline draw commit makes one"


class CountUnusable(DrawError):
    """Fewer than one, or more than there are."""

    zh = "要抽 {count} 项，清单有 {length} 项"
    en = "{count} are to be drawn from a list of {length}"
    remedy_zh = "数量至少为 1，不超过清单项数"
    remedy_en = "at least one, at most as many as the list holds"


class ListUnreadable(DrawError):
    """The list is no UTF-8 text."""

    zh = "清单文件 {file} 不是 UTF-8 文本"
    en = "the list {file} is no UTF-8 text"
    remedy_zh = "另存为 UTF-8 文本，每行一项"
    remedy_en = "save it as UTF-8 text, one item a line"


class BundleUnreadable(DrawError):
    """The file is none that a draw writes."""

    zh = "不是抽取结果文件：{problem}"
    en = "this is no file of a draw: {problem}"
    remedy_zh = "使用抽取页面下载的 JSON 文件"
    remedy_en = "use the JSON file that the page of the draw offers"


class DrawMistake(DrawError):
    """The file can be read, and does not say the truth."""


class SeedNotCommitted(DrawMistake):
    """The seed is not the one committed beforehand."""

    zh = "种子与事先公布的承诺值不符：承诺 {committed}，种子的散列 {found}"
    en = "the seed is not the one committed beforehand: committed {committed}, the seed hashes to {found}"


class OutOfOrder(DrawMistake):
    """The list does not stand in its one order."""

    zh = "清单顺序被改动：第 {line} 项“{item}”排在了“{before}”之后"
    en = "the order of the list was changed: item {line} “{item}” stands after “{before}”"


class ListChanged(DrawMistake):
    """The list is not the one whose hash was published."""

    zh = "清单与公布的散列不符：公布 {published}，清单的散列 {found}"
    en = "the list is not the one published: published {published}, the list hashes to {found}"


class ChosenOtherwise(DrawMistake):
    """The seed and the list choose something else."""

    zh = "第 {rank} 位应抽中“{expected}”（标记值 {expected_mark}），文件写的是“{found}”（{found_mark}）"
    en = "place {rank} falls to “{expected}” (mark {expected_mark}), the file says “{found}” ({found_mark})"
