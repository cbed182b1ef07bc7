"""What is wrong with a ballot or a published list.

PlumblineError
└── BallotError
    ├── RequestUnfit        a number that is to be signed blindly is out of range
    ├── SigningFailed       the key did not sign rightly; nothing left the house
    ├── BallotUnfit         a ballot cannot be read
    ├── BallotForged        a ballot without a valid signature
    ├── BoxBroken           a kept ballot does not open with the key of its box
    └── ListUntrue          the published list is not what it says
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class BallotError(PlumblineError):
    """A ballot or a list of ballots that cannot stand."""


class RequestUnfit(BallotError):
    """A number that is to be signed blindly is out of range."""

    zh = "领票请求无法使用"
    en = "the request for a ballot cannot be used"
    remedy_zh = "重新打开测评页面后再试"
    remedy_en = "open the page of the evaluation again"


class SigningFailed(BallotError):
    """The key did not sign rightly; a wrong signature could give the key away, so none was sent."""

    zh = "签发失败，没有发出任何内容"
    en = "signing failed; nothing was sent"
    remedy_zh = "请再试一次；反复出现的，检查服务器硬件"
    remedy_en = "try again; if it happens again, have the server's hardware examined"


class BallotUnfit(BallotError):
    """A ballot cannot be read."""

    zh = "选票格式不正确"
    en = "this is no ballot"
    remedy_zh = "重新打开测评页面后再投"
    remedy_en = "open the page of the evaluation and cast it again"


class BallotForged(BallotError):
    """A ballot without a valid signature of its evaluation."""

    zh = "选票 {serial} 没有本次测评的有效签名"
    en = "the ballot {serial} bears no valid signature of this evaluation"
    remedy_zh = "只有领过票的人能投票"
    remedy_en = "only who was given a signature can cast a ballot"


class BoxBroken(BallotError):
    """A kept ballot does not open with the key of its box."""

    zh = "有一张选票无法用票箱密钥打开"
    en = "a kept ballot does not open with the key of its box"
    remedy_zh = "票箱或者密钥被改动，本次测评应当重新组织"
    remedy_en = "box or key was altered: hold the evaluation again"


class ListUntrue(BallotError):
    """The published list is not what it says."""

    zh = "公布的选票清单不成立：{problem_zh}"
    en = "the published list of ballots does not hold: {problem_en}"
    remedy_zh = "保留这份文件，向组织测评的单位和上级机关提出"
    remedy_en = "keep the file and take it to who held the evaluation and to the superior organ"
