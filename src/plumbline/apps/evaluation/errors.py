"""What is wrong with an act on an evaluation.

PlumblineError
└── EvaluationError
    ├── NotHere          no evaluation of that address for this reader
    ├── AlreadyOpen      the report is being evaluated
    ├── WrongCase        the case is no report on duties
    ├── TooFewCalled     too few to be anonymous
    ├── NotOpen          it was closed
    ├── NotCalled        the person is not among those called
    ├── BallotTaken      the person took a ballot
    ├── BallotThere      a ballot of this serial with another grade is in the box
    └── KeyGone          the key of the evaluation is not on this server
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class EvaluationError(PlumblineError):
    """An act that cannot be done."""


class NotHere(EvaluationError):
    """No evaluation of that address for this reader."""

    zh = "没有这次测评，或者您不在参加人员之列"
    en = "there is no such evaluation, or you are not called to it"


class AlreadyOpen(EvaluationError):
    """The report is being evaluated, or was."""

    zh = "这份述法的测评已经启动"
    en = "the evaluation of this report has been called already"
    remedy_zh = "在测评页面继续"
    remedy_en = "go on on its page"


class WrongCase(EvaluationError):
    """The case is no report on duties."""

    zh = "只有述法可以组织民主测评"
    en = "only a report on duties of law is evaluated"


class TooFewCalled(EvaluationError):
    """Too few are called for anybody to be anonymous."""

    zh = "参加测评的只有 {called} 人，少于 {fewest} 人无法保证匿名"
    en = "{called} persons are called; among fewer than {fewest} nobody is anonymous"
    remedy_zh = "扩大参加范围，或者在会场用纸质票测评后登记结果"
    remedy_en = "call more, or vote on paper and enter the result"


class NotOpen(EvaluationError):
    """The evaluation was closed."""

    zh = "测评已经结束"
    en = "the evaluation is closed"


class NotCalled(EvaluationError):
    """The person is not among those called."""

    zh = "您不在本次测评的参加人员之列"
    en = "you are not among those called to this evaluation"
    remedy_zh = "有疑问的，联系法治办"
    remedy_en = "ask the rule-of-law office"


class BallotTaken(EvaluationError):
    """The person took a ballot, in another browser or before its storage was emptied."""

    zh = "您已经领过一张选票，每人只能领一张"
    en = "you took a ballot already; each person has one"
    remedy_zh = "在当时领票的浏览器中打开本页即可继续投票；那里的数据已清除的，这张票按未投计"
    remedy_en = (
        "open this page in the browser that took it; where its data are gone, the ballot counts as not cast"
    )


class BallotThere(EvaluationError):
    """A ballot of this serial with another grade is in the box."""

    zh = "票箱中已有这个编号的选票"
    en = "a ballot of this serial is in the box already"
    remedy_zh = "每张选票只能投一次"
    remedy_en = "a ballot is cast once"


class KeyGone(EvaluationError):
    """The key of the evaluation is not on this server."""

    zh = "服务器上没有本次测评的密钥，无法继续"
    en = "the key of this evaluation is not on the server"
    remedy_zh = "密钥不进数据库和备份；服务器的数据目录丢失的，应当重新组织测评"
    remedy_en = (
        "it is in no database and no backup: if the server's folder was lost, hold the evaluation again"
    )
