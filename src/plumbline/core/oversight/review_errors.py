"""What can be wrong with an act in a round of file reviews.

ReviewError (InputError)
├── RoundUnknown   there is no such round, or no such file in it
├── WrongTurn      the round or file is not at that point
├── NotReader      somebody else reads this file
└── SheetUnfit     the sheet leaves something out
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class ReviewError(InputError):
    """An act that cannot be done."""


class RoundUnknown(ReviewError):
    """There is no such round, or no such file in it."""

    zh = "没有这一轮评查或者这件案卷：{named}"
    en = "there is no such round of reviews, or no such file in it: {named}"
    remedy_zh = "从案卷评查清单重新打开"
    remedy_en = "open it again from the list of reviews"


class WrongTurn(ReviewError):
    """The round or file is not at that point."""

    zh = "现在不能办理：{problem_zh}"
    en = "this cannot be done now: {problem_en}"
    remedy_zh = "刷新页面，查看当前进度"
    remedy_en = "reload the page and look where it stands"


class NotReader(ReviewError):
    """Somebody else reads this file."""

    zh = "你不是这件案卷的评查人"
    en = "this file was given to other readers"
    remedy_zh = "在评查页面查看分给自己的案卷"
    remedy_en = "the page of the round shows which files are yours"


class SheetUnfit(ReviewError):
    """The sheet leaves something out."""

    zh = "评查表不完整：{problem_zh}"
    en = "the sheet is not complete: {problem_en}"
    remedy_zh = "逐项判断；未达到的写明理由"
    remedy_en = "judge every item; say why where one is not met"
